//! Passwords, one-time codes and tokens of people who log in.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq as _;
use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

use crate::SealError;

/// What guessing one password costs: Argon2id, 64 MiB, three passes, one lane (above the floor of OWASP's password
/// storage sheet: 19 MiB and two passes).
pub const PASSWORD_COST: PasswordCost = PasswordCost { memory_kib: 65_536, passes: 3 };

/// The most memory a stored hash may ask for: 1 GiB. A hash that asks for more is not one of ours.
const MEMORY_KIB_MAX: u32 = 1_048_576;
const PASSES_MAX: u32 = 64;
/// The most bytes a password may have, so that hashing one cannot be made long.
pub const PASSWORD_BYTES_MAX: usize = 1_024;

/// Argon2id's two dials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// How often the memory is gone over.
    pub passes: u32,
}

/// Hashes a password with 16 random bytes; gives the text to store (`$argon2id$v=19$m=…,t=…,p=1$salt$hash`).
///
/// # Errors
///
/// [`SealError::Password`] if the password is longer than [`PASSWORD_BYTES_MAX`] or the cost is not possible.
pub fn hash_password(password: &str, salt: &[u8; 16], cost: PasswordCost) -> Result<String, SealError> {
    let hash = argon(password, salt, cost)?;
    let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(*hash));
    Ok(format!("$argon2id$v=19$m={},t={},p=1${salt}${hash}", cost.memory_kib, cost.passes))
}

/// Whether the password is the one that was hashed. For a person who is not there, check against a stored hash of
/// nothing, so that the answer takes as long.
///
/// # Errors
///
/// [`SealError::Password`] if the stored text is not one of ours.
pub fn check_password(password: &str, stored: &str) -> Result<bool, SealError> {
    let (cost, salt, hash) =
        parts(stored).ok_or(SealError::Password { reason: "it is not in the form of this program" })?;
    if password.len() > PASSWORD_BYTES_MAX {
        return Ok(false);
    }
    Ok(argon(password, &salt, cost)?.ct_eq(&hash).into())
}

fn argon(password: &str, salt: &[u8; 16], cost: PasswordCost) -> Result<Zeroizing<[u8; 32]>, SealError> {
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(SealError::Password { reason: "the password is longer than 1,024 bytes" });
    }
    let impossible = SealError::Password { reason: "the cost is not possible" };
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|_| impossible)?;
    let mut hash = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, &mut *hash)
        .map_err(|_| impossible)?;
    Ok(hash)
}

fn parts(stored: &str) -> Option<(PasswordCost, [u8; 16], [u8; 32])> {
    let mut parts = stored.strip_prefix("$argon2id$v=19$m=")?.split('$');
    let (memory, rest) = parts.next()?.split_once(",t=")?;
    let cost = PasswordCost { memory_kib: memory.parse().ok()?, passes: rest.strip_suffix(",p=1")?.parse().ok()? };
    let salt = STANDARD_NO_PAD.decode(parts.next()?).ok()?.try_into().ok()?;
    let hash = STANDARD_NO_PAD.decode(parts.next()?).ok()?.try_into().ok()?;
    let possible = cost.memory_kib <= MEMORY_KIB_MAX && cost.passes <= PASSES_MAX && parts.next().is_none();
    possible.then_some((cost, salt, hash))
}

/// Seconds for which one code stands (RFC 6238).
const STEP_SECONDS: u64 = 30;

/// The secret behind a person's one-time codes: 20 bytes, SHA-1, six digits, 30 seconds, as authenticator apps expect.
#[derive(Clone)]
pub struct CodeSecret(Zeroizing<[u8; 20]>);

impl CodeSecret {
    /// A secret from 20 random bytes.
    pub fn new(bytes: [u8; 20]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The address that an authenticator app reads from a QR code. It holds the secret.
    pub fn address(&self, office: &str, person: &str) -> Zeroizing<String> {
        let (office, person) = (percent(office), percent(person));
        let secret = base32(&*self.0);
        Zeroizing::new(format!(
            "otpauth://totp/{office}:{person}?secret={secret}&issuer={office}&algorithm=SHA1&digits=6&period=30"
        ))
    }

    /// The code of the step that a moment (seconds since 1970, UTC) lies in.
    pub fn code(&self, unix_seconds: u64) -> String {
        self.totp(6).generate(unix_seconds).to_string()
    }

    /// The step the code belongs to, if it is the step of the moment or the one before or after.
    ///
    /// A code is good once: the caller keeps the step of the last accepted code of this person and refuses a step
    /// that is not later.
    pub fn check(&self, code: &str, unix_seconds: u64) -> Option<u64> {
        let now = unix_seconds / STEP_SECONDS;
        let mut found = None;
        for step in [now.saturating_sub(1), now, now.saturating_add(1)] {
            let right = self.code(step.saturating_mul(STEP_SECONDS));
            // All three are compared, each in constant time, whatever the earlier ones gave.
            if bool::from(right.as_bytes().ct_eq(code.as_bytes())) {
                found = Some(step);
            }
        }
        found
    }

    fn totp(&self, digits: u8) -> Totp {
        Builder::new()
            .with_secret(self.0.to_vec())
            .with_digits(digits)
            .with_step_duration(STEP_SECONDS)
            .build_noncompliant()
    }
}

impl std::fmt::Debug for CodeSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeSecret(…)")
    }
}

