//! A coarse sound of a word, and how far two of them are apart: quick, and rather too near than too far.

/// Letters of a coarse sound.
const SOUND_MAX: usize = 16;

/// A coarse sound: `a`, `i`, `u` for vowels, one letter for each group of consonants that languages write alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sound {
    text: [u8; SOUND_MAX],
    pub(crate) len: u8,
}

impl Sound {
    pub(crate) fn of(word: &[u8]) -> Self {
        let mut sound = Self { text: [0; SOUND_MAX], len: 0 };
        for (at, letter) in word.iter().enumerate() {
            let next = word.get(at + 1).copied().unwrap_or(0);
            match letter {
                b'a' => sound.push(b'a'),
                b'e' | b'i' | b'y' | b'j' => sound.push(b'i'),
                b'o' | b'u' | b'w' => sound.push(b'u'),
                b'h' => {}
                // `kh` is a breath in most languages that need two letters for it.
                b'k' if next == b'h' => {}
                b'c' if matches!(next, b'e' | b'i' | b'h' | b'z') => sound.push(b's'),
                b'c' | b'q' => sound.push(b'k'),
                b'z' => sound.push(b's'),
                b'v' => sound.push(b'f'),
                b'p' if next == b'h' => sound.push(b'f'),
                b'x' => {
                    sound.push(b'k');
                    sound.push(b's');
                }
                other => sound.push(*other),
            }
        }
        sound
    }

    fn push(&mut self, letter: u8) {
        let len = usize::from(self.len);
        let last = len.checked_sub(1).and_then(|at| self.text.get(at));
        if last != Some(&letter)
            && let Some(place) = self.text.get_mut(len)
        {
            *place = letter;
            self.len += 1;
        }
    }

    /// The first letter; 0 when there is none.
    pub(crate) fn first(&self) -> u8 {
        self.letters().first().copied().unwrap_or(0)
    }

    /// All letters.
    pub(crate) fn letters(&self) -> &[u8] {
        self.text.get(..usize::from(self.len)).unwrap_or_default()
    }
}

pub(crate) fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'i' | b'u')
}

/// Consonants that are often taken for each other count as one.
pub(crate) fn class(letter: u8) -> u8 {
    match letter {
        b'b' | b'p' => b'b',
        b'd' | b't' => b'd',
        b'g' | b'k' => b'g',
        other => other,
    }
}

/// One sound made ready to be held against many: counts edits, letters in parallel bits (Myers 1999).
pub(crate) struct Probe {
    places: [u32; 32],
    len: u32,
}

impl Probe {
    pub(crate) fn new(sound: &Sound) -> Self {
        let mut places = [0u32; 32];
        for (at, letter) in (0u32..).zip(sound.letters()) {
            if let Some(place) = places.get_mut(usize::from(letter & 31)) {
                *place |= 1 << at;
            }
        }
        Self { places, len: u32::from(sound.len) }
    }

    /// Edits (insert, leave out, replace) between the two sounds.
    pub(crate) fn edits(&self, other: &Sound) -> u32 {
        let Some(shift) = self.len.checked_sub(1) else { return u32::from(other.len) };
        let top = 1u32 << shift;
        let (mut plus, mut minus, mut score) = (u32::MAX, 0u32, self.len);
        for letter in other.letters() {
            let equal = self.places.get(usize::from(letter & 31)).copied().unwrap_or(0);
            let x = (((equal & plus).wrapping_add(plus)) ^ plus) | equal | minus;
            let mut up = minus | !(x | plus);
            let down = plus & x;
            score += u32::from(up & top != 0);
            score -= u32::from(down & top != 0);
            up = up << 1 | 1;
            plus = (down << 1) | !((equal | minus) | up);
            minus = up & (equal | minus);
        }
        score
    }
}

