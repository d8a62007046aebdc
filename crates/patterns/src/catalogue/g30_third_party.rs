//! G30 Third-party settlement: goods are paid, again and again, by somebody who has nothing to do with the buyer.
//!
//! A payment of a document (`Sides::settlements`) that is in `Sides::trades` is by a third party when its payer is no
//! institution (which may be a factor) and, for every line of the document, neither of the subject or cluster of the
//! buyer nor within so many ties (links of any kind, in either direction, from any node of one subject to any node of
//! the other). Told for the seller of the document's first line, when there are at least so many. Score: how many.
//! Mistakes: factoring.

use super::prelude::*;
use hashbrown::{HashMap, HashSet};

parameters! {
    payments: Count = Count(3), "n: payments by third parties that are needed";
    distance: Count = Count(2), "ties up to which a payer still has to do with the buyer";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G30;

/// Everybody within so many ties of a node's subject.
fn around(snapshot: &Snapshot<'_>, node: u32, distance: usize) -> HashSet<u32> {
    let ties = snapshot.graph().ties();
    let members = snapshot.subjects.members(snapshot.subjects.of(node));
    let mut seen: HashSet<u32> = members.iter().copied().chain([node]).collect();
    let mut edge: Vec<u32> = seen.iter().copied().collect();
    for _ in 0..distance {
        let mut next = Vec::new();
        for own in edge {
            let own = graph::NodeId(own);
            let beside = ties.of(own).iter().map(|link| link.to.0).chain(ties.over(own).iter().map(|link| link.from.0));
            next.extend(beside.filter(|other| seen.insert(*other)));
        }
        if next.is_empty() {
            break;
        }
        edge = next;
    }
    seen
}

fn is_third(snapshot: &Snapshot<'_>, payer: u32, buyer: u32, near: &HashSet<u32>) -> bool {
    let buyer_subject = snapshot.subjects.of(buyer);
    let apart = snapshot.clusters.of(payer) != snapshot.clusters.of(buyer);
    apart && snapshot.subjects.members(buyer_subject).iter().chain([&buyer]).all(|node| !near.contains(node))
}

impl Detector for G30 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G30", "third-party", Reach::Whole, "R + ties around each payer");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let mut lines: HashMap<u64, (u32, Vec<u32>)> = HashMap::new();
        for row in &snapshot.sides.trades {
            lines.entry(row.document).or_insert_with(|| (row.seller, Vec::new())).1.push(row.buyer);
        }
        let mut near: HashMap<u32, HashSet<u32>> = HashMap::new();
        let mut by_seller: HashMap<u32, Vec<(u32, u32)>> = HashMap::new();
        for (number, row) in (0u32..).zip(&snapshot.sides.settlements) {
            let payer = snapshot.from(row.edge);
            let Some((seller, buyers)) = lines.get(&row.document).filter(|_| snapshot.is_money(row.edge)) else {
                continue;
            };
            if snapshot.flagged(payer, NodeFlags::INSTITUTION) {
                continue;
            }
            let near = near.entry(payer).or_insert_with(|| around(snapshot, payer, parameters.distance.size()));
            if !search.spend(buyers.len() + 1) {
                return;
            }
            if buyers.iter().all(|buyer| is_third(snapshot, payer, *buyer, near)) {
                by_seller.entry(*seller).or_default().push((row.edge, number));
            }
        }
        let mut sellers: Vec<(u32, Vec<(u32, u32)>)> = by_seller.into_iter().collect();
        sellers.sort_unstable();
        for (seller, rows) in sellers.into_iter().filter(|(_, rows)| rows.len() >= parameters.payments.size()) {
            search.emit(
                Witness::new(seller, Minimality::Group)
                    .nodes(rows.iter().map(|(edge, _)| snapshot.from(*edge)).chain([seller]))
                    .edges(rows.iter().map(|(edge, _)| *edge))
                    .rows(rows.iter().map(|(_, row)| *row))
                    .score(rows.len() as i64)
                    .count("payments", rows.len()),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, told_row};
    use crate::world::World;

    use crate::sides::{Settlement, Trade};

    fn payments(count: u32, ties: u32) -> World {
        let mut world = World::new(6);
        // A chain of relations from the payer 2 to the buyer 0.
        let chain = [[2, 0, 0, 0], [2, 3, 0, 0], [2, 3, 4, 0]];
        if let Some(chain) = chain.get(ties.wrapping_sub(1) as usize) {
            for pair in chain.windows(2).filter(|pair| pair[0] != pair[1]) {
                world.links.push((pair[0], graph::LinkKind::RelatedTo, pair[1]));
            }
        }
        for edge in 0..count {
            world.pay(2, 1, i64::from(edge) * DAY, 70_000);
            let document = u64::from(edge);
            world.sides.settlements.push(Settlement { document, edge });
            world.sides.trades.push(Trade {
                document,
                hs6: 1,
                partner: 1,
                at: 0,
                unit_price_minor: 1,
                quantity_milli: 1,
                seller: 1,
                buyer: 0,
            });
        }
        world
    }

    #[test]
    fn three_payments_by_a_stranger_are_told() {
        for (count, ties, expected) in [(3, 0, true), (2, 0, false), (5, 1, false), (5, 2, false), (5, 3, true)] {
            assert_eq!(told_row("G30", &payments(count, ties), &[], 0), expected, "{count} {ties}");
        }
    }
}
