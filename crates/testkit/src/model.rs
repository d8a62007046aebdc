//! A plain reading of a schema: enough to know where a mistake can be planted and what it must be called.
//!
//! It is written apart from the checker on purpose, so that the two can be held against each other. It knows the
//! features that goAML schemas use and refuses others.

use roxmltree::{Document, Node};
use std::collections::HashMap;

/// Why a schema could not be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ModelError {
    /// Not well-formed.
    #[error("the schema is not well-formed XML: {0}")]
    Xml(String),
    /// A type is used and not defined.
    #[error("the schema uses the type {0} and does not define it")]
    NoType(String),
    /// There is no element at the top.
    #[error("the schema declares no element at its top")]
    NoRoot,
}

/// What a simple value is at bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Primitive {
    /// Text.
    Text,
    /// Decimal number.
    Decimal,
    /// Whole number.
    Integer,
    /// Truth value.
    Boolean,
    /// Date and time.
    Moment,
}

/// A simple type with its facets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simple {
    /// What it is at bottom.
    pub primitive: Primitive,
    /// Codes with their labels; empty when any value is allowed.
    pub codes: Vec<(String, Option<String>)>,
    /// Patterns.
    pub patterns: Vec<String>,
    /// Least length in characters.
    pub min_length: Option<usize>,
    /// Greatest length in characters.
    pub max_length: Option<usize>,
    /// Least value.
    pub min: Option<String>,
    /// Greatest value.
    pub max: Option<String>,
    /// Greatest number of digits after the point.
    pub fraction: Option<usize>,
}

/// A part of a content model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// An element.
    Element(usize),
    /// Parts one after the other.
    Sequence(Vec<Occurring>),
    /// One of the parts.
    Choice(Vec<Occurring>),
}

/// A part with how often it may occur; no most means without limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurring {
    /// The part.
    pub part: Part,
    /// Least.
    pub min: u64,
    /// Most.
    pub max: Option<u64>,
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A value.
    Simple(Simple),
    /// Elements.
    Complex(Option<Occurring>),
}

/// A declaration of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decl {
    /// Name.
    pub name: String,
    /// Place of its type among [`Model::types`].
    pub of: usize,
    /// Whether it may be nil.
    pub nillable: bool,
    /// The only value allowed.
    pub fixed: Option<String>,
}

/// Where an element stands in the content of its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its declaration.
    pub decl: usize,
    /// It must be there exactly once, whatever else is.
    pub required: bool,
    /// It may be left out, whatever else is there, and is there at most once.
    pub optional: bool,
    /// It may be there more than once.
    pub repeatable: bool,
    /// It is one of the branches of a choice of which one must be there, and alone in its branch.
    pub branch: bool,
}

/// A schema.
#[derive(Debug)]
pub struct Model {
    /// Types.
    pub types: Vec<Type>,
    /// Declarations.
    pub decls: Vec<Decl>,
    /// The first element declared at the top.
    pub root: usize,
}

const XS: &str = "http://www.w3.org/2001/XMLSchema";

impl Model {
    /// Reads a schema.
    ///
    /// # Errors
    /// When the text is not well-formed, uses an undefined type or declares no element.
    pub fn read(schema: &str) -> Result<Self, ModelError> {
        let document = Document::parse(schema).map_err(|error| ModelError::Xml(error.to_string()))?;
        let top = document.root_element();
        let named: HashMap<&str, Node<'_, '_>> = elements(top)
            .filter(|node| is(*node, "complexType") || is(*node, "simpleType"))
            .filter_map(|node| Some((node.attribute("name")?, node)))
            .collect();
        let mut reader = Reader { named, known: HashMap::new(), types: Vec::new(), decls: Vec::new() };
        let first = elements(top).find(|node| is(*node, "element")).ok_or(ModelError::NoRoot)?;
        let root = reader.decl(first)?;
        Ok(Self { types: reader.types, decls: reader.decls, root })
    }

    /// The declaration of that number.
    pub fn decl(&self, decl: usize) -> Option<&Decl> {
        self.decls.get(decl)
    }

    /// The type of a declaration.
    pub fn type_of(&self, decl: usize) -> Option<&Type> {
        self.types.get(self.decl(decl)?.of)
    }

    /// The simple type of a declaration, when it is one.
    pub fn simple(&self, decl: usize) -> Option<&Simple> {
        match self.type_of(decl)? {
            Type::Simple(simple) => Some(simple),
            Type::Complex(_) => None,
        }
    }

    /// Where a child of that name stands in the content of an element.
    pub fn slot(&self, parent: usize, name: &str) -> Option<Slot> {
        let Type::Complex(Some(content)) = self.type_of(parent)? else { return None };
        self.find(content, name, Way { certain: true, open_choice: false, once: true, direct_branch: false })
    }

    /// Whether an element needs children.
    pub fn needs_children(&self, decl: usize) -> bool {
        matches!(self.type_of(decl), Some(Type::Complex(Some(content))) if !may_be_empty(content))
    }

