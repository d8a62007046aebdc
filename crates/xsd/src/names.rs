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
}
