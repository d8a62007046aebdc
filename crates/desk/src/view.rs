//! What the pages of the desk show. Each type is filled by the routes from what the slices tell, and read by a page.

use jiff::Timestamp;
use web::parts::badge::{Counts, Tone};
use web::parts::code::Line;
use web::parts::finding::{FindingFilter, FindingView};
use web::parts::table::Order;
use web::{Lang, User};

/// The roles of staff in this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sees arrivals, reports and the search.
    IntakeOfficer,
    /// Sees the audit log and nothing else.
    Auditor,
    /// Keeps staff, reporters and rules; sees no report.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::IntakeOfficer, Self::Auditor, Self::Administrator];

    /// Words.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::IntakeOfficer => lang.t("role-intake-officer"),
            Self::Auditor => lang.t("role-auditor"),
            Self::Administrator => lang.t("role-administrator"),
        }
    }

    /// As written in forms.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::IntakeOfficer => "intake-officer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }
}

/// A member of staff who is signed in.
#[derive(Clone, Debug)]
pub struct Who {
    /// Name.
    pub name: String,
    /// Roles; they decide which entries the navigation shows. What may be read is decided elsewhere.
    pub roles: Vec<Role>,
}

impl Who {
    /// As the frame shows it.
    pub fn user(&self, lang: Lang) -> User {
        let roles: Vec<String> = self.roles.iter().map(|role| role.words(lang)).collect();
        User { name: self.name.clone(), below: roles.join(", "), account_href: None }
    }
}

/// How far an arrival has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrivalStatus {
    /// Fetched, not checked yet.
    Received,
    /// Registered.
    Accepted,
    /// Registered, with warnings.
    AcceptedWithWarnings,
    /// Not taken.
    Rejected,
}

impl ArrivalStatus {
    /// All, in the order of the road.
    pub const ALL: [Self; 4] = [Self::Received, Self::Accepted, Self::AcceptedWithWarnings, Self::Rejected];

    /// Words.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Received => lang.t("status-received"),
            Self::Accepted => lang.t("status-accepted"),
            Self::AcceptedWithWarnings => lang.t("status-accepted-warnings"),
            Self::Rejected => lang.t("status-rejected"),
        }
    }

    /// As written in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::AcceptedWithWarnings => "accepted-with-warnings",
            Self::Rejected => "rejected",
        }
    }

    /// Feeling of its mark.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Received => Tone::Info,
            Self::Accepted => Tone::Good,
            Self::AcceptedWithWarnings => Tone::Warn,
            Self::Rejected => Tone::Bad,
        }
    }
}

/// One row of the arrivals.
#[derive(Clone, Debug)]
pub struct ArrivalRow {
    /// Address part of the report.
    pub id: String,
    /// Registration number, once it has one.
    pub number: Option<String>,
    /// Kind of report, such as `STR`.
    pub kind: String,
    /// Name of the reporter.
    pub reporter: String,
    /// The reporter's own reference.
    pub reference: String,
    /// When the edge received it.
    pub received_at: Timestamp,
    /// Minutes since then.
    pub age_minutes: u64,
    /// How far it has come.
    pub status: ArrivalStatus,
    /// Transactions in it.
    pub transactions: u64,
    /// What the checker found.
    pub findings: Counts,
}

/// By what the arrivals are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ArrivalSort {
    /// By time of receipt.
    #[default]
    Received,
    /// By reporter.
    Reporter,
    /// By number of transactions.
    Transactions,
}

/// The arrivals, one page of them.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    /// Words that are searched for.
    pub words: String,
    /// Only this status.
    pub status: Option<ArrivalStatus>,
    /// Counts of each status, for the chips.
    pub by_status: Vec<(ArrivalStatus, u64)>,
    /// Sort of the rows.
    pub sort: ArrivalSort,
    /// Direction of the sort.
    pub order: Option<Order>,
    /// The rows.
    pub rows: Vec<ArrivalRow>,
    /// Minutes the oldest unchecked one has waited.
    pub oldest_minutes: Option<u64>,
    /// Key of the next page.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub later: bool,
}

/// What every tab of a report shows above it.
#[derive(Clone, Debug)]
pub struct ReportHead {
    /// Address part.
    pub id: String,
    /// Registration number, once it has one.
    pub number: Option<String>,
    /// Kind of report, such as `STR`.
    pub kind: String,
    /// What the kind means, in the language of the page.
    pub kind_words: Option<String>,
    /// Name of the reporter.
    pub reporter: String,
    /// How far it has come.
    pub status: ArrivalStatus,
    /// When the edge received it.
    pub received_at: Timestamp,
    /// Number of transactions.
    pub transactions: u64,
    /// Number of parties.
    pub parties: u64,
    /// Number of findings.
    pub findings: u64,
}

