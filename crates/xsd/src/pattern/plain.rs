//! Regular patterns handed to the `regex-automata` library.

use super::tree::Node;
use regex_automata::meta::Regex;

/// Largest automaton, in bytes.
const AUTOMATON_BYTES_MAX: usize = 1 << 20;

/// Writes a tree in the syntax of the library, every literal as a code point so that nothing needs escaping.
fn write(node: &Node) -> String {
    let mut out = String::from("\\A(?:");
    push(node, &mut out);
    out.push_str(")\\z");
    out
}

fn push(node: &Node, out: &mut String) {
    match node {
        Node::Empty => out.push_str("(?:)"),
        Node::Class(class) if class.is_empty() => out.push_str("[a&&b]"),
        Node::Class(class) => {
            out.push('[');
            for (low, high) in class.ranges() {
                push_scalar_range(*low, *high, out);
            }
            out.push(']');
        }
        Node::Chain(nodes) => nodes.iter().for_each(|node| push(node, out)),
        Node::Either(nodes) => {
            out.push_str("(?:");
            for (i, node) in nodes.iter().enumerate() {
                if i > 0 {
                    out.push('|');
                }
                push(node, out);
            }
            out.push(')');
        }
        Node::Repeat(node, min, max) => {
            out.push_str("(?:");
            push(node, out);
            match max {
                Some(max) => out.push_str(&format!("){{{min},{max}}}")),
                None => out.push_str(&format!("){{{min},}}")),
            }
        }
        Node::Start => out.push_str("\\A"),
        Node::End => out.push_str("\\z"),
        // Patterns with look-ahead never come here: see `Pattern::compile`.
        Node::Ahead(..) => out.push_str("[a&&b]"),
    }
}

/// A range without the surrogate code points, which are not characters.
fn push_scalar_range(low: u32, high: u32, out: &mut String) {
    for (low, high) in [(low, high.min(0xD7FF)), (low.max(0xE000), high)] {
        if low <= high {
            out.push_str(&format!("\\x{{{low:X}}}-\\x{{{high:X}}}"));
        }
    }
}

/// Builds the automaton; the error says why it cannot be built, above all when it would be larger than the limit.
pub(super) fn build(node: &Node) -> Result<Regex, String> {
    let config = regex_automata::meta::Config::new()
        .nfa_size_limit(Some(AUTOMATON_BYTES_MAX))
        .onepass_size_limit(Some(AUTOMATON_BYTES_MAX));
    Regex::builder().configure(config).build(&write(node)).map_err(|e| e.to_string())
}
