//! The addresses of the desk: the door, the queue, reports and letters, the search, the audit log, and administration.
//!
//! Each asks `staff` for the right first. What a page of intake's is filled from is read with an `Access`, so that the
//! look is in the audit log before anything is shown.

mod admin;
mod arrivals;
mod audit;
mod cards;
mod found;
mod original;
mod report;
mod search;
mod show;
mod sign_in;

pub use audit::LastCheck;

use crate::view::{Role as Shown, Who};
use axum::Router;
use intake::{Intake, IntakeError};
use jiff::Timestamp;
use post::PostError;
use profile::Profile;
use seal::PublicKey;
use staff::{Member, Role, Staff, StaffError};
use std::fmt;
use std::sync::Arc;
use store::door::DoorError;
use store::{Micros, StoreError};
use web::session::with_sessions;
use web::{Fault, Manners, SessionStore, SignedIn, TokenDigest, dress};

/// What the desk is made of.
#[derive(Clone)]
pub struct Desk {
    /// The office's people.
    pub staff: Staff,
    /// Letters that became reports; its store holds the audit log.
    pub intake: Intake,
    /// The country.
    pub profile: Arc<Profile>,
    /// The key that checkpoints of the audit log are checked with.
    pub audit_key: PublicKey,
    /// Name, addresses, clock and limits of the face.
    pub manners: Arc<Manners>,
    /// What the last check of the audit log found.
    pub checked: LastCheck,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Desk")
    }
}

/// A signed-in member of staff, for handlers.
pub type Colleague = SignedIn<Member>;

impl SessionStore for Desk {
    type Person = Member;

    async fn find(&self, digest: TokenDigest, _: Timestamp) -> Result<Option<Member>, Fault> {
        self.staff.find(&digest.0).await.map_err(refused)
    }
}

/// The desk, dressed: everything the office's people see, behind one door.
pub fn router(desk: Desk) -> Router {
    let routes = Router::new()
        .merge(web::door::routes())
        .merge(arrivals::routes())
        .merge(report::routes())
        .merge(search::routes())
        .merge(audit::routes())
        .merge(admin::routes());
    let (manners, sessions) = (desk.manners.clone(), Arc::new(desk.clone()));
    dress(with_sessions(routes.with_state(desk), sessions), manners)
}

/// A member of staff as pages show them.
pub fn who(member: &Member) -> Who {
    Who { name: member.name.clone(), roles: member.roles.iter().map(|role| shown(*role)).collect() }
}

const fn shown(role: Role) -> Shown {
    match role {
        Role::IntakeOfficer => Shown::IntakeOfficer,
        Role::Auditor => Shown::Auditor,
        Role::Administrator => Shown::Administrator,
    }
}

/// A moment of the database as one of the calendar; the first moment for one that no calendar has.
fn moment(at: Micros) -> Timestamp {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A refusal of the staff as colleagues may know it. What is inside goes to the log, without any value.
pub fn refused(error: StaffError) -> Fault {
    match error {
        StaffError::Denied { .. } => Fault::NotAllowed,
        StaffError::Unknown | StaffError::Door(DoorError::Invitation) => Fault::NotFound,
        StaffError::Field { .. } | StaffError::LastAdministrator => {
            Fault::Refused { code: error.code().to_owned(), says: error.to_string() }
        }
        StaffError::Store(_) | StaffError::Door(DoorError::Store(_) | DoorError::Broken) => {
            tracing::error!(code = error.code(), "the staff could not do its work");
            Fault::Unavailable
        }
        StaffError::Door(DoorError::Code | DoorError::Seal(_)) => {
            tracing::error!(code = error.code(), "the door refused");
            Fault::Internal
        }
    }
}

/// A failure of the store. What is inside stays in the log, without any value.
fn failed(error: StoreError) -> Fault {
    unread(error.into())
}

/// What intake could not give. Unknown and not there are one.
fn unread(error: IntakeError) -> Fault {
    match &error {
        IntakeError::Unknown | IntakeError::NoLetter { .. } | IntakeError::Post(PostError::Unknown) => Fault::NotFound,
        IntakeError::Store(_) | IntakeError::Post(PostError::Store(_) | PostError::File { .. }) => {
            tracing::error!(code = error.code(), "intake could not be read");
            Fault::Unavailable
        }
        _ => {
            tracing::error!(code = error.code(), "a page could not be made");
            Fault::Internal
        }
    }
}
