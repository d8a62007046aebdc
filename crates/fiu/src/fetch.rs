//! The office's end of the link: a small HTTP client that calls the edge, and the fetching of letters.

use anyhow::{Context as _, Result, anyhow, bail};
use fiu_edge::folder::{Folder, private_file};
use futures_util::TryStreamExt as _;
use post::PostError;
use post::office::{Office, arrive};
use reqwest::{Client, Response, StatusCode, Url};
use std::fs;
use std::net::IpAddr;
use std::time::Duration;
use store::LetterId;
use tokio_util::io::StreamReader;

/// Letters of one asking.
const LETTERS: u32 = 50;
/// Letters behind the newest that the edge is told of again at the start.
const TOLD_AGAIN: i64 = 500;

/// Why the edge did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LinkError {
    /// It is not there, or cannot work now: nothing is wrong with what was sent, and it is to be sent again.
    #[error("the edge is away: {0}")]
    Away(String),
    /// It has looked at what was sent and does not take it.
    #[error("the edge refused with {status}: {says}")]
    Refused {
        /// The status.
        status: StatusCode,
        /// What it says, cut.
        says: String,
    },
}

/// Whether a status is of an edge, or of a server before it, that cannot work now.
fn is_away(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}

/// The link to one edge. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    client: Client,
    base: Url,
}

impl Link {
    /// A link to the edge at an address: `https://…`, or `http://…` on this very machine.
    pub(crate) fn new(address: &str) -> Result<Self> {
        let base: Url = address.parse().with_context(|| format!("`{address}` is not the address of a link"))?;
        let here = base.host_str().is_some_and(is_loopback);
        if base.scheme() != "https" && !(base.scheme() == "http" && here) {
            bail!("the link `{address}` would go over a network in the clear; use https://");
        }
        Ok(Self { client: client(here)?, base })
    }

    /// Papers of letters after a place in the receipt log.
    async fn hand_over(&self, asking: String) -> Result<Vec<String>> {
        Ok(self.post("office/v1/hand-over", asking).await?.json().await?)
    }

    async fn sealed(&self, asking: String, letter: LetterId) -> Result<Response, LinkError> {
        self.post(&format!("office/v1/letters/{letter}/sealed"), asking).await
    }

    async fn taken(&self, paper: String) -> Result<(), LinkError> {
        self.post("office/v1/taken", paper).await.map(|_| ())
    }

    /// Delivers a signed answer.
    pub(crate) async fn deliver(&self, paper: &str) -> Result<(), LinkError> {
        self.post("office/v1/answers", paper.to_owned()).await.map(|_| ())
    }

    async fn post(&self, path: &str, paper: String) -> Result<Response, LinkError> {
        let url = self.base.join(path).map_err(|error| LinkError::Away(error.to_string()))?;
        let sent = self.client.post(url).body(paper).send().await;
        let response = sent.map_err(|error| LinkError::Away(format!("{:#}", anyhow!(error))))?;
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let says: String = response.text().await.unwrap_or_default().chars().take(300).collect();
        Err(if is_away(status) {
            LinkError::Away(format!("{status} {says}"))
        } else {
            LinkError::Refused { status, says }
        })
    }
}

/// An HTTP client that follows nobody elsewhere. `here` says that it speaks with this machine only.
pub(crate) fn client(here: bool) -> Result<Client> {
    // Another part of the process may have chosen the same provider before.
    let _chosen = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(10))
        .read_timeout(Duration::from_secs(120));
    let builder = if here { builder.no_proxy() } else { builder };
    builder.build().context("making an HTTP client")
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// What fetches letters: where the office stands in the edge's receipt log.
#[derive(Debug)]
pub(crate) struct Fetcher {
    office: Office,
    link: Link,
    folder: Folder,
    /// Letters up to this place are here or set aside.
    after: i64,
}

impl Fetcher {
    /// Begins behind the newest letter that is here.
    pub(crate) async fn new(office: Office, link: Link, folder: Folder) -> Result<Self> {
        let after = arrive::last(&office).await?;
        Ok(Self { office, link, folder, after })
    }

