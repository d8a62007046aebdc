//! Chinese and Korean names in Latin letters: given names of two syllables are one word, however they are spaced, and
//! a Chinese syllable that differs is another name.

use crate::parse::{Role, Word};
use crate::script::Script;
use crate::tables;
use crate::token::bit;

/// First sounds and endings of Chinese syllables in pinyin.
const FIRST: [&str; 23] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w",
];
const LAST: [&str; 34] = [
    "a", "o", "e", "ai", "ei", "ao", "ou", "an", "en", "ang", "eng", "ong", "i", "ia", "ie", "iao", "iu", "ian", "in", "iang", "ing",
    "iong", "u", "ua", "uo", "uai", "ui", "uan", "un", "uang", "ue", "yu", "yue", "er",
];

/// Whether `word` is one or more pinyin syllables.
fn is_pinyin(word: &str) -> bool {
    if word.is_empty() {
        return true;
    }
    if word.len() > 18 {
        return false;
    }
    let tail = FIRST.iter().find_map(|first| word.strip_prefix(first)).unwrap_or(word);
    LAST.iter().any(|last| tail.strip_prefix(last).is_some_and(is_pinyin))
}

/// Whether a word is one short syllable of East Asia as romanised in passports.
fn is_short_syllable(word: &str) -> bool {
    let vowel = |c: char| "aeiouy".contains(c);
    let body = word.trim_start_matches(|c| !vowel(c));
    let end = body.trim_start_matches(vowel);
    let begin = word.len() - body.len();
    word.len() <= 6 && begin <= 3 && !body.is_empty() && matches!(end, "" | "n" | "ng" | "k" | "l" | "m" | "p" | "t" | "h" | "r" | "e")
}

fn east_asian_family(word: &Word) -> bool {
    word.latin.len() <= 8 && tables::is_east_asian(&word.latin)
}

/// Joins two short syllables beside an East Asian family name, and marks Chinese readings.
pub(crate) fn settle(words: &mut Vec<Word>) {
    let compared: Vec<usize> = (0..words.len()).filter(|at| words.get(*at).is_some_and(is_name)).collect();
    if let [a, b, c] = compared.as_slice()
        && words.iter().all(|w| w.script == Script::Latin || w.script.runs_on())
    {
        let fits = |at: usize| {
            words.get(at).is_some_and(|w| {
                let bits = tables::known(&w.latin).bits;
                is_short_syllable(&w.latin) && bits & (bit::MALE | bit::FEMALE) == 0
            })
        };
        let family = |at: usize| words.get(at).is_some_and(east_asian_family);
        let hyphen = |at: usize| words.get(at).is_some_and(|w| w.joins_next);
        let (first, second) = (family(*a) && fits(*b) && fits(*c), family(*c) && fits(*a) && fits(*b));
        let begin = match (first, second) {
            // Both ends could be the family name: the one that is only sometimes a spelling of one gives way.
            (true, true) => {
                let plain = |at: usize| words.get(at).is_some_and(|w| tables::known(&w.latin).family != 0);
                Some(if hyphen(*a) || !plain(*a) && plain(*c) { *a } else { *b })
            }
            (true, false) => Some(*b),
            (false, true) => Some(*a),
            (false, false) => None,
        };
        if let Some(begin) = begin {
            merge(words, begin);
        }
    }
    let chinese = words.iter().filter(|w| is_name(w)).all(|w| w.script == Script::Han || is_pinyin(&w.latin));
    if chinese && words.iter().any(east_asian_family) {
        words.iter_mut().filter(|w| is_name(w)).for_each(|w| w.syllabic = true);
    }
}

fn is_name(word: &Word) -> bool {
    matches!(word.role, Role::Unknown | Role::Given | Role::Family)
}

fn merge(words: &mut Vec<Word>, begin: usize) {
    let next = (begin + 1..words.len()).find(|at| words.get(*at).is_some_and(is_name));
    let Some(next) = next else { return };
    let tail = words.remove(next);
    if let Some(head) = words.get_mut(begin) {
        head.original.push_str(&tail.original);
        head.latin.push_str(&tail.latin);
        head.joins_next = false;
        head.readings.clear();
        head.role = Role::Given;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Name;

    #[test]
    fn given_names_of_two_syllables_are_one_word() {
        for (name, latin) in [
            ("Wang Xiao Ming", "wang xiaoming"),
            ("Xiao-Ming Wang", "xiaoming wang"),
            ("Kim Young-soo", "kim youngsoo"),
            ("Young Soo Kim", "youngsoo kim"),
            ("Ann Marie Lee", "ann marie lee"),
            ("Juan Cruz Perez", "juan cruz perez"),
        ] {
            assert_eq!(Name::person(name).latin(), latin);
        }
    }

    #[test]
    fn pinyin_is_told_from_other_words() {
        for word in ["zhiqiang", "xian", "lyu", "wei", "ouyang"] {
            assert!(is_pinyin(word), "{word}");
        }
        for word in ["schmidt", "ivanov", "kwok", "tsang"] {
            assert!(!is_pinyin(word), "{word}");
        }
    }
}
