//! Record batches: good ones, and every way a column can be wrong.

use arrow_array::{
    Array, ArrayRef, BooleanArray, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringArray,
    TimestampMillisecondArray, UInt64Array,
};
use graph::arrow::{Mapping, add_batch};
use graph::{EdgeId, GraphBuilder, NodeKind};
use std::sync::Arc;

fn columns() -> Vec<(&'static str, ArrayRef)> {
    vec![
        ("from", Arc::new(StringArray::from(vec!["a", "b"]))),
        ("to", Arc::new(Int64Array::from(vec![7, 8]))),
        ("time", Arc::new(TimestampMillisecondArray::from(vec![2_500, 1_000]).with_timezone("UTC"))),
        ("amount", Arc::new(Decimal128Array::from(vec![150, 7]).with_precision_and_scale(20, 2).unwrap())),
        ("currency", Arc::new(StringArray::from(vec!["ZZD", "ZZD"]))),
        ("id", Arc::new(UInt64Array::from(vec![u64::MAX, 1]))),
    ]
}

fn add(columns: Vec<(&'static str, ArrayRef)>) -> Result<(GraphBuilder, u64), graph::GraphError> {
    let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)));
    let mut builder = GraphBuilder::new("ZZD", 2);
    let added = add_batch(&mut builder, &batch.unwrap(), &Mapping::default(), &|code| (code == "ZZD").then_some(2))?;
    Ok((builder, added))
}

fn with(name: &'static str, array: impl Array + 'static) -> Vec<(&'static str, ArrayRef)> {
    let mut columns: Vec<_> = columns().into_iter().filter(|(own, _)| *own != name).collect();
    columns.push((name, Arc::new(array)));
    columns
}

#[test]
fn a_batch_becomes_edges_by_time() {
    let (builder, added) = add(columns()).unwrap();
    let graph = builder.build();
    assert_eq!((added, graph.edges().time()), (2, &[1, 2][..]));
    let row = graph.edges().row(EdgeId(1)).unwrap();
    assert_eq!((row.amount_minor, row.external_id), (150, "18446744073709551615"));
    assert_eq!(Some(row.to), graph.nodes().find(NodeKind::Account, "7"));
    let (floats, _) = add(with("amount", Float64Array::from(vec![1.25, 3.0]))).unwrap();
    assert_eq!(floats.build().edges().amount_minor(), [300, 125]);
    let (texts, _) = add(with("amount", StringArray::from(vec!["1.25", "3"]))).unwrap();
    assert_eq!(texts.build().edges().amount_minor(), [300, 125]);
}

#[test]
fn a_wrong_column_or_cell_is_named() {
    let without = |name| columns().into_iter().filter(|(own, _)| *own != name).collect::<Vec<_>>();
    let no_zone = TimestampMillisecondArray::from(vec![1, 2]);
    let table = vec![
        (without("from"), "GR01", "the column from is missing"),
        (without("time"), "GR01", "the column time is missing"),
        (without("amount"), "GR01", "the column amount is missing"),
        (without("currency"), "GR01", "the column currency is missing"),
        (with("from", BooleanArray::from(vec![true, false])), "GR02", "the column from is Boolean"),
        (with("to", Float64Array::from(vec![1.0, 2.0])), "GR02", "the column to is Float64"),
        (with("time", no_zone), "GR02", "the column time is Timestamp"),
        (with("time", StringArray::from(vec!["a", "b"])), "GR02", "the column time is Utf8"),
        (with("amount", Int64Array::from(vec![1, 2])), "GR02", "the column amount is Int64"),
        (with("amount_minor", Int64Array::from(vec![1, 2])), "GR16", "there are amounts in major and in minor"),
        (with("from", StringArray::from(vec![Some("a"), None])), "GR04", "row 1, column from"),
        (with("time", Int64Array::from(vec![Some(5), None])), "GR04", "row 1, column time"),
        (with("amount", Float64Array::from(vec![1.0, f64::NAN])), "GR06", "row 1, column amount"),
        (with("amount", StringArray::from(vec!["1", "2.345"])), "GR07", "row 1, column amount"),
        (with("time", Int64Array::from(vec![5, i64::MAX])), "GR09", "row 1, column time"),
        (with("currency", StringArray::from(vec!["ZZD", "???"])), "GR15", "row 1, column currency"),
    ];
    for (columns, code, start) in table {
        let Err(error) = add(columns) else { panic!("{start} was let pass") };
        assert_eq!(error.code(), code, "{error}");
        assert!(error.to_string().starts_with(start), "{error}");
    }
}
