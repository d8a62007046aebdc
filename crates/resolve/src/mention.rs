//! What one report says about somebody: the input of this crate, borrowed from wherever it stands.

pub use crate::clusters::judgement::MentionId;
use crate::dates::PartialDate;

/// What is mentioned. Mentions of different kinds are never the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Kind {
    /// A human being.
    #[default]
    Person,
    /// A company, authority, association.
    Organisation,
}

/// Sex as filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// One name as filed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum NameText<'a> {
    /// Given names and family name in fields of their own; either may be empty.
    Parts {
        /// Given names.
        given: &'a str,
        /// Family name or names.
        family: &'a str,
    },
    /// One text: a company's name, or a person's whose parts are not told apart. `FAMILY, given` is understood, else
    /// the last word is taken for the family name; that the order may be the other way round is compared anyway.
    Whole(&'a str),
}

/// One address as filed; what is not known is empty.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct PlaceText<'a> {
    /// Street and number, or whatever stands in for them.
    pub street: &'a str,
    /// Town.
    pub city: &'a str,
    /// Postal code.
    pub postcode: &'a str,
    /// Country, two capital letters of ISO 3166-1.
    pub country: &'a str,
}

/// One identifier as filed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct IdentifierText<'a> {
    /// What it is said to be: a scheme of [`crate::identifiers`] (`iban`, `passport`, `national` …) or any other word.
    pub scheme: &'a str,
    /// The country that issued it, two capital letters, or empty.
    pub country: &'a str,
    /// The number.
    pub text: &'a str,
}

/// What one report says about somebody. It does not print itself.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Mention<'a> {
    /// Its number.
    pub id: MentionId,
    /// What is mentioned.
    pub kind: Kind,
    /// Names, the main one first.
    pub names: &'a [NameText<'a>],
    /// Dates of birth (of persons) or foundation (of organisations).
    pub births: &'a [PartialDate],
    /// Sex, when known.
    pub sex: Option<Sex>,
    /// Addresses.
    pub places: &'a [PlaceText<'a>],
    /// Telephones, in whatever form. A number without a country code is read with the country of the first address.
    pub phones: &'a [&'a str],
    /// Mail addresses.
    pub mails: &'a [&'a str],
    /// Numbers of documents, registers, accounts.
    pub identifiers: &'a [IdentifierText<'a>],
}

impl std::fmt::Debug for Mention<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mention({}, {:?})", self.id.0, self.kind)
    }
}
