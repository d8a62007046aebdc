//! Thai: consonants by the royal scheme, vowels roughly; vowels of a Thai name are compared leniently anyway.

pub(super) fn readings(word: &str) -> Vec<String> {
    vec![write(word, false), write(word, true)]
}

/// Writes a word; at the end of a syllable consonants sound as few others, or (`as_spelt`) as they are written.
fn write(word: &str, as_spelt: bool) -> String {
    let letters: Vec<char> = silence(word);
    let mut out = String::new();
    let mut held: Option<&'static str> = None;
    for (at, c) in letters.iter().enumerate() {
        if let Some(vowel) = leading(*c) {
            held = Some(vowel);
            continue;
        }
        let next = letters.get(at + 1).copied();
        if let Some(initial) = consonant(*c) {
            if *c == 'อ' && (next.is_some_and(|n| sign(n).is_some()) || held.is_some()) {
                out.push_str(held.take().unwrap_or(""));
                continue;
            }
            let closes = held.is_none() && !next.is_some_and(|n| sign(n).is_some()) && !out.is_empty() && out.ends_with(['a', 'e', 'i', 'o', 'u']);
            out.push_str(if closes && !as_spelt { closing(*c) } else { initial });
            let cluster = held.is_some() && matches!(next, Some('ร' | 'ล' | 'ว'));
            if !cluster && let Some(vowel) = held.take() {
                out.push_str(vowel);
            } else if !closes && held.is_none() && next.is_some_and(|n| consonant(n).is_some()) && next != Some('อ') {
                out.push(if letters.len() - at <= 2 { 'o' } else { 'a' });
            }
        } else {
            out.push_str(sign(*c).unwrap_or(""));
        }
    }
    out.push_str(held.unwrap_or(""));
    out
}

/// Letters without tone marks and without those that a sign makes silent.
fn silence(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for c in word.chars() {
        match c {
            '\u{E4C}' => {
                // The silenced consonant may carry a vowel sign of its own.
                if letters.last().is_some_and(|l| matches!(l, '\u{E34}' | '\u{E38}')) {
                    letters.pop();
                }
                letters.pop();
            }
            '\u{E48}'..='\u{E4B}' | '\u{E47}' | '\u{E4E}' => {}
            _ => letters.push(c),
        }
    }
    letters
}

fn leading(c: char) -> Option<&'static str> {
    Some(match c {
        'เ' => "e",
        'แ' => "ae",
        'โ' => "o",
        'ใ' | 'ไ' => "ai",
        _ => return None,
    })
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{E30}' | '\u{E31}' | '\u{E32}' => "a",
        '\u{E33}' => "am",
        '\u{E34}' | '\u{E35}' => "i",
        '\u{E36}' | '\u{E37}' => "ue",
        '\u{E38}' | '\u{E39}' => "u",
        _ => return None,
    })
}

fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
        'ก' => "k", 'ข' | 'ฃ' | 'ค' | 'ฅ' | 'ฆ' => "kh", 'ง' => "ng", 'จ' => "ch", 'ฉ' | 'ช' | 'ฌ' => "ch",
        'ซ' | 'ศ' | 'ษ' | 'ส' => "s", 'ญ' | 'ย' => "y", 'ฎ' | 'ด' => "d", 'ฏ' | 'ต' => "t",
        'ฐ' | 'ฑ' | 'ฒ' | 'ถ' | 'ท' | 'ธ' => "th", 'ณ' | 'น' => "n", 'บ' => "b", 'ป' => "p", 'ผ' | 'พ' | 'ภ' => "ph",
        'ฝ' | 'ฟ' => "f", 'ม' => "m", 'ร' => "r", 'ฤ' => "ri", 'ล' | 'ฬ' => "l", 'ว' => "w", 'ห' | 'ฮ' => "h", 'อ' => "o",
        _ => return None,
    })
}

fn closing(c: char) -> &'static str {
    match c {
        'ก' | 'ข' | 'ค' | 'ฆ' => "k",
        'ง' => "ng",
        'จ' | 'ช' | 'ซ' | 'ศ' | 'ษ' | 'ส' | 'ด' | 'ต' | 'ถ' | 'ท' | 'ธ' | 'ฎ' | 'ฏ' | 'ฐ' | 'ฑ' | 'ฒ' => "t",
        'ญ' | 'ณ' | 'น' | 'ร' | 'ล' | 'ฬ' => "n",
        'บ' | 'ป' | 'พ' | 'ภ' | 'ฟ' => "p",
        'ม' => "m",
        'ย' => "i",
        'ว' => "o",
        _ => "",
    }
}
