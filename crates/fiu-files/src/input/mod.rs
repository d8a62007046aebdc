//! What the commands are given: tables, goAML reports, FollowTheMoney entities, one after the other.
//!
//! Reading order: here which files there are, [`payments`] and [`people`] what is taken from them, `filed` and
//! `entities` the two forms that are no tables, [`remarks`] what is told besides, [`digest`] which files they were.

pub(crate) mod digest;
pub(crate) mod entities;
pub(crate) mod filed;
pub(crate) mod payments;
pub(crate) mod people;
mod persons;
pub(crate) mod remarks;

use crate::failure::Failure;
use crate::table::mapping::Mapping;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Deepest nesting of folders that is followed.
const DEPTH_MAX: usize = 32;

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Rows and columns.
    Table,
    /// goAML XML, also in an archive.
    Filed,
    /// FollowTheMoney, an entity a line.
    Entities,
}

impl Form {
    /// What the ending of a name says.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        Some(match ending.as_str() {
            "csv" | "tsv" | "txt" | "parquet" => Self::Table,
            "xml" | "zip" => Self::Filed,
            "json" | "jsonl" | "ndjson" | "ftm" => Self::Entities,
            _ => return None,
        })
    }
}

/// A file and what is known about it beside it.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    pub(crate) form: Form,
    pub(crate) mapping: Rc<Mapping>,
}

impl Input {
    /// The name as the user knows it.
    pub(crate) fn label(&self) -> String {
        self.path.display().to_string()
    }
}

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spot<'a> {
    /// The file, with the entry of an archive.
    pub(crate) file: &'a str,
    /// The row of a table as [`Failure::Cell`] counts, else the line.
    pub(crate) row: u64,
}

/// The files that are named and the reports in the folders that are named, each with its mapping. A mapping is written
/// `MAPPING` for all tables or `FILE=MAPPING` for one.
pub(crate) fn inputs(paths: &[PathBuf], mappings: &[String]) -> Result<Vec<Input>, Failure> {
    let mut usual = Rc::new(Mapping::default());
    let mut own: Vec<(&str, Rc<Mapping>)> = Vec::new();
    for written in mappings {
        match written.split_once('=') {
            Some((file, mapping)) if paths.iter().any(|path| path.as_os_str() == file) => {
                own.push((file, Rc::new(Mapping::load(Path::new(mapping))?)));
            }
            // For a file that another option names.
            Some((_, mapping)) if !Path::new(written).exists() && Path::new(mapping).exists() => {}
            _ => usual = Rc::new(Mapping::load(Path::new(written))?),
        }
    }
    let mut found = Vec::new();
    for path in paths {
        let said = own.iter().find(|(file, _)| path.as_os_str() == *file);
        let mapping = said.map_or_else(|| Rc::clone(&usual), |(_, mapping)| Rc::clone(mapping));
        let unreadable = |source| Failure::Read { file: path.display().to_string(), source };
        if fs::metadata(path).map_err(unreadable)?.is_dir() {
            let mut below = Vec::new();
            walk(path, 0, &mut below).map_err(unreadable)?;
            if below.is_empty() {
                return Err(Failure::Empty(path.display().to_string()));
            }
            let input = |path| Input { path, form: Form::Filed, mapping: Rc::clone(&mapping) };
            found.extend(below.into_iter().map(input));
        } else {
            let form = Form::of(path).ok_or_else(|| Failure::Kind(path.display().to_string()))?;
            found.push(Input { path: path.clone(), form, mapping });
        }
    }
    Ok(found)
}

/// Collects the reports below a folder in the order of their names. Hidden files and links to folders are passed over:
/// a link can lead in circles.
fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if depth > DEPTH_MAX {
        return Err(io::Error::other("folders are nested too deeply"));
    }
    let mut inside = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            inside.push((entry.path(), entry.file_type()?));
        }
    }
    inside.sort_by(|a, b| a.0.cmp(&b.0));
    for (path, kind) in inside {
        if kind.is_dir() {
            walk(&path, depth + 1, found)?;
        } else if Form::of(&path) == Some(Form::Filed) && path.is_file() {
            found.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_give_reports_in_order_and_a_mapping_can_be_for_one_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("b")).unwrap();
        for name in ["c.XML", "a.zip", "b/2.xml", ".hidden.xml", "readme.md", "b/t.csv"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        let table = folder.path().join("b/t.csv");
        let map = folder.path().join("m.toml");
        fs::write(&map, "currency = \"EUR\"").unwrap();
        let paths = [folder.path().to_owned(), table.clone()];
        let found = inputs(&paths, &[format!("{}={}", table.display(), map.display())]).unwrap();
        let names: Vec<_> = found.iter().map(|input| input.path.strip_prefix(folder.path()).unwrap()).collect();
        assert_eq!(names, ["a.zip", "b/2.xml", "c.XML", "b/t.csv"].map(Path::new));
        assert_eq!(found[0].mapping.currency, None);
        assert_eq!(found[3].mapping.currency.as_deref(), Some("EUR"));
        assert_eq!(inputs(&[folder.path().join("readme.md")], &[]).unwrap_err().code(), "FILE-KIND");
        assert_eq!(inputs(&[folder.path().join("none.csv")], &[]).unwrap_err().code(), "FILE-READ");
    }
}
