//! What an analyst sees.

use crate::world::{Filing, model};
use resolve::clusters::{Clusters, Judgement, MentionId, Move, Verdict};
use resolve::dates::PartialDate;
use resolve::weights::Model;

fn filing(id: u64, given: &str, family: &str, born: &str, phone: &str) -> Filing {
    Filing {
        id,
        given: given.into(),
        family: family.into(),
        born: PartialDate::parse(born).ok(),
        postcode: "1010".into(),
        phone: phone.into(),
        number: String::new(),
    }
}

fn add(clusters: &mut Clusters, filing: &Filing) -> resolve::clusters::Change {
    filing.with(|mention| clusters.add(mention)).unwrap()
}

fn judged(at: u64, verdict: Verdict, a: u64, b: u64) -> Judgement {
    Judgement { at, by: 1, verdict, a: MentionId(a), b: MentionId(b) }
}

#[test]
fn three_filings_about_one_woman_come_together_and_say_why() {
    let mut clusters = Clusters::new(Model::default());
    add(&mut clusters, &filing(1, "Johanna", "Zubkowicz", "1971-03-04", "+442079460018"));
    add(&mut clusters, &filing(2, "Marek", "Orban", "1958-11-30", "+442079460020"));
    let change = add(&mut clusters, &filing(3, "Johanna", "Zubkovicz", "1971-04-03", "+442079460018"));
    assert_eq!(change.moves, [Move { from: None, to: Some(MentionId(1)), mentions: 1 }]);
    assert_eq!(change.links.len(), 1);
    let why = clusters.explain(MentionId(1), MentionId(3)).unwrap();
    let sum: i32 = why.contributions.iter().map(|line| line.weight).sum();
    assert_eq!(sum, why.found.weight, "the reasons add up to the weight");
    assert_eq!(why.found.weight, change.links[0].1);
    let sentences: Vec<String> = why.contributions.iter().map(|line| line.sentence()).collect();
    assert!(sentences.contains(&"resolve.birth.swapped".to_owned()), "{sentences:?}");
    assert!(sentences.contains(&"resolve.phone.exact".to_owned()), "{sentences:?}");
    let birth = why.contributions.iter().find(|line| line.level == "swapped").unwrap();
    assert_eq!((birth.left.reveal().as_str(), birth.right.reveal().as_str()), ("1971-03-04", "1971-04-03"));
    assert!(!format!("{why:?}").contains("1971"), "values hide themselves");
}

#[test]
fn a_wife_at_the_same_address_and_telephone_is_not_her_husband() {
    let mut clusters = Clusters::new(Model::default());
    add(&mut clusters, &filing(1, "Marek", "Quarshigah", "1958-11-30", "+442079460018"));
    let change = add(&mut clusters, &filing(2, "Ilse", "Quarshigah", "1961-02-14", "+442079460018"));
    assert_eq!(change.links, []);
    let why = clusters.explain(MentionId(1), MentionId(2)).unwrap();
    assert!(why.contributions.iter().any(|line| line.feature.is_none() && line.weight < -5_000), "kin is said");
}

#[test]
fn a_father_and_a_son_of_one_name_are_two() {
    let mut clusters = Clusters::new(Model::default());
    add(&mut clusters, &filing(1, "Marek", "Orban", "1931-11-30", "+442079460018"));
    add(&mut clusters, &filing(2, "Marek", "Orban", "1958-04-12", "+442079460018"));
    assert_ne!(clusters.cluster_of(MentionId(1)), clusters.cluster_of(MentionId(2)));
}

#[test]
fn an_unmerge_is_exact_and_taking_it_back_too() {
    let mut clusters = Clusters::new(model());
    for id in 1..=4 {
        add(&mut clusters, &filing(id, "Ilse", "Brandauer", "1971-03-04", "+442079460018"));
    }
    let before = clusters.all();
    let cut = judged(1, Verdict::Different, 1, 3);
    let change = clusters.judge(cut);
    assert!(!change.moves.is_empty());
    assert_ne!(clusters.cluster_of(MentionId(1)), clusters.cluster_of(MentionId(3)));
    clusters.withdraw(&cut);
    assert_eq!(clusters.all(), before);
}

