//! Mentions of people and companies in twelve scripts, as reports hold them, with the true identity known.
//!
//! One person appears in many files: spelt by another passport's habit, with a slip of the typist, with the parts
//! exchanged, an initial, a nickname, a husband's name, without the second name, with half a date of birth, after a
//! move, with another telephone. A [`Crowd`] makes such mentions in any number; mention and truth follow from the seed
//! and a number, so nothing is stored and any part of a million can be made alone.
//!
//! **Invariants**
//!
//! - The same crowd gives the same mentions on every machine.
//! - National numbers, passports, mobile telephones, e-mail addresses and register numbers of one identity never belong
//!   to another, but for slips, which the truth tells; landlines and addresses are shared by households.
//! - The share of further mentions is what was asked for, to the mention.
//! - The truth is in no field of a mention.
//! - Nobody in it exists: names are composed at random of common or invented parts, e-mail addresses end in `.example`,
//!   telephone numbers begin with `+999`, which is nobody's, and identity numbers are Zedland's.
//!
//! Limits: fewer than 2^31 identities.
//!
//! 1. [`tokens`]: parts of names. [`identity`]: true people and companies.
//! 2. [`slips`]: typing errors. [`vary`]: how a mention differs.
//! 3. [`pairs`]: labelled pairs of names. [`tables`]: CSV.

pub mod identity;
pub mod pairs;
pub mod slips;
pub mod tables;
pub mod tokens;
pub mod vary;

pub use identity::{Identity, Kind};
pub use pairs::Pair;
pub use tokens::Script;

use crate::draw::{Domain, Draw};

/// How often a mention differs from the truth, for each way, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noise {
    /// Name of the level.
    pub name: &'static str,
    /// Another romanisation.
    pub romanised: u64,
    /// Its own script, when it is not Latin.
    pub own_script: u64,
    /// A typing error of any kind.
    pub typo: u64,
    /// A neighbouring key.
    pub keyboard: u64,
    /// Family name first, or in the column of the given name.
    pub swapped: u64,
    /// An initial for the given or the middle name.
    pub initial: u64,
    /// A nickname.
    pub nickname: u64,
    /// A woman's name after marriage.
    pub married: u64,
    /// No middle name, no second family name, or a name of the line left out.
    pub shortened: u64,
    /// Written together, with a hyphen or with a blank; in capitals; without accents.
    pub written: u64,
    /// Year, or year and month, instead of a date of birth.
    pub partial_date: u64,
    /// Day and month exchanged.
    pub swapped_date: u64,
    /// A date wrong in one part.
    pub wrong_date: u64,
    /// An earlier or later address.
    pub moved: u64,
    /// Another telephone number.
    pub new_phone: u64,
    /// A passport after its renewal.
    pub new_passport: u64,
    /// A slip in an identity number.
    pub wrong_number: u64,
}

impl Noise {
    /// Careful typists and people who stay where they are.
    pub const CALM: Self = Self {
        name: "calm",
        romanised: 150,
        own_script: 100,
        typo: 15,
        keyboard: 5,
        swapped: 10,
        initial: 20,
        nickname: 10,
        married: 10,
        shortened: 100,
        written: 60,
        partial_date: 10,
        swapped_date: 3,
        wrong_date: 5,
        moved: 60,
        new_phone: 50,
        new_passport: 50,
        wrong_number: 2,
    };
    /// What files of many banks look like.
    pub const USUAL: Self = Self {
        name: "usual",
        romanised: 400,
        own_script: 200,
        typo: 60,
        keyboard: 25,
        swapped: 40,
        initial: 60,
        nickname: 40,
        married: 40,
        shortened: 250,
        written: 150,
        partial_date: 60,
        swapped_date: 15,
        wrong_date: 25,
        moved: 200,
        new_phone: 150,
        new_passport: 150,
        wrong_number: 8,
    };
    /// Hurried typists, and people who do not want to be found.
    pub const MURKY: Self = Self {
        name: "murky",
        romanised: 700,
        own_script: 300,
        typo: 150,
        keyboard: 60,
        swapped: 100,
        initial: 120,
        nickname: 90,
        married: 80,
        shortened: 450,
        written: 250,
        partial_date: 150,
        swapped_date: 40,
        wrong_date: 60,
        moved: 400,
        new_phone: 300,
        new_passport: 300,
        wrong_number: 25,
    };

    /// The named levels.
    pub const ALL: [Self; 3] = [Self::CALM, Self::USUAL, Self::MURKY];

    /// The level of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|noise| noise.name == name)
    }
}

/// Weights of the scripts, in the order of [`Script::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mix(pub [u64; 12]);

impl Mix {
    /// Every script alike.
    pub const EVEN: Self = Self([1; 12]);
    /// Half Latin, the rest in shares that a country with many neighbours might have.
    pub const COUNTRY: Self = Self([50, 10, 5, 10, 4, 3, 5, 2, 2, 4, 2, 3]);

    /// One script alone.
    pub fn only(script: Script) -> Self {
        Self(Script::ALL.map(|other| u64::from(other == script)))
    }

    fn choose(self, draw: &mut Draw) -> Script {
        let mut at = draw.below(self.0.iter().sum());
        for (script, weight) in Script::ALL.into_iter().zip(self.0) {
            if at < weight {
                return script;
            }
            at -= weight;
        }
        Script::Latin
    }
}

