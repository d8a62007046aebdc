//! The shapes, one function per kind. Each returns the end that a report about it would be about.

use super::Kind;
use super::plot::{DAY, HOUR, Plot, THRESHOLD_MINOR};
use crate::accounts::AccountId;
use crate::tx::{Channel, Deed, End, Purpose};

/// Plans the steps of a crime of that kind.
pub(super) fn play(kind: Kind, plot: &mut Plot<'_>) -> End {
    match kind {
        Kind::Structuring => structuring(plot),
        Kind::Smurfing => smurfing(plot),
        Kind::FanIn => fan_in(plot),
        Kind::FanOut => fan_out(plot),
        Kind::GatherScatter => gather_scatter(plot),
        Kind::ScatterGather => scatter_gather(plot),
        Kind::Cycle => cycle(plot),
        Kind::RoundTrip => round_trip(plot),
        Kind::PassThrough => pass_through(plot),
        Kind::Funnel => funnel(plot),
        Kind::Chain => chain(plot),
        Kind::Peel => peel(plot),
        Kind::Bipartite => bipartite(plot),
        Kind::Stack => stack(plot),
        Kind::UTurn => u_turn(plot),
        Kind::Mules => mules(plot),
        Kind::Cuckoo => cuckoo(plot),
        Kind::Dormant => dormant(plot),
        Kind::LoanBack => loan_back(plot),
        Kind::RandomWalk => random_walk(plot),
    }
}

fn structuring(plot: &mut Plot<'_>) -> End {
    let holder = plot.somebody();
    let account = End::Account(AccountId { holder, slot: 0 });
    for _ in 0..plot.draw.between(4, 12) {
        let amount = plot.below_threshold();
        plot.pay_in(holder, account, amount);
        plot.wait(12 * HOUR);
    }
    account
}

fn smurfing(plot: &mut Plot<'_>) -> End {
    let account = plot.account();
    // Six hours between two at most, so that the whole stays within three days.
    for _ in 0..plot.draw.between(3, 8) {
        let (by, amount) = (plot.somebody(), plot.below_threshold());
        plot.pay_in(by, account, amount);
        plot.wait(6 * HOUR);
    }
    account
}

fn fan_in(plot: &mut Plot<'_>) -> End {
    let hub = plot.account();
    for _ in 0..plot.draw.between(10, 20) {
        let (from, amount) = (plot.account(), plot.sum());
        plot.pay(from, hub, amount);
        plot.wait(DAY);
    }
    hub
}

fn fan_out(plot: &mut Plot<'_>) -> End {
    let hub = plot.account();
    for _ in 0..plot.draw.between(10, 20) {
        let (to, amount) = (plot.account(), plot.sum());
        plot.pay(hub, to, amount);
        plot.wait(DAY);
    }
    hub
}

fn gather_scatter(plot: &mut Plot<'_>) -> End {
    let hub = plot.account();
    let mut gathered = 0;
    for _ in 0..plot.draw.between(5, 10) {
        let (from, amount) = (plot.account(), plot.sum());
        gathered += amount;
        plot.pay(from, hub, amount);
        plot.wait(12 * HOUR);
    }
    let receivers = plot.accounts(5, 10);
    let kept = plot.less(gathered, 80);
    for (to, amount) in receivers.iter().zip(plot.split(kept, receivers.len())) {
        plot.wait(12 * HOUR);
        plot.pay(hub, *to, amount);
    }
    hub
}

fn scatter_gather(plot: &mut Plot<'_>) -> End {
    let (source, sink) = (plot.account(), plot.account());
    let middle = plot.accounts(4, 10);
    let total = plot.sum() * middle.len() as u64;
    let parts = plot.split(total, middle.len());
    for (to, amount) in middle.iter().zip(&parts) {
        plot.pay(source, *to, *amount);
        plot.wait(8 * HOUR);
    }
    for (from, amount) in middle.iter().zip(&parts) {
        plot.wait(12 * HOUR);
        let amount = plot.less(*amount, 80);
        plot.pay(*from, sink, amount);
    }
    source
}

/// Hands `amount` along the accounts, with a loss of at most `loss` thousandths and at most `hours` at each.
fn hand_on(plot: &mut Plot<'_>, line: &[End], mut amount: u64, loss: u64, hours: u64) {
    for pair in line.windows(2) {
        if let [from, to] = *pair {
            plot.pay(from, to, amount);
            amount = plot.less(amount, loss);
            plot.wait(hours * HOUR);
        }
    }
}

