//! The report as the FIU means it: bytes in, records and typed values out, and back again, losing nothing.
//!
//! Owns the shape of what reporters send: packages, encodings, records, the element trees of goAML 4.x and 5.x, and
//! tables that stand for reports. It does not check a report against a schema (that is `xsd`) nor against rules.
//!
//! Invariants: nothing is written to disk; every size is bounded by [`limits::Limits`]; an encoding, a separator or a
//! date is never guessed; what a typed value does not know is kept beside it.
//!
//! Reading order: [`limits`] and [`codes`]; [`unpack`] and [`encoding`] for what was sent; [`reader`] for records;
//! [`read`] and [`write`] for typed values (the order of the elements is data, in `shape`); [`convert`] for tables;
//! [`check`] for all of it in one pass.

#[cfg(test)]
mod chance;
pub mod check;
pub mod codes;
pub mod convert;
pub mod encoding;
pub mod limits;
pub mod read;
pub mod reader;
mod shape;
#[cfg(test)]
mod tests;
pub mod unpack;
pub mod write;
