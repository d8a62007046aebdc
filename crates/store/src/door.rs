//! The door: how people sign in, the same for reporters at the edge and for the office's own people.
//!
//! Whose people they are is said by [`Statements`]: the slice that owns the tables of people, sessions and guesses
//! writes them in its `sql.rs`; the steps, and with them every rule, stand here once. What may be decided without a
//! database is decided by `seal::signin`.
//!
//! A name that does not exist is treated exactly like one that does: its guesses are counted, a password is hashed for
//! it, its answer is the same. A guess is counted before it is looked at, so that guesses made at the same time all
//! count. A code is good once. Each step gives a new session; the one before is over.

mod enrol;
mod hasher;

pub use enrol::{Invitation, Pairing};

use std::sync::Arc;

use seal::secret::{PasswordCost, hash_token};
use seal::signin::{Guesses, Rules, Step, check_new_password, is_over, open_code_secret};
use seal::{OpeningKey, SealError};

use crate::audit::{Act, Actor, Entry, Object, Outcome};
use crate::{Micros, Query, RawId, Row, Store, StoreError, Tx, params};
use hasher::Hasher;

/// A session is marked as seen at most this often, so that reading pages does not write to disk each time.
const SEEN_EVERY_SECONDS: i64 = 60;

/// SHA-256 of the token in a cookie: what is looked up; the token itself is never kept.
pub type TokenDigest = [u8; 32];

/// The statements of one door, over tables of the slice that owns them. In brackets: the parameters, in order.
#[derive(Clone, Copy, Debug)]
pub struct Statements {
    /// A row for a name without guesses, if there is none (name digest).
    pub guesses_add: &'static str,
    /// `guesses`, `last_us` (name digest).
    pub guesses_one: &'static str,
    /// Sets them (guesses, last_us, name digest).
    pub guesses_set: &'static str,
    /// `id`, `password` of somebody who may come in (login).
    pub by_login: &'static str,
    /// Sets the step of the last code if it is later than the one before (step, id).
    pub code_used: &'static str,
    /// Sets the password's hash (hash, id).
    pub password_set: &'static str,
    /// A session (token digest, id, step, address, now).
    pub session_add: &'static str,
    /// `person`, `step`, `address`, `made_us`, `seen_us`, `login`, `code_secret`, and whatever the slice wants to know,
    /// of a session that has not ended, of somebody who may come in (token digest).
    pub session_one: &'static str,
    /// Marks it as seen (now, token digest).
    pub session_seen: &'static str,
    /// Ends it if it has not ended (now, token digest).
    pub session_end: &'static str,
    /// Ends all of somebody's but one (now, id, token digest).
    pub sessions_end_others: &'static str,
    /// `id`, `login`, `name`, `code_secret` of somebody invited (invitation digest, now).
    pub invited: &'static str,
    /// Invites (again): password and code secret become void (invitation digest, until, id).
    pub invite: &'static str,
    /// Keeps the code secret if there is none yet (sealed secret, id).
    pub pair: &'static str,
    /// Ends the enrolment (hash, step, now, id, invitation digest).
    pub enrol: &'static str,
}

/// What a door is set to.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The statements over the slice's tables.
    pub statements: &'static Statements,
    /// The role under which its people stand in the audit log, such as `reporter`.
    pub role: &'static str,
    /// The class of the network they come from, such as `edge`.
    pub source_class: &'static str,
    /// What guessing a password costs.
    pub cost: PasswordCost,
    /// Waits and ends of sessions.
    pub rules: Rules,
}

/// Why a step at the door was not done. A wrong password or code is no error but [`Answer::Refused`].
#[derive(Debug, thiserror::Error)]
pub enum DoorError {
    /// The link for a first sign-in is used up, too old or none of ours.
    #[error("this link is no longer good; ask the office for a new one")]
    Invitation,
    /// The code did not fit while enrolling.
    #[error("the code does not fit; wait for the next one, and check the clock of the device")]
    Code,
    /// A new password is not taken, with the reason.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The work was broken off.
    #[error("the work was broken off; try again")]
    Broken,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<crate::NoEntropy> for DoorError {
    fn from(error: crate::NoEntropy) -> Self {
        Self::Store(error.into())
    }
}

/// What became of an attempt. It never says in what an attempt failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This step is done.
    Next,
    /// It is not.
    Refused,
}

/// A door. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Door {
    store: Store,
    own: Arc<OpeningKey>,
    hasher: Hasher,
    setting: Setting,
}

impl Door {
    /// A door over a store. `own` is the program's own key, to which it seals the secrets of one-time codes.
    ///
    /// # Errors
    ///
    /// [`DoorError::Seal`] if the password cost is not possible; [`DoorError::Store`] without randomness.
    pub fn new(store: Store, own: OpeningKey, setting: Setting) -> Result<Self, DoorError> {
        let hasher = Hasher::new(store.world(), setting.cost)?;
        Ok(Self { store, own: Arc::new(own), hasher, setting })
    }

