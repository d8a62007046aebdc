//! The directory of a ZIP archive, held against the bytes it speaks about.

use super::sections::{self, Central, Cursor, EOCD_BYTES, EOCD_MARK, Eocd, LOCAL_BYTES, Local, ZIP64_LOCATOR_MARK};
use super::{ATTACHMENT_ENDINGS, Role, UnpackError, names, refusal};
use crate::codes;
use crate::limits::Limits;
use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};
use vocab::{Code, Finding};

/// What the archive is, which decides which entries it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Reports and attachments.
    Upload,
    /// An office document: any entry but an archive.
    Container,
}

/// One file of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name with folders, parted by `/`.
    pub name: String,
    /// What it is for, by the ending of its name.
    pub role: Role,
    /// Bytes in the archive.
    pub packed_bytes: u64,
    /// Bytes when unpacked; the stream is held to it.
    pub bytes: u64,
    pub(super) crc: u32,
    pub(super) deflated: bool,
    pub(super) data_at: u64,
    folder: bool,
    local_at: u64,
    flags: u16,
}

/// Bit 3: sizes and checksum follow the entry instead of preceding it.
const FLAG_DESCRIPTOR: u16 = 1 << 3;
const FLAG_UTF8: u16 = 1 << 11;
/// Bits 0, 6 and 13: encrypted, strongly encrypted, directory encrypted.
const FLAGS_ENCRYPTED: u16 = 1 | 1 << 6 | 1 << 13;
/// Bits an honest writer may set besides: the two deflate levels.
const FLAGS_KNOWN: u16 = FLAG_DESCRIPTOR | FLAG_UTF8 | 0b110;

impl Entry {
    /// A file that is no archive: its own single entry.
    pub(super) fn whole(name: &str, bytes: u64) -> Self {
        Self {
            name: name.to_owned(),
            role: Role::Report,
            packed_bytes: bytes,
            bytes,
            crc: 0,
            deflated: false,
            data_at: 0,
            folder: false,
            local_at: 0,
            flags: 0,
        }
    }

    pub(super) fn refuse(&self, code: Code) -> Finding {
        refusal(code, self.local_at).with("entry", self.name.as_str())
    }
}

/// Reads and checks the directory of an archive of `length` bytes; folders, and in an upload what a reporter's system
/// adds by itself, are checked and left out of the answer.
pub(super) fn directory<R: Read + Seek>(
    source: &mut R,
    length: u64,
    limits: &Limits,
    purpose: Purpose,
) -> Result<Vec<Entry>, UnpackError> {
    let (end, end_at) = end_record(source, length)?;
    check_end(&end, end_at, limits, || locator_before(source, end_at))?;
    let bytes = read_at(source, end.directory_at.into(), end.directory_bytes.into())?;
    let mut entries = parse_entries(&bytes, &end, limits)?;
    check_duplicates(&entries)?;
    check_overlap(&entries, end.directory_at.into())?;
    check_layout(source, &mut entries, end.directory_at.into())?;
    check_sizes(&entries, length, limits)?;
    entries.retain(|entry| !entry.folder);
    match purpose {
        Purpose::Upload => {
            check_nesting(&entries)?;
            entries.retain(|entry| !names::is_of_the_system(&entry.name, ATTACHMENT_ENDINGS));
            check_purpose(&entries, limits)?;
        }
        Purpose::Container => check_nesting(&entries)?,
    }
    Ok(entries)
}

fn read_at<R: Read + Seek>(source: &mut R, at: u64, count: u64) -> Result<Vec<u8>, UnpackError> {
    source.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    let read = source.take(count).read_to_end(&mut bytes)?;
    if u64::try_from(read).unwrap_or(u64::MAX) != count {
        return Err(refusal(codes::ZIP_TRUNCATED, at).into());
    }
    Ok(bytes)
}

