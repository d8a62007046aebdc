//! Facts in pairs, steps, what happened when, tabs, chips and pages.

use crate::format::{count, time};
use crate::lang::Lang;
use crate::layout::Context;
use jiff::Timestamp;
use maud::{Markup, html};

/// Pairs of a label and what is known. A pair without a value is left out.
pub fn facts(pairs: &[(String, Option<Markup>)]) -> Markup {
    html! {
        dl.facts {
            @for (label, value) in pairs {
                @if let Some(value) = value { dt { (label) } dd { (value) } }
            }
        }
    }
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Behind us.
    Done,
    /// Going on.
    Now,
    /// It ended the road.
    Failed,
    /// Still to come.
    ToCome,
}

impl Step {
    const fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Failed => "failed",
            Self::ToCome => "to-come",
        }
    }

    fn words(self, lang: Lang) -> String {
        match self {
            Self::Done | Self::Failed => lang.t("letter-done"),
            Self::Now => lang.t("letter-now"),
            Self::ToCome => lang.t("letter-to-come"),
        }
    }
}

/// The steps of a task, left to right.
pub fn steps(lang: Lang, steps: &[(String, Step)]) -> Markup {
    html! {
        ol.steps {
            @for (label, step) in steps {
                li class=(step.class()) aria-current=[(*step == Step::Now).then_some("step")] {
                    span { (label) span.sr { " (" (step.words(lang)) ")" } }
                }
            }
        }
    }
}

/// What happened, oldest first, with its time where it has happened.
pub fn timeline(context: &Context, events: &[(String, Step, Option<Timestamp>)]) -> Markup {
    html! {
        ol.timeline {
            @for (label, step, at) in events {
                li class=(step.class()) {
                    span { (label) }
                    span.muted { @match at { Some(at) => (time(*at, &context.zone)), None => (step.words(context.lang)) } }
                }
            }
        }
    }
}

/// One tab or chip: address, words, a count beside them, whether it is open.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Address.
    pub href: String,
    /// Words.
    pub label: String,
    /// Count, if one helps.
    pub n: Option<u64>,
    /// Whether it is the open one.
    pub current: bool,
}

/// Tabs. Each is a page of its own, so that it can be linked to and works without script.
pub fn tabs(name: &str, tabs: &[Tab]) -> Markup {
    html! { nav aria-label=(name) { ul.tabs { (linked(tabs)) } } }
}

/// Choices of a filter.
pub fn chips(name: &str, tabs: &[Tab]) -> Markup {
    html! { nav aria-label=(name) { ul.chips { (linked(tabs)) } } }
}

fn linked(tabs: &[Tab]) -> Markup {
    html! {
        @for tab in tabs {
            li {
                a href=(tab.href) aria-current=[tab.current.then_some("page")] {
                    (tab.label) @if let Some(n) = tab.n { " " span.n { (count(n)) } }
                }
            }
        }
    }
}

/// The foot of a list that is read page by page, by the key of its last row.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// Rows on this page.
    pub rows: u64,
    /// Address of the first page, if this is not it.
    pub first: Option<String>,
    /// Address of the next page, if there is one.
    pub next: Option<String>,
}

/// Writes a pager.
pub fn pager(lang: Lang, pager: &Pager) -> Markup {
    html! {
        div.pager {
            span { (lang.n("rows-shown", pager.rows)) }
            span.row {
                @if let Some(first) = &pager.first { a.button.slim href=(first) { (lang.t("first-page")) } }
                @if let Some(next) = &pager.next { a.button.slim href=(next) rel="next" { (lang.t("next-page")) } }
            }
        }
    }
}
