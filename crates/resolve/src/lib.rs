//! Who is who: mentions of people and organisations, as reports state them, brought together into clusters.
//!
//! A [`mention::Mention`] is what one report says about somebody. It is made ready once ([`Store`]), has some ten keys
//! ([`blocking`]), is compared with those who share one, feature by feature ([`feature`]), weighed by a model that is
//! data ([`weights`]), and linked when the weight of evidence reaches the model's threshold. [`clusters::Clusters`]
//! takes mentions, judgements of people and their withdrawal one by one and says what changed and why; [`batch`] does a
//! million at once, with the same answers.
//!
//! ```
//! use resolve::clusters::{Clusters, Judgement, MentionId, Verdict};
//! use resolve::mention::{Mention, NameText};
//! use resolve::{dates::PartialDate, weights::Model};
//!
//! let mut clusters = Clusters::new(Model::default());
//! let born = [PartialDate::parse("1971-03-04").unwrap()];
//! for (id, family) in [(1, "Zubkowicz"), (2, "Zubkovicz")] {
//!     let names = [NameText::Parts { given: "Johanna", family }];
//!     let mention = Mention { id: MentionId(id), names: &names, births: &born, phones: &["+44 20 7946 0018"], ..Mention::default() };
//!     clusters.add(&mention).unwrap();
//! }
//! assert_eq!(clusters.cluster_of(MentionId(2)), Some(MentionId(1)));
//! clusters.judge(Judgement { at: 1, by: 7, verdict: Verdict::Different, a: MentionId(1), b: MentionId(2) });
//! assert_eq!(clusters.cluster_of(MentionId(2)), Some(MentionId(2)));
//! ```
//!
//! # Invariants
//!
//! - **The clusters are a function of the set of mentions, the set of judgements and the model**: not of the order of
//!   arrival, the machine, or what was added and taken back meanwhile. Weights are integers; caps on blocks depend on
//!   who is in a block, not on who came first.
//! - **Judgements win**, also through third mentions. Of two that contradict each other the later counts, the other is
//!   listed ([`clusters::Clusters::set_aside`]).
//! - A cluster is named after its smallest mention number, so every name ever given leads to what became of it.
//! - An explanation adds up: its contributions are the weight.
//! - Values about people are not printed by `Debug`; explanations carry them as `vocab::Sensitive`.
//!
//! # Limits
//!
//! All are in [`limits`]. In a block of more than [`limits::BLOCK_MAX`] mentions only neighbours in its own order are
//! compared: work stays near linear, at the price of pairs that share nothing but a frequent key. Nothing here knows of
//! gazetteers; a town spelt differently is another town. The model is fixed for the life of clusters: another model
//! means building anew. A judgement makes the part that hangs together with it be partitioned anew at each change, so a
//! part of a hundred thousand mentions with a judgement in it is slow to grow.
//!
//! # Reading order
//!
//! [`mention`] → [`identifiers`], [`dates`], [`addresses`] → `people`, `words`, `spread`, `store` → [`feature`] →
//! [`weights`] → [`blocking`] → [`batch`] (`sieve`) → [`clusters`] (`partition` first: it alone decides).

pub mod addresses;
pub mod batch;
pub mod blocking;
pub mod clusters;
pub mod dates;
pub mod feature;
pub mod identifiers;
pub mod limits;
pub mod mention;
mod people;
mod sieve;
mod spread;
mod store;
pub mod weights;
mod words;

pub use store::{Place, Store, StoreError};
