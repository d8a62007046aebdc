//! Stories about mentions: what was asked for is there, the truth holds, and nobody's identity leaks into another's.

use openfiu_synth::mentions::tables::{MENTIONS_HEADER, TRUTH_HEADER, write};
use openfiu_synth::mentions::{Change, Crowd, Kind, Mention, Mix, Noise, Script, Truth};
use std::collections::{HashMap, HashSet};

fn all(crowd: &Crowd) -> Vec<(Mention, Truth)> {
    crowd.iter().collect()
}

#[test]
fn the_share_of_further_mentions_is_what_was_asked_for() {
    for (mentions, duplicates) in [(5000, 200), (5000, 0), (3001, 500), (700, 900)] {
        let crowd = Crowd { duplicates, ..Crowd::new(3, mentions) };
        let told = all(&crowd);
        let identities: HashSet<u64> = told.iter().map(|(_, truth)| truth.identity).collect();
        assert_eq!(told.len() as u64, mentions);
        assert_eq!(mentions - identities.len() as u64, mentions * duplicates / 1000);
    }
}

#[test]
fn some_have_many_mentions_and_they_do_not_stand_together() {
    let told = all(&Crowd::new(4, 20_000));
    let mut places: HashMap<u64, Vec<u64>> = HashMap::new();
    told.iter().for_each(|(_, truth)| places.entry(truth.identity).or_default().push(truth.mention));
    assert!(places.values().any(|mentions| mentions.len() >= 5));
    let beside = places.values().flat_map(|m| m.windows(2)).filter(|pair| pair[1] - pair[0] == 1).count();
    assert!(beside < 40, "{beside} neighbours");
}

#[test]
fn scripts_companies_and_missing_fields_are_what_was_asked_for() {
    let even = all(&Crowd::new(5, 12_000));
    for script in Script::ALL {
        let share = even.iter().filter(|(_, truth)| truth.script == script).count();
        assert!((700..1350).contains(&share), "{script:?} {share}");
    }
    let companies = even.iter().filter(|(mention, _)| mention.kind == "company").count();
    assert!((1200..1800).contains(&companies), "{companies}");
    let thai = Crowd { mix: Mix::only(Script::Thai), ..Crowd::new(5, 500) };
    assert!(all(&thai).iter().all(|(_, truth)| truth.script == Script::Thai));
    let born = |missing| {
        let crowd = Crowd { missing, ..Crowd::new(5, 5000) };
        all(&crowd).iter().filter(|(mention, _)| !mention.born.is_empty()).count()
    };
    assert!((4350..4650).contains(&born(0)), "nine in ten files have a date: {}", born(0));
    assert!((2000..2500).contains(&born(500)), "and half of those with half missing: {}", born(500));
}

#[test]
fn identifiers_belong_to_one_identity() {
    let told = all(&Crowd { duplicates: 400, ..Crowd::new(6, 30_000) });
    let fields: [fn(&Mention) -> String; 5] = [
        |m| m.national_id.clone(),
        |m| m.passport.clone(),
        |m| m.register.clone(),
        |m| m.email.clone(),
        |m| m.phone.chars().filter(char::is_ascii_digit).rev().take(10).collect(),
    ];
    for (at, field) in fields.into_iter().enumerate() {
        let mut owners: HashMap<String, u64> = HashMap::new();
        let mut shared = 0;
        let mut many = 0;
        for (mention, truth) in told.iter().filter(|(_, truth)| !truth.changes.contains(&Change::WrongNumber)) {
            let value = field(mention);
            if value.is_empty() {
                continue;
            }
            match owners.insert(value, truth.identity) {
                Some(other) if other != truth.identity => shared += 1,
                Some(_) => many += 1,
                None => {}
            }
        }
        // Households share landlines, which are the fifth field in some files.
        assert!(shared == 0 || (at == 4 && shared < 200), "field {at}: {shared}");
        assert!(many > 100, "field {at} ties the mentions of one identity: {many}");
    }
}

#[test]
fn the_truth_is_in_no_field_and_changes_are_told() {
    let crowd = Crowd { noise: Noise::MURKY, ..Crowd::new(7, 4000) };
    let mut seen: HashSet<Change> = HashSet::new();
    for (mention, truth) in all(&crowd) {
        let who = crowd.identity(truth.identity);
        assert_eq!(mention.kind == "person", who.kind == Kind::Person);
        seen.extend(&truth.changes);
        let full_date = format!("{}-{:02}-{:02}", who.born.year, who.born.month, who.born.day);
        let changed = [Change::PartialDate, Change::SwappedDate, Change::WrongDate];
        if !mention.born.is_empty() && !truth.changes.iter().any(|change| changed.contains(change)) {
            assert_eq!(mention.born, full_date);
        }
        if truth.changes.is_empty() && who.kind == Kind::Person && who.script != Script::Latin {
            assert!(mention.name.contains(&who.family.latin(0, who.script.naming().glue[0])), "{mention:?}");
        }
        if truth.changes.contains(&Change::OwnScript) {
            assert!(!mention.name.is_ascii());
        }
    }
    assert_eq!(seen.len(), 17, "every way of differing happens: {seen:?}");
}

#[test]
fn murky_mentions_differ_more_than_calm_ones() {
    let changes = |noise| {
        let crowd = Crowd { noise, ..Crowd::new(8, 3000) };
        all(&crowd).iter().map(|(_, truth)| truth.changes.len()).sum::<usize>()
    };
    let [calm, usual, murky] = Noise::ALL.map(changes);
    assert!(calm * 2 < usual && usual * 3 < murky * 2, "{calm} {usual} {murky}");
}

#[test]
fn pairs_are_labelled_and_those_that_are_not_the_same_have_other_names() {
    let crowd = Crowd::new(9, 5000);
    let pairs: Vec<_> = (0..4000).map(|n| crowd.pair(n)).collect();
    assert_eq!(pairs.iter().filter(|pair| pair.same).count(), 2000);
    let equal = pairs.iter().filter(|pair| !pair.same && pair.left == pair.right).count();
    assert!(equal < 8, "names of two people who are not the same are written alike {equal} times");
    let unlike = pairs.iter().filter(|pair| pair.same && pair.left != pair.right).count();
    assert!(unlike > 1200, "the same name is seldom written alike: {unlike}");
}

#[test]
fn tables_have_their_columns_and_the_same_seed_gives_the_same_bytes() {
    let table = |seed| {
        let (mut mentions, mut truth) = (Vec::new(), Vec::new());
        write(&Crowd::new(seed, 300), &mut mentions, &mut truth).unwrap();
        (String::from_utf8(mentions).unwrap(), String::from_utf8(truth).unwrap())
    };
    let (mentions, truth) = table(1);
    assert!(mentions.starts_with(MENTIONS_HEADER) && truth.starts_with(TRUTH_HEADER));
    assert_eq!((mentions.lines().count(), truth.lines().count()), (301, 301));
    assert_eq!(table(1), (mentions.clone(), truth));
    assert_ne!(table(2).0, mentions);
}
