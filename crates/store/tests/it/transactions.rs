use openfiu_store::testing::{empty_stores, stores};
use openfiu_store::{Kind, Micros, Query, RawId, Store, StoreError, World, params};

async fn both() -> Vec<Store> {
    let stores = stores().await;
    for store in &stores {
        store
            .write(|tx| async move {
                let table = if tx.kind() == Kind::Sqlite {
                    "CREATE TABLE probe (id BLOB NOT NULL PRIMARY KEY, sender TEXT NOT NULL, reference TEXT, seen_us INTEGER, open INTEGER, score REAL) STRICT"
                } else {
                    "CREATE TABLE probe (id BYTEA NOT NULL PRIMARY KEY, sender TEXT NOT NULL, reference TEXT, seen_us BIGINT, open BOOLEAN, score DOUBLE PRECISION)"
                };
                tx.execute(table, params![]).await?;
                tx.execute("CREATE UNIQUE INDEX probe_reference ON probe (sender, reference)", params![]).await
            })
            .await
            .unwrap();
        store.migrate().await.unwrap();
    }
    stores
}

async fn put(store: &Store, sender: &str, reference: Option<&str>) -> Result<RawId, StoreError> {
    let id = RawId::new(store.world())?;
    store
        .write(|tx| async move {
            let sql = "INSERT INTO probe (id, sender, reference, seen_us, open, score) VALUES ($1, $2, $3, $4, $5, $6)";
            tx.execute(sql, params![id, sender, reference, Micros(7), true, 0.5]).await
        })
        .await?;
    Ok(id)
}

#[tokio::test]
async fn what_is_written_is_read_back_with_its_types() {
    for store in both().await {
        let id = put(&store, "bank", None).await.unwrap();
        let row = store.one("SELECT * FROM probe WHERE id = $1 AND open = $2", params![id, true]).await.unwrap();
        assert_eq!(row.get::<RawId>("id").unwrap(), id);
        assert_eq!(row.get::<String>("sender").unwrap(), "bank");
        assert_eq!(row.get::<Option<String>>("reference").unwrap(), None);
        assert_eq!(row.get::<Micros>("seen_us").unwrap(), Micros(7));
        assert!(row.get::<bool>("open").unwrap());
        assert_eq!(row.get::<f64>("score").unwrap(), 0.5);
        assert!(matches!(row.get::<i64>("absent"), Err(StoreError::Column { .. })));
        let count = store.one("SELECT COUNT(*) AS n FROM probe", params![]).await.unwrap();
        assert_eq!(count.get::<i64>("n").unwrap(), 1);
    }
}

#[tokio::test]
async fn a_second_row_with_the_same_key_is_refused_by_the_name_of_the_index() {
    for store in both().await {
        put(&store, "bank", Some("R-1")).await.unwrap();
        let error = put(&store, "bank", Some("R-1")).await.unwrap_err();
        assert_eq!(error.constraint(), Some("probe_reference"), "{:?}: {error:?}", store.kind());
        put(&store, "bank", Some("R-2")).await.unwrap();
    }
}

#[tokio::test]
async fn a_failed_transaction_leaves_nothing_and_its_handle_is_dead() {
    for store in both().await {
        let kept = std::sync::Mutex::new(None);
        let result: Result<(), StoreError> = store
            .write(|tx| {
                *kept.lock().unwrap() = Some(tx.clone());
                async move {
                    tx.execute("INSERT INTO probe (id, sender) VALUES ($1, 'x')", params![vec![1_u8]]).await?;
                    Err(StoreError::NotFound)
                }
            })
            .await;
        assert!(matches!(result, Err(StoreError::NotFound)));
        assert!(store.rows("SELECT id FROM probe", params![]).await.unwrap().is_empty());
        let tx = kept.into_inner().unwrap().unwrap();
        assert!(matches!(tx.execute("DELETE FROM probe", params![]).await, Err(StoreError::Finished)));
    }
}

#[tokio::test]
async fn reading_cannot_write() {
    for store in both().await {
        put(&store, "bank", None).await.unwrap();
        assert!(store.rows("DELETE FROM probe RETURNING id", params![]).await.is_err());
        assert_eq!(store.rows("SELECT id FROM probe", params![]).await.unwrap().len(), 1);
    }
}

#[tokio::test]
async fn two_that_raise_one_counter_at_once_lose_no_step() {
    for store in both().await {
        let id = put(&store, "counter", None).await.unwrap();
        let mut tasks = Vec::new();
        for _ in 0..20 {
            let store = store.clone();
            tasks.push(tokio::spawn(async move {
                store
                    .write(|tx| async move {
                        let rows = tx.held("SELECT seen_us FROM probe WHERE id = $1", params![id]).await?;
                        let seen = rows.first().ok_or(StoreError::NotFound)?.get::<i64>("seen_us")?;
                        tx.execute("UPDATE probe SET seen_us = $1 WHERE id = $2", params![seen + 1, id]).await
                    })
                    .await
            }));
        }
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let row = store.one("SELECT seen_us FROM probe", params![]).await.unwrap();
        assert_eq!(row.get::<i64>("seen_us").unwrap(), 27, "{:?}", store.kind());
    }
}

#[tokio::test]
async fn a_second_process_on_the_same_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("a.db").display());
    let first = Store::open(&url, World::system()).await.unwrap();
    let second = Store::open(&url, World::system()).await;
    assert!(matches!(second, Err(StoreError::Locked { .. })), "{second:?}");
    first.clone().close().await;
    drop(first);
    Store::open(&url, World::system()).await.unwrap();
}

#[tokio::test]
async fn an_address_of_neither_kind_is_refused_without_showing_its_password() {
    let error = Store::open("mysql://root:secret@host/db", World::system()).await.unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
    assert!(Store::open("sqlite://relative.db", World::system()).await.is_err());
}

#[tokio::test]
async fn migrating_twice_changes_nothing_and_a_newer_database_is_refused() {
    for store in empty_stores(&World::system()).await {
        store.migrate().await.unwrap();
        let sql = "SELECT name FROM schema_migration ORDER BY name";
        let before = store.rows(sql, params![]).await.unwrap().len();
        store.migrate().await.unwrap();
        assert_eq!(store.rows(sql, params![]).await.unwrap().len(), before);
        store
            .write(|tx| async move {
                let sql = "INSERT INTO schema_migration (name, owner, checksum, applied_us) VALUES ($1, 'x', $2, 0)";
                tx.execute(sql, params!["9999_future.sql", [0_u8; 32]]).await
            })
            .await
            .unwrap();
        let error = store.migrate().await.unwrap_err();
        assert!(error.to_string().contains("newer program"), "{error}");
    }
}
