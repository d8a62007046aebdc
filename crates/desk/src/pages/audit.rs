//! The audit log, for the auditor.

use super::{Body, framed};
use crate::view::{Audit, AuditResult, AuditRow, Who};
use maud::{Markup, html};
use web::fields::percent;
use web::format::{bidi, code, count, time};
use web::layout::heading;
use web::parts::badge::{Tone, badge};
use web::parts::form::{self, Field, field};
use web::parts::icons;
use web::parts::list::{Pager, pager};
use web::parts::notice::{empty, notice};
use web::parts::table::{Column, table};
use web::{Context, Lang};

/// The audit page: whether the chain is whole, and its entries.
pub fn audit(context: &Context, who: &Who, view: &Audit) -> Markup {
    let lang = context.lang;
    let day = |name, label, value| Field { name, kind: "date", label, value, ..Field::default() };
    let here = format!("/audit?q={}&from={}&to={}", percent(&view.words), percent(&view.from), percent(&view.to));
    let foot = Pager {
        rows: view.rows.as_ref().map_or(0, |rows| rows.len() as u64),
        first: view.later.then(|| here.clone()),
        next: view.next.as_ref().map(|key| format!("{here}&after={}", percent(key))),
    };
    let body = html! {
        (heading(&lang.t("audit-title"), Some(&lang.t("audit-lead")), None))
        (chain(context, view))
        @if let Some(found) = &view.rows {
            form.filters method="get" action="/audit" role="search" {
                (form::search("q", &lang.t("search"), &view.words, Some("tr[data-row]")))
                (field(&day("from", lang.t("audit-from"), &view.from)))
                (field(&day("to", lang.t("audit-to"), &view.to)))
                button.button type="submit" { (lang.t("apply")) }
            }
            @if found.is_empty() {
                (empty(icons::glass(), &lang.t("nothing-found"), &lang.t("nothing-found-hint"), None))
            } @else { (rows(context, found)) (pager(lang, &foot)) }
        }
    };
    let title = lang.t("audit-title");
    framed(context, who, Body { section: "/audit", title, scripts: &["filter.js"], body })
}

fn chain(context: &Context, view: &Audit) -> Markup {
    let lang = context.lang;
    if let Some(entry) = view.broken {
        return notice(Tone::Bad, &lang.n("audit-broken", entry), None);
    }
    let Some((entry, at)) = view.whole else { return html! {} };
    html! {
        div.notice.good role="status" {
            strong { (lang.n("audit-whole", entry)) }
            span { (lang.t("audit-checked")) ": " (time(at, &context.zone)) }
        }
    }
}

fn result(lang: Lang, result: AuditResult) -> Markup {
    match result {
        AuditResult::Done => badge(Tone::Good, &lang.t("audit-done")),
        AuditResult::Denied => badge(Tone::Warn, &lang.t("audit-denied")),
        AuditResult::Failed => badge(Tone::Bad, &lang.t("audit-failed")),
    }
}

fn rows(context: &Context, rows: &[AuditRow]) -> Markup {
    let lang = context.lang;
    let columns = [
        Column::number(lang.t("audit-sequence")),
        Column::short(lang.t("col-when")),
        Column::text(lang.t("audit-who")),
        Column::short(lang.t("audit-what")),
        Column::text(lang.t("audit-about")),
        Column::text(lang.t("audit-why")),
        Column::short(lang.t("audit-result")),
    ];
    let cells: Vec<Vec<Markup>> = rows
        .iter()
        .map(|row| {
            vec![
                count(row.sequence),
                time(row.at, &context.zone),
                bidi(&row.who),
                code(&row.what),
                html! { span.break { (bidi(&row.about)) } },
                bidi(&row.why),
                result(lang, row.result),
            ]
        })
        .collect();
    table(lang, &lang.t("audit-title"), &columns, &cells)
}
