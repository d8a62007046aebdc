//! Readers of lists in the formats of their publishers, one file each.
//!
//! Every reader takes bytes from a [`std::io::Read`] and [`Limits`], and gives either the whole list as a [`Reading`]
//! or a [`ListError`] with the place: nothing is half-read. A single entry that is broken is left out as a whole and
//! reported as a [`Fault`] with `dropped` set; a single value that is not understood (a date such as "unknown") is
//! reported too, but its entry is kept and the value stands word for word among the remarks, because a listed person
//! must not slip through a screening for a badly written date.
//!
//! | Reader | File |
//! |---|---|
//! | [`un`] | United Nations, consolidated list, XML |
//! | [`eu`] | European Union, consolidated financial sanctions, XML 1.1 |
//! | [`ofac_csv`] | United States, OFAC: `SDN.CSV` with `ALT.CSV` and `ADD.CSV`, and the consolidated `CONS_*.CSV` |
//! | [`ofac_xml`] | United States, OFAC: `SDN.XML` |
//! | [`ofac_advanced`] | United States, OFAC: `SDN_ADVANCED.XML` |
//! | [`uk_csv`], [`uk_xml`] | United Kingdom: consolidated list of OFSI and sanctions list, CSV and XML |
//! | [`ftm`] | FollowTheMoney entities, one JSON object a line |
//! | [`table`] | any table in CSV with a mapping of its columns |

pub mod eu;
pub mod ftm;
mod guard;
pub mod ofac_advanced;
pub mod ofac_csv;
mod ofac_words;
pub mod ofac_xml;
pub mod table;
pub mod uk_csv;
pub mod uk_xml;
pub mod un;
mod xml;

use crate::entry::Entry;
use std::io;
use vocab::Sensitive;

/// What a list may not exceed. One place for all readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole list.
    pub list_bytes_max: u64,
    /// Bytes of one entry, one row or one line.
    pub record_bytes_max: u64,
    /// Elements inside elements, or values inside values.
    pub depth_max: usize,
    /// Elements of one entry.
    pub record_elements_max: usize,
    /// Attributes of one element.
    pub attributes_max: usize,
    /// Entries of one list.
    pub entries_max: usize,
    /// Names of one entry; more are reported and left out.
    pub names_max: usize,
    /// Bytes of one name; a longer one is reported and kept among the remarks.
    pub name_bytes_max: usize,
    /// Faults that are kept; further ones are only counted.
    pub faults_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            list_bytes_max: 4 << 30,
            record_bytes_max: 4 << 20,
            depth_max: 64,
            record_elements_max: 100_000,
            attributes_max: 256,
            entries_max: 5_000_000,
            names_max: 1_000,
            name_bytes_max: 2_000,
            faults_max: 10_000,
        }
    }
}

/// A remark about one entry or one value of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Stable code: `LIST-ROW-ID`, `LIST-ROW-NAME`, `LIST-ROW-COLUMNS`, `LIST-VALUE-DATE` …
    pub code: &'static str,
    /// Line of the file, from 1.
    pub row: u64,
    /// For XML and JSON the column in characters, from 1; for CSV the number of the field, from 1. 0 when the whole
    /// row is meant.
    pub column: u64,
    /// The publisher's number of the entry, where it was read.
    pub id: Option<String>,
    /// Whether the entry was left out.
    pub dropped: bool,
    /// The value that was not understood.
    pub value: Sensitive<String>,
}

/// A list that was read to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Day or moment of publication as the list itself says, word for word; empty when it does not.
    pub published: String,
    /// All entries that could be read, in the order of the file.
    pub entries: Vec<Entry>,
    /// What was wrong, in the order of the file, up to [`Limits::faults_max`].
    pub faults: Vec<Fault>,
    /// How many faults there were in all.
    pub faults_count: u64,
    /// How many entries were left out.
    pub dropped_count: u64,
}