fn cycle(plot: &mut Plot<'_>) -> End {
    let mut line = plot.accounts(3, 8);
    let first = line.first().copied().unwrap_or(End::Wallet(0));
    line.push(first);
    let amount = plot.sum();
    // At most eight losses of 40 thousandths keep more than 0.6 of the value.
    hand_on(plot, &line, amount, 40, 60);
    first
}

fn round_trip(plot: &mut Plot<'_>) -> End {
    let (home, out, back) = (plot.company(), plot.abroad(), plot.abroad());
    let amount = plot.sum() * 4;
    hand_on(plot, &[home, out, back, home], amount, 60, 20 * 24);
    home
}

fn pass_through(plot: &mut Plot<'_>) -> End {
    let mule = plot.person();
    let sink = plot.account();
    for _ in 0..plot.draw.between(3, 7) {
        let (from, amount) = (plot.account(), plot.sum());
        plot.pay(from, mule, amount);
        plot.wait(20 * HOUR);
        let amount = plot.less(amount, 45);
        plot.pay(mule, sink, amount);
        plot.wait(3 * DAY);
    }
    mule
}

fn funnel(plot: &mut Plot<'_>) -> End {
    let account = plot.company();
    let mut cities = Vec::new();
    let mut gathered = 0;
    for _ in 0..plot.draw.between(4, 9) {
        let (by, amount) = (plot.somebody_elsewhere(&mut cities), plot.below_threshold());
        gathered += amount;
        plot.pay_in(by, account, amount);
        plot.wait(10 * HOUR);
    }
    let (to, amount) = (plot.abroad(), plot.less(gathered, 150));
    plot.pay(account, to, amount);
    account
}

fn chain(plot: &mut Plot<'_>) -> End {
    let line = plot.accounts(5, 10);
    let amount = plot.sum() * 2;
    hand_on(plot, &line, amount, 90, 40);
    line.get(1).copied().unwrap_or(End::Wallet(0))
}

fn peel(plot: &mut Plot<'_>) -> End {
    // Half of them leave the accounts for wallets, where everything else is the same.
    let in_wallets = plot.draw.per_mille(500);
    let next = |plot: &mut Plot<'_>| if in_wallets { End::Wallet(plot.draw.bits() >> 16) } else { plot.account() };
    let start = plot.account();
    let (mut at, mut amount) = (start, plot.sum() * 8);
    for _ in 0..plot.draw.between(5, 12) {
        let (outlet, change) = (next(plot), next(plot));
        let peeled = (amount / 1000 * plot.draw.between(30, 180)).max(1);
        let hop = |plot: &mut Plot<'_>, to: End, amount_minor: u64| {
            if in_wallets {
                let (channel, purpose) = (Channel::Virtual, Purpose::Assets);
                plot.step(Deed { from: at, to, amount_minor, channel, purpose });
            } else {
                plot.pay(at, to, amount_minor);
            }
        };
        hop(plot, outlet, peeled);
        plot.wait(2 * HOUR);
        amount = amount.saturating_sub(peeled).max(1);
        hop(plot, change, amount);
        plot.wait(10 * HOUR);
        at = change;
    }
    start
}

/// Nearly everyone of `left` pays nearly everyone of `right`, each left one up to its `budget`.
fn layer(plot: &mut Plot<'_>, left: &[End], right: &[End]) {
    for (at, from) in left.iter().enumerate() {
        for (towards, to) in right.iter().enumerate() {
            // The ring keeps everybody in; three of five of the other pairs meet as well.
            if towards % left.len() == at || plot.draw.per_mille(600) {
                let amount = plot.sum();
                plot.pay(*from, *to, amount);
                plot.wait(6 * HOUR);
            }
        }
    }
}

fn bipartite(plot: &mut Plot<'_>) -> End {
    let (left, right) = (plot.accounts(4, 6), plot.accounts(4, 6));
    layer(plot, &left, &right);
    right.first().copied().unwrap_or(End::Wallet(0))
}

fn stack(plot: &mut Plot<'_>) -> End {
    let (left, middle, right) = (plot.accounts(4, 5), plot.accounts(4, 5), plot.accounts(4, 5));
    layer(plot, &left, &middle);
    layer(plot, &middle, &right);
    middle.first().copied().unwrap_or(End::Wallet(0))
}

fn u_turn(plot: &mut Plot<'_>) -> End {
    let holder = plot.somebody();
    let account = |slot| End::Account(AccountId { holder, slot });
    let (out, back) = (plot.abroad(), plot.abroad());
    let amount = plot.sum() * 3;
    hand_on(plot, &[account(0), out, back, account(1)], amount, 45, 15 * 24);
    account(0)
}

