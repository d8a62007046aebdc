//! Stories of whole runs: many batches on their way at once, and what happens when one of them is refused.

use std::sync::atomic::{AtomicUsize, Ordering};

use features::{Columns, Extractor, FeatureError, Parameters, Table, Transactions};

use crate::plain::Payment;
use crate::{parameters, push, small};

/// A run over batches; the tables, and how it ended.
fn run(extractor: &mut Extractor, batches: &[Vec<Payment>]) -> (Vec<Table>, Result<(), FeatureError>) {
    let (mut batches, mut tables) = (batches.iter(), Vec::new());
    let read = |columns: &mut Columns| {
        let Some(batch) = batches.next() else { return Ok(false) };
        assert!(columns.from.is_empty() && columns.amount.is_empty(), "what is to be filled is empty");
        columns.from.extend(batch.iter().map(|payment| payment.0));
        columns.to.extend(batch.iter().map(|payment| payment.1));
        columns.time.extend(batch.iter().map(|payment| payment.2));
        columns.amount.extend(batch.iter().map(|payment| payment.3));
        Ok(true)
    };
    let write = |table: &Table| {
        tables.push(table.clone());
        Ok(())
    };
    let ended = extractor.run(read, write);
    (tables, ended)
}

/// Several small graphs one after the other, so that there are many batches and most payments grow old.
fn long(number: u64) -> Vec<Payment> {
    let one = |part: u64| {
        small(number * 31 + part)
            .into_iter()
            .map(move |(from, to, time, amount)| (from, to, time + part as i64 * 60, amount))
    };
    let mut payments: Vec<Payment> = (0..12).flat_map(one).collect();
    payments.sort_by_key(|payment| payment.2);
    payments
}

#[test]
fn a_run_gives_the_tables_of_single_pushes_with_any_number_of_threads() {
    for number in 0..50 {
        let payments = long(number);
        let mut batches: Vec<Vec<Payment>> = payments.chunks(1 + number as usize % 9).map(<[_]>::to_vec).collect();
        let mut extractor = Extractor::new(parameters(number)).unwrap();
        let expected: Vec<Table> = batches.iter().map(|batch| push(&mut extractor, batch)).collect();
        let living = extractor.living();
        batches.insert(batches.len() / 2, Vec::new());
        for threads in [0, 1, 2, 5] {
            let mut extractor = Extractor::new(Parameters { threads, ..parameters(number) }).unwrap();
            let (tables, ended) = run(&mut extractor, &batches);
            assert_eq!((tables == expected, ended), (true, Ok(())), "graph {number}, {threads} threads");
            assert_eq!(extractor.living(), living);
        }
    }
}

#[test]
fn runs_and_pushes_follow_each_other() {
    let payments = long(4);
    let batches: Vec<Vec<Payment>> = payments.chunks(3).map(<[_]>::to_vec).collect();
    let mut plain = Extractor::new(parameters(4)).unwrap();
    let expected: Vec<Table> = batches.iter().map(|batch| push(&mut plain, batch)).collect();
    let mut extractor = Extractor::new(Parameters { threads: 2, ..parameters(4) }).unwrap();
    let (first, rest) = batches.split_at(7);
    let (one, rest) = rest.split_first().unwrap();
    let mut tables = run(&mut extractor, first).0;
    tables.push(push(&mut extractor, one));
    tables.extend(run(&mut extractor, rest).0);
    assert_eq!(tables, expected);
    assert_eq!(run(&mut extractor, &[]), (Vec::new(), Ok(())));
    let early = Transactions { from: &[0], to: &[1], time: &[rest[0][0].2], amount: &[1] };
    let refused = extractor.push(early).map_err(|error| error.code());
    assert_eq!(refused, Err("FEATURES_ORDER"), "what comes after a run comes after all of it");
}

#[test]
fn a_refused_batch_ends_a_run_after_everything_before_it_was_written() {
    let mut batches: Vec<Vec<Payment>> = (0..11).map(|time| vec![(0, 1, time, 5), (1, 2, time, 5)]).collect();
    batches[9][1].2 = 3;
    for threads in [1, 3] {
        let mut extractor = Extractor::new(Parameters { threads, ..Parameters::daily().unwrap() }).unwrap();
        let (tables, ended) = run(&mut extractor, &batches);
        assert_eq!(ended, Err(FeatureError::Order { row: 1, time: 3, before: 9 }));
        assert_eq!((tables.len(), extractor.living()), (9, 18), "nothing of the refused batch, all of those before");
        assert_eq!(run(&mut extractor, &batches[10..]).1, Ok(()), "it goes on from there");
    }
}

#[derive(Debug, PartialEq)]
enum Trouble {
    Disk,
    Feature(FeatureError),
}

impl From<FeatureError> for Trouble {
    fn from(error: FeatureError) -> Self {
        Self::Feature(error)
    }
}

#[test]
fn a_disk_that_is_full_ends_a_run_and_reading_never_runs_far_ahead() {
    for (threads, full_at) in [(1, 3), (2, 50), (4, 1_000)] {
        let (read, written) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let mut extractor = Extractor::new(Parameters { threads, ..Parameters::daily().unwrap() }).unwrap();
        let next = |columns: &mut Columns| {
            let number = read.fetch_add(1, Ordering::SeqCst);
            assert!(number - written.load(Ordering::SeqCst) < 14, "fourteen on their way");
            columns.from.push(1);
            columns.to.push(2);
            columns.time.push(number as i64);
            columns.amount.push(7);
            Ok(number < 200)
        };
        let write = |_: &Table| match written.fetch_add(1, Ordering::SeqCst) {
            number if number == full_at => Err(Trouble::Disk),
            _ => Ok(()),
        };
        let ended = extractor.run(next, write);
        assert_eq!(ended, if full_at < 200 { Err(Trouble::Disk) } else { Ok(()) });
        assert_eq!(written.into_inner(), (full_at + 1).min(200), "none after the one that failed");
    }
}

#[test]
fn after_a_run_whose_tables_could_not_be_written_it_goes_on_from_what_was_learnt() {
    let batches: Vec<Vec<Payment>> = long(8).chunks(1).map(<[_]>::to_vec).collect();
    for (threads, full_at) in [(1, 0), (2, 5), (3, 12)] {
        // Nothing grows so old that it is forgotten: what lives is what was learnt.
        let parameters = Parameters { threads, ..Parameters::daily().unwrap() };
        let mut extractor = Extractor::new(parameters.clone()).unwrap();
        let (mut rest, mut written) = (batches.iter(), 0);
        let read = |columns: &mut Columns| {
            let Some(&(from, to, time, amount)) = rest.next().and_then(|batch| batch.first()) else { return Ok(false) };
            columns.clone_from(&Columns { from: vec![from], to: vec![to], time: vec![time], amount: vec![amount] });
            Ok(true)
        };
        let write = |_: &Table| {
            written += 1;
            if written > full_at { Err(Trouble::Disk) } else { Ok(()) }
        };
        assert_eq!(extractor.run(read, write), Err(Trouble::Disk));
        let learnt = extractor.living();
        assert!(learnt > full_at && learnt <= full_at + 14, "{learnt} and {full_at}");
        let mut plain = Extractor::new(parameters).unwrap();
        let expected: Vec<Table> = batches.iter().map(|batch| push(&mut plain, batch)).collect();
        assert_eq!(run(&mut extractor, &batches[learnt..]), (expected[learnt..].to_vec(), Ok(())));
    }
}
