//! What holds for any text whatsoever.

use names::{Flags, KeyClasses, Met, Name, NameKind, PreparedName, Rarity, compare, compare_where, score, score_from};
use proptest::prelude::*;

const KINDS: [NameKind; 3] = [NameKind::Person, NameKind::Organisation, NameKind::Vessel];

/// Words as people write them, of several scripts, with what stands between them.
fn written() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[A-Za-z]{1,12}",
        "[а-яА-Я]{1,10}",
        "[ء-ي]{1,8}",
        "[α-ω]{1,10}",
        "[א-ת]{1,7}",
        "[一-龠]{1,4}",
        "[ぁ-ん]{1,6}",
        "[가-힣]{1,4}",
        "[क-ह][ा-ौ]?[क-ह]",
        "[ก-ฮ][ะ-ู]?[ก-ฮ]",
        "[ሀ-ፐ]{1,5}",
        "[0-9]{1,3}",
        prop::sample::select(vec![
            "al",
            "bin",
            "van",
            "de la",
            "Dr.",
            "GmbH",
            "J.",
            "abd",
            "O'",
            "von",
            "Jr",
            "ООО",
            "有限公司"
        ])
        .prop_map(str::to_owned),
    ];
    let between = prop::sample::select(vec![" ", "-", ", ", ". ", "  ", " (", "\u{200B}"]);
    prop::collection::vec((word, between), 0..7).prop_map(|parts| parts.into_iter().map(|(w, b)| w + b).collect())
}

/// Written words and also any characters at all.
fn anything() -> impl Strategy<Value = String> {
    prop_oneof![3 => written(), 1 => ".{0,60}", 1 => "\\PC{0,60}"]
}

/// Names of few words, written together and apart, in two scripts, with slips: many of them are alike.
fn alike() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Mohammed",
        "Muhamad",
        "Abd",
        "al-Rahman",
        "Abdurrahman",
        "Anne",
        "Marie",
        "Annemarie",
        "Tregubets",
        "Tregubetz",
        "Trgeubets",
        "J.",
        "Sasha",
        "Aleksandr",
        "Алексадр",
        "محمد",
        "陈",
        "志明",
        "Zhi Ming",
        "Ivanov",
        "Ivanova",
        "2",
        "Li",
        "Lee",
        "Vanderberghauser",
        "Vanderberg",
        "Hauser",
    ]);
    prop_oneof![3 => prop::collection::vec(word, 1..5).prop_map(|words| words.join(" ")), 1 => written()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn comparing_is_the_same_from_both_sides(a in anything(), b in anything(), kind in 0..3usize) {
        let rarity = Rarity::prior();
        let (a, b) = (PreparedName::new(KINDS[kind], &a), PreparedName::new(KINDS[kind], &b));
        let (there, back) = (compare(&a, &b, &rarity), compare(&b, &a, &rarity));
        prop_assert_eq!(there.similarity, back.similarity);
        prop_assert_eq!(there.evidence, back.evidence);
        prop_assert_eq!(there.remarks, back.remarks);
        prop_assert_eq!(there.similarity, score(&a, &b, &rarity));
        prop_assert!(there.similarity <= 1000);
        // Every word of both names is told of exactly once.
        let told = |side: fn(&names::WordPair) -> Option<(u8, u8)>| there.pairs.iter().filter_map(side).map(|(_, n)| usize::from(n)).sum::<usize>();
        prop_assert_eq!(told(|p| p.left), a.tokens().len());
        prop_assert_eq!(told(|p| p.right), b.tokens().len());
    }

    #[test]
    fn refusing_early_refuses_nothing_that_is_alike(a in alike(), b in alike(), floor in 500..1000u16, kind in 0..3usize) {
        let rarity = Rarity::prior();
        let (a, b) = (PreparedName::new(KINDS[kind], &a), PreparedName::new(KINDS[kind], &b));
        let whole = score(&a, &b, &rarity);
        prop_assert_eq!(score_from(&a, &b, &rarity, floor), (whole >= floor).then_some(whole));
        let told = compare_where(&a, &b, &rarity, |similarity| similarity == whole && similarity >= floor);
        prop_assert_eq!(told, (whole >= floor).then(|| compare(&a, &b, &rarity)));
    }

    #[test]
    fn a_name_is_itself(a in anything(), kind in 0..3usize) {
        let name = PreparedName::new(KINDS[kind], &a);
        let found = compare(&name, &name, &Rarity::prior());
        if name.is_usable() {
            prop_assert_eq!(found.similarity, 1000);
            prop_assert!(found.pairs.iter().all(|p| p.met == Met::Exact));
        } else {
            prop_assert_eq!(found.similarity, 0);
            prop_assert!(name.keys(KeyClasses::all()).is_empty());
        }
    }

    #[test]
    fn preparing_twice_gives_the_same_keys(a in anything()) {
        let name = Name::person(&a);
        prop_assert_eq!(name.prepare().keys(KeyClasses::all()), name.prepare().keys(KeyClasses::all()));
        prop_assert_eq!(name.prepare().keys(KeyClasses::all()), PreparedName::new(NameKind::Person, &a).keys(KeyClasses::all()));
    }

    #[test]
    fn names_that_score_as_the_same_share_a_key(a in written(), b in written()) {
        let rarity = Rarity::prior();
        let (a, b) = (PreparedName::new(NameKind::Person, &a), PreparedName::new(NameKind::Person, &b));
        if score(&a, &b, &rarity) >= 990 {
            let (left, right) = (a.keys(KeyClasses::all()), b.keys(KeyClasses::all()));
            prop_assert!(left.iter().any(|k| right.iter().any(|r| (r.class, r.hash) == (k.class, k.hash))));
        }
    }

    #[test]
    fn weights_written_into_a_name_change_no_score(a in written(), b in written(), seen in prop::collection::vec(written(), 0..5)) {
        let mut rarity = Rarity::prior();
        seen.iter().for_each(|text| rarity.add(&PreparedName::new(NameKind::Person, text)));
        let (mut a, mut b) = (PreparedName::new(NameKind::Person, &a), PreparedName::new(NameKind::Person, &b));
        let looked_up = score(&a, &b, &rarity);
        rarity.weigh(&mut a);
        prop_assert_eq!(score(&a, &b, &rarity), looked_up);
        rarity.weigh(&mut b);
        prop_assert_eq!(score(&a, &b, &rarity), looked_up);
    }

    #[test]
    fn what_is_invisible_changes_nothing(a in "[A-Z][a-z]{3,9} [A-Z][a-z]{3,9}", at in 1..4usize) {
        let mut hidden = a.clone();
        hidden.insert(at, '\u{200B}');
        let (plain, hidden) = (PreparedName::new(NameKind::Person, &a), PreparedName::new(NameKind::Person, &hidden));
        prop_assert!(hidden.flags().contains(Flags::HIDDEN));
        prop_assert_eq!(plain.keys(KeyClasses::all()), hidden.keys(KeyClasses::all()));
    }
}
