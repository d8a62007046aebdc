//! Archives, honest and hostile: each hostile one is refused with its own code, and nothing of it is given out whole.

use crate::archive::{End, Part, archive, archive_with, deflated, stored};
use openfiu_goaml::limits::Limits;
use openfiu_goaml::unpack::{self, Kind, Role, UnpackError};
use std::io::{Cursor, Read};

const XML: &[u8] = b"<?xml version=\"1.0\"?><report><rentity_id>1</rentity_id></report>";

/// Reads a package to its last byte: the files, or the code of the refusal.
fn read_with(bytes: &[u8], name: &str, limits: Limits) -> Result<Vec<(String, Vec<u8>)>, String> {
    let code = |error: UnpackError| match error {
        UnpackError::Refused(finding) => finding.code.to_string(),
        UnpackError::Io(error) => format!("io {error}"),
    };
    let mut package = unpack::open(Cursor::new(bytes), name, limits).map_err(code)?;
    let mut files = Vec::new();
    for position in 0..package.entries().len() {
        let mut data = Vec::new();
        let mut stream = package.entry(position).map_err(code)?;
        let most = stream.entry().bytes;
        let outcome = stream.read_to_end(&mut data);
        assert!(data.len() as u64 <= most, "a stream gave more than the directory promised");
        outcome.map_err(|error| UnpackError::finding_in(&error).map_or("io".into(), |f| f.code.to_string()))?;
        files.push((package.entries()[position].name.clone(), data));
    }
    Ok(files)
}

