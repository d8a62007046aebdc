//! Values as filed: the text that was sent, and what it says if it says something.

use crate::money::{Currency, Decimal, Money};
use crate::sensitive::Sensitive;
use jiff::civil::{Date as Day, DateTime, Time};

/// A text about a person, an account or a deal.
pub type Text = Sensitive<String>;
/// A yes or no as filed.
pub type Flag = Filed<bool>;
/// A whole number as filed.
pub type Whole = Filed<i64>;
/// A number with decimals as filed.
pub type Amount = Filed<Decimal>;
/// A date as filed.
pub type Date = Filed<When>;

/// A value as filed. The text is what was sent; the value is what it says by its type's rules, or `None` when it does
/// not follow them. Nothing is repaired and nothing is guessed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Filed<T> {
    text: Box<str>,
    value: Option<T>,
}

impl<T: Lexical> Filed<T> {
    /// Reads a text.
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), value: T::read(text) }
    }

    /// The text as it was sent.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says.
    pub const fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }
}

/// A type of value that texts in reports stand for.
pub trait Lexical: Sized {
    /// What a text says, by the rules of the XML Schema type; blanks around it do not count.
    fn read(text: &str) -> Option<Self>;
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

impl Lexical for bool {
    fn read(text: &str) -> Option<Self> {
        match trimmed(text) {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }
}

impl Lexical for i64 {
    fn read(text: &str) -> Option<Self> {
        trimmed(text).parse().ok()
    }
}

impl Lexical for Decimal {
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl Filed<Decimal> {
    /// The amount in a currency given by its code as filed; `None` when either says nothing.
    pub fn in_currency(&self, code: Option<&str>) -> Option<Money> {
        Some(Money { amount: *self.value()?, currency: Currency::new(code?)? })
    }
}

/// How much of a point in time was stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// A day and no time.
    Day,
    /// A time to the second. Many reporters write midnight when they mean the day; that is theirs to say.
    Second,
    /// A time with so many digits of a second, 1 to 9.
    Fraction(u8),
}

/// A point in time as stated: on the calendar and clock of the place it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// Calendar and clock.
    pub civil: DateTime,
    /// Seconds ahead of UTC, when the text says so. Without it no instant is known.
    pub offset_seconds: Option<i32>,
    /// What was stated of it.
    pub precision: Precision,
}

fn number(bytes: Option<&[u8]>) -> Option<i16> {
    let bytes = bytes?;
    bytes.iter().try_fold(0i16, |sum, byte| {
        byte.is_ascii_digit().then(|| sum.checked_mul(10)?.checked_add(i16::from(byte - b'0')))?
    })
}

fn small(bytes: Option<&[u8]>) -> Option<i8> {
    number(bytes).and_then(|n| i8::try_from(n).ok())
}

/// Splits a zone off the end: `Z`, `+hh:mm`, `-hh:mm`, at most 14 hours. The inner `None` is no zone.
fn zone(text: &str) -> Option<(&str, Option<i32>)> {
    if let Some(rest) = text.strip_suffix('Z') {
        return Some((rest, Some(0)));
    }
    let Some((rest, tail)) = text.len().checked_sub(6).and_then(|at| text.split_at_checked(at)) else {
        return Some((text, None));
    };
    let sign = match tail.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') if tail.as_bytes().get(3) == Some(&b':') => -1,
        _ => return Some((text, None)),
    };
    let bytes = tail.as_bytes();
    let (hours, minutes) = (i32::from(small(bytes.get(1..3))?), i32::from(small(bytes.get(4..6))?));
    let good = bytes.get(3) == Some(&b':') && minutes < 60 && hours * 60 + minutes <= 14 * 60;
    good.then_some((rest, Some(sign * (hours * 60 + minutes) * 60)))
}

fn day(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    let good = bytes.len() == 10 && bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-');
    let year = number(bytes.get(0..4)).filter(|year| good && *year > 0)?;
    Day::new(year, small(bytes.get(5..7))?, small(bytes.get(8..10))?).ok()
}

fn time(text: &str) -> Option<(Time, Precision, bool)> {
    let (clock, fraction) = text.split_once('.').map_or((text, None), |(clock, rest)| (clock, Some(rest)));
    let bytes = clock.as_bytes();
    let good = bytes.len() == 8 && bytes.get(2) == Some(&b':') && bytes.get(5) == Some(&b':');
    let (hour, minute) = (small(bytes.get(0..2)).filter(|_| good)?, small(bytes.get(3..5))?);
    let second = small(bytes.get(6..8))?;
    let (nanos, precision) = match fraction {
        None => (0, Precision::Second),
        Some(digits) => {
            let count = u8::try_from(digits.len()).ok().filter(|count| (1..=9).contains(count))?;
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            let nanos: i32 = format!("{digits:0<9}").parse().ok().filter(|_| plain)?;
            (nanos, Precision::Fraction(count))
        }
    };
    // The schema writes the end of a day as 24:00:00, which is the next day's beginning.
    if (hour, minute, second, nanos) == (24, 0, 0, 0) {
        return Some((Time::midnight(), precision, true));
    }
    Time::new(hour, minute, second, nanos).ok().map(|time| (time, precision, false))
}

