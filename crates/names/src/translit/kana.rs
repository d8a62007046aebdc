//! Hiragana and katakana by Hepburn, long vowels single.

const SYLLABLES: &str = "あa いi うu えe おo かka きki くku けke こko がga ぎgi ぐgu げge ごgo さsa しshi すsu せse そso ざza じji ずzu ぜze ぞzo \
たta ちchi つtsu てte とto だda ぢji づzu でde どdo なna にni ぬnu ねne のno はha ひhi ふfu へhe ほho ばba びbi ぶbu べbe ぼbo ぱpa ぴpi ぷpu ぺpe ぽpo \
まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa ゐi ゑe をo んn ゔvu";

/// The reading; of katakana also one without the u and o that Japanese puts between the consonants of foreign names.
pub(super) fn readings(word: &str) -> Vec<String> {
    let plain = reading(word);
    if !word.starts_with(|c| ('ァ'..='ヺ').contains(&c)) {
        return vec![plain];
    }
    let mut bare = String::with_capacity(plain.len());
    let letters: Vec<char> = plain.chars().collect();
    for (at, c) in letters.iter().enumerate() {
        let vowel = |c: Option<&char>| c.is_some_and(|c| "aiueoy".contains(*c));
        let filler = *c == 'u' && at > 0 || *c == 'o' && bare.ends_with(['t', 'd']);
        if !filler || vowel(letters.get(at + 1)) || vowel(at.checked_sub(1).and_then(|b| letters.get(b))) {
            bare.push(*c);
        }
    }
    vec![plain, bare]
}

fn reading(word: &str) -> String {
    let mut out = String::new();
    let mut double = false;
    for c in word.chars() {
        // Katakana stand 0x60 after hiragana.
        let c = if ('ァ'..='ヶ').contains(&c) { char::from_u32(u32::from(c) - 0x60).unwrap_or(c) } else { c };
        match c {
            'っ' => double = true,
            'ゃ' | 'ゅ' | 'ょ' => glide(&mut out, c),
            'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' => small_vowel(&mut out, c),
            'ー' => {}
            _ => {
                let syllable = SYLLABLES.split_whitespace().find_map(|s| s.strip_prefix(c)).unwrap_or("");
                if std::mem::take(&mut double) {
                    out.extend(syllable.chars().next());
                }
                let long = syllable == "u" && out.ends_with(['o', 'u']) || syllable == "o" && out.ends_with('o');
                if !long {
                    out.push_str(syllable);
                }
            }
        }
    }
    out
}

fn glide(out: &mut String, c: char) {
    let vowel = match c {
        'ゃ' => 'a',
        'ゅ' => 'u',
        _ => 'o',
    };
    if out.ends_with('i') {
        out.pop();
    }
    if !out.ends_with("sh") && !out.ends_with("ch") && !out.ends_with('j') {
        out.push('y');
    }
    out.push(vowel);
}

fn small_vowel(out: &mut String, c: char) {
    let vowel = match c {
        'ぁ' => 'a',
        'ぃ' => 'i',
        'ぅ' => 'u',
        'ぇ' => 'e',
        _ => 'o',
    };
    if out.ends_with(['a', 'i', 'u', 'e', 'o']) {
        out.pop();
    }
    out.push(vowel);
}
