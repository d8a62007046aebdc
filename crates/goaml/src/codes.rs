//! Stable codes of the findings this crate makes. Words for them are in the profile.

use vocab::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$doc])* pub const $name: Code = Code::fixed($text);)*
        /// Every code of this crate, in the order of this file, so that a word catalogue can be checked against it.
        pub const ALL: &[Code] = &[$($name),*];
    };
}

codes! {
    /// The bytes are not what may be sent here, or not what the name says. Args: `found`, `expected`.
    TYPE = "TYPE";
    /// The file, or what it unpacks to, is larger than allowed. Args: `bytes_max`.
    BODY_SIZE = "BODY-SIZE";
    /// The archive ends too early. Make it again and send all of it.
    ZIP_TRUNCATED = "ZIP-TRUNCATED";
    /// There are bytes before the first or after the last part of the archive.
    ZIP_APPENDED = "ZIP-APPENDED";
    /// More than one end-of-directory record could be meant.
    ZIP_EOCD = "ZIP-EOCD";
    /// The archive is in several volumes.
    ZIP_DISK = "ZIP-DISK";
    /// The archive uses ZIP64, which no file within the limits needs.
    ZIP_64 = "ZIP-64";
    /// Too many entries. Args: `entries_max`.
    ZIP_COUNT = "ZIP-COUNT";
    /// The directory of the archive is broken or too large.
    ZIP_DIRECTORY = "ZIP-DIRECTORY";
    /// Two entries share bytes. Args: `entry`.
    ZIP_OVERLAP = "ZIP-OVERLAP";
    /// There are bytes in the archive that belong to no entry. Args: `entry`.
    ZIP_GAP = "ZIP-GAP";
    /// An entry name that could be misread. Args: `entry`, `reason`.
    ZIP_NAME = "ZIP-NAME";
    /// Two entries have one name, or names that differ only by case or composition. Args: `entry`, `other`.
    ZIP_DUPNAME = "ZIP-DUPNAME";
    /// An entry that is not an ordinary file or folder. Args: `entry`.
    ZIP_LINK = "ZIP-LINK";
    /// The directory and the entry itself contradict each other. Args: `entry`, `field`.
    ZIP_MISMATCH = "ZIP-MISMATCH";
    /// The entry is encrypted. Send it unencrypted over the protected channel. Args: `entry`.
    ZIP_ENC = "ZIP-ENC";
    /// A packing method other than store and deflate. Args: `entry`, `method`.
    ZIP_METHOD = "ZIP-METHOD";
    /// The entry unpacks to far more than it is packed. Args: `entry`, `ratio_max`.
    ZIP_RATIO = "ZIP-RATIO";
    /// The entry is larger or smaller than it says, or larger than allowed. Args: `entry`.
    ZIP_SIZE = "ZIP-SIZE";
    /// The checksum of the entry is wrong. Args: `entry`.
    ZIP_CRC = "ZIP-CRC";
    /// The packed bytes of the entry cannot be unpacked. Args: `entry`.
    ZIP_DATA = "ZIP-DATA";
    /// An archive within the archive. Args: `entry`.
    ZIP_NESTED = "ZIP-NESTED";
    /// The archive holds nothing.
    ZIP_EMPTY = "ZIP-EMPTY";
    /// The archive holds no XML file.
    ZIP_NOXML = "ZIP-NOXML";
    /// Entries that are neither a report nor an allowed attachment. Args: `entry` (one per entry, at most ten).
    ZIP_EXTRA = "ZIP-EXTRA";
    /// An attachment that the report names is not in the archive. Args: `entry`.
    ZIP_MISSING = "ZIP-MISSING";
    /// Too many attachments. Args: `attachments_max`.
    ZIP_ATTACHMENTS = "ZIP-ATTACHMENTS";
    /// The encoding is not accepted, or its declaration contradicts the bytes. Args: `declared`, `found`.
    XML_ENCODING = "XML-ENCODING";
    /// A record has more elements or text than allowed. Args: `elements_max`, `bytes_max`, `ordinal`.
    READ_RECORD_SIZE = "READ-RECORD-SIZE";
    /// The file has more distinct element names than allowed. Args: `names_max`.
    READ_NAMES = "READ-NAMES";
    /// An element the target version does not have; it was not written. Args: `element`, `version`.
    WRITE_DROPPED = "WRITE-DROPPED";
    /// The kind of the report is not taken on the day of receipt. Args: `kind`.
    REPORT_KIND = "REPORT-KIND";
    /// The report has more transactions than one report may have. Args: `limit`.
    BODY_LIMIT = "BODY-LIMIT";
    /// The table cannot be read at all. Args: `reason`.
    CSV_FILE = "CSV-FILE";
    /// A heading nobody knows, or one that stands twice. Args: `sheet`, `row`, `column`, `heading`.
    CSV_HEADING = "CSV-HEADING";
    /// A row with more cells than headings. Args: `sheet`, `row`, `column`.
    CSV_RAGGED = "CSV-RAGGED";
    /// A cell holds a number or a date where text is needed to keep it exact. Args: `sheet`, `row`, `column`,
    /// `expected`.
    CSV_CELL = "CSV-CELL";
    /// A cell holds a formula. Args: `sheet`, `row`, `column`.
    CSV_FORMULA = "CSV-FORMULA";
    /// A cell holds a character that no report may hold. Args: `sheet`, `row`, `column`, `character`.
    CSV_CHARACTER = "CSV-CHARACTER";
    /// More rows, columns or characters than allowed. Args: `sheet`, `row`, `column`, `max`.
    CSV_LIMIT = "CSV-LIMIT";
    /// A hidden sheet, row or column; it was read like the others. Args: `sheet`, `row`, `column`.
    CSV_HIDDEN = "CSV-HIDDEN";
    /// A sheet that is needed is not there, or one is there that nobody knows. Args: `sheet`.
    CSV_SHEET = "CSV-SHEET";
    /// Cells that cannot both be filled. Args: `sheet`, `row`, `column`, `other`.
    CSV_CONFLICT = "CSV-CONFLICT";
    /// A part of the report that the table has no column for; it was not written. Args: `element`.
    CSV_DROPPED = "CSV-DROPPED";
}