/// A code with its words, as in the profile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// The code as filed.
    pub code: String,
    /// Its words, if the profile knows it.
    pub words: Option<String>,
}

/// The summary of a report. Texts are as filed; empty ones are `None`.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// The reporter's own reference.
    pub reference: String,
    /// Date the report bears, as filed.
    pub submitted: String,
    /// Reason for suspicion.
    pub reason: Option<String>,
    /// Action taken.
    pub action: Option<String>,
    /// Indicators.
    pub indicators: Vec<Coded>,
    /// Reporting person.
    pub person: Option<String>,
    /// Location.
    pub location: Option<String>,
    /// Reference of the office the report answers to.
    pub fiu_ref: Option<String>,
    /// Totals: amount as decimal text, and currency.
    pub totals: Vec<(String, String)>,
    /// First and last day of the transactions, as filed.
    pub period: Option<(String, String)>,
    /// What the checker found.
    pub findings: Counts,
}

/// What a party is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartyKind {
    /// A person.
    Person,
    /// An account.
    Account,
    /// A company, an organisation.
    Entity,
}

/// One side of a transaction, readable in one glance.
#[derive(Clone, Debug)]
pub struct Side {
    /// What it is.
    pub kind: PartyKind,
    /// Its name, or the number of the account.
    pub name: String,
    /// What is said below it: bank and holder of an account, birth date of a person.
    pub below: Option<String>,
    /// Whether it is a client of the reporter.
    pub my_client: bool,
    /// Kind of funds.
    pub funds: Option<Coded>,
    /// Country, as a code.
    pub country: Option<String>,
    /// Who acted for it.
    pub conductor: Option<String>,
    /// Card of the party on the tab of parties.
    pub party: Option<String>,
    /// Role, for the parties of a transaction that has no two sides.
    pub role: Option<String>,
}

/// One transaction.
#[derive(Clone, Debug)]
pub struct TransactionRow {
    /// Position in the report, from 1.
    pub ordinal: u64,
    /// Number as filed.
    pub number: String,
    /// Date as filed.
    pub date: String,
    /// Amount in local currency, as decimal text.
    pub amount: String,
    /// Local currency.
    pub currency: String,
    /// Amount in another currency, if one is given.
    pub foreign: Option<(String, String)>,
    /// Way of transmission.
    pub way: Option<Coded>,
    /// Description.
    pub description: Option<String>,
    /// Whether the reporter marked it.
    pub suspicious: bool,
    /// From whom. Empty when the transaction names parties without sides.
    pub from: Option<Side>,
    /// To whom.
    pub to: Option<Side>,
    /// Parties of a transaction without sides.
    pub parties: Vec<Side>,
}

/// One page of transactions.
#[derive(Clone, Debug, Default)]
pub struct Transactions {
    /// Words that are searched for.
    pub words: String,
    /// The rows.
    pub rows: Vec<TransactionRow>,
    /// Key of the next page.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub later: bool,
}

/// A fact on the card of a party: key of its label, and the values as filed.
#[derive(Clone, Debug)]
pub struct PartyFact {
    /// Which fact.
    pub label: PartyLabel,
    /// Values, in the order of the file.
    pub values: Vec<String>,
    /// Whether the values are codes or numbers, shown in figures of one width.
    pub plain: bool,
}

/// The facts a card can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is explained by its words")]
pub enum PartyLabel {
    OtherNames,
    Born,
    BirthPlace,
    Gender,
    Nationality,
    Residence,
    Documents,
    Addresses,
    Phones,
    Emails,
    Occupation,
    Bank,
    Swift,
    Iban,
    Currency,
    Opened,
    Balance,
    Holders,
    Registered,
    LegalForm,
    Business,
    Directors,
    Role,
    Reason,
}

/// The card of one party as one report states it.
#[derive(Clone, Debug)]
pub struct PartyCard {
    /// Anchor on the page.
    pub id: String,
    /// What it is.
    pub kind: PartyKind,
    /// Name, or number of the account.
    pub name: String,
    /// Whether it is a client of the reporter.
    pub my_client: bool,
    /// What is known, in the order to show it.
    pub facts: Vec<PartyFact>,
    /// Ordinals of the transactions it appears in.
    pub transactions: Vec<u64>,
}

