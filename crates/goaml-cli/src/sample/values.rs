//! Texts that make sense, by the name of the element and what it stands in. Everything is invented. An offer that the
//! schema does not take is passed over by the sampler, so offers may be bold.

use super::plan::Plan;
use crate::basis::Basis;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::BTreeMap;
use xsd::dictionary::{Dictionary, What};

/// Codes of a schema, by the name of the element that takes them.
#[derive(Debug)]
pub(super) struct Codes {
    of_element: BTreeMap<String, Vec<String>>,
    /// Currency of the country, when a profile says it.
    currency: Option<String>,
    /// Code of the country, when a profile says it.
    country: Option<String>,
}

impl Codes {
    pub(super) fn of(basis: &Basis) -> Self {
        let Dictionary { types, .. } = basis.schema().dictionary();
        let mut of_element = BTreeMap::new();
        for row in types.into_iter().flat_map(|page| page.rows) {
            if let What::Element(field) = row.what
                && let Some(value) = field.value.filter(|value| !value.codes.is_empty())
            {
                let codes =
                    value.codes.into_iter().map(|(code, _)| code).filter(|code| !code.trim_matches('-').is_empty());
                of_element.entry(field.name).or_insert_with(|| codes.collect());
            }
        }
        let manifest = basis.profile().map(|profile| profile.manifest());
        let currency = manifest.and_then(|manifest| manifest.currency_local.clone());
        let country = manifest.map(|manifest| manifest.code.to_uppercase()).filter(|code| code.len() == 2);
        Self { of_element, currency, country }
    }

    /// The kinds of reports of the schema.
    pub(super) fn kinds(&self) -> Vec<String> {
        self.of_element.get("report_code").cloned().unwrap_or_default()
    }

    /// The first of some codes that an element takes.
    fn first<'c>(&self, element: &str, wanted: &[&'c str]) -> Option<&'c str> {
        let known = self.of_element.get(element)?;
        wanted.iter().find(|code| known.iter().any(|known| known == **code)).copied()
    }
}

/// Offers texts for one report.
pub(super) struct Values<'a> {
    plan: &'a Plan,
    codes: &'a Codes,
    day: Date,
    chance: u64,
    /// Seed and number, for references that are unique.
    pub(super) serial: (u64, u64),
    indicators: usize,
    transactions: u64,
    /// Of the transaction being written, in whole units.
    amount: u64,
    date: Date,
    abroad: bool,
}

/// Countries and their currencies, for a profile or schema that is of no country.
const HOMES: [(&str, &str); 6] =
    [("FR", "EUR"), ("KE", "KES"), ("BR", "BRL"), ("JO", "JOD"), ("KZ", "KZT"), ("CN", "CNY")];
const FIRST_NAMES: [&str; 12] =
    ["Amara", "Tomas", "Lin", "Yusuf", "Elena", "Kofi", "Mei", "Ivan", "Salma", "Diego", "Noor", "Anton"];
const LAST_NAMES: [&str; 12] = [
    "Okello", "Varga", "Haddad", "Petrov", "Quispe", "Laurent", "Tanaka", "Mbeki", "Silva", "Rahimi", "Novak",
    "Castell",
];
const CITIES: [&str; 6] = ["Port Alba", "Zedopolis", "Marrun", "Nova Keld", "Tessaly", "Grand Havre"];
const STREETS: [&str; 5] = ["Harbour Road", "Market Street", "Cedar Avenue", "Mill Lane", "Station Square"];
const TRADES: [&str; 5] = ["Import of fabrics", "Bakery", "Road transport", "Fishing supplies", "Furniture workshop"];
const OCCUPATIONS: [&str; 5] = ["Accountant", "Teacher", "Fisherman", "Nurse", "Carpenter"];
const PURPOSES: [&str; 5] =
    ["Payment for fabrics", "Rent of a warehouse", "Sale of a boat", "Repayment of a loan", "Tuition fees"];
const REASON: &str = "The client deposited cash several times within a few days, each time just below the threshold, and moved the \
    money abroad on the day after. Asked about its origin, the client gave two different answers and could show no invoice.";
const ACTION: &str = "The account is watched more closely; no further step was taken.";

impl<'a> Values<'a> {
    pub(super) fn new(plan: &'a Plan, codes: &'a Codes, day: Date, chance: u64) -> Self {
        let (serial, date) = ((0, 0), day);
        Self { plan, codes, day, chance, serial, indicators: 0, transactions: 0, amount: 10_000, date, abroad: false }
    }

    /// A text for the element at the end of a path, if there is one to offer.
    pub(super) fn offer(&mut self, path: &[&str]) -> Option<String> {
        let (name, above) = path.split_last()?;
        let parent = above.last().copied().unwrap_or_default();
        self.of_report(name).or_else(|| self.of_transaction(name)).or_else(|| self.of_party(name, parent))
    }

