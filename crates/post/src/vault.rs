//! Sealed bytes as files: there or not there, never half. What lies here can be read with the office's key only.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;

use crate::PostError;

/// A folder of sealed letters, each a file named by the letter's id.
#[derive(Clone, Debug)]
pub struct Vault {
    folder: Arc<PathBuf>,
}

impl Vault {
    /// Opens a folder; makes it if it is not there, readable to its owner only.
    ///
    /// # Errors
    ///
    /// [`PostError::File`].
    pub fn open(folder: &Path) -> Result<Self, PostError> {
        let failed = |source| PostError::File { doing: "making the folder", path: folder.to_owned(), source };
        fs::create_dir_all(folder).map_err(failed)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(failed)?;
        }
        Ok(Self { folder: Arc::new(folder.to_owned()) })
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins a file that gets its name only when it is whole.
    pub(crate) async fn draft(&self, name: &str) -> Result<Draft, PostError> {
        let path = self.folder.join(name);
        let temporary = self.folder.join(format!("{name}.part"));
        let file = tokio::fs::File::create(&temporary).await.map_err(|source| failed("making", &temporary, source))?;
        Ok(Draft { file: Some(file), temporary, path, folder: Arc::clone(&self.folder) })
    }

    /// Opens a sealed letter for reading.
    pub(crate) fn read(&self, name: &str) -> Result<fs::File, PostError> {
        let path = self.folder.join(name);
        fs::File::open(&path).map_err(|source| failed("opening", &path, source))
    }

    /// Takes a file away; that it is not there is no error.
    pub(crate) fn remove(&self, name: &str) -> Result<(), PostError> {
        let path = self.folder.join(name);
        match fs::remove_file(&path) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(failed("removing", &path, source)),
            _ => Ok(()),
        }
    }

    /// The names of files that have not been written for so long, and the whole ones among them.
    pub(crate) fn older_than(&self, now_us: i64, age: Duration) -> Result<Vec<String>, PostError> {
        let folder = self.folder.as_path();
        let entries = fs::read_dir(folder).map_err(|source| failed("reading the folder", folder, source))?;
        let now = Duration::from_micros(u64::try_from(now_us).unwrap_or(0));
        let mut names = Vec::new();
        for entry in entries.filter_map(Result::ok) {
            let written = entry.metadata().ok().and_then(|about| about.modified().ok());
            let written = written.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or(now);
            if now.saturating_sub(written) >= age {
                names.extend(entry.file_name().into_string().ok());
            }
        }
        Ok(names)
    }
}

/// A file on its way. Dropped before [`Draft::keep`], it is gone.
#[derive(Debug)]
pub(crate) struct Draft {
    file: Option<tokio::fs::File>,
    temporary: PathBuf,
    path: PathBuf,
    folder: Arc<PathBuf>,
}

impl Draft {
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), PostError> {
        let file = self.file.as_mut().ok_or(PostError::Broken)?;
        file.write_all(bytes).await.map_err(|source| failed("writing", &self.temporary, source))
    }

    /// Makes the file durable, then gives it its name, durably. After this a power cut loses nothing of it.
    pub(crate) async fn keep(mut self) -> Result<(), PostError> {
        let mut file = self.file.take().ok_or(PostError::Broken)?;
        file.flush().await.map_err(|source| failed("writing", &self.temporary, source))?;
        file.sync_all().await.map_err(|source| failed("syncing", &self.temporary, source))?;
        drop(file);
        let (temporary, path, folder) = (self.temporary.clone(), self.path.clone(), Arc::clone(&self.folder));
        let placed = tokio::task::spawn_blocking(move || {
            fs::rename(&temporary, &path).map_err(|source| failed("naming", &path, source))?;
            let synced = fs::File::open(folder.as_path()).and_then(|folder| folder.sync_all());
            synced.map_err(|source| failed("syncing the folder", &folder, source))
        });
        placed.await.map_err(|_| PostError::Broken)?
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After `keep` nothing has this name; what a crash leaves here is swept.
        let _gone = fs::remove_file(&self.temporary);
    }
}

fn failed(doing: &'static str, path: &Path, source: io::Error) -> PostError {
    PostError::File { doing, path: path.to_owned(), source }
}
