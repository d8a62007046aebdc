//! What two mentions have in common, feature by feature, one file each.
//!
//! A feature looks at all values that both sides have and says at which *level* the best two of them meet. Level 0 is
//! always "one side says nothing", which is worth nothing. What a level is worth is not decided here but in
//! [`crate::weights`]; only how rare the agreeing value is comes from here, because it depends on the value.

use crate::people::Memory;
use crate::store::{Parts, Store};
use crate::weights::rarity::Rarities;

pub(crate) mod birth;
pub(crate) mod company;
pub(crate) mod family;
pub(crate) mod given;
pub(crate) mod kin;
pub(crate) mod mail;
pub(crate) mod name;
pub(crate) mod number;
pub(crate) mod order;
pub(crate) mod phone;
pub(crate) mod place;
pub(crate) mod second;
pub(crate) mod sex;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(usize)]
pub enum Feature {
    /// First given name.
    Given,
    /// Second given name.
    Second,
    /// Family name.
    Family,
    /// Whether given and family name stand in the same order.
    Order,
    /// Name of an organisation.
    Company,
    /// Date of birth or foundation.
    Birth,
    /// Sex.
    Sex,
    /// Address.
    Place,
    /// Telephone.
    Phone,
    /// Mail address.
    Mail,
    /// Identifiers.
    Number,
}

/// How many features there are.
pub const FEATURES: usize = 11;
/// No feature has more levels than this, level 0 included.
pub const LEVELS_MAX: usize = 12;

impl Feature {
    /// All of them, in order.
    pub const ALL: [Self; FEATURES] = [
        Self::Given,
        Self::Second,
        Self::Family,
        Self::Order,
        Self::Company,
        Self::Birth,
        Self::Sex,
        Self::Place,
        Self::Phone,
        Self::Mail,
        Self::Number,
    ];

    /// Its name in weight files and sentence keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Second => "second",
            Self::Family => "family",
            Self::Order => "order",
            Self::Company => "company",
            Self::Birth => "birth",
            Self::Sex => "sex",
            Self::Place => "place",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Number => "number",
        }
    }

    /// The names of its levels from level 1 on, the strongest agreement first.
    pub const fn levels(self) -> &'static [&'static str] {
        match self {
            Self::Given => given::LEVELS,
            Self::Second => second::LEVELS,
            Self::Family => family::LEVELS,
            Self::Order => order::LEVELS,
            Self::Company => company::LEVELS,
            Self::Birth => birth::LEVELS,
            Self::Sex => sex::LEVELS,
            Self::Place => place::LEVELS,
            Self::Phone => phone::LEVELS,
            Self::Mail => mail::LEVELS,
            Self::Number => number::LEVELS,
        }
    }
}

/// How one feature came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Outcome {
    /// 0: nothing to compare; else a level of the feature.
    pub(crate) level: u8,
    /// How rare the agreeing value is, in thousandths of a bit; 0: as the weights table says for the level.
    pub(crate) rare: u16,
    /// Which of the values of either side met (number of the name, date, address …).
    pub(crate) met: (u8, u8),
}

/// How all features came out, in the order of [`Feature::ALL`].
pub(crate) type Outcomes = [Outcome; FEATURES];

/// Outcomes without what met: all that the weight of a pair follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Compact {
    /// Four bits for the level of each feature, and above them one for each whose rarity is in `rares`.
    pub(crate) levels: u64,
    /// Sum of the rarities, in thousandths of a bit.
    pub(crate) rares: u32,
}

impl Compact {
    /// The levels alone.
    const LEVELS: u64 = (1 << (4 * FEATURES)) - 1;

    pub(crate) fn new(outcomes: &Outcomes) -> Self {
        let mut compact = Self::default();
        for (place, outcome) in outcomes.iter().enumerate() {
            compact.levels |= u64::from(outcome.level & 15) << (4 * place);
            compact.levels |= u64::from(outcome.rare != 0 && outcome.level != 0) << (4 * FEATURES + place);
            compact.rares += if outcome.level == 0 { 0 } else { u32::from(outcome.rare) };
        }
        compact
    }

    /// The levels as one number, without rarities.
    pub(crate) const fn pattern(self) -> u64 {
        self.levels & Self::LEVELS
    }

    /// Whether the rarity of the agreeing value takes the place of what the weights table says.
    pub(crate) const fn has_rarity(self, feature: usize) -> bool {
        self.levels >> (4 * FEATURES + feature) & 1 == 1
    }
}

/// The level of each feature in a pattern.
pub(crate) fn levels_of(pattern: u64) -> [u8; FEATURES] {
    let mut levels = [0; FEATURES];
    levels.iter_mut().enumerate().for_each(|(place, level)| *level = ((pattern >> (4 * place)) & 15) as u8);
    levels
}

/// What comparing needs besides the two.
pub(crate) struct Tools<'s> {
    pub(crate) store: &'s Store,
    pub(crate) rarities: &'s Rarities,
    pub(crate) memory: &'s mut Memory,
}

