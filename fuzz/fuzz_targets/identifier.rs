//! A number of some scheme: read into a form that reads as itself, or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use resolve::identifiers;

const SCHEMES: [&str; 12] =
    ["iban", "bic", "lei", "card", "email", "phone", "vin", "imo", "wallet", "national", "tax", "passport"];
const COUNTRIES: [&str; 16] =
    ["", "ES", "IT", "FR", "BR", "CN", "TR", "PL", "RO", "NL", "SE", "IN", "ZA", "MX", "RU", "GB"];

fuzz_target!(|data: (u8, u8, &str)| {
    let (scheme, country, text) = data;
    let scheme = SCHEMES[usize::from(scheme) % SCHEMES.len()];
    let country = COUNTRIES[usize::from(country) % COUNTRIES.len()];
    if let Ok(read) = identifiers::read(scheme, country, text) {
        let again = identifiers::read(scheme, country, &read.canonical);
        assert_eq!(again.as_ref(), Ok(&read), "{scheme} {country}");
    }
});
