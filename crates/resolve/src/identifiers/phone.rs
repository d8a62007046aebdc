//! Telephone numbers in the international form of ITU-T E.164.
//!
//! A number with `+` or `00` names its country; another one is read as a national number of the country that is given:
//! its trunk prefix is dropped and the country's calling code put before it. What is checked is that the calling code
//! is given out and that the number has 7 to 15 digits; lengths within a country are not, because plans change.

use super::{Check, IdentifierError, Read, found};

/// Country, calling code (ITU-T E.164 list of assigned codes), and the trunk prefix dialled within the country.
const CODES: [(&str, u16, &str); 209] = [
    ("AD", 376, ""),
    ("AE", 971, "0"),
    ("AF", 93, "0"),
    ("AL", 355, "0"),
    ("AM", 374, "0"),
    ("AO", 244, "0"),
    ("AR", 54, "0"),
    ("AT", 43, "0"),
    ("AU", 61, "0"),
    ("AW", 297, "0"),
    ("AZ", 994, "0"),
    ("BA", 387, "0"),
    ("BD", 880, "0"),
    ("BE", 32, "0"),
    ("BF", 226, ""),
    ("BG", 359, "0"),
    ("BH", 973, ""),
    ("BI", 257, ""),
    ("BJ", 229, ""),
    ("BN", 673, ""),
    ("BO", 591, ""),
    ("BR", 55, "0"),
    ("BT", 975, ""),
    ("BW", 267, ""),
    ("BY", 375, "8"),
    ("BZ", 501, "0"),
    ("CA", 1, "1"),
    ("CD", 243, "0"),
    ("CF", 236, ""),
    ("CG", 242, ""),
    ("CH", 41, "0"),
    ("CI", 225, ""),
    ("CK", 682, "0"),
    ("CL", 56, ""),
    ("CM", 237, ""),
    ("CN", 86, "0"),
    ("CO", 57, ""),
    ("CR", 506, ""),
    ("CU", 53, ""),
    ("CV", 238, ""),
    ("CW", 599, "0"),
    ("CY", 357, ""),
    ("CZ", 420, ""),
    ("DE", 49, "0"),
    ("DJ", 253, ""),
    ("DK", 45, ""),
    ("DZ", 213, "0"),
    ("EC", 593, "0"),
    ("EE", 372, ""),
    ("EG", 20, "0"),
    ("ER", 291, "0"),
    ("ES", 34, ""),
    ("ET", 251, "0"),
    ("FI", 358, "0"),
    ("FJ", 679, ""),
    ("FK", 500, "0"),
    ("FM", 691, "0"),
    ("FO", 298, ""),
    ("FR", 33, "0"),
    ("GA", 241, ""),
    ("GB", 44, "0"),
    ("GE", 995, "0"),
    ("GF", 594, "0"),
    ("GG", 44, "0"),
    ("GH", 233, "0"),
    ("GI", 350, ""),
    ("GL", 299, ""),
    ("GM", 220, "0"),
    ("GN", 224, ""),
    ("GP", 590, "0"),
    ("GQ", 240, ""),
    ("GR", 30, ""),
    ("GT", 502, ""),
    ("GW", 245, ""),
    ("GY", 592, "0"),
    ("HK", 852, ""),
    ("HN", 504, ""),
    ("HR", 385, "0"),
    ("HT", 509, ""),
    ("HU", 36, "06"),
    ("ID", 62, "0"),
    ("IE", 353, "0"),
    ("IL", 972, "0"),
    ("IM", 44, "0"),
    ("IN", 91, "0"),
    ("IQ", 964, "0"),
    ("IR", 98, "0"),
    ("IS", 354, ""),
    ("IT", 39, ""),
    ("JE", 44, "0"),
    ("JO", 962, "0"),
    ("JP", 81, "0"),
    ("KE", 254, "0"),
    ("KG", 996, "0"),
    ("KH", 855, "0"),
    ("KI", 686, "0"),
    ("KM", 269, ""),
    ("KP", 850, "0"),
    ("KR", 82, "0"),
    ("KW", 965, ""),
    ("KZ", 7, "8"),
    ("LA", 856, "0"),
    ("LB", 961, "0"),
    ("LI", 423, "0"),
    ("LK", 94, "0"),
    ("LR", 231, "0"),
    ("LS", 266, ""),
    ("LT", 370, "8"),
    ("LU", 352, ""),
    ("LV", 371, ""),
    ("LY", 218, "0"),
    ("MA", 212, "0"),
    ("MC", 377, ""),
    ("MD", 373, "0"),
    ("ME", 382, "0"),
    ("MG", 261, "0"),
    ("MH", 692, "0"),
    ("MK", 389, "0"),
    ("ML", 223, ""),
    ("MM", 95, "0"),
    ("MN", 976, "0"),
    ("MO", 853, ""),
    ("MQ", 596, "0"),
    ("MR", 222, ""),
    ("MT", 356, ""),
    ("MU", 230, ""),
    ("MV", 960, ""),
    ("MW", 265, "0"),
    ("MX", 52, ""),
    ("MY", 60, "0"),
    ("MZ", 258, "0"),
    ("NA", 264, "0"),
    ("NC", 687, ""),
    ("NE", 227, ""),
    ("NG", 234, "0"),
    ("NI", 505, ""),
    ("NL", 31, "0"),
    ("NO", 47, ""),
    ("NP", 977, "0"),
    ("NR", 674, "0"),
    ("NU", 683, "0"),
    ("NZ", 64, "0"),
    ("OM", 968, ""),
    ("PA", 507, ""),
    ("PE", 51, "0"),
    ("PF", 689, ""),
    ("PG", 675, ""),
    ("PH", 63, "0"),
    ("PK", 92, "0"),
    ("PL", 48, ""),
    ("PM", 508, "0"),
    ("PS", 970, "0"),
    ("PT", 351, ""),
    ("PW", 680, "0"),
    ("PY", 595, "0"),
    ("QA", 974, ""),
    ("RE", 262, "0"),
    ("RO", 40, "0"),
    ("RS", 381, "0"),
    ("RU", 7, "8"),
    ("RW", 250, ""),
    ("SA", 966, "0"),
    ("SB", 677, ""),
    ("SC", 248, ""),
    ("SD", 249, "0"),
    ("SE", 46, "0"),
    ("SG", 65, ""),
    ("SH", 290, "0"),
    ("SI", 386, "0"),
    ("SK", 421, "0"),
    ("SL", 232, "0"),
    ("SM", 378, ""),
    ("SN", 221, ""),
    ("SO", 252, "0"),
    ("SR", 597, "0"),
    ("SS", 211, "0"),
    ("ST", 239, ""),
    ("SV", 503, ""),
    ("SY", 963, "0"),
    ("SZ", 268, ""),
    ("TD", 235, ""),
    ("TG", 228, ""),
    ("TH", 66, "0"),
    ("TJ", 992, "8"),
    ("TK", 690, "0"),
    ("TL", 670, ""),
    ("TM", 993, "8"),
    ("TN", 216, ""),
    ("TO", 676, ""),
    ("TR", 90, "0"),
    ("TV", 688, "0"),
    ("TW", 886, "0"),
    ("TZ", 255, "0"),
    ("UA", 380, "0"),
    ("UG", 256, "0"),
    ("US", 1, "1"),
    ("UY", 598, "0"),
    ("UZ", 998, "0"),
    ("VA", 39, ""),
    ("VE", 58, "0"),
    ("VN", 84, "0"),
    ("VU", 678, ""),
    ("WF", 681, "0"),
    ("WS", 685, ""),
    ("XK", 383, "0"),
    ("YE", 967, "0"),
    ("ZA", 27, "0"),
    ("ZM", 260, "0"),
    ("ZW", 263, "0"),
];

