//! How far apart two sounds are: a bit-parallel count of edits (Myers 1999) to refuse quickly, and a weighted
//! alignment that knows which letters stand for each other between languages, for the few that are left.
#![expect(
    clippy::indexing_slicing,
    reason = "tables have 32 entries and are indexed with `& 31`; rows have SOUND_MAX + 1 entries and inputs are cut to SOUND_MAX"
)]

use crate::limits::SOUND_MAX;
use crate::sound::is_vowel;

/// Edits (insert, delete, replace) between two words of at most 14 letters.
pub(crate) fn edits(a: &[u8], b: &[u8]) -> u32 {
    let m = a.len().min(SOUND_MAX);
    if m == 0 {
        return u32::try_from(b.len()).unwrap_or(u32::MAX);
    }
    let mut positions = [0u16; 32];
    for (at, letter) in a.iter().take(m).enumerate() {
        positions[usize::from(letter & 31)] |= 1 << at;
    }
    let top = 1u16 << (m - 1);
    let (mut plus, mut minus, mut score) = (u16::MAX, 0u16, m as u32);
    for letter in b {
        let eq = positions[usize::from(letter & 31)];
        let x = (((eq & plus).wrapping_add(plus)) ^ plus) | eq | minus;
        let mut up = minus | !(x | plus);
        let down = plus & x;
        score += u32::from(up & top != 0);
        score -= u32::from(down & top != 0);
        up = up << 1 | 1;
        let down = down << 1;
        plus = down | !((eq | minus) | up);
        minus = up & (eq | minus);
    }
    score
}

/// What a full edit costs.
pub(crate) const FULL: u16 = 100;

/// What it costs to replace one letter of a sound by another, 0 to 100.
pub(crate) const fn replace_cost(a: u8, b: u8) -> u8 {
    if a == b {
        return 0;
    }
    let (a, b) = if a < b { (a, b) } else { (b, a) };
    match (a, b) {
        (b'v', b'w') => 10,
        (b'i', b'j') => 20,
        (b'e', b'i') | (b'o', b'u') => 25,
        (b'a', b'e') => 25,
        (b'a', b'o') => 45,
        (b'e', b'o') | (b'e', b'u') => 50,
        (b'a', b'i') | (b'i', b'u') | (b'i', b'o') | (b'a', b'u') => 60,
        (b'u', b'w') | (b'o', b'w') | (b'u', b'v') => 35,
        (b's', b'z') | (b's', b'x') | (b'c', b's') | (b'y', b'z') | (b'q', b'x') | (b'c', b'q') => 35,
        (b'c', b'z') | (b'j', b'y') | (b'j', b'q') | (b'q', b'y') | (b'j', b'z') | (b'd', b'z') | (b'k', b'q') => 45,
        (b'x', b'y') | (b'q', b's') | (b's', b't') | (b'c', b'k') | (b'c', b't') => 60,
        (b'd', b't') | (b'b', b'p') | (b'g', b'k') | (b'f', b'v') | (b'g', b'j') | (b'f', b'w') => 40,
        (b'g', b'h') | (b'h', b'k') | (b'h', b'q') | (b'b', b'v') | (b'f', b'p') | (b'h', b'x') | (b'h', b'j') => 50,
        (b'g', b'y') | (b'g', b'q') | (b'm', b'n') | (b'b', b'w') => 70,
        (b'l', b'r') => 75,
        _ => 100,
    }
}

const REPLACE: [[u8; 32]; 32] = {
    let mut table = [[0u8; 32]; 32];
    let mut a = 0;
    while a < 32 {
        let mut b = 0;
        while b < 32 {
            table[a][b] = replace_cost(a as u8 | 0x60, b as u8 | 0x60);
            b += 1;
        }
        a += 1;
    }
    table
};

/// Cost of a letter that only one side has, by letter.
const ALONE: [u8; 32] = {
    let mut table = [100u8; 32];
    table[(b'a' & 31) as usize] = 60;
    table[(b'o' & 31) as usize] = 60;
    table[(b'e' & 31) as usize] = 45;
    table[(b'i' & 31) as usize] = 40;
    table[(b'u' & 31) as usize] = 45;
    table[(b'j' & 31) as usize] = 50;
    table[(b'h' & 31) as usize] = 55;
    table[(b'w' & 31) as usize] = 50;
    table
};

