//! Writes large files from a seed: goAML XML for benchmarks of checkers, or flat tables for graph work.
//!
//! ```text
//! write --seed 1 --bytes 100MB --out big.xml                 one report, valid
//! write --seed 1 --bytes 100MB --broken 1% --out big.xml     and big.xml.expected.csv with the planted mistakes
//! write --seed 1 --transactions 1000000 --flat tx.csv        and tx.csv.answers.csv with the planted crimes
//! ```

use anyhow::{Context, anyhow, bail};
use clap::Parser;
use openfiu_testkit::bulk::{Bulk, Until, write};
use openfiu_testkit::country::{Country, Size};
use openfiu_testkit::model::Model;
use openfiu_testkit::xml::Profile;
use openfiu_testkit::xml::push::Layout;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

#[derive(Parser)]
struct Wanted {
    /// Where all chance comes from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Length of the file: 500KB, 100MB, 2GB.
    #[arg(long)]
    bytes: Option<String>,
    /// Number of transactions, instead of a length.
    #[arg(long)]
    transactions: Option<u64>,
    /// The XML file to write.
    #[arg(long, required_unless_present = "flat")]
    out: Option<PathBuf>,
    /// The table of transactions to write, instead of XML.
    #[arg(long)]
    flat: Option<PathBuf>,
    /// Share of transactions with a mistake, such as 1% or 0.5%.
    #[arg(long)]
    broken: Option<String>,
    /// zz, xx-5.0 or xx-4.0.
    #[arg(long, default_value = "zz")]
    profile: String,
    /// Folder of the profiles, for the schema from which mistakes are known.
    #[arg(long, default_value = "profiles")]
    profiles: PathBuf,
    /// Blanks for each level; 0 writes everything on one line.
    #[arg(long, default_value_t = 2)]
    indent: u8,
    /// Only payments to and from other banks.
    #[arg(long)]
    one_client: bool,
}

fn main() -> anyhow::Result<()> {
    let wanted = Wanted::parse();
    match (&wanted.flat, &wanted.out) {
        (Some(flat), _) => flat_tables(&wanted, flat),
        (None, Some(out)) => one_report(&wanted, out),
        (None, None) => bail!("say where to write: --out FILE or --flat FILE"),
    }
}

fn flat_tables(wanted: &Wanted, flat: &Path) -> anyhow::Result<()> {
    let country = Country::new(wanted.seed, Size::transactions(wanted.transactions.unwrap_or(100_000)));
    let answers = beside(flat, "answers.csv");
    let (mut first, mut second) = (create(flat)?, create(&answers)?);
    let (happened, over) = openfiu_testkit::flat::write(&country, &mut first, &mut second)?;
    first.flush()?;
    second.flush()?;
    say(&format!("{happened} transactions in {}, {over} crimes in {}", flat.display(), answers.display()))
}

fn one_report(wanted: &Wanted, out: &Path) -> anyhow::Result<()> {
    let profile = Profile::named(&wanted.profile)
        .ok_or_else(|| anyhow!("no profile {}: zz, xx-5.0 or xx-4.0", wanted.profile))?;
    let until = match (&wanted.bytes, wanted.transactions) {
        (_, Some(transactions)) => Until::Transactions(transactions),
        (Some(bytes), None) => Until::Bytes(size(bytes)?),
        (None, None) => Until::Bytes(10_000_000),
    };
    let share = wanted.broken.as_deref().map(per_mille).transpose()?.filter(|share| *share > 0);
    let schema = wanted.profiles.join(profile.name()).join("schema.xsd");
    let model = match share {
        Some(_) => {
            let text = std::fs::read_to_string(&schema)
                .with_context(|| format!("the schema {} cannot be read", schema.display()))?;
            Some(Model::read(&text)?)
        }
        None => None,
    };
    let layout = Layout { indent: (wanted.indent > 0).then_some(wanted.indent) };
    let (seed, one_client) = (wanted.seed, wanted.one_client);
    let bulk = Bulk { seed, profile, layout, until, one_client, broken: share.zip(model.as_ref()) };
    let mut sink = create(out)?;
    let mut expected = match share {
        Some(_) => Some(create(&beside(out, "expected.csv"))?),
        None => None,
    };
    if let Some(table) = &mut expected {
        writeln!(table, "line,code,path,missing")?;
    }
    let mut failed = None;
    let written = write(&bulk, &mut sink, &mut |planted| {
        let found = planted.expected;
        if let Some(table) = &mut expected {
            let line =
                writeln!(table, "{},{},{},{}", found.line, found.code, found.path, found.missing.unwrap_or_default());
            failed = failed.take().or(line.err());
        }
    })?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    sink.flush()?;
    if let Some(mut table) = expected {
        table.flush()?;
    }
    say(&format!("{} bytes, {} transactions, {} of them broken", written.bytes, written.transactions, written.broken))
}

fn say(line: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}

fn create(path: &Path) -> anyhow::Result<BufWriter<File>> {
    let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(BufWriter::with_capacity(1 << 18, file))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// `100MB` in bytes, with decimal units.
fn size(text: &str) -> anyhow::Result<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text.get(digits.len()..).unwrap_or_default().to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "KB" | "K" => 1_000,
        "MB" | "M" => 1_000_000,
        "GB" | "G" => 1_000_000_000,
        other => bail!("{other} is no unit of size: KB, MB or GB"),
    };
    Ok(digits.parse::<u64>().with_context(|| format!("{text} is no size"))? * unit)
}

/// `0.5%` in thousandths.
fn per_mille(text: &str) -> anyhow::Result<u64> {
    let number: f64 = text.trim_end_matches('%').parse().with_context(|| format!("{text} is no share"))?;
    Ok((number * 10.0).round().clamp(0.0, 1000.0) as u64)
}
