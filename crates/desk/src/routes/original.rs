//! The original file: some of its lines for the eye, all of its bytes for a download.

use crate::view::Original as Shown;
use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use goaml::encoding::utf8;
use goaml::limits::Limits;
use goaml::unpack::{self, Role};
use post::office::open::Original;
use std::io::{self, BufRead, BufReader, Read};
use web::parts::code::Line;

/// Lines of one page.
const LINES: u64 = 200;
/// Bytes of a line that are kept; more than a page shows of it.
const LINE_BYTES_MAX: usize = 2_048;
/// Bytes that are handed on at a time.
const PIECE_BYTES: usize = 262_144;

/// What to show.
pub(super) struct Wanted {
    /// Name of the file as it was sent.
    pub(super) file_name: String,
    /// The file within a package; `None` for the first report in it.
    pub(super) entry: Option<String>,
    /// First line, from 1.
    pub(super) from: u64,
    /// Line to mark.
    pub(super) hit: Option<u64>,
}

/// Some lines of the file. Nothing is shown of a file that is no XML; it can be downloaded.
pub(super) fn lines(mut original: Original, limits: Limits, wanted: &Wanted) -> Shown {
    let none = || Shown { per_page: LINES, ..Shown::default() };
    let Ok(mut package) = unpack::open(&mut original, &wanted.file_name, limits) else { return none() };
    let named = |name: &str| wanted.entry.as_ref().is_none_or(|entry| entry == name);
    let position = package.entries().iter().position(|entry| entry.role == Role::Report && named(&entry.name));
    let Some(Ok(stream)) = position.map(|position| package.entry(position)) else { return none() };
    let Ok(text) = utf8(stream, None) else { return none() };
    let mut shown = Shown { hit: wanted.hit, per_page: LINES, ..Shown::default() };
    // A file that breaks off is shown as far as it can be read.
    let _broken = walk(&mut BufReader::new(text), wanted.from, &mut shown);
    shown
}

/// Counts all lines and keeps those of the page.
fn walk(text: &mut impl BufRead, from: u64, shown: &mut Shown) -> io::Result<()> {
    let until = from.saturating_add(LINES);
    let (mut number, mut kept, mut any) = (1_u64, Vec::new(), false);
    loop {
        let piece = text.fill_buf()?;
        if piece.is_empty() {
            break;
        }
        let end = piece.iter().position(|byte| *byte == b'\n');
        let part = end.map_or(piece, |end| piece.split_at(end).0);
        if (from..until).contains(&number) {
            let room = LINE_BYTES_MAX.saturating_sub(kept.len());
            kept.extend(part.iter().take(room));
        }
        any = true;
        let used = end.map_or(piece.len(), |end| end.saturating_add(1));
        text.consume(used);
        if end.is_some() {
            keep(&mut kept, number, from..until, shown);
            number = number.saturating_add(1);
            any = false;
        }
    }
    if any {
        keep(&mut kept, number, from..until, shown);
    }
    Ok(())
}

fn keep(kept: &mut Vec<u8>, number: u64, page: std::ops::Range<u64>, shown: &mut Shown) {
    shown.total = number;
    if page.contains(&number) {
        let text = String::from_utf8_lossy(kept).trim_end_matches('\r').to_owned();
        shown.lines.push(Line { number, text });
    }
    kept.clear();
}

/// All bytes as they came, never opened by a browser.
pub(super) fn download(original: Original, file_name: &str) -> Response {
    let pieces = futures_util::stream::try_unfold(original, |mut original| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = Vec::new();
            let limit = u64::try_from(PIECE_BYTES).unwrap_or(u64::MAX);
            (&mut original).take(limit).read_to_end(&mut piece).map(|_| (piece, original))
        });
        let (piece, original) = read.await.map_err(|_| io::Error::other("broken off"))??;
        Ok::<_, io::Error>((!piece.is_empty()).then_some((piece, original)))
    });
    let plain = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' };
    let name: String = file_name.chars().map(plain).take(100).collect();
    let name = if name.is_empty() { "letter".to_owned() } else { name };
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, Body::from_stream(pieces)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str, from: u64) -> (Vec<(u64, String)>, u64) {
        let mut shown = Shown::default();
        walk(&mut BufReader::with_capacity(7, text.as_bytes()), from, &mut shown).unwrap();
        (shown.lines.into_iter().map(|line| (line.number, line.text)).collect(), shown.total)
    }

    #[test]
    fn lines_are_counted_to_the_end_and_kept_from_where_the_page_begins() {
        let text: String = (1..=450).map(|n| format!("line {n}\r\n")).collect();
        let (lines, total) = page(&text, 201);
        assert_eq!((lines.len(), total), (200, 450));
        assert_eq!((lines[0].clone(), lines[199].clone()), ((201, "line 201".into()), (400, "line 400".into())));
        assert_eq!(page(&text, 401).0.len(), 50);
        assert_eq!(page(&text, 9_999), (vec![], 450));
    }

    #[test]
    fn a_last_line_without_an_end_counts_and_an_endless_line_is_cut() {
        assert_eq!(page("a\nb", 1), (vec![(1, "a".into()), (2, "b".into())], 2));
        assert_eq!(page("", 1), (vec![], 0));
        assert_eq!(page(&"x".repeat(9_000), 1).0[0].1.len(), LINE_BYTES_MAX);
    }
}
