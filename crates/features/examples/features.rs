//! Reads a table of transactions (Parquet with columns `from`, `to`, `time`, `amount`) and writes their features as
//! Parquet.
//!
//! `features IN OUT [--batch N] [--threads N] [--only fan,degree,scatter_gather,temporal_cycle,statistics]`; OUT `-`
//! writes nothing and adds up nothing.

use std::error::Error;
use std::fs::File;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, UInt32Type};
use arrow_array::{ArrayRef, Float64Array, RecordBatch, UInt32Array};
use arrow_schema::{DataType, Field, Schema};
use features::{Column, Columns, Extractor, Parameters, Table, names};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

fn option(arguments: &[String], name: &str) -> Option<String> {
    arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1)).cloned()
}

fn parameters(arguments: &[String]) -> Result<Parameters, Failure> {
    let mut parameters = Parameters::daily()?;
    if let Some(only) = option(arguments, "--only") {
        let wanted = |name: &str| only.split(',').any(|part| part == name);
        parameters.fan = parameters.fan.filter(|_| wanted("fan"));
        parameters.degree = parameters.degree.filter(|_| wanted("degree"));
        parameters.scatter_gather = parameters.scatter_gather.filter(|_| wanted("scatter_gather"));
        parameters.temporal_cycle = parameters.temporal_cycle.filter(|_| wanted("temporal_cycle"));
        parameters.statistics = parameters.statistics.filter(|_| wanted("statistics"));
    }
    parameters.threads = option(arguments, "--threads").map_or(Ok(1), |text| text.parse())?;
    Ok(parameters)
}

fn schema(parameters: &Parameters) -> Schema {
    let kind = |name: &str| {
        let counted =
            ["fan_", "degree_", "scatter_gather_", "temporal_cycle_"].iter().any(|head| name.starts_with(head));
        if counted { DataType::UInt32 } else { DataType::Float64 }
    };
    Schema::new(names(parameters).iter().map(|name| Field::new(name, kind(name), false)).collect::<Vec<_>>())
}

/// An error that may come from another thread.
type Failure = Box<dyn Error + Send + Sync>;

fn total(column: Column<'_>) -> u64 {
    match column {
        Column::Counts(counts) => counts.iter().map(|&count| u64::from(count)).sum(),
        Column::Values(_) => 0,
    }
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, input, output, ..] = arguments.as_slice() else { return Err("usage: features IN OUT [options]".into()) };
    let batch: usize = option(&arguments, "--batch").map_or(Ok(2048), |text| text.parse())?;
    let mut extractor = Extractor::new(parameters(&arguments)?)?;
    let schema = Arc::new(schema(extractor.parameters()));
    let mut writer = match output.as_str() {
        "-" => None,
        path => Some(ArrowWriter::try_new(File::create(path)?, Arc::clone(&schema), None)?),
    };
    let mut reader = ParquetRecordBatchReaderBuilder::try_new(File::open(input)?)?.with_batch_size(batch).build()?;
    let (mut rows, mut limited, mut sum) = (0, 0, 0);
    let read = |columns: &mut Columns| {
        let Some(records) = reader.next().transpose()? else { return Ok(false) };
        let column = |name: &str| records.column_by_name(name).ok_or(format!("{input} has no column {name}"));
        columns.from.extend_from_slice(column("from")?.as_primitive::<UInt32Type>().values());
        columns.to.extend_from_slice(column("to")?.as_primitive::<UInt32Type>().values());
        columns.time.extend_from_slice(column("time")?.as_primitive::<Int64Type>().values());
        columns.amount.extend_from_slice(column("amount")?.as_primitive::<Int64Type>().values());
        Ok(true)
    };
    let write = |table: &Table| {
        rows += table.rows();
        limited += table.limited().len();
        let Some(writer) = &mut writer else { return Ok(()) };
        sum += table.columns().map(total).sum::<u64>();
        let columns = table.columns().map(|column| match column {
            Column::Counts(counts) => Arc::new(UInt32Array::from(counts.to_vec())) as ArrayRef,
            Column::Values(values) => Arc::new(Float64Array::from(values.to_vec())),
        });
        writer.write(&RecordBatch::try_new(Arc::clone(&schema), columns.collect())?)?;
        Ok(())
    };
    extractor.run::<Failure>(read, write)?;
    if let Some(writer) = writer {
        writer.close()?;
    }
    // The process ends here; giving its memory back piece by piece first is no part of the work that is measured.
    std::mem::forget(extractor);
    use std::io::Write as _;
    writeln!(std::io::stdout(), "rows {rows} patterns {sum} rows over budget {limited}")?;
    Ok(())
}
