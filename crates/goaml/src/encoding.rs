//! Any encoding we take, as UTF-8, while it streams by.
//!
//! UTF-8 passes through byte by byte; whether it is well formed is the checker's business. UTF-16 needs its byte order
//! mark. The single-byte encodings on the list are taken when they are declared and the bytes bear it out. Everything
//! else is refused: an encoding is never guessed.

use crate::codes;
use crate::unpack::{UnpackError, refusal};
use encoding_rs::{Decoder, DecoderResult};
use std::io::{self, Read};

/// An encoding this crate takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// ISO-8859-1, Western European.
    Latin1,
    /// ISO-8859-9, Turkish.
    Latin5,
    /// windows-1252, Western European.
    Windows1252,
}

/// The XML declaration must end within so many bytes.
const HEAD_BYTES: u64 = 1024;
const PIECE_BYTES: usize = 16 << 10;

/// A stream of UTF-8 made from a stream in any encoding we take.
///
/// When bytes are converted, the declaration says `UTF-8` afterwards and keeps its length in characters, so lines and
/// columns are those of the original; byte offsets are those of this stream. An error of the stream that is a refusal
/// carries its finding, see [`UnpackError::finding_in`].
#[derive(Debug)]
pub struct Utf8<R> {
    source: R,
    encoding: Encoding,
    decoder: Option<Decode>,
    out: Vec<u8>,
    out_at: usize,
    ended: bool,
}

struct Decode {
    decoder: Decoder,
    encoding: Encoding,
    input: Vec<u8>,
    read_bytes: u64,
}

impl std::fmt::Debug for Decode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decode").field("encoding", &self.encoding).finish_non_exhaustive()
    }
}

/// Looks at the beginning of a stream and returns it as UTF-8.
///
/// `outer` is what the sender said around the file, such as the `charset` of a content type; it must agree.
pub fn utf8<R: Read>(mut source: R, outer: Option<&str>) -> Result<Utf8<R>, UnpackError> {
    let mut head = Vec::new();
    (&mut source).take(HEAD_BYTES).read_to_end(&mut head)?;
    let found = family(&head)?;
    let (mark, text) = match found {
        Family::Utf8Mark => (3, latin(head.get(3..))),
        Family::Ascii => (0, latin(Some(&head))),
        Family::Utf16Le => (2, units(head.get(2..), u16::from_le_bytes)),
        Family::Utf16Be => (2, units(head.get(2..), u16::from_be_bytes)),
    };
    let declared = declared(&text).ok_or_else(|| refuse("unended declaration", found.name()))?;
    let encoding = agree(found, declared)?;
    if let Some(outer) = outer
        && known(outer).is_none_or(|said| !said.contains(&encoding))
    {
        return Err(refuse(outer, declared.unwrap_or(found.name())));
    }
    let mut stream = Utf8 { source, encoding, decoder: None, out: head, out_at: 0, ended: false };
    if let Some(decoder) = decoder(encoding) {
        let input = stream.out.split_off(mark);
        stream.out.clear();
        let read_bytes = u64::try_from(mark).unwrap_or(0);
        let mut decode = Decode { decoder, encoding, input, read_bytes };
        // The first piece may end within a character; the decoder keeps its half.
        decode.turn(&mut stream.out, false)?;
        // The mark was taken off; a second one is a character that cannot stand there, and not a mark of UTF-8.
        if stream.out.starts_with(b"\xEF\xBB\xBF") {
            return Err(refuse("", "two byte order marks"));
        }
        restate(&mut stream.out);
        stream.decoder = Some(decode);
    }
    Ok(stream)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Ascii,
    Utf8Mark,
    Utf16Le,
    Utf16Be,
}

impl Family {
    fn name(self) -> &'static str {
        match self {
            Self::Ascii => "no byte order mark",
            Self::Utf8Mark => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }
}

fn refuse(declared: &str, found: &str) -> UnpackError {
    let shown: String = declared.chars().take(40).collect();
    refusal(codes::XML_ENCODING, 0).with("declared", shown).with("found", found).into()
}

