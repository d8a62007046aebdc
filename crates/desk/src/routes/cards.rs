//! The cards of parties and accounts: what has a label of ours stands under it, everything else under its path.

use super::arrivals::natural;
use super::show::{card, roles};
use super::{Desk, unread};
use crate::view::{PartyCard, PartyFact, PartyKind, PartyLabel};
use intake::view::{self, AccountRow, PartyRow, ReportHead, RoleRow};
use profile::{Language, Profile};
use std::collections::{BTreeMap, BTreeSet};
use store::Access;
use web::{Fault, Lang};

/// In a report of up to so many transactions a card says in which it appears.
const LOOKED_THROUGH: u32 = 500;

/// What has a column of its own, with its label.
type Columns = Vec<(PartyLabel, Option<String>)>;

/// The lists in which the codes of roles stand.
const ROLE_LISTS: [&str; 4] =
    ["account_person_role_type", "entity_person_role_type", "party_role_type", "report_party_role_type"];

/// The words of the profile for codes of the file.
pub(super) struct Coder<'a> {
    profile: &'a Profile,
    language: Language,
}

impl<'a> Coder<'a> {
    /// In the language of a page.
    pub(super) fn new(desk: &'a Desk, lang: Lang) -> Self {
        Self { profile: &desk.profile, language: web::told::language(lang) }
    }

    fn of(&self, list: &str, code: &str) -> Option<&'a str> {
        self.profile.list(list)?.label(code, self.language)
    }

    /// The words of a role; a role of ours, and one that no list has, stays as it is.
    pub(super) fn role(&self, code: &str) -> String {
        ROLE_LISTS.iter().find_map(|list| self.of(list, code)).unwrap_or(code).to_owned()
    }

    /// A value as a person reads it: a code of a short list in words, a day without a midnight that nobody meant.
    fn value(&self, path: &str, value: String) -> String {
        let list = match path.rsplit('/').next().unwrap_or(path) {
            "gender" => "gender_type",
            "tph_contact_type" | "address_type" => "contact_type",
            "tph_communication_type" => "communication_type",
            "incorporation_legal_form" => "legal_form_type",
            "type" if path.contains("identification") => "identifier_type",
            _ => return value.strip_suffix("T00:00:00").map(str::to_owned).unwrap_or(value),
        };
        self.of(list, &value).map(str::to_owned).unwrap_or(value)
    }
}

/// What stands around the parties of a report: roles, and transactions.
pub(super) struct Around<'a> {
    coder: Coder<'a>,
    roles: Vec<RoleRow>,
    deals: BTreeMap<String, BTreeSet<u64>>,
}

impl<'a> Around<'a> {
    /// Reads it.
    pub(super) async fn read(desk: &'a Desk, head: &ReportHead, access: &Access, lang: Lang) -> Result<Self, Fault> {
        let roles = roles(desk, head, access).await?;
        let mut deals: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
        let [transactions, ..] = head.counts;
        if transactions <= i64::from(LOOKED_THROUGH) {
            let found = view::transactions(desk.intake.store(), access, head, 0, LOOKED_THROUGH).await;
            let sides = found.map_err(unread)?.into_iter().flat_map(|row| {
                let of = |side: view::SideRow| [card(side.party, None), card(None, side.account)];
                [of(row.from), of(row.to)].concat().into_iter().flatten().map(move |id| (id, row.ordinal))
            });
            let acting = roles.iter().filter(|role| role.deal > 0);
            let acting = acting.filter_map(|role| Some((card(role.party, role.account)?, role.deal)));
            for (id, ordinal) in sides.chain(acting) {
                deals.entry(id).or_default().insert(natural(ordinal));
            }
        }
        Ok(Self { coder: Coder::new(desk, lang), roles, deals })
    }

    /// The card of a person or entity.
    pub(super) fn person(&self, row: PartyRow) -> PartyCard {
        let kind = if row.is_person { PartyKind::Person } else { PartyKind::Entity };
        let (number, country) = if row.is_person {
            (PartyLabel::Documents, PartyLabel::Nationality)
        } else {
            (PartyLabel::Registered, PartyLabel::Residence)
        };
        let columns = [(PartyLabel::Born, row.birth), (number, row.id_number), (country, row.country)];
        self.whole(kind, card(Some(row.ordinal), None), row.name, (columns.into(), row.details))
    }

