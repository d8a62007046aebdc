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
    /// Who.
    pub who: String,
    /// What, as a code such as `consult`.
    pub what: String,
    /// About what.
    pub about: String,
    /// Why.
    pub why: String,
    /// How it ended.
    pub result: AuditResult,
}

/// The audit page.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Words that are searched for.
    pub words: String,
    /// First day, `2026-01-31`.
    pub from: String,
    /// Last day.
    pub to: String,
    /// The rows, newest first; `None` where the log cannot be read here.
    pub rows: Option<Vec<AuditRow>>,
    /// Entry up to which the chain was found whole, and when it was checked.
    pub whole: Option<(u64, Timestamp)>,
    /// Entry at which it is broken.
    pub broken: Option<u64>,
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
