//! G23 Shell cluster: companies that share rare attributes, with signs of front companies.
//!
//! Two nodes share an address, telephone, e-mail, domain, internet address, device, director (by name or by link),
//! agent or number. The weight of a shared value is ln(N/h) / ln(N) in ten-thousandths, rounded: N nodes have any such
//! value, h have this one; values that more than `holders_max` nodes have count nothing. Two nodes are joined when
//! what they share weighs at least θ together. A cluster is a largest joined set, of at least so many nodes, of which
//! at least so many show a sign (`Sides::flags`). Score: part of its nodes with a sign.
//! Mistakes: addresses of company services, virtual offices.

use super::prelude::*;
use crate::group::Joiner;
use graph::{LinkKind, SharedKind};
use hashbrown::{HashMap, HashSet};

parameters! {
    weight: Share = Share(7_000), "θ: weight of what two nodes share that joins them";
    size: Count = Count(5), "nodes that are needed";
    flagged: Count = Count(1), "nodes with a sign of a front company that are needed";
    holders_max: Count = Count(500), "a value that more nodes have counts nothing";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G23;

fn counts(kind: SharedKind) -> bool {
    !matches!(kind, SharedKind::Employer | SharedKind::Beneficiary)
}

/// Holders of each value, ascending.
fn holders(snapshot: &Snapshot<'_>) -> Vec<Vec<u32>> {
    let ties = snapshot.graph().ties();
    let same = |a: &graph::Shared, b: &graph::Shared| (a.value, a.kind) == (b.value, b.kind);
    let shared = ties.by_value().chunk_by(same).filter(|own| own.first().is_some_and(|one| counts(one.kind)));
    let mut holders: Vec<Vec<u32>> = shared.map(|own| own.iter().map(|one| one.node.0).collect()).collect();
    // Links are sorted by who directs, so that one director's companies lie side by side.
    let directs = ties.links().iter().filter(|link| link.kind == LinkKind::Directs);
    let directs: Vec<(u32, u32)> = directs.map(|link| (link.from.0, link.to.0)).collect();
    holders.extend(directs.chunk_by(|a, b| a.0 == b.0).map(|own| own.iter().map(|(_, company)| *company).collect()));
    for own in &mut holders {
        own.sort_unstable();
        own.dedup();
    }
    holders
}

/// The weight of a value that `holding` of `all` nodes have, in ten-thousandths.
fn rarity(holding: usize, all: usize) -> u32 {
    if all < 2 || holding == 0 {
        return 0;
    }
    ((all as f64 / holding as f64).ln() / (all as f64).ln() * 10_000.0).round() as u32
}

impl Detector for G23 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G23", "shell-cluster", Reach::Whole, "Σ h² over values with h holders, up to the most");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let holders = holders(snapshot);
        let all = holders.iter().flatten().collect::<HashSet<_>>().len();
        let mut weights: HashMap<(u32, u32), u32> = HashMap::new();
        for own in holders.iter().filter(|own| own.len() <= parameters.holders_max.size()) {
            if !search.spend(own.len() * own.len() / 2) {
                return;
            }
            let weight = rarity(own.len(), all);
            for (position, one) in own.iter().enumerate() {
                for other in own.iter().skip(position + 1) {
                    let sum = weights.entry((*one, *other)).or_default();
                    *sum = sum.saturating_add(weight);
                }
            }
        }
        let mut joiner = Joiner::new(snapshot.nodes() as usize);
        let heavy = weights.iter().filter(|(_, weight)| **weight >= parameters.weight.0);
        heavy.for_each(|((one, other), _)| joiner.join(*one, *other));
        let groups = joiner.groups();
        let flagged: HashSet<u32> = snapshot.sides.flags.iter().map(|row| row.node).collect();
        for group in 0..snapshot.nodes() {
            let members = groups.members(group);
            let signs = members.iter().filter(|node| flagged.contains(*node)).count();
            if search.is_over() {
                return;
            }
            if members.len() >= parameters.size.size() && members.len() > 1 && signs >= parameters.flagged.size() {
                search.emit(
                    Witness::new(group, Minimality::Group)
                        .nodes(members.iter().copied())
                        .score(ratio(signs as i128, members.len() as i128))
                        .count("members", members.len())
                        .count("flagged", signs),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{node, scene, told};
    use crate::world::World;

    use crate::sides::Flag;

    fn companies(count: usize, kind: SharedKind, flagged: bool) -> (World, Vec<u32>) {
        let (mut world, _) = scene(23);
        // Everybody has an address, so that a value that five share is rare.
        (0..60).for_each(|node| world.shared.push((node, SharedKind::Address, 100 + node)));
        let companies: Vec<u32> = (0..count).map(|_| node(&mut world, NodeKind::Party, "AA")).collect();
        for company in &companies {
            world.shared.push((*company, kind, 1));
            world.shared.push((*company, SharedKind::Phone, 2));
        }
        if flagged {
            world.sides.flags.push(Flag { node: companies[0], indicator: 3 });
        }
        (world, companies)
    }

    #[test]
    fn five_that_share_two_rare_values_and_one_sign_are_told() {
        for (count, kind, flagged, expected) in [
            (5, SharedKind::Address, true, true),
            (9, SharedKind::Agent, true, true),
            (4, SharedKind::Address, true, false),
            (5, SharedKind::Address, false, false),
            (5, SharedKind::Employer, true, false),
        ] {
            let (world, nodes) = companies(count, kind, flagged);
            assert_eq!(told("G23", &world, &[], &nodes), expected, "{count} {kind:?} {flagged}");
        }
    }
}
