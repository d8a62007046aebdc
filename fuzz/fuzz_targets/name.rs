//! Two names: any text is a name; comparing is symmetric, a usable name equals itself, and the short way and the long
//! way say the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use names::{NameKind, PreparedName, Rarity, compare, score};
use std::sync::LazyLock;

static RARITY: LazyLock<Rarity> = LazyLock::new(Rarity::prior);

fuzz_target!(|data: (u8, &str, &str)| {
    let (kind, left, right) = data;
    let kind = match kind % 3 {
        0 => NameKind::Person,
        1 => NameKind::Organisation,
        _ => NameKind::Vessel,
    };
    let (left, right) = (PreparedName::new(kind, left), PreparedName::new(kind, right));
    let said = score(&left, &right, &RARITY);
    assert_eq!(said, score(&right, &left, &RARITY), "symmetric");
    assert_eq!(said, compare(&left, &right, &RARITY).similarity, "one answer");
    assert!(said <= 1000);
    if left.is_usable() {
        assert_eq!(score(&left, &left, &RARITY), 1000, "equals itself");
    }
    let _ = left.keys(names::KeyClasses::default()).len();
});
