//! A hit as a picture: who paid whom, how much and when; and its payments along the time.

use super::layout::{Arrow, BOX, Layout, layout};
use super::search::Hit;
use super::world::World;
use crate::html::{Html, safe};
use crate::sheet::moment;
use crate::table::amount::major;
use graph::{EdgeId, NodeId};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Pixels within which an arrow bends.
const TURN: i64 = 64;
/// Characters of a name that fit into a box.
const NAME_MAX: usize = 17;
/// Width of the picture along the time.
const TIMELINE: (i64, i64) = (1_000, 96);
/// Payments that are drawn along the time.
const STEMS_MAX: usize = 400;

/// An amount in its currency.
pub(super) fn money(world: &World, minor: i64, currency: &str) -> String {
    let codes = world.graph.codes();
    let digits = codes.find_currency(currency).and_then(|id| codes.currency(id)).map_or(2, |(_, digits)| digits);
    format!("{} {currency}", major(minor, digits))
}

/// A moment short enough for a picture.
fn short(seconds: i64) -> String {
    let text = moment(seconds);
    text.get(..16).unwrap_or(&text).replace('T', " ")
}

/// Draws a hit, and says how many arrows it leaves out.
pub(super) fn draw(world: &World, hit: &Hit) -> (String, usize) {
    let layout = layout(world, hit);
    let (width, height) = (layout.width, layout.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" direction=\"ltr\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" aria-label=\"The payments listed below, from payer to payee\">\n"
    );
    let mut labels = String::new();
    for arrow in &layout.arrows {
        if let Some((path, label)) = arrow_of(world, &layout, arrow) {
            svg.push_str(&path);
            labels.push_str(&label);
        }
    }
    for node in &layout.nodes {
        let name = world.called(NodeId(node.node));
        let brief = world.short(NodeId(node.node));
        let mut shown: String = brief.chars().take(NAME_MAX).collect();
        if shown.len() < brief.len() {
            shown.push('…');
        }
        let class = if node.node == hit.anchor { "node anchor" } else { "node" };
        // Writing to a String cannot fail.
        let _ = writeln!(
            svg,
            "<g class=\"{class}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"5\"><title>{}</title></rect>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\">\u{2068}{}\u{2069}</text></g>",
            node.x,
            node.y,
            BOX.0,
            BOX.1,
            Html(&name),
            node.x + BOX.0 / 2,
            node.y + BOX.1 / 2 + 5,
            Html(&shown),
        );
    }
    svg.push_str(&labels);
    svg.push_str("</svg>\n");
    (svg, layout.left_out)
}

/// An arrow and its label: how much, how often, when.
fn arrow_of(world: &World, layout: &Layout, arrow: &Arrow) -> Option<(String, String)> {
    let (from, to) = (layout.node(arrow.from)?, layout.node(arrow.to)?);
    let (path, tip, (x, y)) = if layout.leads_on(arrow) {
        let (x, y, to_x, to_y) = (from.x + BOX.0, from.y + BOX.1 / 2, to.x, to.y + BOX.1 / 2);
        let (into, out) = layout.degrees(arrow);
        // The label stands over the straight part, which is where arrows are apart.
        let (path, at) = match into.cmp(&out) {
            _ if y == to_y => (format!("M{x} {y}H{}", to_x - 7), ((x + to_x) / 2, y)),
            Ordering::Less => {
                let bend = x + TURN;
                (format!("M{x} {y}C{bend} {y} {x} {to_y} {bend} {to_y}H{}", to_x - 7), ((bend + to_x) / 2, to_y))
            }
            _ => {
                let bend = to_x - TURN;
                (format!("M{x} {y}H{bend}C{to_x} {y} {bend} {to_y} {} {to_y}", to_x - 7), ((x + bend) / 2, y))
            }
        };
        (path, format!("M{to_x} {to_y}l-9 -4v8z"), at)
    } else {
        // Money that comes back passes below.
        let (x, y, to_x, to_y) = (from.x + BOX.0 / 2, from.y + BOX.1, to.x + BOX.0 / 2, to.y + BOX.1 + 2);
        let below = y.max(to_y) + 34 + if x == to_x { 20 } else { 0 };
        let side = if x == to_x { 90 } else { 0 };
        let path = format!("M{x} {y}C{} {below} {} {below} {to_x} {}", x + side, to_x + side, to_y + 7);
        // Three quarters of the way down to where the curve is pulled.
        let at = ((x + to_x + 3 * side) / 2, (y + to_y + 6 * below) / 8 + 38);
        (path, format!("M{to_x} {to_y}l-4 9h8z"), at)
    };
    let (sums, first, last) = sums(world, arrow);
    let often = if arrow.edges.len() > 1 { format!(" ({} payments)", arrow.edges.len()) } else { String::new() };
    let when = if short(first) == short(last) { short(first) } else { days(first, last) };
    let title = format!(
        "{} → {}: {sums}{often}, {}",
        world.called(NodeId(arrow.from)),
        world.called(NodeId(arrow.to)),
        if first == last { moment(first) } else { format!("{} to {}", moment(first), moment(last)) }
    );
    let path = format!(
        "<path class=\"arrow\" d=\"{path}\"><title>{}</title></path><path class=\"tip\" d=\"{tip}\"/>\n",
        Html(&title)
    );
    let count = if arrow.edges.len() > 1 { format!(" ×{}", arrow.edges.len()) } else { String::new() };
    let label = format!(
        "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\"><tspan class=\"name\">{}{count}</tspan>\
         <tspan class=\"sum\" x=\"{x}\" dy=\"1.15em\">{when}</tspan></text>\n",
        y - 19,
        Html(&sums),
    );
    Some((path, label))
}

