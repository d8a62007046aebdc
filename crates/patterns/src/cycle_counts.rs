//! Cycles as a learner counts them: by the nodes on them, not by the payments.
//!
//! For each payment u → v at time t, and each length, the number of different sequences of nodes v → … → u, every node
//! once, along which payments with strictly rising times between t − W and t (both excluded) exist. Several payments
//! between two nodes make no further sequence. The payment itself closes the cycle and counts in its length, so the
//! shortest is two. This is how graph features are counted elsewhere, so that figures can be compared.
//!
//! Payers are gone through one after the other, each with its payments by time. What came to a payer is followed
//! backwards as its payments go by, so that for every node is known when, at the latest, money must leave it to come to
//! the payer in time; later payments only move that on, and what was followed once is not followed again. A search
//! forwards goes where money still can come back, so it takes about as many steps as there are cycles. Neighbours of
//! neighbours are asked again and again while a payer and those around it have their turn, and stay in the cache.

use crate::group::Joiner;
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

/// Most payments that are followed backwards at once; where there are more, the search forwards does without.
const BACK_MAX: usize = 256;

/// What is known of a node while one payer has its turn.
#[derive(Clone, Copy, Debug)]
struct Note {
    /// Latest time at which money must leave the node to come to the payer.
    leaves: i64,
    /// For which turn that was written; otherwise nothing is known.
    turn: u32,
    /// Which frame saw the node last as a successor.
    seen: u32,
}

/// One node on the way, with the nodes that can come after it.
struct Frame {
    node: u32,
    begin: usize,
    next: usize,
}

/// A payment that may close cycles.
#[derive(Clone, Copy)]
struct Closing {
    payer: u32,
    payee: u32,
    /// Hops are later than this.
    since: i64,
    /// Time of the last payment to the payer before this one.
    last: i64,
}

struct Counter<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    hops_max: usize,
    /// See [`BACK_MAX`].
    back_max: usize,
    notes: Vec<Note>,
    on_way: Vec<bool>,
    turn: u32,
    /// Whether the notes of this turn are good; they are not once there was too much to follow.
    noted: bool,
    /// Nodes that must be left later than was known, with what was known.
    raised: Vec<(u32, i64)>,
    frames: Vec<Frame>,
    frame_number: u32,
    successors: Vec<(u32, i64)>,
    found: Vec<u32>,
}

impl<'s, 'g> Counter<'s, 'g> {
    fn new(snapshot: &'s Snapshot<'g>, hops_max: usize, back_max: usize) -> Self {
        let nodes = snapshot.nodes() as usize;
        Self {
            snapshot,
            hops_max,
            back_max,
            notes: vec![Note { leaves: i64::MIN, turn: 0, seen: 0 }; nodes],
            on_way: vec![false; nodes],
            turn: 0,
            noted: true,
            raised: Vec::new(),
            frames: Vec::new(),
            frame_number: 0,
            successors: Vec::new(),
            found: vec![0; hops_max + 1],
        }
    }

    /// Forgets the payer before.
    fn begin(&mut self) {
        self.turn = self.turn.wrapping_add(1);
        self.noted = true;
    }

    /// When money must leave a node at the latest.
    #[inline]
    fn leaves(&self, node: u32) -> i64 {
        self.notes.get(node as usize).filter(|note| note.turn == self.turn).map_or(i64::MIN, |note| note.leaves)
    }

    /// Notes that money that leaves a node at this time comes to the payer.
    #[inline]
    fn raise(&mut self, node: u32, at: i64) {
        let turn = self.turn;
        let Some(note) = self.notes.get_mut(node as usize) else { return };
        let known = if note.turn == turn { note.leaves } else { i64::MIN };
        if at > known {
            (note.leaves, note.turn) = (at, turn);
            self.raised.push((node, known));
        }
    }

