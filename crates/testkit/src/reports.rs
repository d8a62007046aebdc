//! Who reports what: from the stream of a country, the reports its obliged businesses file.
//!
//! Threshold reports gather until they are full; suspicious ones come when a crime is over and somebody noticed, and
//! sometimes about nothing. What is kept is bounded by the number of reporters and the size of a report, whatever the
//! length of the story.

use crate::accounts::Holder;
use crate::civil::DAY_SECONDS;
use crate::country::Country;
use crate::crimes::plot::THRESHOLD_MINOR;
use crate::crimes::{Answer, CrimeId, Kind};
use crate::draw::{Domain, Draw};
use crate::reporters::{ReporterAt, Trade};
use crate::stream::{Event, Stream};
use crate::tx::{Channel, End, Tx};
use std::collections::{BTreeMap, VecDeque};

/// A kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReportCode {
    /// Suspicious transactions.
    Str,
    /// Suspicious activity, without transactions.
    Sar,
    /// Cash at or above the threshold.
    Ctr,
    /// Cross-border transfer.
    Eft,
    /// Virtual assets at or above their threshold.
    Var,
    /// Precious metals for cash.
    Dpm,
    /// Sale of land.
    Rea,
    /// Statement of account in answer to a request.
    Aift,
    /// Suspicion of terrorist financing with transactions.
    Tfr,
    /// Suspicion of terrorist financing without transactions.
    Tfa,
    /// Information on a client in answer to a request.
    Aif,
    /// Funds frozen because of a list.
    Ffr,
    /// A client with nearly the name of somebody listed.
    Pnm,
    /// Transfer to or from a country of high risk.
    Hrt,
}

impl ReportCode {
    /// The code in the shipped profiles.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Str => "STR",
            Self::Sar => "SAR",
            Self::Ctr => "CTR",
            Self::Eft => "EFT",
            Self::Var => "VAR",
            Self::Dpm => "DPM",
            Self::Rea => "REA",
            Self::Aift => "AIFT",
            Self::Tfr => "TFR",
            Self::Tfa => "TFA",
            Self::Aif => "AIF",
            Self::Ffr => "FFR",
            Self::Pnm => "PNM",
            Self::Hrt => "HRT",
        }
    }

    /// Whether the report tells a suspicion and needs a narrative.
    pub const fn is_suspicious(self) -> bool {
        matches!(self, Self::Str | Self::Sar | Self::Tfr | Self::Tfa)
    }

    /// Whether the report is about somebody and has no transactions.
    pub const fn is_activity(self) -> bool {
        matches!(self, Self::Sar | Self::Tfa | Self::Aif | Self::Ffr | Self::Pnm)
    }

    /// Whether the report answers a request of the unit.
    pub const fn is_answer(self) -> bool {
        matches!(self, Self::Aift | Self::Aif)
    }
}

/// Least amount of a reportable cross-border transfer, in hundredths.
pub const TRANSFER_MINOR: u64 = 100_000;

/// Least amount of reportable virtual assets, in hundredths.
pub const VIRTUAL_MINOR: u64 = 500_000;

/// The country whose transfers Zedland watches, drawn by lot: it says nothing of the country.
pub const HIGH_RISK: &str = "KZ";

/// What made somebody suspicious.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// The shape that was noticed.
    pub kind: Kind,
    /// The end it is about.
    pub focus: End,
    /// The planted crime behind it; none for a false alarm. The answer, never written into the report.
    pub crime: Option<CrimeId>,
}

/// A report, before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Place in the order of filing, from 1.
    pub number: u64,
    /// Who files it.
    pub reporter: ReporterAt,
    /// Kind.
    pub code: ReportCode,
    /// When it is filed, in seconds since 1970-01-01.
    pub seconds: i64,
    /// Its transactions, none for [`ReportCode::Sar`].
    pub transactions: Vec<Tx>,
    /// What the suspicion is, for suspicious reports; for other reports without transactions, whom they are about.
    pub suspicion: Option<Suspicion>,
}

