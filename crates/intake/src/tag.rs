//! What an element is to intake, by its name; looked up once per name and not once per element.

use vocab::{NameId, Names};

/// What an element is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    Person,
    Entity,
    Account,
}

/// What an element is to intake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    Other,
    // of a transaction
    Number,
    Day,
    Amount,
    Mode,
    Description,
    From,
    FromOwn,
    To,
    ToOwn,
    SideCountry,
    /// A party's role in a multi-party transaction.
    Role,
    // a person, an entity, an account; a conductor is a person as well
    Party(About),
    Conductor,
    // of a person, an entity or an account
    FirstName,
    MiddleName,
    LastName,
    Birth,
    PersonNumber,
    Nationality,
    EntityName,
    EntityNumber,
    EntityCountry,
    Institution,
    InstitutionCode,
    Currency,
    AccountNumber,
    Iban,
}

impl Tag {
    fn of(name: &str) -> Self {
        match name {
            "transactionnumber" => Self::Number,
            "date_transaction" => Self::Day,
            "amount_local" => Self::Amount,
            "transmode_code" => Self::Mode,
            "transaction_description" => Self::Description,
            "t_from" => Self::From,
            "t_from_my_client" => Self::FromOwn,
            "t_to" => Self::To,
            "t_to_my_client" => Self::ToOwn,
            "from_country" | "to_country" => Self::SideCountry,
            "role" => Self::Role,
            "t_conductor" | "conductor" => Self::Conductor,
            "from_person" | "to_person" | "t_person" | "person" | "person_my_client" | "director_id"
            | "reporting_person" => Self::Party(About::Person),
            "from_entity" | "to_entity" | "t_entity" | "entity" | "entity_my_client" => Self::Party(About::Entity),
            "from_account" | "to_account" | "account_my_client" => Self::Party(About::Account),
            "first_name" => Self::FirstName,
            "middle_name" => Self::MiddleName,
            "last_name" => Self::LastName,
            "birthdate" => Self::Birth,
            "id_number" | "ssn" | "passport_number" => Self::PersonNumber,
            "nationality1" => Self::Nationality,
            "name" => Self::EntityName,
            "incorporation_number" => Self::EntityNumber,
            "incorporation_country_code" => Self::EntityCountry,
            "institution_name" => Self::Institution,
            "institution_code" | "swift" => Self::InstitutionCode,
            "currency_code" => Self::Currency,
            // The name of an account's number, and of an account itself.
            "account" => Self::AccountNumber,
            "iban" => Self::Iban,
            _ => Self::Other,
        }
    }

    /// Who an element with children is about.
    pub(crate) const fn about(self) -> Option<About> {
        match self {
            Self::Party(about) => Some(about),
            Self::Conductor => Some(About::Person),
            Self::AccountNumber => Some(About::Account),
            _ => None,
        }
    }
}

/// Tags by the number of a name. Names keep their numbers within one file.
#[derive(Debug, Default)]
pub(crate) struct Tags(Vec<Tag>);

impl Tags {
    /// The tag of a name, learnt when it is new.
    pub(crate) fn learn(&mut self, names: &Names) {
        for id in self.0.len()..names.len() {
            self.0.push(Tag::of(names.text(NameId(u32::try_from(id).unwrap_or(u32::MAX)))));
        }
    }

    pub(crate) fn get(&self, name: NameId) -> Tag {
        usize::try_from(name.0).ok().and_then(|at| self.0.get(at)).copied().unwrap_or(Tag::Other)
    }
}