    /// Follows some payments to the payer backwards, as far as they are later than `since`; how many payments were
    /// looked at.
    fn follow(&mut self, payer: u32, came: std::ops::Range<usize>, since: i64) -> usize {
        let links = self.snapshot.ins(payer).piece(came);
        let mut looked = links.len();
        // The latest first: most that come before it on the same way then tell nothing new.
        for (peer, at) in links.peer.iter().zip(links.at).rev() {
            self.raise(*peer, *at);
            while let Some((node, known)) = self.raised.pop() {
                let (from, until) = (known.max(since.saturating_add(1)), self.leaves(node));
                let ins = self.snapshot.ins(node);
                let end = ins.at.partition_point(|at| *at < until);
                let pairs = ins.at.iter().zip(ins.peer).take(end).rev();
                for (at, peer) in pairs.take_while(|(at, _)| **at >= from) {
                    looked += 1;
                    if *peer != payer {
                        self.raise(*peer, *at);
                    }
                }
                if looked > self.back_max {
                    self.raised.clear();
                    self.noted = false;
                    return looked;
                }
            }
        }
        looked
    }

    /// Goes to a node that can be reached at `since`; what comes after it is listed once, at its earliest time.
    fn enter(&mut self, node: u32, since: i64, closing: Closing) -> usize {
        self.frame_number = self.frame_number.wrapping_add(1);
        if self.frame_number == 0 {
            self.notes.iter_mut().for_each(|note| note.seen = 0);
            self.frame_number = 1;
        }
        let begin = self.successors.len();
        let links = self.snapshot.out(node);
        let first = links.at.partition_point(|at| *at <= since);
        let until = if self.noted { self.leaves(node) } else { closing.last };
        let mut looked = 0;
        for (at, peer) in links.at.iter().zip(links.peer).skip(first).take_while(|(at, _)| **at <= until) {
            looked += 1;
            let Some(note) = self.notes.get_mut(*peer as usize) else { continue };
            let back = !self.noted || *peer == closing.payer || note.turn == self.turn && note.leaves > *at;
            if back && note.seen != self.frame_number && self.on_way.get(*peer as usize) == Some(&false) {
                note.seen = self.frame_number;
                self.successors.push((*peer, *at));
            }
        }
        if let Some(place) = self.on_way.get_mut(node as usize) {
            *place = true;
        }
        self.frames.push(Frame { node, begin, next: begin });
        looked
    }

    /// Counts into `found` what one payment closes; `false` when the budget is used up.
    fn close(&mut self, closing: Closing, budget: &mut Budget) -> bool {
        let mut within = budget.spend_many(1 + self.enter(closing.payee, closing.since, closing) as u64);
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
            if node == closing.payer {
                self.found.get_mut(length).into_iter().for_each(|count| *count += 1);
            } else if length < self.hops_max {
                within = budget.spend_many(1 + self.enter(node, time, closing) as u64);
            }
        }
        within
    }

    /// Counts what all payments of one payer close; `false` when the budget is used up.
    fn payer(&mut self, payer: u32, window: i64, counts: &mut CycleCounts, budget: &mut Budget) -> bool {
        let (outs, ins) = (self.snapshot.out(payer), self.snapshot.ins(payer));
        let (mut first, mut end, mut followed) = (0, 0, 0);
        self.begin();
        for ((edge, payee), at) in outs.edge.iter().zip(outs.peer).zip(outs.at) {
            let since = at.saturating_sub(window);
            while ins.at.get(end).is_some_and(|came| came < at) {
                end += 1;
            }
            while first < end && ins.at.get(first).is_some_and(|came| *came <= since) {
                first += 1;
            }
            let Some(last) = ins.at.get(first..end).and_then(|came| came.last()) else { continue };
            if self.noted {
                let looked = self.follow(payer, followed.max(first)..end, since);
                followed = end;
                if !budget.spend_many(looked as u64) {
                    return false;
                }
            }
            if self.noted && self.leaves(*payee) <= since {
                continue;
            }
            self.found.fill(0);
            let complete = self.close(Closing { payer, payee: *payee, since, last: *last }, budget);
            for ((length, found), sum) in (0u32..).zip(&self.found).zip(&mut counts.by_length) {
                if *found > 0 {
                    *sum += u64::from(*found);
                    counts.by_edge.push((*edge, length, *found));
                }
            }
            if !complete {
                return false;
            }
        }
        true
    }
}

/// Counts cycles as described above, of at most `hops_max` payments (at least 2), with a window in seconds. A budget
/// that ends leaves out payers from some number on.
pub fn cycle_counts(snapshot: &Snapshot<'_>, window: i64, hops_max: usize, mut budget: Budget) -> Answer<CycleCounts> {
    let mut counter = Counter::new(snapshot, hops_max.clamp(2, 64), BACK_MAX);
    let mut counts = CycleCounts { by_length: vec![0; counter.found.len()], by_edge: Vec::new() };
    let _complete = turns(snapshot).into_iter().all(|payer| counter.payer(payer, window, &mut counts, &mut budget));
    counts.by_edge.sort_unstable();
    budget.answer(counts)
}

