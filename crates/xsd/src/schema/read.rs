//! From the text of a schema to its compiled form.

use super::{Automaton, Complex, Decl, DeclId, NameTable, Particle, Schema, Term, Type, TypeId, assert::Assertion};
use super::{automaton::Failure, builtin::builtin};
use crate::pattern::Pattern;
use crate::simple::{Bound, BoundValue, Codes, DateTime, Decimal, Primitive, Simple, WhiteSpace};
use crate::{Dialect, SchemaError, SchemaProblem};
use roxmltree::{Document, Node};
use std::collections::HashMap;
use std::sync::Arc;
use vocab::Names;

const XS: &str = "http://www.w3.org/2001/XMLSchema";
/// Deepest nesting of types within types while a schema is read.
const DEPTH_MAX: u32 = 64;

type Result<T> = std::result::Result<T, SchemaError>;

pub(super) fn compile(text: &str, dialect: Dialect) -> Result<Schema> {
    let document = Document::parse(text).map_err(|error| SchemaError {
        line: error.pos().row,
        column: error.pos().col,
        problem: SchemaProblem::NotXml(error.to_string()),
    })?;
    let root = document.root_element();
    if !is_xs(root, "schema") {
        return Err(at(root, SchemaProblem::NotASchema(root.tag_name().name().to_owned())));
    }
    if let Some(target) = root.attribute("targetNamespace").filter(|t| !t.is_empty()) {
        return Err(at(root, SchemaProblem::Unsupported(format!("targetNamespace=\"{target}\""))));
    }
    Reader::new(root, dialect)?.compile(root)
}

fn is_xs(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().namespace() == Some(XS) && node.tag_name().name() == name
}

fn at(node: Node<'_, '_>, problem: SchemaProblem) -> SchemaError {
    let place = node.document().text_pos_at(node.range().start);
    SchemaError { line: place.row, column: place.col, problem }
}

fn bad(node: Node<'_, '_>, name: &str, value: &str) -> SchemaError {
    at(node, SchemaProblem::BadValue(name.to_owned(), value.to_owned()))
}

/// Reads one schema document. Named types get their numbers before they are read, so they may refer to each other.
struct Reader<'a, 'input> {
    dialect: Dialect,
    names: Names,
    globals: HashMap<&'a str, (Node<'a, 'input>, TypeId)>,
    elements: HashMap<&'a str, (Node<'a, 'input>, DeclId)>,
    types: Vec<Option<Type>>,
    decls: Vec<Decl>,
    any: TypeId,
    builtins: HashMap<String, TypeId>,
    depth: u32,
}

impl<'a, 'input> Reader<'a, 'input> {
    fn new(root: Node<'a, 'input>, dialect: Dialect) -> Result<Self> {
        let mut reader = Self {
            dialect,
            names: Names::new(),
            globals: HashMap::new(),
            elements: HashMap::new(),
            types: vec![Some(Type::Any)],
            decls: Vec::new(),
            any: 0,
            builtins: HashMap::new(),
            depth: 0,
        };
        for node in root.children().filter(Node::is_element) {
            match node.tag_name().name() {
                _ if node.tag_name().namespace() != Some(XS) => {}
                "complexType" | "simpleType" => {
                    let id = reader.reserve();
                    reader.globals.insert(required(node, "name")?, (node, id));
                }
                "element" => {
                    let name = required(node, "name")?;
                    let id = reader.new_decl(name);
                    reader.elements.insert(name, (node, id));
                }
                "annotation" => {}
                other => return Err(at(node, SchemaProblem::Unsupported(format!("xs:{other}")))),
            }
        }
        Ok(reader)
    }

    fn compile(mut self, root: Node<'a, 'input>) -> Result<Schema> {
        let mut roots = Vec::new();
        let top = |name: &'static str| root.children().filter(move |node| is_xs(*node, name));
        for node in top("element") {
            let Some((_, id)) = self.elements.get(node.attribute("name").unwrap_or("")).copied() else { continue };
            self.fill_decl(node, id)?;
            roots.push(id);
        }
        for node in top("complexType").chain(top("simpleType")) {
            self.global(node, node.attribute("name").unwrap_or(""))?;
        }
        let mut types: Vec<Type> = self.types.into_iter().map(|t| t.unwrap_or(Type::Any)).collect();
        let mut states = 0;
        for complex in types.iter_mut().filter_map(|t| if let Type::Complex(c) = t { Some(c) } else { None }) {
            complex.automaton.base = states;
            states = states.saturating_add(complex.automaton.states.len());
        }
        let table = NameTable::new(&self.names);
        Ok(Schema { dialect: self.dialect, names: self.names, table, types, decls: self.decls, roots, states })
    }

