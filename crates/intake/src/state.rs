//! The life of a letter at the office: the states that exist and the steps between them.

/// How far a fetched letter has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Fetched; nobody has looked at it.
    Arrived,
    /// Being checked. After a crash it is begun anew from here.
    Checking,
    /// Registered, nothing to object to.
    Accepted,
    /// Registered, with warnings.
    AcceptedWithWarnings,
    /// Not taken; its findings are kept.
    Rejected,
}

/// A step that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a letter that is {} cannot become {}", from.word(), to.word())]
pub struct NoSuchStep {
    /// Where the letter is.
    pub from: State,
    /// Where it cannot go from there.
    pub to: State,
}

impl State {
    /// All states, in the order of the road.
    pub const ALL: [Self; 5] =
        [Self::Arrived, Self::Checking, Self::Accepted, Self::AcceptedWithWarnings, Self::Rejected];

    /// The stored word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::Checking => "checking",
            Self::Accepted => "accepted",
            Self::AcceptedWithWarnings => "accepted-with-warnings",
            Self::Rejected => "rejected",
        }
    }

    /// The state of a word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether the letter is done with.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedWithWarnings | Self::Rejected)
    }

    /// The step from here to there.
    ///
    /// # Errors
    ///
    /// [`NoSuchStep`]: what is decided stays decided, and nothing is decided unchecked.
    pub const fn to(self, next: Self) -> Result<Self, NoSuchStep> {
        match (self, next) {
            (Self::Arrived | Self::Checking, Self::Checking) => Ok(next),
            (Self::Checking, Self::Accepted | Self::AcceptedWithWarnings | Self::Rejected) => Ok(next),
            _ => Err(NoSuchStep { from: self, to: next }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of states.
    #[test]
    fn the_life_of_a_letter_at_the_office() {
        let table = [
            // arrived, checking, accepted, with-warnings, rejected
            (State::Arrived, [false, true, false, false, false]),
            (State::Checking, [false, true, true, true, true]),
            (State::Accepted, [false; 5]),
            (State::AcceptedWithWarnings, [false; 5]),
            (State::Rejected, [false; 5]),
        ];
        assert_eq!(table.map(|(from, _)| from), State::ALL);
        for (from, row) in table {
            assert_eq!(State::ALL.map(|to| from.to(to).is_ok()), row, "{from:?}");
            assert_eq!(State::read(from.word()), Some(from));
        }
    }
}
