//! What intake tells of a report, as the tabs show it.

use super::arrivals::natural;
use super::cards::{Around, Coder, told};
use super::report::Opened;
use super::{Desk, unread};
use crate::view::{Coded, Parties, PartyCard, Side, Summary};
use crate::view::{TransactionRow, Transactions};
use intake::view::{self, ReportHead, RoleRow, SideRow};
use std::collections::BTreeMap;
use store::Access;
use web::{Fault, Lang};

/// Transactions and cards of one page.
const ROWS: u32 = 100;
/// Rows that are read at a time.
const READ: u32 = 500;
/// Roles that are looked through; in a longer report, further ones are not shown.
const ROLES_MAX: usize = 20_000;

fn open(opened: &Opened) -> Result<(&ReportHead, &Access), Fault> {
    opened.report.as_ref().map(|(head, access)| (head, access)).ok_or(Fault::NotFound)
}

fn coded(desk: &Desk, list: &str, lang: Lang, code: &str) -> Coded {
    let words = desk.profile.list(list).and_then(|list| list.label(code, web::told::language(lang)));
    Coded { code: code.to_owned(), words: words.map(str::to_owned) }
}

/// Takes the text of a path out of what was filed.
fn take(filed: &mut Vec<(String, String)>, path: &str) -> Option<String> {
    let at = filed.iter().position(|(had, _)| had == path)?;
    Some(filed.remove(at).1)
}

/// The report in short.
pub(super) async fn summary(desk: &Desk, opened: &Opened, lang: Lang) -> Result<Summary, Fault> {
    let (head, access) = open(opened)?;
    let mut filed = head.header.clone();
    let indicators: Vec<Coded> = filed
        .iter()
        .filter(|(path, _)| path == "report_indicators/indicator")
        .map(|(_, code)| coded(desk, "report_indicator_type", lang, code))
        .collect();
    filed.retain(|(path, _)| path != "report_indicators/indicator" && path != "entity_reference");
    let roles = roles(desk, head, access).await?;
    let person = roles.iter().find(|role| role.deal == 0 && role.role == "reporting-person");
    let mut names = Names::default();
    let person = match person.and_then(|role| role.party) {
        Some(party) => names.party(desk, head, access, party).await?,
        None => None,
    };
    Ok(Summary {
        reference: head.reference.clone(),
        submitted: take(&mut filed, "submission_date").or_else(|| take(&mut filed, "report_date")).unwrap_or_default(),
        reason: take(&mut filed, "reason"),
        action: take(&mut filed, "action"),
        indicators,
        person,
        location: take(&mut filed, "location/address"),
        total: head.total().filter(|_| head.counts.first() > Some(&0)).map(|total| (total, head.currency.clone())),
        days: head.days.clone(),
        fiu_ref: take(&mut filed, "fiu_ref_number"),
        further: filed,
        findings: opened.counts(),
    })
}