    /// The card of an account.
    pub(super) fn account(&self, row: AccountRow) -> PartyCard {
        let (name, iban) = match row.account {
            Some(number) => (Some(number), row.iban),
            None => (row.iban, None),
        };
        let columns = vec![
            (PartyLabel::Bank, row.institution),
            (PartyLabel::Swift, row.institution_code),
            (PartyLabel::Iban, iban),
            (PartyLabel::Currency, row.currency),
        ];
        self.whole(PartyKind::Account, card(None, Some(row.ordinal)), name, (columns, row.details))
    }

    fn whole(
        &self,
        kind: PartyKind,
        id: Option<String>,
        name: Option<String>,
        (columns, details): (Columns, Vec<(String, String)>),
    ) -> PartyCard {
        let id = id.unwrap_or_default();
        let mut facts = Vec::new();
        for (label, value) in columns {
            if let Some(value) = value {
                let plain = !matches!(label, PartyLabel::Bank | PartyLabel::Documents);
                told(&mut facts, label, self.coder.value("", value), plain);
            }
        }
        let worded = details.into_iter().map(|(path, value)| {
            let value = self.coder.value(&path, value);
            (path, value)
        });
        filed(&mut facts, worded.collect());
        once(&mut facts);
        let roles: BTreeSet<&str> = self.roles_of(&id).map(|role| role.role.as_str()).collect();
        for role in roles {
            told(&mut facts, PartyLabel::Role, self.coder.role(role), false);
        }
        let transactions = self.deals.get(&id).into_iter().flatten().copied().collect();
        let name = name.unwrap_or_else(|| "–".to_owned());
        PartyCard { id, kind, name, my_client: false, facts, transactions }
    }

    fn roles_of(&self, id: &str) -> impl Iterator<Item = &RoleRow> {
        self.roles.iter().filter(move |role| card(role.party, role.account).as_deref() == Some(id))
    }

    /// Who stands behind a card: signatories and owners of an account, directors of an entity.
    pub(super) fn behind(&self, id: &str) -> Vec<(PartyLabel, i64)> {
        let mut found = Vec::new();
        let of = |role: &&RoleRow| card(role.of_party, role.of_account).as_deref() == Some(id);
        for role in self.roles.iter().filter(of) {
            let label = if role.of_account.is_some() { PartyLabel::Holders } else { PartyLabel::Directors };
            if let Some(party) = role.party.filter(|party| !found.contains(&(label.clone(), *party))) {
                found.push((label, party));
            }
        }
        found
    }
}

/// Takes away the bare number of a document whose whole line stands there too.
fn once(facts: &mut [PartyFact]) {
    for fact in facts.iter_mut().filter(|fact| fact.label == PartyLabel::Documents) {
        let lines = fact.values.clone();
        fact.values
            .retain(|value| !lines.iter().any(|line| line != value && line.split(", ").any(|part| part == value)));
    }
}

/// Adds a value under a label.
pub(super) fn told(facts: &mut Vec<PartyFact>, label: PartyLabel, value: String, plain: bool) {
    match facts.iter_mut().find(|fact| fact.label == label) {
        Some(fact) => fact.values.push(value),
        None => facts.push(PartyFact { label, values: vec![value], plain }),
    }
}

/// Adds what has no column. The parts of one telephone, address or document stand in one line, in the order of the
/// file; a part that comes again begins the next line.
fn filed(facts: &mut Vec<PartyFact>, details: Vec<(String, String)>) {
    let (mut line, mut parts) = (None, BTreeSet::new());
    for (path, value) in details {
        let Some(of) = line_of(&path) else {
            let (label, plain) = label(&path);
            told(facts, label, value, plain);
            line = None;
            continue;
        };
        let goes_on = line.as_ref() == Some(&of) && !parts.contains(&path);
        let last = facts.iter_mut().find(|fact| fact.label == of).and_then(|fact| fact.values.last_mut());
        match last.filter(|_| goes_on) {
            Some(last) => {
                last.push_str(", ");
                last.push_str(&value);
            }
            None => {
                parts.clear();
                told(facts, of.clone(), value, false);
            }
        }
        parts.insert(path);
        line = Some(of);
    }
}

