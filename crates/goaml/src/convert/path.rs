//! Columns named by the way to an element: `t_from/from_person/phones/phone[2]/tph_number`.

use crate::limits::Limits;
use crate::shape::{HEAD, Kind, Shape, TAIL, Value, View, find};
use vocab::report::{Activity, Transaction};
use vocab::{At, ElementId, Names, Record, RecordKind};

/// The three tables a report is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    Report,
    Transactions,
    Activity,
}

impl Area {
    pub(super) const ALL: [Self; 3] = [Self::Report, Self::Transactions, Self::Activity];

    /// The name of the sheet or section.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Transactions => "transactions",
            Self::Activity => "activity",
        }
    }

    pub(super) fn shape(self) -> Shape {
        match self {
            Self::Report => Shape::Node(|name| find(HEAD, name).or_else(|| find(TAIL, name))),
            Self::Transactions => Transaction::shape(),
            Self::Activity => Activity::shape(),
        }
    }
}

/// What a column holds: a text of a kind, or the mark that an element with nothing in it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Text(Kind),
    Presence,
}

/// One step of a path: an element and which of several, from 1.
type Step<'a> = (&'a str, u32);

/// More of one element in one row than this is refused.
const INDEX_MAX: u32 = 1_000;
const STEPS_MAX: usize = 32;

fn steps(path: &str) -> Option<Vec<Step<'_>>> {
    let step = |text| match str::strip_suffix(text, "]") {
        None => Some((text, 1)),
        Some(inner) => {
            let (name, index) = inner.split_once('[')?;
            let index: u32 = index.parse().ok()?;
            (1..=INDEX_MAX).contains(&index).then_some((name, index))
        }
    };
    let steps: Vec<Step<'_>> = path.split('/').map(step).collect::<Option<_>>()?;
    (steps.len() <= STEPS_MAX).then_some(steps)
}

/// What a heading means; `None` for a heading that names no element of the area.
pub(super) fn meaning(area: Area, path: &str) -> Option<Holds> {
    let mut shape = area.shape();
    for (name, index) in steps(path)? {
        let (below, many) = shape.child(name)?;
        if index > 1 && !many {
            return None;
        }
        shape = below;
    }
    Some(match shape {
        Shape::Leaf(kind) => Holds::Text(kind),
        Shape::Node(_) | Shape::Items(..) => Holds::Presence,
    })
}

/// One spelling for each path: `[1]` is left out.
pub(super) fn canonical(path: &str) -> String {
    path.replace("[1]", "")
}

/// Walks a record and tells each text with its path. What has no column is told to `dropped`.
pub(super) fn flatten(view: &View<'_>, area: Area, out: &mut Vec<(String, String)>, dropped: &mut Vec<String>) {
    if let Some(root) = view.record.root() {
        Walk { view, out, dropped }.children(root, &area.shape(), "");
    }
}

struct Walk<'a, 'v> {
    view: &'a View<'v>,
    out: &'a mut Vec<(String, String)>,
    dropped: &'a mut Vec<String>,
}

impl Walk<'_, '_> {
    fn children(&mut self, parent: ElementId, shape: &Shape, above: &str) {
        let mut seen: Vec<(&str, u32)> = Vec::new();
        for child in self.view.record.children(parent) {
            let name = self.view.name(child);
            let index = match seen.iter_mut().find(|(other, _)| *other == name) {
                Some((_, count)) => {
                    *count = count.saturating_add(1);
                    *count
                }
                None => {
                    seen.push((name, 1));
                    1
                }
            };
            let path = match index {
                1 => format!("{above}{name}"),
                _ => format!("{above}{name}[{index}]"),
            };
            match shape.child(name) {
                Some((below, many)) if (many || index == 1) && index <= INDEX_MAX && !self.view.is_nil(child) => {
                    self.element(child, &below, path);
                }
                _ => self.dropped.push(path),
            }
        }
    }

    fn element(&mut self, id: ElementId, shape: &Shape, path: String) {
        let text = self.view.record.text(id);
        let nested = self.view.has_children(id);
        match shape {
            Shape::Leaf(_) if nested => self.dropped.push(path),
            Shape::Leaf(_) => self.out.push((path, text.to_owned())),
            _ if nested => self.children(id, shape, &format!("{path}/")),
            _ if text.bytes().all(|byte| byte.is_ascii_whitespace()) => self.out.push((path, String::new())),
            _ => self.dropped.push(path),
        }
    }
}