/// What it costs at least that a sound has a letter and the other has it nowhere: it is replaced or left out.
pub(crate) const fn lacking_cost(letter: u8) -> u16 {
    let alone = ALONE[(letter & 31) as usize] as u16;
    // Beside another vowel one costs half.
    let mut least = if alone < 100 { alone / 2 } else { alone };
    let mut other = b'a';
    while other <= b'z' {
        let cost = replace_cost(letter, other) as u16;
        if other != letter && cost < least {
            least = cost;
        }
        other += 1;
    }
    least
}

/// Cost of a last vowel that only one side has: it mostly makes another name (Karim, Karima, Karimi).
const LAST: [u16; 32] = {
    let mut table = [0u16; 32];
    table[(b'a' & 31) as usize] = 75;
    table[(b'e' & 31) as usize] = 45;
    table[(b'i' & 31) as usize] = 85;
    table[(b'o' & 31) as usize] = 70;
    table[(b'u' & 31) as usize] = 60;
    table
};

/// Which vowels of a word say little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Vowels {
    /// All are written.
    Written,
    /// Only long ones are written (Arabic, Hebrew): what the other side has besides costs next to nothing.
    LongOnly,
    /// They are written in a way that romanisation renders loosely (Thai).
    Loose,
}

/// Weighted cost of turning `a` into `b`; [`FULL`] is one full edit. Words further apart than `far` may get any cost
/// above it.
pub(crate) fn cost(a: &[u8], b: &[u8], vowels: (Vowels, Vowels), far: u16) -> u16 {
    let (a, b) = (&a[..a.len().min(SOUND_MAX)], &b[..b.len().min(SOUND_MAX)]);
    let (of_a, of_b) = vowels;
    let mut rows = [[0u16; SOUND_MAX + 1]; 3];
    let (mut alone_a, mut alone_b) = ([0u16; SOUND_MAX], [0u16; SOUND_MAX]);
    fill_alone(a, of_a, of_b, &mut alone_a);
    fill_alone(b, of_b, of_a, &mut alone_b);
    // Sums stay far below what sixteen bits hold: SOUND_MAX letters of at most 100 each on both sides.
    for j in 1..=b.len() {
        rows[0][j] = rows[0][j - 1].wrapping_add(alone_b[j - 1]);
    }
    let mut least_before = 0;
    for i in 1..=a.len() {
        let (now, before, earlier) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        let x = a[i - 1];
        let (vowel, costs, alone) = (is_vowel(x), &REPLACE[usize::from(x & 31)], alone_a[i - 1]);
        let mut left = rows[before][0].wrapping_add(alone);
        rows[now][0] = left;
        let mut least = left;
        for j in 1..=b.len() {
            let y = b[j - 1];
            let mut swap = u16::from(costs[usize::from(y & 31)]);
            if vowel && x != y && is_vowel(y) {
                let both_last = i == a.len() && j == b.len() && i.max(j) > 3;
                swap = match vowels {
                    (Vowels::Loose, _) | (_, Vowels::Loose) => swap.min(15),
                    // Mario and Maria, Karimi and Karima: the last vowel makes the name.
                    (Vowels::Written, Vowels::Written) if both_last && swap >= 45 => 90,
                    (Vowels::LongOnly, Vowels::Written) if x == b'e' => 6,
                    (Vowels::Written, Vowels::LongOnly) if y == b'e' => 6,
                    // Which long vowel it is, is written.
                    (Vowels::LongOnly, Vowels::Written) | (Vowels::Written, Vowels::LongOnly) if swap >= 45 => 85,
                    _ => swap,
                };
            }
            let mut best = (rows[before][j - 1].wrapping_add(swap))
                .min(rows[before][j].wrapping_add(alone))
                .min(left.wrapping_add(alone_b[j - 1]));
            if i > 1 && j > 1 && x == b[j - 2] && a[i - 2] == y && x != y {
                best = best.min(rows[earlier][j - 2].wrapping_add(70));
            }
            rows[now][j] = best;
            left = best;
            least = least.min(best);
        }
        // A swap of neighbours reaches back two rows, so both must be far.
        if least > far && least_before > far {
            return far + 1;
        }
        least_before = least;
    }
    rows[a.len() % 3][b.len()]
}

