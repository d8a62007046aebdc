//! What an office does, told on an invented list.

use screen::{
    Band, Delta, Entry, EntryField, IdentifierKind, Index, Kind, Meeting, NameKind, PartialDate, Policy, Query,
    learn_rarity,
};
use std::sync::Arc;

pub(crate) fn entry(id: &str, kind: Kind, names: &[&str]) -> Entry {
    let mut entry = Entry::new("OWN", id, kind);
    for (at, name) in names.iter().enumerate() {
        entry.add_name(name, if at == 0 { NameKind::Primary } else { NameKind::Alias });
    }
    entry
}

pub(crate) fn index(entries: &[Entry]) -> Index {
    Index::build(entries.iter().cloned(), Arc::new(learn_rarity(entries)), Policy::default())
}

fn date(text: &str) -> PartialDate {
    PartialDate::from_iso(text).unwrap()
}

fn list() -> Vec<Entry> {
    let mut smuggler = entry("1", Kind::Person, &["Aleksandr Petrovich Tregubets", "Sasha Tregubets"]);
    smuggler.add_name("Chisel", NameKind::Weak);
    smuggler.add_birth(date("1961-04-09"));
    smuggler.add_nationality("Sealand");
    smuggler.add_identifier(IdentifierKind::Passport, "ZZ 009-917", "Sealand");
    let mut namesake = entry("2", Kind::Person, &["Aleksander Tregubetz"]);
    namesake.add_birth(date("1990-12-01"));
    let mut ship = entry("3", Kind::Vessel, &["Grey Heron"]);
    ship.add_identifier(IdentifierKind::Imo, "IMO 9999993", "");
    let firm = entry("4", Kind::Organisation, &["Grey Heron Shipping and Trading Company Ltd"]);
    let arabic = entry("5", Kind::Person, &["Khalid Abd al-Rahman al-Tarshishi", "خالد عبد الرحمن الترشيشي"]);
    vec![smuggler, namesake, ship, firm, arabic]
}

fn met(index: &Index, query: &Query) -> Vec<(String, Band)> {
    let answer = index.screener().screen(query);
    answer.hits.iter().map(|hit| (index.entry(hit.entry).unwrap().id.clone(), hit.band)).collect()
}

/// Persons of these names, numbered from 0.
fn numbered(names: impl IntoIterator<Item = String>) -> Index {
    let entries = names.into_iter().enumerate().map(|(at, name)| entry(&at.to_string(), Kind::Person, &[&name]));
    index(&entries.collect::<Vec<_>>())
}

/// A word that no other name has.
fn rare(nth: u8) -> String {
    format!("{}{}ombur", char::from(b'a' + nth % 26), "ou".repeat(nth as usize / 26))
}

/// Names that share a word with so many others that they are never gone through, and one that is asked for.
fn among_namesakes(common: &str, listed: &str) -> Index {
    let others = (0..80).map(|nth| format!("{common} {}", rare(nth)));
    numbered(others.chain([listed.to_owned()]))
}

/// Asks for a name among namesakes, each by the common words, the listed name and what is asked.
fn assert_found_among_namesakes(cases: &[(&str, &str, &str)]) {
    for (common, listed, asked) in cases {
        let hits = met(&among_namesakes(common, listed), &Query::name(Kind::Person, asked));
        assert!(hits.iter().any(|(id, _)| id == "80"), "{asked}: {hits:?}");
    }
}

#[test]
fn everyone_of_a_name_is_met_also_beside_one_who_is_met_better_by_another() {
    let both = entry("1", Kind::Person, &["Gerda Marlowe", "Odo Tregubets"]);
    let index = index(&[both, entry("2", Kind::Person, &["Odo Tregubets"])]);
    let mut asked = Query::name(Kind::Person, "Gerda Marlowe");
    asked.names.extend(Query::name(Kind::Person, "Odo Tregubetz").names);
    let answer = index.screener().screen(&asked);
    let met = |hit: &screen::Hit| (index.entry(hit.entry).unwrap().id.clone(), hit.name.as_ref().unwrap().entry_name);
    assert_eq!(answer.hits.iter().map(met).collect::<Vec<_>>(), [("1".to_owned(), 0), ("2".to_owned(), 0)]);
}

