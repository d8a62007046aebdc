//! Days of birth as people really have them: a year, a month of a year, a day, or about.
//!
//! A [`PartialDate`] is proleptic Gregorian. Days of other calendars are converted first ([`from_hijri`],
//! [`from_persian`], [`from_ethiopian`]); what arrives unconverted (a year below 1500 cannot be the birth of anybody
//! who banks) is still recognised by [`compare`], with the slack that observational calendars need.

use std::fmt;

/// A date of birth with the precision it was stated in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: u16,
    month: u8,
    day: u8,
    approximate: bool,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a date is written YYYY, YYYY-MM or YYYY-MM-DD, with ~ before it when it is approximate; no such day otherwise"
)]
pub struct DateError;

/// How two dates of birth meet, from the strongest agreement to none. The order is that of the weights table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateLevel {
    /// The same day.
    Exact,
    /// The same day once one side is read in another calendar, give or take a day.
    OtherCalendar,
    /// Day and month exchanged.
    Swapped,
    /// One day apart: a calendar was converted, or midnight fell between.
    OneDayApart,
    /// One digit differs.
    OneDigit,
    /// The same month of the same year; one side does not know the day.
    SameMonth,
    /// The same year; one side knows no more, or states 1 January, which many registers put for "unknown".
    SameYear,
    /// The same year, and otherwise in disagreement.
    YearOnly,
    /// Years at most one apart (two when one side is approximate), no better.
    NearYear,
    /// Nothing of this.
    Different,
}

impl PartialDate {
    /// A date from its parts; month 0 and day 0 mean not known. No day without a month.
    ///
    /// # Errors
    /// [`DateError`] when there is no such day.
    pub const fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        if year == 0 || year > 9999 || month > 12 || (month == 0 && day != 0) || day > days_in(year, month) {
            return Err(DateError);
        }
        Ok(Self { year, month, day, approximate: false })
    }

    /// The same date, known to be approximate.
    #[must_use]
    pub const fn about(mut self) -> Self {
        self.approximate = true;
        self
    }

    /// Reads `1980`, `1980-05`, `1980-05-17`, with `T…` or a blank and a time after it (ignored), `~` or `c.` before
    /// it.
    ///
    /// # Errors
    /// [`DateError`] for everything else: which of two numbers is the month is for the sender's profile to know.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        if let [a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() {
            let digits = [a, b, c, d, e, f, g, h];
            if digits.iter().all(|byte| byte.is_ascii_digit()) {
                let number = |digits: &[&u8]| digits.iter().fold(0, |sum, digit| sum * 10 + u16::from(**digit - b'0'));
                return Self::new(number(&[a, b, c, d]), number(&[e, f]) as u8, number(&[g, h]) as u8);
            }
        }
        let text = text.trim();
        let (text, about) = ["~", "c.", "ca.", "circa"]
            .iter()
            .find_map(|sign| text.strip_prefix(sign))
            .map_or((text, false), |rest| (rest.trim_start(), true));
        let day = text.split(['T', ' ']).next().unwrap_or_default();
        let mut parts = day.split('-');
        let year = parts.next().and_then(|part| digits(part, 4)).ok_or(DateError)?;
        let month = parts.next().map(|part| digits(part, 2).ok_or(DateError)).transpose()?;
        let day = parts.next().map(|part| digits(part, 2).ok_or(DateError)).transpose()?;
        if parts.next().is_some() {
            return Err(DateError);
        }
        let small = |part: Option<u16>| part.map_or(Ok(0), |part| u8::try_from(part).map_err(|_| DateError));
        let date = Self::new(year, small(month)?, small(day)?)?;
        Ok(if about { date.about() } else { date })
    }

    /// Year, 1 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// Month, 1 to 12, when known.
    pub const fn month(self) -> Option<u8> {
        if self.month == 0 { None } else { Some(self.month) }
    }

    /// Day of the month, when known.
    pub const fn day(self) -> Option<u8> {
        if self.day == 0 { None } else { Some(self.day) }
    }

    /// Whether it was stated as approximate.
    pub const fn is_about(self) -> bool {
        self.approximate
    }

    /// The whole date in 32 bits, never 0; dates order as their numbers do, except that approximate ones come later.
    pub const fn pack(self) -> u32 {
        (self.approximate as u32) << 31 | (self.year as u32) << 9 | (self.month as u32) << 5 | self.day as u32
    }

    /// What [`PartialDate::pack`] packed; `None` when the number is no date.
    pub fn unpack(packed: u32) -> Option<Self> {
        let year = u16::try_from((packed >> 9) & 0x3F_FFFF).ok()?;
        let date = Self::new(year, ((packed >> 5) & 15) as u8, (packed & 31) as u8).ok()?;
        Some(if packed >> 31 == 1 { date.about() } else { date })
    }

    /// Days since the start of the Julian period; `None` when the day is not known.
    fn julian_day(self) -> Option<i64> {
        let (month, day) = (i64::from(self.month()?), i64::from(self.day()?));
        let back = (14 - month) / 12;
        let (y, m) = (i64::from(self.year) + 4800 - back, month + 12 * back - 3);
        Some(day + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32_045)
    }

    fn digits(self) -> [u8; 8] {
        let (y, m, d) = (self.year, self.month, self.day);
        let low = |n: u16| (n % 10) as u8;
        [low(y / 1000), low(y / 100), low(y / 10), low(y), m / 10, m % 10, d / 10, d % 10]
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let about = if self.approximate { "~" } else { "" };
        write!(f, "{about}{:04}", self.year)?;
        if self.month != 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day != 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PartialDate(…)")
    }
}

