//! What was found, as tables, as words and as JSON.

use super::args::GapsArg;
use super::ledger::Book;
use crate::paint::tame;
use crate::sheet::{Cell, Made, Sheet, moment, over};
use crate::table::amount::major;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use trace::{Place, Tracing};

/// What kind of place it is.
pub(super) const fn kind(place: &Place) -> &'static str {
    match place {
        Place::Account(_) => "account",
        Place::Outside(_) => "outside",
        Place::Entry(_) => "entry",
        Place::Fees => "fees",
    }
}

/// A place as people read it.
pub(super) fn called(place: &Place) -> String {
    match place {
        Place::Outside(name) => format!("{name} (outside)"),
        other => other.name().to_owned(),
    }
}

/// Where something traced is in the end: place, currency, minor units of all seeds; the largest first in each currency.
pub(super) fn ends(tracing: &Tracing) -> Vec<(&Place, &str, i64)> {
    let sum = |traced: &[(usize, i64)]| traced.iter().fold(0_i64, |sum, (_, minor)| sum.saturating_add(*minor));
    let held = tracing.holdings.iter().filter(|holding| !holding.traced.is_empty());
    let mut all: Vec<_> =
        held.map(|holding| (&holding.place, holding.currency.as_str(), sum(&holding.traced))).collect();
    all.sort_by(|(a, in_a, of_a), (b, in_b, of_b)| in_a.cmp(in_b).then(of_b.cmp(of_a)).then(a.cmp(b)));
    all
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn count(count: usize) -> Cell {
    Cell::Count(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The four tables: lines, flows, holdings, gaps.
pub(super) fn sheets<'a>(book: &'a Book, tracing: &'a Tracing) -> [Sheet<'a>; 4] {
    [lines(book, tracing), flows(book, tracing), holdings(book, tracing), gaps(book, tracing)]
}

fn lines<'a>(book: &'a Book, tracing: &'a Tracing) -> Sheet<'a> {
    let row = move |line: &trace::Line| {
        let money = move |minor| Cell::Money(minor, book.places(&line.currency));
        vec![
            count(book.row(line.row)),
            text(&line.entry),
            Cell::Time(line.at),
            text(&line.account),
            text(&line.currency),
            money(line.in_minor),
            money(line.out_minor),
            money(line.balance_minor),
            money(line.traced_in_minor),
            money(line.traced_out_minor),
            money(line.traced_balance_minor),
        ]
    };
    Sheet {
        name: "lines",
        columns: &[
            "row",
            "entry",
            "time",
            "account",
            "currency",
            "in",
            "out",
            "balance",
            "traced_in",
            "traced_out",
            "traced_balance",
        ],
        rows: over(&tracing.lines, row),
    }
}

fn flows<'a>(book: &'a Book, tracing: &'a Tracing) -> Sheet<'a> {
    let row = move |flow: &trace::Flow| {
        vec![
            count(flow.seed.saturating_add(1)),
            text(kind(&flow.from)),
            text(flow.from.name()),
            text(kind(&flow.to)),
            text(flow.to.name()),
            text(&flow.out_currency),
            Cell::Money(flow.out_minor, book.places(&flow.out_currency)),
            text(&flow.in_currency),
            Cell::Money(flow.in_minor, book.places(&flow.in_currency)),
            count(flow.entries),
            Cell::Time(flow.first_at),
            Cell::Time(flow.last_at),
        ]
    };
    Sheet {
        name: "flows",
        columns: &[
            "seed",
            "source_kind",
            "source",
            "target_kind",
            "target",
            "out_currency",
            "out",
            "in_currency",
            "in",
            "entries",
            "first",
            "last",
        ],
        rows: over(&tracing.flows, row),
    }
}

fn holdings<'a>(book: &'a Book, tracing: &'a Tracing) -> Sheet<'a> {
    let mut rows = Vec::new();
    for holding in &tracing.holdings {
        let places = book.places(&holding.currency);
        for (seed, minor) in &holding.traced {
            rows.push(vec![
                text(kind(&holding.place)),
                text(holding.place.name()),
                text(&holding.currency),
                Cell::Money(holding.balance_minor, places),
                count(seed.saturating_add(1)),
                Cell::Money(*minor, places),
            ]);
        }
    }
    Sheet { name: "holdings", columns: &["kind", "place", "currency", "balance", "seed", "traced"], rows: held(rows) }
}

/// Rows that are there already.
fn held<'a>(rows: Vec<Vec<Cell>>) -> Made<'a> {
    let rows = Rc::new(rows);
    Box::new(move || {
        let rows = Rc::clone(&rows);
        Box::new((0..rows.len()).filter_map(move |at| rows.get(at).cloned()))
    })
}

fn gaps<'a>(book: &'a Book, tracing: &'a Tracing) -> Sheet<'a> {
    let row = move |gap: &trace::Gap| {
        vec![
            count(book.row(gap.row)),
            text(&gap.entry),
            text(&gap.account),
            text(&gap.currency),
            Cell::Money(gap.missing_minor, book.places(&gap.currency)),
        ]
    };
    Sheet { name: "gaps", columns: &["row", "entry", "account", "currency", "missing"], rows: over(&tracing.gaps, row) }
}

/// The statement of method; what is filled in cannot break a line.
pub(super) fn statement(book: &Book, tracing: &Tracing) -> String {
    told(book, tracing).iter().map(|line| format!("{}\n\n", tame(line))).collect()
}

/// The statement as lines, with amounts in units of their currency: who reads it does not count in cents.
pub(super) fn told(book: &Book, tracing: &Tracing) -> Vec<String> {
    let mut lines = Vec::new();
    let mut seeds = tracing.seeds.iter();
    let mut seed = None;
    for paragraph in &tracing.statement.paragraphs {
        let money = |marked: &trace::Marked, minor| {
            format!("{} {}", major(minor, book.places(&marked.currency)), marked.currency)
        };
        // The instrument tells the seeds in their order, each with its overlap behind it.
        if paragraph.key == "trace-seed" {
            seed = seeds.next();
        }
        lines.push(match (paragraph.key, seed) {
            ("trace-seed", Some(marked)) => {
                format!("Traced is {} of `{}`.", money(marked, marked.amount_minor), marked.what)
            }
            ("trace-overlap", Some(marked)) => {
                let overlap = money(marked, marked.overlap_minor);
                format!("{overlap} of `{}` had been traced already and were not counted twice.", marked.what)
            }
            _ => {
                let alone = trace::statement::Statement { paragraphs: vec![paragraph.clone()] };
                alone.english().trim_end().to_owned()
            }
        });
    }
    lines
}

/// Everything but the lines, for other programs. Amounts are minor units; `decimals` says how many decimals they have.
pub(super) fn json(book: &Book, tracing: &Tracing, gaps: GapsArg) -> String {
    let place = |place: &Place| json!({ "kind": kind(place), "name": place.name() });
    let seeds: Vec<_> = tracing.seeds.iter().map(|seed| {
        json!({ "what": seed.what, "currency": seed.currency, "amount_minor": seed.amount_minor, "overlap_minor": seed.overlap_minor })
    }).collect();
    let ends = ends(tracing);
    let held: Vec<_> = ends
        .iter()
        .map(|(at, currency, minor)| json!({ "place": place(at), "currency": currency, "traced_minor": minor }))
        .collect();
    let flows: Vec<_> = tracing
        .flows
        .iter()
        .map(|flow| {
            json!({
                "seed": flow.seed.saturating_add(1), "source": place(&flow.from), "target": place(&flow.to),
                "out_currency": flow.out_currency, "out_minor": flow.out_minor,
                "in_currency": flow.in_currency, "in_minor": flow.in_minor,
                "entries": flow.entries, "first": moment(flow.first_at), "last": moment(flow.last_at),
            })
        })
        .collect();
    let missing: Vec<_> = tracing.gaps.iter().map(|gap| {
        json!({ "row": book.row(gap.row), "entry": gap.entry, "account": gap.account, "currency": gap.currency, "missing_minor": gap.missing_minor })
    }).collect();
    let paragraphs: Vec<_> = tracing
        .statement
        .paragraphs
        .iter()
        .map(|paragraph| {
            let args: BTreeMap<&str, &str> =
                paragraph.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
            json!({ "key": paragraph.key, "args": args })
        })
        .collect();
    let policy = match gaps {
        GapsArg::Assume => "assume",
        GapsArg::Refuse => "refuse",
    };
    let whole = json!({
        "method": tracing.method.name(), "gaps_policy": policy, "transactions": book.ledger.entries.len(),
        "decimals": book.decimals, "remarks": book.remarks, "seeds": seeds, "ends": held, "flows": flows, "gaps": missing, "statement": paragraphs,
    });
    format!("{whole:#}\n")
}

/// Place and currency, and what each method traces there.
type Compared<'t> = BTreeMap<(&'t Place, &'t str), Vec<i64>>;

fn compared(found: &[Tracing]) -> Compared<'_> {
    let mut all: Compared<'_> = BTreeMap::new();
    for (at, tracing) in found.iter().enumerate() {
        for (place, currency, minor) in ends(tracing) {
            let row = all.entry((place, currency)).or_insert_with(|| vec![0; found.len()]);
            if let Some(cell) = row.get_mut(at) {
                *cell = minor;
            }
        }
    }
    all
}

/// What each method traces to each place, as a table of its own. Its columns stand in the order of all methods.
pub(super) fn comparison(book: &Book, found: &[Tracing]) -> Sheet<'static> {
    let row = |((place, currency), minors): ((&Place, &str), Vec<i64>)| {
        let places = book.places(currency);
        let head = [text(kind(place)), text(place.name()), text(currency)];
        head.into_iter().chain(minors.into_iter().map(|minor| Cell::Money(minor, places))).collect()
    };
    Sheet {
        name: "comparison",
        columns: &[
            "kind",
            "place",
            "currency",
            "fifo",
            "lifo",
            "pro_rata",
            "lowest_intermediate_balance",
            "poison",
            "haircut",
        ],
        rows: held(compared(found).into_iter().map(row).collect()),
    }
}

/// The comparison for a terminal: a block for each place, a line for each amount with the methods that give it.
pub(super) fn side_by_side(book: &Book, found: &[Tracing]) -> String {
    const PLACES_MAX: usize = 20;
    let all = compared(found);
    let mut told = String::new();
    for ((place, currency), minors) in all.iter().take(PLACES_MAX) {
        told.push_str(&format!("{}:\n", tame(&called(place))));
        let distinct: BTreeSet<i64> = minors.iter().copied().collect();
        for minor in distinct.into_iter().rev() {
            let same = found.iter().zip(minors).filter(|(_, of)| **of == minor);
            let names: Vec<&str> = same.map(|(tracing, _)| tracing.method.name()).collect();
            let amount = format!("{} {}", major(minor, book.places(currency)), tame(currency));
            told.push_str(&format!("  {amount:>24}  {}\n", names.join(", ")));
        }
    }
    if all.len() > PLACES_MAX {
        told.push_str(&format!("and {} more places, all in comparison.csv with --out\n", all.len() - PLACES_MAX));
    }
    told
}
