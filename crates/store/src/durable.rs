//! A file that is there or not there, never half: temporary file, sync, rename, sync of the folder.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use crate::StoreError;

/// Writes a whole file durably; an existing one is replaced.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let failed = |source| StoreError::File { doing: "writing", path: path.to_owned(), source };
    let mut name = path.as_os_str().to_owned();
    name.push(".tmp");
    let temporary = Path::new(&name);
    let mut file = File::create(temporary).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    place(temporary, path)
}

/// Gives a synced temporary file its name, durably.
pub(crate) fn place(temporary: &Path, path: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::File { doing: "giving its name to", path: path.to_owned(), source };
    fs::rename(temporary, path).map_err(failed)?;
    match path.parent() {
        Some(folder) => sync_folder(folder),
        None => Ok(()),
    }
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    let failed = |source| StoreError::File { doing: "syncing the folder", path: folder.to_owned(), source };
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}
