//! Search for temporal cycles: forwards from each first payment, only where a way back in time can still exist.
//!
//! Before a first payment's search, a few steps are made backwards from its payer within the span: a node that is not
//! met there has no way back of so few steps, and one that is met has none that leaves later than noted. Forward
//! search does not go where that rules out. It keeps its own stack, so depth costs no machine stack.

use crate::pattern::{Scope, Search};
use crate::setting::Share;
use crate::snapshot::{Level, Links, Step};
use graph::Limit;

/// What a cycle is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules {
    pub(crate) hops_min: usize,
    pub(crate) hops_max: usize,
    pub(crate) retention: Share,
    pub(crate) span: i64,
    pub(crate) steps_max: u64,
    pub(crate) cycles_max: u64,
}

/// How far a node is from coming back.
#[derive(Clone, Copy, Debug, Default)]
struct Back {
    /// Which search wrote this; others count as not written.
    search: u32,
    /// Fewest hops back.
    hops: u32,
    /// Latest time of a first hop back.
    latest: i64,
    /// Whether the path of the forward search is on it now.
    on_path: bool,
}

/// Most edges that are looked at backwards before one forward search.
const BACK_MAX: usize = 96;

/// A search for all cycles of one level.
pub(crate) struct Cycles<'a> {
    level: &'a Level,
    rules: Rules,
    backs: Vec<Back>,
    /// Where a cycle can end: only such nodes are searched from. Empty: everywhere.
    ends: Vec<bool>,
    searches: u32,
    /// Within so many hops of the end every node that can come back is written in `backs`.
    known_hops: u32,
    frontier: Vec<u32>,
    path: Vec<Step>,
    /// For each step of the path where its successors go on: position among the payments of its payee.
    next: Vec<usize>,
}

impl<'a> Cycles<'a> {
    pub(crate) fn new(level: &'a Level, nodes: u32, rules: Rules) -> Self {
        let backs = vec![Back::default(); nodes as usize];
        let (frontier, path, next) = (Vec::new(), Vec::new(), Vec::new());
        Self { level, rules, backs, ends: Vec::new(), searches: 0, known_hops: 0, frontier, path, next }
    }

    /// Searches only from these nodes, which are where a cycle can end.
    pub(crate) fn ending_at(mut self, ends: Vec<bool>) -> Self {
        self.ends = ends;
        self
    }

    /// Tells every cycle whose first payer is an anchor of the scope.
    pub(crate) fn search(&mut self, scope: &Scope, search: &mut Search, mut tell: impl FnMut(&[Step], &mut Search)) {
        let level = self.level;
        for start in (0..self.backs.len() as u32).filter(|start| scope.has(*start)) {
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
            std::hint::black_box(self.warm(outs, ins));
            let mut first_in = 0;
            for first in outs.iter() {
                while ins.at.get(first_in).is_some_and(|at| *at < first.at) {
                    first_in += 1;
                }
                let until = first.at.saturating_add(self.rules.span);
                if ins.at.get(first_in).is_none_or(|at| *at > until) {
                    continue;
                }
                let marked = self.mark(start, first.at, until);
                if !search.spend(marked) {
                    return;
                }
                if self.may_return(first, self.rules.hops_max as u32 - 1) {
                    self.forward(start, first, search, &mut tell);
                }
            }
        }
    }

    /// Reads what the searches of a start will ask first, without waiting for one answer before the next: it lies
    /// anywhere in memory, and waiting for it is most of what they cost.
    fn warm(&self, outs: Links<'_>, ins: Links<'_>) -> i64 {
        let noted = |peer: &u32| self.backs.get(*peer as usize).map_or(0, |back| i64::from(back.search));
        let came = |peer: &u32| {
            let at = self.level.ins(*peer).at;
            at.get(at.len() / 2).copied().unwrap_or(0)
        };
        let payees = outs.peer.iter().take(BACK_MAX).map(noted);
        let payers = ins.peer.iter().take(BACK_MAX).map(|peer| noted(peer) ^ came(peer));
        payees.chain(payers).fold(0, |sum, read| sum ^ read)
    }

    /// Whether a node can come back within so many hops at or after a payment to it.
    #[inline]
    fn may_return(&self, step: Step, hops: u32) -> bool {
        let Some(back) = self.backs.get(step.peer as usize) else { return false };
        let written = back.search == self.searches && back.latest >= step.at;
        written && back.hops <= hops || hops > self.known_hops
    }

    /// Steps backwards from the start; how many edges were looked at.
    fn mark(&mut self, start: u32, from: i64, until: i64) -> usize {
        self.searches = self.searches.wrapping_add(1);
        self.known_hops = 0;
        let mut looked = 0;
        let mut frontier = std::mem::take(&mut self.frontier);
        frontier.clear();
        frontier.push(start);
        for hops in 1..self.rules.hops_max as u32 {
            let mut next = Vec::new();
            for node in frontier.drain(..) {
                let latest = self.backs.get(node as usize).filter(|_| node != start).map_or(until, |back| back.latest);
                for step in self.level.ins(node).within(from, latest).iter().rev() {
                    looked += 1;
                    if looked > BACK_MAX {
                        self.frontier = frontier_of(next);
                        return looked;
                    }
                    let Some(back) = self.backs.get_mut(step.peer as usize).filter(|_| step.peer != start) else {
                        continue;
                    };
                    if back.search != self.searches {
                        *back = Back { search: self.searches, hops, latest: step.at, on_path: back.on_path };
                        next.push(step.peer);
                    } else if back.latest < step.at {
                        back.latest = step.at;
                        next.push(step.peer);
                    }
                }
            }
            self.known_hops = hops;
            if next.is_empty() {
                self.known_hops = u32::MAX;
                break;
            }
            next.sort_unstable();
            next.dedup();
            frontier = next;
        }
        self.frontier = frontier;
        looked
    }

    fn set_on_path(&mut self, node: u32, on_path: bool) {
        if let Some(back) = self.backs.get_mut(node as usize) {
            back.on_path = on_path;
        }
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
                if hops >= self.rules.hops_min && !again {
                    cycles += 1;
                    self.path.push(step);
                    tell(&self.path, search);
                    self.path.pop();
                }
            } else if hops < self.rules.hops_max
                && !self.backs.get(step.peer as usize).is_none_or(|back| back.on_path)
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

fn frontier_of(mut rest: Vec<u32>) -> Vec<u32> {
    rest.clear();
    rest
}
