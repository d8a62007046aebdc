//! G25 Nested correspondent: others' traffic runs inside the account of a respondent.
//!
//! For the rows of `Sides::chains` of one respondent, by time: in a window with at least so many payments, the part
//! ordered by an institution that is neither the respondent nor of its cluster is at least q. An episode of such
//! windows is told. Score: the greatest such part. Mistakes: licensed nesting.

use super::prelude::*;
use crate::snapshot::Columns;

parameters! {
    share: Share = Share(3_000), "q: part of the payments that others ordered";
    payments: Count = Count(10), "payments in a window that are needed";
    window: Span = Span::days(30), "length of a window";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G25;

struct Ordered {
    all: i64,
    others: i64,
    share: Share,
    needed: i64,
}

impl Slide for Ordered {
    // The value of a movement says here whether others ordered it.
    fn enter(&mut self, step: Step) {
        self.all += 1;
        self.others += step.value;
    }
    fn leave(&mut self, step: Step) {
        self.all -= 1;
        self.others -= step.value;
    }
    fn strength(&self) -> Option<i64> {
        let reached = self.all >= self.needed && self.share.reached(self.others.into(), self.all.into());
        reached.then(|| ratio(self.others.into(), self.all.into()))
    }
}

impl Detector for G25 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G25", "nested", Reach::Whole, "R log R");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let rows = (0u32..).zip(&snapshot.sides.chains).filter(|(_, row)| snapshot.is_money(row.edge));
        let mut rows: Vec<(u32, u32, u32, u32)> =
            rows.map(|(number, row)| (row.respondent, row.edge, number, row.ordering)).collect();
        rows.sort_unstable();
        let mut columns = Columns::default();
        for own in rows.chunk_by(|a, b| a.0 == b.0) {
            if !search.spend(own.len()) || search.is_over() {
                return;
            }
            columns.clear();
            for (respondent, edge, number, ordering) in own {
                let other = snapshot.clusters.of(*ordering) != snapshot.clusters.of(*respondent);
                let step = Step { edge: *edge, peer: *number, at: snapshot.at(*edge), value: other.into() };
                columns.push(step);
            }
            let needed = i64::from(parameters.payments.0);
            let mut ordered = Ordered { all: 0, others: 0, share: parameters.share, needed };
            episodes(columns.links(), parameters.window.0, &mut ordered, |episode| {
                let part = own.get(episode.range).unwrap_or_default();
                let respondent = part.first().map_or(0, |row| row.0);
                search.emit(
                    Witness::new(respondent, Minimality::Windows)
                        .nodes(part.iter().map(|row| row.3).chain([respondent]))
                        .edges(part.iter().map(|row| row.1))
                        .rows(part.iter().map(|row| row.2))
                        .score(episode.strength)
                        .count("payments", part.len()),
                );
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{HOUR, told_row};
    use crate::world::World;

    use crate::sides::ChainStep;

    fn chains(all: u32, others: u32) -> World {
        let mut world = World::new(4);
        for edge in 0..all {
            world.pay(0, 1, i64::from(edge) * HOUR, 1_000);
            let ordering = if edge < others { 3 } else { 2 };
            world.sides.chains.push(ChainStep { edge, respondent: 2, ordering });
        }
        world
    }

    #[test]
    fn three_of_ten_ordered_by_others_are_told() {
        for (all, others, expected) in [(10, 3, true), (10, 2, false), (9, 9, false), (30, 0, false)] {
            assert_eq!(told_row("G25", &chains(all, others), &[], 0), expected, "{all} {others}");
        }
    }
}
