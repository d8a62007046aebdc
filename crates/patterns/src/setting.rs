//! Parameters: typed, with units and bounds, read from the text of a profile.

use std::fmt;

/// Why a parameter was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// PT01: the pattern has no such parameter.
    #[error("{pattern} has no parameter {name}; it has {known}")]
    Unknown {
        /// Code of the pattern.
        pattern: &'static str,
        /// What was written.
        name: String,
        /// What could be written.
        known: String,
    },
    /// PT02: the value cannot be read or is out of bounds.
    #[error("{pattern}: {name} cannot be {value:?}; write {expected}")]
    Value {
        /// Code of the pattern.
        pattern: &'static str,
        /// Which parameter.
        name: &'static str,
        /// What was written.
        value: String,
        /// What could be written.
        expected: &'static str,
    },
}

impl ParameterError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "PT01",
            Self::Value { .. } => "PT02",
        }
    }
}

/// A sort of value that a parameter can have.
pub trait Setting: Sized {
    /// What may be written, for messages.
    const EXPECTED: &'static str;
    /// Reads a text; `None` when it is not of this sort or out of bounds.
    fn read(text: &str) -> Option<Self>;
    /// The text that reads back as this.
    fn text(&self) -> String;
}

/// A length of time in whole seconds, from 0 to 100 years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub i64);

const DAY: i64 = 86_400;

impl Span {
    /// So many minutes.
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes * 60)
    }

    /// So many hours.
    pub const fn hours(hours: i64) -> Self {
        Self(hours * 3_600)
    }

    /// So many days of 24 hours.
    pub const fn days(days: i64) -> Self {
        Self(days * DAY)
    }
}

impl Setting for Span {
    const EXPECTED: &'static str = "a whole number with s, m, h or d, such as 30d, at most 36525d";

    fn read(text: &str) -> Option<Self> {
        let unit = text.chars().next_back()?;
        let scale = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => DAY,
            _ => return None,
        };
        let seconds = digits(text.strip_suffix(unit)?)?.checked_mul(scale)?;
        (seconds <= 36_525 * DAY).then_some(Self(seconds))
    }

    fn text(&self) -> String {
        for (scale, unit) in [(DAY, 'd'), (3_600, 'h'), (60, 'm')] {
            if self.0 % scale == 0 {
                return format!("{}{unit}", self.0 / scale);
            }
        }
        format!("{}s", self.0)
    }
}

/// A part of a whole in ten-thousandths, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(pub u32);

impl Share {
    /// What is left of the whole.
    #[must_use]
    pub const fn rest(self) -> Self {
        Self(10_000u32.saturating_sub(self.0))
    }

    /// Whether `part` is at least this share of `whole`. Exact.
    #[inline]
    pub const fn reached(self, part: i128, whole: i128) -> bool {
        part.saturating_mul(10_000) >= whole.saturating_mul(self.0 as i128)
    }

    /// Whether `later` is what is left of `earlier` after at most this share was lost: in `[(1−ε)·a, a]`. Exact.
    #[inline]
    pub const fn couples(self, earlier: i64, later: i64) -> bool {
        later <= earlier && self.rest().reached(later as i128, earlier as i128)
    }
}

impl Setting for Share {
    const EXPECTED: &'static str = "a part from 0 to 1 with at most four decimals, such as 0.15";

    fn read(text: &str) -> Option<Self> {
        ten_thousandths(text).filter(|share| *share <= 10_000).and_then(|share| u32::try_from(share).ok()).map(Self)
    }

    fn text(&self) -> String {
        decimal(i64::from(self.0))
    }
}

/// A multiple in ten-thousandths, from 0 to 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Factor(pub i64);

impl Factor {
    /// A whole multiple.
    pub const fn whole(times: i64) -> Self {
        Self(times * 10_000)
    }

    /// As a floating number, for statistics (never for money).
    pub fn float(self) -> f64 {
        self.0 as f64 / 10_000.0
    }
}

impl Setting for Factor {
    const EXPECTED: &'static str = "a number from 0 to 10000 with at most four decimals, such as 2.5";

    fn read(text: &str) -> Option<Self> {
        ten_thousandths(text).filter(|factor| *factor <= 100_000_000).map(Self)
    }

    fn text(&self) -> String {
        decimal(self.0)
    }
}

/// How many, from 1 to a million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(pub u32);

impl Count {
    /// As a size.
    pub const fn size(self) -> usize {
        self.0 as usize
    }
}

impl Setting for Count {
    const EXPECTED: &'static str = "a whole number from 1 to 1000000";

    fn read(text: &str) -> Option<Self> {
        digits(text)
            .filter(|count| (1..=1_000_000).contains(count))
            .and_then(|count| u32::try_from(count).ok())
            .map(Self)
    }

    fn text(&self) -> String {
        self.0.to_string()
    }
}

/// An amount in minor units of the reference currency, not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub i64);

impl Setting for Amount {
    const EXPECTED: &'static str = "a whole number of minor units of the reference currency, such as 1000000";

    fn read(text: &str) -> Option<Self> {
        digits(text).map(Self)
    }

