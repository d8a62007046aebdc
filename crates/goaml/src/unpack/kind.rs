//! What bytes are, by their first few.

use super::Role;

/// Bytes that [`sniff`] wants to see: the mark of an ISO image is the furthest in.
pub(super) const HEAD_BYTES: u64 = 33_000;

/// What a file is by its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Something that begins like XML, in an encoding this crate may or may not take.
    Xml,
    Zip,
    Archive(&'static str),
    Program(&'static str),
    Document(&'static str),
    /// Text or something unknown.
    Unknown,
    Empty,
}

impl Content {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Xml => "xml",
            Self::Zip => "zip",
            Self::Archive(name) | Self::Program(name) | Self::Document(name) => name,
            Self::Unknown => "unknown",
            Self::Empty => "empty",
        }
    }

    /// Whether content of this kind may stand under a name with this ending.
    pub(super) fn fits(self, role: Role, ending: &str) -> bool {
        match (role, ending) {
            (Role::Report, _) => self == Self::Xml,
            (_, "docx" | "xlsx" | "odt" | "ods") => self == Self::Zip,
            (_, "doc" | "xls" | "msg") => self == Self::Document("ole"),
            (_, "jpg" | "jpeg") => self == Self::Document("jpeg"),
            (_, "tif" | "tiff") => self == Self::Document("tiff"),
            (_, "txt" | "csv" | "eml") => self == Self::Unknown,
            (_, other) => matches!(self, Self::Document(name) if name == other),
        }
    }
}

const MARKS: &[(usize, &[u8], Content)] = &[
    (0, b"PK\x03\x04", Content::Zip),
    (0, b"PK\x05\x06", Content::Zip),
    (0, b"PK\x07\x08", Content::Archive("spanned zip")),
    (0, b"7z\xBC\xAF\x27\x1C", Content::Archive("7z")),
    (0, b"Rar!\x1A\x07", Content::Archive("rar")),
    (0, b"\x1F\x8B", Content::Archive("gzip")),
    (0, b"\x1F\x9D", Content::Archive("compress")),
    (0, b"\xFD7zXZ\x00", Content::Archive("xz")),
    (0, b"BZh", Content::Archive("bzip2")),
    (0, b"\x28\xB5\x2F\xFD", Content::Archive("zstd")),
    (0, b"\x04\x22\x4D\x18", Content::Archive("lz4")),
    (0, b"LZIP", Content::Archive("lzip")),
    (0, b"MSCF", Content::Archive("cab")),
    (0, b"\x60\xEA", Content::Archive("arj")),
    (0, b"!<arch>", Content::Archive("ar")),
    (0, b"xar!", Content::Archive("xar")),
    (2, b"-lh", Content::Archive("lha")),
    (257, b"ustar", Content::Archive("tar")),
    (32_769, b"CD001", Content::Archive("iso")),
    (0, b"MZ", Content::Program("exe")),
    (0, b"\x7FELF", Content::Program("elf")),
    (0, b"#!", Content::Program("script")),
    (0, b"\xCA\xFE\xBA\xBE", Content::Program("class")),
    (0, b"\xFE\xED\xFA", Content::Program("mach-o")),
    (0, b"\xCF\xFA\xED\xFE", Content::Program("mach-o")),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", Content::Program("lnk")),
    (0, b"%PDF-", Content::Document("pdf")),
    (0, b"\x89PNG\r\n\x1A\n", Content::Document("png")),
    (0, b"\xFF\xD8\xFF", Content::Document("jpeg")),
    (0, b"GIF87a", Content::Document("gif")),
    (0, b"GIF89a", Content::Document("gif")),
    (0, b"II*\x00", Content::Document("tiff")),
    (0, b"MM\x00*", Content::Document("tiff")),
    (0, b"{\\rtf", Content::Document("rtf")),
    (0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Content::Document("ole")),
    // Marks of XML in encodings that are refused later, by their own code.
    (0, b"\xFF\xFE", Content::Xml),
    (0, b"\xFE\xFF", Content::Xml),
    (0, b"\x00\x00\xFE\xFF", Content::Xml),
    (0, b"\x00\x00\x00<", Content::Xml),
    (0, b"\x00<", Content::Xml),
    (0, b"\x4C\x6F\xA7\x94", Content::Xml),
    (0, b"+ADw-", Content::Xml),
];

/// Says what the first bytes of a file are.
pub(super) fn sniff(head: &[u8]) -> Content {
    if head.is_empty() {
        return Content::Empty;
    }
    for (at, mark, content) in MARKS {
        if head.get(*at..).is_some_and(|rest| rest.starts_with(mark)) {
            return *content;
        }
    }
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    match text.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
        Some(b'<') => Content::Xml,
        // Blanks alone are left to the reader, which says that the document is empty.
        None if text.len() < usize::try_from(HEAD_BYTES).unwrap_or(usize::MAX) => Content::Xml,
        _ => Content::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_bytes() {
        let mut tar = vec![b'a'; 512];
        tar[257..262].copy_from_slice(b"ustar");
        let mut iso = vec![0; 33_000];
        iso[32_769..32_774].copy_from_slice(b"CD001");
        let table: &[(&[u8], &str)] = &[
            (b"<report/>", "xml"),
            (b"\xEF\xBB\xBF <report/>", "xml"),
            (b"", "empty"),
            (b"PK\x03\x04....", "zip"),
            (b"7z\xBC\xAF\x27\x1C", "7z"),
            (b"Rar!\x1A\x07\x00", "rar"),
            (b"\x1F\x8B\x08", "gzip"),
            (b"MSCF....", "cab"),
            (b"\x60\xEA..", "arj"),
            (b"MZ\x90\x00", "exe"),
            (b"%PDF-1.7", "pdf"),
            (b"\xFF\xD8\xFF\xE0", "jpeg"),
            (b"name;amount", "unknown"),
            (&tar, "tar"),
            (&iso, "iso"),
        ];
        for (head, expected) in table {
            assert_eq!(sniff(head).name(), *expected);
        }
    }

    #[test]
    fn an_attachment_must_be_what_its_name_says() {
        let pdf = sniff(b"%PDF-1.7");
        assert!(pdf.fits(Role::Attachment, "pdf"));
        assert!(!pdf.fits(Role::Attachment, "png") && !pdf.fits(Role::Report, "xml"));
        assert!(!sniff(b"MZ").fits(Role::Attachment, "txt"));
        assert!(!sniff(b"<html>").fits(Role::Attachment, "txt"));
    }
}
