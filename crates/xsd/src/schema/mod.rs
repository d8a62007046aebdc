//! A compiled schema.

mod assert;
mod automaton;
mod builtin;
mod read;
mod table;

pub(crate) use assert::Assertion;
pub(crate) use automaton::{Automaton, Edge};
pub(crate) use table::NameTable;

use crate::simple::Simple;
use crate::{Dialect, SchemaError};
use vocab::{NameId, Names};

pub(crate) type DeclId = u32;
pub(crate) type TypeId = u32;

/// A compiled schema: immutable, shared by as many checkers as there are files.
#[derive(Debug)]
pub struct Schema {
    pub(crate) dialect: Dialect,
    pub(crate) names: Names,
    pub(crate) table: NameTable,
    pub(crate) types: Vec<Type>,
    pub(crate) decls: Vec<Decl>,
    pub(crate) roots: Vec<DeclId>,
    pub(crate) states: usize,
}

/// An element declaration.
#[derive(Clone, Debug)]
pub(crate) struct Decl {
    pub(crate) name: NameId,
    pub(crate) of: TypeId,
    pub(crate) nillable: bool,
    pub(crate) fixed: Option<String>,
    pub(crate) documentation: Option<String>,
    pub(crate) supported_in: Option<String>,
}

/// A type.
#[derive(Debug)]
pub(crate) enum Type {
    /// Anything: an element without a declared type.
    Any,
    /// A text.
    Simple(Box<Simple>),
    /// Child elements.
    Complex(Box<Complex>),
}

/// A type with child elements.
#[derive(Debug)]
pub(crate) struct Complex {
    pub(crate) name: Option<String>,
    pub(crate) particle: Particle,
    pub(crate) automaton: Automaton,
    /// Elements that the schema names and forbids (`maxOccurs="0"`).
    pub(crate) hidden: Vec<NameId>,
    pub(crate) assertions: Vec<Assertion>,
}

/// A part of a content model with its occurrence bounds; no upper bound is `None`.
#[derive(Clone, Debug)]
pub(crate) struct Particle {
    pub(crate) term: Term,
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
}

/// What a particle stands for.
#[derive(Clone, Debug)]
pub(crate) enum Term {
    Element(DeclId),
    Sequence(Vec<Particle>),
    Choice(Vec<Particle>),
}

impl Schema {
    /// Compiles a schema text. The root elements are those declared at the top of the schema.
    ///
    /// # Errors
    /// The first thing in the schema that is wrong or not supported, with its line and column. Nothing that bears on
    /// a verdict is passed over; attributes of foreign namespaces, `vc:*` among them, are.
    pub fn compile(text: &str, dialect: Dialect) -> Result<Self, SchemaError> {
        read::compile(text, dialect)
    }

    /// The dialect the schema was compiled for.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The element names of the schema, in order of first appearance.
    pub fn names(&self) -> &Names {
        &self.names
    }

    pub(crate) fn decl(&self, id: DeclId) -> Option<&Decl> {
        self.decls.get(id as usize)
    }

    pub(crate) fn type_of(&self, id: TypeId) -> &Type {
        self.types.get(id as usize).unwrap_or(&Type::Any)
    }
}
