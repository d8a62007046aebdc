//! The page of one report: its head, its tabs, and the tabs that are short enough to stand here.

use super::{Body, coded, framed, party, transactions};
use crate::view::{LetterView, Original, ReportHead, Summary, Tab, Who, Whole};
use maud::{Markup, html};
use web::format::{amount, bidi, code, count, size, time};
use web::layout::heading;
use web::parts::badge::{Tone, badge, counts};
use web::parts::code::{self as code_view, Excerpt};
use web::parts::finding::{self, FindingLinks};
use web::parts::list::{self, facts};
use web::parts::notice::notice;
use web::{Context, Lang};

/// The tabs of the page, as written in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TabName {
    /// The report in short.
    Summary,
    /// Transactions.
    Transactions,
    /// Parties.
    Parties,
    /// Findings.
    Findings,
    /// Original file.
    Original,
    /// Letter and receipt.
    Letter,
}

impl TabName {
    /// All, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::Summary, Self::Transactions, Self::Parties, Self::Findings, Self::Original, Self::Letter];

    /// The part of the address after the report; empty for the summary.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Summary => "",
            Self::Transactions => "transactions",
            Self::Parties => "parties",
            Self::Findings => "findings",
            Self::Original => "original",
            Self::Letter => "letter",
        }
    }

    const fn of(tab: &Tab) -> Self {
        match tab {
            Tab::Summary(_) => Self::Summary,
            Tab::Transactions(_) => Self::Transactions,
            Tab::Parties(_) => Self::Parties,
            Tab::Findings(..) => Self::Findings,
            Tab::Original(_) => Self::Original,
            Tab::Letter(_) => Self::Letter,
        }
    }
}

/// The address of a tab.
pub(super) fn address(head: &ReportHead, tab: TabName) -> String {
    let (page, first) = match head.of {
        Whole::Report => ("reports", TabName::Summary),
        Whole::Letter => ("letters", TabName::Letter),
    };
    if tab == first { format!("/{page}/{}", head.id) } else { format!("/{page}/{}/{}", head.id, tab.slug()) }
}

/// The page of one report.
pub fn report(context: &Context, who: &Who, head: &ReportHead, tab: &Tab) -> Markup {
    let lang = context.lang;
    let number = head.number.clone().unwrap_or_else(|| lang.t("report-unregistered"));
    let title = match head.of {
        Whole::Report => lang.with("report-title", &[("number", &number)]),
        Whole::Letter => lang.with("letter-title", &[("id", &head.id)]),
    };
    let kind = head.kind_words.as_ref().map_or_else(|| head.kind.clone(), |words| format!("{} · {words}", head.kind));
    let body = html! {
        p.crumb { a href="/" { "‹ " (lang.t("arrivals-title")) } }
        (heading(&title, None, None))
        p.row {
            (badge(head.status.tone(), &head.status.words(lang)))
            span { (bidi(&kind)) }
            span.muted { (bidi(&head.reporter)) }
            span.muted { (lang.t("letter-received")) ": " (time(head.received_at, &context.zone)) }
        }
        (list::tabs(&lang.t("tab-label"), &tabs(context, head, TabName::of(tab))))
        @match tab {
            Tab::Summary(view) => (summary(context, view)),
            Tab::Transactions(view) => (transactions::transactions(context, head, view)),
            Tab::Parties(view) => (party::parties(context, head, view)),
            Tab::Findings(all, filter) => (finding::findings(lang, all, filter, &finding_links(head))),
            Tab::Original(view) => (original(context, head, view)),
            Tab::Letter(view) => (letter(context, view)),
        }
    };
    framed(context, who, Body { section: "/", title, scripts: &["filter.js"], body })
}

fn finding_links(head: &ReportHead) -> FindingLinks {
    let page = address(head, TabName::Findings);
    FindingLinks { csv: format!("{page}.csv"), json: format!("{page}.json"), explain: "/explain/".to_owned(), page }
}

fn tabs(context: &Context, head: &ReportHead, open: TabName) -> Vec<list::Tab> {
    let lang = context.lang;
    let shown: &[TabName] = match head.of {
        Whole::Report => &TabName::ALL,
        Whole::Letter => &[TabName::Letter, TabName::Findings, TabName::Original],
    };
    shown
        .iter()
        .map(|&tab| {
            let (label, n) = match tab {
                TabName::Summary => (lang.t("tab-summary"), None),
                TabName::Transactions => (lang.t("tab-transactions"), Some(head.transactions)),
                TabName::Parties => (lang.t("tab-parties"), Some(head.parties)),
                TabName::Findings => (lang.t("tab-findings"), Some(head.findings)),
                TabName::Original => (lang.t("tab-original"), None),
                TabName::Letter => (lang.t("tab-letter"), None),
            };
            list::Tab { href: address(head, tab), label, n, current: tab == open }
        })
        .collect()
}

