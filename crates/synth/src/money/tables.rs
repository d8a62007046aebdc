//! Everything as comma-separated tables: one header line, no field needs quotes.
//!
//! The truth is in its own table and nowhere else: numbers of accounts, documents, journeys and devices are scrambled,
//! so that nothing in the other tables tells what was planted. Rows of side tables are in no order; ordinary ones come
//! first.

use super::flow::{Event, Payment, Truth, planted, schedule};
use super::life::{Day, payment};
use super::plot::{Deal, What};
use super::side::Row;
use super::world::{Facts, Node, Place, Tie, scrambled};
use super::{Plan, World};
use crate::civil::{DAY_SECONDS, moment, push_digits, push_moment};
use std::io::{self, Write};

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Table {
    /// Accounts with owner, kind, day of opening, country and place.
    Accounts,
    /// Static ties.
    Ties,
    /// Places with region, country, currency, reference units for a million, and position of those in Zedland.
    Places,
    /// Lines of invoices.
    Trade,
    /// Who was where.
    Presences,
    /// Who used which account from where.
    Logins,
    /// Expected remittances.
    Expected,
    /// Payments through correspondents.
    Messages,
    /// Takings of shops.
    Takings,
    /// Known wallets.
    Tags,
}

impl Table {
    /// Every table but the payments and the truth.
    pub const ALL: [Self; 10] = [
        Self::Accounts,
        Self::Ties,
        Self::Places,
        Self::Trade,
        Self::Presences,
        Self::Logins,
        Self::Expected,
        Self::Messages,
        Self::Takings,
        Self::Tags,
    ];

    /// Name of its file, without `.csv`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Ties => "ties",
            Self::Places => "places",
            Self::Trade => "trade",
            Self::Presences => "presences",
            Self::Logins => "logins",
            Self::Expected => "expected",
            Self::Messages => "messages",
            Self::Takings => "takings",
            Self::Tags => "tags",
        }
    }

    /// Its columns.
    pub const fn header(self) -> &'static str {
        match self {
            Self::Accounts => "account,owner,class,opened,country,place\n",
            Self::Ties => "account,tie,value\n",
            Self::Places => "place,region,country,currency,reference_e6,latitude_e4,longitude_e4\n",
            Self::Trade => {
                "document,seller,buyer,goods,partner_country,day,quantity,unit_price_minor,value_minor,shipped\n"
            }
            Self::Presences => "person,journey,place,time\n",
            Self::Logins => "account,device,time,edited_beneficiary\n",
            Self::Expected => "account,from_country,reference_minor,day\n",
            Self::Messages => "document,respondent,ordering\n",
            Self::Takings => "account,peers,month,card_minor,cash_minor\n",
            Self::Tags => "wallet,tag\n",
        }
    }
}

/// Columns of the payments. Times are of Zedland and without a zone, amounts whole hundredths; `reference_minor` is in
/// hundredths of `ZED`; `document` is empty for most.
pub const PAYMENTS_HEADER: &str = "number,time,from,to,amount_minor,currency,reference_minor,channel,from_country,to_country,from_place,to_place,document\n";

/// Columns of the truth: `look_alike` is 1 for what is lawful; nodes and payments are separated by blanks.
pub const TRUTH_HEADER: &str = "plant,seed,noise,code,name,look_alike,focus,begins,ends,nodes,payments\n";

