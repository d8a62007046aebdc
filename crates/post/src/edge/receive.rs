//! Taking a letter in: bytes → digest and seal while they stream → durable file → one transaction → receipt.
//!
//! The order is the promise. First the sealed bytes are durable; then one transaction writes the letter, its place in
//! the receipt log, the event and the audit record; only then is the receipt given. A crash in between leaves a file
//! without a row, which [`sweep`] takes away, and a sender without a receipt, who sends again.
//!
//! Sending again is always safe. The unique index over correspondent and reference decides, not a look beforehand:
//! fifty who send the same at once are one who is first and forty-nine who get the first one's receipt.

use std::time::Duration;

use seal::{BodyDigest, Header, Receipt, Sealer};
use store::audit::{Act, Actor, Object, Outcome};
use store::{Event, LetterId, Micros, Query, StoreError, params};
use vocab::{Finding, Severity};
use zeroize::Zeroizing;

use crate::edge::machine::Machine;
use crate::edge::sign_in::Visitor;
use crate::edge::{Edge, entry};
use crate::vault::Draft;
use crate::wire::Remark;
use crate::{CorrespondentId, PostError, sql};

/// Most remarks that are kept for one letter; the counts are always true.
pub const REMARKS_MAX: usize = 5_000;
/// Most characters of a reference and of a file name.
pub const NAME_CHARS_MAX: usize = 200;
/// A file without a row is swept after so long.
const ORPHAN_AGE: Duration = Duration::from_secs(86_400);

/// Whom a letter was authenticated to come from. Made from who signed in, never from what was sent.
#[derive(Clone, Debug)]
pub struct Sender {
    correspondent: CorrespondentId,
    actor: Actor,
}

impl From<&Visitor> for Sender {
    fn from(visitor: &Visitor) -> Self {
        Self { correspondent: visitor.correspondent, actor: visitor.actor() }
    }
}

impl From<&Machine> for Sender {
    fn from(machine: &Machine) -> Self {
        Self { correspondent: machine.correspondent, actor: machine.actor() }
    }
}

/// What the sender says of the letter once all bytes are there.
#[derive(Clone, Debug, Default)]
pub struct Label {
    /// The sender's own reference: the key under which sending again is safe.
    pub reference: String,
    /// The name of the file; may be empty.
    pub file_name: String,
}

/// How many remarks of each weight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// That refuse the report, the fatal ones included.
    pub reject: i64,
    /// That warn.
    pub warn: i64,
    /// For the quality figures.
    pub quality: i64,
}

/// What the edge's own check remarked, for the sender's sake. Counts every finding, keeps the first
/// [`REMARKS_MAX`], and never a value.
#[derive(Clone, Debug, Default)]
pub struct Remarks {
    /// The kind of report, such as `STR`, if the check could read it.
    pub kind: Option<String>,
    counts: Counts,
    kept: Vec<Remark>,
}

impl Remarks {
    /// Takes one finding in, in the order of the file.
    pub fn add(&mut self, finding: &Finding) {
        let count = match finding.severity {
            Severity::Fatal | Severity::Reject => &mut self.counts.reject,
            Severity::Warn => &mut self.counts.warn,
            Severity::Quality => &mut self.counts.quality,
        };
        *count = count.saturating_add(1);
        if self.kept.len() < REMARKS_MAX {
            self.kept.push(Remark::from(finding));
        }
    }

    /// How many of each weight.
    pub fn counts(&self) -> Counts {
        self.counts
    }
}

/// A receipt and the letter it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipted {
    /// The letter.
    pub letter: LetterId,
    /// The signed note.
    pub receipt: String,
    /// Whether this very letter was here before: then nothing was done.
    pub again: bool,
}

/// A letter while its bytes come in. Dropped, it was never here.
pub struct Incoming {
    edge: Edge,
    sender: Sender,
    header: Header,
    letter: LetterId,
    draft: Draft,
    /// Gone while a piece is worked on, and for good when that was broken off.
    press: Option<Press>,
    sealed: Vec<u8>,
    bytes: u64,
}

/// What reckons: digest and seal. It works on threads for that, so that a large letter does not hold up others.
struct Press {
    sealer: Sealer,
    digest: BodyDigest,
}

impl Press {
    fn update(&mut self, content: &[u8], sealed: &mut Vec<u8>) -> Result<(), PostError> {
        self.digest.update(content);
        Ok(self.sealer.update(content, sealed)?)
    }
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Incoming({})", self.letter)
    }
}

