//! Mentions made ready to be compared, one after the other in one buffer of 32-bit words.
//!
//! A record is a head word with the counts, then the values: names (a word of counts, then numbers of words), dates,
//! addresses (four words), telephones (two), mail addresses (three), identifiers (four). Texts are numbers of the
//! tables beside it. A person takes about 80 bytes here.

use crate::addresses;
use crate::dates::PartialDate;
use crate::identifiers::{self, Strength, email, phone};
use crate::limits;
use crate::mention::{IdentifierText, Kind, Mention, MentionId, NameText, PlaceText, Sex};
use crate::people::People;
use crate::words::{Short, ShortTexts, Texts, Words, half_hash, parities};

/// The place of a mention in a store.
pub type Place = u32;

/// Mentions made ready. It prints how many, never what they say.
#[derive(Clone)]
pub struct Store {
    pub(crate) ids: Vec<MentionId>,
    starts: Vec<u32>,
    buffer: Vec<u32>,
    pub(crate) people: People,
    pub(crate) companies: People,
    pub(crate) texts: Texts,
    pub(crate) towns: Words,
    /// Towns and postal codes (marked) as filed, with their numbers in `towns`: most come again as they came before.
    filed: ShortTexts,
    scratch: Scratch,
}

#[derive(Clone, Default)]
struct Scratch {
    given: Vec<u32>,
    family: Vec<u32>,
    text: String,
}

/// Why a mention was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The store is full.
    #[error(
        "the store holds {} mentions or 4 GiB of values, no more fit: split it by country or by kind",
        limits::MENTIONS_MAX
    )]
    Full,
    /// A mention with this number is there already.
    #[error("mention {} is there already: each mention needs a number of its own", .0.0)]
    Known(MentionId),
}

/// One address in a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place4 {
    pub(crate) country: u16,
    pub(crate) number: u16,
    pub(crate) street: u32,
    pub(crate) city: u32,
    pub(crate) postcode: u32,
}

/// One identifier in a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Number4 {
    pub(crate) scheme: u32,
    pub(crate) country: u16,
    pub(crate) strength: u16,
    /// [`parities`] of the text.
    pub(crate) signs: u16,
    pub(crate) text: u32,
    /// Of the text: unequal hashes are unequal texts.
    pub(crate) hash: u32,
}

/// One mail address in a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mail3 {
    pub(crate) local: u32,
    pub(crate) hash: u32,
    pub(crate) domain: u32,
}

/// A record as it stands in the buffer.
#[derive(Clone, Copy)]
pub(crate) struct View<'s> {
    head: u32,
    words: &'s [u32],
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({} mentions)", self.ids.len())
    }
}

impl Default for Store {
    fn default() -> Self {
        Self {
            ids: Vec::new(),
            starts: vec![0],
            buffer: Vec::new(),
            people: People::new(Kind::Person),
            companies: People::new(Kind::Organisation),
            texts: Texts::default(),
            towns: Words::default(),
            filed: ShortTexts::default(),
            scratch: Scratch::default(),
        }
    }
}

impl Store {
    /// How many mentions it holds.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The number of the mention at a place.
    pub(crate) fn id(&self, place: Place) -> MentionId {
        self.ids.get(place as usize).copied().unwrap_or_default()
    }

    /// Bytes of the records, without the tables of texts.
    pub fn record_bytes(&self) -> usize {
        self.buffer.len() * 4 + self.starts.len() * 4 + self.ids.len() * 8
    }

    /// Makes a mention ready and appends it. Values that cannot be read are left out; more than [`limits`] allows, too.
    ///
    /// # Errors
    /// [`StoreError::Full`].
    pub fn push(&mut self, mention: &Mention<'_>) -> Result<Place, StoreError> {
        let place = u32::try_from(self.ids.len()).map_err(|_| StoreError::Full)?;
        if self.ids.len() >= limits::MENTIONS_MAX || self.buffer.len() > u32::MAX as usize - 4_096 {
            return Err(StoreError::Full);
        }
        let start = self.buffer.len();
        self.buffer.push(0);
        let sex = match mention.sex {
            None => 0,
            Some(Sex::Female) => 1,
            Some(Sex::Male) => 2,
        };
        let kind = u32::from(mention.kind == Kind::Organisation);
        let names =
            mention.names.iter().take(limits::NAMES_MAX).filter(|name| self.push_name(mention.kind, **name)).count();
        let births = mention.births.iter().take(limits::BIRTHS_MAX);
        let births = births.map(|birth| self.buffer.push(birth.pack())).count();
        let places = mention.places.iter().take(limits::PLACES_MAX).filter(|place| self.push_place(place)).count();
        let country = mention.places.first().map_or("", |place| place.country);
        let phones =
            mention.phones.iter().take(limits::PHONES_MAX).filter(|text| self.push_phone(text, country)).count();
        let mails = mention.mails.iter().take(limits::MAILS_MAX).filter(|text| self.push_mail(text)).count();
        let numbers = mention.identifiers.iter().take(limits::IDENTIFIERS_MAX);
        let numbers = numbers.filter(|number| self.push_number(number)).count();
        let head = [
            (kind, 0),
            (sex, 1),
            (names as u32, 3),
            (births as u32, 6),
            (places as u32, 8),
            (phones as u32, 11),
            (mails as u32, 14),
            (numbers as u32, 17),
        ];
        if let Some(slot) = self.buffer.get_mut(start) {
            *slot = head.iter().fold(0, |head, (count, shift)| head | count << shift);
        }
        self.starts.push(u32::try_from(self.buffer.len()).map_err(|_| StoreError::Full)?);
        self.ids.push(mention.id);
        Ok(place)
    }

