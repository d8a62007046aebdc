//! Rows gathered column by column, as the store's bulk door takes them.

use store::{Bulk, Rows, Texts};

/// A value of a row.
pub(crate) enum Cell<'t> {
    Int(Option<i64>),
    Text(Option<&'t str>),
    Yes(bool),
    Bytes(Vec<u8>),
}

impl From<i64> for Cell<'_> {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Cell<'_> {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl<'t> From<Option<&'t str>> for Cell<'t> {
    fn from(value: Option<&'t str>) -> Self {
        Self::Text(value)
    }
}

impl<'t> From<&'t str> for Cell<'t> {
    fn from(value: &'t str) -> Self {
        Self::Text(Some(value))
    }
}

impl From<bool> for Cell<'_> {
    fn from(value: bool) -> Self {
        Self::Yes(value)
    }
}

/// No rows yet. A column whose name begins with `#` holds integers, with `?` truth, with `*` bytes, another texts; the
/// sign is not part of the name.
pub(crate) fn rows(table: &'static str, columns: &[&'static str]) -> Rows {
    let column = |name: &&'static str| match (name.strip_prefix('#'), name.strip_prefix('?'), name.strip_prefix('*')) {
        (Some(name), ..) => (name, Bulk::Int(Vec::new())),
        (_, Some(name), _) => (name, Bulk::Bool(Vec::new())),
        (.., Some(name)) => (name, Bulk::Bytes(Vec::new())),
        _ => (*name, Bulk::Text(Texts::default())),
    };
    Rows { table, columns: columns.iter().map(column).collect() }
}

/// One row more. Its cells stand in the order and have the kinds of the columns; one that does not makes the columns
/// uneven, and the store refuses them.
pub(crate) fn push<const N: usize>(rows: &mut Rows, row: [Cell<'_>; N]) {
    for ((_, column), cell) in rows.columns.iter_mut().zip(row) {
        match (column, cell) {
            (Bulk::Int(rows), Cell::Int(value)) => rows.push(value),
            (Bulk::Text(rows), Cell::Text(value)) => rows.push(value),
            (Bulk::Bool(rows), Cell::Yes(value)) => rows.push(Some(value)),
            (Bulk::Bytes(rows), Cell::Bytes(value)) => rows.push(Some(value)),
            _ => {}
        }
    }
}

/// The rows of one batch, table by table in the order in which they are written.
pub(crate) struct Tables {
    pub(crate) parties: Rows,
    pub(crate) accounts: Rows,
    pub(crate) roles: Rows,
    pub(crate) transactions: Rows,
    pub(crate) details: Rows,
    pub(crate) words: Rows,
    pub(crate) runs: Rows,
    pub(crate) run_words: Rows,
}

impl Tables {
    pub(crate) fn new() -> Self {
        const TRANSACTION: [&str; 16] = [
            "#report",
            "#ordinal",
            "number",
            "day",
            "amount",
            "#amount_minor",
            "mode",
            "#from_party",
            "#from_account",
            "from_country",
            "?from_own",
            "#to_party",
            "#to_account",
            "to_country",
            "?to_own",
            "description",
        ];
        const PARTY: [&str; 7] = ["#report", "#ordinal", "kind", "name", "birth", "id_number", "country"];
        const ACCOUNT: [&str; 7] =
            ["#report", "#ordinal", "account", "iban", "institution", "institution_code", "currency"];
        const ROLE: [&str; 8] =
            ["#report", "#ordinal", "#deal", "role", "#party", "#account", "#of_party", "#of_account"];
        const RUN_WORDS: [&str; 6] = ["#report", "#run", "#sort", "word_first", "#raw_bytes", "*body"];
        const DETAILS: [&str; 6] = ["#report", "#part", "#first", "#last", "#raw_bytes", "*body"];
        Self {
            parties: rows("report_party", &PARTY),
            accounts: rows("report_account", &ACCOUNT),
            roles: rows("report_role", &ROLE),
            transactions: rows("report_transaction", &TRANSACTION),
            details: rows("report_details", &DETAILS),
            words: rows("report_word", &["#segment", "#sort", "word", "#report", "#ordinal"]),
            runs: rows("report_run", &["#report", "#run"]),
            run_words: rows("report_run_words", &RUN_WORDS),
        }
    }

    /// A batch that came back, emptied; a new one if none did.
    pub(crate) fn again(batch: Vec<Rows>) -> Self {
        let Ok([parties, accounts, roles, transactions, details, words, runs, run_words]) =
            <[Rows; 8]>::try_from(batch)
        else {
            return Self::new();
        };
        let mut again = Self { parties, accounts, roles, transactions, details, words, runs, run_words };
        for rows in again.all_mut() {
            rows.columns.iter_mut().for_each(|(_, column)| column.clear());
        }
        again
    }

    fn all_mut(&mut self) -> [&mut Rows; 8] {
        let Self { parties, accounts, roles, transactions, details, words, runs, run_words } = self;
        [parties, accounts, roles, transactions, details, words, runs, run_words]
    }

    pub(crate) fn into_batch(self) -> Vec<Rows> {
        let Self { parties, accounts, roles, transactions, details, words, runs, run_words } = self;
        vec![parties, accounts, roles, transactions, details, words, runs, run_words]
    }

    /// Whether there is no row at all.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { details, words, runs, run_words, .. } = self;
        self.len() == 0 && [details, words, runs, run_words].iter().all(|rows| rows.is_empty())
    }

    /// How many rows of what a report states.
    pub(crate) fn len(&self) -> usize {
        [&self.parties, &self.accounts, &self.roles, &self.transactions].iter().map(|rows| rows.len()).sum()
    }
}
