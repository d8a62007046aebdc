//! Numbers that stand for things, one type each.

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident($inner:ty))*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// The position in a column.
            #[inline]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

id! {
    /// A node, by the order in which the builder first heard of it.
    NodeId(u32)
    /// An edge, by time; edges of one second by the order in which they were given.
    EdgeId(u32)
    /// A text that ties and edges share, such as an address.
    ValueId(u32)
    /// A currency of this graph.
    CurrencyId(u16)
    /// A channel of this graph, such as wire or cash.
    ChannelId(u16)
}

/// The number of a thing that is the `count`-th; `None` when numbers are used up.
pub(crate) fn number(count: usize) -> Option<u32> {
    u32::try_from(count).ok().filter(|number| *number < u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_number_is_kept_free() {
        assert_eq!(number(u32::MAX as usize - 1), Some(u32::MAX - 1));
        assert_eq!(number(u32::MAX as usize), None);
        assert_eq!(EdgeId(7).index(), 7);
    }
}
