use openfiu_store::testing::stores_in;
use openfiu_store::{Event, Kind, LetterId, Micros, Store, StoreError, TRIES_MAX, Work, World};

async fn letter(store: &Store) -> Event {
    let event = Event::LetterReceived { letter: LetterId::new(store.world()).unwrap() };
    store.write(|tx| async move { tx.emit(event).await }).await.unwrap();
    event
}

async fn finish(store: &Store, work: &Work) -> Result<(), StoreError> {
    store.write(|tx| async move { tx.finish(work).await }).await
}

#[tokio::test]
async fn an_event_is_taken_once_in_order_and_ends_with_its_step() {
    let (world, clock) = World::fixed(Micros(1_000_000), 1);
    for store in stores_in(&world).await {
        let first = letter(&store).await;
        clock.advance_millis(1);
        let second = letter(&store).await;
        let taken = store.take("a", 10, 60).await.unwrap();
        assert_eq!(taken.iter().map(|work| work.event).collect::<Vec<_>>(), [first, second]);
        assert!(store.take("b", 10, 60).await.unwrap().is_empty());
        finish(&store, &taken[0]).await.unwrap();
        assert!(matches!(finish(&store, &taken[0]).await, Err(StoreError::LeaseLost { .. })));
        assert_eq!(store.waiting().await.unwrap(), 1);
    }
}