/// What a path is a part of, if that is shown in one line.
fn line_of(path: &str) -> Option<PartyLabel> {
    let mut steps = path.split('/').rev().skip(1);
    steps.find_map(|step| match step {
        "phone" => Some(PartyLabel::Phones),
        "address" => Some(PartyLabel::Addresses),
        "identification" => Some(PartyLabel::Documents),
        _ => None,
    })
}

/// The label for a path of the file, and whether its values are codes or numbers.
fn label(path: &str) -> (PartyLabel, bool) {
    let last = path.rsplit('/').next().unwrap_or(path);
    match last {
        "alias" | "mothers_name" | "full_name_frn" | "commercial_name" => (PartyLabel::OtherNames, false),
        "birth_place" => (PartyLabel::BirthPlace, false),
        "gender" => (PartyLabel::Gender, false),
        "nationality2" | "nationality3" => (PartyLabel::Nationality, true),
        "residence" => (PartyLabel::Residence, true),
        "occupation" => (PartyLabel::Occupation, false),
        "email" => (PartyLabel::Emails, true),
        "opened" => (PartyLabel::Opened, true),
        "balance" => (PartyLabel::Balance, true),
        "incorporation_legal_form" => (PartyLabel::LegalForm, false),
        "business" => (PartyLabel::Business, false),
        _ => (PartyLabel::AsFiled(path.to_owned()), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_shown_once_and_codes_in_words() {
        let profile = Profile::builtin("zz").unwrap().unwrap();
        let coder = Coder { profile: &profile, language: Language::Fr };
        assert_eq!(coder.role("HOLD"), "Titulaire du compte");
        assert_eq!((coder.role("signatory"), coder.role("QQ")), ("signatory".to_owned(), "QQ".to_owned()));
        assert_eq!(coder.value("birth_date", "1978-02-14T00:00:00".into()), "1978-02-14");
        assert_eq!(coder.value("opened", "1978-02-14T09:30:00".into()), "1978-02-14T09:30:00");
        assert_eq!(coder.value("gender", "?".into()), "?", "a code that no list has");
        assert_ne!(coder.value("phones/phone/tph_contact_type", "HOME".into()), "HOME");
        let fact = |values: &[&str]| {
            let values = values.iter().map(|text| (*text).to_owned()).collect();
            PartyFact { label: PartyLabel::Documents, values, plain: true }
        };
        let mut facts = [fact(&["612", "NID, 612, ZZ", "7"])];
        once(&mut facts);
        assert_eq!(facts[0].values, ["NID, 612, ZZ", "7"]);
    }

    #[test]
    fn what_has_no_label_stands_under_its_path_and_a_telephone_in_one_line() {
        let told = [
            ("phones/phone/tph_contact_type", "HOME"),
            ("phones/phone/tph_number", "555"),
            ("phones/phone/tph_contact_type", "WORK"),
            ("phones/phone/tph_number", "666"),
            ("comments", "x"),
            ("identification/type", "NID"),
            ("identification/number", "7"),
            ("alias", "Ali"),
        ];
        let mut facts = Vec::new();
        filed(&mut facts, told.map(|(path, value)| (path.to_owned(), value.to_owned())).to_vec());
        let seen: Vec<_> = facts.into_iter().map(|fact| (fact.label, fact.values.join(" | "))).collect();
        let expected = [
            (PartyLabel::Phones, "HOME, 555 | WORK, 666"),
            (PartyLabel::AsFiled("comments".into()), "x"),
            (PartyLabel::Documents, "NID, 7"),
            (PartyLabel::OtherNames, "Ali"),
        ];
        assert_eq!(seen, expected.map(|(label, text)| (label, text.to_owned())));
    }
}
