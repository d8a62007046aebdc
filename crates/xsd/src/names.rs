//! Which characters an XML name may hold (XML 1.0, fifth edition, productions 4 and 4a).

/// Characters that may begin a name.
pub(crate) const NAME_START: &[(u32, u32)] = &[
    (0x3A, 0x3A),
    (0x41, 0x5A),
    (0x5F, 0x5F),
    (0x61, 0x7A),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x2FF),
    (0x370, 0x37D),
    (0x37F, 0x1FFF),
    (0x200C, 0x200D),
    (0x2070, 0x218F),
    (0x2C00, 0x2FEF),
    (0x3001, 0xD7FF),
    (0xF900, 0xFDCF),
    (0xFDF0, 0xFFFD),
    (0x10000, 0xEFFFF),
];

/// Characters that may follow in a name besides those that may begin it.
pub(crate) const NAME_MORE: &[(u32, u32)] =
    &[(0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040)];

fn within(ranges: &[(u32, u32)], c: char) -> bool {
    ranges.iter().any(|(low, high)| (*low..=*high).contains(&u32::from(c)))
}

/// Whether a text is an XML name.
pub(crate) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| within(NAME_START, c)) && chars.all(|c| within(NAME_START, c) || within(NAME_MORE, c))
}

/// Whether a text is a name without a prefix: what may stand before or behind the colon of another (Namespaces in XML).
pub(crate) fn is_local(text: &str) -> bool {
    is_name(text) && !text.contains(':')
}

/// What follows a name at the beginning of some bytes, if it stands there.
///
/// Two of these are asked for each element, and names are short: comparing words beats the call of a general
/// comparison.
pub(crate) fn strip<'b>(bytes: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    let (head, rest) = bytes.split_at_checked(name.len())?;
    let same = match (head.last_chunk::<8>(), name.last_chunk::<8>()) {
        (Some(end), Some(name_end)) => {
            end == name_end
                && head.as_chunks::<8>().0.iter().zip(name.as_chunks::<8>().0).all(|(word, name)| word == name)
        }
        _ => head.iter().zip(name).all(|(byte, name)| byte == name),
    };
    same.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_a_letter() {
        for good in ["a", "_x", "t_from", "é", "名", "a.b-c1"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "1a", "-a", "a b", "a\u{2000}", ".a", "a<"] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn a_name_is_stripped_where_it_stands_and_nowhere_else() {
        let letters = b"abcdefghijklmnopqrstuvwxyz0123456789";
        for length in 0..=letters.len() {
            let name = &letters[..length];
            for more in 0..=letters.len() - length {
                assert_eq!(strip(&letters[..length + more], name), Some(&letters[length..length + more]));
            }
            assert_eq!(strip(&letters[..length.saturating_sub(1)], name).is_some(), length == 0);
            for wrong in 0..length {
                let mut other = letters.to_vec();
                other[wrong] ^= 0x20;
                assert_eq!(strip(&other, name), None, "byte {wrong} of {length}");
            }
        }
    }
}
