//! What stands between the tags: references, comments, processing instructions, CDATA and the XML declaration.

use super::{Halt, Stop};
use crate::Limits;
use crate::names::is_name;

/// Longest reference that is read.
const REFERENCE_BYTES_MAX: usize = 64;

/// A reference at the start of `text`: its character and its length in bytes. `whole` says that no more text can
/// follow, so that an unfinished reference is an error and not a reason to wait.
pub(super) fn reference(text: &str, whole: bool) -> Result<(char, usize), Stop> {
    let possible = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80 || matches!(b, b'#' | b'_' | b'-' | b'.' | b':');
    let end = text.bytes().skip(1).take(REFERENCE_BYTES_MAX).position(|b| !possible(b)).map(|length| length + 1);
    if end.is_none() && text.len() <= REFERENCE_BYTES_MAX && !whole {
        return Err(Stop::More);
    }
    let Some(end) = end.filter(|end| text.as_bytes().get(*end) == Some(&b';')) else {
        return Err(Halt::new("XML-SYNTAX", 0).with("what", "`&` must be written `&amp;`").stop());
    };
    let name = text.get(1..end).unwrap_or("");
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => numeric(name)?,
    };
    Ok((character, end + 1))
}

fn numeric(name: &str) -> Result<char, Stop> {
    let Some(number) = name.strip_prefix('#') else {
        if !is_name(name) {
            return Err(Halt::new("XML-SYNTAX", 0).with("what", "`&` must be written `&amp;`").stop());
        }
        return Err(Halt::new("XML-ENTITY", 0).with("entity", name).stop());
    };
    let code = match number.strip_prefix('x') {
        Some(hex) if !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok(),
        None if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => number.parse().ok(),
        _ => return Err(Halt::new("XML-SYNTAX", 0).with("what", "a character reference is not a number").stop()),
    };
    let allowed = |c: &char| match u32::from(*c) {
        0x9 | 0xA | 0xD => true,
        0xFFFE | 0xFFFF => false,
        code => code >= 0x20,
    };
    code.and_then(char::from_u32)
        .filter(allowed)
        .ok_or_else(|| Halt::new("XML-CHAR", 0).with("char", format!("&{name};")).stop())
}

/// A comment that begins at `from`: the index behind it.
pub(super) fn comment(text: &str, from: usize, limits: &Limits) -> Result<usize, Stop> {
    let body = from + 4;
    let bytes = text.as_bytes();
    match memchr::memmem::find(bytes.get(body..).unwrap_or(&[]), b"--") {
        None => waiting(bytes.len() - from, limits, from),
        Some(found) => match bytes.get(body + found + 2) {
            None => Err(Stop::More),
            Some(b'>') if found <= limits.comment_bytes_max => Ok(body + found + 3),
            Some(b'>') => waiting(found, limits, from),
            Some(_) => {
                let halt = Halt::new("XML-SYNTAX", body + found);
                Err(halt.with("what", "`--` cannot stand inside a comment").stop())
            }
        },
    }
}

/// A processing instruction that begins at `from`: the index behind it.
pub(super) fn instruction(text: &str, from: usize, limits: &Limits) -> Result<usize, Stop> {
    let bytes = text.as_bytes();
    let Some(found) = memchr::memmem::find(bytes.get(from + 2..).unwrap_or(&[]), b"?>") else {
        return waiting(bytes.len() - from, limits, from);
    };
    let content = text.get(from + 2..from + 2 + found).unwrap_or("");
    let target = content.split([' ', '\t', '\n', '\r']).next().unwrap_or("");
    if target.eq_ignore_ascii_case("xml") {
        let halt = Halt::new("XML-SYNTAX", from);
        return Err(halt.with("what", "an XML declaration can stand only at the very beginning").stop());
    }
    if !is_name(target) || target.contains(':') {
        let halt = Halt::new("XML-SYNTAX", from);
        return Err(halt.with("what", "a processing instruction has no name").stop());
    }
    if found > limits.comment_bytes_max {
        return waiting(found, limits, from);
    }
    Ok(from + found + 4)
}

/// A CDATA section that begins at `from`: start and end of its text.
pub(super) fn section(text: &str, from: usize, limits: &Limits) -> Result<(usize, usize), Stop> {
    let body = from + 9;
    match memchr::memmem::find(text.as_bytes().get(body..).unwrap_or(&[]), b"]]>") {
        Some(found) => Ok((body, body + found)),
        None if text.len() - from > limits.text_bytes_max => {
            let halt = Halt::new("XML-LIMIT", from).with("what", "text");
            Err(halt.with("limit", limits.text_bytes_max.to_string()).stop())
        }
        None => Err(Stop::More),
    }
}

