//! A file as it is checked, cut into records.
//!
//! [`Reader`] listens to the checker and fills one record at a time: a transaction or an activity is handed over when
//! it ends, and its memory is used for the next one; everything else grows into the header. A transaction that comes
//! before the last header elements (as all do) is therefore handed over with the header as far as it is known.

use crate::codes;
use crate::limits::Limits;
use vocab::{At, ElementId, Finding, NameId, Names, Place, Record, RecordKind, Severity};
use xsd::Handler;

/// Who wants the records of a file.
pub trait Records {
    /// A transaction or an activity, complete, with what the header holds so far.
    fn record(&mut self, record: &Record, header_so_far: &Record, names: &Names);
    /// The header, complete, when the root element ends. Not called for a file that breaks off before.
    fn header(&mut self, header: &Record, names: &Names);
    /// A record that was too large to be kept, or too many names.
    fn finding(&mut self, finding: Finding);
}

/// Builds records from what the checker sees, within limits.
///
/// A record over the limits is not handed over at all, since half a transaction would be read as a whole one; a
/// finding says which it was. The rest of the file is read on.
#[derive(Debug)]
pub struct Reader<V> {
    visitor: V,
    names: Names,
    /// So many names, the schema's, have the same number in the checker's table.
    shared_names: usize,
    limits: Limits,
    known: Known,
    header: Record,
    body: Record,
    open: Option<Open>,
    above: Option<ElementId>,
    body_above: Option<ElementId>,
    depth: usize,
    wrapped: bool,
    transactions: u64,
    header_bytes: usize,
    body_bytes: usize,
    header_full: bool,
    body_full: bool,
    body_at: At,
    names_full: bool,
}

#[derive(Debug, Clone, Copy)]
struct Known {
    transaction: NameId,
    transactions: NameId,
    activity: NameId,
}

/// The record that is being filled besides the header.
#[derive(Debug, Clone, Copy)]
struct Open {
    kind: RecordKind,
    depth: usize,
}

impl<V: Records> Reader<V> {
    /// A reader for one file. `names` are those of the schema (a copy of its table), so that their numbers stay what
    /// rules were compiled against.
    pub fn new(mut names: Names, limits: Limits, visitor: V) -> Self {
        let known = Known {
            transaction: names.intern("transaction"),
            transactions: names.intern("transactions"),
            activity: names.intern("activity"),
        };
        Self {
            visitor,
            names,
            shared_names: 0,
            limits,
            known,
            header: Record::new(RecordKind::Header),
            body: Record::new(RecordKind::Transaction),
            open: None,
            above: None,
            body_above: None,
            depth: 0,
            wrapped: false,
            transactions: 0,
            header_bytes: 0,
            body_bytes: 0,
            header_full: false,
            body_full: false,
            body_at: At::default(),
            names_full: false,
        }
    }

    /// Says that the first `count` names have the same numbers in the checker's table, being the schema's: they need
    /// not be compared.
    #[must_use]
    pub fn sharing(mut self, count: usize) -> Self {
        self.shared_names = count.min(self.names.len());
        self
    }

    /// The visitor, as it is by now.
    pub fn visitor(&mut self) -> &mut V {
        &mut self.visitor
    }

    /// The visitor, after the file.
    pub fn into_visitor(self) -> V {
        self.visitor
    }

    /// The names seen so far, those of the schema first.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// How many transactions the file has had so far, those over the limits included.
    pub fn transactions(&self) -> u64 {
        self.transactions
    }

    /// The number of a name in this reader's own table, which stays within its limit whatever a file invents.
    fn own(&mut self, id: NameId, name: &str, at: At) -> NameId {
        if usize::try_from(id.0).is_ok_and(|id| id < self.shared_names) || self.names.text(id) == name {
            return id;
        }
        if let Some(own) = self.names.get(name) {
            return own;
        }
        if self.names.len() < self.limits.names_max {
            return self.names.intern(name);
        }
        if !self.names_full {
            self.names_full = true;
            let finding = Finding::new(codes::READ_NAMES, Severity::Reject, place(at, String::new()));
            self.visitor.finding(finding.with("names_max", self.limits.names_max.to_string()));
        }
        // A name beyond the table reads as no name at all.
        self.names.intern("")
    }

