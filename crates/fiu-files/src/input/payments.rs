//! Payments out of files of every form, one at a time.

use super::entities::{self, Entity};
use super::filed::{self, Generations, Reports};
use super::remarks::Remarks;
use super::{Form, Input, Spot};
use crate::failure::{CellFault, Failure};
use crate::table::amount::{exact, minor, shown};
use crate::table::mapping::{Mapping, Units};
use crate::table::roles::{Columns, Role};
use crate::table::{self, Rows};
use jiff::Timestamp;
use vocab::Decimal;
use vocab::report::{Filed, Header, Side, Subject, Text, Transaction, When};

/// A movement of money as a file states it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Payment<'a> {
    /// What it is called; may be empty.
    pub(crate) id: &'a str,
    pub(crate) at: Timestamp,
    /// Who pays; empty when it is not said.
    pub(crate) from: &'a str,
    /// Who is paid; empty when it is not said.
    pub(crate) to: &'a str,
    pub(crate) currency: &'a str,
    /// What leaves, in minor units, the fee included. Above zero.
    pub(crate) amount_minor: i64,
    pub(crate) fee_minor: i64,
    pub(crate) to_currency: &'a str,
    /// What arrives, in minor units. Above zero.
    pub(crate) to_amount_minor: i64,
    /// What it is worth in the currency of comparison, if the file says so or its mapping has a rate.
    pub(crate) reference_minor: Option<i64>,
    /// How it was paid; may be empty.
    pub(crate) channel: &'a str,
    /// Who stood at the counter; mostly empty.
    pub(crate) conductor: &'a str,
}

/// What is wanted of payments.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// Whether a payment without a name of its own is refused.
    pub(crate) id: bool,
    /// The currency that amounts are compared in, if they are, and its decimals.
    pub(crate) reference: Option<(String, u8)>,
}

/// Who takes payments.
pub(crate) trait Payments {
    /// One payment.
    fn payment(&mut self, spot: Spot<'_>, mapping: &Mapping, payment: &Payment<'_>) -> Result<(), Failure>;

    /// A transaction of a report, for who can take it whole; `false` to have it made a payment.
    fn filed(&mut self, spot: Spot<'_>, mapping: &Mapping, report: (&Header, &Transaction)) -> Result<bool, Failure> {
        let _nothing = (spot, mapping, report);
        Ok(false)
    }

    /// An entity that is no payment.
    fn entity(&mut self, entity: &Entity<'_>) -> Result<(), Failure> {
        let _nothing = entity;
        Ok(())
    }
}

/// Goes through all payments of all files.
pub(crate) fn read(
    inputs: &[Input],
    wanted: &Wanted,
    remarks: &mut Remarks,
    sink: &mut dyn Payments,
) -> Result<(), Failure> {
    let generations = Generations::default();
    for input in inputs {
        match input.form {
            Form::Table => {
                let label = input.label();
                let mut rows = TableRows { file: &label, mapping: &input.mapping, wanted, columns: None, sink };
                table::read(&input.path, input.mapping.delimiter, &mut rows)?;
            }
            Form::Filed => {
                let mut reports = FiledRows { mapping: &input.mapping, wanted, remarks, sink };
                filed::read_file(input, &generations, &mut reports)?;
            }
            Form::Entities => {
                // Entities may stand behind the payments that name them, so they are gone through first.
                entities::each(input, &mut |entity| if is_payment(entity) { Ok(()) } else { sink.entity(entity) })?;
                let take = &mut |entity: &Entity<'_>| {
                    if is_payment(entity) { entity_payment(entity, &input.mapping, wanted, sink) } else { Ok(()) }
                };
                entities::each(input, take)?;
            }
        }
    }
    Ok(())
}

fn is_payment(entity: &Entity<'_>) -> bool {
    entity.schema == "Payment"
}

/// What an amount is worth at the rate of its currency, rounded to the nearest unit.
fn valued(amount_minor: i64, currency: &str, mapping: &Mapping, wanted: &Wanted) -> Option<i64> {
    let (reference, digits) = wanted.reference.as_ref()?;
    if currency == reference {
        return Some(amount_minor);
    }
    let amount = Decimal::new(i128::from(amount_minor), mapping.decimals(currency)?).ok()?;
    amount.checked_mul(mapping.rate(currency)?).ok()?.rounded(*digits).to_minor(*digits)
}

