//! Questions to a list with known answers.

use super::{Entry, List, Subject};
use crate::draw::{Domain, Draw};
use crate::mentions::tables::push_line;
use crate::mentions::{Crowd, Noise, slips, vary};
use std::collections::HashMap;
use std::io::{self, Write};

/// How a question differs from the entry it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Asked {
    /// The primary name as listed.
    Exact,
    /// A strong alias as listed.
    Alias,
    /// The name in its own script.
    Original,
    /// One letter wrong.
    Edit,
    /// Two letters wrong.
    TwoEdits,
    /// Another romanisation than any listed, perhaps.
    Romanised,
    /// Words in another order.
    Reordered,
    /// As a file of a bank would write it.
    Mention,
    /// Somebody who is not on the list.
    Nobody,
}

impl Asked {
    /// Every way, those about somebody listed first.
    pub const ALL: [Self; 9] = [
        Self::Exact,
        Self::Alias,
        Self::Original,
        Self::Edit,
        Self::TwoEdits,
        Self::Romanised,
        Self::Reordered,
        Self::Mention,
        Self::Nobody,
    ];

    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alias => "alias",
            Self::Original => "original",
            Self::Edit => "edit",
            Self::TwoEdits => "two-edits",
            Self::Romanised => "romanised",
            Self::Reordered => "reordered",
            Self::Mention => "mention",
            Self::Nobody => "nobody",
        }
    }
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The name asked.
    pub name: String,
    /// Date of birth, when the question has one.
    pub born: String,
    /// Country, when the question has one.
    pub country: &'static str,
    /// How it differs.
    pub asked: Asked,
    /// Numbers of the entries it is about: more than one when several have exactly the name of the one meant, none for
    /// somebody who is not listed.
    pub answer: Vec<u64>,
}

/// Questions to one edition of a list. Keeps the primary names and strong aliases of the list.
#[derive(Debug)]
pub struct Questions {
    list: List,
    strangers: Crowd,
    listed: Vec<u64>,
    names: HashMap<String, Vec<u64>>,
}

fn folded(name: &str) -> String {
    let mut words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.sort_unstable();
    words.join(" ")
}

impl Questions {
    /// Questions to a list; strangers have names of the same scripts from the same parts.
    pub fn new(list: List) -> Self {
        let mut names: HashMap<String, Vec<u64>> = HashMap::new();
        let mut listed = Vec::new();
        for entry in list.iter() {
            listed.push(entry.number);
            for name in entry.strong_names() {
                let known = names.entry(folded(name)).or_default();
                if known.last() != Some(&entry.number) {
                    known.push(entry.number);
                }
            }
        }
        let strangers = Crowd { mix: list.mix, duplicates: 0, ..Crowd::new(list.seed ^ 0xA5A5_0001, 1 << 30) };
        Self { list, strangers, listed, names }
    }

    /// The `n`th question: `nobody` thousandths are about somebody who is not listed.
    pub fn ask(&self, n: u64, nobody: u64) -> Query {
        let mut draw = Draw::new(self.list.seed, Domain::Query, n);
        if self.listed.is_empty() || draw.per_mille(nobody) {
            return self.stranger(&mut draw);
        }
        let number = draw.choose(&self.listed).copied().unwrap_or_default();
        // Every listed number is on this edition.
        let Some(entry) = self.list.entry(number) else { return self.stranger(&mut draw) };
        let [ways @ .., _] = Asked::ALL;
        let asked = draw.pick(&ways);
        let (asked, name) = self.written(&entry, asked, &mut draw);
        let mut answer = self.names.get(&folded(&entry.name.full)).cloned().unwrap_or_default();
        answer.extend(self.names.get(&folded(&name)).into_iter().flatten());
        answer.push(number);
        answer.sort_unstable();
        answer.dedup();
        let born = match entry.born.first() {
            Some(super::Born::Exact(date)) if draw.per_mille(500) => {
                format!("{}-{:02}-{:02}", date.year, date.month, date.day)
            }
            _ => String::new(),
        };
        let country = if draw.per_mille(400) { entry.country } else { "" };
        Query { name, born, country, asked, answer }
    }

