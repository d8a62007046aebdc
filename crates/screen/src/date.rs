//! Dates as lists and reports give them: a day, a month, a year, a span of years, or "about".
//!
//! Publishers write dates in at least five ways; each has its own reading function here, and none guesses: what does
//! not fit is no date. Two dates meet in [`PartialDate::meet`], whose tolerances are those of the domain: day and
//! month swapped, one day off after a calendar conversion, the first of January standing for "year known".

use std::fmt;

/// A year with, where known, month and day. Month and day are 0 when not known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Point {
    year: u16,
    month: u8,
    day: u8,
}

/// A date of limited precision: from one point to another, possibly only approximately.
///
/// `Debug` and `Display` print it as ISO 8601 (`1971-05`, `1960/1962`, `~1965`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    first: Point,
    last: Point,
    about: bool,
}

/// How two dates of birth stand to each other, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meeting {
    /// The same day.
    SameDay,
    /// The same day with day and month swapped.
    Swapped,
    /// One day apart, as calendar conversion leaves it.
    NextDay,
    /// The same month, and one of the two says no day.
    SameMonth,
    /// The same year or an overlapping span, and one of the two says no more, or is a first of January.
    SameYear,
    /// Within two years of a date that is only approximate.
    Near,
    /// They cannot be the same date.
    Contradicts,
}

/// Years by which an approximate date may be off and still be near.
const ABOUT_YEARS: u16 = 2;

impl PartialDate {
    /// A day, a month (`day` 0) or a year (`month` and `day` 0). `None` when there is no such date between 1000 and
    /// 2999.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        if year < 1000 || year > 2999 || month > 12 || (month == 0 && day != 0) || day > days_in(year, month) {
            return None;
        }
        let point = Point { year, month, day };
        Some(Self { first: point, last: point, about: false })
    }

    /// From the first to the last of two dates; the order does not matter.
    pub fn span(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last), about: self.about || other.about }
    }

    /// The same date, said to be approximate.
    #[must_use]
    pub const fn about(mut self) -> Self {
        self.about = true;
        self
    }

    /// The date as bytes, for a saved state: two points of year, month and day, and whether it is approximate.
    pub(crate) fn to_bytes(self) -> [u8; 9] {
        let [[a, b], [c, d]] = [self.first.year, self.last.year].map(u16::to_le_bytes);
        [a, b, self.first.month, self.first.day, c, d, self.last.month, self.last.day, u8::from(self.about)]
    }

    /// Reads what [`Self::to_bytes`] wrote; `None` when there is no such date.
    pub(crate) fn from_bytes([a, b, month, day, c, d, last_month, last_day, about]: [u8; 9]) -> Option<Self> {
        let first = Self::new(u16::from_le_bytes([a, b]), month, day)?;
        let last = Self::new(u16::from_le_bytes([c, d]), last_month, last_day)?;
        (about < 2 && first.first <= last.first).then_some(Self {
            first: first.first,
            last: last.last,
            about: about == 1,
        })
    }

    /// First possible year.
    pub const fn first_year(self) -> u16 {
        self.first.year
    }

    /// Last possible year.
    pub const fn last_year(self) -> u16 {
        self.last.year
    }

    /// Whether it names one day and says so exactly.
    pub fn is_exact(self) -> bool {
        self.first == self.last && self.first.day != 0 && !self.about
    }

    /// Reads `1971`, `1971-05`, `1971-05-02`, with or without a time or a time zone after it.
    pub fn from_iso(text: &str) -> Option<Self> {
        let text = text.trim();
        let date = text.split_once(['T', ' ']).map_or(text, |(date, _)| date);
        // XML Schema lets a date end in its time zone: `2015-04-07-04:00`, `2015-04-07Z`.
        let date = match date.split_at_checked(10) {
            Some((day, "Z")) => day,
            Some((day, zone)) if zone.len() == 6 && zone.starts_with(['+', '-']) && zone.get(3..4) == Some(":") => day,
            _ => date,
        };
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next(), parts.next());
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        Self::new(number(year)?, small(month)?, small(day)?)
    }

    /// Reads `27/08/1955`, and `00/00/1955` or `dd/mm/1955` when day or month are not known (United Kingdom).
    pub fn from_day_first(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('/');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        let unknown = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
        let day = if unknown(day) { 0 } else { small(Some(day))? };
        let month = if unknown(month) { 0 } else { small(Some(month))? };
        Self::new(number(year)?, month, if month == 0 { 0 } else { day })
    }

    /// Reads `14 Jun 1975`, `Jun 1975`, `1975`, `circa 1965`, `1960 to 1962` (United States).
    pub fn from_words(text: &str) -> Option<Self> {
        let text = text.trim();
        for mark in ["circa ", "c. ", "ca. ", "approximately "] {
            if let Some(head) = text.get(..mark.len())
                && head.eq_ignore_ascii_case(mark)
            {
                return Self::from_words(text.get(mark.len()..)?).map(Self::about);
            }
        }
        if let Some((first, last)) = text.split_once(" to ").or_else(|| text.split_once(" - ")) {
            return Some(Self::from_words(first)?.span(Self::from_words(last)?));
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            [year] => Self::new(number(year)?, 0, 0),
            [month, year] => Self::new(number(year)?, month_of(month)?, 0),
            [day, month, year] => Self::new(number(year)?, month_of(month)?, small(Some(day))?),
            _ => None,
        }
    }

    /// How this date and another stand to each other.
    pub fn meet(self, other: Self) -> Meeting {
        if self.first == self.last && other.first == other.last {
            let best = self.first.meet(other.first);
            if best != Meeting::Contradicts {
                return best;
            }
        } else if self.first.year <= other.last.year && other.first.year <= self.last.year {
            return Meeting::SameYear;
        }
        let slack = if self.about || other.about { ABOUT_YEARS } else { 0 };
        let near = self.first.year <= other.last.year.saturating_add(slack)
            && other.first.year <= self.last.year.saturating_add(slack);
        if slack > 0 && near { Meeting::Near } else { Meeting::Contradicts }
    }
}

