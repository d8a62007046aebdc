//! Stories: the extractor against the plain reference, against itself, and against hubs.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that fails should stop at once"
)]
#![allow(clippy::type_complexity, missing_docs, reason = "not an interface")]

mod around;
mod plain;
mod run;

use features::{Bins, Budget, Column, Extractor, Parameters, Pattern, Table, Transactions, names};
use plain::Payment;

/// A small generator of pseudo-random numbers, so that every graph can be made again from its number.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }
}

pub(crate) fn small(number: u64) -> Vec<Payment> {
    let mut dice = Dice(number);
    let (accounts, days) = (3 + dice.roll(4), [8, 20, 500][dice.roll(3) as usize]);
    let count = 4 + dice.roll(16);
    let mut payments: Vec<Payment> = (0..count)
        .map(|_| (dice.roll(accounts) as u32, dice.roll(accounts) as u32, dice.roll(days) as i64, dice.roll(50) as i64))
        .collect();
    payments.sort_by_key(|payment| payment.2);
    payments
}

pub(crate) fn parameters(number: u64) -> Parameters {
    let mut dice = Dice(number ^ 0xABCD);
    let bins = || Bins::new(&[1, 2, 3, 4, 6]).unwrap();
    let mut pattern = || Some(Pattern { window: [3, 9, 40, 600][dice.roll(4) as usize], bins: bins() });
    let mut parameters = Parameters {
        fan: pattern(),
        degree: pattern(),
        scatter_gather: pattern(),
        temporal_cycle: pattern(),
        ..Parameters::daily().unwrap()
    };
    parameters.statistics.as_mut().unwrap().window = [3, 9, 40][dice.roll(3) as usize];
    parameters
}

pub(crate) fn push(extractor: &mut Extractor, payments: &[Payment]) -> Table {
    let from: Vec<u32> = payments.iter().map(|p| p.0).collect();
    let to: Vec<u32> = payments.iter().map(|p| p.1).collect();
    let time: Vec<i64> = payments.iter().map(|p| p.2).collect();
    let amount: Vec<i64> = payments.iter().map(|p| p.3).collect();
    extractor.push(Transactions { from: &from, to: &to, time: &time, amount: &amount }).unwrap()
}

fn counts(table: &Table) -> Vec<Vec<u32>> {
    let counts = table.columns().filter_map(|column| match column {
        Column::Counts(counts) => Some(counts.to_vec()),
        Column::Values(_) => None,
    });
    counts.collect()
}

#[test]
fn ten_thousand_small_graphs_have_the_counts_of_the_plain_reference_in_any_batches() {
    let mut seen = 0_u64;
    for number in 0..10_000 {
        let (payments, parameters) = (small(number), parameters(number));
        let batch = 1 + Dice(number + 7).roll(9) as usize;
        let mut extractor = Extractor::new(parameters.clone()).unwrap();
        for start in (0..payments.len()).step_by(batch) {
            let end = payments.len().min(start + batch);
            let ours = counts(&push(&mut extractor, &payments[start..end]));
            let plain = plain::histograms(&parameters, &payments, start, end);
            seen += plain.iter().flatten().map(|&count| u64::from(count)).sum::<u64>();
            let columns: Vec<_> = (0..plain.len()).filter(|&column| ours[column] != plain[column]).collect();
            assert!(
                columns.is_empty(),
                "graph {number}, rows {start}..{end}, columns {columns:?}: {payments:?} {parameters:?}"
            );
            assert_eq!(ours.len(), plain.len());
        }
    }
    assert!(seen > 200_000, "the graphs hold patterns to count: {seen}");
}