fn mules(plot: &mut Plot<'_>) -> End {
    let sink = plot.account();
    for _ in 0..plot.draw.between(5, 9) {
        let mule = plot.person();
        let mut received = 0;
        for _ in 0..plot.draw.between(1, 3) {
            let (victim, amount) = (plot.person(), plot.draw.heavy(80_000, 500));
            received += amount;
            plot.pay(victim, mule, amount);
            plot.wait(2 * HOUR);
        }
        let amount = plot.less(received, 100);
        plot.pay(mule, sink, amount);
        plot.wait(DAY);
    }
    sink
}

fn cuckoo(plot: &mut Plot<'_>) -> End {
    let victim = plot.person();
    let parts = plot.draw.between(3, 7) as usize;
    let expected = THRESHOLD_MINOR / 100 * 80 * parts as u64;
    let paid = plot.less(expected, 15);
    for amount in plot.split(paid, parts) {
        let by = plot.somebody();
        plot.pay_in(by, victim, amount.min(THRESHOLD_MINOR - 1));
        plot.wait(16 * HOUR);
    }
    victim
}

fn dormant(plot: &mut Plot<'_>) -> End {
    // Slot 3 is used by nobody's ordinary life.
    let account = End::Account(AccountId { holder: plot.somebody(), slot: 3 });
    for _ in 0..plot.draw.between(5, 9) {
        let (from, to, amount) = (plot.account(), plot.account(), plot.sum());
        plot.pay(from, account, amount);
        plot.wait(8 * HOUR);
        let amount = plot.less(amount, 200);
        plot.pay(account, to, amount);
        plot.wait(16 * HOUR);
    }
    account
}

fn loan_back(plot: &mut Plot<'_>) -> End {
    let (company, out, lender) = (plot.company(), plot.abroad(), plot.abroad());
    let total = plot.sum() * 4;
    let parts = plot.draw.between(2, 4) as usize;
    for amount in plot.split(total, parts) {
        plot.pay(company, out, amount);
        plot.wait(10 * DAY);
    }
    let amount_minor = plot.less(total, 150);
    let (channel, purpose) = (Channel::Wire, Purpose::Loan);
    plot.wait(20 * DAY);
    plot.step(Deed { from: lender, to: company, amount_minor, channel, purpose });
    company
}

fn random_walk(plot: &mut Plot<'_>) -> End {
    let mut line = plot.accounts(6, 11);
    let first = line.first().copied().unwrap_or(End::Wallet(0));
    if plot.draw.per_mille(500) {
        let abroad = plot.abroad();
        line.insert(line.len() / 2, abroad);
    }
    let amount = plot.sum();
    hand_on(plot, &line, amount, 25, 70);
    first
}

#[cfg(test)]
mod tests {
    use crate::accounts::Holder;
    use crate::country::{Country, Size};
    use crate::crimes::plot::{DAY, THRESHOLD_MINOR};
    use crate::crimes::{Crime, CrimeId, Kind, STEPS_MAX};
    use crate::tx::{Channel, End};
    use std::collections::HashSet;

    fn crimes(kind: Kind) -> Vec<Crime> {
        let country = Country::new(9, Size::transactions(100_000));
        (0..40).map(|n| Crime::of_kind(&country, CrimeId(n), kind, 1_000_000)).collect()
    }

    fn span_days(crime: &Crime) -> i64 {
        let (first, last) = (crime.steps.first().unwrap(), crime.steps.last().unwrap());
        (last.seconds - first.seconds) / DAY as i64
    }

    /// Values handed along a line: amounts never grow and keep at least `per_mille` of what they were.
    fn keeps(crime: &Crime, per_mille: u64) -> bool {
        let amounts: Vec<u64> = crime.steps.iter().map(|step| step.deed.amount_minor).collect();
        let falling = amounts.windows(2).all(|pair| pair[0] >= pair[1]);
        falling && amounts[amounts.len() - 1] * 1000 >= amounts[0] * per_mille
    }

    fn joined(crime: &Crime) -> bool {
        crime.steps.windows(2).all(|pair| pair[0].deed.to == pair[1].deed.from && pair[0].seconds <= pair[1].seconds)
    }

    #[test]
    fn every_crime_has_steps_in_order_and_not_too_many() {
        for kind in Kind::ALL {
            for crime in crimes(kind) {
                assert!((3..=STEPS_MAX).contains(&crime.steps.len()), "{kind:?}: {}", crime.steps.len());
                assert!(crime.steps.windows(2).all(|pair| pair[0].seconds <= pair[1].seconds));
                assert!(crime.steps.iter().all(|step| step.deed.from != step.deed.to && step.deed.amount_minor > 0));
                assert!(span_days(&crime) < 150, "{kind:?}: {}", span_days(&crime));
                assert!(crime.steps.iter().any(|step| [step.deed.from, step.deed.to].contains(&crime.focus)));
            }
        }
    }

