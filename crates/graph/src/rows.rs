//! Batches of rows as they come from files: everything still text, nothing yet believed.
//!
//! A batch is checked as a whole before any of it is kept, so a refused batch leaves the builder as it was.

use crate::build::{GraphBuilder, NewTransaction, TIME_RANGE};
use crate::error::{Cell, GraphError};
use crate::id::number;
use crate::node::NodeKind;
use vocab::{Decimal, MoneyError};

/// An amount as a file states it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum AmountText<'a> {
    /// Whole minor units of the currency.
    Minor(i64),
    /// A plain decimal number of major units, such as `1234.56`. No separator is guessed.
    Text(&'a str),
    /// A decimal number of major units.
    Decimal(Decimal),
    /// A floating-point number of major units. Its shortest decimal form counts; nothing is rounded, so `0.1 + 0.2` is
    /// refused for having too many decimals.
    Float(f64),
}

/// A row as a file states it; `None` where nothing is stated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextRow<'a> {
    /// What the payer is.
    pub from_kind: NodeKind,
    /// Key of the payer.
    pub from: Option<&'a str>,
    /// What the payee is.
    pub to_kind: NodeKind,
    /// Key of the payee.
    pub to: Option<&'a str>,
    /// Seconds since 1970 in UTC.
    pub time: Option<i64>,
    /// Amount.
    pub amount: Option<AmountText<'a>>,
    /// Code of its currency.
    pub currency: Option<&'a str>,
    /// Amount in the reference currency; may be missing.
    pub reference: Option<AmountText<'a>>,
    /// Code of the channel; may be missing, which is a channel with an empty code.
    pub channel: Option<&'a str>,
    /// The caller's number; may be missing.
    pub external_id: Option<&'a str>,
}

/// A row whose values were read; numbers of nodes and codes are still to come.
pub(crate) struct Sound<'a> {
    row: TextRow<'a>,
    from: &'a str,
    to: &'a str,
    time: i64,
    currency: &'a str,
    pub(crate) amount_minor: i64,
    pub(crate) digits: u8,
    pub(crate) reference_minor: Option<i64>,
}

/// Checks the next single row of a builder without adding it.
pub(crate) fn check_row<'a>(
    builder: &GraphBuilder,
    row: TextRow<'a>,
    digits: &dyn Fn(&str) -> Option<u8>,
) -> Result<Sound<'a>, GraphError> {
    read(builder, row, builder.rows(), digits)
}

/// Adds a batch: all rows or none. `digits` gives the decimals of a currency, `None` for one that does not exist; the
/// reference currency need not be asked for. Returns how many rows were added.
///
/// # Errors
/// The first thing that is wrong, with its row in the batch and its column.
pub fn add_rows<'a>(
    builder: &mut GraphBuilder,
    rows: impl IntoIterator<Item = TextRow<'a>>,
    digits: &dyn Fn(&str) -> Option<u8>,
) -> Result<u64, GraphError> {
    let mut sound = Vec::new();
    for (index, row) in (0..).zip(rows) {
        sound.push(read(builder, row, index, digits)?);
    }
    let after = usize::try_from(builder.rows()).ok().and_then(|rows| rows.checked_add(sound.len()));
    // Every row can bring two nodes that are new.
    let nodes = builder.nodes().len().saturating_add(sound.len().saturating_mul(2));
    if after.and_then(number).is_none() || number(nodes).is_none() {
        return Err(GraphError::TooMany { things: "transactions", most: u64::from(u32::MAX) });
    }
    for row in &sound {
        let new = NewTransaction {
            from: builder.node(row.row.from_kind, row.from)?,
            to: builder.node(row.row.to_kind, row.to)?,
            time: row.time,
            amount_minor: row.amount_minor,
            currency: builder.currency(row.currency, row.digits)?,
            reference_minor: row.reference_minor,
            channel: builder.channel(row.row.channel.unwrap_or_default())?,
            external_id: row.row.external_id.unwrap_or_default(),
        };
        builder.transaction(new)?;
    }
    Ok(sound.len() as u64)
}

fn read<'a>(
    builder: &GraphBuilder,
    row: TextRow<'a>,
    index: u64,
    digits: &dyn Fn(&str) -> Option<u8>,
) -> Result<Sound<'a>, GraphError> {
    let cell = |column| Cell { row: index, column };
    let there = |text: Option<&'a str>, column| {
        text.filter(|text| !text.is_empty()).ok_or(GraphError::Null { at: cell(column) })
    };
    let (from, to) = (there(row.from, "from")?, there(row.to, "to")?);
    let time = row.time.ok_or(GraphError::Null { at: cell("time") })?;
    if !TIME_RANGE.contains(&time) {
        return Err(GraphError::Time { at: cell("time"), value: time });
    }
    let currency = there(row.currency, "currency")?;
    let codes = builder.codes();
    let known = codes.find_currency(currency).and_then(|id| codes.currency(id)).map(|(_, digits)| digits);
    let given = known.or_else(|| digits(currency)).filter(|digits| *digits <= 18);
    let expected = "a currency this country knows";
    let own = given.ok_or(GraphError::Code { at: cell("currency"), value: currency.to_owned(), expected })?;
    let amount = row.amount.ok_or(GraphError::Null { at: cell("amount") })?;
    let amount_minor = minor(amount, own, cell("amount"))?;
    let (reference_code, reference_digits) = codes.currency(crate::CurrencyId(0)).unwrap_or_default();
    let reference = row.reference.map(|amount| minor(amount, reference_digits, cell("reference")));
    let reference_minor = reference.transpose()?;
    match reference_minor {
        Some(reference) if currency == reference_code && reference != amount_minor => {
            Err(GraphError::ReferenceDiffers { at: cell("reference"), amount: amount_minor, reference })
        }
        _ => Ok(Sound { row, from, to, time, amount_minor, currency, digits: own, reference_minor }),
    }
}

/// An amount in minor units of a currency with so many decimals.
fn minor(amount: AmountText<'_>, digits: u8, at: Cell) -> Result<i64, GraphError> {
    let parse = |text: &str| {
        Decimal::parse(text).map_err(|error| match error {
            MoneyError::Overflow => GraphError::TooLarge { at },
            _ => GraphError::NotANumber { at },
        })
    };
    let exact = match amount {
        AmountText::Minor(value) if value < 0 => return Err(GraphError::Negative { at, value }),
        AmountText::Minor(value) => return Ok(value),
        AmountText::Text(text) => parse(text)?,
        AmountText::Decimal(decimal) => decimal,
        // Beyond 2^53 neighbouring whole numbers fall together, so the number written is not the number meant.
        AmountText::Float(number) if number.is_finite() && number.abs() >= 9_007_199_254_740_992.0 => {
            return Err(GraphError::TooLarge { at });
        }
        AmountText::Float(number) if number.is_finite() => parse(&format!("{number}"))?,
        AmountText::Float(_) => return Err(GraphError::NotANumber { at }),
    };
    if exact.is_negative() {
        return Err(GraphError::Negative { at, value: exact.rounded(digits).to_minor(digits).unwrap_or(i64::MIN) });
    }
    let (_, found) = exact.parts();
    if found > digits {
        return Err(GraphError::Decimals { at, found, digits });
    }
    exact.to_minor(digits).ok_or(GraphError::TooLarge { at })
}
