//! Accounts: whose, at which bank, under which number. Nothing is stored: all of it follows from holder and slot.

use crate::civil::push_digits;
use crate::draw::{Domain, Draw};
use crate::people::FOREIGN_FROM;
use crate::reporters::{BANKS, Reporter, ReporterAt};

/// A person or a company, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Holder {
    /// A person.
    Person(u64),
    /// A company.
    Company(u64),
}

impl Holder {
    /// Whether the holder lives or is registered abroad.
    pub const fn is_foreign(self) -> bool {
        let (Self::Person(index) | Self::Company(index)) = self;
        index >= FOREIGN_FROM
    }

    /// A number no other holder has.
    pub const fn key(self) -> u64 {
        match self {
            Self::Person(index) => index * 2,
            Self::Company(index) => index * 2 + 1,
        }
    }
}

/// An account: the `slot`th of its holder. Most holders have one or two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId {
    /// Whose.
    pub holder: Holder,
    /// Which of the holder's, 0 to 7.
    pub slot: u8,
}

/// What else is known about an account.
#[derive(Clone, Debug)]
pub struct Account {
    /// Which account.
    pub id: AccountId,
    /// Bank, when in Zedland.
    pub bank: Option<ReporterAt>,
    /// Day of opening, in days since 1970-01-01.
    pub opened_days: i64,
    /// Balance in hundredths, before the story begins.
    pub balance_minor: u64,
    /// Number of the branch, below 40.
    pub branch: u64,
    /// The bank's number for the client.
    pub client: u64,
}

impl Account {
    /// The account of that holder and slot.
    pub fn new(seed: u64, id: AccountId) -> Self {
        let mut draw = Draw::new(seed, Domain::Account, id.holder.key() * 8 + u64::from(id.slot));
        let bank = draw.below(BANKS as u64 * 2).min(draw.below(BANKS as u64));
        Self {
            id,
            bank: (!id.holder.is_foreign()).then_some(ReporterAt(bank as u8)),
            opened_days: 14_610 + draw.below(5000) as i64,
            balance_minor: draw.heavy(50_000, 600),
            branch: draw.below(40),
            client: id.holder.key() % 1_000_000_000,
        }
    }

    /// The bank as reporter, when it is in Zedland.
    pub fn reporter(&self) -> Option<&'static Reporter> {
        self.bank.map(ReporterAt::reporter)
    }

    /// The twenty digits of the account as a number; the leading ones are mostly zeros, and count.
    pub fn digits(&self) -> u128 {
        let holder = u128::from(self.id.holder.key()) % 1_000_000_000_000_000;
        u128::from(self.branch) * 10_000_000_000_000_000 + holder * 10 + u128::from(self.id.slot)
    }

    /// Writes the account number: twenty digits with leading zeros.
    pub fn push_number(&self, out: &mut Vec<u8>) {
        let digits = self.digits();
        push_digits(out, (digits / 10_000_000_000) as u64, 10);
        push_digits(out, (digits % 10_000_000_000) as u64, 10);
    }

    /// Writes the IBAN-shaped number: `ZZ`, two check digits, four digits of the bank, twenty of the account.
    /// Nothing is written for an account abroad.
    pub fn push_iban(&self, out: &mut Vec<u8>) {
        let Some(bank) = self.reporter() else { return };
        out.extend_from_slice(b"ZZ");
        push_digits(out, iban_check(bank.code, self.digits()), 2);
        push_digits(out, bank.code, 4);
        self.push_number(out);
    }

    /// The account number as text.
    pub fn number(&self) -> String {
        let mut out = Vec::new();
        self.push_number(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// The IBAN-shaped number as text; empty for an account abroad.
    pub fn iban(&self) -> String {
        let mut out = Vec::new();
        self.push_iban(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }
}

/// The two check digits of ISO 13616: 98 less the remainder by 97 of bank, account, `ZZ` as 3535 and 00.
fn iban_check(bank: u64, digits: u128) -> u64 {
    let number = (u128::from(bank) * 100_000_000_000_000_000_000 + digits) * 1_000_000 + 353_500;
    98 - (number % 97) as u64
}

/// Writes the address of a wallet: `zd1` and thirty-two characters. Not the form of any real chain.
pub fn push_wallet(out: &mut Vec<u8>, seed: u64, wallet: u64) {
    const LETTERS: &[u8; 32] = b"023456789acdefghjklmnpqrstuvwxyz";
    let mut draw = Draw::new(seed, Domain::Wallet, wallet);
    out.extend_from_slice(b"zd1");
    for _ in 0..32 {
        out.push(draw.pick(LETTERS));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ISO 13616 read plainly: move the first four to the end, letters to numbers, remainder 1.
    fn iban_holds(iban: &str) -> bool {
        let moved = format!("{}{}", &iban[4..], &iban[..4]);
        let mut rest = 0u64;
        for c in moved.chars() {
            let value = u64::from(c.to_digit(36).unwrap());
            rest = (if value > 9 { rest * 100 } else { rest * 10 } + value) % 97;
        }
        rest == 1
    }

    #[test]
    fn check_digits_hold_and_a_wrong_digit_shows() {
        assert!(iban_holds("GB82WEST12345698765432"), "the textbook example");
        for n in 0..500 {
            let account = Account::new(3, AccountId { holder: Holder::Person(n * 977), slot: (n % 3) as u8 });
            let iban = account.iban();
            assert_eq!(iban.len(), 28);
            assert!(iban_holds(&iban), "{iban}");
            let last = if iban.ends_with('0') { '1' } else { '0' };
            assert!(!iban_holds(&format!("{}{last}", &iban[..27])));
        }
    }

    #[test]
    fn numbers_have_twenty_digits_with_leading_zeros_and_are_unique() {
        let mut seen = std::collections::HashSet::new();
        for n in 0..200 {
            for holder in [Holder::Person(n), Holder::Company(n), Holder::Person(FOREIGN_FROM + n)] {
                for slot in 0..2 {
                    let number = Account::new(1, AccountId { holder, slot }).number();
                    assert_eq!(number.len(), 20);
                    assert!(number.starts_with('0'));
                    assert!(seen.insert(number));
                }
            }
        }
    }

    #[test]
    fn big_banks_have_more_accounts() {
        let at = |n| Account::new(1, AccountId { holder: Holder::Person(n), slot: 0 }).bank.unwrap().0;
        let (first, last) = (0..4000).map(at).fold((0, 0), |(f, l), b| (f + u32::from(b < 3), l + u32::from(b > 8)));
        assert!(first > last * 3 / 2, "{first} {last}");
        assert!(last > 50);
    }
}
