//! Korean: Revised Romanisation, and the looser spelling of passports.

const FIRST: [&str; 19] =
    ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const VOWEL: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
];
const LAST: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "p", "t", "t", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
];

pub(super) fn readings(word: &str) -> Vec<String> {
    vec![write(word, false), write(word, true)]
}

fn write(word: &str, passport: bool) -> String {
    let mut out = String::new();
    for c in word.chars() {
        let Some(code) = u32::from(c).checked_sub(0xAC00).filter(|code| *code < 11172) else { continue };
        let part = |table: &[&'static str], at: u32| {
            usize::try_from(at).ok().and_then(|at| table.get(at)).copied().unwrap_or("")
        };
        let (first, vowel, last) = (part(&FIRST, code / 588), part(&VOWEL, code % 588 / 28), part(&LAST, code % 28));
        if !passport {
            out.push_str(first);
            out.push_str(vowel);
            out.push_str(last);
            continue;
        }
        out.push_str(if first == "g" { "k" } else { first });
        out.push_str(match vowel {
            "eo" => "u",
            "yeo" => "yu",
            "ui" => "i",
            "u" if first.is_empty() => "wu",
            other => other,
        });
        out.push_str(last);
    }
    out
}

/// How many syllables at the beginning of a name written in one piece are the family name.
pub(crate) fn family_length(word: &str) -> usize {
    const DOUBLE: [&str; 8] = ["남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방"];
    let count = word.chars().count();
    if count < 2 {
        0
    } else if count > 2 && DOUBLE.iter().any(|d| word.starts_with(d)) {
        2
    } else {
        1
    }
}
