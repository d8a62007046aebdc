//! Head, body and foot of a report, and whole reports.

use super::person::{Address, Depth};
use super::push::Layout;
use super::{Pen, Profile};
use crate::accounts::Holder;
use crate::civil::{moment, push_digits};
use crate::country::Country;
use crate::crimes::Kind;
use crate::people::Person;
use crate::places::CITIES;
use crate::reports::{Report, ReportCode, Suspicion};
use crate::tx::End;

/// Writes one report as a complete file.
pub fn to_xml(country: &Country, profile: Profile, report: &Report, layout: Layout) -> Vec<u8> {
    let mut pen = Pen::new(*country, profile, report.reporter, layout);
    pen.report(report);
    pen.xml.out
}

/// Indicators of a suspicion: the supposed offence, and the sign that was seen.
const fn signs(kind: Kind) -> [&'static str; 2] {
    match kind {
        Kind::Structuring | Kind::Smurfing => ["PO01", "BH02"],
        Kind::FanIn | Kind::Mules => ["PO03", "PT02"],
        Kind::FanOut => ["PO03", "PT03"],
        Kind::GatherScatter | Kind::ScatterGather | Kind::Bipartite | Kind::Stack => ["PO99", "PT01"],
        Kind::Cycle | Kind::RoundTrip | Kind::UTurn | Kind::LoanBack => ["PO04", "PT04"],
        Kind::PassThrough | Kind::Chain | Kind::RandomWalk | Kind::Peel => ["PO12", "PT01"],
        Kind::Funnel => ["PO01", "PT06"],
        Kind::Cuckoo => ["PO01", "BH03"],
        Kind::Dormant => ["PO02", "PT05"],
    }
}

impl Pen {
    /// A complete report.
    pub fn report(&mut self, report: &Report) {
        self.head(report);
        match report.suspicion {
            Some(suspicion) if report.code.is_activity() => self.activity(report.code, &suspicion),
            _ => {
                for tx in &report.transactions {
                    self.transaction(tx, report.code.is_suspicious().then_some(true));
                }
            }
        }
        self.foot(report);
    }

    /// Everything before the first transaction.
    pub fn head(&mut self, report: &Report) {
        let reporter = self.reporter();
        let is_5 = self.profile.is_5();
        let newer = self.newer();
        self.xml.declaration();
        self.xml.open("report");
        if is_5 {
            self.xml.leaf("schema_version", "5.0.1");
        }
        self.xml.number("rentity_id", reporter.id);
        self.xml.leaf("rentity_branch", "Head office");
        self.xml.leaf("submission_code", "E");
        self.xml.leaf("report_code", report.code.code());
        self.xml.leaf_with("entity_reference", |out| {
            out.extend_from_slice(report.code.code().as_bytes());
            out.push(b'-');
            push_digits(out, reporter.code, 4);
            out.push(b'-');
            push_digits(out, report.number, 8);
        });
        if report.code.is_answer() {
            self.xml.leaf("fiu_ref_number", "ZZ-RFI-2026-00017");
        }
        self.xml.moment(if newer { "report_date" } else { "submission_date" }, report.seconds);
        self.xml.leaf("currency_code_local", self.profile.currency());
        self.reporting_person();
        let house = reporter.id % 90 + 1;
        let [capital, ..] = &CITIES;
        self.address(
            "location",
            Address { kind: "WORK", street: "Republic Avenue", house, city: capital, abroad: None },
        );
        self.reasons(report);
    }

    /// The compliance officer: one and the same person for each reporter.
    fn reporting_person(&mut self) {
        if self.newer() {
            let code = self.reporter().code;
            self.xml.leaf_with("reporting_user_code", |out| {
                out.extend_from_slice(b"officer");
                push_digits(out, code, 4);
            });
            return;
        }
        let officer: Person = self.country.person(self.reporter().id * 31 % self.country.size.people);
        self.xml.open("reporting_person");
        self.xml.leaf_with("first_name", |out| officer.push_given(out, Default::default()));
        self.xml.leaf_with("last_name", |out| officer.push_family(out, Default::default()));
        self.xml.leaf_with("email", |out| officer.push_email(out));
        self.xml.leaf("occupation", "Compliance officer");
        self.xml.close("reporting_person");
    }

    fn reasons(&mut self, report: &Report) {
        let Some(suspicion) = report.suspicion else {
            if report.code == ReportCode::Aift {
                self.xml.leaf("reason", "Statement of account as asked for by the unit.");
            }
            return;
        };
        if !report.code.is_suspicious() {
            self.xml.leaf("reason", about(report.code));
            return;
        }
        let reason = self.narrative(report, &suspicion);
        self.xml.text("reason", &reason);
        self.xml
            .leaf("action", "Enhanced monitoring of the relationship; no contact with the client about this report.");
    }

