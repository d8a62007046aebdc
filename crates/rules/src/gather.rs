//! What a run remembers of the transactions that passed by: a little for each streaming collection, however long the
//! report is.

use crate::decimal::Decimal;
use crate::eval::{Collected, Env, Node, Source};
use crate::expr::{Accumulator, Gather};
use crate::limits::DISTINCT_MAX;
use hashbrown::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use vocab::ElementId;

/// The state of one streaming collection.
#[derive(Clone, Debug)]
pub(crate) enum Gathered {
    Count(u64),
    Exists(bool),
    All(bool),
    /// Absent once it did not fit.
    Sum(Option<Decimal>),
    /// Fingerprints of 128 bits instead of values, so that long values take no more memory than short ones.
    Distinct {
        seen: HashSet<(u64, u64)>,
        capped: bool,
    },
}

impl Gathered {
    pub(crate) fn new(accumulator: &Accumulator) -> Self {
        match accumulator.gather {
            Gather::Count => Self::Count(0),
            Gather::Exists(_) => Self::Exists(false),
            Gather::All(_) => Self::All(true),
            Gather::Sum(_) => Self::Sum(Some(Decimal::ZERO)),
            Gather::Distinct(_) => Self::Distinct { seen: HashSet::new(), capped: false },
        }
    }

    /// Takes in the transaction of `env`. What is absent adds nothing to a sum and is no distinct value.
    pub(crate) fn add(&mut self, accumulator: &Accumulator, env: &Env<'_>) {
        env.set(accumulator.variable, Node { source: Source::Record, id: ElementId(0) });
        match (self, &accumulator.gather) {
            (Self::Count(count), _) => *count = count.saturating_add(1),
            (Self::Exists(found), Gather::Exists(condition)) => *found = *found || env.bool(condition),
            (Self::All(all), Gather::All(condition)) => *all = *all && env.bool(condition),
            (Self::Sum(sum), Gather::Sum(number)) => {
                if let Some(number) = env.number(number) {
                    *sum = sum.and_then(|sum| sum.plus(number));
                }
            }
            (Self::Distinct { seen, capped }, Gather::Distinct(text)) => {
                if let Some(text) = env.text(text) {
                    let print = fingerprint(&text);
                    if seen.len() < DISTINCT_MAX {
                        seen.insert(print);
                    } else {
                        *capped = *capped || !seen.contains(&print);
                    }
                }
            }
            _ => {}
        }
    }

    pub(crate) fn result(&self) -> Collected {
        match self {
            Self::Count(count) => Collected::Number(Some(Decimal::from_count(*count))),
            Self::Exists(truth) | Self::All(truth) => Collected::Bool(*truth),
            Self::Sum(sum) => Collected::Number(*sum),
            Self::Distinct { seen, .. } => {
                Collected::Number(Some(Decimal::from_count(u64::try_from(seen.len()).unwrap_or(u64::MAX))))
            }
        }
    }

    pub(crate) fn capped(&self) -> bool {
        matches!(self, Self::Distinct { capped: true, .. })
    }
}

fn fingerprint(text: &str) -> (u64, u64) {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        text.hash(&mut hasher);
        hasher.finish()
    };
    (half(0), half(1))
}
