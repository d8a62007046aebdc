//! Notices, empty states and large figures.

use super::badge::Tone;
use crate::format::count;
use maud::{Markup, html};

/// A notice of a headline and a sentence. A bad one is announced by screen readers at once.
pub fn notice(tone: Tone, headline: &str, sentence: Option<&str>) -> Markup {
    html! {
        div class={ "notice " (tone.class()) } role=(if tone == Tone::Bad { "alert" } else { "status" }) {
            strong { (headline) }
            @if let Some(sentence) = sentence { span { (sentence) } }
        }
    }
}

/// A sentence beside the main matter, without a headline.
pub fn remark(sentence: &str) -> Markup {
    html! { p.notice { (sentence) } }
}

/// What a page shows when it has nothing to show: a drawing, what it means, and what to do.
pub fn empty(icon: Markup, headline: &str, sentence: &str, action: Option<Markup>) -> Markup {
    html! {
        div.empty { (icon) b { (headline) } p { (sentence) } @if let Some(action) = action { (action) } }
    }
}

/// A large number that leads to the rows it counts.
pub fn figure(tone: Tone, n: u64, label: &str, href: &str) -> Markup {
    html! { a class={ "figure " (tone.class()) } href=(href) { b { (count(n)) } (label) } }
}
