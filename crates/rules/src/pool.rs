//! Texts made during evaluation, in memory that is used again.

use std::cell::RefCell;
use std::ops::Deref;

/// Buffers waiting for their next use. After the first few records no evaluation allocates.
#[derive(Debug, Default)]
pub(crate) struct Pool {
    free: RefCell<Vec<String>>,
}

impl Pool {
    /// A text made of `chars`.
    pub(crate) fn collect(&self, chars: impl Iterator<Item = char>) -> Made<'_> {
        let mut made = self.take();
        made.text.extend(chars);
        made
    }

    /// `text` with its capital ASCII letters made small.
    pub(crate) fn ascii_lower(&self, text: &str) -> Made<'_> {
        let mut made = self.take();
        made.text.push_str(text);
        made.text.make_ascii_lowercase();
        made
    }

    /// `text` with its small ASCII letters made capital.
    pub(crate) fn ascii_upper(&self, text: &str) -> Made<'_> {
        let mut made = self.take();
        made.text.push_str(text);
        made.text.make_ascii_uppercase();
        made
    }

    fn take(&self) -> Made<'_> {
        Made { text: self.free.borrow_mut().pop().unwrap_or_default(), pool: self }
    }
}

/// A text in a buffer that goes back to its pool.
#[derive(Debug)]
pub(crate) struct Made<'p> {
    text: String,
    pool: &'p Pool,
}

impl Drop for Made<'_> {
    fn drop(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        text.clear();
        self.pool.free.borrow_mut().push(text);
    }
}

/// A text as filed, or made from one.
#[derive(Debug)]
pub(crate) enum Txt<'a> {
    /// As it stands in the record or in the rule.
    Filed(&'a str),
    /// Made by `lower`, `upper`, `digits`, `letters` or `+`.
    Made(Made<'a>),
}

impl Deref for Txt<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Filed(text) => text,
            Self::Made(made) => &made.text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_used_again_and_empty() {
        let pool = Pool::default();
        let first = pool.collect("first text".chars());
        let at = first.text.as_ptr();
        drop(first);
        let second = pool.collect("2".chars());
        assert_eq!((second.text.as_str(), second.text.as_ptr()), ("2", at));
    }
}
