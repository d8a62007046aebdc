//! The help page: how to send, what the words mean, and what must stay secret.

use super::{Body, framed};
use crate::view::Who;
use maud::{Markup, html};
use vocab::Severity;
use web::layout::heading;
use web::parts::badge;
use web::{Context, Width};

/// The help page.
pub fn help(context: &Context, who: &Who) -> Markup {
    let lang = context.lang;
    let body = html! {
        (heading(&lang.t("help-title"), None, None))
        section.card {
            h2 { (lang.t("help-how")) }
            ol.stack {
                li { (lang.t("help-how-1")) }
                li { (lang.t("help-how-2")) }
                li { (lang.t("help-how-3")) }
                li { (lang.t("help-how-4")) }
            }
        }
        section.card {
            h2 { (lang.t("help-words")) }
            dl.facts {
                dt { (badge::severity(lang, Severity::Reject)) } dd { (lang.t("help-word-reject")) }
                dt { (badge::severity(lang, Severity::Warn)) } dd { (lang.t("help-word-warn")) }
                dt { (badge::severity(lang, Severity::Quality)) } dd { (lang.t("help-word-quality")) }
            }
        }
        div.grid2 {
            section.card { h2 { (lang.t("help-secret")) } p { (lang.t("help-secret-text")) } }
            section.card {
                h2 { (lang.t("help-machines")) }
                p { (lang.t("help-machines-text")) " " a href="/api/v1/openapi.json" { (web::format::code("/api/v1/openapi.json")) } }
                p { (lang.t("help-keyboard-text")) }
            }
        }
    };
    let title = lang.t("help-title");
    framed(context, who, Body { section: "/help", title, width: Width::Narrow, scripts: &[], body })
}
