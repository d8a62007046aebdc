//! People and organisations out of files of every form, one at a time, as the files state them.

use super::entities::{self, Entity};
use super::filed::{self, Generations};
use super::persons;
use super::remarks::Remarks;
use super::{Form, Input, Spot};
use crate::failure::{CellFault, Failure};
use crate::table::amount::shown;
use crate::table::mapping::Mapping;
use crate::table::roles::{Columns, Role};
use crate::table::{self, Rows};
use screen::{IdentifierKind, Kind};
use serde::Serialize;

/// A name in parts or whole.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub(crate) enum NameOf {
    Whole(String),
    Parts { given: String, family: String },
}

impl NameOf {
    /// The name as one text.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Whole(name) => name.clone(),
            Self::Parts { given, family } => format!("{given} {family}").trim().to_owned(),
        }
    }
}

/// An address; what is not known is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct PlaceOf {
    pub(crate) street: String,
    pub(crate) city: String,
    pub(crate) postcode: String,
    pub(crate) country: String,
}

/// A number; what it is, who issued it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub(crate) struct NumberOf {
    #[serde(skip)]
    pub(crate) kind: IdentifierKind,
    pub(crate) country: String,
    pub(crate) text: String,
}

/// Somebody as one record states it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Somebody {
    /// What the record is called in its file; may be empty.
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// The main name first.
    pub(crate) names: Vec<NameOf>,
    /// Dates of birth or foundation as stated.
    pub(crate) born: Vec<String>,
    /// `f`, `m` or nothing.
    pub(crate) sex: Option<char>,
    /// Nationalities and countries.
    pub(crate) countries: Vec<String>,
    pub(crate) places: Vec<PlaceOf>,
    pub(crate) phones: Vec<String>,
    pub(crate) mails: Vec<String>,
    pub(crate) numbers: Vec<NumberOf>,
}

impl Somebody {
    /// The main name, or the first number of who has none.
    pub(crate) fn called(&self) -> String {
        let number = || self.numbers.first().map(|number| number.text.clone());
        self.names.first().map(NameOf::text).or_else(number).unwrap_or_default()
    }

    /// Adds a text if it says something.
    pub(crate) fn put(to: &mut Vec<String>, text: &str) {
        let text = text.trim();
        if !text.is_empty() && !to.iter().any(|known| known == text) {
            to.push(text.to_owned());
        }
    }

    /// Adds a whole name if it says something.
    pub(crate) fn name(&mut self, text: &str) {
        let name = NameOf::Whole(text.trim().to_owned());
        if !text.trim().is_empty() && !self.names.contains(&name) {
            self.names.push(name);
        }
    }

    /// Adds a number if it says something.
    pub(crate) fn number(&mut self, kind: IdentifierKind, country: &str, text: &str) {
        if !text.trim().is_empty() {
            let (country, text) = (country.trim().to_owned(), text.trim().to_owned());
            self.numbers.push(NumberOf { kind, country, text });
        }
    }

    /// The date as ISO 8601 writes it, if it is one that a pattern of the mapping reads; else as it is.
    fn birth(&mut self, mapping: &Mapping, text: &str) {
        let day =
            || mapping.moments.read(text).ok().map(|moment| moment.to_zoned(mapping.moments.zone().clone()).date());
        let said = if mapping.moments.is_iso() { None } else { day() };
        Self::put(&mut self.born, &said.map_or_else(|| text.to_owned(), |day| day.to_string()));
    }
}

