//! All pages of the desk with invented data, on loopback: `cargo run -p openfiu-desk --example desk_gallery`.
//!
//! Nothing is behind the pages. It is for looking at them, and for the screenshots.

#![allow(clippy::print_stdout, clippy::unwrap_used, dead_code, reason = "a tool for people who work on the pages")]

#[path = "../tests/it/sample.rs"]
mod sample;

use axum::Router;
use axum::extract::Path;
use axum::routing::get;
use maud::Markup;
use openfiu_desk::pages;
use openfiu_desk::view::{Search, Tab};
use sample::{admin, arrivals, audit, findings, head, letter, original, parties, search, summary, transactions, who};
use std::sync::Arc;
use web::fields::Form;
use web::parts::finding::FindingFilter;
use web::signin::{SignInStep, SignInView};
use web::{Fault, Lang, Manners, Visit, dress};

async fn report_page(visit: Visit, Path((_, tab)): Path<(String, String)>) -> Result<Markup, Fault> {
    let tab = match tab.as_str() {
        "transactions" => Tab::Transactions(transactions()),
        "parties" => Tab::Parties(parties()),
        "findings" => Tab::Findings(findings(), FindingFilter::default()),
        "original" => Tab::Original(original()),
        "letter" => Tab::Letter(letter()),
        _ => return Err(Fault::NotFound),
    };
    Ok(pages::report(&visit.context, &who(), &head(), &tab))
}

async fn searched(visit: Visit, form: Form) -> Result<Markup, Fault> {
    form.known(&["q", "reason"])?;
    Ok(pages::search(&visit.context, &who(), &search()))
}

fn sign_in(visit: &Visit, step: SignInStep) -> Markup {
    web::signin::page(
        &visit.context,
        pages::FACE,
        &visit.context.lang.t(pages::LEAD),
        &SignInView { step, failed: false, signed_out: false },
    )
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let address = "127.0.0.1:8102";
    let router = Router::new()
        .route("/", get(|visit: Visit| async move { pages::arrivals(&visit.context, &who(), &arrivals()) }))
        .route(
            "/reports/{id}",
            get(|visit: Visit| async move { pages::report(&visit.context, &who(), &head(), &Tab::Summary(summary())) }),
        )
        .route("/reports/{id}/{tab}", get(report_page))
        .route(
            "/search",
            get(|visit: Visit| async move { pages::search(&visit.context, &who(), &Search::default()) }).post(searched),
        )
        .route("/found", get(|visit: Visit| async move { pages::search(&visit.context, &who(), &search()) }))
        .route("/audit", get(|visit: Visit| async move { pages::audit(&visit.context, &who(), &audit()) }))
        .route("/admin", get(|visit: Visit| async move { pages::admin(&visit.context, &who(), &admin()) }))
        .route("/sign-in", get(|visit: Visit| async move { sign_in(&visit, SignInStep::Password) }))
        .route("/sign-in/code", get(|visit: Visit| async move { sign_in(&visit, SignInStep::Code) }));
    let base = sample::context(Lang::En);
    let manners = Manners {
        office: base.office,
        offices: Vec::new(),
        face: pages::FACE,
        lang: Lang::En,
        zone: base.zone,
        origins: vec![format!("http://{address}")],
        cookie: "desk-gallery",
        clock: Arc::new(move || base.now),
        // Nobody signs in here, so the tokens need not be secret.
        chance: Arc::new(|bytes| {
            bytes.fill(1);
            true
        }),
        page: Manners::PAGE,
        upload: Manners::UPLOAD,
        upload_paths: &[],
    };
    let listener = tokio::net::TcpListener::bind(address).await.unwrap();
    println!("http://{address}/");
    axum::serve(listener, dress(router, Arc::new(manners))).await.unwrap();
}
