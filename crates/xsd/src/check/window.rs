//! The part of the file that is in memory, and where it stands in the whole.

use vocab::At;

/// Bytes taken from the caller at a time.
pub(super) const PIECE_BYTES: usize = 256 << 10;

/// What makes a byte impossible in XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadByte {
    /// Not UTF-8.
    Encoding,
    /// A character that XML does not allow.
    Character(char),
}

/// Text that has been received and not yet consumed, known to be UTF-8 of allowed characters up to its end.
#[derive(Debug, Default)]
pub(super) struct Window {
    pub(super) text: String,
    /// The first bytes of a character whose rest has not come yet.
    tail: Vec<u8>,
    /// What stands right behind `text`, when nothing can be read beyond it.
    pub(super) bad: Option<BadByte>,
    /// Whether `]]>` stands somewhere in the window.
    pub(super) has_section_end: bool,
    base: At,
    cursor: Cursor,
    /// Where the line ends of `text` are, so that finding a place does not look for them again.
    line_ends: Vec<usize>,
}

/// The byte of the window whose place was asked for last.
#[derive(Clone, Copy, Debug, Default)]
struct Cursor {
    index: usize,
    at: At,
    /// How many of the window's line ends stand before it.
    line_ends: usize,
}

impl Window {
    pub(super) fn new() -> Self {
        let start = At { offset: 0, line: 1, column: 1 };
        Self { base: start, cursor: Cursor { at: start, ..Cursor::default() }, ..Self::default() }
    }

    /// Adds bytes of the file. After a bad byte the rest is ignored.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.bad.is_some() {
            return;
        }
        if self.tail.is_empty() {
            self.push_whole(bytes);
        } else {
            let mut joined = std::mem::take(&mut self.tail);
            joined.extend_from_slice(bytes);
            self.push_whole(&joined);
        }
    }

    fn push_whole(&mut self, bytes: &[u8]) {
        let (text, rest) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, &[][..]),
            Err(error) => {
                let (good, rest) = bytes.split_at_checked(error.valid_up_to()).unwrap_or((bytes, &[]));
                if error.error_len().is_some() {
                    self.bad = Some(BadByte::Encoding);
                } else {
                    self.tail = rest.to_vec();
                }
                (std::str::from_utf8(good).unwrap_or(""), rest)
            }
        };
        let _ = rest;
        let good = match first_forbidden(text) {
            None => text,
            Some((at, c)) => {
                self.bad = Some(BadByte::Character(c));
                self.tail.clear();
                text.get(..at).unwrap_or("")
            }
        };
        let joint = self.text.len().saturating_sub(2);
        let before = self.text.len();
        find_line_ends(good.as_bytes(), before, &mut self.line_ends);
        self.text.push_str(good);
        let fresh = self.text.as_bytes().get(joint..).unwrap_or(&[]);
        self.has_section_end = self.has_section_end || memchr::memmem::find(fresh, b"]]>").is_some();
    }

    /// Whether the file ended in the middle of a character.
    pub(super) fn ends_within_character(&self) -> bool {
        !self.tail.is_empty()
    }

    /// Forgets the first `count` bytes.
    pub(super) fn consume(&mut self, text: String, count: usize) {
        self.text = text;
        self.base = self.at(count);
        self.text.drain(..count);
        self.line_ends.drain(..self.cursor.line_ends);
        self.line_ends.iter_mut().for_each(|end| *end = end.saturating_sub(count));
        self.cursor = Cursor { at: self.base, ..Cursor::default() };
        self.has_section_end = memchr::memmem::find(self.text.as_bytes(), b"]]>").is_some();
    }

    /// Bytes of the file before the window.
    pub(super) fn offset(&self) -> u64 {
        self.base.offset
    }

    /// Line and column of a byte of the window. Cheap when asked for in rising order.
    pub(super) fn at(&mut self, index: usize) -> At {
        self.cursor = position(&self.text, self.from(index), &self.line_ends, index);
        self.cursor.at
    }

    /// As [`Window::at`], for a text that is momentarily outside the window.
    pub(super) fn at_in(&mut self, text: &str, index: usize) -> At {
        self.cursor = position(text, self.from(index), &self.line_ends, index);
        self.cursor.at
    }

    /// The last known place before a byte.
    fn from(&self, index: usize) -> Cursor {
        if index >= self.cursor.index { self.cursor } else { Cursor { at: self.base, ..Cursor::default() } }
    }
}

fn position(text: &str, mut cursor: Cursor, line_ends: &[usize], index: usize) -> Cursor {
    let mut line_from = cursor.index;
    // Only the common line ends count: LF, and so CRLF.
    while let Some(end) = line_ends.get(cursor.line_ends).filter(|end| **end < index) {
        cursor.line_ends = cursor.line_ends.saturating_add(1);
        cursor.at.line = cursor.at.line.saturating_add(1);
        cursor.at.column = 1;
        line_from = end.saturating_add(1);
    }
    let passed = text.as_bytes().get(line_from..index).unwrap_or(&[]);
    cursor.at.column = cursor.at.column.saturating_add(characters(passed));
    cursor.at.offset = cursor.at.offset.saturating_add(index.saturating_sub(cursor.index) as u64);
    cursor.index = index;
    cursor
}

/// A word of which each byte is one.
const ONES: u64 = u64::MAX / 0xFF;