#[test]
fn beside_a_common_word_another_is_found_that_is_written_otherwise() {
    assert_found_among_namesakes(&[
        // One consonant more, less or other.
        ("Mohammed", "Mohammed Tregubets", "Mohammed Tregubts"),
        ("Mohammed", "Mohammed Tregubets", "Mohammed Tredubets"),
        // A letter of the throat at the beginning.
        ("Qiaohua", "Qiaohua Chuailin", "Qiaohua Kaoilin"),
        ("Qiaohua", "Qiaohua Gaiohoa", "Qiaohua Haiiohua"),
        // Vowels beside the consonant, too, and letters exchanged.
        ("Zandor", "Zandor Kamonko", "Zandor Kaonko"),
        ("Zandor Ombur", "Zandor Ombur Domagiro", "DOLEGIRO, Zandor Ombur"),
        ("Zandor Ombur", "Zandor Ombur Saldoon", "SADLUN, Zandor Ombur"),
        // A script that leaves vowels out, on either side.
        ("Mohammed", "Mohammed Marzuqi", "محمد مردوقي"),
        ("Mohammed", "محمد مرزوقي", "Mohammed Marduqi"),
    ]);
}

/// The same for a short word whose vowels differ, too, among many that differ from it in their vowels only.
#[test]
fn a_short_word_is_found_though_a_consonant_and_vowels_differ() {
    let vowels = ['a', 'e', 'i', 'u'];
    let others =
        (0..64usize).map(|nth| format!("Zandor D{}g{}k{}", vowels[nth % 4], vowels[nth / 4 % 4], vowels[nth / 16]));
    let list = numbered(others.chain(["Zandor Dogoko".to_owned()]));
    let hits = met(&list, &Query::name(Kind::Person, "Zandor Dokhako"));
    assert!(hits.iter().any(|(id, _)| id == "64"), "{hits:?}");
}

/// Two slips in different words leave none near; a long word is found though a consonant differs.
#[test]
fn a_long_word_is_found_by_itself_though_a_consonant_differs() {
    let names = ["Hamid Shazealiyev", "Odo Marlowe"];
    let list: Vec<Entry> = names.iter().map(|name| entry(name, Kind::Person, &[name])).collect();
    let hits = met(&index(&list), &Query::name(Kind::Person, "Hamd Shazeapliyev"));
    assert_eq!(hits.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["Hamid Shazealiyev"]);
}

/// Two words written as one are found by the letters of both, though one of these differs.
#[test]
fn words_written_as_one_are_found_though_a_letter_differs() {
    assert_found_among_namesakes(&[
        ("Zandor", "Narabib Thazim Zandor", "Narablibthazim Zandor"),
        ("Zandor Ombur", "Zandor Ombur Narabib Thazim", "Narabikthazim Zandor Ombur"),
        // The list of the other word is short, so that it is gone through.
        ("Odo", "Miguel Eslles Garrez", "Migueleslle Garrez"),
        ("Odo", "Miguelitos Konstantin Garrez", "Mibuetitoskonstantin Garrez"),
    ]);
}

/// Of many words two are near in a hit: they may both be common.
#[test]
fn of_many_words_two_common_ones_lead_to_a_name() {
    let list = among_namesakes("Mohammed Ahmad Bar", "Mohammed Ahmad Bar Tregubets Marlowe");
    let hits = met(&list, &Query::name(Kind::Person, "Mohammed Ahmad Bar Tregugets Marlove"));
    assert!(hits.iter().any(|(id, _)| id == "80"), "{hits:?}");
    // A rare word of the query may be a common one with a slip.
    let list = among_namesakes("Mohammed Ahmad Bar", "Mohammed Mohammed Ahmad Bar");
    let hits = met(&list, &Query::name(Kind::Person, "Mohammae Zayallal Mohammed Ahmad Bar"));
    assert!(hits.iter().any(|(id, _)| id == "80"), "{hits:?}");
}

/// Names of which each holds one of the words, so that none of these is rare, and one that is asked for.
fn where_each_is_common(words: &[&str], listed: &str) -> Index {
    let others = words.iter().flat_map(|word| (0..40).map(move |nth| format!("{word} {}", rare(nth))));
    numbered([listed.to_owned()].into_iter().chain(others))
}

