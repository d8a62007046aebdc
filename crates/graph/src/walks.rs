//! Walks with rising times from a node: what could have become of this money within a day and three steps.
//!
//! Cost: one visit for each edge that is tried, nothing that grows with the graph.

use crate::answer::{Answer, Budget, Limit};
use crate::edge::Hop;
use crate::id::{EdgeId, NodeId};
use crate::steps::{Order, Steps};
use crate::view::View;
use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use std::ops::ControlFlow;

/// Goes along every walk from a seed that keeps the rules, longer ones right after their beginnings, by the order of
/// edges. `visit` sees the hops of the walk so far; it breaks to stop everything.
///
/// A walk may come back to a node; it never uses one edge twice. The same seed twice is walked from twice.
///
/// Returns what stopped it in the budget's extent.
pub fn walks(
    view: View<'_>,
    seeds: &[NodeId],
    steps: &Steps,
    budget: &mut Budget,
    mut visit: impl FnMut(&[Hop]) -> ControlFlow<()>,
) {
    let mut search = Search { view, steps, path: Vec::new(), stack: Vec::new() };
    for seed in seeds {
        if steps.hops_max == 0 || search.from(*seed, budget, &mut visit).is_break() {
            return;
        }
    }
}

/// The number of walks from seeds, by their length: the first entry counts walks of one hop.
pub fn count_walks(view: View<'_>, seeds: &[NodeId], steps: &Steps, mut budget: Budget) -> Answer<Vec<u64>> {
    let mut counts = Vec::new();
    walks(view, seeds, steps, &mut budget, |path| {
        if counts.len() < path.len() {
            counts.resize(path.len(), 0);
        }
        if let Some(count) = path.len().checked_sub(1).and_then(|last| counts.get_mut(last)) {
            *count += 1;
        }
        ControlFlow::Continue(())
    });
    budget.answer(counts)
}

/// A node that walks lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reached {
    /// Which.
    pub node: NodeId,
    /// The fewest hops that lead to it.
    pub hops: u32,
    /// The earliest edge by which a walk arrives.
    pub edge: EdgeId,
}

/// The nodes that walks from seeds lead to, by node. Walks that could only repeat what an earlier arrival with as few
/// hops already found are not followed.
pub fn reached_by_walks(view: View<'_>, seeds: &[NodeId], steps: &Steps, mut budget: Budget) -> Answer<Vec<Reached>> {
    let mut fronts = Fronts { view, steps, now: Vec::new(), next: HashMap::new(), reached: HashMap::new() };
    'seeds: for seed in seeds {
        if steps.hops_max == 0 || !steps.may_leave(view, *seed) {
            continue;
        }
        let (hops, capped) = steps.capped(view.out(*seed));
        note_hub(steps, capped, &mut budget);
        for first in hops {
            if !budget.spend() || !fronts.follow(*first, &mut budget) {
                break 'seeds;
            }
        }
    }
    let mut list: Vec<Reached> = fronts.reached.into_values().collect();
    list.sort_unstable();
    budget.answer(list)
}

fn note_hub(steps: &Steps, capped: bool, budget: &mut Budget) {
    if capped {
        budget.limit(Limit::Hub(steps.hub_edges_max as u64));
    }
}

/// The nodes at the end of walks of one length from one first edge, each with its earliest arrival.
struct Fronts<'a> {
    view: View<'a>,
    steps: &'a Steps,
    now: Vec<Hop>,
    next: HashMap<NodeId, EdgeId>,
    reached: HashMap<NodeId, Reached>,
}

