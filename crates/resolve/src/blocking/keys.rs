//! The keys of a mention: 32-bit hashes, sorted, each once.
//!
//! People: each given name's sound or name family with the family name's sound, in any order; the family name's sound
//! with the date of birth; the given name's with the date; the family name's with the postcode, and with the year of
//! birth and the town; the date with the postcode. Dates go in with day and month in ascending order, so that exchanged
//! ones meet. Organisations: each two words of the name, and its first word with the postcode. Everybody: telephones,
//! mail addresses, identifiers. Two different keys have one hash once in four thousand million; such a pair is compared
//! in vain, no more.

use super::Rank;
use crate::limits::KEYS_MAX;
use crate::mention::Kind;
use crate::store::{self, Place, Store, View};
use crate::words::mix;

fn key(class: u64, a: u64, b: u64) -> u32 {
    (mix(a.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ mix(b ^ (class << 56))) >> 32) as u32
}

/// Writes the keys of a mention into `keys` (emptied first).
pub(crate) fn of(store: &Store, place: Place, keys: &mut Vec<u32>) {
    keys.clear();
    let view = store.view(place);
    let parts = view.parts();
    match view.kind() {
        Kind::Person => person(store, view, keys),
        Kind::Organisation => organisation(store, view, keys),
    }
    keys.extend(store::phones(parts.phones).map(|phone| key(20, phone, 0)));
    keys.extend(store::mails(parts.mails).map(|mail| key(21, u64::from(mail.hash), store.towns.hash(mail.domain))));
    keys.extend(store::numbers(parts.numbers).map(|number| key(22, u64::from(number.hash), 0)));
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(KEYS_MAX);
}

fn person(store: &Store, view: View<'_>, keys: &mut Vec<u32>) {
    let parts = view.parts();
    let people = &store.people;
    let dates: [(u64, u64); 3] = dates(parts.births);
    let codes = store::places(parts.places).filter(|place| place.postcode != 0).take(4);
    let codes = codes.map(|place| store.towns.hash(place.postcode));
    for (given, family) in store::names(parts.names) {
        let sound = |words: &[u32]| words.first().map_or(0, |word| u64::from(people.sound(*word)));
        let (g, f) = (sound(given), sound(family));
        let [known, also] = given.first().map_or([0; 2], |word| people.families(*word).map(u64::from));
        if f != 0 && g != 0 {
            for first in [g, known, also].into_iter().filter(|first| *first != 0) {
                keys.push(key(1, first.min(f), first.max(f)));
            }
        }
        for (day, _) in dates.iter().filter(|(day, _)| *day != 0) {
            for name in [f, g, known].into_iter().filter(|name| *name != 0) {
                keys.push(key(2, name, *day));
            }
        }
        for code in codes.clone().filter(|_| f != 0) {
            keys.push(key(3, f, code));
        }
    }
    for (day, _) in dates.iter().filter(|(day, _)| *day != 0) {
        keys.extend(codes.clone().map(|code| key(4, code, *day)));
    }
}

/// Each date as a key of the day, smaller of day and month first (0: not known to the day), and its year.
fn dates(births: &[u32]) -> [(u64, u64); 3] {
    let mut found = [(0, 0); 3];
    for (slot, date) in found.iter_mut().zip(store::births(births)) {
        let year = u64::from(date.year());
        let day = match (date.month(), date.day()) {
            (Some(month), Some(day)) => year << 16 | u64::from(month.min(day)) << 8 | u64::from(month.max(day)),
            _ => 0,
        };
        *slot = (day, year);
    }
    found
}

fn organisation(store: &Store, view: View<'_>, keys: &mut Vec<u32>) {
    let parts = view.parts();
    for (_, words) in store::names(parts.names) {
        let sounds: Vec<u64> = words.iter().take(6).map(|word| u64::from(store.companies.sound(*word))).collect();
        if let [single] = sounds.as_slice() {
            keys.push(key(5, *single, 0));
        }
        for (at, first) in sounds.iter().enumerate() {
            for second in sounds.iter().skip(at + 1) {
                keys.push(key(6, *first.min(second), *first.max(second)));
            }
        }
        for place in store::places(parts.places).filter(|place| place.postcode != 0) {
            let code = store.towns.hash(place.postcode);
            keys.extend(sounds.first().map(|first| key(7, *first, code)));
        }
    }
}

/// Where a mention stands in a large block.
pub(crate) fn rank(store: &Store, place: Place) -> Rank {
    let view = store.view(place);
    let parts = view.parts();
    let people = store.words_of(view.kind());
    let mut content = 0_u64;
    for (given, family) in store::names(parts.names) {
        content = given.iter().chain(family).fold(content, |hash, word| mix(hash ^ people.latin(*word)));
    }
    for place in store::places(parts.places) {
        content = mix(content ^ store.towns.hash(place.postcode));
    }
    content = store::phones(parts.phones).fold(content, |hash, phone| mix(hash ^ phone));
    let born = parts.births.first().copied().unwrap_or(0);
    Rank { born, content: (content >> 32) as u32, id: store.id(place).0, place }
}
