//! Our verdict on well-formedness for a stream of documents, for `fuzz/differ`, which compares it with libxml2's.
//!
//! `well_formed SCHEMA`. Standard input: for each document its length (four bytes, low byte first), the seed of its
//! pieces (one byte) and its bytes. Standard output, a line each: `1`, or `0` and the code that ended the reading. A
//! document is read whole and again in small pieces; `2` says that the two verdicts differ.

use openfiu_goaml::encoding::utf8;
use openfiu_goaml::unpack::UnpackError;
use std::io::{self, BufWriter, Read, Write};
use xsd::{Checker, Dialect, Limits, Schema};

type Verdict = Result<(), String>;

/// Gives a document piece by piece, so that every border between two pieces is met.
struct Pieces<'a> {
    rest: &'a [u8],
    state: u32,
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let wish = usize::try_from((self.state >> 24) % 19 + 1).unwrap_or(1);
        let count = wish.min(out.len()).min(self.rest.len());
        if let (Some((now, later)), Some(room)) = (self.rest.split_at_checked(count), out.get_mut(..count)) {
            room.copy_from_slice(now);
            self.rest = later;
        }
        Ok(count)
    }
}

fn verdict(schema: &Schema, document: impl Read, buffer: &mut [u8]) -> Verdict {
    let refused = |error: UnpackError| match error {
        UnpackError::Refused(finding) => finding.code.to_string(),
        UnpackError::Io(error) => error.to_string(),
    };
    let mut stream = utf8(document, None).map_err(refused)?;
    let mut last = String::new();
    let mut found = |finding: vocab::Finding| last = finding.code.to_string();
    let mut checker = Checker::new(schema, Limits::default(), ());
    loop {
        match stream.read(buffer) {
            Ok(0) => break,
            Ok(count) => checker.feed(buffer.get(..count).unwrap_or(&[]), &mut found),
            Err(error) => {
                return Err(UnpackError::finding_in(&error).map_or(error.to_string(), |f| f.code.to_string()));
            }
        }
    }
    let (outcome, ()) = checker.finish(&mut found);
    if outcome.well_formed { Ok(()) } else { Err(last) }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let schema = std::fs::read_to_string(std::env::args().nth(1).ok_or("the first argument is a schema")?)?;
    let schema = Schema::compile(&schema, Dialect::DotNet)?;
    let (mut input, mut output) = (io::stdin().lock(), BufWriter::new(io::stdout().lock()));
    let (mut head, mut document, mut buffer) = ([0; 5], Vec::new(), vec![0; 64 << 10]);
    while input.read_exact(&mut head).is_ok() {
        let [a, b, c, d, seed] = head;
        document.resize(u32::from_le_bytes([a, b, c, d]).try_into()?, 0);
        input.read_exact(&mut document)?;
        let whole = verdict(&schema, document.as_slice(), &mut buffer);
        let pieces = Pieces { rest: &document, state: seed.into() };
        let parts = verdict(&schema, pieces, buffer.get_mut(..19).unwrap_or_default());
        match &whole {
            _ if whole.is_ok() != parts.is_ok() => writeln!(output, "2 {whole:?} {parts:?}")?,
            Ok(()) => writeln!(output, "1")?,
            Err(code) => writeln!(output, "0 {code}")?,
        }
        // One flush for each batch: the sender ends it with an empty document.
        if document.is_empty() {
            output.flush()?;
        }
    }
    Ok(())
}
