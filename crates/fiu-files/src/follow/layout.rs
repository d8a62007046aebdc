//! Where the parts of a Sankey picture lie: places in columns by how far they are from the seeds, bands as thick as the
//! money in them. All whole numbers of a hundredth of a pixel, so that the picture is the same everywhere.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use trace::{Flow, Place};

/// Flows that are drawn, the largest of each currency first.
pub(super) const FLOWS_MAX: usize = 80;
/// Height of the place through which most goes, in hundredths of a pixel.
const TALLEST: i64 = 22_000;
/// The least that can be seen.
const THINNEST: i64 = 150;
/// Between columns: as much as a page gives, but room for a name.
const COLUMN: (i64, i64) = (19_000, 34_000);
/// Width of a page without its margins and the last name.
const PAGE: i64 = 98_000;
/// Room for the last name.
const LAST: i64 = 21_000;
/// Width of the bar of a place.
pub(super) const BAR: i64 = 1_400;
/// Between places of a column; two lines of a label fit.
const BETWEEN: i64 = 3_400;
const MARGIN: i64 = 2_400;

/// A place.
#[derive(Clone, Debug)]
pub(super) struct Node<'t> {
    pub(super) place: &'t Place,
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) height: i64,
    column: usize,
}

/// A band: from a point at the right of a place to one at the left of another.
#[derive(Clone, Debug)]
pub(super) struct Band<'t> {
    pub(super) flow: &'t Flow,
    pub(super) from: (i64, i64),
    pub(super) to: (i64, i64),
    pub(super) thick: i64,
    /// It leads to the same column or an earlier one: money that comes round.
    pub(super) back: bool,
}

/// The whole picture.
#[derive(Clone, Debug)]
pub(super) struct Layout<'t> {
    pub(super) nodes: Vec<Node<'t>>,
    pub(super) bands: Vec<Band<'t>>,
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) left_out: usize,
}

/// Lays flows out.
pub(super) fn layout(flows: &[Flow]) -> Layout<'_> {
    let mut shown: Vec<&Flow> = flows.iter().filter(|flow| flow.out_minor > 0).collect();
    let whole = shown.len();
    let measures = measures(&shown);
    let thick = |flow: &Flow| {
        let (by, per) = measures.get(flow.out_currency.as_str()).copied().unwrap_or((1, 1));
        let scaled = i128::from(flow.out_minor) * by / per.max(1);
        i64::try_from(scaled).unwrap_or(TALLEST).clamp(THINNEST, TALLEST)
    };
    shown.sort_by_key(|flow| std::cmp::Reverse(thick(flow)));
    shown.truncate(FLOWS_MAX);
    let columns = columns(&shown);
    let mut nodes = nodes(&shown, &columns, &thick);
    let height = stack(&mut nodes, &shown);
    let bands = bands(&nodes, &mut shown, &thick);
    let last = columns.values().copied().max().unwrap_or(0);
    let width = across(last, last) + BAR + LAST;
    Layout { nodes, bands, width, height, left_out: whole - whole.min(FLOWS_MAX) }
}

/// How thick a minor unit of each currency is, as a fraction. Money that changes currency keeps the thickness it had; a
/// currency into which none is changed has the place through which most of it goes as its measure.
fn measures<'t>(flows: &[&'t Flow]) -> BTreeMap<&'t str, (i128, i128)> {
    let mut changed: BTreeMap<(&str, &str), (i128, i128)> = BTreeMap::new();
    for flow in flows.iter().filter(|flow| flow.out_currency != flow.in_currency) {
        let (out, into) = changed.entry((&flow.out_currency, &flow.in_currency)).or_default();
        *out += i128::from(flow.out_minor);
        *into += i128::from(flow.in_minor);
    }
    let begins = |currency: &str| !changed.keys().any(|(_, into)| *into == currency);
    let mut measures: BTreeMap<&str, (i128, i128)> = BTreeMap::new();
    let most = most_by_currency(flows);
    // First the currencies into which none is changed; those that only change in a circle come as they are met.
    let mut order: Vec<&str> = most.keys().copied().collect();
    order.sort_by_key(|currency| !begins(currency));
    for begin in order {
        let most = most.get(begin).copied().unwrap_or(1).max(1);
        measures.entry(begin).or_insert((i128::from(TALLEST), most));
        let mut waiting = VecDeque::from([begin]);
        while let Some(currency) = waiting.pop_front() {
            let (by, per) = measures.get(currency).copied().unwrap_or((1, 1));
            for ((_, to), (out, into)) in changed.iter().filter(|((from, _), _)| *from == currency) {
                if !measures.contains_key(to) {
                    measures.insert(to, short(by.saturating_mul(*out), per.saturating_mul(*into)));
                    waiting.push_back(to);
                }
            }
        }
    }
    measures
}

/// A fraction of nearly the same value whose parts multiply with 64 bits.
fn short(mut by: i128, mut per: i128) -> (i128, i128) {
    while by.max(per) >= 1 << 62 {
        (by, per) = (by >> 1, per >> 1);
    }
    (by.max(1), per.max(1))
}

