//! Who looks, and the queue.

use jiff::Timestamp;
use web::parts::badge::{Counts, Tone};
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
    /// It is here; nobody has looked at it.
    Received,
    /// It is being checked.
    Checking,
    /// It is registered, without findings.
    Accepted,
    /// It is registered, with findings.
    AcceptedWithWarnings,
    /// It was refused.
    Rejected,
}

impl ArrivalStatus {
    /// All, in the order of the road.
    pub const ALL: [Self; 5] =
        [Self::Received, Self::Checking, Self::Accepted, Self::AcceptedWithWarnings, Self::Rejected];

    /// Words.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Received => lang.t("status-received"),
            Self::Checking => lang.t("status-with-office"),
            Self::Accepted => lang.t("status-accepted"),
            Self::AcceptedWithWarnings => lang.t("status-accepted-warnings"),
            Self::Rejected => lang.t("status-rejected"),
        }
    }

    /// As written in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Checking => "checking",
            Self::Accepted => "accepted",
            Self::AcceptedWithWarnings => "accepted-with-warnings",
            Self::Rejected => "rejected",
        }
    }

    /// Feeling of its mark.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Received | Self::Checking => Tone::Info,
            Self::Accepted => Tone::Good,
            Self::AcceptedWithWarnings => Tone::Warn,
            Self::Rejected => Tone::Bad,
        }
    }
}

/// One letter in the arrivals.
#[derive(Clone, Debug)]
pub struct ArrivalRow {
    /// Address part of the letter.
    pub id: String,
    /// Number of the (first) report it became.
    pub number: Option<String>,
    /// How many further reports it became.
    pub more_reports: u64,
    /// Transactions in its reports.
    pub transactions: u64,
    /// Kind of report, such as `STR`; empty before it is decided.
    pub kind: String,
    /// Name of the reporter.
    pub reporter: String,
    /// The reporter's own reference.
    pub reference: String,
    /// Name of the file.
    pub file_name: String,
    /// When the edge received it.
    pub received_at: Timestamp,
    /// Minutes since then.
    pub age_minutes: u64,
    /// How far it has come.
    pub status: ArrivalStatus,
    /// What the checker found.
    pub findings: Counts,
}

/// In which order the arrivals stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArrivalOrder {
    /// The newest first.
    #[default]
    Newest,
    /// Who has waited longest first.
    Oldest,
    /// The most transactions first.
    Largest,
}

impl ArrivalOrder {
    /// All.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Oldest, Self::Largest];

    /// As written in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Largest => "largest",
        }
    }
}

/// The arrivals, one page of them.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    /// Only this status.
    pub status: Option<ArrivalStatus>,
    /// Words that are searched for.
    pub words: String,
    /// The order.
    pub order: ArrivalOrder,
    /// Minutes since the oldest letter came in that is not decided.
    pub oldest_minutes: Option<u64>,
    /// Counts of each status, for the chips.
    pub by_status: Vec<(ArrivalStatus, u64)>,
    /// The rows.
    pub rows: Vec<ArrivalRow>,
    /// Key of the next page.
    pub next: Option<String>,
    /// Whether this is not the first page.
    pub later: bool,
}
