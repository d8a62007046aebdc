//! The saved state of an index: what it holds and what it weighs words by, as bytes, and an index again from these.
//!
//! ```text
//! "ofscreen" version u16 | bytes u64 | policy, rarity, entries | sum u64
//! ```
//!
//! Numbers are little-endian; texts and lists begin with their length. Kept are the entries and the counts of words;
//! the tables for searching follow from them and are made anew, so a state written by one version of the tables is read
//! by another. A state that is foreign, of another version, cut, or changed by a single bit is refused as a whole.

use crate::date::PartialDate;
use crate::entry::{Entry, Identifier, IdentifierKind, Kind, ListedName, NameKind, Place};
use crate::index::Index;
use crate::policy::Policy;
use names::{Rarity, stable_hash};
use std::sync::Arc;
use vocab::Sensitive;

const MAGIC: &[u8; 8] = b"ofscreen";
const VERSION: u16 = 1;
/// Magic, version and length before the body, and the sum after it.
const HEAD: usize = 18;
const SUM: usize = 8;

/// Why a saved state was not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// `STATE-FOREIGN`: something else.
    #[error("these bytes are no saved index: save one and load that")]
    Foreign,
    /// `STATE-VERSION`: of another version.
    #[error(
        "the saved index has version {found}, and this program reads {VERSION}: build the index anew from the lists"
    )]
    Version {
        /// The version found.
        found: u16,
    },
    /// `STATE-LENGTH`: cut, or with bytes left over.
    #[error("the saved index should be {expected} bytes and is {found}: it was cut or added to, load another copy")]
    Length {
        /// Bytes that its head announces.
        expected: u64,
        /// Bytes that there are.
        found: u64,
    },
    /// `STATE-DAMAGED`: the bytes are not those that were written.
    #[error("the saved index is damaged: load another copy, or build it anew from the lists")]
    Damaged,
}

impl StateError {
    /// The stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Foreign => "STATE-FOREIGN",
            Self::Version { .. } => "STATE-VERSION",
            Self::Length { .. } => "STATE-LENGTH",
            Self::Damaged => "STATE-DAMAGED",
        }
    }
}

impl Index {
    /// Everything it holds as bytes: the same for the same entries and counts. They hold names in the clear.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Writer(Vec::new());
        body.policy(self.policy());
        body.bytes(&self.rarity().to_bytes());
        let mut entries: Vec<&Entry> = self.entries().collect();
        entries.sort_by(|a, b| (&a.list, &a.id).cmp(&(&b.list, &b.id)));
        body.list(&entries, |out, entry| out.entry(entry));
        let mut bytes = Vec::with_capacity(HEAD + body.0.len() + SUM);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&(body.0.len() as u64).to_le_bytes());
        bytes.extend_from_slice(&body.0);
        bytes.extend_from_slice(&stable_hash(&bytes).to_le_bytes());
        bytes
    }

    /// The index that [`Index::to_bytes`] was called on.
    ///
    /// # Errors
    ///
    /// When the bytes are something else, of another version, cut or changed.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StateError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(StateError::Foreign)?;
        let (version, rest) = rest.split_first_chunk::<2>().ok_or(StateError::Foreign)?;
        let found = u16::from_le_bytes(*version);
        if found != VERSION {
            return Err(StateError::Version { found });
        }
        let (length, rest) = rest.split_first_chunk::<8>().ok_or(StateError::Foreign)?;
        let expected = u64::from_le_bytes(*length).saturating_add((HEAD + SUM) as u64);
        if expected != bytes.len() as u64 {
            return Err(StateError::Length { expected, found: bytes.len() as u64 });
        }
        let (body, sum) = rest.split_last_chunk::<8>().ok_or(StateError::Damaged)?;
        let summed = bytes.get(..bytes.len() - SUM).unwrap_or_default();
        if stable_hash(summed) != u64::from_le_bytes(*sum) {
            return Err(StateError::Damaged);
        }
        let mut body = Reader(body);
        let policy = body.policy()?;
        let rarity = Rarity::from_bytes(body.bytes()?).map_err(|_| StateError::Damaged)?;
        let entries = body.list(Reader::entry)?;
        if body.0.is_empty() { Ok(Self::build(entries, Arc::new(rarity), policy)) } else { Err(StateError::Damaged) }
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Self, &T)) {
        self.number(items.len() as u64);
        items.iter().for_each(|item| each(self, item));
    }

    fn policy(&mut self, policy: &Policy) {
        let Policy { similarity_min, likely_min, strong_min, evidence_min, surety_min, .. } = *policy;
        for value in [similarity_min, likely_min, strong_min] {
            self.number(value.into());
        }
        self.number(i64::from(evidence_min).cast_unsigned());
        self.number(i64::from(surety_min).cast_unsigned());
        policy.birth_adds.iter().for_each(|value| self.number(u64::from(*value)));
        let shares = [policy.birth_contradicts, policy.country_adds, policy.identifier_same];
        let shares = shares.into_iter().chain([policy.identifier_other_kind, policy.identifier_contact]);
        shares.for_each(|value| self.number(value.into()));
        for value in [policy.identifier_shared_max, policy.hits_max, policy.names_max] {
            self.number(value as u64);
        }
    }

    fn date(&mut self, date: &PartialDate) {
        self.0.extend_from_slice(&date.to_bytes());
    }

    fn place(&mut self, place: &Place) {
        self.text(place.text.reveal());
        self.text(&place.country);
    }

    fn entry(&mut self, entry: &Entry) {
        self.text(&entry.list);
        self.text(&entry.id);
        self.text(entry.kind.code());
        self.list(&entry.names, |out, name| {
            out.text(name.kind.code());
            out.text(name.text.reveal());
        });
        self.list(&entry.births, |out, date| out.date(date.reveal()));
        self.list(&entry.birth_places, Self::place);
        self.list(&entry.places, Self::place);
        self.list(&entry.nationalities, |out, text| out.text(text));
        self.list(&entry.identifiers, |out, identifier| {
            out.text(identifier.kind.code());
            out.text(identifier.value.reveal());
            out.text(&identifier.country);
        });
        self.list(&entry.programmes, |out, text| out.text(text));
        self.list(entry.listed_on.as_slice(), Self::date);
        self.list(&entry.remarks, |out, text| out.text(text.reveal()));
    }
}

