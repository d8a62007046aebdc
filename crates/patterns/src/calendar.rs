//! Months of UTC seconds.

/// Months since January 1970 (UTC) of seconds since 1970, in the Gregorian calendar, also before 1582.
pub(crate) const fn month(at: i64) -> i64 {
    // Years are reckoned from March, so that the day that some years have more is the last; eras are 400 years.
    let day = at.div_euclid(86_400).saturating_add(719_468);
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    (era * 400 + year - 1970) * 12 + month_from_march + 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_begin_on_their_first_day() {
        const LENGTHS: [i64; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let (mut day, mut number) = (0, 0);
        for year in 1970..2100 {
            let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            for (place, length) in LENGTHS.iter().enumerate() {
                assert_eq!(month(day * 86_400 - 1), number - 1, "{year} {place}");
                assert_eq!(month(day * 86_400), number);
                day += length + i64::from(leap && place == 1);
                number += 1;
            }
        }
        assert_eq!(month(-2_208_988_800), -70 * 12);
    }
}
