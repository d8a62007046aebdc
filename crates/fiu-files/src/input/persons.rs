//! Everybody whom a goAML report names: persons and entities of its transactions and its activity.
//!
//! Whoever files the report is left out. The same client stands in a report as often as in its transactions; each time
//! is a record of its own.

use super::Spot;
use super::filed::Reports;
use super::people::{NameOf, People, PlaceOf, Somebody};
use crate::failure::Failure;
use screen::{IdentifierKind, Kind};
use vocab::report::{
    Account, Activity, Address, Entity, Header, Identification, Person, Phone, Subject, Text, Transaction,
};

/// Hands everybody on.
pub(super) struct Named<'a> {
    pub(super) sink: &'a mut dyn People,
}

impl Reports for Named<'_> {
    fn transaction(&mut self, spot: Spot<'_>, _: &Header, transaction: &Transaction) -> Result<(), Failure> {
        let mut found = Vec::new();
        for side in [&transaction.from, &transaction.to].into_iter().flatten() {
            side.conductor.iter().for_each(|person| found.push(of_person(person)));
            side.subject.iter().for_each(|subject| of_subject(subject, &mut found));
        }
        for party in transaction.involved_parties.iter().flat_map(|parties| &parties.items) {
            party.subject.iter().for_each(|subject| of_subject(subject, &mut found));
        }
        self.hand_on(spot, transaction.transactionnumber.as_deref().unwrap_or_default(), found)
    }

    fn activity(&mut self, spot: Spot<'_>, activity: &Activity) -> Result<(), Failure> {
        let mut found = Vec::new();
        for party in activity.report_parties.iter().flat_map(|parties| &parties.items) {
            party.subject.iter().for_each(|subject| of_subject(subject, &mut found));
        }
        self.hand_on(spot, "activity", found)
    }
}

impl Named<'_> {
    fn hand_on(&mut self, spot: Spot<'_>, number: &str, found: Vec<Somebody>) -> Result<(), Failure> {
        let named = found.into_iter().filter(|one| !one.names.is_empty() || !one.numbers.is_empty());
        for (at, mut somebody) in named.enumerate() {
            // Transaction numbers are the reporter's own and may repeat; the line does not.
            somebody.id = format!("{number}@{}#{}", spot.row, at + 1);
            self.sink.somebody(spot, somebody)?;
        }
        Ok(())
    }
}

fn of_subject(subject: &Subject, found: &mut Vec<Somebody>) {
    match subject {
        Subject::Person(person) => found.push(of_person(person)),
        Subject::Entity(entity) => of_entity(entity, found),
        Subject::Account(account) => of_account(account, found),
    }
}

fn of_account(account: &Account, found: &mut Vec<Somebody>) {
    account.t_entity.iter().for_each(|entity| of_entity(entity, found));
    let newer = account.related_persons.iter().flat_map(|persons| &persons.items);
    for related in account.signatory.iter().chain(newer) {
        related.t_person.iter().for_each(|person| found.push(of_person(person)));
    }
    for related in account.related_entities.iter().flat_map(|entities| &entities.items) {
        related.entity.iter().for_each(|entity| of_entity(entity, found));
    }
}

fn text(text: &Option<Text>) -> &str {
    text.as_ref().map_or("", |text| text.reveal().trim())
}