    /// Which record an element begins, if any: one below the root, or one below `transactions` below the root.
    fn begins(&self, name: NameId) -> Option<RecordKind> {
        if self.open.is_some() {
            return None;
        }
        let top = self.depth == 1;
        if name == self.known.transaction && (top || (self.depth == 2 && self.wrapped)) {
            Some(RecordKind::Transaction)
        } else if name == self.known.activity && top {
            Some(RecordKind::Activity)
        } else {
            None
        }
    }

    fn start_body(&mut self, name: NameId, at: At, nil: bool) {
        if self.body.len() >= self.limits.record_elements_max {
            self.body_full = true;
            return;
        }
        self.body_above = Some(self.body.push(self.body_above, name, at, nil));
    }

    fn start_header(&mut self, name: NameId, at: At, nil: bool) {
        if self.header.len() >= self.limits.record_elements_max {
            self.fill_header(at);
            return;
        }
        self.above = Some(self.header.push(self.above, name, at, nil));
    }

    fn fill_header(&mut self, at: At) {
        if !self.header_full {
            self.header_full = true;
            let finding = self.too_large(at, "/report".to_owned(), 0);
            self.visitor.finding(finding);
        }
    }

    fn too_large(&self, at: At, path: String, ordinal: u64) -> Finding {
        Finding::new(codes::READ_RECORD_SIZE, Severity::Reject, place(at, path))
            .with("elements_max", self.limits.record_elements_max.to_string())
            .with("bytes_max", self.limits.record_bytes_max.to_string())
            .with("ordinal", ordinal.to_string())
    }

    fn end_body(&mut self, kind: RecordKind) {
        self.open = None;
        if !self.body_full {
            self.visitor.record(&self.body, &self.header, &self.names);
            return;
        }
        let path = match kind {
            RecordKind::Activity => "/report/activity".to_owned(),
            _ => format!("/report/transaction[{}]", self.transactions),
        };
        let finding = self.too_large(self.body_at, path, self.body.ordinal);
        self.visitor.finding(finding);
    }
}

fn place(at: At, path: String) -> Place {
    Place { path, line: at.line, column: at.column, offset: at.offset }
}

impl<V: Records> Handler for Reader<V> {
    fn start(&mut self, id: NameId, name: &str, at: At, nil: bool) {
        let name = self.own(id, name, at);
        if let Some(kind) = self.begins(name) {
            let ordinal = if kind == RecordKind::Transaction {
                self.transactions += 1;
                self.transactions
            } else {
                0
            };
            self.open = Some(Open { kind, depth: self.depth });
            self.body.clear(kind, ordinal);
            (self.body_above, self.body_bytes, self.body_full, self.body_at) = (None, 0, false, at);
        }
        if self.open.is_some() {
            if !self.body_full {
                self.start_body(name, at, nil);
            }
        } else {
            self.wrapped |= self.depth == 1 && name == self.known.transactions;
            if !self.header_full {
                self.start_header(name, at, nil);
            }
        }
        self.depth += 1;
    }

    fn text(&mut self, text: &str) {
        let max = self.limits.record_bytes_max;
        if self.open.is_some() {
            self.body_bytes = self.body_bytes.saturating_add(text.len());
            self.body_full |= self.body_bytes > max;
            if let Some(element) = self.body_above.filter(|_| !self.body_full) {
                self.body.set_text(element, text);
            }
        } else if !self.header_full {
            self.header_bytes = self.header_bytes.saturating_add(text.len());
            if self.header_bytes > max {
                let at = self.above.and_then(|id| self.header.get(id)).map(|element| element.at).unwrap_or_default();
                self.fill_header(at);
            } else if let Some(element) = self.above {
                self.header.set_text(element, text);
            }
        }
    }