fn summary(context: &Context, view: &Summary) -> Markup {
    let lang = context.lang;
    let text = |part: &Option<String>| part.as_deref().map(bidi);
    let pairs = [
        (lang.t("report-reference"), Some(bidi(&view.reference))),
        (lang.t("report-submitted"), Some(code(&view.submitted))),
        (lang.t("report-reporting-person"), text(&view.person)),
        (lang.t("report-location"), text(&view.location)),
        (lang.t("report-fiu-ref"), view.fiu_ref.as_deref().map(code)),
        (lang.t("report-total"), view.total.as_ref().map(|(total, currency)| amount(total, currency))),
        (lang.t("report-period"), view.days.as_ref().map(|(first, last)| html! { (code(first)) " – " (code(last)) })),
        (lang.t("findings-title"), Some(counts(lang, &view.findings))),
    ];
    html! {
        p.muted.small { (lang.t("report-as-reported")) }
        div.split {
            div.stack {
                (told(&lang.t("report-reason"), view.reason.as_deref(), &lang.t("not-stated")))
                (told(&lang.t("report-action"), view.action.as_deref(), &lang.t("not-stated")))
                section.card {
                    h2 { (lang.t("report-indicators")) }
                    @if view.indicators.is_empty() { p.muted { (lang.t("not-stated")) } } @else {
                        ul.stack { @for indicator in &view.indicators { li { (coded(indicator)) } } }
                    }
                }
            }
            section.card { h2 { (lang.t("tab-summary")) } (facts(&pairs)) (further(lang, &view.further)) }
        }
    }
}

/// What has no place of its own: the path in the file, and the text. Folded, because few need it.
pub(super) fn further(lang: Lang, filed: &[(String, String)]) -> Markup {
    html! {
        @if !filed.is_empty() {
            details {
                summary.small { (lang.t("party-further")) " (" (count(filed.len() as u64)) ")" }
                dl.facts { @for (path, text) in filed { dt { (code(path)) } dd.break { (bidi(text)) } } }
            }
        }
    }
}

/// A text as the reporter wrote it, paragraph by paragraph.
fn told(title: &str, text: Option<&str>, absent: &str) -> Markup {
    html! {
        section.card {
            h2 { (title) }
            @match text {
                Some(text) => @for line in text.lines().filter(|line| !line.trim().is_empty()) { p.break { (bidi(line)) } },
                None => p.muted { (absent) },
            }
        }
    }
}

fn original(context: &Context, head: &ReportHead, view: &Original) -> Markup {
    let lang = context.lang;
    let first = view.lines.first().map_or(0, |line| line.number);
    let last = view.lines.last().map_or(0, |line| line.number);
    let page = address(head, TabName::Original);
    let words = [("from", &*first.to_string()), ("to", &*last.to_string()), ("total", &*view.total.to_string())];
    let excerpt = Excerpt { lines: view.lines.clone(), hit: view.hit };
    html! {
        p.muted { (lang.t("original-lead")) }
        div.pager.no-print {
            form.row method="get" action=(page) {
                label for="line" { (lang.t("original-go")) }
                input type="number" id="line" name="line" min="1" max=(view.total) value=[view.hit];
                button.button.slim type="submit" { (lang.t("open")) }
            }
            span.row {
                span { (lang.with("original-lines", &words)) }
                @if first > 1 { a.button.slim rel="prev" href={ (page) "?from=" (first.saturating_sub(view.per_page).max(1)) } { "↑" span.sr { (lang.t("keys-previous")) } } }
                @if last < view.total { a.button.slim rel="next" href={ (page) "?from=" (last + 1) } { "↓" span.sr { (lang.t("next-page")) } } }
                a.button.slim href={ (page) ".xml" } download { (lang.t("download")) }
            }
        }
        (code_view::code(&lang.t("tab-original"), &excerpt))
    }
}

fn letter(context: &Context, view: &LetterView) -> Markup {
    let lang = context.lang;
    let pairs = [
        (lang.t("letter-number"), Some(code(&view.id))),
        (lang.t("letter-sender"), Some(bidi(&view.sender))),
        (lang.t("letter-file"), Some(bidi(&view.file_name))),
        (lang.t("letter-size"), Some(code(&size(view.bytes)))),
        (lang.t("letter-received"), Some(time(view.received_at, &context.zone))),
        (lang.t("letter-fetched"), Some(time(view.fetched_at, &context.zone))),
        (lang.t("letter-sealed-to"), Some(bidi(&context.office))),
        (lang.t("letter-digest"), Some(html! { span.break { (code(&view.digest)) } })),
    ];
    let (tone, words) = if view.verified {
        (Tone::Good, lang.t("letter-verified"))
    } else {
        (Tone::Bad, lang.t("letter-not-verified"))
    };
    html! {
        (notice(tone, &words, None))
        div.grid2 {
            section.card {
                h2 { (lang.t("letter-number")) }
                (facts(&pairs))
                @if !view.reports.is_empty() {
                    h3 { (lang.t("letter-registered-number")) }
                    ul { @for (id, number) in &view.reports { li { a href={ "/reports/" (id) } { (code(number)) } } } }
                }
            }
            div.stack {
                section.card { h2 { (lang.t("letter-receipt")) } pre.receipt tabindex="0" { (view.receipt) } }
                section.card {
                    h2 { (lang.t("letter-acknowledgement")) }
                    @match &view.acknowledgement {
                        Some(text) => pre.receipt tabindex="0" { (text) },
                        None => p.muted { (lang.t("letter-to-come")) },
                    }
                }
            }
        }
    }
}
