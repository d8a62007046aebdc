//! Chinese characters: pinyin without tones, Hong Kong and Hokkien spellings, Wade–Giles, and Japanese names by table.

use std::sync::OnceLock;

use hashbrown::HashMap;

use crate::tables::lines;
use crate::token::stable_hash;

#[derive(Default)]
struct Tables {
    forms: HashMap<char, char>,
    southern: HashMap<&'static str, Vec<&'static str>>,
    japanese_family: HashMap<&'static str, &'static str>,
    japanese_given: HashMap<&'static str, &'static str>,
    japanese_parts: HashMap<char, Vec<&'static str>>,
}

/// Chinese family names of two characters.
const DOUBLE: [&str; 14] =
    ["欧阳", "司马", "诸葛", "上官", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐"];

fn tables() -> &'static Tables {
    static TABLE: OnceLock<Tables> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut tables = Tables::default();
        for pair in lines(include_str!("../../data/han_forms.txt")).flat_map(str::split_whitespace) {
            let mut chars = pair.chars();
            if let (Some(old), Some(new)) = (chars.next(), chars.next()) {
                tables.forms.entry(old).or_insert(new);
            }
        }
        let mut now = "";
        for word in lines(include_str!("../../data/cantonese.txt")).flat_map(str::split_whitespace) {
            if word.is_ascii() {
                tables.southern.entry(now).or_default().push(word);
            } else {
                now = word;
            }
        }
        for line in lines(include_str!("../../data/kanji.txt")) {
            let mut words = line.split_whitespace();
            let family = words.next() == Some("f");
            while let (Some(kanji), Some(latin)) = (words.next(), words.next()) {
                let table = if family { &mut tables.japanese_family } else { &mut tables.japanese_given };
                table.entry(kanji).or_insert(latin);
            }
        }
        let mut now = None;
        for word in lines(include_str!("../../data/kanji_parts.txt")).flat_map(str::split_whitespace) {
            if let (true, Some(kanji)) = (word.is_ascii(), now) {
                tables.japanese_parts.entry(kanji).or_default().extend(word.split(','));
            } else {
                now = word.chars().next();
            }
        }
        tables
    })
}

/// The text in one form of characters, whatever form it was written in.
fn one_form(word: &str) -> String {
    let forms = &tables().forms;
    let step = |c: char| forms.get(&c).copied().unwrap_or(c);
    word.chars().map(|c| step(step(c))).collect()
}

/// A number for the characters themselves, to tell words apart that merely sound alike; never 0.
pub(crate) fn form(word: &str) -> u16 {
    (stable_hash(one_form(word).as_bytes()) as u16).max(1)
}

/// How many characters at the beginning of a name written in one piece are the family name; 0 when it is one word.
pub(crate) fn family_length(word: &str) -> usize {
    let count = word.chars().count();
    if count < 2 {
        return 0;
    }
    let head = |n: usize| word.chars().take(n).collect::<String>();
    for n in [3, 2] {
        if count > n && tables().japanese_family.contains_key(head(n).as_str()) {
            return n;
        }
    }
    // Four characters are hardly a Chinese name unless its family name is double.
    if count == 4 && !DOUBLE.contains(&one_form(&head(2)).as_str()) && !by_parts(&head(2)).is_empty() {
        return 2;
    }
    let given = |n: usize| word.chars().skip(n).collect::<String>();
    if count > 2 && tables().japanese_given.contains_key(given(2).as_str()) && !by_parts(&head(2)).is_empty() {
        return 2;
    }
    if count > 2 && DOUBLE.contains(&one_form(&head(2)).as_str()) {
        2
    } else if count <= 4 {
        1
    } else {
        0
    }
}

/// Readings of a word: Japanese first where the word is a Japanese name only, else pinyin first.
pub(super) fn readings(word: &str) -> Vec<String> {
    let mut japanese: Vec<String> = japanese(word).into_iter().collect();
    if japanese.is_empty() && word.chars().count() > 1 {
        japanese = by_parts(word);
    }
    let pinyin = pinyin(word);
    let mut all = Vec::with_capacity(5);
    let simple = one_form(word);
    let southern = southern(&simple);
    // A word that the table of Japanese names has whole is more likely one than not.
    if word.chars().count() > 1 && japanese.len() == 1 && southern.is_none() {
        all.append(&mut japanese);
    }
    all.push(pinyin.concat());
    all.extend(southern);
    all.append(&mut japanese);
    if let Some(whole) = tables().southern.get(simple.as_str()) {
        all.extend(whole.iter().skip(1).map(|s| (*s).to_owned()));
    }
    let old: String = pinyin.iter().map(|syllable| wade_giles(syllable)).collect();
    all.push(old);
    all
}