    fn find(&self, at: &Occurring, name: &str, way: Way) -> Option<Slot> {
        let once = way.once && at.max == Some(1);
        match &at.part {
            Part::Element(decl) => {
                let there = self.decl(*decl)?.name == name;
                let plain = way.certain && !way.open_choice && once;
                there.then_some(Slot {
                    decl: *decl,
                    required: plain && at.min > 0,
                    optional: plain && at.min == 0,
                    repeatable: !once,
                    branch: way.certain && way.direct_branch && once && at.min > 0,
                })
            }
            Part::Sequence(parts) => {
                let certain = way.certain && at.min > 0;
                let way = Way { certain, once, direct_branch: false, ..way };
                parts.iter().find_map(|part| self.find(part, name, way))
            }
            Part::Choice(parts) => {
                // Inside a choice nothing is certain; but of a certain choice one branch is.
                let direct_branch = way.certain && !way.open_choice && at.min > 0;
                let way = Way { certain: direct_branch, open_choice: true, once, direct_branch };
                parts.iter().find_map(|part| self.find(part, name, way))
            }
        }
    }
}

/// What is known on the way down to an element.
#[derive(Clone, Copy)]
struct Way {
    certain: bool,
    open_choice: bool,
    once: bool,
    direct_branch: bool,
}

fn may_be_empty(at: &Occurring) -> bool {
    at.min == 0
        || match &at.part {
            Part::Element(_) => false,
            Part::Sequence(parts) => parts.iter().all(may_be_empty),
            Part::Choice(parts) => parts.iter().any(may_be_empty),
        }
}

struct Reader<'a, 'i> {
    named: HashMap<&'a str, Node<'a, 'i>>,
    known: HashMap<&'a str, usize>,
    types: Vec<Type>,
    decls: Vec<Decl>,
}

fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(|child| child.is_element() && child.tag_name().namespace() == Some(XS))
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().name() == name
}

fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    elements(node).find(|child| is(*child, name))
}

fn built_in(name: &str) -> Option<Primitive> {
    let (prefix, local) = name.split_once(':')?;
    if prefix != "xs" && prefix != "xsd" {
        return None;
    }
    match local {
        "string" => Some(Primitive::Text),
        "decimal" => Some(Primitive::Decimal),
        "int" | "integer" => Some(Primitive::Integer),
        "boolean" => Some(Primitive::Boolean),
        "dateTime" => Some(Primitive::Moment),
        _ => None,
    }
}

fn plain(primitive: Primitive) -> Simple {
    let (codes, patterns) = (Vec::new(), Vec::new());
    Simple { primitive, codes, patterns, min_length: None, max_length: None, min: None, max: None, fraction: None }
}

impl<'a, 'i> Reader<'a, 'i> {
    fn add(&mut self, of: Type) -> usize {
        self.types.push(of);
        self.types.len() - 1
    }

    fn named(&mut self, name: &'a str) -> Result<usize, ModelError> {
        if let Some(known) = self.known.get(name) {
            return Ok(*known);
        }
        // The place is taken before the type is read: a type may contain itself.
        let place = self.add(Type::Complex(None));
        self.known.insert(name, place);
        let read = match built_in(name) {
            Some(primitive) => Type::Simple(plain(primitive)),
            None => {
                let node = *self.named.get(name).ok_or_else(|| ModelError::NoType(name.to_owned()))?;
                self.read_type(node)?
            }
        };
        if let Some(slot) = self.types.get_mut(place) {
            *slot = read;
        }
        Ok(place)
    }

    fn decl(&mut self, node: Node<'a, 'i>) -> Result<usize, ModelError> {
        let of = match (node.attribute("type"), child(node, "complexType").or_else(|| child(node, "simpleType"))) {
            (Some(name), _) => self.named(name)?,
            (None, Some(inner)) => {
                let read = self.read_type(inner)?;
                self.add(read)
            }
            (None, None) => self.add(Type::Simple(plain(Primitive::Text))),
        };
        self.decls.push(Decl {
            name: node.attribute("name").unwrap_or_default().to_owned(),
            of,
            nillable: node.attribute("nillable") == Some("true"),
            fixed: node.attribute("fixed").map(str::to_owned),
        });
        Ok(self.decls.len() - 1)
    }

    fn read_type(&mut self, node: Node<'a, 'i>) -> Result<Type, ModelError> {
        if is(node, "simpleType") {
            return Ok(Type::Simple(self.simple(node)?));
        }
        if let Some(content) = child(node, "simpleContent").and_then(|content| child(content, "extension")) {
            let base = self.named(content.attribute("base").unwrap_or_default())?;
            return Ok(self.types.get(base).cloned().unwrap_or(Type::Complex(None)));
        }
        if let Some(extension) = child(node, "complexContent").and_then(|content| child(content, "extension")) {
            let base = self.named(extension.attribute("base").unwrap_or_default())?;
            let mut parts = match self.types.get(base) {
                Some(Type::Complex(Some(content))) => vec![content.clone()],
                _ => Vec::new(),
            };
            parts.extend(self.content(extension)?);
            return Ok(Type::Complex(Some(Occurring { part: Part::Sequence(parts), min: 1, max: Some(1) })));
        }
        Ok(Type::Complex(self.content(node)?))
    }