    fn end(&mut self, _offset: u64) {
        self.depth = self.depth.saturating_sub(1);
        if let Some(open) = self.open {
            if self.depth == open.depth {
                self.end_body(open.kind);
            } else if !self.body_full {
                self.body_above = self.body_above.and_then(|id| self.body.parent(id));
            }
            return;
        }
        if self.depth == 1 {
            self.wrapped = false;
        }
        if !self.header_full {
            self.above = self.above.and_then(|id| self.header.parent(id));
        }
        if self.depth == 0 {
            self.visitor.header(&self.header, &self.names);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Says what it was given, in one line each.
    #[derive(Default)]
    struct Story(Vec<String>);

    fn words(record: &Record, names: &Names) -> String {
        let mut out = String::new();
        for (id, element) in record.elements() {
            out.push_str(names.text(element.name));
            out.push_str(if element.nil { "~" } else { "" });
            if !record.text(id).is_empty() {
                out.push_str(&format!("={}", record.text(id)));
            }
            out.push(' ');
        }
        out.trim_end().to_owned()
    }

    impl Records for Story {
        fn record(&mut self, record: &Record, header: &Record, names: &Names) {
            let story = format!("{:?} {} [{}] {}", record.kind, record.ordinal, header.len(), words(record, names));
            self.0.push(story);
        }
        fn header(&mut self, header: &Record, names: &Names) {
            self.0.push(format!("header {}", words(header, names)));
        }
        fn finding(&mut self, finding: Finding) {
            self.0.push(format!("{} {}", finding.code, finding.place.path));
        }
    }

    /// Plays a file given as words: `name` opens, `name=text` is a leaf, `/` closes.
    fn play(file: &str, limits: Limits) -> Vec<String> {
        let mut reader = Reader::new(Names::new(), limits, Story::default());
        let mut checker_names = Names::new();
        for word in file.split_whitespace() {
            if word == "/" {
                reader.end(0);
                continue;
            }
            let (name, text) = word.split_once('=').map_or((word, None), |(name, text)| (name, Some(text)));
            reader.start(checker_names.intern(name), name, At::default(), name.ends_with('~'));
            if let Some(text) = text {
                reader.text(text);
                reader.end(0);
            }
        }
        reader.into_visitor().0
    }

    #[test]
    fn a_report_comes_record_by_record_and_the_header_grows() {
        let story = play(
            "report rentity_id=7 transaction n=1 t_from a=x / / transaction n=2 / activity p / / report_indicators i=A / /",
            Limits::default(),
        );
        assert_eq!(
            story,
            [
                "Transaction 1 [2] transaction n=1 t_from a=x",
                "Transaction 2 [2] transaction n=2",
                "Activity 0 [2] activity p",
                "header report rentity_id=7 report_indicators i=A",
            ]
        );
    }

    #[test]
    fn report_data_holds_transactions_with_or_without_a_wrapper() {
        let wrapped = play("reportdata transactions transaction n=1 / transaction n=2 / / /", Limits::default());
        assert_eq!(
            wrapped,
            [
                "Transaction 1 [2] transaction n=1",
                "Transaction 2 [2] transaction n=2",
                "header reportdata transactions"
            ]
        );
        let bare = play("reportdata transaction n=1 / /", Limits::default());
        assert_eq!(bare, ["Transaction 1 [1] transaction n=1", "header reportdata"]);
    }

    #[test]
    fn only_what_stands_in_its_place_is_a_record() {
        let story =
            play("report location transaction n=1 / / transaction transaction n=2 / activity=x / /", Limits::default());
        assert_eq!(
            story,
            ["Transaction 1 [4] transaction transaction n=2 activity=x", "header report location transaction n=1"]
        );
    }

    #[test]
    fn a_record_over_the_limits_is_left_out_with_a_finding_and_the_next_is_read() {
        let limits = Limits { record_elements_max: 3, record_bytes_max: 5, ..Limits::default() };
        let story = play(
            "report transaction a=1 b=2 / transaction a=1 b=2 c=3 / transaction a=123456 / transaction a=12345 / /",
            limits,
        );
        assert_eq!(
            story,
            [
                "Transaction 1 [1] transaction a=1 b=2",
                "READ-RECORD-SIZE /report/transaction[2]",
                "READ-RECORD-SIZE /report/transaction[3]",
                "Transaction 4 [1] transaction a=12345",
                "header report",
            ]
        );
        let header = play("report a=1 b=2 c=3 d=4 transaction n=1 / /", limits);
        assert_eq!(header, ["READ-RECORD-SIZE /report", "Transaction 1 [3] transaction n=1", "header report a=1 b=2"]);
    }

    #[test]
    fn invented_names_do_not_grow_without_end() {
        let limits = Limits { names_max: 5, ..Limits::default() };
        let story = play("report a=1 b=2 c=3 a=4 /", limits);
        assert_eq!(story, ["READ-NAMES ", "header report a=1 =2 =3 a=4"]);
    }
}
