//! Exact decimal numbers, without floats and without memory.

use std::fmt;

/// Digits after the point.
const PLACES: usize = 18;
/// Units in one.
const ONE: i128 = 1_000_000_000_000_000_000;
/// Digits of which every number fits 64 bits.
const WORD_DIGITS: usize = 18;
/// What a number of a given count of places is multiplied by, by the places it lacks.
const POWERS: [i128; PLACES + 1] = [
    1,
    10,
    100,
    1_000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
    10_000_000_000,
    100_000_000_000,
    1_000_000_000_000,
    10_000_000_000_000,
    100_000_000_000_000,
    1_000_000_000_000_000,
    10_000_000_000_000_000,
    100_000_000_000_000_000,
    ONE,
];

/// A decimal number with exactly 18 places after the point, between about ±1.7 · 10^20.
///
/// Sums and differences are exact. A product or quotient is rounded to the 18th place, half to even. Whatever does
/// not fit is `None`, which rules read as *absent*.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Decimal(i128);

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// A count as a number.
    pub fn from_count(count: u64) -> Self {
        // 2^64 · 10^18 is below 2^127.
        Self(i128::from(count) * ONE)
    }

    /// A whole number.
    pub fn from_whole(whole: i64) -> Self {
        Self(i128::from(whole) * ONE)
    }

    /// Reads a number as `xs:decimal` writes it: optional sign, digits, at most one point, white space around it
    /// ignored. Anything else is `None`: exponents, group separators, more than 18 places that are not zero, or a
    /// number too large.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches([' ', '\t', '\r', '\n']);
        let (negative, digits) = match text.as_bytes() {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let (mut units, mut places, mut seen) = (0_i128, None::<usize>, 0_usize);
        // Up to 18 digits fit a machine word, which is several times as fast as the wide arithmetic.
        let mut word = 0_u64;
        for byte in digits {
            match (byte, places.as_mut()) {
                (b'0', Some(places)) if *places == PLACES => {}
                (b'0'..=b'9', places) => {
                    if let Some(places) = places {
                        *places += 1;
                        (*places <= PLACES).then_some(())?;
                    }
                    seen += 1;
                    let digit = byte - b'0';
                    if seen <= WORD_DIGITS {
                        word = word * 10 + u64::from(digit);
                        continue;
                    }
                    if seen == WORD_DIGITS + 1 {
                        units = i128::from(word);
                    }
                    units = units.checked_mul(10)?.checked_add(i128::from(digit))?;
                }
                (b'.', None) => places = Some(0),
                _ => return None,
            }
        }
        (seen > 0).then_some(())?;
        let units = if seen <= WORD_DIGITS { i128::from(word) } else { units };
        let units = units.checked_mul(*POWERS.get(PLACES - places.unwrap_or(0))?)?;
        Some(Self(if negative { -units } else { units }))
    }

    /// Sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The same number with the other sign.
    pub fn negated(self) -> Option<Self> {
        self.0.checked_neg().map(Self)
    }

    /// Product, rounded to 18 places, half to even.
    pub fn times(self, other: Self) -> Option<Self> {
        self.scaled(other.0.unsigned_abs(), ONE.unsigned_abs(), other.0 < 0)
    }

    /// Quotient, rounded to 18 places, half to even; `None` for a division by zero.
    pub fn over(self, other: Self) -> Option<Self> {
        self.scaled(ONE.unsigned_abs(), other.0.unsigned_abs(), other.0 < 0)
    }

    /// What is left of a division whose quotient is cut to a whole number; it has the sign of the dividend.
    pub fn modulo(self, other: Self) -> Option<Self> {
        self.0.checked_rem(other.0).map(Self)
    }

    /// `self · factor ÷ divisor` in 256 bits.
    fn scaled(self, factor: u128, divisor: u128, flip: bool) -> Option<Self> {
        if divisor == 0 {
            return None;
        }
        let (high, low) = wide_product(self.0.unsigned_abs(), factor);
        let (quotient, rest) = wide_quotient(high, low, divisor)?;
        let twice = rest.checked_mul(2)?;
        let up = twice > divisor || (twice == divisor && quotient % 2 == 1);
        let rounded = i128::try_from(quotient.checked_add(u128::from(up))?).ok()?;
        Some(Self(if (self.0 < 0) != flip { -rounded } else { rounded }))
    }
}

/// The product of two numbers as (high, low) halves of 256 bits.
fn wide_product(a: u128, b: u128) -> (u128, u128) {
    if let Some(low) = a.checked_mul(b) {
        return (0, low);
    }
    const HALF: u128 = u64::MAX as u128;
    let (a1, a0, b1, b0) = (a >> 64, a & HALF, b >> 64, b & HALF);
    let low = a0 * b0;
    let middle = a1 * b0 + (low >> 64);
    let (middle_high, middle_low) = (middle >> 64, middle & HALF);
    let cross = a0 * b1 + middle_low;
    (a1 * b1 + middle_high + (cross >> 64), (cross << 64) | (low & HALF))
}

