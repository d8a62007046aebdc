//! How a folded Latin word sounds, written so that the usual romanisations of one name in different countries meet.
//!
//! The result is lower-case ASCII with letters of its own meaning: `x` sh, `q` ch (as in *church*), `c` ts, `y` zh,
//! `j` the sound that is j, dj or i-before-vowel, `h` also kh, `k` also q and hard c. Doubled letters are one, silent
//! `h` is gone, digraph vowels are single. It is not a pronunciation of any one language: it errs on the side of
//! letting two spellings meet, and [`crate::distance`] weighs what is left between them.
#![expect(
    clippy::indexing_slicing,
    reason = "`out` is indexed below `SOUND_MAX` after `len < SOUND_MAX`, a table of 32 by five bits; input is read by get"
)]

use crate::limits::SOUND_MAX;

/// A sound: ASCII, at most [`SOUND_MAX`] letters, zero-padded.
pub(crate) type Sound = [u8; SOUND_MAX];

struct Writer {
    out: Sound,
    len: usize,
    /// Two equal letters are two: a vowel that is not written stands between them.
    doubles: bool,
}

impl Writer {
    fn last(&self) -> u8 {
        self.len.checked_sub(1).map_or(0, |at| self.out[at])
    }

    fn push(&mut self, letter: u8) {
        if self.len < SOUND_MAX && (self.doubles || self.last() != letter) {
            self.out[self.len] = letter;
            self.len += 1;
        }
    }
}

pub(crate) const fn is_vowel(b: u8) -> bool {
    const VOWELS: u32 = 1 << (b'a' & 31) | 1 << (b'e' & 31) | 1 << (b'i' & 31) | 1 << (b'o' & 31) | 1 << (b'u' & 31);
    b >= b'a' && VOWELS >> (b & 31) & 1 == 1
}

/// Groups of letters that are one sound, longest first for each first letter.
const GROUPS: &[(&[u8], &[u8])] = &[
    (b"schtsch", b"x"),
    (b"shch", b"x"),
    (b"stch", b"x"),
    (b"tsch", b"q"),
    (b"dsch", b"j"),
    (b"sch", b"x"),
    (b"tch", b"q"),
    (b"dzh", b"j"),
    (b"dj", b"j"),
    (b"sh", b"x"),
    (b"sz", b"x"),
    (b"ch", b"q"),
    (b"cz", b"q"),
    (b"zh", b"y"),
    (b"kh", b"h"),
    (b"gh", b"g"),
    (b"ph", b"f"),
    (b"th", b"t"),
    (b"dh", b"d"),
    (b"bh", b"b"),
    (b"rh", b"r"),
    (b"ck", b"k"),
    (b"qu", b"k"),
    (b"tz", b"c"),
    (b"ts", b"c"),
    (b"wh", b"w"),
    (b"ou", b"u"),
    (b"oo", b"u"),
    (b"ee", b"i"),
    (b"oe", b"o"),
    (b"ue", b"u"),
    (b"ae", b"e"),
];

/// Which letters may follow each letter in a group, a bit for `letter & 31` each.
const FOLLOW: [u32; 32] = {
    let mut follow = [0; 32];
    let mut at = 0;
    while at < GROUPS.len() {
        let from = GROUPS[at].0;
        follow[(from[0] & 31) as usize] |= 1 << (from[1] & 31);
        at += 1;
    }
    follow
};

/// The sound of a folded word (`a`–`z`, digits). Without vowels (`vowelless`) no `h` is silent.
pub(crate) fn sound(word: &[u8], vowelless: bool) -> (Sound, u8) {
    let mut w = Writer { out: [0; SOUND_MAX], len: 0, doubles: vowelless };
    let mut at = 0;
    while let Some(&b) = word.get(at) {
        let rest = word.get(at..).unwrap_or_default();
        let next = rest.get(1).copied().unwrap_or(0);
        if at == 0 && (rest.starts_with(b"ye") || rest.starts_with(b"je") || rest.starts_with(b"ie")) && rest.len() > 3
        {
            w.push(b'e');
            at += 2;
            continue;
        }
        if let Some((from, to)) = group(b, next, rest) {
            to.iter().for_each(|letter| w.push(*letter));
            at += from;
            continue;
        }
        if b == b'h' && vowelless {
            w.push(b'h');
        } else {
            single(&mut w, b, rest, at);
        }
        at += 1;
    }
    // A last "ii" has become one letter already; "iy", "ij", "yi" have, too, because all of them are i.
    (w.out, u8::try_from(w.len).unwrap_or(0))
}

fn group(b: u8, next: u8, rest: &[u8]) -> Option<(usize, &'static [u8])> {
    if FOLLOW[usize::from(b & 31)] >> (next & 31) & 1 == 0 {
        return None;
    }
    GROUPS
        .iter()
        .find(|(from, _)| from.first() == Some(&b) && rest.starts_with(from))
        .map(|(from, to)| (from.len(), *to))
}

