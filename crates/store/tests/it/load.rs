use openfiu_store::testing::stores;
use openfiu_store::{Bulk, Query, Rows, StoreError, Texts, params};

fn events(columns: Vec<(&'static str, Bulk)>) -> Vec<Rows> {
    vec![Rows { table: "event", columns }]
}

fn columns(rows: u8) -> Vec<(&'static str, Bulk)> {
    let each = || 0..rows;
    let text = |word: &str| Bulk::Text(each().map(|_| Some(word.to_owned())).collect());
    vec![
        ("id", Bulk::Bytes(each().map(|row| Some(vec![row; 16])).collect())),
        ("kind", text("report")),
        ("detail", text("Ω")),
        ("made_us", Bulk::Int(each().map(|row| Some(i64::from(row))).collect())),
        ("due_us", Bulk::Int(each().map(|_| Some(i64::MAX)).collect())),
        ("lease_until_us", Bulk::Int(each().map(|_| Some(0)).collect())),
        ("tries", Bulk::Int(each().map(|_| Some(0)).collect())),
        ("reason", Bulk::Text(each().map(|row| (row % 2 == 0).then(|| "even".to_owned())).collect())),
    ]
}

#[tokio::test]
async fn many_rows_go_in_with_their_values_and_absences() {
    for store in stores().await {
        assert_eq!(store.load(events(columns(200))).await.unwrap().0.rows, 200);
        let rows = store.rows("SELECT * FROM event ORDER BY made_us", params![]).await.unwrap();
        assert_eq!(rows.len(), 200);
        for (number, row) in (0..).zip(&rows) {
            assert_eq!(row.get::<Vec<u8>>("id").unwrap(), vec![number; 16]);
            assert_eq!(row.get::<String>("detail").unwrap(), "Ω");
            assert_eq!(row.get::<Option<String>>("reason").unwrap().is_some(), number % 2 == 0);
        }
    }
}

#[tokio::test]
async fn all_rows_or_none() {
    for store in stores().await {
        let mut twice = columns(100);
        twice[0].1 = Bulk::Bytes((0..100).map(|row: u8| Some(vec![row % 99; 16])).collect());
        let error = store.load(events(twice)).await.unwrap_err();
        assert_eq!(error.constraint(), Some("event_pkey"), "{:?}", store.kind());
        assert!(store.rows("SELECT id FROM event", params![]).await.unwrap().is_empty());
        let mut uneven = columns(3);
        uneven[1].1 = Bulk::Text(Texts::default());
        assert!(matches!(store.load(events(uneven)).await, Err(StoreError::Bulk { .. })));
    }
}

#[tokio::test]
async fn the_rate_is_reported() {
    for store in stores().await {
        let rows: i64 = 50_000;
        let id = |row: i64| Some(row.to_be_bytes().repeat(2));
        let all = |value: i64| Bulk::Int((0..rows).map(|_| Some(value)).collect());
        let text = |word: &str| Bulk::Text((0..rows).map(|_| Some(word.to_owned())).collect());
        let columns = vec![
            ("id", Bulk::Bytes((0..rows).map(id).collect())),
            ("kind", text("k")),
            ("detail", text("letter=0199b2a4-7d5e-7000-8000-000000000000")),
            ("made_us", all(1)),
            ("due_us", all(2)),
            ("lease_until_us", all(0)),
            ("tries", all(0)),
        ];
        let (loaded, _) = store.load(events(columns)).await.unwrap();
        assert_eq!(loaded.rows, 50_000);
        println!("{:?}: {} rows of seven columns per second", store.kind(), loaded.rows_per_second());
    }
}
