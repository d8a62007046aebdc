//! What is left of a word when its spelling is taken away: classes of its consonants, and of its vowels where they
//! stand.

use names::Token;

/// The first class of a consonant; vowels are below.
pub(super) const CONSONANTS_FROM: u8 = 3;

/// What a letter of a sound is taken for: 1 and 2 are bright and dark vowels, 0 is not heard.
///
/// `w` and `j` stand for vowels in some languages and for `v` and `zh` in others: such a word is keyed both ways.
pub(super) const fn class(letter: u8, as_consonants: bool) -> u8 {
    match letter {
        b'w' if as_consonants => 7,
        b'j' if as_consonants => 6,
        b'a' | b'e' | b'i' | b'j' => 1,
        b'o' | b'u' | b'w' => 2,
        b'h' => 0,
        b'p' | b'b' => 3,
        b't' | b'd' => 4,
        b'k' | b'g' => 5,
        b's' | b'c' | b'z' | b'y' | b'x' | b'q' => 6,
        b'f' | b'v' => 7,
        b'l' => 8,
        b'm' => 9,
        b'n' => 10,
        b'r' => 11,
        other => 12 + other % 16,
    }
}

/// The classes of a word's consonants, five bits each, at most twelve; a vowel at the beginning counts as one.
pub(super) fn consonants(token: &Token, as_consonants: bool) -> u64 {
    let (mut packed, mut last) = (0u64, 0u8);
    for (at, letter) in token.sounds().iter().enumerate() {
        let class = class(*letter, as_consonants);
        if class > 2 && class != last && packed >> 55 == 0 || at == 0 && (1..=2).contains(&class) {
            packed = packed << 5 | u64::from(class.max(2));
        }
        last = class;
    }
    packed
}

/// A packed skeleton without each of its letters in turn, the last one first.
pub(super) fn without_one(consonants: u64) -> impl Iterator<Item = u64> {
    (0..count(consonants)).map(move |at| {
        let (high, low) = (consonants >> (5 * (at + 1)), consonants & ((1 << (5 * at)) - 1));
        high << (5 * at) | low
    })
}

/// How many letters a packed skeleton has.
pub(super) const fn count(consonants: u64) -> u32 {
    (u64::BITS - consonants.leading_zeros()).div_ceil(5)
}

/// A packed skeleton with its letters in order, the same for letters exchanged.
pub(super) fn sorted(consonants: u64) -> u64 {
    let mut letters = [0u8; 13];
    for (at, place) in letters.iter_mut().enumerate() {
        *place = (consonants >> (5 * at)) as u8 & 31;
    }
    letters.sort_unstable();
    letters.iter().fold(0, |packed, letter| packed << 5 | u64::from(*letter))
}

/// A vowel at the beginning, which counts as a consonant.
const FIRST_VOWEL: u8 = 29;
/// Stands for any vowels, with or without a consonant among them.
const ANY: u8 = 31;

/// The classes of a word's consonants and of its bright and dark vowels, none twice in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Skeleton {
    classes: [u8; 16],
    count: usize,
}

impl Skeleton {
    pub(super) fn new(token: &Token, as_consonants: bool) -> Self {
        let mut of = Self { classes: [0; 16], count: 0 };
        let mut last = 0;
        for (at, letter) in token.sounds().iter().enumerate() {
            let heard = class(*letter, as_consonants);
            let first_vowel = at == 0 && (1..CONSONANTS_FROM).contains(&heard);
            let class = if first_vowel { FIRST_VOWEL } else { heard };
            if class != 0 && class != last {
                of.push(class);
            }
            last = class;
        }
        of
    }

    fn push(&mut self, class: u8) {
        if let Some(place) = self.classes.get_mut(self.count) {
            *place = class;
            self.count += 1;
        }
    }

    fn classes(&self) -> &[u8] {
        self.classes.get(..self.count).unwrap_or_default()
    }

    /// A number for the word as it stands.
    pub(super) fn whole(&self) -> u64 {
        self.classes().iter().fold(0, |number, class| packed(number, *class))
    }

