//! The office's own people: who they are, what they may do, how they sign in.
//!
//! It owns the tables of members, their guesses and their sessions. Events in: none. Events out: none; whom a right is
//! refused is in the audit log.
//!
//! Reading order:
//!
//! 1. [`role`]: roles, rights, and the table that joins them.
//! 2. [`people`]: inviting, changing roles, closing.
//! 3. [`sign_in`]: the door, whose rules are those of [`store::door`]; and [`sign_in::Member::require`], through which
//!    every act of the desk passes.
//! 4. [`error`]: every refusal.
//!
//! Invariants:
//!
//! - A right comes from a role and from nothing else; a role this program does not know gives none.
//! - There is always an active administrator, once there was one: the last cannot be closed or lose the role.
//! - Whoever loses a role or is closed loses it at once: rights are read with each request, not kept in the session.
//! - Every sign-in, every failure, every refused right and every change of people is in the audit log.
//!
//! Limits: 10,000 people; compartments and break-glass are not here yet.

pub mod error;
pub mod people;
pub mod role;
pub mod sign_in;
mod sql;

pub use error::StaffError;
pub use role::{Right, Role};
pub use sign_in::{Member, Staff};

store::id_type!(
    /// The id of one of the office's people.
    MemberId
);
