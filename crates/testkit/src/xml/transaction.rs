//! One transaction as one reporter sees it.

use super::Pen;
use super::person::{Address, Depth};
use super::push::push_amount;
use crate::accounts::{AccountId, Holder, push_wallet};
use crate::civil::{DAY_SECONDS, push_digits};
use crate::life::EXCHANGE_SLOT;
use crate::places::abroad_of;
use crate::reporters::Trade;
use crate::tx::{Channel, Deed, End, Purpose, Tx};

/// Code of the shipped profiles for how a transaction is carried out.
const fn channel_code(channel: Channel) -> &'static str {
    match channel {
        Channel::Counter | Channel::Dealer => "BRNCH",
        Channel::Machine => "ATM",
        Channel::Online => "ONLIN",
        Channel::Mobile => "MOBIL",
        Channel::Card => "POS",
        Channel::Wire => "SWIFT",
        Channel::Agent => "AGENT",
        Channel::Virtual => "VAEX",
        Channel::Casino => "CASIN",
        Channel::Notary => "DOMES",
    }
}

/// Codes for the form in which the money is given and taken: cash only where a person stands, not at the account.
const fn funds_codes(deed: &Deed) -> (&'static str, &'static str) {
    match deed.channel {
        Channel::Card => ("CARD", "ACCT"),
        Channel::Virtual => ("VIRT", "VIRT"),
        Channel::Casino => ("CASH", "CHIPS"),
        Channel::Dealer => ("CASH", "GOLD"),
        Channel::Agent => ("CASH", "CASH"),
        Channel::Counter | Channel::Machine => match (deed.from, deed.to) {
            (End::Account(_), _) => ("ACCT", "CASH"),
            _ => ("CASH", "ACCT"),
        },
        Channel::Online | Channel::Mobile | Channel::Wire | Channel::Notary => ("ACCT", "ACCT"),
    }
}

/// Code of the nature of a transaction.
const fn nature(deed: &Deed) -> &'static str {
    match deed.purpose {
        Purpose::Salary => "SALAR",
        Purpose::CashIn | Purpose::Takings => "DEPOS",
        Purpose::CashOut => "WITHD",
        Purpose::Shopping | Purpose::Goods | Purpose::Gambling => "PURCH",
        Purpose::Property => "SALE",
        Purpose::Assets => "EXCHG",
        Purpose::Loan => "LOANR",
        Purpose::Rent | Purpose::Bill | Purpose::Invoice => "PAYMT",
        Purpose::Private | Purpose::Remittance => "TRANS",
    }
}

/// One of the two sides of a transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    From,
    To,
}

impl Side {
    /// The name of an element of this side.
    const fn named(self, from: &'static str, to: &'static str) -> &'static str {
        match self {
            Self::From => from,
            Self::To => to,
        }
    }
}

impl Pen {
    /// A transaction element. `suspicious` says whether the reporter suspects this one.
    pub fn transaction(&mut self, tx: &Tx, suspicious: Option<bool>) {
        let days = tx.seconds.div_euclid(DAY_SECONDS);
        self.xml.open("transaction");
        self.transaction_head(tx, suspicious);
        if tx.deed.channel == Channel::Notary {
            self.several_parties(&tx.deed, days);
        } else {
            self.side(Side::From, tx, days);
            self.side(Side::To, tx, days);
        }
        if matches!(tx.deed.channel, Channel::Notary | Channel::Dealer) {
            self.goods(&tx.deed, tx.number, days);
        }
        self.xml.close("transaction");
    }

    fn transaction_head(&mut self, tx: &Tx, suspicious: Option<bool>) {
        let reporter = self.reporter();
        let is_5 = self.profile.is_5();
        let place = self.place(&tx.deed);
        let xml = &mut self.xml;
        xml.leaf_with("transactionnumber", |out| {
            push_digits(out, reporter.code, 4);
            out.push(b'-');
            push_digits(out, tx.number, 10);
        });
        if let (true, Some(suspicious)) = (is_5, suspicious) {
            xml.leaf("transaction_is_suspicious", if suspicious { "true" } else { "false" });
        }
        if tx.number.is_multiple_of(4) {
            xml.number("internal_ref_number", tx.number * 31);
        }
        xml.leaf("transaction_location", place);
        xml.leaf("transaction_description", tx.deed.purpose.words());
        xml.moment("date_transaction", tx.seconds);
        if tx.deed.channel == Channel::Counter {
            xml.leaf_with("teller", |out| {
                out.push(b'T');
                push_digits(out, tx.number % 97, 3);
            });
        }
        xml.moment("value_date", tx.seconds.div_euclid(DAY_SECONDS) * DAY_SECONDS);
        if is_5 {
            xml.leaf("transaction_type_code", nature(&tx.deed));
        }
        xml.leaf("transmode_code", channel_code(tx.deed.channel));
        xml.amount("amount_local", tx.deed.amount_minor);
        if is_5 {
            xml.leaf("transaction_status", "COMP");
        }
    }

