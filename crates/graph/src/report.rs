//! Transactions and ties from filed reports.
//!
//! What is a node, under which key, is the caller's to say: before identity is resolved a party as one report states
//! it, afterwards a subject. What cannot become an edge is told, not dropped in silence.

use crate::build::{GraphBuilder, NewTransaction};
use crate::edge::EdgeAttribute;
use crate::error::GraphError;
use crate::id::{CurrencyId, NodeId};
use crate::node::{Country, NodeFacts, NodeFlags, NodeKind};
use crate::rows::{AmountText, TextRow, check_row};
use crate::tie::{Link, LinkKind, Shared, SharedKind};
use vocab::Money;
use vocab::report::{
    Account, Address, Entity, Header, NetworkDevice, Person, Phone, Side, Subject, Text, Transaction, When,
};

/// What the reader of reports must be told.
pub struct Reading<'a> {
    /// The key of a person, account or entity, such as the number of its subject; `None` when it cannot be named.
    pub key: &'a dyn Fn(&Subject) -> Option<String>,
    /// Decimals of a currency; `None` when there is no such currency.
    pub digits: &'a dyn Fn(&str) -> Option<u8>,
    /// The zone in which times without one are meant.
    pub zone: &'a jiff::tz::TimeZone,
    /// Put before the reporter's transaction number, so that it is unique in the graph: the report's own number.
    pub report_id: &'a str,
}

/// Why a transaction did not become an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// It has parties, but no payer and payee.
    NoDirection,
    /// The payer is not stated or cannot be named.
    NoPayer,
    /// The payee is not stated or cannot be named.
    NoPayee,
    /// It has no date that can be read.
    NoTime,
    /// It has no amount with a currency that can be read.
    NoAmount,
    /// The row was refused.
    Refused(GraphError),
}

/// Adds the transactions of one report and the ties of all who take part in them. Returns the position of each
/// transaction that did not become an edge, and why.
///
/// The amount is that of the foreign currency when exactly one is stated, with the local amount as reference when the
/// local currency is the graph's reference currency; otherwise it is the local amount.
///
/// # Errors
/// [`GraphError::TooMany`] only.
pub fn add_report(
    builder: &mut GraphBuilder,
    header: &Header,
    transactions: &[Transaction],
    reading: &Reading<'_>,
) -> Result<Vec<(usize, Skipped)>, GraphError> {
    let mut skipped = Vec::new();
    for (position, transaction) in transactions.iter().enumerate() {
        match add_transaction(builder, header, transaction, reading) {
            Ok(None) => {}
            Ok(Some(why)) => skipped.push((position, why)),
            Err(error @ GraphError::TooMany { .. }) => return Err(error),
            Err(error) => skipped.push((position, Skipped::Refused(error))),
        }
    }
    Ok(skipped)
}

fn add_transaction(
    builder: &mut GraphBuilder,
    header: &Header,
    transaction: &Transaction,
    reading: &Reading<'_>,
) -> Result<Option<Skipped>, GraphError> {
    let (Some(from), Some(to)) = (&transaction.from, &transaction.to) else {
        let parties = transaction.involved_parties.is_some();
        let why = if transaction.from.is_some() { Skipped::NoPayee } else { Skipped::NoPayer };
        return Ok(Some(if parties { Skipped::NoDirection } else { why }));
    };
    let Some(when) = transaction.date_transaction.as_ref().and_then(|date| date.value()) else {
        return Ok(Some(Skipped::NoTime));
    };
    let Some(time) = instant(when, reading.zone) else { return Ok(Some(Skipped::NoTime)) };
    let local = transaction.money(header.currency_code_local.as_deref());
    let Some(money) = foreign(from, to).or_else(|| local.clone()) else { return Ok(Some(Skipped::NoAmount)) };
    let payer = from.subject.as_ref().and_then(|subject| Some((subject, (reading.key)(subject)?)));
    let payee = to.subject.as_ref().and_then(|subject| Some((subject, (reading.key)(subject)?)));
    let Some((payer, payer_key)) = payer else { return Ok(Some(Skipped::NoPayer)) };
    let Some((payee, payee_key)) = payee else { return Ok(Some(Skipped::NoPayee)) };
    let reference_code = builder.codes().currency(CurrencyId(0)).map(|(code, _)| code.to_owned());
    let reference = local.filter(|local| reference_code.as_deref() == Some(local.currency.as_str()));
    let number = transaction.transactionnumber.as_deref().unwrap_or_default();
    let external_id = format!("{}{number}", reading.report_id);
    let row = TextRow {
        from_kind: kind_of(payer),
        from: Some(&payer_key),
        to_kind: kind_of(payee),
        to: Some(&payee_key),
        time: Some(time),
        amount: Some(AmountText::Decimal(money.amount)),
        currency: Some(money.currency.as_str()),
        reference: reference.as_ref().map(|local| AmountText::Decimal(local.amount)),
        channel: transaction.transmode_code.as_deref(),
        external_id: Some(&external_id),
    };
    // Checked before any node is made, so that a refused transaction leaves nothing behind.
    let sound = check_row(builder, row, reading.digits)?;
    let (payer_node, payee_node) = (add_subject(builder, payer, reading)?, add_subject(builder, payee, reading)?);
    let (Some(payer_node), Some(payee_node)) = (payer_node, payee_node) else { return Ok(Some(Skipped::NoPayer)) };
    let new = NewTransaction {
        from: payer_node,
        to: payee_node,
        time,
        amount_minor: sound.amount_minor,
        currency: builder.currency(money.currency.as_str(), sound.digits)?,
        reference_minor: sound.reference_minor,
        channel: builder.channel(transaction.transmode_code.as_deref().unwrap_or_default())?,
        external_id: &external_id,
    };
    builder.transaction(new)?;
    if let Some(conductor) = &from.conductor {
        let subject = Subject::Person(conductor.clone());
        if let Some(node) = add_subject(builder, &subject, reading)? {
            builder.annotate(EdgeAttribute::Conductor, node.0)?;
        }
    }
    Ok(None)
}

