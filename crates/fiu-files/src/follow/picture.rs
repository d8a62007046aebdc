//! The picture as SVG within a page. Names stand in marks that keep their direction to themselves.

use super::layout::{BAR, Band, Layout, Node};
use super::ledger::Book;
use super::results::called;
use crate::html::Html;
use crate::table::amount::major;
use std::fmt::Write as _;
use trace::Flow;

/// Colours that people with any kind of colour vision tell apart, on light and on dark.
const COLOURS: [&str; 7] = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#7f7f7f"];
/// Characters of a name that fit.
const NAME_MAX: usize = 26;

/// The colour of a seed; seeds beyond the colours share the last.
pub(super) fn colour(seed: usize) -> &'static str {
    COLOURS.get(seed).or(COLOURS.last()).copied().unwrap_or("#7f7f7f")
}

fn pixels(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// What a flow moves, in words.
pub(super) fn moved(book: &Book, flow: &Flow) -> String {
    let money = |minor, currency: &str| format!("{} {currency}", major(minor, book.places(currency)));
    let out = money(flow.out_minor, &flow.out_currency);
    if flow.out_currency == flow.in_currency {
        out
    } else {
        format!("{out} → {}", money(flow.in_minor, &flow.in_currency))
    }
}

/// Draws a layout.
pub(super) fn draw(book: &Book, layout: &Layout<'_>) -> String {
    let mut svg = String::new();
    let (width, height) = (layout.width / 100, layout.height / 100);
    // Writing to a String cannot fail.
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" direction=\"ltr\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" aria-label=\"The flows listed below, from left to right\">"
    );
    // Bands that come round lie below the others.
    for band in layout.bands.iter().filter(|band| band.back).chain(layout.bands.iter().filter(|band| !band.back)) {
        svg.push_str(&path(book, band));
    }
    for node in &layout.nodes {
        svg.push_str(&bar(book, layout, node));
    }
    svg.push_str("</svg>\n");
    svg
}

fn path(book: &Book, band: &Band<'_>) -> String {
    let ((x, y), (to_x, to_y)) = (band.from, band.to);
    let reach = if band.back { 9_000 } else { (to_x - x).max(0) / 2 };
    let points = [x, y, x + reach, y, (to_x - reach).max(-20_000), to_y, to_x, to_y].map(signed);
    let [x, y, c1x, c1y, c2x, c2y, to_x, to_y] = points;
    let dashes = if band.back { " stroke-dasharray=\"8 5\"" } else { "" };
    let title = format!("{} → {}: {}", called(&band.flow.from), called(&band.flow.to), moved(book, band.flow));
    format!(
        "<path fill=\"none\" stroke=\"{}\" stroke-opacity=\".5\" stroke-width=\"{}\"{dashes} \
         d=\"M{x} {y}C{c1x} {c1y} {c2x} {c2y} {to_x} {to_y}\"><title>{}</title></path>\n",
        colour(band.flow.seed),
        pixels(band.thick),
        Html(&title)
    )
}

fn signed(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}", pixels(hundredths.abs()))
}

/// A place: its bar, its name, what goes through it.
fn bar(book: &Book, layout: &Layout<'_>, node: &Node<'_>) -> String {
    let name = called(node.place);
    let mut short: String = name.chars().take(NAME_MAX).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    let through = through(book, layout, node);
    let (x, y, height) = (pixels(node.x), pixels(node.y), pixels(node.height));
    let text_x = pixels(node.x + BAR + 500);
    let text_y = pixels(node.y + node.height / 2);
    format!(
        "<rect class=\"bar\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{height}\"><title>{}</title></rect>\n\
         <text x=\"{text_x}\" y=\"{text_y}\"><tspan class=\"name\">\u{2068}{}\u{2069}</tspan>\
         <tspan class=\"sum\" x=\"{text_x}\" dy=\"1.25em\">{}</tspan></text>\n",
        pixels(BAR),
        Html(&name),
        Html(&short),
        Html(&through)
    )
}

/// What comes to a place, or leaves it if nothing comes, by currency; of what is drawn.
fn through(book: &Book, layout: &Layout<'_>, node: &Node<'_>) -> String {
    let mut sums: std::collections::BTreeMap<&str, i64> = std::collections::BTreeMap::new();
    for flow in layout.bands.iter().map(|band| band.flow).filter(|flow| flow.to == *node.place) {
        let sum = sums.entry(&flow.in_currency).or_default();
        *sum = sum.saturating_add(flow.in_minor);
    }
    if sums.is_empty() {
        for flow in layout.bands.iter().map(|band| band.flow).filter(|flow| flow.from == *node.place) {
            let sum = sums.entry(&flow.out_currency).or_default();
            *sum = sum.saturating_add(flow.out_minor);
        }
    }
    let money = |(currency, minor): (&str, i64)| format!("{} {currency}", major(minor, book.places(currency)));
    sums.into_iter().map(money).collect::<Vec<_>>().join(", ")
}
