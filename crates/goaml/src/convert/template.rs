//! Ready tables to fill in, one per kind of report.

use super::Tables;
use crate::limits::Limits;
use crate::write::Version;

/// A kind of report that there is a ready table for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// Cash at or above a threshold: deposits and withdrawals of the reporter's own clients.
    CashThreshold,
    /// Suspicion about transactions.
    SuspiciousTransactions,
}

const REPORT: &[&str] = &[
    "rentity_id",
    "rentity_branch",
    "submission_code",
    "report_code",
    "entity_reference",
    "currency_code_local",
    "reporting_person/first_name",
    "reporting_person/last_name",
    "reporting_person/occupation",
    "location/address_type",
    "location/address",
    "location/city",
    "location/country_code",
];
const SUSPICION: &[&str] = &["fiu_ref_number", "reason", "action"];
const TRANSACTION: &[&str] = &[
    "transactionnumber",
    "internal_ref_number",
    "transaction_location",
    "transaction_description",
    "date_transaction",
    "teller",
    "transmode_code",
    "transmode_comment",
    "amount_local",
];
const PERSON: &[&str] = &[
    "gender",
    "first_name",
    "last_name",
    "birthdate",
    "birth_place",
    "ssn",
    "passport_number",
    "passport_country",
    "id_number",
    "nationality1",
    "residence",
    "phones/phone/tph_contact_type",
    "phones/phone/tph_communication_type",
    "phones/phone/tph_number",
    "addresses/address/address_type",
    "addresses/address/address",
    "addresses/address/city",
    "addresses/address/country_code",
    "occupation",
];
const IDENTIFICATION: &[&str] = &[
    "identification/type",
    "identification/number",
    "identification/issue_date",
    "identification/expiry_date",
    "identification/issue_country",
];
const ENTITY: &[&str] = &[
    "name",
    "incorporation_legal_form",
    "incorporation_number",
    "business",
    "addresses/address/address_type",
    "addresses/address/address",
    "addresses/address/city",
    "addresses/address/country_code",
    "incorporation_country_code",
];
const ACCOUNT: &[&str] = &[
    "institution_name",
    "swift",
    "branch",
    "account",
    "currency_code",
    "account_name",
    "iban",
    "client_number",
    "personal_account_type",
    "signatory/is_primary",
    "signatory/t_person/first_name",
    "signatory/t_person/last_name",
    "signatory/t_person/birthdate",
    "signatory/role",
    "opened",
    "status_code",
];
const MONEY: &[&str] = &["foreign_currency_code", "foreign_amount", "foreign_exchange_rate"];

/// The sides of a transaction and what their elements begin with.
const SIDES: &[(&str, &str)] =
    &[("t_from_my_client", "from"), ("t_from", "from"), ("t_to_my_client", "to"), ("t_to", "to")];

impl Template {
    fn report(self, version: Version) -> Vec<String> {
        let mut places: Vec<String> = REPORT.iter().map(|place| (*place).to_owned()).collect();
        let date = if version == Version::V4 { "submission_date" } else { "report_date" };
        places.insert(5, date.to_owned());
        if self == Self::SuspiciousTransactions {
            places.extend(SUSPICION.iter().map(|place| (*place).to_owned()));
        }
        let indicators = if self == Self::CashThreshold { 1 } else { 10 };
        places.push("report_indicators/indicator".to_owned());
        places.extend((2..=indicators).map(|number| format!("report_indicators/indicator[{number}]")));
        places
    }

    fn columns(self) -> Vec<String> {
        let mut columns: Vec<String> = TRANSACTION.iter().map(|place| (*place).to_owned()).collect();
        for (side, prefix) in SIDES {
            let mut add = |rest: String| columns.push(format!("{side}/{rest}"));
            add(format!("{prefix}_funds_code"));
            add(format!("{prefix}_funds_comment"));
            MONEY.iter().for_each(|place| add(format!("{prefix}_foreign_currency/{place}")));
            if *prefix == "from" {
                PERSON.iter().take(6).for_each(|place| add(format!("t_conductor/{place}")));
            }
            ACCOUNT.iter().for_each(|place| add(format!("{prefix}_account/{place}")));
            PERSON.iter().for_each(|place| add(format!("{prefix}_person/{place}")));
            if self == Self::SuspiciousTransactions {
                IDENTIFICATION.iter().for_each(|place| add(format!("{prefix}_person/{place}")));
            }
            ENTITY.iter().for_each(|place| add(format!("{prefix}_entity/{place}")));
            add(format!("{prefix}_country"));
        }
        columns.push("comments".to_owned());
        columns
    }

    /// An empty table of this kind, to be written as CSV or XLSX, filled in, and read again. Places that a country
    /// needs besides may be added as lines and columns.
    pub fn tables(self, version: Version, limits: Limits) -> Tables {
        let mut tables = Tables::new(limits);
        tables.report = self.report(version).into_iter().map(|place| (place, None)).collect();
        let mut left = None;
        for column in &self.columns() {
            left = tables.column(column, left);
        }
        tables
    }
}
