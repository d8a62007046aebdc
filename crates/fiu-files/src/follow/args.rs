//! What `fiu trace` may be asked.

use clap::{Args, ValueEnum};
use std::path::PathBuf;
use trace::{Gaps, Method};

/// Follow money of a known origin through statements, by a named method, and write tables, a statement and a page.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Columns are known by their usual names in several languages; a mapping file says what they are when they differ.
No method is the usual one: a court decides which holds, and `--method all` compares them.

Exit codes:
  0  done
  2  called wrongly, or a file cannot be used; nothing was written
  130  ended as asked; nothing was written")]
pub struct TraceArgs {
    /// Transactions: CSV or Parquet with id, time, from, to, amount, currency, and if there are any fee, to_amount,
    /// to_currency; goAML reports (XML, ZIP or a folder of them); FollowTheMoney entities (JSON, one a line)
    #[arg(value_name = "FILE", required = true)]
    pub transactions: Vec<PathBuf>,
    /// What was in accounts before the first transaction: CSV or Parquet with account, balance, currency
    #[arg(long, value_name = "FILE")]
    pub opening: Option<PathBuf>,
    /// Names of columns, units, time format and decimal sign of the transactions, as TOML; for one file alone
    /// FILE=MAPPING
    #[arg(long, value_name = "MAPPING")]
    pub mapping: Vec<String>,
    /// The same for the opening balances
    #[arg(long, value_name = "FILE", requires = "opening")]
    pub opening_mapping: Option<PathBuf>,
    /// Follow what this transaction gives, or so much of it; may be given several times
    #[arg(long, value_name = "ENTRY[=AMOUNT]", required_unless_present = "seed_opening")]
    pub seed: Vec<String>,
    /// Follow what this account holds in the beginning, or so much of it; may be given several times
    #[arg(long, value_name = "ACCOUNT[=AMOUNT]", requires = "opening")]
    pub seed_opening: Vec<String>,
    /// How mixed money is told apart
    #[arg(long, value_enum)]
    pub method: MethodArg,
    /// What to do when more leaves an account than is known to be there: assume it was there, untraced, or refuse
    #[arg(long, value_enum, default_value = "assume")]
    pub gaps: GapsArg,
    /// A place where money is not followed further, such as CASH or EXCHANGE-*; `*` stands for anything
    #[arg(long, value_name = "NAME")]
    pub outside: Vec<String>,
    /// The folder to write; it must not be there yet. Without it only the summary is printed
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Write the tables as Parquet besides
    #[arg(long, requires = "out")]
    pub parquet: bool,
}

/// A method, or all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MethodArg {
    /// First in, first out
    Fifo,
    /// Last in, first out
    Lifo,
    /// In proportion to what is in the account
    ProRata,
    /// The holder's own money leaves first
    LowestIntermediateBalance,
    /// For virtual assets: all that touches traced money is traced
    Poison,
    /// For virtual assets: each output carries its share
    Haircut,
    /// Each of them, compared
    All,
}

impl MethodArg {
    /// The methods that are meant.
    pub(crate) fn methods(self) -> Vec<Method> {
        vec![match self {
            Self::Fifo => Method::Fifo,
            Self::Lifo => Method::Lifo,
            Self::ProRata => Method::ProRata,
            Self::LowestIntermediateBalance => Method::LowestIntermediateBalance,
            Self::Poison => Method::Poison,
            Self::Haircut => Method::Haircut,
            Self::All => return Method::ALL.to_vec(),
        }]
    }
}

/// What to do at a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GapsArg {
    /// Assume that it was there from the beginning, untraced, and tell
    Assume,
    /// Refuse to trace
    Refuse,
}

impl From<GapsArg> for Gaps {
    fn from(gaps: GapsArg) -> Self {
        match gaps {
            GapsArg::Assume => Self::Assume,
            GapsArg::Refuse => Self::Refuse,
        }
    }
}
