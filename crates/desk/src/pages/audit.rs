//! The audit log, for the auditor.

use super::{Body, framed};
use crate::view::{Audit, AuditResult, AuditRow, Chain, Role, Who};
use maud::{Markup, html};
use web::fields::percent;
use web::format::{bidi, code, count, time};
use web::layout::heading;
use web::parts::badge::{Tone, badge};
use web::parts::form::{self, Field, field};
use web::parts::icons;
use web::parts::list::{Pager, pager};
use web::parts::notice::empty;
use web::parts::table::{Column, table};
use web::{Context, Lang};

/// The audit page: whether the chain was whole when it was last checked, and its entries.
pub fn audit(context: &Context, who: &Who, view: &Audit) -> Markup {
    let lang = context.lang;
    let here = address(view, &view.about);
    let foot = Pager {
        rows: view.rows.len() as u64,
        first: view.later.then(|| here.clone()),
        next: view.next.as_ref().map(|key| format!("{here}&after={}", percent(key))),
    };
    let body = html! {
        (heading(&lang.t("audit-title"), Some(&lang.t("audit-lead")), None))
        (chain(context, view))
        (filters(lang, view))
        @if view.rows.is_empty() {
            (empty(icons::glass(), &lang.t("nothing-found"), &lang.t("nothing-found-hint"), None))
        } @else { (rows(context, view)) (pager(lang, &foot)) }
    };
    let title = lang.t("audit-title");
    framed(context, who, Body { section: "/audit", title, scripts: &[], body })
}

/// The address of the page with its filters, and another thing.
fn address(view: &Audit, about: &str) -> String {
    let [who, about, from, to] = [&view.who, about, &view.from, &view.to].map(percent);
    format!("/audit?who={who}&about={about}&from={from}&to={to}")
}

fn filters(lang: Lang, view: &Audit) -> Markup {
    let day = |name, label, value| Field { name, kind: "date", label, value, ..Field::default() };
    let mut people = vec![(String::new(), lang.t("audit-everybody"))];
    people.extend(view.people.iter().cloned());
    html! {
        form.filters method="get" action="/audit" role="search" {
            (form::select("who", &lang.t("audit-who"), &people, &view.who))
            (form::search("about", &lang.t("audit-thing"), &view.about, None))
            (field(&day("from", lang.t("audit-from"), &view.from)))
            (field(&day("to", lang.t("audit-to"), &view.to)))
            button.button type="submit" { (lang.t("apply")) }
        }
    }
}

fn chain(context: &Context, view: &Audit) -> Markup {
    let lang = context.lang;
    let (tone, says, at) = match view.chain {
        Some(Chain::Whole(entry, at)) => ("good", lang.n("audit-whole", entry), Some(at)),
        Some(Chain::Broken(entry, at)) => ("bad", lang.n("audit-broken", entry), Some(at)),
        None => ("plain", lang.t("audit-unchecked"), None),
    };
    html! {
        div.notice.(tone) role="status" {
            strong { (says) }
            @if let Some(at) = at { span { (lang.t("audit-checked")) ": " (time(at, &context.zone)) } }
            form method="post" action="/audit/check" {
                (form::csrf(&context.csrf))
                button.button.slim type="submit" { (lang.t("audit-check")) }
            }
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

/// The words of an act; a word of the log that this program does not know stays as it is.
fn act(lang: Lang, word: &str) -> String {
    match word {
        "collect" => lang.t("act-collect"),
        "alter" => lang.t("act-alter"),
        "consult" => lang.t("act-consult"),
        "disclose" => lang.t("act-disclose"),
        "combine" => lang.t("act-combine"),
        "erase" => lang.t("act-erase"),
        "auth" => lang.t("act-auth"),
        "config" => lang.t("act-config"),
        "key" => lang.t("act-key"),
        other => other.to_owned(),
    }
}

/// The words of a kind of thing.
fn kind(lang: Lang, word: &str) -> String {
    match word {
        "letter" => lang.t("letter-number"),
        "report" => lang.t("thing-report"),
        "answer" => lang.t("letter-acknowledgement"),
        "queue" => lang.t("nav-arrivals"),
        "search" => lang.t("nav-search"),
        "audit" => lang.t("nav-audit"),
        "member" => lang.t("admin-staff"),
        other => other.to_owned(),
    }
}

/// The words of roles as the log has them.
fn roles(lang: Lang, words: &str) -> String {
    let word = |word: &str| match word {
        "program" => lang.t("role-program"),
        "reporter" => lang.t("role-reporter"),
        other => {
            let known = Role::ALL.into_iter().find(|role| role.slug() == other);
            known.map_or_else(|| other.to_owned(), |role| role.words(lang))
        }
    };
    words.split([' ', ',']).filter(|part| !part.is_empty()).map(word).collect::<Vec<_>>().join(", ")
}

fn rows(context: &Context, view: &Audit) -> Markup {
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
    let cells = |row: &AuditRow| {
        vec![
            count(row.sequence),
            time(row.at, &context.zone),
            html! { (bidi(&row.who)) span.sub { (roles(lang, &row.roles)) } },
            html! { (act(lang, &row.act)) },
            html! {
                (kind(lang, &row.kind))
                span.sub.break { a href=(address(view, &row.id)) { (code(&row.id)) } }
            },
            html! { span.break { (bidi(&row.why)) } },
            result(lang, row.result),
        ]
    };
    let cells: Vec<Vec<Markup>> = view.rows.iter().map(cells).collect();
    table(lang, &lang.t("audit-title"), &columns, &cells)
}