/// Quotient and rest of a 256-bit number; `None` when the quotient needs more than 128 bits. The divisor must be
/// at most 2^127, which every magnitude of an `i128` is.
fn wide_quotient(high: u128, low: u128, divisor: u128) -> Option<(u128, u128)> {
    if high == 0 {
        return Some((low.checked_div(divisor)?, low.checked_rem(divisor)?));
    }
    if high >= divisor {
        return None;
    }
    if divisor >> 64 == 0 {
        // Two digits of base 2^64, as on paper; each rest is below the divisor, so each digit fits.
        let upper = (high << 64) | (low >> 64);
        let lower = ((upper.checked_rem(divisor)?) << 64) | (low & u128::from(u64::MAX));
        let quotient = (upper.checked_div(divisor)? << 64) | lower.checked_div(divisor)?;
        return Some((quotient, lower.checked_rem(divisor)?));
    }
    let (mut rest, mut quotient) = (high, 0_u128);
    for bit in (0..128).rev() {
        rest = (rest << 1) | ((low >> bit) & 1);
        quotient <<= 1;
        if rest >= divisor {
            rest -= divisor;
            quotient |= 1;
        }
    }
    Some((quotient, rest))
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (magnitude, one) = (self.0.unsigned_abs(), ONE.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        let places = format!("{:018}", magnitude % one);
        let places = places.trim_end_matches('0');
        let point = if places.is_empty() { "" } else { "." };
        write!(f, "{sign}{}{point}{places}", magnitude / one)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn what_is_a_number() {
        let table = [
            ("0", Some("0")),
            (" 1234.50\n", Some("1234.5")),
            ("-.5", Some("-0.5")),
            ("+7.", Some("7")),
            ("0.1234567890123456780000", Some("0.123456789012345678")),
            ("0.1234567890123456789", None),
            ("", None),
            (".", None),
            ("-", None),
            ("1,000", None),
            ("1e3", None),
            ("1.2.3", None),
            ("--1", None),
            ("1 000", None),
            ("٣", None),
            ("170141183460469231731", Some("170141183460469231731")),
            ("170141183460469231732", None),
            ("000000000000000000000000012.5", Some("12.5")),
            ("12345678901234567.89", Some("12345678901234567.89")),
            ("123456789012345678.9", Some("123456789012345678.9")),
        ];
        for (text, expected) in table {
            assert_eq!(Decimal::parse(text).map(|d| d.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn money_times_rate_is_exact_to_the_last_place() {
        assert_eq!(d("1234567890.12").times(d("0.0123456789")), Some(d("15241578.751672002468")));
        assert_eq!(d("-3").times(d("7900000000000000")), Some(d("-23700000000000000")));
        assert_eq!(d("0.000000000000000001").times(d("0.5")), Some(d("0")), "half to even, down");
        assert_eq!(d("0.000000000000000003").times(d("0.5")), Some(d("0.000000000000000002")), "half to even, up");
        assert_eq!(d("100000000000").times(d("100000000000")), None);
        assert_eq!(d("1").over(d("3")), Some(d("0.333333333333333333")));
        assert_eq!(d("170141183460469231731").over(d("0.5")), None);
        assert_eq!(d("1").over(d("0")), None);
        assert_eq!(d("-7").modulo(d("3")), Some(d("-1")));
    }

    proptest! {
        #[test]
        fn whole_numbers_agree_with_machine_arithmetic(a in -1_000_000_i64..1_000_000, b in -1_000_000_i64..1_000_000) {
            let (x, y) = (Decimal::from_whole(a), Decimal::from_whole(b));
            prop_assert_eq!(x.plus(y), Some(Decimal::from_whole(a + b)));
            prop_assert_eq!(x.minus(y), Some(Decimal::from_whole(a - b)));
            prop_assert_eq!(x.times(y), Some(Decimal::from_whole(a * b)));
            prop_assert_eq!(x < y, a < b);
            prop_assert_eq!(d(&x.to_string()), x);
            if b != 0 {
                prop_assert_eq!(x.times(y).unwrap().over(y), Some(x));
                prop_assert_eq!(x.modulo(y), Some(Decimal::from_whole(a % b)));
            }
        }

        #[test]
        fn the_wide_division_undoes_the_wide_product(
            a in any::<u128>(), b in prop_oneof![1_u128..(1 << 127), 1_u128..(1 << 64)], rest in any::<u128>()
        ) {
            let rest = rest % b;
            let (high, low) = wide_product(a, b);
            let (low, carry) = low.overflowing_add(rest);
            let high = high + u128::from(carry);
            prop_assert_eq!(wide_quotient(high, low, b), Some((a, rest)));
        }
    }
}
