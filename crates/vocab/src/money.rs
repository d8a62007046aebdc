//! Exact amounts. There is no floating point and no rounding that nobody asked for.

use std::cmp::Ordering;
use std::fmt;

/// Why an amount could not be read or computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The text is not digits with an optional sign and one decimal point; write `1234.56`.
    #[error("the amount is not a plain decimal number; write digits and one point, such as 1234.56")]
    Syntax,
    /// The exact result has more than 38 digits.
    #[error("the amount has more than 38 digits and cannot be kept exactly")]
    Overflow,
    /// Two currencies met.
    #[error("amounts in different currencies cannot be added; convert one of them first")]
    CurrencyDiffers,
}

/// An exact decimal number: `units` divided by ten to the power `scale`.
///
/// Kept in its shortest form, so equal values are equal and hash alike: `1.50` and `1.5` are one value. The text as
/// it was filed is kept beside it by [`Filed`](crate::report::Filed).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i128,
    scale: u8,
}

/// Ten to the 38th is the largest power of ten that fits.
const SCALE_MAX: u32 = 38;

fn power(exponent: u32) -> Option<i128> {
    10i128.checked_pow(exponent)
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { units: 0, scale: 0 };

    /// `units` divided by ten to the power `scale` (at most 38).
    pub fn new(units: i128, scale: u8) -> Result<Self, MoneyError> {
        if u32::from(scale) > SCALE_MAX {
            return Err(MoneyError::Overflow);
        }
        Ok(Self { units, scale }.shortest())
    }

    fn shortest(mut self) -> Self {
        while self.scale > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.scale -= 1;
        }
        self
    }

    /// Reads an `xs:decimal`: ASCII digits, one optional point, one optional sign; blanks around it do not count.
    /// No exponent, no grouping, no other digits: a separator is never guessed.
    pub fn parse(text: &str) -> Result<Self, MoneyError> {
        let text = text.trim_matches([' ', '\t', '\r', '\n']);
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !plain(whole) || !plain(fraction) {
            return Err(MoneyError::Syntax);
        }
        let fraction = fraction.trim_end_matches('0');
        let scale = u8::try_from(fraction.len()).map_err(|_| MoneyError::Overflow)?;
        let mut units: i128 = 0;
        for byte in whole.bytes().chain(fraction.bytes()) {
            let digit = i128::from(byte - b'0');
            units = units.checked_mul(10).and_then(|u| u.checked_add(digit)).ok_or(MoneyError::Overflow)?;
        }
        Self::new(if negative { -units } else { units }, scale)
    }

    /// The number without its point, and how many digits stand after the point.
    pub const fn parts(self) -> (i128, u8) {
        (self.units, self.scale)
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.units < 0
    }

    fn at_scale(self, scale: u8) -> Result<i128, MoneyError> {
        let more = u32::from(scale.saturating_sub(self.scale));
        power(more).and_then(|factor| self.units.checked_mul(factor)).ok_or(MoneyError::Overflow)
    }

    /// The exact sum.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        let scale = self.scale.max(other.scale);
        let units = self.at_scale(scale)?.checked_add(other.at_scale(scale)?).ok_or(MoneyError::Overflow)?;
        Self::new(units, scale)
    }

    /// The same number with the other sign.
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        Ok(Self { units: self.units.checked_neg().ok_or(MoneyError::Overflow)?, scale: self.scale })
    }

    /// The exact difference.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.checked_add(other.checked_neg()?)
    }

    /// The exact product.
    pub fn checked_mul(self, other: Self) -> Result<Self, MoneyError> {
        let units = self.units.checked_mul(other.units).ok_or(MoneyError::Overflow)?;
        let scale = self.scale.checked_add(other.scale).ok_or(MoneyError::Overflow)?;
        Self::new(units, scale)
    }

    /// The nearest number with at most `scale` digits after the point; a tie goes to the even digit.
    #[must_use]
    pub fn rounded(self, scale: u8) -> Self {
        let drop = u32::from(self.scale.saturating_sub(scale));
        let Some(step) = power(drop).filter(|_| drop > 0) else { return self };
        let (kept, rest) = (self.units.div_euclid(step), self.units.rem_euclid(step));
        let up = match rest.cmp(&(step / 2)) {
            Ordering::Less => false,
            Ordering::Greater => true,
            Ordering::Equal => kept % 2 != 0,
        };
        Self { units: if up { kept + 1 } else { kept }, scale }.shortest()
    }

    /// The amount in minor units of a currency with `digits` digits after the point; `None` when it is not a whole
    /// number of them or does not fit.
    pub fn to_minor(self, digits: u8) -> Option<i64> {
        if self.scale > digits {
            return None;
        }
        i64::try_from(self.at_scale(digits).ok()?).ok()
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let split = |number: &Self| {
            let step = power(number.scale.into()).unwrap_or(i128::MAX);
            (number.units.div_euclid(step), number.units.rem_euclid(step))
        };
        let ((whole, rest), (other_whole, other_rest)) = (split(self), split(other));
        // A fraction is below ten to its scale, so at the larger scale (at most 38) it still fits.
        let scale = self.scale.max(other.scale);
        let widen = |rest: i128, from: u8| rest.saturating_mul(power(u32::from(scale - from)).unwrap_or(1));
        whole.cmp(&other_whole).then_with(|| widen(rest, self.scale).cmp(&widen(other_rest, other.scale)))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.units.unsigned_abs().to_string();
        let scale = usize::from(self.scale);
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        let sign = if self.units < 0 { "-" } else { "" };
        if fraction.is_empty() { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction}") }
    }
}

