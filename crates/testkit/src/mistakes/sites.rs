//! Every place of a report where a mistake can be planted.

use super::{Frame, Mistake};
use crate::model::{Model, Primitive, Simple, Slot};
use roxmltree::{Node, NodeId};
use std::ops::Range;

/// Most elements in something that is removed or emptied: the report must stay large enough for other mistakes.
const REMOVED_MAX: usize = 30;

/// Where the finding of a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// So many bytes after the start of the new text.
    InText(usize),
    /// At this byte of the old text, which is behind the edit.
    Original(usize),
}

/// A possible mistake.
#[derive(Clone, Debug)]
pub struct Site {
    /// Kind.
    pub mistake: Mistake,
    /// Bytes of the old text that are replaced.
    pub edit: Range<usize>,
    /// Bytes of the old text in which nothing else may be planted.
    pub claim: Range<usize>,
    /// New text.
    pub text: String,
    /// Place of the finding.
    pub place: Place,
    /// Path of the finding.
    pub path: String,
    /// The element that is missing.
    pub missing: Option<String>,
    /// The element whose children are changed: at most one mistake may do that.
    pub parent: Option<NodeId>,
}

struct Walk<'m, 'x> {
    model: &'m Model,
    xml: &'x str,
    sites: Vec<Site>,
}

/// Every site of a text for a mistake of the kinds in `wanted`.
pub(super) fn all(frame: &Frame<'_>, wanted: &[Mistake], xml: &str, root: Node<'_, '_>) -> Vec<Site> {
    let mut walk = Walk { model: frame.model, xml, sites: Vec::new() };
    walk.element(root, frame.decl, &frame.path);
    walk.sites.retain(|site| wanted.contains(&site.mistake));
    walk.sites
}

fn children<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

fn size(node: Node<'_, '_>) -> usize {
    node.descendants().filter(Node::is_element).count()
}

fn name<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

impl Walk<'_, '_> {
    fn element(&mut self, node: Node<'_, '_>, decl: usize, path: &str) {
        // The model outlives the walk, so that a type with its hundreds of codes need not be copied.
        let model = self.model;
        if let Some(simple) = model.simple(decl) {
            self.leaf(node, decl, simple, path);
            return;
        }
        if self.model.needs_children(decl) && children(node).next().is_some() && size(node) <= REMOVED_MAX {
            let (edit, text) = (node.range(), format!("<{0}></{0}>", name(node)));
            let mut site = Self::site(Mistake::Empty, edit, text, path.to_owned());
            site.parent = Some(node.id());
            self.sites.push(site);
        }
        let mut seen: Vec<(&str, usize)> = Vec::new();
        let all: Vec<Node<'_, '_>> = children(node).collect();
        for (at, child) in all.iter().enumerate() {
            let Some(slot) = self.model.slot(decl, name(*child)) else { continue };
            let number = match seen.iter_mut().find(|(known, _)| *known == name(*child)) {
                Some((_, count)) => {
                    *count += 1;
                    *count
                }
                None => {
                    seen.push((name(*child), 1));
                    1
                }
            };
            let own = if slot.repeatable {
                format!("{path}/{}[{number}]", name(*child))
            } else {
                format!("{path}/{}", name(*child))
            };
            self.structure(node, *child, &slot, path);
            self.order(&all, at, decl, path);
            self.element(*child, slot.decl, &own);
        }
    }

    fn site(mistake: Mistake, edit: Range<usize>, text: String, path: String) -> Site {
        Site { mistake, claim: edit.clone(), edit, text, place: Place::InText(0), path, missing: None, parent: None }
    }

