//! Over generated ledgers: no unit is made or lost.

use openfiu_trace::{Entry, Gaps, Ledger, Leg, Method, Place, Seed, trace};
use proptest::prelude::*;
use std::collections::BTreeMap;

const ACCOUNTS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// From, to, amount, fee, moment; from 5 on they are outside.
type Row = (usize, usize, i64, i64, i64);

fn place(at: usize) -> Place {
    ACCOUNTS.get(at).map_or_else(|| Place::outside("cash"), |name| Place::account(name))
}

fn ledger(rows: &[Row], opening: &[i64]) -> Ledger {
    let entry = |(number, row): (usize, &Row)| {
        let (from, to, amount, fee, at) = *row;
        let leg = |place, amount_minor| Leg { place, currency: "ZED".to_owned(), amount_minor };
        let (debits, credits) = (vec![leg(place(from), amount + fee)], vec![leg(place(to), amount)]);
        Entry { id: number.to_string(), at, debits, credits, fee_minor: fee }
    };
    let opening = ACCOUNTS.iter().zip(opening).map(|(name, minor)| ((*name).into(), "ZED".into(), *minor)).collect();
    Ledger { opening, entries: rows.iter().enumerate().map(entry).collect() }
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec((0_usize..6, 0_usize..6, 1_i64..1000, 0_i64..5, 0_i64..50), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_traced_is_what_was_marked(rows in rows(), opening in prop::collection::vec(0_i64..2000, 5), pick in 0_usize..60) {
        let ledger = ledger(&rows, &opening);
        let seeds = [Seed::Entry { entry: (pick % rows.len()).to_string(), amount_minor: None }];
        for method in Method::ALL {
            let found = trace(&ledger, &seeds, method, Gaps::Assume).unwrap();
            let traced: i64 = found.holdings.iter().flat_map(|holding| &holding.traced).map(|(_, minor)| minor).sum();
            let marked = found.seeds[0].amount_minor;
            if method.conserves() {
                prop_assert_eq!(traced, marked, "{}", method);
            } else {
                prop_assert!(traced >= marked || marked == 0, "{} {}", traced, marked);
            }
            for holding in &found.holdings {
                let traced: i64 = holding.traced.iter().map(|(_, minor)| minor).sum();
                prop_assert!(traced <= holding.balance_minor);
            }
            // Money itself: what was there, came in and was assumed is what is there, left and was paid in fees.
            let gaps: i64 = found.gaps.iter().map(|gap| gap.missing_minor).sum();
            let came: i64 = rows.iter().filter(|row| row.0 >= 5).map(|row| row.2 + row.3).sum();
            let all: i64 = found.holdings.iter().map(|holding| holding.balance_minor).sum();
            prop_assert_eq!(all, opening.iter().sum::<i64>() + came + gaps, "{}", method);
        }
    }

    #[test]
    fn each_line_follows_from_the_one_before(rows in rows(), opening in prop::collection::vec(0_i64..2000, 5)) {
        let ledger = ledger(&rows, &opening);
        let seeds = [Seed::Entry { entry: "0".into(), amount_minor: None }];
        for method in Method::ALL {
            let found = trace(&ledger, &seeds, method, Gaps::Assume).unwrap();
            let mut before: BTreeMap<&str, i64> = ACCOUNTS.into_iter().zip(opening.iter().copied()).collect();
            for line in &found.lines {
                let missing: i64 = found.gaps.iter()
                    .filter(|gap| gap.row == line.row && gap.account == line.account && line.out_minor > 0)
                    .map(|gap| gap.missing_minor).sum();
                let balance = before.get_mut(line.account.as_str()).unwrap();
                *balance += line.in_minor - line.out_minor + missing;
                prop_assert_eq!(*balance, line.balance_minor);
                prop_assert!(line.traced_in_minor <= line.in_minor && line.traced_out_minor <= line.out_minor);
                prop_assert!((0..=line.balance_minor).contains(&line.traced_balance_minor));
            }
            prop_assert!(found.lines.windows(2).all(|pair| pair[0].at <= pair[1].at));
        }
    }

    #[test]
    fn the_order_of_entries_of_different_moments_does_not_matter(rows in rows(), opening in prop::collection::vec(0_i64..2000, 5)) {
        let moments: Vec<Row> = (0..).zip(&rows).map(|(at, row)| (row.0, row.1, row.2, row.3, at)).collect();
        let straight = ledger(&moments, &opening);
        let mut turned = straight.clone();
        turned.entries.reverse();
        let seeds = [Seed::Entry { entry: "0".into(), amount_minor: Some(1) }];
        for method in Method::ALL {
            let (a, b) = (trace(&straight, &seeds, method, Gaps::Assume).unwrap(), trace(&turned, &seeds, method, Gaps::Assume).unwrap());
            prop_assert_eq!(a.holdings, b.holdings);
            prop_assert_eq!(a.flows, b.flows);
        }
    }

    #[test]
    fn bands_into_a_place_and_out_of_it_explain_what_is_there(rows in rows(), opening in prop::collection::vec(0_i64..2000, 5)) {
        let ledger = ledger(&rows, &opening);
        let seeds = [Seed::Entry { entry: "0".into(), amount_minor: None }];
        for method in Method::ALL.into_iter().filter(|method| method.conserves()) {
            let found = trace(&ledger, &seeds, method, Gaps::Assume).unwrap();
            for holding in &found.holdings {
                let sum = |wanted: &dyn Fn(&openfiu_trace::Flow) -> Option<i64>| found.flows.iter().filter_map(wanted).sum::<i64>();
                let came = sum(&|flow| (flow.to == holding.place).then_some(flow.in_minor));
                let left = match holding.place {
                    Place::Account(_) => sum(&|flow| (flow.from == holding.place).then_some(flow.out_minor)),
                    // What a seed marks begins at the payer, who is not followed.
                    _ => 0,
                };
                let begun = if rows[0].0 < 5 && holding.place == place(rows[0].0) { found.seeds[0].amount_minor } else { 0 };
                let traced: i64 = holding.traced.iter().map(|(_, minor)| minor).sum();
                prop_assert_eq!(came - left + begun, traced, "{} at {:?}", method, holding.place);
            }
        }
    }
}