/// Which mentions to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// Where all chance comes from.
    pub seed: u64,
    /// How many mentions.
    pub mentions: u64,
    /// Share of mentions, in thousandths, of somebody who has another mention in the crowd already.
    pub duplicates: u64,
    /// How much they differ.
    pub noise: Noise,
    /// Share of fields left empty, in thousandths, beside those that a file does not have anyway.
    pub missing: u64,
    /// Share of companies, in thousandths.
    pub companies: u64,
    /// Share of people, in thousandths, of the household of somebody else in the crowd.
    pub households: u64,
    /// Scripts.
    pub mix: Mix,
}

/// Somebody, as one file states it. Empty text is a field the file does not have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mention {
    /// Number in the crowd, from 0.
    pub number: u64,
    /// `person` or `company`.
    pub kind: &'static str,
    /// Full name as written.
    pub name: String,
    /// Given name, when the file has columns for parts.
    pub given: String,
    /// Middle name, patronymic or father's name, likewise.
    pub middle: String,
    /// Family name, likewise.
    pub family: String,
    /// Date of birth or foundation: `1980-03-07`, `1980-03` or `1980`.
    pub born: String,
    /// `M` or `F`.
    pub gender: &'static str,
    /// Citizenship or country of registration, ISO 3166 alpha-2.
    pub country: &'static str,
    /// Street, house and flat.
    pub address: String,
    /// City.
    pub city: &'static str,
    /// Telephone as written.
    pub phone: String,
    /// E-mail address.
    pub email: String,
    /// National identity number: eleven digits with a check digit.
    pub national_id: String,
    /// Passport: two letters and eight digits.
    pub passport: String,
    /// Register number of a company: `Z` and ten digits.
    pub register: String,
}

/// How a mention differs from the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is described at the field of Noise of its name")]
pub enum Change {
    Romanised,
    OwnScript,
    Typo,
    Keyboard,
    Swapped,
    Initial,
    Nickname,
    Married,
    Shortened,
    Written,
    PartialDate,
    SwappedDate,
    WrongDate,
    Moved,
    NewPhone,
    NewPassport,
    WrongNumber,
}

impl Change {
    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Romanised => "romanised",
            Self::OwnScript => "own-script",
            Self::Typo => "typo",
            Self::Keyboard => "keyboard",
            Self::Swapped => "swapped",
            Self::Initial => "initial",
            Self::Nickname => "nickname",
            Self::Married => "married",
            Self::Shortened => "shortened",
            Self::Written => "written",
            Self::PartialDate => "partial-date",
            Self::SwappedDate => "swapped-date",
            Self::WrongDate => "wrong-date",
            Self::Moved => "moved",
            Self::NewPhone => "new-phone",
            Self::NewPassport => "new-passport",
            Self::WrongNumber => "wrong-number",
        }
    }
}

/// The truth about a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Truth {
    /// Number of the mention.
    pub mention: u64,
    /// Who it is.
    pub identity: u64,
    /// The script of that identity.
    pub script: Script,
    /// How it differs, each way once.
    pub changes: Vec<Change>,
}

impl Crowd {
    /// A crowd with a fifth of further mentions, the usual noise, an eighth of companies and a tenth of empty fields.
    pub fn new(seed: u64, mentions: u64) -> Self {
        Self {
            seed,
            mentions: mentions.clamp(1, 1 << 31),
            duplicates: 200,
            noise: Noise::USUAL,
            missing: 100,
            companies: 125,
            households: 60,
            mix: Mix::EVEN,
        }
    }

    /// How many identities the mentions have.
    pub const fn identities(&self) -> u64 {
        let further = self.mentions * if self.duplicates > 990 { 990 } else { self.duplicates } / 1000;
        self.mentions - further
    }

    /// The identity behind a mention, and whether it is the one that every identity has at least.
    fn behind(&self, number: u64) -> (u64, bool) {
        let place = shuffled(number, self.mentions.max(1), self.seed);
        let identities = self.identities();
        if place < identities {
            return (place, true);
        }
        // Most have one further mention; one in fifty identities gets a good part of them.
        let mut draw = Draw::new(self.seed, Domain::Mention, place | 1 << 62);
        let few = (identities / 50).max(1);
        let among = if draw.per_mille(250) { few } else { identities };
        (draw.below(among), false)
    }

    /// An identity of the crowd.
    pub fn identity(&self, identity: u64) -> Identity {
        Identity::new(self, identity)
    }

    /// A mention and the truth about it. Numbers are below [`Crowd::mentions`].
    pub fn mention(&self, number: u64) -> (Mention, Truth) {
        let (identity, first) = self.behind(number);
        let who = self.identity(identity);
        vary::mention(self, &who, number, first)
    }

    /// All mentions with the truth about each.
    pub fn iter(&self) -> impl Iterator<Item = (Mention, Truth)> + use<> {
        let crowd = *self;
        (0..crowd.mentions).map(move |number| crowd.mention(number))
    }
}

/// A one-to-one shuffling of the numbers below `count`: a step that shares no factor with it.
fn shuffled(number: u64, count: u64, seed: u64) -> u64 {
    let mut step = (count / 8 * 5 + seed % 97) | 1;
    while common(step, count) != 1 {
        step += 2;
    }
    ((u128::from(number) * u128::from(step) + u128::from(seed)) % u128::from(count)) as u64
}

fn common(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { common(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn shuffling_is_one_to_one() {
        for count in [1, 2, 7, 1000, 4096, 30_030] {
            let places: HashSet<u64> = (0..count).map(|n| shuffled(n, count, 12_345)).collect();
            assert_eq!(places.len() as u64, count);
            assert!(places.iter().all(|place| *place < count));
        }
    }
}
