//! Checks one file as often as asked and prints bytes per second: `speed SCHEMA FILE [TIMES]`.

use openfiu_xsd::{Checker, Dialect, Limits, Schema};
use std::io::Read;

#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example program measures and speaks")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let schema = std::fs::read_to_string(args.next().ok_or("the first argument is a schema")?)?;
    let path = args.next().ok_or("the second argument is a file")?;
    let times: u32 = args.next().map_or(Ok(1), |text| text.parse())?;
    let began = std::time::Instant::now();
    let schema = Schema::compile(&schema, Dialect::DotNet)?;
    println!("schema compiled in {:?}", began.elapsed());
    for _ in 0..times {
        let began = std::time::Instant::now();
        let mut file = std::fs::File::open(&path)?;
        let mut findings = 0_u64;
        let mut checker = Checker::new(&schema, Limits::any_length(), ());
        let mut piece = vec![0; 256 << 10];
        loop {
            let count = file.read(&mut piece)?;
            if count == 0 {
                break;
            }
            checker.feed(piece.get(..count).unwrap_or(&[]), &mut |_| findings += 1);
        }
        let (outcome, ()) = checker.finish(&mut |_| findings += 1);
        let seconds = began.elapsed().as_secs_f64();
        println!(
            "{} bytes, {} elements, {findings} findings, {:.0} MB/s, {:.1} ns an element",
            outcome.bytes,
            outcome.elements,
            outcome.bytes as f64 / seconds / 1e6,
            seconds * 1e9 / outcome.elements as f64
        );
    }
    Ok(())
}
