//! Screening of names and profiles against lists, both ways.
//!
//! **Owns**: reading lists in the formats of their publishers, one entry type for all of them, the index over names and
//! numbers, hits that explain themselves, the comparison of two versions of a list.
//!
//! **Limits**: pure; bytes and readers in, values out. No network, no clock, no randomness. How two names compare is
//! the business of `names`; who is who among mentions is the business of `resolve`; a hit is a reason to look, not a
//! judgement.
//!
//! **Invariants**
//!
//! - A list is read whole or refused with a place; a broken entry is left out as a whole and reported.
//! - What a search finds depends on the entries held, not on how they came: adding and taking out entries one by one
//!   ends in the same answers as building anew.
//! - A saved state gives the same answers, or is refused as a whole.
//! - Nationality never makes a hit; it only adds to the rank of one.
//! - Values about people hide themselves in debug prints; showing them is a call of `reveal`.
//!
//! Reading order: [`entry`] and [`date`], [`list`], [`query`], [`policy`], [`hit`], [`index`], [`delta`], `saved`.
//!
//! ```
//! use screen::{Entry, Index, Kind, NameKind, Policy, Query, learn_rarity};
//! use std::sync::Arc;
//!
//! let mut entry = Entry::new("OWN", "17", Kind::Person);
//! entry.add_name("Odo Tregubets", NameKind::Primary);
//! let rarity = Arc::new(learn_rarity([&entry]));
//! let index = Index::build([entry], rarity, Policy::default());
//! let answer = index.screener().screen(&Query::name(Kind::Person, "TREGUBETZ, Odo"));
//! assert_eq!(answer.hits.len(), 1);
//! ```

mod country;
pub mod date;
pub mod delta;
pub mod entry;
pub mod hit;
pub mod index;
pub mod list;
pub mod policy;
pub mod query;
mod saved;

pub use date::{Meeting, PartialDate};
pub use delta::{Change, Delta, EntryField};
pub use entry::{Entry, Identifier, IdentifierKind, Kind, ListedName, NameKind, Place};
pub use hit::{Band, Hit, IdentifierHit, NameHit, Screened};
pub use index::{EntryNumber, Index, Screener, learn_rarity};
pub use policy::Policy;
pub use query::Query;
pub use saved::StateError;
