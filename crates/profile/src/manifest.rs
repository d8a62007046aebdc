//! `profile.toml`: what a country says about itself, and its shape in the file.

use crate::error::{Problem, ProfileError, from_toml, line_of};
use crate::language::{Labels, Language};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
use xsd::Dialect;

/// The file name.
pub(crate) const FILE: &str = "profile.toml";

/// Which element tree of goAML a schema has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// That of goAML 4.0 to 4.5.
    Four,
    /// That of goAML 5.0 to 5.2.
    Five,
}

/// What a report of a kind is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum About {
    /// Transactions; an activity may come besides.
    Transactions,
    /// An activity without transactions.
    Activity,
    /// Either of them.
    Either,
}

/// A kind of report that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportKind {
    /// Its code in the schema, such as `STR`.
    pub code: String,
    /// What it is about.
    pub about: About,
    /// Letters that begin the numbers of such reports.
    pub prefix: String,
    /// Whether it answers a request of the unit.
    pub answers_request: bool,
    /// What it is called.
    pub words: Labels,
    /// First day on which it is taken, if not always.
    pub from: Option<Date>,
    /// First day on which it is no longer taken.
    pub until: Option<Date>,
}

/// How much is taken in one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// Largest letter, in bytes.
    pub letter_bytes_max: u64,
    /// Largest attachment, in bytes.
    pub attachment_bytes_max: u64,
    /// Most attachments.
    pub attachments_max: u32,
    /// Most transactions of one report.
    pub transactions_max: u64,
}

impl Default for Limits {
    /// Far above what FIUs publish (5 to 20 MB), so that a country sets limits because it wants them.
    fn default() -> Self {
        let megabyte = 1024 * 1024;
        Self {
            letter_bytes_max: 512 * megabyte,
            attachment_bytes_max: 50 * megabyte,
            attachments_max: 50,
            transactions_max: 1_000_000,
        }
    }
}

/// What `profile.toml` says, checked as far as it can be without the other files.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Short name of the profile, which is also its folder: `zz`, `xx-5.0`.
    pub code: String,
    /// Version of this profile, in the country's own counting.
    pub version: String,
    /// First day of effect.
    pub from: Date,
    /// First day on which it is no longer in effect.
    pub until: Option<Date>,
    /// Whose verdicts the schema expects.
    pub dialect: Dialect,
    /// Element tree of the schema.
    pub family: Family,
    /// Root element of a report.
    pub root: String,
    /// Language of those who did not choose one.
    pub default_language: Language,
    /// Languages in which everything of the country is said.
    pub languages: Vec<Language>,
    /// Local currency, ISO 4217; none when the profile serves any country.
    pub currency_local: Option<String>,
    /// IANA name of the time zone of the office.
    pub time_zone: String,
    /// Name of the profile.
    pub names: Labels,
    /// Name of the office.
    pub office: Labels,
    /// How much is taken.
    pub limits: Limits,
    /// Kinds of reports, in the order of the file.
    pub kinds: Vec<ReportKind>,
    kind_lines: BTreeMap<String, usize>,
    currency_line: usize,
    root_line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    code: Spanned<String>,
    version: String,
    from: Spanned<String>,
    until: Option<Spanned<String>>,
    dialect: Spanned<String>,
    goaml: Spanned<u32>,
    root: Spanned<String>,
    default_language: Spanned<Language>,
    languages: Vec<Language>,
    currency_local: Option<Spanned<String>>,
    time_zone: Spanned<String>,
    names: Labels,
    office: Labels,
    #[serde(default)]
    limits: Limits,
    kind: Vec<KindShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindShape {
    code: Spanned<String>,
    about: About,
    prefix: Spanned<String>,
    #[serde(default)]
    answers_request: bool,
    #[serde(default)]
    words: Labels,
    from: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
}

/// Collects what is wrong, so that one look at a profile shows all of it.
struct Reader<'a> {
    text: &'a str,
    errors: Vec<ProfileError>,
}

