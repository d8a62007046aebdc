//! Why a schema could not be compiled.

use std::fmt;

/// A schema that cannot be compiled: what is wrong and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {problem}")]
pub struct SchemaError {
    /// Line in the schema text, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub problem: SchemaProblem,
}

/// What is wrong with a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemaProblem {
    /// The schema is not well-formed XML.
    NotXml(String),
    /// The root element is not `xs:schema`.
    NotASchema(String),
    /// A schema feature that this checker does not support, by its name.
    Unsupported(String),
    /// A name that the schema uses and does not define: kind and name.
    Undefined(&'static str, String),
    /// An attribute or facet whose value makes no sense: name and value.
    BadValue(String, String),
    /// A pattern that the dialect does not allow or that is too large: pattern and reason.
    Pattern(String, String),
    /// A content model in which one element could match two declarations.
    Ambiguous(String),
    /// A content model too large to compile.
    TooBig(&'static str),
    /// A type that is derived from itself.
    Circular(String),
}

impl fmt::Display for SchemaProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotXml(reason) => write!(f, "the schema is not well-formed XML: {reason}"),
            Self::NotASchema(root) => write!(f, "the root element is `{root}`, not `xs:schema`"),
            Self::Unsupported(feature) => {
                write!(f, "`{feature}` is not supported; take it out of the schema or express it as a profile rule")
            }
            Self::Undefined(kind, name) => write!(f, "{kind} `{name}` is used but not defined in this schema"),
            Self::BadValue(name, value) => write!(f, "`{name}` cannot be `{value}`"),
            Self::Pattern(pattern, reason) => write!(f, "pattern `{pattern}` cannot be used: {reason}"),
            Self::Ambiguous(name) => {
                write!(f, "element `{name}` could match two declarations at the same place of the content model")
            }
            Self::TooBig(what) => write!(f, "the content model has too many {what}"),
            Self::Circular(name) => write!(f, "type `{name}` is derived from itself"),
        }
    }
}
