//! Times: a moment exactly, in the way the file writes it, never a guess of which number is the month.

use super::amount::shown;
use crate::failure::CellFault;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

#[derive(Clone, Debug)]
enum Way {
    Iso,
    UnixSeconds,
    UnixMillis,
    Pattern(String),
}

/// How the times of a file are read.
#[derive(Clone, Debug)]
pub struct Moments {
    way: Way,
    zone: TimeZone,
}

impl Default for Moments {
    fn default() -> Self {
        Self { way: Way::Iso, zone: TimeZone::UTC }
    }
}

impl Moments {
    /// `way` is `unix-seconds`, `unix-millis` or a pattern of `strftime`; ISO 8601 if absent. `zone` is that of times
    /// that name none.
    pub fn new(way: Option<&str>, zone: TimeZone) -> Self {
        let way = match way {
            None => Way::Iso,
            Some("unix-seconds") => Way::UnixSeconds,
            Some("unix-millis") => Way::UnixMillis,
            Some(pattern) => Way::Pattern(pattern.to_owned()),
        };
        Self { way, zone }
    }

    /// Whether times are written as ISO 8601 does.
    pub const fn is_iso(&self) -> bool {
        matches!(self.way, Way::Iso)
    }

    /// The zone of times that name none.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Reads a time. A day without an hour is its first moment. Years are 1900 to 2100.
    ///
    /// # Errors
    ///
    /// [`CellFault::Time`]; also for a local time that a change of clocks leaves out or has twice.
    pub fn read(&self, text: &str) -> Result<Timestamp, CellFault> {
        let bad = || CellFault::Time(shown(text));
        // Longer than any time is written.
        let moment = if text.len() > 64 { None } else { self.moment(text) }.ok_or_else(bad)?;
        let year = moment.to_zoned(TimeZone::UTC).year();
        if (1900..=2100).contains(&year) { Ok(moment) } else { Err(bad()) }
    }

    fn moment(&self, text: &str) -> Option<Timestamp> {
        match &self.way {
            Way::UnixSeconds => Timestamp::from_second(text.parse().ok()?).ok(),
            Way::UnixMillis => Timestamp::from_millisecond(text.parse().ok()?).ok(),
            Way::Pattern(pattern) => {
                let parsed = strtime::parse(pattern, text).ok()?;
                if let Ok(moment) = parsed.to_timestamp() {
                    return Some(moment);
                }
                match parsed.to_datetime() {
                    Ok(local) if parsed.hour().is_some() => self.local(local),
                    _ => self.day(parsed.to_date().ok()?),
                }
            }
            Way::Iso => {
                // The basic form without signs cannot be told from a number.
                if text.bytes().all(|byte| byte.is_ascii_digit()) {
                    return None;
                }
                if let Ok(moment) = text.parse::<Timestamp>() {
                    return Some(moment);
                }
                // A day alone has ten characters. Whatever is longer has an hour, and that must be one that there is.
                if text.len() == 10 { self.day(text.parse().ok()?) } else { self.local(text.parse().ok()?) }
            }
        }
    }

    /// The first moment of a day.
    fn day(&self, day: Date) -> Option<Timestamp> {
        Some(day.to_zoned(self.zone.clone()).ok()?.timestamp())
    }

    fn local(&self, local: DateTime) -> Option<Timestamp> {
        Some(self.zone.to_ambiguous_zoned(local).unambiguous().ok()?.timestamp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_moments_or_refused() {
        let iso = Moments::default();
        let madrid = Moments::new(None, TimeZone::get("Europe/Madrid").unwrap());
        let pattern = Moments::new(Some("%d.%m.%Y %H:%M"), TimeZone::UTC);
        let day = Moments::new(Some("%d/%m/%Y"), TimeZone::UTC);
        let unix = Moments::new(Some("unix-seconds"), TimeZone::UTC);
        for (moments, text, wanted) in [
            (&iso, "2026-01-31T14:05:00Z", Some("2026-01-31T14:05:00Z")),
            (&iso, "2026-01-31T14:05:00+05:45", Some("2026-01-31T08:20:00Z")),
            (&iso, "2026-01-31 14:05", Some("2026-01-31T14:05:00Z")),
            (&iso, "2026-01-31", Some("2026-01-31T00:00:00Z")),
            (&madrid, "2026-07-01 12:00", Some("2026-07-01T10:00:00Z")),
            (&madrid, "2026-10-25 02:30", None),
            (&madrid, "2026-03-29 02:30", None),
            (&pattern, "31.01.2026 14:05", Some("2026-01-31T14:05:00Z")),
            (&pattern, "2026-01-31", None),
            (&day, "31/01/2026", Some("2026-01-31T00:00:00Z")),
            (&unix, "1769868300", Some("2026-01-31T14:05:00Z")),
            (&unix, "1769868300.5", None),
            (&iso, "1769868300", None),
            (&iso, "20260131", None),
            (&iso, "31/01/2026", None),
            (&iso, "2026-02-30", None),
            (&iso, "2026-13-01", None),
            (&iso, "1582-10-10", None),
            (&iso, "9999-01-01", None),
            (&iso, "", None),
        ] {
            let read = moments.read(text).ok().map(|moment| moment.to_string());
            assert_eq!(read.as_deref(), wanted, "{text}");
        }
    }
}
