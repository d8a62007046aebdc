//! Devanagari as Hindi, Marathi and Nepali names are written in passports.

pub(super) fn readings(word: &str) -> Vec<String> {
    let full = syllables(word);
    let first = write(&full, false);
    let second = write(&full, true);
    vec![second, first]
}

/// Consonants with the vowel that follows: `None` where it is the unwritten a.
struct Syllable {
    consonant: &'static str,
    vowel: Option<&'static str>,
    nasal: bool,
}

fn syllables(word: &str) -> Vec<Syllable> {
    let mut all: Vec<Syllable> = Vec::new();
    for c in word.chars() {
        if let Some(consonant) = consonant(c) {
            all.push(Syllable { consonant, vowel: None, nasal: false });
        } else if let Some(vowel) = free_vowel(c) {
            all.push(Syllable { consonant: "", vowel: Some(vowel), nasal: false });
        } else if let Some(last) = all.last_mut() {
            match c {
                '\u{93C}' => last.consonant = dotted(last.consonant),
                '\u{902}' | '\u{901}' => last.nasal = true,
                _ => last.vowel = sign(c).or(last.vowel),
            }
        }
    }
    all
}

/// Writes the syllables; the unwritten a falls at the end, and (`medial`) between two open syllables.
fn write(all: &[Syllable], medial: bool) -> String {
    let mut out = String::new();
    for (at, syllable) in all.iter().enumerate() {
        let previous = at.checked_sub(1).and_then(|before| all.get(before));
        let next = all.get(at + 1);
        out.push_str(syllable.consonant);
        match syllable.vowel {
            Some(vowel) => out.push_str(vowel),
            None => {
                let after_cluster = previous.is_some_and(|p| p.vowel == Some(""));
                let falls_last = next.is_none() && at > 0 && !after_cluster && !syllable.nasal;
                let open = |s: Option<&Syllable>| s.is_some_and(|s| s.vowel != Some(""));
                let next_full = next.is_some_and(|n| n.vowel.is_some_and(|v| !v.is_empty()) && !n.consonant.is_empty());
                let falls_inside = medial && at > 1 && open(previous) && next_full && !syllable.nasal;
                if !falls_last && !falls_inside {
                    out.push('a');
                }
            }
        }
        if syllable.nasal {
            let lips = next.is_some_and(|n| n.consonant.starts_with(['p', 'b', 'm']));
            out.push(if lips { 'm' } else { 'n' });
        }
    }
    out
}

fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
        'क' => "k",
        'ख' => "kh",
        'ग' => "g",
        'घ' => "gh",
        'ङ' | 'ञ' | 'ण' | 'न' | 'ऩ' => "n",
        'च' => "ch",
        'छ' => "chh",
        'ज' => "j",
        'झ' => "jh",
        'ट' | 'त' => "t",
        'ठ' | 'थ' => "th",
        'ड' | 'द' => "d",
        'ढ' | 'ध' => "dh",
        'प' => "p",
        'फ' => "ph",
        'ब' => "b",
        'भ' => "bh",
        'म' => "m",
        'य' => "y",
        'र' | 'ऱ' => "r",
        'ल' | 'ळ' => "l",
        'व' => "v",
        'श' | 'ष' => "sh",
        'स' => "s",
        'ह' => "h",
        _ => return None,
    })
}

fn dotted(consonant: &'static str) -> &'static str {
    match consonant {
        "j" => "z",
        "ph" => "f",
        "d" => "r",
        "dh" => "rh",
        other => other,
    }
}

fn free_vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'अ' | 'आ' => "a",
        'इ' | 'ई' => "i",
        'उ' | 'ऊ' => "u",
        'ऋ' => "ri",
        'ए' | 'ऍ' => "e",
        'ऐ' => "ai",
        'ओ' | 'ऑ' => "o",
        'औ' => "au",
        _ => return None,
    })
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        'ा' => "a",
        'ि' | 'ी' => "i",
        'ु' | 'ू' => "u",
        'ृ' => "ri",
        'े' | 'ॅ' => "e",
        'ै' => "ai",
        'ो' | 'ॉ' => "o",
        'ौ' => "au",
        '्' => "",
        _ => return None,
    })
}
