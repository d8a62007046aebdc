//! Queries and forms, read strictly: only known names, each once, text within limits.

use crate::fault::Fault;
use crate::visit::Visit;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, RawQuery, Request};
use axum::http::header;
use axum::http::request::Parts;

/// Longest query or form, in bytes.
const BYTES_MAX: usize = 64 << 10;
/// Longest text of one field, in characters.
const CHARS_MAX: usize = 4_000;

/// Fields of a query or a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `a=1&b=2` and refuses every name that is not in `known`, and every name that comes twice.
    pub fn read(encoded: &str, known: &[&str]) -> Result<Self, Fault> {
        if encoded.len() > BYTES_MAX {
            return Err(Fault::TooLarge);
        }
        let mut fields = Self::default();
        for pair in encoded.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            fields.add(&decoded(name)?, decoded(value)?, known)?;
        }
        Ok(fields)
    }

    /// Adds one field under the same rules.
    pub fn add(&mut self, name: &str, value: String, known: &[&str]) -> Result<(), Fault> {
        if !known.contains(&name) {
            return Err(Fault::BadRequest("HTTP-FIELD-UNKNOWN"));
        }
        if self.0.iter().any(|(had, _)| had == name) {
            return Err(Fault::BadRequest("HTTP-FIELD-TWICE"));
        }
        if value.chars().count() > CHARS_MAX {
            return Err(Fault::BadRequest("HTTP-FIELD-LONG"));
        }
        if value.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            return Err(Fault::BadRequest("HTTP-FIELD-CONTROL"));
        }
        self.0.push((name.to_owned(), value));
        Ok(())
    }

    /// The text of a field, without space around it; empty if it is absent.
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// The text of a field exactly as typed, for passwords.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(had, _)| had == name).map_or("", |(_, value)| value)
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.get(name) == "yes"
    }
}

/// Undoes percent-encoding and `+`. Bytes that are no UTF-8 are refused.
fn decoded(text: &str) -> Result<String, Fault> {
    let refused = || Fault::BadRequest("HTTP-FIELD-ENCODING");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let digit =
                    |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
                let (high, low) = (digit(rest.next()).ok_or_else(refused)?, digit(rest.next()).ok_or_else(refused)?);
                bytes.push(high << 4 | low);
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).map_err(|_| refused())
}

/// Percent-encodes a text for the value of a query.
pub fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The query of a request, not read yet. A handler says which names it knows; one that knows none says `none()`.
#[derive(Clone, Debug)]
pub struct Query(String);

impl Query {
    /// Reads it.
    pub fn known(&self, names: &[&str]) -> Result<Fields, Fault> {
        Fields::read(&self.0, names)
    }

    /// Refuses any field.
    pub fn none(&self) -> Result<(), Fault> {
        self.known(&[]).map(|_| ())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        let RawQuery(query) = RawQuery::from_request_parts(parts, state).await.map_err(|never| match never {})?;
        Ok(Self(query.unwrap_or_default()))
    }
}

/// A posted form whose proof was checked already: it carries the token of this visit. Not read yet.
#[derive(Clone, Debug)]
pub struct Form(String, Visit);

impl Form {
    /// Reads it, and checks that it came from our own page. `csrf` is always known.
    pub fn known(&self, names: &[&str]) -> Result<Fields, Fault> {
        let names: Vec<&str> = names.iter().copied().chain(["csrf"]).collect();
        let fields = Fields::read(&self.0, &names)?;
        self.1.proves(fields.get("csrf"))?;
        Ok(fields)
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let visit = request.extensions().get::<Visit>().cloned().ok_or(Fault::Internal)?;
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.split(';').next().unwrap_or_default().trim() != "application/x-www-form-urlencoded" {
            return Err(Fault::BadRequest("HTTP-CONTENT-TYPE"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Fault::TooLarge)?;
        let text = String::from_utf8(bytes.to_vec()).map_err(|_| Fault::BadRequest("HTTP-FIELD-ENCODING"))?;
        Ok(Self(text, visit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_names_each_once() {
        let read = |text: &str| Fields::read(text, &["q", "severity"]);
        assert_eq!(read("q=a+%D8%A7&severity=").unwrap().get("q"), "a ا");
        assert_eq!(read("").unwrap(), Fields::default());
        let refused = [
            ("q=1&q=2", "HTTP-FIELD-TWICE"),
            ("role=admin", "HTTP-FIELD-UNKNOWN"),
            ("Q=1", "HTTP-FIELD-UNKNOWN"),
            ("q[]=1", "HTTP-FIELD-UNKNOWN"),
            ("__proto__=1", "HTTP-FIELD-UNKNOWN"),
            ("q=%zz", "HTTP-FIELD-ENCODING"),
            ("q=%C3", "HTTP-FIELD-ENCODING"),
            ("q=%", "HTTP-FIELD-ENCODING"),
            ("q=a%00b", "HTTP-FIELD-CONTROL"),
        ];
        for (text, code) in refused {
            assert_eq!(read(text), Err(Fault::BadRequest(code)), "{text}");
        }
        let long = |n| format!("q={}", "a".repeat(n));
        assert!(read(&long(CHARS_MAX)).is_ok());
        assert_eq!(read(&long(CHARS_MAX + 1)), Err(Fault::BadRequest("HTTP-FIELD-LONG")));
    }

    #[test]
    fn what_is_percent_encoded_comes_back() {
        for text in ["a b&c=d", "日本", "50% + 1", "\"<>'"] {
            assert_eq!(Fields::read(&format!("q={}", percent(text)), &["q"]).unwrap().get("q"), text);
        }
    }
}
