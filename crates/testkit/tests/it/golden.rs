//! What a seed means never changes: the digests hold names, lives, crimes and layout in place. When a change is meant,
//! put the digest that the test prints in the place of the old one.

use openfiu_testkit::bulk::{Bulk, Until, write};
use openfiu_testkit::country::{Country, Size};
use openfiu_testkit::reports::{Filing, Habits};
use openfiu_testkit::xml::Profile;
use openfiu_testkit::xml::push::Layout;
use openfiu_testkit::xml::report::to_xml;
use sha2::{Digest, Sha256};

fn digest(pieces: impl IntoIterator<Item = Vec<u8>>) -> String {
    let mut hash = Sha256::new();
    pieces.into_iter().for_each(|piece| hash.update(&piece));
    hex::encode(&hash.finalize()[..8])
}

fn reports(seed: u64, profile: Profile) -> Vec<Vec<u8>> {
    let country = Country::new(seed, Size::hamlet());
    let habits = Habits { trade_reports: profile.has_trade_reports(), ..Habits::default() };
    Filing::new(country, habits).map(|report| to_xml(&country, profile, &report, Layout::default())).collect()
}

fn flat(seed: u64) -> Vec<Vec<u8>> {
    let (mut transactions, mut answers) = (Vec::new(), Vec::new());
    openfiu_testkit::flat::write(&Country::new(seed, Size::hamlet()), &mut transactions, &mut answers).unwrap();
    vec![transactions, answers]
}

fn bulk(seed: u64) -> Vec<Vec<u8>> {
    let mut out = Vec::new();
    let bulk = Bulk {
        seed,
        profile: Profile::Zz,
        layout: Layout::default(),
        until: Until::Transactions(50),
        one_client: false,
        broken: None,
    };
    write(&bulk, &mut out, &mut |_| {}).unwrap();
    vec![out]
}

#[test]
fn a_seed_means_what_it_meant() {
    let made = [
        digest(reports(1, Profile::Zz)),
        digest(reports(1, Profile::Xx50)),
        digest(reports(1, Profile::Xx40)),
        digest(flat(1)),
        digest(bulk(1)),
    ];
    assert_eq!(
        made,
        ["881f6e55ddd1278b", "e8308d0eb0f1f485", "9a3c8213862ac720", "591328549e822a41", "cd20d8f9dd65b36e"]
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    assert_eq!(digest(reports(5, Profile::Zz)), digest(reports(5, Profile::Zz)));
    assert_ne!(digest(reports(5, Profile::Zz)), digest(reports(6, Profile::Zz)));
    assert_eq!(digest(flat(5)), digest(flat(5)));
    assert_ne!(digest(flat(5)), digest(flat(6)));
}