/// What the first bytes alone say.
fn family(head: &[u8]) -> Result<Family, UnpackError> {
    const REFUSED: &[(&[u8], &str)] = &[
        (b"\xFF\xFE\x00\x00", "UTF-32LE"),
        (b"\x00\x00\xFE\xFF", "UTF-32BE"),
        (b"\x00\x00\xFF\xFE", "UTF-32"),
        (b"\xFE\xFF\x00\x00", "UTF-32"),
        (b"<\x00\x00\x00", "UTF-32LE"),
        (b"\x00\x00\x00<", "UTF-32BE"),
        (b"<\x00", "UTF-16LE without byte order mark"),
        (b"\x00<", "UTF-16BE without byte order mark"),
        (b"\x4C\x6F\xA7\x94", "EBCDIC"),
        (b"+ADw-", "UTF-7"),
        (b"+/v", "UTF-7"),
        (b"\xF7\x64\x4C", "UTF-1"),
        (b"\xDD\x73\x66\x73", "UTF-EBCDIC"),
        (b"\x0E\xFE\xFF", "SCSU"),
        (b"\xFB\xEE\x28", "BOCU-1"),
        (b"\x84\x31\x95\x33", "GB18030"),
    ];
    if let Some((_, name)) = REFUSED.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Err(refuse("", name));
    }
    Ok(if head.starts_with(b"\xEF\xBB\xBF") {
        Family::Utf8Mark
    } else if head.starts_with(b"\xFF\xFE") {
        Family::Utf16Le
    } else if head.starts_with(b"\xFE\xFF") {
        Family::Utf16Be
    } else {
        Family::Ascii
    })
}

fn latin(bytes: Option<&[u8]>) -> String {
    bytes.unwrap_or_default().iter().map(|byte| char::from(*byte)).collect()
}

fn units(bytes: Option<&[u8]>, unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.unwrap_or_default().as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}

/// The range of the encoding name in a text that begins with an XML declaration. `None` when the declaration does not
/// end within the text, `Some(None)` when there is no declaration or it names no encoding.
fn declared_range(text: &str) -> Option<Option<std::ops::Range<usize>>> {
    let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
    if !text.strip_prefix("<?xml").is_some_and(|rest| rest.starts_with(blank)) {
        return Some(None);
    }
    let declaration = text.get(..text.find("?>")?)?;
    let Some(name_at) =
        declaration.find("encoding").filter(|at| declaration.get(..*at).is_some_and(|b| b.ends_with(blank)))
    else {
        return Some(None);
    };
    let after = declaration.get(name_at + "encoding".len()..)?;
    let Some(value) = after.trim_start_matches(blank).strip_prefix('=').map(|rest| rest.trim_start_matches(blank))
    else {
        return Some(None);
    };
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return Some(None) };
    let inner = value.get(1..)?;
    let Some(length) = inner.find(quote) else { return Some(None) };
    let start = declaration.len() - inner.len();
    Some(Some(start..start + length))
}

fn declared(text: &str) -> Option<Option<&str>> {
    Some(declared_range(text)?.and_then(|range| text.get(range)))
}

/// The encodings a label may mean; a label for UTF-16 leaves the byte order open.
fn known(label: &str) -> Option<&'static [Encoding]> {
    const LABELS: &[(&str, &[Encoding])] = &[
        ("utf-8", &[Encoding::Utf8]),
        ("utf8", &[Encoding::Utf8]),
        ("utf-16", &[Encoding::Utf16Le, Encoding::Utf16Be]),
        ("utf-16le", &[Encoding::Utf16Le]),
        ("utf-16be", &[Encoding::Utf16Be]),
        ("iso-8859-1", &[Encoding::Latin1]),
        ("latin1", &[Encoding::Latin1]),
        ("iso-8859-9", &[Encoding::Latin5]),
        ("latin5", &[Encoding::Latin5]),
        ("windows-1252", &[Encoding::Windows1252]),
    ];
    LABELS.iter().find(|(name, _)| name.eq_ignore_ascii_case(label)).map(|(_, encodings)| *encodings)
}

fn agree(found: Family, declared: Option<&str>) -> Result<Encoding, UnpackError> {
    let by_mark = match found {
        Family::Ascii | Family::Utf8Mark => Encoding::Utf8,
        Family::Utf16Le => Encoding::Utf16Le,
        Family::Utf16Be => Encoding::Utf16Be,
    };
    let Some(label) = declared else { return Ok(by_mark) };
    let said = known(label).ok_or_else(|| refuse(label, found.name()))?;
    match (found, said) {
        (_, said) if said.contains(&by_mark) => Ok(by_mark),
        (Family::Ascii, [single @ (Encoding::Latin1 | Encoding::Latin5 | Encoding::Windows1252)]) => Ok(*single),
        _ => Err(refuse(label, found.name())),
    }
}

