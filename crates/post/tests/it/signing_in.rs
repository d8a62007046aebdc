use openfiu_post::PostError;
use openfiu_post::edge::correspondent::{Standing, set_standing};
use openfiu_post::edge::{enrol, machine, sign_in};
use seal::secret::hash_token;
use store::audit::Actor;
use store::door::{Answer, DoorError};

use crate::house::{House, PASSWORD, houses, seconds, secret_in};

const LOGIN: &str = "amina@bank.example";

async fn password(house: &House, login: &str, password: &str, half: u8) -> Answer {
    sign_in::password(&house.edge, login, password, &[half; 32], "10.0.0.1").await.unwrap()
}

#[tokio::test]
async fn password_then_code_then_in_and_out_again() {
    for house in houses().await {
        house.clock.advance_millis(31_000);
        assert_eq!(password(&house, " Amina@Bank.example ", PASSWORD, 1).await, Answer::Next);
        assert!(sign_in::waits_for_code(&house.edge, &[1; 32]).await.unwrap());
        assert_eq!(sign_in::find(&house.edge, &[1; 32]).await.unwrap(), None, "half a session is none");
        let code = house.code();
        assert_eq!(sign_in::code(&house.edge, &[1; 32], &code, &[2; 32]).await.unwrap(), Answer::Next);
        let visitor = sign_in::find(&house.edge, &[2; 32]).await.unwrap().unwrap();
        assert_eq!((visitor.correspondent, visitor.rentity_id.as_str()), (house.bank, "77"));
        assert!(!sign_in::waits_for_code(&house.edge, &[1; 32]).await.unwrap(), "the half session is over");

        // The same code again, on a new half session: a code is good once.
        assert_eq!(password(&house, LOGIN, PASSWORD, 3).await, Answer::Next);
        assert_eq!(sign_in::code(&house.edge, &[3; 32], &code, &[4; 32]).await.unwrap(), Answer::Refused);
        assert_eq!(sign_in::find(&house.edge, &[4; 32]).await.unwrap(), None);

        sign_in::end(&house.edge, &visitor, &[2; 32]).await.unwrap();
        assert_eq!(sign_in::find(&house.edge, &[2; 32]).await.unwrap(), None);
        let audit = house.audit().await;
        for line in [
            "reporter auth enrol done",
            "reporter auth password done",
            "reporter auth sign-in done",
            "reporter auth sign-in denied",
            "reporter auth sign-out done",
        ] {
            assert!(audit.iter().any(|said| said == line), "{line}: {audit:?}");
        }
    }
}

#[tokio::test]
async fn a_session_ends_after_fifteen_idle_minutes_and_after_eight_hours() {
    for house in houses().await {
        house.visitor().await;
        let token = {
            house.clock.advance_millis(31_000);
            assert_eq!(password(&house, LOGIN, PASSWORD, 5).await, Answer::Next);
            assert_eq!(sign_in::code(&house.edge, &[5; 32], &house.code(), &[6; 32]).await.unwrap(), Answer::Next);
            [6; 32]
        };
        for _ in 0..40 {
            house.clock.advance_millis(11 * 60_000);
            assert!(sign_in::find(&house.edge, &token).await.unwrap().is_some());
        }
        // 40 × 11 minutes are 7 h 20; 14 minutes thrice are past the eighth hour.
        for (minutes, there) in [(14, true), (14, true), (14, false)] {
            house.clock.advance_millis(minutes * 60_000);
            assert_eq!(sign_in::find(&house.edge, &token).await.unwrap().is_some(), there);
        }
        house.clock.advance_millis(31_000);
        assert_eq!(password(&house, LOGIN, PASSWORD, 7).await, Answer::Next);
        assert_eq!(sign_in::code(&house.edge, &[7; 32], &house.code(), &[8; 32]).await.unwrap(), Answer::Next);
        house.clock.advance_millis(15 * 60_000);
        assert_eq!(sign_in::find(&house.edge, &[8; 32]).await.unwrap(), None, "idle");
    }
}

#[tokio::test]
async fn after_five_wrong_guesses_the_door_is_shut_for_a_known_and_an_unknown_name_alike() {
    for house in houses().await {
        for login in [LOGIN, "nobody@bank.example"] {
            for guess in 0..5 {
                assert_eq!(password(&house, login, "wrong password", 10 + guess).await, Answer::Refused);
            }
        }
        assert_eq!(password(&house, LOGIN, PASSWORD, 20).await, Answer::Refused, "shut, though the password is right");
        house.clock.advance_millis(59_000);
        assert_eq!(password(&house, LOGIN, PASSWORD, 21).await, Answer::Refused);
        house.clock.advance_millis(2_000);
        assert_eq!(password(&house, LOGIN, PASSWORD, 22).await, Answer::Next);
        let guesses = house.count("SELECT COUNT(*) AS n FROM reporter_guess WHERE guesses = 5").await;
        assert_eq!(guesses, 2, "what is known and what is not look the same in the table");
    }
}

