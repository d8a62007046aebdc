//! What a tracing says of itself.

use crate::notation::{place, traced};
use openfiu_trace::statement::ENGLISH;
use openfiu_trace::{Method, Source};

const LEDGER: &str = "open B 10\nv>A 90 *\nu>A 10 *5\nA>B 80 fee 1\nB>C 50 as 25 USD\nB>C 5 as 2 USD\nD>B 7";

#[test]
fn the_statement_names_the_method_the_seeds_and_everything_that_was_assumed() {
    for method in Method::ALL {
        let text = traced(LEDGER, method).statement.english();
        assert!(!text.contains('{') && text.lines().all(|line| !line.is_empty()), "{text}");
        for words in [
            "order of their time: 6. Accounts touched: 4.",
            "90 (minor units, ZED) of `1`",
            "5 (minor units, ZED) of `2`",
            "Method: ",
            "Fees",
            "changed currency: 2.",
            "known to have been there: 1.",
            "no unit",
        ] {
            assert!(text.to_lowercase().contains(&words.to_lowercase()), "{words}: {text}");
        }
    }
    let keys: std::collections::BTreeSet<&str> = ENGLISH.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys.len(), ENGLISH.len());
}

#[test]
fn bands_are_summed_by_pair_with_what_left_and_what_came() {
    let found = traced(LEDGER, Method::Lifo);
    let band = |from: &str, to: &str, seed: usize| {
        let found =
            found.flows.iter().find(|flow| (&flow.from, &flow.to, flow.seed) == (&place(from), &place(to), seed));
        found.map(|flow| (flow.out_minor, flow.in_minor, flow.in_currency.as_str(), flow.entries))
    };
    // At A, last in: 5 that are nobody's, 5 of the second seed, 71 of the first; the fee is the last unit of these.
    assert_eq!(band("A", "B", 0), Some((70, 70, "ZED", 1)));
    assert_eq!(band("A", "B", 1), Some((5, 5, "ZED", 1)));
    assert_eq!(band("A", "fees", 0), Some((1, 1, "ZED", 1)));
    // At B the 70 of the first seed are the newest.
    assert_eq!(band("B", "C", 0), Some((55, 27, "USD", 2)));
    assert_eq!(band("v", "A", 0), Some((90, 90, "ZED", 1)));
    assert!(!Source::Gap.is_traced());
}

#[test]
fn a_seed_does_not_mark_what_another_has_marked() {
    let found = traced("v>A 60 *\nA>B 60 *", Method::Fifo);
    let marks: Vec<_> = found.seeds.iter().map(|seed| (seed.amount_minor, seed.overlap_minor)).collect();
    assert_eq!(marks, [(60, 0), (0, 60)]);
    assert_eq!(found.traced_at(&place("B")), 60);
}

#[test]
fn what_a_statement_brings_is_filled_in_once() {
    use openfiu_trace::{Entry, Gaps, Ledger, Seed, trace};
    let id = "{currency} {what}";
    let entry = Entry::simple(id, 1, place("v"), place("A"), ("ZED", 5));
    let ledger = Ledger { opening: vec![], entries: vec![entry] };
    let seeds = [Seed::Entry { entry: id.into(), amount_minor: None }];
    let text = trace(&ledger, &seeds, Method::Fifo, Gaps::Refuse).unwrap().statement.english();
    assert!(text.contains("5 (minor units, ZED) of `{currency} {what}`."), "{text}");
}
