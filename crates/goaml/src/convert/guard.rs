//! Text that a spreadsheet program would take for a formula, made harmless and restored.
//!
//! A guarded text has one apostrophe more in front. The same mark in front of nothing says that a text is there and
//! empty, since an empty cell says that nothing is there. Guarding and restoring are exact inverses, and a text that
//! needs no guard, such as the surname `'t Hart`, is left alone both ways.

const MARK: char = '\'';

/// Whether a text must be guarded.
fn needs_guard(text: &str) -> bool {
    let mut rest = text;
    while let Some(after) = rest.strip_prefix(MARK) {
        rest = after;
    }
    rest.is_empty() || rest.starts_with(['\t', '\r', '\n']) || begins_formula(rest)
}

/// Programs skip blanks, marks and quotes before a formula, so those do not count.
fn begins_formula(text: &str) -> bool {
    let core =
        text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | MARK | '\u{FEFF}' | '\u{200B}'));
    core.starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠'])
}

/// A text as it may stand in a cell.
pub(super) fn guarded(text: &str) -> String {
    if needs_guard(text) { format!("{MARK}{text}") } else { text.to_owned() }
}

/// The text that a cell stands for.
pub(super) fn restored(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(rest) if needs_guard(rest) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded_and_names_are_not() {
        for text in
            ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\rx", "＝1", " =1", "\u{FEFF}=1", "\"=1", "'=1", "", "'", "''-1"]
        {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
            assert_eq!(restored(&guarded(text)), text);
        }
        for text in ["Ana", "'t Hart", "''quoted''", "00012345678901234567", "2026-03-01", " padded "] {
            assert_eq!((guarded(text).as_str(), restored(text)), (text, text));
        }
    }

    proptest! {
        #[test]
        fn guarding_is_undone_exactly(text in "['=+@ \\t\"a-]{0,6}|.*") {
            let cell = guarded(&text);
            prop_assert_eq!(restored(&cell), text.as_str());
            prop_assert!(!cell.is_empty() && !begins_formula(&cell) || cell.starts_with(MARK));
        }
    }
}
