//! Pushing bytes of XML: tags, indentation, escaped text. No formatting machinery, so that it is fast.

use crate::civil::{push_digits, push_moment};

const BLANKS: [u8; 128] = [b' '; 128];

/// How the file is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Blanks per level, at most 8; without, everything stands on one line.
    pub indent: Option<u8>,
}

impl Default for Layout {
    /// One element per line, two blanks per level.
    fn default() -> Self {
        Self { indent: Some(2) }
    }
}

/// XML in the making.
#[derive(Debug)]
pub struct Xml {
    /// What was written since it was taken last.
    pub out: Vec<u8>,
    layout: Layout,
    depth: usize,
}

impl Xml {
    /// Nothing written yet.
    pub fn new(layout: Layout) -> Self {
        Self { out: Vec::with_capacity(1 << 16), layout, depth: 0 }
    }

    fn pad(&mut self) {
        if let Some(indent) = self.layout.indent {
            let blanks = (self.depth * usize::from(indent.min(8))).min(BLANKS.len());
            self.out.extend_from_slice(BLANKS.get(..blanks).unwrap_or(&BLANKS));
        }
    }

    fn line(&mut self) {
        if self.layout.indent.is_some() {
            self.out.push(b'\n');
        }
    }

    /// The XML declaration.
    pub fn declaration(&mut self) {
        self.out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }

    /// Start tag of an element with children.
    #[inline]
    pub fn open(&mut self, name: &str) {
        self.pad();
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
        self.line();
        self.depth += 1;
    }

    /// End tag of an element with children.
    #[inline]
    pub fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.pad();
        self.end_tag(name);
    }

    #[inline]
    fn end_tag(&mut self, name: &str) {
        self.out.extend_from_slice(b"</");
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
        self.line();
    }

    /// A leaf whose value `write` pushes; the value must need no escaping.
    #[inline]
    pub fn leaf_with(&mut self, name: &str, write: impl FnOnce(&mut Vec<u8>)) {
        self.pad();
        self.out.push(b'<');
        self.out.extend_from_slice(name.as_bytes());
        self.out.push(b'>');
        write(&mut self.out);
        self.end_tag(name);
    }

    /// A leaf with a value that needs no escaping: a code or a word of this crate's tables.
    #[inline]
    pub fn leaf(&mut self, name: &str, value: &str) {
        self.leaf_with(name, |out| out.extend_from_slice(value.as_bytes()));
    }

    /// A leaf with any text.
    #[inline]
    pub fn text(&mut self, name: &str, value: &str) {
        self.leaf_with(name, |out| push_escaped(out, value.as_bytes()));
    }

    /// A leaf whose value `write` pushes and that is escaped afterwards when it must be.
    #[inline]
    pub fn text_with(&mut self, name: &str, write: impl FnOnce(&mut Vec<u8>)) {
        self.leaf_with(name, |out| {
            let from = out.len();
            write(out);
            let needs = out.get(from..).is_some_and(|value| memchr::memchr3(b'&', b'<', b'>', value).is_some());
            if needs {
                let value = out.split_off(from);
                push_escaped(out, &value);
            }
        });
    }

    /// A leaf with a number.
    #[inline]
    pub fn number(&mut self, name: &str, value: u64) {
        self.leaf_with(name, |out| push_digits(out, value, 1));
    }

    /// A leaf with hundredths as a decimal number.
    #[inline]
    pub fn amount(&mut self, name: &str, minor: u64) {
        self.leaf_with(name, |out| push_amount(out, minor));
    }

    /// A leaf with a moment.
    #[inline]
    pub fn moment(&mut self, name: &str, seconds: i64) {
        self.leaf_with(name, |out| push_moment(out, seconds));
    }

    /// A leaf with the midnight that begins a day.
    #[inline]
    pub fn day(&mut self, name: &str, days: i64) {
        self.moment(name, days * crate::civil::DAY_SECONDS);
    }
}

/// Writes hundredths as `1234.50`.
pub fn push_amount(out: &mut Vec<u8>, minor: u64) {
    push_digits(out, minor / 100, 1);
    out.push(b'.');
    push_digits(out, minor % 100, 2);
}

/// Writes text with `&`, `<` and `>` as references.
pub fn push_escaped(out: &mut Vec<u8>, text: &[u8]) {
    let mut rest = text;
    while let Some(at) = memchr::memchr3(b'&', b'<', b'>', rest) {
        let (before, from) = rest.split_at(at);
        out.extend_from_slice(before);
        let Some((byte, after)) = from.split_first() else { return };
        out.extend_from_slice(match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            _ => b"&gt;",
        });
        rest = after;
    }
    out.extend_from_slice(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_blanks_follow_the_layout() {
        let write = |layout| {
            let mut xml = Xml::new(layout);
            xml.open("a");
            xml.number("b", 7);
            xml.amount("c", 105);
            xml.close("a");
            String::from_utf8(xml.out).unwrap()
        };
        assert_eq!(write(Layout::default()), "<a>\n  <b>7</b>\n  <c>1.05</c>\n</a>\n");
        assert_eq!(write(Layout { indent: None }), "<a><b>7</b><c>1.05</c></a>");
    }

    #[test]
    fn what_must_be_escaped_is() {
        let mut xml = Xml::new(Layout { indent: None });
        xml.text("a", "x & <y>");
        xml.text_with("b", |out| out.extend_from_slice(b"Sons & Sons"));
        xml.text_with("c", |out| out.extend_from_slice(b"plain"));
        assert_eq!(xml.out, b"<a>x &amp; &lt;y&gt;</a><b>Sons &amp; Sons</b><c>plain</c>");
    }
}
