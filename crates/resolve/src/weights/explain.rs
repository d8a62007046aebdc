//! A match taken apart for a reader: what met, how, and what it is worth.

use super::{Match, Model};
use crate::feature::{Feature, Outcomes, kin};
use crate::store::{self, Place, Store};
use vocab::Sensitive;

/// One line of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// The feature; `None` for the correction for kin.
    pub feature: Option<Feature>,
    /// How it came out: a level of the feature, or `kin`.
    pub level: &'static str,
    /// Its part of the weight, in thousandths of a bit; negative speaks against.
    pub weight: i32,
    /// The value on the left side, in the form that was compared.
    pub left: Sensitive<String>,
    /// The value on the right side.
    pub right: Sensitive<String>,
}

impl Contribution {
    /// Key of the sentence in the profile's words, e.g. `resolve.birth.swapped`; its arguments are `left`, `right` and
    /// `bits` (the weight in bits with one decimal).
    pub fn sentence(&self) -> String {
        format!("resolve.{}.{}", self.feature.map_or("kin", Feature::name), self.level)
    }

    /// The weight in bits with one decimal, for the sentence.
    pub fn bits(&self) -> String {
        let tenths = (self.weight + if self.weight < 0 { -50 } else { 50 }) / 100;
        format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, (tenths / 10).abs(), (tenths % 10).abs())
    }
}

/// A match with its reasons. The weights of the contributions add up to the weight of the match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Similarity and weight.
    pub found: Match,
    /// Reasons, those that weigh most first, for or against.
    pub contributions: Vec<Contribution>,
}

pub(crate) fn explain(model: &Model, store: &Store, pair: (Place, Place), outcomes: &Outcomes) -> Explanation {
    let mut contributions = Vec::new();
    let mut kin = model.kin_prior;
    for ((outcome, row), feature) in outcomes.iter().zip(&model.rows).zip(Feature::ALL) {
        let Some(cell) = row.get(usize::from(outcome.level)).filter(|_| outcome.level != 0) else { continue };
        let other = if outcome.rare == 0 { cell.other } else { -i32::from(outcome.rare) };
        kin += cell.kin - other;
        contributions.push(Contribution {
            feature: Some(feature),
            level: feature.levels().get(usize::from(outcome.level) - 1).copied().unwrap_or(""),
            weight: cell.same - other,
            left: value(store, pair.0, feature, outcome.met.0).into(),
            right: value(store, pair.1, feature, outcome.met.1).into(),
        });
    }
    let correction = -kin::softplus(kin);
    if correction != 0 {
        let none = || Sensitive::new(String::new());
        contributions.push(Contribution {
            feature: None,
            level: "kin",
            weight: correction,
            left: none(),
            right: none(),
        });
    }
    contributions.sort_by_key(|line| (std::cmp::Reverse(line.weight.unsigned_abs()), line.feature));
    Explanation { found: model.judge(outcomes), contributions }
}

/// The value of a feature, as compared, in words.
fn value(store: &Store, place: Place, feature: Feature, which: u8) -> String {
    let view = store.view(place);
    let parts = view.parts();
    let which = usize::from(which);
    let people = store.words_of(view.kind());
    let words = |words: &[u32]| words.iter().map(|word| people.text(*word)).collect::<Vec<_>>().join(" ");
    let name = store::names(parts.names).nth(which);
    let found = match feature {
        Feature::Given => name.map(|(given, _)| words(given.get(..1).unwrap_or_default())),
        Feature::Second => name.map(|(given, _)| words(given.get(1..).unwrap_or_default())),
        Feature::Family | Feature::Company => name.map(|(_, family)| words(family)),
        Feature::Order => name.map(|(given, family)| format!("{} / {}", words(given), words(family))),
        Feature::Birth => store::births(parts.births).nth(which).map(|date| date.to_string()),
        Feature::Sex => Some(["", "f", "m"].get(view.sex() as usize).copied().unwrap_or("").to_owned()),
        Feature::Phone => store::phones(parts.phones).nth(which).map(|number| format!("+{number}")),
        Feature::Mail => store::mails(parts.mails)
            .nth(which)
            .map(|mail| format!("{}{}", store.texts.text(mail.local), store.towns.text(mail.domain))),
        Feature::Number => store::numbers(parts.numbers)
            .nth(which)
            .map(|number| format!("{} {}", store.towns.text(number.scheme), store.texts.text(number.text))),
        Feature::Place => store::places(parts.places).nth(which).map(|place| {
            let number = if place.number == 0 { String::new() } else { place.number.to_string() };
            let texts = [place.street, place.postcode, place.city].map(|text| store.towns.text(text));
            let [street, postcode, city] = texts;
            let all = [street, &number, postcode, city];
            all.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        }),
    };
    found.unwrap_or_default()
}