fn waiting<T>(length: usize, limits: &Limits, from: usize) -> Result<T, Stop> {
    if length <= limits.comment_bytes_max {
        return Err(Stop::More);
    }
    let halt = Halt::new("XML-LIMIT", from).with("what", "comment");
    Err(halt.with("limit", limits.comment_bytes_max.to_string()).stop())
}

/// The XML declaration at the beginning of the file: the index behind it.
pub(super) fn declaration(text: &str, transcoded: bool) -> Result<usize, Stop> {
    let syntax = |what: &str| Halt::new("XML-SYNTAX", 0).with("what", what).stop();
    let Some(end) = memchr::memmem::find(text.as_bytes(), b"?>") else {
        return Err(if text.len() > 1024 { syntax("the XML declaration is not closed") } else { Stop::More });
    };
    // Four characters are blanks in XML; Unicode has more.
    let blank = [' ', '\t', '\r', '\n'];
    let mut rest = text.get(5..end).unwrap_or("");
    let mut step = 0;
    while !rest.trim_start_matches(blank).is_empty() {
        if rest.trim_start_matches(blank).len() == rest.len() {
            return Err(syntax("a blank is missing in the XML declaration"));
        }
        rest = rest.trim_start_matches(blank);
        let (name, after) = rest.split_once('=').ok_or_else(|| syntax("the XML declaration is not well-formed"))?;
        let after = after.trim_start_matches(blank);
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let quote = quote.ok_or_else(|| syntax("a value in the XML declaration has no quotes"))?;
        let (value, next) = after
            .get(1..)
            .and_then(|inner| inner.split_once(quote))
            .ok_or_else(|| syntax("the XML declaration is not well-formed"))?;
        step = match (name.trim_end_matches(blank), step) {
            ("version", 0) if value == "1.0" => 1,
            ("version", 0) => return Err(Halt::new("XML-VERSION", 0).stop()),
            ("encoding", 1) if transcoded || is_utf8(value) => 2,
            ("encoding", 1) => return Err(Halt::new("XML-ENCODING", 0).with("encoding", value).stop()),
            ("standalone", 1 | 2) if matches!(value, "yes" | "no") => 3,
            _ => return Err(syntax("the XML declaration is not well-formed")),
        };
        rest = next;
    }
    if step == 0 {
        return Err(syntax("the XML declaration has no version"));
    }
    Ok(end + 2)
}

fn is_utf8(encoding: &str) -> bool {
    ["utf-8", "us-ascii", "ascii"].iter().any(|known| encoding.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_or_refused() {
        let code = |text: &str| match reference(text, true) {
            Ok((c, length)) => format!("{c}{length}"),
            Err(Stop::Halt(halt)) => halt.code.to_owned(),
            Err(Stop::More) => "more".to_owned(),
        };
        let table = [
            ("&lt;", "<4"),
            ("&#x41;b", "A6"),
            ("&#x0000041;", "A11"),
            ("&#1114112;", "XML-CHAR"),
            ("&#0;", "XML-CHAR"),
            ("&#xFFFE;", "XML-CHAR"),
            ("&#xD800;", "XML-CHAR"),
            ("&nbsp;", "XML-ENTITY"),
            ("& co;", "XML-SYNTAX"),
            ("&#;", "XML-SYNTAX"),
            ("&#+5;", "XML-SYNTAX"),
            ("&amp", "XML-SYNTAX"),
        ];
        for (text, expected) in table {
            assert_eq!(code(text), expected, "{text}");
        }
        assert!(matches!(reference("&am", false), Err(Stop::More)));
    }

    #[test]
    fn the_declaration_is_strict() {
        let ok = |text: &str| declaration(text, false).is_ok();
        assert!(ok("<?xml version=\"1.0\"?>") && ok("<?xml version='1.0' encoding='utf-8' standalone='yes' ?>"));
        for bad in [
            "<?xml?>",
            "<?xml encoding='utf-8'?>",
            "<?xml version='1.1'?>",
            "<?xml version='2.0'?>",
            "<?xml version='1.0' encoding='utf-16'?>",
            "<?xml version='1.0'encoding='utf-8'?>",
            "<?xml version='1.0' standalone='maybe'?>",
            "<?xml version='1.0' standalone='yes' encoding='utf-8'?>",
            "<?xml version=1.0?>",
            "<?xml version='1.0'\u{85}encoding='utf-8'?>",
            "<?xml\u{a0}version='1.0'?>",
            "<?xml version\u{2028}='1.0'?>",
            "<?xml version=\u{3000}'1.0'?>",
            "<?xml version='1.0'\u{85}?>",
        ] {
            assert!(!ok(bad), "{bad}");
        }
    }
}
