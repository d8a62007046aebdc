//! Entry names that mean one thing on every system.

use unicode_normalization::UnicodeNormalization;

/// The ending of a file name in lower case, without the dot; `None` when it has none.
pub(super) fn ending(name: &str) -> Option<String> {
    let file = name.rsplit(['/', '\\']).next()?;
    let (stem, ending) = file.rsplit_once('.')?;
    (!stem.is_empty() && !ending.is_empty()).then(|| ending.to_lowercase())
}

/// A form of a name that is equal for all names that some file system would take for the same.
pub(super) fn folded(name: &str) -> String {
    let upper: String = name.nfkc().flat_map(char::to_uppercase).collect();
    upper.nfkc().flat_map(char::to_lowercase).nfc().collect()
}

/// Why a name is not taken, or `None` when it is good. The reasons are stable words for the finding.
pub(super) fn fault(name: &str, bytes_max: usize) -> Option<&'static str> {
    if name.is_empty() {
        return Some("empty");
    }
    if name.len() > bytes_max {
        return Some("length");
    }
    if name.chars().any(is_hidden) {
        return Some("control character");
    }
    // The compatibility form catches letters that some program turns into dots, slashes or colons.
    let plain: String = name.nfkc().collect();
    if [name, plain.as_str()].iter().any(|form| form.contains(['\\', ':', '*', '?', '"', '<', '>', '|'])) {
        return Some("forbidden character");
    }
    if plain.matches('/').count() != name.matches('/').count() {
        return Some("forbidden character");
    }
    let path = plain.strip_suffix('/').unwrap_or(&plain);
    path.split('/').find_map(segment_fault)
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        || matches!(u32::from(character), 0xFFFE | 0xFFFF | 0xFFF9..=0xFFFB)
}

fn segment_fault(segment: &str) -> Option<&'static str> {
    if segment.is_empty() {
        return Some("empty part");
    }
    if segment.chars().all(|character| character == '.') {
        return Some("dots");
    }
    if segment.ends_with(['.', ' ']) || segment.starts_with(' ') {
        return Some("blank or dot at the edge");
    }
    let stem = segment.split('.').next().unwrap_or(segment).trim_end().to_uppercase();
    is_device(&stem).then_some("device name")
}

/// Whether a file is one that a desktop system puts into folders and archives by itself, so that the reporter does not
/// even see it: nobody reads it here, and a report is not refused for it. What could be started by a click is none of
/// these, whatever it calls itself.
pub(super) fn is_of_the_system(name: &str, harmless: &[&str]) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let shadow = name.starts_with("__MACOSX/")
        && file.starts_with("._")
        && ending(file).is_none_or(|ending| ending == "xml" || harmless.contains(&ending.as_str()));
    shadow || matches!(file, ".DS_Store" | "._.DS_Store" | "Thumbs.db" | "desktop.ini")
}

fn is_device(stem: &str) -> bool {
    if matches!(stem, "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$" | "CLOCK$") {
        return true;
    }
    let numbered = stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT"));
    numbered.is_some_and(|number| number.chars().count() == 1 && number.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_be_misread_are_faulty() {
        let table: &[(&str, Option<&str>)] = &[
            ("report.xml", None),
            ("2026/мартовский отчёт.xml", None),
            ("تقرير.xml", None),
            ("folder/", None),
            ("", Some("empty")),
            ("/etc/passwd", Some("empty part")),
            ("a//b.xml", Some("empty part")),
            ("../canary.xml", Some("dots")),
            ("a/../b.xml", Some("dots")),
            ("./a.xml", Some("dots")),
            ("\u{FF0E}\u{FF0E}/canary.xml", Some("dots")),
            ("\u{2025}/canary.xml", Some("dots")),
            ("C:/canary.xml", Some("forbidden character")),
            ("//server/share", Some("empty part")),
            ("..\\canary.xml", Some("forbidden character")),
            ("a\u{FF0F}b.xml", Some("forbidden character")),
            ("a.xml\0.txt", Some("control character")),
            ("\u{202E}lmx.a", Some("control character")),
            ("a.xml ", Some("blank or dot at the edge")),
            ("a.xml.", Some("blank or dot at the edge")),
            ("CON", Some("device name")),
            ("aux.xml", Some("device name")),
            ("com\u{00B9}.xml", Some("device name")),
            ("console.xml", None),
        ];
        for (name, expected) in table {
            assert_eq!(fault(name, 255), *expected, "{name:?}");
        }
        assert_eq!(fault(&"a".repeat(256), 255), Some("length"));
        assert_eq!(fault(&"a".repeat(255), 255), None);
    }

    #[test]
    fn names_that_some_system_takes_for_one_fold_alike() {
        for (one, other) in [("A.XML", "a.xml"), ("e\u{301}.xml", "\u{e9}.xml"), ("ﬁ.xml", "fi.xml"), ("ß", "SS")] {
            assert_eq!(folded(one), folded(other));
        }
        assert_ne!(folded("a.xml"), folded("b.xml"));
        assert_eq!(ending("dir.x/file"), None);
        assert_eq!(ending("Report.XML").as_deref(), Some("xml"));
    }
}
