//! Transactions from Arrow record batches: columns by name, strict about types.

use crate::build::GraphBuilder;
use crate::error::GraphError;
use crate::node::NodeKind;
use crate::rows::{AmountText, TextRow, add_rows};
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Decimal128Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use std::borrow::Cow;
use vocab::Decimal;

/// Which column of a batch is what. The names are those of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping<'a> {
    /// Key of the payer: text or whole number.
    pub from: &'a str,
    /// Key of the payee: text or whole number.
    pub to: &'a str,
    /// What the payers are.
    pub from_kind: NodeKind,
    /// What the payees are.
    pub to_kind: NodeKind,
    /// When: a timestamp with a time zone, or whole seconds since 1970 in UTC. Fractions of a second are cut off.
    pub time: &'a str,
    /// Whether a timestamp without time zone is in UTC; otherwise it is refused.
    pub time_without_zone_is_utc: bool,
    /// Amount in major units: decimal, text or floating point. Either this or `amount_minor` must be there.
    pub amount: &'a str,
    /// Amount in minor units: whole number.
    pub amount_minor: &'a str,
    /// Code of the currency: text.
    pub currency: &'a str,
    /// Amount in the reference currency, in minor units: whole number. May be missing.
    pub reference_minor: &'a str,
    /// Channel: text. May be missing.
    pub channel: &'a str,
    /// The caller's number: text or whole number. May be missing.
    pub external_id: &'a str,
}

impl Default for Mapping<'_> {
    /// Columns named as the fields, `external_id` as `id`; accounts on both sides; zones required.
    fn default() -> Self {
        Self {
            from: "from",
            to: "to",
            from_kind: NodeKind::Account,
            to_kind: NodeKind::Account,
            time: "time",
            time_without_zone_is_utc: false,
            amount: "amount",
            amount_minor: "amount_minor",
            currency: "currency",
            reference_minor: "reference_minor",
            channel: "channel",
            external_id: "id",
        }
    }
}

/// Adds a batch: all rows or none. `digits` gives the decimals of a currency, `None` for one that does not exist.
/// Returns how many rows were added.
///
/// # Errors
/// A column that is missing, doubled in meaning or of a wrong type; otherwise as [`add_rows`].
pub fn add_batch(
    builder: &mut GraphBuilder,
    batch: &RecordBatch,
    mapping: &Mapping<'_>,
    digits: &dyn Fn(&str) -> Option<u8>,
) -> Result<u64, GraphError> {
    let find = |name: &str| batch.column_by_name(name).map(|column| column.as_ref());
    let must = |name: &str, column| find(name).ok_or_else(|| missing(batch, column));
    let text = |name: &str, column| find(name).map(|array| Texts::new(array, column)).transpose();
    let from = Texts::new(must(mapping.from, "from")?, "from")?;
    let to = Texts::new(must(mapping.to, "to")?, "to")?;
    let time = Times::new(must(mapping.time, "time")?, mapping.time_without_zone_is_utc)?;
    let amount = match (find(mapping.amount), find(mapping.amount_minor)) {
        (Some(_), Some(_)) => return Err(GraphError::BothUnits),
        (Some(major), None) => Amounts::major(major)?,
        (None, Some(minor)) => Amounts::Minor(Whole::new(minor, "amount_minor")?),
        (None, None) => return Err(missing(batch, "amount")),
    };
    let currency = Texts::new(must(mapping.currency, "currency")?, "currency")?;
    let reference = find(mapping.reference_minor).map(|array| Whole::new(array, "reference_minor")).transpose()?;
    let (channel, id) = (text(mapping.channel, "channel")?, text(mapping.external_id, "id")?);
    let mut cells = Vec::with_capacity(batch.num_rows());
    for row in 0..batch.num_rows() {
        let of = |column: &Option<Texts<'_>>| column.as_ref().and_then(|column| column.get(row).map(Cow::into_owned));
        cells.push((from.get(row), to.get(row), of(&id), currency.get(row), of(&channel)));
    }
    let rows = cells.iter().enumerate().map(|(row, (from, to, id, currency, channel))| TextRow {
        from_kind: mapping.from_kind,
        from: from.as_deref(),
        to_kind: mapping.to_kind,
        to: to.as_deref(),
        time: time.get(row),
        amount: amount.get(row),
        currency: currency.as_deref(),
        reference: reference.as_ref().and_then(|column| column.get(row)).map(AmountText::Minor),
        channel: channel.as_deref(),
        external_id: id.as_deref(),
    });
    add_rows(builder, rows, digits)
}

fn missing(batch: &RecordBatch, column: &'static str) -> GraphError {
    let schema = batch.schema();
    let present: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    GraphError::ColumnMissing { column, present: present.join(", ") }
}

fn wrong(array: &dyn Array, column: &'static str, expected: &'static str) -> GraphError {
    GraphError::ColumnType { column, expected, found: array.data_type().to_string() }
}

/// A column that can be read as text.
enum Texts<'a> {
    Text(Box<dyn Fn(usize) -> Option<&'a str> + 'a>),
    Whole(Whole<'a>),
}

impl<'a> Texts<'a> {
    fn new(array: &'a dyn Array, column: &'static str) -> Result<Self, GraphError> {
        let valid = move |row| array.is_valid(row);
        Ok(match array.data_type() {
            DataType::Utf8 => {
                let texts = array.as_string::<i32>();
                Self::Text(Box::new(move |row| valid(row).then(|| texts.value(row))))
            }
            DataType::LargeUtf8 => {
                let texts = array.as_string::<i64>();
                Self::Text(Box::new(move |row| valid(row).then(|| texts.value(row))))
            }
            DataType::Utf8View => {
                let texts = array.as_string_view();
                Self::Text(Box::new(move |row| valid(row).then(|| texts.value(row))))
            }
            _ => Self::Whole(Whole::new(array, column).map_err(|_| wrong(array, column, "text or whole numbers"))?),
        })
    }

