//! Writes a year of ordinary and criminal money as tables, with the truth beside.
//!
//! ```text
//! money --seed 1 --count 1000000 --per-pattern 100 --noise usual --out folder
//! money --seed 1 --count 10000000 --only-payments --out folder        payments.csv and truth.csv alone
//! ```

use anyhow::{Context, anyhow};
use clap::Parser;
use openfiu_synth::money::tables::{Table, write_flow, write_table};
use openfiu_synth::money::{Noise, Plan};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

#[derive(Parser)]
struct Wanted {
    /// Where all chance comes from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Ordinary payments; planted ones come on top.
    #[arg(long, default_value_t = 100_000)]
    count: u64,
    /// Instances of each of the thirty-four patterns.
    #[arg(long, default_value_t = 20)]
    per_pattern: u64,
    /// calm, usual or murky.
    #[arg(long, default_value = "usual")]
    noise: String,
    /// Only payments.csv and truth.csv.
    #[arg(long)]
    only_payments: bool,
    /// The folder to write to; made when it is not there.
    #[arg(long)]
    out: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let wanted = Wanted::parse();
    let noise = Noise::named(&wanted.noise)
        .ok_or_else(|| anyhow!("there is no noise {}: say calm, usual or murky", wanted.noise))?;
    let plan = Plan::new(wanted.seed, wanted.count, wanted.per_pattern, noise);
    std::fs::create_dir_all(&wanted.out).with_context(|| format!("{} cannot be made", wanted.out.display()))?;
    let (mut payments, mut truth) = (create(&wanted.out, "payments")?, create(&wanted.out, "truth")?);
    let (paid, patterns, likes) = write_flow(&plan, &mut payments, &mut truth)?;
    payments.flush()?;
    truth.flush()?;
    say(&format!("{paid} payments, {patterns} patterns, {likes} look-alikes"))?;
    if !wanted.only_payments {
        for table in Table::ALL {
            let mut sink = create(&wanted.out, table.name())?;
            let rows = write_table(&plan, table, &mut sink)?;
            sink.flush()?;
            say(&format!("{rows} rows of {}", table.name()))?;
        }
    }
    Ok(())
}

fn create(folder: &Path, name: &str) -> anyhow::Result<BufWriter<File>> {
    let path = folder.join(format!("{name}.csv"));
    let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(BufWriter::with_capacity(1 << 18, file))
}

fn say(line: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}
