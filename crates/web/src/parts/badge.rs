//! Small marks for severity and status. The words carry the meaning; colour and shape only help.

use crate::format::count;
use crate::lang::Lang;
use maud::{Markup, html};
use vocab::Severity;

/// The feeling of a mark or a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// Something is going on.
    Info,
    /// It went well.
    Good,
    /// Look at it.
    Warn,
    /// It did not go well.
    Bad,
    /// A remark.
    Note,
}

impl Tone {
    /// The class in the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Info => "info",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Note => "note",
        }
    }
}

/// A mark with words.
pub fn badge(tone: Tone, words: &str) -> Markup {
    html! { span class={ "badge " (tone.class()) } { (words) } }
}

/// The tone of a severity.
pub const fn severity_tone(severity: Severity) -> Tone {
    match severity {
        Severity::Fatal | Severity::Reject => Tone::Bad,
        Severity::Warn => Tone::Warn,
        Severity::Quality => Tone::Note,
    }
}

/// The words of a severity.
pub fn severity_words(lang: Lang, severity: Severity) -> String {
    match severity {
        Severity::Fatal => lang.t("severity-fatal"),
        Severity::Reject => lang.t("severity-reject"),
        Severity::Warn => lang.t("severity-warn"),
        Severity::Quality => lang.t("severity-quality"),
    }
}

/// The severity as it is written in an address and in a file.
pub const fn severity_slug(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "fatal",
        Severity::Reject => "reject",
        Severity::Warn => "warn",
        Severity::Quality => "quality",
    }
}

/// The severity of a slug.
pub fn severity_from_slug(slug: &str) -> Option<Severity> {
    [Severity::Fatal, Severity::Reject, Severity::Warn, Severity::Quality]
        .into_iter()
        .find(|severity| severity_slug(*severity) == slug)
}

/// The mark of a severity.
pub fn severity(lang: Lang, severity: Severity) -> Markup {
    badge(severity_tone(severity), &severity_words(lang, severity))
}

/// How many findings of each severity a letter has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Counts {
    /// Findings after which nothing could be read.
    pub fatal: u64,
    /// Findings that refuse the report.
    pub reject: u64,
    /// Warnings.
    pub warn: u64,
    /// Quality remarks.
    pub quality: u64,
}

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, severity: Severity) {
        let counter = match severity {
            Severity::Fatal => &mut self.fatal,
            Severity::Reject => &mut self.reject,
            Severity::Warn => &mut self.warn,
            Severity::Quality => &mut self.quality,
        };
        *counter = counter.saturating_add(1);
    }

    /// The count of one severity.
    pub const fn of(&self, severity: Severity) -> u64 {
        match severity {
            Severity::Fatal => self.fatal,
            Severity::Reject => self.reject,
            Severity::Warn => self.warn,
            Severity::Quality => self.quality,
        }
    }

    /// All together.
    pub const fn total(&self) -> u64 {
        self.fatal.saturating_add(self.reject).saturating_add(self.warn).saturating_add(self.quality)
    }
}

/// The counts as small marks, gravest first; a dash for none.
pub fn counts(lang: Lang, counts: &Counts) -> Markup {
    html! {
        @if counts.total() == 0 { span.muted { "–" } } @else {
            span.counts {
                @for severity in [Severity::Fatal, Severity::Reject, Severity::Warn, Severity::Quality] {
                    @if counts.of(severity) > 0 {
                        span class={ "badge " (severity_tone(severity).class()) } title=(severity_words(lang, severity)) {
                            (count(counts.of(severity))) span.sr { " " (severity_words(lang, severity)) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_severity_has_words_a_slug_and_a_counter() {
        let mut all = Counts::default();
        for severity in [Severity::Fatal, Severity::Reject, Severity::Warn, Severity::Quality] {
            assert_eq!(severity_from_slug(severity_slug(severity)), Some(severity));
            all.add(severity);
            assert_eq!(all.of(severity), 1);
        }
        assert_eq!(all.total(), 4);
        let shown = counts(Lang::En, &all).into_string();
        assert!(shown.find("Cannot be read").unwrap() < shown.find("Quality remark").unwrap());
        assert!(counts(Lang::En, &Counts::default()).into_string().contains('–'));
    }
}
