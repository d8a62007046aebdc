//! Every limit of this crate, in one place.

/// What a package, a record and a table may be at most. All are inclusive: a file exactly at a limit is taken.
///
/// The defaults fit a national office; an operator who raises them raises the memory and time one file may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the uploaded file, as sent.
    pub body_bytes_max: u64,
    /// Bytes of all entries of an archive together, unpacked; also of one XML file.
    pub unpacked_bytes_max: u64,
    /// Entries of an archive, folders included.
    pub entries_max: usize,
    /// How many times larger than its packed form an entry may be.
    pub ratio_max: u64,
    /// An entry of at most this many unpacked bytes is not held to [`Limits::ratio_max`]: a short run of blanks packs
    /// better than any bomb and harms nobody.
    pub ratio_free_bytes: u64,
    /// Bytes of the directory of an archive.
    pub directory_bytes_max: u64,
    /// Bytes of an entry name, folders included.
    pub name_bytes_max: usize,
    /// Attachments in one archive.
    pub attachments_max: usize,
    /// Bytes of one attachment, unpacked.
    pub attachment_bytes_max: u64,
    /// Elements of one record: the header, a transaction or the activity.
    pub record_elements_max: usize,
    /// Bytes of text of one record.
    pub record_bytes_max: usize,
    /// Distinct element names of one file, those of the schema included.
    pub names_max: usize,
    /// Rows of a table that is converted, headings not counted.
    pub rows_max: usize,
    /// Columns of a table that is converted.
    pub columns_max: usize,
    /// Characters of one cell. Spreadsheet programs hold no more than this default.
    pub cell_chars_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes_max: 64 << 20,
            unpacked_bytes_max: 512 << 20,
            entries_max: 10_000,
            ratio_max: 100,
            ratio_free_bytes: 64 << 10,
            directory_bytes_max: 4 << 20,
            name_bytes_max: 255,
            attachments_max: 100,
            attachment_bytes_max: 50 << 20,
            record_elements_max: 100_000,
            record_bytes_max: 16 << 20,
            names_max: 10_000,
            rows_max: 1_000_000,
            columns_max: 2_000,
            cell_chars_max: 32_767,
        }
    }
}
