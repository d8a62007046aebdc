//! The desk: what the office's own people see.
//!
//! It shows arrivals, reports, the search, the audit log and administration, each to the role it is for. It holds no
//! SQL and takes no decisions: letters and reports belong to `intake`, people and sessions to `staff`, the audit log to
//! `store`.
//!
//! Reading order: [`view`] what pages show, [`pages`] the pages, [`routes`] the addresses and how a view is filled.
//!
//! Invariants:
//!
//! - Every address but the door asks `staff` for a right before anything is read.
//! - What a reporter has sent is read only with an `Access`, so the look is in the audit log before it is shown.
//! - To whoever may not read reports, a report or letter that is there and one that is not give the same answer; the
//!   refusal is recorded.
//! - A search is posted: what was searched for stands in no address.
//!
//! Limits: what the last check of the audit log found is forgotten when the program ends. A page of transactions or
//! parties has 100 rows; conductors, holders and directors are found among the first 20,000 roles of a report, and a
//! card says in which transactions it appears for reports of up to 500. A line of an original is cut at 2,048 bytes.

pub mod pages;
pub mod routes;
pub mod view;

pub use routes::{Colleague, Desk, LastCheck, router};
