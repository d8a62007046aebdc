//! Labelled pairs of names: the same person or company twice, or two that are not the same.

use super::tokens::Script;
use super::{Change, Crowd, vary};
use crate::draw::{Domain, Draw};

/// Two names with the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// One name.
    pub left: String,
    /// The other.
    pub right: String,
    /// Whether they are of one identity.
    pub same: bool,
    /// `person` or `company`, of the left one.
    pub kind: &'static str,
    /// Script of the left identity.
    pub script: Script,
    /// How the two differ from the truth, when they are of one identity.
    pub changes: Vec<Change>,
}

impl Crowd {
    /// The `n`th pair: even ones are the same, odd ones are not. Of those that are not, half are neighbours: of one
    /// script, with a given or a family name in common; their true names differ in at least one word,
    /// as long as the crowd has people whose names differ.
    pub fn pair(&self, n: u64) -> Pair {
        let mut draw = Draw::new(self.seed, Domain::Mention, n | 1 << 61);
        let identities = self.identities();
        let left = self.identity(draw.below(identities));
        let kind = if left.kind == super::Kind::Person { "person" } else { "company" };
        let script = left.script;
        let (one, mut changes) = vary::name(self, &left, Draw::new(self.seed, Domain::Mention, n | 1 << 60));
        let other_draw = Draw::new(self.seed, Domain::Mention, n | 3 << 59);
        if n.is_multiple_of(2) {
            let (two, more) = vary::name(self, &left, other_draw);
            changes.extend(more);
            changes.sort_unstable();
            changes.dedup();
            return Pair { left: one.full, right: two.full, same: true, kind, script, changes };
        }
        let mut other = left.clone();
        let near = draw.per_mille(500);
        // A neighbour is looked for among a hundred; when there is none it is somebody else.
        for at in 0..200 {
            let someone = self.identity(draw.below(identities));
            let alike = someone.script == script && someone.kind == left.kind && someone.woman == left.woman;
            match (near && at < 100, alike, draw.per_mille(500)) {
                (true, true, true) => other.given = someone.given,
                (true, true, false) => (other.family, other.middle) = (someone.family, someone.middle),
                (true, false, _) => {}
                (false, _, _) => other = someone,
            }
            if other.given != left.given || other.family != left.family {
                break;
            }
        }
        let (two, _) = vary::name(self, &other, other_draw);
        Pair { left: one.full, right: two.full, same: false, kind, script, changes: Vec::new() }
    }
}