/// What it costs to turn one sound into another, 100 for a full edit; from below, compared with `names`.
///
/// With `vowelless`, vowels cost nothing: one side does not write them.
pub(crate) fn cost(a: &[u8], b: &[u8], vowelless: bool) -> u16 {
    if a == b {
        return 0;
    }
    let alone = |letter: u8| match letter {
        _ if is_vowel(letter) => {
            if vowelless {
                0
            } else {
                28
            }
        }
        _ => 90,
    };
    let mut row = [0u16; SOUND_MAX + 1];
    let mut sum = 0;
    for (place, letter) in row.iter_mut().skip(1).zip(b) {
        sum += alone(*letter);
        *place = sum;
    }
    let mut before = row;
    let mut last = 0u8;
    for x in a {
        // `diagonal` is the cell above and to the left, `far` the one two above and two to the left.
        let (mut diagonal, mut far) = (row[0], u16::MAX);
        let left_of = row;
        row[0] += alone(*x);
        let mut left = row[0];
        let mut letter_before = 0u8;
        for ((place, y), two_up) in row.iter_mut().skip(1).zip(b).zip(before) {
            let up = *place;
            let mut best = (diagonal + replace(*x, *y, vowelless)).min(up + alone(*x)).min(left + alone(*y));
            if letter_before == *x && last == *y && far != u16::MAX {
                best = best.min(far + 55);
            }
            diagonal = up;
            far = two_up;
            left = best;
            *place = best;
            letter_before = *y;
        }
        before = left_of;
        last = *x;
    }
    row.get(b.len().min(SOUND_MAX)).copied().unwrap_or(u16::MAX)
}

fn replace(x: u8, y: u8, vowelless: bool) -> u16 {
    if x == y {
        0
    } else if is_vowel(x) && is_vowel(y) {
        if vowelless { 0 } else { 25 }
    } else if class(x) == class(y) {
        35
    } else if matches!((x.min(y), x.max(y)), (b'k', b's') | (b's', b't') | (b'g', b's') | (b'd', b's') | (b'i', b's')) {
        40
    } else if matches!((x, y), (b'i' | b'u', _) | (_, b'i' | b'u')) {
        45
    } else if matches!((x.min(y), x.max(y)), (b'l', b'r') | (b'm', b'n') | (b'f', b'p') | (b'b', b'f')) {
        60
    } else {
        88
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn far(a: &str, b: &str) -> u16 {
        cost(Sound::of(a.as_bytes()).letters(), Sound::of(b.as_bytes()).letters(), false)
    }

    #[test]
    fn other_romanisations_cost_little_and_other_words_much() {
        for (a, b) in [("yusuf", "iousef"), ("khalid", "halid"), ("philip", "filip"), ("zahra", "sahra")] {
            assert!(far(a, b) <= 40, "{a} {b} {}", far(a, b));
        }
        assert!(far("brandt", "brnadt") <= 55, "a swap costs less than two edits: {}", far("brandt", "brnadt"));
        assert!(far("tregubets", "vallinor") > 200);
        assert_eq!(cost(b"mhmd", b"muhamad", true), cost(b"mhmd", b"mhmd", true));
    }

    fn plain_edits(a: &[u8], b: &[u8]) -> u32 {
        let mut row: Vec<u32> = (0..=b.len() as u32).collect();
        for (i, x) in a.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i as u32 + 1;
            for (j, y) in b.iter().enumerate() {
                let best = (diagonal + u32::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
                diagonal = row[j + 1];
                row[j + 1] = best;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn counting_in_bits_is_counting(a in "[a-m]{0,20}", b in "[a-m]{0,20}") {
            let (a, b) = (Sound::of(a.as_bytes()), Sound::of(b.as_bytes()));
            prop_assert_eq!(Probe::new(&a).edits(&b), plain_edits(a.letters(), b.letters()));
        }

        #[test]
        fn distance_has_no_sides(a in "[a-z]{0,20}", b in "[a-z]{0,20}") {
            prop_assert_eq!(far(&a, &b), far(&b, &a));
            prop_assert_eq!(far(&a, &a), 0);
        }
    }
}
