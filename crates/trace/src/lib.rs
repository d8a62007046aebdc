//! Flow of funds: where the money of a seed went, by a named method.
//!
//! ```
//! use openfiu_trace::{Entry, Gaps, Ledger, Method, Place, Seed, trace};
//!
//! let ledger = Ledger {
//!     opening: vec![("A".into(), "ZED".into(), 100)],
//!     entries: vec![
//!         Entry::simple("1", 10, Place::outside("victim"), Place::account("A"), ("ZED", 50)),
//!         Entry::simple("2", 20, Place::account("A"), Place::account("B"), ("ZED", 120)),
//!     ],
//! };
//! let seeds = [Seed::Entry { entry: "1".into(), amount_minor: None }];
//! let found = trace(&ledger, &seeds, Method::Fifo, Gaps::Assume)?;
//! assert_eq!(found.traced_at(&Place::account("B")), 20, "the 100 that were there first left first");
//! # Ok::<(), openfiu_trace::TraceError>(())
//! ```
//!
//! **Owns** the rules by which mixed money is told apart: [`Method`] names them, `pot` does them. None is a default,
//! because a court decides which holds.
//!
//! **Takes** a [`Ledger`]: opening balances and entries, each with legs that take and legs that give, in minor units,
//! with fees and with a currency of its own on each side. **Gives** a [`Tracing`]: a line for each account that an
//! entry touches, the flows between places for a picture, what is held where at the end, every gap that had to be
//! assumed, and a [`statement::Statement`] of what was done, for somebody who was not there.
//!
//! **Promises**
//! - Every minor unit of every account is of exactly one source at any time; what is taken is what is given, fees and
//!   conversions included.
//! - With every method but poison, what is traced in one currency is neither made nor lost: held plus gone is what the
//!   seeds marked.
//! - The same result for the same entries, whatever the order in which entries of different moments are given.
//! - Money that leaves an account without being known to be in it is a gap: assumed and told, or refused, as asked for.
//!
//! **Limits**: 1,000 seeds, 10,000 legs on one side of an entry, balances of 64 bits.
//!
//! Reading order: [`method`], [`ledger`], `pot` (what each method takes), `share` (division to the last unit), `run`
//! (entry by entry), [`result`], [`statement`], [`error`].

pub mod error;
pub mod ledger;
pub mod method;
mod pot;
pub mod result;
mod run;
mod share;
pub mod statement;

pub use error::TraceError;
pub use ledger::{Entry, Gaps, Ledger, Leg, Place, Seed};
pub use method::Method;
pub use pot::Source;
pub use result::{Flow, Gap, Holding, Line, Marked, Tracing};
pub use run::trace;
