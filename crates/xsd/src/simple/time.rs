//! Dates and times of day as the two dialects read them.
//!
//! .NET wants four-digit years from 0001, no 24:00:00, takes any two digits as hours and minutes of an offset, `z` for
//! `Z`, and trims Unicode white space. W3C allows longer and negative years, 24:00:00, and offsets up to 14:00.

use crate::Dialect;
use std::cmp::Ordering;

/// A moment on the proleptic Gregorian calendar, with or without an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateTime {
    /// Seconds from 0001-01-01T00:00:00 on the clock shown.
    seconds: i64,
    /// Nanoseconds; finer digits are cut.
    nanos: u32,
    /// Offset from UTC in minutes.
    offset_minutes: Option<i32>,
}

const DAY_SECONDS: i64 = 86_400;

impl DateTime {
    /// Reads a bound of a schema.
    pub(crate) fn parse(text: &str, dialect: Dialect) -> Option<Self> {
        parse_date_time(text, dialect).or_else(|| parse_date(text, dialect))
    }

    fn utc(self, assumed_minutes: i64) -> (i64, u32) {
        let minutes = self.offset_minutes.map_or(assumed_minutes, i64::from);
        (self.seconds.saturating_sub(minutes.saturating_mul(60)), self.nanos)
    }

    /// Order in time; `None` when one has an offset, the other has none, and the gap is too small to tell (W3C).
    /// .NET takes a time without offset as local time; the portal's zone is not known here, so UTC is assumed.
    pub(crate) fn cmp_with(&self, other: &Self, dialect: Dialect) -> Option<Ordering> {
        let mixed = self.offset_minutes.is_some() != other.offset_minutes.is_some();
        if dialect == Dialect::DotNet || !mixed {
            return Some(self.utc(0).cmp(&other.utc(0)));
        }
        let orders = [-14 * 60, 14 * 60].map(|assumed| self.utc(assumed).cmp(&other.utc(assumed)));
        (orders.first() == orders.last()).then(|| orders.first().copied()).flatten()
    }
}

/// Reads `2026-02-27T09:30:00[.fraction][zone]`.
pub(super) fn parse_date_time(text: &str, dialect: Dialect) -> Option<DateTime> {
    let bytes = trimmed(text, dialect).as_bytes();
    let (mut days, rest) = date(bytes, dialect)?;
    let [b'T', h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = rest else { return None };
    let (hour, minute, second) = (two(*h1, *h2)?, two(*m1, *m2)?, two(*s1, *s2)?);
    let (nanos, rounds_up, rest) = fraction(rest)?;
    let offset_minutes = zone(rest, dialect)?;
    let midnight_at_end = hour == 24 && minute == 0 && second == 0 && nanos == 0 && dialect == Dialect::W3c;
    if (hour > 23 && !midnight_at_end) || minute > 59 || second > 59 {
        return None;
    }
    if midnight_at_end {
        days = days.checked_add(1)?;
    }
    let of_day = if midnight_at_end { 0 } else { hour * 3600 + minute * 60 + second };
    let seconds = days.checked_mul(DAY_SECONDS)?.checked_add(i64::from(of_day))?;
    let last_second = DAYS_TO_10000 * DAY_SECONDS - 1;
    if dialect == Dialect::DotNet && rounds_up && seconds == last_second {
        // .NET rounds such a fraction up to the year 10000 and fails.
        return None;
    }
    Some(DateTime { seconds, nanos, offset_minutes })
}

/// Days from 0001-01-01 to 10000-01-01.
const DAYS_TO_10000: i64 = 3_652_059;

/// Reads `2026-02-27[zone]`.
pub(super) fn parse_date(text: &str, dialect: Dialect) -> Option<DateTime> {
    let bytes = trimmed(text, dialect).as_bytes();
    let (days, rest) = date(bytes, dialect)?;
    let offset_minutes = zone(rest, dialect)?;
    Some(DateTime { seconds: days.checked_mul(DAY_SECONDS)?, nanos: 0, offset_minutes })
}

fn trimmed(text: &str, dialect: Dialect) -> &str {
    match dialect {
        Dialect::DotNet => text.trim(),
        Dialect::W3c => text,
    }
}

/// Days from 0001-01-01 and what follows the date.
fn date(bytes: &[u8], dialect: Dialect) -> Option<(i64, &[u8])> {
    let (negative, digits) = match bytes.split_first() {
        Some((b'-', rest)) if dialect == Dialect::W3c => (true, rest),
        _ => (false, bytes),
    };
    let year_digits = digits.iter().take_while(|b| b.is_ascii_digit()).count();
    let (year_text, rest) = digits.split_at_checked(year_digits)?;
    let well_formed = match dialect {
        Dialect::DotNet => year_digits == 4,
        Dialect::W3c => year_digits == 4 || (year_digits > 4 && year_digits <= 9 && year_text.first() != Some(&b'0')),
    };
    if !well_formed {
        return None;
    }
    let year = year_text.iter().fold(0_i64, |year, b| year * 10 + i64::from(b - b'0'));
    let [b'-', m1, m2, b'-', d1, d2, rest @ ..] = rest else { return None };
    let (month, day) = (two(*m1, *m2)?, two(*d1, *d2)?);
    if year == 0 || !(1..=12).contains(&month) || day == 0 || day > days_in(year, month) {
        return None;
    }
    let year = if negative { 1 - year } else { year };
    Some((days_before(year, month, day), rest))
}

fn leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_in(year: i64, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_before(year: i64, month: u32, day: u32) -> i64 {
    let past = year - 1;
    let years = past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400);
    let months: u32 = (1..month).map(|m| days_in(year, m)).sum();
    years + i64::from(months) + i64::from(day) - 1
}

fn two(tens: u8, ones: u8) -> Option<u32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
}

