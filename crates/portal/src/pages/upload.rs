//! The page to send a file.

use super::{Body, framed};
use crate::view::{Upload, Who};
use maud::{Markup, html};
use web::format::{bidi, code, count, size};
use web::layout::heading;
use web::parts::badge::Tone;
use web::parts::form::{self, Field, field};
use web::parts::list::{Step, facts, steps};
use web::parts::notice::{notice, remark};
use web::parts::upload::{drop_zone, upload_form};
use web::{Context, Width};

/// The page to send a file: a place to drop it, the limits, and what happens then.
pub fn upload(context: &Context, who: &Who, view: &Upload) -> Markup {
    let lang = context.lang;
    let reference = Field {
        name: "reference",
        label: format!("{} ({})", lang.t("upload-reference"), lang.t("optional")),
        hint: Some(lang.t("upload-reference-hint")),
        chars_max: 100,
        ..Field::default()
    };
    // The proof and the small fields come before the file, because the server reads them first.
    let inside = html! {
        (form::csrf(&context.csrf))
        (field(&reference))
        (form::tick("only_check", &lang.t("upload-only-check"), Some(&lang.t("upload-only-check-hint")), false))
        (drop_zone(lang, ".xml,.zip,application/xml,text/xml,application/zip"))
        div.row { button.button.primary type="submit" { (lang.t("upload-send")) } }
    };
    let road = [
        (lang.t("step-send"), Step::Now),
        (lang.t("step-check"), Step::ToCome),
        (lang.t("step-register"), Step::ToCome),
        (lang.t("step-answer"), Step::ToCome),
    ];
    let body = html! {
        (heading(&lang.t("upload-title"), Some(&lang.t("upload-lead")), None))
        (steps(lang, &road))
        @if let Some(problem) = &view.problem { (notice(Tone::Bad, problem, None)) }
        div.split {
            div.card { (upload_form(lang, "/send", view.body_bytes_max, &inside)) }
            div.stack {
                section.card {
                    h2 { (lang.t("upload-limits")) }
                    (limits(context, view))
                }
                (remark(&lang.t("upload-safe")))
                (remark(&lang.t("findings-local")))
            }
        }
    };
    let title = lang.t("upload-title");
    framed(context, who, Body { section: "/send", title, width: Width::Wide, scripts: &["upload.js"], body })
}

fn limits(context: &Context, view: &Upload) -> Markup {
    let lang = context.lang;
    let kinds = html! { @for (i, kind) in view.kinds.iter().enumerate() { @if i > 0 { ", " } (code(kind)) } };
    facts(&[
        (lang.t("upload-limit-size"), Some(code(&size(view.body_bytes_max)))),
        (lang.t("upload-limit-unpacked"), Some(code(&size(view.unpacked_bytes_max)))),
        (lang.t("upload-limit-entries"), Some(count(view.zip_entries_max))),
        (lang.t("upload-limit-forms"), (!view.kinds.is_empty()).then_some(kinds)),
        (lang.t("upload-limit-profile"), Some(bidi(&view.profile))),
    ])
}