    fn get(&self, row: usize) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => text(row).map(Cow::Borrowed),
            Self::Whole(whole) => whole.text(row).map(Cow::Owned),
        }
    }
}

/// A column of whole numbers.
struct Whole<'a> {
    array: &'a dyn Array,
}

impl<'a> Whole<'a> {
    fn new(array: &'a dyn Array, column: &'static str) -> Result<Self, GraphError> {
        match array.data_type() {
            DataType::Int32 | DataType::Int64 | DataType::UInt64 => Ok(Self { array }),
            _ => Err(wrong(array, column, "whole numbers of 32 or 64 bits")),
        }
    }

    /// The number; one beyond the range of 64 signed bits is the lowest, which no check of amounts lets pass.
    fn get(&self, row: usize) -> Option<i64> {
        self.array.is_valid(row).then(|| match self.array.data_type() {
            DataType::Int32 => self.array.as_primitive::<Int32Type>().value(row).into(),
            DataType::UInt64 => i64::try_from(self.array.as_primitive::<UInt64Type>().value(row)).unwrap_or(i64::MIN),
            _ => self.array.as_primitive::<Int64Type>().value(row),
        })
    }

    fn text(&self, row: usize) -> Option<String> {
        match self.array.data_type() {
            DataType::UInt64 if self.array.is_valid(row) => {
                Some(self.array.as_primitive::<UInt64Type>().value(row).to_string())
            }
            _ => self.get(row).map(|number| number.to_string()),
        }
    }
}

/// A column of amounts.
enum Amounts<'a> {
    Minor(Whole<'a>),
    Decimal(&'a arrow_array::PrimitiveArray<Decimal128Type>, i8),
    Float(&'a arrow_array::PrimitiveArray<Float64Type>),
    Text(Box<dyn Fn(usize) -> Option<&'a str> + 'a>),
}

impl<'a> Amounts<'a> {
    fn major(array: &'a dyn Array) -> Result<Self, GraphError> {
        let expected = "decimal, text or floating point; whole minor units belong into amount_minor";
        Ok(match array.data_type() {
            DataType::Decimal128(_, scale) if (0..=38).contains(scale) => {
                Self::Decimal(array.as_primitive::<Decimal128Type>(), *scale)
            }
            DataType::Float64 => Self::Float(array.as_primitive::<Float64Type>()),
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => match Texts::new(array, "amount")? {
                Texts::Text(text) => Self::Text(text),
                Texts::Whole(_) => return Err(wrong(array, "amount", expected)),
            },
            _ => return Err(wrong(array, "amount", expected)),
        })
    }

    fn get(&self, row: usize) -> Option<AmountText<'a>> {
        match self {
            Self::Minor(whole) => whole.get(row).map(AmountText::Minor),
            Self::Decimal(array, scale) => {
                let decimal = Decimal::new(array.value(row), u8::try_from(*scale).unwrap_or_default());
                array.is_valid(row).then_some(decimal.ok()?).map(AmountText::Decimal)
            }
            Self::Float(array) => array.is_valid(row).then(|| AmountText::Float(array.value(row))),
            Self::Text(text) => text(row).map(AmountText::Text),
        }
    }
}

/// A column of times, in the unit it is in.
struct Times<'a> {
    array: &'a dyn Array,
    units_per_second: i64,
}

impl<'a> Times<'a> {
    fn new(array: &'a dyn Array, without_zone_is_utc: bool) -> Result<Self, GraphError> {
        let units_per_second = match array.data_type() {
            DataType::Int64 => 1,
            DataType::Timestamp(_, None) if !without_zone_is_utc => {
                return Err(wrong(array, "time", "a timestamp with a time zone, or seconds since 1970 in UTC"));
            }
            DataType::Timestamp(TimeUnit::Second, _) => 1,
            DataType::Timestamp(TimeUnit::Millisecond, _) => 1_000,
            DataType::Timestamp(TimeUnit::Microsecond, _) => 1_000_000,
            DataType::Timestamp(TimeUnit::Nanosecond, _) => 1_000_000_000,
            _ => return Err(wrong(array, "time", "a timestamp with a time zone, or seconds since 1970 in UTC")),
        };
        Ok(Self { array, units_per_second })
    }

    fn get(&self, row: usize) -> Option<i64> {
        let raw = self.array.is_valid(row).then(|| match self.array.data_type() {
            DataType::Timestamp(TimeUnit::Second, _) => self.array.as_primitive::<TimestampSecondType>().value(row),
            DataType::Timestamp(TimeUnit::Millisecond, _) => {
                self.array.as_primitive::<TimestampMillisecondType>().value(row)
            }
            DataType::Timestamp(TimeUnit::Microsecond, _) => {
                self.array.as_primitive::<TimestampMicrosecondType>().value(row)
            }
            DataType::Timestamp(TimeUnit::Nanosecond, _) => {
                self.array.as_primitive::<TimestampNanosecondType>().value(row)
            }
            _ => self.array.as_primitive::<Int64Type>().value(row),
        });
        raw.map(|raw| raw.div_euclid(self.units_per_second))
    }
}
