//! How sure it is that two names are one: each rule as a story of two comparisons, of which the first is the surer.

use names::{NameKind, PreparedName, Rarity, compare};
use proptest::prelude::*;

fn name(text: &str) -> PreparedName {
    PreparedName::new(NameKind::Person, text)
}

fn surety(a: &str, b: &str) -> i32 {
    compare(&name(a), &name(b), &Rarity::prior()).surety()
}

/// Asserts that the first of two pairs is surer by at least `by`.
fn surer(by: i32, first: (&str, &str), second: (&str, &str)) {
    let (more, less) = (surety(first.0, first.1), surety(second.0, second.1));
    assert!(more >= less + by, "{first:?} {more}, {second:?} {less}");
}

#[test]
fn a_slip_in_a_long_word_is_surer_than_the_same_slip_in_a_short_one() {
    surer(100, ("Oda Quarxhigah", "Oda Quarshigah"), ("Oda Quxh", "Oda Qush"));
    surer(20, ("Oda Tregxbets", "Oda Tregubets"), ("Oda Tregxb", "Oda Tregub"));
}

#[test]
fn one_slip_is_surer_than_another_way_of_writing_and_that_than_another_word() {
    surer(40, ("Oda Quarhsigah", "Oda Quarshigah"), ("Oda Kwarchika", "Oda Quarshigah"));
    surer(100, ("Oda Kwarchika", "Oda Quarshigah"), ("Oda Tregubets", "Oda Quarshigah"));
}

#[test]
fn rare_words_that_agree_are_surer_than_common_ones() {
    surer(100, ("Zebulon Quarshigah", "Zebulon Quarshigah"), ("Mohammed Hassan", "Mohammed Hassan"));
    surer(10, ("Mohammed Hassan", "Mohammed Hassan"), ("Mohammed Hassan", "Muhammad Hasan"));
}

#[test]
fn a_word_that_one_side_lacks_takes_away_and_a_misspelt_title_little() {
    surer(120, ("Oda Quarshigah", "Oda Quarshigah"), ("Oda Zebulon Quarshigah", "Oda Quarshigah"));
    surer(100, ("Mulllah Oda Quarshigah", "Mullah Oda Quarshigah"), ("Zebulon Oda Quarshigah", "Oda Quarshigah"));
    surer(40, ("Oda Zebulon Quarshigah", "Oda Quarshigah"), ("Oda Zebulon Brezovar Quarshigah", "Oda Quarshigah"));
}

#[test]
fn one_word_beside_a_whole_name_is_no_hit_and_beside_itself_it_is() {
    assert!(surety("Quarshigah", "Quarshigah") > 1200);
    assert!(surety("Oda Quarshigah", "Quarshigah") < 950);
    assert!(surety("Oda Quarshiga", "Quarshigah") < surety("Oda Quarshigah", "Quarshigah"));
}

#[test]
fn words_that_contradict_speak_against_unless_they_are_a_slip_apart() {
    surer(100, ("Oda Zebulon Quarshigah", "Oda Quarshigah"), ("Oda Zebulon Brezovar", "Oda Zebulon Quarshigah"));
    // Both are known as names of their own, so that the words do not meet; beside them everything agrees.
    surer(250, ("Yair Oda Quarshigah", "Yasir Oda Quarshigah"), ("Yair Oda Quarshigah", "Dmitri Oda Quarshigah"));
}

#[test]
fn another_well_formed_korean_name_is_another_name_and_a_broken_one_a_slip() {
    surer(80, ("Kim Yongjxn", "Kim Yongjun"), ("Kim Yongsun", "Kim Yongjun"));
    surer(80, ("Kim Hotjin", "Kim Hojin"), ("Kim Hyejin", "Kim Hojin"));
    // One syllable says less than a word of the same rarity: there are few of them.
    surer(150, ("Kim Quarshigah", "Kim Quarshigah"), ("Kim Ryong", "Kim Ryong"));
    // Elsewhere nothing is known of syllables.
    surer(340, ("Oda Yongsun", "Oda Yongjun"), ("Kim Yongsun", "Kim Yongjun"));
}

#[test]
fn a_slip_may_move_the_space_or_hit_the_article_or_the_servant() {
    assert!(surety("Ri Ch-eson", "Ri Che-son") > 950);
    surer(200, ("Pak Il-ygu", "Pak Il-Gyu"), ("Pak Il-ryong", "Pak Il-Gyu"));
    // As sure as a slip anywhere else, but for what a name of one word is given besides.
    surer(-60, ("Izzat Alnduri", "Izzat al-Duri"), ("Izzat Dnuri", "Izzat Duri"));
    surer(-230, ("Adul Quarshigah", "Abdul Quarshigah"), ("Abdul Quarshigha", "Abdul Quarshigah"));
    surer(200, ("Adul Quarshigah", "Abdul Quarshigah"), ("Zafar Quarshigah", "Abdul Quarshigah"));
}

#[test]
fn turned_names_and_the_father_beside_the_son_are_less_sure() {
    surer(40, ("Oda Quarshigah", "Oda Quarshigah"), ("Quarshigah Oda", "Oda Quarshigah"));
    surer(150, ("Oda Quarshigah Jr.", "Oda Quarshigah Jr."), ("Oda Quarshigah Jr.", "Oda Quarshigah Sr."));
}

#[test]
fn what_is_not_alike_and_what_is_no_name_has_none() {
    assert_eq!(surety("unknown", "unknown"), 0);
    assert_eq!(surety("Oda Quarshigah", "Zebulon Brezovar"), 0);
}

proptest! {
    #[test]
    fn it_is_the_same_whichever_name_is_left(
        a in "(Kim|Abdul|Oda|al-[A-Z][a-z]{2,4}|[A-Z][a-z]{1,5}){1,3}( [A-Z][a-z]{0,5}){0,2}",
        b in "(Kim|Abdul|Oda|al-[A-Z][a-z]{2,4}|[A-Z][a-z]{1,5}){1,3}( [A-Z][a-z]{0,5}){0,2}",
    ) {
        prop_assert_eq!(surety(&a, &b), surety(&b, &a));
    }

    #[test]
    fn a_name_beside_itself_is_the_surest(a in "[A-Z][a-z]{4,7} [A-Z][a-z]{4,7}", b in "[A-Z][a-z]{4,7} [A-Z][a-z]{4,7}") {
        prop_assert!(surety(&a, &a) >= surety(&a, &b));
    }
}