#[test]
fn graphs_so_full_that_accounts_are_marked_before_the_search_have_the_counts_of_the_plain_reference() {
    for number in 0..120 {
        let temporal_cycle = Some(Pattern { window: 600, bins: Bins::new(&[2, 3, 4, 5, 6]).unwrap() });
        let parameters = Parameters { temporal_cycle, ..Parameters::default() };
        let (mut dice, times) = (Dice(number), [30, 90, 500][number as usize % 3]);
        let mut payments: Vec<Payment> =
            (0..54).map(|_| (dice.roll(5) as u32, dice.roll(5) as u32, dice.roll(times) as i64, 1)).collect();
        payments.sort_by_key(|payment| payment.2);
        let mut extractor = Extractor::new(parameters.clone()).unwrap();
        let batch = 1 + dice.roll(30) as usize;
        for start in (0..payments.len()).step_by(batch) {
            let end = payments.len().min(start + batch);
            let ours = counts(&push(&mut extractor, &payments[start..end]));
            let plain = plain::histograms(&parameters, &payments, start, end);
            assert!(ours == plain, "graph {number}, rows {start}..{end}: {payments:?}");
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for number in 0..60 {
        let payments = small(number);
        let tables = [1, 2, 3].map(|threads| {
            let mut extractor = Extractor::new(Parameters { threads, ..parameters(number) }).unwrap();
            payments.chunks(5).map(|batch| push(&mut extractor, batch)).collect::<Vec<_>>()
        });
        assert_eq!(tables[0], tables[1]);
        assert_eq!(tables[0], tables[2]);
    }
}

#[test]
fn every_column_has_a_name_and_every_name_a_column() {
    let parameters = Parameters::daily().unwrap();
    let names = names(&parameters);
    let mut extractor = Extractor::new(parameters).unwrap();
    let table = push(&mut extractor, &[(0, 1, 10, 5), (1, 0, 20, 5)]);
    let columns: Vec<Column<'_>> = table.columns().collect();
    assert_eq!(columns.len(), names.len());
    let find = |name: &str| columns[names.iter().position(|other| other == name).unwrap()];
    assert_eq!(find("temporal_cycle_2"), Column::Counts(&[1, 1]));
    assert_eq!(find("fan_in_2"), Column::Counts(&[0, 0]));
    assert_eq!(find("from_out_amount_sum"), Column::Values(&[5.0, 5.0]));
    assert_eq!(find("to_in_time_mean"), Column::Values(&[10.0, 20.0]));
}

#[test]
fn statistics_describe_what_is_not_older_than_the_window_before_the_previous_batch() {
    let mut extractor = Extractor::new(Parameters {
        statistics: parameters(0).statistics.map(|s| features::Statistics { window: 30, ..s }),
        ..Parameters::default()
    })
    .unwrap();
    let position = names(extractor.parameters()).iter().position(|name| name == "from_out_degree").unwrap();
    let mut degrees = Vec::new();
    for time in [1, 20, 40, 60, 61, 62, 90, 91, 92, 200, 201] {
        let table = push(&mut extractor, &[(1, 2, time, 1)]);
        let Some(Column::Values(values)) = table.columns().nth(position) else { panic!("a column of values") };
        degrees.push(values[0]);
    }
    assert_eq!(degrees, [1.0, 2.0, 3.0, 3.0, 3.0, 4.0, 5.0, 5.0, 5.0, 5.0, 2.0]);
    assert!(extractor.living() <= 6, "what is too old is forgotten");
}

#[test]
fn a_refused_batch_leaves_no_trace() {
    let mut extractor = Extractor::new(Parameters::daily().unwrap()).unwrap();
    push(&mut extractor, &[(0, 1, 10, 5)]);
    let early = Transactions { from: &[1], to: &[0], time: &[9], amount: &[1] };
    assert_eq!(extractor.push(early).map_err(|error| error.code()), Err("FEATURES_ORDER"));
    assert_eq!(extractor.living(), 1);
    assert_eq!(extractor.push(Transactions::default()).unwrap().rows(), 0);
}

#[test]
fn a_hub_and_an_explosion_of_cycles_end_within_the_budget_and_say_so() {
    let mut payments: Vec<Payment> = (0..20_000).map(|i| (i + 1, 0, i64::from(i / 10), 7)).collect();
    let mut extractor = Extractor::new(Parameters::daily().unwrap()).unwrap();
    let table = push(&mut extractor, &payments);
    assert!(table.limited().is_empty(), "a plain hub needs no limit");
    // A ladder of full layers: 6^9 paths lead from the top to the bottom.
    payments.clear();
    for layer in 0..9_u32 {
        let hops = (0..36).map(|i| (10 + layer * 6 + i / 6, 10 + (layer + 1) * 6 + i % 6, i64::from(layer), 1));
        payments.extend(hops);
    }
    payments.push((64, 10, 10, 1));
    let budget = Budget { cycle_steps: 10_000, ..Budget::default() };
    let mut extractor =
        Extractor::new(Parameters { budget, statistics: None, ..Parameters::daily().unwrap() }).unwrap();
    let table = push(&mut extractor, &payments);
    assert_eq!(table.limited(), [payments.len() - 1]);
}
