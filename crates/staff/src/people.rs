//! Inviting people, changing their roles, closing them.

use std::collections::BTreeSet;

use store::audit::{Act, Actor, Entry, Object};
use store::door::{Invitation, folded};
use store::{Micros, Query, StoreError, Tx, params};

use crate::sign_in::roles;
use crate::{MemberId, Role, Staff, StaffError, sql};

/// One of the office's people, as an administrator sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: MemberId,
    /// The name to sign in with.
    pub login: String,
    /// The name.
    pub name: String,
    /// The roles.
    pub roles: BTreeSet<Role>,
    /// `invited`, `active` or `closed`.
    pub state: String,
    /// Since when we know the person.
    pub made: Micros,
}

/// Makes a person and the secret of the link for the first sign-in. The very first, an administrator, is made by the
/// program itself (`by` is then [`Actor::program`]).
///
/// # Errors
///
/// [`StaffError::Field`] if a name is empty, the login is taken or there is no role.
pub async fn invite(
    staff: &Staff,
    by: &Actor,
    login: &str,
    name: &str,
    roles: &BTreeSet<Role>,
) -> Result<(MemberId, Invitation), StaffError> {
    let (login, name) = (&folded(checked("login", login)?), checked("name", name)?);
    let (id, words) = (MemberId::new(staff.store.world())?, &words(roles)?);
    let add = |tx: Tx| async move {
        match tx.execute(sql::MEMBER_ADD, params![id, login, name, words, tx.now()]).await {
            Err(error) if error.constraint() == Some("member_login") => {
                Err(StaffError::Field { field: "login", reason: "somebody has it already" })
            }
            Err(error) => Err(error.into()),
            Ok(_) => Ok(()),
        }
    };
    staff.store.write(add).await?;
    Ok((id, invite_again(staff, by, id).await?))
}

/// Invites a person, also one who lost password or app or was closed: password and app are void from now on, and open
/// sessions end.
///
/// # Errors
///
/// [`StaffError::Unknown`].
pub async fn invite_again(staff: &Staff, by: &Actor, id: MemberId) -> Result<Invitation, StaffError> {
    let invitation = staff.door.invitation()?;
    let shown = &invitation;
    staff
        .store
        .write(|tx| async move {
            if !staff.door.invite(&tx, id.0, shown).await? {
                return Err(StaffError::Unknown);
            }
            tx.audit(Entry::new(by.clone(), Act::Config, Object::new("member", id), "invite"));
            Ok(())
        })
        .await?;
    Ok(invitation)
}

/// Gives a person other roles, from the next request on.
///
/// # Errors
///
/// [`StaffError::Unknown`]; [`StaffError::LastAdministrator`]; [`StaffError::Field`] if there is no role.
pub async fn set_roles(staff: &Staff, by: &Actor, id: MemberId, roles: &BTreeSet<Role>) -> Result<(), StaffError> {
    let words = &words(roles)?;
    staff
        .store
        .write(|tx| async move {
            keep_an_administrator(&tx, id, roles.contains(&Role::Administrator)).await?;
            if tx.execute(sql::MEMBER_ROLES, params![words, id]).await? != 1 {
                return Err(StaffError::Unknown);
            }
            let entry = Entry::new(by.clone(), Act::Config, Object::new("member", id), "roles");
            tx.audit(Entry { reason_text: Some(words.clone()), ..entry });
            Ok(())
        })
        .await
}

/// Closes a person: no sign-in, no session, from now on.
///
/// # Errors
///
/// [`StaffError::Unknown`]; [`StaffError::LastAdministrator`].
pub async fn close(staff: &Staff, by: &Actor, id: MemberId) -> Result<(), StaffError> {
    staff
        .store
        .write(|tx| async move {
            keep_an_administrator(&tx, id, false).await?;
            if tx.execute(sql::MEMBER_CLOSE, params![id]).await? != 1 {
                return Err(StaffError::Unknown);
            }
            tx.audit(Entry::new(by.clone(), Act::Config, Object::new("member", id), "close"));
            Ok(())
        })
        .await
}

/// All people, by login.
///
/// # Errors
///
/// [`StaffError::Store`].
pub async fn list(staff: &Staff) -> Result<Vec<Person>, StaffError> {
    let rows = staff.store.rows(sql::MEMBERS, params![]).await?;
    let person = |row: &store::Row| {
        Ok(Person {
            id: row.get("id")?,
            login: row.get("login")?,
            name: row.get("name")?,
            roles: roles(&row.get::<String>("roles")?),
            state: row.get("state")?,
            made: row.get("made_us")?,
        })
    };
    Ok(rows.iter().map(person).collect::<Result<_, StoreError>>()?)
}

/// Refuses a change after which nobody active would be an administrator. All members are held, so that two
/// administrators cannot close each other at one time.
async fn keep_an_administrator(tx: &Tx, changed: MemberId, stays: bool) -> Result<(), StaffError> {
    let mut before = false;
    let mut after = false;
    for row in tx.held(sql::MEMBERS_ACTIVE, params![]).await? {
        if roles(&row.get::<String>("roles")?).contains(&Role::Administrator) {
            before = true;
            after |= row.get::<MemberId>("id")? != changed || stays;
        }
    }
    if before && !after { Err(StaffError::LastAdministrator) } else { Ok(()) }
}

fn words(roles: &BTreeSet<Role>) -> Result<String, StaffError> {
    if roles.is_empty() {
        return Err(StaffError::Field { field: "roles", reason: "a person has at least one" });
    }
    Ok(roles.iter().map(|role| role.word()).collect::<Vec<_>>().join(" "))
}

fn checked<'a>(field: &'static str, text: &'a str) -> Result<&'a str, StaffError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 200 || text.chars().any(char::is_control) {
        return Err(StaffError::Field { field, reason: "it has 1 to 200 characters and no line break" });
    }
    Ok(text)
}
