//! Search for temporal cycles: forwards from each first payment, only where a way back in time can still exist.
//!
//! Before a first payment's search, a few steps are made backwards from its payer within the span: a node that is not
//! met there has no way back of so few steps, and one that is met has none that leaves later than noted. Forward
//! search does not go where that rules out. It keeps its own stack, so depth costs no machine stack. What is known of
//! all payments before ([`Returns`]) rules most first payments out without a step.

use crate::pattern::{Scope, Search};
use crate::returns::{Began, Returns};
use crate::setting::Share;
use crate::snapshot::{Level, Links, Step};
use graph::Limit;
use std::ops::Range;

/// What a cycle is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) hops_max: usize,
    pub(crate) retention: Share,
    pub(crate) span: i64,
    pub(crate) steps_max: u64,
    pub(crate) cycles_max: u64,
}

/// Payments of the shortest cycle; what is known before the search relies on it.
const HOPS_MIN: usize = 3;

/// How far a node is from coming back.
#[derive(Clone, Copy, Debug, Default)]
struct Back {
    node: u32,
    /// Which search wrote this; others count as not written.
    search: u32,
    /// Fewest hops back.
    hops: u32,
    /// Latest time of a first hop back.
    latest: i64,
}

/// Most edges that are looked at backwards before one forward search.
const BACK_MAX: usize = 96;

/// Places for what is written by one search, as a power of two, several times [`BACK_MAX`]: each node has one that
/// follows from its number, or the next that is free. A table of all nodes would be simpler, but would not be in the
/// cache.
const PLACES_BITS: u32 = 9;

/// Searches that are made together.
const TOGETHER: usize = 32;

/// A first payment that cycles may begin with.
#[derive(Clone, Debug)]
struct Start {
    payer: u32,
    first: Step,
    /// Which of `last` it has.
    last: Range<usize>,
    /// Whether there are too many to look at.
    has_more: bool,
}

/// A search for all cycles of one level.
pub(crate) struct Cycles<'a> {
    level: &'a Level,
    rules: Rules,
    backs: Vec<Back>,
    /// For each node whether the path of the forward search is on it now.
    on_path: Vec<bool>,
    /// Where a cycle can end: only such nodes are searched from. Empty: everywhere.
    ends: Vec<bool>,
    returns: Returns,
    /// Searches that are kept for later.
    starts: Vec<Start>,
    /// Who can make the last payment of a cycle and when.
    last: Vec<(u32, i64)>,
    searches: u32,
    /// Within so many hops of the end every node that can come back is written in `backs`.
    known_hops: u32,
    frontier: Vec<u32>,
    /// The nodes after those.
    beyond: Vec<u32>,
    path: Vec<Step>,
    /// For each step of the path where its successors go on: position among the payments of its payee.
    next: Vec<usize>,
}

impl<'a> Cycles<'a> {
    pub(crate) fn new(level: &'a Level, nodes: u32, rules: Rules) -> Self {
        Self {
            level,
            rules,
            backs: vec![Back::default(); 1 << PLACES_BITS],
            on_path: vec![false; nodes as usize],
            ends: Vec::new(),
            returns: Returns::default(),
            starts: Vec::new(),
            last: Vec::new(),
            searches: 0,
            known_hops: 0,
            frontier: Vec::new(),
            beyond: Vec::new(),
            path: Vec::new(),
            next: Vec::new(),
        }
    }

    /// With what is known of the payments of this level within this span.
    pub(crate) fn knowing(mut self, returns: Returns) -> Self {
        self.returns = returns;
        self
    }

    /// Searches only from these nodes, which are where a cycle can end.
    pub(crate) fn ending_at(mut self, ends: Vec<bool>) -> Self {
        self.ends = ends;
        self
    }

