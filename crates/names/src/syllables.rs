//! Chinese and Korean names in Latin letters: given names of two syllables are one word, however they are spaced, and
//! a Chinese syllable that differs is another name.

use std::sync::OnceLock;

use hashbrown::HashSet;

use crate::parse::{Role, Word};
use crate::script::Script;
use crate::tables;
use crate::token::bit;

/// Chinese syllables in pinyin: first sounds, then what may follow them.
const PINYIN: &str = "b:a,o,ai,ei,ao,an,en,ang,eng,i,ie,iao,ian,in,ing,u p:a,o,ai,ei,ao,ou,an,en,ang,eng,i,ie,iao,ian,in,ing,u \
m:a,o,e,ai,ei,ao,ou,an,en,ang,eng,i,ie,iao,iu,ian,in,ing,u f:a,o,ei,ou,an,en,ang,eng,u \
d:a,e,ai,ei,ao,ou,an,ang,eng,ong,i,ie,iao,iu,ian,ing,u,uo,ui,uan,un t:a,e,ai,ao,ou,an,ang,eng,ong,i,ie,iao,ian,ing,u,uo,ui,uan,un \
n:a,e,ai,ei,ao,ou,an,en,ang,eng,ong,i,ie,iao,iu,ian,in,iang,ing,u,uo,uan,yu,ue l:a,e,ai,ei,ao,ou,an,ang,eng,ong,i,ia,ie,iao,iu,ian,in,iang,ing,u,uo,uan,un,yu,ue \
g,k,h:a,e,ai,ei,ao,ou,an,en,ang,eng,ong,u,ua,uo,uai,ui,uan,un,uang j,q,x:i,ia,ie,iao,iu,ian,in,iang,ing,iong,u,ue,uan,un \
zh,ch,sh:a,e,i,ai,ei,ao,ou,an,en,ang,eng,ong,u,ua,uo,uai,ui,uan,un,uang r:e,i,ao,ou,an,en,ang,eng,ong,u,uo,ui,uan,un \
z,c,s:a,e,i,ai,ei,ao,ou,an,en,ang,eng,ong,u,uo,ui,uan,un y:a,e,i,ao,o,ou,an,in,ang,ing,ong,u,ue,uan,un w:a,o,u,ai,ei,an,en,ang,eng \
:a,o,e,ai,ei,ao,ou,an,en,ang,eng,er";

fn pinyin() -> &'static HashSet<String> {
    static TABLE: OnceLock<HashSet<String>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = PINYIN.split_whitespace().filter_map(|row| row.split_once(':'));
        rows.flat_map(|(first, last)| {
            first.split(',').flat_map(move |f| last.split(',').map(move |l| format!("{f}{l}")))
        })
        .collect()
    })
}

/// Whether `word` is one or more pinyin syllables.
pub(crate) fn is_pinyin(word: &str) -> bool {
    if word.len() > 18 {
        return false;
    }
    let table = pinyin();
    // The ends that can be reached by whole syllables, bit per byte.
    let mut reached = 1u32;
    for start in 0..word.len() {
        if reached >> start & 1 == 0 {
            continue;
        }
        for end in start + 1..=word.len().min(start + 6) {
            if word.get(start..end).is_some_and(|part| table.contains(part)) {
                reached |= 1 << end;
            }
        }
    }
    reached >> word.len() & 1 == 1
}

/// Whether a word is one short syllable of East Asia as romanised in passports.
fn is_short_syllable(word: &str) -> bool {
    let vowel = |c: char| "aeiouy".contains(c);
    let body = word.trim_start_matches(|c| !vowel(c));
    let end = body.trim_start_matches(vowel);
    let begin = word.len() - body.len();
    word.len() <= 6
        && begin <= 3
        && !body.is_empty()
        && matches!(end, "" | "n" | "ng" | "k" | "l" | "m" | "p" | "t" | "h" | "r" | "e")
}

/// Whether a folded word is at most three syllables as Chinese and Korean names have them in any romanisation.
pub(crate) fn is_syllables(word: &[u8]) -> bool {
    const FIRST: [&[u8]; 14] =
        [b"kk", b"tt", b"pp", b"ss", b"jj", b"ch", b"sh", b"zh", b"ts", b"hs", b"kw", b"gw", b"hw", b""];
    let is_vowel = |letter: &u8| b"aeiouy".contains(letter);
    let syllables = |word: &[u8]| {
        let single = word.first().is_some_and(|letter| b"bcdfghjklmnpqrstwxyz".contains(letter));
        let begins = FIRST.iter().filter(|first| word.starts_with(first)).map(|first| first.len());
        let mut ends = Vec::new();
        for begin in begins.chain(single.then_some(1)) {
            let vowels = word.iter().skip(begin).take(4).take_while(|letter| is_vowel(letter)).count();
            for at in (1..=vowels).map(|vowels| begin + vowels) {
                ends.push(at);
                let rest = word.get(at..).unwrap_or_default();
                ends.extend(rest.first().filter(|letter| b"nmlkpthr".contains(letter)).map(|_| at + 1));
                ends.extend(rest.starts_with(b"ng").then_some(at + 2));
            }
        }
        ends
    };
    let mut reached = vec![0];
    for _ in 0..3 {
        let from = |at: usize| syllables(word.get(at..).unwrap_or_default()).into_iter().map(move |end| at + end);
        reached = reached.into_iter().flat_map(from).collect();
        reached.sort_unstable();
        reached.dedup();
        if reached.contains(&word.len()) {
            return true;
        }
    }
    false
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
        let role = |at: usize| words.get(at).is_some_and(|w| w.role == Role::Family);
        let (first, second) = (family(*a) && fits(*b) && fits(*c), family(*c) && fits(*a) && fits(*b));
        let begin = match (first, second) {
            // Both ends could be the family name: only a hyphen tells, or a comma has told.
            (true, true) if hyphen(*a) || role(*c) => Some(*a),
            (true, true) if hyphen(*b) || role(*a) => Some(*b),
            (true, true) => None,
            // A hyphen that joins the other two says that this is another kind of name.
            (true, false) => Some(*b).filter(|_| !hyphen(*a)),
            (false, true) => Some(*a).filter(|_| !hyphen(*b)),
            (false, false) => None,
        };
        if let Some(begin) = begin {
            merge(words, begin);
        }
    }
    let mut names = words.iter().filter(|w| is_name(w));
    if names.all(|w| w.script == Script::Han || w.latin.is_ascii() && is_pinyin(&w.latin))
        && words.iter().any(east_asian_family)
    {
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
            ("Young-soo Kim", "youngsoo kim"),
            ("Kim, Young Soo", "youngsoo kim"),
            ("Ann Marie Lee", "ann marie lee"),
            ("Juan Cruz Perez", "juan cruz perez"),
        ] {
            assert_eq!(Name::person(name).latin(), latin);
        }
    }

    #[test]
    fn pinyin_is_told_from_other_words() {
        for word in ["zhiqiang", "xian", "lyu", "wei", "ouyang", "haier"] {
            assert!(is_pinyin(word), "{word}");
        }
        for word in ["schmidt", "ivanov", "kwok", "tsang", "hung", "zhiiang", "haito"] {
            assert!(!is_pinyin(word), "{word}");
        }
    }
}
