//! Records as rows: who and what one report states, as filed.
//!
//! A handful of things that are searched for or shown in lists get columns; the rest of each part is kept beside as a
//! list of path and text, so that nothing filed is missing from the page of a report. Within one report a person,
//! account or entity that is stated in exactly the same words again is the same row; one letter different, and it is
//! another row: who is who is not decided here.
//!
//! This is where a letter's time goes besides checking it, so nothing here allocates for an element or a cell: columns
//! and details are long texts that are filled, handed over, and come back empty.

use std::io;

use goaml::reader::Records;
use store::Rows;
use vocab::{Decimal, Finding, Names, Record, RecordKind};

use crate::details::{self, Blocks, Entry, Part};
use crate::fields::Fields;
use crate::node::Node;
use crate::paths::{PathId, Paths};
use crate::statements::{Statements, Who};
use crate::table::{Cell, Tables, push};
use crate::tag::{About, Tag, Tags};
use crate::words::Words;

/// Rows of all tables that are handed over together.
pub(crate) const BATCH_ROWS: usize = 20_000;
/// How deep a party can stand within another and still get a row of its own.
const NESTING_MAX: u32 = 8;
/// Characters of a day at the beginning of a date and time.
const DAY_CHARS: usize = 10;

/// What the rows of one report begin with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keys {
    /// The segment of its words.
    pub(crate) segment: i64,
    /// The report's own key.
    pub(crate) report: i64,
    /// The chance that [`Statements`] asks for.
    pub(crate) statements: [u8; 16],
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
    /// Words that it has in the segment shared with others.
    pub(crate) words: i64,
    roles: i64,
}

/// The sum and the first and last day of a report's transactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// In minor units of the local currency; `None` when an amount is none, or the sum is too large.
    pub(crate) total_minor: Option<i64>,
    pub(crate) first_day: Option<String>,
    pub(crate) last_day: Option<String>,
}

impl Default for Span {
    fn default() -> Self {
        Self { total_minor: Some(0), first_day: None, last_day: None }
    }
}

impl Span {
    fn take(&mut self, minor: Option<i64>, day: Option<&str>) {
        self.total_minor = self.total_minor.zip(minor).and_then(|(sum, minor)| sum.checked_add(minor));
        let Some(day) = day.and_then(|day| day.get(..DAY_CHARS)) else { return };
        if self.first_day.as_deref().is_none_or(|first| day < first) {
            self.first_day = Some(day.to_owned());
        }
        if self.last_day.as_deref().is_none_or(|last| day > last) {
            self.last_day = Some(day.to_owned());
        }
    }
}

/// Takes a full batch away and gives an old one back, or none.
pub(crate) type HandOver<'a> = dyn FnMut(Vec<Rows>) -> Vec<Rows> + 'a;

/// Turns the records of one report into rows and hands them over in batches.
pub(crate) struct Builder<'a, 'h> {
    report: i64,
    segment: i64,
    hand_over: &'a mut HandOver<'h>,
    tables: Tables,
    tags: Tags,
    words: Words,
    paths: Paths,
    blocks: [Blocks; 3],
    compressor: zstd::bulk::Compressor<'static>,
    pub(crate) counts: Counts,
    pub(crate) span: Span,
    statements: Statements,
    /// Details that are not in use.
    spare: Vec<Entry>,
    /// Where a name is put together.
    name: String,
    /// What stands in the header, once it is complete.
    pub(crate) header: String,
    pub(crate) currency: String,
    pub(crate) findings: Vec<Finding>,
    /// Why a block could not be closed.
    failed: Option<io::Error>,
}

impl<'a, 'h> Builder<'a, 'h> {
    pub(crate) fn new(keys: &Keys, hand_over: &'a mut HandOver<'h>) -> io::Result<Self> {
        Ok(Self {
            report: keys.report,
            segment: keys.segment,
            tables: Tables::again(hand_over(Vec::new())),
            hand_over,
            tags: Tags::default(),
            words: Words::default(),
            paths: Paths::default(),
            blocks: [Part::Transaction, Part::Party, Part::Account].map(Blocks::new),
            compressor: details::compressor()?,
            counts: Counts::default(),
            span: Span::default(),
            statements: Statements::new(&keys.statements),
            spare: Vec::new(),
            name: String::new(),
            header: String::new(),
            currency: String::new(),
            findings: Vec::new(),
            failed: None,
        })
    }