    /// Reads where the names and towns of a mention stand, if they came before, without waiting. Whoever pushes many
    /// mentions approaches some (about sixteen) before pushing the first of them: their look-ups then wait for memory
    /// together, not one after the other. It changes nothing.
    pub fn approach(&self, mention: &Mention<'_>) {
        let people = self.words_of(mention.kind);
        let names = mention.names.iter().map(|name| people.approach(*name));
        let town = |text: &str, is_code| Short::new(text, is_code).map_or(0, |short| self.filed.approach(&short));
        let towns = mention.places.iter().map(|place| town(place.city, false) ^ town(place.postcode, true));
        std::hint::black_box(names.chain(towns).fold(0, |sum, read| sum ^ read));
    }

    fn push_name(&mut self, kind: Kind, name: NameText<'_>) -> bool {
        let people = if kind == Kind::Person { &mut self.people } else { &mut self.companies };
        people.read(name, &mut self.scratch.given, &mut self.scratch.family);
        let (given, family) = (&self.scratch.given, &self.scratch.family);
        if given.is_empty() && family.is_empty() {
            return false;
        }
        self.buffer.push(given.len() as u32 | (family.len() as u32) << 8);
        self.buffer.extend_from_slice(given);
        self.buffer.extend_from_slice(family);
        true
    }

    fn push_place(&mut self, place: &PlaceText<'_>) -> bool {
        let long = [place.street, place.city, place.postcode].iter().any(|text| text.len() > limits::VALUE_BYTES_MAX);
        if long {
            return false;
        }
        let (city, postcode) = (self.town(place.city, false), self.town(place.postcode, true));
        let (street, number) = if place.street.is_empty() {
            (0, 0)
        } else {
            let (street, number) = addresses::street(place.street);
            (self.towns.intern(&street).0, number)
        };
        let country = addresses::pack_country(place.country);
        if (city, postcode, street) == (0, 0, 0) {
            return false;
        }
        self.buffer.extend_from_slice(&[u32::from(country) << 16 | u32::from(number), street, city, postcode]);
        true
    }

    /// The number of a town or postal code.
    fn town(&mut self, filed: &str, is_code: bool) -> u32 {
        if filed.is_empty() {
            return 0;
        }
        let short = Short::new(filed, is_code);
        if let Some(known) = short.as_ref().and_then(|short| self.filed.get(short)) {
            return known;
        }
        let text = &mut self.scratch.text;
        if is_code {
            addresses::postcode_into(filed, text);
        } else {
            addresses::fold_into(filed, text);
        }
        let (number, _) = self.towns.intern(text);
        if let Some(short) = short {
            self.filed.insert(short, number);
        }
        number
    }

    fn push_phone(&mut self, text: &str, country: &str) -> bool {
        if text.is_empty() || text.len() > limits::VALUE_BYTES_MAX {
            return false;
        }
        let Ok(number) = phone::number(text, country) else { return false };
        self.buffer.extend_from_slice(&[(number >> 32) as u32, number as u32]);
        true
    }

    fn push_mail(&mut self, text: &str) -> bool {
        let canonical = &mut self.scratch.text;
        if text.is_empty() {
            return false;
        }
        let Ok(at) = email::split_into(text, canonical) else { return false };
        let (local, domain) = canonical.split_at(at);
        let (hash, local, domain) = (half_hash(local), self.texts.push(local), self.towns.intern(domain).0);
        self.buffer.extend_from_slice(&[local, hash, domain]);
        true
    }