/// Finds the one end record that reaches the end of the file.
fn end_record<R: Read + Seek>(source: &mut R, length: u64) -> Result<(Eocd, u64), UnpackError> {
    let tail_at = length.saturating_sub(EOCD_BYTES + u64::from(u16::MAX));
    let tail = read_at(source, tail_at, length - tail_at)?;
    let mut found: Option<(Eocd, u64)> = None;
    let mut too_short = false;
    for (position, window) in tail.windows(EOCD_MARK.len()).enumerate() {
        if window != EOCD_MARK {
            continue;
        }
        let at = tail_at + u64::try_from(position).unwrap_or(u64::MAX);
        if found.is_some() {
            // A mark after the record that reaches the end can only stand in its comment.
            return Err(refusal(codes::ZIP_EOCD, at).into());
        }
        let Some(end) = tail.get(position..).and_then(Eocd::parse) else { continue };
        let reaches = at + EOCD_BYTES + u64::from(end.comment_bytes);
        if reaches == length {
            found = Some((end, at));
        }
        too_short |= reaches < length;
    }
    let code = if too_short { codes::ZIP_APPENDED } else { codes::ZIP_TRUNCATED };
    found.ok_or_else(|| refusal(code, length).into())
}

fn locator_before<R: Read + Seek>(source: &mut R, end_at: u64) -> bool {
    let Some(at) = end_at.checked_sub(20) else { return false };
    read_at(source, at, 4).is_ok_and(|mark| mark == ZIP64_LOCATOR_MARK)
}

fn check_end(end: &Eocd, end_at: u64, limits: &Limits, locator: impl FnOnce() -> bool) -> Result<(), UnpackError> {
    let refuse = |code| Err(refusal(code, end_at).into());
    if usize::from(end.entries) > limits.entries_max || end.entries == u16::MAX {
        return Err(refusal(codes::ZIP_COUNT, end_at).with("entries_max", limits.entries_max.to_string()).into());
    }
    if end.directory_at == u32::MAX || end.directory_bytes == u32::MAX || end.disk == u16::MAX {
        return refuse(codes::ZIP_64);
    }
    if end.disk != 0 || end.directory_disk != 0 || end.entries_here != end.entries {
        return refuse(codes::ZIP_DISK);
    }
    let directory_end = u64::from(end.directory_at) + u64::from(end.directory_bytes);
    if directory_end != end_at {
        let code = if locator() {
            codes::ZIP_64
        } else if directory_end > end_at {
            codes::ZIP_TRUNCATED
        } else {
            codes::ZIP_APPENDED
        };
        return refuse(code);
    }
    if u64::from(end.directory_bytes) > limits.directory_bytes_max {
        return refuse(codes::ZIP_DIRECTORY);
    }
    if end.entries == 0 {
        return refuse(codes::ZIP_EMPTY);
    }
    Ok(())
}

fn parse_entries(bytes: &[u8], end: &Eocd, limits: &Limits) -> Result<Vec<Entry>, UnpackError> {
    let mut cursor = Cursor(bytes);
    let mut entries = Vec::with_capacity(end.entries.into());
    for _ in 0..end.entries {
        let at = u64::from(end.directory_at) + u64::try_from(bytes.len() - cursor.0.len()).unwrap_or(u64::MAX);
        let central = Central::parse(&mut cursor).ok_or_else(|| refusal(codes::ZIP_DIRECTORY, at))?;
        entries.push(check_entry(&central, limits)?);
    }
    if !cursor.0.is_empty() {
        return Err(refusal(codes::ZIP_COUNT, end.directory_at.into())
            .with("entries_max", limits.entries_max.to_string())
            .into());
    }
    Ok(entries)
}

