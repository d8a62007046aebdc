//! The words of the patterns, filled in.

use super::search::{Hit, Number};
use super::world::World;
use crate::html::safe;
use crate::table::amount::major;
use graph::NodeId;
use std::collections::HashMap;

/// Stands for a name until the sentence around it is written. It is for private use and comes from no catalogue.
const NAME: char = '\u{E000}';

/// The catalogue: a text for each key.
pub(super) struct Words(HashMap<&'static str, &'static str>);

impl Words {
    /// The English words. Each stands on one line: `key = text with { $name }`.
    pub(super) fn english() -> Self {
        let line = |line: &'static str| line.split_once(" = ").filter(|_| !line.starts_with(['#', ' ']));
        Self(patterns::WORDS_EN.lines().filter_map(line).map(|(key, text)| (key.trim(), text.trim())).collect())
    }

    /// A text; empty for a key that is not there, which a test looks for.
    pub(super) fn text(&self, key: &str) -> &'static str {
        self.0.get(key).copied().unwrap_or_default()
    }

    /// Title, definition or mistakes of a pattern by its short name.
    pub(super) fn of(&self, name: &str, what: &str) -> &'static str {
        self.text(&format!("{name}-{what}"))
    }

    /// Why a hit is one, as plain text.
    pub(super) fn said(&self, world: &World, name: &str, hit: &Hit) -> String {
        let (text, names) = self.fill(world, name, hit);
        let mut names = names.into_iter();
        text.chars().fold(String::new(), |mut out, c| {
            if c == NAME {
                out.push_str(&names.next().unwrap_or_default())
            } else {
                out.push(c)
            }
            out
        })
    }

    /// The same as HTML, names of whatever direction kept to themselves.
    pub(super) fn said_html(&self, world: &World, name: &str, hit: &Hit) -> String {
        let (text, names) = self.fill(world, name, hit);
        let mut names = names.into_iter();
        let mut out = String::new();
        for (at, part) in text.split(NAME).enumerate() {
            if at > 0 {
                out.push_str(&format!("<bdi>{}</bdi>", safe(&names.next().unwrap_or_default())));
            }
            out.push_str(&safe(part));
        }
        out
    }

    /// The sentence with a mark for each name, and the names.
    fn fill(&self, world: &World, name: &str, hit: &Hit) -> (String, Vec<String>) {
        let (mut out, mut names) = (String::new(), Vec::new());
        let mut parts = self.of(name, "said").split("{ $");
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let (arg, rest) = part.split_once(" }").unwrap_or((part, ""));
            match hit.said.iter().find(|(known, _)| known == arg).map(|(_, number)| number) {
                Some(Number::Node(node)) => {
                    out.push(NAME);
                    names.push(world.called(NodeId(*node)));
                }
                Some(number) => out.push_str(&shown(world, number)),
                None => {}
            }
            out.push_str(rest);
        }
        (out, names)
    }
}

/// A number as a person reads it.
pub(super) fn shown(world: &World, number: &Number) -> String {
    match number {
        Number::Count(count) => count.to_string(),
        Number::Money(minor) => format!("{} {}", major(*minor, world.reference.1), world.reference.0),
        Number::Seconds(seconds) => span(*seconds),
        Number::Ratio(ratio) => decimal(*ratio),
        Number::Node(node) => world.called(NodeId(*node)),
    }
}

/// Ten-thousandths as a decimal number.
fn decimal(ten_thousandths: i64) -> String {
    let text = major(ten_thousandths, 4);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A length of time in its two largest units.
pub(super) fn span(seconds: i64) -> String {
    let units = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let mut left = seconds.max(0);
    let mut parts = Vec::new();
    for (length, unit) in units {
        if left >= length && parts.len() < 2 {
            parts.push(format!("{} {unit}", left / length));
            left %= length;
        }
    }
    if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_has_its_words_and_every_word_can_be_filled() {
        let words = Words::english();
        for pattern in patterns::all() {
            let name = pattern.about().name;
            for what in ["title", "definition", "mistakes", "said"] {
                assert!(!words.of(name, what).is_empty(), "{name}-{what}");
            }
            let said = words.of(name, "said");
            assert_eq!(said.matches('{').count(), said.matches("{ $").count(), "{name}");
        }
        for minimality in ["exact", "windows", "earliest", "longest", "group"] {
            assert!(!words.text(&format!("minimal-{minimality}")).is_empty());
        }
    }

    #[test]
    fn numbers_are_short_and_exact() {
        assert_eq!([0, 59, 3_600, 90_061, 864_000].map(span), ["0 s", "59 s", "1 h", "1 d 1 h", "10 d"]);
        assert_eq!([10_000, 1_250, 5].map(decimal), ["1", "0.125", "0.0005"]);
    }
}
