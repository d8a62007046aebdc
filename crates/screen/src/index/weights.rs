//! How many words a name may have that lacks some of a query's.
//!
//! A name that has words which the query has not, and lacks some of the query's, is alike only when what both have counts
//! enough. So a name that was found by two words of three is passed over when it has a third word of its own: nearly
//! half of all names that share two words with a query are.

use super::keys::{self, WORDS_MAX};
use super::postings::LENGTH_MAX;
use super::sieve::{CONTRADICTS, MISSING, MISSING_BESIDE_ONE, counts};
use names::PreparedName;

/// How much each word of a query counts, and how alike a name must be.
pub(super) struct Weights {
    /// Where it is met.
    met: [u32; WORDS_MAX],
    /// Where it is missing.
    alone: [u32; WORDS_MAX],
    /// The numbers of its words, those that count most first.
    pub(super) rarest: [u32; WORDS_MAX],
    optional: u32,
    pub(super) all: u32,
    floor: u32,
}

/// What a further word of a listed name counts at least, nearly always.
const FURTHER_MIN: u32 = 288;

impl Weights {
    pub(super) fn of(name: &PreparedName, floor: u16) -> Self {
        let mut query = Self {
            met: [0; WORDS_MAX],
            alone: [0; WORDS_MAX],
            rarest: std::array::from_fn(|at| at as u32),
            optional: 0,
            all: 0,
            floor: u32::from(floor.min(1000)),
        };
        for (at, (token, (met, alone))) in
            name.tokens().iter().zip(query.met.iter_mut().zip(&mut query.alone)).enumerate()
        {
            query.all |= 1 << at;
            query.optional |= u32::from(keys::is_optional(token)) << at;
            (*met, *alone) = counts(u32::from(token.weight()), keys::is_optional(token));
        }
        let alone = query.alone;
        query.rarest.sort_by_key(|word| std::cmp::Reverse(alone.get(*word as usize).copied()));
        query
    }

    /// How many of its words count.
    pub(super) fn counting(&self) -> u32 {
        (self.all & !self.optional).count_ones()
    }

    /// How many words a name may have that lacks some of the query's words, to be alike nevertheless; `None` when it
    /// cannot be.
    pub(super) fn longest(&self, absent: u32) -> Option<usize> {
        let sum = |of: &[u32], mask: u32| bits(mask).filter_map(|at| of.get(at)).sum::<u32>();
        let there = self.all & !absent;
        let (met, free) = (sum(&self.met, there), sum(&self.alone, absent & self.all));
        // One word that meets says less; as `names` counts it.
        let alone = if there.count_ones() > 1 { MISSING } else { MISSING_BESIDE_ONE };
        let reaches = |further: &u32| {
            let listed = further * FURTHER_MIN;
            let contradicting = free.min(listed);
            let missing = free.max(listed) - contradicting;
            let lost = contradicting * CONTRADICTS + missing * alone;
            // Both sums are rounded, as in `sieve`.
            lost <= (1000 - self.floor + 2) * (met + 2 + contradicting + missing)
        };
        // Every further word costs.
        let further = (0..=LENGTH_MAX as u32).take_while(reaches).last()?;
        Some((there & !self.optional).count_ones() as usize + further as usize)
    }

    /// How many words a name may have that was found by some of the query's words only, though all were looked for; 0
    /// when it cannot be alike. Words that may well be missing may each meet another unnoticed, and of `many` words,
    /// looked for near, one may be far.
    pub(super) fn longest_by(&self, met: u32, many: u32) -> usize {
        let absent = self.all & !met;
        let far = self.rarest.iter().map(|word| 1 << word).find(|bit| absent & bit != 0);
        let absent = if self.counting() >= many { absent & !far.unwrap_or(0) } else { absent };
        self.longest(absent & !self.optional).map_or(0, |longest| longest + self.optional.count_ones() as usize)
    }
}

/// The set bits of a mask.
fn bits(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (mask != 0).then(|| {
            let at = mask.trailing_zeros();
            mask &= mask - 1;
            at as usize
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use names::{NameKind, Rarity, score};

    const FLOOR: u16 = 820;
    /// Words of which no two meet.
    const WORDS: [&str; 10] =
        ["Tregubets", "Mohammed", "Fandin", "Ali", "Zhavrikh", "Bemmel", "Quistorp", "Maria", "Wygoda", "Lunsik"];

    fn name(words: &[usize]) -> PreparedName {
        let mut name =
            PreparedName::new(NameKind::Person, &words.iter().map(|at| WORDS[*at]).collect::<Vec<_>>().join(" "));
        Rarity::prior().weigh(&mut name);
        name
    }

    /// All of it looked for: what the two have in common, and the rest absent.
    #[test]
    fn no_name_that_is_alike_is_too_long_for_what_it_lacks() {
        let mut alike = 0;
        for (asked, kept, further) in (2..=5).flat_map(|asked| {
            (0..1usize << asked).flat_map(move |kept| (0..=3).map(move |further| (asked, kept, further)))
        }) {
            let (met, words) = (|at: &usize| kept >> at & 1 == 1, (0..asked).collect::<Vec<usize>>());
            let listed: Vec<usize> =
                words.iter().copied().filter(met).chain(WORDS.len() - further..WORDS.len()).collect();
            let (query, found) = (name(&words), name(&listed));
            if score(&query, &found, &Rarity::prior()) >= FLOOR {
                let longest = Weights::of(&query, FLOOR).longest_by(kept as u32, 9);
                assert!(keys::length(&found) <= longest, "{words:?} {listed:?}: {longest}");
                alike += 1;
            }
        }
        assert!(alike > 40, "{alike}");
    }

    #[test]
    fn a_name_with_two_words_of_three_may_have_no_third_of_its_own() {
        let query = Weights::of(&name(&[0, 1, 2]), FLOOR);
        assert_eq!(query.longest_by(0b011, 5), 2);
        assert!(query.longest_by(0b111, 5) > 3);
        // Of many words that were looked for near, one may be there far.
        assert!(query.longest_by(0b011, 3) > 3);
        // What is too little for any name is too little.
        assert_eq!(query.longest_by(0b001, 5), 0);
        // An initial meets any word that begins so, which the name has then.
        let mut initial = PreparedName::new(NameKind::Person, "Odo K. Marlowe Fandin");
        Rarity::prior().weigh(&mut initial);
        assert_eq!(Weights::of(&initial, FLOOR).longest_by(0b0111, 5), 3);
    }

    /// As `names` counts it: what is missing costs a third of itself, and 820 of a thousand have to be left.
    #[test]
    fn it_is_as_exact_as_the_sums_it_is_made_of() {
        let weights = |missing: u32| Weights {
            met: [335, missing, 444, 449, 0, 0, 0, 0],
            alone: [335, missing, 444, 449, 0, 0, 0, 0],
            rarest: [1, 3, 2, 0, 4, 5, 6, 7],
            optional: 0,
            all: 0b1111,
            floor: 820,
        };
        // (missing + 444) * 330 is at most 182 * (335 + 449 + 2 + missing + 444).
        assert_eq!((weights(522).longest(0b110), weights(523).longest(0b110)), (Some(2), None));
        // A word that may well be missing is none that is absent.
        let initial =
            Weights { optional: 0b10000, all: 0b11111, alone: [335, 522, 444, 449, 99, 0, 0, 0], ..weights(522) };
        assert_eq!(initial.longest_by(0b01001, 5), 3);
    }
}
