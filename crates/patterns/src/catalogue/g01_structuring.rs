//! G01 Structuring: cash of one subject, split so that each part stays below the threshold.
//!
//! A cash movement belongs to the subject of its conductor and to the subjects of its two ends, cash nodes apart: the
//! conductor or the beneficial owner. In a window: a set of movements, each below the threshold (and at least `part` of
//! it), at least so many, that together reach the threshold. One witness is an episode of windows that end at
//! neighbouring movements. Score: 10,000 when at least `near_share` of them lie just under the threshold, otherwise
//! 5,000. Mistakes: small merchants, salary in cash.

use super::prelude::*;
use crate::snapshot::Columns;

parameters! {
    window: Span = Span::days(7), "how long the movements may take, first to last; 24h is usual too";
    movements: Count = Count(3), "movements that are needed";
    threshold: Amount = Amount(1_000_000), "amount from which a movement is reported";
    near: Share = Share(1_500), "how far below the threshold still counts as just under it";
    near_share: Share = Share(7_000), "share of movements just under the threshold that makes it strong";
    part: Share = Share(0), "part of the threshold from which a movement counts";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G01;

#[derive(Default)]
struct Pile {
    sum: i128,
    count: u32,
    threshold: i64,
    needed: u32,
}

impl Slide for Pile {
    fn enter(&mut self, step: Step) {
        self.sum += i128::from(step.value);
        self.count += 1;
    }
    fn leave(&mut self, step: Step) {
        self.sum -= i128::from(step.value);
        self.count -= 1;
    }
    fn strength(&self) -> Option<i64> {
        (self.count >= self.needed && self.sum >= i128::from(self.threshold)).then_some(0)
    }
}

/// Whether a value is below the threshold and a fair part of it.
pub(super) fn counts(threshold: i64, part: Share, value: i64) -> bool {
    value < threshold && part.reached(value.into(), threshold.into())
}

/// Subjects with the small cash movements that belong to them, by subject and edge, each once.
fn belongings(snapshot: &Snapshot<'_>, p: &Parameters) -> Vec<(u32, u32)> {
    let small =
        |edge: &u32| snapshot.class(*edge) == Class::Cash && counts(p.threshold.0, p.part, snapshot.value(*edge));
    let mut belongings = Vec::new();
    for edge in snapshot.edge_range().filter(small).filter(|edge| snapshot.is_money(*edge)) {
        let ends = [snapshot.from(edge), snapshot.to(edge)].into_iter().chain(snapshot.conductor(edge));
        let people = ends.filter(|node| snapshot.kind(*node) != NodeKind::Cash);
        belongings.extend(people.map(|node| (snapshot.subjects.of(node), edge)));
    }
    belongings.sort_unstable();
    belongings.dedup();
    belongings
}

impl Detector for G01 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G01", "structuring", Reach::Subject(1), "E + C log C for C cash movements");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let threshold = parameters.threshold.0;
        let belongings = belongings(snapshot, parameters);
        let just_under = |value: i64| parameters.near.rest().reached(value.into(), threshold.into());
        let mut columns = Columns::default();
        for own in belongings.chunk_by(|a, b| a.0 == b.0) {
            let Some((subject, _)) = own.first().copied().filter(|(subject, _)| scope.has(*subject)) else { continue };
            if !search.spend(own.len()) || search.is_over() {
                return;
            }
            columns.clear();
            for (_, edge) in own {
                let (at, value) = (snapshot.at(*edge), snapshot.value(*edge));
                columns.push(Step { edge: *edge, peer: 0, at, value });
            }
            let links = columns.links();
            let mut pile = Pile { threshold, needed: parameters.movements.0, ..Pile::default() };
            episodes(links, parameters.window.0, &mut pile, |episode| {
                let piece = links.piece(episode.range);
                let near = piece.value.iter().filter(|value| just_under(**value)).count();
                let strong = parameters.near_share.reached(near as i128, piece.len() as i128);
                let ends = piece.edge.iter().flat_map(|edge| [snapshot.from(*edge), snapshot.to(*edge)]);
                search.emit(
                    Witness::new(subject, Minimality::Windows)
                        .nodes(ends)
                        .edges(piece.edge.iter().copied())
                        .score(if strong { 10_000 } else { 5_000 })
                        .count("near", near)
                        .money("sum", piece.sum()),
                );
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, HOUR, accounts, node, scene, told};
    use crate::world::World;

    /// Cash of one conductor over a few days in parts.
    fn deposits(parts: &[i64], seed: u64) -> (World, u32) {
        let (mut world, mut chance) = scene(seed);
        let account = accounts(&mut world, 1)[0];
        let cash = node(&mut world, NodeKind::Cash, "AA");
        let mut at = chance.between(0, 90 * DAY);
        for part in parts {
            world.pay_by(Class::Cash, cash, account, at, *part);
            at += chance.between(HOUR, DAY);
        }
        (world, account)
    }

    #[test]
    fn parts_just_below_the_threshold_are_told_amid_ordinary_payments() {
        for seed in 0..20 {
            let (world, account) = deposits(&[990_000, 870_000, 950_000, 920_000], seed);
            assert!(told("G01", &world, &[], &[account]), "{seed}");
        }
    }

    #[test]
    fn two_parts_or_one_at_the_threshold_or_too_little_are_not() {
        let (world, account) = deposits(&[990_000, 990_000], 1);
        assert!(!told("G01", &world, &[], &[account]));
        let (world, account) = deposits(&[1_000_000, 1_000_000, 1_000_000], 1);
        assert!(!told("G01", &world, &[], &[account]));
        let (world, account) = deposits(&[333_333, 333_333, 333_334], 1);
        assert!(told("G01", &world, &[], &[account]));
        let (world, account) = deposits(&[333_333, 333_333, 333_333], 1);
        assert!(!told("G01", &world, &[], &[account]));
    }
}