/// The most that goes through one place, by currency.
fn most_by_currency<'t>(flows: &[&'t Flow]) -> BTreeMap<&'t str, i128> {
    let mut through: BTreeMap<(&str, &Place, bool), i128> = BTreeMap::new();
    for flow in flows {
        let out = (flow.out_currency.as_str(), &flow.from, false);
        let into = (flow.in_currency.as_str(), &flow.to, true);
        for (key, minor) in [(out, flow.out_minor), (into, flow.in_minor)] {
            *through.entry(key).or_default() += i128::from(minor);
        }
    }
    let mut most: BTreeMap<&str, i128> = BTreeMap::new();
    for ((currency, ..), sum) in through {
        let known = most.entry(currency).or_default();
        *known = sum.max(*known);
    }
    most
}

/// How many flows each place is from where the money begins, on the shortest way.
fn columns<'t>(flows: &[&'t Flow]) -> BTreeMap<&'t Place, usize> {
    let reached: BTreeSet<&Place> = flows.iter().filter(|flow| flow.from != flow.to).map(|flow| &flow.to).collect();
    let mut onward: BTreeMap<&Place, Vec<&Place>> = BTreeMap::new();
    for flow in flows {
        onward.entry(&flow.from).or_default().push(&flow.to);
    }
    let mut columns: BTreeMap<&Place, usize> = BTreeMap::new();
    // Where money only goes out it begins; where all is a circle, the earliest flow says where it was entered.
    let mut begins: Vec<&Place> = onward.keys().filter(|place| !reached.contains(*place)).copied().collect();
    let mut in_time: Vec<&&Flow> = flows.iter().collect();
    in_time.sort_by_key(|flow| flow.first_at);
    begins.extend(in_time.iter().map(|flow| &flow.from));
    for begin in begins {
        if columns.contains_key(begin) {
            continue;
        }
        columns.insert(begin, 0);
        let mut waiting = VecDeque::from([begin]);
        while let Some(place) = waiting.pop_front() {
            let next = columns.get(place).copied().unwrap_or(0) + 1;
            for to in onward.get(place).into_iter().flatten() {
                if !columns.contains_key(to) {
                    columns.insert(to, next);
                    waiting.push_back(to);
                }
            }
        }
    }
    // Where money ends stands after all that it came from, so that no band to it leads back.
    let ending = columns.keys().filter(|place| !onward.contains_key(*place)).copied().collect::<Vec<_>>();
    for place in ending {
        let sources = flows.iter().filter(|flow| flow.to == *place).filter_map(|flow| columns.get(&flow.from));
        let column = sources.copied().max().map_or(0, |column| column + 1);
        columns.insert(place, column);
    }
    columns
}

/// How far from the left a column stands, if the last is the one of that number.
fn across(column: usize, last: usize) -> i64 {
    let (column, last) = (i64::try_from(column).unwrap_or(0), i64::try_from(last).unwrap_or(0));
    MARGIN + column * (PAGE / last.max(1)).clamp(COLUMN.0, COLUMN.1)
}

fn nodes<'t>(flows: &[&'t Flow], columns: &BTreeMap<&'t Place, usize>, thick: &dyn Fn(&Flow) -> i64) -> Vec<Node<'t>> {
    let sum =
        |side: &dyn Fn(&Flow) -> bool| flows.iter().filter(|flow| side(flow)).map(|flow| thick(flow)).sum::<i64>();
    let last = columns.values().copied().max().unwrap_or(0);
    let node = |(place, column): (&&'t Place, &usize)| Node {
        place,
        x: across(*column, last),
        y: 0,
        height: sum(&|flow| flow.from == **place).max(sum(&|flow| flow.to == **place)),
        column: *column,
    };
    columns.iter().map(node).collect()
}

