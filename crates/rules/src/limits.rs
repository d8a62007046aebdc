//! Every limit of this crate, in one place.
//!
//! A rule is written by a country and a report by a stranger: the first group bounds what a rule file may ask for, the
//! second what a report can make the rules do.

/// Longest rule file, in bytes: six languages of words and a dozen examples fit with room to spare.
pub const FILE_BYTES_MAX: usize = 256 * 1024;
/// Longest `check` or `when`, in bytes.
pub const EXPRESSION_BYTES_MAX: usize = 4 * 1024;
/// Deepest nesting of an expression.
pub const EXPRESSION_DEPTH_MAX: u16 = 48;
/// Most items of a list written in an expression; a longer list belongs into a code list.
pub const LITERAL_ITEMS_MAX: usize = 256;
/// Most variables of `exists`, `all`, `filter`, `map` … alive at once.
pub const VARIABLES_MAX: usize = 8;
/// Most streaming collections (`transactions.…`) of one rule.
pub const ACCUMULATORS_MAX: usize = 16;
/// Largest compiled form of a `matches` pattern, in bytes.
pub const PATTERN_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Largest table of a pattern that is worked out in advance, in bytes; a pattern that needs more is worked out while
/// it searches.
pub const PATTERN_TABLE_BYTES_MAX: usize = 128 * 1024;
/// Most examples of one rule.
pub const EXAMPLES_MAX: usize = 64;
/// Most rules of one set.
pub const RULES_MAX: usize = 4_096;

/// Distinct values that one `transactions.distinct` counts; it stays at this number and says so with a finding.
pub const DISTINCT_MAX: usize = 100_000;
/// Steps that evaluation may take over a record of no elements. A step is an element looked at, a loop turned, or
/// [`TEXT_BYTES_PER_STEP`] bytes of text searched.
pub const STEPS_BASE: u64 = 1_000_000;
/// Further steps for each element of the record, so that work stays proportional to what was filed.
pub const STEPS_PER_ELEMENT: u64 = 2_000;
/// Bytes of text that searching, changing or joining handles in one step.
pub const TEXT_BYTES_PER_STEP: usize = 32;
/// In a record of no more elements than this, looking for a child costs [`SMALL_STEPS`] whatever it passes: counting
/// would take longer than looking.
pub const SMALL_ELEMENTS: usize = 256;
/// Steps for looking for a child in a small record.
pub const SMALL_STEPS: u64 = 8;