/// A tree that grows from paths.
#[derive(Debug, Default)]
pub(super) struct Branch {
    name: String,
    index: u32,
    text: Option<String>,
    children: Vec<Branch>,
}

/// Elements of which only one may stand in one place.
const EXCLUSIVE: &[&[&str]] = &[
    &["t_from_my_client", "t_from"],
    &["t_to_my_client", "t_to"],
    &["from_account", "from_person", "from_entity"],
    &["to_account", "to_person", "to_entity"],
    &["person", "person_my_client", "account", "account_my_client", "entity", "entity_my_client"],
];

impl Branch {
    /// Adds a text at a path that [`meaning`] has accepted.
    pub(super) fn insert(&mut self, path: &str, text: &str) {
        let mut here = self;
        for (name, index) in steps(path).unwrap_or_default() {
            let found = here.children.iter().position(|child| child.name == name && child.index == index);
            let at = found.unwrap_or(here.children.len());
            if found.is_none() {
                here.children.push(Self { name: name.to_owned(), index, ..Self::default() });
            }
            let Some(child) = here.children.get_mut(at) else { return };
            here = child;
        }
        here.text = Some(text.to_owned());
    }

    /// Two elements that exclude each other, if there are such.
    pub(super) fn conflict(&self) -> Option<(&str, &str)> {
        for group in EXCLUSIVE {
            let mut members = self.children.iter().filter(|child| group.contains(&child.name.as_str()));
            if let (Some(one), Some(other)) = (members.next(), members.find(|child| child.index == 1)) {
                return Some((&one.name, &other.name));
            }
        }
        self.children.iter().find_map(Self::conflict)
    }

    /// The tree as a record.
    pub(super) fn record(&mut self, kind: RecordKind, names: &mut Names) -> Record {
        let mut record = Record::new(kind);
        self.push(None, &mut record, names);
        record
    }

    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), index: 1, ..Self::default() }
    }

    fn push(&mut self, above: Option<ElementId>, record: &mut Record, names: &mut Names) {
        let id = record.push(above, names.intern(&self.name), At::default(), false);
        if let Some(text) = self.text.as_ref().filter(|_| self.children.is_empty()) {
            record.set_text(id, text);
        }
        self.children.sort_by_key(|child| child.index);
        self.children.iter_mut().for_each(|child| child.push(Some(id), record, names));
    }
}

/// Whether a text may be an XML text.
pub(super) fn bad_character(text: &str, limits: &Limits) -> Option<char> {
    let bad = |c: &char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    text.chars().take(limits.cell_chars_max).find(bad)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::Part;

    #[test]
    fn headings_mean_elements_or_nothing() {
        let table: &[(&str, Option<Holds>)] = &[
            ("amount_local", Some(Holds::Text(Kind::Amount))),
            ("date_transaction", Some(Holds::Text(Kind::Date))),
            ("t_from_my_client/from_person/first_name", Some(Holds::Text(Kind::Text))),
            ("t_from/from_person/phones/phone[2]/tph_number", Some(Holds::Text(Kind::Text))),
            ("t_to/to_account/signatory[3]/t_person/birthdate", Some(Holds::Text(Kind::Date))),
            ("t_from/from_foreign_currency", Some(Holds::Presence)),
            ("goods_services", Some(Holds::Presence)),
            ("involved_parties/party[2]/account_my_client/is_suspected", None),
            ("involved_parties/party[2]/is_suspected", Some(Holds::Text(Kind::Flag))),
            ("amount_local[2]", None),
            ("phone[0]", None),
            ("t_to/t_conductor/last_name", None),
            ("t_from/phones", None),
            ("", None),
            ("amount local", None),
        ];
        for (path, expected) in table {
            assert_eq!(meaning(Area::Transactions, path), *expected, "{path}");
        }
        assert_eq!(meaning(Area::Report, "report_indicators/indicator[40]"), Some(Holds::Text(Kind::Text)));
        assert_eq!(Transaction::SLOTS.len(), 24 + 2);
    }
}
