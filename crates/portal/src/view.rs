//! What the pages of the portal show. Each type is filled by the routes from what `post` tells, and read by a page.

use jiff::Timestamp;
use web::parts::badge::{Counts, Tone};
use web::parts::finding::{FindingFilter, FindingView};
use web::{Lang, User};

/// The person of a reporter who is signed in.
#[derive(Clone, Debug)]
pub struct Who {
    /// Name of the person.
    pub name: String,
    /// Name of the organisation.
    pub organisation: String,
}

impl Who {
    /// As the frame shows it.
    pub fn user(&self) -> User {
        User { name: self.name.clone(), below: self.organisation.clone(), account_href: Some("/account") }
    }
}

/// How far a letter has come, as its sender may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterStatus {
    /// Received and checked at the edge; not fetched yet.
    Received,
    /// Fetched by the office.
    WithOffice,
    /// Registered.
    Accepted,
    /// Registered, with warnings.
    AcceptedWithWarnings,
    /// Not taken.
    Rejected,
}

impl LetterStatus {
    /// All, in the order of the road.
    pub const ALL: [Self; 5] =
        [Self::Received, Self::WithOffice, Self::Accepted, Self::AcceptedWithWarnings, Self::Rejected];

    /// Words.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Received => lang.t("status-received"),
            Self::WithOffice => lang.t("status-with-office"),
            Self::Accepted => lang.t("status-accepted"),
            Self::AcceptedWithWarnings => lang.t("status-accepted-warnings"),
            Self::Rejected => lang.t("status-rejected"),
        }
    }

    /// As written in addresses and machine answers.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::WithOffice => "with-office",
            Self::Accepted => "accepted",
            Self::AcceptedWithWarnings => "accepted-with-warnings",
            Self::Rejected => "rejected",
        }
    }

    /// Feeling of its mark.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Received => Tone::Plain,
            Self::WithOffice => Tone::Info,
            Self::Accepted => Tone::Good,
            Self::AcceptedWithWarnings => Tone::Warn,
            Self::Rejected => Tone::Bad,
        }
    }
}

/// A letter in a list.
#[derive(Clone, Debug)]
pub struct LetterRow {
    /// Number of the letter.
    pub id: String,
    /// The sender's own reference.
    pub reference: String,
    /// Name of the file; empty if it came without.
    pub file_name: String,
    /// Kind of report, such as `STR`, if the checker could read it.
    pub kind: Option<String>,
    /// When it became durable.
    pub received_at: Timestamp,
    /// How far it has come.
    pub status: LetterStatus,
    /// What the checker found.
    pub findings: Counts,
}

/// The first page.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// Letters accepted in this calendar year.
    pub accepted: u64,
    /// Letters on the way.
    pub waiting: u64,
    /// Letters that were not taken.
    pub rejected: u64,
    /// The newest letters.
    pub recent: Vec<LetterRow>,
}

/// The page to send a file.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// Largest file.
    pub body_bytes_max: u64,
    /// Largest sum of what a ZIP unpacks to.
    pub unpacked_bytes_max: u64,
    /// Most files in a ZIP.
    pub zip_entries_max: u64,
    /// Kinds of reports that are taken.
    pub kinds: Vec<String>,
    /// The rules in force, such as `zz 2026-01`.
    pub profile: String,
    /// Why the last attempt was refused, in the language of the page.
    pub problem: Option<String>,
}

/// The page of findings of one file.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// Number of the letter; `None` when the file was only checked.
    pub letter: Option<String>,
    /// Name of the file.
    pub file_name: String,
    /// Whether the file was not taken.
    pub refused: bool,
    /// All findings, in the order of the file.
    pub findings: Vec<FindingView>,
    /// What the visitor asked for.
    pub filter: FindingFilter,
}

/// A list of letters, one page of it.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    /// Words that are searched for.
    pub words: String,
    /// Only this status.
    pub status: Option<LetterStatus>,
    /// The rows, newest first.
    pub rows: Vec<LetterRow>,
    /// Key of the next page, if there is one.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub later: bool,
}

/// The answer of the office.
#[derive(Clone, Debug)]
pub struct Acknowledgement {
    /// When it was written.
    pub at: Timestamp,
    /// Number under which the report was registered; `None` if it was not taken.
    pub number: Option<String>,
    /// The answer, as the office wrote it.
    pub text: String,
}

/// The page of one letter.
#[derive(Clone, Debug)]
pub struct Letter {
    /// What the list shows of it.
    pub row: LetterRow,
    /// Size of the file.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
    /// When the office fetched it.
    pub fetched_at: Option<Timestamp>,
    /// The signed receipt.
    pub receipt: String,
    /// The answer of the office, once it is there.
    pub acknowledgement: Option<Acknowledgement>,
}

/// A key of a machine, without its secret.
#[derive(Clone, Debug)]
pub struct KeyRow {
    /// Its id, to take it back.
    pub id: String,
    /// Name.
    pub name: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

/// The page about the account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Name to sign in with.
    pub login: String,
    /// Since when the authenticator app is used.
    pub totp_since: Option<Timestamp>,
    /// Recent sign-ins: where from, and when.
    pub sessions: Vec<(String, Timestamp)>,
    /// Keys of machines.
    pub keys: Vec<KeyRow>,
    /// Fewest characters of a password.
    pub password_chars_min: u64,
    /// What became of changing the password; `None` if it was not tried.
    pub password_changed: Option<bool>,
    /// A key that was just made: its name and its secret, shown once.
    pub new_key: Option<(String, String)>,
}

/// The explanation of a code.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The code.
    pub code: String,
    /// What it means, in the language of the page; one paragraph each.
    pub paragraphs: Vec<String>,
}
