use openfiu_post::edge::sign_in;
use openfiu_post::edge::tidy::{Tidied, tidy};

use crate::house::{PASSWORD, houses};

const DAY_MILLIS: i64 = 86_400_000;

#[tokio::test]
async fn the_tables_of_the_edge_do_not_grow_with_what_is_over() {
    for house in houses().await {
        let visitor = house.visitor().await;
        for n in 0..7 {
            house.send(&visitor, &format!("R-{n}"), b"small").await.unwrap();
        }
        sign_in::password(&house.edge, "amina@bank.example", PASSWORD, &[77; 32], "10.0.0.1").await.unwrap();
        sign_in::password(&house.edge, "nobody@bank.example", "a guess", &[78; 32], "10.0.0.1").await.unwrap();
        let sessions = "SELECT COUNT(*) AS n FROM reporter_session";
        let events = "SELECT COUNT(*) AS n FROM event";
        let letters = "SELECT COUNT(*) AS n FROM letter";
        let halves = "SELECT COUNT(*) AS n FROM reporter_session WHERE step = 'half'";
        let before = house.count(sessions).await;

        let now = tidy(&house.edge).await.unwrap();
        assert_eq!(now, Tidied { finished: 7, ..Tidied::default() }, "all else is too young");
        assert_eq!((house.count(events).await, house.edge_store.waiting().await.unwrap()), (7, 0));

        let half = house.count(halves).await;
        house.clock.advance_millis(8 * DAY_MILLIS);
        let later = tidy(&house.edge).await.unwrap();
        let gone = u64::try_from(half).unwrap();
        assert_eq!(later, Tidied { finished: 0, events: 7, sessions: gone, guesses: 2 });
        assert_eq!(house.count(sessions).await, before - half, "those who signed in are still shown");
        assert_eq!((house.count(events).await, house.count(letters).await), (0, 7));

        house.clock.advance_millis(90 * DAY_MILLIS);
        tidy(&house.edge).await.unwrap();
        assert_eq!(house.count(sessions).await, 0);
        assert_eq!(tidy(&house.edge).await.unwrap(), Tidied::default());
        house.clock.advance_millis(-98 * DAY_MILLIS);
    }
}
