//! Mapping files of the programs over files.

use crate::{Read, text};
use fiu_files::table::amount::{major, minor};
use fiu_files::table::mapping::{Mapping, Units};
use fiu_files::table::roles::{Columns, Role};

/// A mapping file: read, or refused in words; what is read reads cells exactly or refuses them. Counts the cells that were
/// read: the words of the file itself stand in for cells, for what a mapping names is what tables then have.
pub fn mapping(bytes: &[u8]) -> Read {
    let text = text(bytes);
    let mapping = match Mapping::parse(text) {
        Ok(mapping) => mapping,
        Err(said) => {
            assert!(!said.is_empty(), "said in words");
            return None;
        }
    };
    let words: Vec<&str> = text.split(['"', '\n', '=', ' ']).filter(|word| !word.is_empty()).take(40).collect();
    let mut cells = 0;
    for word in &words {
        let (_, _) = (mapping.named(word), mapping.channel(word));
        if let Ok(moment) = mapping.moments.read(word) {
            let year = moment.to_zoned(jiff::tz::TimeZone::UTC).year();
            assert!((1900..=2100).contains(&year), "in {year}");
            cells += 1;
        }
        let Some(places) = mapping.decimals(word) else { continue };
        for amount in &words {
            let Ok(read) = minor(amount, word, Units::Major, &mapping) else { continue };
            // What was read is written and read again as the same.
            let written = major(read, places).replace('.', &mapping.decimal.to_string());
            assert_eq!(minor(&written, word, Units::Major, &mapping), Ok(read), "{amount} {word}");
            cells += 1;
        }
    }
    let names: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let roles: (&[Role], &[Role]) = (&[Role::Time, Role::Amount], &[Role::Id, Role::Name]);
    if let Ok(columns) = Columns::find("t.csv", &names, &mapping, roles) {
        assert!(columns.has(Role::Time) && columns.has(Role::Amount), "what is needed");
        assert!(words.contains(&columns.cell(Role::Time, &words)), "a cell of the row");
        cells += 1;
    }
    Some(cells)
}