/// Who takes them.
pub(crate) trait People {
    /// One record.
    fn somebody(&mut self, spot: Spot<'_>, somebody: Somebody) -> Result<(), Failure>;
}

/// Remark on records that say nothing by which anybody could be known.
const NAMELESS: &str = "records without a name and without a number, which are passed over";

/// Goes through everybody in all files.
pub(crate) fn read(inputs: &[Input], remarks: &mut Remarks, sink: &mut dyn People) -> Result<(), Failure> {
    let generations = Generations::default();
    for input in inputs {
        match input.form {
            Form::Table => {
                let label = input.label();
                let mut rows = TableRows { file: &label, mapping: &input.mapping, columns: None, remarks, sink };
                table::read(&input.path, input.mapping.delimiter, &mut rows)?;
            }
            Form::Filed => {
                let mut named = persons::Named { sink };
                filed::read_file(input, &generations, &mut named)?;
            }
            Form::Entities => {
                let mut found = 0_u64;
                entities::each(input, &mut |entity| match of_entity(entity) {
                    Some(somebody) => {
                        found += 1;
                        sink.somebody(entity.spot, somebody)
                    }
                    None => Ok(()),
                })?;
                if found == 0 {
                    return Err(Failure::Empty(input.label()));
                }
            }
        }
    }
    Ok(())
}

/// Columns that hold numbers, and of which kind those are.
const NUMBERS: [(Role, IdentifierKind); 9] = [
    (Role::National, IdentifierKind::NationalId),
    (Role::Passport, IdentifierKind::Passport),
    (Role::Register, IdentifierKind::Registration),
    (Role::Tax, IdentifierKind::TaxId),
    (Role::Lei, IdentifierKind::Lei),
    (Role::Bic, IdentifierKind::Bic),
    (Role::Iban, IdentifierKind::Account),
    (Role::Wallet, IdentifierKind::Wallet),
    (Role::Imo, IdentifierKind::Imo),
];

const OTHERS: [Role; 15] = [
    Role::Id,
    Role::Kind,
    Role::Given,
    Role::Middle,
    Role::Family,
    Role::Alias,
    Role::Born,
    Role::Sex,
    Role::Nationality,
    Role::Country,
    Role::Street,
    Role::City,
    Role::Postcode,
    Role::Phone,
    Role::Mail,
];

struct TableRows<'a> {
    file: &'a str,
    mapping: &'a Mapping,
    columns: Option<Columns>,
    remarks: &'a mut Remarks,
    sink: &'a mut dyn People,
}

impl Rows for TableRows<'_> {
    fn columns(&mut self, names: &[String]) -> Result<(), Failure> {
        let mut optional: Vec<Role> = OTHERS.to_vec();
        optional.extend(NUMBERS.iter().map(|(role, _)| *role));
        optional.push(Role::Name);
        let columns = Columns::find(self.file, names, self.mapping, (&[], &optional))?;
        if !columns.has(Role::Name) && !columns.has(Role::Family) {
            // Refused with the words that say which columns there are.
            Columns::find(self.file, names, self.mapping, (&[Role::Name], &[]))?;
        }
        self.columns = Some(columns);
        Ok(())
    }

    fn row(&mut self, row: u64, cells: &[&str]) -> Result<(), Failure> {
        let Some(columns) = &self.columns else { return Ok(()) };
        let cell = |role| columns.cell(role, cells);
        let fault = |role, found: &str, known| columns.fault(row, role, CellFault::Word { found: shown(found), known });
        let each = |role| cell(role).split(';').map(str::trim).filter(|part| !part.is_empty());
        let mut somebody = Somebody { id: cell(Role::Id).to_owned(), ..Somebody::default() };
        somebody.kind = kind(cell(Role::Kind)).ok_or_else(|| {
            fault(
                Role::Kind,
                cell(Role::Kind),
                "person, organisation, vessel, aircraft, wallet, or a word of that meaning",
            )
        })?;
        somebody.sex = sex(cell(Role::Sex)).ok_or_else(|| fault(Role::Sex, cell(Role::Sex), "F, M or X"))?;
        let given = format!("{} {}", cell(Role::Given), cell(Role::Middle)).trim().to_owned();
        let family = cell(Role::Family).to_owned();
        if !family.is_empty() {
            somebody.names.push(NameOf::Parts { given, family });
            somebody.kind = if somebody.kind == Kind::Unknown { Kind::Person } else { somebody.kind };
        }
        if somebody.names.is_empty() || somebody.names.first().is_some_and(|name| name.text() != cell(Role::Name)) {
            somebody.name(cell(Role::Name));
        }
        each(Role::Alias).for_each(|alias| somebody.name(alias));
        each(Role::Born).for_each(|born| somebody.birth(self.mapping, born));
        for role in [Role::Nationality, Role::Country] {
            each(role).for_each(|country| Somebody::put(&mut somebody.countries, country));
        }
        each(Role::Phone).for_each(|phone| Somebody::put(&mut somebody.phones, phone));
        each(Role::Mail).for_each(|mail| Somebody::put(&mut somebody.mails, mail));
        let [street, city, postcode] = [Role::Street, Role::City, Role::Postcode].map(|role| cell(role).to_owned());
        let country = cell(Role::Country).to_owned();
        if [&street, &city, &postcode].iter().any(|part| !part.is_empty()) {
            somebody.places.push(PlaceOf { street, city, postcode, country: country.clone() });
        }
        for (role, kind) in NUMBERS {
            each(role).for_each(|number| somebody.number(kind, &country, number));
        }
        if somebody.names.is_empty() && somebody.numbers.is_empty() {
            self.remarks.add(NAMELESS, || format!("{}, row {row}", self.file));
            return Ok(());
        }
        self.sink.somebody(Spot { file: self.file, row }, somebody)
    }
}

