//! Checking a stream of bytes: one pass, constant memory, all errors.
//!
//! The checker is pushed bytes and keeps a window of them until they make whole tags and texts. It knows which tags
//! may come next, so the common tag is one comparison of bytes, and a leaf element (start tag, text, end tag) is
//! checked in one go without entering it. Everything unusual leaves this path early for slower, plainer code:
//!
//! - `window`: the bytes in memory, their validity as text, lines and columns;
//! - `tag` and `markup`: the grammar of XML;
//! - `frame`: the open elements;
//! - `element`: entering, leaving and checking elements;
//! - `recover`: what to do about a child that may not stand where it stands;
//! - `report`: findings.

mod element;
mod frame;
mod markup;
mod recover;
mod report;
mod tag;
mod window;

use crate::{Handler, Limits, Schema};
use frame::{Frame, Kind};
use tag::{Namespaces, skip_space};
use vocab::{At, Finding, Names};
use window::{PIECE_BYTES, Window};

/// Texts longer than this are taken in pieces instead of waiting for their end.
const TEXT_PIECE_BYTES: usize = 64 << 10;

/// Most findings held back while a piece of the file is read.
const FINDINGS_HELD_MAX: usize = 1_000;

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Outcome {
    /// No finding: well-formed and valid.
    pub valid: bool,
    /// Whether the file was well-formed to its end, so that everything in it was checked.
    pub well_formed: bool,
    /// Elements seen.
    pub elements: u64,
    /// Bytes received.
    pub bytes: u64,
    /// Findings given.
    pub findings: u64,
}

/// Why reading stops for now or for good.
#[derive(Debug)]
enum Stop {
    /// The window ends in the middle of something.
    More,
    /// The file is not well-formed or goes over a limit.
    Halt(Box<Halt>),
}

/// A fatal finding in the making: its place is still an index of the window.
#[derive(Debug)]
struct Halt {
    code: &'static str,
    at: usize,
    args: Vec<(&'static str, String)>,
}

impl Halt {
    fn new(code: &'static str, at: usize) -> Self {
        Self { code, at, args: Vec::new() }
    }

    fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.args.push((name, text.into()));
        self
    }

    fn stop(self) -> Stop {
        Stop::Halt(Box::new(self))
    }
}

impl Stop {
    /// The same stop with its place moved by some bytes.
    fn moved(self, by: usize) -> Self {
        match self {
            Self::More => Self::More,
            Self::Halt(mut halt) => {
                halt.at += by;
                Self::Halt(halt)
            }
        }
    }
}

/// Where in the document the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Beginning,
    BeforeRoot,
    Inside,
    AfterRoot,
    Over,
}

/// Checks one file against a schema and shows its elements to a handler.
#[derive(Debug)]
pub struct Checker<'s, H> {
    schema: &'s Schema,
    limits: Limits,
    handler: H,
    transcoded: bool,
    names: Names,
    window: Window,
    phase: Phase,
    frames: Vec<Frame>,
    /// Which children each open element has had: bits over the symbols of its type.
    seen: Vec<u64>,
    /// How many of each repeatable child each open element has had.
    counters: Vec<u32>,
    /// For each state of each automaton, the edge taken last.
    predicted: Vec<u16>,
    namespaces: Namespaces,
    /// Text of the innermost open leaf, when it comes in pieces.
    text: String,
    /// Whether text between elements has been reported and goes on.
    in_stray_text: bool,
    /// Findings not yet given to the caller.
    findings: Vec<Finding>,
    outcome: Outcome,
}

impl<'s, H: Handler> Checker<'s, H> {
    /// A checker for one file.
    pub fn new(schema: &'s Schema, limits: Limits, handler: H) -> Self {
        Self {
            schema,
            limits,
            handler,
            transcoded: false,
            names: schema.names.clone(),
            window: Window::new(),
            phase: Phase::Beginning,
            frames: Vec::new(),
            seen: Vec::new(),
            counters: Vec::new(),
            predicted: vec![0; schema.states],
            namespaces: Namespaces::default(),
            text: String::new(),
            in_stray_text: false,
            findings: Vec::new(),
            outcome: Outcome { well_formed: true, valid: true, ..Outcome::default() },
        }
    }