/// Reads a telephone number; `country` (two capital letters, may be empty) is the one a national number belongs to.
///
/// # Errors
/// `ID-LENGTH` when it has fewer than 7 or more than 15 digits, `ID-PART` when its calling code is not given out or it
/// is a national number and the country is not known, `ID-SIGN` for letters.
pub fn read(text: &str, country: &str) -> Read {
    number(text, country).map(|number| found("phone", format!("+{number}"), Check::Unknown))
}

/// The digits of the international form as a number (at most 15 digits, so it fits and leading zeros cannot occur).
///
/// # Errors
/// As [`read`].
pub fn number(text: &str, country: &str) -> Result<u64, IdentifierError> {
    if let Some(number) = plain(text) {
        return Ok(number);
    }
    let text = text.trim().trim_start_matches("tel:");
    let (mut digits, mut count, mut plus) = (0_u64, 0_usize, false);
    let mut lead = [0_u8; 2];
    for (place, sign) in text.chars().enumerate() {
        let digit = match sign {
            '+' if count == 0 => {
                plus = true;
                continue;
            }
            '0'..='9' => sign as u32 - '0' as u32,
            '\u{0660}'..='\u{0669}' => sign as u32 - 0x0660,
            '\u{06F0}'..='\u{06F9}' => sign as u32 - 0x06F0,
            'x' | 'X' | '#' | ';' | ',' if count >= 7 => break,
            _ if sign.is_alphabetic() => {
                return Err(IdentifierError::Sign { scheme: "phone", place: place + 1, expected: "digits" });
            }
            _ => continue,
        };
        if let Some(slot) = lead.get_mut(count) {
            *slot = digit as u8;
        }
        digits = digits.saturating_mul(10).saturating_add(u64::from(digit));
        count += 1;
    }
    if !plus && lead == [0, 0] && count > 2 {
        (plus, count) = (true, count - 2);
    }
    if !plus {
        (digits, count) = international(digits, count, lead, country)?;
    }
    if !(7..=15).contains(&count) {
        return Err(IdentifierError::Length { scheme: "phone", expected: "7 to 15 digits", found: count });
    }
    // No calling code begins with 0, so the number has as many digits as were written.
    let written = digits.checked_ilog10().map_or(0, |last| last as usize + 1) == count;
    if !written || country_of(digits, count).is_none() {
        return Err(IdentifierError::Part { scheme: "phone", part: "the calling code" });
    }
    Ok(digits)
}

