//! The page: one file that holds everything it needs and asks nobody for anything. It has no script at all.

use super::layout::layout;
use super::ledger::Book;
use super::picture::{colour, draw, moved};
use super::results::{called, ends, told};
use crate::html::{self, Html, cut, safe, table};
use crate::sheet::moment;
use crate::table::amount::major;
use std::fmt::Write as _;
use trace::{Line, Tracing};

/// Lines of the ledger that the page lists.
const LINES_MAX: usize = 2_000;
/// Flows and gaps that the page lists.
const ROWS_MAX: usize = 500;

/// Writes the page of a tracing.
pub(super) fn write(book: &Book, tracing: &Tracing) -> String {
    let mut page = html::head("Flow of funds", &format!("Method: {}", tracing.method));
    page.push_str(&html::parts(&[
        ("statement", "Statement"),
        ("picture", "Picture"),
        ("ends", "In the end"),
        ("flows", "Flows"),
        ("ledger", "Ledger"),
        ("gaps", "Gaps"),
    ]));
    statement(&mut page, book, tracing);
    picture(&mut page, book, tracing);
    in_the_end(&mut page, book, tracing);
    flows(&mut page, book, tracing);
    ledger(&mut page, book, tracing);
    gaps(&mut page, book, tracing);
    page.push_str(html::TAIL);
    page
}

fn statement(page: &mut String, book: &Book, tracing: &Tracing) {
    page.push_str("<section id=\"statement\"><h2>Statement</h2>\n");
    for line in told(book, tracing) {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "<p>{}</p>", Html(&line));
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
