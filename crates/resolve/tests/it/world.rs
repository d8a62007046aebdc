//! A small invented world in which a lot of people resemble each other.

use resolve::clusters::{Clusters, Judgement, MentionId, Verdict};
use resolve::dates::PartialDate;
use resolve::mention::{IdentifierText, Mention, NameText, PlaceText};
use resolve::weights::Model;

/// Chance from a seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i as u64 + 1) as usize);
        }
    }
}

/// One filing, owned.
#[derive(Clone)]
pub(crate) struct Filing {
    pub(crate) id: u64,
    pub(crate) given: String,
    pub(crate) family: String,
    pub(crate) born: Option<PartialDate>,
    pub(crate) postcode: String,
    pub(crate) phone: String,
    pub(crate) number: String,
}

impl Filing {
    pub(crate) fn with<R>(&self, use_it: impl FnOnce(&Mention<'_>) -> R) -> R {
        use_it(&Mention {
            id: MentionId(self.id),
            names: &[NameText::Parts { given: &self.given, family: &self.family }],
            births: self.born.as_slice(),
            places: &[PlaceText { postcode: &self.postcode, city: "Ostvik", street: "", country: "GB" }],
            phones: &[&self.phone],
            identifiers: &[IdentifierText { scheme: "passport", country: "XX", text: &self.number }],
            ..Mention::default()
        })
    }
}

/// Filings of which many are about the same people, with slips; `hub` of ten share one telephone, so that its block is
/// large.
pub(crate) fn filings(count: u64, people: u64, hub: u64, seed: u64) -> Vec<Filing> {
    const GIVEN: [&str; 6] = ["Ilse", "Marek", "Johanna", "Tariq", "William", "Bill"];
    const FAMILY: [&str; 5] = ["Brandauer", "Zubkowicz", "Orban", "Brandaver", "Quarshigah"];
    let mut dice = Dice(seed);
    let ids = (0..count).map(|n| n * 7 % 1_000_003);
    let one = |id: u64| {
        let who = dice.below(people);
        let mut own = Dice(who ^ 0xABCD);
        let pick = |dice: &mut Dice, table: &[&str]| table[dice.below(table.len() as u64) as usize].to_owned();
        let born = PartialDate::new(1950 + own.below(30) as u16, 1 + own.below(12) as u8, 1 + own.below(28) as u8).ok();
        let mut filing = Filing {
            id,
            given: pick(&mut own, &GIVEN),
            family: pick(&mut own, &FAMILY),
            born,
            postcode: (100 + own.below(5)).to_string(),
            phone: format!("+44791{:07}", own.below(900_000)),
            number: if own.below(2) == 0 { String::new() } else { format!("P{:06}", own.below(999_999)) },
        };
        match dice.below(12) {
            0 => filing.given = pick(&mut dice, &GIVEN),
            1 => filing.family = pick(&mut dice, &FAMILY),
            2 => filing.born = None,
            3 => filing.postcode = (100 + dice.below(5)).to_string(),
            4 => filing.number = String::new(),
            _ => {}
        }
        if dice.below(10) < hub {
            filing.phone = "+442079460018".to_owned();
        }
        filing
    };
    ids.map(one).collect()
}

/// A model that links readily, so that there are many links, chains and bridges.
pub(crate) fn model() -> Model {
    Model { threshold: 20_000, ..Model::default() }
}

pub(crate) fn judgement(dice: &mut Dice, ids: &[u64], at: u64) -> Judgement {
    let pick = |dice: &mut Dice| MentionId(ids[dice.below(ids.len() as u64) as usize]);
    let verdict = [Verdict::Same, Verdict::Different, Verdict::Different, Verdict::Unsure][dice.below(4) as usize];
    Judgement { at, by: dice.below(3), verdict, a: pick(dice), b: pick(dice) }
}

/// The clusters of these filings and judgements, made at once.
pub(crate) fn rebuilt<'f>(filings: impl IntoIterator<Item = &'f Filing>, judgements: &[Judgement]) -> Clusters {
    let mut store = resolve::Store::default();
    for filing in filings {
        filing.with(|mention| store.push(mention)).unwrap();
    }
    let mut clusters = Clusters::from_store(store, model()).unwrap();
    for judgement in judgements {
        clusters.judge(*judgement);
    }
    clusters
}
