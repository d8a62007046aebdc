//! Every way in which a ledger or a seed is refused.

/// Why a tracing was not done. Rows are counted from 1 in the order in which entries were given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TraceError {
    /// An entry moves nothing, or a negative amount.
    #[error("entry {row} moves {amount_minor} minor units; an amount is larger than nothing")]
    Amount {
        /// Which entry.
        row: usize,
        /// The amount.
        amount_minor: i64,
    },
    /// An entry has no leg on one of its sides, or more legs than are possible.
    #[error("entry {row} has {legs} {side} legs; one to {legs_max} are possible")]
    Legs {
        /// Which entry.
        row: usize,
        /// `debit` or `credit`.
        side: &'static str,
        /// How many.
        legs: usize,
        /// The most.
        legs_max: usize,
    },
    /// An account is used with two currencies.
    #[error(
        "entry {row} moves {said} at account {account}, which is kept in {kept}; give the leg in the account's currency"
    )]
    Currency {
        /// Which entry.
        row: usize,
        /// The account.
        account: String,
        /// The currency of the entry.
        said: String,
        /// The currency of the account.
        kept: String,
    },
    /// Debits and credits in one currency do not give the same sum.
    #[error("entry {row} takes {debit_minor} and gives {credit_minor} minor units with fees, in one currency")]
    Unbalanced {
        /// Which entry.
        row: usize,
        /// What is taken.
        debit_minor: i64,
        /// What is given, fee included.
        credit_minor: i64,
    },
    /// A seed names an entry that is not there, or not uniquely.
    #[error("seed {seed} names entry `{entry}`, which is there {count} times; a seed names one entry")]
    SeedEntry {
        /// Which seed, from 1.
        seed: usize,
        /// The entry's id.
        entry: String,
        /// How often it is there.
        count: usize,
    },
    /// A seed is larger than what it marks.
    #[error("seed {seed} marks {seed_minor} minor units of {of_minor}")]
    SeedAmount {
        /// Which seed, from 1.
        seed: usize,
        /// What it marks.
        seed_minor: i64,
        /// Of how much.
        of_minor: i64,
    },
    /// No seed, or too many.
    #[error("there are {seeds} seeds; one to {seeds_max} are possible")]
    Seeds {
        /// How many.
        seeds: usize,
        /// The most.
        seeds_max: usize,
    },
    /// More money leaves an account than is known to be in it, and that was to be an error.
    #[error("entry {row} takes {missing_minor} minor units more from account {account} than is known to be there")]
    Gap {
        /// Which entry.
        row: usize,
        /// The account.
        account: String,
        /// How much is missing.
        missing_minor: i64,
    },
    /// A balance does not fit 64 bits.
    #[error("entry {row}: the balance of account {account} is too large to be reckoned with")]
    TooLarge {
        /// Which entry.
        row: usize,
        /// The account.
        account: String,
    },
}

impl TraceError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Amount { .. } => "TRACE-AMOUNT",
            Self::Legs { .. } => "TRACE-LEGS",
            Self::Currency { .. } => "TRACE-CURRENCY",
            Self::Unbalanced { .. } => "TRACE-UNBALANCED",
            Self::SeedEntry { .. } => "TRACE-SEED-ENTRY",
            Self::SeedAmount { .. } => "TRACE-SEED-AMOUNT",
            Self::Seeds { .. } => "TRACE-SEEDS",
            Self::Gap { .. } => "TRACE-GAP",
            Self::TooLarge { .. } => "TRACE-TOO-LARGE",
        }
    }
}
