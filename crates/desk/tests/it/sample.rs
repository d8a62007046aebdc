//! Invented reports, people and audit entries, for the tests and the gallery.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use openfiu_desk::view::*;
use vocab::Severity;
use web::parts::badge::Counts;
use web::parts::code::{Excerpt, Line};
use web::parts::finding::FindingView;
use web::{Context, Lang};

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn context(lang: Lang) -> Context {
    Context {
        lang,
        office: "Financial Intelligence Office of Zubrowka".into(),
        zone: TimeZone::fixed(Offset::constant(3)),
        now: at("2026-03-04T09:30:00Z"),
        csrf: "0".repeat(64),
        path: "/".into(),
    }
}

pub(crate) fn who() -> Who {
    Who { name: "Ines Caballero".into(), roles: Role::ALL.into() }
}

pub(crate) fn arrivals() -> Arrivals {
    use ArrivalStatus::*;
    let counts = |reject, warn, quality| Counts { fatal: 0, reject, warn, quality };
    let row = |id: &str, kind: &str, reporter: &str, status, findings, age_minutes| ArrivalRow {
        id: id.into(),
        number: (!kind.is_empty() && status != Rejected).then(|| format!("{kind}-2026-000{id}")),
        more_reports: u64::from(id == "412"),
        transactions: age_minutes,
        kind: kind.into(),
        reporter: reporter.into(),
        reference: format!("REF-{id}"),
        file_name: format!("{id} <test>.xml"),
        received_at: at("2026-03-04T08:12:00Z"),
        age_minutes,
        status,
        findings,
    };
    Arrivals {
        oldest_minutes: Some(78),
        by_status: vec![(Received, 1), (Checking, 0), (Accepted, 412), (AcceptedWithWarnings, 96), (Rejected, 17)],
        rows: vec![
            row("415", "", "First Harbour Bank", Received, counts(0, 0, 0), 18),
            row("414", "STR", "بنك الواحة", AcceptedWithWarnings, counts(0, 3, 2), 78),
            row("413", "CTR", "中央信用社", Accepted, counts(0, 0, 0), 190),
            row("412", "SAR", "Нотариус Н. Орлова", Accepted, counts(0, 0, 1), 1_600),
            row("411", "STR", "Golden Lion Exchange", Rejected, counts(7, 2, 0), 3_100),
        ],
        next: Some("411".into()),
        ..Arrivals::default()
    }
}

pub(crate) fn head() -> ReportHead {
    ReportHead {
        of: Whole::Report,
        id: "414".into(),
        number: Some("STR-2026-000414".into()),
        kind: "STR".into(),
        kind_words: Some("Suspicious transaction report".into()),
        reporter: "بنك الواحة".into(),
        status: ArrivalStatus::AcceptedWithWarnings,
        received_at: at("2026-03-04T08:12:00Z"),
        transactions: 48,
        parties: 4,
        findings: 5,
    }
}

fn coded(code: &str, words: &str) -> Coded {
    Coded { code: code.into(), words: (!words.is_empty()).then(|| words.into()) }
}

pub(crate) fn summary() -> Summary {
    Summary {
        reference: "WAHA-2026-0098".into(),
        submitted: "2026-03-04".into(),
        reason: Some(
            "Eleven cash deposits just under the threshold within six days, at four branches, by two men who said they did not know each other and gave the same telephone number.\nThe money left on the seventh day to a trading company abroad."
                .into(),
        ),
        action: Some("The account is watched. The client was not told.".into()),
        indicators: vec![coded("MM03", "Deposits just under the threshold"), coded("FC07", "Same telephone for strangers"), coded("X99", "")],
        person: Some("ليلى منصور, compliance officer".into()),
        location: Some("12 Harbour Road, Lutz".into()),
        fiu_ref: None,
        total: Some(("1300000.00".into(), "ZED".into())),
        days: Some(("2026-02-21".into(), "2026-02-28".into())),
        further: vec![("location/comments".into(), "near the <test> harbour".into())],
        findings: Counts { fatal: 0, reject: 0, warn: 3, quality: 2 },
    }
}

