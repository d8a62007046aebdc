//! Search, audit and administration.

use super::Role;
use jiff::Timestamp;
use web::Lang;

/// Where something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundIn {
    /// Report numbers and references.
    Number,
    /// Names.
    Name,
    /// Accounts.
    Account,
}

impl FoundIn {
    /// Words.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Number => lang.t("search-number"),
            Self::Name => lang.t("search-name"),
            Self::Account => lang.t("search-account"),
        }
    }
}

/// One thing found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What matched.
    pub found_in: FoundIn,
    /// The text that matched, as filed.
    pub text: String,
    /// Address part of the report.
    pub report: String,
    /// Number of the report.
    pub number: String,
    /// Kind of report.
    pub kind: String,
    /// Name of the reporter.
    pub reporter: String,
    /// When it was received.
    pub received_at: Timestamp,
}

/// The search page.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What was typed.
    pub words: String,
    /// Why.
    pub reason: String,
    /// Whether a search was made.
    pub asked: bool,
    /// Whether the reason is missing.
    pub reason_missing: bool,
    /// Why the words cannot be searched for.
    pub problem: Option<String>,
    /// What was found.
    pub hits: Vec<Hit>,
    /// Whether there is more than a search gives.
    pub cut: bool,
}

/// How an audited act ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditResult {
    /// Done.
    Done,
    /// Refused.
    Denied,
    /// Failed.
    Failed,
}

/// One entry of the audit log.
#[derive(Clone, Debug)]
pub struct AuditRow {
    /// Number in the chain.
    pub sequence: u64,
    /// When.
    pub at: Timestamp,
    /// Who: the name of a member of staff, or of a program, or an id.
    pub who: String,
    /// In which roles, as in the log, separated by spaces.
    pub roles: String,
    /// What kind of act, as in the log, such as `consult`.
    pub act: String,
    /// What kind of thing.
    pub kind: String,
    /// Which.
    pub id: String,
    /// Why.
    pub why: String,
    /// How it ended.
    pub result: AuditResult,
}

/// What a check of the whole chain found, and when it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// Whole up to this entry.
    Whole(u64, Timestamp),
    /// Broken at this entry.
    Broken(u64, Timestamp),
}

/// The audit page.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Only what this person or program did: the id as in the log.
    pub who: String,
    /// The people one can choose: id and name.
    pub people: Vec<(String, String)>,
    /// Only what was done to this kind of thing, or to this thing.
    pub about: String,
    /// First day, `2026-01-31`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// The rows, newest first.
    pub rows: Vec<AuditRow>,
    /// The last check of the chain; `None` if there was none since the program started.
    pub chain: Option<Chain>,
    /// Key of the next page.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub later: bool,
}

/// A member of staff in the list.
#[derive(Clone, Debug)]
pub struct StaffRow {
    /// Address part.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name to sign in with.
    pub login: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Since when we know the person.
    pub since: Timestamp,
    /// Whether the account works.
    pub active: bool,
}

/// A reporter in the list.
#[derive(Clone, Debug)]
pub struct CorrespondentRow {
    /// Address part.
    pub id: String,
    /// Name of the organisation.
    pub name: String,
    /// Number in reports.
    pub code: String,
    /// Responsible person.
    pub person: String,
    /// Since when.
    pub since: Timestamp,
    /// Whether its access works.
    pub active: bool,
}

/// The rules in force.
#[derive(Clone, Debug, Default)]
pub struct ProfileView {
    /// Code, such as `zz`.
    pub code: String,
    /// Version.
    pub version: String,
    /// Family of the schema.
    pub schema: String,
    /// First day in force.
    pub from: String,
    /// Number of rules.
    pub rules: u64,
}

/// The link for the first sign-in of a person, shown once.
#[derive(Clone, Debug)]
pub struct FirstLink {
    /// Name to sign in with.
    pub login: String,
    /// The whole address.
    pub link: String,
}

/// The administration page.
#[derive(Clone, Debug, Default)]
pub struct Admin {
    /// Staff.
    pub staff: Vec<StaffRow>,
    /// Reporters; `None` where they are not kept from here.
    pub correspondents: Option<Vec<CorrespondentRow>>,
    /// The rules in force; `None` where they are not known.
    pub profile: Option<ProfileView>,
    /// A link that was just made.
    pub link: Option<FirstLink>,
    /// Why the last step was refused, in the language of the page.
    pub problem: Option<String>,
}