/// How reporters behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Habits {
    /// Most transactions in one threshold report.
    pub transactions_max: usize,
    /// Share of crimes that somebody notices, in thousandths.
    pub noticed: u64,
    /// Ordinary transactions reported as suspicious, in a hundred thousand.
    pub false_alarms: u64,
    /// Whether kinds of single trades are filed: virtual assets, metals, land. Plain profiles do not have them.
    pub trade_reports: bool,
    /// Whether the kinds are filed that only Zedland has: terrorist financing, answers about clients, freezes, partial
    /// matches of names, transfers with a country of high risk. Seldom each, and not by default.
    pub zedland_reports: bool,
}

impl Default for Habits {
    fn default() -> Self {
        Self { transactions_max: 10, noticed: 700, false_alarms: 40, trade_reports: true, zedland_reports: false }
    }
}

/// The reports of a country in the order of filing.
#[derive(Debug)]
pub struct Filing {
    country: Country,
    habits: Habits,
    stream: Stream,
    gathering: BTreeMap<(ReporterAt, ReportCode), Vec<Tx>>,
    ready: VecDeque<Report>,
    number: u64,
}

impl Filing {
    /// The filing of a whole story.
    pub fn new(country: Country, habits: Habits) -> Self {
        let stream = country.stream();
        Self { country, habits, stream, gathering: BTreeMap::new(), ready: VecDeque::new(), number: 0 }
    }

    /// How many transactions are kept in memory now, for a test that it stays small.
    pub fn kept(&self) -> usize {
        let ready: usize = self.ready.iter().map(|report| report.transactions.len()).sum();
        self.stream.kept() + self.gathering.values().map(Vec::len).sum::<usize>() + ready
    }

    fn happened(&mut self, tx: Tx) {
        if let Some((reporter, code)) = self.due(&tx) {
            let gathered = self.gathering.entry((reporter, code)).or_default();
            gathered.push(tx);
            if gathered.len() >= self.habits.transactions_max {
                let transactions = std::mem::take(gathered);
                self.file(reporter, code, transactions, None);
            }
        }
        if self.habits.zedland_reports {
            self.seldom(&tx);
        }
        let mut draw = Draw::new(self.country.seed, Domain::Report, tx.number);
        if tx.crime.is_none() && draw.below(100_000) < self.habits.false_alarms {
            let kind = draw.pick(&Kind::ALL);
            let focus = if matches!(tx.deed.from, End::Account(_)) { tx.deed.from } else { tx.deed.to };
            if let (End::Account(id), false) = (focus, focus.is_foreign())
                && let Some(bank) = self.country.account(id).bank
            {
                self.file(bank, ReportCode::Str, vec![tx], Some(Suspicion { kind, focus, crime: None }));
            }
        }
    }

    /// The kinds that are seldom: one client in five hundred payments is looked at for a request, a freeze or a name.
    fn seldom(&mut self, tx: &Tx) {
        let mut draw = Draw::new(self.country.seed, Domain::Report, tx.number | 1 << 61);
        let focus = tx.deed.from;
        let End::Account(id) = focus else { return };
        let (Some(bank), true) = (self.country.account(id).bank, draw.per_mille(2)) else { return };
        let code = draw.pick(&[ReportCode::Aif, ReportCode::Ffr, ReportCode::Pnm]);
        self.file(bank, code, Vec::new(), Some(Suspicion { kind: Kind::Dormant, focus, crime: None }));
    }

    /// Whether a transfer is with the country of high risk.
    fn is_high_risk(&self, deed: &crate::tx::Deed) -> bool {
        let there = |end: End| end.holder().is_some_and(|holder| self.country.country_of(holder, "") == HIGH_RISK);
        deed.channel == Channel::Wire && (there(deed.from) || there(deed.to))
    }