/// Nanoseconds, whether .NET would round the fraction up to a whole second, and what follows.
fn fraction(bytes: &[u8]) -> Option<(u32, bool, &[u8])> {
    let Some((b'.', rest)) = bytes.split_first() else { return Some((0, false, bytes)) };
    let count = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if count == 0 {
        return None;
    }
    let (digits, rest) = rest.split_at_checked(count)?;
    let nanos = (0..9).fold(0_u32, |n, i| n * 10 + digits.get(i).map_or(0, |b| u32::from(b - b'0')));
    // .NET keeps seven digits and rounds by the eighth.
    let rounds_up = nanos / 100 == 9_999_999 && digits.get(7).is_some_and(|b| *b >= b'5');
    Some((nanos, rounds_up, rest))
}

/// The offset in minutes; the outer `None` means that the text is no zone.
#[expect(clippy::option_option, reason = "no zone and a wrong zone are different answers")]
fn zone(bytes: &[u8], dialect: Dialect) -> Option<Option<i32>> {
    match bytes {
        [] => Some(None),
        [b'Z'] => Some(Some(0)),
        [b'z'] if dialect == Dialect::DotNet => Some(Some(0)),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (two(*h1, *h2)?, two(*m1, *m2)?);
            if dialect == Dialect::W3c && (minutes > 59 || hours > 14 || (hours == 14 && minutes > 0)) {
                return None;
            }
            let total = i32::try_from(hours * 60 + minutes).ok()?;
            Some(Some(if *sign == b'-' { -total } else { total }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dialect_reads_its_own_edge_cases() {
        let table = [
            ("2020-01-01T00:00:00", true, true),
            ("2020-01-01T24:00:00", false, true),
            ("2020-01-01T24:00:01", false, false),
            ("2020-01-01T00:00:60", false, false),
            ("2020-01-01T00:00:00.123456789012", true, true),
            ("2020-01-01T00:00:00.", false, false),
            ("2020-01-01T00:00:00+14:01", true, false),
            ("2020-01-01T00:00:00+99:00", true, false),
            ("2020-01-01T00:00:00+0530", false, false),
            ("2020-01-01T00:00:00z", true, false),
            ("2020-01-01T00:00:00\u{a0}", true, false),
            ("2020-01-01 00:00:00", false, false),
            ("2020-01-01", false, false),
            ("0000-01-01T00:00:00", false, false),
            ("-2020-01-01T00:00:00", false, true),
            ("12020-01-01T00:00:00", false, true),
            ("2020-02-30T00:00:00", false, false),
            ("2019-02-29T00:00:00", false, false),
            ("2000-02-29T00:00:00", true, true),
            ("1900-02-29T00:00:00", false, false),
            ("9999-12-31T23:59:59.9999999", true, true),
            ("9999-12-31T23:59:59.99999999", false, true),
        ];
        for (text, net, w3c) in table {
            assert_eq!(parse_date_time(text, Dialect::DotNet).is_some(), net, "{text}");
            assert_eq!(parse_date_time(text, Dialect::W3c).is_some(), w3c, "{text}");
        }
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        assert_eq!(days_before(1, 1, 1), 0);
        assert_eq!(days_before(10_000, 1, 1), DAYS_TO_10000);
        assert_eq!(days_before(1970, 1, 1), 719_162);
        assert_eq!(days_before(0, 12, 31), -1);
    }

    #[test]
    fn moments_compare_in_time() {
        let read = |text: &str| parse_date_time(text, Dialect::W3c).unwrap();
        let order = |a: &str, b: &str, dialect| read(a).cmp_with(&read(b), dialect);
        let bound = "1900-01-01T00:00:00";
        assert_eq!(order("1900-01-01T00:00:00+05:00", bound, Dialect::DotNet), Some(Ordering::Less));
        assert_eq!(order("1899-12-31T23:00:00-05:00", bound, Dialect::DotNet), Some(Ordering::Greater));
        assert_eq!(order("1899-12-31T23:00:00-05:00", bound, Dialect::W3c), None);
        assert_eq!(order("1901-01-01T00:00:00Z", bound, Dialect::W3c), Some(Ordering::Greater));
    }
}