    /// Says that the bytes were decoded to UTF-8 on the way here, so that the encoding named in the XML declaration is
    /// no longer theirs.
    #[must_use]
    pub fn transcoded(mut self) -> Self {
        self.transcoded = true;
        self
    }

    /// The handler, as it is by now.
    pub fn handler(&mut self) -> &mut H {
        &mut self.handler
    }

    /// The handler, when the file is given up before its end.
    pub fn into_handler(self) -> H {
        self.handler
    }

    /// The names of the schema and those that the file brought.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Whether the file has been given up: further bytes change nothing.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Takes the next bytes of the file. Findings come in the order in which they become certain, which is that of the
    /// file except for children in the wrong order, which are certain only at the end of their parent.
    pub fn feed(&mut self, bytes: &[u8], found: &mut dyn FnMut(Finding)) {
        self.outcome.bytes = self.outcome.bytes.saturating_add(bytes.len() as u64);
        for piece in bytes.chunks(PIECE_BYTES) {
            if self.phase == Phase::Over {
                return;
            }
            self.window.push(piece);
            self.advance(false, found);
        }
    }

    /// Says that the file has ended.
    pub fn finish(mut self, found: &mut dyn FnMut(Finding)) -> (Outcome, H) {
        if self.phase != Phase::Over {
            self.advance(true, found);
        }
        if self.phase != Phase::Over && self.phase != Phase::AfterRoot {
            let place = self.window.text.len();
            let halt = match self.frames.last() {
                Some(frame) => Halt::new("XML-EOF", place).with("element", self.names.text(frame.name)),
                None => Halt::new("XML-EMPTY", place),
            };
            self.halt(halt);
            self.findings.drain(..).for_each(&mut *found);
        }
        (self.outcome, self.handler)
    }

    /// Reads as far as the window goes and forgets what has been read.
    fn advance(&mut self, last: bool, found: &mut dyn FnMut(Finding)) {
        let text = std::mem::take(&mut self.window.text);
        let mut at = 0;
        let stopped = loop {
            match self.step(&text, at, last) {
                Ok(next) if next == at && next >= text.len() => break None,
                Ok(next) => {
                    at = next;
                    if self.findings.len() >= FINDINGS_HELD_MAX {
                        self.findings.drain(..).for_each(&mut *found);
                    }
                }
                Err(Stop::More) => break None,
                Err(Stop::Halt(halt)) => break Some(halt),
            }
        };
        self.window.text = text;
        if let Some(halt) = stopped {
            self.halt(*halt);
        } else if let Some(bad) = self.window.bad {
            self.halt_at_bad_byte(bad);
        } else if last && (at < self.window.text.len() || self.window.ends_within_character()) {
            self.halt_at_end(at);
        }
        self.findings.drain(..).for_each(&mut *found);
        self.keep_places(at);
        let text = std::mem::take(&mut self.window.text);
        self.window.consume(text, at);
    }

    /// Works out the places that may still be asked for and that the window is about to forget.
    fn keep_places(&mut self, consumed: usize) {
        let from = self.window.offset();
        let inside = |offset: u64| {
            let index = usize::try_from(offset.checked_sub(from)?).ok()?;
            (index < consumed).then_some(index)
        };
        for frame in &mut self.frames {
            if let Some(index) = inside(frame.offset).filter(|_| frame.at.is_none()) {
                frame.at = Some(self.window.at(index));
            }
            if let Some(last) = frame.last_child.as_mut().filter(|last| last.at.is_none())
                && let Some(index) = inside(last.offset)
            {
                last.at = Some(self.window.at(index));
            }
        }
    }

