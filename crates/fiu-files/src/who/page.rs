//! The page of `fiu resolve`: how large clusters are, and the least sure of them with all that speaks for and against.

use super::evidence::{Pair, bits, by_doubt, verdict_word};
use super::results::Report;
use crate::html::{self, Html, safe, table};
use resolve::clusters::MentionId;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Clusters that the page shows.
const CLUSTERS_MAX: usize = 60;
/// Members and pairs of one cluster that the page shows.
const MEMBERS_MAX: usize = 30;
const PAIRS_MAX: usize = 12;

/// Writes the page.
pub(super) fn write(report: &Report<'_>) -> String {
    let under = format!("{} records of {} people and organisations", report.records.all.len(), report.distinct());
    let mut page = html::head("Who is who", &under);
    page.push_str(&html::parts(&[("summary", "Summary"), ("clusters", "Clusters"), ("files", "Files")]));
    summary(&mut page, report);
    page.push_str("<section id=\"clusters\"><h2>Clusters, the least sure first</h2>\n");
    let order = by_doubt(report.pairs);
    for (_, cluster) in order.iter().take(CLUSTERS_MAX) {
        one(&mut page, report, *cluster);
    }
    html::cut(&mut page, report.groups.len(), CLUSTERS_MAX, "records.csv");
    page.push_str("</section>\n<section id=\"files\"><h2>Files</h2>\n");
    let rows = report.digests.iter().map(|one| vec![safe(&one.file), one.bytes.to_string(), one.sha256.clone()]);
    table(&mut page, "Files that were read", &["File", "#Bytes", "SHA-256"], rows);
    page.push_str("</section>\n");
    page.push_str(html::TAIL);
    page
}

fn summary(page: &mut String, report: &Report<'_>) {
    let _ = writeln!(
        page,
        "<section id=\"summary\"><h2>Summary</h2>\n<p>Records of one cluster are taken for the same. Linked is what weighs at \
         least {} bits for being the same rather than others or kin: each bit doubles the odds. Weights: {}.</p>\n\
         <p>Judgements of people: {}; of these contradicted by later ones: {}.</p>",
        bits(report.threshold),
        report.weights,
        report.judgements,
        report.set_aside.len()
    );
    for line in report.records.remarks.lines() {
        let _ = writeln!(page, "<p class=\"soft\">{}</p>", Html(&line));
    }
    page.push_str(&sizes(report));
    page.push_str("</section>\n");
}

/// How many clusters there are of each size, as bars.
fn sizes(report: &Report<'_>) -> String {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    counts.insert(1, report.distinct() - report.groups.len());
    for members in report.groups.values() {
        *counts.entry(members.len().min(10)).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or(1).max(1);
    let height = counts.len() * 26 + 10;
    let mut svg = format!(
        "<div class=\"scroll\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"760\" height=\"{height}\" viewBox=\"0 0 760 {height}\" \
         aria-label=\"How many people and organisations have how many records\">\n"
    );
    for (at, (size, count)) in counts.iter().enumerate() {
        let y = at * 26 + 8;
        let width = (count * 460).div_ceil(most).max(usize::from(*count > 0));
        let words = match size {
            1 => "1 record".to_owned(),
            10 => "10 records or more".to_owned(),
            size => format!("{size} records"),
        };
        let _ = writeln!(
            svg,
            "<text x=\"150\" y=\"{0}\" text-anchor=\"end\">{words}</text><rect class=\"dot\" x=\"160\" y=\"{y}\" width=\"{width}\" height=\"18\"/>\
             <text x=\"{1}\" y=\"{0}\">{count}</text>",
            y + 14,
            168 + width,
        );
    }
    svg.push_str("</svg></div>\n");
    svg
}

fn one(page: &mut String, report: &Report<'_>, cluster: MentionId) {
    let Some(members) = report.groups.get(&cluster) else { return };
    let called = report.records.get(cluster).map_or("", |record| &record.called);
    let _ = writeln!(page, "<article><h3><bdi>{}</bdi>: {} records</h3>", Html(called), members.len());
    let rows = members.iter().take(MEMBERS_MAX).filter_map(|id| {
        let record = report.records.get(*id)?;
        let name = report.records.name(*id);
        Some(vec![safe(&name), safe(&record.called), safe(report.records.file(record)), record.row.to_string()])
    });
    table(page, "Records of the cluster", &["Record", "Name", "File", "#Row"], rows);
    html::cut(page, members.len(), MEMBERS_MAX, "records.csv");
    let own: Vec<&Pair> = report.pairs.iter().filter(|pair| pair.cluster == cluster).collect();
    for pair in own.iter().take(PAIRS_MAX) {
        let judged = pair.judged.map_or(String::new(), |verdict| format!(", judged {}", verdict_word(verdict)));
        let _ = writeln!(
            page,
            "<details><summary>{} and {}: {} of {} bits{judged}</summary>{}</details>",
            named(report, pair.a),
            named(report, pair.b),
            bits(pair.weight),
            bits(pair.at_stake).trim_start_matches('+'),
            bars(pair)
        );
    }
    html::cut(page, own.len(), PAIRS_MAX, "pairs.csv");
    page.push_str("</article>\n");
}

/// A record as HTML, its name kept to its own direction.
fn named(report: &Report<'_>, id: MentionId) -> String {
    let called = report.records.get(id).map_or("", |record| &record.called);
    format!("<bdi>{}</bdi> [{}]", Html(called), Html(&report.records.name(id)))
}

/// What speaks for the pair to the right, what speaks against it to the left.
fn bars(pair: &Pair) -> String {
    let most = pair.reasons.iter().map(|reason| reason.weight.abs()).max().unwrap_or(1).max(1);
    let height = pair.reasons.len() * 30 + 12;
    let mut svg = format!(
        "<div class=\"scroll\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" direction=\"ltr\" width=\"1040\" height=\"{height}\" viewBox=\"0 0 1040 {height}\" \
         aria-label=\"What speaks for the pair and what against it\">\n<path class=\"axis\" d=\"M420 4V{height}\"/>\n"
    );
    for (at, reason) in pair.reasons.iter().enumerate() {
        let y = at * 30 + 8;
        let width = (reason.weight.abs() * 120 / most).max(1);
        let (x, class) = if reason.weight < 0 { (420 - width, "against") } else { (420, "dot") };
        let values = match (reason.left.as_str(), reason.right.as_str()) {
            ("", "") => String::new(),
            (left, right) if left == right => format!("\u{2068}{}\u{2069}", safe(left)),
            (left, right) => format!("\u{2068}{}\u{2069} | \u{2068}{}\u{2069}", safe(left), safe(right)),
        };
        let _ = writeln!(
            svg,
            "<text x=\"10\" y=\"{0}\">{1}</text><rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"18\"/>\
             <text x=\"560\" y=\"{0}\"><tspan class=\"name\">{2}</tspan> <tspan class=\"sum\">{values}</tspan></text>",
            y + 14,
            Html(&reason.words),
            bits(reason.weight),
        );
    }
    svg.push_str("</svg></div>\n");
    svg
}