/// Everything that one line of the directory can be refused for by itself.
fn check_entry(central: &Central<'_>, limits: &Limits) -> Result<Entry, UnpackError> {
    let shown = String::from_utf8_lossy(central.name.get(..limits.name_bytes_max).unwrap_or(central.name));
    let refuse = |code| refusal(code, central.local_at.into()).with("entry", shown.as_ref());
    let extras = sections::extras(central.extra).ok_or_else(|| refuse(codes::ZIP_DIRECTORY))?;
    let has = |id: u16| extras.iter().any(|(other, _)| *other == id);
    if central.flags & FLAGS_ENCRYPTED != 0 || central.method == 99 || has(0x9901) || has(0x0017) {
        return Err(refuse(codes::ZIP_ENC).into());
    }
    if !matches!(central.method, 0 | 8) || central.flags & !FLAGS_KNOWN != 0 {
        return Err(refuse(codes::ZIP_METHOD).with("method", central.method.to_string()).into());
    }
    let marked = [central.packed, central.unpacked, central.local_at].contains(&u32::MAX);
    if marked || central.disk == u16::MAX || has(0x0001) {
        return Err(refuse(codes::ZIP_64).into());
    }
    if central.disk != 0 {
        return Err(refuse(codes::ZIP_DISK).into());
    }
    if central.comment.len() > limits.name_bytes_max {
        return Err(refuse(codes::ZIP_DIRECTORY).into());
    }
    let name = check_name(central, &extras, limits).map_err(|reason| refuse(codes::ZIP_NAME).with("reason", reason))?;
    let folder = name.ends_with('/');
    if is_special(central.attributes, folder) || has(0x000D) || has(0x756E) {
        return Err(refuse(codes::ZIP_LINK).into());
    }
    if folder && (central.packed, central.unpacked) != (0, 0) && (central.method, central.unpacked) != (8, 0) {
        return Err(refuse(codes::ZIP_SIZE).into());
    }
    if central.method == 0 && central.packed != central.unpacked {
        return Err(refuse(codes::ZIP_SIZE).into());
    }
    Ok(Entry {
        role: if names::ending(&name).as_deref() == Some("xml") { Role::Report } else { Role::Attachment },
        name,
        packed_bytes: central.packed.into(),
        bytes: central.unpacked.into(),
        crc: central.crc,
        deflated: central.method == 8,
        data_at: 0,
        folder,
        local_at: central.local_at.into(),
        flags: central.flags,
    })
}

