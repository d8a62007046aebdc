//! People of correspondents: invited by an administrator of the office, enrolled by themselves.

use store::audit::{Act, Actor, Entry, Object};
use store::door::{Invitation, Pairing, folded};
use store::{Micros, Query, StoreError, Tx, params};

use crate::edge::Edge;
use crate::edge::correspondent::{self, checked};
use crate::{CorrespondentId, PostError, ReporterId, sql};

/// A person of a correspondent, as an administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: ReporterId,
    /// The name to sign in with.
    pub login: String,
    /// The name.
    pub name: String,
    /// `invited` or `active`.
    pub state: String,
    /// Since when we know the person.
    pub made: Micros,
}

/// Makes a person of a correspondent and the secret of the link for the first sign-in.
///
/// # Errors
///
/// [`PostError::Field`] if a name is empty or the login is taken; [`PostError::Unknown`] without such a correspondent.
pub async fn invite(
    edge: &Edge,
    by: &Actor,
    of: CorrespondentId,
    login: &str,
    name: &str,
) -> Result<(ReporterId, Invitation), PostError> {
    let (login, name) = (&folded(checked("login", login)?), checked("name", name)?);
    correspondent::get(edge, of).await?;
    let id = ReporterId::new(edge.store().world())?;
    let add = |tx: Tx| async move {
        match tx.execute(sql::REPORTER_ADD, params![id, of, login, name, tx.now()]).await {
            Err(error) if error.constraint() == Some("reporter_login") => {
                Err(PostError::Field { field: "login", reason: "somebody has it already" })
            }
            Err(error) => Err(error.into()),
            Ok(_) => Ok(()),
        }
    };
    edge.store().write(add).await?;
    Ok((id, invite_again(edge, by, id).await?))
}

/// Invites a person, also one who lost password or app: both are void from now on, and open sessions end.
///
/// # Errors
///
/// [`PostError::Unknown`].
pub async fn invite_again(edge: &Edge, by: &Actor, id: ReporterId) -> Result<Invitation, PostError> {
    let invitation = edge.door().invitation()?;
    let shown = &invitation;
    edge.store()
        .write(|tx| async move {
            if !edge.door().invite(&tx, id.0, shown).await? {
                return Err(PostError::Unknown);
            }
            tx.audit(Entry::new(by.clone(), Act::Config, Object::new("reporter", id), "invite"));
            Ok(())
        })
        .await?;
    Ok(invitation)
}

/// The page behind the link. Called again it shows the same pairing.
///
/// # Errors
///
/// [`PostError::Door`] if the link is used up, too old or none of ours.
pub async fn begin(edge: &Edge, secret: &str) -> Result<Pairing, PostError> {
    Ok(edge.door().begin_enrolment(secret, &edge.settings().office).await?)
}

/// Ends the enrolment: sets the password if the app's code fits. The link is used up.
///
/// # Errors
///
/// [`PostError::Door`] with the reason.
pub async fn finish(edge: &Edge, secret: &str, password: &str, code: &str) -> Result<ReporterId, PostError> {
    Ok(ReporterId(edge.door().finish_enrolment(secret, password, code).await?))
}

/// The people of a correspondent, by login.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn people(edge: &Edge, of: CorrespondentId) -> Result<Vec<Person>, PostError> {
    let rows = edge.store().rows(sql::REPORTERS, params![of]).await?;
    let person = |row: &store::Row| {
        Ok(Person {
            id: row.get("id")?,
            login: row.get("login")?,
            name: row.get("name")?,
            state: row.get("state")?,
            made: row.get("made_us")?,
        })
    };
    Ok(rows.iter().map(person).collect::<Result<_, StoreError>>()?)
}