fn japanese(word: &str) -> Option<String> {
    let tables = tables();
    let find = |word: &str| tables.japanese_family.get(word).or_else(|| tables.japanese_given.get(word)).copied();
    find(word).or_else(|| find(&one_form(word))).map(str::to_owned)
}

/// A Japanese name put together from the readings of its characters: at most four, the likeliest first; none when a
/// character has no reading in names.
fn by_parts(word: &str) -> Vec<String> {
    let parts = &tables().japanese_parts;
    if word.chars().count() > 4 {
        return Vec::new();
    }
    let mut all = vec![String::new()];
    for c in word.chars() {
        let own = parts.get(&c).or_else(|| parts.get(&one_form(&c.to_string()).chars().next().unwrap_or(c)));
        let Some(readings) = own else { return Vec::new() };
        let more: Vec<String> = readings
            .iter()
            .take(3)
            .flat_map(|reading| all.iter().map(move |head| format!("{head}{reading}")))
            .collect();
        all = more;
        all.truncate(6);
    }
    all.truncate(4);
    all
}

/// Syllables without tones.
fn pinyin(word: &str) -> Vec<String> {
    word.chars()
        .map(|c| match c {
            // Family names that are read otherwise than the character alone.
            '曾' => "zeng".to_owned(),
            '单' | '單' => "shan".to_owned(),
            '吕' | '呂' | '律' => "lyu".to_owned(),
            '区' | '區' => "ou".to_owned(),
            '查' => "zha".to_owned(),
            '覃' => "qin".to_owned(),
            _ => super::fold(&c.to_string()),
        })
        .collect()
}

/// As in Hong Kong, when the table has every character.
fn southern(simple: &str) -> Option<String> {
    let table = &tables().southern;
    if let Some(whole) = table.get(simple) {
        return whole.first().map(|s| (*s).to_owned());
    }
    let mut buffer = [0; 4];
    simple.chars().map(|c| table.get(&*c.encode_utf8(&mut buffer)).and_then(|s| s.first()).copied()).collect()
}

/// A pinyin syllable in the Wade–Giles spelling without apostrophes.
fn wade_giles(pinyin: &str) -> String {
    const FIRST: [(&str, &str); 16] = [
        ("zh", "ch"),
        ("ch", "ch"),
        ("sh", "sh"),
        ("j", "ch"),
        ("q", "ch"),
        ("x", "hs"),
        ("z", "ts"),
        ("c", "ts"),
        ("b", "p"),
        ("d", "t"),
        ("g", "k"),
        ("r", "j"),
        ("y", "y"),
        ("w", "w"),
        ("s", "s"),
        ("", ""),
    ];
    let (from, first) = FIRST.into_iter().find(|(from, _)| pinyin.starts_with(from)).unwrap_or(("", ""));
    let rest = pinyin.get(from.len()..).unwrap_or_default();
    let rest = match rest {
        "ian" => "ien".to_owned(),
        "ie" => "ieh".to_owned(),
        "ue" => "ueh".to_owned(),
        "uo" => "o".to_owned(),
        "i" if matches!(from, "zh" | "ch" | "sh" | "r") => "ih".to_owned(),
        "i" if matches!(from, "z" | "c" | "s") => "u".to_owned(),
        "e" if matches!(from, "g" | "k" | "h") => "o".to_owned(),
        "an" if from == "y" => "en".to_owned(),
        _ => rest.replace("ong", "ung"),
    };
    let first = if matches!(from, "z" | "c") && pinyin.len() == 2 && pinyin.ends_with('i') { "tz" } else { first };
    format!("{first}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_hold_the_spellings_of_passports() {
        for (word, latin) in [
            ("陈", "chen"),
            ("陳", "chan"),
            ("黄", "wong"),
            ("泽东", "tsetung"),
            ("大文", "taiman"),
            ("田中", "tanaka"),
            ("张", "chang"),
            ("花子", "hanako"),
            ("小平", "xiaoping"),
            ("林", "lim"),
        ] {
            assert!(readings(word).iter().any(|r| r == latin), "{word} {:?}", readings(word));
        }
    }

    #[test]
    fn both_forms_of_a_character_are_one() {
        assert_eq!(form("陳麗華"), form("陈丽华"));
        assert_ne!(form("伟"), form("维"));
    }

    #[test]
    fn family_names_are_found_in_one_piece() {
        for (name, length) in [("王小明", 1), ("欧阳修文", 2), ("田中太郎", 2), ("佐々木健", 3), ("王", 0)]
        {
            assert_eq!(family_length(name), length, "{name}");
        }
    }
}
