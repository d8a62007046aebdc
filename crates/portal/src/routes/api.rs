//! The machine interface: send a letter, see how far it has come, get its receipt.

use super::counts;
use super::letters::{id, page, receipt_file, search};
use super::openapi::description;
use super::send::{Announced, NotSent, take};
use super::{Portal, moment, refused};
use axum::body::HttpBody;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Path, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use post::edge::letters;
use post::edge::machine::{self, Machine};
use post::edge::receive::{self, Sender};
use serde_json::{Value, json as value};
use tokio::sync::mpsc;
use web::fields::Query;
use web::parts::code::Excerpt;
use web::told::{json, told};
use web::{Fault, Visit};

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/api/v1/openapi.json", get(|| async { Json(description()) }))
        .route("/api/v1/letters", get(list).post(send))
        .route("/api/v1/letters/{id}", get(one))
        .route("/api/v1/letters/{id}/receipt", get(receipt))
}

/// A program that showed a good key.
struct Caller(Machine);

impl FromRequestParts<Portal> for Caller {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Fault> {
        let secret = bearer(&parts.headers).ok_or(Fault::NotSignedIn)?;
        machine::find(&portal.edge, secret).await.map_err(refused)?.map(Self).ok_or(Fault::NotSignedIn)
    }
}

/// The secret of `Authorization: Bearer …`, if there is exactly one.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut all = headers.get_all(header::AUTHORIZATION).iter();
    let one = all.next().filter(|_| all.next().is_none())?;
    let (scheme, secret) = one.to_str().ok()?.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && secret.len() <= 512).then(|| secret.trim())
}

fn short(row: &letters::LetterRow) -> Value {
    let n = counts(row.counts);
    value!({
        "letter": row.id.to_string(),
        "reference": row.reference,
        "file_name": row.file_name,
        "kind": row.kind,
        "received_at": moment(row.received).to_string(),
        "status": row.state.word(),
        "findings": { "reject": n.reject, "warn": n.warn, "quality": n.quality },
    })
}

async fn list(State(portal): State<Portal>, caller: Caller, query: Query) -> Result<Json<Value>, Fault> {
    let search = search(&query.known(&["q", "status", "after"])?)?;
    let rows = letters::list(&portal.edge, caller.0.correspondent, &search).await.map_err(refused)?;
    let (rows, next) = page(rows);
    Ok(Json(value!({ "letters": rows.iter().map(short).collect::<Vec<_>>(), "next": next })))
}

async fn one(
    State(portal): State<Portal>,
    visit: Visit,
    caller: Caller,
    Path(text): Path<String>,
    query: Query,
) -> Result<Json<Value>, Fault> {
    query.none()?;
    let (of, letter) = (caller.0.correspondent, id(&text)?);
    let found = letters::one(&portal.edge, of, letter).await.map_err(refused)?;
    let kept = letters::remarks(&portal.edge, of, letter).await.map_err(refused)?;
    let words = |remarks: &[vocab::Finding]| {
        json(&told(&portal.profile, visit.context.lang, remarks.iter().map(|f| (f, Excerpt::default()))))
    };
    let answer = found.answer.as_ref().map(|answer| {
        value!({
            "written_at": moment(answer.written).to_string(),
            "report_number": answer.report_number,
            "text": answer.body,
            "remarks": words(&answer.remarks),
            "note": answer.note,
        })
    });
    let mut body = short(&found.row);
    if let Some(object) = body.as_object_mut() {
        object.insert("bytes".into(), found.bytes.into());
        object.insert("sha256".into(), hex::encode(found.sha256).into());
        object.insert("fetched_at".into(), found.fetched.map(|at| moment(at).to_string()).into());
        object.insert("remarks".into(), words(&kept));
        object.insert("answer".into(), answer.into());
    }
    Ok(Json(body))
}

async fn receipt(State(portal): State<Portal>, caller: Caller, Path(text): Path<String>) -> Result<Response, Fault> {
    let found = letters::one(&portal.edge, caller.0.correspondent, id(&text)?).await.map_err(refused)?;
    Ok(receipt_file(&found))
}

