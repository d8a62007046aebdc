//! Dates as reports write them.

use std::cmp::Ordering;

/// A civil date with an optional time of day, as filed: an offset such as `+02:00` is read and set aside, because a
/// report speaks of the day in the reporter's own calendar.
///
/// Two values compare by their day alone when either has no time of day or says midnight, which is how reports write
/// a date they know only to the day. So `date(it.date_transaction) <= today()` holds for a transaction of this
/// afternoon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    days: i32,
    nanoseconds: u64,
}

impl Day {
    /// A day without a time.
    pub fn from_civil(date: jiff::civil::Date) -> Self {
        Self {
            days: days_from_civil(i32::from(date.year()), i32::from(date.month()), i32::from(date.day())),
            nanoseconds: 0,
        }
    }

    /// Reads `2026-03-01` or `2026-03-01T14:05:00`, with an optional fraction of up to nine digits and an optional
    /// `Z` or offset. White space around it is ignored; anything else, and any day that the calendar does not have, is
    /// `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches([' ', '\t', '\r', '\n']).as_bytes();
        let (date, rest) = text.split_at_checked(10)?;
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else { return None };
        let (year, month, day) = (two(*y1, *y2)? * 100 + two(*y3, *y4)?, two(*m1, *m2)?, two(*d1, *d2)?);
        if year == 0 || !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        let days = days_from_civil(year, month, day);
        let nanoseconds = match rest {
            [] => 0,
            [b'T', time @ ..] => time_of_day(time)?,
            offset => is_offset(offset).then_some(0)?,
        };
        Some(Self { days, nanoseconds })
    }

    /// Order as rules see it: see the type.
    pub fn compare(self, other: Self) -> Ordering {
        let by_day = self.days.cmp(&other.days);
        if self.nanoseconds == 0 || other.nanoseconds == 0 {
            return by_day;
        }
        by_day.then(self.nanoseconds.cmp(&other.nanoseconds))
    }

    /// Calendar days from `self` to `other`; negative when `other` is earlier.
    pub fn days_until(self, other: Self) -> i64 {
        i64::from(other.days) - i64::from(self.days)
    }

    /// Complete years from `self` to `other`, as an age is counted: one born on 29 February completes a year on
    /// 1 March of a year without that day. Negative when `other` is earlier.
    pub fn years_until(self, other: Self) -> i64 {
        if other.days < self.days {
            return -other.years_until(self);
        }
        let ((year, month, day), (later_year, later_month, later_day)) =
            (civil_from_days(self.days), civil_from_days(other.days));
        let complete = i64::from(later_year) - i64::from(year);
        if (later_month, later_day) < (month, day) { complete - 1 } else { complete }
    }
}

fn two(tens: u8, ones: u8) -> Option<i32> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
}

fn time_of_day(text: &[u8]) -> Option<u64> {
    let (clock, mut rest) = text.split_at_checked(8)?;
    let [h1, h2, b':', m1, m2, b':', s1, s2] = clock else { return None };
    let (hours, minutes, seconds) = (two(*h1, *h2)?, two(*m1, *m2)?, two(*s1, *s2)?);
    if hours > 23 || minutes > 59 || seconds > 59 {
        return None;
    }
    let mut nanoseconds = u64::try_from((hours * 60 + minutes) * 60 + seconds).ok()? * 1_000_000_000;
    if let [b'.', fraction @ ..] = rest {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || digits > 9 {
            return None;
        }
        let (digits, after) = fraction.split_at_checked(digits)?;
        let mut unit = 100_000_000;
        for digit in digits {
            nanoseconds += u64::from(digit - b'0') * unit;
            unit /= 10;
        }
        rest = after;
    }
    is_offset(rest).then_some(nanoseconds)
}

fn is_offset(text: &[u8]) -> bool {
    match text {
        [] | [b'Z'] => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => {
            two(*h1, *h2).is_some_and(|hours| hours <= 14) && two(*m1, *m2).is_some_and(|minutes| minutes <= 59)
        }
        _ => false,
    }
}

fn days_in_month(year: i32, month: i32) -> i32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin with March so that the leap day is
/// the last of its year.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i32) -> (i32, i32, i32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i32::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn what_is_a_date() {
        for good in ["2024-02-29", " 2026-03-01T00:00:00 ", "2026-03-01T23:59:59.123456789+05:30", "2026-03-01Z"] {
            assert!(Day::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "2023-02-29",
            "2026-13-01",
            "2026-00-10",
            "2019-09-02 00:00:00",
            "2026-03-01T24:00:00",
            "2026-3-1",
            "0000-01-01",
            "2026-03-01T10:00",
            "2026-03-01T10:00:00.",
            "2026-03-01T10:00:00+15:00",
            "01/02/2026",
            "二〇二六-03",
        ] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_day_without_a_time_compares_by_the_day() {
        assert_eq!(day("2026-03-01T14:00:00").compare(day("2026-03-01")), Ordering::Equal);
        assert_eq!(day("2026-03-01T14:00:00").compare(day("2026-03-01T09:00:00")), Ordering::Greater);
        assert_eq!(day("2026-02-28T23:00:00").compare(day("2026-03-01")), Ordering::Less);
    }

    #[test]
    fn an_age_is_counted_in_complete_years() {
        let table = [
            ("2000-05-10", "2026-05-09", 25),
            ("2000-05-10", "2026-05-10", 26),
            ("2004-02-29", "2026-02-28", 21),
            ("2004-02-29", "2026-03-01", 22),
            ("2026-05-10", "2000-05-11", -25),
        ];
        for (from, to, years) in table {
            assert_eq!(day(from).years_until(day(to)), years, "{from} {to}");
        }
        assert_eq!(day("2024-02-28").days_until(day("2024-03-01")), 2);
    }

    proptest! {
        #[test]
        fn days_agree_with_a_calendar_library(days in -700_000_i32..2_900_000) {
            let civil: Date = date(1970, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
            prop_assert_eq!(Day::from_civil(civil).days, days);
            prop_assert_eq!(
                civil_from_days(days),
                (i32::from(civil.year()), i32::from(civil.month()), i32::from(civil.day()))
            );
            if civil.year() > 0 {
                prop_assert_eq!(Day::parse(&civil.to_string()).unwrap().days, days);
            }
        }
    }
}
