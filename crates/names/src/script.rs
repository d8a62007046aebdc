//! The script of a character, as far as names need it.

/// A writing system. What has no own romaniser here is [`Script::Other`] and goes letter by letter through a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum Script {
    /// Latin with all its accents; also words without any letter.
    #[default]
    Latin,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic, Persian, Urdu, Pashto, Kurdish: short vowels are mostly not written.
    Arabic,
    /// Hebrew: vowels are mostly not written.
    Hebrew,
    /// Chinese characters, also in Japanese and Korean names.
    Han,
    /// Hiragana and katakana.
    Kana,
    /// Korean.
    Hangul,
    /// Devanagari.
    Devanagari,
    /// Thai.
    Thai,
    /// Ethiopic (Amharic, Tigrinya).
    Ethiopic,
    /// Armenian.
    Armenian,
    /// Georgian.
    Georgian,
    /// Any other.
    Other,
}

impl Script {
    /// The script of a letter or mark; `None` for what is in no script (digits, punctuation, spaces).
    pub fn of(c: char) -> Option<Self> {
        let code = u32::from(c);
        Some(match code {
            0x41..=0x5A | 0x61..=0x7A | 0xAA | 0xBA | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x24F => Self::Latin,
            0x250..=0x2AF | 0x1D00..=0x1D7F | 0x1E00..=0x1EFF | 0x2C60..=0x2C7F | 0xA720..=0xA7FF => Self::Latin,
            0x370..=0x373 | 0x376..=0x377 | 0x37B..=0x37D | 0x37F..=0x3FF | 0x1F00..=0x1FFF => Self::Greek,
            0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Self::Cyrillic,
            0x531..=0x58A | 0xFB13..=0xFB17 => Self::Armenian,
            0x591..=0x5F2 | 0xFB1D..=0xFB4F => Self::Hebrew,
            0x610..=0x61A | 0x620..=0x65F | 0x66E..=0x6EF | 0x6FA..=0x6FF => Self::Arabic,
            0x750..=0x77F | 0x870..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Self::Arabic,
            0x900..=0x963 | 0x970..=0x97F | 0xA8E0..=0xA8FF => Self::Devanagari,
            0xE01..=0xE3A | 0xE40..=0xE4E => Self::Thai,
            0x10A0..=0x10FF | 0x1C90..=0x1CBF | 0x2D00..=0x2D2F => Self::Georgian,
            0x1200..=0x135F | 0x1380..=0x139F | 0x2D80..=0x2DDF | 0xAB00..=0xAB2F => Self::Ethiopic,
            0x1100..=0x11FF | 0x3130..=0x318F | 0xA960..=0xA97F | 0xAC00..=0xD7FF => Self::Hangul,
            0x3041..=0x309F | 0x30A1..=0x30FF | 0x31F0..=0x31FF | 0xFF66..=0xFF9F => Self::Kana,
            0x2E80..=0x2FDF | 0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF => Self::Han,
            0x20000..=0x3FFFF => Self::Han,
            _ if c.is_alphabetic() => Self::Other,
            _ => return None,
        })
    }

    /// Whether vowels are mostly not written, so that a romanised word shows its consonants only.
    pub fn lacks_vowels(self) -> bool {
        matches!(self, Self::Arabic | Self::Hebrew)
    }

    /// Whether words are written without spaces between them.
    pub fn runs_on(self) -> bool {
        matches!(self, Self::Han | Self::Kana | Self::Hangul)
    }
}

/// The letter of `to` that looks the same as `c`, for the pairs of scripts used to dodge a search.
pub(crate) fn look_alike(c: char, to: Script) -> Option<char> {
    const PAIRS: &str = "aаα bЬβ cсϲ dԁ eеε hһ iіι jјϳ kкκ mмμ nпη oоο pрρ sѕ tтτ uυ vѵν wԝω xхχ yуγ bв hн";
    PAIRS
        .split(' ')
        .find_map(|set| set.chars().any(|x| x == c).then(|| set.chars().find(|x| Script::of(*x) == Some(to))).flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_script_is_known_by_its_letters() {
        let table = [
            ("aéßøłİ", Script::Latin),
            ("жЇӘ", Script::Cyrillic),
            ("αΏ", Script::Greek),
            ("محپگی", Script::Arabic),
            ("שלום", Script::Hebrew),
            ("王陳々", Script::Han),
            ("ひカー", Script::Kana),
            ("김ㄱ", Script::Hangul),
            ("राहु", Script::Devanagari),
            ("สมชาย", Script::Thai),
            ("አበበ", Script::Ethiopic),
            ("Հայ", Script::Armenian),
            ("გიორგი", Script::Georgian),
            ("বাংলা", Script::Other),
        ];
        for (text, script) in table {
            for c in text.chars().filter(|c| c.is_alphabetic()) {
                assert_eq!(Script::of(c), Some(script), "{c}");
            }
        }
        for c in " 7٣-.,'".chars() {
            assert_eq!(Script::of(c).filter(|s| *s != Script::Other), None, "{c:?}");
        }
    }

    #[test]
    fn letters_that_look_alike_meet() {
        assert_eq!(look_alike('а', Script::Latin), Some('a'));
        assert_eq!(look_alike('a', Script::Cyrillic), Some('а'));
        assert_eq!(look_alike('ο', Script::Latin), Some('o'));
        assert_eq!(look_alike('ж', Script::Latin), None);
    }
}