impl Outcome {
    pub(crate) const fn level(level: u8) -> Self {
        Self { level, rare: 0, met: (0, 0) }
    }
}

/// Compares two mentions of one kind. Symmetric but for `met`.
pub(crate) fn compare(tools: &mut Tools<'_>, a: u32, b: u32) -> Outcomes {
    let mut outcomes = compare_facts(tools, a, b);
    compare_names(tools, a, b, &mut outcomes);
    outcomes
}

/// Compares all but the names, which cost the most.
pub(crate) fn compare_facts(tools: &Tools<'_>, a: u32, b: u32) -> Outcomes {
    let (left, right) = (tools.store.view(a), tools.store.view(b));
    let (l, r): (Parts<'_>, Parts<'_>) = (left.parts(), right.parts());
    let none = Outcome::default();
    [
        none,
        none,
        none,
        none,
        none,
        birth::compare(l.births, r.births),
        sex::compare(left.sex(), right.sex()),
        place::compare(tools, l.places, r.places),
        phone::compare(l.phones, r.phones),
        mail::compare(tools, l.mails, r.mails),
        number::compare(tools, l.numbers, r.numbers),
    ]
}

/// Compares the names, and puts how they came out before the facts.
pub(crate) fn compare_names(tools: &mut Tools<'_>, a: u32, b: u32, outcomes: &mut Outcomes) {
    let (left, right) = (tools.store.view(a), tools.store.view(b));
    let (l, r) = (left.parts().names, right.parts().names);
    let [given, second, family, order, company, ..] = outcomes;
    if left.kind() == crate::mention::Kind::Person {
        [*given, *second, *family, *order] = name::compare(tools, l, r);
    } else {
        *company = company::compare(tools, l, r);
    }
}

/// The best outcome over all pairs of values of two sides: lowest level, then rarest, first found.
pub(crate) fn best<A: Copy, B: Copy>(
    left: impl Iterator<Item = A>,
    right: impl Iterator<Item = B> + Clone,
    mut meet: impl FnMut(A, B) -> Outcome,
) -> Outcome {
    let mut found = Outcome::default();
    for (i, a) in left.enumerate() {
        for (j, b) in right.clone().enumerate() {
            let outcome = meet(a, b);
            let better = outcome.level != 0
                && (found.level == 0
                    || (outcome.level, u16::MAX - outcome.rare) < (found.level, u16::MAX - found.rare));
            if better {
                found = Outcome { met: (i as u8, j as u8), ..outcome };
            }
        }
    }
    found
}

/// Whether two texts are one slip apart: one sign replaced, left out or added, or two neighbours exchanged.
pub(crate) fn one_slip(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a.as_bytes(), b.as_bytes()) } else { (b.as_bytes(), a.as_bytes()) };
    if long.len() - short.len() > 1 || long == short {
        return false;
    }
    let same = long.iter().zip(short).take_while(|(x, y)| x == y).count();
    let (l, s) = (long.get(same..).unwrap_or_default(), short.get(same..).unwrap_or_default());
    match (l, s) {
        ([_, l @ ..], s) if l.len() == s.len() => l == s,
        ([x, y, l @ ..], [u, v, s @ ..]) if x == v && y == u => l == s,
        ([_, l @ ..], [_, s @ ..]) => l == s,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips() {
        for (a, b, one) in [
            ("12345", "12345", false),
            ("12345", "12346", true),
            ("12345", "1234", true),
            ("12345", "2345", true),
            ("12345", "13245", true),
            ("12345", "12354", true),
            ("12345", "13254", false),
            ("12345", "123", false),
            ("ab", "ba", true),
            ("a", "b", true),
            ("", "a", true),
            ("", "", false),
            ("12345", "22346", false),
        ] {
            assert_eq!((one_slip(a, b), one_slip(b, a)), (one, one), "{a} {b}");
        }
    }

    #[test]
    fn outcomes_are_made_compact_without_loss() {
        let levels = [8, 3, 6, 2, 5, 10, 2, 6, 3, 3, 5];
        let mut outcomes = levels.map(Outcome::level);
        outcomes[0].rare = 30_000;
        outcomes[10].rare = u16::MAX;
        outcomes[3] = Outcome { level: 0, rare: 7, met: (1, 2) };
        let compact = Compact::new(&outcomes);
        let mut expected = levels;
        expected[3] = 0;
        assert_eq!((levels_of(compact.pattern()), compact.rares), (expected, 95_535));
        let with: Vec<usize> = (0..FEATURES).filter(|feature| compact.has_rarity(*feature)).collect();
        assert_eq!(with, [0, 10]);
    }

    #[test]
    fn every_feature_has_names_for_its_levels() {
        for (place, feature) in Feature::ALL.into_iter().enumerate() {
            assert_eq!(feature as usize, place);
            assert!(!feature.levels().is_empty() && feature.levels().len() < LEVELS_MAX, "{}", feature.name());
        }
    }
}