/// A name is ASCII or marked as UTF-8; a second name in an extra field must be the same one.
fn check_name(central: &Central<'_>, extras: &[(u16, &[u8])], limits: &Limits) -> Result<String, &'static str> {
    if !central.name.is_ascii() && central.flags & FLAG_UTF8 == 0 {
        return Err("not marked as UTF-8");
    }
    let name = std::str::from_utf8(central.name).map_err(|_| "not UTF-8")?;
    for (_, field) in extras.iter().filter(|(id, _)| matches!(id, 0x7075 | 0x0008)) {
        // Version, checksum of the plain name, then the other name.
        if field.get(5..) != Some(central.name) {
            return Err("second name differs");
        }
    }
    match names::fault(name, limits.name_bytes_max) {
        Some(fault) => Err(fault),
        None => Ok(name.to_owned()),
    }
}

/// Whether the attributes, as DOS or as Unix writes them, say anything but ordinary file or ordinary folder.
fn is_special(attributes: u32, folder: bool) -> bool {
    const DOS_VOLUME_DEVICE_REPARSE: u32 = 0x08 | 0x40 | 0x400;
    let mode = attributes >> 16;
    let kind_fits = match mode & 0o170_000 {
        0 => true,
        0o100_000 => !folder,
        0o040_000 => folder,
        _ => false,
    };
    attributes & DOS_VOLUME_DEVICE_REPARSE != 0 || !kind_fits || mode & 0o7000 != 0
}

/// No name twice, in any spelling that some system takes for the same; no file that is also a folder.
fn check_duplicates(entries: &[Entry]) -> Result<(), UnpackError> {
    let mut seen: HashMap<String, &Entry> = HashMap::with_capacity(entries.len());
    for entry in entries {
        let folded = names::folded(entry.name.trim_end_matches('/'));
        if let Some(other) = seen.insert(folded, entry) {
            return Err(entry.refuse(codes::ZIP_DUPNAME).with("other", other.name.as_str()).into());
        }
    }
    for entry in entries {
        let folded = names::folded(entry.name.trim_end_matches('/'));
        for (slash, _) in folded.match_indices('/') {
            let above = folded.get(..slash).and_then(|above| seen.get(above));
            if let Some(file) = above.filter(|other| !other.folder) {
                return Err(entry.refuse(codes::ZIP_DUPNAME).with("other", file.name.as_str()).into());
            }
        }
    }
    Ok(())
}

/// From the directory alone: no two entries share a byte, none reaches into the directory.
fn check_overlap(entries: &[Entry], directory_at: u64) -> Result<(), UnpackError> {
    let mut order: Vec<&Entry> = entries.iter().collect();
    order.sort_by_key(|entry| entry.local_at);
    let limits = order.iter().skip(1).map(|next| next.local_at).chain([directory_at]);
    for (entry, limit) in order.iter().zip(limits) {
        let least = LOCAL_BYTES + u64::try_from(entry.name.len()).unwrap_or(u64::MAX) + entry.packed_bytes;
        if entry.local_at + least > limit {
            return Err(entry.refuse(codes::ZIP_OVERLAP).into());
        }
    }
    Ok(())
}

/// From the entries themselves: local headers agree, and nothing stands before, between or behind them.
fn check_layout<R: Read + Seek>(source: &mut R, entries: &mut [Entry], directory_at: u64) -> Result<(), UnpackError> {
    let mut order: Vec<&mut Entry> = entries.iter_mut().collect();
    order.sort_by_key(|entry| entry.local_at);
    let nexts: Vec<u64> = order.iter().skip(1).map(|next| next.local_at).chain([directory_at]).collect();
    let mut expected = 0;
    for (entry, next) in order.into_iter().zip(nexts) {
        if entry.local_at != expected {
            return Err(entry.refuse(codes::ZIP_GAP).into());
        }
        let data_at = check_local(source, entry)?;
        let data_end = data_at + entry.packed_bytes;
        if data_end > next {
            return Err(entry.refuse(codes::ZIP_OVERLAP).into());
        }
        let rest = next - data_end;
        if entry.flags & FLAG_DESCRIPTOR == 0 {
            if rest != 0 {
                return Err(entry.refuse(codes::ZIP_GAP).into());
            }
        } else {
            let tail = if rest <= 16 { read_at(source, data_end, rest)? } else { Vec::new() };
            let sizes = (u32::try_from(entry.packed_bytes).ok(), u32::try_from(entry.bytes).ok());
            let (Some(packed), Some(unpacked)) = sizes else { return Err(entry.refuse(codes::ZIP_SIZE).into()) };
            if !sections::descriptor_says(&tail, entry.crc, packed, unpacked) {
                return Err(entry.refuse(codes::ZIP_MISMATCH).with("field", "descriptor").into());
            }
        }
        entry.data_at = data_at;
        expected = next;
    }
    Ok(())
}

/// Holds the header before an entry against the directory and says where its data begin.
fn check_local<R: Read + Seek>(source: &mut R, entry: &Entry) -> Result<u64, UnpackError> {
    let differs = |field: &'static str| entry.refuse(codes::ZIP_MISMATCH).with("field", field);
    let bytes = read_at(source, entry.local_at, LOCAL_BYTES)?;
    let local = Local::parse(&bytes).ok_or_else(|| differs("header"))?;
    let after =
        read_at(source, entry.local_at + LOCAL_BYTES, u64::from(local.name_bytes) + u64::from(local.extra_bytes))?;
    let mut cursor = Cursor(&after);
    if cursor.take(local.name_bytes.into()) != Some(entry.name.as_bytes()) {
        return Err(differs("name").into());
    }
    if local.flags != entry.flags {
        return Err(differs("flags").into());
    }
    if local.method != if entry.deflated { 8 } else { 0 } {
        return Err(differs("method").into());
    }
    // With a descriptor behind the entry, an honest writer leaves the three numbers empty or repeats them.
    let numbers = (local.crc, u64::from(local.packed), u64::from(local.unpacked));
    let empty = entry.flags & FLAG_DESCRIPTOR != 0 && numbers == (0, 0, 0);
    if !empty && numbers != (entry.crc, entry.packed_bytes, entry.bytes) {
        return Err(differs("size").into());
    }
    let extras = sections::extras(cursor.0).ok_or_else(|| differs("extra"))?;
    for (id, field) in extras {
        let faulty = match id {
            0x0001 => return Err(entry.refuse(codes::ZIP_64).into()),
            0x9901 | 0x0017 | 0x000D | 0x756E => true,
            0x7075 | 0x0008 => field.get(5..) != Some(entry.name.as_bytes()),
            _ => false,
        };
        if faulty {
            return Err(differs("extra").into());
        }
    }
    Ok(entry.local_at + LOCAL_BYTES + u64::from(local.name_bytes) + u64::from(local.extra_bytes))
}

fn check_sizes(entries: &[Entry], length: u64, limits: &Limits) -> Result<(), UnpackError> {
    let mut total: u64 = 0;
    for entry in entries {
        if exceeds_ratio(entry.bytes, entry.packed_bytes, limits) {
            return Err(entry.refuse(codes::ZIP_RATIO).with("ratio_max", limits.ratio_max.to_string()).into());
        }
        total = total.saturating_add(entry.bytes);
    }
    if total > limits.unpacked_bytes_max {
        return Err(refusal(codes::BODY_SIZE, 0).with("bytes_max", limits.unpacked_bytes_max.to_string()).into());
    }
    if exceeds_ratio(total, length, limits) {
        return Err(refusal(codes::ZIP_RATIO, 0).with("ratio_max", limits.ratio_max.to_string()).into());
    }
    Ok(())
}

fn exceeds_ratio(bytes: u64, packed: u64, limits: &Limits) -> bool {
    bytes > limits.ratio_free_bytes && bytes > packed.saturating_mul(limits.ratio_max)
}

fn check_nesting(entries: &[Entry]) -> Result<(), UnpackError> {
    match entries.iter().find(|entry| is_archive_name(&entry.name)) {
        Some(nested) => Err(nested.refuse(codes::ZIP_NESTED).into()),
        None => Ok(()),
    }
}

fn is_archive_name(name: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "tbz", "xz", "txz", "zst", "lz", "lz4", "cab", "arj", "lzh",
        "iso", "jar", "war", "apk", "ar", "cpio", "dmg", "img", "vhd", "z",
    ];
    names::ending(name).is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// An upload holds at least one XML file, allowed attachments, and nothing else.
fn check_purpose(entries: &[Entry], limits: &Limits) -> Result<(), UnpackError> {
    let strange = |entry: &&Entry| {
        let ending = names::ending(&entry.name).unwrap_or_default();
        entry.role == Role::Attachment && !ATTACHMENT_ENDINGS.contains(&ending.as_str())
    };
    let mut extra = entries.iter().filter(strange).peekable();
    if extra.peek().is_some() {
        let shown = extra.take(10);
        return Err(shown.fold(refusal(codes::ZIP_EXTRA, 0), |f, entry| f.with("entry", entry.name.as_str())).into());
    }
    if !entries.iter().any(|entry| entry.role == Role::Report) {
        return Err(refusal(codes::ZIP_NOXML, 0).into());
    }
    let attachments = entries.iter().filter(|entry| entry.role == Role::Attachment);
    if attachments.clone().count() > limits.attachments_max {
        let max = limits.attachments_max.to_string();
        return Err(refusal(codes::ZIP_ATTACHMENTS, 0).with("attachments_max", max).into());
    }
    if let Some(large) = attachments.clone().find(|entry| entry.bytes > limits.attachment_bytes_max) {
        return Err(large.refuse(codes::ZIP_SIZE).into());
    }
    Ok(())
}
