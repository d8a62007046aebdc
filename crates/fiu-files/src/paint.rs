//! The terminal: colour only where somebody sees it and did not switch it off, and text that cannot act on the screen.

use std::borrow::Cow;

/// Whether to colour. Nothing is said by colour alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint(bool);

impl Paint {
    /// `NO_COLOR` with any value and a dumb terminal switch colour off.
    pub(crate) fn on(is_terminal: bool) -> Self {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        Self(is_terminal && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb"))
    }

    pub(crate) fn red(self, text: &str) -> Cow<'_, str> {
        self.with("1;31", text)
    }

    pub(crate) fn bold(self, text: &str) -> Cow<'_, str> {
        self.with("1", text)
    }

    fn with<'a>(self, code: &str, text: &'a str) -> Cow<'a, str> {
        if self.0 { Cow::Owned(format!("\u{1b}[{code}m{text}\u{1b}[0m")) } else { Cow::Borrowed(text) }
    }
}

/// Whether a character would act rather than show: controls, and marks that turn the direction of what follows.
pub(crate) fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}' | '\u{2066}'..='\u{2069}')
}

/// A text of unknown origin for a terminal or a page.
pub(crate) fn tame(text: &str) -> Cow<'_, str> {
    if text.contains(acts) {
        Cow::Owned(text.chars().map(|c| if acts(c) { '\u{FFFD}' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_wraps_only_where_it_is_on_and_text_cannot_act() {
        assert_eq!(Paint(true).red("no"), "\u{1b}[1;31mno\u{1b}[0m");
        assert_eq!(Paint::on(false).bold("no"), "no");
        assert_eq!(tame("a\u{1b}[2J\u{202E}b\nc"), "a\u{FFFD}[2J\u{FFFD}b\u{FFFD}c");
        assert_eq!(tame("أحمد 名"), "أحمد 名");
    }
}
