//! Who reports: the banks and other obliged businesses of Zedland. All invented.

/// What a reporter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trade {
    /// Bank.
    Bank,
    /// Money or value transfer service with agents.
    Transfer,
    /// Casino.
    Casino,
    /// Notary's office.
    Notary,
    /// Exchange and custodian of virtual assets.
    VirtualAssets,
    /// Dealer in precious metals and stones.
    Metals,
}

/// A reporter.
#[derive(Debug, PartialEq, Eq)]
pub struct Reporter {
    /// Number at the financial intelligence unit, the `rentity_id` of its reports.
    pub id: u64,
    /// Kind.
    pub trade: Trade,
    /// Name.
    pub name: &'static str,
    /// SWIFT-shaped code of eight letters.
    pub swift: &'static str,
    /// Four-digit number in account numbers.
    pub code: u64,
}

const fn reporter(id: u64, trade: Trade, name: &'static str, swift: &'static str) -> Reporter {
    Reporter { id, trade, name, swift, code: 1000 + id % 1000 * 7 }
}

/// Every reporter: banks first, the largest first.
pub static REPORTERS: [Reporter; 22] = [
    reporter(1001, Trade::Bank, "Harbour Bank of Zedland", "HARBZZZ1"),
    reporter(1002, Trade::Bank, "Zedland Savings Union", "ZSAVZZZ1"),
    reporter(1003, Trade::Bank, "Meridian Commercial Bank", "MERIZZZ1"),
    reporter(1004, Trade::Bank, "Bank of the North March", "BNOMZZZ1"),
    reporter(1005, Trade::Bank, "Copper & Salt Merchant Bank", "COSAZZZ1"),
    reporter(1006, Trade::Bank, "Farmers Credit Cooperative", "FARCZZZ1"),
    reporter(1007, Trade::Bank, "South Bay Islamic Bank", "SBIBZZZ1"),
    reporter(1008, Trade::Bank, "Lighthouse Digital Bank", "LIDBZZZ1"),
    reporter(1009, Trade::Bank, "Ostrovia Industrial Bank", "OSTIZZZ1"),
    reporter(1010, Trade::Bank, "Frontier Trade Bank", "FRTBZZZ1"),
    reporter(1011, Trade::Bank, "Teachers Mutual Bank", "TEAMZZZ1"),
    reporter(1012, Trade::Bank, "Zedopolis Private Bank", "ZPRIZZZ1"),
    reporter(1021, Trade::Transfer, "Swallow Remittance", "SWALZZZ1"),
    reporter(1022, Trade::Transfer, "Caravan Money Transfer", "CARAZZZ1"),
    reporter(1023, Trade::Transfer, "Kiosk Cash Network", "KIOSZZZ1"),
    reporter(1031, Trade::Casino, "Grand Omicron Casino", "GROCZZZ1"),
    reporter(1032, Trade::Casino, "Frontera Gaming Palace", "FGAPZZZ1"),
    reporter(1041, Trade::Notary, "Notaries of Cathedral Close", "NOCCZZZ1"),
    reporter(1042, Trade::Notary, "Harbour Street Notaries", "HASNZZZ1"),
    reporter(1051, Trade::VirtualAssets, "Zedcoin Exchange", "ZCEXZZZ1"),
    reporter(1052, Trade::VirtualAssets, "Lodestone Wallets", "LODWZZZ1"),
    reporter(1061, Trade::Metals, "Amber Gold Traders", "AMGTZZZ1"),
];

/// How many of [`REPORTERS`], from the first, are banks.
pub const BANKS: usize = 12;

/// Place of a reporter in [`REPORTERS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReporterAt(pub u8);

impl ReporterAt {
    /// The reporter.
    pub fn reporter(self) -> &'static Reporter {
        let [first, ..] = &REPORTERS;
        REPORTERS.get(usize::from(self.0)).unwrap_or(first)
    }

    /// Every reporter of a trade, in order.
    pub fn all(trade: Trade) -> impl Iterator<Item = Self> {
        (0u8..).zip(&REPORTERS).filter(move |(_, r)| r.trade == trade).map(|(at, _)| Self(at))
    }

    /// The `n`th reporter of a trade, counted round.
    pub fn nth_of(trade: Trade, n: u64) -> Self {
        let count = Self::all(trade).count().max(1) as u64;
        Self::all(trade).nth((n % count) as usize).unwrap_or(Self(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn banks_come_first_and_nobody_shares_a_number() {
        assert!(REPORTERS[..BANKS].iter().all(|r| r.trade == Trade::Bank));
        assert!(REPORTERS[BANKS..].iter().all(|r| r.trade != Trade::Bank));
        let all = |of: fn(&Reporter) -> u64| REPORTERS.iter().map(of).collect::<HashSet<u64>>().len();
        assert_eq!(all(|r| r.id), REPORTERS.len());
        assert_eq!(all(|r| r.code), REPORTERS.len());
        assert!(
            REPORTERS.iter().all(|r| r.swift.len() == 8 && &r.swift[4..6] == "ZZ" && (1000..=9999).contains(&r.code))
        );
    }

    #[test]
    fn a_trade_is_counted_round() {
        assert_eq!(ReporterAt::nth_of(Trade::Casino, 3).reporter().name, "Frontera Gaming Palace");
    }
}
