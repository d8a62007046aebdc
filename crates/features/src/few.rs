//! A queue that keeps its first few values in place, because most accounts have few.
//!
//! Each separate piece of memory costs one more wait at each look, and those waits are most of what the features cost:
//! values in place cost none, a few more in a piece of their own one, a ring two.

use std::collections::VecDeque;

/// Up to `N` values in place, up to [`SOME`] in a piece of memory, and more in a ring; back to the first once it is
/// empty.
#[derive(Debug, Clone)]
#[expect(clippy::box_collection, reason = "a ring in place would make every queue larger than a line of the cache")]
pub(crate) enum Queue<T, const N: usize> {
    Few([T; N], u8),
    Some(Box<[T; SOME]>, u8),
    Many(Box<VecDeque<T>>),
}

/// Greatest number of values before a ring is worth its cost.
pub(crate) const SOME: usize = 8;

impl<T: Copy + Default, const N: usize> Default for Queue<T, N> {
    fn default() -> Self {
        Self::Few([T::default(); N], 0)
    }
}

/// The first so many values.
#[inline]
fn used<T>(values: &[T], length: u8) -> &[T] {
    values.get(..usize::from(length)).unwrap_or(&[])
}

/// Puts a value behind the first so many. False when there is no room.
#[inline]
fn push<T>(values: &mut [T], length: &mut u8, value: T) -> bool {
    let Some(place) = values.get_mut(usize::from(*length)) else { return false };
    *place = value;
    *length += 1;
    true
}

/// Removes the first of so many values.
#[inline]
fn pop<T: Copy>(values: &mut [T], length: &mut u8) {
    if *length > 1 {
        values.copy_within(1..usize::from(*length), 0);
    }
    *length = length.saturating_sub(1);
}

/// Puts the last of so many values at the place of the one that goes.
#[inline]
fn swap<T: Copy>(values: &mut [T], length: &mut u8, place: usize) {
    let last = usize::from(*length).checked_sub(1).and_then(|last| values.get(last)).copied();
    if let Some((hole, last)) = values.get_mut(place).zip(last) {
        *hole = last;
        *length -= 1;
    }
}

impl<T: Copy + Default, const N: usize> Queue<T, N> {
    /// The values in order, in two parts.
    #[inline]
    pub(crate) fn parts(&self) -> (&[T], &[T]) {
        match self {
            Self::Few(values, length) => (used(values, *length), &[]),
            Self::Some(values, length) => (used(values.as_slice(), *length), &[]),
            Self::Many(many) => many.as_slices(),
        }
    }

    #[inline]
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + Clone {
        let (first, second) = self.parts();
        first.iter().chain(second)
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Few(_, length) | Self::Some(_, length) => usize::from(*length),
            Self::Many(many) => many.len(),
        }
    }

    #[inline]
    pub(crate) fn get(&self, place: usize) -> Option<&T> {
        match self {
            Self::Few(values, length) => used(values, *length).get(place),
            Self::Some(values, length) => used(values.as_slice(), *length).get(place),
            Self::Many(many) => many.get(place),
        }
    }

    #[inline]
    pub(crate) fn back(&self) -> Option<&T> {
        self.get(self.len().checked_sub(1)?)
    }

    /// How many values at the front are so; the queue must be sorted by it.
    #[inline]
    pub(crate) fn partition_point(&self, so: impl Fn(&T) -> bool) -> usize {
        match self {
            Self::Many(many) => many.partition_point(so),
            few => few.parts().0.iter().take_while(|value| so(value)).count(),
        }
    }

    #[inline]
    pub(crate) fn push_back(&mut self, value: T) {
        let fits = match self {
            Self::Few(values, length) => push(values, length, value),
            Self::Some(values, length) => push(values.as_mut_slice(), length, value),
            Self::Many(many) => {
                many.push_back(value);
                true
            }
        };
        if fits {
            return;
        }
        *self = match &mut *self {
            Self::Few(few, length) if N < SOME => {
                let mut values = Box::new([T::default(); SOME]);
                values.iter_mut().zip(few).for_each(|(place, value)| *place = *value);
                push(values.as_mut_slice(), length, value);
                Self::Some(values, *length)
            }
            full => {
                let mut many = VecDeque::with_capacity(2 * SOME);
                many.extend(full.iter().copied().chain([value]));
                Self::Many(Box::new(many))
            }
        };
    }

    /// Removes the first value.
    #[inline]
    pub(crate) fn pop_front(&mut self) {
        match self {
            Self::Few(values, length) => pop(values, length),
            Self::Some(values, length) => pop(values.as_mut_slice(), length),
            Self::Many(many) => drop(many.pop_front()),
        }
        self.leave();
    }

    /// Removes the value at a place and puts the last one there, which is returned if there is one.
    #[inline]
    pub(crate) fn swap_remove(&mut self, place: usize) -> Option<&T> {
        match self {
            Self::Few(values, length) => swap(values, length, place),
            Self::Some(values, length) => swap(values.as_mut_slice(), length, place),
            Self::Many(many) => drop(many.swap_remove_back(place)),
        }
        self.leave();
        self.get(place)
    }

    /// Puts another value in the place of each.
    pub(crate) fn change(&mut self, other: impl Fn(T) -> T) {
        let (first, second) = match self {
            // Behind the length lies nothing that is read.
            Self::Few(values, _) => (values.as_mut_slice(), Default::default()),
            Self::Some(values, _) => (values.as_mut_slice(), Default::default()),
            Self::Many(many) => many.as_mut_slices(),
        };
        first.iter_mut().chain(second).for_each(|value| *value = other(*value));
    }

    /// Gives the memory back once there is nothing in it.
    #[inline]
    fn leave(&mut self) {
        if self.len() == 0 && !matches!(self, Self::Few(..)) {
            *self = Self::default();
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
        fn it_is_a_plain_list(steps in prop::collection::vec((0u8..5, 0usize..14), 0..200)) {
            let (mut queue, mut plain, mut next) = (Queue::<u32, 3>::default(), Vec::new(), 0);
            for (step, place) in steps {
                match step {
                    0..3 => {
                        next += 1;
                        queue.push_back(next);
                        plain.push(next);
                    }
                    3 if !plain.is_empty() => {
                        queue.pop_front();
                        plain.remove(0);
                    }
                    4 if place < plain.len() => {
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
                prop_assert_eq!((queue.len(), queue.back()), (plain.len(), plain.last()));
                let middle = next / 2;
                prop_assert_eq!(queue.partition_point(|&value| value < middle), plain.partition_point(|&value| value < middle));
                prop_assert_eq!(queue.get(place), plain.get(place));
            }
        }
    }
}