fn push(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

fn push_number(out: &mut Vec<u8>, letter: u8, number: u64) {
    out.push(letter);
    push_digits(out, scrambled(number), 13);
}

fn push_day(out: &mut Vec<u8>, days: i64) {
    push(out, moment(days * DAY_SECONDS).get(..10).unwrap_or_default());
}

/// Writes a payment as a line.
pub fn push_payment(out: &mut Vec<u8>, paid: &Payment) {
    push_digits(out, paid.number, 1);
    out.push(b',');
    push_moment(out, paid.seconds);
    out.push(b',');
    paid.from.push(out);
    out.push(b',');
    paid.to.push(out);
    out.push(b',');
    push_digits(out, paid.amount_minor, 1);
    out.push(b',');
    push(out, paid.currency);
    out.push(b',');
    push_digits(out, paid.reference_minor, 1);
    let (from, to) = (paid.from_place, paid.to_place);
    for word in [paid.channel.name(), from.country(), to.country(), from.name(), to.name()] {
        out.push(b',');
        push(out, word);
    }
    out.push(b',');
    if paid.document != 0 {
        push_number(out, b'I', paid.document);
    }
    out.push(b'\n');
}

/// Writes the truth about one pattern or look-alike as a line.
pub fn push_truth(out: &mut Vec<u8>, plan: &Plan, truth: &Truth) {
    let planted = &truth.planted;
    let (code, name, like) = match planted.what {
        What::Pattern(kind) => (kind.code(), kind.name(), "0"),
        What::Like(like) => (like.code(), like.name(), "1"),
    };
    push_digits(out, planted.number, 1);
    out.push(b',');
    push_digits(out, plan.seed, 1);
    for word in [plan.noise.name, code, name, like] {
        out.push(b',');
        push(out, word);
    }
    out.push(b',');
    planted.focus.push(out);
    for paid in [truth.payments.first(), truth.payments.last()] {
        out.push(b',');
        push_moment(out, paid.map_or(0, |paid| paid.seconds));
    }
    let mut nodes: Vec<Node> = truth.payments.iter().flat_map(|paid| [paid.from, paid.to]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    for (at, node) in nodes.into_iter().enumerate() {
        out.push(if at == 0 { b',' } else { b' ' });
        node.push(out);
    }
    for (at, paid) in truth.payments.iter().enumerate() {
        out.push(if at == 0 { b',' } else { b' ' });
        push_digits(out, paid.number, 1);
    }
    out.push(b'\n');
}

/// Writes all payments and the truth. Returns how many payments, patterns and look-alikes were written.
///
/// # Errors
/// When one of the two cannot be written to.
pub fn write_flow(plan: &Plan, payments: &mut impl Write, truth: &mut impl Write) -> io::Result<(u64, u64, u64)> {
    payments.write_all(PAYMENTS_HEADER.as_bytes())?;
    truth.write_all(TRUTH_HEADER.as_bytes())?;
    let (mut paid, mut patterns, mut likes) = (0, 0, 0);
    let mut line = Vec::with_capacity(4096);
    for event in plan.flow() {
        line.clear();
        match event {
            Event::Paid(payment) => {
                paid += 1;
                push_payment(&mut line, &payment);
                payments.write_all(&line)?;
            }
            Event::Over(over) => {
                let count = if matches!(over.planted.what, What::Pattern(_)) { &mut patterns } else { &mut likes };
                *count += 1;
                push_truth(&mut line, plan, &over);
                truth.write_all(&line)?;
            }
        }
    }
    Ok((paid, patterns, likes))
}

fn push_facts(out: &mut Vec<u8>, facts: &Facts) {
    facts.node.push(out);
    out.push(b',');
    push_number(out, b'S', facts.owner);
    out.push(b',');
    push(out, facts.class.name());
    out.push(b',');
    push_day(out, facts.opened_days);
    out.push(b',');
    push(out, facts.place.country());
    out.push(b',');
    push(out, facts.place.name());
    out.push(b'\n');
}

fn push_tie(out: &mut Vec<u8>, tie: &Tie) {
    tie.node.push(out);
    out.push(b',');
    push(out, tie.kind.name());
    out.push(b',');
    tie.push_value(out);
    out.push(b'\n');
}

fn push_place(out: &mut Vec<u8>, place: Place) {
    let (currency, rate) = place.currency();
    for word in [place.name(), place.region(), place.country(), currency] {
        push(out, word);
        out.push(b',');
    }
    push_digits(out, rate, 1);
    match crate::places::CITIES.get(usize::from(place.0)) {
        Some(city) => push(out, &format!(",{},{}\n", city.latitude_e4, city.longitude_e4)),
        None => push(out, ",,\n"),
    }
}

fn push_row(out: &mut Vec<u8>, row: &Row) {
    match row {
        Row::Trade(line) => {
            push_number(out, b'I', line.document);
            for node in [line.seller, line.buyer] {
                out.push(b',');
                node.push(out);
            }
            push(out, &format!(",{:06},{},", line.goods, line.partner.country()));
            push_day(out, line.days);
            push(out, &format!(",{},{},{},", line.quantity, line.price_minor, line.quantity * line.price_minor));
            if let Some(days) = line.shipped_days {
                push_day(out, days);
            }
        }
        Row::Presence(seen) => {
            push_number(out, b'S', seen.person);
            out.push(b',');
            push_number(out, b'J', seen.journey);
            push(out, &format!(",{},{}", seen.place.name(), moment(seen.seconds)));
        }
        Row::Login(login) => {
            login.node.push(out);
            out.push(b',');
            push_number(out, b'D', login.device);
            push(out, &format!(",{},", moment(login.seconds)));
            if let Some(node) = login.edited {
                node.push(out);
            }
        }
        Row::Expected(expected) => {
            expected.node.push(out);
            push(out, &format!(",{},{},", expected.from.country(), expected.amount_minor));
            push_day(out, expected.days);
        }
        Row::Message(message) => {
            push_number(out, b'I', message.document);
            out.push(b',');
            message.respondent.push(out);
            out.push(b',');
            push_number(out, b'S', message.ordering);
        }
        Row::Takings(takings) => {
            takings.node.push(out);
            let (year, month) = (takings.month / 12, takings.month % 12 + 1);
            let (card, cash) = (takings.card_minor, takings.cash_minor);
            push(out, &format!(",{},{year}-{month:02},{card},{cash}", takings.peers));
        }
        Row::Tag(tag) => {
            tag.node.push(out);
            push(out, &format!(",{}", tag.tag.name()));
        }
    }
    out.push(b'\n');
}

const fn table_of(row: &Row) -> Table {
    match row {
        Row::Trade(_) => Table::Trade,
        Row::Presence(_) => Table::Presences,
        Row::Login(_) => Table::Logins,
        Row::Expected(_) => Table::Expected,
        Row::Message(_) => Table::Messages,
        Row::Takings(_) => Table::Takings,
        Row::Tag(_) => Table::Tags,
    }
}

/// Every ordinary payment, made again.
fn deals(world: &World) -> impl Iterator<Item = Deal> + '_ {
    let days = (0..world.days).map(|day| Day::new(world, day));
    days.flat_map(move |day| (0..day.total()).map(move |nth| payment(world, &day, nth)))
}

/// Every ordinary row of a side table.
pub fn ordinary_rows(world: &World, table: Table) -> Box<dyn Iterator<Item = Row> + '_> {
    match table {
        Table::Trade => {
            let unpaid = (0..world.trade_lines()).map(|n| Row::Trade(world.trade_line(n)));
            Box::new(unpaid.chain(deals(world).filter_map(|deal| world.trade_of(&deal).map(Row::Trade))))
        }
        Table::Presences => Box::new((0..world.presences()).map(|n| Row::Presence(world.presence(n)))),
        Table::Logins => Box::new((0..world.logins()).map(|n| Row::Login(world.login(n)))),
        Table::Messages => Box::new(deals(world).filter_map(|deal| world.message_of(&deal).map(Row::Message))),
        Table::Takings => Box::new(
            (0..world.shops_telling())
                .flat_map(move |shop| (0..world.months()).map(move |month| Row::Takings(world.takings(shop, month)))),
        ),
        Table::Expected => Box::new((0..world.expectations()).map(|n| Row::Expected(world.expected(n)))),
        Table::Accounts | Table::Ties | Table::Places | Table::Tags => Box::new(std::iter::empty()),
    }
}

