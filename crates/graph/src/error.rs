//! What can be wrong with rows on their way into a graph.

use std::fmt;

/// A row as the caller counts it: from zero, over all rows this builder was given of this sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The row, from zero.
    pub row: u64,
    /// The column by its name.
    pub column: &'static str,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}, column {}", self.row, self.column)
    }
}

/// Why a row, a column or a batch was refused. Nothing of a refused batch is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// GR01: a column that must be there is not.
    #[error("the column {column} is missing; add it or map one of {present} to it")]
    ColumnMissing {
        /// What is missing.
        column: &'static str,
        /// What is there.
        present: String,
    },
    /// GR02: a column has another type than it should.
    #[error("the column {column} is {found}; make it {expected}")]
    ColumnType {
        /// Which column.
        column: &'static str,
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// GR03: columns differ in length.
    #[error("the column {column} has {found} rows and the first has {expected}; give every column the same number")]
    ColumnLength {
        /// Which column.
        column: &'static str,
        /// Rows of the first column.
        expected: usize,
        /// Rows of this one.
        found: usize,
    },
    /// GR04: a value that must be there is not.
    #[error("{at}: nothing is there; every row needs a value")]
    Null {
        /// Where.
        at: Cell,
    },
    /// GR05: an amount below zero. The direction of a payment says who pays.
    #[error("{at}: the amount {value} is below zero; swap payer and payee instead")]
    Negative {
        /// Where.
        at: Cell,
        /// The amount in minor units.
        value: i64,
    },
    /// GR06: not a number, infinite, or not a plain decimal number.
    #[error("{at}: this is not a plain decimal number; write digits and one point, such as 1234.56")]
    NotANumber {
        /// Where.
        at: Cell,
    },
    /// GR07: more decimals than the currency has.
    #[error("{at}: {found} decimals, and the currency has {digits}; round at the source")]
    Decimals {
        /// Where.
        at: Cell,
        /// Decimals found.
        found: u8,
        /// Decimals of the currency.
        digits: u8,
    },
    /// GR08: an amount too large to be kept in minor units.
    #[error("{at}: the amount does not fit into 63 bits of minor units; check the unit")]
    TooLarge {
        /// Where.
        at: Cell,
    },
    /// GR09: a time outside 1900 to 2099.
    #[error("{at}: the time {value} is outside the years 1900 to 2099; give seconds since 1970 in UTC")]
    Time {
        /// Where.
        at: Cell,
        /// Seconds since 1970.
        value: i64,
    },
    /// GR10: one currency with two numbers of decimals.
    #[error("{at}: the currency {code} came with {found} decimals and has {digits}; convert one of the sources")]
    MixedUnits {
        /// Where.
        at: Cell,
        /// The currency.
        code: String,
        /// Decimals it has here.
        digits: u8,
        /// Decimals it came with.
        found: u8,
    },
    /// GR11: the amount in the reference currency differs from the amount although the currency is the same.
    #[error("{at}: the amount is {amount} and in its own currency {reference}; they must be equal")]
    ReferenceDiffers {
        /// Where.
        at: Cell,
        /// The amount, minor units.
        amount: i64,
        /// What was given as its amount in the reference currency, minor units.
        reference: i64,
    },
    /// GR12: a place that is not on the globe.
    #[error("the place is not on the globe; give latitude -90 to 90 and longitude -180 to 180 in degrees")]
    Place,
    /// GR13: more nodes, edges, texts, currencies or channels than there are numbers for.
    #[error("more than {most} {things}; cut the data into stretches of time")]
    TooMany {
        /// Of what.
        things: &'static str,
        /// How many there may be.
        most: u64,
    },
    /// GR14: a node, row or value that this builder did not give.
    #[error("{at}: number {value} was not given by this builder")]
    Foreign {
        /// Where.
        at: Cell,
        /// The number.
        value: u32,
    },
    /// GR15: a code that is not what it should be.
    #[error("{at}: {value:?} is not {expected}")]
    Code {
        /// Where.
        at: Cell,
        /// What was given.
        value: String,
        /// What it should be.
        expected: &'static str,
    },
    /// GR16: amounts in major and in minor units at once.
    #[error("there are amounts in major and in minor units; leave one of the two columns out")]
    BothUnits,
}

impl GraphError {
    /// A code that does not change.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ColumnMissing { .. } => "GR01",
            Self::ColumnType { .. } => "GR02",
            Self::ColumnLength { .. } => "GR03",
            Self::Null { .. } => "GR04",
            Self::Negative { .. } => "GR05",
            Self::NotANumber { .. } => "GR06",
            Self::Decimals { .. } => "GR07",
            Self::TooLarge { .. } => "GR08",
            Self::Time { .. } => "GR09",
            Self::MixedUnits { .. } => "GR10",
            Self::ReferenceDiffers { .. } => "GR11",
            Self::Place => "GR12",
            Self::TooMany { .. } => "GR13",
            Self::Foreign { .. } => "GR14",
            Self::Code { .. } => "GR15",
            Self::BothUnits => "GR16",
        }
    }
}
