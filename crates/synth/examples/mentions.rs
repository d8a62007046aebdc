//! Writes mentions of people and companies, with the truth beside, and labelled pairs of names.
//!
//! ```text
//! mentions --seed 1 --count 1000000 --duplicates 200 --noise usual --out folder
//! mentions --seed 1 --count 10000 --script thai --pairs 20000 --out folder       also pairs.csv
//! ```

use anyhow::{Context, anyhow};
use clap::Parser;
use openfiu_synth::mentions::tables::{write, write_pairs};
use openfiu_synth::mentions::{Crowd, Mix, Noise, Script};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

#[derive(Parser)]
struct Wanted {
    /// Where all chance comes from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Mentions.
    #[arg(long, default_value_t = 100_000)]
    count: u64,
    /// Further mentions among them, in thousandths.
    #[arg(long, default_value_t = 200)]
    duplicates: u64,
    /// calm, usual or murky.
    #[arg(long, default_value = "usual")]
    noise: String,
    /// Empty fields, in thousandths.
    #[arg(long, default_value_t = 100)]
    missing: u64,
    /// Companies, in thousandths.
    #[arg(long, default_value_t = 125)]
    companies: u64,
    /// One script alone: latin, arabic, persian, cyrillic, greek, hebrew, chinese, japanese, korean, devanagari, thai,
    /// amharic; or `country` for a mix with half Latin. All alike when not given.
    #[arg(long)]
    script: Option<String>,
    /// Labelled pairs of names, half of them the same.
    #[arg(long, default_value_t = 0)]
    pairs: u64,
    /// The folder to write to; made when it is not there.
    #[arg(long)]
    out: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let wanted = Wanted::parse();
    let noise = Noise::named(&wanted.noise)
        .ok_or_else(|| anyhow!("there is no noise {}: say calm, usual or murky", wanted.noise))?;
    let mix = match wanted.script.as_deref() {
        None => Mix::EVEN,
        Some("country") => Mix::COUNTRY,
        Some(name) => Script::ALL
            .into_iter()
            .find(|script| script.name() == name)
            .map(Mix::only)
            .ok_or_else(|| anyhow!("there is no script {name}: see --help for those there are"))?,
    };
    let crowd = Crowd {
        duplicates: wanted.duplicates,
        noise,
        missing: wanted.missing,
        companies: wanted.companies,
        mix,
        ..Crowd::new(wanted.seed, wanted.count)
    };
    std::fs::create_dir_all(&wanted.out).with_context(|| format!("{} cannot be made", wanted.out.display()))?;
    let (mut mentions, mut truth) = (create(&wanted.out, "mentions")?, create(&wanted.out, "truth")?);
    let count = write(&crowd, &mut mentions, &mut truth)?;
    mentions.flush()?;
    truth.flush()?;
    if wanted.pairs > 0 {
        let mut pairs = create(&wanted.out, "pairs")?;
        write_pairs(&crowd, wanted.pairs, &mut pairs)?;
        pairs.flush()?;
    }
    let mut out = std::io::stdout().lock();
    Ok(writeln!(out, "{count} mentions of {} identities, {} pairs", crowd.identities(), wanted.pairs)?)
}

fn create(folder: &Path, name: &str) -> anyhow::Result<BufWriter<File>> {
    let path = folder.join(format!("{name}.csv"));
    let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(BufWriter::with_capacity(1 << 18, file))
}
