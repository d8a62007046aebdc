//! Writes an invented sanctions list in the formats of its publishers, and questions with known answers.
//!
//! ```text
//! lists --seed 1 --count 70000 --queries 20000 --out folder
//! lists --seed 1 --count 70000 --edition 3 --format plain --out folder        a later edition, for changes
//! ```

use anyhow::{Context, bail};
use clap::Parser;
use openfiu_synth::lists::formats::write;
use openfiu_synth::lists::queries::Questions;
use openfiu_synth::lists::{Format, List};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

#[derive(Parser)]
struct Wanted {
    /// Where all chance comes from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Entries of the first edition.
    #[arg(long, default_value_t = 10_000)]
    count: u64,
    /// Edition, from 0.
    #[arg(long, default_value_t = 0)]
    edition: u64,
    /// un, eu, ofac, uk, ftm or plain; all of them when not given.
    #[arg(long)]
    format: Option<String>,
    /// Questions.
    #[arg(long, default_value_t = 0)]
    queries: u64,
    /// Questions about somebody who is not listed, in thousandths.
    #[arg(long, default_value_t = 500)]
    nobody: u64,
    /// The folder to write to; made when it is not there.
    #[arg(long)]
    out: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let wanted = Wanted::parse();
    let list = List::new(wanted.seed, wanted.count).edition(wanted.edition);
    let formats = match wanted.format.as_deref() {
        None => Format::ALL.to_vec(),
        Some("un") => vec![Format::Un],
        Some("eu") => vec![Format::Eu],
        Some("ofac") => vec![Format::Ofac],
        Some("uk") => vec![Format::Uk],
        Some("ftm") => vec![Format::FollowTheMoney],
        Some("plain") => vec![Format::Plain],
        Some(other) => bail!("there is no format {other}: say un, eu, ofac, uk, ftm or plain"),
    };
    std::fs::create_dir_all(&wanted.out).with_context(|| format!("{} cannot be made", wanted.out.display()))?;
    let mut out = std::io::stdout().lock();
    for format in formats {
        let mut sink = create(&wanted.out, format.file())?;
        let count = write(&list, format, &mut sink)?;
        sink.flush()?;
        writeln!(out, "{count} entries in {}", format.file())?;
    }
    if wanted.queries > 0 {
        let mut sink = create(&wanted.out, "queries.csv")?;
        Questions::new(list).write(wanted.queries, wanted.nobody, &mut sink)?;
        sink.flush()?;
    }
    Ok(())
}

fn create(folder: &Path, name: &str) -> anyhow::Result<BufWriter<File>> {
    let path = folder.join(name);
    let file = File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(BufWriter::with_capacity(1 << 18, file))
}