async fn send(
    State(portal): State<Portal>,
    visit: Visit,
    caller: Caller,
    query: Query,
    request: Request,
) -> Result<Response, Fault> {
    let fields = query.known(&["reference", "file_name"])?;
    let sender = Sender::from(&caller.0);
    let media_type = match media_type(request.headers()) {
        Ok(media_type) => media_type,
        Err(fault) => {
            receive::refuse(&portal.edge, &sender, fault.code(), None).await.map_err(refused)?;
            return Err(fault);
        }
    };
    let (reference, file_name) = (fields.get("reference").to_owned(), fields.get("file_name").to_owned());
    let announced = Announced { reference, file_name, media_type };
    let sent = match take(&portal, sender, announced, stream(request.into_body())).await {
        Ok(sent) => sent,
        Err(NotSent::Stream(fault)) => return Err(fault),
        Err(NotSent::Post(error)) => return Err(refused(error)),
    };
    // The values are the caller's own, and it is told them this once.
    let findings = sent.checked.findings.iter().map(|(finding, _)| (finding, Excerpt::default()));
    let letter = sent.receipted.letter.to_string();
    let body = value!({
        "letter": letter,
        "again": sent.receipted.again,
        "receipt": sent.receipted.receipt,
        "would_be_refused": sent.checked.refuses(),
        "remarks": json(&told(&portal.profile, visit.context.lang, findings)),
    });
    let status = if sent.receipted.again { StatusCode::OK } else { StatusCode::CREATED };
    Ok((status, [(header::LOCATION, format!("/api/v1/letters/{letter}"))], Json(body)).into_response())
}

/// What the bytes are said to be. They are taken as they are: nothing is unpacked on the way, and a letter keeps no
/// `charset` from around it, so one that the file could contradict is refused instead of being passed over.
fn media_type(headers: &HeaderMap) -> Result<String, Fault> {
    let squeezed = headers.get_all(header::CONTENT_ENCODING).iter().any(|way| way.as_bytes() != b"identity");
    if squeezed {
        return Err(Fault::BadRequest("HTTP-CONTENT-ENCODING"));
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let mut parts = kind.split(';').map(|part| part.trim().to_ascii_lowercase());
    let media_type = parts.next().unwrap_or_default();
    let charset = |part: &str| part.strip_prefix("charset=").map(|name| name.trim_matches('"').to_owned());
    let other = parts.filter_map(|part| charset(&part)).any(|name| name != "utf-8");
    if other || !matches!(media_type.as_str(), "application/xml" | "text/xml" | "application/zip") {
        return Err(Fault::BadRequest("HTTP-CONTENT-TYPE"));
    }
    Ok(media_type)
}

/// A body as the stream that [`take`] reads. The task ends with the body, or when nobody listens any more.
fn stream(mut body: Body) -> mpsc::Receiver<Result<Bytes, Fault>> {
    let (sender, chunks) = mpsc::channel(4);
    tokio::spawn(async move {
        loop {
            let frame = std::future::poll_fn(|task| std::pin::Pin::new(&mut body).poll_frame(task)).await;
            let chunk = match frame {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(bytes) => Ok(bytes),
                    Err(_) => continue,
                },
                Some(Err(error)) => Err(broken(&error)),
                None => return,
            };
            let over = chunk.is_err();
            if sender.send(chunk).await.is_err() || over {
                return;
            }
        }
    });
    chunks
}

/// Why a body broke off: over the limit, or a lost connection.
fn broken(error: &axum::Error) -> Fault {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(this) = cause {
        if this.to_string().contains("length limit exceeded") {
            return Fault::TooLarge;
        }
        cause = this.source();
    }
    Fault::BadRequest("HTTP-BODY")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_body_is_what_it_is_said_to_be_and_nothing_is_unpacked_on_the_way() {
        let said = |kind: &'static str, encoding: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            encoding.map(|way| headers.append(header::CONTENT_ENCODING, HeaderValue::from_static(way)));
            media_type(&headers).map_err(|fault| fault.code().to_owned())
        };
        let (kind, way) = (Err("HTTP-CONTENT-TYPE".to_owned()), Err("HTTP-CONTENT-ENCODING".to_owned()));
        assert_eq!(said("application/xml", None), Ok("application/xml".to_owned()));
        assert_eq!(said("Text/XML; charset=\"UTF-8\"", Some("identity")), Ok("text/xml".to_owned()));
        for other in ["", "text/html", "application/xml; charset=iso-8859-1", "text/xml;charset=utf-16", "a, b"] {
            assert_eq!(said(other, None), kind, "{other}");
        }
        for other in ["gzip", "gzip, gzip", "br", "x"] {
            assert_eq!(said("application/xml", Some(other)), way, "{other}");
        }
    }

    #[test]
    fn a_key_is_read_from_one_header_only() {
        let headers = |values: &[&'static str]| {
            let mut headers = HeaderMap::new();
            values.iter().for_each(|value| {
                headers.append(header::AUTHORIZATION, HeaderValue::from_static(value));
            });
            headers
        };
        assert_eq!(bearer(&headers(&["Bearer abc"])), Some("abc"));
        assert_eq!(bearer(&headers(&["bearer abc "])), Some("abc"));
        for wrong in [&[][..], &["abc"], &["Basic abc"], &["Bearer a", "Bearer b"]] {
            assert_eq!(bearer(&headers(wrong)), None, "{wrong:?}");
        }
    }
}
