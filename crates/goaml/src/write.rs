//! Typed values as XML, strictly in the order of the schema.
//!
//! The writer streams: header, then transactions one by one, then the activity, then what follows. Text is escaped
//! and a character that XML cannot hold is an error, so what comes out can always be read back.

use crate::codes;
use crate::shape::{HEAD, Slot, TAIL, Value};
use std::io::{self, Write};
use vocab::report::{Activity, Header, Other, Root, Subtree, Transaction};
use vocab::{Finding, Place, Severity};

/// The generation of goAML to write for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 4.0 to 4.5.
    V4,
    /// 5.0 and later.
    V5,
}

impl Version {
    const fn number(self) -> u8 {
        match self {
            Self::V4 => 4,
            Self::V5 => 5,
        }
    }
}

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The output failed.
    #[error("the report could not be written")]
    Io(#[from] io::Error),
    /// A text has a character that no XML file may hold; remove it.
    #[error("element {element} has the character U+{character:04X}, which no XML file may hold; remove it")]
    Character {
        /// The element.
        element: String,
        /// The character's number.
        character: u32,
    },
    /// An element that was kept as filed has a name that is none.
    #[error("{name:?} cannot be the name of an element")]
    Name {
        /// What stands in the place of a name.
        name: String,
    },
}

/// One open element: how many children it has had, and what else is to stand between them.
struct Level<'v> {
    name: &'v str,
    children: u32,
    other: &'v [Other],
}

/// Writes elements, and between them what was kept beside the fields, in its place.
pub(crate) struct Sink<'v> {
    out: &'v mut dyn Write,
    version: Version,
    levels: Vec<Level<'v>>,
    dropped: &'v mut Vec<Finding>,
    base: String,
}

impl<'v> Sink<'v> {
    /// Writes what was kept beside and belongs before the next child.
    fn settle(&mut self, all: bool) -> Result<(), WriteError> {
        while let Some(level) = self.levels.last_mut() {
            let Some((first, rest)) = level.other.split_first() else { break };
            if !all && first.position > level.children {
                break;
            }
            level.other = rest;
            level.children = level.children.saturating_add(1);
            subtree(&mut *self.out, &first.element)?;
        }
        Ok(())
    }

    fn child(&mut self) -> Result<(), WriteError> {
        self.settle(false)?;
        if let Some(level) = self.levels.last_mut() {
            level.children = level.children.saturating_add(1);
        }
        Ok(())
    }

    pub(crate) fn open(&mut self, name: &'v str, other: &'v [Other]) -> Result<(), WriteError> {
        self.child()?;
        write!(self.out, "<{name}>")?;
        self.levels.push(Level { name, children: 0, other });
        Ok(())
    }

    pub(crate) fn close(&mut self, name: &str) -> Result<(), WriteError> {
        self.settle(true)?;
        self.levels.pop();
        write!(self.out, "</{name}>")?;
        Ok(())
    }

    pub(crate) fn leaf(&mut self, name: &str, text: &str) -> Result<(), WriteError> {
        self.child()?;
        leaf(&mut *self.out, name, text)
    }

    /// Writes the fields of a value in the order of their table. A field that the version has no element for gives a
    /// finding instead.
    pub(crate) fn slots<T>(&mut self, slots: &[Slot<T>], value: &'v T) -> Result<(), WriteError> {
        for slot in slots {
            if !(slot.present)(value) {
                continue;
            }
            if slot.since <= self.version.number() {
                (slot.put)(value, slot.name, self)?;
            } else {
                self.drop_element(slot.name);
            }
        }
        Ok(())
    }

    fn drop_element(&mut self, name: &str) {
        if self.dropped.len() >= DROPPED_MAX {
            return;
        }
        let steps = self.levels.iter().map(|level| level.name).chain([name]);
        let path = steps.fold(self.base.clone(), |path, step| path + "/" + step);
        let place = Place { path, ..Place::default() };
        let finding = Finding::new(codes::WRITE_DROPPED, Severity::Warn, place).with("element", name);
        self.dropped.push(finding.with("version", self.version.number().to_string()));
    }
}

/// Findings kept about elements that were not written; a report that needs more is written for the wrong version.
const DROPPED_MAX: usize = 1_000;

fn leaf(out: &mut dyn Write, name: &str, text: &str) -> Result<(), WriteError> {
    write!(out, "<{name}>")?;
    escape(out, name, text)?;
    write!(out, "</{name}>")?;
    Ok(())
}