    fn reserve(&mut self) -> TypeId {
        self.types.push(None);
        TypeId::try_from(self.types.len().saturating_sub(1)).unwrap_or(0)
    }

    fn set(&mut self, id: TypeId, value: Type) {
        if let Some(slot) = self.types.get_mut(id as usize) {
            *slot = Some(value);
        }
    }

    fn new_decl(&mut self, name: &str) -> DeclId {
        let name = self.names.intern(name);
        let decl = Decl { name, of: self.any, nillable: false, fixed: None, documentation: None, supported_in: None };
        self.decls.push(decl);
        DeclId::try_from(self.decls.len().saturating_sub(1)).unwrap_or(0)
    }

    /// The number of a named type, read now if it has not been.
    fn global(&mut self, user: Node<'a, 'input>, name: &str) -> Result<TypeId> {
        let Some((node, id)) = self.globals.get(name).copied() else {
            return Err(at(user, SchemaProblem::Undefined("type", name.to_owned())));
        };
        if self.types.get(id as usize).is_some_and(Option::is_none) {
            // A placeholder marks the type as being read: content models may come back to it, derivations may not.
            self.set(id, Type::Any);
            let read = if is_xs(node, "simpleType") {
                Type::Simple(Box::new(Simple { name: Some(name.to_owned()), ..self.simple(node)? }))
            } else {
                self.complex(node, Some(name))?
            };
            self.set(id, read);
        }
        Ok(id)
    }

    /// The type that a QName in an attribute names.
    fn named(&mut self, user: Node<'a, 'input>, qname: &str) -> Result<TypeId> {
        let (prefix, local) = qname.split_once(':').map_or((None, qname), |(p, l)| (Some(p), l));
        if user.lookup_namespace_uri(prefix) != Some(XS) {
            return self.global(user, local);
        }
        if local == "anyType" {
            return Ok(self.any);
        }
        if let Some(id) = self.builtins.get(local) {
            return Ok(*id);
        }
        let Some(simple) = builtin(local) else {
            return Err(at(user, SchemaProblem::Unsupported(format!("xs:{local}"))));
        };
        let id = self.reserve();
        self.set(id, Type::Simple(Box::new(Simple { name: Some(format!("xs:{local}")), ..simple })));
        self.builtins.insert(local.to_owned(), id);
        Ok(id)
    }

