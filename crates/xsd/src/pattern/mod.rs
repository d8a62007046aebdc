//! Pattern facets in linear time, in the dialect of the portal that will judge the report.
//!
//! A pattern is parsed into a small tree ([`tree`]) by one parser with two dialects ([`parse`]), and then becomes the
//! cheapest machine that decides it:
//!
//! 1. one character class with a count (`[0-9]{15}`, `^[a-zA-Z0-9 .'-]*$`): a table look-up per character;
//! 2. anything regular: an automaton of the `regex-automata` library;
//! 3. patterns with look-ahead: a deterministic automaton over character classes built from derivatives ([`look`]),
//!    bounded in states.
//!
//! None of them backtracks, so `(a+)+b` over a megabyte is as harmless as any other pattern.

mod look;
mod parse;
mod plain;
mod tree;

use crate::Dialect;
use tree::{Class, Node};

/// Longest pattern text, in bytes.
pub(crate) const PATTERN_BYTES_MAX: usize = 4096;

/// A compiled pattern facet: one restriction step, its alternatives joined.
#[derive(Debug)]
pub(crate) struct Pattern {
    /// The pattern as the schema writes it, for the words of a finding.
    pub(crate) source: String,
    machine: Machine,
    dialect: Dialect,
    tree: Node,
}

#[derive(Debug)]
enum Machine {
    Repeated { class: Class, min: u32, max: Option<u32> },
    Automaton(regex_automata::meta::Regex),
    Derivative(look::Automaton),
}

impl Pattern {
    /// Compiles the patterns of one restriction step; a value must match one of them.
    pub(crate) fn compile(sources: &[String], dialect: Dialect) -> Result<Self, (String, String)> {
        let fail = |reason: String| (sources.join(" | "), reason);
        let mut alternatives = Vec::with_capacity(sources.len());
        for source in sources {
            if source.len() > PATTERN_BYTES_MAX {
                return Err((source.chars().take(60).collect(), "it is longer than 4096 bytes".to_owned()));
            }
            alternatives.push(parse::parse(source, dialect).map_err(|reason| (source.clone(), reason))?);
        }
        let node = match <[Node; 1]>::try_from(alternatives) {
            Ok([single]) => single,
            Err(many) => Node::Either(many),
        };
        let node = node.without_outer_anchors();
        let tree = node.clone();
        let machine = if node.has_look_around() {
            Machine::Derivative(look::Automaton::build(&node).map_err(fail)?)
        } else if let Some((class, min, max)) = node.as_repeated_class() {
            Machine::Repeated { class, min, max }
        } else {
            Machine::Automaton(plain::build(&node).map_err(fail)?)
        };
        Ok(Self { source: sources.join(" | "), machine, dialect, tree })
    }

    /// Whether the whole value matches.
    pub(crate) fn matches(&self, value: &str) -> bool {
        if self.dialect == Dialect::W3c {
            return self.matches_text(value);
        }
        // .NET anchors with `$`, which also matches before a final line feed.
        if value.chars().any(|c| u32::from(c) > 0xFFFF) {
            let units = as_utf16_units(value);
            return self.matches_text(&units) || units.strip_suffix('\n').is_some_and(|v| self.matches_text(v));
        }
        self.matches_text(value) || value.strip_suffix('\n').is_some_and(|v| self.matches_text(v))
    }

    /// A value that matches, when one can be read off the pattern: repetitions are taken about `length` times.
    pub(crate) fn example(&self, length: usize) -> Option<String> {
        let mut value = String::new();
        self.tree.example(length, &mut value);
        self.matches(&value).then_some(value)
    }

    fn matches_text(&self, value: &str) -> bool {
        match &self.machine {
            Machine::Repeated { class, min, max } => {
                let mut count = 0_u32;
                for c in value.chars() {
                    if !class.contains(c) {
                        return false;
                    }
                    count = count.saturating_add(1);
                }
                count >= *min && max.is_none_or(|max| count <= max)
            }
            Machine::Automaton(regex) => regex.is_match(value),
            Machine::Derivative(automaton) => automaton.matches(value),
        }
    }
}