/// The original file, some of its lines.
#[derive(Clone, Debug, Default)]
pub struct Original {
    /// The lines shown.
    pub lines: Vec<Line>,
    /// Marked line.
    pub hit: Option<u64>,
    /// Lines in the file.
    pub total: u64,
    /// Lines on a page.
    pub per_page: u64,
}

/// The letter that brought the report, and its receipt.
#[derive(Clone, Debug)]
pub struct LetterView {
    /// Number of the letter.
    pub id: String,
    /// Name of the sender.
    pub sender: String,
    /// How it came, such as `portal` or `api`.
    pub channel: String,
    /// Name of the file.
    pub file_name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub digest: String,
    /// When the edge received it.
    pub received_at: Timestamp,
    /// When the office fetched it.
    pub fetched_at: Timestamp,
    /// Name of the key it was sealed to.
    pub sealed_to: String,
    /// Whether signature and digest agree.
    pub verified: bool,
    /// The rules it was checked with.
    pub rules: String,
    /// The signed receipt.
    pub receipt: String,
    /// The acknowledgement that went back.
    pub acknowledgement: Option<String>,
}

/// What a tab of the report page shows.
#[derive(Clone, Debug)]
pub enum Tab {
    /// The report in short.
    Summary(Summary),
    /// Its transactions.
    Transactions(Transactions),
    /// Its parties.
    Parties(Vec<PartyCard>),
    /// What the checker found.
    Findings(Vec<FindingView>, FindingFilter),
    /// The original file.
    Original(Original),
    /// The letter and its receipt.
    Letter(LetterView),
}

/// Where to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SearchIn {
    /// Everywhere.
    #[default]
    Everywhere,
    /// Report numbers and references.
    Number,
    /// Names.
    Name,
    /// Accounts.
    Account,
    /// Identity documents.
    Document,
}

impl SearchIn {
    /// All, in the order of the choice.
    pub const ALL: [Self; 5] = [Self::Everywhere, Self::Number, Self::Name, Self::Account, Self::Document];

    /// As written in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Everywhere => "all",
            Self::Number => "number",
            Self::Name => "name",
            Self::Account => "account",
            Self::Document => "document",
        }
    }

    /// Words.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Everywhere => lang.t("search-everywhere"),
            Self::Number => lang.t("search-number"),
            Self::Name => lang.t("search-name"),
            Self::Account => lang.t("search-account"),
            Self::Document => lang.t("search-document"),
        }
    }
}

/// One thing found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What matched.
    pub found_in: SearchIn,
    /// The text that matched, as filed.
    pub text: String,
    /// Further words about it.
    pub below: Option<String>,
    /// Address part of the report.
    pub report: String,
    /// Number of the report.
    pub number: String,
    /// Kind of report.
    pub kind: String,
    /// Reporter.
    pub reporter: String,
    /// When it was received.
    pub received_at: Timestamp,
}

/// The search page.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What was typed.
    pub words: String,
    /// Where.
    pub place: SearchIn,
    /// Why.
    pub reason: String,
    /// Whether a search was made.
    pub asked: bool,
    /// Whether the reason is missing.
    pub reason_missing: bool,
    /// What was found.
    pub hits: Vec<Hit>,
    /// Key of the next page.
    pub next: Option<String>,
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
    /// The rows, newest first.
    pub rows: Vec<AuditRow>,
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
    /// Last sign-in.
    pub last: Option<Timestamp>,
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
    /// Name of the schema.
    pub schema: String,
    /// First day in force.
    pub from: String,
    /// Number of rules.
    pub rules: u64,
    /// Digest of its files.
    pub digest: String,
}

/// What a new person must be given, once.
#[derive(Clone, Debug)]
pub struct FirstSecret {
    /// Name to sign in with.
    pub login: String,
    /// First password.
    pub password: String,
    /// Key for the authenticator app, in base 32.
    pub totp: String,
}

/// The administration page.
#[derive(Clone, Debug, Default)]
pub struct Admin {
    /// Staff.
    pub staff: Vec<StaffRow>,
    /// Reporters.
    pub correspondents: Vec<CorrespondentRow>,
    /// The rules in force.
    pub profile: ProfileView,
    /// A secret that was just made.
    pub secret: Option<FirstSecret>,
    /// Why the last step was refused, in the language of the page.
    pub problem: Option<String>,
}
