//! What a tracing found.

use crate::ledger::Place;
use crate::method::Method;
use crate::statement::Statement;

/// What a seed marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// The entry or account it names.
    pub what: String,
    /// In which currency.
    pub currency: String,
    /// How many minor units it marked.
    pub amount_minor: i64,
    /// How many it did not mark because another seed had.
    pub overlap_minor: i64,
}

/// One account, one entry: a line of its statement, with what of it is traced. Amounts are minor units of the account's
/// currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The entry's place among the given ones, from 1.
    pub row: usize,
    /// The entry's id.
    pub entry: String,
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
    /// The account.
    pub account: String,
    /// Its currency.
    pub currency: String,
    /// What came in.
    pub in_minor: i64,
    /// What went out.
    pub out_minor: i64,
    /// What is there afterwards.
    pub balance_minor: i64,
    /// How much of what came in is traced.
    pub traced_in_minor: i64,
    /// How much of what went out is traced.
    pub traced_out_minor: i64,
    /// How much of what is there afterwards is traced.
    pub traced_balance_minor: i64,
}

/// Traced money of one seed from one place to another, all entries together: a band of a Sankey picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The seed, by its place among the seeds, from 0.
    pub seed: usize,
    /// From where.
    pub from: Place,
    /// Where to.
    pub to: Place,
    /// In which currency it left.
    pub out_currency: String,
    /// How many minor units of that left.
    pub out_minor: i64,
    /// In which currency it came in.
    pub in_currency: String,
    /// How many minor units of that came in.
    pub in_minor: i64,
    /// By how many entries.
    pub entries: usize,
    /// When the first of them was.
    pub first_at: i64,
    /// When the last of them was.
    pub last_at: i64,
}

/// What is at a place in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Where.
    pub place: Place,
    /// In which currency.
    pub currency: String,
    /// Everything there; for a place outside what came to it.
    pub balance_minor: i64,
    /// What of it is traced: seed and minor units, by seed.
    pub traced: Vec<(usize, i64)>,
}

/// Money that left an account without being known to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The entry's place among the given ones, from 1.
    pub row: usize,
    /// The entry's id.
    pub entry: String,
    /// The account.
    pub account: String,
    /// Its currency.
    pub currency: String,
    /// How much was missing.
    pub missing_minor: i64,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tracing {
    /// By which method.
    pub method: Method,
    /// What each seed marked, in their order.
    pub seeds: Vec<Marked>,
    /// Every account that an entry touched, in the order of time.
    pub lines: Vec<Line>,
    /// The bands of the picture, by seed, from and to.
    pub flows: Vec<Flow>,
    /// What is where in the end: accounts, then what left.
    pub holdings: Vec<Holding>,
    /// What had to be assumed.
    pub gaps: Vec<Gap>,
    /// How it was done, in words for a court.
    pub statement: Statement,
}

impl Tracing {
    /// How much is traced at a place in the end, of all seeds and in all currencies together.
    pub fn traced_at(&self, place: &Place) -> i64 {
        let there = self.holdings.iter().filter(|holding| holding.place == *place);
        there.flat_map(|holding| &holding.traced).fold(0, |sum, (_, minor)| sum.saturating_add(*minor))
    }
}
