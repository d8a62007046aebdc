//! Ships: IMO number, seven digits, the last the units of the sum of the others times 7 to 2.

use super::digits::{all, weighted};
use super::{Check, IdentifierError, Read, found, squeeze};

/// Reads an IMO number, with or without `IMO` before it.
///
/// # Errors
/// `ID-LENGTH` unless seven digits.
pub fn read(text: &str) -> Read {
    let canonical = squeeze(text);
    let canonical = canonical.strip_prefix("IMO").unwrap_or(&canonical).to_owned();
    let digits = all(&canonical).filter(|digits| digits.len() == 7);
    let digits = digits.ok_or(IdentifierError::Length {
        scheme: "imo",
        expected: "7 digits",
        found: canonical.chars().count(),
    })?;
    let holds = digits.last().is_some_and(|last| weighted(&digits, &[7, 6, 5, 4, 3, 2]) % 10 == *last);
    Ok(found("imo", canonical, if holds { Check::Holds } else { Check::Fails }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specimens() {
        assert_eq!(read("IMO 9074729").unwrap().check, Check::Holds);
        assert_eq!(read("9074728").unwrap().check, Check::Fails);
        for text in ["", "907472", "IMO 907472X"] {
            assert_eq!(read(text).unwrap_err().code(), "ID-LENGTH", "{text}");
        }
    }
}
