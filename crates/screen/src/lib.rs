//! Screening of names and profiles against lists, both ways.
//!
//! **Owns**: reading lists in the formats of their publishers, one entry type for all of them, the index over names and
//! identifiers, hits that explain themselves, the comparison of two versions of a list.
//!
//! **Limits**: pure; bytes and readers in, values out. No network, no clock, no randomness; how two names compare is
//! the business of `names`.
//!
//! **Invariants**
//!
//! - A list is read whole or refused with a place; a broken entry is left out as a whole and reported.
//!
//! Reading order: [`entry`] and [`date`], then [`list`].

pub mod date;
pub mod entry;
pub mod list;
