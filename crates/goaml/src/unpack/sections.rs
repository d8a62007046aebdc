//! The fixed parts of a ZIP archive, field by field, as PKWARE's application note lays them out.

pub(super) const EOCD_BYTES: u64 = 22;
pub(super) const LOCAL_BYTES: u64 = 30;
pub(super) const EOCD_MARK: [u8; 4] = *b"PK\x05\x06";
pub(super) const ZIP64_LOCATOR_MARK: [u8; 4] = *b"PK\x06\x07";
const CENTRAL_MARK: u32 = 0x0201_4B50;
const LOCAL_MARK: u32 = 0x0403_4B50;
const DESCRIPTOR_MARK: u32 = 0x0807_4B50;

/// Reads little-endian numbers; every read says whether there was enough.
pub(super) struct Cursor<'a>(pub(super) &'a [u8]);

impl<'a> Cursor<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }
}

/// The record at the very end, without its comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Eocd {
    pub(super) disk: u16,
    pub(super) directory_disk: u16,
    pub(super) entries_here: u16,
    pub(super) entries: u16,
    pub(super) directory_bytes: u32,
    pub(super) directory_at: u32,
    pub(super) comment_bytes: u16,
}

impl Eocd {
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor(bytes);
        if cursor.take(4)? != EOCD_MARK {
            return None;
        }
        Some(Self {
            disk: cursor.u16()?,
            directory_disk: cursor.u16()?,
            entries_here: cursor.u16()?,
            entries: cursor.u16()?,
            directory_bytes: cursor.u32()?,
            directory_at: cursor.u32()?,
            comment_bytes: cursor.u16()?,
        })
    }
}

/// What the directory says of one entry.
#[derive(Debug, Clone)]
pub(super) struct Central<'a> {
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) packed: u32,
    pub(super) unpacked: u32,
    pub(super) disk: u16,
    pub(super) attributes: u32,
    pub(super) local_at: u32,
    pub(super) name: &'a [u8],
    pub(super) extra: &'a [u8],
    pub(super) comment: &'a [u8],
}

impl<'a> Central<'a> {
    pub(super) fn parse(cursor: &mut Cursor<'a>) -> Option<Self> {
        if cursor.u32()? != CENTRAL_MARK {
            return None;
        }
        cursor.take(4)?; // versions made by and needed
        let (flags, method) = (cursor.u16()?, cursor.u16()?);
        cursor.take(4)?; // time and date are nobody's business here
        let (crc, packed, unpacked) = (cursor.u32()?, cursor.u32()?, cursor.u32()?);
        let (name_bytes, extra_bytes, comment_bytes) = (cursor.u16()?, cursor.u16()?, cursor.u16()?);
        let disk = cursor.u16()?;
        cursor.take(2)?; // internal attributes
        let (attributes, local_at) = (cursor.u32()?, cursor.u32()?);
        Some(Self {
            flags,
            method,
            crc,
            packed,
            unpacked,
            disk,
            attributes,
            local_at,
            name: cursor.take(name_bytes.into())?,
            extra: cursor.take(extra_bytes.into())?,
            comment: cursor.take(comment_bytes.into())?,
        })
    }
}

/// What stands before the bytes of an entry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local {
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) crc: u32,
    pub(super) packed: u32,
    pub(super) unpacked: u32,
    pub(super) name_bytes: u16,
    pub(super) extra_bytes: u16,
}

impl Local {
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor(bytes);
        if cursor.u32()? != LOCAL_MARK {
            return None;
        }
        cursor.take(2)?;
        let (flags, method) = (cursor.u16()?, cursor.u16()?);
        cursor.take(4)?;
        Some(Self {
            flags,
            method,
            crc: cursor.u32()?,
            packed: cursor.u32()?,
            unpacked: cursor.u32()?,
            name_bytes: cursor.u16()?,
            extra_bytes: cursor.u16()?,
        })
    }
}

/// Whether the bytes after an entry are a descriptor, with or without its mark, that says these three numbers.
pub(super) fn descriptor_says(bytes: &[u8], crc: u32, packed: u32, unpacked: u32) -> bool {
    let mut cursor = Cursor(bytes);
    let expected = (Some(crc), Some(packed), Some(unpacked));
    match bytes.len() {
        12 => (cursor.u32(), cursor.u32(), cursor.u32()) == expected,
        16 => cursor.u32() == Some(DESCRIPTOR_MARK) && (cursor.u32(), cursor.u32(), cursor.u32()) == expected,
        _ => false,
    }
}

/// The extra fields of a header as (id, bytes); `None` when they do not fill the room exactly.
pub(super) fn extras(bytes: &[u8]) -> Option<Vec<(u16, &[u8])>> {
    let mut cursor = Cursor(bytes);
    let mut fields = Vec::new();
    while !cursor.0.is_empty() {
        let (id, count) = (cursor.u16()?, cursor.u16()?);
        fields.push((id, cursor.take(count.into())?));
    }
    Some(fields)
}