/// .NET regular expressions see UTF-16 code units, so a character beyond U+FFFF counts as two. Each half is shown to
/// our machines as a character of plane 16 that no class of a pattern names.
fn as_utf16_units(value: &str) -> String {
    let mut units = [0_u16; 2];
    let mut out = String::with_capacity(value.len().saturating_mul(2));
    for c in value.chars() {
        if u32::from(c) <= 0xFFFF {
            out.push(c);
        } else {
            out.extend(
                c.encode_utf16(&mut units)
                    .iter()
                    .map(|unit| char::from_u32(0x0010_0000 + u32::from(*unit)).unwrap_or(char::REPLACEMENT_CHARACTER)),
            );
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(dialect: Dialect, pattern: &str, value: &str) -> bool {
        Pattern::compile(&[pattern.to_owned()], dialect).unwrap().matches(value)
    }

    #[test]
    fn the_net_dialect_reads_anchors_odd_ranges_and_classes() {
        let table = [
            ("^[a-zA-Z0-9 .'-]*$", "O'Neil - 2.", true),
            ("^[a-zA-Z0-9 .'-]*$", "Zoë", false),
            ("^[a-zA-Z0-9 .'-]*$", "ends with a line feed\n", true),
            ("[_a-zA-Z0-9-+]+", "a-b+c", true),
            ("[ '\\\\-`,\\\\/:;,A-Z0-9 ()-.]+", "A]_`(+.", true),
            ("[ '\\\\-`,\\\\/:;,A-Z0-9 ()-.]+", "a", false),
            ("[0-9]{15}", "123456789012345", true),
            ("[0-9]{15}", "12345678901234", false),
            ("[YT]{1}", "Y", true),
            ("([0-9])*", "", true),
            ("[A-Z]{4}LK[A-Z0-9]{2}([A-Z0-9]{3})?|[0-9]{4}", "ABCDLK2X", true),
            ("[A-Z]{4}LK[A-Z0-9]{2}([A-Z0-9]{3})?|[0-9]{4}", "1234", true),
            ("[A-Z]{4}LK[A-Z0-9]{2}([A-Z0-9]{3})?|[0-9]{4}", "1234X", false),
            ("($|(^[\\sA-Za-z]{2,})(.*[A-Za-z0-9]+).*)", "", true),
            ("($|(^[\\sA-Za-z]{2,})(.*[A-Za-z0-9]+).*)", "ab cd", true),
            ("^.*(?=.*\\d)(?=.*[^a-zA-Z0-9])(?=.*[A-Z])(?=.*[a-z]).{8,}$", "Passw0rd!", true),
            ("^.*(?=.*\\d)(?=.*[^a-zA-Z0-9])(?=.*[A-Z])(?=.*[a-z]).{8,}$", "passw0rd!", false),
            ("(?!admin).{3,}", "adminx", false),
            ("(?!admin).{3,}", "user", true),
            (".", "\u{10348}", false),
            ("..", "\u{10348}", true),
        ];
        for (pattern, value, expected) in table {
            assert_eq!(matches(Dialect::DotNet, pattern, value), expected, "{pattern} on {value:?}");
        }
    }

    #[test]
    fn the_w3c_dialect_takes_anchors_as_characters() {
        assert!(matches(Dialect::W3c, "^a$", "^a$"));
        assert!(!matches(Dialect::W3c, "^a$", "a"));
        assert!(matches(Dialect::W3c, "[a-z-[aeiou]]+", "xyz"));
        assert!(!matches(Dialect::W3c, "[a-z-[aeiou]]+", "xaz"));
        assert!(matches(Dialect::W3c, "\\p{Lu}\\i\\c*", "Éa-b"));
        assert!(!matches(Dialect::W3c, "a", "a\n"));
    }

    #[test]
    fn a_catastrophic_pattern_is_linear() {
        let value = "a".repeat(1 << 20);
        assert!(!matches(Dialect::DotNet, "(a+)+b", &value));
        assert!(!matches(Dialect::DotNet, "(?=a)(a|aa)*b", &value));
    }

    #[test]
    fn what_cannot_be_bounded_is_refused_by_name() {
        for pattern in ["(a)\\1", "(?<=a)b", "a(", "[z-a]", "a{3,1}", "(?>a)"] {
            assert!(Pattern::compile(&[pattern.to_owned()], Dialect::DotNet).is_err(), "{pattern}");
        }
    }
}