impl Lexical for When {
    /// Reads `2026-03-01T14:05:00`, with or without fraction and zone, and a bare `2026-03-01`. Years are 0001 to 9999.
    /// Anything else, also what a person could make sense of, is no date.
    fn read(text: &str) -> Option<Self> {
        let text = trimmed(text);
        if let Some(day) = day(text) {
            return Some(Self {
                civil: day.to_datetime(Time::midnight()),
                offset_seconds: None,
                precision: Precision::Day,
            });
        }
        let (date, rest) = text.split_once('T')?;
        let (clock, offset_seconds) = zone(rest)?;
        let (time, precision, next_day) = time(clock)?;
        let mut day = day(date)?;
        if next_day {
            day = day.tomorrow().ok()?;
        }
        Some(Self { civil: day.to_datetime(time), offset_seconds, precision })
    }
}

impl When {
    /// The instant in seconds since 1970 in UTC, when a zone was stated.
    pub fn instant_seconds(&self) -> Option<i64> {
        let offset = jiff::tz::Offset::from_seconds(self.offset_seconds?).ok()?;
        offset.to_timestamp(self.civil).ok().map(|timestamp| timestamp.as_second())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_stated_or_not_at_all() {
        type Expected = Option<(&'static str, Option<i32>, Precision)>;
        let table: &[(&str, Expected)] = &[
            ("2026-03-01T14:05:00", Some(("2026-03-01T14:05:00", None, Precision::Second))),
            (" 2026-03-01T14:05:00 ", Some(("2026-03-01T14:05:00", None, Precision::Second))),
            ("2026-03-01T14:05:00Z", Some(("2026-03-01T14:05:00", Some(0), Precision::Second))),
            (
                "2019-09-02T00:00:00.1234567+05:30",
                Some(("2019-09-02T00:00:00.1234567", Some(19_800), Precision::Fraction(7))),
            ),
            ("2019-09-02T00:00:00-12:00", Some(("2019-09-02T00:00:00", Some(-43_200), Precision::Second))),
            ("1993-09-25", Some(("1993-09-25T00:00:00", None, Precision::Day))),
            ("2026-12-31T24:00:00", Some(("2027-01-01T00:00:00", None, Precision::Second))),
            ("2024-02-29T00:00:00", Some(("2024-02-29T00:00:00", None, Precision::Second))),
            ("2019-09-02 00:00:00", None),
            ("25/09/1993", None),
            ("1900-02-29T00:00:00", None),
            ("2026-13-01T00:00:00", None),
            ("2026-01-01T24:00:01", None),
            ("2026-01-01T23:59:60", None),
            ("2026-01-01T00:00:00+14:01", None),
            ("2026-01-01T00:00:00.", None),
            ("2026-01-01T00:00:00.1234567890", None),
            ("0000-01-01T00:00:00", None),
            ("12026-01-01T00:00:00", None),
            ("43831", None),
            ("", None),
        ];
        for (text, expected) in table {
            let filed = Date::new(text);
            let got = filed.value().map(|when| (when.civil.to_string(), when.offset_seconds, when.precision));
            assert_eq!(got, expected.map(|(civil, offset, precision)| (civil.to_owned(), offset, precision)), "{text}");
            assert_eq!(filed.text(), *text);
        }
    }

    #[test]
    fn an_instant_needs_a_zone() {
        let instant = |text| Date::new(text).value().and_then(When::instant_seconds);
        assert_eq!(instant("1970-01-01T05:30:00+05:30"), Some(0));
        assert_eq!(instant("1970-01-01T05:30:00"), None);
    }

    #[test]
    fn flags_and_numbers_keep_their_text() {
        assert_eq!(
            (Flag::new("1").value(), Flag::new("true").value(), Flag::new("yes").value()),
            (Some(&true), Some(&true), None)
        );
        assert_eq!((Whole::new("007").text(), Whole::new("007").value()), ("007", Some(&7)));
        let amount = Amount::new("1000.50");
        assert_eq!(amount.in_currency(Some("EUR")).unwrap().to_string(), "1000.5 EUR");
        assert_eq!((amount.in_currency(None), amount.text()), (None, "1000.50"));
    }
}
