//! G02 Smurfing: several people pay cash, each below the threshold, into accounts of one controller.
//!
//! Counted are cash movements into a node of one cluster (joined by owning and controlling), each below the threshold
//! (and at least `part` of it), whose depositor is known (its conductor, or else its payer when that is no cash node)
//! and of another subject than any of the cluster. In a window: at least so many depositing subjects, and the sum
//! reaches the threshold. One witness is an episode of such windows. Score: the greatest number of depositors in one
//! window. Mistakes: collections for a cause, family events.

use super::prelude::*;
use crate::snapshot::Columns;

parameters! {
    window: Span = Span::hours(72), "how long the deposits may take, first to last";
    depositors: Count = Count(3), "different depositors that are needed";
    threshold: Amount = Amount(1_000_000), "amount from which a movement is reported";
    part: Share = Share(0), "part of the threshold from which a deposit counts";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G02;

struct Crowd<'a> {
    people: &'a mut Distinct,
    sum: i128,
    threshold: i128,
    needed: usize,
}

impl Slide for Crowd<'_> {
    fn enter(&mut self, step: Step) {
        self.people.enter(step.peer);
        self.sum += i128::from(step.value);
    }
    fn leave(&mut self, step: Step) {
        self.people.leave(step.peer);
        self.sum -= i128::from(step.value);
    }
    fn strength(&self) -> Option<i64> {
        let people = self.people.different();
        (people >= self.needed && self.sum >= self.threshold).then_some(people as i64)
    }
}

/// Clusters with small deposits by others: cluster, edge, depositing subject.
fn deposits(snapshot: &Snapshot<'_>, p: &Parameters) -> Vec<(u32, u32, u32)> {
    let small = |edge: &u32| {
        snapshot.class(*edge) == Class::Cash
            && super::g01_structuring::counts(p.threshold.0, p.part, snapshot.value(*edge))
    };
    let mut deposits = Vec::new();
    for edge in snapshot.edge_range().filter(small).filter(|edge| snapshot.is_money(*edge)) {
        let cluster = snapshot.clusters.of(snapshot.to(edge));
        let payer = Some(snapshot.from(edge)).filter(|node| snapshot.kind(*node) != NodeKind::Cash);
        let Some(depositor) = snapshot.conductor(edge).or(payer) else { continue };
        if snapshot.kind(snapshot.to(edge)) != NodeKind::Cash && snapshot.clusters.of(depositor) != cluster {
            deposits.push((cluster, edge, snapshot.subjects.of(depositor)));
        }
    }
    deposits.sort_unstable();
    deposits
}

impl Detector for G02 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G02", "smurfing", Reach::Cluster(1), "E + C log C for C cash deposits");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let deposits = deposits(snapshot, parameters);
        let mut people = Distinct::new(snapshot.nodes());
        let mut columns = Columns::default();
        for own in deposits.chunk_by(|a, b| a.0 == b.0) {
            let Some((cluster, ..)) = own.first().copied().filter(|(cluster, ..)| scope.has(*cluster)) else {
                continue;
            };
            if !search.spend(own.len()) || search.is_over() {
                return;
            }
            columns.clear();
            for (_, edge, depositor) in own {
                let (at, value) = (snapshot.at(*edge), snapshot.value(*edge));
                columns.push(Step { edge: *edge, peer: *depositor, at, value });
            }
            let links = columns.links();
            let threshold = i128::from(parameters.threshold.0);
            let needed = parameters.depositors.size();
            let mut crowd = Crowd { people: &mut people, sum: 0, threshold, needed };
            episodes(links, parameters.window.0, &mut crowd, |episode| {
                let piece = links.piece(episode.range);
                let accounts = piece.edge.iter().map(|edge| snapshot.to(*edge));
                search.emit(
                    Witness::new(cluster, Minimality::Windows)
                        .nodes(piece.peer.iter().copied().chain(accounts))
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
    use crate::cases::{DAY, HOUR, about, accounts, node, scene, told};
    use crate::world::World;

    fn deposits(people: usize, each: i64, step: i64) -> (World, u32) {
        let (mut world, mut chance) = scene(people as u64);
        let account = accounts(&mut world, 1)[0];
        for turn in 0..people.max(3) {
            let person = if turn < people { node(&mut world, NodeKind::Party, "AA") } else { 60 + people as u32 };
            world.pay_by(Class::Cash, person, account, 50 * DAY + turn as i64 * step, about(&mut chance, each));
        }
        (world, account)
    }

    #[test]
    fn several_people_together_are_told_and_one_alone_is_not() {
        let (world, account) = deposits(4, 400_000, 6 * HOUR);
        assert!(told("G02", &world, &[], &[account]));
        let (world, account) = deposits(2, 900_000, 6 * HOUR);
        assert!(!told("G02", &world, &[], &[account]));
    }

    #[test]
    fn the_window_is_72_hours_inclusive() {
        let (world, account) = deposits(3, 400_000, 36 * HOUR);
        assert!(told("G02", &world, &[], &[account]));
        let (world, account) = deposits(3, 400_000, 36 * HOUR + 1);
        assert!(!told("G02", &world, &[], &[account]));
    }
}
