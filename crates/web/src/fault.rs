//! Everything that can go wrong in answering a request: one enum, with a status, a stable code and one sentence.
//!
//! A handler returns a [`Fault`]; the outermost layer turns it into a page for people or a problem (RFC 9457) for
//! machines. Nothing about the inside of the system is in either.

use crate::lang::Lang;
use crate::layout::{Context, Page, Width, heading};
use crate::parts::{badge::Tone, notice::notice};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::html;

/// Why a request is not answered as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no such thing, or it is not addressed to the visitor. The two are never told apart.
    NotFound,
    /// Nobody is signed in, or the machine key is not known.
    NotSignedIn,
    /// The role does not allow it. Only for whole pages, never for a single letter or report.
    NotAllowed,
    /// The request did not come from our own page.
    Forged,
    /// The request cannot be understood: the code says which way.
    BadRequest(&'static str),
    /// Larger than the limit.
    TooLarge,
    /// The address does not take this method.
    Method,
    /// It took longer than the limit.
    TooSlow,
    /// Too many attempts; seconds to wait.
    TooMany(u32),
    /// A refusal of a service, for the machine interface: status 422, a stable code and one sentence.
    Refused {
        /// Stable code, such as `ZIP-RATIO`.
        code: String,
        /// One sentence, made by us.
        says: String,
    },
    /// Same key, other content.
    Conflict {
        /// Stable code.
        code: String,
        /// One sentence, made by us.
        says: String,
    },
    /// A part of the system does not answer.
    Unavailable,
    /// The host name is not ours.
    Host,
    /// A fault of ours.
    Internal,
}

impl Fault {
    /// Every kind, for tests and for the description of the machine interface.
    pub fn all() -> Vec<Self> {
        let text = || ("CODE".to_owned(), "Sentence.".to_owned());
        let ((code, says), (code2, says2)) = (text(), text());
        vec![
            Self::NotFound,
            Self::NotSignedIn,
            Self::NotAllowed,
            Self::Forged,
            Self::BadRequest("HTTP-REQUEST"),
            Self::TooLarge,
            Self::Method,
            Self::TooSlow,
            Self::TooMany(30),
            Self::Refused { code, says },
            Self::Conflict { code: code2, says: says2 },
            Self::Unavailable,
            Self::Host,
            Self::Internal,
        ]
    }

    /// The status of the answer.
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::NotAllowed | Self::Forged => StatusCode::FORBIDDEN,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        match self {
            Self::NotFound => "HTTP-NOT-FOUND",
            Self::NotSignedIn => "HTTP-SIGN-IN",
            Self::NotAllowed => "HTTP-ROLE",
            Self::Forged => "HTTP-FORGED",
            Self::BadRequest(code) => code,
            Self::TooLarge => "HTTP-TOO-LARGE",
            Self::Method => "HTTP-METHOD",
            Self::TooSlow => "HTTP-TOO-SLOW",
            Self::TooMany(_) => "HTTP-TOO-MANY",
            Self::Refused { code, .. } | Self::Conflict { code, .. } => code,
            Self::Unavailable => "HTTP-UNAVAILABLE",
            Self::Host => "HTTP-HOST",
            Self::Internal => "HTTP-INTERNAL",
        }
    }

    /// What happened and what to do, in words.
    pub fn words(&self, lang: Lang) -> (String, Option<String>) {
        let pair = |says: String, hint: String| (says, Some(hint));
        match self {
            Self::NotFound => pair(lang.t("error-not-found"), lang.t("error-not-found-hint")),
            Self::NotSignedIn => pair(lang.t("error-not-signed-in"), lang.t("error-not-signed-in-hint")),
            Self::NotAllowed => pair(lang.t("error-not-allowed"), lang.t("error-not-allowed-hint")),
            Self::Forged => pair(lang.t("error-forged"), lang.t("error-forged-hint")),
            Self::BadRequest(_) => pair(lang.t("error-bad-request"), lang.t("error-bad-request-hint")),
            Self::TooLarge => pair(lang.t("error-too-large"), lang.t("error-too-large-hint")),
            Self::Method => (lang.t("error-method"), None),
            Self::TooSlow => pair(lang.t("error-too-slow"), lang.t("error-too-slow-hint")),
            Self::TooMany(_) => pair(lang.t("error-too-many"), lang.t("error-too-many-hint")),
            Self::Refused { says, .. } | Self::Conflict { says, .. } => (says.clone(), None),
            Self::Unavailable => pair(lang.t("error-unavailable"), lang.t("error-unavailable-hint")),
            Self::Host => (lang.t("error-host"), None),
            Self::Internal => pair(lang.t("error-internal"), lang.t("error-internal-hint")),
        }
    }

    /// The fault that a bare status of the framework means.
    pub fn of_status(status: StatusCode) -> Option<Self> {
        Some(match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::Method,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            _ if status.is_server_error() => Self::Internal,
            _ if status.is_client_error() => Self::BadRequest("HTTP-REQUEST"),
            _ => return None,
        })
    }

    /// The answer for a person.
    pub fn page(&self, context: &Context, face: &'static str) -> Response {
        let (says, hint) = self.words(context.lang);
        let tone = if self.status().is_server_error() { Tone::Bad } else { Tone::Warn };
        let body = html! {
            (heading(&says, None, None))
            @if let Some(hint) = &hint { (notice(tone, hint, None)) }
            p.muted { (context.lang.t("error-code")) ": " (crate::format::code(self.code())) }
            p { a.button href="/" { (context.lang.t("error-home")) } }
        };
        let width = Width::Small;
        let page = Page { context, face, nav: &[], section: "", user: None, title: says, width, scripts: &[], body };
        self.finish((self.status(), page.render()).into_response())
    }

    /// The answer for a machine (RFC 9457), in the language it accepts.
    pub fn problem(&self, lang: Lang) -> Response {
        let (title, detail) = self.words(lang);
        let mut body = serde_json::json!({
            "type": format!("urn:openfiu:problem:{}", self.code()),
            "title": title,
            "status": self.status().as_u16(),
            "code": self.code(),
        });
        if let (Some(detail), Some(object)) = (detail, body.as_object_mut()) {
            object.insert("detail".into(), detail.into());
        }
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        self.finish((self.status(), kind, body.to_string()).into_response())
    }

    fn finish(&self, mut response: Response) -> Response {
        if let Self::TooMany(seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        if *self == Self::NotSignedIn {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl IntoResponse for Fault {
    /// A bare answer that carries the fault; [`crate::dress`] writes its page or problem.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_fault_has_its_own_code_and_words_in_every_language() {
        let all = Fault::all();
        let codes: HashSet<&str> = all.iter().map(Fault::code).collect();
        assert_eq!(codes.len(), all.len() - 1, "only the two that carry a code of a service may share one");
        for fault in &all {
            assert!(fault.status().is_client_error() || fault.status().is_server_error());
            for lang in Lang::ALL {
                let (says, _) = fault.words(lang);
                assert!(!says.is_empty() && !says.starts_with("error-"), "{fault:?} {lang}");
            }
        }
    }
}
