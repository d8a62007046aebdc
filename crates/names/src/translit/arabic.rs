//! Arabic script: consonants and long vowels as written; Arabic and Persian readings where letters differ.

pub(super) fn readings(word: &str) -> Vec<String> {
    let stem = stem(word);
    let mut all = vec![write(&stem, false)];
    if word.contains(['ث', 'ذ', 'ض', 'و']) {
        all.push(write(&stem, true));
    }
    all
}

/// The word without its article; `abd` before an article is kept, the article goes.
fn stem(word: &str) -> String {
    if let Some(rest) = word.strip_prefix("عبدال") {
        return format!("عبد{rest}");
    }
    match word.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 3 && rest != "له" => rest.to_owned(),
        _ => word.to_owned(),
    }
}

fn write(word: &str, persian: bool) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut out = String::new();
    for (at, c) in letters.iter().enumerate() {
        let first = at == 0;
        let next = letters.get(at + 1).copied();
        let before_a = matches!(next, Some('ا' | 'آ' | 'ى' | 'ة'));
        let last = next.is_none();
        // An h after a letter that would be read together with it: the vowel between them, which is not written.
        if matches!(c, 'ه' | 'ح' | 'ہ') && out.ends_with(['s', 'z', 'k', 'd', 't', 'g', 'c', 'p']) {
            out.push('e');
        }
        out.push_str(match c {
            'ع' if first => "a",
            'ه' | 'ہ' | 'ھ' | 'ە' if last => "a",
            'ه' | 'ہ' | 'ھ' | 'ە' => "h",
            'و' | 'ۆ' | 'ۇ' if persian => "v",
            'و' | 'ۆ' | 'ۇ' if first || before_a => "w",
            'و' | 'ۆ' | 'ۇ' => "u",
            'ي' | 'ی' | 'ې' | 'ێ' if first => "y",
            'ي' | 'ی' | 'ې' | 'ێ' => "i",
            'ث' | 'ذ' | 'ض' => differing(*c, persian),
            _ => letter(*c),
        });
    }
    out
}

/// Letters that Arabic and Persian read differently.
const fn differing(c: char, persian: bool) -> &'static str {
    match (c, persian) {
        ('ث', false) => "th",
        ('ث', true) => "s",
        ('ذ', false) => "dh",
        ('ض', false) => "d",
        _ => "z",
    }
}

/// Letters that are read alike wherever they stand.
const fn letter(c: char) -> &'static str {
    match c {
        'ا' | 'آ' | 'أ' | 'ى' | 'ٱ' | 'ة' | '\u{64E}' => "a",
        'إ' | 'ئ' | 'ے' | '\u{650}' => "i",
        'ؤ' | '\u{64F}' => "u",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ٹ' => "t",
        'ج' => "j",
        'چ' => "ch",
        'ح' => "h",
        'خ' => "kh",
        'د' | 'ڈ' => "d",
        'ر' | 'ڑ' => "r",
        'ز' | 'ظ' => "z",
        'ژ' => "zh",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ں' => "n",
        _ => "",
    }
}
