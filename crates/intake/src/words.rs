//! What a report is found by, gathered while its rows are written, and handed over sorted: a database writes neighbours
//! faster than strangers.

use store::Rows;

use crate::key;
use crate::table::push;

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

    /// Puts them into rows in the order of the table, one of those that are alike; none are left. Gives how many rows.
    pub(crate) fn hand_over(&mut self, rows: &mut Rows, (segment, report): (i64, i64)) -> i64 {
        let text = &self.text;
        let word = |word: &Word| text.get(word.start..word.end).unwrap_or_default();
        self.all.sort_unstable_by(|a, b| (a.sort, word(a), a.ordinal).cmp(&(b.sort, word(b), b.ordinal)));
        self.all.dedup_by(|later, kept| (later.sort, word(later)) == (kept.sort, word(kept)));
        for one in &self.all {
            push(rows, [segment.into(), (one.sort as i64).into(), word(one).into(), report.into(), one.ordinal.into()]);
        }
        let count = i64::try_from(self.all.len()).unwrap_or(i64::MAX);
        self.all.clear();
        self.text.clear();
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table;
    use store::Bulk;

    #[test]
    fn words_are_sorted_and_said_once_with_the_first_row_they_find() {
        let mut words = Words::default();
        words.account(9, "zz-1");
        words.name(4, "Öz, Ali");
        words.name(2, "ali oz");
        words.name(3, " - ");
        words.name(3, "Bo");
        let mut rows = table::rows("report_word", &["#segment", "#sort", "word", "#report", "#ordinal"]);
        assert_eq!((words.len(), words.hand_over(&mut rows, (1, 5)), words.len()), (4, 3, 0));
        let column = |at: usize| rows.columns[at].1.clone();
        assert_eq!(column(2), Bulk::Text([Some("ali oz"), Some("bo"), Some("ZZ1")].into_iter().collect()));
        assert_eq!(column(4), Bulk::Int(vec![Some(2), Some(3), Some(9)]));
        assert_eq!(column(1), Bulk::Int(vec![Some(1), Some(1), Some(2)]));
    }
}
