//! A transaction, before anybody reports it.

use crate::accounts::{AccountId, Holder};
use crate::crimes::CrimeId;
use crate::people::FOREIGN_FROM;

/// One end of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// An account.
    Account(AccountId),
    /// Somebody in person: brings or takes cash.
    Holder(Holder),
    /// A wallet of virtual assets.
    Wallet(u64),
}

impl End {
    /// The first account of a person.
    pub const fn person(index: u64) -> Self {
        Self::Account(AccountId { holder: Holder::Person(index), slot: 0 })
    }

    /// The first account of a company.
    pub const fn company(index: u64) -> Self {
        Self::Account(AccountId { holder: Holder::Company(index), slot: 0 })
    }

    /// Who is behind the end; nobody known for a wallet.
    pub const fn holder(self) -> Option<Holder> {
        match self {
            Self::Account(id) => Some(id.holder),
            Self::Holder(holder) => Some(holder),
            Self::Wallet(_) => None,
        }
    }

    /// Whether the end is outside Zedland.
    pub const fn is_foreign(self) -> bool {
        match self.holder() {
            Some(Holder::Person(index) | Holder::Company(index)) => index >= FOREIGN_FROM,
            None => false,
        }
    }
}

/// How a transaction is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// Cash over the counter.
    Counter,
    /// Cash at a machine.
    Machine,
    /// Online banking, within the country.
    Online,
    /// Telephone banking, within the country.
    Mobile,
    /// Card at a shop.
    Card,
    /// Cross-border wire.
    Wire,
    /// Cash at an agent of a transfer service.
    Agent,
    /// Exchange of virtual assets.
    Virtual,
    /// Cash desk of a casino.
    Casino,
    /// Cash for goods at a dealer.
    Dealer,
    /// Sale of land before a notary, with several parties.
    Notary,
}

impl Channel {
    /// Whether notes and coins change hands.
    pub const fn is_cash(self) -> bool {
        matches!(self, Self::Counter | Self::Machine | Self::Agent | Self::Casino | Self::Dealer)
    }
}

/// What a transaction is for, as ordinary people would say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Wage.
    Salary,
    /// Rent of a home.
    Rent,
    /// Shopping.
    Shopping,
    /// Electricity, water, telephone.
    Bill,
    /// Money between people who know each other.
    Private,
    /// Cash taken out.
    CashOut,
    /// Cash paid in.
    CashIn,
    /// Takings of a shop paid in.
    Takings,
    /// Invoice between companies.
    Invoice,
    /// Money to family abroad or from there.
    Remittance,
    /// Gambling.
    Gambling,
    /// Virtual assets bought or sold.
    Assets,
    /// Gold, jewellery, cars.
    Goods,
    /// Land and houses.
    Property,
    /// Loan.
    Loan,
}

impl Purpose {
    /// Words for the transaction's description.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Salary => "Salary",
            Self::Rent => "Monthly rent",
            Self::Shopping => "Card purchase",
            Self::Bill => "Utility bill",
            Self::Private => "Private transfer",
            Self::CashOut => "Cash withdrawal",
            Self::CashIn => "Cash deposit",
            Self::Takings => "Deposit of daily takings",
            Self::Invoice => "Payment of invoice",
            Self::Remittance => "Family support",
            Self::Gambling => "Chips and pay-out",
            Self::Assets => "Purchase or sale of virtual assets",
            Self::Goods => "Purchase of valuables",
            Self::Property => "Sale of property",
            Self::Loan => "Loan paid out",
        }
    }

    /// Name in lists, lower case.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Salary => "salary",
            Self::Rent => "rent",
            Self::Shopping => "shopping",
            Self::Bill => "bill",
            Self::Private => "private",
            Self::CashOut => "cash-out",
            Self::CashIn => "cash-in",
            Self::Takings => "takings",
            Self::Invoice => "invoice",
            Self::Remittance => "remittance",
            Self::Gambling => "gambling",
            Self::Assets => "virtual-assets",
            Self::Goods => "goods",
            Self::Property => "property",
            Self::Loan => "loan",
        }
    }
}

/// What a transaction does, without its number and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Who pays.
    pub from: End,
    /// Who is paid.
    pub to: End,
    /// Hundredths of the local currency.
    pub amount_minor: u64,
    /// How.
    pub channel: Channel,
    /// What for, or what for it is said to be.
    pub purpose: Purpose,
}

/// A transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tx {
    /// Place in the stream, from 1. Unique.
    pub number: u64,
    /// Seconds since 1970-01-01 of Zedland's time.
    pub seconds: i64,
    /// What it does.
    pub deed: Deed,
    /// The planted crime it belongs to: the answer, never written into a report.
    pub crime: Option<CrimeId>,
}
