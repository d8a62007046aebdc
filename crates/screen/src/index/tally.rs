//! The consonants of a name counted: how many letters two names must differ in at least, told in a few steps.
//!
//! Most names that share two common words with a query have other words besides, and these have other consonants.
//! Counts of nine classes of consonants tell that from sixteen bytes a name, before anything else of it is looked at.
//!
//! The limits were taken from 15,000 pairs of alike names of persons over an invented list (`examples/screening`), none
//! of which they lose: what names with as many words differ in, and what names with words left out may differ in. They
//! are no arithmetic on what `names` counts, so they could lose a hit; names of others than persons are all let
//! through.

use super::keys::is_optional;
use super::skeleton;
use names::{NameKind, PreparedName, Token, TokenKind};

/// Classes of consonants that are written for each other, as keys are made of them.
const CLASSES: u32 = 9;

/// In how many consonants alike names differ at most, by the words of the longer one; words of many letters may have
/// one more.
#[derive(Clone, Copy, Default)]
struct Slips {
    /// Names with as many words: what each has more, and both together.
    each: u32,
    both: u32,
    /// One word left out: what the shorter name has more.
    beside_missing: u32,
}

const SLIPS: [Slips; 6] = {
    const fn slips(each: u32, both: u32, beside_missing: u32) -> Slips {
        Slips { each, both, beside_missing }
    }
    let one = slips(2, 5, 1);
    [one, one, one, slips(3, 5, 1), slips(3, 4, 2), slips(3, 4, 3)]
};

/// Words with more consonants are long.
const LONG: u32 = 5;

/// The consonants of a name, counted, and which of its words the tables know as names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(align(16))]
pub(crate) struct Tally {
    /// Four bits a class from the lowest on, the count in the lower three of them; above them the words of the name,
    /// and how many consonants the longest of these has, and the highest bit where its letters do not say what it may
    /// meet.
    counts: u64,
    /// The families of names that its words belong to, a bit of few for each.
    families: u32,
    /// The consonants of each of these words, likewise.
    forms: u32,
}

const COUNTS: u64 = (1 << (4 * CLASSES)) - 1;
/// The highest bit of each class, which no count reaches.
const GUARDS: u64 = 0x8_8888_8888;
const COUNT_MAX: u64 = 7;
const WORDS_AT: u32 = 40;
const LONGEST_AT: u32 = 48;
/// A word has other readings, or may well be missing, or there are too many letters to count.
const UNTOLD: u64 = 1 << 63;

/// The class of a consonant; `None` for letters that some languages drop or swap with vowels.
fn class(letter: u8) -> Option<u32> {
    let class = u32::from(skeleton::class(letter, false)).checked_sub(u32::from(skeleton::CONSONANTS_FROM))?;
    (class < CLASSES).then_some(class)
}

impl Tally {
    pub(crate) fn new(name: &PreparedName) -> Self {
        let words = name.tokens();
        let mut tally = Self { counts: (words.len() as u64).min(255) << WORDS_AT, ..Self::default() };
        if name.kind() != NameKind::Person
            || !name.readings().is_empty()
            || words.iter().any(|token| is_optional(token) || token.kind() == TokenKind::Number)
        {
            tally.counts |= UNTOLD;
        }
        words.iter().for_each(|token| tally.add(token));
        tally
    }

    fn add(&mut self, token: &Token) {
        let (mut before, mut form, mut consonants) = (0, 0u32, 0);
        for letter in token.sounds() {
            // Letters are doubled and undoubled freely.
            if let Some(class) = class(*letter).filter(|_| *letter != before) {
                consonants += 1;
                form = form.wrapping_mul(CLASSES + 1).wrapping_add(class + 1);
                if self.counts >> (4 * class) & COUNT_MAX == COUNT_MAX {
                    self.counts |= UNTOLD;
                } else {
                    self.counts += 1 << (4 * class);
                }
            }
            before = *letter;
        }
        let longest = consonants.max(self.longest());
        self.counts = self.counts & !(15 << LONGEST_AT) | u64::from(longest & 15) << LONGEST_AT;
        for family in token.families() {
            self.families |= 1 << (family & 31);
            self.forms |= 1 << (form.wrapping_mul(0x9E37_79B1) >> 27);
        }
    }

    /// A part of it, to have read it.
    pub(crate) const fn touch(self) -> u64 {
        self.counts
    }

    /// Whether words of both may be one name in forms with other consonants, as a pet name is.
    const fn may_be_other_forms(self, other: Self) -> bool {
        let shared = self.families & other.families;
        shared != 0 && shared.count_ones() > (self.forms & other.forms).count_ones()
    }

    const fn words(self) -> u8 {
        (self.counts >> WORDS_AT) as u8
    }

