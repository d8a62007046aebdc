//! Plain search by number, name, account and document.

use super::{Body, framed};
use crate::view::{Hit, Search, SearchIn, Who};
use maud::{Markup, html};
use web::Context;
use web::fields::percent;
use web::format::{bidi, code, time};
use web::layout::heading;
use web::parts::form::{self, Field, field};
use web::parts::icons;
use web::parts::list::{Pager, pager};
use web::parts::notice::empty;
use web::parts::table::{Column, table};

/// The search page. A search is a form that is posted, so that what was searched stays out of addresses and logs.
pub fn search(context: &Context, who: &Who, view: &Search) -> Markup {
    let lang = context.lang;
    let options: Vec<(String, String)> =
        SearchIn::ALL.iter().map(|place| (place.slug().to_owned(), place.words(lang))).collect();
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
                (form::select("in", &lang.t("search-where"), &options, view.place.slug()))
            }
            (field(&reason))
            div { button.button.primary type="submit" { (lang.t("search")) } }
        }
        @if !view.asked {
            (empty(icons::glass(), &lang.t("search-start"), &lang.t("search-start-hint"), None))
        } @else if view.hits.is_empty() {
            (empty(icons::glass(), &lang.t("nothing-found"), &lang.t("nothing-found-hint"), None))
        } @else {
            (hits(context, &view.hits))
            (pager(lang, &Pager { rows: view.hits.len() as u64, first: None, next: view.next.as_ref().map(|key| format!("/search?after={}", percent(key))) }))
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
                html! { strong.break { (bidi(&hit.text)) } @if let Some(below) = &hit.below { span.sub { (bidi(below)) } } },
                html! { (hit.found_in.words(lang)) },
                html! { a href={ "/reports/" (hit.report) } { (code(&hit.number)) } span.sub { (code(&hit.kind)) } },
                bidi(&hit.reporter),
                time(hit.received_at, &context.zone),
            ]
        })
        .collect();
    table(lang, &lang.t("search-title"), &columns, &rows)
}
