//! G32 Commingling front: a business takes more cash than its peers, in other seasons, and its till looks odd.
//!
//! For each business of one peer group in `Sides::turnovers` (at least so many), over all its months: the part of its
//! turnover in cash; the season, which is half the sum of differences between its and its group's parts of the year's
//! turnover by month of the year; the part of odd sales. A value is high when it is above the median of the group by
//! at least so many spreads; the spread is 1.4826 times the median distance from the median, of two middle ones the
//! lower, so that several fronts in one group do not hide each other. Told when cash and season are high; all in
//! ten-thousandths, rounded down. Score: 10,000 when odd sales are high too, otherwise 5,000.
//! Mistakes: a new popular shop.

use super::prelude::*;
use crate::sides::Turnover;

parameters! {
    cash: Factor = Factor(23_264), "spreads above the peers' median of the cash part; 2.3264 is the 99th percentile of chance";
    season: Factor = Factor(12_816), "spreads above the peers' median of the season; 1.2816 is the 90th percentile";
    odd: Factor = Factor(12_816), "spreads above the peers' median of odd sales that make it strong";
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

/// Median and median distance from it.
fn spread(all: &[Business], value: fn(&Business) -> i64) -> (i64, i64) {
    let lower = |mut values: Vec<i64>| {
        values.sort_unstable();
        values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(0)
    };
    let middle = lower(all.iter().map(value).collect());
    (middle, lower(all.iter().map(|own| (value(own) - middle).abs()).collect()))
}

fn is_high((middle, distance): (i64, i64), least: Factor, value: i64) -> bool {
    let above = i128::from(value - middle);
    above > 0 && above * 100_000_000 >= i128::from(least.0) * 14_826 * i128::from(distance)
}

impl Detector for G32 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G32", "commingling", Reach::Whole, "R log R");

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
            if !search.spend(all.len()) || search.is_over() {
                return;
            }
            let values: [fn(&Business) -> i64; 3] = [|own| own.cash, |own| own.season, |own| own.odd];
            let [cash, season, odd] = values.map(|value| spread(&all, value));
            for own in &all {
                if is_high(cash, p.cash, own.cash) && is_high(season, p.season, own.season) {
                    let odd = is_high(odd, p.odd, own.odd);
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
    fn fronts_of_one_group_do_not_hide_each_other() {
        let mut world = shops(90, 9_000_000, 21);
        let other: Vec<Turnover> = world.sides.turnovers.iter().filter(|row| row.node == 0).copied().collect();
        world.sides.turnovers.extend(other.iter().map(|row| Turnover { node: 21, ..*row }));
        for row in [0, 21 * 12] {
            assert!(told_row("G32", &world, &[], row));
        }
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
