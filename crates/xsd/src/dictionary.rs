//! A schema as something to read: what may stand where, what it means, and which codes it takes.

use crate::schema::{Decl, Particle, Schema, Term, Type};
use crate::simple::{Primitive, Simple};

/// A schema to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dictionary {
    /// The root elements.
    pub roots: Vec<Row>,
    /// Types with child elements, named ones in the order of the schema. A type written inside an element has the
    /// path of that element as its name.
    pub types: Vec<TypePage>,
    /// Code lists by the name of their type, in the order of the schema.
    pub lists: Vec<CodeList>,
}

/// One type with its children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypePage {
    /// Name.
    pub name: String,
    /// Its content in order.
    pub rows: Vec<Row>,
    /// Elements the schema names and forbids.
    pub hidden: Vec<String>,
    /// Assertions on its children.
    pub assertions: Vec<String>,
}

/// One line of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// How deep it is inside groups of the content model; 0 for a direct child.
    pub indent: usize,
    /// What stands there.
    pub what: What,
    /// Least occurrences.
    pub min: u32,
    /// Most occurrences; `None` when there is no limit.
    pub max: Option<u32>,
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// All of the rows that are one deeper, in order.
    Sequence,
    /// One of the rows that are one deeper.
    Choice,
    /// An element.
    Element(Box<Field>),
}

/// An element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What the schema says about it.
    pub documentation: Option<String>,
    /// The version of goAML that knows it first, when the schema says so.
    pub supported_in: Option<String>,
    /// Whether it may say `xsi:nil="true"`.
    pub nillable: bool,
    /// The only value it may have.
    pub fixed: Option<String>,
    /// Page of its type in [`Dictionary::types`], for an element with children.
    pub page: Option<String>,
    /// Its text, for an element without.
    pub value: Option<Value>,
}

/// What a text must look like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// Kind: `text`, `yes/no`, `decimal`, `whole number`, `date and time`, `date`.
    pub kind: &'static str,
    /// Name of its type when it has one.
    pub type_name: Option<String>,
    /// Least length in characters.
    pub length_min: Option<u32>,
    /// Most length in characters.
    pub length_max: Option<u32>,
    /// Lower bound as the schema writes it.
    pub low: Option<String>,
    /// Upper bound as the schema writes it.
    pub high: Option<String>,
    /// Most digits.
    pub digits: Option<u32>,
    /// Most digits behind the decimal point.
    pub fraction_digits: Option<u32>,
    /// Patterns; all must match.
    pub patterns: Vec<String>,
    /// Codes and labels.
    pub codes: Vec<(String, Option<String>)>,
}

/// A code list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeList {
    /// Name of the type.
    pub name: String,
    /// Codes and labels in the order of the schema.
    pub codes: Vec<(String, Option<String>)>,
}

impl Schema {
    /// The schema as something to read.
    pub fn dictionary(&self) -> Dictionary {
        let mut writer = Writer { schema: self, types: Vec::new(), waiting: Vec::new() };
        let roots = self.roots.iter().filter_map(|id| self.decl(*id)).map(|decl| {
            let field = writer.field(decl, "");
            Row { indent: 0, what: What::Element(Box::new(field)), min: 1, max: Some(1) }
        });
        let roots = roots.collect();
        while let Some((name, id)) = writer.waiting.pop() {
            writer.page(name, id);
        }
        let place = |name: &str| self.types.iter().position(|t| type_name(t) == Some(name)).unwrap_or(0);
        writer.types.sort_by_key(|page| (page.name.contains('/'), place(&page.name), page.name.clone()));
        Dictionary { roots, types: writer.types, lists: self.lists() }
    }

    fn lists(&self) -> Vec<CodeList> {
        let simple = self.types.iter().filter_map(|t| if let Type::Simple(simple) = t { Some(simple) } else { None });
        simple
            .filter_map(|simple| {
                let codes = simple.codes.as_ref()?.list().to_vec();
                Some(CodeList { name: simple.name.clone()?, codes })
            })
            .collect()
    }
}

fn type_name(of: &Type) -> Option<&str> {
    match of {
        Type::Complex(complex) => complex.name.as_deref(),
        _ => None,
    }
}

struct Writer<'a> {
    schema: &'a Schema,
    types: Vec<TypePage>,
    waiting: Vec<(String, u32)>,
}