/// A number written as `+` and 7 to 15 digits, nothing between them; `None` for every other one, right or wrong.
fn plain(text: &str) -> Option<u64> {
    let digits =
        text.strip_prefix('+').filter(|digits| (7..=15).contains(&digits.len()) && !digits.starts_with('0'))?;
    let add = |sum: u64, byte: u8| byte.is_ascii_digit().then(|| sum * 10 + u64::from(byte - b'0'));
    let number = digits.bytes().try_fold(0, add)?;
    country_of(number, digits.len()).map(|_| number)
}

/// Puts the calling code before a national number. `lead` are its first two digits.
fn international(digits: u64, count: usize, lead: [u8; 2], country: &str) -> Result<(u64, usize), IdentifierError> {
    let unknown = IdentifierError::Part { scheme: "phone", part: "the country of a number without a calling code" };
    let place = CODES.binary_search_by_key(&country, |(code, ..)| code).map_err(|_| unknown)?;
    let (_, code, trunk) = CODES.get(place).ok_or(unknown)?;
    let dialled = !trunk.is_empty() && trunk.bytes().zip(lead).all(|(sign, digit)| sign - b'0' == digit);
    let count = if dialled { count.saturating_sub(trunk.len()) } else { count };
    let power = u32::try_from(count).ok().and_then(|count| 10_u64.checked_pow(count)).unwrap_or(u64::MAX);
    let whole = u64::from(*code).saturating_mul(power).saturating_add(digits % power);
    Ok((whole, count + code.ilog10() as usize + 1))
}

/// The calling code that a number of so many digits begins with.
fn country_of(digits: u64, count: usize) -> Option<u16> {
    (1..=3).find_map(|length: usize| {
        let below = u32::try_from(count.checked_sub(length)?).ok()?;
        let code = u16::try_from(digits / 10_u64.checked_pow(below)?).ok()?;
        known(code).then_some(code)
    })
}

/// Whether a calling code is given out.
fn known(code: u16) -> bool {
    static KNOWN: std::sync::OnceLock<Vec<bool>> = std::sync::OnceLock::new();
    let table = KNOWN.get_or_init(|| {
        let mut table = vec![false; 1_000];
        CODES.iter().for_each(|(_, code, _)| {
            if let Some(slot) = table.get_mut(usize::from(*code)) {
                *slot = true;
            }
        });
        table
    });
    table.get(usize::from(code)).copied().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_one_line() {
        for (text, country, form) in [
            ("+44 20 7946 0018", "", "+442079460018"),
            ("0044 (0)", "", ""),
            ("+0 146 66 66", "", ""),
            ("000 146 66 66", "GB", ""),
            ("020 7946 0018", "GB", "+442079460018"),
            ("00442079460018", "FR", "+442079460018"),
            ("8 (495) 123-45-67", "RU", "+74951234567"),
            ("06 1 234 5678", "HU", "+3612345678"),
            ("(212) 555-0123", "US", "+12125550123"),
            ("1 212 555 0123", "US", "+12125550123"),
            ("06 1234 5678", "IT", "+390612345678"),
            ("tel:+49-30-123456;ext=5", "", "+4930123456"),
            ("\u{0660}\u{0661}\u{0660}\u{0660}\u{0661}\u{0662}\u{0663}\u{0664}\u{0665}", "EG", "+2010012345"),
        ] {
            match read(text, country) {
                Ok(found) => assert_eq!(found.canonical, form, "{text}"),
                Err(error) => assert!(form.is_empty(), "{text}: {error}"),
            }
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_reason() {
        for (text, country, code) in [
            ("", "GB", "ID-LENGTH"),
            ("12", "GB", "ID-LENGTH"),
            ("+1234567890123456", "", "ID-LENGTH"),
            ("020 7946 0018", "", "ID-PART"),
            ("+999 1234567", "", "ID-PART"),
            ("call me", "GB", "ID-SIGN"),
            (&"9".repeat(500), "GB", "ID-LENGTH"),
        ] {
            assert_eq!(read(text, country).unwrap_err().code(), code, "{text}");
        }
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(CODES.is_sorted_by_key(|(country, ..)| *country));
    }
}