impl Point {
    fn meet(self, other: Self) -> Meeting {
        if self.year == other.year {
            if self == other {
                return if self.day != 0 {
                    Meeting::SameDay
                } else if self.month != 0 {
                    Meeting::SameMonth
                } else {
                    Meeting::SameYear
                };
            }
            if self.month == 0 || other.month == 0 {
                return Meeting::SameYear;
            }
            if self.month == other.month && (self.day == 0 || other.day == 0) {
                return Meeting::SameMonth;
            }
            if self.day != 0 && self.day == other.month && self.month == other.day {
                return Meeting::Swapped;
            }
        }
        if self.next() == Some(other) || other.next() == Some(self) {
            return Meeting::NextDay;
        }
        // The first of January is what registers write when only the year is known.
        if self.year == other.year && (self.is_new_year() || other.is_new_year()) {
            return Meeting::SameYear;
        }
        Meeting::Contradicts
    }

    const fn is_new_year(self) -> bool {
        self.month == 1 && self.day == 1
    }

    /// The day after, for a full date.
    fn next(self) -> Option<Self> {
        let Self { year, month, day } = self;
        if day == 0 {
            None
        } else if day < days_in(year, month) {
            Some(Self { day: day + 1, ..self })
        } else if month < 12 {
            Some(Self { year, month: month + 1, day: 1 })
        } else {
            Some(Self { year: year + 1, month: 1, day: 1 })
        }
    }
}

const fn days_in(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

fn number(text: &str) -> Option<u16> {
    if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) { None } else { text.parse().ok() }
}

