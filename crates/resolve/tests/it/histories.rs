//! Merging, unmerging, judging and forgetting in any order ends where building anew ends.

use crate::world::{Dice, Filing, filings, judgement, model, rebuilt};
use resolve::clusters::{Change, Clusters, Judgement, MentionId};
use std::collections::{BTreeMap, HashMap};

/// Sizes of clusters, kept up to date by nothing but what steps report.
#[derive(Default)]
struct Ledger(HashMap<MentionId, i64>);

impl Ledger {
    fn book(&mut self, change: &Change) {
        for step in &change.moves {
            let count = i64::from(step.mentions);
            step.from.into_iter().for_each(|from| *self.0.entry(from).or_default() -= count);
            step.to.into_iter().for_each(|to| *self.0.entry(to).or_default() += count);
        }
        self.0.retain(|_, count| *count != 0);
    }
}

fn sizes(clusters: &Clusters) -> HashMap<MentionId, i64> {
    let mut sizes = HashMap::new();
    clusters.all().iter().for_each(|(_, cluster)| *sizes.entry(*cluster).or_default() += 1);
    sizes
}

fn history(seed: u64, pool: &[Filing], steps: u64) {
    let mut dice = Dice(seed);
    let mut clusters = Clusters::new(model());
    let mut present: BTreeMap<u64, &Filing> = BTreeMap::new();
    let mut judged: Vec<Judgement> = Vec::new();
    let mut ledger = Ledger::default();
    let ids: Vec<u64> = pool.iter().map(|filing| filing.id).collect();
    for at in 0..steps {
        let filing = &pool[dice.below(pool.len() as u64) as usize];
        let change = match dice.below(10) {
            0..=4 if !present.contains_key(&filing.id) => {
                present.insert(filing.id, filing);
                filing.with(|mention| clusters.add(mention)).unwrap()
            }
            5 => {
                present.remove(&filing.id);
                clusters.remove(MentionId(filing.id))
            }
            6 if !judged.is_empty() => {
                let judgement = judged.swap_remove(dice.below(judged.len() as u64) as usize);
                judged.retain(|other| *other != judgement);
                clusters.withdraw(&judgement)
            }
            7..=8 => {
                let judgement = judgement(&mut dice, &ids, at % 17);
                if judgement.a != judgement.b {
                    judged.push(judgement);
                }
                clusters.judge(judgement)
            }
            _ => Change::default(),
        };
        ledger.book(&change);
        assert_eq!(ledger.0, sizes(&clusters), "what a step reports is what it does: seed {seed} step {at}");
    }
    let anew = rebuilt(present.values().copied(), &judged);
    assert_eq!(clusters.all(), anew.all(), "seed {seed}");
    assert_eq!(clusters.set_aside(), anew.set_aside(), "seed {seed}");
    for (id, cluster) in clusters.all() {
        assert!(clusters.members(cluster).contains(&id) && clusters.cluster_of(cluster) == Some(cluster));
    }
}

#[test]
fn a_thousand_random_histories_end_where_building_anew_ends() {
    for seed in 0..1_000 {
        history(seed, &filings(30, 6 + seed % 9, seed % 4, seed), 60);
    }
}

#[test]
fn so_do_histories_in_which_blocks_grow_large_and_small_again() {
    for seed in 0..10 {
        history(seed, &filings(110, 30, 9, seed), 500);
    }
}
