//! Where this crate meets the schema checker.

use crate::enumerations::FILE;
use crate::error::{Problem, ProfileError};
use xsd::{Dialect, Schema};

/// Compiles the schema of a profile.
pub(crate) fn compile(text: &str, dialect: Dialect) -> Result<Schema, ProfileError> {
    Schema::compile(text, dialect).map_err(|error| {
        let line = usize::try_from(error.line).unwrap_or(0);
        let text = format!("column {}: {}", error.column, error.problem);
        ProfileError::new(FILE, line, Problem::Schema(text))
    })
}
