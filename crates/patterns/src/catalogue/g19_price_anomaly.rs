//! G19 Price anomaly: goods invoiced far above or below what they cost elsewhere.
//!
//! Rows of `Sides::trades` of one commodity (HS6), partner country and month (UTC) are one group, when there are at
//! least so many. Their quartiles are prices of the group (nearest rank). A row is told when its unit price lies
//! outside the quartiles by more than f times the distance between them, and differs from the median by at least the
//! least part. Score: price as a share of the median. Mistakes: quality differs.

use super::prelude::*;
use crate::calendar::month;
use crate::sides::Trade;

parameters! {
    spread: Factor = Factor::whole(3), "f: how many distances between the quartiles";
    rows: Count = Count(30), "rows of a group that are needed";
    least: Share = Share(1_000), "part of the median by which a price must differ at least";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G19;

/// The value of nearest rank: the smallest that at least so many quarters of all do not exceed.
fn quartile(sorted: &[i64], quarters: usize) -> i128 {
    let rank = (sorted.len() * quarters).div_ceil(4).max(1);
    sorted.get(rank - 1).map_or(0, |price| i128::from(*price))
}

fn is_odd(p: &Parameters, sorted: &[i64], price: i64) -> bool {
    let (low, middle, high) = (quartile(sorted, 1), quartile(sorted, 2), quartile(sorted, 3));
    let price = i128::from(price) * 10_000;
    let reach = (high - low) * i128::from(p.spread.0);
    let outside = price < low * 10_000 - reach || price > high * 10_000 + reach;
    outside && (price - middle * 10_000).abs() >= middle * i128::from(p.least.0)
}

impl Detector for G19 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G19", "price-anomaly", Reach::Whole, "R log R");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let key = |row: &Trade| (row.hs6, row.partner, month(row.at));
        let mut rows: Vec<(u32, &Trade)> = (0u32..).zip(&snapshot.sides.trades).collect();
        rows.sort_by_key(|(number, row)| (key(row), row.unit_price_minor, *number));
        for group in rows.chunk_by(|a, b| key(a.1) == key(b.1)).filter(|group| group.len() >= parameters.rows.size()) {
            if !search.spend(group.len()) || search.is_over() {
                return;
            }
            let sorted: Vec<i64> = group.iter().map(|(_, row)| row.unit_price_minor).collect();
            for (number, row) in group.iter().filter(|(_, row)| is_odd(parameters, &sorted, row.unit_price_minor)) {
                let median = quartile(&sorted, 2);
                search.emit(
                    Witness::new(row.seller, Minimality::Exact)
                        .nodes([row.seller, row.buyer])
                        .rows([*number])
                        .score(ratio(row.unit_price_minor.into(), median))
                        .money("price", row.unit_price_minor)
                        .money("median", median)
                        .count("rows", group.len()),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, scene, told_row};
    use crate::world::World;

    fn lines(usual: i64, odd: i64) -> World {
        let (mut world, mut chance) = scene(19);
        let trade = |unit_price_minor| Trade {
            document: 0,
            hs6: 851_712,
            partner: 4,
            at: DAY,
            unit_price_minor,
            quantity_milli: 1_000,
            seller: 1,
            buyer: 2,
        };
        world.sides.trades.push(trade(odd));
        for _ in 1..usual {
            world.sides.trades.push(trade(chance.between(950, 1_051)));
        }
        world
    }

    #[test]
    fn a_price_far_from_the_others_of_its_month_is_told() {
        for (usual, odd, expected) in [(30, 5_000, true), (30, 100, true), (29, 5_000, false), (30, 1_050, false)] {
            assert_eq!(told_row("G19", &lines(usual, odd), &[], 0), expected, "{usual} {odd}");
        }
    }
}
