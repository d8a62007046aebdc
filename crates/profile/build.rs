//! Lists the profiles that are shipped, so that they are part of the program and none can be forgotten.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let profiles = here.join("../../profiles").canonicalize()?;
    let mut files = Vec::new();
    walk(&profiles, &mut files)?;
    files.sort();
    let mut code = String::from("pub(crate) static SHIPPED: &[(&str, &str)] = &[\n");
    for file in &files {
        let name = file.strip_prefix(&profiles)?.to_string_lossy().replace('\\', "/");
        writeln!(code, "    ({name:?}, include_str!({:?})),", file.to_string_lossy())?;
    }
    code.push_str("];\n");
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("shipped.rs"), code)?;
    Ok(())
}

/// Collects the files below a folder. A changed folder makes the build look again.
fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    writeln_cargo(folder);
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml" || e == "xsd" || e == "ftl") {
            writeln_cargo(&path);
            files.push(path);
        }
    }
    Ok(())
}

fn writeln_cargo(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}