    fn push_number(&mut self, number: &IdentifierText<'_>) -> bool {
        if number.text.is_empty() || number.text.len() > limits::VALUE_BYTES_MAX {
            return false;
        }
        let Ok(read) = identifiers::read(number.scheme, number.country, number.text) else { return false };
        if read.strength == Strength::None {
            return false;
        }
        let scheme = if read.scheme == "other" { number.scheme } else { read.scheme };
        let (scheme, text) = (self.towns.intern(scheme).0, self.texts.push(&read.canonical));
        let country = u32::from(addresses::pack_country(number.country));
        let signs = u32::from(parities(&read.canonical)) << 4 | read.strength as u32;
        self.buffer.extend_from_slice(&[scheme, country << 16 | signs, text, half_hash(&read.canonical)]);
        true
    }

    /// The record of a mention; an empty one for a place that is not there.
    pub(crate) fn view(&self, place: Place) -> View<'_> {
        match self.record(place).split_first() {
            Some((head, words)) => View { head: *head, words },
            None => View { head: 0, words: &[] },
        }
    }

    /// All texts, in the order of their numbers from 1: words of people, of companies, other texts, towns.
    pub(crate) fn tables(&self) -> [Vec<&str>; 4] {
        let texts = (1..self.texts.len() as u32).map(|id| self.texts.text(id)).collect();
        let towns = (1..self.towns.len() as u32).map(|id| self.towns.text(id)).collect();
        [self.people.texts(), self.companies.texts(), texts, towns]
    }

    /// A store with these texts and no mentions; `None` when a text is empty or there twice.
    pub(crate) fn with_tables(tables: &[Vec<&str>; 4]) -> Option<Self> {
        let mut store = Self::default();
        let [people, companies, texts, towns] = tables;
        people.iter().try_for_each(|text| store.people.restore(text))?;
        companies.iter().try_for_each(|text| store.companies.restore(text))?;
        texts.iter().try_for_each(|text| (store.texts.push(text) != 0).then_some(()))?;
        towns.iter().try_for_each(|text| store.towns.intern(text).1.then_some(()))?;
        Some(store)
    }

    /// Reads a little of each of these records, so that they are near when they are compared: the reads do not wait for
    /// each other, as those of a comparison do.
    pub(crate) fn touch(&self, places: impl Iterator<Item = Place>) {
        let sum = places.fold(0_u32, |sum, place| {
            let start = self.starts.get(place as usize).copied().unwrap_or(0) as usize;
            let word = |at: usize| self.buffer.get(at).copied().unwrap_or(0);
            sum.wrapping_add(word(start)).wrapping_add(word(start + 15))
        });
        std::hint::black_box(sum);
    }

    /// The words of a record.
    pub(crate) fn record(&self, place: Place) -> &[u32] {
        let place = place as usize;
        let start = self.starts.get(place).copied().unwrap_or(0) as usize;
        let end = self.starts.get(place + 1).copied().unwrap_or(0) as usize;
        self.buffer.get(start..end).unwrap_or_default()
    }

    /// Appends a record as [`Store::record`] gave it; `None` when it cannot be one of this store.
    pub(crate) fn push_record(&mut self, id: MentionId, record: &[u32]) -> Option<()> {
        let (head, words) = record.split_first()?;
        let view = View { head: *head, words };
        let parts = view.parts();
        let all = [parts.names, parts.births, parts.places, parts.phones, parts.mails, parts.numbers];
        let fits = head >> 21 == 0
            && view.sex() < 3
            && all.iter().map(|part| part.len()).sum::<usize>() == words.len()
            && names(parts.names).count() == view.count(3, 7)
            && births(parts.births).count() == parts.births.len();
        let within = |id: u32, words: usize| (id as usize) < words;
        let people = self.words_of(view.kind()).len();
        let known = names(parts.names)
            .all(|(given, family)| given.iter().chain(family).all(|word| *word != 0 && within(*word, people)))
            && places(parts.places)
                .all(|place| [place.street, place.city, place.postcode].iter().all(|id| within(*id, self.towns.len())))
            && mails(parts.mails)
                .all(|mail| within(mail.domain, self.towns.len()) && self.is_text(mail.local, mail.hash))
            && numbers(parts.numbers).all(|number| {
                within(number.scheme, self.towns.len())
                    && self.is_text(number.text, number.hash)
                    && parities(self.texts.text(number.text)) == number.signs
            });
        if !fits || !known || self.ids.len() >= limits::MENTIONS_MAX {
            return None;
        }
        let end = u32::try_from(self.buffer.len() + record.len()).ok()?;
        self.buffer.extend_from_slice(record);
        self.starts.push(end);
        self.ids.push(id);
        Some(())
    }

    fn is_text(&self, id: u32, hash: u32) -> bool {
        (id as usize) < self.texts.len() && half_hash(self.texts.text(id)) == hash
    }

    /// The table of name words of a kind.
    pub(crate) fn words_of(&self, kind: Kind) -> &People {
        if kind == Kind::Person { &self.people } else { &self.companies }
    }
}

