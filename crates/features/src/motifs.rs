//! Patterns a single payment takes part in, among payments between strangers: cycles, chains, bipartite blocks,
//! scatter-gather, tied senders.
//!
//! Searches are local and bounded: at most [`WIDTH`] payments per account and direction are followed, newest first.

use hashbrown::HashMap;

use crate::around::{Sheet, Sight, View, kept};
use crate::ledger::Payment;

/// Payments followed per account and direction.
pub(crate) const WIDTH: usize = 40;

/// Days a pattern may last.
pub(crate) const SPAN: i64 = 42;

/// Adds the columns of all patterns of one payment.
pub(crate) fn put(sight: &Sight<'_>, sheet: &mut Sheet) {
    let active = sight.stranger(&sight.this);
    let cycles = if active { cycles(sight) } else { Vec::new() };
    let shortest = cycles.iter().map(|cycle| cycle.len() + 1).min().map_or(f64::NAN, |length| length as f64);
    sheet.put(|| "cycle_count".into(), cycles.len() as f64);
    sheet.put(|| "cycle_shortest".into(), shortest);
    let far = |cycle: &Vec<u32>| {
        cycle.iter().filter_map(|&number| sight.ledger.get(number)).filter(|payment| !payment.near).count()
    };
    sheet.put(|| "cycle_far".into(), cycles.iter().map(far).max().unwrap_or(0) as f64);
    let chain = if active { chains(sight) } else { Chain::default() };
    for (name, value) in [
        ("chain_before", chain.before),
        ("chain_after", chain.after),
        ("chain_kept", chain.kept),
        ("chain_far", chain.far),
    ] {
        sheet.put(|| name.into(), value);
    }
    let block = if active { block(sight) } else { Vec::new() };
    sheet.put(|| "block_others".into(), block.len() as f64);
    sheet.put(|| "block_far".into(), block.iter().filter(|(_, payment)| !payment.near).count() as f64);
    let [mut scatter, mut gather] = [0.0; 2];
    if active {
        scatter = scattered(sight);
        gather = gathered(sight);
    }
    sheet.put(|| "scatter_middles".into(), scatter);
    sheet.put(|| "gather_middles".into(), gather);
    let (passers, sources) = if active { passers(sight) } else { (0.0, 0.0) };
    sheet.put(|| "to_passers".into(), passers);
    sheet.put(|| "to_passed_sources".into(), sources);
    ties(sight, sheet);
}

fn days_after(view: View) -> i64 {
    if view == View::Hindsight { SPAN } else { 0 }
}

/// Temporal cycles through this payment of at most five hops: each hop later than the one before, from any starting
/// point, all within [`SPAN`] days. Each is given as the other payments, first those after this one in the cycle.
pub(crate) fn cycles(sight: &Sight<'_>) -> Vec<Vec<u32>> {
    let mut found = Vec::new();
    let mut path = Vec::new();
    follow(sight, sight.this.to, &mut path, &mut found);
    found
}

fn follow(sight: &Sight<'_>, account: u32, path: &mut Vec<u32>, found: &mut Vec<Vec<u32>>) {
    if path.len() >= 4 || found.len() >= 64 {
        return;
    }
    let hops = sight.strangers(sight.ledger.out.of(account), SPAN, days_after(sight.view));
    for (number, payment) in hops.rev().take(WIDTH) {
        let known = |&other: &u32| sight.ledger.get(other).is_some_and(|other| other.from == payment.to);
        if payment.to == sight.this.to || path.iter().any(known) {
            continue;
        }
        path.push(number);
        if !rising(sight, path) {
            path.pop();
            continue;
        }
        if payment.to == sight.this.from {
            found.push(path.clone());
        } else {
            follow(sight, payment.to, path, found);
        }
        path.pop();
    }
}

/// Whether the times along the cycle rise from some starting point: at most one step goes back, counting the step round
/// the corner.
fn rising(sight: &Sight<'_>, path: &[u32]) -> bool {
    let time = |number: &u32| sight.ledger.get(*number).map_or(0, |payment| payment.time);
    let times = std::iter::once(sight.this.time).chain(path.iter().map(time));
    let falls = times.clone().zip(times.clone().skip(1)).filter(|(a, b)| b <= a).count();
    let spread = times.clone().max().unwrap_or(0).saturating_sub(times.clone().min().unwrap_or(0));
    let last = times.last().unwrap_or(0);
    spread <= SPAN * crate::around::DAY && (falls == 0 || (falls == 1 && last < sight.this.time))
}

/// The longest chain of strangers through a payment.
#[derive(Debug, Clone, Copy, Default)]
struct Chain {
    before: f64,
    after: f64,
    /// Neighbouring hops that keep 0.84 to 1 of the amount.
    kept: f64,
    far: f64,
}

fn chains(sight: &Sight<'_>) -> Chain {
    let mut chain = Chain::default();
    let this = sight.this;
    for (_, other) in
        sight.strangers(sight.ledger.into.of(this.from), 28, 0).filter(|(_, other)| !other.near).rev().take(WIDTH)
    {
        let earlier = sight.strangers(sight.ledger.into.of(other.from), SPAN, 0);
        let longer = earlier.filter(|(_, first)| !first.near && first.time < other.time).count() > 0;
        chain.before = chain.before.max(1.0 + f64::from(u8::from(longer)));
        chain.far += 1.0;
        chain.kept += kept(this.amount, other.amount).map_or(0.0, |_| 1.0);
    }
    let after = days_after(sight.view).min(28);
    for (_, other) in
        sight.strangers(sight.ledger.out.of(this.to), 0, after).filter(|(_, other)| !other.near).take(WIDTH)
    {
        let later = sight.strangers(sight.ledger.out.of(other.to), 0, SPAN);
        let longer = later.filter(|(_, last)| !last.near && last.time > other.time).count() > 0;
        chain.after = chain.after.max(1.0 + f64::from(u8::from(longer)));
        chain.far += 1.0;
        chain.kept += kept(other.amount, this.amount).map_or(0.0, |_| 1.0);
    }
    chain
}

