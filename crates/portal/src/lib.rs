//! The portal: where reporters send letters, read what the checker found, and get receipts and answers.
//!
//! It shows a reporter what that reporter sent and what the office addressed to that reporter; nothing else exists
//! for it. It holds no SQL and takes no decisions: letters, people and keys belong to `post`.
//!
//! Reading order: [`view`] what pages show, [`pages`] the pages.

pub mod pages;
pub mod view;
