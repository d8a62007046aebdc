//! The queue of letters as they come in.

use super::{Body, framed};
use crate::view::{ArrivalRow, ArrivalStatus, Arrivals, Who};
use maud::{Markup, html};
use web::Context;
use web::fields::percent;
use web::format::{age, bidi, code, time};
use web::layout::heading;
use web::parts::badge::{badge, counts};
use web::parts::icons;
use web::parts::list::{Pager, Tab, chips, pager};
use web::parts::notice::empty;
use web::parts::table::{Column, table};

fn address(status: Option<ArrivalStatus>) -> String {
    format!("/?status={}", status.map_or("", ArrivalStatus::slug))
}

/// The queue.
pub fn arrivals(context: &Context, who: &Who, view: &Arrivals) -> Markup {
    let lang = context.lang;
    let here = address(view.status);
    let foot = Pager {
        rows: view.rows.len() as u64,
        first: view.later.then(|| here.clone()),
        next: view.next.as_ref().map(|key| format!("{here}&after={}", percent(key))),
    };
    let all = view.by_status.iter().map(|(_, n)| n).sum();
    let tab = |label, n, status| Tab { href: address(status), label, n: Some(n), current: view.status == status };
    let mut statuses = vec![tab(lang.t("all"), all, None)];
    statuses.extend(view.by_status.iter().map(|(status, n)| tab(status.words(lang), *n, Some(*status))));
    let body = html! {
        (heading(&lang.t("arrivals-title"), Some(&lang.t("arrivals-lead")), None))
        (chips(&lang.t("status"), &statuses))
        @if view.rows.is_empty() && view.status.is_none() {
            (empty(icons::tray(), &lang.t("arrivals-none"), &lang.t("arrivals-none-hint"), None))
        } @else if view.rows.is_empty() {
            (empty(icons::glass(), &lang.t("nothing-found"), &lang.t("nothing-found-hint"), None))
        } @else {
            (rows(context, view))
            (pager(lang, &foot))
        }
    };
    let title = lang.t("arrivals-title");
    framed(context, who, Body { section: "/", title, scripts: &[], body })
}

fn rows(context: &Context, view: &Arrivals) -> Markup {
    let lang = context.lang;
    let columns = [
        Column::text(lang.t("report-reference")),
        Column::short(lang.t("letter-kind")),
        Column::text(lang.t("arrivals-reporter")),
        Column::short(lang.t("status")),
        Column::short(lang.t("letter-received")),
        Column::short(lang.t("arrivals-age")),
        Column::short(lang.t("arrivals-findings")),
    ];
    let cells: Vec<Vec<Markup>> = view.rows.iter().map(|row| cells(context, row)).collect();
    table(lang, &lang.t("arrivals-title"), &columns, &cells)
}

fn cells(context: &Context, row: &ArrivalRow) -> Vec<Markup> {
    let lang = context.lang;
    vec![
        html! { a href={ "/letters/" (row.id) } { (bidi(&row.reference)) } span.sub { (bidi(&row.file_name)) } },
        html! { @if row.kind.is_empty() { "–" } @else { (code(&row.kind)) } },
        bidi(&row.reporter),
        badge(row.status.tone(), &row.status.words(lang)),
        time(row.received_at, &context.zone),
        html! { (age(lang, row.age_minutes)) },
        counts(lang, &row.findings),
    ]
}
