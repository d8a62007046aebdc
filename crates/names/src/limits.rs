//! How much of a name is looked at. Beyond these a name is cut and says so ([`crate::Flags::CUT`]).

/// Characters of a name that are read.
pub const CHARS_MAX: usize = 400;
/// Combining marks kept on one letter.
pub const MARKS_MAX: usize = 4;
/// Words of a name that are compared.
pub const TOKENS_MAX: usize = 24;
/// Other readings kept for one word (another romanisation, another language of the same characters).
pub const READINGS_MAX: usize = 6;
/// Letters of a word's folded text that are kept; the hash is over all of it.
pub const TEXT_MAX: usize = 16;
/// Letters of a word's sound that are kept.
pub const SOUND_MAX: usize = 14;
