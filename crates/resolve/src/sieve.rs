//! Most candidate pairs are no link, and of most of these all but the names says so already. Names cost the most to
//! compare, so a pair is left as soon as not even the best and rarest names could lift it to the threshold: the links
//! are the same, only sooner.

use crate::batch::PlaceLink;
use crate::feature::{Compact, Feature, Outcomes, Tools, compare_facts, compare_names};
use crate::store::Place;
use crate::weights::Model;

/// See the module's text.
pub(crate) struct Sieve<'m> {
    model: &'m Model,
    /// The most that the names of two mentions can weigh: when they cannot both have a second given name, and when they
    /// may.
    names: [i32; 2],
}

impl<'m> Sieve<'m> {
    pub(crate) fn new(model: &'m Model) -> Self {
        let rarest = model.frequencies.rarest_of_all();
        let most = |features: &[Feature]| {
            features.iter().map(|feature| model.most(*feature, rarest)).fold(0, i32::saturating_add)
        };
        let person = most(&[Feature::Given, Feature::Family, Feature::Order]);
        let plain = person.max(most(&[Feature::Company]));
        Self { model, names: [plain, plain.saturating_add(most(&[Feature::Second]))] }
    }

    /// The link between two mentions of one kind, if they are one.
    pub(crate) fn link(&self, tools: &mut Tools<'_>, a: Place, b: Place) -> Option<PlaceLink> {
        let mut outcomes = compare_facts(tools, a, b);
        if self.is_hopeless(tools, a, b, &outcomes) {
            return None;
        }
        compare_names(tools, a, b, &mut outcomes);
        let weight = self.model.weight(Compact::new(&outcomes));
        (weight >= self.model.threshold).then_some(PlaceLink { a, b, weight })
    }

    /// Whether no names could lift a pair to the threshold whose facts came out so.
    fn is_hopeless(&self, tools: &Tools<'_>, a: Place, b: Place, facts: &Outcomes) -> bool {
        // One given and one family name with their counts are three words: then there is no second one to meet in.
        let words = |place| tools.store.view(place).parts().names.len();
        let [plain, with_second] = self.names;
        let most = if words(a) > 3 && words(b) > 3 { with_second } else { plain };
        self.model.agreement(Compact::new(facts)).saturating_add(most) < self.model.threshold
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::clusters::MentionId;
    use crate::dates::PartialDate;
    use crate::feature::compare;
    use crate::mention::{Kind, Mention, NameText, PlaceText};
    use crate::people::Memory;
    use crate::weights::Frequencies;
    use crate::weights::rarity::Rarities;
    use crate::words::mix;

    /// People and companies who often agree in something: few names (frequent and rare ones), dates, codes, telephones.
    fn crowd() -> Store {
        let mut store = Store::default();
        for id in 0..260_u64 {
            let pick = |what: u64, of: &[&'static str]| of[(mix(id ^ mix(what)) % of.len() as u64) as usize];
            let given =
                pick(1, &["ana", "ana", "anna", "john", "johnny", "ana maria", "ana maria", "zvonimira", "horvat"]);
            let family =
                pick(2, &["horvat", "horvat", "horwat", "smith", "smyth", "zubkowicz", "de la cruz", "ana", ""]);
            let born = PartialDate::parse(pick(3, &["1971-03-04", "1971-04-03", "1980", "1990-12-01"])).unwrap();
            let place = PlaceText {
                postcode: pick(4, &["10018", "10019", "74800", ""]),
                country: "GB",
                ..PlaceText::default()
            };
            let phone = pick(5, &["+447982136634", "+447982136635", "+447968039755", "", ""]);
            let names = [NameText::Parts { given, family }, NameText::Parts { given: family, family: given }];
            let kind = if id % 5 == 0 { Kind::Organisation } else { Kind::Person };
            let names = &names[..1 + usize::from(id % 7 == 0)];
            let mention = Mention {
                id: MentionId(id),
                kind,
                names,
                births: &[born],
                places: &[place],
                phones: &[phone],
                ..Mention::default()
            };
            store.push(&mention).unwrap();
        }
        store
    }

    #[test]
    fn the_links_are_those_of_comparing_everything() {
        let store = crowd();
        for (frequencies, threshold) in [(Frequencies::default(), 25_200), (Frequencies::count(&store), 8_000)] {
            let model = Model { frequencies, threshold, ..Model::default() };
            let mut rarities = Rarities::default();
            rarities.extend(&store, &model.frequencies);
            let sieve = Sieve::new(&model);
            let (mut memory, mut linked, mut left) = (Memory::default(), 0, 0);
            let mut tools = Tools { store: &store, rarities: &rarities, memory: &mut memory };
            for (a, b) in (0..store.len() as Place).flat_map(|b| (0..b).map(move |a| (a, b))) {
                if store.view(a).kind() != store.view(b).kind() {
                    continue;
                }
                let outcomes = compare(&mut tools, a, b);
                let weight = model.weight(Compact::new(&outcomes));
                let expected = (weight >= threshold).then_some(PlaceLink { a, b, weight });
                assert_eq!(sieve.link(&mut tools, a, b), expected, "{a} {b}");
                linked += u32::from(expected.is_some());
                left += u32::from(sieve.is_hopeless(&tools, a, b, &outcomes_of_facts(&outcomes)));
            }
            assert!(linked > 100 && left > 100, "both are there to be told apart: {linked} linked, {left} left early");
        }
    }

    fn outcomes_of_facts(outcomes: &Outcomes) -> Outcomes {
        let mut facts = *outcomes;
        facts.iter_mut().take(5).for_each(|outcome| *outcome = Default::default());
        facts
    }
}
