//! G32 Commingling front: a business takes more cash than its peers, in other seasons, and its till looks odd.
//!
//! For each business of one peer group in `Sides::turnovers` (at least so many), over all its months: the part of its
//! turnover in cash; the season, which is half the sum of differences between its and its group's parts of the year's
//! turnover by month of the year; the part of odd sales. A value is high when the part of the other businesses that
//! have a smaller one is at least the percentile. Told when cash and season are high; all in ten-thousandths, rounded
//! down. Score: 10,000 when odd sales are high too, otherwise 5,000. Mistakes: a new popular shop.

use super::prelude::*;
use crate::sides::Turnover;

parameters! {
    cash: Share = Share(9_900), "percentile of the cash part among peers";
    season: Share = Share(9_000), "percentile of the season among peers";
    odd: Share = Share(9_000), "percentile of odd sales among peers that makes it strong";
    peers: Count = Count(20), "businesses of a group that are needed";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G32;

/// One business in ten-thousandths.
#[derive(Clone, Debug)]
struct Business {
    node: u32,
    rows: Vec<u32>,
    months: [i64; 12],
    cash: i64,
    season: i64,
    odd: i64,
}

/// Parts of the year by month of the year.
fn parts(rows: &[(u32, &Turnover)]) -> [i64; 12] {
    let mut sums = [0i128; 12];
    for (_, row) in rows {
        let month = usize::try_from(row.month.rem_euclid(12)).unwrap_or(0);
        sums.iter_mut()
            .enumerate()
            .filter(|(place, _)| *place == month)
            .for_each(|(_, sum)| *sum += i128::from(row.turnover_minor));
    }
    let all: i128 = sums.iter().sum();
    sums.map(|sum| ratio(sum, all))
}

fn business(rows: &[(u32, &Turnover)], group: &[i64; 12]) -> Business {
    let sum = |value: fn(&Turnover) -> i64| -> i128 { rows.iter().map(|(_, row)| i128::from(value(row))).sum() };
    let months = parts(rows);
    let difference: i64 = months.iter().zip(group).map(|(own, all)| (own - all).abs()).sum();
    Business {
        node: rows.first().map_or(0, |(_, row)| row.node),
        rows: rows.iter().map(|(number, _)| *number).collect(),
        months,
        cash: ratio(sum(|row| row.cash_minor), sum(|row| row.turnover_minor)),
        season: difference / 2,
        odd: ratio(sum(|row| row.odd_sales.into()), sum(|row| row.sales.into())),
    }
}

fn is_high(all: &[Business], own: &Business, percentile: Share, value: fn(&Business) -> i64) -> bool {
    let smaller = all.iter().filter(|other| value(other) < value(own)).count();
    smaller > 0 && percentile.reached(smaller as i128, all.len() as i128 - 1)
}

impl Detector for G32 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G32", "commingling", Reach::Whole, "R log R + the square of a group's businesses");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let p = parameters;
        let mut rows: Vec<(u32, &Turnover)> = (0u32..).zip(&snapshot.sides.turnovers).collect();
        rows.sort_by_key(|(number, row)| (row.peers, row.node, *number));
        for group in rows.chunk_by(|a, b| a.1.peers == b.1.peers) {
            let usual = parts(group);
            let all: Vec<Business> =
                group.chunk_by(|a, b| a.1.node == b.1.node).map(|own| business(own, &usual)).collect();
            if all.len() < p.peers.size().max(2) {
                continue;
            }
            if !search.spend(all.len() * all.len()) || search.is_over() {
                return;
            }
            for own in &all {
                let cash = is_high(&all, own, p.cash, |business| business.cash);
                if cash && is_high(&all, own, p.season, |business| business.season) {
                    let odd = is_high(&all, own, p.odd, |business| business.odd);
                    let busiest = own.months.iter().max().copied().unwrap_or(0);
                    search.emit(
                        Witness::new(own.node, Minimality::Group)
                            .nodes([own.node])
                            .rows(own.rows.iter().copied())
                            .score(if odd { 10_000 } else { 5_000 })
                            .with("cash", Arg::Ratio(own.cash))
                            .with("season", Arg::Ratio(own.season))
                            .with("busiest", Arg::Ratio(busiest)),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{scene, told_row};
    use crate::world::World;

    fn shops(cash: i64, in_december: i64, count: u32) -> World {
        let (mut world, mut chance) = scene(32);
        for shop in 0..count {
            for month in 0..12 {
                let turnover_minor =
                    1_000_000 + chance.between(0, 100_000) + if shop == 0 && month == 11 { in_december } else { 0 };
                let share = if shop == 0 { cash } else { 30 + chance.between(0, 10) };
                let cash_minor = turnover_minor * share / 100;
                world.sides.turnovers.push(Turnover {
                    node: shop,
                    peers: 1,
                    month,
                    turnover_minor,
                    cash_minor,
                    odd_sales: u32::from(shop == 0),
                    sales: 50,
                });
            }
        }
        world
    }

    #[test]
    fn most_cash_of_all_in_another_season_is_told() {
        for (cash, december, count, expected) in
            [(90, 9_000_000, 20, true), (35, 9_000_000, 20, false), (90, 9_000_000, 19, false)]
        {
            assert_eq!(told_row("G32", &shops(cash, december, count), &[], 0), expected, "{cash} {december} {count}");
        }
    }
}
