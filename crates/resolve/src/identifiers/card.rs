//! Payment cards, ISO/IEC 7812: 12 to 19 digits, Luhn.

use super::digits::{all, luhn};
use super::{Check, IdentifierError, Read, found, squeeze};

/// Reads the number of a card.
///
/// # Errors
/// `ID-SIGN` for anything but digits, `ID-LENGTH` unless 12 to 19 of them.
pub fn read(text: &str) -> Read {
    let canonical = squeeze(text);
    let Some(digits) = all(&canonical) else {
        let place = canonical.chars().position(|sign| !sign.is_ascii_digit()).unwrap_or(0) + 1;
        return Err(IdentifierError::Sign { scheme: "card", place, expected: "a digit" });
    };
    if !(12..=19).contains(&digits.len()) {
        return Err(IdentifierError::Length { scheme: "card", expected: "12 to 19 digits", found: digits.len() });
    }
    Ok(found("card", canonical, if luhn(&digits) { Check::Holds } else { Check::Fails }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_numbers_of_the_networks() {
        for text in ["4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005", "6759649826438453"] {
            assert_eq!(read(text).unwrap().check, Check::Holds, "{text}");
        }
        assert_eq!(read("4111111111111112").unwrap().check, Check::Fails);
        for (text, code) in [("", "ID-LENGTH"), ("4111", "ID-LENGTH"), ("4111 1111 1111 111X", "ID-SIGN")] {
            assert_eq!(read(text).unwrap_err().code(), code, "{text}");
        }
    }
}
