//! One-time codes from a secret, for whoever has no authenticator at hand, such as a newcomer with the demo country.

use anyhow::{Result, bail};
use seal::secret::CodeSecret;

/// Reads the secret of an authenticator: base 32 (RFC 4648), blanks and case do not matter; or a whole `otpauth://`
/// address.
pub(crate) fn read(text: &str) -> Result<CodeSecret> {
    let key = text.split(['?', '&']).find_map(|part| part.strip_prefix("secret=")).unwrap_or(text);
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for letter in key.chars().filter(|c| !c.is_whitespace() && *c != '=') {
        let five = match letter.to_ascii_uppercase() {
            letter @ 'A'..='Z' => u32::from(letter).saturating_sub(u32::from('A')),
            digit @ '2'..='7' => u32::from(digit).saturating_sub(u32::from('2')).saturating_add(26),
            other => bail!("`{other}` does not stand in a secret; it has the letters A to Z and the digits 2 to 7"),
        };
        held = (held << 5 | five) & 0xffff;
        bits = bits.saturating_add(5);
        if bits >= 8 {
            bits = bits.saturating_sub(8);
            bytes.extend(u8::try_from(held >> bits & 0xff).ok());
        }
    }
    match <[u8; 20]>::try_from(bytes) {
        Ok(bytes) => Ok(CodeSecret::new(bytes)),
        Err(bytes) => bail!("the secret has {} bytes; those of OpenFIU have 20", bytes.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_back_from_its_address_however_it_is_typed() {
        let secret = CodeSecret::new(*b"12345678901234567890");
        let address = secret.address("Office", "anna");
        // The test vector of RFC 6238 for 59 seconds: 94287082, of which we show six digits.
        assert_eq!(read(&address).unwrap().code(59), "287082");
        assert_eq!(read("gezd gnbv gy3t qojq gezd gnbv gy3t qojq").unwrap().code(59), "287082");
        assert!(read("GEZD1").is_err());
        assert!(read("GEZD").is_err());
    }
}