pub(super) async fn roles(desk: &Desk, head: &ReportHead, access: &Access) -> Result<Vec<RoleRow>, Fault> {
    let mut all = Vec::new();
    loop {
        let after = all.last().map_or(0, |role: &RoleRow| role.ordinal);
        let page = view::roles(desk.intake.store(), access, head, after, READ).await.map_err(unread)?;
        if page.is_empty() || all.len() >= ROLES_MAX {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// Names of parties and numbers of accounts that were looked up for one page.
#[derive(Default)]
struct Names {
    parties: BTreeMap<i64, Option<String>>,
    accounts: BTreeMap<i64, Option<String>>,
}

impl Names {
    async fn party(
        &mut self,
        desk: &Desk,
        head: &ReportHead,
        access: &Access,
        ordinal: i64,
    ) -> Result<Option<String>, Fault> {
        if let Some(known) = self.parties.get(&ordinal) {
            return Ok(known.clone());
        }
        let rows = view::parties(desk.intake.store(), access, head, ordinal.saturating_sub(1), 1).await;
        let name = rows.map_err(unread)?.into_iter().find(|row| row.ordinal == ordinal).and_then(|row| row.name);
        self.parties.insert(ordinal, name.clone());
        Ok(name)
    }

    async fn account(
        &mut self,
        desk: &Desk,
        head: &ReportHead,
        access: &Access,
        ordinal: i64,
    ) -> Result<Option<String>, Fault> {
        if let Some(known) = self.accounts.get(&ordinal) {
            return Ok(known.clone());
        }
        let rows = view::accounts(desk.intake.store(), access, head, ordinal.saturating_sub(1), 1).await;
        let row = rows.map_err(unread)?.into_iter().find(|row| row.ordinal == ordinal);
        let number = row.and_then(|row| row.account.or(row.iban));
        self.accounts.insert(ordinal, number.clone());
        Ok(number)
    }
}

/// The amount in another currency that one side names; what is incomplete stays where it was filed.
fn foreign(filed: &mut Vec<(String, String)>, way: &str) -> Option<(String, String)> {
    let path = |part: &str| format!("{way}/{way}_foreign_currency/foreign_{part}");
    let (amount, code) = (path("amount"), path("currency_code"));
    let whole = [&amount, &code].into_iter().all(|path| filed.iter().any(|(had, _)| had == path));
    if whole { take(filed, &amount).zip(take(filed, &code)) } else { None }
}

/// A page of transactions, from a place on.
pub(super) async fn transactions(desk: &Desk, opened: &Opened, lang: Lang, from: i64) -> Result<Transactions, Fault> {
    let (head, access) = open(opened)?;
    let after = from.saturating_sub(1).max(0);
    let read = view::transactions(desk.intake.store(), access, head, after, ROWS.saturating_add(1));
    let mut found = read.await.map_err(unread)?;
    let next = found.get(usize::try_from(ROWS).unwrap_or(usize::MAX)).map(|row| row.ordinal.to_string());
    found.truncate(usize::try_from(ROWS).unwrap_or(usize::MAX));
    let roles = roles(desk, head, access).await?;
    let (mut names, mut rows, coder) = (Names::default(), Vec::new(), Coder::new(desk, lang));
    for row in found {
        let mut filed = row.details;
        let (mut from, mut to, mut parties) = (side(&row.from), side(&row.to), Vec::new());
        for (side, way) in [(&mut from, "from"), (&mut to, "to")] {
            let funds = take(&mut filed, &format!("{way}/{way}_funds_code"));
            if let Some(side) = side {
                side.funds = funds.map(|code| coded(desk, "funds_type", lang, &code));
            }
        }
        let own = |role: &&RoleRow| role.deal == row.ordinal && role.of_party.is_none() && role.of_account.is_none();
        for role in roles.iter().filter(own) {
            let name = match (role.party, role.account) {
                (Some(party), _) => names.party(desk, head, access, party).await?,
                (None, Some(account)) => names.account(desk, head, access, account).await?,
                (None, None) => None,
            };
            let name = name.unwrap_or_else(|| "–".to_owned());
            match (role.role.as_str(), &mut from, &mut to) {
                ("from-conductor", Some(side), _) | ("to-conductor", _, Some(side)) => side.conductor = Some(name),
                _ => parties.push(Side {
                    name,
                    party: card(role.party, role.account),
                    role: Some(coder.role(&role.role)),
                    ..Side::default()
                }),
            }
        }
        let foreign = foreign(&mut filed, "from").or_else(|| foreign(&mut filed, "to"));
        rows.push(TransactionRow {
            ordinal: natural(row.ordinal),
            number: row.number.unwrap_or_default(),
            date: row.day.unwrap_or_default(),
            amount: row.amount.unwrap_or_default(),
            currency: row.currency.unwrap_or_default(),
            foreign,
            way: row.mode.map(|code| coded(desk, "conduction_type", lang, &code)),
            description: row.description,
            suspicious: take(&mut filed, "transaction_is_suspicious").is_some_and(|text| text == "true" || text == "1"),
            from,
            to,
            parties,
            further: filed,
        });
    }
    Ok(Transactions { rows, next, later: from > 1 })
}

/// The card of a person or entity, or of an account.
pub(super) fn card(party: Option<i64>, account: Option<i64>) -> Option<String> {
    party.map(|party| format!("p{party}")).or(account.map(|account| format!("a{account}")))
}

fn side(row: &SideRow) -> Option<Side> {
    if row.party.is_none() && row.account.is_none() && row.country.is_none() {
        return None;
    }
    let (name, below) = match &row.account_number {
        Some(number) => (number.clone(), row.name.clone()),
        None => (row.name.clone().unwrap_or_else(|| "–".to_owned()), None),
    };
    let party = if row.account.is_some() { card(None, row.account) } else { card(row.party, None) };
    Some(Side { name, below, country: row.country.clone(), party, ..Side::default() })
}

/// A page of cards, from a card on: first people and entities, then accounts.
pub(super) async fn parties(desk: &Desk, opened: &Opened, lang: Lang, at: &str) -> Result<Parties, Fault> {
    let (head, access) = open(opened)?;
    let wrong = || Fault::BadRequest("HTTP-FIELD-VALUE");
    let number = |text: &str| text.parse::<i64>().ok().filter(|n| *n > 0).ok_or_else(wrong);
    let (party, account) = match at.split_at_checked(1) {
        None => (Some(1), 1),
        Some(("p", n)) => (Some(number(n)?), 1),
        Some(("a", n)) => (None, number(n)?),
        Some(_) => return Err(wrong()),
    };
    let (store, room) = (desk.intake.store(), usize::try_from(ROWS).unwrap_or(usize::MAX));
    let mut people = match party {
        Some(from) => view::parties(store, access, head, from.saturating_sub(1), ROWS.saturating_add(1)).await,
        None => Ok(Vec::new()),
    }
    .map_err(unread)?;
    let mut next = people.get(room).and_then(|row| card(Some(row.ordinal), None));
    people.truncate(room);
    let left = ROWS.saturating_sub(u32::try_from(people.len()).unwrap_or(ROWS));
    let mut accounts = Vec::new();
    if next.is_none() {
        let read = view::accounts(store, access, head, account.saturating_sub(1), left.saturating_add(1));
        accounts = read.await.map_err(unread)?;
        let left = usize::try_from(left).unwrap_or(usize::MAX);
        next = accounts.get(left).and_then(|row| card(None, Some(row.ordinal)));
        accounts.truncate(left);
    }
    let around = Around::read(desk, head, access, lang).await?;
    let mut cards: Vec<PartyCard> = people.into_iter().map(|row| around.person(row)).collect();
    cards.extend(accounts.into_iter().map(|row| around.account(row)));
    let mut names = Names::default();
    for card in &mut cards {
        for (label, ordinal) in around.behind(&card.id) {
            if let Some(name) = names.party(desk, head, access, ordinal).await? {
                told(&mut card.facts, label, name, false);
            }
        }
    }
    let later = !matches!(at, "" | "p1");
    Ok(Parties { cards, next, later })
}
