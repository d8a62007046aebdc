//! The six languages of the screens and how one is chosen.

use std::fmt;

/// A language of the screens: the six official languages of the United Nations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Arabic, written right to left.
    Ar,
    /// English.
    #[default]
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// Russian.
    Ru,
    /// Chinese in simplified characters.
    Zh,
}

/// Longest `Accept-Language` header that is looked at, in bytes.
const ACCEPT_BYTES_MAX: usize = 512;

impl Lang {
    /// All languages, in the order the switch shows them.
    pub const ALL: [Self; 6] = [Self::Ar, Self::En, Self::Es, Self::Fr, Self::Ru, Self::Zh];

    /// The language tag, as in the `lang` attribute and in the cookie.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::Ru => "ru",
            Self::Zh => "zh",
        }
    }

    /// The name of the language in itself, so that a reader finds it on a screen in a language they cannot read.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::Ar => "العربية",
            Self::En => "English",
            Self::Es => "Español",
            Self::Fr => "Français",
            Self::Ru => "Русский",
            Self::Zh => "中文",
        }
    }

    /// The direction of its script, as in the `dir` attribute.
    pub const fn dir(self) -> &'static str {
        match self {
            Self::Ar => "rtl",
            _ => "ltr",
        }
    }

    /// The language of a tag such as `ar` or `zh-Hans-CN`, if it is one of the six. The region is not looked at.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.tag()))
    }

    /// Chooses: what the visitor chose before, else what the browser asks for, else the language of the office.
    pub fn negotiate(cookie: Option<&str>, accept_language: Option<&str>, office: Self) -> Self {
        cookie.and_then(Self::from_tag).or_else(|| accept_language.and_then(best_accepted)).unwrap_or(office)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// The language with the highest weight (RFC 9110, 12.5.4); the earlier of two equal ones.
fn best_accepted(header: &str) -> Option<Lang> {
    if header.len() > ACCEPT_BYTES_MAX {
        return None;
    }
    let mut best: Option<(u32, Lang)> = None;
    for item in header.split(',') {
        let mut parts = item.trim().split(';');
        let Some(lang) = parts.next().and_then(Lang::from_tag) else { continue };
        let weight = parts.find_map(|p| p.trim().strip_prefix("q=")).map_or(Some(1000), thousandths).unwrap_or(0);
        if weight > 0 && best.is_none_or(|(known, _)| weight > known) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

/// Reads a weight such as `0.8` in thousandths, without floating point.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    let whole: u32 = whole.parse().ok().filter(|n| *n <= 1)?;
    let fraction: u32 = format!("{fraction:0<3}").parse().ok().filter(|_| fraction.len() <= 3)?;
    Some(whole * 1000 + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_of_the_visitor_comes_before_that_of_the_browser() {
        let cases = [
            (Some("ru"), Some("fr"), Lang::Ru),
            (Some("klingon"), Some("fr;q=0.3, zh-CN;q=0.9, de"), Lang::Zh),
            (None, Some("de, it;q=0.9"), Lang::Es),
            (None, Some("ar-EG, en;q=0.9"), Lang::Ar),
            (None, Some("en;q=0, fr;q=0.001"), Lang::Fr),
            (None, Some("en;q=7"), Lang::Es),
            (None, None, Lang::Es),
        ];
        for (cookie, accept, expected) in cases {
            assert_eq!(Lang::negotiate(cookie, accept, Lang::Es), expected, "{cookie:?} {accept:?}");
        }
        assert_eq!(Lang::negotiate(None, Some(&"fr,".repeat(400)), Lang::En), Lang::En);
    }
}
