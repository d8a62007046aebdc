//! Mail addresses (RFC 5321) in the form that is compared.
//!
//! The domain is case-free by the standard; the local part is not, but no provider of note tells `A` from `a`, so it is
//! folded too. What follows `+` names a mailbox of the same holder and is dropped. Dots are kept: only one provider
//! ignores them.

use super::{Check, IdentifierError, Read, found};

/// Reads a mail address.
///
/// # Errors
/// `ID-LENGTH` beyond 254 bytes, `ID-SIGN` when it is not `local@domain.tld`.
pub fn read(text: &str) -> Read {
    let mut canonical = String::with_capacity(text.len());
    split_into(text, &mut canonical)?;
    Ok(found("email", canonical, Check::Unknown))
}

/// Writes the canonical form into `canonical` (emptied first) and gives the place of the `@`.
pub(crate) fn split_into(text: &str, canonical: &mut String) -> Result<usize, IdentifierError> {
    canonical.clear();
    if let Some(at) = plain(text) {
        canonical.push_str(text);
        canonical.make_ascii_lowercase();
        return Ok(at);
    }
    let text = text.trim();
    let text = match text.split_at_checked(7) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest,
        _ => text,
    };
    let long = |found| IdentifierError::Length { scheme: "email", expected: "at most 254 bytes", found };
    if text.len() > 254 {
        return Err(long(text.len()));
    }
    let wrong = |place| IdentifierError::Sign { scheme: "email", place, expected: "local@domain.tld" };
    let (local, domain) = text.rsplit_once('@').ok_or(wrong(1))?;
    let local = local.split('+').next().filter(|local| !local.is_empty()).ok_or(wrong(1))?;
    // Signs that RFC 5321 has only between quotes, which nobody uses.
    let quoted = |sign: char| matches!(sign, '@' | ':' | ';' | ',' | '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '"');
    let bad = |sign: char| sign.is_whitespace() || sign.is_control() || quoted(sign);
    if let Some(place) = local.chars().position(bad) {
        return Err(wrong(place + 1));
    }
    canonical.extend(local.chars().flat_map(char::to_lowercase));
    let at = canonical.len();
    canonical.push('@');
    canonical.extend(domain.chars().flat_map(char::to_lowercase));
    // What is looked at is the small form: some capital letters become two signs, or longer.
    let domain = canonical.get(at + 1..).unwrap_or_default();
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '.');
    let labels = domain.split('.').count();
    if labels < 2 || domain.split('.').any(str::is_empty) || !domain.chars().all(plain) {
        return Err(wrong(local.chars().count() + 2));
    }
    if canonical.len() > 254 { Err(long(canonical.len())) } else { Ok(at) }
}

/// The place of the `@` in an address as most are written: ASCII letters, digits, `.`, `-` and `_`, nothing to be taken
/// out. `None` for every other one, right or wrong.
fn plain(text: &str) -> Option<usize> {
    let (mut at, mut dots, mut before) = (None, 0, b'.');
    for (place, byte) in text.bytes().enumerate() {
        match (byte, at) {
            (b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-', _) | (b'.' | b'_', None) => before = byte,
            (b'.', Some(_)) if before != b'.' => (dots, before) = (dots + 1, b'.'),
            (b'@', None) if place > 0 => (at, before) = (Some(place), b'.'),
            _ => return None,
        }
    }
    at.filter(|_| dots > 0 && before != b'.' && text.len() <= 254)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_short_way_gives_what_the_long_one_does(text in "[aA0._+-]{0,4}@?[bB1._-]{0,6}(\\.example)?") {
            // A blank before it is taken out, and makes it go the long way.
            let (mut short, mut long) = (String::new(), String::new());
            let (one, other) = (split_into(&text, &mut short), split_into(&format!(" {text}"), &mut long));
            prop_assert_eq!(one, other);
            if one.is_ok() {
                prop_assert_eq!(short, long);
            }
        }
    }

    #[test]
    fn one_form_for_one_mailbox() {
        for (text, form) in [
            ("Ana.Horvat@Post.Example", "ana.horvat@post.example"),
            (" mailto:ana+bank@post.example ", "ana@post.example"),
            ("ana@mail.post.example", "ana@mail.post.example"),
            ("MailTo:Ana@post.example", "ana@post.example"),
        ] {
            assert_eq!(read(text).unwrap().canonical, form);
        }
        for (text, code) in [
            ("", "ID-SIGN"),
            ("ana", "ID-SIGN"),
            ("@post.example", "ID-SIGN"),
            ("+x@post.example", "ID-SIGN"),
            ("ana@post", "ID-SIGN"),
            ("ana@.example", "ID-SIGN"),
            ("a na@post.example", "ID-SIGN"),
            ("Mailto:@post.example", "ID-SIGN"),
            ("ana:b@post.example", "ID-SIGN"),
            ("ana@p\u{130}st.example", "ID-SIGN"),
            (&format!("{}@post.example", "a".repeat(300)), "ID-LENGTH"),
        ] {
            assert_eq!(read(text).unwrap_err().code(), code, "{text}");
        }
    }
}
