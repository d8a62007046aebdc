//! A short sample of what the fuzzer does for hours: each seed of `fuzz/corpus` whole, where it must get past the door it
//! was made for, then damaged. The same bytes every time.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod damage;
mod made;
mod seeds;

use damage::damaged;
use probes::{PROBES, Probe};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

fn names(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The seeds of a target. Beside them lies what the fuzzer found on this machine.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = fuzz().join("corpus").join(target);
    let names = names(&folder).into_iter().filter_map(|name| Some(name.strip_prefix("seed-")?.to_owned()));
    names.map(|name| (name.clone(), std::fs::read(folder.join(format!("seed-{name}"))).unwrap())).collect()
}

/// Runs a probe, and when it fails says with what.
fn run((target, probe): Probe, seed: &str, bytes: &[u8]) -> probes::Read {
    catch_unwind(AssertUnwindSafe(|| probe(bytes)))
        .unwrap_or_else(|_| panic!("{target} fails with seed {seed}, whole or damaged: b\"{}\"", bytes.escape_ascii()))
}

/// Gives a target its seeds, whole, then so many damaged ones of them all together.
fn sample(target: &str, damaged_count: usize) {
    let probe = *PROBES.iter().find(|(name, _)| *name == target).unwrap();
    let seeds = seeds(target);
    let read: Vec<(&str, probes::Read)> =
        seeds.iter().map(|(name, bytes)| (name.as_str(), run(probe, name, bytes))).collect();
    assert_eq!(read, seeds::BEHIND_THE_DOOR.iter().find(|(name, _)| *name == target).unwrap().1, "{target}");
    let all: usize = seeds.iter().map(|(_, bytes)| bytes.len()).sum();
    for (at, (name, bytes)) in seeds.iter().enumerate() {
        let other = &seeds[(at + 1) % seeds.len()].1;
        for bytes in damaged(bytes, other, damaged_count * bytes.len() / all + 20) {
            run(probe, name, &bytes);
        }
    }
}

#[test]
fn every_target_has_a_probe_and_a_sample_of_it() {
    let probes: Vec<String> = PROBES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let targets: Vec<String> = names(&fuzz().join("fuzz_targets")).iter().map(|name| name.replace(".rs", "")).collect();
    assert_eq!(probes, targets);
    let sampled: Vec<&str> = seeds::BEHIND_THE_DOOR.iter().map(|(name, _)| *name).collect();
    assert_eq!(probes, sampled);
    let here = include_str!("main.rs");
    for name in probes {
        let text = std::fs::read_to_string(fuzz().join(format!("fuzz_targets/{name}.rs"))).unwrap();
        assert!(text.contains(&format!("::{name}(data)")), "the target {name} does not run its probe");
        assert!(here.contains(&format!("sample(\"{name}\", ")), "{name} has no sample");
    }
}

#[test]
fn goaml_report() {
    sample("goaml_report", 1_000);
}

#[test]
fn goaml_table() {
    sample("goaml_table", 1_000);
}

#[test]
fn identifier() {
    sample("identifier", 20_000);
}

#[test]
fn list() {
    sample("list", 5_000);
}

#[test]
fn mapping() {
    sample("mapping", 4_000);
}

#[test]
fn name() {
    sample("name", 20_000);
}

#[test]
fn rule() {
    sample("rule", 3_000);
}

#[test]
fn screen_state() {
    sample("screen_state", 2_000);
}

#[test]
fn xsd_document() {
    sample("xsd_document", 4_000);
}

#[test]
fn xsd_pattern() {
    sample("xsd_pattern", 1_000);
}

#[test]
fn xsd_schema() {
    sample("xsd_schema", 2_000);
}

#[test]
fn zip() {
    sample("zip", 5_000);
}
