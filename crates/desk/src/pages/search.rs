//! Plain search by number, name and account.

use super::{Body, framed};
use crate::view::{Hit, Search, Who};
use maud::{Markup, html};
use web::Context;
use web::format::{bidi, code, time};
use web::layout::heading;
use web::parts::badge::Tone;
use web::parts::form::{self, Field, field};
use web::parts::icons;
use web::parts::notice::{empty, notice};
use web::parts::table::{Column, table};

/// The search page. A search is a form that is posted, so that what was searched stays out of addresses and logs.
pub fn search(context: &Context, who: &Who, view: &Search) -> Markup {
    let lang = context.lang;
    let reason = Field {
        name: "reason",
        label: lang.t("search-reason"),
        hint: Some(lang.t("search-reason-hint")),
        error: view.reason_missing.then(|| lang.t("error-summary")),
        value: &view.reason,
        required: true,
        chars_max: 200,
        ..Field::default()
    };
    let body = html! {
        (heading(&lang.t("search-title"), Some(&lang.t("search-lead")), None))
        form.card method="post" action="/search" role="search" {
            (form::csrf(&context.csrf))
            div.filters {
                (form::search("q", &lang.t("search-what"), &view.words, None))
            }
            (field(&reason))
            div { button.button.primary type="submit" { (lang.t("search")) } }
        }
        @if let Some(problem) = &view.problem { (notice(Tone::Bad, problem, None)) }
        @if !view.asked {
            (empty(icons::glass(), &lang.t("search-start"), &lang.t("search-start-hint"), None))
        } @else if view.hits.is_empty() {
            (empty(icons::glass(), &lang.t("nothing-found"), &lang.t("nothing-found-hint"), None))
        } @else {
            @if view.cut { (notice(Tone::Warn, &lang.n("search-cut", view.hits.len() as u64), Some(&lang.t("search-cut-hint")))) }
            (hits(context, &view.hits))
        }
    };
    let title = lang.t("search-title");
    framed(context, who, Body { section: "/search", title, scripts: &[], body })
}

fn hits(context: &Context, hits: &[Hit]) -> Markup {
    let lang = context.lang;
    let columns = [
        Column::text(lang.t("search-what")),
        Column::short(lang.t("search-hit-in")),
        Column::short(lang.t("arrivals-number")),
        Column::text(lang.t("arrivals-reporter")),
        Column::short(lang.t("letter-received")),
    ];
    let rows: Vec<Vec<Markup>> = hits
        .iter()
        .map(|hit| {
            vec![
                html! { strong.break { (bidi(&hit.text)) } },
                html! { (hit.found_in.words(lang)) },
                html! { a href={ "/reports/" (hit.report) } { (code(&hit.number)) } span.sub { (code(&hit.kind)) } },
                bidi(&hit.reporter),
                time(hit.received_at, &context.zone),
            ]
        })
        .collect();
    table(lang, &lang.t("search-title"), &columns, &rows)
}
