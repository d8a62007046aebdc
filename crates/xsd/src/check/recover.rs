//! What to do about a child that may not stand where it stands.
//!
//! The aim is one finding per mistake and the best place to go on from:
//!
//! - a child that a later part of the content model takes was preceded by a gap: go on behind it (a *jump*), and decide
//!   only at the end of the parent whether the skipped children are missing or came too late;
//! - a child that an earlier part takes came too late, or once too often, or beside an alternative: stay;
//! - a child that the type does not know is a slip of the pen when its name is near to an expected one, and otherwise
//!   an extra: stay.
//!
//! The content of a child whose declaration is known is checked wherever it stands.

use super::Checker;
use super::element::Child;
use super::frame::{Frame, Jump, Kind, LastChild, Missing, Trouble};
use crate::Handler;
use crate::nearest::nearest;
use crate::schema::{Automaton, Complex, Edge, Type, TypeId};
use vocab::{At, NameId};

impl<H: Handler> Checker<'_, H> {
    /// Decides what a child element is to its parent.
    pub(super) fn admit(&mut self, name: NameId, text: &str, at: usize) -> Child {
        let unknown = Child { name, decl: None, ordinal: 0 };
        let schema = self.schema;
        let Some(kind) = self.frames.last().map(|frame| frame.kind) else {
            return self.admit_root(name, text, at);
        };
        self.in_stray_text = false;
        match kind {
            Kind::Elements(of) => match schema.type_of(of) {
                Type::Complex(complex) => self.admit_child(complex, name, text, at),
                _ => unknown,
            },
            Kind::Leaf(_) | Kind::Nil => {
                self.refuse_child(kind, name, text, at);
                unknown
            }
            Kind::Free => {
                self.mark_child();
                unknown
            }
        }
    }

    fn mark_child(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.has_child = true;
        }
    }

    fn admit_root(&mut self, name: NameId, text: &str, at: usize) -> Child {
        let schema = self.schema;
        let root = schema.roots.iter().find(|id| schema.decl(**id).is_some_and(|decl| decl.name == name));
        if root.is_none() {
            let expected = self.list(schema.roots.iter().filter_map(|id| schema.decl(*id)).map(|decl| decl.name));
            let place = Self::place(self.window.at_in(text, at), self.path(Some((name, 0))));
            let finding = Self::reject("XSD-ROOT", place).with("found", self.names.text(name));
            self.give(finding.with("expected", expected));
        }
        Child { name, decl: root.copied(), ordinal: 0 }
    }

    /// A child in an element that holds text or nothing. Said once per element.
    fn refuse_child(&mut self, kind: Kind, name: NameId, text: &str, at: usize) {
        self.mark_child();
        let Some(frame) = self.frames.last_mut() else { return };
        let trouble = frame.trouble.get_or_insert_default();
        if std::mem::replace(&mut trouble.reported, true) {
            return;
        }
        let parent = self.names.text(frame.name).to_owned();
        let place = Self::place(self.window.at_in(text, at), self.path(Some((name, 0))));
        let finding = if kind == Kind::Nil {
            Self::reject("XSD-NIL", place).with("element", parent)
        } else {
            Self::reject("XSD-CHILD", place).with("element", self.names.text(name)).with("parent", parent)
        };
        self.give(finding);
    }

    fn admit_child(&mut self, complex: &Complex, name: NameId, text: &str, at: usize) -> Child {
        let automaton = &complex.automaton;
        let state = self.frames.last().map_or(0, |frame| frame.state);
        if let Some(edge) = automaton.edge(state, name) {
            let slot = automaton.base + state as usize;
            let taken = automaton.states.get(state as usize).and_then(|s| s.edges.iter().position(|e| e.name == name));
            if let (Some(slot), Some(taken)) = (self.predicted.get_mut(slot), taken) {
                *slot = u16::try_from(taken).unwrap_or(0);
            }
            return self.follow(edge, name, self.window.offset() + at as u64);
        }
        let place = self.window.at_in(text, at);
        match automaton.symbol(name) {
            None => self.unknown_child(complex, name, place),
            Some(_) => match automaton.shortest(state, Some(name)) {
                Some(steps) => self.jump(automaton, &steps, name, place),
                None => self.late_child(automaton, name, place, text),
            },
        }
    }

    fn follow(&mut self, edge: &Edge, name: NameId, offset: u64) -> Child {
        if let Some(frame) = self.frames.last_mut() {
            frame.last_child = Some(LastChild { name, offset, at: None, state: frame.state });
            frame.state = edge.next;
            frame.has_child = true;
        }
        let ordinal = self.note(edge.symbol);
        Child { name, decl: Some(edge.decl), ordinal }
    }

    fn trouble(&mut self) -> Option<&mut Trouble> {
        self.frames.last_mut().map(|frame| &mut **frame.trouble.get_or_insert_default())
    }

    /// The type does not know the child.
    fn unknown_child(&mut self, complex: &Complex, name: NameId, place: At) -> Child {
        let path = self.path(Some((name, 0)));
        let element = self.names.text(name).to_owned();
        let Some(frame) = self.frames.last() else { return Child { name, decl: None, ordinal: 0 } };
        let parent = self.names.text(frame.name).to_owned();
        let state = frame.state;
        let finding = |code| Self::reject(code, Self::place(place, path.clone())).with("element", element.as_str());
        if complex.hidden.contains(&name) {
            let finding = finding("XSD-HIDDEN").with("parent", parent);
            self.mark_child();
            self.give(finding);
            return Child { name, decl: None, ordinal: 0 };
        }
        let automaton = &complex.automaton;
        let edges = automaton.states.get(state as usize).map_or(&[][..], |s| s.edges.as_slice());
        let meant = nearest(&element, edges.iter(), |edge| self.names.text(edge.name)).cloned();
        let suggestion = meant.as_ref().map(|edge| edge.name).or_else(|| {
            nearest(&element, automaton.symbols.iter(), |s| self.names.text(s.name)).map(|symbol| symbol.name)
        });
        let mut finding = finding("XSD-UNKNOWN").with("parent", parent);
        if let Some(suggestion) = suggestion {
            finding = finding.with("suggestion", self.names.text(suggestion));
        }
        let expected = self.frames.last().map(|frame| self.expected(frame)).unwrap_or_default();
        if !expected.is_empty() {
            finding = finding.with("expected", expected);
        }
        self.give(finding);
        if let Some(edge) = meant {
            return self.follow(&edge, name, place.offset);
        }
        self.mark_child();
        if let Some(trouble) = self.trouble() {
            trouble.unknown_in = Some(state);
        }
        Child { name, decl: None, ordinal: 0 }
    }

    /// Children that should have come before this one did not, so far.
    fn jump(&mut self, automaton: &Automaton, steps: &[(u32, &Edge)], name: NameId, place: At) -> Child {
        let unknown = Child { name, decl: None, ordinal: 0 };
        let Some((from, _)) = steps.first() else { return unknown };
        let Some(landing) = steps.last().map(|(_, edge)| edge.next) else { return unknown };
        let Some(edge) = automaton.edge(landing, name).cloned() else { return unknown };
        let missing = self.missing(automaton, steps);
        let (before, after) = (automaton.reachable(*from), automaton.reachable(edge.next));
        let lost = before.iter().zip(&after).map(|(before, after)| *before && !*after).collect();
        if let Some(trouble) = self.trouble() {
            trouble.jumps.push(Jump { name, at: place, missing, lost, late: Vec::new() });
        }
        self.follow(&edge, name, place.offset)
    }

    /// What the steps of a gap stand for: the one required child, or the alternatives. The first is left out when an
    /// unknown child stood there, whose finding already said what was expected.
    fn missing(&mut self, automaton: &Automaton, steps: &[(u32, &Edge)]) -> Vec<Missing> {
        let explained = self.frames.last().and_then(|frame| frame.trouble.as_ref()).and_then(|t| t.unknown_in);
        let mut missing = Vec::new();
        for (state, edge) in steps {
            if explained == Some(*state) {
                if let Some(trouble) = self.trouble() {
                    trouble.unknown_in = None;
                }
                continue;
            }
            let required = automaton.required(*state);
            let names = if required.iter().any(|other| other.name == edge.name) {
                required.iter().map(|edge| edge.name).collect()
            } else {
                vec![edge.name]
            };
            missing.push(Missing { names, came: false });
        }
        missing
    }

    /// A child that can no longer come: too late, once too often, or beside an alternative.
    fn late_child(&mut self, automaton: &Automaton, name: NameId, place: At, text: &str) -> Child {
        let Some(symbol) = automaton.symbol(name) else { return Child { name, decl: None, ordinal: 0 } };
        let decl = automaton.symbols.get(symbol as usize).map(|s| s.decl);
        let already = self.has_had(symbol);
        let ordinal = self.note(symbol);
        let child = Child { name, decl, ordinal };
        self.mark_child();
        if !already && self.came_late(symbol, name) {
            return child;
        }
        let last = self.frames.last().and_then(|frame| frame.last_child);
        let path = self.path(Some((name, ordinal)));
        let element = self.names.text(name).to_owned();
        let parent = self.frames.last().map_or("", |frame| self.names.text(frame.name)).to_owned();
        let last_name = last.map_or(String::new(), |last| self.names.text(last.name).to_owned());
        let last_symbol = last.and_then(|last| automaton.symbol(last.name));
        let limit = automaton.symbols.get(symbol as usize).and_then(|s| s.max);
        let finding = if already && limit.is_some() {
            let limit = limit.map_or(String::new(), |limit| limit.to_string());
            Self::reject("XSD-REPEATED", Self::place(place, path))
                .with("element", element)
                .with("parent", parent)
                .with("limit", limit)
        } else if last_symbol.is_some_and(|last| automaton.can_precede(symbol, last)) {
            let spot = self.spot_before(automaton, last, name, text).unwrap_or(place);
            Self::reject("XSD-ORDER", Self::place(spot, path)).with("element", element).with("before", last_name)
        } else {
            let other = self.alternative(automaton, symbol).unwrap_or(last_name);
            Self::reject("XSD-CHOICE", Self::place(place, path)).with("element", element).with("other", other)
        };
        self.give(finding);
        child
    }

    /// The place of the child before, when the late child should have stood right in front of it.
    fn spot_before(&mut self, automaton: &Automaton, last: Option<LastChild>, name: NameId, text: &str) -> Option<At> {
        let last = last.filter(|last| automaton.edge(last.state, name).is_some())?;
        Some(self.place_of(text, last.offset, last.at))
    }

    /// A child already seen that can stand neither before nor after the given one.
    fn alternative(&self, automaton: &Automaton, symbol: u16) -> Option<String> {
        let symbols = 0..u16::try_from(automaton.symbols.len()).unwrap_or(0);
        let rival = symbols
            .filter(|other| *other != symbol && self.has_had(*other))
            .find(|other| !automaton.can_precede(symbol, *other) && !automaton.can_precede(*other, symbol))?;
        automaton.symbols.get(rival as usize).map(|s| self.names.text(s.name).to_owned())
    }

    fn has_had(&self, symbol: u16) -> bool {
        let from = self.frames.last().map_or(0, |frame| frame.seen_from as usize);
        self.seen.get(from + (symbol / 64) as usize).is_some_and(|word| word >> (symbol % 64) & 1 == 1)
    }

    /// Whether a jump skipped this child; if so, it is noted there and will be explained there.
    fn came_late(&mut self, symbol: u16, name: NameId) -> bool {
        let Some(trouble) = self.frames.last_mut().and_then(|frame| frame.trouble.as_mut()) else { return false };
        for jump in trouble.jumps.iter_mut().rev() {
            if jump.lost.get(symbol as usize).copied().unwrap_or(false) {
                if let Some(missing) = jump.missing.iter_mut().find(|m| !m.came && m.names.contains(&name)) {
                    missing.came = true;
                }
                jump.late.push(name);
                return true;
            }
        }
        false
    }

    /// The end of an element with children: what is still missing, and what its jumps came to.
    pub(super) fn leave_elements(&mut self, of: TypeId, text: &str, at: usize) {
        let schema = self.schema;
        let Type::Complex(complex) = schema.type_of(of) else { return };
        let Some(frame) = self.frames.last_mut() else { return };
        let (state, has_child) = (frame.state, frame.has_child);
        let texted = !has_child && frame.trouble.as_ref().is_some_and(|trouble| trouble.reported);
        let jumps = frame.trouble.as_mut().map(|trouble| std::mem::take(&mut trouble.jumps)).unwrap_or_default();
        for jump in jumps {
            self.conclude(jump);
        }
        let accepting = complex.automaton.states.get(state as usize).is_none_or(|s| s.accepting);
        if !accepting {
            let place = self.window.at_in(text, at);
            if texted {
                // The text that stands there instead of the children has been reported.
            } else if has_child {
                let steps = complex.automaton.shortest(state, None).unwrap_or_default();
                let missing = self.missing(&complex.automaton, &steps);
                for missing in missing {
                    self.give_missing(&missing, place);
                }
            } else {
                self.give_empty(text);
            }
        }
        self.check_assertions(complex, text, at);
    }

    fn conclude(&mut self, jump: Jump) {
        if let Some(late) = jump.late.last() {
            let path = self.path(Some((jump.name, 0)));
            let finding = Self::reject("XSD-ORDER", Self::place(jump.at, path))
                .with("element", self.names.text(*late))
                .with("before", self.names.text(jump.name));
            self.give(finding);
        }
        for missing in jump.missing.iter().filter(|missing| !missing.came) {
            self.give_missing(missing, jump.at);
        }
    }

    fn give_missing(&mut self, missing: &Missing, at: At) {
        let parent = self.frames.last().map_or("", |frame| self.names.text(frame.name)).to_owned();
        let place = Self::place(at, self.path(None));
        let finding = match missing.names.as_slice() {
            [single] => Self::reject("XSD-MISSING", place).with("element", self.names.text(*single)),
            several => Self::reject("XSD-MISSING-ONE", place).with("elements", self.list(several.iter().copied())),
        };
        self.give(finding.with("parent", parent));
    }

    /// An element that needs children and has none: one finding at its own place, not one per child.
    fn give_empty(&mut self, text: &str) {
        let Some(frame) = self.frames.last() else { return };
        let element = self.names.text(frame.name).to_owned();
        let needs = self.needs(frame);
        let (offset, kept) = (frame.offset, frame.at);
        let at = self.place_of(text, offset, kept);
        let finding = Self::reject("XSD-EMPTY", Self::place(at, self.path(None)));
        self.give(finding.with("element", element).with("needs", needs));
    }

    /// All that an empty element needs, alternatives joined by a slash.
    fn needs(&self, frame: &Frame) -> String {
        let Kind::Elements(of) = frame.kind else { return String::new() };
        let Type::Complex(complex) = self.schema.type_of(of) else { return String::new() };
        let steps = complex.automaton.shortest(frame.state, None).unwrap_or_default();
        let names = |edges: Vec<&Edge>| edges.iter().map(|e| self.names.text(e.name)).collect::<Vec<_>>().join("/");
        let each = steps.iter().map(|(state, edge)| {
            let required = complex.automaton.required(*state);
            if required.iter().any(|other| other.name == edge.name) { names(required) } else { names(vec![*edge]) }
        });
        each.collect::<Vec<_>>().join(", ")
    }

    fn check_assertions(&mut self, complex: &Complex, text: &str, at: usize) {
        for assertion in &complex.assertions {
            let present = |name: &str| {
                self.schema
                    .names
                    .get(name)
                    .and_then(|name| complex.automaton.symbol(name))
                    .is_some_and(|s| self.has_had(s))
            };
            if assertion.holds(&present) {
                continue;
            }
            let place = Self::place(self.window.at_in(text, at), self.path(None));
            let element = self.frames.last().map_or("", |frame| self.names.text(frame.name)).to_owned();
            self.give(
                Self::reject("XSD-ASSERT", place).with("element", element).with("test", assertion.source.as_str()),
            );
        }
    }
}
