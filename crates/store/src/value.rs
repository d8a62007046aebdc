//! What goes into a statement and what comes out of a row, the same for both databases.
//!
//! Six kinds of column are used, no more: 64-bit integer, exact text, bytes, truth, double (scores, never money),
//! and the absence of each. Times are integers ([`Micros`]), ids are bytes, money is an integer of minor units or
//! decimal text.

use sea_orm::QueryResult;

use crate::{Micros, RawId, StoreError};

/// A parameter of a statement. Made with `From`; a list of them with [`params!`](crate::params).
#[derive(Clone, Debug, PartialEq)]
pub struct Value(pub(crate) sea_orm::Value);

/// A list of parameters: `params![id, "open", 3_i64, None::<String>]`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { ::std::vec![$($crate::Value::from($value)),*] };
}

macro_rules! value_from {
    ($($from:ty, $made:ty, $variant:ident, $convert:expr;)*) => { $(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                let convert: fn($from) -> $made = $convert;
                Self(sea_orm::Value::$variant(Some(convert(value))))
            }
        }

        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                let convert: fn($from) -> $made = $convert;
                Self(sea_orm::Value::$variant(value.map(convert)))
            }
        }
    )* };
}

value_from! {
    i64, i64, BigInt, |v| v;
    i32, i64, BigInt, i64::from;
    u32, i64, BigInt, i64::from;
    Micros, i64, BigInt, |v| v.0;
    bool, bool, Bool, |v| v;
    f64, f64, Double, |v| v;
    String, String, String, |v| v;
    &str, String, String, str::to_owned;
    &String, String, String, String::clone;
    Vec<u8>, Vec<u8>, Bytes, |v| v;
    &[u8], Vec<u8>, Bytes, <[u8]>::to_vec;
    [u8; 32], Vec<u8>, Bytes, |v| v.to_vec();
    &[u8; 32], Vec<u8>, Bytes, |v| v.to_vec();
    RawId, Vec<u8>, Bytes, |v| v.0.to_vec();
}

/// A type that a column can be read into.
pub trait Column: Sized {
    /// What the database driver gives for the column.
    type Raw: sea_orm::TryGetable;

    /// The value, or `None` if the column holds something this type cannot be (bytes of a wrong length).
    fn from_raw(raw: Self::Raw) -> Option<Self>;
}

macro_rules! column_plain {
    ($($kind:ty),*) => { $(
        impl Column for $kind {
            type Raw = $kind;

            fn from_raw(raw: Self::Raw) -> Option<Self> {
                Some(raw)
            }
        }
    )* };
}

column_plain!(i64, bool, f64, String, Vec<u8>);

impl Column for Micros {
    type Raw = i64;

    fn from_raw(raw: i64) -> Option<Self> {
        Some(Self(raw))
    }
}

impl Column for RawId {
    type Raw = Vec<u8>;

    fn from_raw(raw: Vec<u8>) -> Option<Self> {
        Self::from_bytes(&raw)
    }
}

impl Column for [u8; 32] {
    type Raw = Vec<u8>;

    fn from_raw(raw: Vec<u8>) -> Option<Self> {
        raw.try_into().ok()
    }
}

impl<T: Column> Column for Option<T> {
    type Raw = Option<T::Raw>;

    fn from_raw(raw: Self::Raw) -> Option<Self> {
        raw.map_or(Some(None), |raw| T::from_raw(raw).map(Some))
    }
}

/// One row of an answer.
#[derive(Debug)]
pub struct Row(pub(crate) QueryResult);

impl Row {
    /// The column of that name. A column that may be null is read as `Option<T>`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Column`] if the answer has no such column or it holds another kind of value.
    pub fn get<T: Column>(&self, column: &str) -> Result<T, StoreError> {
        let raw: T::Raw = self
            .0
            .try_get("", column)
            .map_err(|error| StoreError::Column { column: column.to_owned(), reason: error.to_string() })?;
        T::from_raw(raw).ok_or_else(|| StoreError::Column {
            column: column.to_owned(),
            reason: "the value does not fit the type it is read into".to_owned(),
        })
    }
}
