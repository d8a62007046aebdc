//! Every limit of this crate. What goes beyond is left out (values) or handled by a stated rule (blocks); never
//! guessed.

/// Bytes of one value of a mention that are read; a longer value is ignored.
pub const VALUE_BYTES_MAX: usize = 1_000;
/// Names of one mention.
pub const NAMES_MAX: usize = 6;
/// Dates of birth of one mention.
pub const BIRTHS_MAX: usize = 3;
/// Addresses of one mention.
pub const PLACES_MAX: usize = 4;
/// Telephones of one mention.
pub const PHONES_MAX: usize = 6;
/// Mail addresses of one mention.
pub const MAILS_MAX: usize = 6;
/// Identifiers of one mention.
pub const IDENTIFIERS_MAX: usize = 8;
/// Blocking keys of one mention.
pub const KEYS_MAX: usize = 48;
/// Up to this many mentions with one key are compared each with each.
pub const BLOCK_MAX: usize = 60;
/// In a larger block each mention is compared with so many neighbours to either side, in the order of the block.
pub const WINDOW: usize = 8;
/// Mentions that one store holds.
pub const MENTIONS_MAX: usize = 400_000_000;
