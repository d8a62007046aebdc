//! What `fiu resolve` may be asked.

use clap::Args;
use std::path::PathBuf;

/// Find out which records speak of the same person or organisation.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Two records are linked when the weight of evidence says that they are the same with the certainty that is asked for.
What people judged wins over it. Weights are learnt from the records when there are a thousand or more; --model takes
weights from a file instead, and the folder of results holds those that were used.

With --labels, how records of one and the same come out is counted on the pairs labelled yes; the weights that would be
used without it, learnt or of --model, count for 200 such pairs, and give what labels cannot: prior, kin, threshold. Pairs
labelled no are checked and counted, and nothing is learnt from them: how strangers come out is counted on pairs drawn at
random. Labels decide nothing about the records themselves; for that there is --judgements, which teaches nothing.
Label pairs drawn alike from all that are the same: those alone that somebody doubted teach that the same seldom agree.

There is no taking up of unfinished work: linking looks at all records at once.

Exit codes:
  0  done
  2  called wrongly, or a file cannot be used; nothing was written
  130  ended as asked; nothing was written")]
pub struct ResolveArgs {
    /// Records: CSV or Parquet with name, or given and family, and if there are any id, kind, born, sex, country,
    /// address, city, postcode, phone, email, national_id, passport, register …; goAML reports; FollowTheMoney entities
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Names of columns and how dates are written, as TOML; for one file alone FILE=MAPPING
    #[arg(long, value_name = "MAPPING")]
    pub mapping: Vec<String>,
    /// What people decided: CSV or Parquet with first, second, verdict (same, different, unsure), and if there are any
    /// time and by; of two about the same records the later counts
    #[arg(long, value_name = "FILE")]
    pub judgements: Option<PathBuf>,
    /// Pairs to learn weights from: CSV or Parquet with left, right, same (yes or no; same or different are understood
    /// too); records are named as in pairs.csv
    #[arg(long, value_name = "FILE")]
    pub labels: Option<PathBuf>,
    /// Weights of evidence as TOML, as a folder of results holds them; with --labels, where learning starts
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// How sure a link must be, in thousandths
    #[arg(long, value_name = "N", default_value_t = 900, value_parser = clap::value_parser!(u16).range(500..=999))]
    pub certainty: u16,
    /// The folder to write; it must not be there yet. Without it only the summary is printed
    #[arg(long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Write the tables as Parquet besides
    #[arg(long, requires = "out")]
    pub parquet: bool,
}