    /// The first step. On [`Answer::Next`] the session `half`, the digest of a fresh token, waits for the code.
    /// `address` says where the person comes from, as the account page shows it.
    ///
    /// # Errors
    ///
    /// [`DoorError::Store`], also if the attempt cannot be audited.
    pub async fn password(
        &self,
        login: &str,
        password: &str,
        half: &TokenDigest,
        address: &str,
    ) -> Result<Answer, DoorError> {
        let (login, sql) = (&folded(login), self.setting.statements);
        let name = hash_token(login);
        let open = self.count_guess(name).await?;
        let person = self.store.optional(sql.by_login, params![login]).await?;
        let stored: Option<String> = match &person {
            Some(row) => row.get("password")?,
            None => None,
        };
        let right = self.hasher.check(password, stored.as_deref()).await?;
        let id: Option<RawId> = person.map(|row| row.get("id")).transpose()?;
        let id = id.filter(|_| right && open);
        self.store
            .write(|tx| async move {
                let Some(id) = id else {
                    tx.audit(self.entry(
                        Actor { role: "stranger".to_owned(), ..self.actor("-") },
                        name,
                        "password",
                        false,
                    ));
                    return Ok(Answer::Refused);
                };
                self.take_back(&tx, &name).await?;
                tx.execute(sql.session_add, params![half, id, "half", address, tx.now()]).await?;
                tx.audit(self.entry(self.actor(id), name, "password", true));
                Ok(Answer::Next)
            })
            .await
    }

    /// The second step. On [`Answer::Next`] the half session is over and `whole`, the digest of another fresh token, is
    /// signed in.
    ///
    /// # Errors
    ///
    /// As [`Door::password`].
    pub async fn code(&self, half: &TokenDigest, code: &str, whole: &TokenDigest) -> Result<Answer, DoorError> {
        let sql = self.setting.statements;
        let Some(row) = self.half(half).await? else { return Ok(Answer::Refused) };
        let (id, login): (RawId, String) = (row.get("person")?, row.get("login")?);
        let (name, address) = (hash_token(&login), &row.get::<String>("address")?);
        let open = self.count_guess(name).await?;
        let shut: Vec<u8> = row.get::<Option<Vec<u8>>>("code_secret")?.unwrap_or_default();
        let step = open_code_secret(&self.own, &id.0, &shut)?.check(code, self.unix_seconds()).filter(|_| open);
        let step = step.and_then(|step| i64::try_from(step).ok());
        self.store
            .write(|tx| async move {
                // The row changes only if this step is later than the last one used: a code is good once.
                let used = match step {
                    Some(step) => tx.execute(sql.code_used, params![step, id]).await?,
                    None => 0,
                };
                let ended = if used == 1 { tx.execute(sql.session_end, params![tx.now(), half]).await? } else { 0 };
                tx.audit(self.entry(self.actor(id), name, "sign-in", ended == 1));
                if ended != 1 {
                    return Ok(Answer::Refused);
                }
                tx.execute(sql.guesses_set, params![0_i64, tx.now(), name]).await?;
                tx.execute(sql.session_add, params![whole, id, "whole", address, tx.now()]).await?;
                Ok(Answer::Next)
            })
            .await
    }

    /// Whether a session waits for its code.
    ///
    /// # Errors
    ///
    /// [`DoorError::Store`].
    pub async fn waits_for_code(&self, token: &TokenDigest) -> Result<bool, DoorError> {
        Ok(self.half(token).await?.is_some())
    }

    /// Who is signed in with this token: the row of [`Statements::session_one`]; `None` if nobody, or the session is
    /// over.
    ///
    /// # Errors
    ///
    /// [`DoorError::Store`].
    pub async fn find(&self, token: &TokenDigest) -> Result<Option<Row>, DoorError> {
        let sql = self.setting.statements;
        let Some(row) = self.store.optional(sql.session_one, params![token]).await? else { return Ok(None) };
        let (made, seen, now): (Micros, Micros, Micros) = (row.get("made_us")?, row.get("seen_us")?, self.store.now());
        let whole = row.get::<String>("step")? == "whole";
        if !whole || is_over(Step::Whole, made.0, seen.0, now.0, &self.setting.rules) {
            return Ok(None);
        }
        if seen.plus_seconds(SEEN_EVERY_SECONDS) <= now {
            let mark = |tx: Tx| async move { tx.execute(sql.session_seen, params![now, token]).await };
            self.store.write(mark).await?;
        }
        Ok(Some(row))
    }

