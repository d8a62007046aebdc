//! What is traced through: opening balances and entries.

use crate::error::TraceError;

/// Most legs on one side of an entry.
pub const LEGS_MAX: usize = 10_000;
/// Most seeds of one tracing.
pub const SEEDS_MAX: usize = 1_000;

/// Where money is taken from or given to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// An account, a wallet, an address: money in it is followed further.
    Account(String),
    /// Somewhere that is not followed: cash, a bank without statements. What comes from there is nobody's until it is a
    /// seed's; what goes there stays there.
    Outside(String),
    /// An entry with several payers: its money is one there.
    Entry(String),
    /// What entries cost.
    Fees,
}

impl Place {
    /// An account by its number.
    pub fn account(number: &str) -> Self {
        Self::Account(number.to_owned())
    }

    /// Somewhere outside, by a name.
    pub fn outside(name: &str) -> Self {
        Self::Outside(name.to_owned())
    }

    /// Its name alone.
    pub fn name(&self) -> &str {
        match self {
            Self::Account(name) | Self::Outside(name) | Self::Entry(name) => name,
            Self::Fees => "fees",
        }
    }
}

/// One side of an entry at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Where.
    pub place: Place,
    /// In which currency, by its code; for virtual assets any unit.
    pub currency: String,
    /// How much, in minor units, more than 0.
    pub amount_minor: i64,
}

/// A movement of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is called in the statement; a seed names it by this.
    pub id: String,
    /// When, in seconds since 1970 (UTC). Entries of one moment happen in the order in which they are given.
    pub at: i64,
    /// Where it is taken.
    pub debits: Vec<Leg>,
    /// Where it is given, in the order in which the methods that know an order fill them.
    pub credits: Vec<Leg>,
    /// What of the debits is a fee: it leaves after the credits. In the currency of the debits.
    pub fee_minor: i64,
}

impl Entry {
    /// From one place to another in one currency, without a fee.
    pub fn simple(id: &str, at: i64, from: Place, to: Place, (currency, amount_minor): (&str, i64)) -> Self {
        let leg = |place| Leg { place, currency: currency.to_owned(), amount_minor };
        Self { id: id.to_owned(), at, debits: vec![leg(from)], credits: vec![leg(to)], fee_minor: 0 }
    }

    /// The currency of the debits and of the credits.
    pub(crate) fn currencies(&self) -> (&str, &str) {
        (
            self.debits.first().map_or("", |leg| leg.currency.as_str()),
            self.credits.first().map_or("", |leg| leg.currency.as_str()),
        )
    }

    /// Checks what can be checked of it alone. `row` counts from 1.
    pub(crate) fn check(&self, row: usize) -> Result<(), TraceError> {
        for (side, legs) in [("debit", &self.debits), ("credit", &self.credits)] {
            if legs.is_empty() || legs.len() > LEGS_MAX {
                return Err(TraceError::Legs { row, side, legs: legs.len(), legs_max: LEGS_MAX });
            }
            let currency = legs.first().map_or("", |leg| leg.currency.as_str());
            for leg in legs {
                if leg.amount_minor <= 0 {
                    return Err(TraceError::Amount { row, amount_minor: leg.amount_minor });
                }
                if leg.currency != currency {
                    let (account, said, kept) =
                        (leg.place.name().to_owned(), leg.currency.clone(), currency.to_owned());
                    return Err(TraceError::Currency { row, account, said, kept });
                }
            }
        }
        if self.fee_minor < 0 {
            return Err(TraceError::Amount { row, amount_minor: self.fee_minor });
        }
        let (debit, credit) = (sum(&self.debits, row)?, sum(&self.credits, row)?);
        let (from, to) = self.currencies();
        let given = credit.saturating_add(self.fee_minor);
        // In two currencies nothing can be compared but that the fee leaves something to convert.
        let fits = if from == to { debit == given } else { self.fee_minor < debit };
        if fits { Ok(()) } else { Err(TraceError::Unbalanced { row, debit_minor: debit, credit_minor: given }) }
    }
}

fn sum(legs: &[Leg], row: usize) -> Result<i64, TraceError> {
    let sum = legs.iter().try_fold(0_i64, |sum, leg| sum.checked_add(leg.amount_minor));
    let account = || legs.first().map_or(String::new(), |leg| leg.place.name().to_owned());
    sum.ok_or_else(|| TraceError::TooLarge { row, account: account() })
}

/// What is traced through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// What was in accounts before the first entry: account, currency, minor units. An account that is not here begins
    /// empty.
    pub opening: Vec<(String, String, i64)>,
    /// All entries, in any order.
    pub entries: Vec<Entry>,
}

/// Whose money is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seed {
    /// What an entry gives, or the first so many minor units of it.
    Entry {
        /// The entry's id.
        entry: String,
        /// How much of it; all if absent.
        amount_minor: Option<i64>,
    },
    /// So much of what an account holds before the first entry. It counts as older than the rest.
    Opening {
        /// The account.
        account: String,
        /// How much of it; all if absent.
        amount_minor: Option<i64>,
    },
}

/// What to do when money leaves an account that is not known to be in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaps {
    /// Assume that it was there from the beginning, untraced, and tell.
    Assume,
    /// Refuse to trace.
    Refuse,
}
