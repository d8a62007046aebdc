//! What `fiu detect` may be asked.

use clap::Args;
use serde::Serialize;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Look for the patterns of laundering, G01 to G34, in payments.
#[derive(Args, Clone, Debug, Serialize)]
#[command(after_help = "\
A hit is a reason to look, not a judgement: every pattern has innocent explanations, and results name them.
Amounts are compared in one currency: that of the first payment, or --currency. Payments in others count if a column
`reference_amount` says what they are worth or a mapping file has rates; else they are counted and left out.

Exit codes:
  0  done
  1  done, but a limit stopped a search, as the results say
  2  called wrongly, or a file cannot be used; nothing was written
  130  ended as asked; nothing was written; started again with the same --out, finished patterns are taken up")]
pub struct DetectArgs {
    /// Payments: CSV or Parquet with time, from, to, amount, currency, and if there are any id, channel,
    /// reference_amount, conductor; goAML reports (XML, ZIP or a folder of them); FollowTheMoney entities (JSON, one a
    /// line)
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// What is known about accounts: CSV or Parquet with account, and if there are any owner, class, opened, country
    #[arg(long, value_name = "FILE")]
    pub accounts: Vec<PathBuf>,
    /// Ties of accounts: CSV or Parquet with account, tie (owner, controls, director, address, phone, device …), value
    #[arg(long, value_name = "FILE")]
    pub ties: Vec<PathBuf>,
    /// Names of columns, units, times, rates, channels, as TOML; for one file alone FILE=MAPPING
    #[arg(long, value_name = "MAPPING")]
    pub mapping: Vec<String>,
    /// The currency that amounts are compared in; that of the first payment if not given
    #[arg(long, value_name = "CODE")]
    pub currency: Option<String>,
    /// Patterns to look for, with commas between them, such as G03,G07; all if not given
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub patterns: Vec<String>,
    /// Parameters of patterns as TOML: a table for each code, such as [G03] window = "14d"
    #[arg(long, value_name = "FILE")]
    pub parameters: Option<PathBuf>,
    /// Most hits of one pattern
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub hits_max: u64,
    /// Most steps of one search
    #[arg(long, value_name = "N", default_value_t = 2_000_000_000)]
    pub steps_max: u64,
    /// Patterns that are looked for at the same time; one per core if not given
    #[arg(long, value_name = "N")]
    #[serde(skip)]
    pub jobs: Option<NonZeroUsize>,
    /// The folder to write; it must not be there yet. Without it only the summary is printed
    #[arg(long, value_name = "FOLDER")]
    #[serde(skip)]
    pub out: Option<PathBuf>,
    /// Write the tables as Parquet besides
    #[arg(long, requires = "out")]
    #[serde(skip)]
    pub parquet: bool,
}
