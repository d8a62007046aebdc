//! A queue that keeps its first few values in place, because most accounts have few.
//!
//! A separate piece of memory for each list would cost one more wait for memory at each look, and those waits are most of what the features cost.

use std::collections::VecDeque;

/// Up to `N` values in place; when there are more, all of them lie in a ring, until the queue is empty again.
#[derive(Debug, Clone)]
pub(crate) struct Queue<T, const N: usize> {
    few: [T; N],
    length: u32,
    many: Option<Box<VecDeque<T>>>,
}

impl<T: Copy + Default, const N: usize> Default for Queue<T, N> {
    fn default() -> Self {
        Self { few: [T::default(); N], length: 0, many: None }
    }
}

impl<T: Copy, const N: usize> Queue<T, N> {
    /// The values in order, in two parts.
    pub(crate) fn parts(&self) -> (&[T], &[T]) {
        match &self.many {
            None => (self.few.get(..self.length as usize).unwrap_or(&[]), &[]),
            Some(many) => many.as_slices(),
        }
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + Clone {
        let (first, second) = self.parts();
        first.iter().chain(second)
    }

    pub(crate) fn len(&self) -> usize {
        self.many.as_ref().map_or(self.length as usize, |many| many.len())
    }

    #[cfg(test)]
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn get(&self, place: usize) -> Option<&T> {
        match &self.many {
            None => self.few.get(..self.length as usize)?.get(place),
            Some(many) => many.get(place),
        }
    }

    pub(crate) fn back(&self) -> Option<&T> {
        self.get(self.len().checked_sub(1)?)
    }

    /// How many values at the front are so; the queue must be sorted by it.
    pub(crate) fn partition_point(&self, so: impl Fn(&T) -> bool) -> usize {
        match &self.many {
            None => self.parts().0.iter().take_while(|value| so(value)).count(),
            Some(many) => many.partition_point(so),
        }
    }

    pub(crate) fn push_back(&mut self, value: T) {
        if let Some(many) = &mut self.many {
            many.push_back(value);
        } else if let Some(place) = self.few.get_mut(self.length as usize) {
            *place = value;
            self.length += 1;
        } else {
            let mut many = VecDeque::with_capacity(2 * N);
            many.extend(self.few);
            many.push_back(value);
            self.many = Some(Box::new(many));
        }
    }

    /// Removes the first value.
    pub(crate) fn pop_front(&mut self) {
        match &mut self.many {
            None => {
                let length = (self.length as usize).min(N);
                if length > 1 {
                    self.few.copy_within(1..length, 0);
                }
                self.length = self.length.saturating_sub(1);
            }
            Some(many) => {
                many.pop_front();
                self.leave();
            }
        }
    }

    /// Removes the value at a place and puts the last one there, which is returned if there is one.
    pub(crate) fn swap_remove(&mut self, place: usize) -> Option<&T> {
        match &mut self.many {
            None => {
                let last = self.back().copied()?;
                if let Some(hole) = self.few.get_mut(place) {
                    *hole = last;
                }
                self.length -= 1;
            }
            Some(many) => {
                many.swap_remove_back(place);
                self.leave();
            }
        }
        self.get(place)
    }

    /// Gives the ring back once it is empty.
    fn leave(&mut self) {
        if self.many.as_ref().is_some_and(|many| many.is_empty()) {
            (self.many, self.length) = (None, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        /// Whatever comes and goes, in place or in a ring: the values are those of a plain list.
        #[test]
        fn it_is_a_plain_list(steps in prop::collection::vec((0u8..4, 0usize..6), 0..200)) {
            let (mut queue, mut plain, mut next) = (Queue::<u32, 3>::default(), Vec::new(), 0);
            for (step, place) in steps {
                match step {
                    0 | 1 => {
                        next += 1;
                        queue.push_back(next);
                        plain.push(next);
                    }
                    2 if !plain.is_empty() => {
                        queue.pop_front();
                        plain.remove(0);
                    }
                    3 if place < plain.len() => {
                        plain.swap_remove(place);
                        prop_assert_eq!(queue.swap_remove(place), plain.get(place));
                        // Sorted again, as the queues of the features are.
                        plain.sort_unstable();
                        let values: Vec<u32> = plain.clone();
                        queue = Queue::default();
                        values.into_iter().for_each(|value| queue.push_back(value));
                    }
                    _ => {}
                }
                prop_assert_eq!(queue.iter().copied().collect::<Vec<_>>(), plain.clone());
                prop_assert_eq!((queue.len(), queue.is_empty(), queue.back()), (plain.len(), plain.is_empty(), plain.last()));
                let middle = next / 2;
                prop_assert_eq!(queue.partition_point(|&value| value < middle), plain.partition_point(|&value| value < middle));
                prop_assert_eq!(queue.get(place), plain.get(place));
            }
        }
    }
}
