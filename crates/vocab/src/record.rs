//! A part of a report as it was filed: elements, their texts and their order, nothing lost and nothing interpreted.
//!
//! A report may hold a million transactions, so it is read record by record: the *header* (everything but the
//! transactions and the activity), each *transaction*, and the *activity*. A record is an arena that is cleared and
//! used again, so that reading costs no allocation per element.

use crate::names::NameId;

/// Which part of a report a [`Record`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum RecordKind {
    /// The report without its transactions and its activity.
    #[default]
    Header,
    /// One transaction.
    Transaction,
    /// The activity of a report that is not about transactions, or not only.
    Activity,
}

/// A position in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct At {
    /// Bytes before it.
    pub offset: u64,
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
}

/// Number of an element within its [`Record`]. The root is 0; a parent comes before its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// One element as filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: NameId,
    /// Where its start tag begins.
    pub at: At,
    /// Whether it said `xsi:nil="true"`.
    pub nil: bool,
    parent: u32,
    first_child: u32,
    last_child: u32,
    next_sibling: u32,
    text_start: u32,
    text_end: u32,
    names_below: NameSieve,
}

impl Element {
    /// The names of its children.
    pub fn names_below(&self) -> NameSieve {
        self.names_below
    }
}

/// A set of names that takes no room: one bit for each name, and several names share a bit. What it says it does not
/// hold it does not; the rest it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct NameSieve(u64);

impl NameSieve {
    /// The set of one name.
    pub const fn of(name: NameId) -> Self {
        Self(1 << (name.0 % u64::BITS))
    }

    /// All names of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The names that stand in both, and perhaps others.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether it may hold all names of another; if not, one of them is surely missing.
    pub const fn may_hold(self, others: Self) -> bool {
        self.0 & others.0 == others.0
    }
}

const NONE: u32 = u32::MAX;

/// Elements of one part of a report, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// Which part of the report.
    pub kind: RecordKind,
    /// Number of this transaction among the transactions of the report, from 1; 0 for the header and the activity.
    pub ordinal: u64,
    elements: Vec<Element>,
    texts: String,
}

impl Record {
    /// An empty record of a kind.
    pub fn new(kind: RecordKind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// Empties the record and keeps its memory.
    pub fn clear(&mut self, kind: RecordKind, ordinal: u64) {
        self.kind = kind;
        self.ordinal = ordinal;
        self.elements.clear();
        self.texts.clear();
    }

    /// Adds an element below `parent` (`None` for the root) and returns its number.
    pub fn push(&mut self, parent: Option<ElementId>, name: NameId, at: At, nil: bool) -> ElementId {
        let id = u32::try_from(self.elements.len()).unwrap_or(NONE);
        let here = u32::try_from(self.texts.len()).unwrap_or(NONE);
        self.elements.push(Element {
            name,
            at,
            nil,
            parent: parent.map_or(NONE, |parent| parent.0),
            first_child: NONE,
            last_child: NONE,
            next_sibling: NONE,
            text_start: here,
            text_end: here,
            names_below: NameSieve::default(),
        });
        if let Some(parent) = parent {
            self.link(parent, id, name);
        }
        ElementId(id)
    }

    fn link(&mut self, parent: ElementId, id: u32, name: NameId) {
        let Some(above) = self.elements.get_mut(parent.0 as usize) else { return };
        above.names_below = above.names_below.and(NameSieve::of(name));
        let before = above.last_child;
        above.last_child = id;
        if above.first_child == NONE {
            above.first_child = id;
        }
        if let Some(sibling) = self.elements.get_mut(before as usize) {
            sibling.next_sibling = id;
        }
    }

    /// Sets the text of the element pushed last. Call once, when the whole text is known.
    pub fn set_text(&mut self, element: ElementId, text: &str) {
        let start = u32::try_from(self.texts.len()).unwrap_or(NONE);
        self.texts.push_str(text);
        let end = u32::try_from(self.texts.len()).unwrap_or(NONE);
        if let Some(element) = self.elements.get_mut(element.0 as usize) {
            element.text_start = start;
            element.text_end = end;
        }
    }

    /// The root element, if the record is not empty.
    pub fn root(&self) -> Option<ElementId> {
        (!self.elements.is_empty()).then_some(ElementId(0))
    }

    /// How many elements the record holds.
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// Whether the record holds nothing.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// An element by number.
    pub fn get(&self, id: ElementId) -> Option<&Element> {
        self.elements.get(id.0 as usize)
    }

    /// Its text as filed, references resolved, not trimmed. Empty for an element with children.
    pub fn text(&self, id: ElementId) -> &str {
        self.get(id).and_then(|e| self.texts.get(e.text_start as usize..e.text_end as usize)).unwrap_or("")
    }

    /// The element above.
    pub fn parent(&self, id: ElementId) -> Option<ElementId> {
        self.get(id).filter(|e| e.parent != NONE).map(|e| ElementId(e.parent))
    }

    /// Its children in the order of the file.
    pub fn children(&self, id: ElementId) -> Children<'_> {
        Children { record: self, next: self.get(id).map_or(NONE, |e| e.first_child) }
    }