/// Begins to take a letter in. `media_type` is what the sender says of the bytes.
///
/// # Errors
///
/// [`PostError::Suspended`]; [`PostError::Field`] for a media type with line breaks; [`PostError::File`].
pub async fn begin(edge: &Edge, sender: Sender, media_type: &str) -> Result<Incoming, PostError> {
    if media_type.chars().count() > NAME_CHARS_MAX || media_type.chars().any(char::is_control) {
        return Err(PostError::Field { field: "media type", reason: "it is too long or has a line break" });
    }
    if edge.store().optional(sql::CORRESPONDENT_MAY_WRITE, params![sender.correspondent]).await?.is_none() {
        return Err(PostError::Suspended);
    }
    let world = edge.store().world();
    let letter = LetterId::new(world)?;
    let addressee = edge.settings().office.clone();
    let header = sealing_header(letter, sender.correspondent, &addressee, media_type, edge.store().now());
    let mut sealed = Vec::new();
    let sealer = Sealer::begin(&edge.inner.keys.office_sealing, &header, &world.random()?, &mut sealed)?;
    let draft = edge.inner.vault.draft(&letter.to_string()).await?;
    let press = Some(Press { sealer, digest: BodyDigest::new() });
    Ok(Incoming { edge: edge.clone(), sender, header, letter, draft, press, sealed, bytes: 0 })
}

/// Records that what a sender sent was not taken in, and why: whoever says later that it was sent must not find
/// nothing. `sha256` is of the bytes that came, as far as they were read. A reference that is taken records itself.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn refuse(edge: &Edge, sender: &Sender, code: &str, sha256: Option<[u8; 32]>) -> Result<(), PostError> {
    let object = Object { digest: sha256.map(hex::encode), ..Object::new("correspondent", sender.correspondent) };
    edge.store().record(entry(sender.actor.clone(), Act::Collect, object, code, Outcome::Denied)).await?;
    Ok(())
}

/// What the sealed bytes are bound to. The reference is not part of it, because often it is known only when the bytes
/// have been read; the hand-over paper binds it.
pub(crate) fn sealing_header(
    letter: LetterId,
    sender: CorrespondentId,
    addressee: &str,
    media_type: &str,
    sealed: Micros,
) -> Header {
    Header {
        letter: letter.0.0,
        kind: "letter".to_owned(),
        sender: sender.to_string(),
        addressee: addressee.to_owned(),
        reference: String::new(),
        media_type: media_type.to_owned(),
        moment_us: sealed.0,
        body: None,
    }
}

impl Incoming {
    /// Takes more bytes. Pieces of some hundred kilobytes are best.
    ///
    /// # Errors
    ///
    /// [`PostError::TooLarge`]; [`PostError::File`]; [`PostError::Broken`]. The letter can only be dropped then.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), PostError> {
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let bytes_max = self.edge.settings().letter_bytes_max;
        if self.bytes > bytes_max {
            return Err(PostError::TooLarge { bytes_max });
        }
        let mut press = self.press.take().ok_or(PostError::Broken)?;
        let (content, mut sealed) = (Zeroizing::new(bytes.to_vec()), std::mem::take(&mut self.sealed));
        let pressed = move || press.update(&content, &mut sealed).map(|()| (press, sealed));
        let (press, sealed) = tokio::task::spawn_blocking(pressed).await.map_err(|_| PostError::Broken)??;
        (self.press, self.sealed) = (Some(press), sealed);
        self.draft.write(&self.sealed).await?;
        self.sealed.clear();
        Ok(())
    }

    /// How many bytes have come.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The digest of the bytes that have come.
    ///
    /// # Errors
    ///
    /// [`PostError::Broken`] if the work on a piece was broken off.
    pub fn sha256(&self) -> Result<[u8; 32], PostError> {
        Ok(self.press.as_ref().ok_or(PostError::Broken)?.digest.clone().finish().sha256)
    }

    /// All bytes are there: makes them durable, registers the letter, gives the receipt.
    ///
    /// # Errors
    ///
    /// [`PostError::Duplicate`] if the reference was used for other bytes; [`PostError::Reference`];
    /// [`PostError::Field`]; [`PostError::Store`] or [`PostError::File`]: then nothing is promised and sending again is
    /// right.
    pub async fn finish(self, label: &Label, remarks: &Remarks) -> Result<Receipted, PostError> {
        self.keep(label).await?.register(label, remarks).await
    }

    /// The first half of [`Incoming::finish`]: the sealed bytes are a durable file that no row names yet.
    pub(crate) async fn keep(mut self, label: &Label) -> Result<Kept, PostError> {
        check_label(label)?;
        let press = self.press.take().ok_or(PostError::Broken)?;
        press.sealer.finish(&mut self.sealed)?;
        self.draft.write(&self.sealed).await?;
        self.draft.keep().await?;
        let body = press.digest.finish();
        Ok(Kept { edge: self.edge, sender: self.sender, header: self.header, letter: self.letter, body })
    }
}