/// The instant of a time as stated; a time that a clock change left out or doubled is the earlier offset's.
fn instant(when: &When, zone: &jiff::tz::TimeZone) -> Option<i64> {
    let assumed = || zone.to_ambiguous_zoned(when.civil).compatible().ok().map(|zoned| zoned.timestamp().as_second());
    when.instant_seconds().or_else(|| if when.offset_seconds.is_some() { None } else { assumed() })
}

/// The one foreign amount both sides state, or the only one that is stated.
fn foreign(from: &Side, to: &Side) -> Option<Money> {
    let of = |side: &Side| side.foreign_currency.as_ref().and_then(|foreign| foreign.money());
    match (of(from), of(to)) {
        (Some(one), Some(other)) => (one == other).then_some(one),
        (one, other) => one.or(other),
    }
}

fn kind_of(subject: &Subject) -> NodeKind {
    match subject {
        Subject::Account(_) => NodeKind::Account,
        Subject::Person(_) | Subject::Entity(_) => NodeKind::Party,
    }
}

/// The node of a subject with its facts and ties; `None` when it cannot be named.
fn add_subject(
    builder: &mut GraphBuilder,
    subject: &Subject,
    reading: &Reading<'_>,
) -> Result<Option<NodeId>, GraphError> {
    let Some(key) = (reading.key)(subject) else { return Ok(None) };
    let node = builder.node(kind_of(subject), &key)?;
    match subject {
        Subject::Account(account) => add_account(builder, node, account, reading)?,
        Subject::Person(person) => add_person(builder, node, person)?,
        Subject::Entity(entity) => add_entity(builder, node, entity, reading)?,
    }
    Ok(Some(node))
}

fn tie(builder: &mut GraphBuilder, from: Option<NodeId>, kind: LinkKind, to: NodeId) -> Result<(), GraphError> {
    match from {
        Some(from) => builder.link(Link { from, kind, to, since_day: None, until_day: None }),
        None => Ok(()),
    }
}

fn share(builder: &mut GraphBuilder, node: NodeId, kind: SharedKind, text: &str) -> Result<(), GraphError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(());
    }
    let value = builder.value(text)?;
    builder.share(Shared { node, kind, value })
}

fn add_account(
    builder: &mut GraphBuilder,
    node: NodeId,
    account: &Account,
    reading: &Reading<'_>,
) -> Result<(), GraphError> {
    let country = account.institution_country.as_deref().and_then(Country::new);
    let opened = account.opened.as_ref().and_then(|date| date.value()).map(|when| day(when.civil.date()));
    builder.describe(node, NodeFacts { country, opened_day: opened, ..NodeFacts::default() })?;
    if let Some(entity) = &account.t_entity {
        let owner = add_subject(builder, &Subject::Entity(entity.clone()), reading)?;
        tie(builder, owner, LinkKind::Owns, node)?;
    }
    for signatory in &account.signatory {
        if let Some(person) = &signatory.t_person {
            let signs = add_subject(builder, &Subject::Person(person.clone()), reading)?;
            tie(builder, signs, LinkKind::Signs, node)?;
            // A personal account belongs to whom the reporter calls its primary signatory.
            let primary = signatory.is_primary.as_ref().and_then(|flag| flag.value()) == Some(&true);
            if primary && account.t_entity.is_none() {
                tie(builder, signs, LinkKind::Owns, node)?;
            }
        }
    }
    add_devices(builder, node, account.network_devices.as_ref().map(|items| items.items.as_slice()))
}