/// How many characters begin among some bytes of UTF-8. They are few, so eight at a time is the quickest.
fn characters(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut continued = rest.iter().filter(|byte| (**byte & 0xC0) == 0x80).count() as u64;
    for word in words {
        let word = u64::from_le_bytes(*word);
        // One for each byte that continues a character, and then their sum in the highest byte.
        let bytes = (word >> 7) & !(word >> 6) & ONES;
        continued = continued.saturating_add(bytes.wrapping_mul(ONES) >> 56);
    }
    (bytes.len() as u64).saturating_sub(continued)
}

/// Adds where the line ends are, eight bytes at a time: a file has one every fifty bytes or so, too often for a search
/// that begins anew after each.
fn find_line_ends(bytes: &[u8], before: usize, found: &mut Vec<usize>) {
    const LOW: u64 = ONES * 0x7F;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut at = before;
    for word in words {
        let other = u64::from_le_bytes(*word) ^ (ONES * b'\n' as u64);
        // The high bit of each byte that is zero, and no other bit: no carry leaves its byte.
        let mut zero = !((other & LOW).wrapping_add(LOW) | other | LOW);
        while zero != 0 {
            found.push(at.saturating_add((zero.trailing_zeros() / 8) as usize));
            zero &= zero.wrapping_sub(1);
        }
        at = at.saturating_add(8);
    }
    found.extend(rest.iter().zip(at..).filter(|(byte, _)| **byte == b'\n').map(|(_, at)| at));
}

/// The first character that XML 1.0 does not allow.
fn first_forbidden(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    let control = |b: &u8| *b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r');
    // Whole blocks first: this loop has no early exit inside a block, so that it compiles to vector code.
    let mut start = 0;
    let mut first = None;
    for block in bytes.chunks(256) {
        if block.iter().fold(false, |any, b| any | control(b)) {
            first = block.iter().position(control).map(|i| (start + i, block.get(i).map_or('\0', |b| char::from(*b))));
            break;
        }
        start += block.len();
    }
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(bytes.get(from..).unwrap_or(&[]), b"\xEF\xBF") {
        let at = from + found;
        if let Some(third @ (0xBE | 0xBF)) = bytes.get(at + 2) {
            let c = if *third == 0xBE { '\u{FFFE}' } else { '\u{FFFF}' };
            return Some(first.filter(|(i, _)| *i < at).unwrap_or((at, c)));
        }
        from = at + 2;
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters_also_backwards() {
        let mut window = Window::new();
        window.push("añ\r\nb\nσσ<".as_bytes());
        let place = |window: &mut Window, i: usize| {
            let at = window.at(i);
            (at.offset, at.line, at.column)
        };
        assert_eq!(place(&mut window, 1), (1, 1, 2));
        assert_eq!(place(&mut window, 11), (11, 3, 3));
        assert_eq!(place(&mut window, 5), (5, 2, 1));
        let text = std::mem::take(&mut window.text);
        window.consume(text, 7);
        assert_eq!(place(&mut window, 2), (9, 3, 2));
    }

    #[test]
    fn characters_are_counted_wherever_they_begin() {
        let text = "aé漢😀\u{7f}\u{80}bcdefghijklmñ漢漢漢漢😀😀😀zß".repeat(3);
        for from in 0..text.len() {
            for to in from..=text.len() {
                let bytes = &text.as_bytes()[from..to];
                let expected = bytes.iter().filter(|byte| !(0x80..0xC0).contains(*byte)).count();
                assert_eq!(characters(bytes), expected as u64, "{from} to {to}");
            }
        }
    }

    #[test]
    fn line_ends_are_found_wherever_they_stand_beside_bytes_like_them() {
        let near = [0x0A, 0x0B, 0x09, 0x8A, 0x0A ^ 0x80, 0x00, 0xFF, b'a'];
        for seed in 0..4_000_usize {
            let bytes: Vec<u8> =
                (0..seed % 40).map(|at| near[(seed * 31 + at * at * 7 + at * seed / 3) % near.len()]).collect();
            let expected: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b'\n').map(|at| at + 5).collect();
            let mut found = Vec::new();
            find_line_ends(&bytes, 5, &mut found);
            assert_eq!(found, expected, "{bytes:?}");
        }
    }

    #[test]
    fn a_character_may_come_in_two_pieces() {
        let mut window = Window::new();
        window.push(&[b'a', 0xE2, 0x82]);
        assert!(window.ends_within_character());
        window.push(&[0xAC, b'b']);
        assert_eq!((window.text.as_str(), window.bad, window.ends_within_character()), ("a€b", None, false));
    }

    #[test]
    fn forbidden_bytes_stop_the_window() {
        for (bytes, good, bad) in [
            (&b"ab\xC0\xAF"[..], "ab", BadByte::Encoding),
            (&b"ab\xED\xA0\x80"[..], "ab", BadByte::Encoding),
            (&b"ab\x00"[..], "ab", BadByte::Character('\0')),
            (&b"a\x1Fb"[..], "a", BadByte::Character('\x1F')),
            ("a\u{FFFE}".as_bytes(), "a", BadByte::Character('\u{FFFE}')),
        ] {
            let mut window = Window::new();
            window.push(bytes);
            assert_eq!((window.text.as_str(), window.bad), (good, Some(bad)));
        }
    }
}
