//! Simple types: what a text must look like.
//!
//! A [`Simple`] is a primitive kind with facets, already merged along its chain of restrictions, so that checking a
//! value is one pass over one flat structure.

mod choice;
mod number;
mod time;

pub(crate) use choice::Codes;
pub(crate) use number::Decimal;
pub(crate) use time::DateTime;

use crate::Dialect;
use crate::pattern::Pattern;
use std::sync::Arc;

/// The kind of value a type holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Primitive {
    Text,
    Boolean,
    Decimal,
    /// A whole number; its bounds (such as those of `xs:int`) are ordinary range facets.
    Integer,
    DateTime,
    Date,
}

/// What happens to white space before a value is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum WhiteSpace {
    Preserve,
    Replace,
    Collapse,
}

/// A bound of a range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) value: BoundValue,
    pub(crate) inclusive: bool,
    /// As the schema writes it.
    pub(crate) text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BoundValue {
    Decimal(Decimal),
    DateTime(DateTime),
}

/// A simple type, flattened.
#[derive(Clone, Debug)]
pub(crate) struct Simple {
    pub(crate) name: Option<String>,
    pub(crate) primitive: Primitive,
    pub(crate) white_space: WhiteSpace,
    pub(crate) length_min: Option<u32>,
    pub(crate) length_max: Option<u32>,
    pub(crate) codes: Option<Arc<Codes>>,
    pub(crate) patterns: Vec<Arc<Pattern>>,
    pub(crate) low: Option<Bound>,
    pub(crate) high: Option<Bound>,
    pub(crate) digits: Option<u32>,
    pub(crate) fraction_digits: Option<u32>,
}

