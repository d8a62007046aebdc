//! Records of files as mentions.

use super::args::ResolveArgs;
use crate::failure::Failure;
use crate::input::people::{self, NameOf, People, Somebody};
use crate::input::remarks::Remarks;
use crate::input::{Spot, inputs};
use resolve::clusters::MentionId;
use resolve::dates::PartialDate;
use resolve::mention::{IdentifierText, Kind, Mention, NameText, PlaceText, Sex};
use resolve::{Store, StoreError};
use screen::IdentifierKind;

/// Remarks.
const NO_DATE: &str = "dates of birth or foundation that are not understood and not compared";
const NO_PERSON: &str = "vessels, aircraft and wallets, which are passed over";

/// What is kept of a record beside its mention.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) file: u32,
    pub(super) row: u64,
    pub(super) id: Box<str>,
    pub(super) called: Box<str>,
    pub(super) person: bool,
}

/// All records.
#[derive(Default)]
pub(super) struct Records {
    pub(super) store: Store,
    pub(super) all: Vec<Record>,
    pub(super) files: Vec<String>,
    pub(super) remarks: Remarks,
}

impl Records {
    /// Reads everything that the arguments name.
    pub(super) fn read(args: &ResolveArgs) -> Result<Self, Failure> {
        let (mut records, mut remarks) = (Self::default(), Remarks::default());
        people::read(&inputs(&args.files, &args.mapping)?, &mut remarks, &mut records)?;
        records.remarks.take(remarks);
        if records.all.is_empty() {
            return Err(Failure::Nothing("there are no people and no organisations in the files"));
        }
        Ok(records)
    }

    /// The record of a mention.
    pub(super) fn get(&self, id: MentionId) -> Option<&Record> {
        usize::try_from(id.0).ok().and_then(|at| self.all.get(at))
    }

    /// The file of a record.
    pub(super) fn file(&self, record: &Record) -> &str {
        self.files.get(record.file as usize).map_or("", String::as_str)
    }

    /// What a record is called: its id, or file and row of one without.
    pub(super) fn name(&self, id: MentionId) -> String {
        match self.get(id) {
            Some(record) if record.id.is_empty() => format!("{}:{}", self.file(record), record.row),
            Some(record) => record.id.to_string(),
            None => String::new(),
        }
    }
}

fn refused(error: StoreError) -> Failure {
    match error {
        StoreError::Full => Failure::TooMany("records"),
        StoreError::Known(_) => Failure::TooMany("records of one number"),
    }
}

fn name_text(name: &NameOf) -> NameText<'_> {
    match name {
        NameOf::Whole(name) => NameText::Whole(name),
        NameOf::Parts { given, family } => NameText::Parts { given, family },
    }
}

/// What an identifier is to the instrument.
const fn scheme(kind: IdentifierKind) -> &'static str {
    match kind {
        IdentifierKind::NationalId => "national",
        IdentifierKind::TaxId => "tax",
        IdentifierKind::Lei => "lei",
        IdentifierKind::Bic => "bic",
        IdentifierKind::Account => "iban",
        IdentifierKind::Wallet => "wallet",
        IdentifierKind::Imo => "imo",
        IdentifierKind::Passport => "passport",
        IdentifierKind::Registration => "register",
        _ => "other",
    }
}

impl People for Records {
    fn somebody(&mut self, spot: Spot<'_>, somebody: Somebody) -> Result<(), Failure> {
        let organised = || {
            somebody
                .numbers
                .iter()
                .any(|number| matches!(number.kind, IdentifierKind::Registration | IdentifierKind::Lei))
        };
        let kind = match somebody.kind {
            screen::Kind::Person => Kind::Person,
            screen::Kind::Organisation => Kind::Organisation,
            screen::Kind::Unknown if organised() => Kind::Organisation,
            screen::Kind::Unknown => Kind::Person,
            _ => {
                self.remarks.add(NO_PERSON, || format!("{}, row {}", spot.file, spot.row));
                return Ok(());
            }
        };
        let mut births = Vec::new();
        for born in &somebody.born {
            match PartialDate::parse(born) {
                Ok(date) => births.push(date),
                Err(_) => self.remarks.add(NO_DATE, || format!("{}, row {}", spot.file, spot.row)),
            }
        }
        let names: Vec<NameText<'_>> = somebody.names.iter().map(name_text).collect();
        let id = MentionId(self.all.len() as u64);
        let upper: Vec<String> = somebody.places.iter().map(|place| place.country.to_uppercase()).collect();
        let places: Vec<PlaceText<'_>> = somebody
            .places
            .iter()
            .zip(&upper)
            .map(|(place, country)| PlaceText {
                street: &place.street,
                city: &place.city,
                postcode: &place.postcode,
                country,
            })
            .collect();
        let issuers: Vec<String> = somebody.numbers.iter().map(|number| number.country.to_uppercase()).collect();
        let identifiers: Vec<IdentifierText<'_>> = somebody
            .numbers
            .iter()
            .zip(&issuers)
            .map(|(number, country)| IdentifierText { scheme: scheme(number.kind), country, text: &number.text })
            .collect();
        let phones: Vec<&str> = somebody.phones.iter().map(String::as_str).collect();
        let mails: Vec<&str> = somebody.mails.iter().map(String::as_str).collect();
        let sex = somebody.sex.map(|sex| if sex == 'f' { Sex::Female } else { Sex::Male });
        let mention = Mention {
            id,
            kind,
            names: &names,
            births: &births,
            sex,
            places: &places,
            phones: &phones,
            mails: &mails,
            identifiers: &identifiers,
        };
        self.store.push(&mention).map_err(refused)?;
        if self.files.last().is_none_or(|last| last != spot.file) {
            self.files.push(spot.file.to_owned());
        }
        let file = u32::try_from(self.files.len().saturating_sub(1)).map_err(|_| Failure::TooMany("files"))?;
        let called = somebody.called().into_boxed_str();
        let person = kind == Kind::Person;
        self.all.push(Record { file, row: spot.row, id: somebody.id.into_boxed_str(), called, person });
        Ok(())
    }
}
