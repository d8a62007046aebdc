//! Difference: a handful of words in migrations and the way a row is held while a transaction decides.

use crate::Kind;

/// The tokens a migration may use, with their word on SQLite and on PostgreSQL.
///
/// SQLite's tables are STRICT, so a text in an integer column is refused there as on PostgreSQL.
const TOKENS: [(&str, &str, &str); 8] = [
    ("{int}", "INTEGER", "BIGINT"),
    ("{bytes}", "BLOB", "BYTEA"),
    ("{bool}", "INTEGER", "BOOLEAN"),
    ("{real}", "REAL", "DOUBLE PRECISION"),
    ("{strict}", "STRICT", ""),
    // Text that is compared byte by byte, whatever language the server was set up in; SQLite always does.
    ("{exact}", "TEXT", "TEXT COLLATE \"C\""),
    // A table whose rows stand in its primary key: one tree to write instead of two.
    ("{keyed}", "STRICT, WITHOUT ROWID", ""),
    // A line about how PostgreSQL stores something; nothing that a statement could see.
    ("{on-postgres}", "--", ""),
];

/// The text of a migration in the words of one database.
pub(crate) fn translate(kind: Kind, text: &str) -> String {
    TOKENS.iter().fold(text.to_owned(), |text, (token, sqlite, postgres)| {
        text.replace(token, if kind == Kind::Sqlite { sqlite } else { postgres })
    })
}

/// What is added to a SELECT whose rows must not change before the transaction ends.
///
/// SQLite has one writer at a time, so its rows are held already.
pub(crate) const fn hold(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => "",
        Kind::Postgres => " FOR UPDATE",
    }
}

/// A statement that lets only one process migrate at a time, if the database needs one.
pub(crate) const fn one_migrator(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Sqlite => None,
        Kind::Postgres => Some("SELECT pg_advisory_xact_lock(4702111234474983745)"),
    }
}
