//! `fiu audit`: the log of who did what, checked, signed and taken out.

use crate::house::House;
use crate::say;
use crate::worker::checkpoint;
use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use fiu_edge::folder::read_signing;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use store::World;
use store::audit;

#[derive(Subcommand, Debug)]
pub(crate) enum OfAudit {
    /// Check the whole chain and all checkpoints; names the first record that does not fit.
    Verify {
        /// A checkpoint that a witness has kept; may be given several times.
        #[arg(long = "checkpoint")]
        checkpoints: Vec<PathBuf>,
        /// Check an exported file instead of the database; needs --key.
        #[arg(long)]
        file: Option<PathBuf>,
        /// The public key of the audit log, for a check away from the office.
        #[arg(long, requires = "file")]
        key: Option<PathBuf>,
    },
    /// Sign a checkpoint now.
    Checkpoint,
    /// Write the whole log to a file that can be checked elsewhere.
    Export {
        /// The file; must not be there yet.
        file: PathBuf,
    },
}

pub(crate) async fn run(data: &Path, what: OfAudit) -> Result<()> {
    match what {
        OfAudit::Verify { checkpoints, file, key } => {
            verify(data, &checkpoints, file.as_deref().zip(key.as_deref())).await
        }
        OfAudit::Checkpoint => {
            let house = House::open(data, World::system()).await?;
            say(checkpoint(&house).await?.trim_end())
        }
        OfAudit::Export { file } => {
            let house = House::open(data, World::system()).await?;
            let mut out = File::create_new(&file).with_context(|| format!("making `{}`", file.display()))?;
            audit::export(&house.store, &house.audit_key, &mut out).await?;
            out.sync_all().with_context(|| format!("syncing `{}`", file.display()))?;
            say(&format!("written to {}", file.display()))
        }
    }
}

async fn verify(data: &Path, outside: &[PathBuf], file: Option<(&Path, &Path)>) -> Result<()> {
    let read = |path: &PathBuf| std::fs::read_to_string(path).with_context(|| format!("reading `{}`", path.display()));
    let outside = outside.iter().map(read).collect::<Result<Vec<_>>>()?;
    let verdict = match file {
        Some((file, key)) => {
            let open = File::open(file).with_context(|| format!("opening `{}`", file.display()))?;
            audit::verify_file(&mut BufReader::new(open), &outside, &read_signing(key)?)
        }
        None => {
            let house = House::open(data, World::system()).await?;
            audit::verify(&house.store, &outside, &house.audit_key.public()).await?
        }
    };
    match verdict.damage {
        None => say(&format!("{} records, all in order", verdict.records)),
        Some(damage) => bail!("the audit log is damaged: {damage}"),
    }
}