impl Fronts<'_> {
    fn note(&mut self, hop: Hop, hops: u32) {
        let known = self.reached.entry(hop.node).or_insert(Reached { node: hop.node, hops, edge: hop.edge });
        known.hops = known.hops.min(hops);
        known.edge = known.edge.min(hop.edge);
    }

    /// Follows one first edge level by level; `false` when the budget is spent.
    ///
    /// With a bound on the gap an earlier arrival is not always better, so then every arrival is followed.
    fn follow(&mut self, first: Hop, budget: &mut Budget) -> bool {
        let (view, steps) = (self.view, self.steps);
        let end = steps.end_of_span(view, first.edge);
        self.note(first, 1);
        self.now.clear();
        self.now.push(first);
        for hops in 2..=steps.hops_max {
            self.next.clear();
            let mut all = Vec::new();
            for at in std::mem::take(&mut self.now) {
                if !steps.may_leave(view, at.node) {
                    continue;
                }
                let (list, capped) = steps.capped(view.out_in(at.node, steps.following(view, at.edge, end)));
                note_hub(steps, capped, budget);
                for hop in list {
                    if !budget.spend() {
                        return false;
                    }
                    self.note(*hop, hops);
                    match self.next.entry(hop.node) {
                        _ if steps.gap_seconds.is_some() => all.push(*hop),
                        Entry::Vacant(free) => drop(free.insert(hop.edge)),
                        Entry::Occupied(mut known) if hop.edge < *known.get() => drop(known.insert(hop.edge)),
                        Entry::Occupied(_) => {}
                    }
                }
            }
            all.extend(self.next.iter().map(|(node, edge)| Hop { edge: *edge, node: *node }));
            // The order of a hash map must not decide where a budget ends.
            all.sort_unstable_by_key(|hop| hop.edge);
            all.dedup();
            self.now = all;
            if self.now.is_empty() {
                break;
            }
        }
        true
    }
}

struct Search<'a> {
    view: View<'a>,
    steps: &'a Steps,
    path: Vec<Hop>,
    stack: Vec<std::slice::Iter<'a, Hop>>,
}

impl Search<'_> {
    fn from(
        &mut self,
        seed: NodeId,
        budget: &mut Budget,
        visit: &mut impl FnMut(&[Hop]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if !self.steps.may_leave(self.view, seed) {
            return ControlFlow::Continue(());
        }
        let (firsts, capped) = self.steps.capped(self.view.out(seed));
        note_hub(self.steps, capped, budget);
        for first in firsts {
            if !budget.spend() {
                return ControlFlow::Break(());
            }
            self.path.clear();
            self.path.push(*first);
            visit(&self.path)?;
            let end = self.steps.end_of_span(self.view, first.edge);
            self.descend(*first, end, budget);
            self.deeper(end, budget, visit)?;
        }
        ControlFlow::Continue(())
    }

    /// Everything below the first hop. Iterative, so that long walks do not use up the stack of the thread.
    fn deeper(
        &mut self,
        end: EdgeId,
        budget: &mut Budget,
        visit: &mut impl FnMut(&[Hop]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        while let Some(list) = self.stack.last_mut() {
            let Some(hop) = list.next().copied() else {
                self.stack.pop();
                self.path.pop();
                continue;
            };
            if !budget.spend() {
                return ControlFlow::Break(());
            }
            if self.steps.order == Order::NotEarlier && self.path.iter().any(|used| used.edge == hop.edge) {
                continue;
            }
            self.path.push(hop);
            visit(&self.path)?;
            if !self.descend(hop, end, budget) {
                self.path.pop();
            }
        }
        ControlFlow::Continue(())
    }

    /// Opens what follows a hop; `false` when nothing can.
    fn descend(&mut self, hop: Hop, end: EdgeId, budget: &mut Budget) -> bool {
        if self.path.len() as u64 >= u64::from(self.steps.hops_max) || !self.steps.may_leave(self.view, hop.node) {
            return false;
        }
        let following = self.steps.following(self.view, hop.edge, end);
        let (list, capped) = self.steps.capped(self.view.out_in(hop.node, following));
        note_hub(self.steps, capped, budget);
        if !list.is_empty() {
            self.stack.push(list.iter());
        }
        !list.is_empty()
    }
}
