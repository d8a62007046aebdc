//! Features as an Arrow table, for those who keep or learn from tables (with the crate's feature `arrow`).

use std::sync::Arc;

use arrow_array::{ArrayRef, Float32Array, Float64Array, RecordBatch, UInt32Array};
use arrow_schema::{ArrowError, DataType, Field, Schema};

use crate::around::Feature;
use crate::parameters::Parameters;
use crate::table::{Column, Table, names};

/// The features of a batch: counts as `UInt32`, statistics as `Float64`, named and ordered as [`names`] says. The
/// parameters are those of its extractor.
///
/// # Errors
/// When the table was made with other parameters, so that columns and names do not fit.
pub fn record_batch(parameters: &Parameters, table: &Table) -> Result<RecordBatch, ArrowError> {
    let columns: Vec<ArrayRef> = table
        .columns()
        .map(|column| match column {
            Column::Counts(counts) => Arc::new(UInt32Array::from(counts.to_vec())) as ArrayRef,
            Column::Values(values) => Arc::new(Float64Array::from(values.to_vec())),
        })
        .collect();
    let names = names(parameters);
    if names.len() != columns.len() {
        let problem = format!("{} columns, but the parameters name {}", columns.len(), names.len());
        return Err(ArrowError::SchemaError(problem));
    }
    let fields =
        names.into_iter().zip(&columns).map(|(name, column)| Field::new(name, column.data_type().clone(), false));
    RecordBatch::try_new(Arc::new(Schema::new(fields.collect::<Vec<_>>())), columns)
}

/// The features of payments of a ledger: one `Float32` column each; `NaN` says "not applicable".
///
/// # Errors
/// When the columns differ in length.
pub fn around_batch(features: Vec<Feature>) -> Result<RecordBatch, ArrowError> {
    let fields: Vec<Field> =
        features.iter().map(|feature| Field::new(&feature.name, DataType::Float32, false)).collect();
    let columns = features.into_iter().map(|feature| Arc::new(Float32Array::from(feature.values)) as ArrayRef);
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Transactions;
    use crate::extractor::Extractor;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, UInt32Type};

    #[test]
    fn a_batch_becomes_an_arrow_table_with_the_same_names_and_cells() {
        let parameters = Parameters::daily().unwrap();
        let mut extractor = Extractor::new(parameters.clone()).unwrap();
        let payments = Transactions { from: &[1, 2, 3], to: &[9, 9, 9], time: &[1, 2, 3], amount: &[5, 6, 7] };
        let table = extractor.push(payments).unwrap();
        let batch = record_batch(&parameters, &table).unwrap();
        assert_eq!((batch.num_rows(), batch.num_columns()), (3, 230));
        // In one batch each payment stands in the star of three; the first two also in that of two.
        assert_eq!(batch["fan_in_3"].as_primitive::<UInt32Type>().values(), &[1, 1, 1]);
        assert_eq!(batch["fan_in_2"].as_primitive::<UInt32Type>().values(), &[1, 1, 0]);
        assert_eq!(batch["to_in_amount_sum"].as_primitive::<Float64Type>().values(), &[18.0; 3]);
        assert!(record_batch(&Parameters::default(), &table).is_err());
        let features = vec![Feature { name: "amount".into(), values: vec![1.0, f32::NAN] }];
        assert_eq!(around_batch(features).unwrap().num_rows(), 2);
    }
}
