//! Vehicle identification number, ISO 3779: seventeen signs without I, O and Q. The check digit (place 9) is only bound
//! to hold in North America and China, so its failing says nothing.

use super::{Check, IdentifierError, Read, found, squeeze};

/// Reads a VIN.
///
/// # Errors
/// `ID-LENGTH` unless 17 signs, `ID-SIGN` for I, O, Q and others.
pub fn read(text: &str) -> Read {
    let canonical = squeeze(text);
    let bytes = canonical.as_bytes();
    if bytes.len() != 17 {
        return Err(IdentifierError::Length { scheme: "vin", expected: "17 signs", found: bytes.len() });
    }
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let mut sum = 0;
    for (place, (sign, weight)) in bytes.iter().zip(WEIGHTS).enumerate() {
        let value = value(*sign).ok_or(IdentifierError::Sign {
            scheme: "vin",
            place: place + 1,
            expected: "a digit or a letter but I, O and Q",
        })?;
        sum += value * weight;
    }
    let expected = b"0123456789X".get((sum % 11) as usize);
    Ok(found("vin", canonical.clone(), if bytes.get(8) == expected { Check::Holds } else { Check::Unknown }))
}

const fn value(sign: u8) -> Option<u32> {
    let value = match sign {
        b'0'..=b'9' => sign - b'0',
        b'A'..=b'H' => sign - b'A' + 1,
        b'J'..=b'N' => sign - b'J' + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => sign - b'S' + 2,
        _ => return None,
    };
    Some(value as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specimens() {
        assert_eq!(read("1M8GDM9AXKP042788").unwrap().check, Check::Holds);
        assert_eq!(read("WVWZZZ1JZ3W386752").unwrap().check, Check::Unknown);
        for (text, code) in [("", "ID-LENGTH"), ("1M8GDM9AXKP04278O", "ID-SIGN"), ("1M8GDM9AXKP0427888", "ID-LENGTH")] {
            assert_eq!(read(text).unwrap_err().code(), code, "{text}");
        }
    }
}
