//! The check digit of identity numbers.

/// The digit that makes a number pass the Luhn test (ISO/IEC 7812-1, annex B) when it is appended.
pub fn luhn_digit(stem: u64) -> u64 {
    let mut rest = stem;
    let mut sum = 0;
    let mut doubled = true;
    while rest > 0 {
        let digit = rest % 10;
        sum += if doubled { digit * 2 / 10 + digit * 2 % 10 } else { digit };
        doubled = !doubled;
        rest /= 10;
    }
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_luhn() {
        assert_eq!(luhn_digit(7_992_739_871), 3, "the textbook example");
        assert_eq!(luhn_digit(0), 0);
    }
}