    /// Whether a transaction must be reported without suspicion, by whom and how.
    fn due(&self, tx: &Tx) -> Option<(ReporterAt, ReportCode)> {
        let deed = &tx.deed;
        let bank = |end: End| match end {
            End::Account(id) => self.country.account(id).bank,
            _ => None,
        };
        let key = deed.from.holder().map_or(0, Holder::key);
        let trade = |trade| ReporterAt::nth_of(trade, key / 2);
        let special = self.habits.trade_reports;
        let found = match deed.channel {
            Channel::Counter | Channel::Machine if deed.amount_minor >= THRESHOLD_MINOR => {
                (bank(deed.from).or_else(|| bank(deed.to))?, ReportCode::Ctr)
            }
            Channel::Casino if deed.amount_minor >= THRESHOLD_MINOR => (trade(Trade::Casino), ReportCode::Ctr),
            Channel::Wire if self.habits.zedland_reports && self.is_high_risk(deed) => {
                (bank(deed.from).or_else(|| bank(deed.to))?, ReportCode::Hrt)
            }
            Channel::Wire if deed.amount_minor >= TRANSFER_MINOR => {
                (bank(deed.from).or_else(|| bank(deed.to))?, ReportCode::Eft)
            }
            Channel::Agent if deed.amount_minor >= TRANSFER_MINOR => (trade(Trade::Transfer), ReportCode::Eft),
            Channel::Virtual if special && deed.amount_minor >= VIRTUAL_MINOR && deed.from.holder().is_some() => {
                (trade(Trade::VirtualAssets), ReportCode::Var)
            }
            Channel::Dealer if special && deed.amount_minor >= THRESHOLD_MINOR => {
                (trade(Trade::Metals), ReportCode::Dpm)
            }
            Channel::Notary if special => (trade(Trade::Notary), ReportCode::Rea),
            _ => return None,
        };
        Some(found)
    }

    fn over(&mut self, answer: Answer) {
        let mut draw = Draw::new(self.country.seed, Domain::Report, answer.id.0 | 1 << 63);
        if !draw.per_mille(self.habits.noticed) {
            return;
        }
        let suspicion = Suspicion { kind: answer.kind, focus: answer.focus, crime: Some(answer.id) };
        let Some(reporter) = self.notices(&answer) else { return };
        let pen =
            crate::xml::Pen::new(self.country, crate::xml::Profile::Zz, reporter, crate::xml::push::Layout::default());
        let sees = |tx: &Tx| pen.is_client(tx.deed.from, tx.deed.to) || pen.is_client(tx.deed.to, tx.deed.from);
        let transactions: Vec<Tx> = answer.transactions.into_iter().filter(sees).collect();
        let alone = draw.per_mille(120) && suspicion.focus.holder().is_some();
        // Many small payers may be a collection for terrorists.
        let collects = self.habits.zedland_reports
            && matches!(suspicion.kind, Kind::FanIn | Kind::Smurfing | Kind::GatherScatter)
            && draw.per_mille(400);
        let (activity, of_payments) =
            if collects { (ReportCode::Tfa, ReportCode::Tfr) } else { (ReportCode::Sar, ReportCode::Str) };
        if alone {
            self.file(reporter, activity, Vec::new(), Some(suspicion));
        } else if !transactions.is_empty() {
            self.file(reporter, of_payments, transactions, Some(suspicion));
        }
    }

    /// Who notices a crime: the bank of the account it is about, or an exchange of virtual assets.
    fn notices(&self, answer: &Answer) -> Option<ReporterAt> {
        let virtual_assets = answer.transactions.iter().any(|tx| tx.deed.channel == Channel::Virtual);
        match answer.focus {
            End::Account(id) if virtual_assets => Some(ReporterAt::nth_of(Trade::VirtualAssets, id.holder.key() / 2)),
            End::Account(id) => self.country.account(id).bank,
            End::Holder(_) | End::Wallet(_) => None,
        }
    }

    fn file(&mut self, reporter: ReporterAt, code: ReportCode, transactions: Vec<Tx>, suspicion: Option<Suspicion>) {
        self.number += 1;
        let mut draw = Draw::new(self.country.seed, Domain::Report, self.number | 1 << 62);
        let last = transactions.last().map_or(self.country.end_seconds(), |tx| tx.seconds);
        let seconds = last + (draw.between(1, 5) as i64) * DAY_SECONDS;
        self.ready.push_back(Report { number: self.number, reporter, code, seconds, transactions, suspicion });
    }
}

