//! The first sign-in: an administrator invites a person; the person opens a link once, sets a password and pairs an
//! authenticator app. The administrator never knows either.

use seal::secret::{CodeSecret, hash_token, token};
use seal::signin::{check_new_password, open_code_secret, shut_code_secret};
use zeroize::Zeroizing;

use super::{Door, DoorError};
use crate::audit::{Act, Entry, Object};
use crate::{Micros, Query, RawId, StoreError, Tx, params};

/// The secret of a link for a first sign-in: shown once, kept by nobody but the one who gets it.
#[derive(Debug)]
pub struct Invitation {
    /// The secret of the link.
    pub secret: Zeroizing<String>,
    /// Until when it is good.
    pub until: Micros,
    pub(super) digest: [u8; 32],
}

/// What the page behind the link shows.
#[derive(Debug)]
pub struct Pairing {
    /// The name to sign in with.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// What an authenticator app reads (`otpauth://…`). It holds a secret.
    pub address: Zeroizing<String>,
}

struct Invited {
    id: RawId,
    login: String,
    name: String,
    shut: Option<Vec<u8>>,
}

impl Door {
    /// A fresh invitation, to be written with [`Door::invite`].
    ///
    /// # Errors
    ///
    /// [`DoorError::Store`] without randomness.
    pub fn invitation(&self) -> Result<Invitation, DoorError> {
        let secret = token(&self.store.world().random()?);
        let digest = hash_token(&secret);
        Ok(Invitation { secret, until: self.store.now().plus_seconds(self.setting.rules.invitation_seconds), digest })
    }

    /// Invites a person, for the first time or again: then password and codes are void from now on. Gives whether there
    /// is such a person. The caller audits who invited.
    ///
    /// # Errors
    ///
    /// As [`Tx::execute`].
    pub async fn invite(&self, tx: &Tx, id: RawId, invitation: &Invitation) -> Result<bool, StoreError> {
        let values = params![invitation.digest, invitation.until, id];
        let changed = tx.execute(self.setting.statements.invite, values).await?;
        // No token has this digest, so all sessions of the person end.
        tx.execute(self.setting.statements.sessions_end_others, params![tx.now(), id, [0_u8; 32]]).await?;
        Ok(changed == 1)
    }

    /// The page behind the link. Called again it shows the same pairing. `office` is the name that the app shows.
    ///
    /// # Errors
    ///
    /// [`DoorError::Invitation`] if the link is used up, too old or none of ours.
    pub async fn begin_enrolment(&self, secret: &str, office: &str) -> Result<Pairing, DoorError> {
        let digest = hash_token(secret);
        let invited = self.invited(&digest).await?;
        if invited.shut.is_none() {
            let world = self.store.world();
            let fresh = Zeroizing::new(world.random::<20>()?);
            let shut = &shut_code_secret(&self.own, &invited.id.0, &world.random()?, &fresh)?;
            let (id, sql) = (invited.id, self.setting.statements.pair);
            // Two who open the link at once see one pairing: only the first is kept.
            self.store.write(|tx| async move { tx.execute(sql, params![shut.as_slice(), id]).await }).await?;
        }
        let invited = self.invited(&digest).await?;
        let address = self.code_secret(&invited)?.address(office, &invited.login);
        Ok(Pairing { login: invited.login, name: invited.name, address })
    }

    /// Ends the enrolment: sets the password if the app's code fits. The link is used up.
    ///
    /// # Errors
    ///
    /// [`DoorError::Invitation`]; [`DoorError::Code`]; [`DoorError::Seal`] with the reason why the password is not
    /// taken.
    pub async fn finish_enrolment(&self, secret: &str, password: &str, code: &str) -> Result<RawId, DoorError> {
        let digest = hash_token(secret);
        let invited = self.invited(&digest).await?;
        check_new_password(password, &invited.login)?;
        let step = self.code_secret(&invited)?.check(code, self.unix_seconds()).ok_or(DoorError::Code)?;
        let step = i64::try_from(step).map_err(|_| DoorError::Code)?;
        let hash = &self.hasher.hash(self.store.world(), password).await?;
        let (id, sql) = (invited.id, self.setting.statements.enrol);
        self.store
            .write(|tx| async move {
                if tx.execute(sql, params![hash, step, tx.now(), id, digest]).await? != 1 {
                    return Err(DoorError::Invitation);
                }
                tx.audit(Entry::new(self.actor(id), Act::Auth, Object::new(self.setting.role, id), "enrol"));
                Ok(id)
            })
            .await
    }

    fn code_secret(&self, invited: &Invited) -> Result<CodeSecret, DoorError> {
        let shut = invited.shut.as_deref().ok_or(DoorError::Invitation)?;
        Ok(open_code_secret(&self.own, &invited.id.0, shut)?)
    }

    async fn invited(&self, digest: &[u8; 32]) -> Result<Invited, DoorError> {
        let row = self.store.optional(self.setting.statements.invited, params![digest, self.store.now()]).await?;
        let row = row.ok_or(DoorError::Invitation)?;
        Ok(Invited {
            id: row.get("id")?,
            login: row.get("login")?,
            name: row.get("name")?,
            shut: row.get("code_secret")?,
        })
    }
}
