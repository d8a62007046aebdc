//! The six languages of the United Nations, in which everything is said.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use unic_langid::LanguageIdentifier;

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Arabic.
    Ar,
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Russian.
    Ru,
    /// Chinese.
    Zh,
}

impl Language {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 6] = [Self::Ar, Self::En, Self::Es, Self::Fr, Self::Ru, Self::Zh];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Ru => "ru",
            Self::Zh => "zh",
        }
    }

    /// The language of a code; a region after it does not matter: `fr-CA` is French.
    pub fn of(code: &str) -> Option<Self> {
        let code = code.split(['-', '_']).next().unwrap_or(code);
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// Whether it is written from right to left.
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Ar)
    }

    pub(crate) fn id(self) -> LanguageIdentifier {
        // Two letters are always an identifier; the default, `und`, would only change how plurals are counted.
        self.code().parse().unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A short text in some of the languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Labels(pub BTreeMap<Language, String>);

impl Labels {
    /// The text in a language, or else in English, or else in any.
    pub fn get(&self, language: Language) -> Option<&str> {
        let found = self.0.get(&language).or_else(|| self.0.get(&Language::En)).or_else(|| self.0.values().next());
        found.map(String::as_str)
    }

    /// Whether it is said in this very language.
    pub fn has(&self, language: Language) -> bool {
        self.0.get(&language).is_some_and(|text| !text.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_does_not_hide_the_language() {
        assert_eq!(Language::of("zh-Hans"), Some(Language::Zh));
        assert_eq!(Language::of("FR_ca"), Some(Language::Fr));
        assert_eq!((Language::of("de"), Language::of("")), (None, None));
        assert!(Language::ALL.into_iter().filter(|l| l.is_right_to_left()).eq([Language::Ar]));
    }

    #[test]
    fn a_missing_label_is_said_in_english() {
        let mut labels = Labels::default();
        assert_eq!(labels.get(Language::Ru), None);
        labels.0.insert(Language::Es, "sí".into());
        assert_eq!(labels.get(Language::Ru), Some("sí"));
        labels.0.insert(Language::En, "yes".into());
        assert_eq!(labels.get(Language::Ru), Some("yes"));
        assert!(!labels.has(Language::Ru));
    }
}
