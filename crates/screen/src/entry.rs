//! What a list says about one listed subject, whichever publisher wrote it.
//!
//! A reader of a list makes entries and nothing else; the index, the comparison of versions and the saved form all
//! start from here. Values about people are [`Sensitive`]: a debug print of an entry shows its list and number only.

use crate::date::PartialDate;
use vocab::Sensitive;

/// What kind of subject is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A natural person.
    Person,
    /// A company, group, authority or any other organisation.
    Organisation,
    /// A ship.
    Vessel,
    /// An aircraft.
    Aircraft,
    /// An address of a virtual-asset chain that is listed by itself.
    Wallet,
    /// The publisher does not say; it is compared with every kind.
    #[default]
    Unknown,
}

impl Kind {
    /// All kinds, in the order of [`Kind::code`].
    pub const ALL: [Self; 6] =
        [Self::Person, Self::Organisation, Self::Vessel, Self::Aircraft, Self::Wallet, Self::Unknown];

    /// Short stable word for files and pages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Vessel => "vessel",
            Self::Aircraft => "aircraft",
            Self::Wallet => "wallet",
            Self::Unknown => "unknown",
        }
    }

    /// The kind with this [`Kind::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether subjects of the two kinds may be the same. Unknown agrees with everything.
    pub fn may_be(self, other: Self) -> bool {
        self == other || self == Self::Unknown || other == Self::Unknown
    }
}

/// How sure the publisher is that the subject is known by a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// The name under which the subject is listed.
    Primary,
    /// Another name, spelling or former name of good quality.
    Alias,
    /// A nickname, call sign or common first name: by itself a weak reason for a hit.
    Weak,
    /// The name in the subject's own script.
    OriginalScript,
}

impl NameKind {
    /// All kinds, in the order of [`NameKind::code`].
    pub const ALL: [Self; 4] = [Self::Primary, Self::Alias, Self::Weak, Self::OriginalScript];

    /// Short stable word for files and pages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Alias => "alias",
            Self::Weak => "weak",
            Self::OriginalScript => "original-script",
        }
    }
}

/// One name of a listed subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ListedName {
    /// As published, white space put in order.
    pub text: Sensitive<String>,
    /// How sure it is.
    pub kind: NameKind,
}

/// What an identifier identifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum IdentifierKind {
    /// A travel document.
    Passport,
    /// A personal number or identity card.
    NationalId,
    /// A number of the tax office.
    TaxId,
    /// A number of a company register.
    Registration,
    /// Legal entity identifier (ISO 17442).
    Lei,
    /// Bank identifier code (ISO 9362).
    Bic,
    /// Account number, IBAN or not.
    Account,
    /// Number of a ship for life (IMO).
    Imo,
    /// Radio number of a ship.
    Mmsi,
    /// Radio call sign.
    CallSign,
    /// Registration mark of an aircraft.
    TailNumber,
    /// Serial number of an aircraft's maker.
    SerialNumber,
    /// Address on a virtual-asset chain.
    Wallet,
    /// Security number (ISO 6166).
    Isin,
    /// Telephone.
    Phone,
    /// Electronic mail.
    Email,
    /// Website.
    Website,
    /// Anything else, or not said.
    Other,
}

impl IdentifierKind {
    /// All kinds, in the order of [`IdentifierKind::code`].
    pub const ALL: [Self; 18] = [
        Self::Passport,
        Self::NationalId,
        Self::TaxId,
        Self::Registration,
        Self::Lei,
        Self::Bic,
        Self::Account,
        Self::Imo,
        Self::Mmsi,
        Self::CallSign,
        Self::TailNumber,
        Self::SerialNumber,
        Self::Wallet,
        Self::Isin,
        Self::Phone,
        Self::Email,
        Self::Website,
        Self::Other,
    ];

    /// Short stable word for files and pages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::NationalId => "national-id",
            Self::TaxId => "tax-id",
            Self::Registration => "registration",
            Self::Lei => "lei",
            Self::Bic => "bic",
            Self::Account => "account",
            Self::Imo => "imo",
            Self::Mmsi => "mmsi",
            Self::CallSign => "call-sign",
            Self::TailNumber => "tail-number",
            Self::SerialNumber => "serial-number",
            Self::Wallet => "wallet",
            Self::Isin => "isin",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Website => "website",
            Self::Other => "other",
        }
    }
}

/// A number or address that points to one subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identifier {
    /// What it is.
    pub kind: IdentifierKind,
    /// As published, white space put in order.
    pub value: Sensitive<String>,
    /// Who issued it, as published; empty when not said.
    pub country: String,
}

/// A place a subject is tied to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Street, town, region in the publisher's order, parted by commas.
    pub text: Sensitive<String>,
    /// Country as published, name or ISO code; empty when not said.
    pub country: String,
}

impl Place {
    /// Whether nothing at all is said.
    pub fn is_empty(&self) -> bool {
        self.text.reveal().is_empty() && self.country.is_empty()
    }
}

