//! Names made to break or to dodge: bounded work, no failure, and what was done is told.

use names::{Flags, KeyClasses, NameKind, PreparedName, Rarity, compare, limits, score};

fn person(text: &str) -> PreparedName {
    PreparedName::new(NameKind::Person, text)
}

#[test]
fn monstrous_names_are_cut_and_compared() {
    let monsters = [
        "a".repeat(1_000_000),
        "a ".repeat(100_000),
        "\u{301}".repeat(100_000),
        format!("Anna{}", "\u{489}".repeat(100_000)),
        "ﷺ".repeat(100_000),
        "-'.,".repeat(50_000),
        "عبد ال ".repeat(50_000),
        "J.".repeat(50_000),
        "陳".repeat(100_000),
        "\u{202E}\u{200B}".repeat(100_000),
        "1 2 3 ".repeat(50_000),
        "𠀀".repeat(50_000),
    ];
    let rarity = Rarity::prior();
    for kind in [NameKind::Person, NameKind::Organisation, NameKind::Vessel] {
        let names: Vec<_> = monsters.iter().map(|text| PreparedName::new(kind, text)).collect();
        for a in &names {
            assert!(a.tokens().len() <= limits::TOKENS_MAX);
            assert!(a.readings().len() <= limits::TOKENS_MAX * limits::READINGS_MAX);
            // At most two dozen words of at most fifteen keys with few readings: no name can flood an index.
            assert!(a.keys(KeyClasses::all()).len() < 4000);
            for b in &names {
                assert!(compare(a, b, &rarity).pairs.len() <= 2 * limits::TOKENS_MAX);
            }
        }
    }
}

#[test]
fn letters_of_another_script_that_look_alike_do_not_hide_a_name() {
    let rarity = Rarity::prior();
    let plain = person("Pavel Komarek");
    for trick in [
        "Pаvel Komаrek",
        "Раvel Коmarek",
        "Pavel Kοmarek",
        "Pavel Koma\u{200D}rek",
        "\u{202E}Pavel Komarek",
        "Ｐａｖｅｌ Ｋｏｍａｒｅｋ",
    ] {
        let dodger = person(trick);
        assert!(score(&plain, &dodger, &rarity) >= 980, "{trick} {}", score(&plain, &dodger, &rarity));
    }
    for trick in ["Pаvel Komаrek", "Раvel Коmarek", "Pavel Kοmarek"] {
        assert!(person(trick).flags().contains(Flags::LOOK_ALIKE), "{trick}");
    }
}

#[test]
fn no_match_rests_on_what_is_no_name() {
    let rarity = Rarity::prior();
    for text in ["", " ", "N/A", "n.a.", "NULL", "Unknown", "X", "?", "\u{200B}", "неизвестно", "不明", "غير معروف"]
    {
        let name = person(text);
        assert!(!name.is_usable(), "{text:?}");
        assert_eq!(score(&name, &name, &rarity), 0, "{text:?}");
        assert!(name.keys(KeyClasses::all()).is_empty());
    }
}

#[test]
fn one_letter_and_digits_are_no_ground_for_a_match() {
    let rarity = Rarity::prior();
    assert_eq!(score(&person("7"), &person("7"), &rarity), if person("7").is_usable() { 1000 } else { 0 });
    assert!(score(&person("J. Okonedo"), &person("J. Brandauer"), &rarity) < 500);
    assert!(score(&person("J. O."), &person("Jan Olbracht"), &rarity) < 1000);
}