#[tokio::test]
async fn an_event_whose_transaction_failed_never_was() {
    let (world, _) = World::fixed(Micros(1_000_000), 2);
    for store in stores_in(&world).await {
        let letter = LetterId::new(&world).unwrap();
        let result: Result<(), StoreError> = store
            .write(|tx| async move {
                tx.emit(Event::LetterFetched { letter }).await?;
                Err(StoreError::NotFound)
            })
            .await;
        assert!(result.is_err());
        assert_eq!(store.waiting().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn the_work_of_a_dead_worker_goes_to_another_and_the_dead_cannot_finish_it() {
    let (world, clock) = World::fixed(Micros(1_000_000), 3);
    for store in stores_in(&world).await {
        letter(&store).await;
        let old = store.take("dead", 1, 60).await.unwrap().remove(0);
        clock.advance_millis(60_000);
        let new = store.take("alive", 1, 60).await.unwrap().remove(0);
        assert_eq!(new.tries, 2);
        clock.advance_millis(60_000);
        let newest = store.take("alive", 1, 60).await.unwrap().remove(0);
        let twice = finish(&store, &new).await;
        assert!(matches!(twice, Err(StoreError::LeaseLost { .. })), "an old lease of the same worker");
        let new = newest;
        assert!(matches!(finish(&store, &old).await, Err(StoreError::LeaseLost { .. })));
        finish(&store, &new).await.unwrap();
    }
}

#[tokio::test]
async fn what_fails_again_and_again_comes_to_rest_and_can_be_seen() {
    let (world, clock) = World::fixed(Micros(1_000_000), 4);
    for store in stores_in(&world).await {
        letter(&store).await;
        for _ in 0..TRIES_MAX {
            clock.advance_millis(3_600_000);
            let work = store.take("a", 1, 60).await.unwrap().remove(0);
            store.give_back(&work, "the disk is full").await.unwrap();
            assert!(store.take("a", 1, 60).await.unwrap().is_empty());
        }
        clock.advance_millis(3_600_000);
        assert!(store.take("a", 1, 60).await.unwrap().is_empty());
        let stuck = store.stuck(10).await.unwrap();
        assert_eq!((stuck.len(), stuck[0].tries, stuck[0].reason.as_str()), (1, TRIES_MAX, "the disk is full"));
        assert_eq!(store.waiting().await.unwrap(), 0);
    }
}

#[tokio::test]
async fn many_workers_at_once_take_each_event_once() {
    let (world, _) = World::fixed(Micros(1_000_000), 5);
    for store in stores_in(&world).await {
        for _ in 0..60 {
            letter(&store).await;
        }
        let mut tasks = Vec::new();
        for worker in 0..6 {
            let store = store.clone();
            tasks.push(tokio::spawn(async move {
                let mut done = 0;
                loop {
                    let taken = store.take(&format!("w{worker}"), 5, 60).await.unwrap();
                    if taken.is_empty() {
                        return done;
                    }
                    for work in &taken {
                        finish(&store, work).await.unwrap();
                        done += 1;
                    }
                }
            }));
        }
        let mut done = 0;
        for task in tasks {
            done += task.await.unwrap();
        }
        assert_eq!(done, 60, "{:?}", store.kind());
    }
}

#[tokio::test]
async fn a_lease_that_is_renewed_stays_with_its_worker() {
    let (world, clock) = World::fixed(Micros(1_000_000), 6);
    for store in stores_in(&world).await {
        letter(&store).await;
        let work = store.take("slow", 1, 60).await.unwrap().remove(0);
        for _ in 0..5 {
            clock.advance_millis(50_000);
            store.renew(&work, 60).await.unwrap();
        }
        assert!(store.take("other", 1, 60).await.unwrap().is_empty());
        finish(&store, &work).await.unwrap();
        assert!(matches!(store.renew(&work, 60).await, Err(StoreError::LeaseLost { .. })), "it is finished");
        letter(&store).await;
        let lost = store.take("slow", 1, 60).await.unwrap().remove(0);
        clock.advance_millis(60_000);
        let taken = store.take("other", 1, 60).await.unwrap().remove(0);
        assert!(matches!(store.renew(&lost, 60).await, Err(StoreError::LeaseLost { .. })));
        finish(&store, &taken).await.unwrap();
    }
}

#[tokio::test]
async fn what_was_put_off_was_not_tried_and_those_of_its_kind_wait_with_it() {
    let (world, clock) = World::fixed(Micros(1_000_000), 7);
    for store in stores_in(&world).await {
        for _ in 0..3 {
            letter(&store).await;
        }
        clock.advance_millis(1);
        let fetched = Event::LetterFetched { letter: LetterId::new(&world).unwrap() };
        store.write(|tx| async move { tx.emit(fetched).await }).await.unwrap();
        for _ in 0..TRIES_MAX * 2 {
            let work = store.take("a", 1, 60).await.unwrap().remove(0);
            assert_eq!(work.tries, 1);
            store.put_off(&work, 30, "the edge is away").await.unwrap();
            let other = store.take("a", 10, 60).await.unwrap();
            assert_eq!(
                other.iter().map(|work| work.event).collect::<Vec<_>>(),
                [fetched],
                "another kind does not wait"
            );
            store.put_off(&other[0], 0, "for the next round").await.unwrap();
            clock.advance_millis(30_000);
        }
        assert!(store.stuck(10).await.unwrap().is_empty());
        let work = store.take("a", 1, 60).await.unwrap().remove(0);
        clock.advance_millis(60_000);
        let newer = store.take("b", 10, 60).await.unwrap();
        store.put_off(&work, 30, "too late").await.unwrap();
        for work in &newer {
            finish(&store, work).await.unwrap();
        }
    }
}

#[tokio::test]
async fn who_begins_on_an_embedded_database_takes_what_its_predecessor_had_in_hand() {
    let (world, _) = World::fixed(Micros(1_000_000), 8);
    for store in stores_in(&world).await {
        letter(&store).await;
        let dead = store.take("dead", 1, 60).await.unwrap().remove(0);
        let embedded = store.kind() == Kind::Sqlite;
        assert_eq!(store.free_leases().await.unwrap(), u64::from(embedded));
        let taken = store.take("alive", 1, 60).await.unwrap();
        assert_eq!(taken.len(), usize::from(embedded), "on a server another may be at work");
        if let Some(work) = taken.first() {
            assert!(matches!(finish(&store, &dead).await, Err(StoreError::LeaseLost { .. })));
            finish(&store, work).await.unwrap();
        }
    }
}

#[tokio::test]
async fn finished_events_are_forgotten_after_a_while_and_others_never() {
    let (world, clock) = World::fixed(Micros(1_000_000), 9);
    for store in stores_in(&world).await {
        letter(&store).await;
        let old = store.take("a", 1, 60).await.unwrap().remove(0);
        finish(&store, &old).await.unwrap();
        letter(&store).await;
        clock.advance_millis(3_600_000);
        assert_eq!(store.forget_finished(7_200).await.unwrap(), 0, "too young");
        assert_eq!(store.forget_finished(1_800).await.unwrap(), 1);
        clock.advance_millis(3_600_000);
        assert_eq!((store.forget_finished(0).await.unwrap(), store.waiting().await.unwrap()), (0, 1));
    }
}
