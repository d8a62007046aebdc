//! Windows that slide over the movements of one node.

use crate::snapshot::{Links, Step};
use std::ops::Range;

/// What is kept while a window slides: movements enter at its end and leave at its beginning, in the same order.
pub trait Slide {
    /// A movement comes in.
    fn enter(&mut self, step: Step);
    /// The oldest movement goes out.
    fn leave(&mut self, step: Step);
    /// How strong the pattern is in the window now; `None` when it is not there.
    fn strength(&self) -> Option<i64>;
}

/// One or more windows that end at neighbouring movements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Episode {
    /// Positions in the list that was slid over.
    pub range: Range<usize>,
    /// The greatest strength of its windows.
    pub strength: i64,
}

/// The episodes in a list of movements. The window that *ends at* a movement holds it and those before it (by time,
/// then number) that are at most `seconds` earlier. Windows with the pattern that end at movements next to each other
/// in the list are one episode, which covers all of them.
///
/// When it returns, everything that entered has left again, so that `slide` can be used for the next list.
#[inline]
pub fn episodes(links: Links<'_>, seconds: i64, slide: &mut impl Slide, mut tell: impl FnMut(Episode)) {
    let mut oldest = links.iter();
    let mut first = 0;
    let mut open: Option<Episode> = None;
    for (position, step) in links.iter().enumerate() {
        slide.enter(step);
        let begin = step.at.saturating_sub(seconds);
        while links.at.get(first).is_some_and(|at| *at < begin) {
            if let Some(old) = oldest.next() {
                slide.leave(old);
            }
            first += 1;
        }
        match (slide.strength(), &mut open) {
            (Some(strength), Some(episode)) => {
                episode.range.end = position + 1;
                episode.strength = episode.strength.max(strength);
            }
            (Some(strength), None) => open = Some(Episode { range: first..position + 1, strength }),
            (None, _) => open.take().into_iter().for_each(&mut tell),
        }
    }
    oldest.for_each(|old| slide.leave(old));
    open.into_iter().for_each(tell);
}

/// How many different keys are in a window. One is made for all nodes and used again and again.
#[derive(Clone, Debug)]
pub struct Distinct {
    times: Vec<u32>,
    different: usize,
}

impl Distinct {
    /// For keys below `keys`.
    pub fn new(keys: u32) -> Self {
        Self { times: vec![0; keys as usize], different: 0 }
    }

    /// A key comes in.
    #[inline]
    pub fn enter(&mut self, key: u32) {
        if let Some(times) = self.times.get_mut(key as usize) {
            self.different += usize::from(*times == 0);
            *times += 1;
        }
    }

    /// A key that came in goes out.
    #[inline]
    pub fn leave(&mut self, key: u32) {
        if let Some(times) = self.times.get_mut(key as usize) {
            *times = times.saturating_sub(1);
            self.different -= usize::from(*times == 0);
        }
    }

    /// Reads the places of keys that will enter, without waiting for one before the next: they lie anywhere in memory.
    pub fn warm(&self, keys: impl Iterator<Item = u32>) {
        let read = |key: u32| self.times.get(key as usize).copied().unwrap_or(0);
        std::hint::black_box(keys.map(read).fold(0, |sum, times| sum ^ times));
    }

    /// How many different keys are in.
    #[inline]
    pub const fn different(&self) -> usize {
        self.different
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct AtLeastTwo(usize);

    impl Slide for AtLeastTwo {
        fn enter(&mut self, _step: Step) {
            self.0 += 1;
        }
        fn leave(&mut self, _step: Step) {
            self.0 -= 1;
        }
        fn strength(&self) -> Option<i64> {
            (self.0 >= 2).then_some(self.0 as i64)
        }
    }

    #[test]
    fn windows_that_touch_are_one_episode() {
        let at = [0, 10, 12, 30, 45, 50, 60];
        let links = Links { edge: &[0, 1, 2, 3, 4, 5, 6], peer: &[0; 7], at: &at, value: &[0; 7] };
        let mut told = Vec::new();
        let mut slide = AtLeastTwo(0);
        episodes(links, 10, &mut slide, |episode| told.push(episode));
        let first = Episode { range: 0..3, strength: 2 };
        assert_eq!(told, [first, Episode { range: 4..7, strength: 2 }]);
        assert_eq!(slide.0, 0);
        episodes(Links::default(), 10, &mut slide, |_| unreachable!());
    }
}