    /// Writes all that is said below an element: bytes that are the same where the same names stand in the same order
    /// with the same texts, and nowhere else.
    pub fn write_below(&self, id: ElementId, out: &mut Vec<u8>) {
        // Elements stand in the order of the file, so all that is below stands together, and so do its texts.
        let rest = self.elements.get(id.0.saturating_add(1) as usize..).unwrap_or_default();
        let below = rest.iter().take_while(|element| element.parent >= id.0 && element.parent != NONE);
        let text_start = rest.first().map_or(0, |element| element.text_start);
        let mut text_end = text_start;
        for element in below {
            let length = element.text_end.saturating_sub(element.text_start);
            out.extend_from_slice(&element.name.0.to_le_bytes());
            out.extend_from_slice(&(element.parent.saturating_sub(id.0) << 1 | u32::from(element.nil)).to_le_bytes());
            out.extend_from_slice(&length.to_le_bytes());
            text_end = text_end.max(element.text_end);
        }
        out.extend_from_slice(&[0xFF; 4]);
        out.extend_from_slice(self.texts.as_bytes().get(text_start as usize..text_end as usize).unwrap_or_default());
    }

    /// Its first child of a name. That there is none is mostly known without looking at the children.
    pub fn child(&self, id: ElementId, name: NameId) -> Option<ElementId> {
        let above = self.get(id)?;
        if !above.names_below.may_hold(NameSieve::of(name)) {
            return None;
        }
        let mut at = above.first_child;
        while let Some(element) = self.elements.get(at as usize) {
            if element.name == name {
                return Some(ElementId(at));
            }
            at = element.next_sibling;
        }
        None
    }

    /// All elements, parents before children.
    pub fn elements(&self) -> impl Iterator<Item = (ElementId, &Element)> {
        self.elements.iter().enumerate().map(|(i, e)| (ElementId(u32::try_from(i).unwrap_or(NONE)), e))
    }
}

/// Iterator over the children of an element.
#[derive(Clone, Debug)]
pub struct Children<'a> {
    record: &'a Record,
    next: u32,
}

impl Iterator for Children<'_> {
    type Item = ElementId;

    fn next(&mut self) -> Option<ElementId> {
        let element = self.record.elements.get(self.next as usize)?;
        let id = ElementId(self.next);
        self.next = element.next_sibling;
        Some(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Names;

    #[test]
    fn children_come_in_file_order_and_texts_stay_apart() {
        let mut names = Names::new();
        let (t, a, b) = (names.intern("transaction"), names.intern("a"), names.intern("b"));
        let mut record = Record::new(RecordKind::Transaction);
        let root = record.push(None, t, At::default(), false);
        let first = record.push(Some(root), a, At::default(), false);
        record.set_text(first, "one");
        let second = record.push(Some(root), b, At::default(), false);
        record.set_text(second, "two");
        let texts: Vec<&str> = record.children(root).map(|id| record.text(id)).collect();
        assert_eq!(texts, ["one", "two"]);
        assert_eq!(record.child(root, b), Some(second));
        assert_eq!((record.text(root), record.parent(second)), ("", Some(root)));
        record.clear(RecordKind::Header, 0);
        assert!(record.is_empty() && record.root().is_none());
    }

    /// A record written as letters: `(` opens an element of the next letter's name, `)` closes it, `!` makes it nil; a
    /// digit is text.
    fn record(names: &mut Names, text: &str) -> Record {
        let mut record = Record::new(RecordKind::Transaction);
        let mut open = vec![record.push(None, names.intern("root"), At::default(), false)];
        let mut signs = text.chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '(' => {
                    let name = names.intern(&signs.next().unwrap().to_string());
                    let nil = signs.next_if_eq(&'!').is_some();
                    open.push(record.push(open.last().copied(), name, At::default(), nil));
                }
                ')' => drop(open.pop()),
                digit => record.set_text(*open.last().unwrap(), &digit.to_string()),
            }
        }
        record
    }

    #[test]
    fn what_is_written_of_a_statement_is_the_same_for_the_same_statement_alone() {
        let mut names = Names::new();
        let statements = [
            "",
            "(a)",
            "(a1)",
            "(a2)",
            "(a!)",
            "(b1)",
            "(a1)(b2)",
            "(a1(b2))",
            "(a(b12))",
            "(a(b1)(c2))",
            "(a(b1))(c2)",
            "(a(b)(c12))",
            "(a(b12)(c))",
            "(a(b(c1)))",
            "(a(b)(c1))",
            "(a(b))(c1)",
            "(a1)(a1)",
        ];
        let mut seen = std::collections::HashMap::new();
        for statement in statements {
            // The same alone, behind others, before others, and deeper.
            for around in ["(x@)", "(y7)(x@)", "(x@)(z9)", "(y(z1)(y(x@)(a1)))"] {
                let record = record(&mut names, &around.replace('@', statement));
                let x = names.intern("x");
                let (at, _) = record.elements().find(|(_, element)| element.name == x).unwrap();
                let mut bytes = Vec::new();
                record.write_below(at, &mut bytes);
                assert_eq!(*seen.entry(bytes).or_insert(statement), statement, "{around}");
            }
        }
        assert_eq!(seen.len(), statements.len());
        record(&mut names, "").write_below(ElementId(7), &mut Vec::new());
    }
}
