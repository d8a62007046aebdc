//! A file that comes in a form, read as a stream: the small fields first, then the file, which is never held whole.

use crate::fault::Fault;
use crate::fields::Fields;
use crate::visit::Visit;
use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::Field;
use tokio::sync::mpsc;

/// Longest file name that is kept, in characters.
const NAME_CHARS_MAX: usize = 200;

/// A file on its way in.
#[derive(Debug)]
pub struct Incoming {
    /// The fields before the file. They were checked: known names, each once, our own form.
    pub fields: Fields,
    /// The name the file had at the sender, without folders; only to be shown.
    pub name: String,
    /// Its bytes. The stream ends with an error if the connection does.
    pub chunks: mpsc::Receiver<Result<Bytes, Fault>>,
}

/// Opens the form and hands over the stream of its file. The work of reading goes on in a task that ends when the
/// stream has ended or is dropped.
pub async fn open(mut form: Multipart, visit: &Visit, known: &'static [&'static str]) -> Result<Incoming, Fault> {
    let mut fields = Fields::default();
    let names: Vec<&str> = known.iter().copied().chain(["csrf"]).collect();
    let (sender, chunks) = mpsc::channel(4);
    let (opened, told) = tokio::sync::oneshot::channel();
    let visit = visit.clone();
    tokio::spawn(async move {
        let mut opened = Some(opened);
        loop {
            let step = match form.next_field().await {
                Ok(Some(mut field)) if field.name() == Some("file") => {
                    let proof = visit.proves(fields.get("csrf"));
                    let told = proof.map(|()| (std::mem::take(&mut fields), plain_name(field.file_name())));
                    let good = told.is_ok();
                    if opened.take().is_some_and(|opened| opened.send(told).is_ok()) && good {
                        pump(&mut field, &sender).await;
                    }
                    return;
                }
                Ok(Some(field)) => small(&mut fields, field, &names).await,
                Ok(None) => Err(Fault::BadRequest("HTTP-NO-FILE")),
                Err(_) => Err(Fault::BadRequest("HTTP-FORM")),
            };
            if let Err(fault) = step {
                opened.take().map(|opened| opened.send(Err(fault)));
                return;
            }
        }
    });
    let (fields, name) = told.await.map_err(|_| Fault::Internal)??;
    Ok(Incoming { fields, name, chunks })
}

async fn small(fields: &mut Fields, mut field: Field<'_>, names: &[&str]) -> Result<(), Fault> {
    const BYTES_MAX: usize = 16 << 10;
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| Fault::BadRequest("HTTP-FORM"))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > BYTES_MAX {
            return Err(Fault::BadRequest("HTTP-FIELD-LONG"));
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| Fault::BadRequest("HTTP-FIELD-ENCODING"))?;
    fields.add(&name, text, names)
}

async fn pump(field: &mut Field<'_>, sender: &mpsc::Sender<Result<Bytes, Fault>>) {
    loop {
        let chunk = match field.chunk().await {
            Ok(Some(chunk)) => Ok(chunk),
            Ok(None) => return,
            Err(error) if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE => Err(Fault::TooLarge),
            Err(_) => Err(Fault::BadRequest("HTTP-FORM")),
        };
        let over = chunk.is_err();
        if sender.send(chunk).await.is_err() || over {
            return;
        }
    }
}

/// The last part of a path, without what could turn or break a line.
fn plain_name(name: Option<&str>) -> String {
    let last = name.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_loses_its_folders_and_its_controls() {
        assert_eq!(plain_name(Some("../../etc/passwd")), "passwd");
        assert_eq!(plain_name(Some("C:\\reports\\a\r\nb.xml")), "ab.xml");
        assert_eq!(plain_name(None), "");
    }
}