    fn fill_decl(&mut self, node: Node<'a, 'input>, id: DeclId) -> Result<()> {
        for name in ["default", "substitutionGroup", "abstract", "block", "final"] {
            if node.attribute(name).is_some() {
                return Err(at(node, SchemaProblem::Unsupported(format!("{name} of xs:element"))));
            }
        }
        let mut of = match node.attribute("type") {
            Some(qname) => self.named(node, qname)?,
            None => self.any,
        };
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "simpleType" => {
                    of = self.reserve();
                    let simple = self.simple(child)?;
                    self.set(of, Type::Simple(Box::new(simple)));
                }
                "complexType" => {
                    of = self.reserve();
                    let complex = self.complex(child, None)?;
                    self.set(of, complex);
                }
                "annotation" => {}
                other => return Err(at(child, SchemaProblem::Unsupported(format!("xs:{other} in xs:element")))),
            }
        }
        let nillable = flag(node, "nillable")?;
        let supported_in = node.attributes().find(|a| a.name() == "supportedIn").map(|a| a.value().to_owned());
        if let Some(decl) = self.decls.get_mut(id as usize) {
            decl.of = of;
            decl.nillable = nillable;
            decl.fixed = node.attribute("fixed").map(str::to_owned);
            decl.documentation = documentation(node);
            decl.supported_in = supported_in;
        }
        Ok(())
    }

    fn complex(&mut self, node: Node<'a, 'input>, name: Option<&str>) -> Result<Type> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH_MAX {
            return Err(at(node, SchemaProblem::TooBig("nested types")));
        }
        for (attribute, refused) in [("mixed", "true"), ("mixed", "1"), ("abstract", "true"), ("abstract", "1")] {
            if node.attribute(attribute) == Some(refused) {
                return Err(at(node, SchemaProblem::Unsupported(format!("{attribute}=\"{refused}\""))));
            }
        }
        let mut hidden = Vec::new();
        let mut parts = Vec::new();
        let mut assertions = Vec::new();
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "sequence" | "choice" => parts.extend(self.group(child, &mut hidden)?),
                "complexContent" => parts.extend(self.derived(child, &mut hidden, &mut assertions)?),
                "simpleContent" => {
                    self.depth = self.depth.saturating_sub(1);
                    return self.simple_content(child);
                }
                "assert" => assertions.push(read_assertion(child)?),
                "annotation" => {}
                other => return Err(at(child, SchemaProblem::Unsupported(format!("xs:{other}")))),
            }
        }
        self.depth = self.depth.saturating_sub(1);
        let particle = Particle { term: Term::Sequence(parts), min: 1, max: Some(1) };
        let automaton = Automaton::build(&particle, &self.decls).map_err(|failure| {
            at(
                node,
                match failure {
                    Failure::TooBig(what) => SchemaProblem::TooBig(what),
                    Failure::Ambiguous(id) => SchemaProblem::Ambiguous(self.names.text(id).to_owned()),
                },
            )
        })?;
        hidden.retain(|name| automaton.symbol(*name).is_none());
        let name = name.map(str::to_owned);
        Ok(Type::Complex(Box::new(Complex { name, particle, automaton, hidden, assertions })))
    }

    /// `xs:complexContent`: the base's content first, then what the extension adds; a restriction stands for itself.
    fn derived(
        &mut self,
        node: Node<'a, 'input>,
        hidden: &mut Vec<vocab::NameId>,
        assertions: &mut Vec<Assertion>,
    ) -> Result<Vec<Particle>> {
        let Some(derivation) = node.children().find(|n| is_xs(*n, "extension") || is_xs(*n, "restriction")) else {
            return Err(at(node, SchemaProblem::Unsupported("xs:complexContent without derivation".to_owned())));
        };
        let base_name = required(derivation, "base")?;
        let base = self.named(derivation, base_name)?;
        let mut parts = Vec::new();
        if is_xs(derivation, "extension") {
            match self.types.get(base as usize) {
                Some(Some(Type::Complex(complex))) => {
                    parts.push(complex.particle.clone());
                    hidden.extend(&complex.hidden);
                    assertions.extend(complex.assertions.iter().cloned());
                }
                _ => return Err(at(derivation, SchemaProblem::Circular(base_name.to_owned()))),
            }
        }
        for child in derivation.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "sequence" | "choice" => parts.extend(self.group(child, hidden)?),
                "assert" => assertions.push(read_assertion(child)?),
                "annotation" => {}
                other => return Err(at(child, SchemaProblem::Unsupported(format!("xs:{other}")))),
            }
        }
        Ok(parts)
    }

    /// `xs:simpleContent` without attributes is its base type.
    fn simple_content(&mut self, node: Node<'a, 'input>) -> Result<Type> {
        let Some(derivation) = node.children().find(|n| is_xs(*n, "extension") || is_xs(*n, "restriction")) else {
            return Err(at(node, SchemaProblem::Unsupported("xs:simpleContent without derivation".to_owned())));
        };
        if is_xs(derivation, "restriction") {
            return Ok(Type::Simple(Box::new(self.restriction(derivation)?)));
        }
        if let Some(child) = derivation.children().find(|n| n.is_element() && !is_xs(*n, "annotation")) {
            return Err(at(child, SchemaProblem::Unsupported(format!("xs:{}", child.tag_name().name()))));
        }
        let base = required(derivation, "base")?;
        Ok(Type::Simple(Box::new(self.base_simple(derivation, base)?)))
    }

    /// A sequence or choice; nothing when it may not occur at all.
    fn group(&mut self, node: Node<'a, 'input>, hidden: &mut Vec<vocab::NameId>) -> Result<Option<Particle>> {
        let (min, max) = occurs(node)?;
        let mut parts = Vec::new();
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "element" => parts.extend(self.element(child, hidden)?),
                "sequence" | "choice" => parts.extend(self.group(child, hidden)?),
                "annotation" => {}
                other => return Err(at(child, SchemaProblem::Unsupported(format!("xs:{other}")))),
            }
        }
        if max == Some(0) {
            hide(&parts, &self.decls, hidden);
            return Ok(None);
        }
        let term = if is_xs(node, "choice") { Term::Choice(parts) } else { Term::Sequence(parts) };
        Ok(Some(Particle { term, min, max }))
    }

    fn element(&mut self, node: Node<'a, 'input>, hidden: &mut Vec<vocab::NameId>) -> Result<Option<Particle>> {
        let (min, max) = occurs(node)?;
        let id = match node.attribute("ref") {
            Some(name) => match self.elements.get(name) {
                Some((_, id)) => *id,
                None => return Err(at(node, SchemaProblem::Undefined("element", name.to_owned()))),
            },
            None => {
                let id = self.new_decl(required(node, "name")?);
                self.fill_decl(node, id)?;
                id
            }
        };
        let particle = Particle { term: Term::Element(id), min, max };
        if max == Some(0) {
            hide(&[particle], &self.decls, hidden);
            return Ok(None);
        }
        Ok(Some(particle))
    }

    fn simple(&mut self, node: Node<'a, 'input>) -> Result<Simple> {
        for child in node.children().filter(Node::is_element) {
            match child.tag_name().name() {
                "restriction" => return self.restriction(child),
                "annotation" => {}
                other => return Err(at(child, SchemaProblem::Unsupported(format!("xs:{other}")))),
            }
        }
        Err(at(node, SchemaProblem::Unsupported("xs:simpleType without xs:restriction".to_owned())))
    }

    fn base_simple(&mut self, node: Node<'a, 'input>, qname: &str) -> Result<Simple> {
        let id = self.named(node, qname)?;
        match self.types.get(id as usize) {
            Some(Some(Type::Simple(simple))) => Ok(Simple { name: None, ..simple.as_ref().clone() }),
            _ => Err(at(node, SchemaProblem::Circular(qname.to_owned()))),
        }
    }

    fn restriction(&mut self, node: Node<'a, 'input>) -> Result<Simple> {
        let mut simple = match node.attribute("base") {
            Some(base) => self.base_simple(node, base)?,
            None => match node.children().find(|n| is_xs(*n, "simpleType")) {
                Some(inner) => self.simple(inner)?,
                None => return Err(at(node, SchemaProblem::Undefined("base", String::new()))),
            },
        };
        let mut patterns = Vec::new();
        let mut codes = Vec::new();
        for facet in node.children().filter(Node::is_element) {
            let name = facet.tag_name().name();
            match name {
                "annotation" | "simpleType" => {}
                "pattern" => patterns.push(required(facet, "value")?.to_owned()),
                "enumeration" => codes.push((required(facet, "value")?.to_owned(), label(facet))),
                _ => self.facet(facet, name, &mut simple)?,
            }
        }
        if !patterns.is_empty() {
            let pattern = Pattern::compile(&patterns, self.dialect)
                .map_err(|(pattern, reason)| at(node, SchemaProblem::Pattern(pattern, reason)))?;
            simple.patterns.push(Arc::new(pattern));
        }
        if !codes.is_empty() {
            if let Some(base) = &simple.codes {
                codes.retain(|(code, _)| base.contains(code));
            }
            simple.codes = Some(Arc::new(Codes::new(codes)));
        }
        Ok(simple)
    }

    fn facet(&self, node: Node<'a, 'input>, name: &str, simple: &mut Simple) -> Result<()> {
        let value = required(node, "value")?;
        let count = || value.trim().parse::<u32>().map_err(|_| bad(node, name, value));
        match name {
            "length" => {
                simple.length_min = Some(count()?);
                simple.length_max = Some(count()?);
            }
            "minLength" => simple.length_min = Some(count()?.max(simple.length_min.unwrap_or(0))),
            "maxLength" => simple.length_max = Some(count()?.min(simple.length_max.unwrap_or(u32::MAX))),
            "totalDigits" => simple.digits = Some(count()?),
            "fractionDigits" => simple.fraction_digits = Some(count()?),
            "whiteSpace" => {
                simple.white_space = match value {
                    "preserve" => WhiteSpace::Preserve,
                    "replace" => WhiteSpace::Replace,
                    "collapse" => WhiteSpace::Collapse,
                    other => return Err(bad(node, name, other)),
                }
            }
            "minInclusive" => simple.low = Some(self.bound(node, simple, true)?),
            "minExclusive" => simple.low = Some(self.bound(node, simple, false)?),
            "maxInclusive" => simple.high = Some(self.bound(node, simple, true)?),
            "maxExclusive" => simple.high = Some(self.bound(node, simple, false)?),
            other => return Err(at(node, SchemaProblem::Unsupported(format!("xs:{other}")))),
        }
        Ok(())
    }

    fn bound(&self, node: Node<'a, 'input>, simple: &Simple, inclusive: bool) -> Result<Bound> {
        let text = required(node, "value")?.trim();
        let value = match simple.primitive {
            Primitive::Decimal | Primitive::Integer => Decimal::parse(text).map(BoundValue::Decimal),
            Primitive::DateTime | Primitive::Date => DateTime::parse(text, self.dialect).map(BoundValue::DateTime),
            Primitive::Text | Primitive::Boolean => None,
        };
        let value = value.ok_or_else(|| bad(node, node.tag_name().name(), text))?;
        Ok(Bound { value, inclusive, text: text.to_owned() })
    }
}

