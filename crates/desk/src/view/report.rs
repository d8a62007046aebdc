//! One report, as its tabs show it.

use super::ArrivalStatus;
use jiff::Timestamp;
use web::parts::badge::Counts;
use web::parts::code::Line;
use web::parts::finding::{FindingFilter, FindingView};

/// Whether a page is about a report, or about a letter that is none or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// A registered report.
    Report,
    /// A letter.
    Letter,
}

/// What every tab of a report or letter shows above it.
#[derive(Clone, Debug)]
pub struct ReportHead {
    /// What the page is about.
    pub of: Whole,
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
    /// Sum of the local amounts, and their currency.
    pub total: Option<(String, String)>,
    /// First and last day of its transactions, as filed.
    pub days: Option<(String, String)>,
    /// Reference of the office the report answers to.
    pub fiu_ref: Option<String>,
    /// Everything else of the header: path and text, as filed.
    pub further: Vec<(String, String)>,
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
#[derive(Clone, Debug, Default)]
pub struct Side {
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
    /// Everything else: path and text, as filed.
    pub further: Vec<(String, String)>,
}

/// One page of transactions.
#[derive(Clone, Debug, Default)]
pub struct Transactions {
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
#[derive(Clone, Debug, PartialEq, Eq)]
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
    AsFiled(String),
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
    /// Ordinals of the transactions it appears in; empty also where the report is too long to look through.
    pub transactions: Vec<u64>,
}

/// One page of parties.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    /// The cards.
    pub cards: Vec<PartyCard>,
    /// Card with which the next page begins.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub later: bool,
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
    /// Whether signature and digest agree.
    pub verified: bool,
    /// The signed receipt.
    pub receipt: String,
    /// The acknowledgement that went back.
    pub acknowledgement: Option<String>,
    /// The reports it became: address part and number.
    pub reports: Vec<(String, String)>,
}

/// What a tab of the report page shows.
#[derive(Clone, Debug)]
pub enum Tab {
    /// The report in short.
    Summary(Summary),
    /// Its transactions.
    Transactions(Transactions),
    /// Its parties.
    Parties(Parties),
    /// What the checker found.
    Findings(Vec<FindingView>, FindingFilter),
    /// The original file.
    Original(Original),
    /// The letter and its receipt.
    Letter(LetterView),
}
