//! How two values meet, feature by feature: one table each, read through explanations.

use resolve::clusters::{Clusters, MentionId};
use resolve::dates::PartialDate;
use resolve::mention::{IdentifierText, Kind, Mention, NameText, PlaceText, Sex};
use resolve::weights::Model;

/// The level at which the feature of this name comes out; "" when there is nothing to compare. Asked both ways round.
fn level(feature: &str, a: &Mention<'_>, b: &Mention<'_>) -> &'static str {
    let mut clusters = Clusters::new(Model::default());
    for (id, mention) in [(1, a), (2, b)] {
        clusters.add(&Mention { id: MentionId(id), ..*mention }).unwrap();
    }
    let mut of = |x, y| {
        let why = clusters.explain(MentionId(x), MentionId(y)).unwrap();
        let line = why.contributions.iter().find(|line| line.feature.is_some_and(|found| found.name() == feature));
        line.map_or("", |line| line.level)
    };
    let found = of(1, 2);
    assert_eq!(of(2, 1), found, "symmetric");
    found
}

/// Given and family name.
type Parts<'t> = (&'t str, &'t str);

fn names(feature: &str, table: &[(Parts<'_>, Parts<'_>, &str)]) {
    for ((ga, fa), (gb, fb), expected) in table {
        let (a, b) = ([NameText::Parts { given: ga, family: fa }], [NameText::Parts { given: gb, family: fb }]);
        let found =
            level(feature, &Mention { names: &a, ..Mention::default() }, &Mention { names: &b, ..Mention::default() });
        assert_eq!(found, *expected, "{ga} {fa} / {gb} {fb}");
    }
}

#[test]
fn given_names() {
    names(
        "given",
        &[
            (("Johanna", "Orban"), ("Johanna", "Orban"), "exact"),
            (("Katherine", "Orban"), ("Catherine", "Orban"), "spelling"),
            (("William", "Orban"), ("Bill", "Orban"), "nickname"),
            (("W.", "Orban"), ("William", "Orban"), "initial"),
            (("Johanna Ilse", "Orban"), ("Ilse", "Orban"), "crossed"),
            (("Johanna", "Orban"), ("Tariq", "Orban"), "different"),
            (("", "Orban"), ("Tariq", "Orban"), ""),
        ],
    );
    names(
        "second",
        &[
            (("Johanna Ilse", "Orban"), ("Johanna Ilse", "Orban"), "exact"),
            (("Johanna Ilse", "Orban"), ("Johanna Tariq", "Orban"), "different"),
            (("Johanna Ilse", "Orban"), ("Johanna", "Orban"), ""),
        ],
    );
}

#[test]
fn family_names_and_their_order() {
    names(
        "family",
        &[
            (("Ana", "Horvat"), ("Ana", "Horvat"), "exact"),
            (("Ana", "Ivanov"), ("Ana", "Ivanova"), "spelling"),
            (("Ana", "Garcia Quarshigah"), ("Ana", "Quarshigah"), "partial"),
            (("Ana", "Brandauer"), ("Ana", "Zubkowicz"), "different"),
            (("Ana", ""), ("Ana", "Zubkowicz"), ""),
        ],
    );
    names(
        "order",
        &[
            (("Tariq", "Zubkowicz"), ("Tariq", "Zubkowicz"), "straight"),
            (("Tariq", "Zubkowicz"), ("Zubkowicz", "Tariq"), "turned"),
        ],
    );
}

#[test]
fn a_name_in_another_script_is_the_same_name() {
    for (a, b) in [("Иванов", "Ivanov"), ("Παπαδοπουλος", "Papadopoulos")] {
        let (x, y) = ([NameText::Parts { given: "", family: a }], [NameText::Parts { given: "", family: b }]);
        let found =
            level("family", &Mention { names: &x, ..Mention::default() }, &Mention { names: &y, ..Mention::default() });
        assert!(["exact", "spelling", "close"].contains(&found), "{a} {b}: {found}");
    }
}

#[test]
fn organisations() {
    for (a, b, expected) in [
        ("Ostvik Shipping Ltd", "OSTVIK SHIPPING LIMITED", "exact"),
        ("Ostvik Shipping Ltd", "Shipping Ostvik", "exact"),
        ("Ostvik Shipping Ltd", "Ostvik Shipping and Forwarding Company of Lindmark", "contained"),
        ("Ostvik Shipping Ltd", "Zubkowicz Timber GmbH", "different"),
    ] {
        let (x, y) = ([NameText::Whole(a)], [NameText::Whole(b)]);
        let of = |names| Mention { kind: Kind::Organisation, names, ..Mention::default() };
        assert_eq!(level("company", &of(&x), &of(&y)), expected, "{a} / {b}");
    }
}