    /// Mistakes that change which children an element has.
    fn structure(&mut self, parent: Node<'_, '_>, child: Node<'_, '_>, slot: &Slot, path: &str) {
        let range = child.range();
        let before = range.start..range.start;
        let under = |name: &str| format!("{path}/{name}");
        let add = |mistake, edit, text, path, place, missing: Option<String>| Site {
            place,
            missing,
            parent: Some(parent.id()),
            ..Self::site(mistake, edit, text, path)
        };
        let mut new = Vec::new();
        let follower = children(parent).find(|node| node.range().start > range.start);
        let behind = follower.map_or_else(|| self.end_tag(parent), |node| node.range().start);
        let not_alone = children(parent).count() > 1;
        if not_alone && size(child) <= REMOVED_MAX && (slot.required || slot.branch) {
            let (mistake, missing) = if slot.required {
                (Mistake::Missing, Some(name(child).to_owned()))
            } else {
                (Mistake::MissingOne, None)
            };
            new.push(add(mistake, range.clone(), String::new(), path.to_owned(), Place::Original(behind), missing));
        }
        let unknown = "<favourite_colour>blue</favourite_colour>".to_owned();
        new.push(add(Mistake::Unknown, before.clone(), unknown, under("favourite_colour"), Place::InText(0), None));
        new.push(add(Mistake::Text, before, "and furthermore".to_owned(), path.to_owned(), Place::InText(0), None));
        let is_leaf = self.model.simple(slot.decl).is_some();
        let text = self.xml.get(range.clone()).unwrap_or_default();
        if is_leaf && slot.optional {
            let wrong = misspelt(name(child));
            let known = self.model.decls.iter().any(|decl| decl.name == wrong);
            if !known {
                let text = format!("<{wrong}>{}</{wrong}>", self.inner(child));
                new.push(add(Mistake::Misspelt, range.clone(), text, under(&wrong), Place::InText(0), None));
            }
        }
        if is_leaf && (slot.optional || slot.required) {
            let (twice, second) = (format!("{text}\n{text}"), Place::InText(text.len() + 1));
            new.push(add(Mistake::Repeated, range, twice, under(name(child)), second, None));
        }
        self.sites.append(&mut new);
    }

    /// Two neighbours, both leaves that may stand once, the first of them required: the second then comes too early.
    fn order(&mut self, all: &[Node<'_, '_>], at: usize, parent: usize, path: &str) {
        let (Some(first), Some(second)) = (all.get(at), all.get(at + 1)) else { return };
        let slots = (self.model.slot(parent, name(*first)), self.model.slot(parent, name(*second)));
        let (Some(one), Some(two)) = slots else { return };
        let leaves = self.model.simple(one.decl).is_some() && self.model.simple(two.decl).is_some();
        if !leaves || !one.required || !(two.required || two.optional) {
            return;
        }
        let edit = first.range().start..second.range().end;
        let between = first.range().end..second.range().start;
        let pieces = [second.range(), between, first.range()].map(|range| self.xml.get(range).unwrap_or_default());
        let site = Self::site(Mistake::Order, edit, pieces.concat(), format!("{path}/{}", name(*second)));
        self.sites.push(Site { parent: first.parent().map(|node| node.id()), ..site });
    }

    /// Mistakes of a value.
    fn leaf(&mut self, node: Node<'_, '_>, decl: usize, simple: &Simple, path: &str) {
        let tag = name(node);
        let inner = self.inner(node).to_owned();
        let Some(decl) = self.model.decl(decl) else { return };
        let mut texts = vec![
            (Mistake::Child, format!("<{tag}>{inner}<b>!</b></{tag}>")),
            (Mistake::Attribute, format!("<{tag} colour=\"blue\">{inner}</{tag}>")),
        ];
        if !decl.nillable {
            const NIL: &str = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";
            texts.push((Mistake::Nil, format!("<{tag} {NIL}>{inner}</{tag}>")));
        }
        let length = node.text().unwrap_or_default().chars().count();
        match &decl.fixed {
            Some(_) if simple.primitive == Primitive::Boolean => {
                texts.push((Mistake::Fixed, format!("<{tag}>0</{tag}>")))
            }
            Some(_) => {}
            None => {
                let wrong = wrong_values(simple, length, node.text().unwrap_or_default());
                texts.extend(wrong.into_iter().map(|(mistake, value)| (mistake, format!("<{tag}>{value}</{tag}>"))));
            }
        }
        for (mistake, text) in texts {
            let path = if mistake == Mistake::Child { format!("{path}/b") } else { path.to_owned() };
            let site = Self::site(mistake, node.range(), text, path);
            self.sites.push(site);
        }
    }

