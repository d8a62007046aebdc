//! G20 Multiple or phantom invoicing: one document paid more than once, or goods paid that never moved.
//!
//! Multiple: rows of `Sides::settlements` of one document, each of another edge, of which at least k lie within the
//! window and, where `Sides::trades` tells what the document is worth, are together more than that (instalments are
//! not); an episode of such windows is told. Phantom: a payment of a document that is in `Sides::trades`, with no
//! row of `Sides::shipments` for that document within the window before or after; each is told. Score: how many
//! payments; 0 for a phantom. Mistakes: services.

use super::prelude::*;
use crate::snapshot::Columns;
use hashbrown::HashMap;

parameters! {
    payments: Count = Count(2), "k: payments of one document that are needed";
    window: Span = Span::days(45), "how far apart payments, or payment and goods, may be";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G20;

struct Many {
    inside: usize,
    needed: usize,
    sum: i128,
    /// What the document is worth, in thousandths.
    worth: Option<i128>,
}

impl Slide for Many {
    fn enter(&mut self, step: Step) {
        self.inside += 1;
        self.sum += i128::from(step.value);
    }
    fn leave(&mut self, step: Step) {
        self.inside -= 1;
        self.sum -= i128::from(step.value);
    }
    fn strength(&self) -> Option<i64> {
        let over = self.worth.is_none_or(|worth| self.sum * 1_000 > worth);
        (over && self.inside >= self.needed).then_some(self.inside as i64)
    }
}

fn witness(snapshot: &Snapshot<'_>, rows: &[(u64, u32, u32)]) -> Witness {
    let edges = || rows.iter().map(|(_, edge, _)| *edge);
    let payee = edges().next().map_or(0, |edge| snapshot.to(edge));
    let nodes = edges().flat_map(|edge| [snapshot.from(edge), snapshot.to(edge)]);
    let sum: i128 = edges().map(|edge| i128::from(snapshot.value(edge))).sum();
    let witness = Witness::new(payee, Minimality::Windows).nodes(nodes).edges(edges());
    witness.rows(rows.iter().map(|(_, _, row)| *row)).money("sum", sum).count("payments", rows.len())
}

impl Detector for G20 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G20", "multiple-invoicing", Reach::Whole, "R log R");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let mut invoiced: HashMap<u64, i128> = HashMap::new();
        for row in &snapshot.sides.trades {
            let worth = i128::from(row.unit_price_minor) * i128::from(row.quantity_milli);
            *invoiced.entry(row.document).or_default() += worth;
        }
        let mut shipped: HashMap<u64, Vec<i64>> = HashMap::new();
        for row in &snapshot.sides.shipments {
            shipped.entry(row.document).or_default().push(row.at);
        }
        let mut rows: Vec<(u64, u32, u32)> =
            (0u32..).zip(&snapshot.sides.settlements).map(|(number, row)| (row.document, row.edge, number)).collect();
        rows.retain(|(_, edge, _)| snapshot.is_money(*edge));
        rows.sort_unstable();
        rows.dedup_by_key(|(document, edge, _)| (*document, *edge));
        let mut columns = Columns::default();
        for own in rows.chunk_by(|a, b| a.0 == b.0) {
            if !search.spend(own.len()) || search.is_over() {
                return;
            }
            columns.clear();
            for (document, edge, row) in own {
                let at = snapshot.at(*edge);
                columns.push(Step { edge: *edge, peer: *row, at, value: snapshot.value(*edge) });
                let near = |moved: &i64| (moved - at).abs() <= parameters.window.0;
                let moved = shipped.get(document).is_some_and(|times| times.iter().any(near));
                if invoiced.contains_key(document) && !moved {
                    search.emit(witness(snapshot, &[(*document, *edge, *row)]).score(0));
                }
            }
            let worth = own.first().and_then(|row| invoiced.get(&row.0)).copied();
            let mut many = Many { inside: 0, needed: parameters.payments.size().max(2), sum: 0, worth };
            episodes(columns.links(), parameters.window.0, &mut many, |episode| {
                let part = own.get(episode.range).unwrap_or_default();
                search.emit(witness(snapshot, part).score(part.len() as i64));
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, told_row};
    use crate::world::World;

    use crate::sides::{Settlement, Shipment, Trade};

    fn paid(times: u32, days: i64, shipped: Option<i64>) -> World {
        let mut world = World::new(2);
        for time in 0..times {
            world.pay(0, 1, i64::from(time) * days * DAY, 50_000);
            world.sides.settlements.push(Settlement { document: 9, edge: time });
        }
        world.sides.trades.push(Trade {
            document: 9,
            hs6: 1,
            partner: 1,
            at: 0,
            unit_price_minor: 1,
            quantity_milli: 1,
            seller: 1,
            buyer: 0,
        });
        world.sides.shipments.extend(shipped.map(|day| Shipment { document: 9, at: day * DAY }));
        world
    }

    #[test]
    fn instalments_up_to_what_the_invoice_is_worth_are_not() {
        for (price, expected) in [(99_999, true), (100_000, false)] {
            let mut world = paid(2, 20, Some(10));
            world.sides.trades[0].unit_price_minor = price;
            world.sides.trades[0].quantity_milli = 1_000;
            assert_eq!(told_row("G20", &world, &[], 0), expected, "{price}");
        }
    }

    #[test]
    fn twice_within_45_days_or_without_goods_is_told() {
        for (times, days, shipped, expected) in [
            (2, 45, Some(20), true),
            (2, 46, Some(23), false),
            (1, 0, Some(45), false),
            (1, 0, Some(46), true),
            (1, 0, None, true),
        ] {
            assert_eq!(told_row("G20", &paid(times, days, shipped), &[], 0), expected, "{times} {days} {shipped:?}");
        }
    }
}
