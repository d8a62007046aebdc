//! The files of a profile, wherever they come from.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// Largest file of a profile, in bytes. The largest national schema known has 0.3 MB.
pub const FILE_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// Most files of a profile.
pub const FILES_MAX: usize = 10_000;
/// Deepest folder of a profile: `rules/`, `lists/` and `words/` and one below.
const DEPTH_MAX: usize = 3;

/// Files by their path within the profile, with `/` between the parts, such as `rules/ZZ-0101.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    texts: BTreeMap<String, String>,
}

impl Files {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// The codes of the profiles that are part of the program.
    pub fn builtin_codes() -> Vec<&'static str> {
        let mut codes: Vec<&str> =
            SHIPPED.iter().filter_map(|(path, _)| path.split_once('/')).map(|(code, _)| code).collect();
        codes.dedup();
        codes
    }

    /// The files of a profile that is part of the program.
    pub fn builtin(code: &str) -> Option<Self> {
        let texts: BTreeMap<String, String> = SHIPPED
            .iter()
            .filter_map(|(path, text)| {
                Some((path.strip_prefix(code)?.strip_prefix('/')?.to_owned(), (*text).to_owned()))
            })
            .collect();
        (!texts.is_empty()).then_some(Self { texts })
    }

    /// The files of a profile in a folder on disk: those that end in `.toml`, `.xsd` or `.ftl`. Others, and hidden
    /// ones, are not read.
    ///
    /// # Errors
    ///
    /// When the folder or a file cannot be read, is not UTF-8, or goes beyond [`FILE_BYTES_MAX`] or [`FILES_MAX`].
    pub fn from_folder(folder: &Path) -> io::Result<Self> {
        let mut files = Self::new();
        files.read(folder, "", 0)?;
        Ok(files)
    }

    fn read(&mut self, folder: &Path, prefix: &str, depth: usize) -> io::Result<()> {
        if depth > DEPTH_MAX {
            return Err(io::Error::other(format!(
                "{}: folders of a profile are not nested this deep",
                folder.display()
            )));
        }
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}{name}");
            if entry.file_type()?.is_dir() {
                self.read(&entry.path(), &format!("{path}/"), depth + 1)?;
            } else if [".toml", ".xsd", ".ftl"].iter().any(|end| name.ends_with(end)) {
                self.texts.insert(path, read_text(&entry.path())?);
            }
            if self.texts.len() > FILES_MAX {
                return Err(io::Error::other(format!("a profile has at most {FILES_MAX} files")));
            }
        }
        Ok(())
    }

    /// Writes all files into a new folder on disk, which is made; a folder above it must exist.
    ///
    /// # Errors
    ///
    /// When there is something at that place already (nothing is ever overwritten), when a path leads out of the
    /// folder, or when a file cannot be written.
    pub fn write_to_new(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir(folder)?;
        for (path, text) in self.iter() {
            let parts: Vec<&str> = path.split('/').collect();
            let plain = |part: &&str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':']);
            if !parts.iter().all(plain) {
                return Err(io::Error::other(format!("{path}: not a path within a profile")));
            }
            let file = parts.iter().fold(folder.to_path_buf(), |folder, part| folder.join(part));
            if let Some(above) = file.parent() {
                fs::create_dir_all(above)?;
            }
            fs::write(file, text)?;
        }
        Ok(())
    }

    /// Adds a file, or replaces the one at the same path.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.texts.insert(path.into(), text.into());
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// All files, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The files of one folder that have an ending, by path.
    pub fn below<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.iter().filter(move |(path, _)| path.starts_with(folder) && path.ends_with(ending))
    }
}

fn read_text(path: &Path) -> io::Result<String> {
    if fs::metadata(path)?.len() > FILE_BYTES_MAX {
        return Err(io::Error::other(format!("{}: larger than {FILE_BYTES_MAX} bytes", path.display())));
    }
    let bytes = fs::read(path)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| io::Error::other(format!("{}: not UTF-8; save the file in UTF-8", path.display())))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_profile_has_its_two_main_files() {
        assert_eq!(Files::builtin_codes(), ["xx-4.0", "xx-5.0", "zz"]);
        for code in Files::builtin_codes() {
            let files = Files::builtin(code).unwrap();
            assert!(files.text("profile.toml").is_some() && files.text("schema.xsd").is_some(), "{code}");
        }
        assert!(Files::builtin("xx").is_none() && Files::builtin("").is_none());
    }

    #[test]
    fn what_is_written_is_read_again_and_nothing_is_overwritten() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("mine");
        let files = Files::builtin("xx-4.0").unwrap();
        files.write_to_new(&folder).unwrap();
        assert_eq!(Files::from_folder(&folder).unwrap(), files);
        assert_eq!(files.write_to_new(&folder).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        let mut sly = Files::new();
        sly.insert("../above.toml", "");
        assert!(sly.write_to_new(&place.path().join("sly")).is_err() && !place.path().join("above.toml").exists());
    }

    #[test]
    fn a_folder_gives_the_same_files_as_the_program() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../profiles/zz");
        assert_eq!(Files::from_folder(&folder).unwrap(), Files::builtin("zz").unwrap());
        assert!(Files::from_folder(&folder.join("nowhere")).is_err());
    }
}
