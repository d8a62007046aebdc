//! Planted mistakes with known findings.
//!
//! A valid report goes in; out comes the report with mistakes in it and, for each, the finding that a checker must
//! give: code, path, line. Mistakes planted together do not touch each other: one that changes the children of an
//! element keeps every other such mistake away from that element, and nothing is planted inside what another mistake
//! removes or hides. So a report with thirty mistakes has exactly thirty findings.
//!
//! 1. [`Mistake`], [`Expected`], [`Planted`]: what is planted and what must be found.
//! 2. [`sites`]: every place of a report where a mistake of some kind can be planted.
//! 3. [`plant()`]: choosing sites that do not touch, and the edit of the text.

pub mod sites;

use crate::draw::Draw;
use crate::model::Model;
use roxmltree::Document;
use sites::Site;
use std::collections::HashSet;
use std::ops::Range;

macro_rules! mistakes {
    ($($mistake:ident $code:literal $words:literal;)*) => {
        /// A kind of mistake.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Mistake { $(#[doc = $words] $mistake),* }

        impl Mistake {
            /// Every kind.
            pub const ALL: [Self; const { [$($code),*].len() }] = [$(Self::$mistake),*];

            /// Code of the finding it must lead to.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$mistake => $code),* }
            }

            /// What was done, in words.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$mistake => $words),* }
            }
        }
    };
}

mistakes! {
    Missing "XSD-MISSING" "A required element is left out.";
    MissingOne "XSD-MISSING-ONE" "None of the elements of a required choice is there.";
    Empty "XSD-EMPTY" "An element that needs children has none.";
    Unknown "XSD-UNKNOWN" "An element stands there that no schema knows.";
    Misspelt "XSD-UNKNOWN" "The name of an optional element is misspelt.";
    Order "XSD-ORDER" "Two neighbours have changed places.";
    Repeated "XSD-REPEATED" "An element stands twice that may stand once.";
    Text "XSD-TEXT" "Words stand between elements.";
    Child "XSD-CHILD" "An element stands inside a value.";
    Attribute "XSD-ATTR" "An element has an attribute that nobody declared.";
    WrongCode "XSD-ENUM" "A code is not in its list.";
    Label "XSD-ENUM" "The label stands in place of the code.";
    CodeWithBlank "XSD-ENUM" "A blank follows the code.";
    Pattern "XSD-PATTERN" "A value does not follow its pattern.";
    TooShort "XSD-LENGTH-MIN" "A text is empty that must not be.";
    TooLong "XSD-LENGTH-MAX" "A text is too long by one character.";
    Number "XSD-NUMBER" "A number has a comma in place of the point.";
    Integer "XSD-INTEGER" "A whole number has a fraction.";
    Boolean "XSD-BOOLEAN" "A truth value is neither of the two.";
    Date "XSD-DATE" "A date has no time.";
    NoSuchDay "XSD-DATE" "A date is not in the calendar.";
    RangeMin "XSD-RANGE-MIN" "A value lies below its least.";
    RangeMax "XSD-RANGE-MAX" "A value lies above its greatest.";
    Digits "XSD-DIGITS" "A number has too many digits after the point.";
    Fixed "XSD-FIXED" "A value is not the only one allowed.";
    Nil "XSD-NIL" "An element says that it is nil and may not be.";
}

/// What a checker must find.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Expected {
    /// Line in the broken text, from 1.
    pub line: u64,
    /// Code of the finding.
    pub code: &'static str,
    /// The element that is wrong: the one with the wrong value, the surplus or displaced or emptied one, the parent of
    /// what is missing and of stray words, the element inside a value. Repeatable elements are numbered from 1.
    pub path: String,
    /// The element that is missing, when exactly one is.
    pub missing: Option<String>,
}

/// A planted mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planted {
    /// Kind.
    pub mistake: Mistake,
    /// What must be found.
    pub expected: Expected,
}

/// A report with mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The text.
    pub xml: String,
    /// The mistakes, in order of line.
    pub planted: Vec<Planted>,
}

/// Why nothing could be planted.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum PlantError {
    /// The text is not well-formed.
    #[error("the text to be broken is not well-formed XML: {0}")]
    Xml(String),
    /// The outermost element is not the one expected.
    #[error("the text begins with {found} where {expected} was expected")]
    Root {
        /// Name that was met.
        found: String,
        /// Name of the declaration.
        expected: String,
    },
}

/// Where a text belongs: a whole report, or one of its transactions.
#[derive(Clone, Debug)]
pub struct Frame<'m> {
    /// The schema.
    pub model: &'m Model,
    /// Declaration of the outermost element.
    pub decl: usize,
    /// Its path, with its number when it is repeatable.
    pub path: String,
}