/// Reads what [`Writer`] wrote; everything that does not fit is damage.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn number(&mut self) -> Result<u64, StateError> {
        let (value, rest) = self.0.split_first_chunk::<8>().ok_or(StateError::Damaged)?;
        self.0 = rest;
        Ok(u64::from_le_bytes(*value))
    }

    fn small<T: TryFrom<u64>>(&mut self) -> Result<T, StateError> {
        self.number().and_then(|value| T::try_from(value).map_err(|_| StateError::Damaged))
    }

    fn signed<T: TryFrom<i64>>(&mut self) -> Result<T, StateError> {
        self.number().and_then(|value| T::try_from(value.cast_signed()).map_err(|_| StateError::Damaged))
    }

    fn bytes(&mut self) -> Result<&'b [u8], StateError> {
        let length: usize = self.small()?;
        let (bytes, rest) = self.0.split_at_checked(length).ok_or(StateError::Damaged)?;
        self.0 = rest;
        Ok(bytes)
    }

    fn text(&mut self) -> Result<String, StateError> {
        std::str::from_utf8(self.bytes()?).map(str::to_owned).map_err(|_| StateError::Damaged)
    }

    fn hidden(&mut self) -> Result<Sensitive<String>, StateError> {
        self.text().map(Sensitive::new)
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Result<T, StateError>) -> Result<Vec<T>, StateError> {
        let count: usize = self.small()?;
        // Every item takes a byte at least, so a made-up count asks for no more memory than the state has bytes.
        if count > self.0.len() {
            return Err(StateError::Damaged);
        }
        (0..count).map(|_| each(self)).collect()
    }

    fn policy(&mut self) -> Result<Policy, StateError> {
        let (similarity_min, likely_min, strong_min) = (self.small()?, self.small()?, self.small()?);
        let (evidence_min, surety_min) = (self.signed()?, self.signed()?);
        let mut birth_adds = [0; 6];
        for value in &mut birth_adds {
            *value = self.small()?;
        }
        Ok(Policy {
            similarity_min,
            likely_min,
            strong_min,
            evidence_min,
            surety_min,
            birth_adds,
            birth_contradicts: self.small()?,
            country_adds: self.small()?,
            identifier_same: self.small()?,
            identifier_other_kind: self.small()?,
            identifier_contact: self.small()?,
            identifier_shared_max: self.small()?,
            hits_max: self.small()?,
            names_max: self.small()?,
        })
    }

    fn date(&mut self) -> Result<PartialDate, StateError> {
        let (bytes, rest) = self.0.split_first_chunk::<9>().ok_or(StateError::Damaged)?;
        self.0 = rest;
        PartialDate::from_bytes(*bytes).ok_or(StateError::Damaged)
    }

    fn place(&mut self) -> Result<Place, StateError> {
        Ok(Place { text: self.hidden()?, country: self.text()? })
    }

    /// The one of some kinds that has the code that is next.
    fn kind<K: Copy>(&mut self, all: &[K], code: fn(K) -> &'static str) -> Result<K, StateError> {
        let found = self.text()?;
        all.iter().copied().find(|kind| code(*kind) == found).ok_or(StateError::Damaged)
    }

    fn entry(&mut self) -> Result<Entry, StateError> {
        Ok(Entry {
            list: self.text()?,
            id: self.text()?,
            kind: self.kind(&Kind::ALL, Kind::code)?,
            names: self.list(|of| {
                let kind = of.kind(&NameKind::ALL, NameKind::code)?;
                Ok(ListedName { kind, text: of.hidden()? })
            })?,
            births: self.list(|of| of.date().map(Sensitive::new))?,
            birth_places: self.list(Self::place)?,
            places: self.list(Self::place)?,
            nationalities: self.list(Self::text)?,
            identifiers: self.list(|of| {
                let kind = of.kind(&IdentifierKind::ALL, IdentifierKind::code)?;
                Ok(Identifier { kind, value: of.hidden()?, country: of.text()? })
            })?,
            programmes: self.list(Self::text)?,
            listed_on: self.list(Self::date)?.pop(),
            remarks: self.list(Self::hidden)?,
        })
    }
}
