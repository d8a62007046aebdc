//! Which mentions are compared at all.
//!
//! Each mention has some ten keys (`keys`); two mentions that share one are a *candidate pair*. Up to
//! [`crate::limits::BLOCK_MAX`] mentions with one key are compared each with each. In a larger block the mentions stand
//! in an order of their own (by date of birth, then by content, then by number) and each is compared with its next
//! [`crate::limits::WINDOW`] neighbours. So work stays near linear whatever the input, a person reported ten thousand
//! times stays one chain, and which pairs are candidates depends on the set of mentions alone, never on arrival.

pub(crate) mod keys;
pub(crate) mod pairs;
pub mod recall;

/// Where a mention stands in a large block: date of birth, content, number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    pub(crate) born: u32,
    pub(crate) content: u32,
    pub(crate) id: u64,
    pub(crate) place: u32,
}
