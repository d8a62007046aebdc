//! The findings of the checker as a list one can work from: grouped, searched, filtered, each with its place.
//!
//! Everything happens on the server, from the address of the page; a script only narrows the rows already shown.

use super::badge::{self, Counts, severity_slug, severity_tone, severity_words};
use super::code::{Excerpt, code};
use super::form;
use super::icons;
use super::list::{Tab, chips, facts};
use super::notice::empty;
use crate::format::{bidi, code as mono, count};
use crate::lang::Lang;
use maud::{Markup, html};
use vocab::Severity;

/// Findings that one page shows at most; the downloads have all.
pub const SHOWN_MAX: usize = 200;

/// A finding with its words in the language of the page.
#[derive(Clone, Debug, Default)]
pub struct FindingView {
    /// Number in the order of the file, from 1.
    pub number: u64,
    /// Stable code.
    pub code: String,
    /// Consequence; `None` is not used by checkers.
    pub severity: Option<Severity>,
    /// What is wrong, one sentence.
    pub says: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// What was met. A person's data: shown only to the reporter who sent it and to staff.
    pub value: Option<String>,
    /// What was expected.
    pub expected: Option<String>,
    /// Path in the file, such as `/report/transaction[3]/t_from`.
    pub path: String,
    /// Line, from 1; 0 if there is none.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// Number of the transaction it is in, from 1.
    pub transaction: Option<u64>,
    /// The lines around the place, if the file is still at hand.
    pub excerpt: Excerpt,
}

/// How findings are put into groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Grouping {
    /// By code.
    #[default]
    Kind,
    /// By transaction.
    Place,
}

/// What the visitor asked for in the address of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// Only this severity.
    pub severity: Option<Severity>,
    /// Only findings with all these words.
    pub words: String,
    /// How they are grouped.
    pub grouping: Grouping,
}

impl FindingFilter {
    /// The query of an address with this filter.
    fn query(&self) -> String {
        let mut query = String::from(match self.grouping {
            Grouping::Kind => "?group=kind",
            Grouping::Place => "?group=place",
        });
        if let Some(severity) = self.severity {
            query.push_str("&severity=");
            query.push_str(severity_slug(severity));
        }
        if !self.words.is_empty() {
            query.push_str("&q=");
            query.push_str(&crate::fields::percent(&self.words));
        }
        query
    }

    /// Whether a finding is asked for.
    pub fn takes(&self, finding: &FindingView) -> bool {
        if self.severity.is_some() && finding.severity != self.severity {
            return false;
        }
        let text = |part: &Option<String>| part.as_deref().unwrap_or_default().to_lowercase();
        let all = [finding.code.to_lowercase(), finding.says.to_lowercase(), finding.path.to_lowercase()];
        let more = [text(&finding.value), text(&finding.expected), text(&finding.hint)];
        let line = finding.line.to_string();
        self.words
            .to_lowercase()
            .split_whitespace()
            .all(|word| all.iter().chain(&more).any(|part| part.contains(word)) || line == word)
    }
}

/// A group of findings under one headline.
struct Group<'a> {
    headline: Markup,
    findings: Vec<&'a FindingView>,
}

/// Where the machinery around the list is.
#[derive(Clone, Debug)]
pub struct FindingLinks {
    /// Address of the page, without query.
    pub page: String,
    /// Address of the explanation of a code, to which the code is added.
    pub explain: String,
    /// Address of all findings as CSV.
    pub csv: String,
    /// Address of all findings as JSON.
    pub json: String,
}

/// Writes the filter and the list.
pub fn findings(lang: Lang, all: &[FindingView], filter: &FindingFilter, links: &FindingLinks) -> Markup {
    let mut counts = Counts::default();
    all.iter().filter_map(|f| f.severity).for_each(|severity| counts.add(severity));
    if all.is_empty() {
        return empty(icons::letter(), &lang.t("findings-none"), &lang.t("findings-none-hint"), None);
    }
    let taken: Vec<&FindingView> = all.iter().filter(|f| filter.takes(f)).collect();
    let shown = taken.get(..SHOWN_MAX).unwrap_or(&taken);
    html! {
        (filters(lang, &counts, filter, links))
        p.muted { (lang.n("findings-total", taken.len() as u64)) }
        @if taken.is_empty() {
            (empty(icons::glass(), &lang.t("nothing-found"), &lang.t("nothing-found-hint"), None))
        }
        @for group in groups(lang, shown, filter.grouping) {
            section.stack.group data-group {
                header { h2 { (group.headline) } span.muted { (count(group.findings.len() as u64)) } }
                @for finding in group.findings { (one(lang, finding, links)) }
            }
        }
        @if taken.len() > SHOWN_MAX { p.muted { (lang.n("findings-more", SHOWN_MAX as u64)) } }
    }
}

fn filters(lang: Lang, counts: &Counts, filter: &FindingFilter, links: &FindingLinks) -> Markup {
    let to = |severity, grouping| FindingFilter { severity, grouping, words: filter.words.clone() };
    let tab = |label, n, wanted: &FindingFilter| Tab {
        href: format!("{}{}", links.page, wanted.query()),
        label,
        n,
        current: wanted == filter,
    };
    let mut severities = vec![tab(lang.t("all"), Some(counts.total()), &to(None, filter.grouping))];
    for severity in [Severity::Fatal, Severity::Reject, Severity::Warn, Severity::Quality] {
        if counts.of(severity) > 0 {
            let wanted = to(Some(severity), filter.grouping);
            severities.push(tab(severity_words(lang, severity), Some(counts.of(severity)), &wanted));
        }
    }
    let groupings = [
        tab(lang.t("findings-by-kind"), None, &to(filter.severity, Grouping::Kind)),
        tab(lang.t("findings-by-place"), None, &to(filter.severity, Grouping::Place)),
    ];
    html! {
        form.filters.no-print method="get" action=(links.page) role="search" {
            input type="hidden" name="group" value=(if filter.grouping == Grouping::Kind { "kind" } else { "place" });
            @if let Some(severity) = filter.severity {
                input type="hidden" name="severity" value=(severity_slug(severity));
            }
            (form::search("q", &lang.t("findings-search"), &filter.words, Some(".finding")))
            button.button type="submit" { (lang.t("search")) }
            a.button href=(links.csv) { (lang.t("findings-csv")) }
            a.button href=(links.json) { (lang.t("findings-json")) }
        }
        div.row.no-print {
            (chips(&lang.t("severity"), &severities))
            (chips(&lang.t("filter"), &groupings))
        }
    }
}

