//! Legal entity identifier, ISO 17442: twenty signs, remainder modulo 97.

use super::digits::mod97;
use super::{Check, IdentifierError, Read, found, squeeze};

/// Reads an LEI.
///
/// # Errors
/// `ID-LENGTH` unless 20 signs, `ID-SIGN` where a sign cannot stand.
pub fn read(text: &str) -> Read {
    let canonical = squeeze(text);
    let bytes = canonical.as_bytes();
    let fits = |place: usize, sign: u8| sign.is_ascii_digit() || (place < 18 && sign.is_ascii_uppercase());
    if let Some(place) = bytes.iter().enumerate().position(|(place, sign)| !fits(place, *sign)) {
        return Err(IdentifierError::Sign {
            scheme: "lei",
            place: place + 1,
            expected: "a letter A to Z or a digit; digits at the end",
        });
    }
    if bytes.len() != 20 {
        return Err(IdentifierError::Length { scheme: "lei", expected: "20 signs", found: bytes.len() });
    }
    let holds = mod97(bytes.iter().copied()) == Some(1);
    Ok(found("lei", canonical, if holds { Check::Holds } else { Check::Fails }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specimens() {
        assert_eq!(read("5493 0084 UKLV MY22 DS16").unwrap().check, Check::Holds);
        assert_eq!(read("54930084UKLVMY22DS17").unwrap().check, Check::Fails);
        for (text, code) in
            [("", "ID-LENGTH"), ("54930084UKLVMY22DS1", "ID-LENGTH"), ("54930084UKLVMY22DSAB", "ID-SIGN")]
        {
            assert_eq!(read(text).unwrap_err().code(), code, "{text}");
        }
    }
}
