//! Clusters as bytes: mentions, judgements and model; links and clusters are computed again when they are loaded.
//!
//! So a file can be damaged or forged, but it cannot state a cluster that its mentions and judgements do not make.
//! Layout, all numbers little-endian: `ofresolv`, version (4 bytes), model, frequencies, three tables of texts, ids,
//! lengths of the records, records, judgements; then SHA-256 over all before it. A list begins with its length (8
//! bytes).

use super::judgement::{Judgement, MentionId, Verdict};
use super::state::Clusters;
use crate::store::{Store, StoreError};
use crate::weights::{Frequencies, Model, ModelError};
use sha2::{Digest, Sha256};

const MAGIC: &[u8; 8] = b"ofresolv";
const VERSION: u32 = 1;
const DIGEST_BYTES: usize = 32;

/// Why bytes could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// Not such a file, or one of another version.
    #[error("these bytes are no clusters of version {VERSION}: load the mentions again")]
    Foreign,
    /// The digest at the end does not fit.
    #[error("the bytes are damaged: their digest does not fit; load another copy")]
    Damaged,
    /// Something ends too early, refers to what is not there, or is left over.
    #[error("the {0} in these bytes cannot be: they were not written by this program")]
    Malformed(&'static str),
    /// The model is none.
    #[error("the model in these bytes cannot be used")]
    Model(#[from] ModelError),
    /// The mentions do not fit together.
    #[error("the mentions in these bytes cannot be used")]
    Store(#[from] StoreError),
}

impl Clusters {
    /// The whole state. The same for the same mentions (in the same order), judgements and model.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        put_bytes(&mut out, self.model.to_text().as_bytes());
        put_bytes(&mut out, self.model.frequencies.to_text().as_bytes());
        for table in self.store.tables() {
            put_length(&mut out, table.len());
            table.iter().for_each(|text| put_bytes(&mut out, text.as_bytes()));
        }
        let alive: Vec<u32> = (0..self.store.len() as u32)
            .filter(|place| self.places.get(self.store.id(*place).0) == Some(place))
            .collect();
        put_length(&mut out, alive.len());
        for place in &alive {
            let record = self.store.record(*place);
            out.extend_from_slice(&self.store.id(*place).0.to_le_bytes());
            put_length(&mut out, record.len());
            record.iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
        }
        let judgements: Vec<&Judgement> = self.judgements.values().flatten().collect();
        put_length(&mut out, judgements.len());
        for judgement in judgements {
            for number in [judgement.at, judgement.by, judgement.a.0, judgement.b.0, judgement.verdict as u64] {
                out.extend_from_slice(&number.to_le_bytes());
            }
        }
        let digest = Sha256::digest(&out);
        out.extend_from_slice(&digest);
        out
    }

    /// Loads what [`Clusters::to_bytes`] wrote, and computes links and clusters.
    ///
    /// # Errors
    /// [`LoadError`]; whatever the bytes are, memory stays in proportion to them.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadError> {
        let body = bytes.len().checked_sub(DIGEST_BYTES).and_then(|end| bytes.split_at_checked(end));
        let (body, digest) = body.ok_or(LoadError::Foreign)?;
        let mut reader = Reader(body.strip_prefix(MAGIC).ok_or(LoadError::Foreign)?);
        if reader.array::<4>("version").map(u32::from_le_bytes) != Ok(VERSION) {
            return Err(LoadError::Foreign);
        }
        if Sha256::digest(body).as_slice() != digest {
            return Err(LoadError::Damaged);
        }
        let model = reader.text("model")?;
        let frequencies =
            Frequencies::from_text(reader.text("frequencies")?).ok_or(LoadError::Malformed("frequencies"))?;
        let model = Model::from_text(model, frequencies)?;
        let mut tables: [Vec<&str>; 4] = Default::default();
        for table in &mut tables {
            for _ in 0..reader.length("table", 8)? {
                table.push(reader.text("table")?);
            }
        }
        let mut store = Store::with_tables(&tables).ok_or(LoadError::Malformed("table"))?;
        let mut record = Vec::new();
        for _ in 0..reader.length("mentions", 16)? {
            let id = MentionId(reader.number("mention")?);
            record.clear();
            for _ in 0..reader.length("record", 4)? {
                record.push(u32::from_le_bytes(reader.array("record")?));
            }
            store.push_record(id, &record).ok_or(LoadError::Malformed("record"))?;
        }
        let mut judgements = Vec::new();
        for _ in 0..reader.length("judgements", 40)? {
            judgements.push(reader.judgement()?);
        }
        if !reader.0.is_empty() {
            return Err(LoadError::Malformed("end"));
        }
        let mut clusters = Self::from_store(store, model)?;
        for judgement in judgements {
            clusters.judge(judgement);
        }
        Ok(clusters)
    }
}

fn put_length(out: &mut Vec<u8>, length: usize) {
    out.extend_from_slice(&(length as u64).to_le_bytes());
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put_length(out, bytes.len());
    out.extend_from_slice(bytes);
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], LoadError> {
        let (first, rest) = self.0.split_first_chunk::<N>().ok_or(LoadError::Malformed(what))?;
        self.0 = rest;
        Ok(*first)
    }

    fn number(&mut self, what: &'static str) -> Result<u64, LoadError> {
        self.array(what).map(u64::from_le_bytes)
    }

    /// A length of a list whose entries take at least `each` bytes: more than could be there is refused at once.
    fn length(&mut self, what: &'static str, each: usize) -> Result<usize, LoadError> {
        let length = usize::try_from(self.number(what)?).map_err(|_| LoadError::Malformed(what))?;
        if length > self.0.len() / each { Err(LoadError::Malformed(what)) } else { Ok(length) }
    }

    fn text(&mut self, what: &'static str) -> Result<&'b str, LoadError> {
        let length = self.length(what, 1)?;
        let (text, rest) = self.0.split_at_checked(length).ok_or(LoadError::Malformed(what))?;
        self.0 = rest;
        std::str::from_utf8(text).map_err(|_| LoadError::Malformed(what))
    }

    fn judgement(&mut self) -> Result<Judgement, LoadError> {
        let what = "judgement";
        let (at, by) = (self.number(what)?, self.number(what)?);
        let (a, b) = (MentionId(self.number(what)?), MentionId(self.number(what)?));
        let verdict = match self.number(what)? {
            0 => Verdict::Same,
            1 => Verdict::Different,
            2 => Verdict::Unsure,
            _ => return Err(LoadError::Malformed(what)),
        };
        if a == b {
            return Err(LoadError::Malformed(what));
        }
        Ok(Judgement { at, by, verdict, a, b })
    }
}
