//! The door of the desk and the administration of people, over HTTP types, on a real database.

use crate::house::{Browser, HOST, house};
use axum::http::StatusCode;
use staff::{Role, people};
use store::audit::Actor;

#[tokio::test]
async fn an_administrator_invites_a_colleague_who_may_not_administer() {
    let house = house().await;
    let first = [Role::Administrator].into();
    let (_, invitation) = people::invite(&house.staff, &Actor::program("test"), "ines", "Ines", &first).await.unwrap();
    let mut ines = Browser::new(&house);
    ines.come_in(&house, &invitation.secret, "ines").await;
    assert!(ines.get("/admin").await.text.contains("Add a person"));

    let refused = ines.post("/admin/staff", "staff_name=Tomas&login=tomas&head=yes").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "an unknown role is an unknown field");
    ines.get("/admin").await;
    let made = ines.post("/admin/staff", "staff_name=Tomas&login=tomas&intake-officer=yes").await;
    let link = format!("http://{HOST}/welcome/");
    let secret = made.text.split(&link).nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!ines.get("/admin").await.text.contains(&secret), "the link is shown once");

    let mut tomas = Browser::new(&house);
    tomas.come_in(&house, &secret, "tomas").await;
    let admin = tomas.get("/admin").await;
    assert_eq!(admin.status, StatusCode::FORBIDDEN, "{}", admin.text);

    let row = people::list(&house.staff).await.unwrap().into_iter().find(|person| person.login == "tomas").unwrap();
    ines.get("/admin").await;
    assert_eq!(ines.post(&format!("/admin/staff/{}/stop", row.id), "").await.to(), "/admin");
    assert_eq!(tomas.get("/admin").await.to(), "/sign-in", "whoever is stopped is out at once");
}

#[tokio::test]
async fn the_door_tells_a_stranger_nothing() {
    let house = house().await;
    let mut stranger = Browser::new(&house);
    assert_eq!(stranger.get("/admin").await.to(), "/sign-in");
    assert_eq!(stranger.get("/welcome/nothing").await.status, StatusCode::NOT_FOUND);
    stranger.get("/sign-in").await;
    let refused = stranger.post("/sign-in", "login=ines&password=x").await;
    assert!(refused.status == StatusCode::UNAUTHORIZED && refused.text.contains("is not right"));
    for path in ["/admin/staff", "/admin/staff/x/stop", "/sign-out"] {
        assert_eq!(stranger.post(path, "").await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}
