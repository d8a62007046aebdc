//! A planted pattern as the goAML report somebody would file about it.
//!
//! Accounts and subjects keep their numbers, so that the same subject has the same name in every report; what the
//! country's own people are called has nothing to do with the payments. Wallets and people in person stay what they
//! are.

use crate::accounts::{AccountId, Holder};
use crate::civil::DAY_SECONDS;
use crate::country::{Country, Size};
use crate::crimes::Kind as Shape;
use crate::money::plot::What;
use crate::money::{Channel as Money, Class, Node, Payment, Truth, World};
use crate::people::FOREIGN_FROM;
use crate::reporters::ReporterAt;
use crate::reports::{Report, ReportCode, Suspicion};
use crate::tx::{Channel, Deed, End, Purpose, Tx};
use crate::xml::Profile;
use crate::xml::push::Layout;
use crate::xml::report::to_xml;

/// The report about a planted pattern, or about a look-alike that somebody took for one. `None` when it has no
/// account of a bank in Zedland in it, so that nobody could report it.
pub fn report(world: &World, truth: &Truth, profile: Profile, number: u64) -> Option<Vec<u8>> {
    let size = Size { people: world.accounts, companies: world.accounts, days: world.days, ..Size::hamlet() };
    let country = Country::new(world.seed, size).beginning_on(world.first_day);
    let facts = |node: Node| {
        let own = truth.planted.cast.iter().find(|facts| facts.node == node).copied();
        own.or(match node {
            Node::Account(number) => Some(world.facts(number)),
            Node::Person(_) | Node::Wallet(_) => None,
        })
    };
    let end = |node: Node| match (node, facts(node)) {
        (Node::Wallet(number), _) => End::Wallet(number),
        (Node::Person(number), _) | (Node::Account(number), None) => End::Holder(Holder::Person(number)),
        (Node::Account(account), Some(known)) => {
            let owner = known.owner + if known.place.is_abroad() { FOREIGN_FROM } else { 0 };
            let holder = if known.class == Class::Person { Holder::Person(owner) } else { Holder::Company(owner) };
            End::Account(AccountId { holder, slot: u8::from(account != known.owner) })
        }
    };
    let transactions: Vec<Tx> = truth
        .payments
        .iter()
        .map(|paid| Tx { number: paid.number, seconds: paid.seconds, deed: deed(paid, &end), crime: None })
        .collect();
    let bank = |end: End| match end {
        End::Account(id) => country.account(id).bank,
        End::Holder(_) | End::Wallet(_) => None,
    };
    let focus = end(truth.planted.focus);
    let own = transactions.iter().flat_map(|tx| [tx.deed.from, tx.deed.to]).find_map(|end| Some((bank(end)?, end)));
    let (reporter, focus): (ReporterAt, End) = bank(focus).map(|bank| (bank, focus)).or(own)?;
    let seen = |tx: &Tx| bank(tx.deed.from) == Some(reporter) || bank(tx.deed.to) == Some(reporter);
    let transactions: Vec<Tx> = transactions.into_iter().filter(seen).collect();
    let seconds = transactions.last()?.seconds + 2 * DAY_SECONDS;
    let suspicion = Some(Suspicion { kind: shape(truth.planted.what), focus, crime: None });
    let report = Report { number, reporter, code: ReportCode::Str, seconds, transactions, suspicion };
    Some(to_xml(&country, profile, &report, Layout::default()))
}

fn deed(paid: &Payment, end: &dyn Fn(Node) -> End) -> Deed {
    let (from, to) = (end(paid.from), end(paid.to));
    let (channel, purpose) = match paid.channel {
        Money::Cash => {
            (Channel::Counter, if matches!(from, End::Holder(_)) { Purpose::CashIn } else { Purpose::CashOut })
        }
        Money::Machine => (Channel::Machine, Purpose::CashOut),
        Money::Transfer | Money::Cheque | Money::Securities => (Channel::Online, Purpose::Invoice),
        Money::Mobile => (Channel::Mobile, Purpose::Private),
        Money::Card => (Channel::Card, Purpose::Shopping),
        Money::Wire | Money::Equity => (Channel::Wire, Purpose::Remittance),
        Money::Agent => (Channel::Counter, Purpose::Remittance),
        Money::Virtual => (Channel::Virtual, Purpose::Assets),
        Money::Loan => (Channel::Wire, Purpose::Loan),
    };
    Deed { from, to, amount_minor: paid.reference_minor, channel, purpose }
}

/// The nearest of the shapes that narratives know.
fn shape(what: What) -> Shape {
    let code = match what {
        What::Pattern(kind) => kind.code(),
        What::Like(like) => like.code(),
    };
    Shape::ALL.into_iter().find(|shape| shape.code() == code).unwrap_or(Shape::Chain)
}
