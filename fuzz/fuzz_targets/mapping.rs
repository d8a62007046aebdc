//! A mapping file: read, or refused in words; what is read reads cells exactly or refuses them.
#![no_main]

use fiu_files::table::amount::{major, minor};
use fiu_files::table::mapping::{Mapping, Units};
use fiu_files::table::roles::{Columns, Role};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mapping = match Mapping::parse(text) {
        Ok(mapping) => mapping,
        Err(said) => return assert!(!said.is_empty()),
    };
    // The words of the file itself stand in for cells: what a mapping names is what tables then have.
    let words: Vec<&str> = text.split(['"', '\n', '=', ' ']).filter(|word| !word.is_empty()).take(40).collect();
    for word in &words {
        let (_, _) = (mapping.named(word), mapping.channel(word));
        if let Ok(moment) = mapping.moments.read(word) {
            let year = moment.to_zoned(jiff::tz::TimeZone::UTC).year();
            assert!((1900..=2100).contains(&year));
        }
        let Some(places) = mapping.decimals(word) else { continue };
        for amount in &words {
            let Ok(read) = minor(amount, word, Units::Major, &mapping) else { continue };
            // What was read is written and read again as the same.
            let written = major(read, places).replace('.', &mapping.decimal.to_string());
            assert_eq!(minor(&written, word, Units::Major, &mapping), Ok(read), "{amount} {word}");
        }
    }
    let names: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    if let Ok(columns) =
        Columns::find("t.csv", &names, &mapping, (&[Role::Time, Role::Amount], &[Role::Id, Role::Name]))
    {
        let cells: Vec<&str> = words.clone();
        assert!(columns.has(Role::Time) && columns.has(Role::Amount));
        assert!(words.contains(&columns.cell(Role::Time, &cells)));
    }
});