fn decoder(encoding: Encoding) -> Option<Decoder> {
    let table = match encoding {
        Encoding::Utf8 => return None,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        // Above 9F the Windows tables are the ISO ones; below, `stray` refuses.
        Encoding::Latin1 | Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
        Encoding::Latin5 => encoding_rs::WINDOWS_1254,
    };
    Some(table.new_decoder_without_bom_handling())
}

/// Whether a byte shows that a file is not in the encoding it declares.
fn stray(encoding: Encoding, byte: u8) -> bool {
    match encoding {
        Encoding::Latin1 | Encoding::Latin5 => matches!(byte, 0x80..=0x9F),
        Encoding::Windows1252 => matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D),
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => false,
    }
}

/// Writes `UTF-8` over the declared encoding and fills up with blanks behind the quote.
fn restate(out: &mut Vec<u8>) {
    let Ok(text) = std::str::from_utf8(out) else { return };
    let Some(Some(range)) = declared_range(text) else { return };
    let Some(quote) = text.get(range.end..range.end + 1) else { return };
    let blanks = (range.len() + 1).saturating_sub("UTF-8".len() + 1);
    let said = format!("UTF-8{quote}{}", " ".repeat(blanks));
    out.splice(range.start..range.end + 1, said.into_bytes());
}

impl Decode {
    /// Converts the input that waits and appends it to `out`.
    fn turn(&mut self, out: &mut Vec<u8>, last: bool) -> Result<(), UnpackError> {
        let refuse = |at: u64| refusal(codes::XML_ENCODING, at).with("declared", format!("{:?}", self.encoding));
        if let Some(at) = self.input.iter().position(|byte| stray(self.encoding, *byte)) {
            let at = self.read_bytes + u64::try_from(at).unwrap_or(0);
            return Err(refuse(at).with("found", "a byte that does not exist in it").into());
        }
        // A code unit becomes at most three bytes, and the decoder may hold one character back.
        let start = out.len();
        out.resize(start + self.input.len() * 3 + 16, 0);
        let room = out.get_mut(start..).unwrap_or_default();
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(&self.input, room, last);
        out.truncate(start + written);
        let at = self.read_bytes + u64::try_from(read).unwrap_or(0);
        if result != DecoderResult::InputEmpty {
            return Err(refuse(at).with("found", "half a character").into());
        }
        self.read_bytes = at;
        self.input.clear();
        Ok(())
    }
}