fn escape(out: &mut dyn Write, name: &str, text: &str) -> Result<(), WriteError> {
    let mut rest = text;
    while let Some((at, character)) = rest.char_indices().find(|(_, character)| is_special(*character)) {
        let (plain, special) = rest.split_at(at);
        out.write_all(plain.as_bytes())?;
        rest = special.get(character.len_utf8()..).unwrap_or_default();
        let written = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            // A bare carriage return would be read as a line feed.
            '\r' => "&#13;",
            _ => return Err(WriteError::Character { element: name.to_owned(), character: character.into() }),
        };
        out.write_all(written.as_bytes())?;
    }
    out.write_all(rest.as_bytes())?;
    Ok(())
}

fn is_special(character: char) -> bool {
    matches!(character, '&' | '<' | '>' | '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// An element name without prefix: what a reader of this crate can have met, and nothing that opens a tag of its own.
fn is_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '\u{B7}'))
}

fn subtree(out: &mut dyn Write, element: &Subtree) -> Result<(), WriteError> {
    let name = element.name.as_str();
    if !is_name(name) {
        return Err(WriteError::Name { name: name.to_owned() });
    }
    if element.nil {
        write!(out, "<{name} xsi:nil=\"true\">")?;
    } else {
        write!(out, "<{name}>")?;
    }
    escape(out, name, element.text.reveal())?;
    element.children.iter().try_for_each(|child| subtree(out, child))?;
    write!(out, "</{name}>")?;
    Ok(())
}

/// Writes one report. Transactions come in the order they are given; the activity, if any, after them.
#[derive(Debug)]
pub struct Writer<'h, W> {
    out: W,
    version: Version,
    header: &'h Header,
    children: u32,
    other_done: usize,
    transactions: u64,
    wrapper_open: bool,
    dropped: Vec<Finding>,
}

impl<'h, W: Write> Writer<'h, W> {
    /// Begins a report: declaration, root element, and the header up to the transactions.
    pub fn begin(mut out: W, version: Version, header: &'h Header) -> Result<Self, WriteError> {
        let root = root_name(header.root);
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        writeln!(out, "<{root} xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">")?;
        let mut writer = Self {
            out,
            version,
            header,
            children: 0,
            other_done: 0,
            transactions: 0,
            wrapper_open: false,
            dropped: Vec::new(),
        };
        writer.header_part(HEAD, false)?;
        if header.root == Root::ReportDataWrapped {
            writer.out.write_all(b"<transactions>\n")?;
            writer.children = writer.children.saturating_add(1);
            writer.wrapper_open = true;
        }
        Ok(writer)
    }

    /// Writes a part of the header; the last part takes with it all that was kept beside.
    fn header_part(&mut self, slots: &[Slot<Header>], last: bool) -> Result<(), WriteError> {
        let root = root_name(self.header.root);
        let other = self.header.other.get(self.other_done..).unwrap_or_default();
        let level = Level { name: root, children: self.children, other };
        let mut sink = Sink {
            out: &mut self.out,
            version: self.version,
            levels: vec![level],
            dropped: &mut self.dropped,
            base: String::new(),
        };
        sink.slots(slots, self.header)?;
        sink.settle(last)?;
        let Some(level) = sink.levels.pop() else { return Ok(()) };
        self.children = level.children;
        self.other_done = self.header.other.len().saturating_sub(level.other.len());
        self.out.write_all(b"\n")?;
        Ok(())
    }

    fn body<V: Value>(&mut self, name: &'static str, base: String, value: &V) -> Result<(), WriteError> {
        let mut sink =
            Sink { out: &mut self.out, version: self.version, levels: Vec::new(), dropped: &mut self.dropped, base };
        value.write(name, &mut sink)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Writes the next transaction.
    pub fn transaction(&mut self, transaction: &Transaction) -> Result<(), WriteError> {
        self.transactions = self.transactions.saturating_add(1);
        let base = format!("/{}#{}", root_name(self.header.root), self.transactions);
        self.body("transaction", base, transaction)
    }

    /// Writes the activity. Transactions must have been written before.
    pub fn activity(&mut self, activity: &Activity) -> Result<(), WriteError> {
        self.close_wrapper()?;
        self.body("activity", format!("/{}", root_name(self.header.root)), activity)
    }

    fn close_wrapper(&mut self) -> Result<(), WriteError> {
        if self.wrapper_open {
            self.wrapper_open = false;
            self.out.write_all(b"</transactions>\n")?;
        }
        Ok(())
    }

    /// Ends the report and returns the output with one finding for each element the version has no place for.
    pub fn finish(mut self) -> Result<(W, Vec<Finding>), WriteError> {
        self.close_wrapper()?;
        self.header_part(TAIL, true)?;
        writeln!(self.out, "</{}>", root_name(self.header.root))?;
        self.out.flush()?;
        Ok((self.out, self.dropped))
    }
}

const fn root_name(root: Root) -> &'static str {
    match root {
        Root::Report => "report",
        Root::ReportData | Root::ReportDataWrapped => "reportdata",
    }
}
