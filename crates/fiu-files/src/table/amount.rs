//! Amounts: exact, in minor units, nothing guessed and nothing rounded.

use super::mapping::{Mapping, Units};
use crate::failure::CellFault;

/// Reads an amount of a currency as minor units, zero or more.
///
/// ASCII digits with at most one decimal sign, the mapping's. No grouping, no exponent, no currency sign.
///
/// # Errors
///
/// [`CellFault`]: what is wrong with the text.
pub fn minor(text: &str, currency: &str, units: Units, mapping: &Mapping) -> Result<i64, CellFault> {
    let most = mapping.decimals(currency).ok_or_else(|| CellFault::Currency(shown(currency)))?;
    match units {
        Units::Major => exact(text, mapping.decimal, most, currency),
        Units::Minor => exact(text, mapping.decimal, 0, &format!("{currency} in minor units")),
    }
}

/// The same with a decimal sign and so many decimals of `unit`.
pub(crate) fn exact(text: &str, sign: char, places: u8, unit: &str) -> Result<i64, CellFault> {
    let bare = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = bare.split_once(sign).unwrap_or((bare, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || bare.ends_with(sign) {
        return Err(CellFault::Number(shown(text)));
    }
    if bare.len() < text.len() {
        return Err(CellFault::Negative(shown(text)));
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > usize::from(places) {
        return Err(CellFault::Decimals { found: fraction.len(), most: places, currency: unit.to_owned() });
    }
    let padded = fraction.bytes().chain(std::iter::repeat(b'0')).take(usize::from(places));
    let digit = |sum: i64, byte: u8| sum.checked_mul(10)?.checked_add(i64::from(byte.saturating_sub(b'0')));
    whole.bytes().chain(padded).try_fold(0_i64, digit).ok_or_else(|| CellFault::TooLarge(shown(text)))
}

/// Minor units as a decimal number of the currency, with all its decimals.
pub fn major(minor: i64, decimals: u8) -> String {
    let places = usize::from(decimals);
    let sign = if minor < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = places + 1);
    match digits.split_at_checked(digits.len().saturating_sub(places)) {
        Some((whole, fraction)) if places > 0 => format!("{sign}{whole}.{fraction}"),
        _ => format!("{sign}{digits}"),
    }
}

/// A cell as a message shows it: its first 40 characters.
pub(crate) fn shown(text: &str) -> String {
    let head: String = text.chars().take(40).collect();
    if head.len() < text.len() { format!("{head}…") } else { head }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_or_refused() {
        let mapping = Mapping::default();
        let read = |text, currency| minor(text, currency, Units::Major, &mapping).map_err(|fault| fault.code());
        for (text, currency, wanted) in [
            ("1234.56", "EUR", Ok(123_456)),
            ("0.1", "EUR", Ok(10)),
            ("7", "JPY", Ok(7)),
            ("1.234", "KWD", Ok(1234)),
            ("1.500000000000000000000000000000", "EUR", Ok(150)),
            ("92233720368547758.07", "EUR", Ok(i64::MAX)),
            ("92233720368547758.08", "EUR", Err("FILE-TOO-LARGE")),
            ("0.123456789012345678901234567890", "EUR", Err("FILE-DECIMALS")),
            ("7.5", "JPY", Err("FILE-DECIMALS")),
            ("-1.00", "EUR", Err("FILE-NEGATIVE")),
            ("1,000.00", "EUR", Err("FILE-NUMBER")),
            ("1.000,00", "EUR", Err("FILE-NUMBER")),
            ("1 000", "EUR", Err("FILE-NUMBER")),
            ("1e3", "EUR", Err("FILE-NUMBER")),
            ("NaN", "EUR", Err("FILE-NUMBER")),
            ("0x10", "EUR", Err("FILE-NUMBER")),
            ("١٢٣", "EUR", Err("FILE-NUMBER")),
            (".5", "EUR", Err("FILE-NUMBER")),
            ("5.", "EUR", Err("FILE-NUMBER")),
            ("", "EUR", Err("FILE-NUMBER")),
            ("1", "eur", Err("FILE-CURRENCY")),
            ("1", "DOGECOIN", Err("FILE-CURRENCY")),
        ] {
            assert_eq!(read(text, currency), wanted, "{text} {currency}");
        }
    }

    #[test]
    fn a_comma_and_minor_units_are_read_when_they_are_said() {
        let comma = Mapping::parse("decimal = \",\"").unwrap();
        assert_eq!(minor("12,5", "EUR", Units::Major, &comma), Ok(1250));
        assert!(minor("12.5", "EUR", Units::Major, &comma).is_err());
        assert_eq!(minor("1250", "EUR", Units::Minor, &Mapping::default()), Ok(1250));
        assert!(minor("12.5", "EUR", Units::Minor, &Mapping::default()).is_err());
    }

    #[test]
    fn minor_units_are_written_with_all_decimals() {
        let texts =
            [(5, 2), (0, 2), (123_456, 2), (7, 0), (1, 8), (i64::MIN, 2)].map(|(minor, places)| major(minor, places));
        assert_eq!(texts, ["0.05", "0.00", "1234.56", "7", "0.00000001", "-92233720368547758.08"]);
    }
}
