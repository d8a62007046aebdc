//! Records as rows: who and what one report states, as filed.
//!
//! A handful of things that are searched for or shown in lists get columns; the rest of each part is kept beside as a list
//! of path and text, so that nothing filed is missing from the page of a report. Within one report a person, account
//! or entity that is stated in exactly the same words again is the same row; one letter different, and it is another row:
//! who is who is not decided here.

use std::collections::HashMap;
use std::mem;

use goaml::reader::Records;
use vocab::{Decimal, Finding, Names, Record, RecordKind};

use crate::key;
use crate::node::Node;
use crate::table::Rows;

/// Rows of all tables that are handed over together.
pub(crate) const BATCH_ROWS: usize = 20_000;
/// Bytes of statements that are remembered to know them again; beyond it all are forgotten.
const REMEMBERED_BYTES_MAX: usize = 24 << 20;
/// How deep a party can stand within another and still get a row of its own.
const NESTING_MAX: u32 = 8;

/// What a part of a record is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Person,
    Entity,
    Account,
}

/// Elements that are a person, an entity or an account, in files of 4.x and 5.x.
fn about(name: &str) -> Option<About> {
    match name {
        "from_person" | "to_person" | "t_person" | "person" | "person_my_client" | "t_conductor" | "conductor"
        | "director_id" | "reporting_person" => Some(About::Person),
        "from_entity" | "to_entity" | "t_entity" | "entity" | "entity_my_client" => Some(About::Entity),
        "from_account" | "to_account" | "account" | "account_my_client" => Some(About::Account),
        _ => None,
    }
}

/// A row that something stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Party(i64),
    Account(i64),
}

/// Who stands where: in which transaction, in which role, below whom.
#[derive(Clone, Copy)]
struct Seat<'a> {
    deal: i64,
    role: &'a str,
    of: Option<Who>,
    depth: u32,
}

/// How many rows of each kind a report has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) transactions: i64,
    pub(crate) parties: i64,
    pub(crate) accounts: i64,
    roles: i64,
}

/// Turns the records of one report into rows and hands them over in batches.
pub(crate) struct Builder<'a> {
    report: i64,
    hand_over: &'a mut dyn FnMut(Vec<Rows>),
    transactions: Rows,
    parties: Rows,
    accounts: Rows,
    roles: Rows,
    pub(crate) counts: Counts,
    known: HashMap<Box<str>, Who>,
    known_bytes: usize,
    /// What stands in the header, once it is complete.
    pub(crate) header: String,
    pub(crate) currency: String,
    pub(crate) findings: Vec<Finding>,
}

/// What stands in no column.
type Details = Vec<(String, String)>;

impl<'a> Builder<'a> {
    pub(crate) fn new(report: i64, hand_over: &'a mut dyn FnMut(Vec<Rows>)) -> Self {
        Self {
            report,
            hand_over,
            transactions: Rows::new(
                "report_transaction",
                &[
                    "#report",
                    "#ordinal",
                    "number",
                    "day",
                    "amount",
                    "#amount_minor",
                    "currency",
                    "mode",
                    "#from_party",
                    "#from_account",
                    "from_country",
                    "#to_party",
                    "#to_account",
                    "to_country",
                    "description",
                    "details",
                ],
            ),
            parties: Rows::new(
                "report_party",
                &["#report", "#ordinal", "kind", "name", "name_key", "birth", "id_number", "country", "details"],
            ),
            accounts: Rows::new(
                "report_account",
                &[
                    "#report",
                    "#ordinal",
                    "account",
                    "account_key",
                    "iban",
                    "iban_key",
                    "institution",
                    "institution_code",
                    "currency",
                    "details",
                ],
            ),
            roles: Rows::new(
                "report_role",
                &["#report", "#ordinal", "#deal", "role", "#party", "#account", "#of_party", "#of_account"],
            ),
            counts: Counts::default(),
            known: HashMap::new(),
            known_bytes: 0,
            header: String::new(),
            currency: String::new(),
            findings: Vec::new(),
        }
    }

    /// Hands over what is left.
    pub(crate) fn flush(&mut self) {
        let tables = [&mut self.parties, &mut self.accounts, &mut self.roles, &mut self.transactions];
        let rows: Vec<Rows> = tables.into_iter().map(Rows::take).filter(|rows| rows.len() > 0).collect();
        if !rows.is_empty() {
            (self.hand_over)(rows);
        }
    }