    fn text(&self) -> String {
        self.0.to_string()
    }
}

/// Yes or no.
impl Setting for bool {
    const EXPECTED: &'static str = "yes or no";

    fn read(text: &str) -> Option<Self> {
        match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    fn text(&self) -> String {
        if *self { "yes" } else { "no" }.to_owned()
    }
}

fn digits(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn ten_thousandths(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.len() > 4 {
        return None;
    }
    let padded = format!("{fraction:0<4}");
    digits(fraction)?;
    digits(whole)?.checked_mul(10_000)?.checked_add(digits(&padded)?)
}

fn decimal(ten_thousandths: i64) -> String {
    let text = format!("{}.{:04}", ten_thousandths / 10_000, ten_thousandths % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// One parameter as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, as a profile writes it.
    pub name: &'static str,
    /// Its value, as a profile would write it.
    pub value: String,
    /// What may be written.
    pub expected: &'static str,
    /// What it means, in English.
    pub meaning: &'static str,
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.name, self.value)
    }
}

/// All parameters of one pattern.
pub trait Settings: Default + Clone {
    /// Every parameter in order.
    fn list(&self) -> Vec<Parameter>;
    /// Sets one parameter from text.
    ///
    /// # Errors
    /// When there is no such parameter or the value is out of its bounds; nothing is changed then.
    fn set(&mut self, pattern: &'static str, name: &str, value: &str) -> Result<(), ParameterError>;
}

/// Declares `Parameters` of a pattern: name, sort, default and meaning in one line each.
macro_rules! parameters {
    ($($name:ident: $kind:ty = $default:expr, $meaning:literal;)*) => {
        /// What can be set, with its default.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Parameters {
            $(#[doc = concat!(" How it is used: ", $meaning, ".")] pub $name: $kind,)*
        }

        impl Default for Parameters {
            fn default() -> Self {
                Self { $($name: $default,)* }
            }
        }

        impl $crate::setting::Settings for Parameters {
            fn list(&self) -> Vec<$crate::setting::Parameter> {
                vec![$($crate::setting::Parameter {
                    name: stringify!($name),
                    value: $crate::setting::Setting::text(&self.$name),
                    expected: <$kind as $crate::setting::Setting>::EXPECTED,
                    meaning: $meaning,
                },)*]
            }

            fn set(
                &mut self, pattern: &'static str, name: &str, value: &str,
            ) -> Result<(), $crate::setting::ParameterError> {
                match name {
                    $(stringify!($name) => {
                        let read = <$kind as $crate::setting::Setting>::read(value);
                        self.$name = read.ok_or_else(|| $crate::setting::ParameterError::Value {
                            pattern,
                            name: stringify!($name),
                            value: value.to_owned(),
                            expected: <$kind as $crate::setting::Setting>::EXPECTED,
                        })?;
                        Ok(())
                    })*
                    _ => Err($crate::setting::ParameterError::Unknown {
                        pattern,
                        name: name.to_owned(),
                        known: [$(stringify!($name)),*].join(", "),
                    }),
                }
            }
        }
    };
}
pub(crate) use parameters;

#[cfg(test)]
mod tests {
    use super::*;

    fn same<T: Setting>(text: &str) {
        assert_eq!(T::read(text).unwrap().text(), text);
    }

    #[test]
    fn what_is_written_is_read_back() {
        ["30d", "36525d", "5m", "7h", "90s", "0d"].into_iter().for_each(same::<Span>);
        ["0", "1", "0.15", "0.0001", "0.9999"].into_iter().for_each(same::<Share>);
        ["0", "2.5", "10000", "4"].into_iter().for_each(same::<Factor>);
        ["1", "1000000"].into_iter().for_each(same::<Count>);
        ["0", "9223372036854775807"].into_iter().for_each(same::<Amount>);
        ["yes", "no"].into_iter().for_each(same::<bool>);
    }

    #[test]
    fn nothing_is_guessed() {
        for text in ["", "d", "-1d", "1", "1w", "1.5d", "36526d", "99999999999999999999d", "١d", " 1d"] {
            assert!(Span::read(text).is_none(), "{text}");
        }
        for text in ["", ".", "1.", ".5", "1.0001", "0.12345", "NaN", "-0", "1e-1", "0,5"] {
            assert!(Share::read(text).is_none(), "{text}");
        }
        for text in ["0", "1000001", "-1", "1.0", "x"] {
            assert!(Count::read(text).is_none(), "{text}");
        }
        assert!(Amount::read("9223372036854775808").is_none() && Amount::read("1.5").is_none());
        assert!(bool::read("true").is_none() && Factor::read("10000.1").is_none());
    }

    #[test]
    fn shares_are_exact_at_their_bounds() {
        let fee = Share(1_000);
        assert!(fee.couples(1_000, 900) && !fee.couples(1_000, 899) && !fee.couples(1_000, 1_001));
        assert!(fee.couples(i64::MAX, i64::MAX) && fee.couples(0, 0));
        assert!(Share(10_000).reached(5, 5) && !Share(10_000).reached(4, 5));
    }
}