fn joined(parts: &[&Option<Text>]) -> String {
    let parts: Vec<&str> = parts.iter().map(|part| text(part)).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

fn of_person(person: &Person) -> Somebody {
    let mut somebody = Somebody { kind: Kind::Person, ..Somebody::default() };
    let given = joined(&[&person.first_name, &person.middle_name]);
    let family = joined(&[&person.prefix, &person.last_name]);
    if !given.is_empty() || !family.is_empty() {
        somebody.names.push(NameOf::Parts { given, family });
    }
    somebody.name(text(&person.full_name_frn));
    somebody.name(text(&person.alias));
    for previous in person.previous_names.iter().flat_map(|names| &names.items) {
        somebody.name(&joined(&[&previous.first_name, &previous.last_name]));
    }
    if let Some(born) = &person.birthdate {
        let day = born.reveal().value().map(|when| when.civil.date().to_string());
        Somebody::put(&mut somebody.born, &day.unwrap_or_else(|| born.reveal().text().to_owned()));
    }
    somebody.sex = match text(&person.gender).to_lowercase().as_str() {
        "f" | "female" => Some('f'),
        "m" | "male" => Some('m'),
        _ => None,
    };
    for country in [&person.nationality1, &person.nationality2, &person.nationality3, &person.residence] {
        Somebody::put(&mut somebody.countries, text(country));
    }
    let nation = text(&person.nationality1).to_owned();
    somebody.number(IdentifierKind::NationalId, &nation, text(&person.ssn));
    somebody.number(IdentifierKind::Passport, text(&person.passport_country), text(&person.passport_number));
    somebody.number(IdentifierKind::Other, &nation, text(&person.id_number));
    somebody.number(IdentifierKind::TaxId, &nation, text(&person.tax_number));
    let newer = person.identifications.iter().flat_map(|documents| &documents.items);
    documents(&mut somebody, person.identification.iter().chain(newer));
    places(&mut somebody, person.addresses.as_ref().map(|items| items.items.as_slice()));
    phones(&mut somebody, person.phones.as_ref().map(|items| items.items.as_slice()));
    for mail in person.email.iter().chain(person.emails.iter().flat_map(|mails| &mails.items)) {
        Somebody::put(&mut somebody.mails, mail.reveal());
    }
    somebody
}

fn of_entity(entity: &Entity, found: &mut Vec<Somebody>) {
    let mut somebody = Somebody { kind: Kind::Organisation, ..Somebody::default() };
    somebody.name(text(&entity.name));
    somebody.name(text(&entity.commercial_name));
    let country = entity.incorporation_country_code.as_deref().unwrap_or_default().trim().to_owned();
    Somebody::put(&mut somebody.countries, &country);
    if let Some(founded) = entity.incorporation_date.as_ref().and_then(|date| date.value()) {
        Somebody::put(&mut somebody.born, &founded.civil.date().to_string());
    }
    somebody.number(IdentifierKind::Registration, &country, text(&entity.incorporation_number));
    somebody.number(IdentifierKind::TaxId, &country, text(&entity.tax_number));
    documents(&mut somebody, entity.entity_identifications.iter().flat_map(|documents| &documents.items));
    places(&mut somebody, entity.addresses.as_ref().map(|items| items.items.as_slice()));
    phones(&mut somebody, entity.phones.as_ref().map(|items| items.items.as_slice()));
    for mail in entity.email.iter().chain(entity.emails.iter().flat_map(|mails| &mails.items)) {
        Somebody::put(&mut somebody.mails, mail.reveal());
    }
    found.push(somebody);
    found.extend(entity.director_id.iter().map(of_person));
    for related in entity.related_persons.iter().flat_map(|persons| &persons.items) {
        related.person.iter().for_each(|person| found.push(of_person(person)));
    }
}

fn documents<'a>(somebody: &mut Somebody, documents: impl Iterator<Item = &'a Identification>) {
    for document in documents {
        // Codes of kinds are a country's own, so that only the number is compared.
        somebody.number(IdentifierKind::Other, text(&document.issue_country), text(&document.number));
    }
}

fn places(somebody: &mut Somebody, addresses: Option<&[Address]>) {
    for address in addresses.unwrap_or_default() {
        let city = if text(&address.city).is_empty() { text(&address.town) } else { text(&address.city) };
        somebody.places.push(PlaceOf {
            street: joined(&[&address.address, &address.house_number]),
            city: city.to_owned(),
            postcode: text(&address.zip).to_owned(),
            country: text(&address.country_code).to_owned(),
        });
    }
}

fn phones(somebody: &mut Somebody, phones: Option<&[Phone]>) {
    for phone in phones.unwrap_or_default() {
        let prefix = text(&phone.tph_country_prefix).trim_start_matches(['+', '0']).to_owned();
        let number = text(&phone.tph_number);
        let whole = if prefix.is_empty() { number.to_owned() } else { format!("+{prefix}{number}") };
        Somebody::put(&mut somebody.phones, &whole);
    }
}