    fn transaction(&mut self, root: Node<'_>) {
        let deal = i64::try_from(root.record.ordinal).unwrap_or(i64::MAX);
        let mut deal_row = Deal::default();
        let mut details = Details::new();
        for child in root.children() {
            let text = || Some(child.text().to_owned());
            match child.name() {
                "transactionnumber" => deal_row.number = text(),
                "date_transaction" => deal_row.day = text(),
                "amount_local" => deal_row.amount = text(),
                "transmode_code" => deal_row.mode = text(),
                "transaction_description" => deal_row.description = text(),
                "t_from" | "t_from_my_client" => deal_row.from = self.side(child, deal, "from", &mut details),
                "t_to" | "t_to_my_client" => deal_row.to = self.side(child, deal, "to", &mut details),
                _ => self.rest(child, "", Seat { deal, role: "party", of: None, depth: 0 }, &mut details),
            }
        }
        self.counts.transactions = self.counts.transactions.saturating_add(1);
        let digits = minor_digits(&self.currency);
        let minor =
            deal_row.amount.as_deref().and_then(|text| Decimal::parse(text).ok()).and_then(|d| d.to_minor(digits));
        let currency = Some(self.currency.clone()).filter(|currency| !currency.is_empty());
        let (from, to) = (deal_row.from, deal_row.to);
        self.transactions.push([
            self.report.into(),
            deal.into(),
            deal_row.number.into(),
            deal_row.day.into(),
            deal_row.amount.into(),
            minor.into(),
            currency.into(),
            deal_row.mode.into(),
            from.party.into(),
            from.account.into(),
            from.country.into(),
            to.party.into(),
            to.account.into(),
            to.country.into(),
            deal_row.description.into(),
            json(&details).into(),
        ]);
    }

    /// One side of a transaction: who stands there, and the rest.
    fn side(&mut self, side: Node<'_>, deal: i64, role: &str, details: &mut Details) -> Side {
        let mut found = Side::default();
        for child in side.children() {
            let name = child.name();
            if name == "t_conductor" || name == "conductor" {
                let seat = Seat {
                    deal,
                    role: if role == "from" { "from-conductor" } else { "to-conductor" },
                    of: None,
                    depth: 0,
                };
                self.seat(child, About::Person, seat);
            } else if let Some(about) = about(name).filter(|_| child.has_children()) {
                match self.take(child, about, Seat { deal, role, of: None, depth: 0 }) {
                    Who::Party(party) => found.party = Some(party),
                    Who::Account(account) => found.account = Some(account),
                }
            } else if name == "from_country" || name == "to_country" {
                found.country = Some(child.text().to_owned());
            } else {
                self.rest(child, role, Seat { deal, role, of: None, depth: 0 }, details);
            }
        }
        found
    }

    /// What has no column: parties in it get rows of their own, the rest goes to the details.
    fn rest(&mut self, node: Node<'_>, above: &str, seat: Seat<'_>, details: &mut Details) {
        let name = node.name();
        if !node.has_children() {
            let text = node.text();
            if !text.is_empty() {
                details.push((joined(above, name), text.to_owned()));
            }
            return;
        }
        if let Some(about) = about(name).filter(|_| seat.depth < NESTING_MAX) {
            self.seat(node, about, Seat { role: role(above, name, seat.role), ..seat });
            return;
        }
        let path = joined(above, name);
        // A party of a multi-party transaction says its role beside it.
        let said = node.child_text("role");
        let seat = Seat { role: said.unwrap_or(seat.role), ..seat };
        for child in node.children() {
            self.rest(child, &path, seat, details);
        }
    }

    /// A party in a role besides from and to.
    fn seat(&mut self, node: Node<'_>, about: About, seat: Seat<'_>) {
        let who = self.take(node, about, seat);
        self.counts.roles = self.counts.roles.saturating_add(1);
        let split = |who: Option<Who>| match who {
            Some(Who::Party(party)) => (Some(party), None),
            Some(Who::Account(account)) => (None, Some(account)),
            None => (None, None),
        };
        let ((party, account), (of_party, of_account)) = (split(Some(who)), split(seat.of));
        let (report, ordinal) = (self.report.into(), self.counts.roles.into());
        let who = [party.into(), account.into(), of_party.into(), of_account.into()];
        let [party, account, of_party, of_account] = who;
        self.roles.push([report, ordinal, seat.deal.into(), seat.role.into(), party, account, of_party, of_account]);
    }

    /// The row of a person, entity or account: the one it was given before if it was stated in the same words.
    fn take(&mut self, node: Node<'_>, about: About, seat: Seat<'_>) -> Who {
        let mut statement = String::new();
        node.statement(&mut statement);
        statement.push(match about {
            About::Person => 'P',
            About::Entity => 'E',
            About::Account => 'A',
        });
        if let Some(known) = self.known.get(statement.as_str()) {
            return *known;
        }
        let who = match about {
            About::Account => {
                self.counts.accounts = self.counts.accounts.saturating_add(1);
                Who::Account(self.counts.accounts)
            }
            _ => {
                self.counts.parties = self.counts.parties.saturating_add(1);
                Who::Party(self.counts.parties)
            }
        };
        self.write(node, about, who, seat);
        if self.known_bytes.saturating_add(statement.len()) > REMEMBERED_BYTES_MAX {
            self.known.clear();
            self.known_bytes = 0;
        }
        self.known_bytes = self.known_bytes.saturating_add(statement.len());
        self.known.insert(statement.into(), who);
        who
    }

