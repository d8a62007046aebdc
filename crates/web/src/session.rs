//! Sessions as HTTP sees them: an opaque token in a cookie, looked up by its digest.
//!
//! What a session means, how long it lives and what ends it is decided by who keeps the sessions: `post` for the
//! people of reporters at the edge, `staff` for the office. Both give this crate a [`SessionStore`].

use crate::fault::Fault;
use crate::visit::Visit;
use axum::Router;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use zeroize::Zeroizing;

/// An opaque token of 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Zeroizing<[u8; 32]>);

/// SHA-256 of a [`Token`]: what a store keeps, so that who reads the store cannot sign in.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TokenDigest(pub [u8; 32]);

impl Token {
    /// A token from 32 random bytes.
    pub fn new(random: [u8; 32]) -> Self {
        Self(Zeroizing::new(random))
    }

    /// Reads the text of a cookie.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(Self::new(bytes.try_into().ok()?))
    }

    /// The text for a cookie: 43 characters.
    pub fn to_text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.as_slice())
    }

    /// The digest to look it up by.
    pub fn digest(&self) -> TokenDigest {
        TokenDigest(Sha256::digest(self.0.as_slice()).into())
    }

    /// The proof that forms of this visit carry. It tells nothing about the token.
    pub fn csrf(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(b"openfiu form proof 1");
        digest.update(self.0.as_slice());
        hex::encode(digest.finalize())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl fmt::Debug for TokenDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenDigest(…)")
    }
}

/// Where sessions are looked up. Two real ones exist: people of reporters, and staff.
pub trait SessionStore: Send + Sync + 'static {
    /// What is known about who is signed in.
    type Person: Clone + Send + Sync + 'static;

    /// The person of a live session, `None` if it is unknown, over or taken back.
    fn find(
        &self,
        digest: TokenDigest,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Self::Person>, Fault>> + Send;
}

/// Who is signed in, for a handler. Without a session the handler is not reached.
#[derive(Clone, Debug)]
pub struct SignedIn<P> {
    /// The person.
    pub person: P,
    /// The session, to end it.
    pub session: TokenDigest,
}

impl<P: Clone + Send + Sync + 'static, S: Send + Sync> FromRequestParts<S> for SignedIn<P> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Self>().cloned().ok_or(Fault::NotSignedIn)
    }
}

/// Looks up the session of every request to `router`. Apply before [`crate::dress`].
pub fn with_sessions<T: SessionStore>(router: Router, store: Arc<T>) -> Router {
    router.layer(from_fn_with_state(store, look_up::<T>))
}

async fn look_up<T: SessionStore>(State(store): State<Arc<T>>, mut request: Request, next: Next) -> Response {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else { return Fault::Internal.into_response() };
    if let Some(token) = &visit.token {
        let session = token.digest();
        match store.find(session, visit.context.now).await {
            Ok(Some(person)) => {
                request.extensions_mut().insert(SignedIn { person, session });
            }
            Ok(None) => {}
            Err(fault) => return fault.into_response(),
        }
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_the_cookie_and_hides_itself() {
        let token = Token::new([7; 32]);
        assert_eq!(Token::from_text(&token.to_text()), Some(token.clone()));
        assert_eq!((token.to_text().len(), token.csrf().len()), (43, 64));
        assert_ne!(token.csrf(), hex::encode(token.digest().0));
        assert_eq!(format!("{token:?} {:?}", token.digest()), "Token(…) TokenDigest(…)");
        for broken in ["", "AAAA", &"A".repeat(44), &"=".repeat(43)] {
            assert_eq!(Token::from_text(broken), None, "{broken}");
        }
    }
}