    /// What stands between the tags, as written.
    fn inner(&self, node: Node<'_, '_>) -> &str {
        let whole = self.xml.get(node.range()).unwrap_or_default();
        match (whole.find('>'), whole.rfind("</")) {
            (Some(open), Some(close)) if open < close => whole.get(open + 1..close).unwrap_or_default(),
            _ => "",
        }
    }

    /// Bytes before the end tag of an element.
    fn end_tag(&self, node: Node<'_, '_>) -> usize {
        let range = node.range();
        let whole = self.xml.get(range.clone()).unwrap_or_default();
        range.start + whole.rfind("</").unwrap_or(0)
    }
}

/// A name with two neighbouring letters exchanged.
fn misspelt(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let found = letters.windows(2).rposition(|pair| matches!(pair, [a, b] if a != b));
    if let Some(at) = found {
        letters.swap(at, at + 1);
    }
    letters.into_iter().collect()
}

/// Values that break exactly one rule of their type.
fn wrong_values(simple: &Simple, length: usize, value: &str) -> Vec<(Mistake, String)> {
    let mut wrong = Vec::new();
    let above = |text: &str, by: i128| text.parse::<i128>().map(|number| (number + by).to_string()).ok();
    match simple.primitive {
        Primitive::Text if !simple.codes.is_empty() => {
            wrong.push((Mistake::WrongCode, "QQ9X".to_owned()));
            wrong.push((Mistake::CodeWithBlank, format!("{value} ")));
            let label = simple.codes.iter().find(|(code, _)| code == value).and_then(|(_, label)| label.clone());
            let clean = label
                .filter(|label| !label.contains(['&', '<']) && !simple.codes.iter().any(|(code, _)| code == label));
            wrong.extend(clean.map(|label| (Mistake::Label, label)));
        }
        Primitive::Text => {
            if simple.patterns.is_empty() {
                wrong.extend(simple.max_length.map(|most| (Mistake::TooLong, "x".repeat(most + 1))));
                wrong.extend(simple.min_length.filter(|least| *least > 0).map(|_| (Mistake::TooShort, String::new())));
            } else {
                wrong.push((Mistake::Pattern, "§".repeat(length.max(simple.min_length.unwrap_or(1)).max(1))));
            }
        }
        Primitive::Decimal => {
            wrong.push((Mistake::Number, "12,50".to_owned()));
            wrong.extend(simple.fraction.map(|most| (Mistake::Digits, format!("1.{}", "1".repeat(most + 1)))));
            wrong.extend(simple.min.as_deref().and_then(|least| above(least, -1)).map(|low| (Mistake::RangeMin, low)));
            wrong.extend(simple.max.as_deref().and_then(|most| above(most, 1)).map(|high| (Mistake::RangeMax, high)));
        }
        Primitive::Integer => {
            wrong.push((Mistake::Integer, "1.5".to_owned()));
            wrong.extend(simple.min.as_deref().and_then(|least| above(least, -1)).map(|low| (Mistake::RangeMin, low)));
            wrong.extend(simple.max.as_deref().and_then(|most| above(most, 1)).map(|high| (Mistake::RangeMax, high)));
        }
        Primitive::Boolean => wrong.push((Mistake::Boolean, "yes".to_owned())),
        Primitive::Moment => {
            wrong.push((Mistake::Date, value.get(..10).unwrap_or("2026-01-01").to_owned()));
            wrong.push((Mistake::NoSuchDay, "2025-02-29T00:00:00".to_owned()));
            wrong.extend(simple.min.as_ref().map(|_| (Mistake::RangeMin, "1700-06-01T00:00:00".to_owned())));
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_is_another_name() {
        assert_eq!(misspelt("teller"), "tellre");
        assert_eq!(misspelt("address"), "addrses");
    }
}
