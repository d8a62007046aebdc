//! Prints our verdict on each file named on standard input, in the form of the other validators' harnesses.
//!
//! `verdicts SCHEMA [dotnet|w3c]`

use openfiu_xsd::{Checker, Dialect, Limits, Schema};
use std::io::BufRead;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let schema = std::fs::read_to_string(args.next().ok_or("the first argument is a schema")?)?;
    let dialect = if args.next().as_deref() == Some("w3c") { Dialect::W3c } else { Dialect::DotNet };
    let schema = Schema::compile(&schema, dialect)?;
    for path in std::io::stdin().lock().lines() {
        let path = path?;
        let mut findings = Vec::new();
        let mut checker = Checker::new(&schema, Limits::any_length(), ());
        checker.feed(&std::fs::read(&path)?, &mut |finding| findings.push(finding));
        let (outcome, ()) = checker.finish(&mut |finding| findings.push(finding));
        let told: Vec<String> = findings
            .iter()
            .map(|f| {
                let args: Vec<String> = f.args.iter().map(|a| format!("{}={}", a.name, a.text)).collect();
                format!("{}@{}:{} {} {}", f.code, f.place.line, f.place.column, f.place.path, args.join(" "))
            })
            .collect();
        let verdict = if outcome.valid { "valid" } else { "invalid" };
        #[expect(clippy::print_stdout, reason = "an example program speaks on standard output")]
        {
            println!("{verdict}\t{path}\t{}\t{}", findings.len(), told.join(" ; "));
        }
    }
    Ok(())
}
