//! Features of payments from what lies around them: `around VIEW PAYMENTS ACCOUNTS TIES OUT [SCORES]`.
//!
//! VIEW is `hindsight` or `streaming`. PAYMENTS: Parquet with `from`, `to` (u32), `time`, `amount` (i64), `channel`
//! (u32: 0 transfer, 1 purchase, 2 wire), in order of time. ACCOUNTS: `region` (u32) by account number. TIES:
//! `account`, `group` (u32). With SCORES (Parquet, `score` f32 per payment) the summaries of scores around each payment
//! are written instead. With VIEW `explain-hindsight` or `explain-streaming`, OUT names the payments (Parquet,
//! `payment` u32) to explain: how many there are, how many have an explanation, and of what shape the strongest one is.
//! With a sixth argument then, that is a Parquet file to write: `payment` u32 and `shape`, empty where there is none.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::Write as _;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Float32Type, Int64Type, UInt32Type};
use arrow_array::{Array as _, ArrayRef, Float32Array, RecordBatch, StringArray, UInt32Array};
use arrow_schema::{Field, Schema};
use features::{Accounts, Channel, Ledger, Transactions, View, around, explain, neighbours};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

fn column<T: ArrowPrimitiveType>(path: &str, name: &str) -> Result<Vec<T::Native>, Box<dyn Error>> {
    let mut values = Vec::new();
    for records in ParquetRecordBatchReaderBuilder::try_new(File::open(path)?)?.build()? {
        let records = records?;
        let column = records.column_by_name(name).ok_or(format!("{path} has no column {name}"))?;
        let column = column.as_primitive_opt::<T>().ok_or(format!("{path}: column {name} has another type"))?;
        values.extend_from_slice(column.values());
    }
    Ok(values)
}

/// Explains payments and says how many have an explanation; writes which has what when asked to.
fn explain_all(ledger: &Ledger, view: View, payments: Vec<u32>, out: Option<&String>) -> Result<(), Box<dyn Error>> {
    let shape = |payment| explain(ledger, view, payment, 1).first().map(|witness| format!("{:?}", witness.shape));
    let shapes: Vec<Option<String>> = payments.iter().map(|&payment| shape(payment)).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for shape in &shapes {
        *counts.entry(shape.as_deref().unwrap_or("none")).or_default() += 1;
    }
    let explained = shapes.iter().flatten().count();
    writeln!(std::io::stdout(), "  explained {explained} of {} hits; strongest shape {counts:?}", payments.len())?;
    let shapes: StringArray = shapes.into_iter().collect();
    let Some(out) = out else { return Ok(()) };
    write_table(
        out,
        vec![("payment".to_owned(), Arc::new(UInt32Array::from(payments))), ("shape".to_owned(), Arc::new(shapes))],
    )
}

fn write_table(out: &str, columns: Vec<(String, ArrayRef)>) -> Result<(), Box<dyn Error>> {
    let field =
        |(name, column): &(String, ArrayRef)| Field::new(name, column.data_type().clone(), column.is_nullable());
    let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
    let mut writer = ArrowWriter::try_new(File::create(out)?, Arc::clone(&schema), None)?;
    writer.write(&RecordBatch::try_new(schema, columns.into_iter().map(|(_, column)| column).collect())?)?;
    writer.close()?;
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [view, payments, accounts, ties, out, rest @ ..] = arguments.as_slice() else {
        return Err("usage: around VIEW PAYMENTS ACCOUNTS TIES OUT [SCORES]".into());
    };
    let explains = view.strip_prefix("explain-");
    let view = if explains.unwrap_or(view) == "streaming" { View::Streaming } else { View::Hindsight };
    let (from, to) = (column::<UInt32Type>(payments, "from")?, column::<UInt32Type>(payments, "to")?);
    let (time, amount) = (column::<Int64Type>(payments, "time")?, column::<Int64Type>(payments, "amount")?);
    let channels: Vec<Channel> = column::<UInt32Type>(payments, "channel")?
        .into_iter()
        .map(|code| match code {
            0 => Channel::Transfer,
            1 => Channel::Purchase,
            _ => Channel::Wire,
        })
        .collect();
    let region = column::<UInt32Type>(accounts, "region")?;
    let ties: Vec<(u32, u32)> =
        column::<UInt32Type>(ties, "account")?.into_iter().zip(column::<UInt32Type>(ties, "group")?).collect();
    let transactions = Transactions { from: &from, to: &to, time: &time, amount: &amount };
    let ledger = Ledger::new(transactions, &channels, Accounts { region: &region, ties: &ties })?;
    if explains.is_some() {
        return explain_all(&ledger, view, column::<UInt32Type>(out, "payment")?, rest.first());
    }
    let features = match rest {
        [scores, ..] => neighbours(&ledger, view, &column::<Float32Type>(scores, "score")?),
        [] => {
            let transfers = channels.iter().zip(0_u32..).filter(|(channel, _)| **channel == Channel::Transfer);
            around(&ledger, view, &transfers.map(|(_, number)| number).collect::<Vec<_>>())
        }
    };
    let columns =
        features.into_iter().map(|feature| (feature.name, Arc::new(Float32Array::from(feature.values)) as ArrayRef));
    write_table(out, columns.collect())
}