    /// Numbers of which two words share one when a single consonant is left out, put in or replaced, whatever the
    /// vowels beside it are: the word with anything instead of each consonant and the vowels beside it, and instead of
    /// the vowels between each two consonants.
    pub(super) fn gaps(&self) -> impl Iterator<Item = u64> {
        // What stands before each gap, and what stands after it with the power that moves the former out of its way.
        let (mut before, mut after) = ([u64::from(ANY); 17], [(0u64, 1u64); 18]);
        let (mut number, mut count) = (0, 0);
        for class in self.classes() {
            number = packed(number, *class);
            if *class >= CONSONANTS_FROM {
                count += 1;
                if let Some(place) = before.get_mut(count) {
                    *place = packed(number, ANY);
                }
            }
        }
        let (mut number, mut power, mut nth) = (0u64, 1u64, count);
        for class in self.classes().iter().rev() {
            number = number.wrapping_add(power.wrapping_mul(u64::from(*class)));
            power = power.wrapping_mul(BASE);
            if *class >= CONSONANTS_FROM {
                nth -= 1;
                if let Some(place) = after.get_mut(nth) {
                    *place = (number, power);
                }
            }
        }
        let around = move |from: usize, to: usize| {
            let (before, (after, power)) = (before.get(from).copied()?, after.get(to).copied()?);
            Some(before.wrapping_mul(power).wrapping_add(after))
        };
        (0..count)
            .filter_map(move |nth| around(nth, nth + 1))
            .chain((0..=count).filter_map(move |nth| around(nth, nth)))
    }
}

/// What a number is made of classes by.
const BASE: u64 = 47;

fn packed(number: u64, class: u8) -> u64 {
    number.wrapping_mul(BASE).wrapping_add(u64::from(class))
}

#[cfg(test)]
mod tests {
    use super::*;
    use names::{NameKind, PreparedName};
    use std::collections::BTreeSet;

    fn token(word: &str) -> Token {
        *PreparedName::new(NameKind::Person, word).tokens().first().unwrap()
    }

    fn gaps(word: &str) -> BTreeSet<u64> {
        Skeleton::new(&token(word), false).gaps().collect()
    }

    #[test]
    fn words_share_a_gap_where_one_consonant_and_the_vowels_beside_it_differ() {
        for (a, b) in [
            ("dokhamiro", "dogomiro"),
            ("dokhamiro", "domiro"),
            ("marino", "mario"),
            ("barino", "marino"),
            ("tamarin", "tamari"),
            // Vowels alone, of one consonant and the next.
            ("tamarin", "tamorin"),
        ] {
            assert!(!gaps(a).is_disjoint(&gaps(b)), "{a} {b}");
        }
    }

    #[test]
    fn a_gap_stands_for_a_consonant_and_its_vowels_or_for_vowels_alone() {
        for word in ["dokhamiro", "aurelia", "tamarins", "b", "o", "khadijatou", "abracadabracadabra"] {
            let skeleton = Skeleton::new(&token(word), false);
            let is_vowel = |class: &u8| *class < CONSONANTS_FROM;
            let mut plain = BTreeSet::new();
            // Vowels that stand together, none among them, in the gaps between consonants.
            let (mut vowels, mut consonants) = (vec![Vec::new()], Vec::new());
            for class in skeleton.classes() {
                if is_vowel(class) {
                    vowels.last_mut().unwrap().push(*class);
                } else {
                    consonants.push(*class);
                    vowels.push(Vec::new());
                }
            }
            let fold = |before: usize, after: usize| {
                let mut classes: Vec<u8> = Vec::new();
                for at in 0..before {
                    classes.extend(vowels[at].iter().chain([&consonants[at]]));
                }
                classes.push(ANY);
                for at in after..consonants.len() {
                    classes.extend([consonants[at]].iter().chain(&vowels[at + 1]));
                }
                classes.iter().fold(0, |number, class| packed(number, *class))
            };
            plain.extend((0..=consonants.len()).map(|at| fold(at, at)));
            plain.extend((0..consonants.len()).map(|at| fold(at, at + 1)));
            assert_eq!(skeleton.gaps().collect::<BTreeSet<u64>>(), plain, "{word}");
        }
    }

    #[test]
    fn they_share_none_where_other_vowels_differ_too_or_two_consonants() {
        for (a, b) in [
            ("dokhamiro", "dogomoro"),
            ("barino", "marono"),
            ("tamarin", "kamabin"),
            ("tamarin", "kunovel"),
            ("an", "bel"),
        ] {
            assert!(gaps(a).is_disjoint(&gaps(b)), "{a} {b}");
        }
    }

    #[test]
    fn vowels_are_told_roughly_and_those_that_follow_each_other_as_one() {
        let whole = |word: &str| Skeleton::new(&token(word), false).whole();
        assert_eq!(whole("tamarin"), whole("temarien"));
        assert_eq!(whole("amarin"), whole("omarin"));
        assert_ne!(whole("tamarin"), whole("tomarin"));
        assert_ne!(whole("tamarin"), whole("tamrin"));
    }

    #[test]
    fn a_skeleton_without_each_of_its_consonants_is_one_shorter() {
        let all = consonants(&token("tamarino"), false);
        let shorter: Vec<u64> = without_one(all).collect();
        assert_eq!((count(all), shorter.len()), (4, 4));
        assert!(shorter.iter().all(|rest| count(*rest) == 3) && shorter.contains(&consonants(&token("tarino"), false)));
    }
}
