//! The addresses of the portal. Each handler reads what was asked, asks `post`, fills a view and writes a page.
//!
//! [`sign_in`] the door · [`letters`] what was sent · [`send`] sending · [`account`] · [`api`] for machines, described
//! by [`openapi`].

mod account;
mod api;
mod letters;
mod openapi;
mod send;
mod sign_in;

pub use openapi::description;

use crate::checker::Checker;
use crate::fresh::Fresh;
use crate::view::Who;
use axum::Router;
use jiff::Timestamp;
use post::PostError;
use post::edge::Edge;
use post::edge::sign_in::Visitor;
use profile::Profile;
use std::fmt;
use std::sync::Arc;
use store::Micros;
use store::door::DoorError;
use web::parts::badge::Counts;
use web::session::with_sessions;
use web::{Fault, Manners, SessionStore, SignedIn, TokenDigest, dress};

/// The addresses that take files, for [`Manners::upload_paths`].
pub const UPLOAD_PATHS: &[&str] = &["/send", "/api/v1/letters"];

/// What the portal is made of.
#[derive(Clone)]
pub struct Portal {
    /// The post at the edge.
    pub edge: Edge,
    /// The country, for words, kinds and limits.
    pub profile: Arc<Profile>,
    /// The check of what arrives.
    pub checker: Arc<dyn Checker>,
    /// Name, addresses, clock and limits of the face.
    pub manners: Arc<Manners>,
    /// The last check of each session.
    pub fresh: Fresh,
}

impl fmt::Debug for Portal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Portal")
    }
}

/// A signed-in person of a reporter, for handlers.
type Reporter = SignedIn<Visitor>;

impl SessionStore for Portal {
    type Person = Visitor;

    async fn find(&self, digest: TokenDigest, _: Timestamp) -> Result<Option<Visitor>, Fault> {
        post::edge::sign_in::find(&self.edge, &digest.0).await.map_err(refused)
    }
}

/// The whole portal, dressed.
pub fn router(portal: Portal) -> Router {
    let routes = Router::new()
        .merge(web::door::routes())
        .merge(letters::routes())
        .merge(send::routes())
        .merge(account::routes())
        .merge(api::routes());
    let manners = portal.manners.clone();
    let sessions = Arc::new(portal.clone());
    dress(with_sessions(routes.with_state(portal), sessions), manners)
}

fn who(visitor: &Visitor) -> Who {
    Who { name: visitor.name.clone(), organisation: visitor.correspondent_name.clone() }
}

/// The counts of findings as the pages show them.
fn counts(counts: post::edge::receive::Counts) -> Counts {
    let n = |count: i64| u64::try_from(count).unwrap_or(0);
    Counts { fatal: 0, reject: n(counts.reject), warn: n(counts.warn), quality: n(counts.quality) }
}

/// A moment of the database as one of the calendar; the first moment for one that no calendar has.
fn moment(at: Micros) -> Timestamp {
    Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// A refusal of the post as visitors may know it. What is inside goes to the log, without any value.
fn refused(error: PostError) -> Fault {
    let code = error.code().to_owned();
    let says = error.to_string();
    match error {
        PostError::Unknown | PostError::Door(DoorError::Invitation) => Fault::NotFound,
        PostError::TooLarge { .. } => Fault::TooLarge,
        PostError::Suspended => Fault::NotAllowed,
        PostError::Duplicate { .. } => Fault::Conflict { code, says },
        PostError::Reference { .. } | PostError::Field { .. } => Fault::Refused { code, says },
        PostError::File { .. }
        | PostError::Store(_)
        | PostError::Broken
        | PostError::Door(DoorError::Store(_) | DoorError::Broken) => {
            tracing::error!(code, "the post could not do its work");
            Fault::Unavailable
        }
        PostError::Door(DoorError::Code | DoorError::Seal(_))
        | PostError::Seal(_)
        | PostError::Paper { .. }
        | PostError::Altered { .. } => {
            tracing::error!(code, "the post refused");
            Fault::Internal
        }
    }
}
