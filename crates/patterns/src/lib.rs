//! Patterns of money in time: G01 to G34 of the catalogue, one file each.

mod calendar;
pub mod catalogue;
mod cycles;
pub mod found;
pub mod group;
pub mod pattern;
mod registry;
pub mod setting;
pub mod sides;
pub mod snapshot;
pub mod window;
pub mod world;

pub use found::{Arg, Found, Minimality, Sentence, Witness};
pub use pattern::{About, Detector, Limits, Pattern, Reach, Scope, update};
pub use registry::all;
pub use setting::{Parameter, ParameterError};
pub use sides::Sides;
pub use snapshot::{Class, Snapshot};

/// English titles, definitions, likely mistakes and sentences, in Fluent syntax; a profile may bring its own.
pub const WORDS_EN: &str = include_str!("../words/en.ftl");
