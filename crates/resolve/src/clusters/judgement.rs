//! What people decided about two mentions.

/// The number of a mention: given by the caller, unique, never used again. Give them in order of arrival: the smallest
/// number of a cluster is its name, so names then stay what they are as clusters grow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MentionId(pub u64);

/// What somebody decided about two mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// One and the same.
    Same,
    /// Two different ones.
    Different,
    /// Looked at, and open: the machine's own link of these two does not count, and nothing else follows.
    Unsure,
}

/// A decision with its time and author. Of several about the same pair the latest counts; of two that contradict each
/// other by way of third mentions the later one, and the other is reported as set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Judgement {
    /// When, in a count that grows (seconds since 1970, or the number of the decision).
    pub at: u64,
    /// By whom; with equal times the larger number counts as the later.
    pub by: u64,
    /// What was decided.
    pub verdict: Verdict,
    /// One of the two.
    pub a: MentionId,
    /// The other one.
    pub b: MentionId,
}

impl Judgement {
    /// The two in ascending order.
    pub fn pair(&self) -> (MentionId, MentionId) {
        if self.a <= self.b { (self.a, self.b) } else { (self.b, self.a) }
    }
}
