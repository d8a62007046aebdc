//! What the elements of a goAML report are: which are persons, which accounts, which can stand several times.
//!
//! Source: the published goAML schemas 4.0.2 and 5.0.1. A rule speaks of all persons, say, wherever a schema puts them
//! and however it names them there.

use serde::Deserialize;
use vocab::{ElementId, NameId, Names, Record};

/// What a rule is about: it runs once for each such element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The report as a whole, once, when everything was read.
    Report,
    /// Each transaction.
    Transaction,
    /// The activity.
    Activity,
    /// Each side of a transaction and each party to a transaction or an activity.
    Party,
    /// Each person, also as conductor, signatory, director or reporting person.
    Person,
    /// Each account that is more than its number.
    Account,
    /// Each entity.
    Entity,
    /// Each address, also of an employer, of a transaction or of the reporter's place.
    Address,
    /// Each telephone.
    Phone,
    /// Each identity document of a person or register entry of an entity.
    Identification,
    /// Each amount in a foreign currency.
    ForeignCurrency,
    /// Each item of goods and services.
    Item,
}

impl Scope {
    /// How many scopes there are.
    pub(crate) const COUNT: usize = 12;

    /// Number of the scope, for tables.
    pub(crate) fn index(self) -> usize {
        self as usize
    }
}

/// Element names of each scope but `report`.
const NAMES: &[(Scope, &[&str])] = &[
    (Scope::Transaction, &["transaction"]),
    (Scope::Activity, &["activity"]),
    (Scope::Party, &["t_from", "t_from_my_client", "t_to", "t_to_my_client", "party", "report_party"]),
    (
        Scope::Person,
        &[
            "from_person",
            "to_person",
            "t_conductor",
            "conductor",
            "person",
            "person_my_client",
            "t_person",
            "reporting_person",
            "director_id",
        ],
    ),
    (Scope::Account, &["from_account", "to_account", "account", "account_my_client"]),
    (Scope::Entity, &["from_entity", "to_entity", "entity", "entity_my_client", "t_entity"]),
    (Scope::Address, &["address", "location", "employer_address_id", "transaction_address"]),
    (Scope::Phone, &["phone", "employer_phone_id"]),
    (Scope::Identification, &["identification", "entity_identifier"]),
    (Scope::ForeignCurrency, &["from_foreign_currency", "to_foreign_currency", "foreign_currency"]),
    (Scope::Item, &["item"]),
];

/// Elements that can stand several times wherever they stand.
const REPEATED: &[&str] = &[
    "transaction",
    "party",
    "report_party",
    "indicator",
    "item",
    "signatory",
    "director_id",
    "email",
    "identification",
    "entity_identifier",
    "network_device",
    "account_fund",
    "account_related_person",
    "entity_related_person",
    "person_related_person",
    "account_related_entity",
    "entity_related_entity",
    "account_related_account",
    "previous_name",
    "social_account",
    "employment",
    "pep",
    "sanction_list",
    "additional_info",
    "routing",
];

/// Elements that can stand several times below these parents only.
const REPEATED_BELOW: &[(&str, &[&str])] =
    &[("address", &["addresses", "employer_addresses"]), ("phone", &["phones", "employer_phones"]), ("url", &["urls"])];

/// Children of `report` that follow the transactions in the order of the schema, so that a rule about one element
/// does not know them yet.
pub(crate) const AFTER_TRANSACTIONS: &[&str] = &["report_indicators", "additional_information"];

/// Whether an element of this name can stand several times below `parent`; `None` when the parent is not known.
pub(crate) fn is_repeated(parent: Option<&str>, name: &str) -> bool {
    REPEATED.contains(&name)
        || REPEATED_BELOW
            .iter()
            .any(|(child, parents)| *child == name && parent.is_some_and(|parent| parents.contains(&parent)))
}

/// The element names of a [`Names`] table, sorted into scopes once.
#[derive(Clone, Debug)]
pub(crate) struct Elements {
    scopes: Vec<Option<Scope>>,
    my_client: Vec<bool>,
    account: NameId,
    address: NameId,
    pub(crate) transaction: NameId,
}

impl Elements {
    pub(crate) fn of(names: &mut Names) -> Self {
        let mut scoped = Vec::new();
        for (scope, texts) in NAMES {
            for text in *texts {
                scoped.push((names.intern(text), *scope));
            }
        }
        let (account, address, transaction) =
            (names.intern("account"), names.intern("address"), names.intern("transaction"));
        let ids = 0..u32::try_from(names.len()).unwrap_or(u32::MAX);
        let mut scopes = vec![None; names.len()];
        for (id, scope) in scoped {
            if let Some(place) = scopes.get_mut(id.0 as usize) {
                *place = Some(scope);
            }
        }
        let my_client = ids.map(|id| names.text(NameId(id)).ends_with("_my_client")).collect();
        Self { scopes, my_client, account, address, transaction }
    }

    /// The scope of an element. An `account` that is the number within an account, and an `address` that is the
    /// street within an address, are texts and have none.
    pub(crate) fn scope(&self, record: &Record, id: ElementId, name: NameId) -> Option<Scope> {
        let scope = self.named(name)?;
        if name == self.account || name == self.address {
            let above =
                record.parent(id).and_then(|parent| record.get(parent)).and_then(|above| self.named(above.name));
            if above == Some(scope) {
                return None;
            }
        }
        Some(scope)
    }

    fn named(&self, name: NameId) -> Option<Scope> {
        self.scopes.get(name.0 as usize).copied().flatten()
    }

    /// Whether the element or one above it is a `…_my_client`.
    pub(crate) fn my_client(&self, record: &Record, id: ElementId, names: &Names) -> bool {
        let mut at = Some(id);
        while let Some((id, element)) = at.and_then(|id| record.get(id).map(|element| (id, element))) {
            let known = self.my_client.get(element.name.0 as usize).copied();
            if known.unwrap_or_else(|| names.text(element.name).ends_with("_my_client")) {
                return true;
            }
            at = record.parent(id);
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::{At, RecordKind};

    #[test]
    fn a_number_within_an_account_is_not_an_account() {
        let mut names = Names::new();
        let elements = Elements::of(&mut names);
        let mut record = Record::new(RecordKind::Transaction);
        let mut push = |parent, name: &str| record.push(parent, names.intern(name), At::default(), false);
        let root = push(None, "transaction");
        let party = push(Some(root), "party");
        let account = push(Some(party), "account");
        let number = push(Some(account), "account");
        let related = push(Some(account), "account_related_account");
        let other = push(Some(related), "account");
        let list = push(Some(root), "addresses");
        let address = push(Some(list), "address");
        let street = push(Some(address), "address");
        let scope = |id| elements.scope(&record, id, record.get(id).unwrap().name);
        assert_eq!(
            [account, number, other, list, address, street, party].map(scope),
            [Some(Scope::Account), None, Some(Scope::Account), None, Some(Scope::Address), None, Some(Scope::Party)]
        );
    }

    #[test]
    fn an_address_is_repeated_only_in_a_list_of_addresses() {
        assert!(is_repeated(Some("addresses"), "address") && is_repeated(None, "signatory"));
        assert!(!is_repeated(Some("item"), "address") && !is_repeated(None, "address") && !is_repeated(None, "url"));
    }
}
