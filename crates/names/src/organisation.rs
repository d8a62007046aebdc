//! Names of companies, authorities and ships: legal forms, numbers, words that say nothing.

use crate::clean::clean;
use crate::flags::Flags;
use crate::legal::{self, LegalClass};
use crate::parse::{Name, Role, Word};
use crate::person::is_placeholder;
use crate::prepared::NameKind;
use crate::translit;
use crate::words::{Raw, cut};

/// Words of company names that join and say nothing.
const EMPTY: &[&str] = &[
    "the", "of", "and", "for", "et", "und", "de", "la", "le", "les", "des", "du", "der", "die", "das", "fur", "für",
    "y", "e", "i", "и", "del", "el", "al", "ال", "و", "in", "on", "to", "dba", "da", "do", "dos", "di",
];
/// What stands before the name of a ship.
const SHIP: &[&str] = &[
    "mv", "ms", "mt", "ss", "mts", "mvs", "fv", "my", "sy", "rv", "lng", "lpg", "vlcc", "nb", "tug", "vessel", "motor",
];

pub(crate) fn parse(text: &str, kind: NameKind) -> Name {
    let cleaned = clean(text);
    let mut flags = cleaned.flags;
    let (rest, mut class) = if kind == NameKind::Organisation {
        legal::cut_attached(&cleaned.text)
    } else {
        (cleaned.text, LegalClass::None)
    };
    let raws = cut(&rest, &mut flags);
    if is_placeholder(raws.iter()) {
        flags.insert(Flags::PLACEHOLDER);
    }
    let mut roles = vec![Role::Unknown; raws.len()];
    if kind == NameKind::Organisation {
        mark_legal(&raws, &mut roles, &mut class);
    }
    mark_empty(&raws, &mut roles, kind);
    let count = raws.len();
    let mut words = Vec::with_capacity(count);
    for (at, (raw, role)) in raws.into_iter().zip(roles).enumerate() {
        let roman = (at > 0 && role == Role::Unknown).then(|| roman(&raw.text)).flatten();
        let mut word = Word::from_raw(raw, role);
        if let (Some(value), Role::Unknown) = (roman, word.role) {
            word.latin = value.to_string();
            word.role = Role::Number;
        }
        if word.role == Role::Number {
            let digits = word.latin.trim_start_matches('0');
            word.latin = if digits.is_empty() { "0".to_owned() } else { digits.to_owned() };
        }
        words.push(word);
    }
    join_letters(&mut words);
    Name { kind, words, legal: class, generation: 0, flags }
}

/// Latin legal forms that stand before the name; those of other scripts may always.
const BEFORE: &[&str] = &[
    "pt",
    "ptpersero",
    "cv",
    "ooo",
    "oao",
    "zao",
    "pao",
    "ao",
    "too",
    "tov",
    "ip",
    "fgup",
    "gup",
    "congtytnhh",
    "ctcp",
    "jsc",
    "uab",
    "sia",
    "stichting",
    "fundacion",
    "fundacao",
    "fondation",
    "fondazione",
    "asociacion",
    "associazione",
];

/// Marks legal forms at the end and the beginning, never the whole name.
fn mark_legal(raws: &[Raw], roles: &mut [Role], class: &mut LegalClass) {
    let (mut start, mut end) = (0, raws.len());
    for _ in 0..3 {
        let taken = (1..=8usize.min(end.saturating_sub(start + 1))).rev().find_map(|count| {
            let joined = joined(raws.get(end - count..end)?);
            let folded = || legal::class_of(&translit::fold(&joined));
            Some((count, legal::class_of(&joined).or_else(folded)?))
        });
        let Some((count, found)) = taken else { break };
        roles.iter_mut().take(end).skip(end - count).for_each(|role| *role = Role::LegalForm);
        *class = if *class == LegalClass::None { found } else { *class };
        end -= count;
    }
    for _ in 0..2 {
        let taken = (1..=8usize.min(end.saturating_sub(start + 1))).rev().find_map(|count| {
            let joined = joined(raws.get(start..start + count)?);
            let before = !joined.is_ascii() || BEFORE.contains(&joined.as_str());
            Some((count, legal::class_of(&joined).filter(|_| before)?))
        });
        let Some((count, found)) = taken else { break };
        roles.iter_mut().take(start + count).skip(start).for_each(|role| *role = Role::LegalForm);
        *class = if *class == LegalClass::None { found } else { *class };
        start += count;
    }
}

fn joined(raws: &[Raw]) -> String {
    raws.iter().map(|raw| raw.text.as_str()).collect()
}

fn mark_empty(raws: &[Raw], roles: &mut [Role], kind: NameKind) {
    let mut left = roles.iter().filter(|role| **role == Role::Unknown).count();
    for (at, (raw, role)) in raws.iter().zip(roles).enumerate() {
        let ship = kind == NameKind::Vessel
            && at < 2
            && (SHIP.contains(&raw.text.as_str())
                || (at == 0 && raw.text == "m" || raw.text == "v" || raw.text == "t") && left > 2);
        if left > 1 && *role == Role::Unknown && (ship || EMPTY.contains(&raw.text.as_str())) {
            *role = Role::Particle;
            left -= 1;
        }
    }
}

/// The value of a Roman number up to thirty-nine with at least two letters, or `v`, `x`.
fn roman(text: &str) -> Option<u32> {
    if text.len() > 6 || text.is_empty() || text == "i" {
        return None;
    }
    let value = |b: u8| match b {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        _ => None,
    };
    let values: Vec<u32> = text.bytes().map(value).collect::<Option<_>>()?;
    let mut total = 0;
    for (at, value) in values.iter().enumerate() {
        if values.get(at + 1).is_some_and(|next| next > value) {
            total -= *value as i32;
        } else {
            total += *value as i32;
        }
    }
    u32::try_from(total).ok()
}

/// Single letters in a row are one word: `A B C Trading` is `ABC Trading`.
fn join_letters(words: &mut Vec<Word>) {
    let mut at = 0;
    while at + 1 < words.len() {
        let single = |w: Option<&Word>| w.is_some_and(|w| w.role == Role::Unknown && w.latin.len() == 1);
        if single(words.get(at)) && single(words.get(at + 1)) {
            let mut count = 2;
            while single(words.get(at + count)) {
                count += 1;
            }
            let tail: Vec<Word> = words.drain(at + 1..at + count).collect();
            if let Some(head) = words.get_mut(at) {
                for word in tail {
                    head.original.push_str(&word.original);
                    head.latin.push_str(&word.latin);
                }
                head.readings.clear();
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, LegalClass) {
        let name = parse(text, NameKind::Organisation);
        (name.latin(), name.legal)
    }

    #[test]
    fn legal_forms_are_a_class_and_no_word() {
        assert_eq!(read("Brandauer Holz GmbH"), ("brandauer holz".to_owned(), LegalClass::Limited));
        assert_eq!(read("ООО Ромашка"), ("romashka".to_owned(), LegalClass::Limited));
        assert_eq!(read("A.B.C. Trading S.A."), ("abc trading".to_owned(), LegalClass::JointStock));
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(read("Ardent Fund III").0, "ardent fund 3");
        assert_eq!(read("Ardent Fund 03").0, "ardent fund 3");
    }

    #[test]
    fn ships_lose_their_prefix() {
        assert_eq!(parse("M/V Ocean Lark", NameKind::Vessel).latin(), "ocean lark");
        assert_eq!(parse("MT OCEAN LARK", NameKind::Vessel).latin(), "ocean lark");
    }
}