    /// Hands over what is left.
    ///
    /// # Errors
    ///
    /// When the details or the words could not be compressed.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.close_all();
        if self.words.len() > 0 {
            self.close_words();
        }
        self.hand_over()
    }

    /// Hands over the rows that are ready.
    fn hand_over(&mut self) -> io::Result<()> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        if self.tables.is_empty() {
            return Ok(());
        }
        let full = std::mem::replace(&mut self.tables, Tables::again(Vec::new()));
        self.tables = Tables::again((self.hand_over)(full.into_batch()));
        Ok(())
    }

    fn close_words(&mut self) {
        match self.words.hand_over(&mut self.tables, (self.segment, self.report), &mut self.compressor) {
            Ok(words) => self.counts.words = self.counts.words.saturating_add(words),
            Err(error) => self.failed = Some(error),
        }
    }

    /// The details of a row: into the block of its part. They come back empty for the next.
    fn keep(&mut self, part: Part, ordinal: i64, mut details: Entry) {
        let at = part as usize - 1;
        if self.blocks.get_mut(at).is_some_and(|blocks| blocks.row(ordinal, &details)) {
            self.close(at);
        }
        details.clear();
        self.spare.push(details);
    }

    fn close_all(&mut self) {
        for part in 0..self.blocks.len() {
            self.close(part);
        }
    }

    fn close(&mut self, part: usize) {
        let Some(blocks) = self.blocks.get_mut(part) else { return };
        match blocks.close(&self.paths, &mut self.compressor) {
            Ok(Some(block)) => {
                let (report, of) = (self.report.into(), block.part as i64);
                let (first, last) = (block.first.into(), block.last.into());
                let row = [report, of.into(), first, last, block.raw_bytes.into(), Cell::Bytes(block.body)];
                push(&mut self.tables.details, row);
            }
            Ok(None) => {}
            Err(error) => self.failed = Some(error),
        }
    }

    fn entry(&mut self) -> Entry {
        self.spare.pop().unwrap_or_default()
    }

    fn transaction(&mut self, root: Node<'_>) {
        let deal = i64::try_from(root.record.ordinal).unwrap_or(i64::MAX);
        let mut row = Deal::default();
        let mut details = self.entry();
        for child in root.children() {
            let text = || Some(child.text());
            match child.tag() {
                Tag::Number => row.number = text(),
                Tag::Day => row.day = text(),
                Tag::Amount => row.amount = text(),
                Tag::Mode => row.mode = text(),
                Tag::Description => row.description = text(),
                tag @ (Tag::From | Tag::FromOwn) => {
                    row.from = self.side(child, (deal, "from"), &mut details);
                    row.from.own = tag == Tag::FromOwn;
                }
                tag @ (Tag::To | Tag::ToOwn) => {
                    row.to = self.side(child, (deal, "to"), &mut details);
                    row.to.own = tag == Tag::ToOwn;
                }
                _ => {
                    self.rest(child, PathId::OWN, Seat { deal, role: "party", of: None, depth: 0 }, &mut details);
                }
            }
        }
        self.counts.transactions = self.counts.transactions.saturating_add(1);
        let digits = minor_digits(&self.currency);
        let minor = row.amount.and_then(|text| Decimal::parse(text).ok()).and_then(|d| d.to_minor(digits));
        self.span.take(minor, row.day);
        let (from, to) = (row.from, row.to);
        let cells = [
            self.report.into(),
            deal.into(),
            row.number.into(),
            row.day.into(),
            row.amount.into(),
            minor.into(),
            row.mode.into(),
            from.party.into(),
            from.account.into(),
            from.country.into(),
            from.own.into(),
            to.party.into(),
            to.account.into(),
            to.country.into(),
            to.own.into(),
            row.description.into(),
        ];
        push(&mut self.tables.transactions, cells);
        self.keep(Part::Transaction, deal, details);
    }

    /// One side of a transaction: who stands there, and the rest.
    fn side<'r>(&mut self, side: Node<'r>, (deal, role): (i64, &'static str), details: &mut Entry) -> Side<'r> {
        let mut found = Side::default();
        let seat = Seat { deal, role, of: None, depth: 0 };
        for child in side.children() {
            match child.tag() {
                Tag::Conductor => {
                    let role = if role == "from" { "from-conductor" } else { "to-conductor" };
                    self.seat(child, About::Person, Seat { role, ..seat });
                }
                Tag::SideCountry => found.country = Some(child.text()),
                tag => match tag.about().filter(|_| child.has_children()) {
                    Some(about) => match self.take(child, about, seat) {
                        Who::Party(party) => found.party = Some(party),
                        Who::Account(account) => found.account = Some(account),
                    },
                    None => {
                        let path = self.paths.below(PathId::OWN, side.key(), || role);
                        self.rest(child, path, seat, details);
                    }
                },
            }
        }
        found
    }

    /// What has no column: parties in it get rows of their own, the rest goes to the details. `above` is the path of
    /// the element above.
    fn rest(&mut self, node: Node<'_>, above: PathId, seat: Seat<'_>, details: &mut Entry) {
        if !node.has_children() {
            let text = node.text();
            if !text.is_empty() {
                details.add(self.paths.below(above, node.key(), || node.name()), text);
            }
            return;
        }
        if let Some(about) = node.tag().about().filter(|_| seat.depth < NESTING_MAX) {
            let role = role(self.paths.name(above), node.name(), seat.role);
            self.seat(node, about, Seat { role, ..seat });
            return;
        }
        let path = self.paths.below(above, node.key(), || node.name());
        // A party of a multi-party transaction says its role beside it.
        let said = node.child_text(Tag::Role);
        let seat = Seat { role: said.unwrap_or(seat.role), ..seat };
        for child in node.children() {
            self.rest(child, path, seat, details);
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
        let [party, account, of_party, of_account] = [party, account, of_party, of_account].map(Cell::from);
        let row = [report, ordinal, seat.deal.into(), seat.role.into(), party, account, of_party, of_account];
        push(&mut self.tables.roles, row);
    }

    /// The row of a person, entity or account: the one it was given before if it was stated in the same words.
    fn take(&mut self, node: Node<'_>, about: About, seat: Seat<'_>) -> Who {
        let digest = self.statements.digest(|out| {
            out.push(about as u8);
            node.statement(out);
        });
        if let Some(known) = self.statements.row(digest) {
            return known;
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
        self.statements.remember(digest, who);
        who
    }

    fn write(&mut self, node: Node<'_>, about: About, who: Who, seat: Seat<'_>) {
        let mut details = self.entry();
        let mut fields = Fields::default();
        let below = Seat { role: "related", of: Some(who), depth: seat.depth.saturating_add(1), ..seat };
        for child in node.children() {
            if child.has_children() || !fields.take(about, child.tag(), child.text()) {
                self.rest(child, PathId::OWN, below, &mut details);
            }
        }
        let report = self.report.into();
        let part = match who {
            Who::Account(ordinal) => {
                for number in [fields.account, fields.iban].into_iter().flatten() {
                    self.words.account(ordinal, number);
                }
                let (institution, code, currency) = (fields.last.into(), fields.code.into(), fields.country.into());
                let row =
                    [report, ordinal.into(), fields.account.into(), fields.iban.into(), institution, code, currency];
                push(&mut self.tables.accounts, row);
                (Part::Account, ordinal)
            }
            Who::Party(ordinal) => {
                self.name.clear();
                let name = fields.name(&mut self.name);
                if let Some(name) = name {
                    self.words.name(ordinal, name);
                }
                let kind = if about == About::Person { "person" } else { "entity" };
                let (birth, code, country) = (fields.birth.into(), fields.code.into(), fields.country.into());
                push(
                    &mut self.tables.parties,
                    [report, ordinal.into(), kind.into(), name.into(), birth, code, country],
                );
                (Part::Party, ordinal)
            }
        };
        self.keep(part.0, part.1, details);
    }
}

impl Records for Builder<'_, '_> {
    fn record(&mut self, record: &Record, header_so_far: &Record, names: &Names) {
        let mut tags = std::mem::take(&mut self.tags);
        tags.learn(names);
        if self.paths.are_many() {
            self.close_all();
            self.paths = Paths::default();
        }
        if let Some(root) = Node::root(record, names, &tags) {
            if self.currency.is_empty() {
                self.currency = goaml::check::text_below_root(header_so_far, names, "currency_code_local");
            }
            match record.kind {
                RecordKind::Transaction => self.transaction(root),
                RecordKind::Activity | RecordKind::Header => self.activity(root),
            }
        }
        self.tags = tags;
        if self.words.fill_a_run() {
            self.close_words();
        }
        if self.tables.len() >= BATCH_ROWS
            && let Err(error) = self.hand_over()
        {
            self.failed = Some(error);
        }
    }

    fn header(&mut self, header: &Record, names: &Names) {
        let mut tags = std::mem::take(&mut self.tags);
        tags.learn(names);
        let mut details = self.entry();
        for child in Node::root(header, names, &tags).into_iter().flat_map(Node::children) {
            self.rest(child, PathId::OWN, Seat { deal: 0, role: "reporting-person", of: None, depth: 0 }, &mut details);
        }
        self.tags = tags;
        self.header = serde_json::to_string(&details.pairs(&self.paths)).unwrap_or_default();
        self.currency = goaml::check::text_below_root(header, names, "currency_code_local");
    }

    fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}

impl Builder<'_, '_> {
    /// An activity has no row of its own: what it says of itself is kept as the details of transaction 0.
    fn activity(&mut self, root: Node<'_>) {
        let mut details = self.entry();
        self.rest(root, PathId::OWN, Seat { deal: 0, role: "activity", of: None, depth: 0 }, &mut details);
        self.keep(Part::Transaction, 0, details);
    }
}

#[derive(Default)]
struct Deal<'r> {
    number: Option<&'r str>,
    day: Option<&'r str>,
    amount: Option<&'r str>,
    mode: Option<&'r str>,
    description: Option<&'r str>,
    from: Side<'r>,
    to: Side<'r>,
}

#[derive(Default)]
struct Side<'r> {
    party: Option<i64>,
    account: Option<i64>,
    country: Option<&'r str>,
    own: bool,
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
