//! The lines around a finding, taken from a stream that is never held whole.

use std::collections::VecDeque;
use std::io::{self, Read};
use web::parts::code::{Excerpt, Line};

/// So much of the stream stays at hand. A finding about an earlier place is shown without its lines.
const KEPT_BYTES: usize = 1 << 20;
/// Lines shown before and after the line of a finding.
const AROUND: usize = 2;
/// Most characters of a line before the place of the finding, for files written on one line.
const BEFORE_CHARS: usize = 120;
/// Most characters of a line that are shown.
const LINE_CHARS: usize = 360;

/// The last bytes of a stream.
#[derive(Debug, Default)]
pub struct Tail {
    bytes: VecDeque<u8>,
    /// Place in the stream of the first byte kept.
    first: u64,
    /// Whether the stream can be shown as it is: it is not in UTF-16.
    wide: bool,
}

impl Tail {
    /// Takes the next bytes of the stream.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.first == 0 && self.bytes.is_empty() {
            self.wide = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [_, 0, ..]);
        }
        self.bytes.extend(bytes);
        let over = self.bytes.len().saturating_sub(KEPT_BYTES);
        self.bytes.drain(..over);
        self.first = self.first.saturating_add(over as u64);
    }

    /// The lines around a byte of the stream, which stands in the line of that number (from 1).
    pub fn around(&mut self, offset: u64, number: u64) -> Excerpt {
        let place = offset.checked_sub(self.first).and_then(|at| usize::try_from(at).ok());
        let bytes: &[u8] = self.bytes.make_contiguous();
        let Some(place) = place.filter(|at| !self.wide && *at <= bytes.len()) else { return Excerpt::default() };
        let (before, after) = bytes.split_at(place);
        let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at.saturating_add(1));
        let end = after.iter().position(|b| *b == b'\n').unwrap_or(after.len()).saturating_add(place);
        let hit = bytes.get(start..end).unwrap_or_default();
        let mut lines: Vec<Line> = Vec::new();
        let earlier = bytes.get(..start.saturating_sub(1)).unwrap_or_default();
        // The first piece of what is kept may be the second half of a line: it is no line.
        let whole = |(at, line): (usize, &[u8])| (self.first == 0 || at > 0).then(|| text(line, 0));
        let mut above: Vec<Option<String>> = if start == 0 {
            Vec::new()
        } else {
            let from = last_lines(earlier);
            earlier.get(from..).unwrap_or_default().split(|b| *b == b'\n').map(|line| whole((from, line))).collect()
        };
        above.reverse();
        for (back, line) in (1_u64..).zip(above) {
            if let Some(line) = line {
                lines.insert(0, Line { number: number.saturating_sub(back), text: line });
            }
        }
        lines.push(Line { number, text: text(hit, place.saturating_sub(start)) });
        let below = bytes.get(end.saturating_add(1)..).unwrap_or_default();
        for (on, line) in (1_u64..).zip(below.split(|b| *b == b'\n').take(AROUND)) {
            if !line.is_empty() {
                lines.push(Line { number: number.saturating_add(on), text: text(line, 0) });
            }
        }
        Excerpt { lines, hit: Some(number) }
    }
}

/// Where the last lines of a text begin that are to be shown.
fn last_lines(text: &[u8]) -> usize {
    let breaks = text.iter().enumerate().rev().filter(|(_, b)| **b == b'\n').map(|(at, _)| at);
    breaks.take(AROUND).nth(AROUND.saturating_sub(1)).map_or(0, |at| at.saturating_add(1))
}

/// A line, cut around a byte of it.
fn text(line: &[u8], place: usize) -> String {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    // Cut as bytes first: a file may be one line of many megabytes.
    let from = place.saturating_sub(BEFORE_CHARS.saturating_mul(2));
    let part = line.get(from..line.len().min(place.saturating_add(LINE_CHARS.saturating_mul(4)))).unwrap_or_default();
    let lost = usize::from(from > 0).saturating_mul(part.iter().take_while(|b| **b & 0xc0 == 0x80).count());
    let shown = String::from_utf8_lossy(part.get(lost..).unwrap_or_default());
    let mut text: String = shown.chars().take(LINE_CHARS).collect();
    if from > 0 {
        text.insert(0, '…');
    }
    if shown.chars().count() > LINE_CHARS {
        text.push('…');
    }
    text
}

/// A stream that leaves its last bytes where they can be looked at.
#[derive(Debug)]
pub struct Watched<R> {
    stream: R,
    tail: std::rc::Rc<std::cell::RefCell<Tail>>,
}

impl<R> Watched<R> {
    /// The stream, and where its last bytes are found.
    pub fn new(stream: R, tail: std::rc::Rc<std::cell::RefCell<Tail>>) -> Self {
        Self { stream, tail }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(out)?;
        self.tail.borrow_mut().push(out.get(..count).unwrap_or_default());
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(excerpt: &Excerpt) -> Vec<(u64, &str)> {
        excerpt.lines.iter().map(|line| (line.number, line.text.as_str())).collect()
    }

    #[test]
    fn the_line_and_its_neighbours_are_shown() {
        let mut tail = Tail::default();
        tail.push(b"one\ntwo\r\nthree\nfour\nfive\nsix\n");
        let excerpt = tail.around(11, 3);
        assert_eq!(shown(&excerpt), [(1, "one"), (2, "two"), (3, "three"), (4, "four"), (5, "five")]);
        assert_eq!(excerpt.hit, Some(3));
        assert_eq!(shown(&tail.around(0, 1)), [(1, "one"), (2, "two"), (3, "three")]);
        assert_eq!(shown(&tail.around(26, 6)), [(4, "four"), (5, "five"), (6, "six")]);
        assert_eq!(tail.around(4_000, 9), Excerpt::default());
    }

    #[test]
    fn of_a_long_stream_only_the_end_is_at_hand() {
        let mut tail = Tail::default();
        let line = format!("{}\n", "x".repeat(99));
        for _ in 0..20_000 {
            tail.push(line.as_bytes());
        }
        assert_eq!(tail.around(100, 2), Excerpt::default(), "gone");
        let excerpt = tail.around(1_999_950, 20_000);
        assert_eq!(excerpt.lines.len(), 3);
        assert_eq!(excerpt.lines[2], Line { number: 20_000, text: "x".repeat(99) });
    }

    #[test]
    fn one_long_line_is_cut_around_the_place_and_never_inside_a_letter() {
        let text = "é".repeat(5_000);
        for place in 4_000..4_004 {
            let mut tail = Tail::default();
            tail.push(text.as_bytes());
            let excerpt = tail.around(place, 1);
            let shown = &excerpt.lines[0].text;
            assert!(shown.starts_with('…') && shown.ends_with('…') && !shown.contains('\u{fffd}'), "{shown}");
        }
    }
}
