//! A name of a person, company or ship in any script: taken apart, brought to Latin letters, keyed, weighed, compared.
//!
//! The way of a name: text → [`Name`] (words with script and role) → [`PreparedName`] (64 bytes a word) → keys for an
//! index ([`PreparedName::for_each_key`]) and comparison ([`score`] for millions of pairs, [`compare`] for a reader).
//! [`Rarity`] says how much a word weighs; it is learnt by counting and begins with a prior.
//!
//! ```
//! use names::{NameKind, PreparedName, Rarity, compare, score};
//!
//! let rarity = Rarity::prior();
//! let a = PreparedName::new(NameKind::Person, "Brandauer, Aleksandr");
//! let b = PreparedName::new(NameKind::Person, "Alexander Brandauer");
//! assert!(score(&a, &b, &rarity) > 900);
//! assert_eq!(compare(&a, &b, &rarity).similarity, score(&a, &b, &rarity));
//! ```
//!
//! # Invariants and limits
//!
//! Any text is accepted and nothing fails: work and memory are bounded by [`limits`], and what was cut, hidden or
//! odd is told by [`Flags`]. Comparison is symmetric; a usable name compared with itself gives 1000; a placeholder
//! ("unknown", "n/a") gives 0 with everything and has no keys. Results are the same on every machine.
//!
//! Not done: kanji of names that no table here has fall back to readings put together character by character; Korean
//! names in Chinese characters are read as Chinese; a Chinese given name in a southern spelling beside pinyin, both in
//! Latin letters, is not recognised (with the characters on one side it is). A known name is never taken for a slip of
//! another known name, so a slip that makes one name of the tables into another is missed.
//!
//! # Reading order
//!
//! `clean` → `words` → [`Script`], `translit` → `person`, `syllables`, `organisation`, `legal` → `parse` → `sound`,
//! `token`, `prepared` → `keys` → `rarity` → `distance`, `meet`, `sets`, `align`, `bound`, `compare`, `surety`. What is
//! known about words is in `data/`.

mod align;
mod bound;
mod clean;
mod compare;
mod distance;
mod flags;
mod keys;
mod legal;
pub mod limits;
mod meet;
mod organisation;
mod parse;
mod person;
mod prepared;
mod rarity;
mod script;
mod sets;
mod sound;
mod surety;
mod syllables;
mod tables;
mod token;
mod translit;
mod words;

pub use compare::{NameMatch, Remarks, WordPair, compare, compare_where, score, score_from};
pub use flags::Flags;
pub use keys::{Key, KeyClass, KeyClasses};
pub use legal::LegalClass;
pub use meet::{Met, meet_words};
pub use parse::{Name, Role, Word};
pub use prepared::{NameKind, PreparedName};
pub use rarity::{Rarity, RarityError, WEIGHT_PER_BIT};
pub use script::Script;
pub use sets::{WordProbe, WordSets};
pub use token::{Token, TokenKind, stable_hash};
pub use translit::from_latin;
