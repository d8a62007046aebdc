//! Invented letters, people and findings, for the tests and the gallery.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use openfiu_portal::view::{
    Account, Acknowledgement, Explanation, Findings, Home, KeyRow, Letter, LetterRow, LetterStatus, Letters, Upload,
    Who,
};
use vocab::Severity;
use web::parts::badge::Counts;
use web::parts::code::{Excerpt, Line};
use web::parts::finding::{FindingFilter, FindingView};
use web::signin::Welcome;
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
    Who { name: "ليلى منصور".into(), organisation: "First Harbour Bank".into() }
}

pub(crate) fn row(id: &str, status: LetterStatus, findings: Counts) -> LetterRow {
    LetterRow {
        id: id.into(),
        reference: format!("FHB-2026-{id}"),
        file_name: format!("str_march_{id}.xml"),
        kind: Some("STR".into()),
        received_at: at("2026-03-03T14:12:00Z"),
        status,
        findings,
    }
}

pub(crate) fn rows() -> Vec<LetterRow> {
    let counts = |reject, warn, quality| Counts { fatal: 0, reject, warn, quality };
    vec![
        row("01930A", LetterStatus::Received, counts(0, 0, 0)),
        row("01929F", LetterStatus::Rejected, counts(7, 2, 1)),
        row("01929B", LetterStatus::WithOffice, counts(0, 1, 0)),
        row("019281", LetterStatus::AcceptedWithWarnings, counts(0, 3, 2)),
        LetterRow { kind: Some("CTR".into()), ..row("01927C", LetterStatus::Accepted, counts(0, 0, 0)) },
    ]
}

pub(crate) fn home() -> Home {
    Home { accepted: 128, waiting: 2, rejected: 1, recent: rows() }
}

pub(crate) fn letters() -> Letters {
    Letters { rows: rows(), next: Some("01927C".into()), ..Letters::default() }
}

pub(crate) fn upload() -> Upload {
    Upload {
        body_bytes_max: 64 << 20,
        unpacked_bytes_max: 512 << 20,
        zip_entries_max: 10_000,
        kinds: ["STR", "SAR", "CTR", "EFT", "AIF"].map(String::from).into(),
        profile: "zz 2026-01".into(),
        problem: None,
    }
}

fn excerpt(hit: u64, text: &str) -> Excerpt {
    let around = [
        "    <t_from_my_client>",
        "      <from_funds_code>CASH</from_funds_code>",
        text,
        "      <from_person>",
        "        <first_name>Amina</first_name>",
    ];
    let lines = around.iter().zip(hit - 2..).map(|(text, number)| Line { number, text: (*text).to_owned() }).collect();
    Excerpt { lines, hit: Some(hit) }
}

pub(crate) fn finding_views() -> Vec<FindingView> {
    let base = |number: u64, code: &str, severity, transaction: Option<u64>| FindingView {
        number,
        code: code.into(),
        severity: Some(severity),
        path: transaction.map_or("/report".to_owned(), |n| format!("/report/transaction[{n}]/t_from_my_client")),
        line: 40 + number * 30,
        column: 7,
        transaction,
        ..FindingView::default()
    };
    let hit = |number: u64| 40 + number * 30;
    vec![
        FindingView {
            says: "The element submission_date is missing.".into(),
            hint: Some("Put it between entity_reference and currency_code_local.".into()),
            expected: Some("submission_date".into()),
            excerpt: excerpt(hit(1), "  <currency_code_local>ZUB</currency_code_local>"),
            ..base(1, "XSD-MISSING", Severity::Reject, None)
        },
        FindingView {
            says: "This code is not in the list identifier_type.".into(),
            value: Some("05".into()),
            expected: Some("one of NATID, PASSP, RESPM, DRVLC".into()),
            hint: Some("Did you mean PASSP, Passport?".into()),
            excerpt: excerpt(hit(2), "      <type>05</type>"),
            ..base(2, "XSD-ENUM", Severity::Reject, Some(3))
        },
        FindingView {
            says: "This code is not in the list identifier_type.".into(),
            value: Some("<b>ID</b>".into()),
            expected: Some("one of NATID, PASSP, RESPM, DRVLC".into()),
            excerpt: excerpt(hit(3), "      <type>ID</type>"),
            ..base(3, "XSD-ENUM", Severity::Reject, Some(9))
        },
        FindingView {
            says: "The amount is above the threshold, but the funds are cash and no conductor is named.".into(),
            value: Some("1250000.00".into()),
            hint: Some("Name the person who came to the counter in t_conductor.".into()),
            excerpt: excerpt(hit(4), "    <amount_local>1250000.00</amount_local>"),
            ..base(4, "ZZ-0107", Severity::Warn, Some(3))
        },
        FindingView {
            says: "The occupation has only one letter.".into(),
            value: Some("x".into()),
            ..base(5, "ZZ-0301", Severity::Quality, Some(9))
        },
    ]
}

