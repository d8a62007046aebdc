//! All pages of the portal with invented data, on loopback: `cargo run -p openfiu-portal --example portal_gallery`.
//!
//! Nothing is behind the pages. It is for looking at them, and for the screenshots.

#![allow(clippy::print_stdout, clippy::unwrap_used, dead_code, reason = "a tool for people who work on the pages")]

#[path = "../tests/it/sample.rs"]
mod sample;

use axum::Router;
use axum::extract::Path;
use axum::response::Redirect;
use axum::routing::get;
use maud::Markup;
use openfiu_portal::pages;
use openfiu_portal::view::{Home, LetterStatus};
use sample::{account, explanation, findings, home, letter, letters, upload, who};
use std::sync::Arc;
use web::fields::Query;
use web::parts::badge::severity_from_slug;
use web::parts::finding::{FindingFilter, Grouping};
use web::signin::{SignInStep, SignInView};
use web::{Fault, Lang, Manners, Visit, dress};

async fn letter_page(visit: Visit, Path(id): Path<String>) -> Result<Markup, Fault> {
    let status = match id.as_str() {
        "01930A" => LetterStatus::Received,
        "01929F" => LetterStatus::Rejected,
        "01929B" => LetterStatus::WithOffice,
        "019281" => LetterStatus::AcceptedWithWarnings,
        "01927C" => LetterStatus::Accepted,
        _ => return Err(Fault::NotFound),
    };
    Ok(pages::letter(&visit.context, &who(), &letter(status)))
}

async fn findings_page(visit: Visit, query: Query) -> Result<Markup, Fault> {
    let fields = query.known(&["q", "severity", "group"])?;
    let grouping = if fields.get("group") == "place" { Grouping::Place } else { Grouping::Kind };
    let severity = severity_from_slug(fields.get("severity"));
    let filter = FindingFilter { severity, words: fields.get("q").to_owned(), grouping };
    Ok(pages::findings(&visit.context, &who(), &findings(filter)))
}

fn sign_in(visit: &Visit, step: SignInStep, failed: bool) -> Markup {
    web::signin::page(
        &visit.context,
        pages::FACE,
        &visit.context.lang.t(pages::LEAD),
        &SignInView { step, failed, signed_out: false },
    )
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let address = "127.0.0.1:8101";
    let router = Router::new()
        .route("/", get(|visit: Visit| async move { pages::home(&visit.context, &who(), &home()) }))
        .route("/empty", get(|visit: Visit| async move { pages::home(&visit.context, &who(), &Home::default()) }))
        .route("/send", get(|visit: Visit| async move { pages::upload(&visit.context, &who(), &upload()) }).post(sent))
        .route("/letters", get(|visit: Visit| async move { pages::letters(&visit.context, &who(), &letters()) }))
        .route("/letters/{id}", get(letter_page))
        .route("/letters/{id}/findings", get(findings_page))
        .route(
            "/explain/{code}",
            get(|visit: Visit| async move { pages::explanation(&visit.context, &who(), &explanation()) }),
        )
        .route("/account", get(|visit: Visit| async move { pages::account(&visit.context, &who(), &account()) }))
        .route(
            "/welcome",
            get(|visit: Visit| async move { web::signin::welcome(&visit.context, pages::FACE, &sample::welcome()) }),
        )
        .route("/help", get(|visit: Visit| async move { pages::help(&visit.context, &who()) }))
        .route("/sign-in", get(|visit: Visit| async move { sign_in(&visit, SignInStep::Password, false) }))
        .route("/sign-in/code", get(|visit: Visit| async move { sign_in(&visit, SignInStep::Code, true) }));
    let base = sample::context(Lang::En);
    let manners = Manners {
        office: base.office,
        offices: Vec::new(),
        face: pages::FACE,
        lang: Lang::En,
        zone: base.zone,
        origins: vec![format!("http://{address}")],
        cookie: "portal-gallery",
        clock: Arc::new(move || base.now),
        // Nobody signs in here, so the tokens need not be secret.
        chance: Arc::new(|bytes| {
            bytes.fill(1);
            true
        }),
        page: Manners::PAGE,
        upload: Manners::UPLOAD,
        upload_paths: &["/send"],
    };
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    println!("http://{address}/");
    axum::serve(listener, dress(router, Arc::new(manners))).await.unwrap();
}

/// Reads what was sent, so that the progress can be seen, and shows the findings of another file.
async fn sent(visit: Visit, form: axum::extract::Multipart) -> Result<Redirect, Fault> {
    let mut incoming = web::upload::open(form, &visit, &["reference", "only_check"]).await?;
    while let Some(chunk) = incoming.chunks.recv().await {
        chunk?;
    }
    Ok(Redirect::to("/letters/01929F/findings"))
}