/// Writes a table. Returns how many rows were written.
///
/// # Errors
/// When it cannot be written to.
pub fn write_table(plan: &Plan, table: Table, sink: &mut impl Write) -> io::Result<u64> {
    sink.write_all(table.header().as_bytes())?;
    let world = plan.world();
    let (mut rows, mut line) = (0u64, Vec::with_capacity(512));
    let mut put = |line: &mut Vec<u8>, count: usize| {
        rows += count as u64;
        let done = sink.write_all(line);
        line.clear();
        done
    };
    if table == Table::Places {
        for place in Place::all() {
            push_place(&mut line, place);
            put(&mut line, 1)?;
        }
        return Ok(rows);
    }
    for number in (0..world.accounts).filter(|_| matches!(table, Table::Accounts | Table::Ties)) {
        let mut count = 1;
        if table == Table::Accounts {
            push_facts(&mut line, &world.facts(number));
        } else {
            count = 0;
            world.ties(number, &mut |tie| {
                count += 1;
                push_tie(&mut line, &tie);
            });
        }
        put(&mut line, count)?;
    }
    for row in ordinary_rows(&world, table) {
        push_row(&mut line, &row);
        put(&mut line, 1)?;
    }
    for entry in schedule(plan) {
        let made = planted(plan, &world, entry);
        let count = match table {
            Table::Accounts => made.cast.iter().map(|facts| push_facts(&mut line, facts)).count(),
            Table::Ties => made.ties.iter().map(|tie| push_tie(&mut line, tie)).count(),
            _ => made.sides.iter().filter(|row| table_of(row) == table).map(|row| push_row(&mut line, row)).count(),
        };
        put(&mut line, count)?;
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Noise;
    use std::collections::HashSet;

    #[test]
    fn every_table_has_the_columns_it_promises_and_every_account_that_pays_is_known() {
        let plan = Plan::new(11, 20_000, 2, Noise::USUAL);
        let (mut payments, mut truth) = (Vec::new(), Vec::new());
        let (paid, patterns, likes) = write_flow(&plan, &mut payments, &mut truth).unwrap();
        assert_eq!((patterns, likes), (68, 68));
        let paid_lines = columns(&payments, PAYMENTS_HEADER);
        assert_eq!(paid_lines.len() as u64, paid);
        assert_eq!(columns(&truth, TRUTH_HEADER).len(), 136);
        let mut accounts = HashSet::new();
        for table in Table::ALL {
            let mut out = Vec::new();
            let rows = write_table(&plan, table, &mut out).unwrap();
            let read = columns(&out, table.header());
            assert_eq!(read.len() as u64, rows);
            assert!(rows > 0, "{table:?}");
            if table == Table::Accounts {
                accounts.extend(read.into_iter().map(|row| row[0].clone()));
                assert_eq!(accounts.len() as u64, rows, "an account is told once");
            }
        }
        for end in paid_lines.iter().flat_map(|row| [&row[2], &row[3]]).filter(|end| end.starts_with('A')) {
            assert!(accounts.contains(end), "{end}");
        }
    }

    fn columns(table: &[u8], header: &str) -> Vec<Vec<String>> {
        let text = std::str::from_utf8(table).unwrap();
        assert!(text.starts_with(header));
        let wanted = header.trim().split(',').count();
        let rows: Vec<Vec<String>> =
            text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect();
        assert!(rows.iter().all(|row| row.len() == wanted), "{:?}", rows.iter().find(|row| row.len() != wanted));
        rows
    }
}
