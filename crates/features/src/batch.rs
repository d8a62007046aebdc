//! What goes in: columns of transactions in order of time, checked once at the door.

use thiserror::Error;

/// One batch of transactions as parallel columns, in order of time.
///
/// Row `i` says that `from[i]` paid `amount[i]` to `to[i]` at `time[i]`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Transactions<'a> {
    /// Paying account: a dense number given by the caller. An array as long as the greatest number is kept (four bytes
    /// each).
    pub from: &'a [u32],
    /// Receiving account, numbered like `from`.
    pub to: &'a [u32],
    /// Time of the payment, in any whole unit; windows are given in the same unit.
    pub time: &'a [i64],
    /// Amount in minor units of one reference currency.
    pub amount: &'a [i64],
}

/// A batch with columns of its own, whose memory is used again: what [`crate::Extractor::run`] has filled.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    /// As [`Transactions::from`].
    pub from: Vec<u32>,
    /// As [`Transactions::to`].
    pub to: Vec<u32>,
    /// As [`Transactions::time`].
    pub time: Vec<i64>,
    /// As [`Transactions::amount`].
    pub amount: Vec<i64>,
}

impl Columns {
    /// The columns as a batch.
    #[must_use]
    pub fn as_transactions(&self) -> Transactions<'_> {
        Transactions { from: &self.from, to: &self.to, time: &self.time, amount: &self.amount }
    }

    pub(crate) fn clear(&mut self) {
        let Self { from, to, time, amount } = self;
        [from, to].into_iter().for_each(Vec::clear);
        [time, amount].into_iter().for_each(Vec::clear);
    }
}

/// Why a batch or a set of parameters was refused. Nothing of a refused batch is kept.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FeatureError {
    /// FEATURES_COLUMNS: the columns of a batch differ in length.
    #[error(
        "the columns have different lengths (from {from}, to {to}, time {time}, amount {amount}): give every column one value per row"
    )]
    Columns {
        /// Rows of `from`.
        from: usize,
        /// Rows of `to`.
        to: usize,
        /// Rows of `time`.
        time: usize,
        /// Rows of `amount`.
        amount: usize,
    },
    /// FEATURES_ORDER: a row is earlier than the row before it (or than the batch before).
    #[error("row {row} has time {time}, which is before {before}, the time of the row before it: sort by time first")]
    Order {
        /// The row within the batch, from 0.
        row: usize,
        /// Its time.
        time: i64,
        /// The time it should not be before.
        before: i64,
    },
    /// FEATURES_ACCOUNT: an account number above the limit the caller set.
    #[error(
        "row {row} names account {account}, but the limit is {limit}: number accounts from 0 without gaps or raise the limit"
    )]
    Account {
        /// The row within the batch, from 0.
        row: usize,
        /// The account number.
        account: u32,
        /// Greatest number allowed.
        limit: u32,
    },
    /// FEATURES_RANGE: a time or an amount so large that a window around it cannot be computed.
    #[error("row {row} has {what} {value}, beyond plus or minus 2^61: check the unit of the column")]
    Range {
        /// The row within the batch, from 0.
        row: usize,
        /// `time` or `amount`.
        what: &'static str,
        /// The value.
        value: i64,
    },
    /// FEATURES_PARAMETER: a parameter that cannot be used.
    #[error("parameter {name}: {problem}")]
    Parameter {
        /// Name of the parameter.
        name: &'static str,
        /// What is wrong with it and what to do.
        problem: &'static str,
    },
}

impl FeatureError {
    /// The stable code of this error.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Columns { .. } => "FEATURES_COLUMNS",
            Self::Order { .. } => "FEATURES_ORDER",
            Self::Account { .. } => "FEATURES_ACCOUNT",
            Self::Range { .. } => "FEATURES_RANGE",
            Self::Parameter { .. } => "FEATURES_PARAMETER",
        }
    }
}

const BOUND: i64 = 1 << 61;

impl Transactions<'_> {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.from.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.from.is_empty()
    }

    /// Checks lengths, order of time (not before `since`), ranges and account numbers; returns the greatest account
    /// number.
    ///
    /// # Errors
    /// The first row that breaks a rule, as [`FeatureError`].
    pub fn check(&self, since: i64, limit: u32) -> Result<u32, FeatureError> {
        let n = self.from.len();
        if [self.to.len(), self.time.len(), self.amount.len()] != [n; 3] {
            let (to, time, amount) = (self.to.len(), self.time.len(), self.amount.len());
            return Err(FeatureError::Columns { from: n, to, time, amount });
        }
        let mut before = since;
        let mut greatest = 0;
        for row in self.rows() {
            if row.time < before {
                return Err(FeatureError::Order { row: row.index, time: row.time, before });
            }
            before = row.time;
            let account = row.from.max(row.to);
            if account > limit {
                return Err(FeatureError::Account { row: row.index, account, limit });
            }
            greatest = greatest.max(account);
            for (what, value) in [("time", row.time), ("amount", row.amount)] {
                if !(-BOUND..=BOUND).contains(&value) {
                    return Err(FeatureError::Range { row: row.index, what, value });
                }
            }
        }
        Ok(greatest)
    }

    /// The rows one by one.
    pub fn rows(&self) -> impl Iterator<Item = Row> + Clone + '_ {
        let ends = self.from.iter().zip(self.to);
        let values = self.time.iter().zip(self.amount);
        ends.zip(values).enumerate().map(|(index, ((&from, &to), (&time, &amount)))| Row {
            index,
            from,
            to,
            time,
            amount,
        })
    }
}

/// One transaction of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Position in the batch, from 0.
    pub index: usize,
    /// Paying account.
    pub from: u32,
    /// Receiving account.
    pub to: u32,
    /// Time.
    pub time: i64,
    /// Amount in minor units.
    pub amount: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_that_breaks_a_rule_is_refused_with_its_row_and_code() {
        let good = Transactions { from: &[0, 1], to: &[1, 0], time: &[5, 5], amount: &[1, 2] };
        assert_eq!(good.check(5, 10), Ok(1));
        let cases = [
            (Transactions { time: &[5], ..good }, "FEATURES_COLUMNS"),
            (Transactions { time: &[5, 4], ..good }, "FEATURES_ORDER"),
            (Transactions { time: &[4, 5], ..good }, "FEATURES_ORDER"),
            (Transactions { from: &[0, 11], ..good }, "FEATURES_ACCOUNT"),
            (Transactions { amount: &[0, i64::MIN], ..good }, "FEATURES_RANGE"),
            (Transactions { time: &[5, i64::MAX], ..good }, "FEATURES_RANGE"),
        ];
        for (batch, code) in cases {
            assert_eq!(batch.check(5, 10).map_err(|e| e.code()), Err(code));
        }
    }
}
