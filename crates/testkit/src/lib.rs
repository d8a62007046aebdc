//! A synthetic country from a seed: the source of every test, demonstration and benchmark.
//!
//! Zedland has people with names in eleven customs and nine scripts, companies, banks and other reporters, accounts
//! with check digits, ordinary life, and planted crimes whose answers are kept beside the data. From one seed come ten
//! reports or ten million transactions.
//!
//! **Owns** the generator, the writer of goAML XML for the shipped profiles, planted mistakes with their known
//! findings, mutations, flat tables and a fake clock. It is used by tests, by `fiu demo` and by benchmarks, and by
//! nothing that handles a real report. Chance, days, names and places come from the crate `synth`, whose mentions,
//! lists and payments at any size are offered here too as [`mentions`], [`lists`] and [`money`].
//!
//! **Invariants**
//!
//! - The same seed gives the same bytes on every machine: no clock, no map order, no floating point.
//! - A person, a company, an account and a payment follow from the seed and a number; nothing is stored. What a
//!   [`stream::Stream`] or a [`reports::Filing`] keeps is bounded by the crimes running at once and the reporters, not
//!   by the length of the story.
//! - What is written is valid against the profile's schema. What [`mistakes`] breaks has exactly the findings it says.
//! - Nobody in it exists: names are put together at random from common parts, banks and streets are invented, e-mail
//!   addresses end in `.example`, the country code `ZZ` is nobody's.
//!
//! **Limits** Amounts below 2^63 hundredths; at most [`country::Size::CRIMES_AT_ONCE_MAX`] crimes at once, each of at
//! most [`crimes::STEPS_MAX`] steps; a transaction file is written by one reporter.
//!
//! Reading order:
//!
//! 1. [`draw`], [`civil`]: chance and days.
//! 2. [`names`], [`places`], [`people`], [`companies`], [`reporters`], [`accounts`]: who there is.
//! 3. [`country`], [`tx`], [`life`], [`crimes`], [`stream`]: what happens.
//! 4. [`reports`]: what is reported, by whom. [`xml`]: how it is written. [`bulk`], [`flat`]: files of any size.
//! 5. [`planted`]: a pattern of [`money`] as a report.
//! 6. [`model`], [`mistakes`], [`mutate`]: what can be wrong with a file.
//! 7. [`clock`]: time in stories.

pub mod accounts;
pub mod bulk;
pub mod clock;
pub mod companies;
pub mod country;
pub mod crimes;
pub mod flat;
pub mod life;
pub mod mistakes;
pub mod model;
pub mod mutate;
pub mod people;
pub mod planted;
pub mod reporters;
pub mod reports;
pub mod stream;
pub mod tx;
pub mod xml;

pub use synth::{civil, draw, lists, mentions, money, names, places};

pub use clock::Clock;
pub use country::{Country, Size};
pub use reports::{Filing, Habits, Report, ReportCode};
pub use xml::Profile;
