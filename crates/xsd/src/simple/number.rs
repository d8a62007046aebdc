//! Decimal numbers of any length, compared as text: no binary fraction ever touches an amount.

use crate::Dialect;
use std::cmp::Ordering;

/// Largest number of .NET's `decimal`, without sign.
const NET_MAX: &[u8] = b"79228162514264337593543950335";
/// Most fraction digits that .NET's `decimal` keeps.
const NET_SCALE_MAX: usize = 28;

/// A number as its digits: sign, whole part without leading zeros, fraction without trailing zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
}

/// A number that owns its digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    negative: bool,
    whole: Vec<u8>,
    fraction: Vec<u8>,
}

impl Decimal {
    /// Reads a bound or a fixed value of a schema.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        parse(text.trim().as_bytes(), Dialect::W3c).map(|digits| digits.to_owned_value())
    }

    fn digits(&self) -> Digits<'_> {
        Digits { negative: self.negative, whole: &self.whole, fraction: &self.fraction }
    }
}

impl Digits<'_> {
    pub(crate) fn to_owned_value(self) -> Decimal {
        Decimal { negative: self.negative, whole: self.whole.to_vec(), fraction: self.fraction.to_vec() }
    }

    pub(crate) fn fraction_digits(&self) -> u32 {
        u32::try_from(self.fraction.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn total_digits(&self) -> u32 {
        u32::try_from(self.whole.len().saturating_add(self.fraction.len())).unwrap_or(u32::MAX).max(1)
    }

    pub(crate) fn cmp_with(&self, other: &Decimal) -> Ordering {
        let other = other.digits();
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.cmp_magnitude(&other),
            (true, true) => other.cmp_magnitude(self),
        }
    }

    fn cmp_magnitude(&self, other: &Digits<'_>) -> Ordering {
        self.whole
            .len()
            .cmp(&other.whole.len())
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction))
    }
}

/// Reads a decimal; `None` when it is not one, or when .NET could not hold it.
pub(super) fn parse(text: &[u8], dialect: Dialect) -> Option<Digits<'_>> {
    let (negative, digits) = split_sign(text)?;
    let dot = digits.iter().position(|b| *b == b'.').unwrap_or(digits.len());
    let (whole, rest) = digits.split_at_checked(dot)?;
    let fraction = rest.get(1..).unwrap_or(&[]);
    if whole.len().saturating_add(fraction.len()) == 0 {
        return None;
    }
    if !whole.iter().chain(fraction).all(u8::is_ascii_digit) {
        return None;
    }
    finish(negative, whole, fraction, dialect)
}

/// Reads a whole number without a decimal point.
pub(super) fn parse_integer(text: &[u8], dialect: Dialect) -> Option<Digits<'_>> {
    let (negative, digits) = split_sign(text)?;
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    finish(negative, digits, &[], dialect)
}

fn split_sign(text: &[u8]) -> Option<(bool, &[u8])> {
    match text.split_first()? {
        (b'-', rest) => Some((true, rest)),
        (b'+', rest) => Some((false, rest)),
        _ => Some((false, text)),
    }
}

fn finish<'a>(negative: bool, whole: &'a [u8], fraction: &'a [u8], dialect: Dialect) -> Option<Digits<'a>> {
    let zeros = whole.iter().take_while(|b| **b == b'0').count();
    let whole = whole.get(zeros..).unwrap_or(&[]);
    let mut fraction = trim_zeros(fraction);
    if dialect == Dialect::DotNet && whole.len().saturating_add(fraction.len()) > NET_SCALE_MAX {
        fraction = net_fraction(whole, fraction)?;
    }
    let zero = whole.is_empty() && fraction.is_empty();
    Some(Digits { negative: negative && !zero, whole, fraction })
}

fn trim_zeros(fraction: &[u8]) -> &[u8] {
    let kept = fraction.iter().rposition(|b| *b != b'0').map_or(0, |last| last.saturating_add(1));
    fraction.get(..kept).unwrap_or(&[])
}

/// .NET keeps 96 bits of digits and rounds the rest of the fraction away; a whole part beyond that is no number.
///
/// Only whether digits remain matters to our facets, so the rounding of the last kept digit is not carried out:
/// a fraction so long is either cut to its kept digits or, when those are zeros, gone.
fn net_fraction<'a>(whole: &[u8], fraction: &'a [u8]) -> Option<&'a [u8]> {
    match whole.len().cmp(&NET_MAX.len()) {
        Ordering::Greater => return None,
        Ordering::Equal => {
            let rounds_up = fraction.first().is_some_and(|b| *b >= b'5');
            return match whole.cmp(NET_MAX) {
                Ordering::Greater => None,
                Ordering::Equal if rounds_up => None,
                _ => Some(&[]),
            };
        }
        Ordering::Less => {}
    }
    let kept = NET_SCALE_MAX.min(NET_SCALE_MAX.saturating_sub(whole.len().saturating_sub(1)));
    Some(trim_zeros(fraction.get(..kept.min(fraction.len())).unwrap_or(fraction)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_as_the_dialect_reads_them() {
        let table: [(&str, bool, bool); 16] = [
            ("1", true, true),
            ("+1", true, true),
            (".5", true, true),
            ("5.", true, true),
            (".", false, false),
            ("", false, false),
            ("-", false, false),
            ("1e3", false, false),
            ("1,5", false, false),
            ("1.2.3", false, false),
            ("٣", false, false),
            ("0000000000000000000000000000000000000000000001", true, true),
            ("79228162514264337593543950335", true, true),
            ("79228162514264337593543950336", false, true),
            ("79228162514264337593543950335.4", true, true),
            ("79228162514264337593543950335.5", false, true),
        ];
        for (text, net, w3c) in table {
            assert_eq!(parse(text.as_bytes(), Dialect::DotNet).is_some(), net, "{text}");
            assert_eq!(parse(text.as_bytes(), Dialect::W3c).is_some(), w3c, "{text}");
        }
    }

    #[test]
    fn numbers_compare_by_value() {
        let order = |a: &str, b: &str| parse(a.as_bytes(), Dialect::W3c).unwrap().cmp_with(&Decimal::parse(b).unwrap());
        assert_eq!(order("-0", "0"), Ordering::Equal);
        assert_eq!(order("007.50", "7.5"), Ordering::Equal);
        assert_eq!(order("-2", "-10"), Ordering::Greater);
        assert_eq!(order("0.09", "0.1"), Ordering::Less);
        assert_eq!(order("7900000000000000.00000000001", "7900000000000000"), Ordering::Greater);
    }

    #[test]
    fn trailing_zeros_are_no_digits() {
        let digits = parse(b"0.10000000000000000000", Dialect::DotNet).unwrap();
        assert_eq!((digits.fraction_digits(), digits.total_digits()), (1, 1));
        assert_eq!(
            parse(b"1.00000000000000000000000000000000000000001", Dialect::DotNet).unwrap().fraction_digits(),
            0
        );
    }
}