#[test]
fn several_dates_and_the_best_of_them() {
    let date = |text: &str| PartialDate::parse(text).unwrap();
    for (a, b, expected) in [
        (vec![date("1971-03-04")], vec![date("1971-04-03")], "swapped"),
        (vec![date("1971-03-04"), date("1960")], vec![date("1971-03-04")], "exact"),
        (vec![date("1960-05-06")], vec![date("1985"), date("1960")], "same_year"),
        (vec![], vec![date("1960")], ""),
    ] {
        let of = |births| Mention { births, ..Mention::default() };
        assert_eq!(level("birth", &of(&a), &of(&b)), expected);
    }
}

#[test]
fn sexes() {
    let of = |sex| Mention { sex, ..Mention::default() };
    for (a, b, expected) in [
        (Some(Sex::Female), Some(Sex::Female), "same"),
        (Some(Sex::Female), Some(Sex::Male), "different"),
        (None, Some(Sex::Male), ""),
    ] {
        assert_eq!(level("sex", &of(a), &of(b)), expected);
    }
}

#[test]
fn addresses() {
    for (a, b, expected) in [
        (("12 High Street", "Ostvik", "1010"), ("High St 12", "OSTVIK", "1010"), "house"),
        (("12 High Street", "Ostvik", "1010"), ("14 High Street", "Ostvik", "1010"), "postcode"),
        (("12 High Street", "Ostvik", ""), ("14 High Street", "Ostvik", ""), "street"),
        (("", "Ostvik", "1010"), ("", "Ostvik", "1090"), "city"),
        (("", "", "1010"), ("", "", "1011"), "near_postcode"),
        (("", "Ostvik", ""), ("", "Lindmark", ""), "different"),
        (("", "Ostvik", ""), ("", "", "1010"), ""),
    ] {
        let place = |(street, city, postcode)| [PlaceText { street, city, postcode, country: "XX" }];
        let (x, y) = (place(a), place(b));
        let of = |places| Mention { places, ..Mention::default() };
        assert_eq!(level("place", &of(&x), &of(&y)), expected, "{a:?} {b:?}");
    }
}

#[test]
fn telephones_and_mail() {
    for (a, b, expected) in [
        ("+44 20 7946 0018", "0044 20 79460018", "exact"),
        ("+44 20 7946 0018", "+44 20 7946 0019", "one_digit"),
        ("+44 20 7946 0018", "+44 20 7946 0999", "different"),
        ("call me", "+44 20 7946 0999", ""),
    ] {
        assert_eq!(
            level(
                "phone",
                &Mention { phones: &[a], ..Mention::default() },
                &Mention { phones: &[b], ..Mention::default() }
            ),
            expected,
            "{a} {b}"
        );
    }
    for (a, b, expected) in [
        ("Ana.Horvat@post.example", "ana.horvat+x@POST.example", "exact"),
        ("ana.horvat@post.example", "ana.horvat@mail.example", "local_part"),
        ("ana@post.example", "ana@mail.example", "different"),
        ("ana", "ana", ""),
    ] {
        assert_eq!(
            level(
                "mail",
                &Mention { mails: &[a], ..Mention::default() },
                &Mention { mails: &[b], ..Mention::default() }
            ),
            expected,
            "{a} {b}"
        );
    }
}

#[test]
fn identifiers() {
    for (a, b, expected) in [
        (("iban", "DE", "DE89 3704 0044 0532 0130 00"), ("iban", "DE", "DE89370400440532013000"), "strong"),
        (("passport", "XX", "P-482913"), ("passport", "XX", "p482913"), "medium"),
        (("passport", "XX", "P482913"), ("visa", "XX", "P482913"), "weak"),
        (("passport", "XX", "P482913"), ("passport", "XX", "P482931"), "one_slip"),
        (("passport", "XX", "P482913"), ("passport", "XX", "P771204"), "different"),
        (("passport", "XX", "P482913"), ("passport", "YY", "P771204"), ""),
        (("passport", "XX", "123456789"), ("passport", "XX", "123456789"), ""),
    ] {
        let of = |(scheme, country, text)| [IdentifierText { scheme, country, text }];
        let (x, y) = (of(a), of(b));
        let of = |identifiers| Mention { identifiers, ..Mention::default() };
        assert_eq!(level("number", &of(&x), &of(&y)), expected, "{a:?} {b:?}");
    }
}

#[test]
fn people_and_organisations_are_never_compared() {
    let mut clusters = Clusters::new(Model::default());
    let names = [NameText::Whole("Zubkowicz")];
    let phones = ["+442079460018"];
    for (id, kind) in [(1, Kind::Person), (2, Kind::Organisation)] {
        clusters
            .add(&Mention { id: MentionId(id), kind, names: &names, phones: &phones, ..Mention::default() })
            .unwrap();
    }
    assert!(clusters.explain(MentionId(1), MentionId(2)).is_none());
    assert_ne!(clusters.cluster_of(MentionId(1)), clusters.cluster_of(MentionId(2)));
}