/// Why a list was not read at all.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// `LIST-IO`: the bytes could not be had.
    #[error("the list could not be read to its end; get it again")]
    Io(#[source] io::Error),
    /// `LIST-DTD`: a document type declaration.
    #[error(
        "line {row}: the list has a DOCTYPE, which no publisher of lists uses; get the file again from its publisher"
    )]
    Dtd {
        /// Line, from 1.
        row: u64,
    },
    /// `LIST-ENCODING`: not UTF-8.
    #[error("line {row}: the list is not UTF-8; save it as UTF-8 and try again")]
    Encoding {
        /// Line, from 1.
        row: u64,
    },
    /// `LIST-SYNTAX`: not the syntax of its format.
    #[error("line {row}, column {column}: {why}; the file is damaged or cut off, get it again")]
    Syntax {
        /// Line, from 1.
        row: u64,
        /// Column in characters, from 1.
        column: u64,
        /// What is wrong, without values of the list.
        why: String,
    },
    /// `LIST-LIMIT`: larger than a list may be.
    #[error("line {row}: more than {max} {what}; if the list is sound, raise this limit")]
    Limit {
        /// Line, from 1.
        row: u64,
        /// What is too large.
        what: &'static str,
        /// How much is allowed.
        max: u64,
    },
    /// `LIST-KIND`: another kind of file.
    #[error(
        "line {row}: the file begins with `{found}`, but this reader wants {wanted}; choose the reader of that list"
    )]
    Kind {
        /// Line, from 1.
        row: u64,
        /// The root element or first column met, cut to 60 characters.
        found: String,
        /// What the reader wants.
        wanted: &'static str,
    },
    /// `LIST-COLUMN`: a column that is needed is not there.
    #[error("line {row}: there is no column `{column}`; correct the mapping or the header line")]
    Column {
        /// Line of the header, from 1.
        row: u64,
        /// Name of the column.
        column: String,
    },
}

impl ListError {
    /// The stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "LIST-IO",
            Self::Dtd { .. } => "LIST-DTD",
            Self::Encoding { .. } => "LIST-ENCODING",
            Self::Syntax { .. } => "LIST-SYNTAX",
            Self::Limit { .. } => "LIST-LIMIT",
            Self::Kind { .. } => "LIST-KIND",
            Self::Column { .. } => "LIST-COLUMN",
        }
    }

    pub(crate) fn kind(row: u64, found: &str, wanted: &'static str) -> Self {
        Self::Kind { row, found: found.chars().take(60).collect(), wanted }
    }
}

/// Where an entry stands in its file, and what it is called, while it is being read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spot<'a> {
    pub row: u64,
    pub column: u64,
    pub id: &'a str,
}

impl Reading {
    /// Reports a value that was not understood and keeps it among the remarks of its entry.
    pub(crate) fn value_fault(
        &mut self,
        limits: &Limits,
        code: &'static str,
        spot: Spot<'_>,
        (entry, value): (&mut Entry, &str),
    ) {
        entry.add_remark(value);
        self.fault(limits, fault(code, spot, value, false));
    }

    /// Reports an entry that is left out.
    pub(crate) fn row_fault(&mut self, limits: &Limits, code: &'static str, spot: Spot<'_>, value: &str) {
        self.dropped_count += 1;
        self.fault(limits, fault(code, spot, value, true));
    }

    fn fault(&mut self, limits: &Limits, fault: Fault) {
        self.faults_count += 1;
        if self.faults.len() < limits.faults_max {
            self.faults.push(fault);
        }
    }

    /// Takes an entry in if it has a number and a name, else reports it as left out.
    pub(crate) fn finish(&mut self, limits: &Limits, mut entry: Entry, spot: Spot<'_>) -> Result<(), ListError> {
        self.shorten_names(limits, &mut entry, spot);
        if entry.id.is_empty() {
            self.row_fault(limits, "LIST-ROW-ID", spot, "");
        } else if entry.names.is_empty() && entry.identifiers.is_empty() {
            self.row_fault(limits, "LIST-ROW-NAME", spot, "");
        } else if self.entries.len() >= limits.entries_max {
            return Err(ListError::Limit { row: spot.row, what: "entries", max: as_u64(limits.entries_max) });
        } else {
            self.entries.push(entry);
        }
        Ok(())
    }

    fn shorten_names(&mut self, limits: &Limits, entry: &mut Entry, spot: Spot<'_>) {
        let (keep, long): (Vec<_>, Vec<_>) = std::mem::take(&mut entry.names)
            .into_iter()
            .partition(|name| name.text.reveal().len() <= limits.name_bytes_max);
        entry.names = keep;
        for name in long {
            self.value_fault(limits, "LIST-VALUE-LONG", spot, (entry, name.text.reveal()));
        }
        for name in entry.names.split_off(entry.names.len().min(limits.names_max)) {
            self.value_fault(limits, "LIST-VALUE-MANY", spot, (entry, name.text.reveal()));
        }
    }
}

fn fault(code: &'static str, spot: Spot<'_>, value: &str, dropped: bool) -> Fault {
    let id = (!spot.id.is_empty()).then(|| spot.id.chars().take(60).collect());
    let value = Sensitive::new(value.chars().take(200).collect());
    Fault { code, row: spot.row, column: spot.column, id, dropped, value }
}

pub(crate) fn as_u64(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}