    /// Signs out. A session that is not there is none the less over.
    ///
    /// # Errors
    ///
    /// [`DoorError::Store`].
    pub async fn end(&self, id: RawId, token: &TokenDigest) -> Result<(), DoorError> {
        let sql = self.setting.statements;
        self.store
            .write(|tx| async move {
                tx.execute(sql.session_end, params![tx.now(), token]).await?;
                tx.audit(Entry::new(self.actor(id), Act::Auth, Object::new(self.setting.role, id), "sign-out"));
                Ok(())
            })
            .await
    }

    /// Changes the password of somebody who is signed in with `token`; their other sessions end.
    ///
    /// # Errors
    ///
    /// [`DoorError::Seal`] with the reason why the new password is not taken.
    pub async fn change_password(&self, token: &TokenDigest, old: &str, new: &str) -> Result<Answer, DoorError> {
        let sql = self.setting.statements;
        let Some(row) = self.find(token).await? else { return Ok(Answer::Refused) };
        let (id, login): (RawId, String) = (row.get("person")?, row.get("login")?);
        check_new_password(new, &login)?;
        let name = hash_token(&login);
        let open = self.count_guess(name).await?;
        let stored: Option<String> = self.store.one(sql.by_login, params![&login]).await?.get("password")?;
        let right = self.hasher.check(old, stored.as_deref()).await? && open;
        let hash = &self.hasher.hash(self.store.world(), new).await?;
        self.store
            .write(|tx| async move {
                tx.audit(self.entry(self.actor(id), name, "change-password", right));
                if !right {
                    return Ok(Answer::Refused);
                }
                self.take_back(&tx, &name).await?;
                tx.execute(sql.password_set, params![hash, id]).await?;
                tx.execute(sql.sessions_end_others, params![tx.now(), id, token]).await?;
                Ok(Answer::Next)
            })
            .await
    }

    /// The row of a session that waits for its code.
    async fn half(&self, token: &TokenDigest) -> Result<Option<Row>, DoorError> {
        let row = self.store.optional(self.setting.statements.session_one, params![token]).await?;
        let Some(row) = row else { return Ok(None) };
        let made: Micros = row.get("made_us")?;
        let over = is_over(Step::Half, made.0, made.0, self.store.now().0, &self.setting.rules);
        Ok((row.get::<String>("step")? == "half" && !over).then_some(row))
    }

    /// Counts a guess under a name; gives whether it is looked at. While the door is shut, guesses are neither looked
    /// at nor counted: else whoever guesses could keep the true owner out for ever.
    async fn count_guess(&self, name: TokenDigest) -> Result<bool, DoorError> {
        let (sql, rules) = (self.setting.statements, &self.setting.rules);
        self.store
            .write(|tx| async move {
                tx.execute(sql.guesses_add, params![name]).await?;
                let (guesses, now) = (self.guesses(&tx, &name).await?, tx.now());
                if guesses.shut_until_us(now.0, rules).is_some() {
                    return Ok(false);
                }
                let next = guesses.one_more(now.0, rules);
                tx.execute(sql.guesses_set, params![next.count, next.last_us, name]).await?;
                Ok(true)
            })
            .await
    }

    async fn take_back(&self, tx: &Tx, name: &TokenDigest) -> Result<(), StoreError> {
        let left = self.guesses(tx, name).await?.taken_back();
        tx.execute(self.setting.statements.guesses_set, params![left.count, left.last_us, name]).await?;
        Ok(())
    }

    async fn guesses(&self, tx: &Tx, name: &TokenDigest) -> Result<Guesses, StoreError> {
        let rows = tx.held(self.setting.statements.guesses_one, params![name]).await?;
        let row = rows.first().ok_or(StoreError::NotFound)?;
        Ok(Guesses { count: row.get("guesses")?, last_us: row.get("last_us")? })
    }

    fn actor(&self, id: impl std::fmt::Display) -> Actor {
        let source_class = Some(self.setting.source_class.to_owned());
        Actor { user: id.to_string(), role: self.setting.role.to_owned(), source_class, ..Actor::default() }
    }

    /// A name stands in the log as the beginning of its digest, because people type passwords into the field for names.
    fn entry(&self, actor: Actor, name: TokenDigest, reason: &str, done: bool) -> Entry {
        let outcome = if done { Outcome::Done } else { Outcome::Denied };
        let object = Object::new("login", hex::encode(name.get(..8).unwrap_or_default()));
        Entry { outcome, ..Entry::new(actor, Act::Auth, object, reason) }
    }

    fn unix_seconds(&self) -> u64 {
        u64::try_from(self.store.now().0.div_euclid(1_000_000)).unwrap_or(0)
    }
}

/// The form in which a name to sign in with is kept and compared: without outer spaces, in lower case.
pub fn folded(login: &str) -> String {
    login.trim().to_lowercase()
}
