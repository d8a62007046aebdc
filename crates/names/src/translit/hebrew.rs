//! Hebrew without vowel points: letters that are hard or soft give two readings.

pub(super) fn readings(word: &str) -> Vec<String> {
    let mut all = vec![write(word, true)];
    if word.contains(['ב', 'פ', 'כ', 'ו', 'ש']) {
        all.push(write(word, false));
    }
    all
}

fn write(word: &str, hard: bool) -> String {
    let letters: Vec<char> = word.chars().filter(|c| !('\u{591}'..='\u{5C7}').contains(c)).collect();
    let mut out = String::new();
    let mut at = 0;
    while let Some(c) = letters.get(at) {
        let (first, next) = (at == 0, letters.get(at + 1).copied());
        let last = next.is_none();
        // An h after a letter that would be read together with it: the vowel between them, which is not written.
        if matches!(c, 'ה' | 'ח') && out.ends_with(['s', 'z', 'k', 'd', 't', 'g', 'c', 'p']) {
            out.push('e');
        }
        out.push_str(match c {
            'א' | 'ע' if first || last => "a",
            'ב' if first || hard && !last => "b",
            'ב' => "v",
            'ג' if next == Some('׳') => "j",
            'ה' if last => "a",
            'ו' if next == Some('ו') => {
                at += 1;
                "v"
            }
            'ו' if first || !hard => "v",
            'י' if first => "y",
            'כ' | 'ך' if first || hard && !last => "k",
            'כ' | 'ך' => "kh",
            'פ' if hard => "p",
            'פ' => "f",
            'ש' if hard => "sh",
            'ש' => "s",
            _ => letter(*c),
        });
        at += 1;
    }
    out
}

/// Letters that are read alike wherever they stand, or where no other rule is.
const fn letter(c: char) -> &'static str {
    match c {
        'ג' => "g",
        'ד' => "d",
        'ה' | 'ח' => "h",
        'ו' => "o",
        'ז' => "z",
        'ט' | 'ת' => "t",
        'י' => "i",
        'ל' => "l",
        'מ' | 'ם' => "m",
        'נ' | 'ן' => "n",
        'ס' => "s",
        'ף' => "f",
        'צ' | 'ץ' => "tz",
        'ק' => "k",
        'ר' => "r",
        _ => "",
    }
}