/// The parts of a record, each a slice of the buffer.
#[derive(Clone, Copy)]
pub(crate) struct Parts<'s> {
    pub(crate) names: &'s [u32],
    pub(crate) births: &'s [u32],
    pub(crate) places: &'s [u32],
    pub(crate) phones: &'s [u32],
    pub(crate) mails: &'s [u32],
    pub(crate) numbers: &'s [u32],
}

impl<'s> View<'s> {
    pub(crate) const fn kind(self) -> Kind {
        if self.head & 1 == 0 { Kind::Person } else { Kind::Organisation }
    }

    /// 0 not known, 1 female, 2 male.
    pub(crate) const fn sex(self) -> u32 {
        (self.head >> 1) & 3
    }

    const fn count(self, shift: u32, mask: u32) -> usize {
        ((self.head >> shift) & mask) as usize
    }

    pub(crate) fn parts(self) -> Parts<'s> {
        let names = (0..self.count(3, 7)).fold(0, |at, _| {
            let counts = self.words.get(at).copied().unwrap_or(0);
            at + 1 + (counts & 255) as usize + ((counts >> 8) & 255) as usize
        });
        let mut rest = self.words;
        let mut take = |count: usize| {
            let (part, after) = rest.split_at_checked(count).unwrap_or((&[], &[]));
            rest = after;
            part
        };
        Parts {
            names: take(names),
            births: take(self.count(6, 3)),
            places: take(4 * self.count(8, 7)),
            phones: take(2 * self.count(11, 7)),
            mails: take(3 * self.count(14, 7)),
            numbers: take(4 * self.count(17, 15)),
        }
    }
}

/// Given and family words of each name.
pub(crate) fn names(mut words: &[u32]) -> impl Iterator<Item = (&[u32], &[u32])> + Clone {
    std::iter::from_fn(move || {
        let (counts, rest) = words.split_first()?;
        let (given, rest) = rest.split_at_checked((counts & 255) as usize)?;
        let (family, rest) = rest.split_at_checked(((counts >> 8) & 255) as usize)?;
        words = rest;
        Some((given, family))
    })
}

pub(crate) fn births(words: &[u32]) -> impl Iterator<Item = PartialDate> + Clone {
    words.iter().filter_map(|packed| PartialDate::unpack(*packed))
}

pub(crate) fn places(words: &[u32]) -> impl Iterator<Item = Place4> + Clone {
    words.chunks_exact(4).filter_map(|chunk| match chunk {
        [head, street, city, postcode] => Some(Place4 {
            country: (head >> 16) as u16,
            number: *head as u16,
            street: *street,
            city: *city,
            postcode: *postcode,
        }),
        _ => None,
    })
}

pub(crate) fn phones(words: &[u32]) -> impl Iterator<Item = u64> + Clone {
    words.chunks_exact(2).filter_map(|chunk| match chunk {
        [high, low] => Some(u64::from(*high) << 32 | u64::from(*low)),
        _ => None,
    })
}

pub(crate) fn mails(words: &[u32]) -> impl Iterator<Item = Mail3> + Clone {
    words.chunks_exact(3).filter_map(|chunk| match chunk {
        [local, hash, domain] => Some(Mail3 { local: *local, hash: *hash, domain: *domain }),
        _ => None,
    })
}

pub(crate) fn numbers(words: &[u32]) -> impl Iterator<Item = Number4> + Clone {
    words.chunks_exact(4).filter_map(|chunk| match chunk {
        [scheme, head, text, hash] => Some(Number4 {
            scheme: *scheme,
            country: (head >> 16) as u16,
            strength: *head as u16 & 15,
            signs: (*head as u16) >> 4,
            text: *text,
            hash: *hash,
        }),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn approaching_reads_only_and_finds_what_was_filed() {
        let names = [NameText::Parts { given: "Ana Maria", family: "Horvat" }];
        let places = [PlaceText { city: "Ostrava", postcode: "74800", country: "CZ", street: "" }];
        let mention = Mention { names: &names, places: &places, ..Mention::default() };
        let (mut one, mut other) = (Store::default(), Store::default());
        for id in 0..40 {
            let mention = Mention { id: MentionId(id), ..mention };
            other.approach(&mention);
            assert_eq!((one.push(&mention), other.push(&mention)), (Ok(id as Place), Ok(id as Place)));
            assert_eq!(one.record(id as Place), other.record(id as Place));
        }
        assert_ne!(one.people.approach(names[0]), 0, "what came before is where it is looked for");
        assert_eq!(one.people.approach(NameText::Parts { given: "", family: "Zubkowicz" }), 0);
    }
}