pub(crate) fn findings(filter: FindingFilter) -> Findings {
    Findings {
        letter: Some("01929F".into()),
        file_name: "str_march_01929F.xml".into(),
        refused: true,
        findings: finding_views(),
        filter,
    }
}

pub(crate) const RECEIPT: &str = "OPENFIU RECEIPT 1
letter        01929B
from          First Harbour Bank
reference     FHB-2026-01929B
sha256        9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
bytes         184213
received      2026-03-03T14:12:07Z
signed-by     edge-2026
signature     hV6wS0o0zq1yFz3S9b8m0aD1e6m5y3q7t2Jg4kXcQm8=";

pub(crate) fn letter(status: LetterStatus) -> Letter {
    let answer = |number: Option<&str>, text: &str| {
        Some(Acknowledgement { at: at("2026-03-03T14:15:00Z"), number: number.map(Into::into), text: text.into() })
    };
    let (fetched, acknowledgement) = match status {
        LetterStatus::Received => (None, None),
        LetterStatus::WithOffice => (Some(at("2026-03-03T14:13:00Z")), None),
        LetterStatus::Rejected => (
            Some(at("2026-03-03T14:13:00Z")),
            answer(None, "The report was not taken.\n7 findings must be corrected before it can be registered."),
        ),
        LetterStatus::Accepted | LetterStatus::AcceptedWithWarnings => (
            Some(at("2026-03-03T14:13:00Z")),
            answer(Some("STR-2026-000412"), "The report was registered.\nKeep the fact of this report secret."),
        ),
    };
    let counts = Counts { reject: u64::from(status == LetterStatus::Rejected) * 7, warn: 2, ..Counts::default() };
    Letter {
        row: row("01929B", status, counts),
        bytes: 184_213,
        digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        fetched_at: fetched,
        receipt: RECEIPT.into(),
        acknowledgement,
    }
}

pub(crate) fn account() -> Account {
    Account {
        login: "leila.mansour".into(),
        totp_since: Some(at("2025-11-20T08:00:00Z")),
        sessions: vec![
            ("198.51.100.0/24".into(), at("2026-03-04T06:01:00Z")),
            ("198.51.100.0/24".into(), at("2026-03-03T06:10:00Z")),
        ],
        keys: vec![KeyRow {
            id: "k1".into(),
            name: "core banking export".into(),
            made_at: at("2026-01-10T10:00:00Z"),
            used_at: Some(at("2026-03-03T14:12:00Z")),
        }],
        password_chars_min: 12,
        password_changed: Some(false),
        new_key: Some(("night export".into(), "q2dK0x8hJr5nT1v".into())),
    }
}

pub(crate) fn welcome() -> Welcome {
    Welcome {
        invitation: "aGVsbG8".into(),
        name: "ليلى منصور".into(),
        login: "leila.mansour".into(),
        key: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".into(),
        refused: true,
        password_chars_min: 12,
    }
}

pub(crate) fn explanation() -> Explanation {
    Explanation {
        code: "XSD-ENUM".into(),
        paragraphs: vec![
            "The value is not in the list of codes that the schema allows here.".into(),
            "Look up the list with goaml dictionary and use the code whose words fit.".into(),
        ],
    }
}
