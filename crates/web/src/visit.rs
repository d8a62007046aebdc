//! What the manners find out about a request before a handler sees it.

use crate::fault::Fault;
use crate::layout::Context;
use crate::session::Token;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use std::net::{IpAddr, SocketAddr};
use subtle::ConstantTimeEq;

/// One request of a visitor: language, time, forms, and the token that the cookie brought.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What pages must know.
    pub context: Context,
    /// The token of the cookie, whether or not somebody is signed in with it.
    pub token: Option<Token>,
    /// Whether cookies are for TLS only.
    pub secure: bool,
    /// Base name of the cookie.
    pub cookie: &'static str,
}

impl Visit {
    /// Checks the proof that a form carries, in a time that does not depend on it.
    pub fn proves(&self, csrf: &str) -> Result<(), Fault> {
        let expected = self.token.as_ref().ok_or(Fault::Forged)?.csrf();
        if expected.as_bytes().ct_eq(csrf.as_bytes()).into() { Ok(()) } else { Err(Fault::Forged) }
    }

    /// The header that gives the visitor a new token: at signing in, and at nothing else but a first visit.
    pub fn sets(&self, token: &Token) -> (header::HeaderName, HeaderValue) {
        set_cookie(self.cookie, &token.to_text(), self.secure, None)
    }

    /// The header that takes the token away.
    pub fn forgets(&self) -> (header::HeaderName, HeaderValue) {
        set_cookie(self.cookie, "", self.secure, Some(0))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Self>().cloned().ok_or(Fault::Internal)
    }
}

/// The full name of a cookie: with the prefix that binds it to this host when it is for TLS only.
fn cookie_name(base: &str, secure: bool) -> String {
    if secure { format!("__Host-{base}") } else { base.to_owned() }
}

/// A `Set-Cookie` header. The value must be made of safe characters already.
pub(crate) fn set_cookie(
    base: &str,
    value: &str,
    secure: bool,
    max_age_seconds: Option<u32>,
) -> (header::HeaderName, HeaderValue) {
    let mut text = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", cookie_name(base, secure));
    if secure {
        text.push_str("; Secure");
    }
    if let Some(seconds) = max_age_seconds {
        text.push_str(&format!("; Max-Age={seconds}"));
    }
    (header::SET_COOKIE, HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("")))
}

/// The value of a cookie. One that comes twice is not believed: another host of the domain may have set it.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, base: &str, secure: bool) -> Option<&'a str> {
    let name = cookie_name(base, secure);
    let mut found = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value);
    let first = found.next();
    if found.next().is_some() { None } else { first }
}

/// Whether a text may be the address to go to next: a path of this host, in plain characters.
pub fn own_path(text: &str) -> Option<&str> {
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.~?=&%+".contains(&b));
    let own = text.starts_with('/') && !text.starts_with("//") && text.len() <= 512;
    (plain && own).then_some(text)
}

/// Where a visitor comes from, as account pages show it: the network, not the machine. `-` when the server was not
/// told, as behind a proxy.
#[derive(Clone, Debug)]
pub struct Network(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Network {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        Ok(Self(network(&parts.extensions)))
    }
}

fn network(extensions: &Extensions) -> String {
    let Some(ConnectInfo(address)) = extensions.get::<ConnectInfo<SocketAddr>>() else { return "-".to_owned() };
    match address.ip().to_canonical() {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(ip) => {
            let [a, b, c, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}::/48")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_path_of_our_own_is_gone_to() {
        for good in ["/", "/letters/1?group=kind&q=a%20b"] {
            assert_eq!(own_path(good), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x",
            "/@evil",
            "letters",
        ] {
            assert_eq!(own_path(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_cookie_that_comes_twice_is_not_believed() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; __Host-desk=x; desk=y"));
        assert_eq!(cookie(&headers, "desk", true), Some("x"));
        assert_eq!(cookie(&headers, "desk", false), Some("y"));
        headers.append(header::COOKIE, HeaderValue::from_static("__Host-desk=z"));
        assert_eq!(cookie(&headers, "desk", true), None);
    }

    #[test]
    fn cookies_are_bound_to_the_host_when_there_is_tls() {
        let (_, value) = set_cookie("desk", "t", true, None);
        assert_eq!(value, "__Host-desk=t; Path=/; HttpOnly; SameSite=Lax; Secure");
        let (_, value) = set_cookie("desk", "", false, Some(0));
        assert_eq!(value, "desk=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }

    #[test]
    fn an_address_is_cut_to_its_network() {
        let shown = |text: &str| {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo::<SocketAddr>(text.parse().unwrap()));
            network(&extensions)
        };
        assert_eq!(shown("198.51.100.77:4000"), "198.51.100.0/24");
        assert_eq!(shown("[::ffff:198.51.100.77]:4000"), "198.51.100.0/24");
        assert_eq!(shown("[2001:db8:7:1::5]:4000"), "2001:db8:7::/48");
        assert_eq!(network(&Extensions::new()), "-");
    }
}