/// What each letter of `word` costs when the other side lacks it.
fn fill_alone(word: &[u8], own: Vowels, other: Vowels, costs: &mut [u16; SOUND_MAX]) {
    for (at, letter) in word.iter().enumerate() {
        let vowel = is_vowel(*letter);
        let last = at + 1 == word.len();
        let base = u16::from(ALONE[usize::from(letter & 31)]);
        costs[at] = match (own, other) {
            (Vowels::Loose, _) | (_, Vowels::Loose) if vowel => 20,
            // A short vowel inside a word is not written on the other side; a last one would be.
            (Vowels::Written, Vowels::LongOnly) if vowel && !last => 6,
            (Vowels::Written, Vowels::LongOnly) if matches!(letter, b'w' | b'j' | b'h') => 20,
            (Vowels::LongOnly, Vowels::Written) if *letter == b'h' => 12,
            // The romanisers of such scripts write an e only where a vowel must have been.
            (Vowels::LongOnly, Vowels::Written) if *letter == b'e' => 6,
            _ if vowel && last && at > 2 => LAST[usize::from(letter & 31)],
            _ => {
                // A vowel next to a vowel is mostly a matter of romanisation.
                let beside = |other: Option<&u8>| other.is_some_and(|x| is_vowel(*x) || *x == b'j' || *x == b'w');
                let glide =
                    vowel && (beside(word.get(at + 1)) || at.checked_sub(1).is_some_and(|b| beside(word.get(b))));
                if glide { base / 2 } else { base }
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Above this a cost is told only as "more".
    const FAR: u16 = 250;

    fn plain(a: &[u8], b: &[u8]) -> u32 {
        let mut row: Vec<u32> = (0..=b.len() as u32).collect();
        for (i, x) in a.iter().enumerate() {
            let mut corner = row[0];
            row[0] = i as u32 + 1;
            for (j, y) in b.iter().enumerate() {
                let next = (corner + u32::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
                corner = row[j + 1];
                row[j + 1] = next;
            }
        }
        row[b.len()]
    }

    proptest! {
        #[test]
        fn the_fast_count_is_the_plain_one(a in "[a-e]{0,14}", b in "[a-e]{0,14}") {
            prop_assert_eq!(edits(a.as_bytes(), b.as_bytes()), plain(a.as_bytes(), b.as_bytes()));
        }

        #[test]
        fn the_cost_is_symmetric_and_at_most_the_edits(a in "[a-z]{0,14}", b in "[a-z]{0,14}") {
            let kinds = [Vowels::Written, Vowels::LongOnly, Vowels::Loose];
            for vowels in kinds.into_iter().flat_map(|x| kinds.map(|y| (x, y))) {
                let there = cost(a.as_bytes(), b.as_bytes(), vowels, FAR);
                let back = cost(b.as_bytes(), a.as_bytes(), (vowels.1, vowels.0), FAR);
                prop_assert!(there == back || there > FAR && back > FAR);
                prop_assert!(u32::from(there) <= plain(a.as_bytes(), b.as_bytes()) * 100);
            }
        }
    }

    #[test]
    fn letters_that_stand_for_each_other_are_near() {
        let near = |a: &str, b: &str| cost(a.as_bytes(), b.as_bytes(), (Vowels::Written, Vowels::Written), FAR);
        // Found by chance: a short word and a longer one, each way.
        assert_eq!(near("e", "fiho"), near("fiho", "e"));
        assert_eq!((near("bbi", "i"), near("i", "i"), near("bi", "i")), (200, 0, 100));
        assert!(near("vladimir", "wladimir") < near("vladimir", "sladimir"));
        assert!(near("iulia", "julia") < near("iulia", "rulia"));
        assert!(near("ahmed", "ahmad") < near("ahmed", "ahmod"));
        assert!(cost(b"mhmd", b"muhamad", (Vowels::LongOnly, Vowels::Written), FAR) < 40);
        assert!(cost(b"mansur", b"mansuri", (Vowels::LongOnly, Vowels::Written), FAR) >= 40);
    }
}
