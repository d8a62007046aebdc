//! From any script to Latin, the way passports and newspapers write, not the way scholars do.
//!
//! Why own tables and not only a library: measured here on names in twelve scripts, the CLDR transforms of
//! `icu_experimental` 0.7 (the only library with both directions) cost 65 CPU-seconds to build and 2.6 MB in the
//! program, take 4 to 16 µs a name, lack Thai and Chinese to Latin, call themselves unstable, and write `Ŝerbakova` and
//! `mḥmd`, which no passport has. `any_ascii` costs 1 second, 0.6 MB and 0.2 µs, but writes `Papadopoylos`, `smchay`
//! and `srma`. So: small romanisers of our own for the alphabets and syllabaries whose names follow rules, and
//! `any_ascii` for Chinese characters (pinyin without tones) and for scripts that have no romaniser here.
//!
//! A word can have several readings; the first is the likeliest, and comparison takes the best.

mod arabic;
mod cyrillic;
mod devanagari;
mod ethiopic;
mod from_latin;
mod greek;
pub(crate) mod han;
pub(crate) mod hangul;
mod hebrew;
mod kana;
mod thai;

pub use from_latin::from_latin;

use crate::script::Script;
use crate::tables;

/// The folded Latin of one word (`a`–`z`, digits), letter by letter.
pub(crate) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        match c {
            'ə' => out.push('a'),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ñ' => out.push('n'),
            _ => out.extend(
                any_ascii::any_ascii_char(c)
                    .chars()
                    .filter(char::is_ascii_alphanumeric)
                    .map(|c| c.to_ascii_lowercase()),
            ),
        }
    }
    out
}

/// The folded Latin readings of a word of `script`, the likeliest first; at least one.
pub(crate) fn readings(word: &str, script: Script) -> Vec<String> {
    if word.is_ascii() {
        return vec![fold(word)];
    }
    let known = tables::read_as(word).map(str::to_owned);
    let made = match script {
        Script::Latin => latin(word),
        Script::Cyrillic => cyrillic::readings(word),
        Script::Greek => greek::readings(word),
        Script::Arabic => arabic::readings(word),
        Script::Hebrew => hebrew::readings(word),
        Script::Devanagari => devanagari::readings(word),
        Script::Thai => thai::readings(word),
        Script::Ethiopic => ethiopic::readings(word),
        Script::Hangul => hangul::readings(word),
        Script::Kana => kana::readings(word),
        Script::Han => han::readings(word),
        Script::Armenian | Script::Georgian | Script::Other => vec![fold(word)],
    };
    let mut all: Vec<String> = Vec::with_capacity(made.len() + 1);
    let vowelless = script.lacks_vowels() && known.is_some();
    for reading in known.into_iter().chain(made.into_iter().filter(|_| !vowelless)) {
        let reading = if reading.is_ascii() { reading } else { fold(&reading) };
        if !reading.is_empty() && !all.contains(&reading) {
            all.push(reading);
        }
    }
    if all.is_empty() {
        all.push(fold(word));
    }
    all
}

/// Latin letters with accents: without them, and where a country writes two letters for one, so too.
fn latin(word: &str) -> Vec<String> {
    let plain = fold(word);
    let spelled: String = word
        .chars()
        .map(|c| match c {
            'ä' | 'æ' => "ae".to_owned(),
            'ö' | 'ø' => "oe".to_owned(),
            'ü' => "ue".to_owned(),
            'å' => "aa".to_owned(),
            'š' | 'ş' | 'ș' => "sh".to_owned(),
            'č' | 'ç' => "ch".to_owned(),
            'ž' => "zh".to_owned(),
            'ć' => "ch".to_owned(),
            'đ' => "dj".to_owned(),
            'ğ' => "gh".to_owned(),
            'ñ' => "ny".to_owned(),
            'ł' => "l".to_owned(),
            'ə' => "e".to_owned(),
            c => c.to_string(),
        })
        .collect();
    vec![plain, fold(&spelled)]
}

/// A word without the Arabic article at its beginning, also where it has taken the sound of the next letter.
pub(crate) fn without_article(latin: &str) -> &str {
    let rest = ["al", "el", "ul", "ar", "as", "an", "ad", "ur", "us"].iter().find_map(|article| {
        let rest = latin.strip_prefix(article)?;
        let lam = article.ends_with('l');
        let doubled = article.bytes().last() == rest.bytes().next();
        (lam || doubled).then_some(rest)
    });
    rest.filter(|rest| rest.len() >= 3).unwrap_or(latin)
}

/// What is left of a word that has an article or particle written on to it (`alnuaimi`, `vanderberg`), where no table
/// knows it as a name of its own.
pub(crate) fn attached_article(latin: &str) -> Option<&str> {
    const PARTICLES: [&str; 8] = ["vander", "vanden", "delas", "delos", "dela", "ben", "bin", "ould"];
    let attached = PARTICLES.iter().find_map(|p| latin.strip_prefix(p)).filter(|rest| rest.len() >= 4);
    let rest = attached.unwrap_or_else(|| without_article(latin));
    (rest.len() < latin.len() && rest.len() >= 4 && tables::known(latin).bits == 0).then_some(rest)
}

/// `abdurrahman`, `abdelrahman`, `abdulrahman` as one form, `abdrahman`.
pub(crate) fn servant(latin: &str) -> Option<String> {
    let rest = latin.strip_prefix("abd")?;
    let after = rest.strip_prefix("oul").or_else(|| rest.strip_prefix("our"));
    let rest = match after {
        Some(after) => after,
        None => {
            let tail = rest.strip_prefix(['a', 'e', 'i', 'o', 'u'])?;
            let mut letters = tail.bytes();
            let (first, second) = (letters.next()?, letters.next()?);
            if first == b'l' || first == second { tail.get(1..)? } else { tail }
        }
    };
    (rest.len() >= 3).then(|| format!("abd{rest}"))
}

/// Writes `word` letter by letter with a table; a letter that is not in it is left out.
fn by_table(word: &str, table: impl Fn(char) -> Option<&'static str>) -> String {
    word.chars().filter_map(table).collect()
}
