//! Stories of the office's people, on both databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed, and one that is wrong about a length says so"
)]

use std::collections::BTreeSet;

use openfiu_staff::sign_in::StaffSettings;
use openfiu_staff::{Member, MemberId, Right, Role, Staff, StaffError, people};
use seal::OpeningKey;
use seal::secret::{CodeSecret, PasswordCost};
use seal::signin::RULES;
use store::audit::Actor;
use store::door::Answer;
use store::testing::stores_in;
use store::{Micros, Query, Store, World, params};

const PASSWORD: &str = "elf Kamele gehen heim";
const START: Micros = Micros(1_795_341_600_000_000);

async fn staffs() -> Vec<(Staff, Store, std::sync::Arc<store::HandClock>)> {
    let (world, clock) = World::fixed(START, 7);
    let settings = || StaffSettings {
        office: "FIU".into(),
        password_cost: PasswordCost { memory_kib: 64, passes: 1 },
        door: RULES,
    };
    let staff = |store: Store| {
        (Staff::new(store.clone(), OpeningKey::new(&[5; 64]), settings()).unwrap(), store, clock.clone())
    };
    stores_in(&world).await.into_iter().map(staff).collect()
}

fn secret_in(address: &str) -> CodeSecret {
    let text = address.split("secret=").nth(1).unwrap().split('&').next().unwrap();
    let five = |c: u8| if c.is_ascii_uppercase() { c - b'A' } else { c - b'2' + 26 };
    let bits: Vec<u8> = text.bytes().flat_map(|c| (0..5).rev().map(move |bit| five(c) >> bit & 1)).collect();
    let bytes: Vec<u8> = bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | bit)).collect();
    CodeSecret::new(bytes.try_into().unwrap())
}

/// Invites, enrols and signs in a person with these roles.
async fn member(
    staff: &Staff,
    clock: &store::HandClock,
    store: &Store,
    login: &str,
    roles: &[Role],
) -> (Member, [u8; 32]) {
    let seconds = || u64::try_from(store.now().0 / 1_000_000).unwrap();
    let roles = roles.iter().copied().collect();
    let (_, invitation) = people::invite(staff, &Actor::program("test"), login, login, &roles).await.unwrap();
    let secret = secret_in(&staff.begin_enrolment(&invitation.secret).await.unwrap().address);
    staff.finish_enrolment(&invitation.secret, PASSWORD, &secret.code(seconds())).await.unwrap();
    clock.advance_millis(31_000);
    let token = seal::secret::hash_token(login);
    assert_eq!(staff.password(login, PASSWORD, &[0; 32], "desk 3").await.unwrap(), Answer::Next);
    assert_eq!(staff.code(&[0; 32], &secret.code(seconds()), &token).await.unwrap(), Answer::Next);
    store
        .write(|tx| async move { tx.execute("DELETE FROM member_session WHERE step = 'half'", params![]).await })
        .await
        .unwrap();
    (staff.find(&token).await.unwrap().unwrap(), token)
}

#[tokio::test]
async fn a_right_comes_from_a_role_and_a_refusal_is_recorded() {
    for (staff, store, clock) in staffs().await {
        let (officer, _) = member(&staff, &clock, &store, "bo", &[Role::IntakeOfficer]).await;
        officer.require(&staff, Right::Report).await.unwrap();
        let refused = officer.require(&staff, Right::Audit).await;
        assert!(matches!(refused, Err(StaffError::Denied { right: Right::Audit })));
        let sql = "SELECT COUNT(*) AS n FROM audit_record WHERE result = 'denied' AND object_kind = 'right'";
        assert_eq!(store.one(sql, params![]).await.unwrap().get::<i64>("n").unwrap(), 1);
        let (both, _) = member(&staff, &clock, &store, "cem", &[Role::Auditor, Role::Administrator]).await;
        assert!(both.may(Right::Audit) && both.may(Right::People) && !both.may(Right::Report));
    }
}

#[tokio::test]
async fn who_loses_a_role_or_is_closed_loses_it_at_once() {
    for (staff, store, clock) in staffs().await {
        let (admin, _) = member(&staff, &clock, &store, "ada", &[Role::Administrator]).await;
        let (bo, token) = member(&staff, &clock, &store, "bo", &[Role::IntakeOfficer]).await;
        people::set_roles(&staff, &admin.actor(), bo.id, &BTreeSet::from([Role::Auditor])).await.unwrap();
        assert!(!staff.find(&token).await.unwrap().unwrap().may(Right::Report));
        people::close(&staff, &admin.actor(), bo.id).await.unwrap();
        assert_eq!(staff.find(&token).await.unwrap(), None);
        assert_eq!(staff.password("bo", PASSWORD, &[1; 32], "x").await.unwrap(), Answer::Refused);
        let states: Vec<String> = people::list(&staff).await.unwrap().into_iter().map(|person| person.state).collect();
        assert_eq!(states, ["active", "closed"]);
        assert!(matches!(
            people::close(&staff, &admin.actor(), MemberId(store::RawId([9; 16]))).await,
            Err(StaffError::Unknown)
        ));
    }
}

#[tokio::test]
async fn the_office_always_has_an_administrator_even_if_two_close_each_other_at_once() {
    for (staff, store, clock) in staffs().await {
        let (ada, _) = member(&staff, &clock, &store, "ada", &[Role::Administrator]).await;
        let nobody = people::close(&staff, &ada.actor(), ada.id).await;
        assert!(matches!(nobody, Err(StaffError::LastAdministrator)));
        let (bo, _) = member(&staff, &clock, &store, "bo", &[Role::Administrator]).await;
        let close = |by: Member, whom: MemberId| {
            let staff = staff.clone();
            tokio::spawn(async move { people::close(&staff, &by.actor(), whom).await.is_ok() })
        };
        let (one, other) = (close(ada.clone(), bo.id), close(bo.clone(), ada.id));
        assert_eq!([one.await.unwrap(), other.await.unwrap()].into_iter().filter(|done| *done).count(), 1);
    }
}

#[tokio::test]
async fn five_wrong_guesses_shut_the_door_and_each_is_recorded() {
    for (staff, store, clock) in staffs().await {
        member(&staff, &clock, &store, "ada", &[Role::Administrator]).await;
        for _ in 0..5 {
            assert_eq!(staff.password("ada", "wrong", &[1; 32], "x").await.unwrap(), Answer::Refused);
        }
        assert_eq!(staff.password("ada", PASSWORD, &[1; 32], "x").await.unwrap(), Answer::Refused);
        let sql = "SELECT COUNT(*) AS n FROM audit_record WHERE act = 'auth' AND result = 'denied'";
        assert_eq!(store.one(sql, params![]).await.unwrap().get::<i64>("n").unwrap(), 6);
    }
}
