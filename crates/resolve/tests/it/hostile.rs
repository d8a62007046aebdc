//! Whatever is filed, nothing stops and nothing is guessed.

use proptest::prelude::*;
use resolve::clusters::{Clusters, MentionId};
use resolve::dates::PartialDate;
use resolve::identifiers::{self, national};
use resolve::mention::{IdentifierText, Kind, Mention, NameText, PlaceText};
use resolve::weights::Model;

proptest! {
    #[test]
    fn any_text_is_read_or_refused_and_a_canonical_form_is_its_own(text in "\\PC{0,40}|[0-9A-Z -]{0,36}") {
        let schemes = ["iban", "bic", "lei", "card", "email", "phone", "vin", "imo", "wallet", "passport", "es.dni"];
        for (scheme, country) in schemes.iter().map(|scheme| (*scheme, "GB")).chain(national::countries().map(|country| ("national", country))) {
            if let Ok(found) = identifiers::read(scheme, country, &text) {
                let again = identifiers::read(scheme, country, &found.canonical);
                prop_assert!(again.is_ok_and(|again| again.canonical == found.canonical), "{scheme} {country}");
            }
        }
        let _ = PartialDate::parse(&text);
    }

    #[test]
    fn any_mention_is_taken_in_and_matches_itself_at_least_as_well_as_others(
        given in "\\PC{0,30}", family in "\\PC{0,30}", street in "\\PC{0,60}", phone in "\\PC{0,20}", number in "\\PC{0,20}", company: bool,
    ) {
        let mut clusters = Clusters::new(Model::default());
        let kind = if company { Kind::Organisation } else { Kind::Person };
        let names = [NameText::Parts { given: &given, family: &family }, NameText::Whole(&family)];
        let places = [PlaceText { street: &street, city: &given, postcode: &number, country: &family }];
        let identifiers = [IdentifierText { scheme: &street, country: &given, text: &number }];
        for id in 1..=2 {
            let mention = Mention {
                id: MentionId(id), kind, names: &names, places: &places, phones: &[&phone], mails: &[&number],
                identifiers: &identifiers, ..Mention::default()
            };
            clusters.add(&mention).unwrap();
        }
        let found = clusters.compare(MentionId(1), MentionId(2)).unwrap();
        prop_assert!(found.weight >= 0 || found.at_stake == 0, "{found:?}");
        let bytes = clusters.to_bytes();
        prop_assert_eq!(Clusters::from_bytes(&bytes).unwrap().all(), clusters.all());
    }
}
