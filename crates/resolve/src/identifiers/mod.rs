//! Numbers that name somebody or something: read, put into one form, checked.
//!
//! [`read`] takes a scheme (`iban`, `national`, `passport` …), the country that issued the number, and the text as
//! filed. A text that cannot be such a number is an error with a stable code. A text of the right shape whose check
//! digits do not fit is *not* an error: wrong but real numbers exist, so it is kept, marked [`Check::Fails`], and
//! weighs less.
//!
//! One file per scheme; national numbers one file per country under `national`. Sources: the issuers' public
//! descriptions of the number; where only the shape is public the answer is [`Check::Unknown`].

use std::fmt;

pub mod bic;
pub mod card;
pub mod crypto;
pub mod digits;
pub mod email;
pub mod iban;
pub mod imo;
pub mod lei;
pub mod national;
pub mod phone;
pub mod vin;

/// How much two equal numbers say. Order: weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// A placeholder (`123456789`, all zeros): says nothing and is not compared.
    None,
    /// Free text, or its check digits do not fit.
    Weak,
    /// The right shape, no check digit known.
    Medium,
    /// A number that names one holder, of the right shape and with check digits that fit.
    Strong,
}

/// Whether check digits fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Check {
    /// They fit.
    Holds,
    /// They do not. Wrong but real numbers exist: warn, do not refuse.
    Fails,
    /// The scheme has none, or none that is public.
    Unknown,
}

/// A number read.
#[derive(Clone, PartialEq, Eq)]
pub struct Identifier {
    /// The scheme, e.g. `iban` or `es.dni`.
    pub scheme: &'static str,
    /// The one form of it: capitals and digits as the scheme defines, no blanks.
    pub canonical: String,
    /// What an agreement is worth.
    pub strength: Strength,
    /// Whether its check digits fit.
    pub check: Check,
}

impl fmt::Debug for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identifier({}, {:?}, {:?})", self.scheme, self.strength, self.check)
    }
}

/// Why a text is no number of its scheme. None of them repeats the text: it is about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Empty, or too long for any number.
    #[error("ID-LENGTH: {scheme}: a number of {expected} is expected, this one has {found}: file the whole number")]
    Length {
        /// The scheme.
        scheme: &'static str,
        /// Characters expected, in words.
        expected: &'static str,
        /// Characters found, separators left out.
        found: usize,
    },
    /// A sign that such a number cannot have at that place.
    #[error("ID-SIGN: {scheme}: the sign at place {place} cannot stand there: {expected}")]
    Sign {
        /// The scheme.
        scheme: &'static str,
        /// Place, from 1, separators left out.
        place: usize,
        /// What may stand there.
        expected: &'static str,
    },
    /// A part has a value that is not given out, e.g. a country without IBANs, a month 13.
    #[error("ID-PART: {scheme}: {part} is not one that is given out: look at the document again")]
    Part {
        /// The scheme.
        scheme: &'static str,
        /// Which part.
        part: &'static str,
    },
}

impl IdentifierError {
    /// The stable code: `ID-LENGTH`, `ID-SIGN` or `ID-PART`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "ID-LENGTH",
            Self::Sign { .. } => "ID-SIGN",
            Self::Part { .. } => "ID-PART",
        }
    }
}

/// What reading gives.
pub type Read = Result<Identifier, IdentifierError>;

/// Whether a canonical number is one that people write when they have none: one sign repeated, or a run up or down.
pub fn is_placeholder(canonical: &str) -> bool {
    let bytes = canonical.as_bytes();
    if bytes.len() < 4 {
        return bytes.iter().all(|byte| *byte == b'0');
    }
    let steps = |step: i16| {
        bytes.windows(2).all(|two| {
            matches!(two, [a, b] if (i16::from(*b) - i16::from(*a)) == step
            || (step == 1 && *a == b'9' && *b == b'0'))
        })
    };
    const WORDS: [&str; 8] = ["NULL", "NONE", "UNKNOWN", "NOTAVAILABLE", "NOTKNOWN", "TEST", "MISSING", "XXXX"];
    steps(0) || steps(1) || steps(-1) || WORDS.contains(&canonical)
}

/// Capitals and digits of a text, separators left out.
pub fn squeeze(text: &str) -> String {
    if text.is_ascii() {
        let kept = text.bytes().filter(u8::is_ascii_alphanumeric);
        return kept.map(|byte| char::from(byte.to_ascii_uppercase())).collect();
    }
    text.chars().flat_map(char::to_uppercase).filter(|letter| letter.is_alphanumeric()).collect()
}

/// Builds the answer: strength from the check and from whether it is a placeholder.
pub(crate) fn found(scheme: &'static str, canonical: String, check: Check) -> Identifier {
    let strength = match check {
        _ if is_placeholder(&canonical) => Strength::None,
        Check::Holds => Strength::Strong,
        Check::Unknown => Strength::Medium,
        Check::Fails => Strength::Weak,
    };
    Identifier { scheme, canonical, strength, check }
}

/// Reads a number of a scheme: `iban`, `bic`, `lei`, `card`, `email`, `phone`, `vin`, `imo`, `wallet` (any chain),
/// `national` and `tax` (by country), or a national scheme by name (`es.dni`). Everything else, passports among it, is
/// read as a [`plain`] number.
///
/// # Errors
/// The reason why it cannot be a number of this scheme.
pub fn read(scheme: &str, country: &str, text: &str) -> Read {
    match scheme {
        "iban" => iban::read(text),
        "bic" => bic::read(text),
        "lei" => lei::read(text),
        "card" => card::read(text),
        "email" => email::read(text),
        "phone" => phone::read(text, country),
        "vin" => vin::read(text),
        "imo" => imo::read(text),
        "wallet" => crypto::read(text),
        "national" | "tax" => national::read(country, text).unwrap_or_else(|| plain(text)),
        _ => national::read_scheme(scheme, text).unwrap_or_else(|| plain(text)),
    }
}

/// Any number without a scheme of its own: capitals and digits.
///
/// # Errors
/// `ID-LENGTH` when nothing is left or more than 64 characters are.
pub fn plain(text: &str) -> Read {
    let canonical = squeeze(text);
    let length = canonical.chars().count();
    if length == 0 || length > 64 {
        return Err(IdentifierError::Length { scheme: "other", expected: "1 to 64 letters and digits", found: length });
    }
    Ok(found("other", canonical, Check::Unknown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_say_nothing() {
        for text in ["000000000", "1111111", "123456789", "1234567890", "987654321", "N U L L", "unknown", "0"] {
            assert_eq!(plain(text).unwrap().strength, Strength::None, "{text}");
        }
        for text in ["482913", "AB 12", "100000", "12"] {
            assert_eq!(plain(text).unwrap().strength, Strength::Medium, "{text}");
        }
    }

    #[test]
    fn nothing_and_too_much_are_refused_without_repeating_it() {
        for text in ["", " -/. ", &"7".repeat(65)] {
            let error = plain(text).unwrap_err();
            assert_eq!(error.code(), "ID-LENGTH");
            assert!(!error.to_string().contains("777"));
        }
    }
}