/// One or two digits; nothing at all is 0, "not known".
fn small(text: Option<&str>) -> Option<u8> {
    let Some(text) = text else { return Some(0) };
    if text.is_empty() || text.len() > 2 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

fn month_of(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let head = word.get(..3)?;
    let at = MONTHS.iter().position(|month| *month == head)?;
    u8::try_from(at).ok().map(|at| at + 1)
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month != 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day != 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.about {
            f.write_str("~")?;
        }
        write!(f, "{}", self.first)?;
        if self.first == self.last { Ok(()) } else { write!(f, "/{}", self.last) }
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn iso(text: &str) -> PartialDate {
        PartialDate::from_iso(text).unwrap()
    }

    #[test]
    fn each_publishers_way_of_writing_is_read() {
        for (text, shown) in [("1971", "1971"), ("1971-05", "1971-05"), ("1971-05-02", "1971-05-02")] {
            assert_eq!(iso(text).to_string(), shown);
        }
        for text in ["2001-02-03T00:00:00", "2001-02-03-04:00", "2001-02-03Z"] {
            assert_eq!(iso(text).to_string(), "2001-02-03");
        }
        for (text, shown) in
            [("27/08/1955", "1955-08-27"), ("00/00/1950", "1950"), ("dd/mm/1950", "1950"), ("00/07/1950", "1950-07")]
        {
            assert_eq!(PartialDate::from_day_first(text).unwrap().to_string(), shown);
        }
        for (text, shown) in [
            ("14 Jun 1975", "1975-06-14"),
            ("Jun 1975", "1975-06"),
            ("September 1975", "1975-09"),
            ("1975", "1975"),
            ("circa 1965", "~1965"),
            ("Circa Jan 1965", "~1965-01"),
            ("1960 to 1962", "1960/1962"),
            ("01 Jan 1960 to 31 Dec 1962", "1960-01-01/1962-12-31"),
        ] {
            assert_eq!(PartialDate::from_words(text).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in ["", "71", "1971-13", "1971-02-30", "1971-5-02-1", "19710502", "0999", "abcd", "197é"] {
            assert_eq!(PartialDate::from_iso(text), None, "{text}");
        }
        for text in ["31/02/1950", "1950", "1/2/3/4", "99/01/1950", "01/01/50"] {
            assert_eq!(PartialDate::from_day_first(text), None, "{text}");
        }
        for text in ["Foo 1975", "32 Jan 1975", "1 2 3 4", "circa", "é é", "Ma 1970"] {
            assert_eq!(PartialDate::from_words(text), None, "{text}");
        }
    }

    #[test]
    fn two_dates_meet_as_the_domain_says() {
        let day = iso("1971-05-02");
        for (other, meeting) in [
            ("1971-05-02", Meeting::SameDay),
            ("1971-02-05", Meeting::Swapped),
            ("1971-05-03", Meeting::NextDay),
            ("1971-05", Meeting::SameMonth),
            ("1971", Meeting::SameYear),
            ("1971-01-01", Meeting::SameYear),
            ("1971-06-09", Meeting::Contradicts),
            ("1972-05-02", Meeting::Contradicts),
            ("1972", Meeting::Contradicts),
        ] {
            assert_eq!(day.meet(iso(other)), meeting, "{other}");
        }
        assert_eq!(iso("1999-12-31").meet(iso("2000-01-01")), Meeting::NextDay);
        let words = |text| PartialDate::from_words(text).unwrap();
        assert_eq!(words("1960 to 1972").meet(day), Meeting::SameYear);
        assert_eq!(words("1960 to 1970").meet(day), Meeting::Contradicts);
        assert_eq!(words("circa 1969").meet(day), Meeting::Near);
        assert_eq!(words("circa 1968").meet(day), Meeting::Contradicts);
        assert_eq!(words("circa 1971").meet(day), Meeting::SameYear);
    }

    proptest! {
        #[test]
        fn meeting_has_no_sides_and_a_date_meets_itself(y in 1900u16..2030, m in 0u8..13, d in 0u8..32, y2 in 1900u16..2030, m2 in 0u8..13, d2 in 0u8..32) {
            if let (Some(a), Some(b)) = (PartialDate::new(y, m, d), PartialDate::new(y2, m2, d2)) {
                prop_assert_eq!(a.meet(b), b.meet(a));
                prop_assert_ne!(a.meet(a), Meeting::Contradicts);
                prop_assert_eq!(PartialDate::from_iso(&a.to_string()), Some(a));
                prop_assert_eq!(a.span(b).meet(a).max(Meeting::SameYear), Meeting::SameYear);
            }
        }

        #[test]
        fn any_text_is_read_or_refused_quietly(text in ".{0,30}") {
            let _ = PartialDate::from_iso(&text);
            let _ = PartialDate::from_day_first(&text);
            let _ = PartialDate::from_words(&text);
        }
    }
}