#[tokio::test]
async fn guesses_made_at_one_time_all_count_and_so_do_guessed_codes() {
    for house in houses().await {
        house.clock.advance_millis(31_000);
        let mut tasks = Vec::new();
        for guess in 0..20 {
            let edge = house.edge.clone();
            tasks.push(tokio::spawn(async move {
                sign_in::password(&edge, LOGIN, "wrong password", &[guess; 32], "x").await.unwrap()
            }));
        }
        for task in tasks {
            assert_eq!(task.await.unwrap(), Answer::Refused);
        }
        let guesses = house.count("SELECT CAST(MAX(guesses) AS BIGINT) AS n FROM reporter_guess").await;
        assert_eq!(guesses, 5, "the sixth and later ones were not looked at");

        house.clock.advance_millis(61_000);
        assert_eq!(password(&house, LOGIN, PASSWORD, 40).await, Answer::Next);
        for _ in 0..3 {
            assert_eq!(sign_in::code(&house.edge, &[40; 32], "000000", &[41; 32]).await.unwrap(), Answer::Refused);
        }
        assert_eq!(
            sign_in::code(&house.edge, &[40; 32], &house.code(), &[41; 32]).await.unwrap(),
            Answer::Refused,
            "the door shut again after the first wrong code"
        );
    }
}

#[tokio::test]
async fn an_invitation_is_good_once_for_three_days_and_shows_one_pairing() {
    for house in houses().await {
        let admin = Actor::program("test");
        let (id, first) = enrol::invite(&house.edge, &admin, house.bank, "Bo@Bank.example", "Bo").await.unwrap();
        let taken = enrol::invite(&house.edge, &admin, house.bank, "bo@bank.EXAMPLE", "Other").await;
        assert!(matches!(taken, Err(PostError::Field { field: "login", .. })));
        let pairing = enrol::begin(&house.edge, &first.secret).await.unwrap();
        assert_eq!(*pairing.address, *enrol::begin(&house.edge, &first.secret).await.unwrap().address);
        let code = |us: i64| secret_in(&pairing.address).code(seconds(us));
        let now = house.edge_store.now().0;
        for (password, code) in [("short", code(now)), ("bo@bank.example", code(now)), (PASSWORD, "000000".to_owned())]
        {
            assert!(enrol::finish(&house.edge, &first.secret, password, &code).await.is_err());
        }
        assert_eq!(enrol::finish(&house.edge, &first.secret, PASSWORD, &code(now)).await.unwrap(), id);
        let again = enrol::finish(&house.edge, &first.secret, PASSWORD, &code(now)).await;
        assert!(matches!(again, Err(PostError::Door(DoorError::Invitation))), "the link is used up");

        let second = enrol::invite_again(&house.edge, &admin, id).await.unwrap();
        house.clock.advance_millis(31_000);
        assert_eq!(
            password(&house, "bo@bank.example", PASSWORD, 50).await,
            Answer::Refused,
            "the old password is void"
        );
        house.clock.advance_millis(3 * 86_400_000);
        assert!(matches!(enrol::begin(&house.edge, &second.secret).await, Err(PostError::Door(DoorError::Invitation))));
    }
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    for house in houses().await {
        house.visitor().await;
        house.clock.advance_millis(31_000);
        assert_eq!(password(&house, LOGIN, PASSWORD, 60).await, Answer::Next);
        assert_eq!(sign_in::code(&house.edge, &[60; 32], &house.code(), &[61; 32]).await.unwrap(), Answer::Next);
        house.clock.advance_millis(31_000);
        assert_eq!(password(&house, LOGIN, PASSWORD, 62).await, Answer::Next);
        assert_eq!(sign_in::code(&house.edge, &[62; 32], &house.code(), &[63; 32]).await.unwrap(), Answer::Next);
        let new = "zwölf Kamele bleiben";
        let changed = sign_in::change_password(&house.edge, &[63; 32], "not the old one", new).await.unwrap();
        assert_eq!(changed, Answer::Refused);
        let changed = sign_in::change_password(&house.edge, &[63; 32], PASSWORD, new).await.unwrap();
        assert_eq!(changed, Answer::Next);
        assert!(sign_in::find(&house.edge, &[63; 32]).await.unwrap().is_some());
        assert!(sign_in::find(&house.edge, &[61; 32]).await.unwrap().is_none());
        assert_eq!(password(&house, LOGIN, PASSWORD, 64).await, Answer::Refused);
        assert_eq!(password(&house, LOGIN, new, 65).await, Answer::Next);
    }
}

#[tokio::test]
async fn a_machine_comes_in_with_its_key_until_it_is_taken_back_or_the_bank_is_suspended() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let (id, secret) = machine::make(&house.edge, &visitor, "core banking").await.unwrap();
        assert_eq!(machine::find(&house.edge, &secret).await.unwrap().unwrap().correspondent, house.bank);
        assert_eq!(machine::find(&house.edge, "another").await.unwrap(), None);
        assert_eq!(machine::list(&house.edge, house.bank).await.unwrap().len(), 1);
        let admin = Actor::program("test");
        set_standing(&house.edge, &admin, house.bank, Standing::Suspended).await.unwrap();
        assert_eq!(machine::find(&house.edge, &secret).await.unwrap(), None);
        assert!(matches!(house.send(&visitor, "R", b"x").await, Err(PostError::Suspended)));
        set_standing(&house.edge, &admin, house.bank, Standing::Active).await.unwrap();
        machine::end(&house.edge, &visitor, id).await.unwrap();
        assert_eq!(machine::find(&house.edge, &secret).await.unwrap(), None);
        assert!(matches!(machine::end(&house.edge, &visitor, id).await, Err(PostError::Unknown)));
        let rows = house.count("SELECT COUNT(*) AS n FROM machine_key").await;
        assert_eq!(rows, 1);
        assert_ne!(hash_token(&secret), [0; 32]);
    }
}