/// The bipartite block around this payment: payments u' → v' where the payer also paid v' and u' also paid the
/// receiver.
pub(crate) fn block<'a>(sight: &Sight<'a>) -> Vec<(u32, &'a Payment)> {
    let after = days_after(sight.view);
    let receivers: Vec<u32> = sight
        .strangers(sight.ledger.out.of(sight.this.from), SPAN, after)
        .rev()
        .take(WIDTH)
        .map(|(_, payment)| payment.to)
        .collect();
    let mut found = Vec::new();
    for (_, other) in sight.strangers(sight.ledger.into.of(sight.this.to), SPAN, after).rev().take(WIDTH) {
        if other.from == sight.this.from {
            continue;
        }
        let across = sight.strangers(sight.ledger.out.of(other.from), SPAN, after).rev().take(WIDTH);
        found.extend(across.filter(|(_, across)| across.to != sight.this.to && receivers.contains(&across.to)));
    }
    found
}

/// This payment as source → middle: most middles between the payer and any sink the receiver pays later.
fn scattered(sight: &Sight<'_>) -> f64 {
    let after = days_after(sight.view);
    let mut sinks: HashMap<u32, f64> = HashMap::new();
    let own: Vec<u32> = sight
        .strangers(sight.ledger.out.of(sight.this.to), SPAN, after)
        .take(WIDTH)
        .map(|(_, payment)| payment.to)
        .collect();
    for (_, first) in sight.strangers(sight.ledger.out.of(sight.this.from), SPAN, after).rev().take(WIDTH) {
        for (_, second) in sight.strangers(sight.ledger.out.of(first.to), SPAN, after).take(WIDTH) {
            if second.time > first.time && own.contains(&second.to) && second.to != sight.this.from {
                *sinks.entry(second.to).or_default() += 1.0;
            }
        }
    }
    sinks.values().copied().fold(0.0, f64::max)
}

/// This payment as middle → sink: most middles between any source that paid the payer and the receiver.
fn gathered(sight: &Sight<'_>) -> f64 {
    let mut sources: HashMap<u32, f64> = HashMap::new();
    let after = days_after(sight.view);
    let own: Vec<u32> = sight
        .strangers(sight.ledger.into.of(sight.this.from), SPAN, 0)
        .rev()
        .take(WIDTH)
        .map(|(_, payment)| payment.from)
        .collect();
    for (_, second) in sight.strangers(sight.ledger.into.of(sight.this.to), SPAN, after).rev().take(WIDTH) {
        for (_, first) in sight.strangers(sight.ledger.into.of(second.from), SPAN, after).take(WIDTH) {
            if first.time < second.time && own.contains(&first.from) && first.from != sight.this.to {
                *sources.entry(first.from).or_default() += 1.0;
            }
        }
    }
    sources.values().copied().fold(0.0, f64::max)
}

/// Other senders to the receiver that pass on what strangers paid them shortly before, and how many such strangers
/// there are.
fn passers(sight: &Sight<'_>) -> (f64, f64) {
    let (mut passers, mut sources) = (0.0, 0.0);
    for (_, second) in
        sight.strangers(sight.ledger.into.of(sight.this.to), SPAN, days_after(sight.view)).rev().take(WIDTH)
    {
        let (mut sum, mut count, mut fits) = (0_i64, 0.0, 0.0);
        let firsts = sight
            .strangers(sight.ledger.into.of(second.from), SPAN, SPAN)
            .filter(|(_, first)| first.time < second.time);
        for (_, first) in firsts.rev().take(4) {
            (sum, count) = (sum.saturating_add(first.amount), count + 1.0);
            if kept(second.amount, sum).is_some() {
                fits = count;
            }
        }
        passers += f64::from(u8::from(fits > 0.0));
        sources += fits;
    }
    (passers, sources)
}

/// Accounts tied to the payer or receiver (one owner, device, telephone, address) and what they do with the other end.
fn ties(sight: &Sight<'_>, sheet: &mut Sheet) {
    let this = sight.this;
    let (payers, receivers) = (sight.ledger.tied(this.from, 50), sight.ledger.tied(this.to, 50));
    sheet.put(|| "from_tied".into(), payers.len() as f64);
    sheet.put(|| "to_tied".into(), receivers.len() as f64);
    sheet.put(|| "ends_tied".into(), f64::from(u8::from(payers.binary_search(&this.to).is_ok())));
    let senders = sight.window(sight.ledger.into.of(this.to), SPAN, days_after(sight.view)).rev().take(WIDTH);
    let together = senders.filter(|(_, other)| payers.binary_search(&other.from).is_ok()).count();
    sheet.put(|| "tied_senders_to_receiver".into(), together as f64);
    // The receiver's next payment and who else of its ties pays the same account.
    let mut shared = 0;
    let next = sight.strangers(sight.ledger.out.of(this.to), SPAN, days_after(sight.view)).take(WIDTH);
    for (_, onward) in next {
        let senders = sight.window(sight.ledger.into.of(onward.to), SPAN, days_after(sight.view)).rev().take(WIDTH);
        shared = shared.max(senders.filter(|(_, other)| receivers.binary_search(&other.from).is_ok()).count());
    }
    sheet.put(|| "tied_passers_of_receiver".into(), shared as f64);
}
