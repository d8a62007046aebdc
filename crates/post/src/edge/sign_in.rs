//! Signing in at the edge. The rules are those of [`store::door`]; here is whom it lets in.

use store::audit::Actor;
use store::door::{Answer, TokenDigest};
use store::{Micros, Query, Row, StoreError, params};

use crate::edge::Edge;
use crate::{CorrespondentId, PostError, ReporterId, sql};

/// Someone who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The person.
    pub reporter: ReporterId,
    /// The person's name.
    pub name: String,
    /// The name to sign in with.
    pub login: String,
    /// The person's organisation.
    pub correspondent: CorrespondentId,
    /// Its name.
    pub correspondent_name: String,
    /// Its number in reports.
    pub rentity_id: String,
    /// Kinds of report it may file; empty means all.
    pub kinds: Vec<String>,
    /// When the session began.
    pub since: Micros,
    /// When the authenticator app was paired.
    pub code_since: Option<Micros>,
}

impl Visitor {
    /// Who acts, for the audit log.
    pub fn actor(&self) -> Actor {
        let source_class = Some("edge".to_owned());
        Actor { user: self.reporter.to_string(), role: "reporter".to_owned(), source_class, ..Actor::default() }
    }
}

/// The first step: name and password. On [`Answer::Next`] the session `half`, the digest of a fresh token, waits for
/// the code. `address` says where the visitor comes from, as the account page shows it.
///
/// # Errors
///
/// [`PostError::Door`], also if the attempt cannot be audited.
pub async fn password(
    edge: &Edge,
    login: &str,
    password: &str,
    half: &TokenDigest,
    address: &str,
) -> Result<Answer, PostError> {
    Ok(edge.door().password(login, password, half, address).await?)
}

/// The second step: the code. On [`Answer::Next`] `whole`, the digest of another fresh token, is signed in.
///
/// # Errors
///
/// As [`password`].
pub async fn code(edge: &Edge, half: &TokenDigest, code: &str, whole: &TokenDigest) -> Result<Answer, PostError> {
    Ok(edge.door().code(half, code, whole).await?)
}

/// Whether a session waits for its code.
///
/// # Errors
///
/// [`PostError::Door`].
pub async fn waits_for_code(edge: &Edge, token: &TokenDigest) -> Result<bool, PostError> {
    Ok(edge.door().waits_for_code(token).await?)
}

/// Who is signed in with this token; `None` if nobody, or the session is over, or the person or the organisation may
/// not come in any more.
///
/// # Errors
///
/// [`PostError::Door`].
pub async fn find(edge: &Edge, token: &TokenDigest) -> Result<Option<Visitor>, PostError> {
    Ok(edge.door().find(token).await?.as_ref().map(visitor).transpose()?)
}

fn visitor(row: &Row) -> Result<Visitor, StoreError> {
    Ok(Visitor {
        reporter: row.get("person")?,
        name: row.get("name")?,
        login: row.get("login")?,
        correspondent: row.get("correspondent")?,
        correspondent_name: row.get("correspondent_name")?,
        rentity_id: row.get("rentity_id")?,
        kinds: row.get::<String>("kinds")?.split_whitespace().map(str::to_owned).collect(),
        since: row.get("made_us")?,
        code_since: row.get("code_since_us")?,
    })
}

/// Signs out. A session that is not there is none the less over.
///
/// # Errors
///
/// [`PostError::Door`].
pub async fn end(edge: &Edge, visitor: &Visitor, token: &TokenDigest) -> Result<(), PostError> {
    Ok(edge.door().end(visitor.reporter.0, token).await?)
}

/// Changes the password of someone who is signed in with `token`; all other sessions of theirs end.
///
/// # Errors
///
/// [`PostError::Door`] with the reason why the new password is not taken.
pub async fn change_password(edge: &Edge, token: &TokenDigest, old: &str, new: &str) -> Result<Answer, PostError> {
    Ok(edge.door().change_password(token, old, new).await?)
}

/// From where and when a person signed in, newest first, at most ten.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn recent(edge: &Edge, reporter: ReporterId) -> Result<Vec<(String, Micros)>, PostError> {
    let rows = edge.store().rows(sql::SESSIONS_RECENT, params![reporter]).await?;
    Ok(rows.iter().map(|row| Ok((row.get("address")?, row.get("made_us")?))).collect::<Result<_, StoreError>>()?)
}
