//! The columns of a party or an account.

use crate::tag::{About, Tag};

/// The columns of a party or an account, as far as they have been met. A second text for one column is not taken.
#[derive(Default)]
pub(crate) struct Fields<'r> {
    first: Option<&'r str>,
    middle: Option<&'r str>,
    /// The last name of a person, the name of an entity, the institution of an account.
    pub(crate) last: Option<&'r str>,
    pub(crate) birth: Option<&'r str>,
    /// The number of a person or an entity, the code of an account's institution.
    pub(crate) code: Option<&'r str>,
    /// The country of a person or an entity, the currency of an account.
    pub(crate) country: Option<&'r str>,
    pub(crate) account: Option<&'r str>,
    pub(crate) iban: Option<&'r str>,
}

impl<'r> Fields<'r> {
    /// Whether there is a column for it and the column was free, or there is nothing to keep.
    pub(crate) fn take(&mut self, about: About, tag: Tag, text: &'r str) -> bool {
        let field = match (about, tag) {
            (About::Person, Tag::FirstName) => &mut self.first,
            (About::Person, Tag::MiddleName) => &mut self.middle,
            (About::Person, Tag::LastName) => &mut self.last,
            (About::Entity, Tag::EntityName) | (About::Account, Tag::Institution) => &mut self.last,
            (About::Person, Tag::Birth) => &mut self.birth,
            (About::Person, Tag::PersonNumber) => &mut self.code,
            (About::Entity, Tag::EntityNumber) | (About::Account, Tag::InstitutionCode) => &mut self.code,
            (About::Person, Tag::Nationality) | (About::Entity, Tag::EntityCountry) => &mut self.country,
            (About::Account, Tag::Currency) => &mut self.country,
            (About::Account, Tag::AccountNumber) => &mut self.account,
            (About::Account, Tag::Iban) => &mut self.iban,
            _ => return false,
        };
        if field.is_some() || text.is_empty() {
            return text.is_empty();
        }
        *field = Some(text);
        true
    }

    /// The whole name, built in `room` if it has several parts.
    pub(crate) fn name<'n>(&self, room: &'n mut String) -> Option<&'n str> {
        for part in [self.first, self.middle, self.last].into_iter().flatten() {
            if !room.is_empty() {
                room.push(' ');
            }
            room.push_str(part);
        }
        (!room.is_empty()).then_some(room.as_str())
    }
}