/// Rows of a table on their way to becoming payments.
struct TableRows<'a> {
    file: &'a str,
    mapping: &'a Mapping,
    wanted: &'a Wanted,
    columns: Option<(Columns, [Units; 4])>,
    sink: &'a mut dyn Payments,
}

/// In what the amounts of a column are counted.
pub(crate) fn units(mapping: &Mapping, columns: &Columns, role: Role) -> Units {
    let named = if columns.says_minor(role) { Units::Minor } else { Units::Major };
    mapping.units.unwrap_or(named)
}

impl Rows for TableRows<'_> {
    fn columns(&mut self, names: &[String]) -> Result<(), Failure> {
        let mut needed = vec![Role::Time, Role::From, Role::To, Role::Amount];
        let mut optional = vec![Role::Fee, Role::ToAmount, Role::ToCurrency, Role::Channel, Role::Conductor];
        if self.wanted.id {
            needed.insert(0, Role::Id)
        } else {
            optional.push(Role::Id)
        }
        // A currency that the mapping gives to all rows needs no column.
        if self.mapping.currency.is_none() {
            needed.push(Role::Currency)
        } else {
            optional.push(Role::Currency)
        }
        if self.wanted.reference.is_some() {
            optional.push(Role::Reference);
        }
        let columns = Columns::find(self.file, names, self.mapping, (&needed, &optional))?;
        let of = [Role::Amount, Role::Fee, Role::ToAmount, Role::Reference];
        self.columns = Some((columns.clone(), of.map(|role| units(self.mapping, &columns, role))));
        Ok(())
    }

    fn row(&mut self, row: u64, cells: &[&str]) -> Result<(), Failure> {
        let Some((columns, units)) = &self.columns else { return Ok(()) };
        let row_of = TableRow { row, cells, columns, mapping: self.mapping, wanted: self.wanted };
        let payment = row_of.payment(*units)?;
        self.sink.payment(Spot { file: self.file, row }, self.mapping, &payment)
    }
}

/// One row with all that is needed to read it.
struct TableRow<'a> {
    row: u64,
    cells: &'a [&'a str],
    columns: &'a Columns,
    mapping: &'a Mapping,
    wanted: &'a Wanted,
}

impl<'a> TableRow<'a> {
    fn cell(&self, role: Role) -> &'a str {
        self.columns.cell(role, self.cells)
    }

    fn fault(&self, role: Role, fault: CellFault) -> Failure {
        self.columns.fault(self.row, role, fault)
    }

    fn filled(&self, role: Role) -> Result<&'a str, Failure> {
        match self.cell(role) {
            "" => Err(self.fault(role, CellFault::Missing)),
            text => Ok(text),
        }
    }

    fn amount(&self, role: Role, currency: &str, units: Units) -> Result<i64, Failure> {
        minor(self.cell(role), currency, units, self.mapping).map_err(|found| self.fault(role, found))
    }

    fn currency(&self) -> Result<&'a str, Failure> {
        match (self.cell(Role::Currency), &self.mapping.currency) {
            ("", Some(usual)) => Ok(usual),
            _ => self.filled(Role::Currency),
        }
    }

    fn payment(&self, units: [Units; 4]) -> Result<Payment<'a>, Failure> {
        let [of_amount, of_fee, of_arrived, of_reference] = units;
        let id = if self.wanted.id { self.filled(Role::Id)? } else { self.cell(Role::Id) };
        let time = self.filled(Role::Time)?;
        let at = self.mapping.moments.read(time).map_err(|found| self.fault(Role::Time, found))?;
        let (from, to) = (self.cell(Role::From), self.cell(Role::To));
        if from.is_empty() && to.is_empty() {
            return Err(self.fault(Role::From, CellFault::Missing));
        }
        let currency = self.currency()?;
        let to_currency = Some(self.cell(Role::ToCurrency)).filter(|text| !text.is_empty()).unwrap_or(currency);
        for (role, code) in [(Role::Currency, currency), (Role::ToCurrency, to_currency)] {
            if self.mapping.decimals(code).is_none() {
                return Err(self.fault(role, CellFault::Currency(code.to_owned())));
            }
        }
        self.filled(Role::Amount)?;
        let amount_minor = self.amount(Role::Amount, currency, of_amount)?;
        let fee_minor = if self.cell(Role::Fee).is_empty() { 0 } else { self.amount(Role::Fee, currency, of_fee)? };
        let to_amount_minor = match self.cell(Role::ToAmount) {
            "" if to_currency != currency => return Err(self.fault(Role::ToAmount, CellFault::Missing)),
            "" => amount_minor.saturating_sub(fee_minor),
            _ => self.amount(Role::ToAmount, to_currency, of_arrived)?,
        };
        if amount_minor == 0 || to_amount_minor <= 0 {
            let role = if amount_minor == 0 { Role::Amount } else { Role::ToAmount };
            return Err(self.fault(role, CellFault::Zero));
        }
        let reference_minor = match (&self.wanted.reference, self.cell(Role::Reference)) {
            (Some((code, _)), text) if !text.is_empty() && code != currency => {
                Some(self.amount(Role::Reference, code, of_reference)?)
            }
            _ => valued(amount_minor, currency, self.mapping, self.wanted),
        };
        let (channel, conductor) = (self.cell(Role::Channel), self.cell(Role::Conductor));
        Ok(Payment {
            id,
            at,
            from,
            to,
            currency,
            amount_minor,
            fee_minor,
            to_currency,
            to_amount_minor,
            reference_minor,
            channel,
            conductor,
        })
    }
}

