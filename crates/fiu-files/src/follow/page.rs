//! The page: one file that holds everything it needs and asks nobody for anything. It has no script at all.

use super::layout::layout;
use super::ledger::Book;
use super::picture::{colour, draw, moved};
use super::results::{called, ends};
use crate::paint::acts;
use crate::sheet::moment;
use crate::table::amount::major;
use std::fmt::{self, Write as _};
use trace::{Line, Tracing};

/// Lines of the ledger that the page lists.
const LINES_MAX: usize = 2_000;
/// Flows and gaps that the page lists.
const ROWS_MAX: usize = 500;

/// A text within HTML: in an element or in an attribute between double quotes.
pub(super) struct Html<'a>(pub(super) &'a str);

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            c if acts(c) => f.write_char('\u{FFFD}'),
            c => f.write_char(c),
        })
    }
}

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1c2430;--soft:#566070;--line:#d5dbe3;--paper:#fff;--wash:#f4f6f9;--mark:#1f4e8c}\
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a9b3c0;--line:#3a424e;--paper:#171b21;--wash:#20252d;--mark:#8fb8f0}}\
*{box-sizing:border-box}body{margin:0 auto;max-width:80rem;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}\
h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 .5rem}p{margin:.3rem 0;max-width:70ch;overflow-wrap:anywhere}\
a{color:var(--mark)}:focus-visible{outline:3px solid var(--mark);outline-offset:2px}.soft{color:var(--soft)}\
nav a{margin-inline-end:1rem}.scroll{overflow:auto;border:1px solid var(--line);border-radius:6px}.tall{max-height:70vh}\
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}\
td{unicode-bidi:isolate}th{background:var(--wash);position:sticky;top:0;white-space:nowrap}.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}\
svg{display:block}svg text{fill:var(--ink);font-size:13px;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}\
.name{font-weight:600}.sum{fill:var(--soft);font-size:12px}.bar{fill:var(--ink)}\
.key{display:inline-block;width:.9em;height:.9em;margin-inline-end:.4em;border-radius:2px;vertical-align:-.1em}\
@media print{.scroll{overflow:visible;max-height:none;border:0}nav{display:none}}";

/// Writes the page of a tracing.
pub(super) fn write(book: &Book, tracing: &Tracing) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>Flow of funds: {0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>Flow of funds</h1>\n<p class=\"soft\">Method: {0}</p>\n\
         <nav aria-label=\"Parts\"><a href=\"#statement\">Statement</a><a href=\"#picture\">Picture</a>\
         <a href=\"#ends\">In the end</a><a href=\"#flows\">Flows</a><a href=\"#ledger\">Ledger</a><a href=\"#gaps\">Gaps</a></nav>\n",
        tracing.method
    );
    statement(&mut page, tracing);
    picture(&mut page, book, tracing);
    in_the_end(&mut page, book, tracing);
    flows(&mut page, book, tracing);
    ledger(&mut page, book, tracing);
    gaps(&mut page, book, tracing);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn statement(page: &mut String, tracing: &Tracing) {
    page.push_str("<section id=\"statement\"><h2>Statement</h2>\n");
    for line in tracing.statement.english().lines() {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "<p>{}</p>", Html(line));
    }
    page.push_str("</section>\n");
}

fn picture(page: &mut String, book: &Book, tracing: &Tracing) {
    let layout = layout(&tracing.flows);
    page.push_str("<section id=\"picture\"><h2>Picture</h2>\n");
    if layout.bands.is_empty() {
        page.push_str("<p>No traced money moved.</p></section>\n");
        return;
    }
    page.push_str("<p>");
    for (at, seed) in tracing.seeds.iter().enumerate().take(20) {
        let amount = major(seed.amount_minor, book.places(&seed.currency));
        // A colour is one of our own.
        let _ = write!(
            page,
            "<svg class=\"key\" viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect width=\"1\" height=\"1\" fill=\"{}\"/></svg>\
             Seed {}: {} {} of <bdi>{}</bdi><br>",
            colour(at),
            at + 1,
            amount,
            Html(&seed.currency),
            Html(&seed.what)
        );
    }
    page.push_str("</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Picture of the flows\">\n");
    page.push_str(&draw(book, &layout));
    page.push_str("</div>\n<p class=\"soft\">Bands are as thick as the traced money in them, and money that changes currency keeps its thickness. Currencies that never meet have measures of their own. Dashed bands lead back.");
    if layout.left_out > 0 {
        let _ = write!(page, " {} smaller flows are not drawn; all are in flows.csv.", layout.left_out);
    }
    page.push_str("</p></section>\n");
}