    /// Tells every cycle whose first payer is an anchor of the scope.
    pub(crate) fn search(&mut self, scope: &Scope, search: &mut Search, mut tell: impl FnMut(&[Step], &mut Search)) {
        let level = self.level;
        for start in (0..self.on_path.len() as u32).filter(|start| scope.has(*start)) {
            if self.ends.get(start as usize) == Some(&false) {
                continue;
            }
            let (outs, ins) = (level.out(start), level.ins(start));
            if outs.is_empty() || ins.is_empty() {
                continue;
            }
            if search.is_over() || !search.spend(outs.len()) {
                return;
            }
            let ([out_place, in_place], mut first_in) = (level.places(start), 0);
            for (place, first) in (out_place..).zip(outs.iter()) {
                while ins.at.get(first_in).is_some_and(|at| *at < first.at) {
                    first_in += 1;
                }
                let Some(began) = self.returns.begin(place, first.at) else { continue };
                self.keep(start, first, began, (in_place + first_in, ins.piece(first_in..ins.len())));
                if self.starts.len() >= TOGETHER && !self.flush(search, &mut tell) {
                    return;
                }
            }
        }
        let _enough = self.flush(search, &mut tell);
    }

    /// Keeps a first payment for a search, if any of those that `came` to its payer from then on can be the last.
    #[inline]
    fn keep(&mut self, payer: u32, first: Step, began: Began, (place, came): (usize, Links<'_>)) {
        let until = first.at.saturating_add(self.rules.span);
        let (begin, mut has_more) = (self.last.len(), false);
        for (looked, ((place, at), peer)) in (place..).zip(came.at).zip(came.peer).enumerate() {
            has_more = *at <= until && looked == BACK_MAX;
            if *at > until || has_more {
                break;
            }
            if self.returns.may_end(began, place, *at) {
                self.last.push((*peer, *at));
            }
        }
        if self.last.len() > begin || has_more {
            self.starts.push(Start { payer, first, last: begin..self.last.len(), has_more });
        }
    }

    /// Makes the searches that were kept; `false` when the budget is used up.
    fn flush(&mut self, search: &mut Search, tell: &mut impl FnMut(&[Step], &mut Search)) -> bool {
        let level = self.level;
        // What all of them ask first is read without waiting for one answer before the next: it lies anywhere in memory,
        // and waiting for it is most of what they cost.
        let read = |(payer, _): &(u32, i64)| {
            let ins = level.ins(*payer);
            let middle = ins.len() / 2;
            ins.at.get(middle).copied().unwrap_or(0) ^ i64::from(ins.peer.get(middle).copied().unwrap_or(0))
        };
        std::hint::black_box(self.last.iter().map(read).fold(0, |sum, read| sum ^ read));
        let mut starts = std::mem::take(&mut self.starts);
        for start in starts.drain(..) {
            let marked = self.mark(&start);
            if !search.spend(marked) {
                return false;
            }
            if self.may_return(start.first, self.rules.hops_max as u32 - 1) {
                self.forward(start.payer, start.first, search, tell);
            }
        }
        self.last.clear();
        self.starts = starts;
        true
    }

    /// Where it is written how far a node is from coming back, or where it will be.
    #[inline]
    fn place(&self, node: u32) -> usize {
        let wanted = (node.wrapping_mul(0x9e37_79b1) >> (u32::BITS - PLACES_BITS)) as usize;
        let is_own = |place: &usize| {
            self.backs.get(*place).is_some_and(|back| back.search != self.searches || back.node == node)
        };
        let mut places = (wanted..self.backs.len()).chain(0..wanted);
        places.find(is_own).unwrap_or(usize::MAX)
    }

    /// Whether a node can come back within so many hops at or after a payment to it.
    #[inline]
    fn may_return(&self, step: Step, hops: u32) -> bool {
        let written = self
            .backs
            .get(self.place(step.peer))
            .is_some_and(|back| back.search == self.searches && back.latest >= step.at && back.hops <= hops);
        written || hops > self.known_hops
    }

    /// Steps backwards from a start; how many edges were looked at.
    fn mark(&mut self, start: &Start) -> usize {
        self.searches = self.searches.wrapping_add(1);
        self.known_hops = 0;
        self.frontier.clear();
        self.beyond.clear();
        if start.has_more {
            return BACK_MAX + 1;
        }
        let from = start.first.at;
        let mut looked = start.last.len();
        for place in start.last.clone() {
            if let Some((peer, at)) = self.last.get(place).copied()
                && self.note(peer, at, 1)
            {
                self.frontier.push(peer);
            }
        }
        self.known_hops = 1;
        for hops in 2..self.rules.hops_max as u32 {
            if self.frontier.is_empty() {
                break;
            }
            self.frontier.sort_unstable();
            self.frontier.dedup();
            let mut frontier = std::mem::take(&mut self.frontier);
            for node in frontier.drain(..) {
                let latest = self.backs.get(self.place(node)).map_or(from, |back| back.latest);
                let ins = self.level.ins(node).within(from, latest);
                for (at, peer) in ins.at.iter().zip(ins.peer).rev() {
                    looked += 1;
                    if looked > BACK_MAX {
                        return looked;
                    }
                    if *peer != start.payer && self.note(*peer, *at, hops) {
                        self.beyond.push(*peer);
                    }
                }
            }
            self.known_hops = hops;
            self.frontier = std::mem::replace(&mut self.beyond, frontier);
        }
        if self.frontier.is_empty() {
            self.known_hops = u32::MAX;
        }
        looked
    }

    /// Notes that a node can come back by leaving at a time; whether that was not known.
    fn note(&mut self, node: u32, at: i64, hops: u32) -> bool {
        let place = self.place(node);
        let Some(back) = self.backs.get_mut(place) else { return false };
        if back.search != self.searches {
            *back = Back { node, search: self.searches, hops, latest: at };
            return true;
        }
        let later = back.latest < at;
        back.latest = back.latest.max(at);
        later
    }

    fn set_on_path(&mut self, node: u32, on_path: bool) {
        self.on_path.get_mut(node as usize).into_iter().for_each(|place| *place = on_path);
    }

    /// All cycles from a first payment.
    fn forward(&mut self, start: u32, first: Step, search: &mut Search, tell: &mut impl FnMut(&[Step], &mut Search)) {
        let level = self.level;
        let until = first.at.saturating_add(self.rules.span);
        self.path.clear();
        self.next.clear();
        self.enter(first);
        let (mut steps, mut cycles) = (0u64, 0u64);
        while let (Some(last), Some(next)) = (self.path.last().copied(), self.next.last_mut()) {
            let outs = level.out(last.peer);
            // The time alone is read first: most walks end here, and each column is another place in memory.
            let in_time = outs.at.get(*next).is_some_and(|at| *at <= until);
            let step = if in_time { outs.get(*next) } else { None };
            *next += 1;
            steps += 1;
            let over = steps > self.rules.steps_max || cycles >= self.rules.cycles_max;
            let Some(step) = step.filter(|_| !over) else {
                self.path.pop();
                self.next.pop();
                self.set_on_path(last.peer, false);
                continue;
            };
            if !self.rules.retention.reached(step.value.into(), first.value.into()) {
                continue;
            }
            let hops = self.path.len() + 1;
            if step.peer == start {
                let again = step.at == first.at && self.path.iter().chain([&step]).any(|other| other.edge < first.edge);
                if hops >= HOPS_MIN && !again {
                    cycles += 1;
                    self.path.push(step);
                    tell(&self.path, search);
                    self.path.pop();
                }
            } else if hops < self.rules.hops_max
                && self.on_path.get(step.peer as usize) == Some(&false)
                && self.may_return(step, (self.rules.hops_max - hops) as u32)
            {
                self.enter(step);
            }
        }
        if steps > self.rules.steps_max {
            search.limit(Limit::Visits(self.rules.steps_max));
        } else if cycles >= self.rules.cycles_max {
            search.limit(Limit::Answers(self.rules.cycles_max));
        }
        // When the budget ends here, the caller sees it before the next first payment.
        let _enough = search.spend(usize::try_from(steps).unwrap_or(usize::MAX));
    }

    /// Goes one payment further.
    fn enter(&mut self, step: Step) {
        self.set_on_path(step.peer, true);
        self.next.push(self.level.out(step.peer).at.partition_point(|at| *at < step.at));
        self.path.push(step);
    }
}