impl Reader<'_> {
    fn line<T>(&self, value: &Spanned<T>) -> usize {
        line_of(self.text, value.span().start)
    }

    fn wrong(&mut self, field: &'static str, value: &Spanned<impl ToString>, hint: &str) {
        let problem = Problem::Field { field, value: value.get_ref().to_string(), hint: hint.to_owned() };
        self.errors.push(ProfileError::new(FILE, self.line(value), problem));
    }

    fn day(&mut self, field: &'static str, value: &Spanned<String>) -> Option<Date> {
        let day = value.get_ref().parse().ok();
        if day.is_none() {
            self.wrong(field, value, "write a day as \"2026-01-31\"");
        }
        day
    }

    fn dates(&mut self, what: &str, from: Option<&Spanned<String>>, until: Option<&Spanned<String>>) -> Dates {
        let dates = Dates {
            from: from.and_then(|from| self.day("from", from)),
            until: until.and_then(|until| self.day("until", until)),
        };
        if let (Some(first), Some(end), Some(at)) = (dates.from, dates.until, until)
            && end <= first
        {
            let what = what.to_owned();
            let problem = Problem::Dates { what, from: first.to_string(), until: end.to_string() };
            self.errors.push(ProfileError::new(FILE, self.line(at), problem));
        }
        dates
    }

    fn kind(&mut self, shape: KindShape) -> (ReportKind, usize) {
        let line = self.line(&shape.code);
        let prefix = shape.prefix.get_ref();
        if prefix.is_empty()
            || prefix.len() > 8
            || !prefix.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        {
            self.wrong("prefix", &shape.prefix, "use one to eight capital letters and digits");
        }
        let dates = self.dates(shape.code.get_ref(), shape.from.as_ref(), shape.until.as_ref());
        let kind = ReportKind {
            code: shape.code.into_inner(),
            about: shape.about,
            prefix: shape.prefix.into_inner(),
            answers_request: shape.answers_request,
            words: shape.words,
            from: dates.from,
            until: dates.until,
        };
        (kind, line)
    }

    fn simple_fields(&mut self, shape: &Shape) {
        let code = shape.code.get_ref();
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
        if code.is_empty() || !code.bytes().all(plain) || code.starts_with('.') {
            self.wrong("code", &shape.code, "use small letters, digits, hyphens and points, such as zz or xx-5.0");
        }
        if !shape.languages.contains(shape.default_language.get_ref()) {
            self.wrong("default_language", &shape.default_language, "it must be one of `languages`");
        }
        let zone = shape.time_zone.get_ref();
        let part = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+-".contains(&b));
        if zone.len() > 64 || !zone.split('/').all(part) {
            self.wrong("time_zone", &shape.time_zone, "use an IANA name, such as Africa/Tunis");
        }
        if let Some(currency) = &shape.currency_local
            && !(currency.get_ref().len() == 3 && currency.get_ref().bytes().all(|b| b.is_ascii_uppercase()))
        {
            self.wrong("currency_local", currency, "use the three capital letters of ISO 4217");
        }
    }
}

struct Dates {
    from: Option<Date>,
    until: Option<Date>,
}