    /// The place of a tag whose offset was noted, from the window or from what was kept when it moved on.
    fn place_of(&mut self, text: &str, offset: u64, kept: Option<At>) -> At {
        kept.unwrap_or_else(|| {
            let index = usize::try_from(offset.saturating_sub(self.window.offset())).unwrap_or(0);
            self.window.at_in(text, index.min(text.len()))
        })
    }

    fn halt_at_bad_byte(&mut self, bad: window::BadByte) {
        let place = self.window.text.len();
        let halt = match bad {
            window::BadByte::Encoding => Halt::new("XML-UTF8", place),
            window::BadByte::Character(c) => {
                Halt::new("XML-CHAR", place).with("char", format!("U+{:04X}", u32::from(c)))
            }
        };
        self.halt(halt);
    }

    /// The file ended in the middle of something.
    fn halt_at_end(&mut self, at: usize) {
        // Blanks before it may have been passed already, or not, by how the file came in pieces.
        let rest = self.window.text.get(at..).unwrap_or("");
        let at = at.saturating_add(rest.find(|c: char| !matches!(c, ' ' | '\t' | '\r' | '\n')).unwrap_or(0));
        let halt = if self.window.ends_within_character() {
            Halt::new("XML-UTF8", self.window.text.len())
        } else if let Some(frame) = self.frames.last() {
            Halt::new("XML-EOF", self.window.text.len()).with("element", self.names.text(frame.name))
        } else if self.phase == Phase::AfterRoot {
            Halt::new("XML-TRAILING", at)
        } else {
            Halt::new("XML-SYNTAX", at).with("what", "the file ends in the middle of a tag")
        };
        self.halt(halt);
    }

    /// One tag, leaf, text or comment: the index behind it. `last` says that the window ends with the file.
    fn step(&mut self, text: &str, at: usize, last: bool) -> Result<usize, Stop> {
        match self.phase {
            Phase::Inside => self.step_inside(text, at),
            Phase::Beginning => self.step_beginning(text, at, last),
            Phase::BeforeRoot | Phase::AfterRoot => self.step_outside(text, at),
            Phase::Over => Ok(text.len()),
        }
    }

    fn step_beginning(&mut self, text: &str, at: usize, last: bool) -> Result<usize, Stop> {
        if at == 0 && text.starts_with('\u{FEFF}') {
            return Ok('\u{FEFF}'.len_utf8());
        }
        let rest = text.get(at..).unwrap_or("");
        const DECLARATION: &str = "<?xml";
        if rest.len() <= DECLARATION.len() && DECLARATION.starts_with(rest) && !last {
            return Err(Stop::More);
        }
        self.phase = Phase::BeforeRoot;
        let declared =
            rest.strip_prefix(DECLARATION).is_some_and(|after| after.starts_with([' ', '\t', '\n', '\r', '?']));
        if !declared {
            return Ok(at);
        }
        match markup::declaration(rest, self.transcoded) {
            Ok(length) => Ok(at + length),
            Err(Stop::More) => {
                self.phase = Phase::Beginning;
                Err(Stop::More)
            }
            Err(stop) => Err(stop.moved(at)),
        }
    }

    fn step_outside(&mut self, text: &str, at: usize) -> Result<usize, Stop> {
        let bytes = text.as_bytes();
        let start = skip_space(bytes, at);
        let before = self.phase == Phase::BeforeRoot;
        match (bytes.get(start), bytes.get(start + 1)) {
            (None, _) => Ok(start),
            (Some(b'<'), None) => Err(Stop::More),
            (Some(b'<'), Some(b'?')) => markup::instruction(text, start, &self.limits),
            (Some(b'<'), Some(b'!')) => match self.bang(text, start)? {
                Bang::Comment(end) => Ok(end),
                Bang::Section(..) => Err(Halt::new("XML-SYNTAX", start)
                    .with("what", "text cannot stand outside the root element")
                    .stop()),
            },
            (Some(b'<'), Some(_)) if before => {
                self.phase = Phase::Inside;
                match self.open(text, start) {
                    Err(Stop::More) => {
                        self.phase = Phase::BeforeRoot;
                        Err(Stop::More)
                    }
                    result => result,
                }
            }
            (Some(_), _) if before => {
                Err(Halt::new("XML-SYNTAX", start).with("what", "text cannot stand before the root element").stop())
            }
            (Some(_), _) => Err(Halt::new("XML-TRAILING", start).stop()),
        }
    }