/// An amount at a part of a text that has lines.
fn part_amount(
    (spot, part): (Spot<'_>, &'static str),
    text: &str,
    currency: &str,
    mapping: &Mapping,
) -> Result<i64, Failure> {
    let fault = |fault| Failure::Part { file: spot.file.to_owned(), line: spot.row, part, fault };
    let places = mapping.decimals(currency).ok_or_else(|| fault(CellFault::Currency(shown(currency))))?;
    // The decimal sign of both forms is the point, whatever tables have.
    match exact(text, '.', places, currency) {
        Ok(0) => Err(fault(CellFault::Zero)),
        Ok(amount) => Ok(amount),
        Err(found) => Err(fault(found)),
    }
}

/// Gives an entity that is a payment to the sink.
fn entity_payment(
    entity: &Entity<'_>,
    mapping: &Mapping,
    wanted: &Wanted,
    sink: &mut dyn Payments,
) -> Result<(), Failure> {
    let filled = |part: &'static str| match entity.one(part)? {
        "" => Err(entity.fault(part, CellFault::Missing)),
        text => Ok(text),
    };
    let end = |account: &'static str, party: &'static str| match entity.one(account)? {
        "" => entity.one(party),
        account => Ok(account),
    };
    let (from, to) = (end("payerAccount", "payer")?, end("beneficiaryAccount", "beneficiary")?);
    if from.is_empty() && to.is_empty() {
        return Err(entity.fault("payer", CellFault::Missing));
    }
    let part = if entity.one("date")?.is_empty() { "startDate" } else { "date" };
    let at = mapping.moments.read(filled(part)?).map_err(|found| entity.fault(part, found))?;
    let currency = match (entity.one("currency")?, &mapping.currency) {
        ("", Some(usual)) => usual.as_str(),
        ("", None) => return Err(entity.fault("currency", CellFault::Missing)),
        (said, _) => said,
    };
    let amount_minor = part_amount((entity.spot, "amount"), filled("amount")?, currency, mapping)?;
    let number = entity.one("transactionNumber")?;
    let payment = Payment {
        id: if number.is_empty() { entity.id } else { number },
        at,
        from,
        to,
        currency,
        amount_minor,
        fee_minor: 0,
        to_currency: currency,
        to_amount_minor: amount_minor,
        reference_minor: valued(amount_minor, currency, mapping, wanted),
        channel: "",
        conductor: "",
    };
    if wanted.id && payment.id.is_empty() {
        return Err(entity.fault("id", CellFault::Missing));
    }
    sink.payment(entity.spot, mapping, &payment)
}

/// Transactions of reports on their way to becoming payments.
struct FiledRows<'a> {
    mapping: &'a Mapping,
    wanted: &'a Wanted,
    remarks: &'a mut Remarks,
    sink: &'a mut dyn Payments,
}

/// Remark on transactions that cannot be edges of anything.
pub(crate) const NO_SIDES: &str = "transactions without a payer and a payee, which are passed over";

