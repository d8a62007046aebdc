//! Patterns of money in time: the 34 shapes by which laundering is recognised, one file each.
//!
//! A pattern has a code (`G01` … `G34`), parameters with units and defaults, and a detector. A detector is a pure
//! function of a [`Snapshot`] (the money of one view of a [`graph::Graph`], with groups of owners, controllers and kin,
//! and small tables beside it) and of its parameters. What it finds are [`Witness`]es: exact edges, nodes and rows, a
//! score, what "no more than needed" means, and a sentence for a person. The parameters stand beside them in
//! [`Found`], and so does the limit that stopped a search, if one did.
//!
//! # What it owns
//!
//! [`all`] lists the patterns, [`find`] finds one by its code. [`Pattern::run`] looks for it; a profile replaces
//! parameters by name and text, such as `window=14d`. [`Scope`] says where to look, so that work can be spread over
//! threads, and [`update`] looks again only where new edges can have changed something. [`cycle_counts`] counts cycles
//! as a learner wants them. Words are in [`WORDS_EN`] under the keys that patterns and witnesses name; a profile
//! brings others.
//!
//! # Invariants
//!
//! - **The definition is the text at the top of the pattern's file**, and a plain, slow reference written from that
//!   text (in `tests/`) tells the same witnesses on ten thousand small worlds of each pattern.
//! - **Of two movements of one second, that with the smaller number is the earlier**, except in cycles (G07, G08),
//!   where they may stand in either order.
//! - **A window has both its ends**: what is exactly as long as the window is in it.
//! - **Values are whole minor units of the reference currency**, and comparisons of them are exact. Floating numbers
//!   are used for statistics only (G23, G24, G28, G31), never for money.
//! - **Nothing is cut silently**: a limit that stops a search or skips a part of it stands in [`Found::extent`].
//! - **Same input, same answer**, on every machine and in any number of parts.
//!
//! # Limits
//!
//! Excluded nodes, movements to oneself, and movements whose value in the reference currency is unknown are no money
//! ([`Snapshot::unvalued`] counts the last). Patterns that follow paths have limits of steps as parameters. G03 counts
//! groups of kin exactly and needs no sketch; G13 and G14 look at windows that overlap by half, so that a block longer
//! than half a window may be told in part; G17 takes communities as connected ties of mules, not by modularity; G34
//! follows the most likely walk, not all walks. What a pattern needs beside money it takes from [`sides`].
//!
//! # Reading order
//!
//! 1. [`setting`], [`found`], [`pattern`]: parameters, witnesses, what a detector is.
//! 2. [`snapshot`], [`group`], [`sides`]: what it reads. [`window`]: windows that slide.
//! 3. [`catalogue`]: the patterns; begin with [`catalogue::g03_fan_in`]. `cycles`: the search of G07 and G08; `returns`:
//!    what G07 knows before.
//! 4. [`office`]: settings to begin with, where the catalogue's letter tells too much.
//! 5. [`world`]: small worlds by hand, for examples and tests.

mod calendar;
#[cfg(test)]
mod cases;
pub mod catalogue;
pub mod cycle_counts;
mod cycles;
pub mod found;
pub mod group;
mod links;
pub mod office;
pub mod pattern;
mod registry;
mod returns;
pub mod setting;
pub mod sides;
pub mod snapshot;
pub mod window;
pub mod world;

pub use found::{Arg, Found, Minimality, Sentence, Witness};
pub use pattern::{About, Detector, Limits, Pattern, Reach, Scope, update};
pub use registry::{all, find};
pub use setting::{Parameter, ParameterError};
pub use sides::Sides;
pub use snapshot::{Class, Snapshot};

/// English titles, definitions, likely mistakes and sentences, in Fluent syntax; a profile may bring its own.
pub const WORDS_EN: &str = include_str!("../words/en.ftl");