/// From so many payments a node on, looking for an order of turns is worth its cost.
const MANY: usize = 32;

/// The order in which payers have their turn: those who are joined by whom each of them pays most often follow each
/// other, so that what one of them was asked for is still in the cache for the next, whatever their numbers are.
fn turns(snapshot: &Snapshot<'_>) -> Vec<u32> {
    let mut turns: Vec<u32> = (0..snapshot.nodes()).collect();
    if snapshot.movements() / turns.len().max(1) < MANY {
        return turns;
    }
    let mut joiner = Joiner::new(snapshot.nodes() as usize);
    let mut times = vec![0u32; snapshot.nodes() as usize];
    for node in 0..snapshot.nodes() {
        let peers = snapshot.out(node).peer;
        let mut most = (0, node);
        for peer in peers {
            if let Some(times) = times.get_mut(*peer as usize) {
                *times += 1;
                if *times > most.0 {
                    most = (*times, *peer);
                }
            }
        }
        joiner.join(node, most.1);
        for peer in peers {
            times.get_mut(*peer as usize).into_iter().for_each(|times| *times = 0);
        }
    }
    let groups = joiner.groups();
    turns.sort_by_cached_key(|node| groups.of(*node));
    turns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sides;
    use crate::world::{Chance, World};

    #[test]
    fn where_payments_are_many_those_who_pay_each_other_have_their_turns_together() {
        // Two circles: the even nodes and the odd ones, with a stray payment between them.
        let mut world = World::new(6);
        for round in 0..200 {
            (0..6u32).for_each(|from| world.pay(from, (from + 2) % 6, i64::from(round), 5));
        }
        world.pay(0, 1, 300, 5);
        let graph = world.graph().unwrap();
        let snapshot = Snapshot::new(graph.all(), Sides::default());
        let order = turns(&snapshot);
        let odd: Vec<bool> = order.iter().map(|node| node % 2 == 1).collect();
        assert!(odd == [true, true, true, false, false, false] || odd == [false, false, false, true, true, true]);
        let found = |window| cycle_counts(&snapshot, window, 4, Budget::default()).value;
        // Each payment after the first two rounds closes one cycle of three, as the last two rounds allow.
        assert_eq!((found(3).by_length[3], found(1).by_edge.len()), (6 * 198, 0));
        assert!(found(3).by_edge.is_sorted());
    }

    fn counted(snapshot: &Snapshot<'_>, window: i64, back_max: usize) -> (Vec<u64>, bool) {
        let mut counter = Counter::new(snapshot, 6, back_max);
        let (mut budget, mut noted) = (Budget::default(), true);
        let mut counts = CycleCounts { by_length: vec![0; 7], by_edge: Vec::new() };
        for payer in 0..snapshot.nodes() {
            assert!(counter.payer(payer, window, &mut counts, &mut budget));
            noted &= counter.noted;
        }
        (
            counts
                .by_edge
                .iter()
                .flat_map(|own| [own.0, own.1, own.2].map(u64::from))
                .chain(counts.by_length)
                .collect(),
            noted,
        )
    }

    #[test]
    fn where_there_is_too_much_to_follow_backwards_the_same_is_found_without() {
        let mut given_up = [0; 3];
        for seed in 0..400 {
            let chance = &mut Chance(seed);
            let mut world = World::new(9);
            for at in 0..chance.between(20, 60) {
                let from = chance.below(9) as u32;
                world.pay(from, (from + 1 + chance.below(8) as u32) % 9, at / 2, 5);
            }
            let (graph, window) = (world.graph().unwrap(), chance.between(2, 30));
            let snapshot = Snapshot::new(graph.all(), Sides::default());
            let all = counted(&snapshot, window, BACK_MAX);
            assert!(all.1);
            for (back_max, given_up) in [0, 5, 20].into_iter().zip(&mut given_up) {
                let (found, noted) = counted(&snapshot, window, back_max);
                assert_eq!(found, all.0, "seed {seed}, at most {back_max} backwards");
                *given_up += u32::from(!noted);
            }
        }
        assert!(given_up.iter().all(|times| *times > 50), "{given_up:?}");
    }
}
