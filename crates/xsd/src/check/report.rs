//! Findings: where, which, and how often.

use super::frame::{Frame, Kind};
use super::{Checker, Halt, Phase};
use crate::Handler;
use crate::schema::Type;
use crate::simple::{Primitive, Simple, Wrong};
use vocab::{At, Code, Finding, NameId, Place, Severity};

/// Most codes that a finding lists.
const CODES_SHOWN_MAX: usize = 12;

impl<H: Handler> Checker<'_, H> {
    /// The path of the innermost open element, and below it of a child.
    pub(super) fn path(&self, child: Option<(NameId, u32)>) -> String {
        let open = self.frames.iter().map(|frame| (frame.name, frame.ordinal));
        let mut path = String::new();
        for (name, ordinal) in open.chain(child) {
            path.push('/');
            path.push_str(self.names.text(name));
            if ordinal > 0 {
                path.push_str(&format!("[{ordinal}]"));
            }
        }
        path
    }

    pub(super) fn place(at: At, path: String) -> Place {
        Place { path, line: at.line, column: at.column, offset: at.offset }
    }

    pub(super) fn give(&mut self, finding: Finding) {
        self.outcome.valid = false;
        self.outcome.findings = self.outcome.findings.saturating_add(1);
        self.findings.push(finding);
    }

    pub(super) fn reject(code: &'static str, place: Place) -> Finding {
        Finding::new(Code::fixed(code), Severity::Reject, place)
    }

    /// Ends the check with a fatal finding.
    pub(super) fn halt(&mut self, halt: Halt) {
        let at = self.window.at(halt.at.min(self.window.text.len()));
        let mut finding = Finding::new(Code::fixed(halt.code), Severity::Fatal, Self::place(at, self.path(None)));
        for (name, text) in halt.args {
            finding = finding.with(name, text);
        }
        self.phase = Phase::Over;
        self.outcome.well_formed = false;
        self.give(finding);
    }

    /// Names of the elements expected at the current place of an element, in words.
    pub(super) fn expected(&self, frame: &Frame) -> String {
        let Kind::Elements(id) = frame.kind else { return String::new() };
        let Type::Complex(complex) = self.schema.type_of(id) else { return String::new() };
        let required = complex.automaton.required(frame.state);
        if !required.is_empty() {
            return self.list(required.iter().map(|edge| edge.name));
        }
        let possible = complex.automaton.states.get(frame.state as usize);
        self.list(possible.iter().flat_map(|state| &state.edges).map(|edge| edge.name).take(CODES_SHOWN_MAX))
    }

    pub(super) fn list(&self, names: impl Iterator<Item = NameId>) -> String {
        names.map(|name| self.names.text(name)).collect::<Vec<_>>().join(", ")
    }

    /// The finding for a value that is not of its type.
    pub(super) fn wrong_value(&self, place: Place, element: &str, of: (&Simple, Wrong<'_>), value: &str) -> Finding {
        let (simple, wrong) = of;
        let of = |code: &'static str| Self::reject(code, place.clone()).with_value(value).with("element", element);
        match wrong {
            Wrong::Enumeration => self.wrong_code(of("XSD-ENUM"), simple, value),
            Wrong::Pattern(pattern) => of("XSD-PATTERN").with("pattern", pattern),
            Wrong::TooShort { limit, length } => {
                of("XSD-LENGTH-MIN").with("limit", limit.to_string()).with("length", length.to_string())
            }
            Wrong::TooLong { limit, length } => {
                of("XSD-LENGTH-MAX").with("limit", limit.to_string()).with("length", length.to_string())
            }
            Wrong::NotNumber => of("XSD-NUMBER"),
            Wrong::NotInteger => of("XSD-INTEGER"),
            Wrong::NotBoolean => of("XSD-BOOLEAN"),
            Wrong::NotDate => {
                let example = if simple.primitive == Primitive::Date { "2026-03-31" } else { "2026-03-31T00:00:00" };
                of("XSD-DATE").with("example", example)
            }
            Wrong::Below(limit) => of("XSD-RANGE-MIN").with("limit", limit),
            Wrong::Above(limit) => of("XSD-RANGE-MAX").with("limit", limit),
            Wrong::Digits(limit) => of("XSD-DIGITS-TOTAL").with("limit", limit.to_string()),
            Wrong::FractionDigits(limit) => of("XSD-DIGITS").with("limit", limit.to_string()),
        }
    }

    fn wrong_code(&self, mut finding: Finding, simple: &Simple, value: &str) -> Finding {
        let Some(codes) = &simple.codes else { return finding };
        finding = finding.with("list", simple.name.as_deref().unwrap_or(""));
        if let Some((code, label)) = codes.suggestion(value) {
            finding = finding.with("suggestion", code.as_str());
            if let Some(label) = label {
                finding = finding.with("label", label.as_str());
            }
        }
        let mut shown =
            codes.list().iter().take(CODES_SHOWN_MAX).map(|(code, _)| code.as_str()).collect::<Vec<_>>().join(", ");
        if codes.list().len() > CODES_SHOWN_MAX {
            shown.push_str(", …");
        }
        finding.with("codes", shown)
    }
}