    fn step_inside(&mut self, text: &str, at: usize) -> Result<usize, Stop> {
        let bytes = text.as_bytes();
        let in_elements = matches!(self.frames.last(), Some(Frame { kind: Kind::Elements(_), .. }));
        let start = if in_elements { skip_space(bytes, at) } else { at };
        match (bytes.get(start), bytes.get(start + 1)) {
            (None, _) => Ok(start),
            (Some(b'<'), None) => Err(Stop::More),
            (Some(b'<'), Some(b'/')) => self.close(text, start),
            (Some(b'<'), Some(b'?')) => markup::instruction(text, start, &self.limits),
            (Some(b'<'), Some(b'!')) => match self.bang(text, start)? {
                Bang::Comment(end) => Ok(end),
                Bang::Section(from, to) => {
                    self.take_text(text.get(from..to).unwrap_or(""), start, text)?;
                    Ok(to + 3)
                }
            },
            (Some(b'<'), Some(_)) => self.open(text, start),
            (Some(b'&'), _) => {
                let rest = text.get(start..).unwrap_or("");
                let (c, length) = markup::reference(rest, false).map_err(|stop| stop.moved(start))?;
                self.take_text(c.encode_utf8(&mut [0; 4]), start, text)?;
                Ok(start + length)
            }
            (Some(_), _) => self.step_text(text, start),
        }
    }

    /// Text up to the next markup, or to the end of the window when it is long.
    fn step_text(&mut self, text: &str, start: usize) -> Result<usize, Stop> {
        let bytes = text.as_bytes();
        let rest = bytes.get(start..).unwrap_or(&[]);
        let end = match memchr::memchr2(b'<', b'&', rest) {
            Some(length) => start + length,
            None if rest.len() > TEXT_PIECE_BYTES => {
                // What could be the beginning of `]]>` or of CRLF waits for its rest.
                let mut end = bytes.len() - 3;
                while !text.is_char_boundary(end) || matches!(bytes.get(end - 1), Some(b']' | b'\r')) {
                    end -= 1;
                }
                end
            }
            None => return Err(Stop::More),
        };
        let piece = text.get(start..end).unwrap_or("");
        if self.window.has_section_end
            && let Some(index) = memchr::memmem::find(piece.as_bytes(), b"]]>")
        {
            let halt = Halt::new("XML-SYNTAX", start + index);
            return Err(halt.with("what", "`]]>` in a text must be written `]]&gt;`").stop());
        }
        if piece.contains('\r') {
            self.take_text(&piece.replace("\r\n", "\n").replace('\r', "\n"), start, text)?;
        } else {
            self.take_text(piece, start, text)?;
        }
        Ok(end)
    }

    fn bang(&mut self, text: &str, at: usize) -> Result<Bang, Stop> {
        let rest = text.get(at..).unwrap_or("");
        if rest.starts_with("<!--") {
            return markup::comment(text, at, &self.limits).map(Bang::Comment);
        }
        if rest.starts_with("<![CDATA[") {
            return markup::section(text, at, &self.limits).map(|(from, to)| Bang::Section(from, to));
        }
        if rest.starts_with("<!DOCTYPE") {
            return Err(Halt::new("XML-DTD", at).stop());
        }
        if ["<!--", "<![CDATA[", "<!DOCTYPE"].iter().any(|known| known.starts_with(rest)) {
            return Err(Stop::More);
        }
        Err(Halt::new("XML-SYNTAX", at).with("what", "`<!` begins neither a comment nor CDATA").stop())
    }
}

enum Bang {
    Comment(usize),
    Section(usize, usize),
}
