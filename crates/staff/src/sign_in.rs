//! Signing in at the desk, and asking whether somebody may do something.

use std::collections::BTreeSet;

use seal::OpeningKey;
use seal::secret::PasswordCost;
use seal::signin::Rules;
use store::audit::{Act, Actor, Object};
use store::door::{Answer, Door, Pairing, Setting, TokenDigest};
use store::{Micros, Row, Store, StoreError};

use crate::{MemberId, Right, Role, StaffError, sql};

/// The staff of an office. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Staff {
    pub(crate) store: Store,
    pub(crate) door: Door,
    office: String,
}

/// What a staff is set to.
#[derive(Clone, Debug)]
pub struct StaffSettings {
    /// The name of the office, as authenticator apps show it.
    pub office: String,
    /// What guessing a password costs.
    pub password_cost: PasswordCost,
    /// The rules of the door.
    pub door: Rules,
}

/// One of the office's people who is signed in, with the roles of this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The id.
    pub id: MemberId,
    /// The name.
    pub name: String,
    /// The name to sign in with.
    pub login: String,
    /// The roles.
    pub roles: BTreeSet<Role>,
    /// When the session began.
    pub since: Micros,
    /// When the authenticator app was paired.
    pub code_since: Option<Micros>,
}

impl Member {
    /// Whether one of the roles gives the right.
    pub fn may(&self, right: Right) -> bool {
        self.roles.iter().any(|role| role.rights().contains(&right))
    }

    /// Who acts, for the audit log and for `Store::access`.
    pub fn actor(&self) -> Actor {
        let role = self.roles.iter().map(|role| role.word()).collect::<Vec<_>>().join(" ");
        let source_class = Some("office".to_owned());
        Actor { user: self.id.to_string(), role, source_class, ..Actor::default() }
    }

    /// Lets an act pass that the right covers, or records that it was refused.
    ///
    /// # Errors
    ///
    /// [`StaffError::Denied`]; [`StaffError::Store`] if the refusal cannot be recorded: it is a refusal all the same.
    pub async fn require(&self, staff: &Staff, right: Right) -> Result<(), StaffError> {
        if self.may(right) {
            return Ok(());
        }
        staff.store.denied(&self.actor(), Act::Consult, Object::new("right", right.word()), "no-role").await?;
        Err(StaffError::Denied { right })
    }
}

impl Staff {
    /// The staff over the office's store. `own` is the office's key for its own secrets.
    ///
    /// # Errors
    ///
    /// [`StaffError::Door`] if the password cost is not possible, or without randomness.
    pub fn new(store: Store, own: OpeningKey, settings: StaffSettings) -> Result<Self, StaffError> {
        let setting = Setting {
            statements: &sql::DOOR,
            role: "member",
            source_class: "office",
            cost: settings.password_cost,
            rules: settings.door,
        };
        let door = Door::new(store.clone(), own, setting)?;
        Ok(Self { store, door, office: settings.office })
    }

    /// The first step: name and password. On [`Answer::Next`] the session `half`, the digest of a fresh token, waits
    /// for the code. `address` says where the person comes from, as the account page shows it.
    ///
    /// # Errors
    ///
    /// [`StaffError::Door`], also if the attempt cannot be audited.
    pub async fn password(
        &self,
        login: &str,
        password: &str,
        half: &TokenDigest,
        address: &str,
    ) -> Result<Answer, StaffError> {
        Ok(self.door.password(login, password, half, address).await?)
    }

    /// The second step: the code. On [`Answer::Next`] `whole`, the digest of another fresh token, is signed in.
    ///
    /// # Errors
    ///
    /// As [`Staff::password`].
    pub async fn code(&self, half: &TokenDigest, code: &str, whole: &TokenDigest) -> Result<Answer, StaffError> {
        Ok(self.door.code(half, code, whole).await?)
    }

    /// Whether a session waits for its code.
    ///
    /// # Errors
    ///
    /// [`StaffError::Door`].
    pub async fn waits_for_code(&self, token: &TokenDigest) -> Result<bool, StaffError> {
        Ok(self.door.waits_for_code(token).await?)
    }

    /// Who is signed in with this token; `None` if nobody, or the session is over, or the person is closed.
    ///
    /// # Errors
    ///
    /// [`StaffError::Door`].
    pub async fn find(&self, token: &TokenDigest) -> Result<Option<Member>, StaffError> {
        Ok(self.door.find(token).await?.as_ref().map(member).transpose()?)
    }

    /// Signs out. A session that is not there is none the less over.
    ///
    /// # Errors
    ///
    /// [`StaffError::Door`].
    pub async fn end(&self, member: &Member, token: &TokenDigest) -> Result<(), StaffError> {
        Ok(self.door.end(member.id.0, token).await?)
    }

    /// Changes the password of whoever is signed in with `token`; all other sessions of theirs end.
    ///
    /// # Errors
    ///
    /// [`StaffError::Door`] with the reason why the new password is not taken.
    pub async fn change_password(&self, token: &TokenDigest, old: &str, new: &str) -> Result<Answer, StaffError> {
        Ok(self.door.change_password(token, old, new).await?)
    }

    /// The page behind an invitation's link. Called again it shows the same pairing.
    ///
    /// # Errors
    ///
    /// [`StaffError::Door`] if the link is used up, too old or none of ours.
    pub async fn begin_enrolment(&self, secret: &str) -> Result<Pairing, StaffError> {
        Ok(self.door.begin_enrolment(secret, &self.office).await?)
    }

    /// Ends the enrolment: sets the password if the app's code fits. The link is used up.
    ///
    /// # Errors
    ///
    /// [`StaffError::Door`] with the reason.
    pub async fn finish_enrolment(&self, secret: &str, password: &str, code: &str) -> Result<MemberId, StaffError> {
        Ok(MemberId(self.door.finish_enrolment(secret, password, code).await?))
    }
}

fn member(row: &Row) -> Result<Member, StoreError> {
    Ok(Member {
        id: row.get("person")?,
        name: row.get("name")?,
        login: row.get("login")?,
        roles: roles(&row.get::<String>("roles")?),
        since: row.get("made_us")?,
        code_since: row.get("code_since_us")?,
    })
}

/// The roles in a stored list; a word this program does not know gives no right.
pub(crate) fn roles(words: &str) -> BTreeSet<Role> {
    words.split_whitespace().filter_map(Role::read).collect()
}
