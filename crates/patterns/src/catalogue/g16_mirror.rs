//! G16 Mirror transfer: one controller receives in one country and pays out the same in another, and no money crosses.
//!
//! For one controller (rows of `Sides::controls` of at least θ): a payment into one of its nodes in country A, and a
//! payment out of one of its nodes in another known country B, at most Δ apart, the second worth the first within ε at
//! the market rate of its day (`Sides::rates`; the graph's own reference amount where no rate is told), with no
//! movement between these two nodes within Δ of the first. Payments in are taken in order, each with the earliest
//! payment out that fits and is not taken. Told for a controller and an ordered pair of countries when there are at
//! least so many, and at least `excess` times as many as chance explains: all pairs that fit in value, times the part
//! of their whole time that a stretch of twice Δ is. Score: pairs. Mistakes: chance; the expected number is told.

use super::prelude::*;
use graph::{Country, NodeId};
use hashbrown::HashSet;

parameters! {
    tolerance: Share = Share(300), "ε: how much the two values may differ";
    delay: Span = Span::hours(48), "Δ: how far apart the two payments may be";
    pairs: Count = Count(5), "pairs that are needed";
    control: Share = Share(7_000), "θ: score from which a node counts as controlled";
    excess: Factor = Factor::whole(2), "multiple of the number expected by chance that is needed";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G16;

/// One payment of a controller, at its market value.
#[derive(Clone, Copy, Debug)]
struct Payment {
    edge: u32,
    own: u32,
    at: i64,
    worth: i64,
    country: Country,
}

/// The value of an edge at the latest rate that holds.
fn worth(snapshot: &Snapshot<'_>, edge: u32) -> i64 {
    let edges = snapshot.graph().edges();
    let currency = edges.currency().get(edge as usize).map_or(0, |currency| currency.0);
    let at = snapshot.at(edge);
    let rates = snapshot.sides.rates.iter().filter(|rate| rate.currency == currency && rate.from <= at);
    let amount = edges.amount_minor().get(edge as usize).copied().unwrap_or(0);
    match rates.max_by_key(|rate| rate.from) {
        Some(rate) if currency != 0 => {
            let minor = i128::from(amount) * i128::from(rate.micro) / 1_000_000;
            i64::try_from(minor).unwrap_or(i64::MAX)
        }
        _ => snapshot.value(edge),
    }
}

fn payments(snapshot: &Snapshot<'_>, nodes: &[u32], links: impl Fn(u32) -> Vec<u32>) -> Vec<Payment> {
    let mut payments = Vec::new();
    for own in nodes.iter().copied() {
        let Some(country) = snapshot.facts(own).country else { continue };
        let payment = |edge| Payment { edge, own, at: snapshot.at(edge), worth: worth(snapshot, edge), country };
        payments.extend(links(own).into_iter().map(payment));
    }
    payments.sort_unstable_by_key(|payment| payment.edge);
    payments
}

fn fits(p: &Parameters, one: &Payment, other: &Payment) -> bool {
    let difference = i128::from(one.worth) - i128::from(other.worth);
    difference.abs() * 10_000 <= i128::from(one.worth) * i128::from(p.tolerance.0)
}

/// Whether money moved between the two nodes near the first payment.
fn linked(snapshot: &Snapshot<'_>, p: &Parameters, one: &Payment, other: &Payment) -> bool {
    let (from, until) = (one.at.saturating_sub(p.delay.0), one.at.saturating_add(p.delay.0));
    let ways = [(one.own, other.own), (other.own, one.own)];
    ways.into_iter().any(|(payer, payee)| snapshot.out(payer).within(from, until).peer.contains(&payee))
}

/// Pairs one to one, in order; and how many pairs fit in value at any time.
fn matched(
    snapshot: &Snapshot<'_>,
    p: &Parameters,
    (ins, outs): (&[Payment], &[Payment]),
    search: &mut Search,
) -> (Vec<(Payment, Payment)>, i128) {
    let mut taken: HashSet<u32> = HashSet::new();
    let mut pairs = Vec::new();
    let mut fitting = 0;
    for one in ins {
        if !search.spend(outs.len()) {
            break;
        }
        fitting += outs.iter().filter(|other| fits(p, one, other)).count() as i128;
        let near = |other: &&Payment| (other.at - one.at).abs() <= p.delay.0 && other.edge != one.edge;
        let free = |other: &&Payment| !taken.contains(&other.edge) && !linked(snapshot, p, one, other);
        let found = outs.iter().filter(near).filter(|other| fits(p, one, other)).find(free).copied();
        if let Some(other) = found {
            taken.insert(other.edge);
            pairs.push((*one, other));
        }
    }
    (pairs, fitting)
}

fn tell(snapshot: &Snapshot<'_>, p: &Parameters, anchor: u32, sides: (&[Payment], &[Payment]), search: &mut Search) {
    let (pairs, fitting) = matched(snapshot, p, sides, search);
    let times = || sides.0.iter().chain(sides.1).map(|payment| payment.at);
    let stretch = i128::from(p.delay.0) * 2 + 1;
    let whole = times().max().zip(times().min()).map_or(1, |(last, first)| i128::from(last - first)).max(stretch);
    // matched ≥ excess · fitting · stretch / whole, without fractions
    let enough = pairs.len() as i128 * whole * 10_000 >= i128::from(p.excess.0) * fitting * stretch;
    if pairs.len() < p.pairs.size() || !enough {
        return;
    }
    search.emit(
        Witness::new(anchor, Minimality::Group)
            .nodes(pairs.iter().flat_map(|(one, other)| [one.own, other.own]))
            .edges(pairs.iter().flat_map(|(one, other)| [one.edge, other.edge]))
            .score(pairs.len() as i64)
            .count("pairs", pairs.len())
            .with("expected", Arg::Ratio(ratio(fitting * stretch, whole))),
    );
}

impl Detector for G16 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G16", "mirror", Reach::Whole, "payments in times payments out of one controller and two countries");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let sure = |row: &&crate::sides::Control| row.score >= parameters.control.0 && row.node < snapshot.nodes();
        let mut controlled: Vec<(u32, u32)> =
            snapshot.sides.controls.iter().filter(sure).map(|row| (row.controller, row.node)).collect();
        controlled.sort_unstable();
        controlled.dedup();
        for own in controlled.chunk_by(|a, b| a.0 == b.0) {
            let nodes: Vec<u32> = own.iter().map(|(_, node)| *node).collect();
            // What moves between nodes of one controller is neither received nor paid out.
            let outside = |links: Links<'_>| -> Vec<u32> {
                let away = links.iter().filter(|step| nodes.binary_search(&step.peer).is_err());
                away.map(|step| step.edge).collect()
            };
            let ins = payments(snapshot, &nodes, |node| outside(snapshot.ins(node)));
            let outs = payments(snapshot, &nodes, |node| outside(snapshot.out(node)));
            let mut countries: Vec<Country> =
                nodes.iter().filter_map(|node| snapshot.graph().nodes().facts(NodeId(*node)).country).collect();
            countries.sort_unstable();
            countries.dedup();
            let of = |payments: &[Payment], country: Country| -> Vec<Payment> {
                payments.iter().filter(|payment| payment.country == country).copied().collect()
            };
            for one in &countries {
                for other in countries.iter().filter(|other| *other != one) {
                    if search.is_over() {
                        return;
                    }
                    let anchor = nodes.first().copied().unwrap_or(0);
                    tell(snapshot, parameters, anchor, (&of(&ins, *one), &of(&outs, *other)), search);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, HOUR, about, accounts, node, scene, told};
    use crate::world::World;

    use crate::sides::Control;

    fn mirrors(pairs: i64, apart: i64, linked: bool) -> (World, Vec<u32>) {
        let (mut world, mut chance) = scene(16);
        let (home, abroad) = (node(&mut world, NodeKind::Account, "AA"), node(&mut world, NodeKind::Account, "VV"));
        for own in [home, abroad] {
            world.sides.controls.push(Control { node: own, controller: 7, score: 9_000 });
        }
        for pair in 0..pairs {
            let others = accounts(&mut world, 2);
            let (at, value) = ((5 + 17 * pair) * DAY, 100_000 * (pair + 1) * (pair + 2));
            world.pay(others[0], home, at, value);
            world.pay(abroad, others[1], at + apart, about(&mut chance, value));
            if linked {
                world.pay(home, abroad, at, value);
            }
        }
        (world, vec![home, abroad])
    }

    #[test]
    fn five_mirrored_pairs_are_told_unless_late_or_settled_by_a_payment() {
        for (pairs, apart, linked, expected) in [
            (5, 2 * DAY, false, true),
            (5, -HOUR, false, true),
            (4, HOUR, false, false),
            (6, 2 * DAY + 1, false, false),
            (6, HOUR, true, false),
        ] {
            let (world, nodes) = mirrors(pairs, apart, linked);
            assert_eq!(told("G16", &world, &[], &nodes), expected, "{pairs} {apart} {linked}");
        }
    }
}
