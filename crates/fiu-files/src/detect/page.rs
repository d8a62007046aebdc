//! The page of `fiu detect`: for each pattern its words and its strongest hits, each with a picture.

use super::picture::{draw, money, timeline};
use super::results::{Report, subject};
use super::search::{Hit, Outcome, extent};
use crate::html::{self, Html, cut, safe, table};
use crate::sheet::moment;
use graph::EdgeId;
use std::fmt::Write as _;

/// Hits of one pattern that the page shows.
const HITS_MAX: usize = 6;
/// Hits of all patterns that the page shows with a picture.
const PICTURES_MAX: usize = 120;
/// Payments of one hit that the page lists.
const ROWS_MAX: usize = 60;

/// Writes the page.
pub(super) fn write(report: &Report<'_>) -> String {
    let world = report.world;
    let hits: usize = report.outcomes.iter().map(|outcome| outcome.hits.len()).sum();
    let under =
        format!("Payments: {}; hits: {hits}; amounts compared in {}", world.graph.edges().len(), world.reference.0);
    let mut page = html::head("Patterns of money", &under);
    let with: Vec<&Outcome> = report.outcomes.iter().filter(|outcome| !outcome.hits.is_empty()).collect();
    let mut links = vec![("summary", "Summary")];
    links.extend(with.iter().map(|outcome| (outcome.code.as_str(), report.title(outcome))));
    links.push(("files", "Files"));
    page.push_str(&html::parts(&links));
    summary(&mut page, report);
    let mut pictures = 0;
    for outcome in with {
        pattern(&mut page, report, outcome, &mut pictures);
    }
    files(&mut page, report);
    page.push_str(html::TAIL);
    page
}

fn summary(page: &mut String, report: &Report<'_>) {
    page.push_str(
        "<section id=\"summary\"><h2>Summary</h2>\n<p>A hit is a reason to look, not a judgement. Every pattern has \
         innocent explanations; the usual ones stand beside it. Scores put the hits of one pattern in order; they say \
         nothing across patterns.</p>\n",
    );
    for line in report.remarks() {
        let _ = writeln!(page, "<p class=\"soft\">{}</p>", Html(&line));
    }
    let rows = report.outcomes.iter().map(|outcome| {
        let title = safe(report.title(outcome));
        let linked = if outcome.hits.is_empty() { title } else { format!("<a href=\"#{}\">{title}</a>", outcome.code) };
        vec![outcome.code.clone(), linked, outcome.hits.len().to_string(), safe(&report.state(outcome))]
    });
    table(page, "Patterns that were looked for", &["Code", "Pattern", "#Hits", "Whole?"], rows);
    page.push_str("</section>\n");
}

fn pattern(page: &mut String, report: &Report<'_>, outcome: &Outcome, pictures: &mut usize) {
    let name = report.name(outcome);
    let _ = writeln!(
        page,
        "<section id=\"{0}\"><h2>{0} {1}</h2>\n<p>{2}</p>\n<p><strong>Often innocent:</strong> {3}</p>",
        outcome.code,
        Html(report.title(outcome)),
        Html(report.words.of(name, "definition")),
        Html(report.words.of(name, "mistakes")),
    );
    let parameters: Vec<String> = outcome.parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let _ = writeln!(
        page,
        "<p class=\"soft\">Looked for with {}; amounts in parameters are minor units.</p>",
        Html(&parameters.join(", "))
    );
    if let Some(limit) = &outcome.limit {
        let _ = writeln!(page, "<p><strong>Not all of it:</strong> {}.</p>", Html(limit));
    }
    let first = report.first_number(outcome);
    for (at, hit) in outcome.hits.iter().take(HITS_MAX).enumerate() {
        *pictures += 1;
        if *pictures > PICTURES_MAX {
            break;
        }
        one(page, report, (outcome, hit), first + at);
    }
    cut(page, outcome.hits.len(), HITS_MAX, "hits.csv");
    page.push_str("</section>\n");
}

fn one(page: &mut String, report: &Report<'_>, (outcome, hit): (&Outcome, &Hit), number: usize) {
    let world = report.world;
    let (first, last, sum) = extent(world, hit);
    let when = match (first, last) {
        (Some(first), Some(last)) if first == last => moment(first),
        (Some(first), Some(last)) => format!("{} to {}", moment(first), moment(last)),
        _ => String::new(),
    };
    let _ = writeln!(
        page,
        "<article id=\"hit-{number}\"><h3>Hit {number}: <bdi>{}</bdi></h3>\n<p><strong>{}</strong></p>\n\
         <p>{} payments of {} together, {when}. Score {}. {}</p>",
        Html(&subject(world, hit)),
        report.words.said_html(world, report.name(outcome), hit),
        hit.edges.len(),
        Html(&money(world, sum, &world.reference.0)),
        hit.score,
        Html(report.words.text(&hit.minimality)),
    );
    if !hit.edges.is_empty() {
        let (picture, left_out) = draw(world, hit);
        let _ = writeln!(
            page,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Picture of hit {number}\">{picture}</div>"
        );
        if left_out > 0 {
            let _ = writeln!(page, "<p class=\"soft\">{left_out} smaller arrows are not drawn.</p>");
        }
        let _ = writeln!(
            page,
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Time line of hit {number}\">{}</div>",
            timeline(world, hit)
        );
        let _ = writeln!(page, "<details><summary>{} payments</summary>", hit.edges.len());
        let rows = hit.edges.iter().take(ROWS_MAX).filter_map(|edge| payment(report, EdgeId(*edge)));
        table(page, "Payments of the hit", &["Time", "From", "To", "#Amount", "Payment", "File", "#Row"], rows);
        cut(page, hit.edges.len(), ROWS_MAX, "payments.csv");
        page.push_str("</details>\n");
    }
    page.push_str("</article>\n");
}

fn payment(report: &Report<'_>, edge: EdgeId) -> Option<Vec<String>> {
    let world = report.world;
    let row = world.graph.edges().row(edge)?;
    let origin = world.origin(edge);
    let code = world.graph.codes().currency(row.currency).map_or("", |(code, _)| code);
    Some(vec![
        moment(row.time),
        safe(&world.called(row.from)),
        safe(&world.called(row.to)),
        safe(&money(world, row.amount_minor, code)),
        safe(origin.id),
        safe(origin.file),
        origin.row.to_string(),
    ])
}

fn files(page: &mut String, report: &Report<'_>) {
    page.push_str("<section id=\"files\"><h2>Files</h2>\n");
    let rows = report.digests.iter().map(|one| vec![safe(&one.file), one.bytes.to_string(), one.sha256.clone()]);
    table(page, "Files that were read", &["File", "#Bytes", "SHA-256"], rows);
    page.push_str("</section>\n");
}