/// A letter whose bytes are durable and that is not registered yet.
pub(crate) struct Kept {
    edge: Edge,
    sender: Sender,
    header: Header,
    letter: LetterId,
    body: seal::Body,
}

impl Kept {
    /// The second half of [`Incoming::finish`]: one transaction.
    pub(crate) async fn register(self, label: &Label, remarks: &Remarks) -> Result<Receipted, PostError> {
        let text = serde_json::to_string(&remarks.kept).map_err(|_| PostError::Broken)?;
        let (this, text) = (&self, &text);
        let written = self.edge.store().write(|tx| async move { this.insert(tx, label, remarks, text).await }).await?;
        match written {
            Some(receipt) => Ok(Receipted { letter: self.letter, receipt, again: false }),
            None => {
                self.edge.inner.vault.remove(&self.letter.to_string())?;
                self.again(label).await
            }
        }
    }

    /// The receipt if this letter is the first of its reference, `None` if it is not.
    async fn insert(
        &self,
        tx: store::Tx,
        label: &Label,
        remarks: &Remarks,
        text: &str,
    ) -> Result<Option<String>, PostError> {
        // Whoever registers holds the end of the receipt log until it has committed: no gap, no number twice.
        let log = tx.held(sql::LOG_LAST, params![]).await?;
        let sequence = log.first().ok_or(StoreError::NotFound)?.get::<i64>("last")?.saturating_add(1);
        let received = tx.now();
        let receipt = self.receipt(label, received, sequence)?.sign(&self.edge.inner.keys.signing)?;
        let counts = remarks.counts;
        let values = params![
            self.letter,
            self.sender.correspondent,
            &label.reference,
            &label.file_name,
            remarks.kind.clone(),
            &self.header.media_type,
            self.body.sha256,
            i64::try_from(self.body.bytes).unwrap_or(i64::MAX),
            self.letter.to_string(),
            self.header.moment_us,
            received,
            sequence,
            &receipt,
            counts.reject,
            counts.warn,
            counts.quality,
        ];
        if tx.execute(sql::LETTER_ADD, values).await? == 0 {
            return Ok(None);
        }
        tx.execute(sql::LOG_SET, params![sequence]).await?;
        tx.execute(sql::REMARKS_ADD, params![self.letter, text]).await?;
        tx.emit(Event::LetterReceived { letter: self.letter }).await?;
        tx.audit(entry(self.sender.actor.clone(), Act::Collect, self.object(self.letter), "receive", Outcome::Done));
        Ok(Some(receipt))
    }

    fn receipt(&self, label: &Label, received: Micros, sequence: i64) -> Result<Receipt, PostError> {
        Ok(Receipt {
            office: self.edge.settings().office.clone(),
            correspondent: self.sender.correspondent.to_string(),
            reference: label.reference.clone(),
            letter: self.letter.to_string(),
            sha256: self.body.sha256,
            bytes: self.body.bytes,
            received_us: received.0,
            sequence: u64::try_from(sequence).map_err(|_| PostError::Broken)?,
        })
    }

    /// The reference is taken: by the same bytes, then the first receipt is given again, or by others.
    async fn again(&self, label: &Label) -> Result<Receipted, PostError> {
        let store = self.edge.store();
        let row = store.one(sql::LETTER_BY_REFERENCE, params![self.sender.correspondent, &label.reference]).await?;
        let (first, sha256): (LetterId, [u8; 32]) = (row.get("id")?, row.get("sha256")?);
        let same = sha256 == self.body.sha256;
        let (reason, outcome) = if same { ("receive-again", Outcome::Done) } else { ("DUP-REF", Outcome::Denied) };
        store.record(entry(self.sender.actor.clone(), Act::Collect, self.object(first), reason, outcome)).await?;
        if same {
            return Ok(Receipted { letter: first, receipt: row.get("receipt")?, again: true });
        }
        Err(PostError::Duplicate { reference: label.reference.clone(), first })
    }

    fn object(&self, letter: LetterId) -> Object {
        Object { digest: Some(hex::encode(self.body.sha256)), ..Object::new("letter", letter) }
    }
}