/// What a name lacks of a query does not count against it where it could not have been found by it.
#[test]
fn of_common_words_some_may_be_missing_or_written_otherwise() {
    for (words, listed, asked) in [
        // Too far for the keys in one word, which is looked for in short names only.
        (&["Mohammed", "Tregubets", "Marlowe"][..], "Mohammed Tregubets", "Marlowe Mohammed Tregubets"),
        // An initial that a word begins with.
        (&["Ali", "Damif", "Thaham"], "Ali Khalii Damif", "Thaham Ali K. Damif"),
        // Of five words two common ones are looked for near; the others are far, and one of these may be common.
        (&["Hai", "Hassan", "Abdlidi"], "Hai Rari Mohammed Hassan Abdlidi", "Hai Rafi Mohamfed Hassan Abdlidi"),
        (&["Hai", "Rafi", "Hassan", "Abdlidi"], "Hai Rari Mohammed Hassan Abdlidi", "Hai Rafi Mohamfed Hassan Abdlidi"),
        // Two words as one, which are no words too many.
        (
            &["Mohammed", "Tregubets", "Marlozimmer", "Marlo Zimmer"],
            "Mohammed Marlo Zimmer",
            "Mohammed Marlozimmer Tregubets",
        ),
    ] {
        let hits = met(&where_each_is_common(words, listed), &Query::name(Kind::Person, asked));
        assert!(hits.iter().any(|(id, _)| id == "0"), "{asked}: {hits:?}");
    }
}

/// Two common words are no reason to look at a name whose third is another.
#[test]
fn names_with_two_common_words_and_another_third_are_not_gone_through() {
    let list = where_each_is_common(&["Mohammed Tregubets", "Tregubets Marlowe", "Marlowe Mohammed"], "Odo Marlowe");
    let mut screener = list.screener();
    let answer = screener.screen(&Query::name(Kind::Person, "Mohammed Tregubets Marlowe"));
    assert!(answer.hits.is_empty());
    let candidates = screener.counts().candidates;
    assert!(candidates < 20, "{candidates} of 120");
}

/// A threshold that no name can reach is no reason to fail (found by fuzzing of saved indexes).
#[test]
fn where_names_must_be_more_than_equal_none_is_a_hit() {
    for similarity_min in [1000, 1001, 1003, u16::MAX] {
        let policy = Policy { similarity_min, ..Policy::default() };
        let list = Index::build(list(), Arc::new(learn_rarity(&list())), policy);
        let hits = met(&list, &Query::name(Kind::Person, "Aleksandr Petrovich Tregubets"));
        assert_eq!(hits.is_empty(), similarity_min > 1000, "{similarity_min}: {hits:?}");
    }
}

#[test]
fn a_name_is_found_however_it_is_spelt_ordered_or_written() {
    let index = index(&list());
    for name in [
        "TREGUBETZ, Alexander",
        "Alexandr P. Tregubets",
        "Александр Трегубец",
        "aleksandr tregubets",
        "Sasha Tregubetz",
    ] {
        let hits = met(&index, &Query::name(Kind::Person, name));
        assert!(hits.iter().any(|(id, _)| id == "1"), "{name}: {hits:?}");
    }
    for name in ["Khaled Abdulrahman Al Tarshishi", "خالد عبدالرحمن الترشيشي", "Halid Abd ar-Rahman Tarshishi"]
    {
        let hits = met(&index, &Query::name(Kind::Person, name));
        assert!(hits.iter().any(|(id, _)| id == "5"), "{name}: {hits:?}");
    }
}

#[test]
fn a_stranger_who_shares_a_common_name_meets_nobody() {
    let index = index(&list());
    for name in ["Aleksandr Petrov", "Khalid Rahman", "Odo Brandt", "", "unknown", "x"] {
        assert_eq!(met(&index, &Query::name(Kind::Person, name)), [], "{name}");
    }
}