/// What a word says about the kind of who is meant; `None` if nothing is understood.
fn kind(word: &str) -> Option<Kind> {
    let word = word.to_lowercase();
    Some(match word.as_str() {
        "" | "unknown" | "entity" | "legalentity" => Kind::Unknown,
        "person" | "individual" | "natural person" | "natural" | "p" | "persona" | "personne" | "человек" | "شخص"
        | "个人" => Kind::Person,
        "organisation" | "organization" | "company" | "legal person" | "legal" | "business" | "corporate" | "o"
        | "empresa" | "société" | "firma" | "компания" | "شركة" | "公司" | "publicbody" => {
            Kind::Organisation
        }
        "vessel" | "ship" => Kind::Vessel,
        "aircraft" | "airplane" => Kind::Aircraft,
        "wallet" | "cryptowallet" => Kind::Wallet,
        _ => return None,
    })
}

/// The sex that a word says; the outer `None` if nothing is understood.
fn sex(word: &str) -> Option<Option<char>> {
    let word = word.to_lowercase();
    Some(match word.as_str() {
        "" | "x" | "u" | "unknown" | "-" => None,
        "f" | "female" | "w" | "woman" | "mujer" | "femme" | "frau" | "ж" | "أنثى" | "女" => Some('f'),
        "m" | "male" | "man" | "hombre" | "homme" | "mann" | "м" | "ذكر" | "男" => Some('m'),
        _ => return None,
    })
}

/// Somebody of FollowTheMoney; `None` for what is nobody.
fn of_entity(entity: &Entity<'_>) -> Option<Somebody> {
    let kind = match entity.schema {
        "Person" => Kind::Person,
        "Organization" | "Company" | "PublicBody" => Kind::Organisation,
        "LegalEntity" => Kind::Unknown,
        "Vessel" => Kind::Vessel,
        "Airplane" => Kind::Aircraft,
        "CryptoWallet" => Kind::Wallet,
        _ => return None,
    };
    let mut somebody = Somebody { id: entity.id.to_owned(), kind, ..Somebody::default() };
    let given: Vec<&str> = ["firstName", "secondName", "middleName"].iter().flat_map(|name| entity.all(name)).collect();
    if let Some(family) = entity.all("lastName").next().filter(|_| entity.all("lastName").count() == 1) {
        somebody.names.push(NameOf::Parts { given: given.join(" "), family: family.to_owned() });
    }
    for name in ["name", "alias", "previousName", "weakAlias"].iter().flat_map(|property| entity.all(property)) {
        somebody.name(name);
    }
    if somebody.names.is_empty() {
        somebody.name(entity.caption);
    }
    for born in entity.all("birthDate").chain(entity.all("incorporationDate")) {
        Somebody::put(&mut somebody.born, born);
    }
    somebody.sex = entity.all("gender").find_map(sex).flatten();
    for country in ["nationality", "citizenship", "country", "jurisdiction", "flag"] {
        entity.all(country).for_each(|country| Somebody::put(&mut somebody.countries, country));
    }
    for street in entity.all("address") {
        somebody.places.push(PlaceOf { street: street.to_owned(), ..PlaceOf::default() });
    }
    entity.all("phone").for_each(|phone| Somebody::put(&mut somebody.phones, phone));
    entity.all("email").for_each(|mail| Somebody::put(&mut somebody.mails, mail));
    let country = somebody.countries.first().map(|country| country.to_uppercase()).unwrap_or_default();
    for (property, kind) in [
        ("idNumber", IdentifierKind::NationalId),
        ("socialSecurityNumber", IdentifierKind::NationalId),
        ("passportNumber", IdentifierKind::Passport),
        ("taxNumber", IdentifierKind::TaxId),
        ("innCode", IdentifierKind::TaxId),
        ("vatCode", IdentifierKind::TaxId),
        ("registrationNumber", IdentifierKind::Registration),
        ("ogrnCode", IdentifierKind::Registration),
        ("leiCode", IdentifierKind::Lei),
        ("swiftBic", IdentifierKind::Bic),
        ("imoNumber", IdentifierKind::Imo),
        ("mmsi", IdentifierKind::Mmsi),
        ("publicKey", IdentifierKind::Wallet),
    ] {
        entity.all(property).for_each(|number| somebody.number(kind, &country, number));
    }
    (!somebody.names.is_empty() || !somebody.numbers.is_empty()).then_some(somebody)
}