fn read(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, String> {
    read_with(bytes, "upload.zip", Limits::default())
}

fn check(story: &str, bytes: &[u8], expected: &str) {
    let got = read(bytes).map(|files| files.len());
    assert_eq!(got.as_ref().map_or_else(String::as_str, |_| "taken"), expected, "{story}");
}

fn changed(change: impl FnOnce(&mut Part)) -> Vec<u8> {
    let mut part = deflated("report.xml", XML);
    change(&mut part);
    archive(&[part])
}

#[test]
fn one_xml_file_is_its_own_package() {
    let files = read_with(XML, "report.xml", Limits::default()).unwrap();
    assert_eq!(files, [("report.xml".to_owned(), XML.to_vec())]);
    assert_eq!(read_with(XML, "report", Limits::default()).unwrap().len(), 1);
    assert_eq!(read_with(XML, "report.zip", Limits::default()).unwrap_err(), "TYPE");
}

#[test]
fn reports_and_attachments_come_out_as_they_went_in() {
    let parts =
        [deflated("a.xml", XML), stored("b/", b""), stored("b/б.xml", XML), deflated("b/scan.pdf", b"%PDF-1.7 ...")];
    let bytes = archive(&parts);
    let package = unpack::open(Cursor::new(&bytes), "x.ZIP", Limits::default()).unwrap();
    assert_eq!(package.kind(), Kind::Zip);
    let roles: Vec<Role> = package.entries().iter().map(|entry| entry.role).collect();
    assert_eq!(roles, [Role::Report, Role::Report, Role::Attachment]);
    let files = read(&bytes).unwrap();
    assert_eq!(files[1], ("b/б.xml".to_owned(), XML.to_vec()));
    assert_eq!(files[2].1, b"%PDF-1.7 ...");
}

#[test]
fn what_a_reporters_system_adds_by_itself_is_passed_over() {
    let shadow = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X";
    let bytes = archive(&[
        deflated("a.xml", XML),
        deflated("__MACOSX/._a.xml", shadow),
        deflated("__MACOSX/b/._scan.PDF", shadow),
        stored(".DS_Store", b"Bud1"),
        stored("b/Thumbs.db", b"\xd0\xcf\x11\xe0"),
        stored("b/desktop.ini", b"[]"),
    ]);
    assert_eq!(read(&bytes).unwrap(), [("a.xml".to_owned(), XML.to_vec())]);
    let only = Limits { attachments_max: 0, ..Limits::default() };
    assert!(read_with(&bytes, "a.zip", only).is_ok(), "they are no attachments");
    for (name, code) in [
        ("__MACOSX/._a.exe", "ZIP-EXTRA"),
        ("__MACOSX/a.exe", "ZIP-EXTRA"),
        ("__MACOSX/._a.zip", "ZIP-NESTED"),
        ("._a.lnk", "ZIP-EXTRA"),
        ("thumbs.db.exe", "ZIP-EXTRA"),
    ] {
        check(name, &archive(&[deflated("a.xml", XML), deflated(name, b"x")]), code);
    }
    check("nothing else", &archive(&[deflated("__MACOSX/._a.xml", shadow)]), "ZIP-NOXML");
    let bomb = vec![0; 10 << 20];
    check("a bomb in hiding", &archive(&[deflated("a.xml", XML), deflated("__MACOSX/._a.xml", &bomb)]), "ZIP-RATIO");
}

#[test]
fn archives_of_another_writer_are_read() {
    use std::io::Write;
    use zip::write::SimpleFileOptions;
    for method in [zip::CompressionMethod::Stored, zip::CompressionMethod::Deflated] {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(method).unix_permissions(0o644);
        writer.add_directory("in", options).unwrap();
        writer.start_file("in/report.xml", options).unwrap();
        writer.write_all(XML).unwrap();
        let bytes = writer.finish().unwrap().into_inner();
        assert_eq!(read(&bytes).unwrap(), [("in/report.xml".to_owned(), XML.to_vec())]);
    }
}

#[test]
fn a_writer_that_cannot_seek_puts_the_sizes_behind_the_entry() {
    for mark in [false, true] {
        let bytes = changed(|part| {
            let mut tail = if mark { b"PK\x07\x08".to_vec() } else { Vec::new() };
            [part.crc, part.packed, part.unpacked].iter().for_each(|n| tail.extend_from_slice(&n.to_le_bytes()));
            part.flags |= 8;
            part.descriptor = Some(tail);
        });
        check("descriptor", &bytes, "taken");
    }
    let lying = changed(|part| {
        part.flags |= 8;
        part.descriptor = Some(vec![0; 12]);
    });
    check("descriptor that contradicts the directory", &lying, "ZIP-MISMATCH");
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() {
    let flat = archive(&[deflated("report.xml", &vec![b'<'; 20 << 20])]);
    check("flat bomb", &flat, "ZIP-RATIO");
    // Many directory lines that point at one body.
    let mut parts = vec![deflated("0.xml", &vec![b'<'; 1 << 20])];
    for number in 1..100 {
        let mut part = stored(&format!("{number}.xml"), b"");
        (part.packed, part.unpacked, part.crc, part.method) = (parts[0].packed, 1 << 20, parts[0].crc, 8);
        part.offset = Some(0);
        parts.push(part);
    }
    let mut shared = archive(&parts);
    check("one body, many lines", &shared, "ZIP-OVERLAP");
    // The directory alone tells: the header before the body is broken and is never looked at.
    shared[26] = 0xFF;
    check("one body behind a broken header", &shared, "ZIP-OVERLAP");
    // A body that contains the next local header, quoted.
    let inner = archive(&[deflated("b.xml", XML)]);
    let mut outer = stored("a.xml", b"");
    outer.packed = 60;
    outer.unpacked = 60;
    check("quoted header", &archive(&[outer, deflated("b.xml", XML)]), "ZIP-OVERLAP");
    check("nested by name", &archive(&[deflated("a.xml", XML), stored("b.zip", &inner)]), "ZIP-NESTED");
    check("nested by content", &archive(&[stored("a.xml", &inner)]), "ZIP-NESTED");
    check("nested tar", &archive(&[deflated("a.xml", XML), stored("b.tar", b"x")]), "ZIP-NESTED");
}

#[test]
fn names_mean_one_thing() {
    for name in
        ["../a.xml", "/a.xml", "C:a.xml", "\\\\h\\s\\a.xml", "a\\b.xml", "a\0.xml", "CON.xml", "a.xml.", "a .xml/b. "]
    {
        check(name, &archive(&[deflated(name, XML)]), "ZIP-NAME");
    }
    check("code page 437", &changed(|part| part.name = b"r\x82port.xml".to_vec()), "ZIP-NAME");
    check(
        "marked UTF-8, is not",
        &changed(|part| (part.name, part.flags) = (b"r\xE9.xml".to_vec(), 1 << 11)),
        "ZIP-NAME",
    );
    let unicode_path = |name: &[u8]| {
        let mut field = vec![0x75, 0x70, u8::try_from(name.len() + 5).unwrap(), 0, 1, 0, 0, 0, 0];
        field.extend_from_slice(name);
        field
    };
    check("second name differs", &changed(|part| part.extra = unicode_path(b"other.xml")), "ZIP-NAME");
    check("second name agrees", &changed(|part| part.extra = unicode_path(b"report.xml")), "taken");
    for (one, other) in [("a.xml", "a.xml"), ("a.xml", "A.XML"), ("e\u{301}.xml", "é.xml"), ("a.xml", "a.xml/b.xml")] {
        check("twice", &archive(&[deflated(one, XML), deflated(other, XML)]), "ZIP-DUPNAME");
    }
}

#[test]
fn only_ordinary_files_and_folders() {
    for mode in [0o120_777u32, 0o020_666, 0o010_666, 0o060_666, 0o104_755, 0o140_000] {
        check("special file", &changed(|part| part.attributes = mode << 16), "ZIP-LINK");
    }
    for attribute in [0x08, 0x40, 0x400] {
        check("DOS attribute", &changed(|part| part.attributes = attribute), "ZIP-LINK");
    }
    check("ordinary", &changed(|part| part.attributes = 0o100_644 << 16), "taken");
    check("folder that is a file", &archive(&[deflated("a.xml", XML), stored("b/", b"hidden")]), "ZIP-SIZE");
}

#[test]
fn directory_and_entries_agree() {
    check("name", &changed(|part| part.local_name = Some(b"repor2.xml".to_vec())), "ZIP-MISMATCH");
    check("size", &changed(|part| part.local_unpacked = Some(1)), "ZIP-MISMATCH");
    check("method", &changed(|part| part.local_method = Some(0)), "ZIP-MISMATCH");
    check("flags", &changed(|part| part.local_flags = Some(1 << 11)), "ZIP-MISMATCH");
    check("local extra is a link", &changed(|part| part.local_extra = vec![0x0D, 0, 0, 0]), "ZIP-MISMATCH");
    check("extra does not fit", &changed(|part| part.extra = vec![1, 2, 9, 0]), "ZIP-DIRECTORY");
}

#[test]
fn checksums_and_sizes_are_true() {
    check("checksum", &changed(|part| part.crc ^= 1), "ZIP-CRC");
    check("checksum of a prefix", &changed(|part| part.crc = crc32fast::hash(&XML[..10])), "ZIP-CRC");
    check("more than said", &changed(|part| part.unpacked -= 1), "ZIP-SIZE");
    check("less than said", &changed(|part| part.unpacked += 1), "ZIP-SIZE");
    check("2^32-1", &changed(|part| part.unpacked = u32::MAX), "ZIP-64");
    check("ZIP64 extra", &changed(|part| part.extra = vec![1, 0, 0, 0]), "ZIP-64");
    check("stored length", &changed(|part| (part.method, part.unpacked) = (0, 3)), "ZIP-SIZE");
    check("invalid codes", &changed(|part| part.data.fill(0xFF)), "ZIP-DATA");
    let behind = changed(|part| {
        part.data.extend_from_slice(b"hidden");
        part.packed += 6;
    });
    check("bytes behind the packed data", &behind, "ZIP-DATA");
    let unended = changed(|part| {
        // A stored deflate block that does not say it is the last one.
        let length = u16::try_from(XML.len()).unwrap();
        part.data = [&[0][..], &length.to_le_bytes(), &(!length).to_le_bytes(), XML].concat();
        part.packed = u32::try_from(part.data.len()).unwrap();
    });
    check("packed data without end", &unended, "ZIP-DATA");
}

#[test]
fn encryption_and_rare_methods_are_refused() {
    for flag in [1, 1 << 6, 1 << 13] {
        check("encrypted", &changed(|part| part.flags = flag), "ZIP-ENC");
    }
    check("AES", &changed(|part| part.method = 99), "ZIP-ENC");
    for method in [1, 6, 9, 12, 14, 93, 95, 97, 98] {
        check("method", &changed(|part| part.method = method), "ZIP-METHOD");
    }
    check("patched data", &changed(|part| part.flags = 1 << 5), "ZIP-METHOD");
}

#[test]
fn the_archive_is_one_piece() {
    let good = archive(&[deflated("a.xml", XML), stored("b.xml", XML)]);
    check("good", &good, "taken");
    check("appended", &[&good[..], b"x"].concat(), "ZIP-APPENDED");
    check("twice", &[&good[..], &good[..]].concat(), "ZIP-APPENDED");
    check("prepended", &[b"PK\x03\x04", &good[..]].concat(), "ZIP-APPENDED");
    check("self-extractor", &[b"MZ..", &good[..]].concat(), "TYPE");
    check("picture and archive", &[b"\xFF\xD8\xFF\xE0", &good[..]].concat(), "TYPE");
    check("document and archive", &[b"%PDF-1.4", &good[..]].concat(), "TYPE");
    let parts = [deflated("a.xml", XML)];
    let end = |change: fn(&mut End)| {
        let mut end = End::default();
        change(&mut end);
        archive_with(&parts, &end)
    };
    check("comment", &end(|end| end.comment = b"thank you".to_vec()), "taken");
    let inner_end = [&b"PK\x05\x06"[..], &[0; 18]].concat();
    let mut hidden = End { comment: inner_end, ..End::default() };
    check("end within the comment", &archive_with(&parts, &hidden), "ZIP-EOCD");
    hidden.comment = b"..PK\x05\x06..".to_vec();
    check("mark within the comment", &archive_with(&parts, &hidden), "ZIP-EOCD");
    check("disk", &end(|end| end.disk = 1), "ZIP-DISK");
    check("entries on this disk", &end(|end| end.entries_here = Some(2)), "ZIP-DISK");
    check("part on another disk", &changed(|part| part.disk = 1), "ZIP-DISK");
    check(
        "fewer entries than lines",
        &archive_with(&[parts[0].clone(), stored("b.xml", XML)], &End { entries: Some(1), ..End::default() }),
        "ZIP-COUNT",
    );
    check("more entries than lines", &end(|end| end.entries = Some(2)), "ZIP-DIRECTORY");
    check("65,535 entries", &end(|end| end.entries = Some(u16::MAX)), "ZIP-COUNT");
    let gap = archive(&[Part { offset: Some(100), ..parts[0].clone() }]);
    assert!(read(&gap).is_err());
}

#[test]
fn bytes_between_entries_are_refused() {
    let mut first = stored("a.xml", XML);
    first.data.extend_from_slice(b"hidden");
    check("gap", &archive(&[first, stored("b.xml", XML)]), "ZIP-GAP");
}

#[test]
fn limits_hold_exactly() {
    let three: Vec<Part> = (0..3).map(|number| stored(&format!("{number}.xml"), XML)).collect();
    let bytes = archive(&three);
    for (max, taken) in [(2, false), (3, true), (4, true)] {
        let limits = Limits { entries_max: max, ..Limits::default() };
        assert_eq!(read_with(&bytes, "x.zip", limits).is_ok(), taken);
    }
    let size = bytes.len() as u64;
    for (max, taken) in [(size - 1, false), (size, true), (size + 1, true)] {
        let limits = Limits { body_bytes_max: max, ..Limits::default() };
        assert_eq!(read_with(&bytes, "x.zip", limits).is_ok(), taken);
    }
    let unpacked = 3 * XML.len() as u64;
    for (max, taken) in [(unpacked - 1, false), (unpacked, true), (unpacked + 1, true)] {
        let limits = Limits { unpacked_bytes_max: max, ..Limits::default() };
        assert_eq!(read_with(&bytes, "x.zip", limits).is_ok(), taken);
    }
    let packed = deflated("a.xml", &[&b"<"[..], &b" ".repeat(9_999)].concat());
    let ratio = u64::from(packed.unpacked).div_ceil(u64::from(packed.packed));
    for (max, taken) in [(ratio - 1, false), (ratio, true)] {
        let limits = Limits { ratio_max: max, ratio_free_bytes: 100, ..Limits::default() };
        assert_eq!(read_with(&archive(std::slice::from_ref(&packed)), "x.zip", limits).is_ok(), taken);
    }
}

#[test]
fn an_archive_needs_a_report_and_nothing_strange() {
    check("nothing", &archive(&[]), "ZIP-EMPTY");
    check("only folders", &archive(&[stored("a/", b"")]), "ZIP-NOXML");
    check("only an attachment", &archive(&[stored("a.pdf", b"%PDF-1")]), "ZIP-NOXML");
    check("a program", &archive(&[stored("a.xml", XML), stored("setup.exe", b"MZ")]), "ZIP-EXTRA");
    check("a program called pdf", &archive(&[stored("a.xml", XML), stored("a.pdf", b"MZ")]), "TYPE");
    check("a picture called xml", &archive(&[stored("a.xml", b"GIF89a")]), "TYPE");
    check("an empty attachment", &archive(&[stored("a.xml", XML), stored("a.pdf", b"")]), "TYPE");
    for date in [0, u32::MAX, 0x0021_0000] {
        check("any date", &changed(|part| part.time = date), "taken");
    }
    for (mark, name) in [(&b"7z\xBC\xAF\x27\x1C"[..], "7z"), (b"Rar!\x1A\x07", "rar"), (b"\x1F\x8B\x08", "gz")] {
        check(name, mark, "TYPE");
    }
}

#[test]
fn attachments_are_those_that_were_announced() {
    let bytes = archive(&[stored("r.xml", XML), stored("a.txt", b"a"), stored("b.txt", b"b")]);
    let package = unpack::open(Cursor::new(&bytes), "x.zip", Limits::default()).unwrap();
    let codes = |announced: &[&str]| -> Vec<(String, String)> {
        let findings = package.compare_attachments(announced);
        findings.iter().map(|f| (f.code.to_string(), f.arg("entry").unwrap().to_owned())).collect()
    };
    let pair = |code: &str, name: &str| (code.to_owned(), name.to_owned());
    assert!(codes(&["b.txt", "a.txt"]).is_empty());
    assert_eq!(
        codes(&["a.txt", "a.txt", "c.txt"]),
        [pair("ZIP-DUPNAME", "a.txt"), pair("ZIP-MISSING", "c.txt"), pair("ZIP-EXTRA", "b.txt")]
    );
}

#[test]
fn office_documents_are_held_to_the_same_rules() {
    let inner = archive(&[deflated("[Content_Types].xml", XML), deflated("word/document.xml", XML)]);
    let both = archive(&[stored("r.xml", XML), stored("letter.docx", &inner)]);
    check("report and letter", &both, "taken");
    assert!(unpack::check_container(Cursor::new(&inner), Limits::default()).is_ok());
    for hostile in [
        archive(&[deflated("word/document.xml", &vec![b' '; 20 << 20])]),
        archive(&[stored("word/inner.bin", &inner)]),
        inner[..inner.len() - 1].to_vec(),
    ] {
        assert!(unpack::check_container(Cursor::new(&hostile), Limits::default()).is_err());
    }
}

#[test]
fn an_archive_cut_at_any_byte_is_refused() {
    // Letters that do not pack well, so that the archive has some four thousand bytes.
    let mut state = 1u32;
    let noise: String = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + u8::try_from(state >> 24).unwrap() % 26)
    })
    .take(6_000)
    .collect();
    let bytes = archive(&[deflated("a.xml", format!("<r>{noise}</r>").as_bytes()), stored("b.xml", XML)]);
    assert!(bytes.len() > 3_500);
    check("whole", &bytes, "taken");
    for length in 0..bytes.len() {
        assert!(read(&bytes[..length]).is_err(), "cut at {length} was taken");
    }
}

#[test]
fn a_changed_byte_never_changes_what_is_read() {
    let parts = [deflated("a.xml", XML), stored("b.xml", XML)];
    let bytes = archive(&parts);
    let whole = read(&bytes).unwrap();
    for at in 0..bytes.len() {
        for value in [0, 0xFF, bytes[at] ^ 1, bytes[at] ^ 0x80] {
            let mut changed = bytes.clone();
            changed[at] = value;
            if let Ok(files) = read(&changed) {
                assert_eq!(files, whole, "byte {at} set to {value}");
            }
        }
    }
}