impl<R> Utf8<R> {
    /// What the file was written in.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.out_at >= self.out.len() && !buffer.is_empty() {
            let Some(decode) = self.decoder.as_mut() else { return self.source.read(buffer) };
            if self.ended {
                return Ok(0);
            }
            decode.input.resize(PIECE_BYTES, 0);
            let read = self.source.read(&mut decode.input)?;
            decode.input.truncate(read);
            self.ended = read == 0;
            self.out.clear();
            self.out_at = 0;
            decode.turn(&mut self.out, self.ended).map_err(UnpackError::into_io)?;
        }
        let kept = self.out.get(self.out_at..).unwrap_or_default();
        let count = kept.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), kept.get(..count)) {
            to.copy_from_slice(from);
        }
        self.out_at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], outer: Option<&str>) -> Result<String, String> {
        let code = |error: &UnpackError| match error {
            UnpackError::Refused(finding) => format!("{}@{}", finding.code, finding.place.offset),
            UnpackError::Io(error) => error.to_string(),
        };
        let mut stream = utf8(bytes, outer).map_err(|error| code(&error))?;
        let mut text = Vec::new();
        stream.read_to_end(&mut text).map_err(|error| {
            UnpackError::finding_in(&error).map_or(error.to_string(), |f| format!("{}@{}", f.code, f.place.offset))
        })?;
        String::from_utf8(text).map_err(|error| error.to_string())
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(|unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn utf8_passes_untouched_with_and_without_mark() {
        for text in ["<r>naïve</r>", "\u{FEFF}<r/>", "<?xml version='1.0' encoding='utf-8'?><r/>", ""] {
            assert_eq!(read(text.as_bytes(), None).as_deref(), Ok(text));
        }
    }

    #[test]
    fn utf16_with_mark_is_read_and_its_declaration_restated_in_place() {
        let long = "é𝄞".repeat(9_000);
        for big in [false, true] {
            let text = format!("<?xml version=\"1.0\" encoding=\"UTF-16\" standalone=\"yes\"?><r>{long}</r>");
            let expected = text.replace("UTF-16\"", "UTF-8\" ");
            assert_eq!(read(&utf16(&text, big), None), Ok(expected));
            assert_eq!(read(&utf16("<r/>", big), Some("utf-16")).as_deref(), Ok("<r/>"));
        }
    }

    #[test]
    fn single_byte_encodings_are_read_when_they_are_true() {
        let table: &[(&str, &[u8], Result<&str, &str>)] = &[
            ("ISO-8859-1", b"M\xFCller", Ok("Müller")),
            ("iso-8859-9", b"Y\xFDld\xFDz \xDEen", Ok("Yıldız Şen")),
            ("windows-1252", b"\x80 5 \x96 Zo\xEB", Ok("€ 5 – Zoë")),
            ("ISO-8859-1", b"\x80 5", Err("XML-ENCODING@46")),
            ("windows-1252", b"ab\x81", Err("XML-ENCODING@50")),
        ];
        for (label, name, expected) in table {
            let mut bytes = format!("<?xml version=\"1.0\" encoding=\"{label}\"?><r>").into_bytes();
            bytes.extend_from_slice(name);
            bytes.extend_from_slice(b"</r>");
            let got = read(&bytes, None).map(|text| {
                assert!(text.contains("encoding=\"UTF-8\" "), "{text}");
                text.split("<r>").nth(1).unwrap().trim_end_matches("</r>").to_owned()
            });
            assert_eq!(got.as_deref().map_err(String::as_str), *expected, "{label}");
        }
    }

    #[test]
    fn what_contradicts_itself_or_is_not_on_the_list_is_refused() {
        let mut table: Vec<Vec<u8>> = vec![
            b"<?xml version='1.0' encoding='UTF-16'?><r/>".to_vec(),
            b"<?xml version='1.0' encoding='UTF-7'?><r/>".to_vec(),
            b"<?xml version='1.0' encoding='x-user-defined'?><r/>".to_vec(),
            b"<?xml version='1.0' encoding='IBM037'?><r/>".to_vec(),
            b"\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><r/>".to_vec(),
            utf16("<?xml version='1.0' encoding='UTF-8'?><r/>", true),
            utf16("<?xml version='1.0' encoding='UTF-16BE'?><r/>", false),
            utf16("<r/>", false)[2..].to_vec(),
            utf16("\u{FEFF}<r/>", false),
            utf16("\u{FEFF}<?xml version='1.0'?><r/>", true),
            b"\xFF\xFE\x00\x00<\x00\x00\x00".to_vec(),
            b"\x00\x00\x00<".to_vec(),
            b"\x4C\x6F\xA7\x94\x93".to_vec(),
            b"+ADw-r/+AD4-".to_vec(),
        ];
        table.push(format!("<?xml version='1.0' {}encoding='UTF-7'?><r/>", " ".repeat(2_000)).into_bytes());
        for bytes in table {
            assert_eq!(read(&bytes, None), Err("XML-ENCODING@0".to_owned()), "{:?}", String::from_utf8_lossy(&bytes));
        }
        assert!(read(b"<r/>", Some("iso-8859-1")).is_err());
        assert!(read(b"<r/>", Some("UTF-8")).is_ok());
    }

    #[test]
    fn half_characters_are_refused_where_they_stand() {
        let mut odd = utf16("<r/>", false);
        odd.push(b'x');
        assert!(read(&odd, None).unwrap_err().starts_with("XML-ENCODING@"));
        let mut lone = utf16("<r>", false);
        lone.extend_from_slice(&[0x00, 0xD8, b'<', 0]);
        assert!(read(&lone, None).unwrap_err().starts_with("XML-ENCODING@"));
    }
}
