//! Which files are to be checked.

use crate::failure::Failure;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where the bytes come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Stdin,
    File(PathBuf),
}

/// One file to check.
#[derive(Debug)]
pub(super) struct Input {
    /// As the user knows it.
    pub(super) name: String,
    /// Where it is, or why it cannot be had.
    pub(super) source: Result<Source, Failure>,
}

/// Deepest nesting of folders that is followed.
const DEPTH_MAX: usize = 32;
/// Endings of the files that a folder is searched for.
const ENDINGS: [&str; 2] = ["xml", "zip"];

/// The files that were named, and those within the folders that were named, in the order of their names.
pub(super) fn expand(paths: &[PathBuf]) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input { name: "-".to_owned(), source: Ok(Source::Stdin) });
        } else if path.is_dir() {
            let mut files = Vec::new();
            match walk(path, 0, &mut files) {
                Ok(()) if files.is_empty() => inputs.push(failed(path, Failure::EmptyFolder(shown(path)))),
                Ok(()) => inputs.extend(files.into_iter().map(found)),
                Err((place, source)) => inputs.push(failed(&place, Failure::unreadable(shown(&place), source))),
            }
        } else {
            match fs::metadata(path) {
                Ok(_) => inputs.push(found(path.clone())),
                Err(source) => inputs.push(failed(path, Failure::unreadable(shown(path), source))),
            }
        }
    }
    inputs
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn found(path: PathBuf) -> Input {
    Input { name: shown(&path), source: Ok(Source::File(path)) }
}

fn failed(path: &Path, failure: Failure) -> Input {
    Input { name: shown(path), source: Err(failure) }
}

/// Collects the reports below a folder. Hidden files and links to folders are passed over: a link can lead in circles.
fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), (PathBuf, io::Error)> {
    let at = |source| (folder.to_owned(), source);
    if depth > DEPTH_MAX {
        return Err(at(io::Error::other("folders are nested too deeply")));
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(at)? {
        let entry = entry.map_err(at)?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push((entry.path(), entry.file_type().map_err(at)?));
        }
    }
    paths.sort_by(|a, b| a.0.cmp(&b.0));
    for (path, kind) in paths {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if kind.is_dir() {
            walk(&path, depth + 1, files)?;
        } else if ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) && path.is_file() {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_reports_in_order_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.XML", "a.zip", "b/2.xml", "b/1.xml", ".hidden.xml", "readme.txt"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let inputs = expand(&[folder.path().to_owned()]);
        let names: Vec<_> = inputs.iter().map(|i| i.name.strip_prefix(&shown(folder.path())).unwrap()).collect();
        assert_eq!(names, ["/a.zip", "/b/1.xml", "/b/2.xml", "/c.XML"]);
    }

    #[test]
    fn what_is_not_there_is_said_and_the_rest_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let inputs = expand(&[folder.path().join("no.xml"), folder.path().to_owned(), PathBuf::from("-")]);
        assert!(matches!(inputs[0].source, Err(Failure::Unreadable { .. })));
        assert!(matches!(inputs[1].source, Err(Failure::EmptyFolder(_))));
        assert_eq!(inputs[2].source.as_ref().unwrap(), &Source::Stdin);
    }
}
