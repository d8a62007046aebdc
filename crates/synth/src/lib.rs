//! People, lists and money from a seed: mentions with known identities, sanctions lists with known hits, and payments
//! with every pattern of the catalogue planted and known.
//!
//! It is what the engines are measured on, at any size. Everything is invented: names are put together at random from
//! common or invented parts, identity numbers and telephone numbers are of a country that does not exist, programmes
//! and ships are nobody's. A combination of common names may still be somebody's; nothing here is about that person.
//!
//! **Owns** chance ([`draw`]) and days ([`civil`]) of all generated things, parts of names and places, and the three
//! generators. The reports of the invented country are made from the same parts by `testkit`, which offers everything
//! here under its own name as well. Used by tests, examples and benchmarks, by nothing that handles a real report.
//!
//! **Invariants**
//!
//! - The same seed gives the same rows on every machine: no clock, no map order, no floating point.
//! - Rows follow from the seed and a number or are made in a stream; what is kept is bounded and said where it is kept.
//! - Nothing of `names`, `resolve`, `screen`, `graph` or `patterns` is used: what measures them must not share their
//!   errors.
//! - The truth is in its own table and can be told from no other.
//!
//! Reading order:
//!
//! 1. [`draw`], [`civil`], [`luhn`], [`names`], [`places`].
//! 2. [`mentions`]: people and companies in twelve scripts. [`lists`]: entries made of them.
//! 3. [`money`]: ordinary and criminal payments.

pub mod civil;
pub mod draw;
pub mod lists;
pub mod luhn;
pub mod mentions;
pub mod money;
pub mod names;
pub mod places;