impl Iterator for Filing {
    type Item = Report;

    fn next(&mut self) -> Option<Report> {
        while self.ready.is_empty() {
            match self.stream.next() {
                Some(Event::Happened(tx)) => self.happened(tx),
                Some(Event::Over(answer)) => self.over(answer),
                None => {
                    let ((reporter, code), rest) = self.gathering.pop_first()?;
                    if !rest.is_empty() {
                        self.file(reporter, code, rest, None);
                    }
                }
            }
        }
        self.ready.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::Size;
    use std::collections::HashSet;

    #[test]
    fn every_kind_of_report_is_filed_and_suspicious_ones_say_why() {
        let country = Country::new(1, Size::transactions(60_000));
        let reports: Vec<Report> = Filing::new(country, Habits::default()).collect();
        let codes: HashSet<&str> = reports.iter().map(|r| r.code.code()).collect();
        assert_eq!(codes, HashSet::from(["STR", "SAR", "CTR", "EFT", "VAR", "DPM", "REA"]));
        for report in &reports {
            assert_eq!(report.suspicion.is_some(), report.code.is_suspicious());
            assert_eq!(report.transactions.is_empty(), report.code == ReportCode::Sar);
            assert!(report.transactions.iter().all(|tx| tx.seconds < report.seconds));
        }
        let of_crimes = reports.iter().filter(|r| r.suspicion.is_some_and(|s| s.crime.is_some())).count();
        let alarms = reports.iter().filter(|r| r.suspicion.is_some_and(|s| s.crime.is_none())).count();
        assert!(of_crimes > 3 && alarms > 3, "{of_crimes} {alarms}");
    }

    #[test]
    fn zedland_files_every_kind_of_its_profile_when_asked_to() {
        let country = Country::new(4, Size { crimes_at_once: 60, ..Size::transactions(60_000) });
        let habits = Habits { zedland_reports: true, ..Habits::default() };
        let reports: Vec<Report> = Filing::new(country, habits).collect();
        let codes: HashSet<&str> = reports.iter().map(|r| r.code.code()).collect();
        let all = ["STR", "SAR", "CTR", "EFT", "VAR", "DPM", "REA", "TFR", "TFA", "AIF", "FFR", "PNM", "HRT"];
        assert_eq!(codes, HashSet::from(all));
        for report in &reports {
            assert_eq!(report.transactions.is_empty(), report.code.is_activity());
            assert_eq!(report.suspicion.is_some(), report.code.is_suspicious() || report.code.is_activity());
        }
        let of = |end: End| end.holder().map_or("", |holder| country.country_of(holder, ""));
        let watched = reports.iter().filter(|r| r.code == ReportCode::Hrt).flat_map(|r| &r.transactions);
        assert!(watched.clone().count() > 5);
        assert!(watched.into_iter().all(|tx| [of(tx.deed.from), of(tx.deed.to)].contains(&HIGH_RISK)));
    }

    #[test]
    fn threshold_reports_hold_only_what_is_due() {
        let country = Country::new(2, Size::transactions(30_000));
        for report in Filing::new(country, Habits::default()).filter(|r| r.code == ReportCode::Ctr) {
            assert!(
                report
                    .transactions
                    .iter()
                    .all(|tx| tx.deed.channel.is_cash() && tx.deed.amount_minor >= THRESHOLD_MINOR)
            );
        }
    }

    #[test]
    fn what_is_kept_does_not_grow_with_the_story() {
        let most = |days: u64| {
            let country = Country::new(3, Size { days, ordinary: days * 50, crimes_at_once: 4, ..Size::hamlet() });
            let mut filing = Filing::new(country, Habits::default());
            let mut most = 0;
            while filing.next().is_some() {
                most = most.max(filing.kept());
            }
            most
        };
        assert!(most(2000) < 3000, "{}", most(2000));
    }
}