/// One listed subject with everything that is compared or shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Which list, in short: `UN`, `EU`, `OFAC-SDN`.
    pub list: String,
    /// The publisher's own number of the entry, stable over versions of the list.
    pub id: String,
    /// Person, organisation, vessel …
    pub kind: Kind,
    /// At least one; the first is the name to show.
    pub names: Vec<ListedName>,
    /// Dates of birth, or of foundation for organisations, as exact as published.
    pub births: Vec<Sensitive<PartialDate>>,
    /// Places of birth.
    pub birth_places: Vec<Place>,
    /// Addresses.
    pub places: Vec<Place>,
    /// Nationalities, citizenships, flags or seats, as published, names or ISO codes.
    pub nationalities: Vec<String>,
    /// Documents, registrations, accounts, wallets, contacts.
    pub identifiers: Vec<Identifier>,
    /// Sanctions programmes or legal acts.
    pub programmes: Vec<String>,
    /// Day of listing.
    pub listed_on: Option<PartialDate>,
    /// Remaining text of the publisher; values that were not understood are kept here word for word.
    pub remarks: Vec<Sensitive<String>>,
}

impl Entry {
    /// An entry that says nothing yet but where it stands.
    pub fn new(list: &str, id: &str, kind: Kind) -> Self {
        Self { list: list.to_owned(), id: id.to_owned(), kind, ..Self::default() }
    }

    /// Adds a name unless it is empty or there already; white space is put in order.
    pub fn add_name(&mut self, text: &str, kind: NameKind) {
        let text = tidy(text);
        if text.is_empty() || self.names.iter().any(|name| *name.text.reveal() == text) {
            return;
        }
        self.names.push(ListedName { text: Sensitive::new(text), kind });
    }

    /// Adds an identifier unless it is empty or there already.
    pub fn add_identifier(&mut self, kind: IdentifierKind, value: &str, country: &str) {
        let identifier = Identifier { kind, value: Sensitive::new(tidy(value)), country: tidy(country) };
        if !identifier.value.reveal().is_empty() && !self.identifiers.contains(&identifier) {
            self.identifiers.push(identifier);
        }
    }

    /// Adds a date of birth unless it is there already.
    pub fn add_birth(&mut self, date: PartialDate) {
        let date = Sensitive::new(date);
        if !self.births.contains(&date) {
            self.births.push(date);
        }
    }

    /// Adds a nationality, flag or seat unless it is empty or there already.
    pub fn add_nationality(&mut self, text: &str) {
        push_new(&mut self.nationalities, tidy(text));
    }

    /// Adds a programme unless it is empty or there already.
    pub fn add_programme(&mut self, text: &str) {
        push_new(&mut self.programmes, tidy(text));
    }

    /// Adds a remark unless it is empty.
    pub fn add_remark(&mut self, text: &str) {
        let text = tidy(text);
        if !text.is_empty() {
            self.remarks.push(Sensitive::new(text));
        }
    }

    /// Adds an address unless nothing is said or it is there already.
    pub fn add_place(&mut self, parts: &[&str], country: &str) {
        let place = place(parts, country);
        if !place.is_empty() && !self.places.contains(&place) {
            self.places.push(place);
        }
    }

    /// Adds a place of birth unless nothing is said or it is there already.
    pub fn add_birth_place(&mut self, parts: &[&str], country: &str) {
        let place = place(parts, country);
        if !place.is_empty() && !self.birth_places.contains(&place) {
            self.birth_places.push(place);
        }
    }

    /// The name to show: the first one, or nothing.
    pub fn shown_name(&self) -> Option<&Sensitive<String>> {
        self.names.first().map(|name| &name.text)
    }
}

fn place(parts: &[&str], country: &str) -> Place {
    let parts: Vec<String> = parts.iter().map(|part| tidy(part)).filter(|part| !part.is_empty()).collect();
    Place { text: Sensitive::new(parts.join(", ")), country: tidy(country) }
}

fn push_new(list: &mut Vec<String>, text: String) {
    if !text.is_empty() && !list.contains(&text) {
        list.push(text);
    }
}

/// Joins a text's words by single spaces, so that line breaks of a publisher's editor do not make two names of one.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_empty_and_nothing_twice_enters_an_entry() {
        let mut entry = Entry::new("ZZ", "1", Kind::Person);
        for name in [" Amina\n  Diallo", "Amina Diallo", "  "] {
            entry.add_name(name, NameKind::Alias);
        }
        entry.add_identifier(IdentifierKind::Passport, " ", "GN");
        entry.add_place(&["", " "], "");
        entry.add_place(&["Rue 5", "", "Conakry"], "Guinea");
        entry.add_nationality("");
        assert_eq!(entry.names.len(), 1);
        assert_eq!(entry.shown_name().unwrap().reveal(), "Amina Diallo");
        assert!(entry.identifiers.is_empty() && entry.nationalities.is_empty());
        assert_eq!(entry.places.first().unwrap().text.reveal(), "Rue 5, Conakry");
    }

    #[test]
    fn a_debug_print_of_an_entry_tells_no_name_and_no_number() {
        let mut entry = Entry::new("ZZ", "17", Kind::Person);
        entry.add_name("Amina Diallo", NameKind::Primary);
        entry.add_identifier(IdentifierKind::Passport, "X1234567", "GN");
        let shown = format!("{entry:?}");
        assert!(shown.contains("17") && !shown.contains("Amina") && !shown.contains("X1234567"));
    }

    #[test]
    fn codes_are_distinct_and_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        let mut codes: Vec<&str> = IdentifierKind::ALL.into_iter().map(IdentifierKind::code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), IdentifierKind::ALL.len());
    }
}