fn groups<'a>(lang: Lang, shown: &[&'a FindingView], grouping: Grouping) -> Vec<Group<'a>> {
    let mut groups: Vec<(String, Group<'a>)> = Vec::new();
    for finding in shown {
        let (key, headline) = match grouping {
            Grouping::Kind => (finding.code.clone(), mono(&finding.code)),
            Grouping::Place => match finding.transaction {
                Some(n) => (n.to_string(), html! { (lang.n("findings-transaction", n)) }),
                None => (String::new(), html! { (lang.t("findings-general")) }),
            },
        };
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, group)) => group.findings.push(finding),
            None => groups.push((key, Group { headline, findings: vec![finding] })),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// One finding.
fn one(lang: Lang, finding: &FindingView, links: &FindingLinks) -> Markup {
    let severity = finding.severity.unwrap_or(Severity::Quality);
    let pairs = [
        (lang.t("findings-value"), finding.value.as_deref().map(|v| html! { strong { (bidi(v)) } })),
        (lang.t("findings-expected"), finding.expected.as_deref().map(bidi)),
        (lang.t("findings-place"), Some(html! { span.break { (mono(&finding.path)) } })),
    ];
    html! {
        article class={ "finding " (severity_tone(severity).class()) } id={ "f" (finding.number) } data-row tabindex="-1" {
            div.top-row {
                (badge::severity(lang, severity))
                (mono(&finding.code))
                @if finding.line > 0 {
                    span { (lang.t("line")) " " (count(finding.line)) ", " (lang.t("column")) " " (count(finding.column)) }
                }
                a href={ (links.explain) (finding.code) } { (lang.t("findings-explain")) }
            }
            p.says { (bidi(&finding.says)) }
            @if let Some(hint) = &finding.hint {
                p.what-to-do { strong { (lang.t("findings-hint")) ": " } (bidi(hint)) }
            }
            (facts(&pairs))
            @if !finding.excerpt.lines.is_empty() { (code(&lang.t("findings-in-file"), &finding.excerpt)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::code::Line;
    use super::*;

    fn finding(number: u64, code: &str, severity: Severity, transaction: Option<u64>) -> FindingView {
        FindingView {
            number,
            code: code.into(),
            severity: Some(severity),
            says: format!("Element number {number} is missing"),
            path: format!("/report/transaction[{number}]"),
            line: number * 10,
            column: 5,
            transaction,
            value: Some("<script>alert(1)</script>".into()),
            excerpt: Excerpt { lines: vec![Line { number: number * 10, text: "<x/>".into() }], hit: Some(number * 10) },
            ..FindingView::default()
        }
    }

    fn links() -> FindingLinks {
        FindingLinks { page: "/f".into(), explain: "/explain/".into(), csv: "/f.csv".into(), json: "/f.json".into() }
    }

    fn three() -> Vec<FindingView> {
        vec![
            finding(1, "XSD-MISSING", Severity::Reject, Some(1)),
            finding(2, "ZZ-0107", Severity::Warn, Some(1)),
            finding(3, "XSD-MISSING", Severity::Reject, None),
        ]
    }

    #[test]
    fn findings_are_grouped_by_kind_or_by_transaction() {
        let groups_of = |grouping| {
            let all = three();
            let shown: Vec<&FindingView> = all.iter().collect();
            groups(Lang::En, &shown, grouping).iter().map(|g| g.findings.len()).collect::<Vec<_>>()
        };
        assert_eq!(groups_of(Grouping::Kind), [2, 1]);
        assert_eq!(groups_of(Grouping::Place), [2, 1]);
    }

    #[test]
    fn the_filter_takes_all_words_in_any_part_and_keeps_itself_in_the_links() {
        let all = three();
        let filter = FindingFilter { severity: Some(Severity::Warn), words: "zz missing".into(), ..Default::default() };
        assert_eq!(all.iter().filter(|f| filter.takes(f)).map(|f| f.number).collect::<Vec<_>>(), [2]);
        let shown = findings(Lang::En, &all, &filter, &links()).into_string();
        assert!(shown.contains("/f?group=place&amp;severity=warn&amp;q=zz%20missing"), "{shown}");
        assert!(!shown.contains("id=\"f1\"") && shown.contains("id=\"f2\""));
    }

    #[test]
    fn nothing_a_file_says_becomes_markup() {
        let shown = findings(Lang::Ar, &three(), &FindingFilter::default(), &links()).into_string();
        assert!(!shown.contains("<script>") && shown.contains("&lt;script&gt;"));
    }

    #[test]
    fn a_page_has_a_limit() {
        let many: Vec<FindingView> = (1..=500).map(|n| finding(n, "X", Severity::Warn, Some(n))).collect();
        let shown = findings(Lang::En, &many, &FindingFilter::default(), &links()).into_string();
        assert_eq!(shown.matches("<article").count(), SHOWN_MAX);
        assert!(shown.contains("The download has all of them"));
    }
}