fn digits(part: &str, length: usize) -> Option<u16> {
    let plain = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    if plain { part.parse().ok() } else { None }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        0 => 0,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// How two dates of birth meet. Symmetric.
pub fn compare(a: PartialDate, b: PartialDate) -> DateLevel {
    if a.year == b.year && a.month == b.month && a.day == b.day {
        return if a.day != 0 && !a.approximate && !b.approximate { DateLevel::Exact } else { partial_agreement(a) };
    }
    if (a.year < 1500) != (b.year < 1500) {
        return other_calendar(a, b);
    }
    let whole = a.day != 0 && b.day != 0;
    let turn = |date: PartialDate| (date.month, date.day) == (12, 31) || new_year(date);
    // Two days that share neither year nor day of the year are at best the two days about one new year.
    if whole && (a.year == b.year || (a.month, a.day) == (b.month, b.day) || (turn(a) && turn(b))) {
        if a.year == b.year && a.month == b.day && a.day == b.month {
            return DateLevel::Swapped;
        }
        if apart(a, b) == Some(1) {
            return DateLevel::OneDayApart;
        }
        if a.digits().iter().zip(b.digits()).filter(|(x, y)| **x != *y).count() == 1 {
            return DateLevel::OneDigit;
        }
    }
    if a.year == b.year {
        return match () {
            () if !whole && (a.month == b.month) => DateLevel::SameMonth,
            () if a.month == 0 || b.month == 0 || new_year(a) || new_year(b) => DateLevel::SameYear,
            () => DateLevel::YearOnly,
        };
    }
    let slack = if a.approximate || b.approximate { 2 } else { 1 };
    if a.year.abs_diff(b.year) <= slack { DateLevel::NearYear } else { DateLevel::Different }
}

/// Two dates that say the same without saying a certain day.
const fn partial_agreement(a: PartialDate) -> DateLevel {
    if a.month == 0 { DateLevel::SameYear } else { DateLevel::SameMonth }
}

const fn new_year(date: PartialDate) -> bool {
    date.month == 1 && date.day == 1
}

fn apart(a: PartialDate, b: PartialDate) -> Option<u64> {
    Some(a.julian_day()?.abs_diff(b.julian_day()?))
}

fn other_calendar(a: PartialDate, b: PartialDate) -> DateLevel {
    let (old, new) = if a.year < 1500 { (a, b) } else { (b, a) };
    let (month, day) = (old.month.max(1), old.day.max(1));
    for read in [from_hijri(old.year, month, day), from_persian(old.year, month, day)].into_iter().flatten() {
        if old.day != 0 && apart(read, new).is_some_and(|days| days <= 1) {
            return DateLevel::OtherCalendar;
        }
        if old.day == 0 && read.year.abs_diff(new.year) <= 1 {
            return DateLevel::NearYear;
        }
    }
    DateLevel::Different
}

fn from_julian_day(number: i64) -> Option<PartialDate> {
    let a = number + 32_044;
    let b = (4 * a + 3) / 146_097;
    let c = a - 146_097 * b / 4;
    let d = (4 * c + 3) / 1461;
    let e = c - 1461 * d / 4;
    let m = (5 * e + 2) / 153;
    let day = u8::try_from(e - (153 * m + 2) / 5 + 1).ok()?;
    let month = u8::try_from(m + 3 - 12 * (m / 10)).ok()?;
    let year = u16::try_from(100 * b + d - 4800 + m / 10).ok()?;
    PartialDate::new(year, month, day).ok()
}

/// A day of the Islamic calendar, by the tabular rule (civil epoch, years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of
/// thirty are leap). Observation may differ by a day either way. `None` when there is no such day.
pub fn from_hijri(year: u16, month: u8, day: u8) -> Option<PartialDate> {
    if year == 0 || !(1..=12).contains(&month) || !(1..=30).contains(&day) {
        return None;
    }
    let (y, m, d) = (i64::from(year), i64::from(month), i64::from(day));
    from_julian_day(d + (59 * (m - 1) + 1) / 2 + (y - 1) * 354 + (3 + 11 * y) / 30 + 1_948_439)
}

/// A day of the Solar Hijri calendar (Iran, Afghanistan), by the 33-year rule, right for the years 1178 to 1633.
pub fn from_persian(year: u16, month: u8, day: u8) -> Option<PartialDate> {
    let long = if month <= 6 { 31 } else { 30 };
    if year == 0 || !(1..=12).contains(&month) || day == 0 || day > long {
        return None;
    }
    let (y, m, d) = (i64::from(year), i64::from(month), i64::from(day));
    let before = if m <= 7 { 31 * (m - 1) } else { 30 * (m - 1) + 6 };
    from_julian_day(365 * y + (8 * y + 21) / 33 + before + d + 1_947_954)
}

/// A day of the Ethiopian calendar. `None` when there is no such day.
pub fn from_ethiopian(year: u16, month: u8, day: u8) -> Option<PartialDate> {
    let long = match month {
        1..=12 => 30,
        13 if year % 4 == 3 => 6,
        13 => 5,
        _ => return None,
    };
    if year == 0 || day == 0 || day > long {
        return None;
    }
    let (y, m, d) = (i64::from(year), i64::from(month), i64::from(day));
    from_julian_day(1_724_221 + 365 * (y - 1) + y / 4 + 30 * (m - 1) + d - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::parse(text).unwrap()
    }

    #[test]
    fn what_is_written_is_read_back_and_nonsense_is_refused() {
        for text in ["1980", "1980-05", "1980-05-17", "~1980", "~1980-05", "2000-02-29"] {
            assert_eq!(date(text).to_string(), text);
            assert_eq!(PartialDate::unpack(date(text).pack()), Some(date(text)), "{text}");
        }
        assert_eq!(date("c. 1951").to_string(), "~1951");
        assert_eq!(date("1980-05-17T00:00:00Z"), date("1980-05-17"));
        for wrong in
            ["", "80", "1980-13", "1980-00-01", "1981-02-29", "17.05.1980", "1980-5-17", "1980-05-17-1", "0000", "١٩٨٠"]
        {
            assert_eq!(PartialDate::parse(wrong), Err(DateError), "{wrong}");
        }
    }

    #[test]
    fn levels_of_agreement() {
        use DateLevel as L;
        for (a, b, level) in [
            ("1980-05-17", "1980-05-17", L::Exact),
            ("1980-05-07", "1980-07-05", L::Swapped),
            ("1980-05-17", "1980-05-18", L::OneDayApart),
            ("1979-12-31", "1980-01-01", L::OneDayApart),
            ("1980-05-17", "1980-05-27", L::OneDigit),
            ("1980-05-17", "1930-05-17", L::OneDigit),
            ("1980-05", "1980-05-17", L::SameMonth),
            ("1980-05", "1980-05", L::SameMonth),
            ("1980", "1980-05-17", L::SameYear),
            ("1980", "1980", L::SameYear),
            ("1980-01-01", "1980-05-17", L::SameYear),
            ("1980-06-21", "1980-05-17", L::YearOnly),
            ("1980-05", "1980-06", L::YearOnly),
            ("1981-06-21", "1980-05-17", L::NearYear),
            ("~1982", "1980-05-17", L::NearYear),
            ("1982", "1980-05-17", L::Different),
            ("1350-02-27", "1971-05-17", L::OtherCalendar),
            ("1391-03-22", "1971-05-17", L::OtherCalendar),
            ("1350", "1971-05-17", L::NearYear),
            ("1350-02-27", "1990-05-17", L::Different),
        ] {
            assert_eq!(compare(date(a), date(b)), level, "{a} {b}");
            assert_eq!(compare(date(b), date(a)), level, "{b} {a}");
        }
    }

    #[test]
    fn known_days_of_other_calendars() {
        assert_eq!(from_persian(1400, 1, 1), Some(date("2021-03-21")));
        assert_eq!(from_persian(1357, 11, 22), Some(date("1979-02-11")));
        assert_eq!(from_hijri(1445, 1, 1), Some(date("2023-07-19")));
        assert_eq!(from_ethiopian(2000, 1, 1), Some(date("2007-09-12")));
        for none in
            [from_persian(1400, 7, 31), from_hijri(1445, 13, 1), from_ethiopian(2000, 13, 6), from_hijri(0, 1, 1)]
        {
            assert_eq!(none, None);
        }
    }

    #[test]
    fn julian_days_go_there_and_back_for_four_centuries() {
        let first = date("1700-01-01").julian_day().unwrap();
        for day in first..first + 146_097 {
            assert_eq!(from_julian_day(day).unwrap().julian_day(), Some(day));
        }
    }
}
