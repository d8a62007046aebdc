//! A pattern as a tree, the same for both dialects.

/// A set of characters as sorted, disjoint ranges of code points.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Class {
    ranges: Vec<(u32, u32)>,
    ascii: [u64; 2],
}

const CHAR_MAX: u32 = 0x0010_FFFF;

impl Class {
    pub(crate) fn new(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut sorted: Vec<(u32, u32)> = ranges.into_iter().filter(|(low, high)| low <= high).collect();
        sorted.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(sorted.len());
        for (low, high) in sorted {
            match merged.last_mut() {
                Some(last) if low <= last.1.saturating_add(1) => last.1 = last.1.max(high),
                _ => merged.push((low, high)),
            }
        }
        let mut ascii = [0_u64; 2];
        for code in 0..128_u32 {
            if merged.iter().any(|(low, high)| (*low..=*high).contains(&code))
                && let Some(word) = ascii.get_mut((code / 64) as usize)
            {
                *word |= 1 << (code % 64);
            }
        }
        Self { ranges: merged, ascii }
    }

    pub(crate) fn single(c: char) -> Self {
        Self::new([(u32::from(c), u32::from(c))])
    }

    pub(crate) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    pub(crate) fn contains(&self, c: char) -> bool {
        let code = u32::from(c);
        if code < 128 {
            return self.ascii.get((code / 64) as usize).is_some_and(|word| word >> (code % 64) & 1 == 1);
        }
        let at = self.ranges.partition_point(|(_, high)| *high < code);
        self.ranges.get(at).is_some_and(|(low, _)| *low <= code)
    }

    pub(crate) fn negated(&self) -> Self {
        let mut out = Vec::with_capacity(self.ranges.len().saturating_add(1));
        let mut next = 0_u32;
        for (low, high) in &self.ranges {
            if *low > next {
                out.push((next, low.saturating_sub(1)));
            }
            next = high.saturating_add(1);
        }
        if next <= CHAR_MAX {
            out.push((next, CHAR_MAX));
        }
        Self::new(out)
    }

    pub(crate) fn union(&self, other: &Self) -> Self {
        Self::new(self.ranges.iter().chain(&other.ranges).copied())
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        self.negated().union(other).negated()
    }

    /// A plain character of the class: a letter or digit when there is one.
    fn example(&self) -> Option<char> {
        ['a', 'A', '1', '.', '@', '-', ' ']
            .into_iter()
            .find(|c| self.contains(*c))
            .or_else(|| self.ranges.iter().find_map(|(low, high)| (*low..=*high).take(64).find_map(char::from_u32)))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }
}

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Node {
    /// The empty text.
    Empty,
    /// One character of a class.
    Class(Class),
    /// One after another.
    Chain(Vec<Node>),
    /// One of several.
    Either(Vec<Node>),
    /// A node several times.
    Repeat(Box<Node>, u32, Option<u32>),
    /// The beginning of the value (.NET `^`).
    Start,
    /// The end of the value (.NET `$`).
    End,
    /// What follows must (`true`) or must not (`false`) begin with the node.
    Ahead(Box<Node>, bool),
}

impl Node {
    /// Takes away anchors that a whole-value match implies, at the outer ends of each alternative.
    pub(crate) fn without_outer_anchors(self) -> Self {
        match self {
            Self::Chain(mut nodes) => {
                while nodes.first() == Some(&Self::Start) {
                    nodes.remove(0);
                }
                while nodes.last() == Some(&Self::End) {
                    nodes.pop();
                }
                match <[Self; 1]>::try_from(nodes) {
                    Ok([single]) => single,
                    Err(nodes) if nodes.is_empty() => Self::Empty,
                    Err(nodes) => Self::Chain(nodes),
                }
            }
            Self::Either(nodes) => Self::Either(nodes.into_iter().map(Self::without_outer_anchors).collect()),
            Self::Start | Self::End => Self::Empty,
            other => other,
        }
    }

    pub(crate) fn has_look_around(&self) -> bool {
        match self {
            Self::Ahead(..) => true,
            Self::Chain(nodes) | Self::Either(nodes) => nodes.iter().any(Self::has_look_around),
            Self::Repeat(node, ..) => node.has_look_around(),
            _ => false,
        }
    }

    /// The class and count of a pattern that is one repeated class.
    pub(crate) fn as_repeated_class(&self) -> Option<(Class, u32, Option<u32>)> {
        match self {
            Self::Empty => Some((Class::new([]), 0, Some(0))),
            Self::Class(class) => Some((class.clone(), 1, Some(1))),
            Self::Repeat(node, min, max) => match node.as_ref() {
                Self::Class(class) => Some((class.clone(), *min, *max)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Writes a text that likely matches: the first alternative, repetitions about `length` times.
    pub(crate) fn example(&self, length: usize, out: &mut String) {
        match self {
            Self::Empty | Self::Start | Self::End | Self::Ahead(..) => {}
            Self::Class(class) => out.extend(class.example()),
            Self::Chain(nodes) => nodes.iter().for_each(|node| node.example(length, out)),
            // The last alternative is tried: an empty or anchored one usually stands first.
            Self::Either(nodes) => nodes.last().into_iter().for_each(|node| node.example(length, out)),
            Self::Repeat(node, min, max) => {
                let wanted = u32::try_from(length).unwrap_or(u32::MAX).max(*min);
                for _ in 0..wanted.min(max.unwrap_or(u32::MAX)).min(1_000) {
                    node.example(1, out);
                }
            }
        }
    }
}