pub(crate) fn transactions() -> Transactions {
    let person = |name: &str, below: &str| Side {
        name: name.into(),
        below: Some(below.into()),
        my_client: false,
        funds: Some(coded("CASH", "Cash")),
        country: Some("ZZ".into()),
        conductor: None,
        party: Some("p1".into()),
        role: None,
    };
    let account = Side {
        name: "00123456789012345678".into(),
        below: Some("بنك الواحة · Амина Диалло".into()),
        my_client: true,
        funds: Some(coded("FRACC", "Account")),
        country: Some("ZZ".into()),
        conductor: None,
        party: Some("p2".into()),
        role: None,
    };
    let row = |ordinal: u64, amount: &str, from: Side, to: Side| TransactionRow {
        ordinal,
        number: format!("TX-88{ordinal:04}"),
        date: format!("2026-02-2{ordinal}"),
        amount: amount.into(),
        currency: "ZUB".into(),
        foreign: None,
        way: Some(coded("B", "Counter of a branch")),
        description: Some("cash deposit".into()),
        suspicious: false,
        from: Some(from),
        to: Some(to),
        parties: vec![],
        further: vec![("teller".into(), "T. Berg <test>".into())],
    };
    let conducted = Side { conductor: Some("Viktor Hale".into()), ..person("Amina Diallo", "1988-04-02") };
    let abroad = Side {
        name: "Bright Sea Trading FZE <test>".into(),
        below: Some("Registered 77812".into()),
        my_client: false,
        party: Some("p3".into()),
        country: Some("QZ".into()),
        ..account.clone()
    };
    Transactions {
        rows: vec![
            row(1, "9900.00", conducted, account.clone()),
            row(2, "9850.00", person("王小明", "1979-11-30"), account.clone()),
            TransactionRow {
                suspicious: true,
                foreign: Some(("355769.23".into(), "USD".into())),
                way: Some(coded("E", "Electronic transfer")),
                ..row(7, "1300000.00", account.clone(), abroad.clone())
            },
            TransactionRow {
                from: None,
                to: None,
                parties: vec![
                    Side { role: Some("Buyer".into()), ..abroad },
                    Side { role: Some("Seller".into()), ..account },
                ],
                ..row(8, "67500.00", person("x", "x"), person("x", "x"))
            },
        ],
        next: Some("8".into()),
        ..Transactions::default()
    }
}

pub(crate) fn parties() -> Parties {
    Parties { cards: cards(), next: Some("a1".into()), later: false }
}

pub(crate) fn cards() -> Vec<PartyCard> {
    let fact = |label, values: &[&str], plain| PartyFact {
        label,
        values: values.iter().map(|v| (*v).into()).collect(),
        plain,
    };
    use PartyLabel::*;
    vec![
        PartyCard {
            id: "p1".into(),
            kind: PartyKind::Person,
            name: "أمينة ديالو · Amina Diallo".into(),
            my_client: true,
            facts: vec![
                fact(Born, &["1988-04-02"], true),
                fact(BirthPlace, &["Lutz"], false),
                fact(Nationality, &["ZZ"], true),
                fact(Documents, &["PASSP A1234567 (ZZ, until 2029-01-01)", "NATID 88040212345"], true),
                fact(Addresses, &["12 Harbour Road, Lutz, ZZ"], false),
                fact(Phones, &["+999 20 555 0142"], true),
                fact(Occupation, &["seamstress"], false),
            ],
            transactions: (1..=20).collect(),
        },
        PartyCard {
            id: "p2".into(),
            kind: PartyKind::Account,
            name: "00123456789012345678".into(),
            my_client: true,
            facts: vec![
                fact(Bank, &["بنك الواحة"], false),
                fact(Swift, &["WAHAZZ22"], true),
                fact(Currency, &["ZUB"], true),
                fact(Opened, &["2025-12-01"], true),
                fact(Balance, &["1 204.50 (2026-02-28)"], true),
                fact(Holders, &["Amina Diallo (main)", "Viktor Hale"], false),
            ],
            transactions: vec![1, 2, 7],
        },
        PartyCard {
            id: "p3".into(),
            kind: PartyKind::Entity,
            name: "Bright Sea Trading FZE".into(),
            my_client: false,
            facts: vec![
                fact(Registered, &["77812"], true),
                fact(LegalForm, &["Limited company"], false),
                fact(Business, &["general trading"], false),
                fact(Directors, &["Иван Петров"], false),
            ],
            transactions: vec![7],
        },
        PartyCard {
            id: "p4".into(),
            kind: PartyKind::Person,
            name: "王小明".into(),
            my_client: false,
            facts: vec![fact(Born, &["1979-11-30"], true), fact(Phones, &["+999 20 555 0142"], true)],
            transactions: vec![2],
        },
    ]
}

pub(crate) fn findings() -> Vec<FindingView> {
    let line = |number: u64, text: &str| Line { number, text: text.into() };
    vec![FindingView {
        number: 1,
        code: "ZZ-0107".into(),
        severity: Some(Severity::Warn),
        says: "The amount is just under the threshold for the third time this week.".into(),
        value: Some("9900.00".into()),
        path: "/report/transaction[1]/amount_local".into(),
        line: 31,
        column: 5,
        transaction: Some(1),
        excerpt: Excerpt {
            lines: vec![
                line(30, "    <transmode_code>B</transmode_code>"),
                line(31, "    <amount_local>9900.00</amount_local>"),
            ],
            hit: Some(31),
        },
        ..FindingView::default()
    }]
}

