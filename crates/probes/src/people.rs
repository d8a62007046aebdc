//! Names, and numbers that name somebody.

use crate::{Read, text};
use names::{NameKind, PreparedName, Rarity, compare, score};
use resolve::identifiers::{self, Strength};
use std::sync::LazyLock;

static RARITY: LazyLock<Rarity> = LazyLock::new(Rarity::prior);

/// A kind, a name, a line end, another name. Any text is a name; comparing is symmetric, a usable name equals itself, and
/// the short way and the long way say the same. Counts the usable ones.
pub fn name(bytes: &[u8]) -> Read {
    let (kind, rest) = bytes.split_first()?;
    let kind = match kind % 3 {
        0 => NameKind::Person,
        1 => NameKind::Organisation,
        _ => NameKind::Vessel,
    };
    let text = text(rest);
    let (left, right) = text.split_once('\n').unwrap_or((text, ""));
    let (left, right) = (PreparedName::new(kind, left), PreparedName::new(kind, right));
    let said = score(&left, &right, &RARITY);
    assert_eq!(said, score(&right, &left, &RARITY), "symmetric");
    assert_eq!(said, compare(&left, &right, &RARITY).similarity, "one answer");
    assert!(said <= 1000, "{said}");
    for name in [&left, &right] {
        assert!(!name.is_usable() || score(name, name, &RARITY) == 1000, "equals itself");
        let _ = name.keys(names::KeyClasses::default()).len();
    }
    let usable = [&left, &right].iter().filter(|name| name.is_usable()).count();
    Some(usable).filter(|count| *count > 0)
}

/// What the first byte chooses from, `0` the first.
pub const SCHEMES: [&str; 12] =
    ["iban", "bic", "lei", "card", "email", "phone", "vin", "imo", "wallet", "national", "tax", "passport"];

/// What the second byte chooses from, `0` the first: none, and every sixteenth of the world.
pub const COUNTRIES: [&str; 16] =
    ["", "ES", "IT", "FR", "BR", "CN", "TR", "PL", "RO", "NL", "SE", "IN", "ZA", "MX", "RU", "GB"];

/// A scheme, a country, a number: read into a form that reads as itself, or refused. Says how strong it is: 0 for a
/// placeholder, 3 for one whose check digits fit.
pub fn identifier(bytes: &[u8]) -> Read {
    let [scheme, country, number @ ..] = bytes else { return None };
    let chosen = |names: &[&'static str], byte: u8| {
        names.get(usize::from(byte.wrapping_sub(b'0')) % names.len()).copied().unwrap_or_default()
    };
    let (scheme, country) = (chosen(&SCHEMES, *scheme), chosen(&COUNTRIES, *country));
    let read = identifiers::read(scheme, country, text(number)).ok()?;
    let mut again = identifiers::read(scheme, country, &read.canonical);
    if let (Ok(again), "ethereum") = (&mut again, read.scheme) {
        // Its check lies in capitals and small letters, and the one form has small ones only.
        (again.check, again.strength) = (read.check, read.strength);
    }
    assert_eq!(again.as_ref(), Ok(&read), "{scheme} {country}");
    Some(match read.strength {
        Strength::None => 0,
        Strength::Weak => 1,
        Strength::Medium => 2,
        Strength::Strong => 3,
    })
}