    fn of_report(&mut self, name: &str) -> Option<String> {
        let (seed, _) = self.serial;
        let text = match name {
            "rentity_id" => "1042".to_owned(),
            "rentity_branch" => "Head office".to_owned(),
            "submission_code" => "E".to_owned(),
            "report_code" => self.plan.kind.clone(),
            "entity_reference" => format!("{}-{}-{seed:06}", self.plan.kind, self.day.year()),
            "fiu_ref_number" => format!("ZZ-RFI-{}-{:05}", self.day.year(), seed % 100_000),
            "submission_date" | "report_date" => moment(self.day, 9),
            "currency_code_local" => self.currency(name)?,
            "reason" => REASON.to_owned(),
            "action" => ACTION.to_owned(),
            "indicator" => self.indicator()?,
            "comments" | "description" => "Nothing to add.".to_owned(),
            _ => return None,
        };
        Some(text)
    }

    /// Indicators that fit the kind, another one each time.
    fn indicator(&mut self) -> Option<String> {
        let fitting: &[&str] = match self.plan.kind.as_str() {
            "TFR" | "TFA" => &["TF01", "TF02", "TF03"],
            "CTR" => &["TH01", "TH02"],
            "VAR" => &["VA01", "VA02", "TH03"],
            _ => &["PO01", "BH01", "TB01"],
        };
        let known = self.codes.of_element.get("indicator")?;
        let fitting: Vec<&&str> = fitting.iter().filter(|code| known.iter().any(|known| known == **code)).collect();
        let number = self.indicators;
        self.indicators += 1;
        match fitting.get(number) {
            Some(code) => Some((**code).to_owned()),
            None if fitting.is_empty() => known.get(number % known.len().max(1)).cloned(),
            None => fitting.last().map(|code| (**code).to_owned()),
        }
    }

    fn of_transaction(&mut self, name: &str) -> Option<String> {
        let kind = self.plan.kind.clone();
        let text = match name {
            "transactionnumber" => self.next_transaction(),
            "internal_ref_number" => format!("I-{:08}", self.below(100_000_000)),
            "transaction_location" => self.one(&CITIES).to_owned(),
            "transaction_description" => self.one(&PURPOSES).to_owned(),
            "date_transaction" | "value_date" => moment(self.date, 11),
            "late_deposit" => "true".to_owned(),
            "date_posting" => moment(self.date.checked_add(1.day()).unwrap_or(self.date), 8),
            "teller" | "authorized" => format!("Desk {}", self.below(9) + 1),
            "transmode_code" if kind == "EFT" => self.codes.first(name, &["SWIFT"])?.to_owned(),
            "transmode_code" if kind == "VAR" => self.codes.first(name, &["VAEX", "ONLIN"])?.to_owned(),
            "transmode_code" => self.codes.first(name, &["BRNCH"])?.to_owned(),
            "transmode_comment" => "At the counter of the branch".to_owned(),
            "transaction_status" => return None,
            "amount_local" => format!("{}.00", self.amount),
            "from_funds_code" | "to_funds_code" | "funds_code" => {
                let cash = kind == "CTR" && name == "from_funds_code";
                self.codes.first(name, if cash { &["CASH"] } else { &["ACCT"] })?.to_owned()
            }
            "from_funds_comment" | "to_funds_comment" | "funds_comment" => "From the account of the client".to_owned(),
            "from_country" | "country" => self.home(name)?,
            "to_country" if kind == "EFT" || self.abroad => self.foreign_country(name)?,
            "to_country" => self.home(name)?,
            "foreign_currency_code" => self.codes.first(name, &["USD", "EUR"])?.to_owned(),
            "foreign_amount" => format!("{}.00", self.amount / 2),
            "foreign_exchange_rate" => "2".to_owned(),
            "item_type" => self.item_type(name)?,
            "estimated_value" | "disposed_value" => format!("{}.00", self.amount),
            "virtual_address" => (0..34).map(|_| char::from(b'a' + u8::try_from(self.below(6)).unwrap_or(0))).collect(),
            _ => return None,
        };
        Some(text)
    }

    /// Begins a transaction: its number, and the amount and day that its other elements agree with.
    fn next_transaction(&mut self) -> String {
        self.amount = 10_000 + 2 * self.below(20_000);
        let days = i64::try_from(self.below(28)).unwrap_or(0) + 2;
        self.date = self.day.checked_sub(days.days()).unwrap_or(self.day);
        self.abroad = self.below(3) == 0;
        self.transactions += 1;
        format!("T-{}-{}-{}", self.serial.0, self.serial.1, self.transactions)
    }

    fn item_type(&mut self, name: &str) -> Option<String> {
        let fitting: &[&str] =
            if self.plan.kind.starts_with("DPM") { &["GOLD", "STONE"] } else { &["HOUSE", "CAR", "GOLD"] };
        self.codes.first(name, fitting).map(str::to_owned)
    }