impl Writer<'_> {
    fn page(&mut self, name: String, id: u32) {
        let schema = self.schema;
        let Type::Complex(complex) = schema.type_of(id) else { return };
        if self.types.iter().any(|page| page.name == name) {
            return;
        }
        let mut rows = Vec::new();
        self.types.push(TypePage {
            name: name.clone(),
            rows: Vec::new(),
            hidden: complex.hidden.iter().map(|name| schema.names.text(*name).to_owned()).collect(),
            assertions: complex.assertions.iter().map(|assertion| assertion.source.clone()).collect(),
        });
        if let Term::Sequence(parts) = &complex.particle.term {
            // The outermost sequence holds the type's own group; a single group need not be shown as a group.
            let parts = match parts.as_slice() {
                [Particle { term: Term::Sequence(inner), min: 1, max: Some(1) }] => inner,
                _ => parts,
            };
            parts.iter().for_each(|part| self.rows(part, 0, &name, &mut rows));
        }
        if let Some(page) = self.types.iter_mut().find(|page| page.name == name) {
            page.rows = rows;
        }
    }

    fn rows(&mut self, particle: &Particle, indent: usize, page: &str, rows: &mut Vec<Row>) {
        let (min, max) = (particle.min, particle.max);
        let (what, parts) = match &particle.term {
            Term::Element(id) => {
                let Some(decl) = self.schema.decl(*id) else { return };
                let field = self.field(decl, page);
                rows.push(Row { indent, what: What::Element(Box::new(field)), min, max });
                return;
            }
            Term::Sequence(parts) => (What::Sequence, parts),
            Term::Choice(parts) => (What::Choice, parts),
        };
        rows.push(Row { indent, what, min, max });
        parts.iter().for_each(|part| self.rows(part, indent.saturating_add(1), page, rows));
    }

    fn field(&mut self, decl: &Decl, page: &str) -> Field {
        let name = self.schema.names.text(decl.name).to_owned();
        let of = self.schema.type_of(decl.of);
        let (below, value) = match of {
            Type::Any => (None, Some(Value { kind: "text", ..Value::default() })),
            Type::Simple(simple) => (None, Some(value(simple))),
            Type::Complex(_) => {
                let inner = if page.is_empty() { name.clone() } else { format!("{page}/{name}") };
                let below = type_name(of).map_or(inner, str::to_owned);
                if !self.types.iter().any(|known| known.name == below) {
                    self.waiting.push((below.clone(), decl.of));
                }
                (Some(below), None)
            }
        };
        Field {
            name,
            documentation: decl.documentation.clone(),
            supported_in: decl.supported_in.clone(),
            nillable: decl.nillable,
            fixed: decl.fixed.clone(),
            page: below,
            value,
        }
    }
}

fn value(simple: &Simple) -> Value {
    let kind = match simple.primitive {
        Primitive::Text => "text",
        Primitive::Boolean => "yes/no",
        Primitive::Decimal => "decimal",
        Primitive::Integer => "whole number",
        Primitive::DateTime => "date and time",
        Primitive::Date => "date",
    };
    Value {
        kind,
        type_name: simple.name.clone(),
        length_min: simple.length_min,
        length_max: simple.length_max,
        low: simple.low.as_ref().map(|bound| bound.text.clone()),
        high: simple.high.as_ref().map(|bound| bound.text.clone()),
        digits: simple.digits,
        fraction_digits: simple.fraction_digits,
        patterns: simple.patterns.iter().map(|pattern| pattern.source.clone()).collect(),
        codes: simple.codes.as_ref().map_or(Vec::new(), |codes| codes.list().to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Dialect;

    #[test]
    fn a_schema_reads_as_pages() {
        let schema = Schema::compile(
            r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="r"><xs:complexType><xs:sequence>
            <xs:element name="k" type="k"><xs:annotation><xs:documentation>The kind</xs:documentation></xs:annotation></xs:element>
            <xs:choice minOccurs="0"><xs:element name="p" type="p"/><xs:element name="q"><xs:complexType><xs:sequence><xs:element name="n" type="xs:int"/></xs:sequence></xs:complexType></xs:element></xs:choice>
            <xs:element name="off" type="xs:string" minOccurs="0" maxOccurs="0"/></xs:sequence></xs:complexType></xs:element>
            <xs:complexType name="p"><xs:sequence><xs:element name="p" type="p" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType>
            <xs:simpleType name="k"><xs:restriction base="xs:string"><xs:enumeration value="A"><!-- Alpha --></xs:enumeration></xs:restriction></xs:simpleType></xs:schema>"#,
            Dialect::DotNet,
        )
        .unwrap();
        let dictionary = schema.dictionary();
        let pages: Vec<&str> = dictionary.types.iter().map(|page| page.name.as_str()).collect();
        assert_eq!(pages, ["r", "p", "r/q"]);
        assert_eq!(dictionary.lists[0].codes, [("A".to_owned(), Some("Alpha".to_owned()))]);
        let root = &dictionary.types[0];
        assert_eq!(root.hidden, ["off"]);
        assert_eq!(root.rows.iter().map(|row| row.indent).collect::<Vec<_>>(), [0, 0, 1, 1]);
        assert_eq!(root.rows[1].what, What::Choice);
        let What::Element(kind) = &root.rows[0].what else { panic!("{root:?}") };
        assert_eq!(kind.documentation.as_deref(), Some("The kind"));
    }
}