impl Reports for FiledRows<'_> {
    fn transaction(&mut self, spot: Spot<'_>, header: &Header, transaction: &Transaction) -> Result<(), Failure> {
        let fault = |part, fault| Failure::Part { file: spot.file.to_owned(), line: spot.row, part, fault };
        let (Some(from), Some(to)) = (&transaction.from, &transaction.to) else {
            self.remarks.add(NO_SIDES, || format!("{}, line {}", spot.file, spot.row));
            return Ok(());
        };
        let at = instant(transaction, self.mapping).map_err(|found| fault("date_transaction", found))?;
        let (part, text, currency) =
            amount(header, transaction, (from, to)).map_err(|(part, found)| fault(part, found))?;
        let amount_minor = part_amount((spot, part), text.trim(), currency, self.mapping)?;
        if self.sink.filed(spot, self.mapping, (header, transaction))? {
            return Ok(());
        }
        let name = |side: &Side| side.subject.as_ref().and_then(key_of).unwrap_or_default();
        let (from_name, to_name) = (name(from), name(to));
        let number = transaction.transactionnumber.as_deref().unwrap_or_default().trim();
        if number.is_empty() && self.wanted.id {
            return Err(fault("transactionnumber", CellFault::Missing));
        }
        let payment = Payment {
            id: number,
            at,
            from: &from_name,
            to: &to_name,
            currency,
            amount_minor,
            fee_minor: 0,
            to_currency: currency,
            to_amount_minor: amount_minor,
            reference_minor: valued(amount_minor, currency, self.mapping, self.wanted),
            channel: transaction.transmode_code.as_deref().unwrap_or_default(),
            conductor: "",
        };
        self.sink.payment(spot, self.mapping, &payment)
    }
}

/// When a transaction was; without a zone, in that of the mapping.
fn instant(transaction: &Transaction, mapping: &Mapping) -> Result<Timestamp, CellFault> {
    let filed = transaction.date_transaction.as_ref().ok_or(CellFault::Missing)?;
    let bad = || CellFault::Time(shown(filed.text()));
    let when: &When = filed.value().ok_or_else(bad)?;
    let zoned =
        || mapping.moments.zone().to_ambiguous_zoned(when.civil).compatible().ok().map(|zoned| zoned.timestamp());
    let stated = when.instant_seconds().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let moment = stated.or_else(zoned).ok_or_else(bad)?;
    let year = moment.to_zoned(jiff::tz::TimeZone::UTC).year();
    if (1900..=2099).contains(&year) { Ok(moment) } else { Err(bad()) }
}

/// Part, text and currency of the amount: the one foreign amount that the sides state, else the local one.
fn amount<'a>(
    header: &'a Header,
    transaction: &'a Transaction,
    (from, to): (&'a Side, &'a Side),
) -> Result<(&'static str, &'a str, &'a str), (&'static str, CellFault)> {
    let foreign = |side: &'a Side| {
        let foreign = side.foreign_currency.as_ref()?;
        let code = foreign.foreign_currency_code.as_deref()?.trim();
        Some((foreign.foreign_amount.as_ref().map(Filed::text)?, code))
    };
    let one = match (foreign(from), foreign(to)) {
        (Some(one), Some(other)) => Some(one).filter(|_| one == other),
        (one, other) => one.or(other),
    };
    if let Some((text, code)) = one {
        return Ok(("foreign_amount", text, code));
    }
    let text = transaction.amount_local.as_ref().map(Filed::text).ok_or(("amount_local", CellFault::Missing))?;
    let code = header.currency_code_local.as_deref().ok_or(("currency_code_local", CellFault::Missing))?;
    Ok(("amount_local", text, code.trim()))
}

fn text(text: &Option<Text>) -> &str {
    text.as_ref().map_or("", |text| text.reveal().trim())
}

/// Under which name somebody or something in reports is known: an account by its IBAN or number, a person by name and
/// day of birth, a company by name and register number. Who is who across spellings is for `fiu resolve`.
pub(crate) fn key_of(subject: &Subject) -> Option<String> {
    let key = match subject {
        Subject::Account(account) => {
            let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let iban = plain(text(&account.iban)).to_uppercase();
            if iban.is_empty() { plain(text(&account.account)) } else { iban }
        }
        Subject::Person(person) => {
            let names = [&person.first_name, &person.middle_name, &person.prefix, &person.last_name].map(text);
            let name = names.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
            let born = person.birthdate.as_ref().and_then(|date| date.reveal().value().map(|when| when.civil.date()));
            match born {
                Some(day) if !name.is_empty() => format!("{name} ({day})"),
                _ => name,
            }
        }
        Subject::Entity(entity) => {
            let name = match text(&entity.name) {
                "" => text(&entity.commercial_name),
                name => name,
            };
            match text(&entity.incorporation_number) {
                "" => name.to_owned(),
                number => format!("{name} ({number})"),
            }
        }
    };
    Some(key).filter(|key| !key.is_empty())
}