    fn write(&mut self, node: Node<'_>, about: About, who: Who, seat: Seat<'_>) {
        let (mut fields, mut details) = (Fields::default(), Details::new());
        let below = Seat { role: "related", of: Some(who), depth: seat.depth.saturating_add(1), ..seat };
        for child in node.children() {
            if child.has_children() || !fields.take(about, child.name(), child.text()) {
                self.rest(child, "", below, &mut details);
            }
        }
        let (report, details) = (self.report.into(), json(&details).into());
        let keyed = |text: &Option<String>, key: fn(&str) -> String| text.as_deref().map(key).filter(|k| !k.is_empty());
        match who {
            Who::Account(ordinal) => {
                let institution = fields.name();
                let (account_key, iban_key) = (keyed(&fields.account, key::account), keyed(&fields.iban, key::account));
                self.accounts.push([
                    report,
                    ordinal.into(),
                    fields.account.into(),
                    account_key.into(),
                    fields.iban.into(),
                    iban_key.into(),
                    institution.into(),
                    fields.code.into(),
                    fields.country.into(),
                    details,
                ]);
            }
            Who::Party(ordinal) => {
                let name = fields.name();
                let name_key = keyed(&name, key::name);
                let kind = if about == About::Person { "person" } else { "entity" };
                let birth = mem::take(&mut fields.birth);
                self.parties.push([
                    report,
                    ordinal.into(),
                    kind.into(),
                    name.into(),
                    name_key.into(),
                    birth.into(),
                    fields.code.into(),
                    fields.country.into(),
                    details,
                ]);
            }
        }
    }
}

impl Records for Builder<'_> {
    fn record(&mut self, record: &Record, header_so_far: &Record, names: &Names) {
        let Some(root) = Node::root(record, names) else { return };
        if self.currency.is_empty() {
            self.currency = goaml::check::text_below_root(header_so_far, names, "currency_code_local");
        }
        match record.kind {
            RecordKind::Transaction => self.transaction(root),
            RecordKind::Activity | RecordKind::Header => {
                let mut details = Details::new();
                let seat = Seat { deal: 0, role: "activity", of: None, depth: 0 };
                self.rest(root, "", seat, &mut details);
            }
        }
        let rows = [&self.transactions, &self.parties, &self.accounts, &self.roles].map(Rows::len);
        if rows.into_iter().sum::<usize>() >= BATCH_ROWS {
            self.flush();
        }
    }

    fn header(&mut self, header: &Record, names: &Names) {
        let Some(root) = Node::root(header, names) else { return };
        let mut details = Details::new();
        for child in root.children() {
            self.rest(child, "", Seat { deal: 0, role: "reporting-person", of: None, depth: 0 }, &mut details);
        }
        self.header = json(&details).unwrap_or_default();
        self.currency = goaml::check::text_below_root(header, names, "currency_code_local");
        self.flush();
    }

    fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}

#[derive(Default)]
struct Deal {
    number: Option<String>,
    day: Option<String>,
    amount: Option<String>,
    mode: Option<String>,
    description: Option<String>,
    from: Side,
    to: Side,
}

#[derive(Default)]
struct Side {
    party: Option<i64>,
    account: Option<i64>,
    country: Option<String>,
}

/// The columns of a party or an account, as far as they have been met. A second text for one column is not taken.
#[derive(Default)]
struct Fields {
    first: Option<String>,
    middle: Option<String>,
    last: Option<String>,
    birth: Option<String>,
    code: Option<String>,
    country: Option<String>,
    account: Option<String>,
    iban: Option<String>,
}

impl Fields {
    fn take(&mut self, about: About, name: &str, text: &str) -> bool {
        let field = match (about, name) {
            (About::Person, "first_name") => &mut self.first,
            (About::Person, "middle_name") => &mut self.middle,
            (About::Person, "last_name") => &mut self.last,
            (About::Entity, "name") | (About::Account, "institution_name") => &mut self.last,
            (About::Person, "birthdate") => &mut self.birth,
            (About::Person, "id_number" | "ssn" | "passport_number") => &mut self.code,
            (About::Entity, "incorporation_number") | (About::Account, "institution_code" | "swift") => &mut self.code,
            (About::Person, "nationality1") | (About::Entity, "incorporation_country_code") => &mut self.country,
            (About::Account, "currency_code") => &mut self.country,
            (About::Account, "account") => &mut self.account,
            (About::Account, "iban") => &mut self.iban,
            _ => return false,
        };
        if field.is_some() || text.is_empty() {
            return text.is_empty();
        }
        *field = Some(text.to_owned());
        true
    }

    fn name(&self) -> Option<String> {
        let parts = [&self.first, &self.middle, &self.last];
        let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

/// The word for a role, from the elements a party stands in.
fn role<'a>(above: &str, name: &str, otherwise: &'a str) -> &'a str {
    match (name, above) {
        ("director_id", _) => "director",
        ("reporting_person", _) => "reporting-person",
        _ if above.ends_with("signatory") => "signatory",
        ("t_entity", "") => "account-entity",
        _ => otherwise,
    }
}

fn joined(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}/{name}") }
}

fn json(details: &Details) -> Option<String> {
    if details.is_empty() { None } else { serde_json::to_string(details).ok() }
}

/// Digits after the point of a currency (ISO 4217); two unless it is known to be otherwise.
pub(crate) fn minor_digits(currency: &str) -> u8 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
        | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}