#[test]
fn an_old_name_of_a_cluster_leads_to_what_became_of_it() {
    let mut clusters = Clusters::new(model());
    add(&mut clusters, &filing(5, "Ilse", "Brandauer", "1971-03-04", "+442079460018"));
    add(&mut clusters, &filing(9, "Tariq", "Orban", "1962-08-21", "+442079460031"));
    let change = clusters.judge(judged(1, Verdict::Same, 5, 9));
    assert_eq!(change.moves, [Move { from: Some(MentionId(9)), to: Some(MentionId(5)), mentions: 1 }]);
    assert_eq!(clusters.cluster_of(MentionId(9)), Some(MentionId(5)));
}

#[test]
fn people_win_also_through_third_ones() {
    let mut clusters = Clusters::new(model());
    for id in 1..=2 {
        add(&mut clusters, &filing(id, "Ilse", "Brandauer", "1971-03-04", "+442079460018"));
    }
    add(&mut clusters, &filing(3, "Tariq", "Orban", "1962-08-21", "+442079460031"));
    clusters.judge(judged(1, Verdict::Same, 1, 3));
    clusters.judge(judged(2, Verdict::Different, 3, 2));
    assert_eq!(clusters.members(MentionId(1)), [MentionId(1), MentionId(3)]);
    assert_eq!(clusters.members(MentionId(2)), [MentionId(2)]);
}

#[test]
fn a_common_name_many_times_over_stays_linear_and_joins_nobody() {
    // T04: the name alone says little, and its block is larger than what is compared each with each.
    let mut clusters = Clusters::new(Model::default());
    for id in 0..3_000 {
        let mut one = filing(id, "William", "Orban", "", "");
        one.postcode = String::new();
        assert_eq!(add(&mut clusters, &one).links, []);
    }
}

#[test]
fn one_person_reported_a_thousand_times_is_one() {
    let mut clusters = Clusters::new(Model::default());
    for id in 0..1_000 {
        add(&mut clusters, &filing(id * 31 % 1_009, "Johanna", "Zubkowicz", "1971-03-04", "+442079460018"));
    }
    let mut names: Vec<_> = clusters.all().into_iter().map(|(_, cluster)| cluster).collect();
    names.dedup();
    assert_eq!(names, [MentionId(0)]);
}

#[test]
fn placeholders_join_nobody() {
    let mut clusters = Clusters::new(Model::default());
    for (id, name) in ["", "unknown", "N/A", "Null", "---", "X", "unknown"].iter().enumerate() {
        let mut one = filing(id as u64, name, name, "", "000000000");
        one.postcode = String::new();
        one.number = "123456789".to_owned();
        assert_eq!(add(&mut clusters, &one).links, []);
    }
    let mut store = filing(99, "", "", "", "");
    store.given = "a".repeat(10_240);
    add(&mut clusters, &store);
}

#[test]
fn nobody_is_printed() {
    let mut clusters = Clusters::new(model());
    let mut store = resolve::Store::default();
    for id in 1..=2 {
        let one = filing(id, "Ilse", "Brandauer", "1971-03-04", "+442079460018");
        add(&mut clusters, &one);
        one.with(|mention| store.push(mention)).unwrap();
    }
    let printed = format!("{clusters:?} {store:?}");
    assert_eq!(printed, "Clusters(2 mentions, 0 judged pairs) Store(2 mentions)");
}

#[test]
fn a_number_is_taken_once() {
    let mut clusters = Clusters::new(model());
    let one = filing(1, "Ilse", "Brandauer", "1971-03-04", "+442079460018");
    add(&mut clusters, &one);
    let before = clusters.all();
    assert!(one.with(|mention| clusters.add(mention)).is_err());
    assert_eq!(clusters.all(), before);
}