pub(crate) fn original() -> Original {
    let text = [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
        "<report>",
        "  <rentity_id>1007</rentity_id>",
        "  <submission_code>E</submission_code>",
        "  <report_code>STR</report_code>",
        "  <!-- تقرير -->",
        "  <entity_reference>WAHA-2026-0098</entity_reference>",
        "  <transaction>",
        "    <transactionnumber>TX-880001</transactionnumber>",
    ];
    let lines = text.iter().zip(1..).map(|(text, number)| Line { number, text: (*text).to_owned() }).collect();
    Original { lines, hit: Some(5), total: 4_180, per_page: 200 }
}

pub(crate) fn letter() -> LetterView {
    LetterView {
        id: "01929B".into(),
        sender: "بنك الواحة".into(),
        file_name: "str_march.xml".into(),
        bytes: 184_213,
        digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        received_at: at("2026-03-04T08:12:00Z"),
        fetched_at: at("2026-03-04T08:12:30Z"),
        verified: true,
        receipt: "OPENFIU RECEIPT 1\nletter  01929B\nsha256  9f86d081…".into(),
        acknowledgement: Some("Registered as STR-2026-000414.".into()),
        reports: vec![("414".into(), "STR-2026-000414".into())],
    }
}

pub(crate) fn search() -> Search {
    let hit = |found_in, text: &str, number: &str| Hit {
        found_in,
        text: text.into(),
        report: "414".into(),
        number: number.into(),
        kind: "STR".into(),
        reporter: "First Harbour Bank".into(),
        received_at: at("2026-03-04T08:12:00Z"),
    };
    Search {
        words: "diallo".into(),
        reason: "STR-2026-000414".into(),
        asked: true,
        cut: true,
        hits: vec![
            hit(FoundIn::Name, "Amina Diallo", "STR-2026-000414"),
            hit(FoundIn::Name, "A. DIALLO", "CTR-2026-000377"),
        ],
        ..Search::default()
    }
}

pub(crate) fn audit() -> Audit {
    let row = |sequence, who: &str, roles: &str, act: &str, (kind, id): (&str, &str), why: &str, result| AuditRow {
        sequence,
        at: at("2026-03-04T09:12:00Z"),
        who: who.into(),
        roles: roles.into(),
        act: act.into(),
        kind: kind.into(),
        id: id.into(),
        why: why.into(),
        result,
    };
    let report = ("report", "01983c5a-0000-7000-8000-000000000414");
    Audit {
        people: vec![("7".into(), "Ines Caballero".into()), ("8".into(), "Tomas Berg".into())],
        who: "7".into(),
        rows: vec![
            row(90_412, "Ines Caballero", "intake-officer", "consult", report, "intake · 414", AuditResult::Done),
            row(90_411, "Tomas Berg", "auditor", "consult", ("audit", "log"), "audit · <test>", AuditResult::Denied),
            row(90_410, "intake", "program", "collect", ("letter", "415"), "fetch", AuditResult::Failed),
        ],
        chain: Some(Chain::Whole(90_412, at("2026-03-04T09:00:00Z"))),
        next: Some("90410".into()),
        ..Audit::default()
    }
}

pub(crate) fn admin() -> Admin {
    Admin {
        staff: vec![
            StaffRow {
                id: "1".into(),
                name: "Ines Caballero".into(),
                login: "ines.caballero".into(),
                roles: vec![Role::IntakeOfficer],
                since: at("2025-03-04T06:00:00Z"),
                active: true,
            },
            StaffRow {
                id: "2".into(),
                name: "Томас Берг".into(),
                login: "tomas.berg".into(),
                roles: vec![Role::Auditor, Role::Administrator],
                since: at("2025-05-04T06:00:00Z"),
                active: false,
            },
        ],
        correspondents: Some(vec![CorrespondentRow {
            id: "7".into(),
            name: "بنك الواحة".into(),
            code: "1007".into(),
            person: "ليلى منصور".into(),
            since: at("2025-11-20T08:00:00Z"),
            active: true,
        }]),
        profile: Some(ProfileView {
            code: "zz".into(),
            version: "2026-01".into(),
            schema: "zz-5.0.xsd".into(),
            from: "2026-01-01".into(),
            rules: 46,
        }),
        link: Some(FirstLink { login: "new.officer".into(), link: "/welcome/pQ2vX0m8sT5kYb7e".into() }),
        problem: None,
    }
}
