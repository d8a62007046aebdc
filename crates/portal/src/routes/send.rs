//! Sending: the bytes go to the post and to the checker as they arrive; the file is never held whole.

use super::{Portal, Reporter, refused, who};
use crate::checker::{Check, Checked};
use crate::fresh::FreshCheck;
use crate::pages;
use crate::view::Upload;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use post::PostError;
use post::edge::receive::{self, Incoming, Label, Receipted, Remarks, Sender};
use std::sync::Arc;
use tokio::sync::mpsc;
use web::fields::Query;
use web::told::language;
use web::{Fault, Visit};
use zeroize::Zeroizing;

/// So many bytes, where they are at hand, are worked on at a time.
const PIECE_BYTES: usize = 256 << 10;
/// Digits of the digest in a reference we make up.
const DIGITS: usize = 12;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/send", get(ask).post(send))
}

fn view(portal: &Portal, visit: &Visit, reporter: &Reporter, problem: Option<String>) -> Upload {
    let manifest = portal.profile.manifest();
    let today = visit.context.now.to_zoned(visit.context.zone.clone()).date();
    let mine = &reporter.person.kinds;
    let taken = portal.profile.on(today).into_iter().flat_map(profile::OnDay::kinds).map(|kind| kind.code.clone());
    let limits = portal.checker.limits();
    Upload {
        body_bytes_max: portal.edge.settings().letter_bytes_max.min(portal.manners.upload.body_bytes_max),
        unpacked_bytes_max: limits.unpacked_bytes_max,
        zip_entries_max: limits.zip_entries_max,
        kinds: taken.filter(|kind| mine.is_empty() || mine.contains(kind)).collect(),
        profile: format!(
            "{} · {}",
            manifest.names.get(language(visit.context.lang)).unwrap_or(&manifest.code),
            manifest.version
        ),
        problem,
    }
}

async fn ask(State(portal): State<Portal>, visit: Visit, reporter: Reporter, query: Query) -> Result<Response, Fault> {
    query.none()?;
    let view = view(&portal, &visit, &reporter, None);
    Ok(pages::upload(&visit.context, &who(&reporter.person), &view).into_response())
}

/// A letter that has been taken in, and what its check came to.
pub(super) struct Sent {
    pub(super) receipted: Receipted,
    pub(super) checked: Checked,
}

/// A stream of bytes on its way in.
pub(super) type Chunks = mpsc::Receiver<Result<Bytes, Fault>>;

/// What is known of a file before it has arrived.
pub(super) struct Announced {
    pub(super) reference: String,
    pub(super) file_name: String,
    pub(super) media_type: String,
}

/// Why a letter was not taken in: the stream broke, or the post refused.
pub(super) enum NotSent {
    Stream(Fault),
    Post(PostError),
}

impl NotSent {
    /// The code of a refusal that leaves no record by itself. A connection that broke is none, nor is a fault of ours.
    fn refusal(&self) -> Option<&'static str> {
        match self {
            Self::Stream(Fault::TooLarge) => Some("TOO-LARGE"),
            Self::Post(
                error @ (PostError::TooLarge { .. }
                | PostError::Reference { .. }
                | PostError::Field { .. }
                | PostError::Suspended),
            ) => Some(error.code()),
            _ => None,
        }
    }
}

/// Takes a letter in, or refuses it; either is recorded.
pub(super) async fn take(portal: &Portal, sender: Sender, file: Announced, chunks: Chunks) -> Result<Sent, NotSent> {
    let mut sha256 = None;
    let taken = try_to_take(portal, sender.clone(), file, chunks, &mut sha256).await;
    if let Some(code) = taken.as_ref().err().and_then(NotSent::refusal) {
        receive::refuse(&portal.edge, &sender, code, sha256).await.map_err(NotSent::Post)?;
    }
    taken
}

/// The receipt comes last. `sha256` becomes the digest of the bytes that came.
async fn try_to_take(
    portal: &Portal,
    sender: Sender,
    file: Announced,
    chunks: Chunks,
    sha256: &mut Option<[u8; 32]>,
) -> Result<Sent, NotSent> {
    let mut letter = receive::begin(&portal.edge, sender, &file.media_type).await.map_err(NotSent::Post)?;
    let filled = fill(&mut letter, portal.checker.begin(&file.file_name), chunks).await;
    let digest = letter.sha256();
    *sha256 = digest.as_ref().ok().copied();
    let checked = filled?;
    let mut remarks = Remarks::default();
    remarks.kind.clone_from(&checked.kind);
    checked.findings.iter().for_each(|(finding, _)| remarks.add(finding));
    let reference = reference(&file, &checked, &hex::encode(digest.map_err(NotSent::Post)?));
    let label = Label { reference, file_name: file.file_name };
    let receipted = letter.finish(&label, &remarks).await.map_err(NotSent::Post)?;
    Ok(Sent { receipted, checked })
}

/// Every chunk is sealed by the post and looked at by the checker, in this order.
async fn fill(letter: &mut Incoming, mut check: Box<dyn Check>, mut chunks: Chunks) -> Result<Checked, NotSent> {
    while let Some(piece) = gather(&mut chunks).await.map_err(NotSent::Stream)? {
        letter.write(&piece).await.map_err(NotSent::Post)?;
        check = feed(check, piece).await.map_err(NotSent::Stream)?;
    }
    finish(check).await.map_err(NotSent::Stream)
}

