//! Writing goAML XML.
//!
//! 1. [`push`]: tags, indentation, escaping.
//! 2. [`Profile`] and [`Pen`]: which schema is written for, by whom.
//! 3. [`person`], [`party`]: people; companies and accounts, as my client or as somebody else's.
//! 4. [`transaction`]: one transaction as one reporter sees it.
//! 5. [`report`]: head, body and foot of a report; whole files.

pub mod party;
pub mod person;
pub mod push;
pub mod report;
pub mod transaction;

use crate::country::Country;
use crate::people::Spelling;
use crate::reporters::{Reporter, ReporterAt};
use push::{Layout, Xml};

/// A shipped profile for which reports are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Profile {
    /// The demo country, schema 5.x.
    Zz,
    /// Plain goAML 5.x.
    Xx50,
    /// Plain goAML 4.x.
    Xx40,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Self; 3] = [Self::Zz, Self::Xx50, Self::Xx40];

    /// Name of its folder.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Zz => "zz",
            Self::Xx50 => "xx-5.0",
            Self::Xx40 => "xx-4.0",
        }
    }

    /// The profile of that folder name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// Whether the schema is of the 5.x line.
    pub const fn is_5(self) -> bool {
        !matches!(self, Self::Xx40)
    }

    /// Code of the home country. The plain profiles do not know Zedland: its reporters then sit in Antarctica, where
    /// nobody has a bank.
    pub const fn home(self) -> &'static str {
        match self {
            Self::Zz => "ZZ",
            Self::Xx50 | Self::Xx40 => "AQ",
        }
    }

    /// Code of the local currency.
    pub const fn currency(self) -> &'static str {
        match self {
            Self::Zz => "ZED",
            Self::Xx50 | Self::Xx40 => "USD",
        }
    }

    /// Whether the profile has the report kinds of single trades: virtual assets, precious metals, land.
    pub const fn has_trade_reports(self) -> bool {
        matches!(self, Self::Zz)
    }
}

/// A reporter's pen: writes what that reporter knows, the way that reporter's software does.
#[derive(Debug)]
pub struct Pen {
    /// What is written.
    pub xml: Xml,
    /// About which country.
    pub country: Country,
    /// For which schema.
    pub profile: Profile,
    /// Who reports.
    pub at: ReporterAt,
}

impl Pen {
    /// A pen that has written nothing.
    pub fn new(country: Country, profile: Profile, at: ReporterAt, layout: Layout) -> Self {
        Self { xml: Xml::new(layout), country, profile, at }
    }

    /// Who reports.
    pub fn reporter(&self) -> &'static Reporter {
        self.at.reporter()
    }

    /// Whether the reporter's software uses the newer of two allowed forms, such as `report_date`. Half of them do.
    pub fn newer(&self) -> bool {
        self.profile.is_5() && self.reporter().id % 2 == 1
    }

    /// How this reporter spells the person of that number: the same every time, not always as on the card.
    pub fn spelling(&self, index: u64) -> Spelling {
        let mut draw =
            crate::draw::Draw::new(self.country.seed ^ self.reporter().id, crate::draw::Domain::Writing, index);
        if draw.per_mille(700) { Spelling::default() } else { Spelling(draw.bits()) }
    }
}
