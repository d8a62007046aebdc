//! Parquet. Cells become the text that CSV would have had.

use super::{Rows, check};
use crate::failure::Failure;
use crate::meter::Meter;
use crate::stop;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, TimeUnit};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Rows that are held as text at one time.
const BATCH_ROWS: usize = 8 << 10;

pub(super) fn read(path: &Path, rows: &mut dyn Rows) -> Result<u64, Failure> {
    let file = path.display().to_string();
    let opened = File::open(path).map_err(|source| Failure::Read { file: file.clone(), source })?;
    let broken = |said: String| Failure::Parquet { file: file.clone(), said };
    let bytes = opened.metadata().map_or(0, |known| known.len());
    // What the file itself says of its kinds is enough; the copy for Arrow in it is one thing more that can be damaged.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let builder =
        guarded(|| ParquetRecordBatchReaderBuilder::try_new_with_options(opened, options)).map_err(&broken)?;
    let whole = builder.metadata().file_metadata().num_rows();
    let meter = Meter::new(u64::try_from(whole).unwrap_or(0), bytes);
    let names: Vec<String> = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    rows.columns(&names)?;
    let mut reader = guarded(|| builder.with_batch_size(BATCH_ROWS).build()).map_err(&broken)?;
    let mut row = 0_u64;
    while let Some(batch) = guarded(|| reader.next().transpose()).map_err(&broken)? {
        let columns = texts(&batch).map_err(&broken)?;
        for at in 0..batch.num_rows() {
            row += 1;
            let cells: Vec<&str> = columns.iter().map(|column| column.get(at).map_or("", String::as_str)).collect();
            stop::check()?;
            check(&file, &names, row, &cells)?;
            rows.row(row, &cells)?;
        }
        meter.add(u64::try_from(batch.num_rows()).unwrap_or(0));
    }
    Ok(row)
}

/// What a reader gives or says. On some damaged files the reader of the format stops short with a panic instead of an
/// error; it is not used again after that.
fn guarded<T, E: std::fmt::Display>(work: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(|error| error.to_string()),
        Err(_) => Err("the file is damaged".to_owned()),
    }
}

fn texts(batch: &RecordBatch) -> Result<Vec<Vec<String>>, String> {
    let schema = batch.schema();
    let fields = schema.fields().iter().zip(batch.columns());
    fields.map(|(field, array)| column(field.name(), array.as_ref())).collect()
}

/// A column as text; a null is an empty cell.
fn column(name: &str, array: &dyn Array) -> Result<Vec<String>, String> {
    macro_rules! plain {
        ($kind:ty) => {
            array.as_primitive::<$kind>().iter().map(text).collect()
        };
    }
    Ok(match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().iter().map(text).collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().map(text).collect(),
        DataType::Utf8View => array.as_string_view().iter().map(text).collect(),
        DataType::Boolean => array.as_boolean().iter().map(text).collect(),
        DataType::Int8 => plain!(Int8Type),
        DataType::Int16 => plain!(Int16Type),
        DataType::Int32 => plain!(Int32Type),
        DataType::Int64 => plain!(Int64Type),
        DataType::UInt8 => plain!(UInt8Type),
        DataType::UInt16 => plain!(UInt16Type),
        DataType::UInt32 => plain!(UInt32Type),
        DataType::UInt64 => plain!(UInt64Type),
        // The shortest decimal that means this number: what was written, if it was written as a decimal. A sum that
        // went wrong in binary shows too many decimals and is refused as an amount.
        DataType::Float32 => plain!(Float32Type),
        DataType::Float64 => plain!(Float64Type),
        DataType::Decimal128(..) => {
            let array = array.as_primitive::<Decimal128Type>();
            let cell = |at| if array.is_null(at) { String::new() } else { array.value_as_string(at) };
            (0..array.len()).map(cell).collect()
        }
        DataType::Date32 => {
            let day =
                |days: i32| moment(i64::from(days).checked_mul(86_400_000_000)?, false).map(|text| head(&text, 10));
            array.as_primitive::<Date32Type>().iter().map(|days| days.and_then(day).unwrap_or_default()).collect()
        }
        DataType::Timestamp(unit, zone) => {
            let micros: Vec<Option<i64>> = match unit {
                TimeUnit::Second => scaled(array.as_primitive::<TimestampSecondType>().iter(), 1_000_000),
                TimeUnit::Millisecond => scaled(array.as_primitive::<TimestampMillisecondType>().iter(), 1_000),
                TimeUnit::Microsecond => array.as_primitive::<TimestampMicrosecondType>().iter().collect(),
                TimeUnit::Nanosecond => {
                    let nanos = array.as_primitive::<TimestampNanosecondType>();
                    nanos.iter().map(|nanos| nanos.map(|nanos| nanos.div_euclid(1_000))).collect()
                }
            };
            let cell = |micros: Option<i64>| micros.and_then(|micros| moment(micros, zone.is_some()));
            micros.into_iter().map(|micros| cell(micros).unwrap_or_default()).collect()
        }
        other => return Err(format!("the column `{name}` is of the kind {other}, which is not read")),
    })
}

fn text<T: ToString>(cell: Option<T>) -> String {
    cell.map_or(String::new(), |cell| cell.to_string())
}

fn scaled(cells: impl Iterator<Item = Option<i64>>, by: i64) -> Vec<Option<i64>> {
    cells.map(|cell| cell.and_then(|cell| cell.checked_mul(by))).collect()
}

/// A moment as text: with `Z` if it is one of UTC, without if nothing says which zone it is of.
fn moment(micros: i64, universal: bool) -> Option<String> {
    let civil = Timestamp::from_microsecond(micros).ok()?.to_zoned(TimeZone::UTC).datetime();
    Some(if universal { format!("{civil}Z") } else { civil.to_string() })
}

fn head(text: &str, length: usize) -> String {
    text.chars().take(length).collect()
}