#[test]
fn a_birth_date_tells_namesakes_apart() {
    let index = index(&list());
    let query = Query::name(Kind::Person, "Aleksandr Tregubets").with_birth(date("1961-09-04"));
    let answer = index.screener().screen(&query);
    let [first, second] = answer.hits.as_slice() else { panic!("{answer:?}") };
    assert_eq!(index.entry(first.entry).unwrap().id, "1");
    assert_eq!((first.band, first.birth), (Band::Strong, Some(Meeting::Swapped)));
    assert_eq!((second.band, second.birth), (Band::Weak, Some(Meeting::Contradicts)));
    let reasons: Vec<String> = first.explain(&index, &query).into_iter().map(vocab::Sensitive::into_revealed).collect();
    assert!(reasons.iter().any(|reason| reason.contains("day and month swapped")), "{reasons:?}");
    assert!(
        reasons.iter().any(|reason| reason.contains("\"tregubets\"") && reason.contains("the same letters")),
        "{reasons:?}"
    );
}

#[test]
fn a_weak_alias_alone_is_a_weak_hit_and_a_country_makes_none() {
    let index = index(&list());
    assert_eq!(met(&index, &Query::name(Kind::Person, "Chisel")), [("1".to_owned(), Band::Weak)]);
    assert_eq!(met(&index, &Query::name(Kind::Person, "Odo Brandt").with_country("Sealand")), []);
}

#[test]
fn a_number_alone_finds_its_entry_and_so_does_a_number_with_another_name() {
    let index = index(&list());
    let passport = Query::identifier(IdentifierKind::Passport, "zz009917");
    assert_eq!(met(&index, &passport), [("1".to_owned(), Band::Strong)]);
    let filed_otherwise = Query::identifier(IdentifierKind::Other, "ZZ/009917");
    assert_eq!(met(&index, &filed_otherwise), [("1".to_owned(), Band::Likely)]);
    let other_name = Query::name(Kind::Person, "Odo Brandt").with_identifier(IdentifierKind::Passport, "ZZ-009917", "");
    assert_eq!(met(&index, &other_name), [("1".to_owned(), Band::Strong)]);
    assert_eq!(met(&index, &Query::identifier(IdentifierKind::Imo, "9999993")), [("3".to_owned(), Band::Strong)]);
    // A ship's number given for a person is no reason to suspect the ship.
    let person = Query { kind: Kind::Person, ..Query::identifier(IdentifierKind::Imo, "9999993") };
    assert_eq!(met(&index, &person), []);
}

#[test]
fn kinds_are_kept_apart_unless_nobody_knows() {
    let index = index(&list());
    assert_eq!(met(&index, &Query::name(Kind::Person, "Grey Heron")), []);
    let ids = |kind| met(&index, &Query::name(kind, "Grey Heron")).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(Kind::Vessel), ["3"]);
    assert!(ids(Kind::Unknown).contains(&"3".to_owned()));
    let firm = met(&index, &Query::name(Kind::Organisation, "GREY HERON SHIPPING & TRADING CO. LIMITED"));
    assert_eq!(firm.first().map(|(id, _)| id.as_str()), Some("4"));
}

#[test]
fn a_new_list_entry_is_held_against_the_base_of_mentions() {
    let mentions: Vec<Entry> = ["Odo Brandt", "Aleksandr Tregubetz", "Ilse Marlow"]
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let mut mention = entry(&format!("m{at}"), Kind::Person, &[name]);
            "MENTIONS".clone_into(&mut mention.list);
            mention
        })
        .collect();
    let base = index(&mentions);
    let old = list();
    let mut new = old.clone();
    new.retain(|entry| entry.id != "1");
    let before = base.screener().screen(&Query::from(new.first().unwrap())).hits.len();
    new.push(list().remove(0));
    let delta = Delta::between(&new[..new.len() - 1], &new);
    let hits: Vec<String> = delta
        .to_screen()
        .flat_map(|entry| base.screener().screen(&Query::from(entry)).hits)
        .map(|hit| base.entry(hit.entry).unwrap().id.clone())
        .collect();
    assert_eq!((before, hits), (1, vec!["m1".to_owned()]));
}

#[test]
fn a_change_names_the_fields_that_differ() {
    let old = list();
    let mut new = old.clone();
    new[0].add_nationality("Guinea");
    new[0].add_identifier(IdentifierKind::TaxId, "TX 5550", "");
    new[1].names.reverse();
    new[4].names.reverse();
    new.remove(2);
    new.push(entry("6", Kind::Person, &["Ilse Marlow"]));
    let delta = Delta::between(&old, &new);
    let changed: Vec<(&str, &[EntryField])> =
        delta.changed.iter().map(|change| (change.new.id.as_str(), change.fields.as_slice())).collect();
    assert_eq!(
        changed,
        [("1", &[EntryField::Nationalities, EntryField::Identifiers][..]), ("5", &[EntryField::Names][..])]
    );
    assert_eq!(delta.added.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["6"]);
    assert_eq!(delta.removed.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["3"]);
    assert!(Delta::between(&old, &old).is_empty());
}

