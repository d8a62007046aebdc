//! Everything that can go wrong between a file and its answer: what happened, where, a stable code, and what to do.

use patterns::ParameterError;
use screen::list::ListError;
use std::io;
use trace::TraceError;

/// What is wrong with one cell, or with one row if it has no single column.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellFault {
    /// No plain decimal number.
    #[error("`{0}` is not a plain number")]
    Number(String),
    /// More digits after the decimal sign than the currency has.
    #[error("{found} decimals, and {currency} has {most}")]
    Decimals {
        /// How many there are, zeros at the end not counted.
        found: usize,
        /// How many the currency has.
        most: u8,
        /// The currency.
        currency: String,
    },
    /// Below zero.
    #[error("`{0}` is negative")]
    Negative(String),
    /// Nothing is moved.
    #[error("the amount is zero")]
    Zero,
    /// It does not fit 64 bits of minor units.
    #[error("`{0}` is too large to be reckoned with exactly")]
    TooLarge(String),
    /// No moment, or a moment that is not there or there twice in the time zone.
    #[error("`{0}` is not a time that is understood")]
    Time(String),
    /// No currency whose decimals are known.
    #[error("`{0}` is not a currency that is known")]
    Currency(String),
    /// Nothing where something is needed.
    #[error("nothing is in it")]
    Missing,
    /// The byte 0.
    #[error("it has a NUL character in it")]
    Nul,
    /// Bytes that are not text.
    #[error("it is not text in UTF-8")]
    Utf8,
    /// More or fewer cells than columns.
    #[error("it has {found} cells, and the first row has {wanted}")]
    Cells {
        /// How many it has.
        found: u64,
        /// How many columns there are.
        wanted: u64,
    },
    /// Text longer than any identifier is.
    #[error("it has more than {} bytes", crate::table::CELL_BYTES_MAX)]
    Long,
    /// Not one of the words that may stand there.
    #[error("`{found}` is not understood; it may be {known}")]
    Word {
        /// What stands there.
        found: String,
        /// What may stand there.
        known: &'static str,
    },
    /// A record that a judgement or a label names and that is in no file.
    #[error("no record is called `{0}`")]
    Record(String),
    /// Several values where one is meant.
    #[error("there are {0} values, and one is meant")]
    Several(usize),
    /// A label that says the opposite of an earlier one.
    #[error("row {0} says the opposite of the same two records")]
    Opposite(u64),
    /// A pair of a record and itself.
    #[error("both are the record `{0}`")]
    Itself(String),
}

