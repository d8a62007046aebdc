//! Every page of the desk, whole, in all six languages.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod door;
mod house;
mod rooms;
mod sample;

use maud::Markup;
use openfiu_desk::pages::{self, TabName};
use openfiu_desk::view::{Admin, Arrivals, Audit, Chain, Role, Search, Tab, Transactions, Who};
use sample::*;
use web::parts::finding::FindingFilter;
use web::signin::{SignInStep, SignInView};
use web::{Context, Lang};

fn tabs() -> Vec<Tab> {
    vec![
        Tab::Summary(summary()),
        Tab::Transactions(transactions()),
        Tab::Transactions(Transactions::default()),
        Tab::Parties(parties()),
        Tab::Findings(findings(), FindingFilter::default()),
        Tab::Original(original()),
        Tab::Letter(letter()),
    ]
}

/// Every page in every state that looks different.
fn all(context: &Context) -> Vec<(String, Markup)> {
    let who = who();
    let view = SignInView { step: SignInStep::Password, failed: true, signed_out: false };
    let mut found = vec![
        ("sign in".to_owned(), web::signin::page(context, pages::FACE, &context.lang.t(pages::LEAD), &view)),
        ("arrivals".to_owned(), pages::arrivals(context, &who, &arrivals())),
        ("arrivals, empty".to_owned(), pages::arrivals(context, &who, &Arrivals::default())),
        ("search".to_owned(), pages::search(context, &who, &search())),
        ("search, not asked".to_owned(), pages::search(context, &who, &Search::default())),
        ("audit".to_owned(), pages::audit(context, &who, &audit())),
        (
            "audit, broken".to_owned(),
            pages::audit(context, &who, &Audit { chain: Some(Chain::Broken(7, context.now)), ..Audit::default() }),
        ),
        ("admin".to_owned(), pages::admin(context, &who, &admin())),
        ("admin, empty".to_owned(), pages::admin(context, &who, &Admin::default())),
    ];
    for (i, tab) in tabs().iter().enumerate() {
        found.push((format!("report, tab {i}"), pages::report(context, &who, &head(), tab)));
    }
    found
}

#[test]
fn every_page_is_whole_in_every_language() {
    for lang in Lang::ALL {
        for (name, page) in all(&context(lang)) {
            let html = page.into_string();
            let head = format!("<!DOCTYPE html><html lang=\"{}\" dir=\"{}\">", lang.tag(), lang.dir());
            assert!(html.starts_with(&head), "{name} {lang}");
            assert_eq!(html.matches("<h1").count(), 1, "{name} {lang}: one headline");
            let inline = [" style=", "<style", " onclick", " onload", "javascript:", "http://", "https://"];
            assert!(inline.iter().all(|what| !html.contains(what)), "{name}: the security policy forbids it");
            assert!(!html.contains("<test>"), "{name}: a name became markup");
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_the_proof() {
    for (name, page) in all(&context(Lang::En)) {
        let html = page.into_string();
        for form in html.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap()) {
            assert_eq!(form.contains("method=\"post\""), form.contains("name=\"csrf\""), "{name}: {form}");
        }
    }
}

#[test]
fn ids_on_a_page_are_not_given_twice() {
    for (name, page) in all(&context(Lang::En)) {
        let html = page.into_string();
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let given = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), given, "{name}");
    }
}

#[test]
fn each_role_is_shown_its_own_entries() {
    let entries = |roles: &[Role]| {
        let who = Who { name: "N".into(), roles: roles.into() };
        let html = pages::audit(&context(Lang::En), &who, &audit()).into_string();
        let nav = html.split("<nav class=\"nav\"").nth(1).map(|rest| rest.split("</nav>").next().unwrap_or_default());
        nav.map_or(vec![], |nav| {
            nav.split("href=\"").skip(1).filter_map(|r| r.split('"').next()).map(String::from).collect()
        })
    };
    assert_eq!(entries(&[Role::IntakeOfficer]), ["/", "/search"]);
    assert_eq!(entries(&[Role::Auditor]), ["/audit"]);
    assert_eq!(entries(&[Role::Administrator]), ["/admin"]);
    assert!(entries(&[]).is_empty());
}

#[test]
fn both_sides_of_a_transaction_are_readable_without_another_click() {
    let html = pages::report(&context(Lang::En), &who(), &head(), &Tab::Transactions(transactions())).into_string();
    let parts = [
        "Amina Diallo",
        "through",
        "Viktor Hale",
        "00123456789012345678",
        "1\u{202f}300\u{202f}000.00",
        "USD",
        "Cash",
        "Bright Sea Trading FZE &lt;test&gt;",
        "marked suspicious",
    ];
    for part in parts {
        assert!(html.contains(part), "{part}");
    }
    assert!(html.contains("href=\"/reports/414/parties?at=p2#p2\""));
}

#[test]
fn every_tab_has_its_own_address_and_says_that_it_is_open() {
    for (tab, name) in tabs().iter().zip([0, 1, 1, 2, 3, 4, 5]) {
        let html = pages::report(&context(Lang::En), &who(), &head(), tab).into_string();
        let slug = TabName::ALL[name].slug();
        let address = if slug.is_empty() { "/reports/414".to_owned() } else { format!("/reports/414/{slug}") };
        assert!(html.contains(&format!("href=\"{address}\" aria-current=\"page\"")), "{address}");
    }
}

#[test]
fn every_key_this_crate_asks_for_exists() {
    for file in web::testing::sources(env!("CARGO_MANIFEST_DIR")) {
        for key in web::words::keys_asked_for(&file) {
            assert!(Lang::En.has(&key), "no words for {key}");
        }
    }
}
