//! How numbers, times, sizes and texts of people are written on a page.

use crate::lang::Lang;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

/// Text that came from a person or a file: isolated, so that its direction cannot turn the words around it.
pub fn bidi(text: &str) -> Markup {
    html! { bdi { (text) } }
}

/// A code, number or reference: always left to right, in figures of one width.
pub fn code(text: &str) -> Markup {
    html! { bdi.mono dir="ltr" { (text) } }
}

/// An amount as decimal text, grouped by thousands, with its currency. Nothing is rounded.
pub fn amount(decimal: &str, currency: &str) -> Markup {
    html! { bdi.amount dir="ltr" { (grouped(decimal)) @if !currency.is_empty() { " " span.currency { (currency) } } } }
}

/// A count, grouped by thousands.
pub fn count(n: u64) -> Markup {
    html! { bdi.count dir="ltr" { (grouped(&n.to_string())) } }
}

/// Decimal text with a narrow space between each three digits before the point. Text that is no number stays as it is.
pub fn grouped(decimal: &str) -> String {
    let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal), |rest| ("−", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let plain = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !plain(whole) || !fraction.is_none_or(plain) {
        return decimal.to_owned();
    }
    let mut text = String::from(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// An instant as local date and time to the minute, with the exact instant for machines.
pub fn time(at: Timestamp, zone: &TimeZone) -> Markup {
    let local = at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    let exact = at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string();
    html! { time.mono dir="ltr" datetime=(at) title=(exact) { (local) } }
}

/// A span in the largest unit that says enough: minutes, hours, days.
pub fn age(lang: Lang, minutes: u64) -> String {
    match minutes {
        0..=59 => lang.n("age-minutes", minutes),
        60..=2879 => lang.n("age-hours", minutes / 60),
        _ => lang.n("age-days", minutes / 1440),
    }
}

/// A size in bytes as a person reads it, in binary units, one digit after the point, no rounding up.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    let mut unit = "B";
    let mut tenths = bytes.saturating_mul(10);
    for larger in UNITS {
        if tenths < 10_240 {
            break;
        }
        tenths /= 1024;
        unit = larger;
    }
    let (whole, tenth) = (tenths / 10, tenths % 10);
    if tenth == 0 { format!("{whole}\u{a0}{unit}") } else { format!("{whole}.{tenth}\u{a0}{unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped_and_never_changed() {
        let cases = [
            ("1234567.80", "1\u{202f}234\u{202f}567.80"),
            ("12", "12"),
            ("-1000", "−1\u{202f}000"),
            ("00123", "00\u{202f}123"),
            ("1e9", "1e9"),
            ("1.", "1."),
            ("", ""),
            ("12345678901234567890.1234", "12\u{202f}345\u{202f}678\u{202f}901\u{202f}234\u{202f}567\u{202f}890.1234"),
        ];
        for (given, shown) in cases {
            assert_eq!(grouped(given), shown);
        }
    }

    #[test]
    fn sizes_and_ages_use_the_largest_unit_that_fits() {
        let sizes = [(0, "0 B"), (1023, "1023 B"), (1024, "1 KiB"), (1536, "1.5 KiB"), (64 << 20, "64 MiB")];
        for (bytes, shown) in sizes {
            assert_eq!(size(bytes), shown.replace(' ', "\u{a0}"));
        }
        let plain = |minutes| age(Lang::En, minutes).replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!([plain(59), plain(60), plain(2879), plain(2880)], ["59 min", "1 h", "47 h", "2 d"]);
    }

    #[test]
    fn text_of_people_is_escaped_and_isolated() {
        assert_eq!(bidi("<b>\u{202e}x").into_string(), "<bdi>&lt;b&gt;\u{202e}x</bdi>");
    }
}