/// One letter that is in no group.
fn single(w: &mut Writer, b: u8, rest: &[u8], at: usize) {
    let next = rest.get(1).copied().unwrap_or(0);
    match b {
        b'c' if rest.len() == 1 && w.last() == b'i' => w.push(b'q'),
        b'c' if matches!(next, b'e' | b'i' | b'y') => w.push(b's'),
        b'c' | b'q' => w.push(b'k'),
        b'x' => {
            w.push(b'k');
            w.push(b's');
        }
        b'y' | b'j' if at == 0 && (is_vowel(next) || next == b'y') => w.push(if b == b'j' { b'j' } else { b'i' }),
        b'j' if is_vowel(next) && is_vowel(w.last()) => w.push(b'j'),
        b'y' | b'j' => w.push(b'i'),
        b'h' if at > 0 && !is_vowel(next) => {}
        b'h' if at > 0 && !is_vowel(w.last()) && w.last() != 0 => {}
        b'a'..=b'z' | b'0'..=b'9' => w.push(b),
        _ => {}
    }
}

/// Whether two letters begin one name in different romanisations (Jamal and Djamal, Haim and Chaim).
pub(crate) fn begin_alike(a: u8, b: u8) -> bool {
    const PAIRS: [[u8; 2]; 20] = [
        *b"ch", *b"cs", *b"ck", *b"cq", *b"cz", *b"dj", *b"gj", *b"gy", *b"jy", *b"ij", *b"iy", *b"ei", *b"ey", *b"vw",
        *b"kq", *b"gk", *b"hk", *b"sz", *b"fp", *b"cj",
    ];
    let pair = if a < b { [a, b] } else { [b, a] };
    PAIRS.contains(&pair)
}

/// The class of a first letter: letters that begin the same name in different romanisations.
pub(crate) fn first_class(letter: u8) -> u8 {
    match letter {
        b'j' | b'i' | b'e' | b'y' => b'i',
        b'k' | b'h' | b'g' => b'k',
        b's' | b'x' | b'c' | b'z' | b'q' => b's',
        b'v' | b'w' | b'f' => b'v',
        other => other,
    }
}

/// The consonants of a sound, similar ones written the same, five bits each, at most twelve; a first vowel counts as
/// one letter. Zero only for an empty sound.
pub(crate) fn skeleton(sound: &[u8]) -> u64 {
    let (mut packed, mut count, mut last) = (0u64, 0u32, 0u8);
    for (at, &b) in sound.iter().enumerate() {
        let class = match b {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'w' | b'j' if at == 0 => b'a',
            b'a' | b'e' | b'i' | b'o' | b'u' | b'w' | b'j' | b'h' => {
                last = 0;
                continue;
            }
            b'p' | b'b' => b'b',
            b't' | b'd' => b't',
            b'k' | b'g' => b'k',
            b's' | b'c' | b'z' | b'y' | b'x' | b'q' => b's',
            b'f' | b'v' => b'f',
            other => other,
        };
        if class == last {
            continue;
        }
        last = class;
        let code = match class {
            b'0'..=b'9' => 27 + u64::from(class - b'0') % 5,
            _ => u64::from(class.saturating_sub(b'a')) + 1,
        };
        packed = packed << 5 | code & 31;
        count += 1;
        if count == 12 {
            break;
        }
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(word: &str) -> String {
        let (out, len) = sound(word.as_bytes(), false);
        String::from_utf8(out[..usize::from(len)].to_vec()).unwrap()
    }

    #[test]
    fn romanisations_of_one_name_sound_the_same() {
        let table: &[&[&str]] = &[
            &["yelena", "elena", "jelena", "ielena"],
            &["khalid", "halid", "khaalid"],
            &["mueller", "muller", "muler"],
            &["philip", "filip", "phillip"],
            &["sergei", "sergey", "sergej", "serghei"],
            &["jovanovic", "jovanovich", "jovanovitch"],
            &["sharif", "scharif", "szarif"],
            &["fatima", "fatimah", "faatimah"],
            &["mahmoud", "mahmud", "mahmood"],
            &["shcherbak", "schtscherbak"],
            &["siddharth", "siddhart", "sidart"],
        ];
        for names in table {
            for name in *names {
                assert_eq!(of(name), of(names[0]), "{name}");
            }
        }
    }

    #[test]
    fn different_names_do_not_sound_the_same() {
        for (a, b) in
            [("maria", "mario"), ("hassan", "hussein"), ("anna", "ina"), ("petrov", "petrova"), ("ali", "alia")]
        {
            assert_ne!(of(a), of(b));
        }
    }

    #[test]
    fn consonants_meet_without_vowels() {
        for (a, b) in [("muhammad", "mhmd"), ("karim", "krim"), ("yusuf", "iwsf"), ("binyamin", "bnimin")] {
            let (sa, la) = sound(a.as_bytes(), false);
            let (sb, lb) = sound(b.as_bytes(), true);
            assert_eq!(skeleton(&sa[..usize::from(la)]), skeleton(&sb[..usize::from(lb)]), "{a} {b}");
        }
    }
}