    fn stranger(&self, draw: &mut Draw) -> Query {
        let mut name = String::new();
        let mut born = String::new();
        let mut country = "";
        // A stranger with the very name of somebody listed would be a hit, and no false one.
        for _ in 0..50 {
            let who = self.strangers.identity(draw.below(1 << 30));
            let quiet = Crowd { noise: Noise { typo: 0, keyboard: 0, ..Noise::CALM }, ..self.strangers };
            let at = Draw::new(self.list.seed, Domain::Query, draw.bits());
            name = vary::name(&quiet, &who, at).0.full;
            let date = who.born;
            born = if draw.per_mille(400) {
                format!("{}-{:02}-{:02}", date.year, date.month, date.day)
            } else {
                String::new()
            };
            country = if draw.per_mille(400) { who.country } else { "" };
            if !self.names.contains_key(&folded(&name)) {
                break;
            }
        }
        Query { name, born, country, asked: Asked::Nobody, answer: Vec::new() }
    }

    /// The name as that way of asking writes it; an entry without what the way needs is asked exactly.
    fn written(&self, entry: &Entry, asked: Asked, draw: &mut Draw) -> (Asked, String) {
        let primary = entry.name.full.clone();
        let strong: Vec<&str> = entry.aliases.iter().filter(|a| !a.weak).map(|a| a.name.full.as_str()).collect();
        let written = match asked {
            Asked::Exact | Asked::Nobody => return (Asked::Exact, primary),
            Asked::Alias => draw.choose(&strong).map(|alias| (*alias).to_owned()),
            Asked::Original => entry.original.clone(),
            Asked::Edit => Some(slips::typo(draw, &primary)),
            Asked::TwoEdits => {
                let once = slips::typo(draw, &primary);
                Some(slips::keyboard(draw, &once))
            }
            Asked::Reordered => {
                let mut words: Vec<&str> = primary.split_whitespace().collect();
                let step = usize::from(words.len() > 1);
                words.rotate_left(step);
                Some(words.join(" "))
            }
            Asked::Romanised | Asked::Mention => {
                let crowd = self.list.crowd();
                let noise = if asked == Asked::Mention {
                    // A wife's name and a nickname are another name.
                    Noise { married: 0, nickname: 0, initial: 0, ..Noise::USUAL }
                } else {
                    Noise {
                        romanised: 1000,
                        own_script: 0,
                        typo: 0,
                        keyboard: 0,
                        married: 0,
                        nickname: 0,
                        initial: 0,
                        shortened: 0,
                        written: 0,
                        swapped: 0,
                        ..Noise::CALM
                    }
                };
                let who = crowd.identity(entry.number);
                let at = Draw::new(self.list.seed, Domain::Query, draw.bits());
                (entry.subject != Subject::Ship).then(|| vary::name(&Crowd { noise, ..crowd }, &who, at).0.full)
            }
        };
        match written {
            Some(name) if name != primary => (asked, name),
            _ => (Asked::Exact, primary),
        }
    }

    /// Writes `count` questions as a table with the answers; references are separated by blanks.
    ///
    /// # Errors
    /// When `sink` cannot be written to.
    pub fn write(&self, count: u64, nobody: u64, sink: &mut impl Write) -> io::Result<()> {
        sink.write_all(b"id,name,born,country,asked,answer\n")?;
        let mut line = Vec::with_capacity(256);
        for n in 0..count {
            let query = self.ask(n, nobody);
            let answer: Vec<String> = query.answer.iter().map(|number| format!("ZDL-{number:07}")).collect();
            line.clear();
            let fields: [&str; 6] =
                [&n.to_string(), &query.name, &query.born, query.country, query.asked.name(), &answer.join(" ")];
            push_line(&mut line, fields);
            sink.write_all(&line)?;
        }
        Ok(())
    }
}