impl CellFault {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Number(_) => "FILE-NUMBER",
            Self::Decimals { .. } => "FILE-DECIMALS",
            Self::Negative(_) => "FILE-NEGATIVE",
            Self::Zero => "FILE-ZERO",
            Self::TooLarge(_) => "FILE-TOO-LARGE",
            Self::Time(_) => "FILE-TIME",
            Self::Currency(_) => "FILE-CURRENCY",
            Self::Missing => "FILE-MISSING",
            Self::Nul => "FILE-NUL",
            Self::Utf8 => "FILE-UTF8",
            Self::Cells { .. } => "FILE-CELLS",
            Self::Long => "FILE-LONG",
            Self::Word { .. } => "FILE-WORD",
            Self::Record(_) => "FILE-RECORD",
            Self::Several(_) => "FILE-SEVERAL",
            Self::Opposite(_) => "FILE-OPPOSITE",
            Self::Itself(_) => "FILE-ITSELF",
        }
    }

    /// What to do.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Number(_) => {
                "write digits with one decimal sign and no grouping; a decimal comma needs `decimal = \",\"` in a mapping file"
            }
            Self::Decimals { .. } => {
                "correct the amount, or give the currency's digits under [decimals] in a mapping file"
            }
            Self::Negative(_) => "give the amount without a sign and turn `from` and `to` round",
            Self::Zero => "leave the row out",
            Self::TooLarge(_) => "give the amount in a unit with fewer decimals, under [decimals] in a mapping file",
            Self::Time(_) => {
                "write 2026-01-31T14:05:00Z, or say how times are written with `time` and `zone` in a mapping file"
            }
            Self::Currency(_) => {
                "write the three letters of ISO 4217, or give its digits under [decimals] in a mapping file"
            }
            Self::Missing => "fill the cell, or leave the row out",
            Self::Nul => "export the file again; such a character is a sign of damage",
            Self::Utf8 => "export the file again as UTF-8",
            Self::Cells { .. } => "look for a separator inside a value that is not between quotes",
            Self::Long => "look for a quote that is not closed, or export the file again",
            Self::Word { .. } => "write one of these words, or leave the cell empty",
            Self::Record(_) => {
                "write the id as its file has it, with the name of the file and a colon before it if two files share it"
            }
            Self::Several(_) => "leave one value",
            Self::Opposite(_) => "leave the row that is right",
            Self::Itself(_) => "name two records, or leave the row out",
        }
    }
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A cell.
    #[error("{file}, row {row}{}: {fault}", column.as_ref().map_or(String::new(), |c| format!(", column `{c}`")))]
    Cell {
        /// The file.
        file: String,
        /// The row as a spreadsheet program counts: in CSV the names of the columns are row 1; in Parquet the first
        /// row is 1.
        row: u64,
        /// The column, if it is one.
        column: Option<String>,
        /// What is wrong.
        fault: CellFault,
    },
    /// A part of a report or of an entity, which has lines instead of rows.
    #[error("{file}, line {line}, `{part}`: {fault}")]
    Part {
        /// The file, with the entry of an archive.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The element or property.
        part: &'static str,
        /// What is wrong.
        fault: CellFault,
    },
    /// A report that cannot be read to its end, or an archive that is refused.
    #[error("{file}, line {line}: {said} ({rule})")]
    Report {
        /// The file, with the entry of an archive.
        file: String,
        /// The line, from 1; 0 for an archive.
        line: u64,
        /// Which rule of the checker says so.
        rule: String,
        /// What it says.
        said: String,
    },
    /// A line that is no entity.
    #[error("{file}, line {line}, column {column}: {said}")]
    Json {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u64,
        /// The column, from 1.
        column: u64,
        /// What is wrong.
        said: String,
    },
    /// A list that cannot be read.
    #[error("{file}: {source}")]
    List {
        /// The file.
        file: String,
        /// Why.
        source: ListError,
    },
    /// A list whose format nothing shows.
    #[error("{0}: nothing shows of which publisher this list is")]
    ListKind(String),
    /// A pattern that there is not.
    #[error("there is no pattern `{0}`; there are G01 to G34")]
    Pattern(String),
    /// A parameter of a pattern.
    #[error("{file}: {source}")]
    Parameter {
        /// The file.
        file: String,
        /// What is wrong.
        source: ParameterError,
    },
    /// More than one run can hold.
    #[error("there are more {0} than one run can hold")]
    TooMany(&'static str),
    /// No file has anything that this program looks at.
    #[error("there is nothing to look at: {0}")]
    Nothing(&'static str),
    /// Somebody asked to end.
    #[error("ended as asked; nothing was written")]
    Cancelled,
    /// A quote that does not open or close a cell.
    #[error("{file}, line {line}: {what}")]
    Quote {
        /// The file.
        file: String,
        /// The line in the file, from 1.
        line: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// No column plays a role that is needed.
    #[error("{file}: no column is known as `{role}`; there are {known}")]
    Column {
        /// The file.
        file: String,
        /// The role.
        role: &'static str,
        /// The columns that are there.
        known: String,
    },
    /// Two columns play one role.
    #[error("{file}: the columns `{first}` and `{second}` both look like `{role}`")]
    ColumnTwice {
        /// The file.
        file: String,
        /// The role.
        role: &'static str,
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// Labels from which nothing can be learnt.
    #[error("{0}: no two records that can be compared are labelled the same")]
    NoSame(String),
    /// No rows.
    #[error("{0}: the file has no rows")]
    Empty(String),
    /// The ending of the name says nothing.
    #[error(
        "{0}: the name does not end in .csv, .tsv, .txt or .parquet, nor in .xml, .zip (goAML) or .json, .jsonl, .ftm (FollowTheMoney)"
    )]
    Kind(String),
    /// A Parquet file that is broken, or a column of a kind that is not read.
    #[error("{file}: {said}")]
    Parquet {
        /// The file.
        file: String,
        /// What the reader says.
        said: String,
    },
    /// A mapping file.
    #[error("{file}: {said}")]
    Mapping {
        /// The file.
        file: String,
        /// What is wrong.
        said: String,
    },
    /// A file that cannot be read.
    #[error("{file} cannot be read: {source}")]
    Read {
        /// The file.
        file: String,
        /// What the system says.
        source: io::Error,
    },
    /// A file that cannot be written.
    #[error("{file} cannot be written: {source}")]
    Write {
        /// The file.
        file: String,
        /// What the system says.
        source: io::Error,
    },
    /// The folder to write is there and not empty.
    #[error("the folder {0} is there already and holds something")]
    Exists(String),
    /// A seed that is not understood.
    #[error("the seed `{seed}` is not understood: {said}")]
    Seed {
        /// The seed.
        seed: String,
        /// Why.
        said: String,
    },
    /// A tracing that is refused; rows are those of the file.
    #[error("{file}: {source}")]
    Trace {
        /// The file.
        file: String,
        /// Why.
        source: TraceError,
    },
}

impl Failure {
    /// A file that cannot be written; or that is not to be written any more, because somebody asked to end.
    pub(crate) fn write(path: &std::path::Path, source: io::Error) -> Self {
        if crate::stop::check().is_err() {
            return Self::Cancelled;
        }
        Self::Write { file: path.display().to_string(), source }
    }

    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cell { fault, .. } | Self::Part { fault, .. } => fault.code(),
            Self::Report { .. } => "FILE-REPORT",
            Self::Json { .. } => "FILE-JSON",
            Self::List { source, .. } => source.code(),
            Self::ListKind(_) => "FILE-LIST",
            Self::Pattern(_) => "FILE-PATTERN",
            Self::Parameter { source, .. } => source.code(),
            Self::TooMany(_) => "FILE-TOO-MANY",
            Self::Nothing(_) => "FILE-NOTHING",
            Self::Cancelled => "FILE-CANCELLED",
            Self::Quote { .. } => "FILE-QUOTE",
            Self::Column { .. } => "FILE-COLUMN",
            Self::ColumnTwice { .. } => "FILE-COLUMN-TWICE",
            Self::NoSame(_) => "FILE-NO-SAME",
            Self::Empty(_) => "FILE-EMPTY",
            Self::Kind(_) => "FILE-KIND",
            Self::Parquet { .. } => "FILE-PARQUET",
            Self::Mapping { .. } => "FILE-MAPPING",
            Self::Read { .. } => "FILE-READ",
            Self::Write { .. } => "FILE-WRITE",
            Self::Exists(_) => "FILE-EXISTS",
            Self::Seed { .. } => "FILE-SEED",
            Self::Trace { source, .. } => source.code(),
        }
    }

    /// What to do.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Cell { fault, .. } | Self::Part { fault, .. } => fault.hint(),
            Self::Report { .. } => "let `goaml check` say everything that is wrong with it, or get it again",
            Self::Json { .. } => "write one entity a line, as FollowTheMoney tools do",
            Self::List { .. } => "get the list again from its publisher, or say its format as FORMAT=FILE",
            Self::ListKind(_) => "say its format as FORMAT=FILE; formats are un, eu, ofac, uk, ftm, csv",
            Self::Pattern(_) => "write codes with commas between them, such as G03,G07",
            Self::Parameter { .. } => "correct this line of the parameters",
            Self::TooMany(_) => "look at a shorter time, or at fewer files at once",
            Self::Nothing(_) => "look whether these are the right files",
            Self::Cancelled => "start again; with --out, what was finished is taken up again",
            Self::Quote { .. } => "put a value that has a quote in it between quotes and double the quote",
            Self::Column { .. } => "name the column under [columns] in a mapping file and give it with --mapping",
            Self::ColumnTwice { .. } => "say which one is meant under [columns] in a mapping file",
            Self::NoSame(_) => {
                "label pairs of records that are the same with `yes`; from pairs labelled `no` nothing is learnt"
            }
            Self::Empty(_) => "look whether it is the right file",
            Self::Kind(_) => "rename the file so that its ending says what it is",
            Self::Parquet { .. } => {
                "write the file again; columns may be text, integers, decimals, numbers, dates and times"
            }
            Self::Mapping { .. } => "correct this line of the mapping file",
            Self::Read { .. } => "look at the name and at who may read it",
            Self::Write { .. } => "look at the free space and at who may write there",
            Self::Exists(_) => "name a folder that is not there yet; results are never mixed with older ones",
            Self::Seed { .. } => "write ENTRY or ENTRY=AMOUNT, with an entry and an amount as the file has them",
            Self::Trace { source, .. } => match source {
                TraceError::Gap { .. } => "add the missing statements or opening balances, or use --gaps assume",
                TraceError::Currency { .. } => {
                    "an account has one currency: give its parts names of their own, such as A1/EUR"
                }
                TraceError::Unbalanced { .. } => "`amount` is what leaves, with the fee; `to_amount` is what arrives",
                TraceError::SeedEntry { .. } => "look the entry up in the file; its id must stand there exactly once",
                TraceError::SeedAmount { .. } => "a seed marks at most what the entry gives or the account holds",
                _ => "correct the row",
            },
        }
    }
}
