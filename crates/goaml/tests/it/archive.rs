//! Builds ZIP archives in which every field can lie.

use flate2::{Compression, write::DeflateEncoder};
use std::io::Write;

/// One entry; the fields say what is written, whatever is true.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) name: Vec<u8>,
    pub(crate) local_name: Option<Vec<u8>>,
    pub(crate) data: Vec<u8>,
    pub(crate) method: u16,
    pub(crate) local_method: Option<u16>,
    pub(crate) flags: u16,
    pub(crate) local_flags: Option<u16>,
    pub(crate) crc: u32,
    pub(crate) packed: u32,
    pub(crate) unpacked: u32,
    pub(crate) local_unpacked: Option<u32>,
    pub(crate) attributes: u32,
    pub(crate) extra: Vec<u8>,
    pub(crate) local_extra: Vec<u8>,
    pub(crate) comment: Vec<u8>,
    pub(crate) disk: u16,
    pub(crate) time: u32,
    pub(crate) offset: Option<u32>,
    pub(crate) descriptor: Option<Vec<u8>>,
}

pub(crate) fn stored(name: &str, data: &[u8]) -> Part {
    let size = u32::try_from(data.len()).unwrap();
    Part {
        name: name.as_bytes().to_vec(),
        local_name: None,
        data: data.to_vec(),
        method: 0,
        local_method: None,
        flags: if name.is_ascii() { 0 } else { 1 << 11 },
        local_flags: None,
        crc: crc32fast::hash(data),
        packed: size,
        unpacked: size,
        local_unpacked: None,
        attributes: 0,
        extra: Vec::new(),
        local_extra: Vec::new(),
        comment: Vec::new(),
        disk: 0,
        time: 0x5A21_6000,
        offset: None,
        descriptor: None,
    }
}

pub(crate) fn deflated(name: &str, data: &[u8]) -> Part {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    let packed = encoder.finish().unwrap();
    let mut part = stored(name, data);
    part.packed = u32::try_from(packed.len()).unwrap();
    part.data = packed;
    part.method = 8;
    part
}

/// The record at the end; the fields say what is written.
#[derive(Clone, Default)]
pub(crate) struct End {
    pub(crate) entries: Option<u16>,
    pub(crate) entries_here: Option<u16>,
    pub(crate) disk: u16,
    pub(crate) directory_bytes: Option<u32>,
    pub(crate) directory_at: Option<u32>,
    pub(crate) comment: Vec<u8>,
}

pub(crate) fn archive(parts: &[Part]) -> Vec<u8> {
    archive_with(parts, &End::default())
}

fn put(out: &mut Vec<u8>, shorts: &[u16], longs: &[u32]) {
    shorts.iter().for_each(|short| out.extend_from_slice(&short.to_le_bytes()));
    longs.iter().for_each(|long| out.extend_from_slice(&long.to_le_bytes()));
}

fn short(bytes: &[u8]) -> u16 {
    u16::try_from(bytes.len()).unwrap()
}

pub(crate) fn archive_with(parts: &[Part], end: &End) -> Vec<u8> {
    let mut out = Vec::new();
    let mut offsets = Vec::new();
    for part in parts {
        offsets.push(u32::try_from(out.len()).unwrap());
        local(&mut out, part);
    }
    let directory_at = u32::try_from(out.len()).unwrap();
    for (part, at) in parts.iter().zip(offsets) {
        central(&mut out, part, at);
    }
    let directory_bytes = u32::try_from(out.len()).unwrap() - directory_at;
    let entries = end.entries.unwrap_or(u16::try_from(parts.len()).unwrap());
    out.extend_from_slice(b"PK\x05\x06");
    put(&mut out, &[end.disk, 0, end.entries_here.unwrap_or(entries), entries], &[]);
    put(&mut out, &[], &[end.directory_bytes.unwrap_or(directory_bytes), end.directory_at.unwrap_or(directory_at)]);
    put(&mut out, &[short(&end.comment)], &[]);
    out.extend_from_slice(&end.comment);
    out
}

fn local(out: &mut Vec<u8>, part: &Part) {
    let name = part.local_name.as_ref().unwrap_or(&part.name);
    let unpacked = part.local_unpacked.unwrap_or(part.unpacked);
    out.extend_from_slice(b"PK\x03\x04");
    put(out, &[20, part.local_flags.unwrap_or(part.flags), part.local_method.unwrap_or(part.method)], &[part.time]);
    if part.descriptor.is_some() {
        put(out, &[], &[0, 0, 0]);
    } else {
        put(out, &[], &[part.crc, part.packed, unpacked]);
    }
    put(out, &[short(name), short(&part.local_extra)], &[]);
    out.extend_from_slice(name);
    out.extend_from_slice(&part.local_extra);
    out.extend_from_slice(&part.data);
    out.extend_from_slice(part.descriptor.as_deref().unwrap_or_default());
}

fn central(out: &mut Vec<u8>, part: &Part, at: u32) {
    out.extend_from_slice(b"PK\x01\x02");
    put(out, &[0x0314, 20, part.flags, part.method], &[part.time, part.crc, part.packed, part.unpacked]);
    put(out, &[short(&part.name), short(&part.extra), short(&part.comment), part.disk, 0], &[]);
    put(out, &[], &[part.attributes, part.offset.unwrap_or(at)]);
    out.extend_from_slice(&part.name);
    out.extend_from_slice(&part.extra);
    out.extend_from_slice(&part.comment);
}
