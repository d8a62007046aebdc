//! The first page and the list of letters.

use super::{Body, framed};
use crate::view::{Home, LetterRow, LetterStatus, Letters, Who};
use maud::{Markup, html};
use web::format::{bidi, code, time};
use web::layout::heading;
use web::parts::badge::{Tone, badge, counts};
use web::parts::list::{Pager, pager};
use web::parts::notice::{empty, figure};
use web::parts::table::{Column, table};
use web::parts::{form, icons};
use web::{Context, Width};

/// The first page: counts, and the newest letters.
pub fn home(context: &Context, who: &Who, view: &Home) -> Markup {
    let lang = context.lang;
    let send = html! { a.button.primary href="/send" { (lang.t("nav-upload")) } };
    let body = html! {
        (heading(&lang.t("home-title"), Some(&lang.t("home-lead")), Some(send)))
        div.grid3 {
            (figure(Tone::Info, view.waiting, &lang.t("home-waiting"), "/letters?status=with-office"))
            (figure(Tone::Bad, view.rejected, &lang.t("home-rejected"), "/letters?status=rejected"))
            (figure(Tone::Good, view.accepted, &lang.t("home-accepted"), "/letters?status=accepted"))
        }
        section.stack {
            div.row { h2 { (lang.t("home-recent")) } a href="/letters" { (lang.t("home-all-letters")) } }
            @if view.recent.is_empty() { (nothing_sent(context)) } @else { (rows(context, &view.recent)) }
        }
    };
    let title = lang.t("nav-home");
    framed(context, who, Body { section: "/", title, width: Width::Wide, scripts: &[], body })
}

/// The list of letters.
pub fn letters(context: &Context, who: &Who, view: &Letters) -> Markup {
    let lang = context.lang;
    let mut options = vec![(String::new(), lang.t("all"))];
    options.extend(LetterStatus::ALL.map(|status| (status.slug().to_owned(), status.words(lang))));
    let query = |after: &str| {
        let status = view.status.map_or("", LetterStatus::slug);
        format!("/letters?q={}&status={status}{after}", web::fields::percent(&view.words))
    };
    let foot = Pager {
        rows: view.rows.len() as u64,
        first: view.later.then(|| query("")),
        next: view.next.as_ref().map(|key| query(&format!("&after={}", web::fields::percent(key)))),
    };
    let asked = !view.words.is_empty() || view.status.is_some();
    let body = html! {
        (heading(&lang.t("letters-title"), Some(&lang.t("letters-lead")), None))
        form.filters method="get" action="/letters" role="search" {
            (form::search("q", &lang.t("search"), &view.words, Some("tr[data-row]")))
            (form::select("status", &lang.t("status"), &options, view.status.map_or("", LetterStatus::slug)))
            button.button type="submit" { (lang.t("apply")) }
        }
        @if view.rows.is_empty() && asked {
            (empty(icons::glass(), &lang.t("nothing-found"), &lang.t("nothing-found-hint"), None))
        } @else if view.rows.is_empty() {
            (nothing_sent(context))
        } @else {
            (rows(context, &view.rows))
            (pager(lang, &foot))
        }
    };
    let title = lang.t("letters-title");
    framed(context, who, Body { section: "/letters", title, width: Width::Wide, scripts: &["filter.js"], body })
}

fn nothing_sent(context: &Context) -> Markup {
    let lang = context.lang;
    let send = html! { a.button.primary href="/send" { (lang.t("nav-upload")) } };
    empty(icons::letter(), &lang.t("home-empty"), &lang.t("home-empty-hint"), Some(send))
}

fn rows(context: &Context, rows: &[LetterRow]) -> Markup {
    let lang = context.lang;
    let columns = [
        Column::text(lang.t("letter-reference")),
        Column::short(lang.t("letter-kind")),
        Column::short(lang.t("letter-received")),
        Column::short(lang.t("status")),
        Column::short(lang.t("findings-title")),
    ];
    let cells: Vec<Vec<Markup>> = rows.iter().map(|row| cells(context, row)).collect();
    table(lang, &lang.t("letters-title"), &columns, &cells)
}

fn cells(context: &Context, row: &LetterRow) -> Vec<Markup> {
    let lang = context.lang;
    vec![
        html! {
            a.break href={ "/letters/" (row.id) } { (bidi(&row.reference)) }
            @if !row.file_name.is_empty() { span.sub.break { (bidi(&row.file_name)) } }
        },
        html! { @if let Some(kind) = &row.kind { (code(kind)) } @else { "–" } },
        time(row.received_at, &context.zone),
        badge(row.status.tone(), &row.status.words(lang)),
        counts(lang, &row.findings),
    ]
}
