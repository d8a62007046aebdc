//! Days and seconds as goAML writes them, without a time zone.
//!
//! Zedland keeps one time all year. Everything here is whole numbers: seconds or days since 1970-01-01T00:00:00 of
//! that time. Conversion follows the usual count of days by eras of 400 years.

/// Seconds in a day.
pub const DAY_SECONDS: i64 = 86_400;

/// A calendar day: year, month from 1, day from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year of the proleptic Gregorian calendar.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

/// The calendar day that is `days` after 1970-01-01.
pub fn date_of(days: i64) -> Date {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    Date { year: year_of_era + era * 400 + i64::from(month <= 2), month: month as u8, day: day as u8 }
}

/// Days from 1970-01-01 to a calendar day.
pub fn days_of(date: Date) -> i64 {
    let (month, day) = (i64::from(date.month), i64::from(date.day));
    let year = date.year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
}

/// The day of the week of a day number: 0 is Monday.
pub fn weekday_of(days: i64) -> u8 {
    (days + 3).rem_euclid(7) as u8
}

/// Writes `value` in decimal, at least `width` digits with leading zeros.
pub fn push_digits(out: &mut Vec<u8>, value: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut rest = value;
    let mut used = 0;
    for digit in digits.iter_mut().rev() {
        if rest == 0 && used >= width {
            break;
        }
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
        used += 1;
    }
    out.extend_from_slice(digits.get(20 - used..).unwrap_or(&[]));
}

/// Writes a moment as `2025-03-09T14:05:00`.
pub fn push_moment(out: &mut Vec<u8>, seconds: i64) {
    let date = date_of(seconds.div_euclid(DAY_SECONDS));
    let of_day = seconds.rem_euclid(DAY_SECONDS) as u32;
    let two = |n: u32| [b'0' + (n / 10 % 10) as u8, b'0' + (n % 10) as u8];
    let (year, month, day) = (date.year as u32, u32::from(date.month), u32::from(date.day));
    let [y1, y2] = two(year / 100);
    let [y3, y4] = two(year);
    let [m1, m2] = two(month);
    let [d1, d2] = two(day);
    let [h1, h2] = two(of_day / 3600);
    let [n1, n2] = two(of_day / 60 % 60);
    let [s1, s2] = two(of_day % 60);
    out.extend_from_slice(&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2]);
}

/// A moment as text, for lists and messages.
pub fn moment(seconds: i64) -> String {
    let mut out = Vec::with_capacity(19);
    push_moment(&mut out, seconds);
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree_over_four_centuries() {
        let start = days_of(Date { year: 1753, month: 1, day: 1 });
        let end = days_of(Date { year: 2153, month: 1, day: 1 });
        assert_eq!(end - start, 146_097);
        let mut last = date_of(start - 1);
        for days in start..end {
            let date = date_of(days);
            assert!(date > last);
            assert_eq!(days_of(date), days);
            last = date;
        }
    }

    #[test]
    fn a_moment_is_written_as_goaml_wants_it() {
        assert_eq!(moment(0), "1970-01-01T00:00:00");
        assert_eq!(moment(1_709_251_199), "2024-02-29T23:59:59");
        assert_eq!(weekday_of(0), 3, "1970-01-01 was a Thursday");
    }

    #[test]
    fn digits_keep_their_leading_zeros() {
        let mut out = Vec::new();
        push_digits(&mut out, 42, 5);
        push_digits(&mut out, 0, 1);
        push_digits(&mut out, u64::MAX, 1);
        assert_eq!(out, b"00042018446744073709551615");
    }
}
