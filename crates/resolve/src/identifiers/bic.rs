//! Business identifier code, ISO 9362. It names an institution, so equal codes of two parties say little about them.

use super::{Check, IdentifierError, Read, found, squeeze};

/// Reads a BIC; the branch `XXX`, the head office, is left out of the canonical form.
///
/// # Errors
/// `ID-LENGTH` unless 8 or 11 signs, `ID-SIGN` where a sign cannot stand.
pub fn read(text: &str) -> Read {
    let canonical = squeeze(text);
    let bytes = canonical.as_bytes();
    if !matches!(bytes.len(), 8 | 11) {
        return Err(IdentifierError::Length { scheme: "bic", expected: "8 or 11 signs", found: bytes.len() });
    }
    let fits = |place: usize, sign: u8| match place {
        4 | 5 => sign.is_ascii_uppercase(),
        _ => sign.is_ascii_uppercase() || sign.is_ascii_digit(),
    };
    if let Some(place) = bytes.iter().enumerate().position(|(place, sign)| !fits(place, *sign)) {
        return Err(IdentifierError::Sign {
            scheme: "bic",
            place: place + 1,
            expected: "a letter, or after the country a digit too",
        });
    }
    let short = canonical.strip_suffix("XXX").filter(|short| short.len() == 8).map(str::to_owned);
    Ok(found("bic", short.unwrap_or(canonical), Check::Unknown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert_eq!(read("deut de ff xxx").unwrap().canonical, "DEUTDEFF");
        assert_eq!(read("DEUTDEFF500").unwrap().canonical, "DEUTDEFF500");
        for (text, code) in
            [("DEUTDEF", "ID-LENGTH"), ("DEUT1EFF", "ID-SIGN"), ("", "ID-LENGTH"), ("DEUTDEFé", "ID-LENGTH")]
        {
            assert_eq!(read(text).unwrap_err().code(), code, "{text}");
        }
    }
}