    fn content(&mut self, node: Node<'a, 'i>) -> Result<Option<Occurring>, ModelError> {
        elements(node).find(|n| is(*n, "sequence") || is(*n, "choice")).map(|group| self.part(group)).transpose()
    }

    fn part(&mut self, node: Node<'a, 'i>) -> Result<Occurring, ModelError> {
        let number = |name: &str| node.attribute(name).and_then(|text| text.parse().ok());
        let min = number("minOccurs").unwrap_or(1);
        let max = if node.attribute("maxOccurs") == Some("unbounded") {
            None
        } else {
            Some(number("maxOccurs").unwrap_or(1))
        };
        let part = if is(node, "element") {
            Part::Element(self.decl(node)?)
        } else {
            let groups = elements(node).filter(|n| is(*n, "element") || is(*n, "sequence") || is(*n, "choice"));
            let parts = groups.map(|inner| self.part(inner)).collect::<Result<Vec<_>, _>>()?;
            if is(node, "choice") { Part::Choice(parts) } else { Part::Sequence(parts) }
        };
        Ok(Occurring { part, min, max })
    }

    fn simple(&mut self, node: Node<'a, 'i>) -> Result<Simple, ModelError> {
        let Some(restriction) = child(node, "restriction") else { return Ok(plain(Primitive::Text)) };
        let base = restriction.attribute("base").unwrap_or("xs:string");
        let at = self.named(base)?;
        let mut simple = match self.types.get(at) {
            Some(Type::Simple(simple)) => simple.clone(),
            _ => plain(Primitive::Text),
        };
        for facet in elements(restriction) {
            let value = facet.attribute("value").unwrap_or_default();
            match facet.tag_name().name() {
                "enumeration" => {
                    let label =
                        facet.children().find(Node::is_comment).and_then(|c| c.text()).map(|t| t.trim().to_owned());
                    simple.codes.push((value.to_owned(), label));
                }
                "pattern" => simple.patterns.push(value.to_owned()),
                "minLength" => simple.min_length = value.parse().ok(),
                "maxLength" => simple.max_length = value.parse().ok(),
                "minInclusive" => simple.min = Some(value.to_owned()),
                "maxInclusive" => simple.max = Some(value.to_owned()),
                "fractionDigits" => simple.fraction = value.parse().ok(),
                _ => {}
            }
        }
        Ok(simple)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:element name="r"><xs:complexType><xs:sequence>
        <xs:element name="a" type="code"/>
        <xs:element name="b" type="xs:int" minOccurs="0"/>
        <xs:choice><xs:element name="c" type="xs:string"/><xs:sequence><xs:element name="d" type="xs:string"/></xs:sequence></xs:choice>
        <xs:sequence minOccurs="0"><xs:element name="e" type="xs:decimal"/></xs:sequence>
        <xs:sequence maxOccurs="unbounded"><xs:element name="f" type="r_again" minOccurs="0"/></xs:sequence>
      </xs:sequence></xs:complexType></xs:element>
      <xs:complexType name="r_again"><xs:sequence><xs:element name="f" type="r_again"/></xs:sequence></xs:complexType>
      <xs:simpleType name="code"><xs:restriction base="xs:string"><xs:enumeration value="X"><!-- The ex --></xs:enumeration></xs:restriction></xs:simpleType>
    </xs:schema>"#;

    #[test]
    fn slots_tell_what_must_be_there() {
        let model = Model::read(SMALL).unwrap();
        let slot = |name| model.slot(model.root, name).unwrap();
        assert!(slot("a").required && !slot("a").optional && !slot("a").repeatable);
        assert!(slot("b").optional);
        assert!(slot("c").branch && !slot("c").required);
        assert!(!slot("d").branch && !slot("d").required && !slot("d").optional);
        assert!(!slot("e").required && !slot("e").optional);
        assert!(slot("f").repeatable);
        assert_eq!(model.slot(model.root, "z"), None);
        assert!(model.needs_children(model.root));
        assert_eq!(model.simple(slot("a").decl).unwrap().codes, [("X".to_owned(), Some("The ex".to_owned()))]);
    }

    #[test]
    fn what_is_missing_is_said() {
        let of = |text: &str| Model::read(text).unwrap_err();
        assert!(matches!(of("<a"), ModelError::Xml(_)));
        assert_eq!(of(&SMALL.replace("name=\"code\"", "name=\"other\"")), ModelError::NoType("code".to_owned()));
        assert_eq!(of("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'/>"), ModelError::NoRoot);
    }
}
