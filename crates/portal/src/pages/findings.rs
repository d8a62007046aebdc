//! The findings of one file, and the explanation of a code.

use super::{Body, framed};
use crate::view::{Explanation, Findings, Who};
use maud::{Markup, html};
use web::format::{bidi, code};
use web::layout::heading;
use web::parts::badge::Tone;
use web::parts::finding::{self, FindingLinks};
use web::parts::notice::notice;
use web::{Context, Width};

/// The page of findings one can work from.
pub fn findings(context: &Context, who: &Who, view: &Findings) -> Markup {
    let lang = context.lang;
    let base = match &view.letter {
        Some(id) => format!("/letters/{id}"),
        None => "/checked".to_owned(),
    };
    let links = FindingLinks {
        page: format!("{base}/findings"),
        explain: "/explain/".to_owned(),
        csv: format!("{base}/findings.csv"),
        json: format!("{base}/findings.json"),
    };
    let lead = if view.refused { lang.t("findings-lead-rejected") } else { lang.t("findings-lead-accepted") };
    let tone = if view.refused { Tone::Bad } else { Tone::Good };
    let again = html! { a.button.primary href="/send" { (lang.t("letter-again")) } };
    let body = html! {
        p.crumb { @match &view.letter {
            Some(id) => a href=(base) { "‹ " (lang.with("letter-title", &[("id", id)])) },
            None => a href="/send" { "‹ " (lang.t("upload-title")) },
        } }
        (heading(&lang.t("findings-title"), Some(&view.file_name), view.refused.then_some(again)))
        @if !view.findings.is_empty() { (notice(tone, &lead, None)) }
        (finding::findings(lang, &view.findings, &view.filter, &links))
        p.muted.small { (lang.t("findings-kept")) " " (lang.t("findings-local")) }
    };
    let title = lang.t("findings-title");
    framed(context, who, Body { section: "/letters", title, width: Width::Wide, scripts: &["filter.js"], body })
}

/// The explanation of a code.
pub fn explanation(context: &Context, who: &Who, view: &Explanation) -> Markup {
    let lang = context.lang;
    let body = html! {
        (heading(&view.code, Some(&lang.t("findings-explain-lead")), None))
        div.card {
            @for paragraph in &view.paragraphs { p { (bidi(paragraph)) } }
            p.muted { (code(&format!("goaml explain {}", view.code))) }
        }
    };
    let title = view.code.clone();
    framed(context, who, Body { section: "/letters", title, width: Width::Narrow, scripts: &[], body })
}
