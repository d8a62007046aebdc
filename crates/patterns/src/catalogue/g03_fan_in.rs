//! G03 Fan-in: within a window at least so many senders, pairwise unrelated, pay one node.
//!
//! Senders are unrelated when they are not kin: no chain of common owner, controller or employer leads from one to
//! the other ([`Snapshot::kin`](crate::Snapshot)); so what is counted is the different groups of kin. One witness is
//! an episode of windows that end at neighbouring payments. Score: the greatest number of groups in one window.
//! Mistakes: merchants, schools, landlords.

use super::prelude::*;

parameters! {
    window: Span = Span::days(30), "how long the senders may take, first to last";
    senders: Count = Count(10), "unrelated senders that are needed";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G03;

/// Partners that are read ahead: what the cache holds without pushing itself out.
pub(super) const WARM: usize = 4_096;

pub(super) struct Fan<'a> {
    pub(super) inside: &'a mut Distinct,
    pub(super) key: &'a dyn Fn(u32) -> u32,
    pub(super) needed: usize,
}

impl Slide for Fan<'_> {
    #[inline]
    fn enter(&mut self, step: Step) {
        self.inside.enter((self.key)(step.peer));
    }
    #[inline]
    fn leave(&mut self, step: Step) {
        self.inside.leave((self.key)(step.peer));
    }
    #[inline]
    fn strength(&self) -> Option<i64> {
        (self.inside.different() >= self.needed).then_some(self.inside.different() as i64)
    }
}

/// Whether so many payments ever lie within a window; `None` when the search must end. Partners are not looked at yet.
pub(super) fn may_fan(links: Links<'_>, window: Span, needed: usize, search: &mut Search) -> Option<bool> {
    if links.len() < needed {
        return Some(false);
    }
    let goes_on = search.spend(links.len()) && !search.is_over();
    goes_on.then(|| links.is_dense(window.0, needed))
}

impl Detector for G03 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G03", "fan-in", Reach::Node(1), "E; memory one number per node");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let mut inside = Distinct::new(snapshot.nodes());
        let key = |node| snapshot.kin.of(node);
        let needed = parameters.senders.size();
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let links = snapshot.ins(node);
            match may_fan(links, parameters.window, needed, search) {
                Some(true) => {}
                Some(false) => continue,
                None => return,
            }
            inside.warm(links.peer.iter().take(WARM).map(|peer| key(*peer)));
            let mut fan = Fan { inside: &mut inside, key: &key, needed };
            episodes(links, parameters.window.0, &mut fan, |episode| {
                let piece = links.piece(episode.range);
                search.emit(
                    Witness::new(node, Minimality::Windows)
                        .nodes(piece.peer.iter().copied().chain([node]))
                        .edges(piece.edge.iter().copied())
                        .score(episode.strength)
                        .money("sum", piece.sum()),
                );
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, accounts, node, scene, told};
    use crate::world::World;

    fn senders(count: usize, kin: bool) -> (World, u32) {
        let (mut world, mut chance) = scene(3);
        let shop = accounts(&mut world, 1)[0];
        let employer = node(&mut world, NodeKind::Party, "AA");
        for sender in accounts(&mut world, count) {
            world.pay(sender, shop, 40 * DAY + chance.between(0, 30 * DAY), chance.between(1_000, 90_000));
            if kin {
                world.links.push((employer, graph::LinkKind::Employs, sender));
            }
        }
        (world, shop)
    }

    #[test]
    fn ten_strangers_are_told_nine_are_not_and_colleagues_are_not() {
        for (count, kin, expected) in [(10, false, true), (15, false, true), (9, false, false), (30, true, false)] {
            let (world, shop) = senders(count, kin);
            assert_eq!(told("G03", &world, &[], &[shop]), expected, "{count} {kin}");
        }
    }
}
