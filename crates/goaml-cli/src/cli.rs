//! What the program may be asked, exactly as the user says it. What it means is found out by the commands.

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use profile::Language;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use xsd::Dialect;

/// Checks goAML reports before they are sent, and explains what is wrong with them.
///
/// Works on your own machine: nothing is sent anywhere.
#[derive(Debug, Parser)]
#[command(name = "goaml", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// Language of what is printed: ar, en, es, fr, ru or zh
    #[arg(long, global = true, value_name = "LANGUAGE", default_value = "en", env = "GOAML_LANG", value_parser = language)]
    pub(crate) lang: Language,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done; every report would be taken
  1  a report would be refused
  2  called wrongly, or a file could not be read";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Says everything that is wrong with reports, in one run
    Check(CheckArgs),
    /// Explains a code: what it means, what to do, an example, the law behind it
    Explain(ExplainArgs),
    /// Shows a schema as a page to read: field, meaning, type, occurrence, codes
    Dictionary(DictionaryArgs),
    /// Writes a valid invented report of a kind
    Sample(SampleArgs),
    /// Converts a report from XML to CSV or XLSX, and back
    Convert(ConvertArgs),
    /// Prints the rules of a country as a book
    Rules(RulesArgs),
}

/// What a schema or a country is taken from.
#[derive(Debug, Args, Clone, Default)]
pub(crate) struct Against {
    /// Country: one that is built in (xx-4.0, xx-5.0, zz) or the folder of a profile
    #[arg(long, value_name = "CODE|FOLDER", conflicts_with = "schema")]
    pub(crate) profile: Option<String>,
    /// The schema alone, as an FIU published it
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<PathBuf>,
    /// Whose verdicts a schema gives: those of goAML portals (dotnet) or those of XML Schema 1.0 (w3c)
    #[arg(long, value_name = "DIALECT", default_value = "dotnet", value_enum, requires = "schema")]
    pub(crate) dialect: DialectArg,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DialectArg {
    #[default]
    Dotnet,
    W3c,
}

impl From<DialectArg> for Dialect {
    fn from(dialect: DialectArg) -> Self {
        match dialect {
            DialectArg::Dotnet => Self::DotNet,
            DialectArg::W3c => Self::W3c,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct CheckArgs {
    /// XML files, ZIP archives, or folders of them; - reads standard input
    #[arg(required = true, value_name = "FILE|FOLDER|ZIP")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) against: Against,
    /// Check against the schema of the country and leave its rules out
    #[arg(long)]
    pub(crate) no_rules: bool,
    /// How findings are written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: CheckFormat,
    /// Day of receipt, which says which rules count; today in the country's time zone if not given
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) day: Option<Date>,
    /// Findings listed per file; those beyond are counted
    #[arg(long, value_name = "N", default_value = "1000")]
    pub(crate) max_findings: NonZeroUsize,
    /// Show the values that were found in the report; they may be about people
    #[arg(long)]
    pub(crate) show_values: bool,
    /// Files checked at the same time; one per core if not given
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Sarif,
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Code of a finding, such as XSD-MISSING or ZZ-0101; without one, all codes are listed
    pub(crate) code: Option<String>,
    /// Country whose rules are explained besides: built in (zz) or the folder of a profile
    #[arg(long, value_name = "CODE|FOLDER", default_value = "zz")]
    pub(crate) profile: String,
}

#[derive(Debug, Args)]
pub(crate) struct DictionaryArgs {
    #[command(flatten)]
    pub(crate) against: Against,
    /// How it is written
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: DictionaryFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DictionaryFormat {
    Text,
    Html,
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct SampleArgs {
    /// Kind of report as the schema calls it in report_code, such as STR
    pub(crate) kind: String,
    #[command(flatten)]
    pub(crate) against: Against,
    /// Another number gives another report; the same number the same one
    #[arg(long, value_name = "N", default_value = "1")]
    pub(crate) seed: u64,
    /// Number of transactions, for a kind that has them
    #[arg(long, value_name = "N", default_value = "1")]
    pub(crate) transactions: NonZeroUsize,
    /// Write many more of the optional elements
    #[arg(long)]
    pub(crate) full: bool,
    /// Day on which the report is made; today if not given
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) day: Option<Date>,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertArgs {
    /// File to read: .xml, .csv or .xlsx (left out with --template)
    #[arg(required_unless_present = "template", num_args = 1..=2, value_names = ["IN", "OUT"])]
    pub(crate) files: Vec<PathBuf>,
    /// Write an empty table to fill in for this kind of report, such as STR or CTR
    #[arg(long, value_name = "KIND")]
    pub(crate) template: Option<String>,
    /// Generation of goAML that XML is written for
    #[arg(long, value_enum, default_value = "5")]
    pub(crate) goaml: Generation,
    /// What separates the cells of CSV
    #[arg(long, value_name = "CHARACTER", default_value = ",", value_parser = delimiter)]
    pub(crate) delimiter: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Generation {
    #[value(name = "4")]
    Four,
    #[value(name = "5")]
    Five,
}

#[derive(Debug, Args)]
pub(crate) struct RulesArgs {
    /// Country: built in (zz) or the folder of a profile
    #[arg(long, value_name = "CODE|FOLDER", default_value = "zz")]
    pub(crate) profile: String,
}

fn language(text: &str) -> Result<Language, String> {
    Language::of(text).ok_or_else(|| "use one of ar, en, es, fr, ru, zh".to_owned())
}

fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write a day as 2026-01-31".to_owned())
}

fn delimiter(text: &str) -> Result<u8, String> {
    match (text, text.as_bytes()) {
        ("tab" | "\\t", _) => Ok(b'\t'),
        (_, [byte @ (b',' | b';' | b'\t' | b'|')]) => Ok(*byte),
        _ => Err("use , ; | or tab".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn only_separators_that_are_one_byte_are_taken() {
        assert_eq!([",", ";", "tab", "|"].map(delimiter), [Ok(b','), Ok(b';'), Ok(b'\t'), Ok(b'|')]);
        assert!(delimiter("ab").is_err() && delimiter("").is_err() && delimiter("1").is_err());
    }
}