/// RFC 4648 base 32 without padding.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: [char; 32] = [
        'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V',
        'W', 'X', 'Y', 'Z', '2', '3', '4', '5', '6', '7',
    ];
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let number = |five: &[u8]| (0..5).fold(0_usize, |number, at| number << 1 | usize::from(five.get(at) == Some(&1)));
    bits.chunks(5).filter_map(|five| LETTERS.get(number(five))).collect()
}

fn percent(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// A token for a cookie or a link: 32 random bytes, written in base64url.
pub fn token(random: &[u8; 32]) -> Zeroizing<String> {
    Zeroizing::new(URL_SAFE_NO_PAD.encode(random))
}

/// What is stored of a token, so that whoever reads the table cannot use it: SHA-256 of its text. A token is 32 random
/// bytes, so it cannot be found by trying; a password must never be stored like this.
pub fn hash_token(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Whether two secrets are equal, in a time that does not depend on where they differ.
pub fn same(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: PasswordCost = PasswordCost { memory_kib: 64, passes: 1 };

    #[test]
    fn a_password_is_known_again_and_no_other_is() {
        let stored = hash_password("correct horse", &[7; 16], CHEAP).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
        assert_eq!(check_password("correct horse", &stored), Ok(true));
        for other in ["correct horse ", "", "Correct horse", &"x".repeat(5_000)] {
            assert_eq!(check_password(other, &stored), Ok(false));
        }
        assert_ne!(stored, hash_password("correct horse", &[8; 16], CHEAP).unwrap());
    }

    #[test]
    fn a_stored_text_of_another_form_or_cost_is_refused() {
        let stored = hash_password("p", &[7; 16], CHEAP).unwrap();
        for other in [
            String::new(),
            stored.replace("argon2id", "argon2i"),
            stored.replace("m=64", "m=99999999"),
            stored.replace("t=1", "t=65"),
            format!("{stored}$"),
            stored.replace("p=1", "p=2"),
        ] {
            assert!(check_password("p", &other).is_err(), "{other}");
        }
    }

    /// RFC 9106 section 5.3: the library we rest on gives the published tag.
    #[test]
    fn argon2id_gives_the_tag_of_its_rfc() {
        let mut builder = argon2::ParamsBuilder::new();
        builder.m_cost(32).t_cost(3).p_cost(4).data(argon2::AssociatedData::new(&[4; 12]).unwrap());
        let params = builder.build().unwrap();
        let argon = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
        let mut tag = [0; 32];
        argon.hash_password_into(&[1; 32], &[2; 16], &mut tag).unwrap();
        assert_eq!(hex::encode(tag), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    /// RFC 6238 appendix B, SHA-1, eight digits.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let secret = CodeSecret::new(*b"12345678901234567890");
        for (seconds, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(secret.totp(8).generate(seconds).to_string(), code);
            assert_eq!(secret.code(seconds), code[2..]);
        }
    }

    #[test]
    fn a_code_is_good_one_step_early_or_late_and_tells_its_step() {
        let secret = CodeSecret::new(*b"12345678901234567890");
        let code = secret.code(3_000);
        assert_eq!(
            [2_969, 2_970, 3_000, 3_059, 3_060].map(|now| secret.check(&code, now)),
            [None, Some(100), Some(100), Some(100), None]
        );
        for wrong in ["", "12345", &format!("{code}0"), "１２３４５６"] {
            assert_eq!(secret.check(wrong, 3_000), None);
        }
    }

    #[test]
    fn an_app_reads_the_address() {
        let secret = CodeSecret::new(*b"12345678901234567890");
        assert_eq!(
            secret.address("FIU", "a b").as_str(),
            "otpauth://totp/FIU:a%20b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=FIU&algorithm=SHA1&digits=6&period=30"
        );
    }

    #[test]
    fn tokens_are_stored_as_hashes() {
        let token = token(&[5; 32]);
        assert_eq!(token.len(), 43);
        assert!(same(&hash_token(&token), &hash_token(&token)));
        assert!(!same(&hash_token(&token), &hash_token("other")));
        assert!(!same(b"a", b"ab"));
    }
}
