//! Every page of the portal, whole, in all six languages.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops where it fails")]

mod road;
mod sample;

use maud::Markup;
use openfiu_portal::pages;
use openfiu_portal::view::{Findings, Home, LetterStatus, Letters};
use sample::*;
use vocab::Severity;
use web::parts::finding::{FindingFilter, Grouping};
use web::signin::{SignInStep, SignInView};
use web::{Context, Lang};

/// Every page in every state that looks different.
fn all(context: &Context) -> Vec<(String, Markup)> {
    let who = who();
    let sign_in = |step, failed| {
        web::signin::page(
            context,
            pages::FACE,
            &context.lang.t(pages::LEAD),
            &SignInView { step, failed, signed_out: !failed },
        )
    };
    let mut found = vec![
        ("sign in".to_owned(), sign_in(SignInStep::Password, false)),
        ("sign in, code".to_owned(), sign_in(SignInStep::Code, true)),
        ("home".to_owned(), pages::home(context, &who, &home())),
        ("home, empty".to_owned(), pages::home(context, &who, &Home::default())),
        ("letters".to_owned(), pages::letters(context, &who, &letters())),
        ("letters, empty".to_owned(), pages::letters(context, &who, &Letters::default())),
        ("upload".to_owned(), pages::upload(context, &who, &upload())),
        ("findings".to_owned(), pages::findings(context, &who, &findings(FindingFilter::default()))),
        ("findings, none".to_owned(), pages::findings(context, &who, &Findings::default())),
        ("explanation".to_owned(), pages::explanation(context, &who, &explanation())),
        ("account".to_owned(), pages::account(context, &who, &account())),
        ("welcome".to_owned(), web::signin::welcome(context, pages::FACE, &welcome())),
        ("help".to_owned(), pages::help(context, &who)),
    ];
    for status in LetterStatus::ALL {
        found.push((format!("letter, {}", status.slug()), pages::letter(context, &who, &letter(status))));
    }
    found
}

/// The texts between tags and in labels that are keys instead of words.
fn untranslated(html: &str) -> Vec<&str> {
    let prefixes = ["findings-", "letter-", "upload-", "home-", "error-", "nav-", "help-", "signin-", "account-"];
    html.split(['<', '>', '"'])
        .map(str::trim)
        .filter(|text| prefixes.iter().any(|prefix| text.starts_with(prefix)) && !text.contains(['.', ' ']))
        .filter(|text| !text.ends_with("-hint") && !text.ends_with("-title"))
        .collect()
}

#[test]
fn every_page_is_whole_in_every_language() {
    for lang in Lang::ALL {
        for (name, page) in all(&context(lang)) {
            let html = page.into_string();
            let head = format!("<!DOCTYPE html><html lang=\"{}\" dir=\"{}\">", lang.tag(), lang.dir());
            assert!(html.starts_with(&head), "{name} {lang}");
            assert_eq!(html.matches("<h1").count(), 1, "{name} {lang}: one headline");
            assert!(untranslated(&html).is_empty(), "{name} {lang}: {:?}", untranslated(&html));
            let inline = [" style=", "<style", " onclick", " onload", "javascript:", "http://", "https://"];
            assert!(inline.iter().all(|what| !html.contains(what)), "{name}: the security policy forbids it");
            assert_eq!(html.matches("<script").count(), html.matches("<script src=\"/assets/").count(), "{name}");
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_the_proof() {
    for (name, page) in all(&context(Lang::En)) {
        let html = page.into_string();
        for form in html.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap()) {
            let posts = form.contains("method=\"post\"");
            assert_eq!(posts, form.contains("name=\"csrf\""), "{name}: {form}");
        }
    }
}

#[test]
fn every_field_has_a_label() {
    for (name, page) in all(&context(Lang::En)) {
        let html = page.into_string();
        for input in html.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap()) {
            let Some((_, id)) = input.split_once(" id=\"") else {
                assert!(input.contains("type=\"hidden\""), "{name}: {input}");
                continue;
            };
            let id = id.split('"').next().unwrap();
            assert!(html.contains(&format!("for=\"{id}\"")), "{name}: no label for {id}");
        }
    }
}

#[test]
fn what_a_file_says_is_shown_and_never_run() {
    let html = pages::findings(&context(Lang::En), &who(), &findings(FindingFilter::default())).into_string();
    assert!(html.contains("&lt;b&gt;ID&lt;/b&gt;") && !html.contains("<b>ID</b>"));
    assert!(html.contains("<bdi>ليلى منصور</bdi>"));
}

#[test]
fn the_findings_page_can_be_worked_from() {
    let page = |filter| pages::findings(&context(Lang::En), &who(), &findings(filter)).into_string();
    let all = page(FindingFilter::default());
    for part in [
        "XSD-MISSING",
        "Put it between",
        "/letters/01929F/findings.csv",
        "goaml",
        "class=\"hit\"",
        "Send a corrected file",
    ] {
        assert!(all.contains(part), "{part}");
    }
    let some =
        page(FindingFilter { severity: Some(Severity::Warn), words: "counter".into(), grouping: Grouping::Place });
    assert!(some.contains("ZZ-0107") && !some.contains("id=\"f2\"") && some.contains("Transaction"));
    assert!(page(FindingFilter { words: "nowhere".into(), ..FindingFilter::default() }).contains("Nothing found"));
}

#[test]
fn a_letter_shows_where_it_stands() {
    let page = |status| pages::letter(&context(Lang::En), &who(), &letter(status)).into_string();
    assert!(page(LetterStatus::Received).contains("The office has not answered yet"));
    let accepted = page(LetterStatus::Accepted);
    assert!(accepted.contains("STR-2026-000412") && accepted.contains("OPENFIU RECEIPT 1"));
    assert!(page(LetterStatus::Rejected).contains("class=\"failed\""));
}

#[test]
fn every_key_this_crate_asks_for_exists() {
    for file in web::testing::sources(env!("CARGO_MANIFEST_DIR")) {
        for key in web::words::keys_asked_for(&file) {
            assert!(Lang::En.has(&key), "no words for {key}");
        }
    }
    for item in pages::NAV {
        assert!(Lang::En.has(item.key), "{}", item.key);
    }
}
