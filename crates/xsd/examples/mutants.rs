//! Writes the mutants of a schema into a folder and prints their fingerprint: `mutants SCHEMA FOLDER COUNT SEED`.

#[path = "../tests/it/mutants.rs"]
mod mutants;

use mutants::{Fingerprint, mutant};
use openfiu_xsd::{Dialect, Schema};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let schema = std::fs::read_to_string(args.next().ok_or("the first argument is a schema")?)?;
    let folder = args.next().ok_or("the second argument is a folder")?;
    let count: u64 = args.next().ok_or("the third argument is a number")?.parse()?;
    let seed: u64 = args.next().ok_or("the fourth argument is a number")?.parse()?;
    let schema = Schema::compile(&schema, Dialect::DotNet)?;
    std::fs::create_dir_all(&folder)?;
    let mut fingerprint = Fingerprint::EMPTY;
    for index in 0..count {
        let bytes = mutant(&schema, seed, index).ok_or("the schema has no root element")?;
        fingerprint.add(&bytes);
        std::fs::write(format!("{folder}/{index:05}.xml"), bytes)?;
    }
    #[expect(clippy::print_stdout, reason = "an example program speaks on standard output")]
    {
        println!("{:016x}", fingerprint.0);
    }
    Ok(())
}
