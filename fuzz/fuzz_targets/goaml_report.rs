//! A report for the demo country: schema, rules, records, typed values. What was read can be written and read again.
#![no_main]

use goaml::check::{Terms, check_report};
use goaml::limits::Limits;
use goaml::read;
use goaml::reader::Records;
use goaml::write::{Version, Writer};
use libfuzzer_sys::fuzz_target;
use profile::Profile;
use std::sync::LazyLock;
use vocab::report::{Activity, Header, Transaction};
use vocab::{Finding, Names, Record, RecordKind};

static PROFILE: LazyLock<Profile> =
    LazyLock::new(|| Profile::builtin("zz").expect("it is built in").expect("it loads"));

#[derive(Debug, Default)]
struct Typed {
    header: Option<Header>,
    transactions: Vec<Transaction>,
    activities: Vec<Activity>,
    /// Something was too large, or not of its shape, and is not among the values.
    partial: bool,
}

impl Records for Typed {
    fn record(&mut self, record: &Record, _: &Record, names: &Names) {
        match record.kind {
            RecordKind::Activity => match read::activity(record, names) {
                Some(activity) => self.activities.push(activity),
                None => self.partial = true,
            },
            _ => match read::transaction(record, names) {
                Some(transaction) => self.transactions.push(transaction),
                None => self.partial = true,
            },
        }
    }

    fn header(&mut self, header: &Record, names: &Names) {
        self.header = Some(read::header(header, names));
    }

    fn finding(&mut self, _: Finding) {
        self.partial = true;
    }
}

fn typed(bytes: &[u8]) -> (bool, Typed) {
    let day = jiff::civil::date(2026, 4, 1);
    let limits = Limits { record_elements_max: 500, record_bytes_max: 16 << 10, names_max: 2_000, ..Limits::default() };
    let terms = Terms { limits, ..Terms::new(&PROFILE, day) };
    let (checked, typed) = check_report(&terms, bytes, Typed::default(), &mut |_| {}).expect("bytes can be read");
    (checked.outcome.well_formed, typed)
}

fuzz_target!(|data: &[u8]| {
    let (well_formed, first) = typed(data);
    let Some(header) = first.header.as_ref().filter(|_| well_formed && !first.partial && first.activities.len() < 2)
    else {
        return;
    };
    let mut writer = Writer::begin(Vec::new(), Version::V5, header).expect("a header that was read can be written");
    for transaction in &first.transactions {
        writer.transaction(transaction).expect("a transaction that was read can be written");
    }
    for activity in &first.activities {
        writer.activity(activity).expect("an activity that was read can be written");
    }
    let (written, dropped) = writer.finish().expect("memory can be written");
    let (again_well_formed, again) = typed(&written);
    assert!(again_well_formed, "{}", String::from_utf8_lossy(&written));
    if dropped.is_empty() {
        let shown = || String::from_utf8_lossy(&written).into_owned();
        assert_eq!(again.transactions.len(), first.transactions.len(), "{}", shown());
        assert_eq!(again.activities.len(), first.activities.len(), "{}", shown());
    }
});
