//! `fiu profile`: a country as data, checked or begun.

use crate::say;
use anyhow::{Context as _, Result, bail};
use clap::Subcommand;
use fiu_edge::house::clock;
use jiff::tz::TimeZone;
use profile::{Files, Profile, new_from_schema};
use std::fs;
use std::path::PathBuf;
use store::World;

#[derive(Subcommand, Debug)]
pub(crate) enum OfProfile {
    /// Check profiles: everything fits together and every example of every rule has the verdict it must have.
    Check {
        /// Folders; those that are built in if none is given.
        folders: Vec<PathBuf>,
    },
    /// Begin a profile from a schema.
    New {
        /// The country's schema (XSD), as published.
        #[arg(long)]
        schema: PathBuf,
        /// The code of the profile, which is also the name of its folder.
        #[arg(long)]
        code: String,
        /// Where the folder is made.
        #[arg(long, default_value = ".")]
        into: PathBuf,
    },
}

pub(crate) fn run(what: OfProfile) -> Result<()> {
    match what {
        OfProfile::Check { folders } => check(&folders),
        OfProfile::New { schema, code, into } => {
            let text = fs::read_to_string(&schema).with_context(|| format!("reading `{}`", schema.display()))?;
            let today = clock(&World::system())().to_zoned(TimeZone::UTC).date();
            let files = new_from_schema(&text, &code, today)?;
            let folder = into.join(&code);
            files.write_to_new(&folder).with_context(|| format!("making the profile `{}`", folder.display()))?;
            say(&format!("begun in {}; now: fiu profile check {}", folder.display(), folder.display()))
        }
    }
}

fn check(folders: &[PathBuf]) -> Result<()> {
    let mut all = Vec::new();
    for folder in folders {
        let files = Files::from_folder(folder).with_context(|| format!("reading `{}`", folder.display()))?;
        all.push((folder.display().to_string(), Profile::load(&files)));
    }
    if folders.is_empty() {
        let builtin = Files::builtin_codes().into_iter();
        all.extend(builtin.filter_map(|code| Some((code.to_owned(), Profile::builtin(code)?))));
    }
    let mut bad = 0_usize;
    for (name, loaded) in &all {
        let (good, says) = match loaded {
            Ok(profile) => {
                let report = profile.check();
                (report.is_good(), report.to_string())
            }
            Err(problems) => (false, problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
        };
        say(&format!("{name}: {}\n{says}\n", if good { "good" } else { "not good" }))?;
        bad = bad.saturating_add(usize::from(!good));
    }
    if bad > 0 { bail!("{bad} of {} profiles are not good", all.len()) } else { Ok(()) }
}