impl<'m> Frame<'m> {
    /// A whole report.
    pub fn report(model: &'m Model) -> Self {
        let name = model.decl(model.root).map_or("report", |decl| decl.name.as_str());
        Self { model, decl: model.root, path: format!("/{name}") }
    }

    /// The `number`th transaction of a report, from 1.
    pub fn transaction(model: &'m Model, number: u64) -> Option<Self> {
        let slot = model.slot(model.root, "transaction")?;
        Some(Self { model, decl: slot.decl, path: format!("/report/transaction[{number}]") })
    }
}

/// Plants up to `count` mistakes of the kinds in `wanted`, by chance. Fewer come out when the text has no room for
/// more that do not touch each other.
///
/// # Errors
/// When the text is not well-formed or not what the frame says. It must be valid; that is not checked.
pub fn plant(
    frame: &Frame<'_>,
    xml: &str,
    wanted: &[Mistake],
    count: usize,
    draw: &mut Draw,
) -> Result<Broken, PlantError> {
    let document = Document::parse(xml).map_err(|error| PlantError::Xml(error.to_string()))?;
    let root = document.root_element();
    let expected = frame.model.decl(frame.decl).map_or("", |decl| decl.name.as_str());
    if root.tag_name().name() != expected {
        let found = root.tag_name().name().to_owned();
        return Err(PlantError::Root { found, expected: expected.to_owned() });
    }
    let mut by_kind: Vec<Vec<Site>> = vec![Vec::new(); Mistake::ALL.len()];
    for site in sites::all(frame, wanted, xml, root) {
        if let Some(kind) = by_kind.get_mut(site.mistake as usize) {
            kind.push(site);
        }
    }
    by_kind.retain(|sites| !sites.is_empty());
    Ok(apply(xml, choose(by_kind, count, draw)))
}

/// Draws sites, every kind as often as every other, that do not touch.
fn choose(mut by_kind: Vec<Vec<Site>>, count: usize, draw: &mut Draw) -> Vec<Site> {
    let mut chosen: Vec<Site> = Vec::new();
    let mut parents: HashSet<roxmltree::NodeId> = HashSet::new();
    while chosen.len() < count && !by_kind.is_empty() {
        let kind = draw.below(by_kind.len() as u64) as usize;
        let Some(sites) = by_kind.get_mut(kind) else { break };
        let at = draw.below(sites.len() as u64) as usize;
        let site = sites.swap_remove(at);
        if sites.is_empty() {
            by_kind.swap_remove(kind);
        }
        let free = chosen.iter().all(|other| !touch(&other.claim, &site.claim));
        if free && site.parent.is_none_or(|parent| !parents.contains(&parent)) {
            parents.extend(site.parent);
            chosen.push(site);
        }
    }
    chosen.sort_by_key(|site| (site.edit.start, site.edit.end));
    chosen
}

/// Whether two ranges share a byte, or one that is empty lies within the other.
fn touch(a: &Range<usize>, b: &Range<usize>) -> bool {
    if a.is_empty() || b.is_empty() {
        a.start < b.end && b.start < a.end
    } else {
        a.start.max(b.start) < a.end.min(b.end)
    }
}

/// Edits the text; the sites are in order and do not overlap.
fn apply(xml: &str, sites: Vec<Site>) -> Broken {
    let mut out = String::with_capacity(xml.len() + sites.len() * 64);
    let mut planted = Vec::with_capacity(sites.len());
    let mut done = 0;
    // Every line is counted in the edited text: at the place of the edit, or at the place of an untouched byte behind
    // it.
    let mut places = Vec::with_capacity(sites.len());
    let mut shifts: Vec<(usize, isize)> = Vec::new();
    let mut shift = 0isize;
    for site in &sites {
        out.push_str(xml.get(done..site.edit.start).unwrap_or_default());
        let at = out.len();
        out.push_str(&site.text);
        done = site.edit.end;
        shift += site.text.len() as isize - site.edit.len() as isize;
        shifts.push((site.edit.end, shift));
        places.push(match site.place {
            sites::Place::InText(offset) => Ok(at + offset),
            sites::Place::Original(offset) => Err(offset),
        });
    }
    out.push_str(xml.get(done..).unwrap_or_default());
    let moved = |offset: usize| {
        let by = shifts.iter().rev().find(|(end, _)| *end <= offset).map_or(0, |(_, shift)| *shift);
        offset.saturating_add_signed(by)
    };
    for (site, place) in sites.into_iter().zip(places) {
        let offset = place.unwrap_or_else(moved);
        let before = out.as_bytes().get(..offset).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', before).count() as u64 + 1;
        let expected = Expected { line, code: site.mistake.code(), path: site.path, missing: site.missing };
        planted.push(Planted { mistake: site.mistake, expected });
    }
    planted.sort_by(|a, b| a.expected.cmp(&b.expected));
    Broken { xml: out, planted }
}