/// A currency by its code as filed, such as `EUR` or `XBT`. Whether the code exists, and when, is the profile's to say.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(Box<str>);

impl Currency {
    /// The currency of a code; blanks around it do not count, letter case does. `None` for an empty code.
    pub fn new(code: &str) -> Option<Self> {
        let code = code.trim();
        (!code.is_empty()).then(|| Self(code.into()))
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An amount in a currency.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// The exact sum of two amounts in one currency.
    pub fn checked_add(&self, other: &Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyDiffers);
        }
        Ok(Self { amount: self.amount.checked_add(other.amount)?, currency: self.currency.clone() })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn only_plain_decimals_are_numbers() {
        for (text, shown) in [
            ("1022610", "1022610"),
            ("+1.50", "1.5"),
            ("-0", "0"),
            (".5", "0.5"),
            ("5.", "5"),
            (" 7\n", "7"),
            ("-0.0000000000001", "-0.0000000000001"),
            ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
        ] {
            assert_eq!(d(text).to_string(), shown);
        }
        for text in ["", ".", "-", "1e3", "NaN", "INF", "1,000.00", "1 000", "0x1", "٣", "１", "null", "--1", "1.2.3"]
        {
            assert_eq!(Decimal::parse(text), Err(MoneyError::Syntax), "{text}");
        }
        for text in ["1000000000000000000000000000000000000000", &format!("0.{}1", "0".repeat(38)), &"9".repeat(10_000)]
        {
            assert_eq!(Decimal::parse(text), Err(MoneyError::Overflow));
        }
    }

    #[test]
    fn arithmetic_is_exact_or_an_error() {
        assert_eq!(d("0.1").checked_add(d("0.2")), Ok(d("0.3")));
        assert_eq!(d("1").checked_sub(d("0.0000000000001")), Ok(d("0.9999999999999")));
        assert_eq!(d("1.5").checked_mul(d("-2.25")), Ok(d("-3.375")));
        let most = Decimal::new(i128::MAX, 0).unwrap();
        assert_eq!(most.checked_add(d("1")), Err(MoneyError::Overflow));
        assert_eq!(most.checked_add(d("0.1")), Err(MoneyError::Overflow));
        assert_eq!(most.checked_mul(d("2")), Err(MoneyError::Overflow));
        assert_eq!(Decimal::new(i128::MIN, 0).unwrap().checked_neg(), Err(MoneyError::Overflow));
    }

    #[test]
    fn order_is_by_value_across_scales() {
        let mut sorted = ["-1.5", "-1.49", "0", "0.00000000000000000000000000000000000001", "1", "1.01", "10"].map(d);
        let expected = sorted;
        sorted.reverse();
        sorted.sort();
        assert_eq!(sorted, expected);
        assert!(Decimal::new(i128::MAX, 0).unwrap() > d("0.00000000000000000000000000000000000001"));
        assert_eq!(d("9999.99").cmp(&d("10000.00")), Ordering::Less);
        assert_eq!(d("10000.005").cmp(&d("10000")), Ordering::Greater);
    }

    #[test]
    fn rounding_ties_go_to_even_and_minor_units_are_whole() {
        for (text, rounded) in
            [("0.125", "0.12"), ("0.135", "0.14"), ("-0.125", "-0.12"), ("-0.126", "-0.13"), ("2", "2")]
        {
            assert_eq!(d(text).rounded(2), d(rounded), "{text}");
        }
        assert_eq!((d("1.5").to_minor(2), d("1.505").to_minor(2), d("7").to_minor(0)), (Some(150), None, Some(7)));
        assert_eq!(d("9223372036854775808").to_minor(0), None);
    }

    #[test]
    fn currencies_do_not_mix() {
        let money = |amount, code| Money { amount: d(amount), currency: Currency::new(code).unwrap() };
        assert_eq!(money("1.10", "EUR").checked_add(&money("2", "EUR")).unwrap().to_string(), "3.1 EUR");
        assert_eq!(money("1", "EUR").checked_add(&money("1", "eur")), Err(MoneyError::CurrencyDiffers));
        assert_eq!(Currency::new("  "), None);
    }
}