fn check_label(label: &Label) -> Result<(), PostError> {
    let reference = &label.reference;
    let refused = |reason| Err(PostError::Reference { reason });
    if reference.is_empty() {
        return refused("it is empty; give the file a reference of your own, or fill entity_reference in it");
    }
    if reference.chars().count() > NAME_CHARS_MAX {
        return refused("it is longer than 200 characters");
    }
    if reference.chars().any(char::is_control) || reference.trim() != reference {
        return refused("it has a control character, or begins or ends with a space");
    }
    if label.file_name.chars().count() > NAME_CHARS_MAX || label.file_name.chars().any(char::is_control) {
        return Err(PostError::Field {
            field: "file name",
            reason: "it is longer than 200 characters or has a line break",
        });
    }
    Ok(())
}

/// Takes away files that no letter names: what a crash left between file and row. Gives how many.
///
/// # Errors
///
/// [`PostError::File`]; [`PostError::Store`].
pub async fn sweep(edge: &Edge) -> Result<u64, PostError> {
    let mut swept = 0_u64;
    for name in edge.inner.vault.older_than(edge.store().now().0, ORPHAN_AGE)? {
        let letter = name.strip_suffix(".part").unwrap_or(&name);
        let Some(letter) = LetterId::parse(letter) else { continue };
        let known = edge.store().optional(sql::LETTER_IS, params![letter]).await?.is_some();
        if !known || name.ends_with(".part") {
            edge.inner.vault.remove(&name)?;
            swept = swept.saturating_add(1);
        }
    }
    Ok(swept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Vault;
    use crate::edge::{EdgeKeys, EdgeSettings, correspondent};
    use seal::secret::PasswordCost;
    use seal::{OpeningKey, SigningKey};
    use store::World;
    use store::testing::stores_in;

    async fn incoming(edge: &Edge, bank: CorrespondentId) -> Incoming {
        let sender = Sender { correspondent: bank, actor: Actor::program("test") };
        let mut incoming = begin(edge, sender, "application/xml").await.unwrap();
        incoming.write(b"<report/>").await.unwrap();
        incoming
    }

    /// The program dies when the bytes are durable and the row is not: nothing was promised, sending again is one
    /// letter, and the file that nothing names goes a day later.
    #[tokio::test]
    async fn a_crash_between_file_and_row_loses_nothing_and_leaves_nothing() {
        let real = World::system();
        let now = real.now();
        let (world, clock) = World::fixed(now, 3);
        for store in stores_in(&world).await {
            let folder = tempfile::tempdir().unwrap();
            let keys = EdgeKeys {
                signing: SigningKey::from_bytes("edge-2026", &[1; 32]).unwrap(),
                own: OpeningKey::new(&[2; 64]),
                office_sealing: OpeningKey::new(&[3; 64]).public(),
                office_signing: SigningKey::from_bytes("office-2026", &[4; 32]).unwrap().public(),
            };
            let settings = EdgeSettings {
                office: "FIU".into(),
                letter_bytes_max: 1_000,
                password_cost: PasswordCost { memory_kib: 64, passes: 1 },
                door: seal::signin::RULES,
            };
            let edge = Edge::new(store, Vault::open(folder.path()).unwrap(), keys, settings).unwrap();
            let bank = correspondent::register(&edge, &Actor::program("test"), "Bank", "7", &[]).await.unwrap();
            let label = Label { reference: "R-1".into(), file_name: String::new() };
            let files = || std::fs::read_dir(folder.path()).unwrap().count();

            let kept = incoming(&edge, bank).await.keep(&label).await.unwrap();
            drop(kept);
            assert_eq!(files(), 1, "the bytes are there, and no row");
            let got = incoming(&edge, bank).await.finish(&label, &Remarks::default()).await.unwrap();
            assert!(!got.again);
            let again = incoming(&edge, bank).await.finish(&label, &Remarks::default()).await.unwrap();
            assert_eq!((again.receipt, again.again), (got.receipt, true));
            assert_eq!(files(), 2, "the copy that came again was taken away at once");
            assert_eq!(sweep(&edge).await.unwrap(), 0, "too young");
            clock.advance_millis(25 * 3_600_000);
            assert_eq!((sweep(&edge).await.unwrap(), files()), (1, 1));
            assert!(edge.inner.vault.read(&got.letter.to_string()).is_ok());
            clock.advance_millis(-25 * 3_600_000);
        }
    }
}