    /// The city where it happens: where the person stands who brings or takes cash, else the capital's head office.
    fn place(&self, deed: &Deed) -> &'static str {
        let holder = match (deed.from, deed.to) {
            (End::Holder(holder), _) if !holder.is_foreign() => Some(holder),
            (_, End::Holder(holder)) if !holder.is_foreign() => Some(holder),
            _ => None,
        };
        match holder {
            Some(Holder::Person(index)) => self.country.person(index).city.name,
            Some(Holder::Company(index)) => self.country.company(index).city.name,
            None => "Zedopolis",
        }
    }

    /// Whether an end is a client of the reporter: has the account there, or comes in person to a reporter that is no
    /// bank. Exchanges of virtual assets know the bank account from which their client pays.
    pub fn is_client(&self, end: End, other: End) -> bool {
        match end {
            End::Account(id) if self.reporter().trade == Trade::VirtualAssets => {
                !id.holder.is_foreign() && id.slot != EXCHANGE_SLOT
            }
            End::Account(id) => self.country.account(id).bank == Some(self.at),
            End::Wallet(_) => false,
            End::Holder(holder) if holder.is_foreign() => false,
            End::Holder(holder) => match other {
                // Who pays into his own account is a client of that bank; who pays into another's may be anybody.
                End::Account(id) => id.holder == holder && self.is_client(other, end),
                _ => matches!(holder, Holder::Person(_)),
            },
        }
    }

    fn side(&mut self, side: Side, tx: &Tx, days: i64) {
        let deed = &tx.deed;
        let (end, other) = if side == Side::From { (deed.from, deed.to) } else { (deed.to, deed.from) };
        let client = self.is_client(end, other);
        let name = match (side, client) {
            (Side::From, true) => "t_from_my_client",
            (Side::From, false) => "t_from",
            (Side::To, true) => "t_to_my_client",
            (Side::To, false) => "t_to",
        };
        let (from_funds, to_funds) = funds_codes(deed);
        self.xml.open(name);
        self.xml.leaf(
            side.named("from_funds_code", "to_funds_code"),
            if side == Side::From { from_funds } else { to_funds },
        );
        if deed.channel == Channel::Virtual && self.profile.is_5() {
            self.chain_address(
                side.named("from_transaction_additional_info", "to_transaction_additional_info"),
                end,
                tx.number,
            );
        }
        if end.is_foreign() {
            self.foreign_currency(side.named("from_foreign_currency", "to_foreign_currency"), end, deed.amount_minor);
        }
        if let (Side::From, End::Holder(Holder::Company(index))) = (side, end) {
            // A company has no hands: somebody brings its cash.
            let company = self.country.company(index);
            let bearer = self.country.director(&company);
            self.xml.open("t_conductor");
            self.person(&bearer, if client { Depth::Client } else { Depth::Shown });
            self.xml.close("t_conductor");
        }
        self.subject(side, end, client, days);
        let country =
            end.holder().map_or(self.profile.home(), |holder| self.country.country_of(holder, self.profile.home()));
        self.xml.leaf(side.named("from_country", "to_country"), country);
        self.xml.close(name);
    }

    /// The address on the chain and the device behind it. Everybody who holds an account has one wallet at an exchange;
    /// devices are in the address range that is kept for documentation.
    fn chain_address(&mut self, name: &str, end: End, number: u64) {
        let wallet = match end {
            End::Wallet(wallet) => wallet,
            End::Account(AccountId { holder, .. }) | End::Holder(holder) => holder.key() | 1 << 62,
        };
        let seed = self.country.seed;
        self.xml.open(name);
        self.xml.open("network_device");
        self.xml.leaf("operating_system", if number.is_multiple_of(3) { "IOS" } else { "ANDR" });
        self.xml.open("ip_address");
        self.xml.leaf_with("ipv4", |out| {
            out.extend_from_slice(b"203.0.113.");
            push_digits(out, 1 + wallet % 250, 1);
        });
        self.xml.close("ip_address");
        self.xml.close("network_device");
        self.xml.leaf_with("virtual_address", |out| push_wallet(out, seed, wallet));
        self.xml.close(name);
    }

    fn subject(&mut self, side: Side, end: End, client: bool, days: i64) {
        let depth = if client { Depth::Client } else { Depth::Shown };
        match end {
            End::Account(_) | End::Wallet(_) => {
                let name = side.named("from_account", "to_account");
                self.xml.open(name);
                self.account(end, client, days);
                self.xml.close(name);
            }
            End::Holder(Holder::Person(index)) => {
                let (name, person) = (side.named("from_person", "to_person"), self.country.person(index));
                self.xml.open(name);
                self.person(&person, depth);
                self.xml.close(name);
            }
            End::Holder(Holder::Company(index)) => {
                let (name, company) = (side.named("from_entity", "to_entity"), self.country.company(index));
                self.xml.open(name);
                self.entity(&company, depth);
                self.xml.close(name);
            }
        }
    }

    fn foreign_currency(&mut self, name: &str, end: End, amount_minor: u64) {
        let Some(holder) = end.holder() else { return };
        let country = abroad_of(self.country.country_of(holder, ""));
        if country.currency == self.profile.currency() {
            return;
        }
        let foreign = (u128::from(amount_minor) * 1_000_000 / u128::from(country.rate_e6)) as u64;
        self.xml.open(name);
        self.xml.leaf("foreign_currency_code", country.currency);
        self.xml.amount("foreign_amount", foreign);
        self.xml.leaf_with("foreign_exchange_rate", |out| {
            push_digits(out, country.rate_e6 / 1_000_000, 1);
            out.push(b'.');
            push_digits(out, country.rate_e6 % 1_000_000, 6);
        });
        self.xml.close(name);
    }

    fn several_parties(&mut self, deed: &Deed, days: i64) {
        self.xml.open("involved_parties");
        for (end, role) in [(deed.from, "BUYER"), (deed.to, "SELLR")] {
            let Some(holder) = end.holder() else { continue };
            self.xml.open("party");
            self.xml.leaf("role", role);
            match holder {
                Holder::Person(index) => {
                    let person = self.country.person(index);
                    self.xml.open("person_my_client");
                    self.person(&person, Depth::Client);
                    self.xml.close("person_my_client");
                }
                Holder::Company(index) => {
                    let company = self.country.company(index);
                    self.xml.open("entity_my_client");
                    self.entity(&company, Depth::Client);
                    self.xml.close("entity_my_client");
                }
            }
            self.xml.leaf("funds_code", "ACCT");
            self.xml.leaf("country", self.country.country_of(holder, self.profile.home()));
            self.xml.number("significance", 5);
            self.xml.close("party");
        }
        if let End::Account(_) = deed.from {
            // The account the price was paid from, known from the buyer's bank statement.
            self.xml.open("party");
            self.xml.leaf("role", "PAYER");
            self.xml.open("account");
            self.account(deed.from, false, days);
            self.xml.close("account");
            self.xml.leaf("country", self.profile.home());
            self.xml.close("party");
        }
        self.xml.close("involved_parties");
    }

    fn goods(&mut self, deed: &Deed, number: u64, days: i64) {
        let land = deed.channel == Channel::Notary;
        let currency = self.profile.currency();
        self.xml.open("goods_services");
        self.xml.open("item");
        self.xml.leaf("item_type", if land { "HOUSE" } else { "GOLD" });
        self.xml.leaf("description", if land { "Dwelling with garden" } else { "Bars of fine gold" });
        self.xml.leaf_with("estimated_value", |out| push_amount(out, deed.amount_minor));
        self.xml.leaf("status_code", if land { "SOLD" } else { "BOUGHT" });
        self.xml.leaf("currency_code", currency);
        self.xml.number("size", if land { 60 + number % 200 } else { 1 + deed.amount_minor / 1_000_000 });
        self.xml.leaf("size_uom", if land { "square metre" } else { "ounce" });
        if let (true, Some(Holder::Person(index))) = (land, deed.to.holder()) {
            let person = self.country.person(index);
            let (street, house, city) = (person.street, person.house, person.city);
            self.address("address", Address { kind: "HOME", street, house, city, abroad: None });
        }
        self.xml.day("registration_date", days);
        self.xml.leaf_with("registration_number", |out| {
            out.extend_from_slice(if land { b"LR-" } else { b"GB-" });
            push_digits(out, number, 8);
        });
        self.xml.close("item");
        self.xml.close("goods_services");
    }
}
