//! Colour, only where it helps: on a terminal, and only if the user did not say otherwise. Nothing is said by colour
//! alone.

use std::borrow::Cow;

/// Whether and how to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paint {
    on: bool,
}

impl Paint {
    /// Colour for an output that is or is not a terminal. `NO_COLOR` (with any value) and a dumb terminal switch it
    /// off.
    pub(crate) fn for_output(is_terminal: bool) -> Self {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        Self { on: is_terminal && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb") }
    }

    pub(crate) fn red<'a>(self, text: &'a str) -> Cow<'a, str> {
        self.with("1;31", text)
    }

    pub(crate) fn yellow<'a>(self, text: &'a str) -> Cow<'a, str> {
        self.with("33", text)
    }

    pub(crate) fn green<'a>(self, text: &'a str) -> Cow<'a, str> {
        self.with("32", text)
    }

    pub(crate) fn bold<'a>(self, text: &'a str) -> Cow<'a, str> {
        self.with("1", text)
    }

    pub(crate) fn dim<'a>(self, text: &'a str) -> Cow<'a, str> {
        self.with("2", text)
    }

    fn with<'a>(self, code: &str, text: &'a str) -> Cow<'a, str> {
        if self.on { Cow::Owned(format!("\u{1b}[{code}m{text}\u{1b}[0m")) } else { Cow::Borrowed(text) }
    }
}

/// A text of unknown origin for a terminal: control characters would let a file name or a value act on the screen.
pub(crate) fn tame(text: &str) -> Cow<'_, str> {
    let wild = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}');
    if text.contains(wild) {
        Cow::Owned(text.chars().map(|c| if wild(c) { '\u{FFFD}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_wraps_and_its_absence_leaves_the_text_alone() {
        assert_eq!(Paint { on: true }.red("no"), "\u{1b}[1;31mno\u{1b}[0m");
        assert_eq!(Paint { on: false }.red("no"), "no");
        assert!(!Paint::for_output(false).on);
    }

    #[test]
    fn a_text_cannot_act_on_the_terminal() {
        assert_eq!(tame("a\u{1b}[2Jb\u{202E}c"), "a\u{FFFD}[2Jb\u{FFFD}c");
        assert_eq!(tame("Ünïcode 名"), "Ünïcode 名");
    }
}
