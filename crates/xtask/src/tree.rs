//! The files of the repository as git sees them: kept ones and new ones, without ignored ones.

use anyhow::{Context as _, bail};
use std::path::Path;
use std::process::Command;

/// One text file of the repository.
#[derive(Clone, Debug)]
pub(crate) struct TextFile {
    /// Path from the root, with `/`.
    pub(crate) path: String,
    /// The whole text.
    pub(crate) text: String,
}

impl TextFile {
    #[cfg(test)]
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }
}

/// Reads every text file below `root`; files that are not UTF-8 are data and are left out.
///
/// # Errors
/// When git cannot be asked or a file cannot be read.
pub(crate) fn read(root: &Path) -> anyhow::Result<Vec<TextFile>> {
    let answer = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root)
        .output()
        .context("git could not be started; install git and run tidy inside a clone")?;
    if !answer.status.success() {
        bail!("git ls-files failed: {}", String::from_utf8_lossy(&answer.stderr).trim());
    }
    let listing = String::from_utf8(answer.stdout).context("git listed a path that is not UTF-8")?;
    let mut files = Vec::new();
    for path in listing.split('\0').filter(|path| !path.is_empty()) {
        let full = root.join(path);
        // A file that was deleted but not yet committed is still listed.
        if !full.is_file() {
            continue;
        }
        let bytes = std::fs::read(&full).with_context(|| format!("{path} could not be read"))?;
        if let Ok(text) = String::from_utf8(bytes) {
            files.push(TextFile { path: path.to_owned(), text });
        }
    }
    Ok(files)
}
