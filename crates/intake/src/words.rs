//! What a report is found by, gathered while its rows are written, and handed over sorted: a database writes neighbours
//! faster than strangers. A small report gives a row for each word, a large one whole runs of words.

use std::io;

use store::Rows;

use crate::key;
use crate::runs::{self, BODY_WORDS, RUN_WORDS_MAX, RUN_WORDS_MIN};
use crate::table::{Cell, Tables, push};

/// What a word finds, as its number in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sort {
    /// A party, by its name.
    Name = 1,
    /// An account, by its number or IBAN.
    Account = 2,
}

/// The words of some rows of one report.
#[derive(Debug, Default)]
pub(crate) struct Words {
    text: String,
    all: Vec<Word>,
    /// Runs handed over before.
    runs: i64,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    sort: Sort,
    start: usize,
    end: usize,
    ordinal: i64,
}

impl Words {
    pub(crate) fn name(&mut self, ordinal: i64, name: &str) {
        let word = key::name(name);
        self.add(Sort::Name, ordinal, &word);
    }

    pub(crate) fn account(&mut self, ordinal: i64, number: &str) {
        let word = key::account(number);
        self.add(Sort::Account, ordinal, &word);
    }

    fn add(&mut self, sort: Sort, ordinal: i64, word: &str) {
        if word.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(word);
        self.all.push(Word { sort, start, end: self.text.len(), ordinal });
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are enough for a run.
    pub(crate) fn fill_a_run(&self) -> bool {
        self.all.len() >= RUN_WORDS_MAX
    }

    /// Puts them into rows, one of those that are alike; none are left. Gives how many went to the shared segment.
    ///
    /// # Errors
    ///
    /// When the compressor fails, which it has no reason to.
    pub(crate) fn hand_over(
        &mut self,
        tables: &mut Tables,
        (segment, report): (i64, i64),
        compressor: &mut zstd::bulk::Compressor<'_>,
    ) -> io::Result<i64> {
        let text = &self.text;
        let word = |word: &Word| text.get(word.start..word.end).unwrap_or_default();
        self.all.sort_unstable_by(|a, b| (a.sort, word(a), a.ordinal).cmp(&(b.sort, word(b), b.ordinal)));
        self.all.dedup_by(|later, kept| (later.sort, word(later)) == (kept.sort, word(kept)));
        let shared = self.runs == 0 && self.all.len() < RUN_WORDS_MIN;
        if shared {
            share(&self.all, text, &mut tables.words, (segment, report));
        } else {
            self.runs = self.runs.saturating_add(1);
            push(&mut tables.runs, [report.into(), self.runs.into()]);
            write_run(&self.all, text, &mut tables.run_words, (report, self.runs), compressor)?;
        }
        let count = if shared { i64::try_from(self.all.len()).unwrap_or(i64::MAX) } else { 0 };
        self.all.clear();
        self.text.clear();
        Ok(count)
    }
}

/// A row for each word.
fn share(all: &[Word], text: &str, rows: &mut Rows, (segment, report): (i64, i64)) {
    for one in all {
        let word = text.get(one.start..one.end).unwrap_or_default();
        push(rows, [segment.into(), (one.sort as i64).into(), word.into(), report.into(), one.ordinal.into()]);
    }
}

/// A row for each body of words.
fn write_run(
    all: &[Word],
    text: &str,
    rows: &mut Rows,
    (report, run): (i64, i64),
    compressor: &mut zstd::bulk::Compressor<'_>,
) -> io::Result<()> {
    let mut raw = String::new();
    for of_sort in all.chunk_by(|a, b| a.sort == b.sort) {
        for body in of_sort.chunks(BODY_WORDS) {
            let Some(first) = body.first() else { continue };
            raw.clear();
            for one in body {
                runs::add(&mut raw, text.get(one.start..one.end).unwrap_or_default(), one.ordinal);
            }
            let word_first = text.get(first.start..first.end).unwrap_or_default();
            let raw_bytes = i64::try_from(raw.len()).unwrap_or(i64::MAX);
            let packed = Cell::Bytes(compressor.compress(raw.as_bytes())?);
            let (sort, word_first) = ((first.sort as i64).into(), word_first.into());
            push(rows, [report.into(), run.into(), sort, word_first, raw_bytes.into(), packed]);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::details;
    use store::Bulk;

    #[test]
    fn words_are_sorted_and_said_once_with_the_first_row_they_find() {
        let mut words = Words::default();
        words.account(9, "zz-1");
        words.name(4, "Öz, Ali");
        words.name(2, "ali oz");
        words.name(3, " - ");
        words.name(3, "Bo");
        let mut tables = Tables::new();
        let count = words.hand_over(&mut tables, (1, 5), &mut details::compressor().unwrap()).unwrap();
        assert_eq!((count, words.len(), tables.runs.len()), (3, 0, 0));
        let column = |at: usize| tables.words.columns[at].1.clone();
        assert_eq!(column(2), Bulk::Text([Some("ali oz"), Some("bo"), Some("ZZ1")].into_iter().collect()));
        assert_eq!(column(4), Bulk::Int(vec![Some(2), Some(3), Some(9)]));
        assert_eq!(column(1), Bulk::Int(vec![Some(1), Some(1), Some(2)]));
    }

    #[test]
    fn many_words_become_a_run_and_all_later_ones_too() {
        let (mut words, mut tables) = (Words::default(), Tables::new());
        let mut compressor = details::compressor().unwrap();
        for ordinal in (1..=1_500).rev() {
            words.name(ordinal, &format!("name {ordinal:04}"));
            words.account(ordinal, &format!("{ordinal:04}"));
        }
        assert!(!words.fill_a_run());
        assert_eq!(words.hand_over(&mut tables, (1, 5), &mut compressor).unwrap(), 0);
        words.name(1_501, "bo");
        assert_eq!(words.hand_over(&mut tables, (1, 5), &mut compressor).unwrap(), 0);
        assert_eq!(
            (tables.words.len(), tables.runs.len(), tables.run_words.len()),
            (0, 2, 2 * 1_500_usize.div_ceil(128) + 1)
        );
        let (Bulk::Text(first), Bulk::Int(raw), Bulk::Bytes(bodies)) =
            (&tables.run_words.columns[3].1, &tables.run_words.columns[4].1, &tables.run_words.columns[5].1)
        else {
            panic!("other columns");
        };
        let mut names = Vec::new();
        for row in 0..12 {
            let found = runs::read(bodies[row].as_ref().unwrap(), raw[row].unwrap()).unwrap();
            assert_eq!(first.get(row), Some(found[0].word.as_str()));
            names.extend(found);
        }
        assert!(names.is_sorted_by(|a, b| a.word < b.word));
        assert!(names.iter().all(|found| found.word == format!("{:04} name", found.ordinal)));
        assert_eq!(names.len(), 1_500);
    }
}
