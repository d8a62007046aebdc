//! What a search may cost, and whether it got to its end.

use std::fmt;

/// What stopped a search before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// So many edges or nodes were looked at.
    Visits(u64),
    /// So many answers were found.
    Answers(u64),
    /// A node had more edges than one is willing to follow, so that only the first so many were.
    Hub(u64),
    /// Answers may exist beyond so many hops.
    Hops(u64),
    /// So many rounds were done and the result still changed.
    Rounds(u64),
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Visits(most) => {
                write!(f, "stopped after looking at {most} edges; raise the budget or narrow the time")
            }
            Self::Answers(most) => write!(f, "stopped at {most} answers; there may be more"),
            Self::Hub(most) => write!(f, "a node has more than {most} links; only the first {most} were followed"),
            Self::Hops(most) => write!(f, "not followed further than {most} steps"),
            Self::Rounds(most) => write!(f, "stopped after {most} rounds before the result settled"),
        }
    }
}

/// Whether an answer is the whole answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Extent {
    /// Nothing was left out.
    #[default]
    Complete,
    /// A limit was reached: what is told is true, but more may be.
    Limited {
        /// The limit that was reached first.
        by: Limit,
    },
}

impl Extent {
    /// Whether nothing was left out.
    pub const fn is_complete(self) -> bool {
        matches!(self, Self::Complete)
    }

    /// Notes a limit; the first one stays.
    pub const fn limit(&mut self, by: Limit) {
        if self.is_complete() {
            *self = Self::Limited { by };
        }
    }

    /// The extent of two answers taken together: the first limit counts.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        if self.is_complete() { other } else { self }
    }
}

/// What was found, whether that is all, and what it cost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer<T> {
    /// What was found.
    pub value: T,
    /// Whether that is all.
    pub extent: Extent,
    /// How many edges or nodes were looked at.
    pub visits: u64,
}

impl<T> Answer<T> {
    /// The same extent and cost with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Answer<U> {
        Answer { value: change(self.value), extent: self.extent, visits: self.visits }
    }
}

/// How many edges or nodes a search may still look at. Counting is exact, so that the same search stops at the same
/// place on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    most: u64,
    left: u64,
    extent: Extent,
}

impl Budget {
    /// A budget of so many visits.
    pub const fn new(visits: u64) -> Self {
        Self { most: visits, left: visits, extent: Extent::Complete }
    }

    /// Takes one visit; `false` when none is left, which is noted as the limit.
    #[inline]
    pub const fn spend(&mut self) -> bool {
        self.spend_many(1)
    }

    /// Takes `visits`; `false` when fewer are left, which is noted as the limit.
    #[inline]
    pub const fn spend_many(&mut self, visits: u64) -> bool {
        if visits <= self.left {
            self.left -= visits;
            return true;
        }
        self.left = 0;
        self.limit(Limit::Visits(self.most));
        false
    }

    /// Notes another limit than that of visits.
    pub const fn limit(&mut self, by: Limit) {
        self.extent.limit(by);
    }

    /// How many visits are left.
    pub const fn left(&self) -> u64 {
        self.left
    }

    /// How many visits were made.
    pub const fn spent(&self) -> u64 {
        self.most - self.left
    }

    /// The limit that was reached, if any.
    pub const fn extent(&self) -> Extent {
        self.extent
    }

    /// The answer to a search that used this budget.
    pub fn answer<T>(&self, value: T) -> Answer<T> {
        Answer { value, extent: self.extent, visits: self.spent() }
    }
}

impl Default for Budget {
    /// Ten million visits: some tenths of a second.
    fn default() -> Self {
        Self::new(10_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_visit_is_allowed_and_the_next_is_told() {
        let mut budget = Budget::new(2);
        assert!(budget.spend() && budget.spend() && budget.extent().is_complete());
        assert!(!budget.spend());
        budget.limit(Limit::Answers(9));
        let answer = budget.answer(5).map(|n| n + 1);
        assert_eq!(answer, Answer { value: 6, extent: Extent::Limited { by: Limit::Visits(2) }, visits: 2 });
    }

    #[test]
    fn the_first_limit_of_two_answers_counts() {
        let limited = Extent::Limited { by: Limit::Hops(3) };
        assert_eq!(Extent::Complete.and(limited), limited);
        assert_eq!(limited.and(Extent::Limited { by: Limit::Visits(1) }), limited);
        assert_eq!(Limit::Hub(5).to_string(), "a node has more than 5 links; only the first 5 were followed");
    }
}
