//! Manners of HTTP and the look of every page. Both faces, the portal and the desk, are dressed by this crate.
//!
//! What it owns: the frame of a page and its pieces, the words of the screens in six languages, cookies, sessions as
//! seen from HTTP, protection against forged requests, security headers, limits, and the one way in which errors
//! become a page or an RFC 9457 problem. What it does not own: any decision about letters, reports or people.
//!
//! Invariants, each with a test:
//! - every answer, also of an error or a panic, carries the security headers;
//! - no unsafe method reaches a handler unless it came from our own page or carries a machine key;
//! - what is absent and what is not yours answer with the same bytes;
//! - unknown and repeated fields of queries and forms are refused;
//! - text of people is escaped and isolated in direction;
//! - pages work without script, and fetch nothing from other hosts.
//!
//! Reading order:
//!
//! 1. [`lang`], [`words`], [`format`]: languages, words, numbers and times.
//! 2. [`layout`], [`parts`], [`assets`], [`signin`]: what a page is made of.
//! 3. [`fault`]: everything that can go wrong, with its status, code and words.
//! 4. [`manners`]: the layers around a router; [`visit`]: what they find out about a request; [`session`].
//! 5. [`fields`]: queries and forms, read strictly. [`upload`]: a file with fields before it, as a stream.
//! 6. What both faces do alike: [`door`] signing in, [`told`] findings in words and as files.

pub mod assets;
pub mod door;
pub mod fault;
pub mod fields;
pub mod format;
pub mod lang;
pub mod layout;
pub mod manners;
pub mod parts;
pub mod session;
pub mod signin;
pub mod testing;
pub mod told;
pub mod upload;
pub mod visit;
pub mod words;

pub use fault::Fault;
pub use lang::Lang;
pub use layout::{Context, NavItem, Page, User, Width};
pub use manners::{Limits, Manners, dress};
pub use session::{SessionStore, SignedIn, Token, TokenDigest};
pub use visit::Visit;