    const fn longest(self) -> u32 {
        (self.counts >> LONGEST_AT) as u32 & 15
    }

    /// How many consonants it has that the other lacks.
    const fn beyond(self, other: Self) -> u32 {
        // A guard stays set where there is nothing to borrow, and the bits below it are the difference.
        let apart = (self.counts & COUNTS | GUARDS) - (other.counts & COUNTS);
        let more = (apart & GUARDS) >> 3;
        let apart = apart & ((more << 3) - more);
        let pairs = (apart & 0x0F_0F0F_0F0F) + (apart >> 4 & 0x0F_0F0F_0F0F);
        (pairs.wrapping_mul(0x0101_0101_0101_0101) >> 56) as u32
    }

    /// Whether a listed name may be alike to that of a query, by their consonants; `joined` where two of its words may
    /// be one of the query.
    #[inline]
    pub(crate) fn may_be(self, query: Self, joined: bool) -> bool {
        let (own, its) = (self.beyond(query), query.beyond(self));
        let longest = self.longest().max(query.longest());
        let more = u32::from(longest > LONG);
        let fits = |words: u8| {
            // What the name with fewer words has must be in the other.
            let (short, long) = if words <= query.words() { (own, its) } else { (its, own) };
            let most = usize::from(words.max(query.words())).min(SLIPS.len() - 1);
            let slips = SLIPS.get(most).copied().unwrap_or_default();
            match u32::from(words.abs_diff(query.words())) {
                0 => short.max(long) <= slips.each + more && short + long <= slips.both + more,
                1 => short <= slips.beside_missing + more && long <= longest + slips.each,
                missing => short <= 1 + more && long <= missing * longest + slips.each,
            }
        };
        fits(self.words())
            || joined && fits(self.words().saturating_sub(1))
            || (self.counts | query.counts) & UNTOLD != 0
            || self.may_be_other_forms(query)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn tally(text: &str) -> Tally {
        Tally::new(&PreparedName::new(NameKind::Person, text))
    }

    fn may_be(listed: &str, query: &str) -> bool {
        tally(listed).may_be(tally(query), false)
    }

    proptest! {
        #[test]
        fn what_one_has_more_is_what_counting_letter_by_letter_says(
            own in prop::collection::vec(0u64..=COUNT_MAX, CLASSES as usize),
            its in prop::collection::vec(0u64..=COUNT_MAX, CLASSES as usize),
        ) {
            let packed = |of: &[u64]| Tally {
                counts: of.iter().rev().fold(0, |counts, count| counts << 4 | count) | 3 << WORDS_AT | UNTOLD,
                ..Tally::default()
            };
            let plain: u64 = own.iter().zip(&its).map(|(own, its)| own.saturating_sub(*its)).sum();
            prop_assert_eq!(u64::from(packed(&own).beyond(packed(&its))), plain);
        }
    }

    #[test]
    fn names_that_may_be_alike_are_let_through() {
        for (listed, query) in [
            ("Aleksandr Tregubets", "TREGUBETZ, Alexandr"),
            // A pet name has other letters, also beside another name that both have.
            ("Aleksandr Tregubets", "Sasha Tregubetz"),
            ("Mohammed Aleksandr Brandt", "Mohammed Sasha Brandt"),
            // A word left out, however long it is.
            ("Odo Marlowe", "Odo Konstantinopolskiy Marlowe"),
            ("Odo Marlowe", "Odo Gritsenko Konstantinopolskiy Marlowe"),
            // A patronymic and an initial may be missing or stand for a word.
            ("Odo Petrovich Brandt", "Odo Brandt"),
            ("Odo K. Brandt", "Odo Kasimir Brandt"),
            ("محمد البرند", "Mohammed al-Brandt"),
        ] {
            assert!(may_be(listed, query) && may_be(query, listed), "{listed} | {query}");
        }
        let firm = |text: &str| Tally::new(&PreparedName::new(NameKind::Organisation, text));
        assert!(firm("Grey Heron").may_be(firm("Blue Otter Shipping"), false));
    }

    #[test]
    fn names_with_other_words_beside_common_ones_are_not() {
        for (listed, query) in [
            ("Mohammed Ali Tregubets", "Mohammed Ali Hassan"),
            ("Mohammed Ali Brandt", "Mohammed Ali Sif Marlowe"),
            ("Odo Marlowe", "Odo Tregubets"),
        ] {
            assert!(!may_be(listed, query) && !may_be(query, listed), "{listed} | {query}");
        }
    }

    #[test]
    fn two_words_that_may_be_one_count_as_one() {
        let (apart, whole) = (tally("Marlo Zimmer Koloman"), tally("Marlozimmer Kototad"));
        assert!(!apart.may_be(whole, false) && apart.may_be(whole, true));
    }
}