    fn of_party(&mut self, name: &str, parent: &str) -> Option<String> {
        let text = match name {
            "first_name" | "middle_name" => self.one(&FIRST_NAMES).to_owned(),
            "last_name" | "mothers_name" | "alias" => self.one(&LAST_NAMES).to_owned(),
            "birthdate" => moment(self.years_ago(25, 40), 0),
            "incorporation_date" | "opened" | "issue_date" | "date_opened" => moment(self.years_ago(2, 6), 0),
            "expiry_date" => moment(self.day.checked_add(3.years()).unwrap_or(self.day), 0),
            "date_balance" => moment(self.day, 0),
            "birth_place" | "city" | "town" | "branch" => self.one(&CITIES).to_owned(),
            "state" => "Coast province".to_owned(),
            "address" => format!("{} {}", self.below(98) + 1, self.one(&STREETS)),
            "zip" => format!("{:05}", self.below(90_000) + 10_000),
            "country_code" | "nationality1" | "residence" | "issue_country" | "passport_country" => self.home(name)?,
            "incorporation_country_code" | "institution_country" => self.home(name)?,
            "currency_code" => self.currency(name)?,
            "occupation" => self.one(&OCCUPATIONS).to_owned(),
            "business" => self.one(&TRADES).to_owned(),
            "name" | "commercial_name" => {
                format!("{} {}", self.one(&LAST_NAMES), self.one(&["Trading", "and Sons", "Logistics"]))
            }
            "institution_name" | "employer_name" => format!("Bank of {}", self.one(&CITIES)),
            "incorporation_number" => format!("Z{:07}", self.below(10_000_000)),
            "ssn" | "id_number" => self.personal_number(),
            "number" if parent.starts_with("identification") => self.personal_number(),
            "passport_number" => format!("P{:07}", self.below(9_000_000) + 1_000_000),
            "account" => format!("{:012}", self.below(900_000_000_000) + 100_000_000_000),
            "iban" => self.iban(),
            "swift" => "ALBAZZZ1".to_owned(),
            "client_number" => format!("C{:06}", self.below(900_000) + 100_000),
            "status_code" => self.codes.first(name, &["ACT", "A"])?.to_owned(),
            "is_primary" => "true".to_owned(),
            "tph_number" => format!("55{:06}", self.below(900_000) + 100_000),
            "tph_country_prefix" => "999".to_owned(),
            "tph_extension" => self.below(900).to_string(),
            "email" => format!("{}@mail.invalid", self.one(&LAST_NAMES).to_lowercase()),
            _ => return None,
        };
        Some(text)
    }

    /// The country of the reporter: that of the profile, or else one for each seed.
    fn home(&self, name: &str) -> Option<String> {
        self.codes.country.clone().or_else(|| self.codes.first(name, &[self.home_of_seed().0]).map(str::to_owned))
    }

    /// The currency of that country.
    fn currency(&self, name: &str) -> Option<String> {
        self.codes.currency.clone().or_else(|| self.codes.first(name, &[self.home_of_seed().1]).map(str::to_owned))
    }

    fn home_of_seed(&self) -> (&'static str, &'static str) {
        let number = usize::try_from(self.serial.0).unwrap_or(0) % HOMES.len();
        HOMES.get(number).copied().unwrap_or(("FR", "EUR"))
    }

    fn foreign_country(&mut self, name: &str) -> Option<String> {
        let places = ["FR", "KE", "BR", "JO", "KZ"];
        let wanted = places.get(self.pick(places.len())).copied().unwrap_or("FR");
        self.codes.first(name, &[wanted]).map(str::to_owned)
    }

    /// Eleven digits, the last of which is a check digit (Luhn).
    fn personal_number(&mut self) -> String {
        let digits = (self.below(9_000_000_000) + 1_000_000_000).to_string();
        let doubled =
            |(at, digit): (usize, u32)| if at % 2 == 0 { digit * 2 - if digit > 4 { 9 } else { 0 } } else { digit };
        let sum: u32 = digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate().map(doubled).sum();
        format!("{digits}{}", (10 - sum % 10) % 10)
    }

    /// An account number of ISO 13616 with its two check digits. `FR` has 27 characters, `ZZ` no length of its own.
    fn iban(&mut self) -> String {
        let basic = format!("{:018}", self.below(1_000_000_000_000_000));
        // Letters count from 10: G is 16, B is 11; sixteen digits and four letters of a bank make a British number.
        let number = basic.get(4..).unwrap_or_default();
        let whole = format!("10211110{number}161100");
        let rest = whole.chars().filter_map(|c| c.to_digit(10)).fold(0, |rest, digit| (rest * 10 + digit) % 97);
        format!("GB{:02}ALBA{number}", 98 - rest)
    }

    fn years_ago(&mut self, least: i64, span: u64) -> Date {
        let years = least + i64::try_from(self.below(span)).unwrap_or(0);
        let days = i64::try_from(self.below(360)).unwrap_or(0);
        self.day.checked_sub(years.years().days(days)).unwrap_or(self.day)
    }

    fn one<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts.get(self.pick(texts.len())).copied().unwrap_or_default()
    }

    fn pick(&mut self, count: usize) -> usize {
        usize::try_from(self.below(u64::try_from(count).unwrap_or(1))).unwrap_or(0)
    }

    /// A number below a limit, reproducible (SplitMix64).
    fn below(&mut self, limit: u64) -> u64 {
        self.chance = self.chance.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.chance;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit.max(1)
    }
}

/// A day and hour as goAML writes them.
fn moment(day: Date, hour: u8) -> String {
    format!("{day}T{hour:02}:00:00")
}
