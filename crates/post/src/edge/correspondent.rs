//! Correspondents: the organisations that may write to us.

use store::audit::{Act, Actor, Entry, Object};
use store::{Micros, Query, Row, StoreError, params};

use crate::edge::Edge;
use crate::{CorrespondentId, PostError, sql};

/// Whether a correspondent may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may.
    Active,
    /// It may not for the time being: its people cannot sign in, its keys do nothing.
    Suspended,
}

impl Standing {
    /// The stored word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    fn read(word: &str) -> Self {
        // A word this program does not know gives no right.
        if word == "active" { Self::Active } else { Self::Suspended }
    }
}

/// An organisation that may write to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correspondent {
    /// Its id.
    pub id: CorrespondentId,
    /// Its name.
    pub name: String,
    /// Its number in reports (`rentity_id` of goAML).
    pub rentity_id: String,
    /// Kinds of report it may file, such as `STR`; empty means every kind of the profile.
    pub kinds: Vec<String>,
    /// Whether it may write.
    pub standing: Standing,
    /// Since when we know it.
    pub made: Micros,
}

/// Registers a correspondent. `by` is the administrator.
///
/// # Errors
///
/// [`PostError::Field`] if the name or number is empty or a kind has a space, or the number is another's.
pub async fn register(
    edge: &Edge,
    by: &Actor,
    name: &str,
    rentity_id: &str,
    kinds: &[String],
) -> Result<CorrespondentId, PostError> {
    let (name, rentity_id) = (checked("name", name)?, checked("rentity_id", rentity_id)?);
    if kinds.iter().any(|kind| kind.is_empty() || kind.contains(char::is_whitespace)) {
        return Err(PostError::Field { field: "kinds", reason: "a kind is one word, such as STR" });
    }
    let (id, kinds) = (CorrespondentId::new(edge.store().world())?, kinds.join(" "));
    let kinds = &kinds;
    edge.store()
        .write(|tx| async move {
            let values = params![id, name, rentity_id, kinds, Standing::Active.word(), tx.now()];
            match tx.execute(sql::CORRESPONDENT_ADD, values).await {
                Err(error) if error.constraint() == Some("correspondent_rentity") => {
                    Err(PostError::Field { field: "rentity_id", reason: "another correspondent has it" })
                }
                Err(error) => Err(error.into()),
                Ok(_) => {
                    tx.audit(Entry::new(by.clone(), Act::Config, Object::new("correspondent", id), "register"));
                    Ok(id)
                }
            }
        })
        .await
}

/// Lets a correspondent write again, or stops it. Its sessions and keys stop working with it.
///
/// # Errors
///
/// [`PostError::Unknown`].
pub async fn set_standing(edge: &Edge, by: &Actor, id: CorrespondentId, standing: Standing) -> Result<(), PostError> {
    edge.store()
        .write(|tx| async move {
            if tx.execute(sql::CORRESPONDENT_STANDING, params![standing.word(), id]).await? == 0 {
                return Err(PostError::Unknown);
            }
            tx.audit(Entry::new(by.clone(), Act::Config, Object::new("correspondent", id), standing.word()));
            Ok(())
        })
        .await
}

/// One correspondent.
///
/// # Errors
///
/// [`PostError::Unknown`].
pub async fn get(edge: &Edge, id: CorrespondentId) -> Result<Correspondent, PostError> {
    match edge.store().optional(sql::CORRESPONDENT_ONE, params![id]).await? {
        Some(row) => Ok(read(&row)?),
        None => Err(PostError::Unknown),
    }
}

/// All correspondents by name; at most 10,000.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn list(edge: &Edge) -> Result<Vec<Correspondent>, PostError> {
    let rows = edge.store().rows(sql::CORRESPONDENTS, params![]).await?;
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

fn read(row: &Row) -> Result<Correspondent, StoreError> {
    Ok(Correspondent {
        id: row.get("id")?,
        name: row.get("name")?,
        rentity_id: row.get("rentity_id")?,
        kinds: row.get::<String>("kinds")?.split_whitespace().map(str::to_owned).collect(),
        standing: Standing::read(&row.get::<String>("state")?),
        made: row.get("made_us")?,
    })
}

/// A short text of one line that is not empty.
pub(crate) fn checked<'a>(field: &'static str, text: &'a str) -> Result<&'a str, PostError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 200 || text.chars().any(char::is_control) {
        return Err(PostError::Field { field, reason: "it has 1 to 200 characters and no line break" });
    }
    Ok(text)
}