/// Puts the places of each column below each other, each near to where its money comes from. Gives the height of all.
fn stack(nodes: &mut [Node<'_>], flows: &[&Flow]) -> i64 {
    let mut middle: BTreeMap<Place, i64> = BTreeMap::new();
    let mut lowest = 0;
    let last = nodes.iter().map(|node| node.column).max().unwrap_or(0);
    for column in 0..=last {
        let mut here: Vec<&mut Node<'_>> = nodes.iter_mut().filter(|node| node.column == column).collect();
        here.sort_by_cached_key(|node| {
            let from: Vec<i64> = flows
                .iter()
                .filter(|flow| flow.to == *node.place)
                .filter_map(|flow| middle.get(&flow.from).copied())
                .collect();
            let count = i64::try_from(from.len()).unwrap_or(1).max(1);
            (from.iter().sum::<i64>() / count, std::cmp::Reverse(node.height))
        });
        let mut y = MARGIN;
        for node in here {
            node.y = y;
            middle.insert(node.place.clone(), y + node.height / 2);
            y += node.height.max(THINNEST) + BETWEEN;
        }
        lowest = lowest.max(y);
    }
    lowest + MARGIN
}

/// Bands leave and reach a place one below the other, in the order of where they lead.
fn bands<'t>(nodes: &[Node<'t>], flows: &mut [&'t Flow], thick: &dyn Fn(&Flow) -> i64) -> Vec<Band<'t>> {
    let at: BTreeMap<&Place, &Node<'t>> = nodes.iter().map(|node| (node.place, node)).collect();
    let y = |place: &Place| at.get(place).map_or(0, |node| node.y);
    flows.sort_by_key(|flow| (y(&flow.to), y(&flow.from), flow.seed));
    let (mut left, mut reached): (BTreeMap<&Place, i64>, BTreeMap<&Place, i64>) = (BTreeMap::new(), BTreeMap::new());
    let mut bands = Vec::new();
    for flow in flows.iter().copied() {
        let (Some(from), Some(to)) = (at.get(&flow.from), at.get(&flow.to)) else { continue };
        let thick = thick(flow);
        let (out, into) = (left.entry(&flow.from).or_default(), reached.entry(&flow.to).or_default());
        bands.push(Band {
            flow,
            from: (from.x + BAR, from.y + *out + thick / 2),
            to: (to.x, to.y + *into + thick / 2),
            thick,
            back: to.column <= from.column,
        });
        *out += thick;
        *into += thick;
    }
    bands
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(from: &str, to: &str, minor: i64, at: i64) -> Flow {
        Flow {
            seed: 0,
            from: Place::account(from),
            to: Place::account(to),
            out_currency: "EUR".into(),
            out_minor: minor,
            in_currency: "EUR".into(),
            in_minor: minor,
            entries: 1,
            first_at: at,
            last_at: at,
        }
    }

    #[test]
    fn places_stand_by_depth_and_bands_fill_their_places() {
        let flows = [flow("V", "A", 1000, 1), flow("A", "B", 600, 2), flow("A", "C", 400, 3), flow("B", "C", 600, 4)];
        let found = layout(&flows);
        let column = |name: &str| found.nodes.iter().find(|node| node.place.name() == name).unwrap().column;
        assert_eq!(["V", "A", "B", "C"].map(column), [0, 1, 2, 3], "C stands after B, from which it has money too");
        for node in &found.nodes {
            let out: i64 = found.bands.iter().filter(|b| b.flow.from == *node.place).map(|b| b.thick).sum();
            let into: i64 = found.bands.iter().filter(|b| b.flow.to == *node.place).map(|b| b.thick).sum();
            assert_eq!(node.height, out.max(into), "{:?}", node.place);
        }
        assert!(found.bands.iter().all(|band| !band.back && band.from.0 < band.to.0));
        for (a, b) in found.nodes.iter().flat_map(|a| found.nodes.iter().map(move |b| (a, b))) {
            let apart = a.place == b.place || a.column != b.column || a.y + a.height < b.y || b.y + b.height < a.y;
            assert!(apart, "{:?} lies on {:?}", a.place, b.place);
        }
    }

    #[test]
    fn money_that_changes_currency_keeps_its_thickness() {
        let change = Flow { in_currency: "JPY".into(), in_minor: 77, ..flow("A", "B", 100, 2) };
        let onward = Flow { out_currency: "JPY".into(), in_currency: "JPY".into(), ..flow("B", "C", 77, 3) };
        let flows = [flow("V", "A", 1000, 1), change, onward];
        let found = layout(&flows);
        let thick = |to: &str| found.bands.iter().find(|band| band.flow.to.name() == to).unwrap().thick;
        assert_eq!((thick("A"), thick("B"), thick("C")), (TALLEST, TALLEST / 10, TALLEST / 10));
        let large = Flow { out_minor: i64::MAX, in_currency: "X".into(), in_minor: i64::MAX, ..flow("A", "B", 1, 1) };
        let next = Flow { out_currency: "X".into(), in_currency: "Y".into(), ..large.clone() };
        let flows = [large, next];
        assert!(layout(&flows).bands.iter().all(|band| band.thick > TALLEST / 2), "nothing overflows");
    }

    #[test]
    fn circles_and_nothing_at_all_can_be_laid_out() {
        let round = [flow("B", "A", 5, 9), flow("A", "B", 5, 1), flow("A", "A", 5, 2)];
        let found = layout(&round);
        assert_eq!((found.nodes.len(), found.bands.len()), (2, 3));
        assert_eq!(found.nodes.iter().find(|node| node.column == 0).unwrap().place.name(), "A");
        assert!(layout(&[]).nodes.is_empty());
    }

    #[test]
    fn the_smallest_flows_are_left_out_and_counted() {
        let names: Vec<String> = (0..200).map(|n| format!("T{n}")).collect();
        let flows: Vec<Flow> = names.iter().zip(1..).map(|(name, minor)| flow("A", name, minor, 1)).collect();
        let found = layout(&flows);
        assert_eq!((found.bands.len(), found.left_out), (FLOWS_MAX, 120));
    }
}
