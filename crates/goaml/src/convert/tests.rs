use super::*;
use crate::tests::{arbitrary_filing, read_into, write_filing};
use proptest::prelude::*;

fn tables_of(xml: &str) -> Tables {
    read_into(xml, Tables::new(Limits::default()))
}

fn xml_of(tables: &Tables) -> String {
    String::from_utf8(tables.to_xml(Vec::new(), Version::V5).unwrap().0).unwrap()
}

fn told(tables: &Tables) -> Vec<String> {
    let line = |f: &Finding| {
        let place =
            format!("{}!{}{}", f.arg("sheet").unwrap_or(""), f.arg("column").unwrap_or(""), f.arg("row").unwrap_or(""));
        format!("{} {place}", f.code)
    };
    tables.findings().iter().map(line).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_report_goes_through_csv_and_xlsx_and_is_the_same(seed in any::<u64>()) {
        let xml = write_filing(&arbitrary_filing(seed, false), Version::V5);
        let tables = tables_of(&xml);
        prop_assert_eq!(tables.findings(), &[]);
        prop_assert_eq!(&xml_of(&tables), &xml);
        for delimiter in [b',', b';', b'\t'] {
            let csv = tables.to_csv(Vec::new(), delimiter).unwrap();
            let back = Tables::from_csv(&csv, delimiter, Limits::default());
            prop_assert_eq!(back.findings(), &[]);
            prop_assert_eq!(&xml_of(&back), &xml);
        }
        let back = Tables::from_xlsx(&tables.to_xlsx().unwrap(), Limits::default());
        prop_assert_eq!(told(&back), Vec::<String>::new());
        prop_assert_eq!(&xml_of(&back), &xml);
    }
}

const XML: &str = "<report><rentity_id>7</rentity_id><report_code>CTR</report_code><transaction><transactionnumber>0001</transactionnumber>\
    <date_transaction>2026-03-01T14:05:00</date_transaction><amount_local>-500.00</amount_local><t_from_my_client><from_account>\
    <account>00012345678901234567</account></from_account></t_from_my_client><t_to><to_person><last_name>=cmd|x</last_name></to_person></t_to>\
    </transaction></report>";

#[test]
fn a_csv_file_looks_as_people_expect() {
    let csv = tables_of(XML).to_csv(Vec::new(), b',').unwrap();
    let text = String::from_utf8(csv).unwrap();
    assert_eq!(
        text,
        "\u{FEFF}[report]\r\nrentity_id,7\r\nreport_code,CTR\r\n[transactions]\r\n\
         transactionnumber,date_transaction,amount_local,t_from_my_client/from_account/account,t_to/to_person/last_name\r\n\
         0001,2026-03-01T14:05:00,-500.00,00012345678901234567,'=cmd|x\r\n"
    );
}

#[test]
fn twenty_thousand_account_numbers_keep_every_digit() {
    let mut csv = "\u{FEFF}[report]\r\nrentity_id,7\r\n[transactions]\r\n\
        transactionnumber,date_transaction,amount_local,t_to/to_account/account,t_to/to_account/iban\r\n"
        .to_owned();
    let mut state = 7u64;
    for row in 0..20_000u64 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let (account, cents) = (state, state % 100);
        csv += &format!(
            "{row:06},2026-03-0{}T00:00:00,-{row}.{cents:02},{account:020},ZZ00{account:020}\r\n",
            row % 9 + 1
        );
    }
    let tables = Tables::from_csv(csv.as_bytes(), b',', Limits::default());
    assert!(tables.findings().is_empty());
    let through = Tables::from_xlsx(&tables.to_xlsx().unwrap(), Limits::default());
    assert_eq!(told(&through), Vec::<String>::new());
    assert_eq!(String::from_utf8(through.to_csv(Vec::new(), b',').unwrap()).unwrap(), csv);
}

#[test]
fn errors_say_where_they_are() {
    let csv = "[report]\nrentity_id,7\nrentitty,8\nrentity_id,9\n[transactions]\n\
        transactionnumber,amount_local,amount_locl,t_from/from_person/last_name,t_from/from_account/account\n\
        1,10,x,Ana,\n2,20,,Ana,00012\n3,30,,,0001,extra\n\n4,4\u{1},,,\n[strange]\nx\n";
    let tables = Tables::from_csv(csv.as_bytes(), b',', Limits::default());
    assert_eq!(
        told(&tables),
        [
            "CSV-HEADING report!A3",
            "CSV-HEADING report!A4",
            "CSV-HEADING transactions!C6",
            "CSV-CONFLICT transactions!D8",
            "CSV-RAGGED transactions!F9",
            "CSV-CHARACTER transactions!B11",
            "CSV-SHEET [strange]!A12",
        ]
    );
}

#[test]
fn rows_are_counted_as_spreadsheet_programs_show_them() {
    for end in ["\n", "\r\n"] {
        let csv = "[report]||reason,\"two^lines\"||[transactions]|transactionnumber|1||2,x|".replace(['|', '^'], end);
        assert_eq!(told(&Tables::from_csv(csv.as_bytes(), b',', Limits::default())), ["CSV-RAGGED transactions!B9"]);
    }
}

#[test]
fn the_delimiter_is_stated_and_never_guessed() {
    let csv = "sep=;\r\n[report]\r\nrentity_id;7\r\n";
    assert!(Tables::from_csv(csv.as_bytes(), b',', Limits::default()).is_good());
    let wrong = Tables::from_csv(b"[report]\r\nrentity_id;7\r\n", b',', Limits::default());
    assert_eq!(told(&wrong), ["CSV-HEADING report!A2"]);
    assert_eq!(told(&Tables::from_csv(b"a,b\n", b',', Limits::default())), ["CSV-SHEET [report]!A1"]);
    assert_eq!(told(&Tables::from_csv(b"[report]\nreason,\xE9\n", b',', Limits::default())), ["CSV-FILE !A2"]);
}

fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Tables {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("Report").unwrap().write_string(0, 0, "rentity_id").unwrap();
    let sheet = workbook.add_worksheet().set_name("transactions").unwrap();
    let headings = ["transactionnumber", "amount_local", "date_transaction", "late_deposit", "t_to/to_account/account"];
    for (column, heading) in (0u16..).zip(headings) {
        sheet.write_string(0, column, heading).unwrap();
    }
    fill(sheet);
    Tables::from_xlsx(&workbook.save_to_buffer().unwrap(), Limits::default())
}

#[test]
fn typed_cells_are_taken_only_where_nothing_can_be_lost() {
    let tables = workbook(|sheet| {
        let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_number(1, 1, -500.25).unwrap();
        sheet
            .write_date_with_format(1, 2, rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 3, 1).unwrap(), &date)
            .unwrap();
        sheet.write_boolean(1, 3, true).unwrap();
        sheet.write_string(1, 4, "00012345678901234567").unwrap();
        sheet.write_number(2, 0, 12.0).unwrap();
        sheet.write_number(2, 1, 0.1 + 0.2).unwrap();
        sheet.write_number(2, 2, 43_831.0).unwrap();
        sheet.write_number(2, 4, 12_345_678_901_234_567_890.0).unwrap();
        sheet.write_formula(3, 1, "=1+1").unwrap();
    });
    assert_eq!(
        told(&tables),
        [
            "CSV-FORMULA transactions!B4",
            "CSV-CELL transactions!A3",
            "CSV-CELL transactions!B3",
            "CSV-CELL transactions!C3",
            "CSV-CELL transactions!E3",
        ]
    );
    let xml = xml_of(&tables);
    for text in [">-500.25<", ">2026-03-01T00:00:00<", ">true<", ">00012345678901234567<"] {
        assert!(xml.contains(text), "{text} in {xml}");
    }
}

#[test]
fn what_is_hidden_is_told() {
    let tables = workbook(|sheet| {
        sheet.write_string(1, 0, "1").unwrap();
        sheet.set_row_hidden(1).unwrap();
        sheet.set_column_hidden(2).unwrap();
        sheet.set_hidden(true);
    });
    let mut told = told(&tables);
    told.sort();
    assert_eq!(
        told,
        [
            "CSV-HIDDEN transactions!A1",
            "CSV-HIDDEN xl/worksheets/sheet2.xml!A2",
            "CSV-HIDDEN xl/worksheets/sheet2.xml!C1"
        ]
    );
    assert!(tables.is_good());
    assert_eq!(tables.transactions(), 1);
}

#[test]
fn a_cell_in_the_last_corner_costs_nothing_and_is_refused() {
    let tables = workbook(|sheet| {
        sheet.write_string(1_048_575, 16_383, "x").unwrap();
    });
    assert_eq!(told(&tables), ["CSV-LIMIT transactions!BXX1"]);
}

#[test]
fn a_workbook_is_an_archive_like_any_other() {
    let good = tables_of(XML).to_xlsx().unwrap();
    assert!(Tables::from_xlsx(&good, Limits::default()).is_good());
    assert_eq!(told(&Tables::from_xlsx(&good[..good.len() - 1], Limits::default())), ["ZIP-TRUNCATED !"]);
    assert_eq!(told(&Tables::from_xlsx(&[&good[..], b"x"].concat(), Limits::default())), ["ZIP-APPENDED !"]);
}

#[test]
fn limits_of_tables_hold_exactly() {
    let csv = b"[report]\n[transactions]\ntransactionnumber,teller\n1,ab\n2,abc\n";
    for (rows_max, columns_max, cell_chars_max, good) in
        [(2, 2, 3, true), (1, 2, 3, false), (2, 1, 3, false), (2, 2, 2, false)]
    {
        let limits = Limits { rows_max, columns_max, cell_chars_max, ..Limits::default() };
        assert_eq!(Tables::from_csv(csv, b',', limits).is_good(), good);
    }
}

#[test]
fn what_has_no_column_is_told() {
    let xml = "<report xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><rentity_id>1</rentity_id><new/><transaction>\
        <teller xsi:nil=\"true\"/><amount_local>1</amount_local><amount_local>2</amount_local></transaction><transaction/></report>";
    let tables = tables_of(xml);
    let paths: Vec<&str> = tables.findings().iter().map(|finding| finding.place.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "/report/transaction[1]/teller",
            "/report/transaction[1]/amount_local[2]",
            "/report/transaction[2]/transaction",
            "/report/new"
        ]
    );
}

#[test]
fn templates_are_filled_in_and_read() {
    for (template, version) in [(Template::CashThreshold, Version::V4), (Template::SuspiciousTransactions, Version::V5)]
    {
        let empty = template.tables(version, Limits::default());
        let csv = String::from_utf8(empty.to_csv(Vec::new(), b',').unwrap()).unwrap();
        assert!(csv.contains("report_indicators/indicator,"));
        let filled = csv.replace("rentity_id,", "rentity_id,42") + "T-1,,,,2026-03-01T10:00:00\r\n";
        let tables = Tables::from_csv(filled.as_bytes(), b',', Limits::default());
        assert_eq!(told(&tables), Vec::<String>::new());
        let (xml, dropped) = tables.to_xml(Vec::new(), version).unwrap();
        let xml = String::from_utf8(xml).unwrap();
        assert!(dropped.is_empty() && xml.contains("<rentity_id>42</rentity_id>") && xml.contains(">T-1<"));
        assert!(Tables::from_xlsx(&empty.to_xlsx().unwrap(), Limits::default()).is_good());
    }
}
