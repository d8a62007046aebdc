//! From any text to bounded, visible, composed lower-case text: what hides or piles up is taken out, and said.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::flags::Flags;
use crate::limits::{CHARS_MAX, MARKS_MAX};
use crate::script::Script;

/// Text ready to be cut into words, and what was strange about it.
pub(crate) struct Clean {
    /// Composed (NFKC), without invisible characters.
    pub(crate) text: String,
    pub(crate) flags: Flags,
}

/// Cleans `raw`. Work and result are bounded by [`CHARS_MAX`].
pub(crate) fn clean(raw: &str) -> Clean {
    let mut flags = Flags::default();
    if raw.len() <= CHARS_MAX && raw.is_ascii() && !raw.bytes().any(|b| b.is_ascii_control()) {
        return Clean { text: raw.to_owned(), flags };
    }
    let mut kept = String::with_capacity(raw.len().min(CHARS_MAX * 4));
    let (mut marks, mut before) = (0usize, None);
    for (at, c) in raw.chars().enumerate() {
        if at >= CHARS_MAX {
            flags.insert(Flags::CUT);
            break;
        }
        if is_hidden(c) {
            let joiner = matches!(c, '\u{200C}' | '\u{200D}' | '\u{640}' | '\u{AD}');
            let natural = joiner && !matches!(before, Some(Script::Latin | Script::Cyrillic | Script::Greek));
            if !natural {
                flags.insert(Flags::HIDDEN);
            }
            continue;
        }
        if is_combining_mark(c) {
            marks += 1;
            if marks > MARKS_MAX {
                flags.insert(Flags::HIDDEN);
                continue;
            }
        } else {
            marks = 0;
            before = Script::of(c);
        }
        kept.push(if c.is_control() || c.is_whitespace() { ' ' } else { c });
    }
    // A compatibility character can stand for eighteen others: the bound holds for the result, too.
    let mut text = String::with_capacity(kept.len());
    for (at, c) in kept.nfkc().enumerate() {
        if at >= CHARS_MAX {
            flags.insert(Flags::CUT);
            break;
        }
        if c != '\u{640}' {
            text.push(c);
        }
    }
    // The compatibility form takes the Thai am apart; names are written with it whole.
    if text.contains('\u{E4D}') {
        text = text.replace("\u{E4D}\u{E32}", "\u{E33}");
    }
    Clean { text, flags }
}

/// Characters that a reader does not see and that a search must not trip over.
fn is_hidden(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x34F | 0x61C | 0x640 | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hides_is_taken_out_and_said() {
        for hidden in ["Or\u{200B}lova", "Or\u{202E}lova", "\u{FEFF}Orlova", "Orl\u{AD}ova", "Or\u{200D}lova"] {
            let clean = clean(hidden);
            assert_eq!(clean.text, "Orlova");
            assert!(clean.flags.contains(Flags::HIDDEN), "{hidden:?}");
        }
    }

    #[test]
    fn the_joiners_of_persian_and_hindi_are_ordinary() {
        for text in ["رضا\u{200C}زاده", "क्\u{200D}ष"] {
            assert!(!clean(text).flags.contains(Flags::HIDDEN));
        }
    }

    #[test]
    fn piles_of_marks_and_long_texts_are_cut() {
        let pile = clean(&format!("a{}", "\u{301}".repeat(5000)));
        assert!(pile.text.chars().count() <= MARKS_MAX + 1 && pile.flags.contains(Flags::HIDDEN));
        let long = clean(&"\u{FDFA}".repeat(5000));
        assert!(long.text.chars().count() <= CHARS_MAX && long.flags.contains(Flags::CUT));
    }
}
