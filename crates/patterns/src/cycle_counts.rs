//! Cycles as a learner counts them: by the nodes on them, not by the payments.
//!
//! For each payment u → v at time t, and each length, the number of different sequences of nodes v → … → u, every node
//! once, along which payments with strictly rising times between t − W and t (both excluded) exist. Several payments
//! between two nodes make no further sequence. The payment itself closes the cycle and counts in its length, so the
//! shortest is two. This is how graph features are counted elsewhere, so that figures can be compared.

use crate::snapshot::Snapshot;
use graph::{Answer, Budget};

/// Cycles that are closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CycleCounts {
    /// How many of each length; the place is the length.
    pub by_length: Vec<u64>,
    /// For each payment that closes some: its edge, a length, how many. By edge, then length.
    pub by_edge: Vec<(u32, u32, u32)>,
}

/// One node on the way, with the nodes that can come after it.
struct Frame {
    node: u32,
    begin: usize,
    next: usize,
}

struct Counter<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    hops_max: usize,
    /// Which frame saw a node last as a successor, and whether it is on the way.
    seen: Vec<u32>,
    on_way: Vec<bool>,
    frames: Vec<Frame>,
    frame_number: u32,
    successors: Vec<(u32, i64)>,
    found: Vec<u32>,
}

impl Counter<'_, '_> {
    /// Goes to a node that can be reached at `since`; what comes after it is listed once, at its earliest time.
    fn enter(&mut self, node: u32, since: i64, before: i64) -> usize {
        self.frame_number = self.frame_number.wrapping_add(1);
        let begin = self.successors.len();
        let links = self.snapshot.out(node);
        let first = links.at.partition_point(|at| *at <= since);
        let mut looked = 0;
        for step in links.piece(first..links.len()).iter().take_while(|step| step.at < before) {
            looked += 1;
            let fresh = self.on_way.get(step.peer as usize) == Some(&false);
            if let Some(seen) =
                self.seen.get_mut(step.peer as usize).filter(|seen| fresh && **seen != self.frame_number)
            {
                *seen = self.frame_number;
                self.successors.push((step.peer, step.at));
            }
        }
        if let Some(place) = self.on_way.get_mut(node as usize) {
            *place = true;
        }
        self.frames.push(Frame { node, begin, next: begin });
        looked
    }

    /// Counts into `found` what one payment closes; `false` when the budget is used up.
    fn close(&mut self, edge: u32, window: i64, budget: &mut Budget) -> bool {
        let (goal, start, at) = (self.snapshot.from(edge), self.snapshot.to(edge), self.snapshot.at(edge));
        self.found.fill(0);
        let mut within = budget.spend_many(1 + self.enter(start, at.saturating_sub(window), at) as u64);
        while let Some(frame) = self.frames.last_mut() {
            let depth = frame.next;
            frame.next += 1;
            let Some((node, time)) = self.successors.get(depth).copied().filter(|_| within) else {
                let (node, begin) = (frame.node, frame.begin);
                self.successors.truncate(begin);
                if let Some(place) = self.on_way.get_mut(node as usize) {
                    *place = false;
                }
                self.frames.pop();
                continue;
            };
            let length = self.frames.len() + 1;
            if node == goal {
                self.found.get_mut(length).into_iter().for_each(|count| *count += 1);
            } else if length < self.hops_max {
                within = budget.spend_many(1 + self.enter(node, time, at) as u64);
            }
        }
        within
    }
}

/// Counts cycles as described above, of at most `hops_max` payments (at least 2), with a window in seconds.
pub fn cycle_counts(snapshot: &Snapshot<'_>, window: i64, hops_max: usize, mut budget: Budget) -> Answer<CycleCounts> {
    let nodes = snapshot.nodes() as usize;
    let hops_max = hops_max.clamp(2, 64);
    let mut counter = Counter {
        snapshot,
        hops_max,
        seen: vec![0; nodes],
        on_way: vec![false; nodes],
        frames: Vec::new(),
        frame_number: 0,
        successors: Vec::new(),
        found: vec![0; hops_max + 1],
    };
    let mut counts = CycleCounts { by_length: vec![0; hops_max + 1], by_edge: Vec::new() };
    for edge in snapshot.money() {
        let (from, to, at) = (snapshot.from(edge), snapshot.to(edge), snapshot.at(edge));
        let since = at.saturating_sub(window).saturating_add(1);
        // Somebody must have paid the payer, and the payee somebody, in time.
        let alive = |ats: &[i64]| ats.get(ats.partition_point(|own| *own < since)).is_some_and(|own| *own < at);
        if !alive(snapshot.ins(from).at) || !alive(snapshot.out(to).at) {
            continue;
        }
        let complete = counter.close(edge, window, &mut budget);
        for ((length, found), sum) in (0u32..).zip(&counter.found).zip(&mut counts.by_length) {
            if *found > 0 {
                *sum += u64::from(*found);
                counts.by_edge.push((edge, length, *found));
            }
        }
        if !complete {
            break;
        }
    }
    budget.answer(counts)
}
