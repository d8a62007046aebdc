//! Who is to be screened: a name, or a whole profile.

use crate::date::PartialDate;
use crate::entry::{Entry, Identifier, IdentifierKind, Kind, ListedName, NameKind};
use vocab::Sensitive;

/// A name or a profile to be screened. What is not known is left empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The names the subject goes by; none for a search by numbers alone.
    pub names: Vec<ListedName>,
    /// What the subject is. [`Kind::Unknown`] is compared with every kind.
    pub kind: Kind,
    /// Dates of birth or foundation.
    pub births: Vec<Sensitive<PartialDate>>,
    /// Nationalities, residences, seats: names or ISO codes. They only add to the rank of a hit.
    pub countries: Vec<String>,
    /// Documents, registrations, accounts, wallets, contacts.
    pub identifiers: Vec<Identifier>,
}

impl Query {
    /// One name.
    pub fn name(kind: Kind, name: &str) -> Self {
        let name = ListedName { text: Sensitive::new(name.to_owned()), kind: NameKind::Primary };
        Self { names: vec![name], kind, ..Self::default() }
    }

    /// A number alone.
    pub fn identifier(kind: IdentifierKind, value: &str) -> Self {
        Self::default().with_identifier(kind, value, "")
    }

    /// Adds a date of birth.
    #[must_use]
    pub fn with_birth(mut self, birth: PartialDate) -> Self {
        self.births.push(Sensitive::new(birth));
        self
    }

    /// Adds a country.
    #[must_use]
    pub fn with_country(mut self, country: &str) -> Self {
        self.countries.push(country.to_owned());
        self
    }

    /// Adds a number and the country that issued it, where known.
    #[must_use]
    pub fn with_identifier(mut self, kind: IdentifierKind, value: &str, country: &str) -> Self {
        let (value, country) = (Sensitive::new(value.to_owned()), country.to_owned());
        self.identifiers.push(Identifier { kind, value, country });
        self
    }
}

impl From<&Entry> for Query {
    /// Everything an entry says, so that a new or changed entry can be held against a base of mentions.
    fn from(entry: &Entry) -> Self {
        let places = entry.places.iter().chain(&entry.birth_places).map(|place| place.country.clone());
        let countries = entry.nationalities.iter().cloned().chain(places).filter(|country| !country.is_empty());
        Self {
            names: entry.names.clone(),
            kind: entry.kind,
            births: entry.births.clone(),
            countries: countries.collect(),
            identifiers: entry.identifiers.clone(),
        }
    }
}
