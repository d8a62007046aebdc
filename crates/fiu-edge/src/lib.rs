//! The program on the outer host: the portal, the machine interface and the link on which the office fetches letters.
//!
//! It owns a data folder: its keys, its database, its sealed letters and what it is set to. It takes letters in and
//! hands out letters to the person who asks, and nothing else: it links no slice, and what it has accepted it cannot
//! read, because it is sealed to the office's key.
//!
//! Invariants:
//!
//! - Secret keys are files that their owner alone reads; `init` never overwrites one.
//! - The link answers nobody but the office: every request carries a paper with the office's signature. It has an
//!   address of its own, so that it need not face the internet.
//! - The checker never writes a reporter's bytes to disk in the clear, and never holds a whole file in memory.
//! - Logs name codes and counts, never what is inside a letter, nor who signed in.
//! - On SIGTERM and SIGINT requests under way are finished; no new ones begin.
//!
//! Limits: TLS is ended by the server in front of it. A package (ZIP) is spooled while it is checked, at most
//! as large as a letter may be, and at most [`checker::PACKAGES_MAX`] at a time. With SQLite, people and correspondents
//! are added while the program does not serve; with PostgreSQL at any time.
//!
//! Reading order: [`folder`] keys and settings as files, [`house`] the post put together, [`excerpt`], [`spool`] and
//! [`checker`] the check of what arrives, [`office`] the link, [`guard`] the brake on sign-ins, [`serve`] addresses and
//! the end, [`log`].

pub mod checker;
pub mod excerpt;
pub mod folder;
pub mod guard;
pub mod house;
pub mod log;
pub mod office;
pub mod serve;
pub mod spool;