#[test]
fn a_saved_index_gives_the_same_answers_and_the_same_bytes() {
    let mut entries = list();
    entries[0].births.push(PartialDate::from_words("circa 1960").unwrap().into());
    entries[0].births.push(PartialDate::from_words("1958 to 1962").unwrap().into());
    entries[0].listed_on = Some(date("2020-02-29"));
    entries[0].add_remark("A remark, word for word.");
    entries[0].add_place(&["Quay 5", "Odvik"], "Sealand");
    let policy = Policy { hits_max: 7, evidence_min: -5, surety_min: -100, ..Policy::default() };
    let index = Index::build(entries.iter().cloned(), Arc::new(learn_rarity(&entries)), policy);
    let bytes = index.to_bytes();
    let again = Index::from_bytes(&bytes).unwrap();
    assert_eq!((again.policy(), again.len(), again.names_count()), (index.policy(), index.len(), index.names_count()));
    for entry in &entries {
        let number = again.number_of(&entry.list, &entry.id).unwrap();
        assert_eq!(again.entry(number), Some(entry));
        assert_eq!(met(&again, &Query::from(entry)), met(&index, &Query::from(entry)));
    }
    assert_eq!(again.to_bytes(), bytes);
    // Brought up to date before or after saving is the same.
    let (mut later, mut saved) = (index.clone(), again);
    for index in [&mut later, &mut saved] {
        index.remove("OWN", "1");
        index.insert(entry("9", Kind::Person, &["Ilse Marlow"]));
    }
    assert_eq!(later.to_bytes(), saved.to_bytes());
}

#[test]
fn a_damaged_state_is_refused_wherever_it_is_damaged() {
    let bytes = index(&list()).to_bytes();
    let code = |bytes: &[u8]| Index::from_bytes(bytes).map_or_else(|error| error.code(), |_| "loaded");
    assert_eq!(code(&bytes), "loaded");
    for at in 0..bytes.len() {
        let wanted: &[&str] = match at {
            0..8 => &["STATE-FOREIGN"],
            8..10 => &["STATE-VERSION"],
            10..18 => &["STATE-LENGTH"],
            _ => &["STATE-DAMAGED"],
        };
        for bit in [1u8, 128] {
            let mut damaged = bytes.clone();
            damaged[at] ^= bit;
            assert!(wanted.contains(&code(&damaged)), "byte {at}: {}", code(&damaged));
        }
    }
    for end in 0..bytes.len() {
        assert!(matches!(code(&bytes[..end]), "STATE-FOREIGN" | "STATE-LENGTH"), "cut at {end}");
    }
    let longer: Vec<u8> = bytes.iter().copied().chain([0]).collect();
    assert_eq!(code(&longer), "STATE-LENGTH");
    // Sealed anew after a change inside, it is damage all the same.
    for at in (18..bytes.len() - 8).step_by(3) {
        let mut changed = bytes.clone();
        changed[at] = 0xff;
        let sum = names::stable_hash(&changed[..changed.len() - 8]).to_le_bytes();
        let end = changed.len() - 8;
        changed[end..].copy_from_slice(&sum);
        assert!(matches!(code(&changed), "STATE-DAMAGED" | "loaded"));
    }
}

#[test]
fn too_many_hits_are_counted_and_not_silently_dropped() {
    let entries: Vec<Entry> = (0..30).map(|at| entry(&at.to_string(), Kind::Person, &["Odo Tregubets"])).collect();
    let policy = Policy { hits_max: 10, names_max: 1, ..Policy::default() };
    let index = Index::build(entries.clone(), Arc::new(learn_rarity(&entries)), policy);
    let mut query = Query::name(Kind::Person, "Odo Tregubets");
    query.names.push(query.names[0].clone());
    let answer = index.screener().screen(&query);
    assert_eq!((answer.hits.len(), answer.hits_left_out, answer.names_left_out), (10, 20, 1));
}
