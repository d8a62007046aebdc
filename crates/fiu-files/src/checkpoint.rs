//! Long work that can be taken up again: parts of it are kept beside the output until all of it is done.
//!
//! A part is only taken up by the same program over the same files with the same settings: the folder carries a digest
//! of all of them. Anything else begins anew. A part that cannot be read counts as not done.

use crate::failure::Failure;
use crate::input::digest;
use crate::stop;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file that says whose parts a folder holds.
const IDENTITY: &str = "identity";

/// Parts of work that are kept.
#[derive(Debug, Default)]
pub(crate) struct Checkpoint {
    folder: Option<PathBuf>,
}

impl Checkpoint {
    /// Opens the checkpoint of an output; without an output nothing is kept. `settings` is everything besides the
    /// program that decides about the result, the digests of the files included.
    pub(crate) fn open(out: Option<&Path>, settings: &impl Serialize) -> Result<Self, Failure> {
        let Some(out) = out else { return Ok(Self::default()) };
        let mut name = out.file_name().map(ToOwned::to_owned).unwrap_or_default();
        name.push(".unfinished");
        let folder = out.with_file_name(name);
        let failed = |source| Failure::write(&folder, source);
        let identity = identity(settings)?;
        let known = fs::read_to_string(folder.join(IDENTITY)).ok();
        if known.as_deref() != Some(&identity) {
            let _writing = stop::writing();
            stop::check()?;
            match (known.is_some(), folder.exists()) {
                // Ours, but of other files, other settings or another program.
                (true, _) => fs::remove_dir_all(&folder).map_err(failed)?,
                (false, true) => return Err(Failure::Exists(folder.display().to_string())),
                (false, false) => {}
            }
            fs::create_dir_all(&folder).map_err(failed)?;
            fs::write(folder.join(IDENTITY), identity).map_err(failed)?;
        }
        Ok(Self { folder: Some(folder) })
    }

    /// A part that was kept.
    pub(crate) fn part<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let bytes = fs::read(self.folder.as_ref()?.join(name)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Keeps a part, whole or not at all.
    pub(crate) fn keep(&self, name: &str, part: &impl Serialize) -> Result<(), Failure> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let failed = |source| Failure::write(folder, source);
        let bytes = serde_json::to_vec(part).map_err(|error| failed(io::Error::other(error)))?;
        let _writing = stop::writing();
        let unfinished = folder.join(format!("{name}.new"));
        fs::write(&unfinished, bytes).map_err(failed)?;
        fs::rename(&unfinished, folder.join(name)).map_err(failed)
    }

    /// Clears away what is not needed any more.
    pub(crate) fn done(self) -> Result<(), Failure> {
        let Some(folder) = self.folder else { return Ok(()) };
        fs::remove_dir_all(&folder).map_err(|source| Failure::write(&folder, source))
    }
}

/// The digest of a program and its settings.
fn identity(settings: &impl Serialize) -> Result<String, Failure> {
    let program =
        std::env::current_exe().map_err(|source| Failure::Read { file: "this program".to_owned(), source })?;
    let mut hash = Sha256::new();
    hash.update(digest::of(&program)?.sha256);
    let settings = serde_json::to_vec(settings);
    hash.update(settings.map_err(|error| Failure::Read { file: "settings".to_owned(), source: error.into() })?);
    Ok(hex::encode(hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_taken_up_by_the_same_work_only() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let first = Checkpoint::open(Some(&out), &"settings").unwrap();
        first.keep("a", &vec![1, 2]).unwrap();
        assert_eq!(first.part::<Vec<i32>>("a"), Some(vec![1, 2]));
        drop(first);
        let again = Checkpoint::open(Some(&out), &"settings").unwrap();
        assert_eq!(again.part::<Vec<i32>>("a"), Some(vec![1, 2]), "the same work goes on");
        fs::write(folder.path().join("out.unfinished/a"), "[1,").unwrap();
        assert_eq!(again.part::<Vec<i32>>("a"), None, "a damaged part counts as not done");
        again.keep("a", &vec![3]).unwrap();
        let other = Checkpoint::open(Some(&out), &"other settings").unwrap();
        assert_eq!(other.part::<Vec<i32>>("a"), None, "other settings begin anew");
        other.done().unwrap();
        assert!(!folder.path().join("out.unfinished").exists());
        assert_eq!(Checkpoint::open(None, &"x").unwrap().part::<i32>("a"), None);
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("out.unfinished")).unwrap();
        fs::write(folder.path().join("out.unfinished/mine"), "x").unwrap();
        let failure = Checkpoint::open(Some(&folder.path().join("out")), &"s").unwrap_err();
        assert_eq!(failure.code(), "FILE-EXISTS");
        assert!(folder.path().join("out.unfinished/mine").exists());
    }
}