    /// Tells the edge again of the newest letters that are here: an end between fetching and telling leaves none
    /// untold. Tries those that were set aside once more.
    pub(crate) async fn begin(&self) -> Result<()> {
        let after = self.after.saturating_sub(TOLD_AGAIN).max(0);
        let mut here = Vec::new();
        for note in self.link.hand_over(self.office.asking(after, 500)?).await? {
            let (letter, _) = arrive::announced(&self.office, &note)?;
            if arrive::get(&self.office, letter).await.is_ok() {
                here.push(letter);
            }
        }
        for path in set_aside(&self.folder)? {
            let note = fs::read_to_string(&path).with_context(|| format!("reading `{}`", path.display()))?;
            let (letter, _) = arrive::announced(&self.office, &note)?;
            if self.take(&note, letter).await.is_ok() {
                fs::remove_file(&path).with_context(|| format!("removing `{}`", path.display()))?;
                here.push(letter);
            }
        }
        self.tell(&here).await
    }

    /// Fetches the next letters; gives how many there were. A letter that is not what its paper says is set aside, and
    /// those behind it come in; anything else that fails is to be tried again.
    pub(crate) async fn round(&mut self) -> Result<usize> {
        let notes = self.link.hand_over(self.office.asking(self.after, LETTERS)?).await?;
        let mut here = Vec::new();
        let mut failed = None;
        for note in &notes {
            let (letter, sequence) = arrive::announced(&self.office, note)?;
            match self.take(note, letter).await {
                Ok(()) => here.push(letter),
                Err(NotTaken::Poison(code)) => self.set_aside(note, letter, sequence, code)?,
                Err(NotTaken::Later(error)) => {
                    failed = Some(error);
                    break;
                }
            }
            self.after = self.after.max(sequence);
        }
        self.tell(&here).await?;
        failed.map_or(Ok(notes.len()), Err)
    }

    async fn take(&self, note: &str, letter: LetterId) -> Result<(), NotTaken> {
        let asking = self.office.asking(self.after, 1).map_err(|error| NotTaken::Later(error.into()))?;
        let response = self.link.sealed(asking, letter).await.map_err(|error| NotTaken::Later(error.into()))?;
        let mut stream = StreamReader::new(response.bytes_stream().map_err(std::io::Error::other));
        match arrive::take(&self.office, note, &mut stream).await {
            Ok(_) => Ok(()),
            Err(error @ (PostError::Seal(_) | PostError::Paper { .. } | PostError::Altered { .. })) => {
                Err(NotTaken::Poison(error.code()))
            }
            Err(error) => Err(NotTaken::Later(error.into())),
        }
    }

    async fn tell(&self, letters: &[LetterId]) -> Result<()> {
        if letters.is_empty() { Ok(()) } else { Ok(self.link.taken(self.office.taken(letters)?).await?) }
    }

    fn set_aside(&self, note: &str, letter: LetterId, sequence: i64, code: &str) -> Result<()> {
        tracing::error!(%letter, sequence, code, "a letter is not what its paper says and is set aside; `fiu admin stuck` lists it");
        let path = folder(&self.folder)?.join(format!("{sequence:012}-{code}.paper"));
        if path.exists() { Ok(()) } else { private_file(&path, note.as_bytes()) }
    }
}

enum NotTaken {
    /// The bytes are not those of the paper: trying again tomorrow gives the same.
    Poison(&'static str),
    Later(anyhow::Error),
}

fn folder(data: &Folder) -> Result<std::path::PathBuf> {
    let path = data.path("set-aside");
    fs::create_dir_all(&path).with_context(|| format!("making the folder `{}`", path.display()))?;
    Ok(path)
}

/// The papers of letters that were set aside, in the order of the receipt log.
pub(crate) fn set_aside(data: &Folder) -> Result<Vec<std::path::PathBuf>> {
    let entries = fs::read_dir(folder(data)?).context("reading the letters that were set aside")?;
    let mut paths: Vec<_> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_goes_over_a_network_only_with_tls() {
        for good in ["https://edge.example/", "http://127.0.0.1:8202/", "http://localhost:1/", "http://[::1]:1/"] {
            assert!(Link::new(good).is_ok(), "{good}");
        }
        for bad in
            ["http://edge.example/", "http://192.0.2.7/", "ftp://127.0.0.1/", "http://127.0.0.1.example/", "edge"]
        {
            assert!(Link::new(bad).is_err(), "{bad}");
        }
    }
}