    /// Who, what, when, where, how, and why it is unusual.
    pub fn narrative(&self, report: &Report, suspicion: &Suspicion) -> String {
        let who = match suspicion.focus.holder() {
            Some(Holder::Person(index)) => {
                let person = self.country.person(index);
                format!("{}, {} of {}", person.latin_name(), person.occupation.to_lowercase(), person.city.name)
            }
            Some(Holder::Company(index)) => {
                let company = self.country.company(index);
                format!("{}, {}", company.name(), company.business.to_lowercase())
            }
            None => "the holder of a wallet".to_owned(),
        };
        let total: u64 = report.transactions.iter().map(|tx| tx.deed.amount_minor).sum();
        let span = match (report.transactions.first(), report.transactions.last()) {
            (Some(first), Some(last)) => format!(
                "Between {} and {} we saw {} transactions of {}.{:02} {} in all.",
                moment(first.seconds).replace('T', " "),
                moment(last.seconds).replace('T', " "),
                report.transactions.len(),
                total / 100,
                total % 100,
                self.profile.currency()
            ),
            _ => "No transaction was carried out through us.".to_owned(),
        };
        format!(
            "Our monitoring noticed the business of {who}. {span} {} The client gave no plausible explanation and no documents, and the business known to us does not explain it.",
            suspicion.kind.words()
        )
    }

    fn activity(&mut self, code: ReportCode, suspicion: &Suspicion) {
        self.xml.open("activity");
        self.xml.open("report_parties");
        self.xml.open("report_party");
        if self.profile.is_5() {
            self.xml.leaf("role", "SUBJ");
        }
        match suspicion.focus.holder() {
            Some(Holder::Company(index)) => {
                let company = self.country.company(index);
                self.xml.open("entity");
                self.entity(&company, Depth::Shown);
                self.xml.close("entity");
            }
            Some(Holder::Person(index)) => {
                let person = self.country.person(index);
                self.xml.open("person");
                self.person(&person, Depth::Shown);
                self.xml.close("person");
            }
            None => {
                self.xml.open("account");
                self.account(suspicion.focus, false, 0);
                self.xml.close("account");
            }
        }
        if self.profile.is_5() {
            let home = self.profile.home();
            let country = suspicion.focus.holder().map_or(home, |holder| self.country.country_of(holder, home));
            self.xml.leaf("country", country);
            self.xml.leaf("is_suspected", if code.is_suspicious() { "true" } else { "false" });
        }
        self.xml.number("significance", 8);
        self.xml.text("reason", if code.is_suspicious() { suspicion.kind.words() } else { about(code) });
        self.xml.close("report_party");
        self.xml.close("report_parties");
        self.xml.close("activity");
    }

    /// Everything after the last transaction.
    pub fn foot(&mut self, report: &Report) {
        self.xml.open("report_indicators");
        for indicator in indicators(report) {
            self.xml.leaf("indicator", indicator);
        }
        self.xml.close("report_indicators");
        self.xml.close("report");
    }
}

/// Why a report without suspicion is filed about somebody.
const fn about(code: ReportCode) -> &'static str {
    match code {
        ReportCode::Ffr => {
            "The client is on the list of persons whose funds are frozen. All accounts are frozen since this morning; nothing was paid out."
        }
        ReportCode::Pnm => {
            "The name and the year of birth of the client resemble a listed person's. Papers are being compared; no payment is held."
        }
        _ => "Information on the relationship with the client, as asked for by the unit.",
    }
}

fn indicators(report: &Report) -> Vec<&'static str> {
    match (report.code, report.suspicion) {
        (ReportCode::Tfr | ReportCode::Tfa, Some(suspicion)) => {
            let [_, sign] = signs(suspicion.kind);
            vec!["TF03", sign]
        }
        (ReportCode::Aif, _) => vec!["RQ01"],
        (ReportCode::Ffr, _) => vec!["SL01"],
        (ReportCode::Pnm, _) => vec!["SL02"],
        (ReportCode::Hrt, _) => vec!["HR01"],
        (_, Some(suspicion)) => signs(suspicion.kind).to_vec(),
        (ReportCode::Ctr, _) => {
            let out = |end: End| matches!(end, End::Account(_));
            let deposits = report.transactions.iter().any(|tx| !out(tx.deed.from));
            let withdrawals = report.transactions.iter().any(|tx| out(tx.deed.from));
            [(deposits, "TH01"), (withdrawals, "TH02")]
                .into_iter()
                .filter(|(there, _)| *there)
                .map(|(_, code)| code)
                .collect()
        }
        (ReportCode::Var, _) => vec!["TH04"],
        (ReportCode::Dpm, _) => vec!["TH05"],
        (ReportCode::Rea, _) => vec!["TH06"],
        (ReportCode::Aift, _) => vec!["RQ01"],
        _ => vec!["TH03"],
    }
}
