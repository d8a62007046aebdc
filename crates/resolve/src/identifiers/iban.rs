//! International bank account number, ISO 13616: country, length of the registry, remainder modulo 97.

use super::digits::mod97;
use super::{Check, IdentifierError, Read, found, squeeze};

/// Country and length, from the IBAN registry.
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FK", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HN", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NL", 18),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("RU", 33),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
    ("YE", 30),
];

/// Reads an IBAN.
///
/// # Errors
/// `ID-PART` for a country without IBANs, `ID-LENGTH` for another length than the country's, `ID-SIGN` where a sign
/// cannot stand.
pub fn read(text: &str) -> Read {
    let canonical = squeeze(text);
    let canonical = canonical.strip_prefix("IBAN").unwrap_or(&canonical).to_owned();
    let wrong = |place, expected| IdentifierError::Sign { scheme: "iban", place, expected };
    let bytes = canonical.as_bytes();
    if let Some(place) = bytes.iter().position(|sign| !sign.is_ascii_uppercase() && !sign.is_ascii_digit()) {
        return Err(wrong(place + 1, "letters A to Z and digits"));
    }
    let country = canonical.get(..2).filter(|country| country.bytes().all(|sign| sign.is_ascii_uppercase()));
    let country = country.ok_or_else(|| wrong(1, "the two letters of a country"))?;
    let place = LENGTHS.binary_search_by_key(&country, |(code, _)| code);
    let place = place.map_err(|_| IdentifierError::Part { scheme: "iban", part: "the country" })?;
    if LENGTHS.get(place).is_none_or(|(_, length)| *length != bytes.len()) {
        return Err(IdentifierError::Length {
            scheme: "iban",
            expected: "the length of its country",
            found: bytes.len(),
        });
    }
    if !bytes.iter().skip(2).take(2).all(u8::is_ascii_digit) {
        return Err(wrong(3, "two check digits"));
    }
    let rest = mod97(bytes.iter().skip(4).chain(bytes.iter().take(4)).copied());
    Ok(found("iban", canonical, if rest == Some(1) { Check::Holds } else { Check::Fails }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specimens_of_the_registry() {
        for text in [
            "GB29 NWBK 6016 1331 9268 19",
            "DE89 3704 0044 0532 0130 00",
            "FR14 2004 1010 0505 0001 3M02 606",
            "NO93 8601 1117 947",
            "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
            "IBAN sa03-8000-0000-6080-1016-7519",
            "BR18 0036 0305 0000 1000 9795 493C 1",
            "TR33 0006 1005 1978 6457 8413 26",
            "UA21 3223 1300 0002 6007 2335 6600 1",
        ] {
            assert_eq!(read(text).unwrap().check, Check::Holds, "{text}");
        }
        assert_eq!(read("GB29 NWBK 6016 1331 9268 18").unwrap().check, Check::Fails);
        for (text, code) in [
            ("", "ID-SIGN"),
            ("US12 3456", "ID-PART"),
            ("GB29 NWBK 6016 1331 9268 1", "ID-LENGTH"),
            ("GBXX NWBK 6016 1331 9268 19", "ID-SIGN"),
            ("GB29 NWBK 6016 1331 9268 1é", "ID-SIGN"),
            ("12", "ID-SIGN"),
        ] {
            assert_eq!(read(text).unwrap_err().code(), code, "{text}");
        }
        assert!(LENGTHS.is_sorted_by_key(|(country, _)| *country));
    }
}
