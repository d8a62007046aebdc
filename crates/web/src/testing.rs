//! Help for the tests of this crate and of the faces.

use std::fs;
use std::path::Path;

/// The texts of all Rust sources below `src` of the crate in a folder.
pub fn sources(manifest_dir: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut folders = vec![Path::new(manifest_dir).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                texts.extend(fs::read_to_string(&path));
            }
        }
    }
    texts
}
