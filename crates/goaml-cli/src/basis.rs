//! What a report is checked against: a country, or a schema alone.

use crate::cli::Against;
use crate::failure::Failure;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use profile::{Files, Language, Profile, Words};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use xsd::{Dialect, Schema};

/// Code of the built-in profile for files of goAML 4.
const FOUR: &str = "xx-4.0";
/// Code of the built-in profile for files of goAML 5.
const FIVE: &str = "xx-5.0";

/// A country, or a schema alone.
#[derive(Debug)]
pub(crate) enum Basis {
    Profile(Box<Profile>),
    Schema { name: String, schema: Box<Schema> },
}

impl Basis {
    /// What the user asked for; `None` when nothing was.
    pub(crate) fn given(against: &Against) -> Result<Option<Self>, Failure> {
        if let Some(path) = &against.schema {
            let name = path.display().to_string();
            let schema = Box::new(read_schema(path, against.dialect.into())?);
            return Ok(Some(Self::Schema { name, schema }));
        }
        against.profile.as_deref().map(|given| Ok(Self::Profile(Box::new(profile(given)?)))).transpose()
    }

    pub(crate) fn schema(&self) -> &Schema {
        match self {
            Self::Profile(profile) => profile.schema(),
            Self::Schema { schema, .. } => schema,
        }
    }

    pub(crate) fn profile(&self) -> Option<&Profile> {
        match self {
            Self::Profile(profile) => Some(profile),
            Self::Schema { .. } => None,
        }
    }

    pub(crate) fn words(&self, language: Language) -> Words {
        match self {
            Self::Profile(profile) => profile.words(language),
            Self::Schema { .. } => Words::new(language),
        }
    }

    /// The code of the profile or the name of the schema file.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Profile(profile) => &profile.manifest().code,
            Self::Schema { name, .. } => name,
        }
    }

    /// What a person calls it.
    pub(crate) fn title(&self, language: Language) -> String {
        match self {
            Self::Profile(profile) => {
                let manifest = profile.manifest();
                let name = manifest.names.get(language).unwrap_or(&manifest.code);
                // The plain profiles carry their version in their code.
                let version = if manifest.code.ends_with(&manifest.version) { "" } else { &manifest.version };
                format!("{name} ({})", format!("{} {version}", manifest.code).trim_end())
            }
            Self::Schema { name, .. } => name.clone(),
        }
    }

    /// Today, where the country is.
    pub(crate) fn today(&self) -> Date {
        today(self.profile().map_or("Etc/UTC", |profile| &profile.manifest().time_zone))
    }
}

/// Today in a time zone; in that of this machine when its tables do not know the zone.
fn today(zone: &str) -> Date {
    let zone = TimeZone::get(zone).unwrap_or_else(|_| TimeZone::system());
    Timestamp::now().to_zoned(zone).date()
}

/// A profile that is part of the program, or one in a folder.
pub(crate) fn profile(given: &str) -> Result<Profile, Failure> {
    let wrong = |errors| Failure::Profile { name: given.to_owned(), errors };
    if let Some(built_in) = Profile::builtin(given) {
        return built_in.map_err(wrong);
    }
    let folder = Path::new(given);
    if !folder.is_dir() {
        let known = Files::builtin_codes().join(", ");
        return Err(Failure::NoProfile { given: given.to_owned(), known });
    }
    let files = Files::from_folder(folder).map_err(|source| Failure::unreadable(given, source))?;
    Profile::load(&files).map_err(wrong)
}

/// A schema from a file.
pub(crate) fn read_schema(path: &Path, dialect: Dialect) -> Result<Schema, Failure> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|source| Failure::unreadable(&*name, source))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Schema::compile(text, dialect).map_err(|source| Failure::Schema { name, source })
}

/// What each file is checked against: what the user said, or else what its own tags speak for.
#[derive(Debug)]
pub(crate) struct Bases {
    given: Option<Basis>,
    four: OnceLock<Result<Basis, Failure>>,
    five: OnceLock<Result<Basis, Failure>>,
}

/// Bytes of a file that are looked at to tell its generation.
pub(crate) const HEAD_BYTES: u64 = 64 << 10;

impl Bases {
    pub(crate) fn new(given: Option<Basis>) -> Self {
        Self { given, four: OnceLock::new(), five: OnceLock::new() }
    }

    /// Whether nothing about a file need be known.
    pub(crate) fn given(&self) -> Option<&Basis> {
        self.given.as_ref()
    }

    /// For a file that begins with these bytes.
    pub(crate) fn of(&self, head: &[u8]) -> Result<&Basis, &Failure> {
        if let Some(given) = &self.given {
            return Ok(given);
        }
        let load = |code| profile(code).map(|profile| Basis::Profile(Box::new(profile)));
        if is_four(head) { self.four.get_or_init(|| load(FOUR)) } else { self.five.get_or_init(|| load(FIVE)) }.as_ref()
    }
}

/// Whether a file is of goAML 4: it says so, or it has an element that only 4 requires and none that only 5 has.
fn is_four(head: &[u8]) -> bool {
    // UTF-16 has a zero in each pair of bytes of a tag; without them, tags of every encoding read alike.
    let text: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let after =
        |what: &[u8]| text.windows(what.len()).position(|w| w == what).and_then(|at| text.get(at + what.len()..));
    if let Some(version) = after(b"<schema_version>") {
        return version.trim_ascii_start().starts_with(b"4");
    }
    const ONLY_FIVE: [&[u8]; 7] = [
        b"<report_date>",
        b"<reporting_user_code>",
        b"<identifications>",
        b"<related_persons>",
        b"<full_name_frn>",
        b"<transaction_status>",
        b"<network_device>",
    ];
    after(b"<submission_date>").is_some() && !ONLY_FIVE.iter().any(|tag| after(tag).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_speaks_for_its_generation() {
        let cases: [(&[u8], bool); 6] = [
            (b"<report><submission_date>2026", true),
            (b"<report><report_date>2026", false),
            (b"<report><schema_version>4.0.2</schema_version><report_date>", true),
            (b"<report><schema_version> 5.1</schema_version><submission_date>", false),
            (b"<report><submission_date>2026<identifications>", false),
            (b"", false),
        ];
        for (head, four) in cases {
            assert_eq!(is_four(head), four, "{}", String::from_utf8_lossy(head));
        }
        let wide: Vec<u8> = "<submission_date>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(is_four(&wide));
    }

    #[test]
    fn the_day_is_that_of_the_country() {
        let zed = Basis::Profile(Box::new(profile("zz").unwrap()));
        let days = (zed.today() - today("Etc/UTC")).get_days();
        assert!((0..=1).contains(&days));
        assert!(matches!(profile("no-such"), Err(Failure::NoProfile { .. })));
    }
}
