//! One letter: what it is, what happened to it, its receipt and the answer of the office.

use super::{Body, framed};
use crate::view::{Acknowledgement, Letter, LetterStatus, Who};
use maud::{Markup, html};
use web::format::{bidi, code, size, time};
use web::layout::heading;
use web::parts::badge::{Tone, badge, counts};
use web::parts::list::{Step, facts, timeline};
use web::parts::notice::notice;
use web::{Context, Lang, Width};

/// The page of one letter.
pub fn letter(context: &Context, who: &Who, view: &Letter) -> Markup {
    let lang = context.lang;
    let row = &view.row;
    let title = lang.with("letter-title", &[("id", &row.id)]);
    let refused = row.status == LetterStatus::Rejected;
    let actions = html! {
        @if row.findings.total() > 0 { a.button.primary[refused] href={ "/letters/" (row.id) "/findings" } { (lang.t("letter-findings")) } }
        @if refused { a.button href="/send" { (lang.t("letter-again")) } }
    };
    let body = html! {
        p.crumb { a href="/letters" { "‹ " (lang.t("letters-title")) } }
        (heading(&title, None, Some(actions)))
        div.split {
            div.stack {
                (answer(context, view))
                (receipt(context, view))
            }
            div.stack {
                section.card { h2 { (lang.t("letter-history")) } (history(context, view)) }
                section.card { h2 { (lang.t("letter-number")) } (about(context, view)) }
            }
        }
    };
    framed(context, who, Body { section: "/letters", title, width: Width::Wide, scripts: &[], body })
}

fn about(context: &Context, view: &Letter) -> Markup {
    let lang = context.lang;
    let row = &view.row;
    facts(&[
        (lang.t("status"), Some(badge(row.status.tone(), &row.status.words(lang)))),
        (lang.t("letter-reference"), Some(bidi(&row.reference))),
        (lang.t("letter-file"), (!row.file_name.is_empty()).then(|| bidi(&row.file_name))),
        (lang.t("letter-kind"), row.kind.as_deref().map(code)),
        (lang.t("letter-size"), Some(code(&size(view.bytes)))),
        (lang.t("findings-title"), Some(counts(lang, &row.findings))),
        (lang.t("letter-digest"), Some(html! { span.break { (code(&view.digest)) } })),
    ])
}

/// What has happened and what is to come. A letter that was not taken ends where it was refused.
fn history(context: &Context, view: &Letter) -> Markup {
    let lang = context.lang;
    let reached = |at: Option<jiff::Timestamp>| if at.is_some() { Step::Done } else { Step::ToCome };
    let mut events = vec![
        (lang.t("status-received"), Step::Done, Some(view.row.received_at)),
        (lang.t("status-with-office"), reached(view.fetched_at), view.fetched_at),
    ];
    let answered = view.acknowledgement.as_ref().map(|answer| answer.at);
    let (label, step) = match view.row.status {
        LetterStatus::Rejected => (lang.t("status-rejected"), Step::Failed),
        LetterStatus::AcceptedWithWarnings => (lang.t("status-accepted-warnings"), Step::Done),
        LetterStatus::Accepted => (lang.t("status-accepted"), Step::Done),
        LetterStatus::WithOffice => (lang.t("step-register"), Step::Now),
        LetterStatus::Received => (lang.t("step-register"), Step::ToCome),
    };
    events.push((label, step, answered));
    timeline(context, &events)
}

fn receipt(context: &Context, view: &Letter) -> Markup {
    let lang = context.lang;
    html! {
        section.card {
            header {
                h2 { (lang.t("letter-receipt")) }
                button.button.slim.script-only type="button" data-copy="receipt" data-done=(lang.t("copied")) { (lang.t("copy")) }
                a.button.slim href={ "/letters/" (view.row.id) "/receipt" } download { (lang.t("letter-receipt-download")) }
            }
            p.muted { (lang.t("letter-receipt-lead")) }
            pre.receipt #receipt tabindex="0" { (view.receipt) }
        }
    }
}

/// What the answer says, in the language of the page. The text that the office signed stands below it.
fn told(lang: Lang, status: LetterStatus, answer: &Acknowledgement) -> String {
    let number = [("number", answer.number.as_deref().unwrap_or_default())];
    match status {
        LetterStatus::AcceptedWithWarnings => lang.with("answer-accepted-warnings", &number),
        LetterStatus::Rejected => lang.t("answer-rejected"),
        _ => lang.with("answer-accepted", &number),
    }
}

fn answer(context: &Context, view: &Letter) -> Markup {
    let lang = context.lang;
    let Some(answer) = &view.acknowledgement else {
        let hint = lang.t("letter-acknowledgement-hint");
        return notice(Tone::Info, &lang.t("letter-acknowledgement-none"), Some(&hint));
    };
    html! {
        section.card {
            header {
                h2 { (lang.t("letter-acknowledgement")) }
                (badge(view.row.status.tone(), &view.row.status.words(lang)))
                span.muted { (time(answer.at, &context.zone)) }
            }
            @if let Some(number) = &answer.number {
                (facts(&[(lang.t("letter-registered-number"), Some(html! { strong { (code(number)) } }))]))
            }
            p { (told(lang, view.row.status, answer)) }
            details {
                summary { (lang.t("answer-original")) }
                @for paragraph in answer.text.lines().filter(|line| !line.trim().is_empty()) { p { (bidi(paragraph)) } }
            }
        }
    }
}