/// A table; cells are HTML already. Columns whose name begins with `#` hold numbers.
fn table(page: &mut String, label: &str, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let _ = write!(
        page,
        "<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table>\n<thead><tr>"
    );
    for column in columns {
        let _ = match column.strip_prefix('#') {
            Some(name) => write!(page, "<th scope=\"col\" class=\"n\">{name}</th>"),
            None => write!(page, "<th scope=\"col\">{column}</th>"),
        };
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        page.push_str("<tr>");
        for (cell, column) in row.iter().zip(columns) {
            let class = if column.starts_with('#') { " class=\"n\"" } else { "" };
            let _ = write!(page, "<td{class}>{cell}</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
}

fn safe(text: &str) -> String {
    Html(text).to_string()
}

fn cut(page: &mut String, all: usize, most: usize, file: &str) {
    if all > most {
        let _ = writeln!(page, "<p class=\"soft\">{} more are in {file}.</p>", all - most);
    }
}

fn in_the_end(page: &mut String, book: &Book, tracing: &Tracing) {
    page.push_str("<section id=\"ends\"><h2>Where it is in the end</h2>\n");
    let ends = ends(tracing);
    let rows = ends.iter().take(ROWS_MAX).map(|(place, currency, minor)| {
        vec![safe(&called(place)), safe(currency), major(*minor, book.places(currency))]
    });
    table(page, "Where traced money is in the end", &["Place", "Currency", "#Traced"], rows);
    cut(page, ends.len(), ROWS_MAX, "holdings.csv");
    page.push_str("</section>\n");
}

fn flows(page: &mut String, book: &Book, tracing: &Tracing) {
    page.push_str("<section id=\"flows\"><h2>Flows</h2>\n");
    let rows = tracing.flows.iter().take(ROWS_MAX).map(|flow| {
        vec![
            (flow.seed + 1).to_string(),
            safe(&called(&flow.from)),
            safe(&called(&flow.to)),
            safe(&moved(book, flow)),
            flow.entries.to_string(),
            moment(flow.first_at),
            moment(flow.last_at),
        ]
    });
    table(page, "Flows", &["#Seed", "From", "To", "#Traced", "#Entries", "First", "Last"], rows);
    cut(page, tracing.flows.len(), ROWS_MAX, "flows.csv");
    page.push_str("</section>\n");
}

fn ledger(page: &mut String, book: &Book, tracing: &Tracing) {
    page.push_str("<section id=\"ledger\"><h2>Ledger</h2>\n<p class=\"soft\">Lines of accounts with traced money in them; all lines are in lines.csv.</p>\n");
    let touched = |line: &&Line| line.traced_in_minor > 0 || line.traced_out_minor > 0 || line.traced_balance_minor > 0;
    let all = tracing.lines.iter().filter(touched).count();
    let rows = tracing.lines.iter().filter(touched).take(LINES_MAX).map(|line| {
        let money = |minor| if minor == 0 { String::new() } else { major(minor, book.places(&line.currency)) };
        let whole = |minor| major(minor, book.places(&line.currency));
        vec![
            moment(line.at),
            safe(&line.entry),
            safe(&line.account),
            safe(&line.currency),
            money(line.in_minor),
            money(line.out_minor),
            whole(line.balance_minor),
            money(line.traced_in_minor),
            money(line.traced_out_minor),
            whole(line.traced_balance_minor),
        ]
    });
    let columns = [
        "Time",
        "Entry",
        "Account",
        "Currency",
        "#In",
        "#Out",
        "#Balance",
        "#Traced in",
        "#Traced out",
        "#Traced balance",
    ];
    table(page, "Ledger", &columns, rows);
    cut(page, all, LINES_MAX, "lines.csv");
    page.push_str("</section>\n");
}

fn gaps(page: &mut String, book: &Book, tracing: &Tracing) {
    page.push_str("<section id=\"gaps\"><h2>Gaps</h2>\n");
    if tracing.gaps.is_empty() {
        page.push_str("<p>None.</p></section>\n");
        return;
    }
    let rows = tracing.gaps.iter().take(ROWS_MAX).map(|gap| {
        let missing = major(gap.missing_minor, book.places(&gap.currency));
        vec![book.row(gap.row).to_string(), safe(&gap.entry), safe(&gap.account), safe(&gap.currency), missing]
    });
    table(page, "Gaps", &["#Row", "Entry", "Account", "Currency", "#Missing"], rows);
    cut(page, tracing.gaps.len(), ROWS_MAX, "gaps.csv");
    page.push_str("</section>\n");
}
