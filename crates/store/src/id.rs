//! Ids: made by the application, ordered by time (UUID version 7), stored as sixteen bytes on both databases.
//!
//! Each kind of thing has its own id type, so that a report's id cannot be passed where a letter's is meant.
//! A slice makes its own with [`id_type!`](crate::id_type).

use std::fmt;

use crate::{NoEntropy, World};

/// Sixteen bytes of a UUID version 7, without a meaning yet. Use a type made by [`id_type!`](crate::id_type).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RawId(pub [u8; 16]);

impl RawId {
    /// A new id: 48 bits of milliseconds, the rest chance (RFC 9562 section 5.7).
    pub fn new(world: &World) -> Result<Self, NoEntropy> {
        let millis = u64::try_from(world.now().0.div_euclid(1_000)).unwrap_or(0);
        let chance = world.random::<10>()?;
        Ok(Self(uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid().into_bytes()))
    }

    /// Reads the hyphenated or plain hexadecimal form; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        uuid::Uuid::try_parse(text).ok().map(|id| Self(id.into_bytes()))
    }

    /// An id from the bytes of a column; `None` unless there are sixteen.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl fmt::Display for RawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        uuid::Uuid::from_bytes(self.0).hyphenated().fmt(f)
    }
}

impl fmt::Debug for RawId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Makes an id type of one kind of thing: `id_type!(/// The id of a case. CaseId);`.
///
/// The type has `new(&World)`, `parse(&str)`, `Display` (hyphenated), and goes in and out of rows as sixteen bytes.
#[macro_export]
macro_rules! id_type {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $crate::RawId);

        impl $name {
            /// A new id, ordered by time.
            pub fn new(world: &$crate::World) -> Result<Self, $crate::NoEntropy> {
                $crate::RawId::new(world).map(Self)
            }

            /// Reads the written form; `None` if it is not an id.
            pub fn parse(text: &str) -> Option<Self> {
                $crate::RawId::parse(text).map(Self)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl From<$name> for $crate::Value {
            fn from(id: $name) -> Self {
                Self::from(id.0)
            }
        }

        impl From<&$name> for $crate::Value {
            fn from(id: &$name) -> Self {
                Self::from(id.0)
            }
        }

        impl $crate::Column for $name {
            type Raw = <$crate::RawId as $crate::Column>::Raw;

            fn from_raw(raw: Self::Raw) -> Option<Self> {
                <$crate::RawId as $crate::Column>::from_raw(raw).map(Self)
            }
        }
    };
}

id_type!(
    /// The id of a letter: anything that crosses the border, inward or outward.
    LetterId
);
id_type!(
    /// The id of an accepted report.
    ReportId
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Micros;

    #[test]
    fn ids_are_version_seven_sort_by_time_and_read_back() {
        let (world, clock) = World::fixed(Micros(1_700_000_000_000_000), 3);
        let first = LetterId::new(&world).unwrap();
        clock.advance_millis(1);
        let second = LetterId::new(&world).unwrap();
        assert!(first < second);
        assert_eq!(&first.to_string()[14..15], "7");
        assert_eq!(LetterId::parse(&first.to_string()), Some(first));
        assert_eq!(LetterId::parse("no id"), None);
    }
}
