//! The built-in simple types that schemas derive from.

use crate::simple::{Bound, BoundValue, Decimal, Primitive, Simple, WhiteSpace};

/// A built-in type by its local name; `None` for one that is not supported.
pub(super) fn builtin(name: &str) -> Option<Simple> {
    let simple = match name {
        "string" | "anySimpleType" => Simple::plain(Primitive::Text, WhiteSpace::Preserve),
        "normalizedString" => Simple::plain(Primitive::Text, WhiteSpace::Replace),
        "token" | "anyURI" => Simple::plain(Primitive::Text, WhiteSpace::Collapse),
        "boolean" => Simple::plain(Primitive::Boolean, WhiteSpace::Collapse),
        "decimal" => Simple::plain(Primitive::Decimal, WhiteSpace::Collapse),
        "dateTime" => Simple::plain(Primitive::DateTime, WhiteSpace::Collapse),
        "date" => Simple::plain(Primitive::Date, WhiteSpace::Collapse),
        "integer" => integer(None, None),
        "nonNegativeInteger" => integer(Some("0"), None),
        "positiveInteger" => integer(Some("1"), None),
        "nonPositiveInteger" => integer(None, Some("0")),
        "negativeInteger" => integer(None, Some("-1")),
        "long" => integer(Some("-9223372036854775808"), Some("9223372036854775807")),
        "int" => integer(Some("-2147483648"), Some("2147483647")),
        "short" => integer(Some("-32768"), Some("32767")),
        "byte" => integer(Some("-128"), Some("127")),
        "unsignedLong" => integer(Some("0"), Some("18446744073709551615")),
        "unsignedInt" => integer(Some("0"), Some("4294967295")),
        "unsignedShort" => integer(Some("0"), Some("65535")),
        "unsignedByte" => integer(Some("0"), Some("255")),
        _ => return None,
    };
    Some(simple)
}

fn integer(low: Option<&str>, high: Option<&str>) -> Simple {
    let bound = |text: &str| {
        Decimal::parse(text).map(|value| Bound {
            value: BoundValue::Decimal(value),
            inclusive: true,
            text: text.to_owned(),
        })
    };
    let mut simple = Simple::plain(Primitive::Integer, WhiteSpace::Collapse);
    simple.low = low.and_then(bound);
    simple.high = high.and_then(bound);
    simple
}
