//! Ethiopic as Amharic and Tigrinya names are written in passports.

/// Consonants of the rows of eight from U+1200 on.
const ROWS: [&str; 42] = [
    "h", "l", "h", "m", "s", "r", "s", "sh", "k", "kw", "k", "kw", "b", "v", "t", "ch", "h", "hw", "n", "gn", "", "k",
    "kw", "h", "hw", "w", "", "z", "zh", "y", "d", "d", "j", "g", "gw", "g", "t", "ch", "p", "ts", "ts", "f",
];

pub(super) fn readings(word: &str) -> Vec<String> {
    let letters: Vec<u32> = word.chars().map(u32::from).collect();
    let mut out = String::new();
    for (at, code) in letters.iter().enumerate() {
        let Some(offset) = code.checked_sub(0x1200).filter(|o| *o < 0x158) else { continue };
        let row = usize::try_from(offset / 8).unwrap_or(usize::MAX);
        let consonant = if row == 42 { "p" } else { ROWS.get(row).copied().unwrap_or("") };
        let last = at + 1 == letters.len();
        let after_vowel = out.ends_with(['a', 'e', 'i', 'o', 'u']);
        let throat = consonant == "h" || consonant.is_empty();
        out.push_str(consonant);
        out.push_str(match offset % 8 {
            0 if throat => "a",
            0 => "e",
            1 => "u",
            2 => "i",
            3 => "a",
            4 => "e",
            5 if consonant.is_empty() => "i",
            // Two last consonants without a vowel are spoken with one between: መኮንን Mekonnen.
            5 if at + 2 == letters.len()
                && letters.get(at + 1).is_some_and(|next| next % 8 == 5)
                && after_vowel
                && at > 0 =>
            {
                "e"
            }
            5 if at == 0 || !after_vowel && !last => "i",
            5 => "",
            6 => "o",
            _ => "wa",
        });
    }
    vec![out]
}
