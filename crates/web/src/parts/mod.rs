//! The pieces that pages are made of. Each is a pure function from values to HTML.
//!
//! [`badge`] severity and status · [`notice`] notices, empty states, figures · [`table`] tables that sort, filter and
//! move by keyboard · [`list`] facts, steps, timeline, tabs, pager · [`form`] fields with their errors · [`upload`]
//! the place to drop a file · [`code`] text with line numbers · [`finding`] the findings of the checker · [`icons`].

pub mod badge;
pub mod code;
pub mod finding;
pub mod form;
pub mod icons;
pub mod list;
pub mod notice;
pub mod table;
pub mod upload;
