//! Whether two texts name the same country: publishers write names, codes and old names.

use std::sync::OnceLock;

use hashbrown::HashMap;

/// ISO 3166 two-letter code, then names, parted by bars; folded on reading.
const COUNTRIES: &str = include_str!("../data/countries.txt");

fn table() -> &'static HashMap<String, &'static str> {
    static TABLE: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for line in COUNTRIES.lines().filter(|line| !line.starts_with('#')) {
            let mut names = line.split('|');
            let Some(code) = names.next() else { continue };
            table.insert(fold(code), code);
            for name in names {
                table.insert(fold(name), code);
            }
        }
        table
    })
}

/// Lower-case letters without marks, brackets or points; words that say nothing are left out.
fn fold(text: &str) -> String {
    let plain = text.split('(').next().unwrap_or(text);
    let words = plain.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words
        .filter(|word| !word.is_empty() && !matches!(word.as_str(), "the" | "of" | "and"))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The ISO code of a country written as name or code; `None` when it is not known.
pub(crate) fn code(text: &str) -> Option<&'static str> {
    table().get(&fold(text)).copied()
}

/// Whether two texts name the same country.
pub(crate) fn same(a: &str, b: &str) -> bool {
    match (code(a), code(b)) {
        (Some(a), Some(b)) => a == b,
        _ => fold(a) == fold(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_codes_and_old_names_meet() {
        for (a, b) in [
            ("IQ", "Iraq"),
            ("United Kingdom of Great Britain and Northern Ireland", "gb"),
            ("Iran (Islamic Republic of)", "IRAN"),
            ("Democratic People's Republic of Korea", "Korea, North"),
            ("Turkey", "Türkiye"),
            ("Burma", "MM"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
        assert!(!same("Niger", "Nigeria") && !same("CD", "CG") && !same("Sealand", "SE"));
        assert!(same("Sealand", "SEALAND"));
    }

    #[test]
    fn every_code_is_two_letters_and_stands_once() {
        let mut codes: Vec<&str> =
            COUNTRIES.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split('|').next()).collect();
        assert!(codes.len() > 190 && codes.iter().all(|code| code.len() == 2));
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}
