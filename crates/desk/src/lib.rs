//! The desk: what the office's own people see.
//!
//! It shows arrivals, reports, the search, the audit log and administration, each to the role it is for. It holds no
//! SQL and takes no decisions: reports belong to `intake`, people and sessions to `staff`.
//!
//! Reading order: [`view`] what pages show, [`pages`] the pages, [`routes`] the door and the administration of people.

pub mod pages;
pub mod routes;
pub mod view;

pub use routes::{Colleague, Desk, router};
