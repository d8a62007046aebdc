//! The code lists of a schema: goAML publishes codes as enumerations and their labels as comments inside them.

use crate::error::{Problem, ProfileError};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::HashSet;

/// The schema file of a profile.
pub(crate) const FILE: &str = "schema.xsd";
const XS: &str = "http://www.w3.org/2001/XMLSchema";

/// One list of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumeration {
    /// Name of the simple type, or of the element for a type without a name.
    pub name: String,
    /// Codes in the order of the schema.
    pub codes: Vec<EnumerationCode>,
}

/// One code of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumerationCode {
    /// The code.
    pub code: String,
    /// The comment or documentation inside, if there is one.
    pub label: Option<String>,
    /// Line in the schema.
    pub line: usize,
}

/// What this crate itself reads from a schema: the rest is the `xsd` crate's.
#[derive(Clone, Debug, Default)]
pub(crate) struct SchemaFacts {
    pub(crate) lists: Vec<Enumeration>,
    pub(crate) roots: Vec<String>,
    pub(crate) elements: HashSet<String>,
    pub(crate) version: Option<String>,
}

impl SchemaFacts {
    /// Reads a schema. Fails when it is not XML or not a schema.
    pub(crate) fn read(text: &str) -> Result<Self, ProfileError> {
        // National schemas have neither entities nor a document type; one that does is refused like a hostile report.
        let options = ParsingOptions { allow_dtd: false, nodes_limit: 1_000_000, ..ParsingOptions::default() };
        let document = Document::parse_with_options(text, options).map_err(|error| {
            let line = usize::try_from(error.pos().row).unwrap_or(0);
            ProfileError::new(FILE, line, Problem::Schema(format!("not well-formed XML: {error}")))
        })?;
        let schema = document.root_element();
        if !schema.has_tag_name((XS, "schema")) {
            let name = schema.tag_name().name().to_owned();
            return Err(ProfileError::new(FILE, 1, Problem::Schema(format!("the root is `{name}`, not `xs:schema`"))));
        }
        // The library counts lines from the beginning for each place it is asked for, and there are thousands.
        let line_ends: Vec<usize> = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at).collect();
        let line = |node: &Node<'_, '_>| line_ends.partition_point(|end| *end < node.range().start).saturating_add(1);
        let mut facts = Self { version: version(&schema), ..Self::default() };
        for node in schema.descendants().filter(Node::is_element) {
            if node.has_tag_name((XS, "element"))
                && let Some(name) = node.attribute("name")
            {
                facts.elements.insert(name.to_owned());
                if node.parent() == Some(schema) {
                    facts.roots.push(name.to_owned());
                }
            } else if node.has_tag_name((XS, "restriction")) {
                facts.lists.extend(enumeration(&node, &line));
            }
        }
        Ok(facts)
    }

    pub(crate) fn list(&self, name: &str) -> Option<&Enumeration> {
        self.lists.iter().find(|list| list.name == name)
    }
}

fn version(schema: &Node<'_, '_>) -> Option<String> {
    let attribute = schema.attributes().find(|a| matches!(a.name(), "schemaVersion" | "version"));
    attribute.map(|attribute| attribute.value().to_owned())
}

fn enumeration(restriction: &Node<'_, '_>, line: &dyn Fn(&Node<'_, '_>) -> usize) -> Option<Enumeration> {
    let named = restriction.ancestors().skip(1).find_map(|node| node.attribute("name"))?;
    let mut codes: Vec<EnumerationCode> = Vec::new();
    let mut seen = HashSet::new();
    for node in restriction.children().filter(|node| node.has_tag_name((XS, "enumeration"))) {
        let Some(code) = node.attribute("value") else { continue };
        // Published schemas do name a code twice; the first one counts.
        if seen.insert(code) {
            codes.push(EnumerationCode { code: code.to_owned(), label: label(&node), line: line(&node) });
        }
    }
    (!codes.is_empty()).then(|| Enumeration { name: named.to_owned(), codes })
}

fn label(enumeration: &Node<'_, '_>) -> Option<String> {
    let inside = || enumeration.descendants().skip(1);
    let comment = inside().find(Node::is_comment).and_then(|node| node.text());
    let documentation = || inside().find(|n| n.has_tag_name((XS, "documentation"))).and_then(|node| node.text());
    let text = comment.or_else(documentation)?;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" version="9">
  <xs:element name="report"><xs:complexType><xs:sequence>
    <xs:element name="sex"><xs:simpleType><xs:restriction base="xs:string">
      <xs:enumeration value="F"/>
    </xs:restriction></xs:simpleType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
  <xs:simpleType name="funds_type"><xs:restriction base="xs:string">
    <xs:enumeration value="CASH"><!-- Cash,
       in hand --></xs:enumeration>
    <xs:enumeration value="CASH"/>
    <xs:enumeration value="GOLD"><xs:annotation><xs:documentation>Gold</xs:documentation></xs:annotation></xs:enumeration>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="free"><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>
</xs:schema>"#;

    #[test]
    fn codes_carry_their_comments_and_lines() {
        let facts = SchemaFacts::read(SMALL).unwrap();
        let names: Vec<&str> = facts.lists.iter().map(|list| list.name.as_str()).collect();
        assert_eq!(names, ["sex", "funds_type"]);
        let funds = facts.list("funds_type").unwrap();
        let seen: Vec<_> = funds.codes.iter().map(|c| (c.code.as_str(), c.label.as_deref(), c.line)).collect();
        assert_eq!(seen, [("CASH", Some("Cash, in hand"), 8), ("GOLD", Some("Gold"), 11)]);
        assert_eq!((facts.roots, facts.version), (vec!["report".to_owned()], Some("9".to_owned())));
    }

    #[test]
    fn what_is_not_a_schema_is_refused() {
        assert_eq!(SchemaFacts::read("<a>\n<b></a>").unwrap_err().line, 2);
        assert!(SchemaFacts::read("<report/>").unwrap_err().to_string().contains("xs:schema"));
        assert!(SchemaFacts::read("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>").is_err());
    }
}
