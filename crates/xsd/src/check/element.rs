//! Entering, checking and leaving elements.

use super::frame::{Frame, Kind, LastChild};
use super::tag::{self, Tag};
use super::{Checker, Halt, Phase, Stop};
use crate::Handler;
use crate::schema::{DeclId, Edge, Type, TypeId};
use vocab::{At, NameId};

/// A child about to be entered.
pub(super) struct Child {
    pub(super) name: NameId,
    pub(super) decl: Option<DeclId>,
    pub(super) ordinal: u32,
}

impl<H: Handler> Checker<'_, H> {
    /// A start tag.
    pub(super) fn open(&mut self, text: &str, at: usize) -> Result<usize, Stop> {
        if let Some(end) = self.open_predicted(text, at)? {
            return Ok(end);
        }
        let bytes = text.as_bytes();
        let Some(name_end) = tag::name_end(bytes, at + 1) else {
            return Err(if bytes.len() - at > self.limits.name_bytes_max + 1 {
                self.long_name(at)
            } else {
                Stop::More
            });
        };
        if name_end - at - 1 > self.limits.name_bytes_max {
            return Err(self.long_name(at));
        }
        let tag = match bytes.get(name_end) {
            Some(b'>') => Tag { name_end, end: name_end + 1, ..Tag::default() },
            _ => tag::read(text, name_end, &self.namespaces, &self.limits)?,
        };
        let name = self.name(text, at, &tag)?;
        self.count_element(at)?;
        let child = self.admit(name, text, at);
        self.enter(child, tag, text, at)
    }

    fn long_name(&self, at: usize) -> Stop {
        let halt = Halt::new("XML-LIMIT", at).with("what", "name");
        halt.with("limit", self.limits.name_bytes_max.to_string()).stop()
    }

    fn count_element(&mut self, at: usize) -> Result<(), Stop> {
        self.outcome.elements += 1;
        if self.outcome.elements > self.limits.elements_max {
            let halt = Halt::new("XML-LIMIT", at).with("what", "elements");
            return Err(halt.with("limit", self.limits.elements_max.to_string()).stop());
        }
        if self.frames.len() >= self.limits.depth_max as usize {
            return Err(Halt::new("XML-DEPTH", at).with("limit", self.limits.depth_max.to_string()).stop());
        }
        Ok(())
    }

    /// The common case: the tag that came last time in this state of the parent, without attributes.
    fn open_predicted(&mut self, text: &str, at: usize) -> Result<Option<usize>, Stop> {
        let schema = self.schema;
        let Some(Frame { kind: Kind::Elements(of), state, .. }) = self.frames.last() else { return Ok(None) };
        let (of, state) = (*of, *state);
        let Type::Complex(complex) = schema.type_of(of) else { return Ok(None) };
        let slot = complex.automaton.base + state as usize;
        let edges = complex.automaton.states.get(state as usize).map_or(&[][..], |s| s.edges.as_slice());
        let Some(edge) = self.predicted.get(slot).and_then(|taken| edges.get(*taken as usize)) else { return Ok(None) };
        let bytes = text.as_bytes();
        let rest = bytes.get(at + 1..).unwrap_or(&[]);
        let name = schema.names.text(edge.name).as_bytes();
        let (edge, after) = if crate::names::strip(rest, name).is_some_and(|after| after.first() == Some(&b'>')) {
            (edge, at + 2 + name.len())
        } else {
            let Some(length) = memchr::memchr2(b'>', b' ', rest.get(..64.min(rest.len())).unwrap_or(rest)) else {
                return Ok(None);
            };
            let plain = rest.get(length) == Some(&b'>');
            let Some(id) = rest.get(..length).filter(|_| plain).and_then(|name| schema.table.get(name)) else {
                return Ok(None);
            };
            let Some(taken) = edges.iter().position(|edge| edge.name == id) else { return Ok(None) };
            if let Some(slot) = self.predicted.get_mut(slot) {
                *slot = u16::try_from(taken).unwrap_or(0);
            }
            let Some(edge) = edges.get(taken) else { return Ok(None) };
            (edge, at + 2 + length)
        };
        if !self.namespaces.is_empty() && self.namespaces.get("").is_some_and(|name| !name.is_empty()) {
            return Ok(None);
        }
        let Some(decl) = schema.decl(edge.decl) else { return Ok(None) };
        if let Type::Simple(simple) = schema.type_of(decl.of)
            && decl.fixed.is_none()
            && let Some((value, end)) = self.whole_leaf(text, after, name_of(schema, edge))
        {
            self.count_element(at)?;
            self.take_edge(edge, at);
            let right = simple.check(value, schema.dialect).is_ok();
            let place = if H::LINES || !right { self.window.at_in(text, at) } else { self.offset_only(at) };
            self.handler.start(edge.name, schema.names.text(edge.name), place, false);
            if !value.is_empty() {
                self.handler.text(value);
            }
            self.handler.end(self.window.offset() + end as u64);
            if !right {
                self.check_value(edge.decl, (edge.name, self.ordinal_of(edge.name)), value, place);
            }
            return Ok(Some(end));
        }
        self.count_element(at)?;
        let ordinal = self.take_edge(edge, at);
        let tag = Tag { name_end: after - 1, end: after, ..Tag::default() };
        let child = Child { name: edge.name, decl: Some(edge.decl), ordinal };
        self.enter(child, tag, text, at).map(Some)
    }

    fn offset_only(&self, at: usize) -> At {
        At { offset: self.window.offset() + at as u64, line: 0, column: 0 }
    }

    fn check_value(&mut self, decl: DeclId, child: (NameId, u32), value: &str, at: At) {
        let schema = self.schema;
        let Some(decl) = schema.decl(decl) else { return };
        let Type::Simple(simple) = schema.type_of(decl.of) else { return };
        // An empty element with a fixed value has that value.
        if value.is_empty() && decl.fixed.is_some() {
            return;
        }
        if let Err(wrong) = simple.check(value, schema.dialect) {
            let place = Self::place(at, self.path(Some(child)));
            let finding = self.wrong_value(place, self.names.text(decl.name), (simple, wrong), value);
            self.give(finding);
        } else if let Some(fixed) =
            decl.fixed.as_deref().filter(|fixed| !simple.same_value(value, fixed, schema.dialect))
        {
            let finding = Self::reject("XSD-FIXED", Self::place(at, self.path(Some(child))))
                .with_value(value)
                .with("element", self.names.text(decl.name))
                .with("expected", fixed);
            self.give(finding);
        }
    }

    /// How many children of a name the innermost open element has had, when they are counted.
    fn ordinal_of(&self, name: NameId) -> u32 {
        let Some(Frame { kind: Kind::Elements(of), counters_from, .. }) = self.frames.last() else { return 0 };
        let Type::Complex(complex) = self.schema.type_of(*of) else { return 0 };
        let counter = complex.automaton.symbols.iter().find(|s| s.name == name).and_then(|s| s.counter);
        counter.and_then(|c| self.counters.get(*counters_from as usize + c as usize)).copied().unwrap_or(0)
    }

    /// The text and end of a leaf whose start tag ends at `from`, when it is text alone and wholly in the window.
    fn whole_leaf<'t>(&self, text: &'t str, from: usize, name: &str) -> Option<(&'t str, usize)> {
        let bytes = text.as_bytes();
        let rest = bytes.get(from..)?;
        let length = memchr::memchr3(b'<', b'&', b'\r', rest)?;
        let after = crate::names::strip(rest.get(length..)?.strip_prefix(b"</")?, name.as_bytes())?;
        if after.first() != Some(&b'>') {
            return None;
        }
        let value = text.get(from..from + length)?;
        if self.window.has_section_end && value.contains("]]>") {
            return None;
        }
        Some((value, from + length + name.len() + 3))
    }

    /// Moves the parent along an edge; returns the number of the child among its siblings of that name.
    fn take_edge(&mut self, edge: &Edge, at: usize) -> u32 {
        let offset = self.window.offset() + at as u64;
        self.in_stray_text = false;
        let Some(frame) = self.frames.last_mut() else { return 0 };
        frame.last_child = Some(LastChild { name: edge.name, offset, at: None, state: frame.state });
        frame.state = edge.next;
        frame.has_child = true;
        self.note(edge.symbol)
    }

    /// Remembers that the innermost open element has had a child, and counts it.
    pub(super) fn note(&mut self, symbol: u16) -> u32 {
        let Some(Frame { kind: Kind::Elements(of), seen_from, counters_from, .. }) = self.frames.last() else {
            return 0;
        };
        if let Some(word) = self.seen.get_mut(*seen_from as usize + (symbol / 64) as usize) {
            *word |= 1 << (symbol % 64);
        }
        let Type::Complex(complex) = self.schema.type_of(*of) else { return 0 };
        let counter = complex.automaton.symbols.get(symbol as usize).and_then(|s| s.counter);
        let Some(count) = counter.and_then(|c| self.counters.get_mut(*counters_from as usize + c as usize)) else {
            return 0;
        };
        *count = count.saturating_add(1);
        *count
    }

    /// Makes a child the innermost open element.
    pub(super) fn enter(&mut self, child: Child, tag: Tag, text: &str, at: usize) -> Result<usize, Stop> {
        let schema = self.schema;
        let decl = child.decl.and_then(|id| schema.decl(id));
        let kind = match decl.map(|decl| (decl.of, schema.type_of(decl.of))) {
            None | Some((_, Type::Any)) => Kind::Free,
            Some((of, Type::Simple(_))) => Kind::Leaf(of),
            Some((of, Type::Complex(_))) => Kind::Elements(of),
        };
        let place = if H::LINES { self.window.at_in(text, at) } else { self.offset_only(at) };
        let depth = self.frames.len();
        let mut frame = Frame {
            kind,
            name: child.name,
            decl: child.decl,
            state: 0,
            seen_from: u32::try_from(self.seen.len()).unwrap_or(0),
            counters_from: u32::try_from(self.counters.len()).unwrap_or(0),
            ordinal: child.ordinal,
            has_child: false,
            offset: place.offset,
            at: None,
            last_child: None,
            trouble: None,
        };
        let (end, empty) = (tag.end, tag.empty);
        let plain = tag.nil.is_none() && tag.of.is_none() && tag.foreign.is_empty();
        let nil = if plain { false } else { self.attributes(&tag, &mut frame, text, at) };
        if let Kind::Elements(of) = frame.kind
            && let Type::Complex(complex) = schema.type_of(of)
        {
            self.seen.resize(self.seen.len() + complex.automaton.symbols.len().div_ceil(64), 0);
            self.counters.resize(self.counters.len() + complex.automaton.counters(), 0);
        }
        self.namespaces.push(depth, tag.namespaces);
        self.text.clear();
        self.in_stray_text = false;
        self.frames.push(frame);
        self.handler.start(child.name, self.names.text(child.name), place, nil);
        if empty {
            self.leave(text, end);
        }
        Ok(end)
    }

    /// `xsi:nil`, `xsi:type` and attributes that nobody declared. Returns whether the element is nil.
    fn attributes(&mut self, tag: &Tag, frame: &mut Frame, text: &str, at: usize) -> bool {
        let Some(decl) = frame.decl.and_then(|id| self.schema.decl(id)) else { return false };
        let element = self.names.text(frame.name).to_owned();
        let place = Self::place(self.window.at_in(text, at), self.path(Some((frame.name, frame.ordinal))));
        if frame.kind != Kind::Free {
            for attribute in &tag.foreign {
                let finding = Self::reject("XSD-ATTR", place.clone()).with("attribute", attribute.as_str());
                self.give(finding.with("element", element.as_str()));
            }
        }
        if let Some(of) = &tag.of
            && !self.same_type(decl.of, of)
        {
            self.give(Self::reject("XSD-TYPE", place.clone()).with_value(of).with("element", element.as_str()));
        }
        let Some(nil) = tag.nil.as_deref().map(str::trim) else { return false };
        let is_nil = matches!(nil, "true" | "1");
        if !decl.nillable || !matches!(nil, "true" | "1" | "false" | "0") {
            self.give(Self::reject("XSD-NIL", place).with("element", element));
            frame.kind = Kind::Free;
        } else if is_nil {
            frame.kind = Kind::Nil;
        }
        is_nil
    }

    /// Whether `xsi:type` names the declared type itself, which is the only one that is not a substitution.
    fn same_type(&self, of: TypeId, qname: &str) -> bool {
        let local = qname.trim().rsplit(':').next().unwrap_or("");
        match self.schema.type_of(of) {
            Type::Any => true,
            Type::Simple(simple) => simple.name.as_deref().is_some_and(|name| name.trim_start_matches("xs:") == local),
            Type::Complex(complex) => complex.name.as_deref() == Some(local),
        }
    }

    /// An end tag.
    pub(super) fn close(&mut self, text: &str, at: usize) -> Result<usize, Stop> {
        let Some(frame) = self.frames.last() else { return Err(Halt::new("XML-SYNTAX", at).stop()) };
        let bytes = text.as_bytes();
        let rest = bytes.get(at + 2..).unwrap_or(&[]);
        let name = self.tag_name(frame.name);
        let mut end = at + 2 + name.len();
        let same = crate::names::strip(rest, name.as_bytes());
        match same.map(|after| after.first()) {
            Some(Some(b'>')) => end += 1,
            Some(None) => return Err(Stop::More),
            Some(Some(b' ' | b'\t' | b'\n' | b'\r')) => {
                let close = tag::skip_space(bytes, end);
                match bytes.get(close) {
                    Some(b'>') => end = close + 1,
                    None => return Err(Stop::More),
                    Some(_) => {
                        return Err(Halt::new("XML-SYNTAX", close).with("what", "an end tag is not closed").stop());
                    }
                }
            }
            _ => {
                let Some(stop) = tag::name_end(bytes, at + 2) else {
                    return Err(if rest.len() > self.limits.name_bytes_max { self.long_name(at) } else { Stop::More });
                };
                let other = text.get(at + 2..stop).unwrap_or("");
                let halt = Halt::new("XML-TAG", at).with("expected", name);
                return Err(halt.with("found", other.chars().take(100).collect::<String>()).stop());
            }
        }
        self.leave_from(text, at);
        Ok(end)
    }

    fn leave(&mut self, text: &str, end: usize) {
        self.leave_from(text, end);
    }

    /// Ends the innermost open element. `at` is the place of its end tag, or behind an empty tag.
    fn leave_from(&mut self, text: &str, at: usize) {
        let kind = self.frames.last().map(|frame| (frame.kind, frame.has_child));
        match kind {
            Some((Kind::Elements(of), _)) => self.leave_elements(of, text, at),
            Some((Kind::Leaf(_), false)) => self.leave_leaf(text),
            Some((Kind::Free | Kind::Nil, false)) => {
                let text = std::mem::take(&mut self.text);
                if !text.is_empty() {
                    self.handler.text(&text);
                }
                self.text = text;
            }
            _ => {}
        }
        self.text.clear();
        self.in_stray_text = false;
        let offset = self.window.offset() + at as u64;
        if let Some(frame) = self.frames.pop() {
            self.seen.truncate(frame.seen_from as usize);
            self.counters.truncate(frame.counters_from as usize);
            self.handler.end(offset);
        }
        if !self.namespaces.is_empty() {
            self.namespaces.leave(self.frames.len());
        }
        if self.frames.is_empty() {
            self.phase = Phase::AfterRoot;
        }
    }

    fn leave_leaf(&mut self, text: &str) {
        let Some(frame) = self.frames.pop() else { return };
        let value = std::mem::take(&mut self.text);
        if !value.is_empty() {
            self.handler.text(&value);
        }
        if frame.trouble.is_none() {
            let place = self.place_of(text, frame.offset, frame.at);
            self.check_value(frame.decl.unwrap_or(DeclId::MAX), (frame.name, frame.ordinal), &value, place);
        }
        self.text = value;
        self.frames.push(frame);
    }

    /// Text, from whatever it was written as, in the innermost open element.
    pub(super) fn take_text(&mut self, piece: &str, at: usize, text: &str) -> Result<(), Stop> {
        let Some(frame) = self.frames.last_mut() else { return Ok(()) };
        match frame.kind {
            Kind::Elements(_) => {
                if !self.in_stray_text && piece.contains(|c| !matches!(c, ' ' | '\t' | '\n' | '\r')) {
                    self.in_stray_text = true;
                    frame.trouble.get_or_insert_default().reported = true;
                    let place = self.window.at_in(text, at);
                    let parent = self.frames.last().map_or("", |frame| self.names.text(frame.name)).to_owned();
                    let finding = Self::reject("XSD-TEXT", Self::place(place, self.path(None)));
                    self.give(finding.with_value(piece.trim()).with("parent", parent));
                }
            }
            Kind::Nil if !piece.is_empty() && frame.trouble.is_none() => {
                frame.trouble = Some(Box::default());
                let element = self.names.text(frame.name).to_owned();
                let place = self.window.at_in(text, at);
                let finding = Self::reject("XSD-NIL", Self::place(place, self.path(None)));
                self.give(finding.with_value(piece.trim()).with("element", element));
            }
            Kind::Leaf(_) | Kind::Free | Kind::Nil => {
                if self.text.len() + piece.len() > self.limits.text_bytes_max {
                    let halt = Halt::new("XML-LIMIT", at).with("what", "text");
                    return Err(halt.with("limit", self.limits.text_bytes_max.to_string()).stop());
                }
                self.text.push_str(piece);
            }
        }
        Ok(())
    }

    /// The number of the name of a tag, with its namespace when it has one: `{urn:x}report`.
    fn name(&mut self, text: &str, at: usize, tag: &Tag) -> Result<NameId, Stop> {
        let written = text.get(at + 1..tag.name_end).unwrap_or("");
        let (prefix, local) = written.split_once(':').unwrap_or(("", written));
        let own = tag.namespaces.iter().find(|(p, _)| p == prefix).map(|(_, name)| name.as_str());
        let space = own.or_else(|| self.namespaces.get(prefix)).unwrap_or("");
        if space.is_empty()
            && prefix.is_empty()
            && let Some(id) = self.schema.table.get(written.as_bytes())
        {
            return Ok(id);
        }
        if !crate::names::is_name(written) || !crate::names::is_local(local) || written.starts_with(':') {
            return Err(Halt::new("XML-SYNTAX", at).with("what", "a tag has no proper name").stop());
        }
        if !prefix.is_empty() && space.is_empty() && prefix != "xml" {
            return Err(Halt::new("XML-NS", at).with("prefix", prefix).stop());
        }
        let full = if space.is_empty() { written.to_owned() } else { format!("{{{space}}}{written}") };
        let unknown = self.names.len().saturating_sub(self.schema.names.len());
        if unknown >= self.limits.unknown_names_max && self.names.get(&full).is_none() {
            let halt = Halt::new("XML-LIMIT", at).with("what", "unknown element names");
            return Err(halt.with("limit", self.limits.unknown_names_max.to_string()).stop());
        }
        Ok(self.names.intern(&full))
    }

    /// A name as its tags write it.
    fn tag_name(&self, name: NameId) -> &str {
        let full = self.names.text(name);
        full.strip_prefix('{').and_then(|rest| rest.rsplit_once('}')).map_or(full, |(_, written)| written)
    }
}

fn name_of<'s>(schema: &'s crate::Schema, edge: &Edge) -> &'s str {
    schema.names.text(edge.name)
}