/// The next bytes of a stream, several chunks together where they have come already; `None` at its end.
async fn gather(chunks: &mut Chunks) -> Result<Option<Zeroizing<Vec<u8>>>, Fault> {
    let Some(first) = chunks.recv().await else { return Ok(None) };
    let mut piece = Zeroizing::new(first?.to_vec());
    while piece.len() < PIECE_BYTES {
        match chunks.try_recv() {
            Ok(next) => piece.extend_from_slice(&next?),
            Err(_) => break,
        }
    }
    Ok(Some(piece))
}

/// A check may be slower than the network, and whoever feeds it waits then: on a thread for that, so that others do
/// not.
async fn feed(mut check: Box<dyn Check>, piece: Zeroizing<Vec<u8>>) -> Result<Box<dyn Check>, Fault> {
    let fed = move || {
        check.feed(&piece);
        check
    };
    tokio::task::spawn_blocking(fed).await.map_err(|_| Fault::Internal)
}

/// The end of a check may be long work, so it does not hold up others.
async fn finish(check: Box<dyn Check>) -> Result<Checked, Fault> {
    tokio::task::spawn_blocking(move || check.finish()).await.map_err(|_| Fault::Internal)
}

/// The reference that makes sending again safe. Who gives none gets one from the content: the same file sent again has
/// the same, a corrected one has another.
fn reference(file: &Announced, checked: &Checked, sha256: &str) -> String {
    if !file.reference.is_empty() {
        return file.reference.clone();
    }
    let name = checked.reference.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(&file.file_name);
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(100).collect();
    let digits: String = sha256.chars().take(DIGITS).collect();
    if name.is_empty() { digits } else { format!("{name} · {digits}") }
}

async fn send(
    State(portal): State<Portal>,
    visit: Visit,
    reporter: Reporter,
    form: Multipart,
) -> Result<Response, Fault> {
    let incoming = web::upload::open(form, &visit, &["reference", "only_check"]).await?;
    let at = visit.context.now;
    if incoming.fields.ticked("only_check") {
        let checked = Arc::new(only_check(&portal, &incoming.name, incoming.chunks).await?);
        portal.fresh.keep(reporter.session, FreshCheck { letter: None, file_name: incoming.name, checked, at });
        return Ok(Redirect::to("/checked/findings").into_response());
    }
    let file_name = incoming.name;
    let media_type =
        if file_name.to_ascii_lowercase().ends_with(".zip") { "application/zip" } else { "application/xml" };
    let reference = incoming.fields.get("reference").to_owned();
    let announced = Announced { reference, file_name: file_name.clone(), media_type: media_type.to_owned() };
    let sent = match take(&portal, Sender::from(&reporter.person), announced, incoming.chunks).await {
        Ok(sent) => sent,
        Err(NotSent::Stream(fault)) => return Err(fault),
        Err(NotSent::Post(error)) => return not_sent(&portal, &visit, &reporter, error),
    };
    let letter = sent.receipted.letter.to_string();
    let next =
        if sent.checked.refuses() { format!("/letters/{letter}/findings") } else { format!("/letters/{letter}") };
    let checked = Arc::new(sent.checked);
    portal.fresh.keep(reporter.session, FreshCheck { letter: Some(letter), file_name, checked, at });
    Ok(Redirect::to(&next).into_response())
}

async fn only_check(portal: &Portal, file_name: &str, mut chunks: Chunks) -> Result<Checked, Fault> {
    let mut check = portal.checker.begin(file_name);
    while let Some(piece) = gather(&mut chunks).await? {
        check = feed(check, piece).await?;
    }
    finish(check).await
}

/// A refusal that the sender can mend is said on the page, in the language of the page.
fn not_sent(portal: &Portal, visit: &Visit, reporter: &Reporter, error: PostError) -> Result<Response, Fault> {
    let lang = visit.context.lang;
    let says = match &error {
        PostError::Duplicate { .. } => lang.t("upload-refused-duplicate"),
        PostError::Reference { .. } | PostError::Field { .. } => lang.t("upload-refused-reference"),
        PostError::Suspended => lang.t("upload-refused-suspended"),
        _ => return Err(refused(error)),
    };
    let view = view(portal, visit, reporter, Some(says));
    Ok((StatusCode::CONFLICT, pages::upload(&visit.context, &who(&reporter.person), &view)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_is_the_senders_or_made_from_the_content() {
        let announced = |reference: &str, file_name: &str| Announced {
            reference: reference.into(),
            file_name: file_name.into(),
            media_type: String::new(),
        };
        let checked = |reference: Option<&str>| Checked { reference: reference.map(Into::into), ..Checked::default() };
        let digits = "0123456789abcdef";
        assert_eq!(reference(&announced("R-1", "a.xml"), &checked(Some("E")), digits), "R-1");
        assert_eq!(reference(&announced("", "a.xml"), &checked(Some("E-7")), digits), "E-7 · 0123456789ab");
        assert_eq!(reference(&announced("", "a.xml"), &checked(Some("  ")), digits), "a.xml · 0123456789ab");
        assert_eq!(reference(&announced("", ""), &checked(None), digits), "0123456789ab");
    }
}