fn required<'a>(node: Node<'a, '_>, name: &str) -> Result<&'a str> {
    node.attribute(name).ok_or_else(|| bad(node, name, ""))
}

fn flag(node: Node<'_, '_>, name: &str) -> Result<bool> {
    match node.attribute(name).map(str::trim) {
        None | Some("false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(other) => Err(bad(node, name, other)),
    }
}

fn occurs(node: Node<'_, '_>) -> Result<(u32, Option<u32>)> {
    let count = |name: &str, text: &str| text.trim().parse::<u32>().map_err(|_| bad(node, name, text));
    let min = node.attribute("minOccurs").map_or(Ok(1), |text| count("minOccurs", text))?;
    let max = match node.attribute("maxOccurs") {
        Some("unbounded") => None,
        Some(text) => Some(count("maxOccurs", text)?),
        None => Some(1),
    };
    // `minOccurs="1" maxOccurs="0"` stands in a published schema and means "not used".
    if max == Some(0) {
        return Ok((0, max));
    }
    if max.is_some_and(|max| min > max) {
        return Err(bad(node, "minOccurs", &min.to_string()));
    }
    Ok((min, max))
}

fn hide(parts: &[Particle], decls: &[Decl], hidden: &mut Vec<vocab::NameId>) {
    for part in parts {
        match &part.term {
            Term::Element(id) => hidden.extend(decls.get(*id as usize).map(|decl| decl.name)),
            Term::Sequence(inner) | Term::Choice(inner) => hide(inner, decls, hidden),
        }
    }
}

fn read_assertion(node: Node<'_, '_>) -> Result<Assertion> {
    let test = required(node, "test")?;
    Assertion::parse(test).ok_or_else(|| at(node, SchemaProblem::Unsupported(format!("xs:assert test=\"{test}\""))))
}

/// The label of a code: the text of its documentation, or the comment inside it, which is where goAML puts labels.
fn label(facet: Node<'_, '_>) -> Option<String> {
    documentation(facet).or_else(|| {
        let comment = facet.children().find(Node::is_comment)?.text()?.trim();
        (!comment.is_empty()).then(|| comment.to_owned())
    })
}

fn documentation(node: Node<'_, '_>) -> Option<String> {
    let annotation = node.children().find(|n| is_xs(*n, "annotation"))?;
    let text: Vec<String> = annotation
        .children()
        .filter(|n| is_xs(*n, "documentation"))
        .flat_map(|n| n.descendants().filter(Node::is_text).filter_map(|t| t.text()))
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
        .collect();
    (!text.is_empty()).then(|| text.join(" "))
}