fn add_person(builder: &mut GraphBuilder, node: NodeId, person: &Person) -> Result<(), GraphError> {
    let country = person.residence.as_ref().and_then(|text| Country::new(text.reveal()));
    builder.describe(node, NodeFacts { country, flags: NodeFlags::PERSON, ..NodeFacts::default() })?;
    add_phones(builder, node, person.phones.as_ref().map(|items| items.items.as_slice()))?;
    add_addresses(builder, node, person.addresses.as_ref().map(|items| items.items.as_slice()))?;
    add_mail(builder, node, person.email.iter().chain(person.emails.iter().flat_map(|items| &items.items)))?;
    if let Some(employer) = &person.employer_name {
        share(builder, node, SharedKind::Employer, employer.reveal())?;
    }
    add_devices(builder, node, person.network_devices.as_ref().map(|items| items.items.as_slice()))
}

fn add_entity(
    builder: &mut GraphBuilder,
    node: NodeId,
    entity: &Entity,
    reading: &Reading<'_>,
) -> Result<(), GraphError> {
    let country = entity.incorporation_country_code.as_deref().and_then(Country::new);
    let founded = entity.incorporation_date.as_ref().and_then(|date| date.value()).map(|when| day(when.civil.date()));
    let flags = NodeFlags::BUSINESS;
    builder.describe(node, NodeFacts { country, opened_day: founded, flags, ..NodeFacts::default() })?;
    for director in &entity.director_id {
        let director = add_subject(builder, &Subject::Person(Box::new(director.clone())), reading)?;
        tie(builder, director, LinkKind::Directs, node)?;
    }
    add_phones(builder, node, entity.phones.as_ref().map(|items| items.items.as_slice()))?;
    add_addresses(builder, node, entity.addresses.as_ref().map(|items| items.items.as_slice()))?;
    add_mail(builder, node, entity.email.iter().chain(entity.emails.iter().flat_map(|items| &items.items)))?;
    add_devices(builder, node, entity.network_devices.as_ref().map(|items| items.items.as_slice()))
}

fn day(date: jiff::civil::Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}

fn revealed(text: &Option<Text>) -> &str {
    text.as_ref().map_or("", |text| text.reveal().as_str())
}

fn add_phones(builder: &mut GraphBuilder, node: NodeId, phones: Option<&[Phone]>) -> Result<(), GraphError> {
    for phone in phones.unwrap_or_default() {
        let (prefix, number) = (revealed(&phone.tph_country_prefix), revealed(&phone.tph_number));
        let digits: String = prefix.chars().chain(number.chars()).filter(char::is_ascii_digit).collect();
        share(builder, node, SharedKind::Phone, &digits)?;
    }
    Ok(())
}

/// An address is the same when its parts are, apart from letter case and blanks; finer judgement comes from `resolve`.
fn add_addresses(builder: &mut GraphBuilder, node: NodeId, addresses: Option<&[Address]>) -> Result<(), GraphError> {
    for address in addresses.unwrap_or_default() {
        let parts = [&address.address, &address.house_number, &address.city, &address.zip, &address.country_code];
        let words: Vec<String> =
            parts.into_iter().flat_map(|part| revealed(part).split_whitespace()).map(str::to_lowercase).collect();
        share(builder, node, SharedKind::Address, &words.join(" "))?;
    }
    Ok(())
}

fn add_mail<'a>(
    builder: &mut GraphBuilder,
    node: NodeId,
    addresses: impl Iterator<Item = &'a Text>,
) -> Result<(), GraphError> {
    for address in addresses {
        share(builder, node, SharedKind::Email, &address.reveal().to_lowercase())?;
    }
    Ok(())
}

fn add_devices(builder: &mut GraphBuilder, node: NodeId, devices: Option<&[NetworkDevice]>) -> Result<(), GraphError> {
    for device in devices.unwrap_or_default() {
        share(builder, node, SharedKind::Device, revealed(&device.device_number))?;
        if let Some(ip) = &device.ip_address {
            share(builder, node, SharedKind::Ip, revealed(&ip.ipv4))?;
            share(builder, node, SharedKind::Ip, revealed(&ip.ipv6))?;
        }
    }
    Ok(())
}
