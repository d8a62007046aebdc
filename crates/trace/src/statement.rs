//! What was done, for somebody who was not there: a judge, the other side, whoever does it again.
//!
//! A statement is a list of paragraphs, each a key with what is to be filled in. [`Statement::english`] writes them in
//! English; a profile has the keys in other languages.

use std::collections::BTreeSet;

use crate::ledger::{Ledger, Place};
use crate::method::Method;
use crate::result::{Gap, Holding, Marked};

/// One paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its key.
    pub key: &'static str,
    /// What is filled in, in the order of the words.
    pub args: Vec<(&'static str, String)>,
}

/// The whole statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its paragraphs.
    pub paragraphs: Vec<Paragraph>,
}

/// Every key with its English words; `{name}` is filled in.
pub const ENGLISH: [(&str, &str); 16] = [
    (
        "trace-scope",
        "Entries gone through, in the order of their time: {entries}. Accounts touched: {accounts}. Entries of one moment were taken in the order in which the statement gives them.",
    ),
    ("trace-seed", "Traced is {amount_minor} (minor units, {currency}) of `{what}`."),
    ("trace-overlap", "{overlap_minor} minor units of `{what}` had been traced already and were not counted twice."),
    ("trace-fifo", "Method: first in, first out. Money left an account in the order in which it had come in."),
    ("trace-lifo", "Method: last in, first out. Of the money in an account, that which had come in last left first."),
    (
        "trace-pro-rata",
        "Method: in proportion. Each payment out of an account carried of every source the share that this source had of the balance at that moment.",
    ),
    (
        "trace-lowest-intermediate-balance",
        "Method: lowest intermediate balance. The holder's own money left first. What is traced in an account was therefore never more than the lowest balance since it had come in, and money that came in later did not make good what was gone. Between several seeds, in proportion.",
    ),
    (
        "trace-poison",
        "Method: poison, for virtual assets. While anything traced was at an address, everything there counted as traced. The sum of what is traced grows that way and is not a sum of money that somebody lost.",
    ),
    (
        "trace-haircut",
        "Method: haircut, for virtual assets. Every output of a transaction carried the share that traced value had of its inputs.",
    ),
    (
        "trace-opening",
        "Accounts with a balance before the first entry: {accounts}. That balance counts as the oldest money there; every other account began empty.",
    ),
    (
        "trace-fees",
        "Fees of an entry left after its payments, by the same method; what is traced of them stays traced at `fees`.",
    ),
    (
        "trace-currency",
        "Entries in which money changed currency: {entries}. Each was converted at the rate of that entry itself, the sources in proportion.",
    ),
    (
        "trace-rounding",
        "Where a proportion does not come out even, the unit that is left went to the source with the largest remainder. No unit was made or lost.",
    ),
    (
        "trace-gaps",
        "Times at which more left an account than is known to have been there: {gaps}. Accounts concerned: {accounts}. The difference was taken to have been there from the beginning, and not to be traced. Statements that are missing may change the result.",
    ),
    ("trace-no-gaps", "At no time did more leave an account than is known to have been there."),
    (
        "trace-end",
        "Accounts at which traced money lies in the end: {held}. Places at which it left what could be followed: {gone}.",
    ),
];

impl Statement {
    /// The statement in English, a paragraph a line.
    pub fn english(&self) -> String {
        let mut text = String::new();
        for paragraph in &self.paragraphs {
            let words = ENGLISH.iter().find(|(key, _)| *key == paragraph.key).map_or("", |(_, words)| words);
            fill(&mut text, words, &paragraph.args);
            text.push('\n');
        }
        text
    }
}

/// Writes words with what is filled in. What is filled in is not looked into again: it comes from statements.
fn fill(out: &mut String, words: &str, args: &[(&'static str, String)]) {
    let mut parts = words.split('{');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        out.push_str(args.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        out.push_str(rest);
    }
}

/// The statement of a tracing.
pub(crate) fn write(
    ledger: &Ledger,
    method: Method,
    (marked, gaps, holdings): (&[Marked], &[Gap], &[Holding]),
) -> Statement {
    let accounts = holdings.iter().filter(|holding| matches!(holding.place, Place::Account(_))).count();
    let mut all = vec![paragraph("trace-scope", [("entries", ledger.entries.len()), ("accounts", accounts)])];
    for seed in marked {
        let args = [
            ("amount_minor", seed.amount_minor.to_string()),
            ("currency", seed.currency.clone()),
            ("what", seed.what.clone()),
        ];
        all.push(Paragraph { key: "trace-seed", args: args.into() });
        if seed.overlap_minor > 0 {
            let args = [("overlap_minor", seed.overlap_minor.to_string()), ("what", seed.what.clone())];
            all.push(Paragraph { key: "trace-overlap", args: args.into() });
        }
    }
    all.push(paragraph(rule(method), []));
    let opened: BTreeSet<&str> = ledger.opening.iter().map(|(account, ..)| account.as_str()).collect();
    all.push(paragraph("trace-opening", [("accounts", opened.len())]));
    if ledger.entries.iter().any(|entry| entry.fee_minor > 0) {
        all.push(paragraph("trace-fees", []));
    }
    let converted = ledger.entries.iter().filter(|entry| entry.currencies().0 != entry.currencies().1).count();
    if converted > 0 {
        all.push(paragraph("trace-currency", [("entries", converted)]));
    }
    all.push(paragraph("trace-rounding", []));
    let short: BTreeSet<&str> = gaps.iter().map(|gap| gap.account.as_str()).collect();
    all.push(match gaps.len() {
        0 => paragraph("trace-no-gaps", []),
        count => paragraph("trace-gaps", [("gaps", count), ("accounts", short.len())]),
    });
    let traced = |holding: &&Holding| !holding.traced.is_empty();
    let held = holdings.iter().filter(traced).filter(|holding| matches!(holding.place, Place::Account(_))).count();
    let gone = holdings.iter().filter(traced).count().saturating_sub(held);
    all.push(paragraph("trace-end", [("held", held), ("gone", gone)]));
    Statement { paragraphs: all }
}

fn paragraph<const N: usize>(key: &'static str, args: [(&'static str, usize); N]) -> Paragraph {
    Paragraph { key, args: args.into_iter().map(|(name, count)| (name, count.to_string())).collect() }
}

const fn rule(method: Method) -> &'static str {
    match method {
        Method::Fifo => "trace-fifo",
        Method::Lifo => "trace-lifo",
        Method::ProRata => "trace-pro-rata",
        Method::LowestIntermediateBalance => "trace-lowest-intermediate-balance",
        Method::Poison => "trace-poison",
        Method::Haircut => "trace-haircut",
    }
}
