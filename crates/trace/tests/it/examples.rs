//! Ledgers worked by hand, each by every method. The expected lines were reckoned on paper before the code had run.

use crate::notation::{ends, traced};
use openfiu_trace::Method;

/// What it is about, the ledger, and what is traced where in the end: by first in first out, last in first out, in
/// proportion, lowest intermediate balance, poison, haircut.
type Example = (&'static str, &'static str, [&'static str; 6]);

const EXAMPLES: [Example; 27] = [
    ("an empty account passes all on", "v>A 50 *\nA>B 50", ["B=50"; 6]),
    ("a part stays", "v>A 50 *\nA>B 20", ["A=30 B=20"; 6]),
    (
        "own money was there before",
        "open A 100\nv>A 50 *\nA>B 60",
        ["A=50", "B=50", "A=30 B=20", "A=50", "A=90 B=60", "A=30 B=20"],
    ),
    (
        "more leaves than was own",
        "open A 100\nv>A 50 *\nA>B 120",
        ["A=30 B=20", "B=50", "A=10 B=40", "A=30 B=20", "A=30 B=120", "A=10 B=40"],
    ),
    (
        "own money came after",
        "v>A 50 *\nw>A 100\nA>B 60",
        ["B=50", "A=50", "A=30 B=20", "A=50", "A=90 B=60", "A=30 B=20"],
    ),
    ("what is gone is not made good", "v>A 50 *\nA>cash 50\nw>A 80\nA>B 30", ["cash=50"; 6]),
    (
        "the balance dips and rises",
        "open A 40\nv>A 60 *\nA>cash 70\nw>A 100\nA>B 50",
        ["B=30 cash=30", "cash=60", "A=11 B=7 cash=42", "A=30 cash=30", "A=80 B=50 cash=70", "A=11 B=7 cash=42"],
    ),
    ("a chain", "v>A 100 *\nA>B 100\nB>C 100", ["C=100"; 6]),
    (
        "mixed at the second account",
        "open B 100\nv>A 100 *\nA>B 100\nB>C 100",
        ["B=100", "C=100", "B=50 C=50", "B=100", "B=100 C=100", "B=50 C=50"],
    ),
    ("two ways out", "v>A 100 *\nA>B 30\nA>C 70", ["B=30 C=70"; 6]),
    (
        "between two own deposits",
        "w>A 30\nv>A 30 *\nw>A 30\nA>B 45",
        ["A=15 B=15", "A=15 B=15", "A=15 B=15", "A=30", "A=45 B=45", "A=15 B=15"],
    ),
    (
        "a part of an entry is the seed",
        "v>A 100 *40\nA>B 50",
        ["B=40", "A=40", "A=20 B=20", "A=40", "A=50 B=50", "A=20 B=20"],
    ),
    ("a fee", "v>A 100 *\nA>B 90 fee 10", ["B=90 fees=10"; 6]),
    (
        "a fee out of mixed money",
        "open A 100\nv>A 100 *\nA>B 90 fee 10",
        ["A=100", "B=90 fees=10", "A=50 B=45 fees=5", "A=100", "A=100 B=90 fees=10", "A=50 B=45 fees=5"],
    ),
    (
        "own money ends within the fee",
        "open A 95\nv>A 100 *\nA>B 90 fee 10",
        ["A=95 fees=5", "B=90 fees=10", "A=49 B=46 fees=5", "A=95 fees=5", "A=95 B=90 fees=10", "A=49 B=46 fees=5"],
    ),
    ("another currency", "v>A 100 *\nA>B 100 as 250 USD", ["B=250"; 6]),
    (
        "another currency out of mixed money",
        "open A 100\nv>A 100 *\nA>B 100 as 250 USD",
        ["A=100", "B=250", "A=50 B=125", "A=100", "A=100 B=250", "A=50 B=125"],
    ),
    ("more leaves than is known", "v>A 50 *\nA>B 80", ["B=50", "B=50", "B=50", "B=50", "B=80", "B=50"]),
    (
        "what is not known is passed on",
        "v>A 50 *\nA>B 80\nB>C 40",
        ["B=40 C=10", "B=40 C=10", "B=25 C=25", "B=40 C=10", "B=40 C=40", "B=25 C=25"],
    ),
    ("there and back", "v>A 100 *\nA>B 60\nB>A 60\nA>C 100", ["C=100"; 6]),
    ("two seeds", "v>A 60 *\nu>A 40 *\nA>B 50", ["A=50 B=50"; 6]),
    (
        "spread over three, one with own money",
        "open B 10\nv>A 90 *\nA>B 30\nA>C 30\nA>cash 30\nB>D 20",
        [
            "B=20 C=30 D=10 cash=30",
            "B=10 C=30 D=20 cash=30",
            "B=15 C=30 D=15 cash=30",
            "B=20 C=30 D=10 cash=30",
            "B=20 C=30 D=20 cash=30",
            "B=15 C=30 D=15 cash=30",
        ],
    ),
    ("a single unit", "open A 2\nv>A 1 *\nA>B 1", ["A=1", "B=1", "A=1", "A=1", "A=2 B=1", "A=1"]),
    (
        "small sums leave first",
        "v>A 40 *\nw>A 10\nA>cash 5\nA>cash 5\nA>B 40",
        ["B=30 cash=10", "B=40", "B=32 cash=8", "B=40", "B=40 cash=10", "B=32 cash=8"],
    ),
    (
        "a part of what was there is the seed",
        "open A 100\nseed A 40\nA>B 50",
        ["B=40", "A=40", "A=20 B=20", "A=40", "A=50 B=50", "A=20 B=20"],
    ),
    (
        "two payers, two payees",
        "v>A 30 *\nw>B 70\nA 30 + B 70 > C 60 + D 40",
        ["C=30", "C=30", "C=18 D=12", "D=30", "C=60 D=40", "C=18 D=12"],
    ),
    (
        "two payers the other way round",
        "v>A 30 *\nw>B 70\nB 70 + A 30 > C 60 + D 40",
        ["D=30", "D=30", "C=18 D=12", "D=30", "C=60 D=40", "C=18 D=12"],
    ),
];

#[test]
fn every_example_gives_what_was_reckoned_by_hand() {
    let mut wrong = Vec::new();
    for (about, ledger, expected) in EXAMPLES {
        for (method, expected) in Method::ALL.into_iter().zip(expected) {
            let found = ends(&traced(ledger, method));
            if found != expected {
                wrong.push(format!("{about}, {method}: {found} and not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn seeds_are_told_apart() {
    let ledger = "v>A 60 *\nu>A 40 *\nA>B 50";
    for (method, expected) in Method::ALL.into_iter().zip([
        vec![(0, 50)],
        vec![(0, 10), (1, 40)],
        vec![(0, 30), (1, 20)],
        vec![(0, 30), (1, 20)],
        vec![(0, 30), (1, 20)],
        vec![(0, 30), (1, 20)],
    ]) {
        let found = traced(ledger, method);
        let at_b = found.holdings.iter().find(|holding| holding.place.name() == "B").unwrap();
        assert_eq!(at_b.traced, expected, "{method}");
    }
}