/// Why a value is not of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong<'a> {
    Enumeration,
    Pattern(&'a str),
    TooShort { limit: u32, length: u32 },
    TooLong { limit: u32, length: u32 },
    NotNumber,
    NotInteger,
    NotBoolean,
    NotDate,
    Below(&'a str),
    Above(&'a str),
    Digits(u32),
    FractionDigits(u32),
}

impl Simple {
    /// A primitive type without facets.
    pub(crate) fn plain(primitive: Primitive, white_space: WhiteSpace) -> Self {
        Self {
            name: None,
            primitive,
            white_space,
            length_min: None,
            length_max: None,
            codes: None,
            patterns: Vec::new(),
            low: None,
            high: None,
            digits: None,
            fraction_digits: None,
        }
    }

    /// Checks a value as filed, references resolved.
    pub(crate) fn check(&self, raw: &str, dialect: Dialect) -> Result<(), Wrong<'_>> {
        let normalised;
        let value = match self.white_space {
            WhiteSpace::Preserve => raw,
            WhiteSpace::Collapse if !needs_collapse(raw) => raw,
            WhiteSpace::Replace if !raw.bytes().any(|b| matches!(b, b'\t' | b'\n' | b'\r')) => raw,
            WhiteSpace::Replace => {
                normalised = raw.replace(['\t', '\n', '\r'], " ");
                &normalised
            }
            WhiteSpace::Collapse => {
                normalised =
                    raw.split([' ', '\t', '\n', '\r']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                &normalised
            }
        };
        match self.primitive {
            Primitive::Text => {}
            Primitive::Boolean => {
                boolean(value).ok_or(Wrong::NotBoolean)?;
            }
            Primitive::Decimal => self.check_decimal(value, dialect)?,
            Primitive::Integer => self.check_integer(value, dialect)?,
            Primitive::DateTime | Primitive::Date => self.check_time(value, dialect)?,
        }
        if let Some(codes) = &self.codes
            && !codes.contains(value)
        {
            return Err(Wrong::Enumeration);
        }
        for pattern in &self.patterns {
            if !pattern.matches(value) {
                return Err(Wrong::Pattern(&pattern.source));
            }
        }
        if self.length_min.is_some() || self.length_max.is_some() {
            self.check_length(value, dialect)?;
        }
        Ok(())
    }

    fn check_length(&self, value: &str, dialect: Dialect) -> Result<(), Wrong<'_>> {
        let bytes = u32::try_from(value.len()).unwrap_or(u32::MAX);
        // A character takes one to four bytes, so most values are decided by their bytes alone.
        if self.length_min.unwrap_or(0) <= bytes / 4 && self.length_max.is_none_or(|max| bytes <= max) {
            return Ok(());
        }
        let length = match dialect {
            Dialect::DotNet => value.encode_utf16().count(),
            Dialect::W3c => value.chars().count(),
        };
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        match (self.length_min, self.length_max) {
            (Some(limit), _) if length < limit => Err(Wrong::TooShort { limit, length }),
            (_, Some(limit)) if length > limit => Err(Wrong::TooLong { limit, length }),
            _ => Ok(()),
        }
    }

    fn check_decimal(&self, value: &str, dialect: Dialect) -> Result<(), Wrong<'_>> {
        let number = number::parse(value.as_bytes(), dialect).ok_or(Wrong::NotNumber)?;
        self.check_number(&number)
    }

    fn check_integer(&self, value: &str, dialect: Dialect) -> Result<(), Wrong<'_>> {
        let number = number::parse_integer(value.as_bytes(), dialect).ok_or(Wrong::NotInteger)?;
        self.check_number(&number)
    }

    fn check_number(&self, number: &number::Digits<'_>) -> Result<(), Wrong<'_>> {
        if let Some(limit) = self.fraction_digits
            && number.fraction_digits() > limit
        {
            return Err(Wrong::FractionDigits(limit));
        }
        if let Some(limit) = self.digits
            && number.total_digits() > limit
        {
            return Err(Wrong::Digits(limit));
        }
        for (bound, below) in [(&self.low, true), (&self.high, false)] {
            let Some(Bound { value: BoundValue::Decimal(limit), inclusive, text }) = bound else { continue };
            let order = number.cmp_with(limit);
            let outside = if below { order.is_lt() } else { order.is_gt() };
            if outside || (order.is_eq() && !inclusive) {
                return Err(if below { Wrong::Below(text) } else { Wrong::Above(text) });
            }
        }
        Ok(())
    }

    fn check_time(&self, value: &str, dialect: Dialect) -> Result<(), Wrong<'_>> {
        let parsed = match self.primitive {
            Primitive::Date => time::parse_date(value, dialect),
            _ => time::parse_date_time(value, dialect),
        };
        let moment = parsed.ok_or(Wrong::NotDate)?;
        for (bound, below) in [(&self.low, true), (&self.high, false)] {
            let Some(Bound { value: BoundValue::DateTime(limit), inclusive, text }) = bound else { continue };
            let order = moment.cmp_with(limit, dialect);
            let outside = order.is_none_or(|order| if below { order.is_lt() } else { order.is_gt() });
            if outside || (order.is_some_and(std::cmp::Ordering::is_eq) && !inclusive) {
                return Err(if below { Wrong::Below(text) } else { Wrong::Above(text) });
            }
        }
        Ok(())
    }

    /// Whether two texts are the same value of this type (for `fixed`).
    pub(crate) fn same_value(&self, one: &str, other: &str, dialect: Dialect) -> bool {
        let (one, other) = match self.white_space {
            WhiteSpace::Collapse => (one.trim_matches(XML_SPACE), other.trim_matches(XML_SPACE)),
            _ => (one, other),
        };
        match self.primitive {
            Primitive::Text | Primitive::Date => one == other,
            Primitive::Boolean => boolean(one).is_some() && boolean(one) == boolean(other),
            Primitive::Decimal | Primitive::Integer => {
                let other = number::parse(other.as_bytes(), dialect).map(|d| d.to_owned_value());
                number::parse(one.as_bytes(), dialect).zip(other).is_some_and(|(a, b)| a.cmp_with(&b).is_eq())
            }
            Primitive::DateTime => {
                let (one, other) = (time::parse_date_time(one, dialect), time::parse_date_time(other, dialect));
                one.zip(other).is_some_and(|(a, b)| a.cmp_with(&b, dialect).is_some_and(std::cmp::Ordering::is_eq))
            }
        }
    }
}

/// The white space of XML.
pub(crate) const XML_SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

fn needs_collapse(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    bytes.iter().any(|b| matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
}

fn boolean(value: &str) -> Option<bool> {
    match value {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_as_the_dialect_counts() {
        let mut short = Simple::plain(Primitive::Text, WhiteSpace::Preserve);
        short.length_max = Some(3);
        short.length_min = Some(2);
        let table = [("ab", true, true), ("a", false, false), ("éèê", true, true), ("\u{10348}ab", false, true)];
        for (value, net, w3c) in table {
            assert_eq!(short.check(value, Dialect::DotNet).is_ok(), net, "{value}");
            assert_eq!(short.check(value, Dialect::W3c).is_ok(), w3c, "{value}");
        }
        assert_eq!(short.check("abcd", Dialect::W3c), Err(Wrong::TooLong { limit: 3, length: 4 }));
    }

    #[test]
    fn fixed_values_are_compared_by_value() {
        let truth = Simple::plain(Primitive::Boolean, WhiteSpace::Collapse);
        assert!(truth.same_value("true", "1", Dialect::DotNet) && !truth.same_value("false", "1", Dialect::DotNet));
        let number = Simple::plain(Primitive::Decimal, WhiteSpace::Collapse);
        assert!(number.same_value("1.50", "+1.5", Dialect::W3c));
    }
}
