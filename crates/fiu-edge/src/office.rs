//! The link to the office: HTTP around the papers of `post`. The office calls; the edge never does.
//!
//! `POST /office/v1/hand-over` an asking → the papers of letters, one JSON array of texts ·
//! `POST /office/v1/letters/{id}/sealed` an asking → sealed bytes · `POST /office/v1/taken` · `POST
//! /office/v1/answers`.
//!
//! Each body is a paper with the office's signature, so a stranger who reaches the address is told nothing, not even
//! whether a letter exists.

use axum::Json;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use post::PostError;
use post::edge::Edge;
use post::edge::handover;
use std::fs::File;
use std::io::Read as _;
use store::LetterId;

/// Largest paper: an answer with all its remarks.
const PAPER_BYTES_MAX: usize = 32 << 20;
/// Bytes read at a time from a sealed letter.
const PIECE_BYTES: usize = 256 << 10;

/// The addresses of the link.
pub fn router(edge: Edge) -> Router {
    Router::new()
        .route("/office/v1/hand-over", post(hand_over))
        .route("/office/v1/letters/{id}/sealed", post(sealed))
        .route("/office/v1/taken", post(taken))
        .route("/office/v1/answers", post(answer))
        .layer(DefaultBodyLimit::max(PAPER_BYTES_MAX))
        .with_state(edge)
}

/// A refusal: its status, and its code as the body.
struct Refused(PostError);

impl From<PostError> for Refused {
    fn from(error: PostError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (code, says) = (self.0.code(), self.0.to_string());
        let status = match self.0 {
            PostError::Seal(_) => StatusCode::FORBIDDEN,
            PostError::Paper { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            PostError::Unknown => StatusCode::NOT_FOUND,
            _ => StatusCode::SERVICE_UNAVAILABLE,
        };
        tracing::warn!(code, status = status.as_u16(), "the link refused");
        // What is wrong with a paper is told to whoever signed it; a signature that is not good is told nothing.
        let body = if status == StatusCode::UNPROCESSABLE_ENTITY { format!("{code}: {says}") } else { code.to_owned() };
        (status, body).into_response()
    }
}

async fn hand_over(State(edge): State<Edge>, asking: String) -> Result<Json<Vec<String>>, Refused> {
    Ok(Json(handover::hand_over(&edge, &asking).await?))
}

async fn sealed(State(edge): State<Edge>, Path(id): Path<String>, asking: String) -> Result<Response, Refused> {
    let letter = LetterId::parse(&id);
    // Without a readable id the asking is looked at all the same, so that a stranger hears one answer to everything.
    let file = handover::sealed(&edge, &asking, letter.unwrap_or(LetterId(store::RawId([0; 16])))).await?;
    let (sender, pieces) = tokio::sync::mpsc::channel(2);
    tokio::task::spawn_blocking(move || read(file, &sender));
    let body = Body::new(Pieces(pieces));
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], body).into_response())
}

fn read(mut file: File, sender: &tokio::sync::mpsc::Sender<std::io::Result<Bytes>>) {
    loop {
        let mut piece = vec![0; PIECE_BYTES];
        let read = file.read(&mut piece).map(|count| {
            piece.truncate(count);
            Bytes::from(piece)
        });
        let over = read.as_ref().map_or(true, Bytes::is_empty);
        if read.as_ref().is_ok_and(Bytes::is_empty) || sender.blocking_send(read).is_err() || over {
            return;
        }
    }
}

/// Pieces of a file as a body.
struct Pieces(tokio::sync::mpsc::Receiver<std::io::Result<Bytes>>);

impl axum::body::HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        task: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<std::io::Result<http_body::Frame<Bytes>>>> {
        self.0.poll_recv(task).map(|piece| piece.map(|bytes| bytes.map(http_body::Frame::data)))
    }
}

async fn taken(State(edge): State<Edge>, paper: String) -> Result<StatusCode, Refused> {
    handover::taken(&edge, &paper).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn answer(State(edge): State<Edge>, paper: String) -> Result<StatusCode, Refused> {
    handover::deliver(&edge, &paper).await?;
    Ok(StatusCode::NO_CONTENT)
}
