//! Betweenness: through whom the shortest ways of others lead.
//!
//! After U. Brandes, *A faster algorithm for betweenness centrality* (2001), on distinct pairs without weights and
//! without time. Exact from all nodes, or estimated from a sample of them drawn with a seed.
#![expect(clippy::indexing_slicing, reason = "every table has one place per node of the projection it is used with")]

use crate::answer::{Answer, Budget};
use crate::projection::Projection;

/// From which nodes shortest ways are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sources {
    /// From all: exact.
    All,
    /// From a sample without repetition, scaled up to all: an estimate without bias.
    Sample {
        /// How many; more than there are nodes is all.
        count: u32,
        /// Seed of the draw.
        seed: u64,
    },
}

/// For each position of a projection the number of pairs of other nodes whose shortest ways lead through it, where a
/// pair with several shortest ways counts by the share of them. For an undirected projection each pair counts twice,
/// once from each end.
///
/// When the budget ends, what was counted from the sources done so far is scaled up and told with the limit.
pub fn betweenness(graph: &Projection, sources: Sources, mut budget: Budget) -> Answer<Vec<f64>> {
    let len = graph.len();
    let mut score = vec![0.0; len];
    let list = sources_of(len as u32, sources);
    let mut pass = Pass::new(len);
    let mut done = 0u32;
    for source in list {
        if !pass.forward(graph, source, &mut budget) {
            break;
        }
        pass.backward(graph, source, &mut score);
        done += 1;
    }
    if done > 0 && (done as usize) < len {
        let scale = len as f64 / f64::from(done);
        score.iter_mut().for_each(|score| *score *= scale);
    }
    budget.answer(score)
}

/// The next number of the sequence SplitMix64.
fn draw(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

fn sources_of(len: u32, sources: Sources) -> Vec<u32> {
    let mut all: Vec<u32> = (0..len).collect();
    if let Sources::Sample { count, seed } = sources
        && count < len
    {
        let mut state = seed;
        for place in 0..count as usize {
            // The bias of a remainder of 64 bits over at most 2^32 places is below one in four thousand million.
            let other = place + (draw(&mut state) % (u64::from(len) - place as u64)) as usize;
            all.swap(place, other);
        }
        all.truncate(count as usize);
    }
    all
}

/// The tables of one source, kept from source to source.
struct Pass {
    order: Vec<u32>,
    distance: Vec<u32>,
    ways: Vec<f64>,
    share: Vec<f64>,
}

impl Pass {
    fn new(len: usize) -> Self {
        Self { order: Vec::new(), distance: vec![u32::MAX; len], ways: vec![0.0; len], share: vec![0.0; len] }
    }

    /// Counts shortest ways from a source; `false` when the budget is spent.
    fn forward(&mut self, graph: &Projection, source: u32, budget: &mut Budget) -> bool {
        for node in self.order.drain(..) {
            self.distance[node as usize] = u32::MAX;
            self.ways[node as usize] = 0.0;
            self.share[node as usize] = 0.0;
        }
        self.distance[source as usize] = 0;
        self.ways[source as usize] = 1.0;
        self.order.push(source);
        let mut next = 0;
        while let Some(node) = self.order.get(next).copied() {
            next += 1;
            let pairs = graph.of(node);
            if !budget.spend_many(pairs.len() as u64) {
                return false;
            }
            let (far, ways) = (self.distance[node as usize] + 1, self.ways[node as usize]);
            for pair in pairs {
                let to = pair.to as usize;
                if self.distance[to] == u32::MAX {
                    self.distance[to] = far;
                    self.order.push(pair.to);
                }
                if self.distance[to] == far {
                    self.ways[to] += ways;
                }
            }
        }
        true
    }

    /// Shares out from the farthest back to the source.
    fn backward(&mut self, graph: &Projection, source: u32, score: &mut [f64]) {
        for node in self.order.iter().rev().copied() {
            let (far, ways) = (self.distance[node as usize] + 1, self.ways[node as usize]);
            let mut share = 0.0;
            for pair in graph.of(node) {
                let to = pair.to as usize;
                if self.distance[to] == far {
                    share += ways / self.ways[to] * (1.0 + self.share[to]);
                }
            }
            self.share[node as usize] = share;
            if node != source {
                score[node as usize] += share;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_has_no_node_twice_and_follows_from_its_seed() {
        for (len, count) in [(1, 1), (10, 3), (10, 9), (1_000, 400)] {
            let sample = sources_of(len, Sources::Sample { count, seed: 7 });
            let mut sorted = sample.clone();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!((sample.len(), sorted.len()), (count as usize, count as usize));
            assert_eq!(sample, sources_of(len, Sources::Sample { count, seed: 7 }));
        }
        let (one, two) = (Sources::Sample { count: 400, seed: 1 }, Sources::Sample { count: 400, seed: 2 });
        assert_ne!(sources_of(1_000, one), sources_of(1_000, two));
    }
}
