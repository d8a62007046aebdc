//! The sum of a report's local amounts, as a person reads it.

use crate::rows::minor_digits;
use crate::view::ReportHead;

impl ReportHead {
    /// The sum of the local amounts as decimal text; `None` if one of them is no such amount.
    pub fn total(&self) -> Option<String> {
        Some(decimal(self.total_minor?, usize::from(minor_digits(&self.currency))))
    }
}

/// Minor units as decimal text with so many digits after the point.
fn decimal(minor: i64, digits: usize) -> String {
    let text = format!("{:0>1$}", minor.unsigned_abs(), digits.saturating_add(1));
    let (whole, fraction) = text.split_at(text.len().saturating_sub(digits));
    let (sign, point) = (if minor < 0 { "-" } else { "" }, if digits == 0 { "" } else { "." });
    format!("{sign}{whole}{point}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_units_become_decimal_text() {
        for (minor, digits, text) in [
            (0, 2, "0.00"),
            (7, 2, "0.07"),
            (-1_234, 2, "-12.34"),
            (1_500, 0, "1500"),
            (5, 3, "0.005"),
            (i64::MIN, 2, "-92233720368547758.08"),
        ] {
            assert_eq!(decimal(minor, digits), text);
        }
    }
}
