//! What `fiu screen` may be asked.

use clap::{Args, ValueEnum};
use screen::Band;
use serde::Serialize;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Hold names of people and organisations against sanctions lists and lists of one's own.
#[derive(Args, Clone, Debug, Serialize)]
#[command(after_help = "\
A list is read as what it is: UN, EU, OFAC and UK lists as their publishers write them, FollowTheMoney entities, and any
table with a column of names. Where nothing shows it, write FORMAT=FILE with un, eu, ofac, uk, ftm or csv.
A hit is a reason to look, not a judgement.

Exit codes:
  0  done
  2  called wrongly, or a file cannot be used; nothing was written
  130  ended as asked; nothing was written; started again with the same --out, what was screened is taken up")]
pub struct ScreenArgs {
    /// Who is to be screened: CSV or Parquet with name, or given and family, and if there are any id, kind, born,
    /// country, passport, national_id …; goAML reports (XML, ZIP or a folder of them); FollowTheMoney entities (JSON,
    /// one a line)
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// A list; may be given several times
    #[arg(long = "list", value_name = "[FORMAT=]FILE", required = true)]
    pub lists: Vec<String>,
    /// Names of columns and how dates are written, as TOML; for one file or list alone FILE=MAPPING
    #[arg(long, value_name = "MAPPING")]
    pub mapping: Vec<String>,
    /// Hits that are told: strong alone, likely ones too, or all
    #[arg(long, value_enum, default_value = "weak")]
    pub least: Least,
    /// Threads; one per core if not given
    #[arg(long, value_name = "N")]
    #[serde(skip)]
    pub jobs: Option<NonZeroUsize>,
    /// The folder to write; it must not be there yet. Without it only the summary is printed
    #[arg(long, value_name = "FOLDER")]
    #[serde(skip)]
    pub out: Option<PathBuf>,
    /// Write the table as Parquet besides
    #[arg(long, requires = "out")]
    #[serde(skip)]
    pub parquet: bool,
}

/// The least sure hits that are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize)]
pub enum Least {
    /// To be looked at first
    Strong,
    /// To be looked at
    Likely,
    /// To be looked at when there is time
    Weak,
}

impl Least {
    /// Whether a hit is told.
    pub(super) const fn takes(self, band: Band) -> bool {
        match self {
            Self::Strong => matches!(band, Band::Strong),
            Self::Likely => !matches!(band, Band::Weak),
            Self::Weak => true,
        }
    }
}
