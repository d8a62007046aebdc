//! How rare values are: counts of a population, kept by hash, never by name.
//!
//! Only values that occur often are kept: everything else is "rare" and all the same. So the table is small and tells
//! nobody who is in it.

use crate::store::{self, Place, Store};
use hashbrown::HashMap;

/// What a value is counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Role {
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// Word of a company's name.
    Company,
    /// Town or postcode.
    Place,
}

/// Roles in order.
const ROLES: [Role; 4] = [Role::Given, Role::Family, Role::Company, Role::Place];

/// A value with fewer occurrences than this among [`RARE_OF`] is rare.
const RARE: u64 = 2;
/// See [`RARE`].
const RARE_OF: u64 = 100_000;

/// Frequencies of a population: part of a model, frozen with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequencies {
    counts: HashMap<(Role, u64), u32>,
    totals: [u64; 4],
}

impl Frequencies {
    /// Counts the values of a store.
    pub fn count(store: &Store) -> Self {
        let mut people = vec![[0_u32; 2]; store.people.len()];
        let mut companies = vec![0_u32; store.companies.len()];
        let mut texts = vec![0_u32; store.towns.len()];
        let mut totals = [0_u64; 4];
        let mut add = |slot: Option<&mut u32>, role: Role| {
            if let (Some(slot), Some(total)) = (slot, totals.get_mut(role as usize)) {
                *slot = slot.saturating_add(1);
                *total += 1;
            }
        };
        for place in 0..store.len() {
            let view = store.view(place as Place);
            let parts = view.parts();
            let person = view.kind() == crate::mention::Kind::Person;
            for (given, family) in store::names(parts.names) {
                for word in given.iter().take(2).filter(|_| person) {
                    add(people.get_mut(*word as usize).map(|[given, _]| given), Role::Given);
                }
                for word in family.iter() {
                    let word = *word as usize;
                    if person {
                        add(people.get_mut(word).map(|[_, family]| family), Role::Family);
                    } else {
                        add(companies.get_mut(word), Role::Company);
                    }
                }
            }
            for address in store::places(parts.places) {
                add(texts.get_mut(address.city as usize).filter(|_| address.city != 0), Role::Place);
                add(texts.get_mut(address.postcode as usize).filter(|_| address.postcode != 0), Role::Place);
            }
        }
        let mut found = Self { counts: HashMap::new(), totals };
        for (word, [given, family]) in people.iter().enumerate() {
            found.keep(Role::Given, store.people.latin(word as u32), *given);
            found.keep(Role::Family, store.people.latin(word as u32), *family);
        }
        for (word, count) in companies.iter().enumerate() {
            found.keep(Role::Company, store.companies.latin(word as u32), *count);
        }
        for (text, count) in texts.iter().enumerate() {
            found.keep(Role::Place, store.towns.hash(text as u32), *count);
        }
        found.drop_rare();
        found
    }

    fn keep(&mut self, role: Role, hash: u64, count: u32) {
        if count > 1 {
            let slot = self.counts.entry((role, hash)).or_insert(0);
            *slot = slot.saturating_add(count);
        }
    }

    fn total(&self, role: Role) -> u64 {
        self.totals.get(role as usize).copied().unwrap_or(0)
    }

    fn drop_rare(&mut self) {
        let totals = self.totals;
        self.counts.retain(|(role, _), count| {
            let total = totals.get(*role as usize).copied().unwrap_or(0);
            *count > 2 && u64::from(*count) * RARE_OF > total * RARE
        });
    }

    /// How rare a value is, in thousandths of a bit; 0 when nothing was counted in this role.
    pub(crate) fn bits(&self, role: Role, hash: u64) -> u16 {
        let total = self.total(role);
        if total == 0 {
            return 0;
        }
        match self.counts.get(&(role, hash)) {
            Some(count) => millibits(f64::from(*count) / total as f64),
            None => self.rarest(role),
        }
    }

    /// No value is rarer than this. Looks at all that is kept.
    pub(crate) fn rarest_of_all(&self) -> u16 {
        let kept = self.counts.iter().map(|((role, hash), _)| self.bits(*role, *hash));
        ROLES.iter().map(|role| self.rarest(*role)).chain(kept).max().unwrap_or(0)
    }

    /// How rare a value is that is not among those kept.
    fn rarest(&self, role: Role) -> u16 {
        let total = self.total(role);
        if total == 0 { 0 } else { millibits((total * RARE / RARE_OF).max(2) as f64 / total as f64) }
    }

    /// The table as lines of text, sorted: `total ROLE COUNT` and `ROLE HASH COUNT`.
    pub fn to_text(&self) -> String {
        use std::fmt::Write;
        let mut rows: Vec<_> = self.counts.iter().map(|((role, hash), count)| (*role, *hash, *count)).collect();
        rows.sort_unstable();
        let mut text = String::new();
        for (role, total) in ROLES.iter().zip(self.totals) {
            let _ = writeln!(text, "total {} {total}", *role as u8);
        }
        for (role, hash, count) in rows {
            let _ = writeln!(text, "{} {hash:016x} {count}", role as u8);
        }
        text
    }

    /// Reads what [`Frequencies::to_text`] wrote; `None` when a line is something else.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut found = Self::default();
        for line in text.lines().filter(|line| !line.is_empty()) {
            let mut words = line.split(' ');
            let (first, second, third) = (words.next()?, words.next()?, words.next()?);
            if first == "total" {
                *found.totals.get_mut(second.parse::<usize>().ok()?)? = third.parse().ok()?;
            } else {
                let role = *ROLES.get(first.parse::<usize>().ok()?)?;
                found.counts.insert((role, u64::from_str_radix(second, 16).ok()?), third.parse().ok()?);
            }
        }
        Some(found)
    }
}

/// `-log2` of a share in thousandths of a bit, at most 30 bits.
fn millibits(share: f64) -> u16 {
    (-share.log2() * 1000.0).round().clamp(0.0, 30_000.0) as u16
}

/// The same by the numbers of one store's tables, for speed. Grows with them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rarities {
    given: Vec<u16>,
    family: Vec<u16>,
    company: Vec<u16>,
    place: Vec<u16>,
}

impl Rarities {
    /// Takes in what is new in the tables of the store.
    pub(crate) fn extend(&mut self, store: &Store, frequencies: &Frequencies) {
        for word in self.given.len()..store.people.len() {
            let hash = store.people.latin(word as u32);
            self.given.push(frequencies.bits(Role::Given, hash));
            self.family.push(frequencies.bits(Role::Family, hash));
        }
        for word in self.company.len()..store.companies.len() {
            self.company.push(frequencies.bits(Role::Company, store.companies.latin(word as u32)));
        }
        for text in self.place.len()..store.towns.len() {
            let hash = store.towns.hash(text as u32);
            self.place.push(frequencies.bits(Role::Place, hash));
        }
    }

    pub(crate) fn given(&self, word: u32) -> u16 {
        self.given.get(word as usize).copied().unwrap_or(0)
    }

    pub(crate) fn family(&self, word: u32) -> u16 {
        self.family.get(word as usize).copied().unwrap_or(0)
    }

    pub(crate) fn company(&self, word: u32) -> u16 {
        self.company.get(word as usize).copied().unwrap_or(0)
    }

    pub(crate) fn place(&self, text: u32) -> u16 {
        self.place.get(text as usize).copied().unwrap_or(0)
    }
}