/// Two days as short as they can be told apart.
fn days(first: i64, last: i64) -> String {
    let (first, last) = (short(first), short(last));
    let (day, to) = (first.get(..10).unwrap_or(&first), last.get(..10).unwrap_or(&last));
    if day == to { format!("{first} – {}", last.get(11..).unwrap_or_default()) } else { format!("{day} – {to}") }
}

/// Sums by currency, first and last second of an arrow.
fn sums(world: &World, arrow: &Arrow) -> (String, i64, i64) {
    let mut by: BTreeMap<&str, i64> = BTreeMap::new();
    let (mut first, mut last) = (i64::MAX, i64::MIN);
    for edge in &arrow.edges {
        let Some(row) = world.graph.edges().row(EdgeId(*edge)) else { continue };
        let code = world.graph.codes().currency(row.currency).map_or("", |(code, _)| code);
        let sum = by.entry(code).or_default();
        *sum = sum.saturating_add(row.amount_minor);
        (first, last) = (first.min(row.time), last.max(row.time));
    }
    let all: Vec<String> = by.into_iter().map(|(code, minor)| money(world, minor, code)).collect();
    (all.join(", "), first, last)
}

/// The payments of a hit along the time: the higher, the more.
pub(super) fn timeline(world: &World, hit: &Hit) -> String {
    let rows: Vec<_> = hit.edges.iter().filter_map(|edge| world.graph.edges().row(EdgeId(*edge))).collect();
    let (Some(first), Some(last)) = (rows.first().map(|row| row.time), rows.last().map(|row| row.time)) else {
        return String::new();
    };
    let (width, height) = TIMELINE;
    let most = rows.iter().map(|row| row.reference_minor.unwrap_or(0)).max().unwrap_or(0).max(1);
    let (left, right, ground) = (14, width - 14, height - 24);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" direction=\"ltr\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" aria-label=\"The payments along the time\">\n\
         <path class=\"axis\" d=\"M{left} {ground}H{right}\"/>\n"
    );
    for row in rows.iter().take(STEMS_MAX) {
        let x = match i128::from(last - first) {
            0 => i128::from(width / 2),
            span => i128::from(left) + i128::from(row.time - first) * i128::from(right - left) / span,
        };
        let part = i128::from(row.reference_minor.unwrap_or(0)) * i128::from(ground - 12) / i128::from(most);
        let top = i128::from(ground) - part.max(3);
        let code = world.graph.codes().currency(row.currency).map_or("", |(code, _)| code);
        let title = format!(
            "{}: {} → {}, {}",
            moment(row.time),
            world.called(row.from),
            world.called(row.to),
            money(world, row.amount_minor, code)
        );
        let _ = writeln!(
            svg,
            "<path class=\"stem\" d=\"M{x} {ground}V{top}\"><title>{0}</title></path><circle class=\"dot\" cx=\"{x}\" cy=\"{top}\" r=\"4\"><title>{0}</title></circle>",
            Html(&title)
        );
    }
    let ends = if first == last {
        format!(
            "<text class=\"sum\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n",
            width / 2,
            height - 6,
            short(first)
        )
    } else {
        format!(
            "<text class=\"sum\" x=\"{left}\" y=\"{0}\">{1}</text><text class=\"sum\" x=\"{right}\" y=\"{0}\" text-anchor=\"end\">{2}</text>\n",
            height - 6,
            safe(&short(first)),
            safe(&short(last))
        )
    };
    svg.push_str(&ends);
    svg.push_str("</svg>\n");
    svg
}
