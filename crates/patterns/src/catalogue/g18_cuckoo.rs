//! G18 Cuckoo smurfing: an expected remittance arrives as cash from strangers.
//!
//! For a row of `Sides::expectations`, in the time from its order until Δ later: neighbouring cash deposits into the
//! account by strangers, each below the threshold, at least two, that together are the expected amount within τ; and
//! no wire into the account in that time is that amount within τ. A depositor (the conductor, or else the payer that
//! is no cash node) is a stranger when not kin to the account and when nothing moved between the two before the
//! order; an unknown one is a stranger. The earliest beginning, and from there the earliest end, is told.
//! Score: how many deposits. Mistakes: deposits by family.

use super::prelude::*;
use crate::sides::Expectation;

parameters! {
    tolerance: Share = Share(200), "τ: how much the sum may differ from what is expected";
    delay: Span = Span::days(5), "Δ: how long after the order the cash may come";
    threshold: Amount = Amount(1_000_000), "amount from which a movement is reported";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G18;

fn is_stranger(snapshot: &Snapshot<'_>, row: &Expectation, deposit: &Step) -> bool {
    let payer = Some(deposit.peer).filter(|node| snapshot.kind(*node) != NodeKind::Cash);
    let Some(depositor) = snapshot.conductor(deposit.edge).or(payer) else { return true };
    let both = [snapshot.ins(row.account), snapshot.out(row.account)];
    let known = both
        .into_iter()
        .any(|links| links.iter().take_while(|step| step.at < row.at).any(|step| step.peer == depositor));
    !known && snapshot.kin.of(depositor) != snapshot.kin.of(row.account)
}

/// The first run of neighbours whose sum is between the bounds, of at least two. Values are not negative, so the sum
/// only grows with a run.
fn run(deposits: &[Step], least: i128, most: i128) -> Option<&[Step]> {
    for begin in 0..deposits.len() {
        let rest = deposits.get(begin..)?;
        let mut sum = 0i128;
        for (position, step) in rest.iter().enumerate() {
            sum += i128::from(step.value);
            if sum > most {
                break;
            }
            if position > 0 && sum >= least {
                return rest.get(..=position);
            }
        }
    }
    None
}

impl Detector for G18 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G18", "cuckoo", Reach::Node(1), "per expected remittance the movements of its account in time");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let p = parameters;
        for (number, row) in (0u32..).zip(&snapshot.sides.expectations).filter(|(_, row)| scope.has(row.account)) {
            let near = snapshot.ins(row.account).within(row.at, row.at.saturating_add(p.delay.0));
            if !search.spend(near.len() + 1) || search.is_over() {
                return;
            }
            // Smallest and greatest whole amount within the tolerance.
            let (amount, part) = (i128::from(row.amount_minor), i128::from(p.tolerance.0));
            let least = (amount * (10_000 - part) + 9_999).div_euclid(10_000);
            let most = (amount * (10_000 + part)).div_euclid(10_000);
            let expected = |step: &Step| (least..=most).contains(&i128::from(step.value));
            if near.iter().any(|step| snapshot.class(step.edge) == Class::Wire && expected(&step)) {
                continue;
            }
            let small = |step: &Step| snapshot.class(step.edge) == Class::Cash && step.value < p.threshold.0;
            let deposits: Vec<Step> =
                near.iter().filter(small).filter(|step| is_stranger(snapshot, row, step)).collect();
            if let Some(run) = run(&deposits, least, most) {
                let sum: i128 = run.iter().map(|step| i128::from(step.value)).sum();
                search.emit(
                    Witness::new(row.account, Minimality::Earliest)
                        .nodes(run.iter().map(|step| step.peer).chain([row.account]))
                        .edges(run.iter().map(|step| step.edge))
                        .rows([number])
                        .score(run.len() as i64)
                        .money("sum", sum)
                        .money("expected", row.amount_minor),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, HOUR, accounts, node, scene, told};
    use crate::world::World;

    use crate::sides::Expectation;

    fn cash(parts: &[i64], start: i64, wired: bool) -> (World, u32) {
        let (mut world, _) = scene(18);
        let account = accounts(&mut world, 1)[0];
        let at = 40 * DAY;
        world.sides.expectations.push(Expectation { account, amount_minor: 2_000_000, at });
        for (place, part) in parts.iter().enumerate() {
            let stranger = node(&mut world, NodeKind::Party, "AA");
            world.pay_by(Class::Cash, stranger, account, at + start + place as i64 * HOUR, *part);
        }
        if wired {
            world.pay(0, account, at + DAY, 2_000_000);
        }
        (world, account)
    }

    #[test]
    fn strangers_cash_that_adds_up_to_what_is_expected_is_told() {
        let thirds = [700_000, 700_000, 560_000];
        for (parts, start, wired, expected) in [
            (&thirds[..], HOUR, false, true),
            (&[680_000, 680_000, 680_000], DAY, false, true),
            (&[680_000, 680_000, 680_001], DAY, false, false),
            (&thirds, HOUR, true, false),
            (&thirds, 5 * DAY, false, false),
            (&thirds[..2], HOUR, false, false),
        ] {
            let (world, account) = cash(parts, start, wired);
            assert_eq!(told("G18", &world, &[], &[account]), expected, "{parts:?} {start} {wired}");
        }
    }
}
