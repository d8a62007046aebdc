//! Keys for plain search: one form for many ways of writing a name or an account number.
//!
//! They find what is written alike; who is who across reports is not decided here.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A name without case, marks, punctuation and order of its words: `Müller, José` and `JOSE MULLER` have one key.
/// Letters of other scripts stay what they are. Empty for a name without a letter or digit.
pub fn name(text: &str) -> String {
    if text.is_ascii() {
        return sorted(&text.to_ascii_lowercase());
    }
    let folded: String =
        text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).map(plain).collect();
    sorted(&folded)
}

/// An account number or IBAN without spaces, hyphens and case.
pub fn account(text: &str) -> String {
    if text.is_ascii() {
        let mut key = text.to_ascii_uppercase();
        key.retain(|c| c.is_ascii_alphanumeric());
        return key;
    }
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// Letters that decomposition leaves alone although people write them plainly.
const fn plain(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ı' => 'i',
        'ħ' => 'h',
        _ => c,
    }
}

fn sorted(text: &str) -> String {
    let mut words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_written_alike_have_one_key() {
        for (text, key) in [
            ("José Müller", "jose muller"),
            ("MULLER, JOSE", "jose muller"),
            ("Łukasz Øster", "lukasz oster"),
            ("al-Hassan, Ali", "al ali hassan"),
            ("محمد عليّ", "علي محمد"),
            ("Иван Петров", "иван петров"),
            ("王 伟", "伟 王"),
            ("İstanbul", "istanbul"),
            (" -- ", ""),
        ] {
            assert_eq!(name(text), key, "{text}");
        }
    }

    #[test]
    fn numbers_are_compared_without_spacing_and_case() {
        assert_eq!(account("zz12 3456-7890 ab"), "ZZ1234567890AB");
        assert_eq!(account(" - "), "");
        assert_eq!(account("ö1-é 2"), "Ö1É2");
    }
}
