//! What is refused, with its code.

use crate::notation::{place, read};
use openfiu_trace::{Entry, Gaps, Ledger, Leg, Method, Seed, trace};

fn code(ledger: &Ledger, seeds: &[Seed], gaps: Gaps) -> &'static str {
    trace(ledger, seeds, Method::Fifo, gaps).map_or_else(|error| error.code(), |_| "traced")
}

#[test]
fn each_thing_that_cannot_be_traced_has_its_code() {
    let (ledger, seeds) = read("v>A 50 *\nA>B 20");
    assert_eq!(code(&ledger, &seeds, Gaps::Refuse), "traced");
    let changed = |change: &dyn Fn(&mut Entry)| {
        let mut ledger = ledger.clone();
        change(&mut ledger.entries[1]);
        code(&ledger, &seeds, Gaps::Refuse)
    };
    let leg = |amount_minor: i64, currency: &str| Leg { place: place("A"), currency: currency.into(), amount_minor };
    assert_eq!(changed(&|entry| entry.debits[0].amount_minor = 0), "TRACE-AMOUNT");
    assert_eq!(changed(&|entry| entry.fee_minor = -1), "TRACE-AMOUNT");
    assert_eq!(changed(&|entry| entry.credits.clear()), "TRACE-LEGS");
    assert_eq!(changed(&|entry| entry.debits = vec![leg(1, "ZED"); 10_001]), "TRACE-LEGS");
    assert_eq!(changed(&|entry| entry.debits.push(leg(1, "USD"))), "TRACE-CURRENCY");
    assert_eq!(changed(&|entry| entry.debits[0].currency = "USD".into()), "TRACE-CURRENCY");
    assert_eq!(changed(&|entry| entry.fee_minor = 1), "TRACE-UNBALANCED");
    assert_eq!(changed(&|entry| entry.debits = vec![leg(i64::MAX, "ZED"); 2]), "TRACE-TOO-LARGE");
    let more = |entry: &mut Entry| (entry.debits[0].amount_minor, entry.credits[0].amount_minor) = (51, 51);
    assert_eq!(changed(&more), "TRACE-GAP");
}

#[test]
fn seeds_that_mark_nothing_or_too_much_are_refused() {
    let (ledger, _) = read("open A 10\nv>A 50\nA>B 20");
    let entry = |entry: &str, amount_minor| Seed::Entry { entry: entry.into(), amount_minor };
    let opening = |account: &str, amount_minor| Seed::Opening { account: account.into(), amount_minor };
    for (seeds, expected) in [
        (vec![], "TRACE-SEEDS"),
        (vec![entry("1", None); 1_001], "TRACE-SEEDS"),
        (vec![entry("9", None)], "TRACE-SEED-ENTRY"),
        (vec![entry("1", Some(51))], "TRACE-SEED-AMOUNT"),
        (vec![entry("1", Some(0))], "TRACE-SEED-AMOUNT"),
        (vec![opening("A", Some(11))], "TRACE-SEED-AMOUNT"),
        (vec![opening("B", None)], "TRACE-SEED-AMOUNT"),
        (vec![opening("A", None), opening("A", None)], "TRACE-SEED-AMOUNT"),
        (vec![opening("A", None), entry("1", Some(50))], "traced"),
    ] {
        assert_eq!(code(&ledger, &seeds, Gaps::Assume), expected, "{:?}", seeds.first());
    }
    let mut twice = ledger;
    twice.entries[1].id = "1".into();
    assert_eq!(code(&twice, &[entry("1", None)], Gaps::Assume), "TRACE-SEED-ENTRY");
}

#[test]
fn balances_beyond_64_bits_are_refused_and_nothing_overflows() {
    let (mut ledger, seeds) = read("v>A 50 *\nw>A 20");
    ledger.entries[0].debits[0].amount_minor = i64::MAX;
    ledger.entries[0].credits[0].amount_minor = i64::MAX;
    assert_eq!(code(&ledger, &seeds, Gaps::Assume), "TRACE-TOO-LARGE");
    ledger.opening.push(("C".into(), "ZED".into(), -1));
    assert_eq!(code(&ledger, &seeds, Gaps::Assume), "TRACE-AMOUNT");
}
