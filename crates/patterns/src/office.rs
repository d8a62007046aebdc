//! Settings to begin with in an office, where the defaults follow the catalogue to the letter.
//!
//! The catalogue's definitions say nothing about how much money must move, so that ten friends who share a bill are a
//! fan-in. An office that looks at everything begins with these settings: small change does not count in patterns of
//! shape, and what must be near the threshold must be a fair part of it. They follow from one number that every law
//! names, the amount from which cash is reported. `examples/planted` measures what they find and what they spare a
//! person to look through; a profile brings its own.

/// Name and value of a setting.
pub type Setting = (&'static str, String);

/// The settings of a pattern for a reporting threshold in minor units of the reference currency; empty where the
/// defaults are right.
///
/// ```
/// assert_eq!(patterns::office::settings("G03", 1_000_000), [("least", "100000".to_owned())]);
/// ```
pub fn settings(code: &str, threshold_minor: i64) -> Vec<Setting> {
    let least = || ("least", (threshold_minor / 10).to_string());
    let threshold = || ("threshold", threshold_minor.to_string());
    match code {
        "G01" | "G02" => vec![threshold(), ("part", "0.25".to_owned())],
        "G10" | "G18" => vec![threshold()],
        "G03" | "G05" | "G06" | "G07" | "G08" | "G09" | "G11" | "G13" | "G14" | "G15" | "G17" | "G29" | "G34" => {
            vec![least()]
        }
        "G04" => vec![least(), ("own", "no".to_owned())],
        _ => Vec::new(),
    }
}