    #[test]
    fn structuring_stays_below_the_threshold_and_is_above_it_in_sum() {
        for crime in crimes(Kind::Structuring) {
            assert!(crime.steps.iter().all(|step| step.deed.amount_minor < THRESHOLD_MINOR));
            assert!(
                crime
                    .steps
                    .iter()
                    .all(|step| step.deed.from == crime.steps[0].deed.from && step.deed.to == crime.focus)
            );
            assert!(crime.steps.iter().map(|step| step.deed.amount_minor).sum::<u64>() >= THRESHOLD_MINOR);
            assert!(span_days(&crime) <= 7);
        }
        for crime in crimes(Kind::Smurfing) {
            let depositors: HashSet<End> = crime.steps.iter().map(|step| step.deed.from).collect();
            assert!(depositors.len() >= 3 && depositors.len() == crime.steps.len() && span_days(&crime) < 3);
        }
    }

    #[test]
    fn lines_are_joined_and_keep_their_value() {
        for (kind, kept) in [
            (Kind::Cycle, 600),
            (Kind::Chain, 350),
            (Kind::UTurn, 850),
            (Kind::RoundTrip, 800),
            (Kind::RandomWalk, 700),
        ] {
            for crime in crimes(kind) {
                assert!(joined(&crime) && keeps(&crime, kept), "{crime:?}");
            }
        }
        for crime in crimes(Kind::Cycle) {
            assert_eq!(crime.steps[0].deed.from, crime.steps[crime.steps.len() - 1].deed.to);
            assert!((3..=8).contains(&crime.steps.len()) && span_days(&crime) <= 30);
        }
        for crime in crimes(Kind::UTurn) {
            let (from, to) = (crime.steps[0].deed.from, crime.steps[2].deed.to);
            assert!(from.holder() == to.holder() && from != to);
            assert!(crime.steps.iter().all(|step| step.deed.channel == Channel::Wire));
        }
    }

    #[test]
    fn fans_and_gatherings_have_their_width_and_their_balance() {
        for crime in crimes(Kind::FanIn) {
            let senders: HashSet<End> = crime.steps.iter().map(|step| step.deed.from).collect();
            assert!(senders.len() >= 10 && crime.steps.iter().all(|step| step.deed.to == crime.focus));
        }
        for kind in [Kind::GatherScatter, Kind::ScatterGather] {
            for crime in crimes(kind) {
                let middle: HashSet<End> = crime.steps.iter().map(|step| step.deed.to).collect();
                assert!(middle.len() >= 5);
                let of = |wanted: bool| -> u64 {
                    let into =
                        |end: End| if kind == Kind::GatherScatter { end != crime.focus } else { end == crime.focus };
                    crime
                        .steps
                        .iter()
                        .filter(|step| into(step.deed.from) == wanted)
                        .map(|step| step.deed.amount_minor)
                        .sum()
                };
                let (first, second) = (of(true), of(false));
                assert!(second <= first && second * 100 >= first * 90, "{kind:?} {first} {second}");
            }
        }
    }

    #[test]
    fn peels_are_small_and_the_rest_goes_on() {
        for crime in crimes(Kind::Peel) {
            for hop in crime.steps.chunks(2) {
                let (peeled, rest) = (hop[0].deed, hop[1].deed);
                assert_eq!(peeled.from, rest.from);
                assert!(peeled.amount_minor * 5 <= peeled.amount_minor + rest.amount_minor);
            }
            assert!(crime.steps.len() >= 10);
        }
    }

    #[test]
    fn a_funnel_is_fed_in_several_cities_and_emptied_abroad() {
        let country = Country::new(9, Size::transactions(100_000));
        for crime in crimes(Kind::Funnel) {
            let city = |end: End| match end {
                End::Holder(Holder::Person(index)) => Some(country.person(index).city.name),
                _ => None,
            };
            let cities: HashSet<&str> = crime.steps.iter().filter_map(|step| city(step.deed.from)).collect();
            assert!(cities.len() >= 3);
            assert!(crime.steps.last().unwrap().deed.to.is_foreign());
        }
    }

    #[test]
    fn two_groups_meet_densely() {
        for crime in crimes(Kind::Bipartite) {
            let left: HashSet<End> = crime.steps.iter().map(|step| step.deed.from).collect();
            let right: HashSet<End> = crime.steps.iter().map(|step| step.deed.to).collect();
            assert!(left.is_disjoint(&right) && left.len() >= 4 && right.len() >= 4);
            assert!(crime.steps.len() * 10 >= left.len() * right.len() * 4);
        }
    }
}
