//! `goaml convert`: reports as tables and tables as reports, exactly; and empty tables to fill in.

mod template;

use crate::basis::{Bases, HEAD_BYTES};
use crate::cli::{ConvertArgs, Generation};
use crate::failure::Failure;
use crate::paint::tame;
use crate::phrases::Phrase;
use crate::program::{End, Io};
use goaml::convert::{ConvertError, Tables};
use goaml::encoding;
use goaml::limits::Limits;
use goaml::reader::Reader;
use goaml::unpack::UnpackError;
use goaml::write::Version;
use profile::{Language, Words};
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use vocab::Finding;
use xsd::Checker;

/// What a file is, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Xml,
    Csv,
    Xlsx,
}

impl Kind {
    fn of(path: &Path) -> Result<Self, Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("xml") => Ok(Self::Xml),
            Some("csv") => Ok(Self::Csv),
            Some("xlsx") => Ok(Self::Xlsx),
            _ => Err(Failure::Ending(path.display().to_string())),
        }
    }
}

impl From<Generation> for Version {
    fn from(generation: Generation) -> Self {
        match generation {
            Generation::Four => Self::V4,
            Generation::Five => Self::V5,
        }
    }
}

pub(crate) fn run(args: &ConvertArgs, language: Language, io: &mut Io<'_>) -> Result<End, Failure> {
    let mut told = Told { words: Words::new(language), language, io };
    match (&args.template, args.files.as_slice()) {
        (Some(kind), [out]) => template::write(kind, args.goaml, out, args.delimiter)?,
        (None, [from, to]) => {
            let (source, target) = (Kind::of(from)?, Kind::of(to)?);
            if (source == Kind::Xml) == (target == Kind::Xml) {
                return Err(Failure::SamePair { from: shown(from), to: shown(to) });
            }
            let tables = read(from, source, args.delimiter, &mut told)?;
            if target == Kind::Xml {
                write_xml(&tables, to, args.goaml.into(), &mut told)?;
            } else {
                write_tables(&tables, to, target, args.delimiter)?;
            }
        }
        _ => return Err(Failure::NoOutput),
    }
    Ok(End::Good)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A reporter's own files, on the reporter's own machine. Rows, columns and cells keep the limits of tables.
fn limits() -> Limits {
    Limits { body_bytes_max: u64::MAX, unpacked_bytes_max: u64::MAX, ..Limits::default() }
}

/// Says findings about a table or a report.
struct Told<'a, 'i> {
    words: Words,
    language: Language,
    io: &'a mut Io<'i>,
}

impl Told<'_, '_> {
    fn say(&mut self, file: &Path, findings: &[Finding]) -> io::Result<()> {
        for finding in findings {
            let told = self.words.finding(finding, false);
            let (file, place) = (shown(file), &finding.place);
            let at = if place.line > 0 { format!(":{}:{}", place.line, place.column) } else { String::new() };
            writeln!(self.io.out, "{file}{at}: {}: {}", finding.code, tame(&told.text))?;
            let facts = finding.args.iter().filter(|arg| !told.text.contains(&arg.text));
            let facts: Vec<String> = facts.map(|arg| format!("{} {}", arg.name, tame(&arg.text))).collect();
            if !facts.is_empty() {
                writeln!(self.io.out, "    {}", facts.join(", "))?;
            }
            if let Some(hint) = &told.hint {
                writeln!(self.io.out, "    {}: {}", Phrase::WhatToDo.text(self.language), tame(hint))?;
            }
        }
        Ok(())
    }
}

fn read(path: &PathBuf, kind: Kind, delimiter: u8, told: &mut Told<'_, '_>) -> Result<Tables, Failure> {
    let unreadable = |source| Failure::unreadable(shown(path), source);
    let (tables, fatal) = match kind {
        Kind::Csv => (Tables::from_csv(&fs::read(path).map_err(unreadable)?, delimiter, limits()), Vec::new()),
        Kind::Xlsx => (Tables::from_xlsx(&fs::read(path).map_err(unreadable)?, limits()), Vec::new()),
        Kind::Xml => {
            let mut file = File::open(path).map_err(unreadable)?;
            let mut head = Vec::new();
            (&mut file).take(HEAD_BYTES).read_to_end(&mut head).map_err(unreadable)?;
            let stream = io::Cursor::new(head.clone()).chain(file);
            read_xml(stream, &head).map_err(unreadable)?
        }
    };
    told.say(path, &fatal)?;
    told.say(path, tables.findings())?;
    if !fatal.is_empty() || !tables.is_good() {
        return Err(Failure::NotConverted(shown(path)));
    }
    Ok(tables)
}

/// A report as tables, and what made it unreadable. Whether it is valid is not asked here: a report is converted so
/// that it can be mended.
pub(super) fn read_xml(stream: impl Read, head: &[u8]) -> io::Result<(Tables, Vec<Finding>)> {
    let bases = Bases::new(None);
    let basis = bases.of(head).map_err(|failure| io::Error::other(failure.to_string()))?;
    let schema = basis.schema();
    let reader = Reader::new(schema.names().clone(), limits(), Tables::new(limits()));
    let mut checker = Checker::new(schema, xsd::Limits::any_length(), reader);
    let mut fatal = Vec::new();
    let mut keep = |finding: Finding| {
        if finding.severity == vocab::Severity::Fatal {
            fatal.push(finding);
        }
    };
    let mut stream = match encoding::utf8(stream, None) {
        Ok(stream) => stream,
        Err(UnpackError::Refused(finding)) => return Ok((Tables::new(limits()), vec![*finding])),
        Err(UnpackError::Io(error)) => return Err(error),
    };
    let mut piece = vec![0; 256 << 10];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => checker.feed(piece.get(..count).unwrap_or(&[]), &mut keep),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let (_, reader) = checker.finish(&mut keep);
    Ok((reader.into_visitor(), fatal))
}

fn write_tables(tables: &Tables, path: &Path, kind: Kind, delimiter: u8) -> Result<(), Failure> {
    let wrong = |error| convert_failure(path, error);
    match kind {
        Kind::Csv => tables.to_csv(create(path)?, delimiter).map_err(wrong).and_then(|out| end(out, path)),
        Kind::Xlsx => {
            let bytes = tables.to_xlsx().map_err(wrong)?;
            fs::write(path, bytes).map_err(|source| Failure::unwritable(shown(path), source))
        }
        Kind::Xml => Err(Failure::SamePair { from: "a table".to_owned(), to: shown(path) }),
    }
}

fn write_xml(tables: &Tables, path: &Path, version: Version, told: &mut Told<'_, '_>) -> Result<(), Failure> {
    let (out, findings) = tables.to_xml(create(path)?, version).map_err(|error| convert_failure(path, error))?;
    end(out, path)?;
    told.say(path, &findings)?;
    Ok(())
}

fn create(path: &Path) -> Result<BufWriter<File>, Failure> {
    let file = File::create(path).map_err(|source| Failure::unwritable(shown(path), source))?;
    Ok(BufWriter::new(file))
}

fn end(mut out: BufWriter<File>, path: &Path) -> Result<(), Failure> {
    out.flush().map_err(|source| Failure::unwritable(shown(path), source))
}

fn convert_failure(path: &Path, error: ConvertError) -> Failure {
    match error {
        ConvertError::Io(source) => Failure::unwritable(shown(path), source),
        other => {
            let cause = std::error::Error::source(&other).map_or(String::new(), |source| format!(": {source}"));
            Failure::Convert { name: shown(path), reason: format!("{other}{cause}") }
        }
    }
}