impl Manifest {
    /// Reads `profile.toml`.
    pub(crate) fn read(text: &str) -> Result<Self, Vec<ProfileError>> {
        let shape: Shape = from_toml(FILE, text).map_err(|error| vec![error])?;
        let mut reader = Reader { text, errors: Vec::new() };
        reader.simple_fields(&shape);
        let dates = reader.dates("the profile", Some(&shape.from), shape.until.as_ref());
        let dialect = match shape.dialect.get_ref().as_str() {
            "dotnet" => Some(Dialect::DotNet),
            "w3c" => Some(Dialect::W3c),
            _ => None,
        };
        if dialect.is_none() {
            reader.wrong("dialect", &shape.dialect, "it is \"dotnet\" or \"w3c\"");
        }
        let family = match shape.goaml.get_ref() {
            4 => Some(Family::Four),
            5 => Some(Family::Five),
            _ => None,
        };
        if family.is_none() {
            reader.wrong("goaml", &shape.goaml, "it is 4 or 5");
        }
        let currency_line = shape.currency_local.as_ref().map_or(0, |currency| reader.line(currency));
        let root_line = reader.line(&shape.root);
        let kinds: Vec<(ReportKind, usize)> = shape.kind.into_iter().map(|kind| reader.kind(kind)).collect();
        let kind_lines = kinds.iter().map(|(kind, line)| (kind.code.clone(), *line)).collect();
        let (Some(from), Some(dialect), Some(family), true) = (dates.from, dialect, family, reader.errors.is_empty())
        else {
            return Err(reader.errors);
        };
        Ok(Self {
            code: shape.code.into_inner(),
            version: shape.version,
            from,
            until: dates.until,
            dialect,
            family,
            root: shape.root.into_inner(),
            default_language: shape.default_language.into_inner(),
            languages: shape.languages,
            currency_local: shape.currency_local.map(Spanned::into_inner),
            time_zone: shape.time_zone.into_inner(),
            names: shape.names,
            office: shape.office,
            limits: shape.limits,
            kinds: kinds.into_iter().map(|(kind, _)| kind).collect(),
            kind_lines,
            currency_line,
            root_line,
        })
    }

    /// The line on which a kind of report stands.
    pub(crate) fn kind_line(&self, code: &str) -> usize {
        self.kind_lines.get(code).copied().unwrap_or(0)
    }

    /// The line of `currency_local`.
    pub(crate) fn currency_line(&self) -> usize {
        self.currency_line
    }

    /// The line of `root`.
    pub(crate) fn root_line(&self) -> usize {
        self.root_line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
code = "yy"
version = "1"
from = "2026-01-01"
dialect = "dotnet"
goaml = 5
root = "report"
default_language = "fr"
languages = ["en", "fr"]
currency_local = "EUR"
time_zone = "Africa/Tunis"
names = { en = "Y", fr = "Y" }
office = { en = "O", fr = "O" }
[[kind]]
code = "STR"
about = "transactions"
prefix = "S"
from = "2026-02-01"
until = "2027-01-01"
"#;

    #[test]
    fn a_good_file_is_read() {
        let manifest = Manifest::read(GOOD).unwrap();
        assert_eq!(
            (manifest.family, manifest.dialect, manifest.limits),
            (Family::Five, Dialect::DotNet, Limits::default())
        );
        assert_eq!((manifest.kind_line("STR"), manifest.currency_line(), manifest.root_line()), (15, 10, 7));
        assert_eq!(manifest.kinds[0].until, Some("2027-01-01".parse().unwrap()));
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_its_line() {
        let bad = GOOD
            .replace("\"yy\"", "\"Y Y\"")
            .replace("goaml = 5", "goaml = 6")
            .replace("\"dotnet\"", "\"java\"")
            .replace("2027-01-01", "2026-02-01")
            .replace("\"EUR\"", "\"euro\"")
            .replace("Africa/Tunis", "Tunis time")
            .replace("prefix = \"S\"", "prefix = \"s\"")
            .replace("default_language = \"fr\"", "default_language = \"ru\"");
        let errors = Manifest::read(&bad).unwrap_err();
        let mut lines: Vec<usize> = errors.iter().map(|error| error.line).collect();
        lines.sort_unstable();
        assert_eq!(lines, [2, 5, 6, 8, 10, 11, 17, 19], "{errors:?}");
        assert!(errors.iter().any(|e| e.to_string() == "profile.toml:6: goaml cannot be `6`; it is 4 or 5"));
    }

    #[test]
    fn a_field_nobody_knows_is_refused() {
        let errors = Manifest::read(&GOOD.replace("version = \"1\"", "versoin = \"1\"")).unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(errors[0].line == 3 && errors[0].to_string().contains("versoin"), "{errors:?}");
    }
}
