//! The portal: where reporters send letters, read what the checker found, and get receipts and answers.
//!
//! It shows a reporter what that reporter sent and what the office addressed to that reporter; nothing else exists
//! for it. It holds no SQL and takes no decisions: letters, people and keys belong to `post`, whom it asks.
//!
//! Invariants:
//! - whatever names a letter is asked for together with the correspondent who is signed in, so another's letter is as
//!   absent as one that never was, byte for byte;
//! - a file is never held whole; values of findings are held in memory only, by session, for a quarter of an hour;
//! - a receipt is shown only after `post` gave it.
//!
//! Limits: files and times in `web::Manners` and `post`; 50 letters a page; findings in [`fresh`].
//!
//! Reading order: [`view`] what pages show, [`pages`] the pages, [`checker`] the check as it is handed in, [`fresh`]
//! what it found last, [`routes`] the addresses and the machine interface.

pub mod checker;
pub mod fresh;
pub mod pages;
pub mod routes;
pub mod view;

pub use checker::{Check, CheckLimits, Checked, Checker};
pub use fresh::Fresh;
pub use routes::{Portal, UPLOAD_PATHS, description, router};
