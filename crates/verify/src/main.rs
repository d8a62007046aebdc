//! `openfiu-verify`: checks a receipt against the bytes that were sent, with nothing but the office's public key.
//!
//! ```text
//! openfiu-verify receipt.txt report.xml office.pub
//! openfiu-verify checkpoint.txt office.pub
//! ```
//!
//! It shares no code with the program that writes receipts, so that one mistake cannot hide in both. It is short enough
//! to be read whole by whoever has to trust it. A receipt is a C2SP signed note:
//!
//! ```text
//! openfiu receipt v1
//! office: …            correspondent: …      reference: …       letter: …          (one line each)
//! sha256: …            bytes: …              received: …        sequence: …
//! (blank line)
//! — key-name base64(first 4 bytes of SHA-256(name, 0x0A, 0x01, public key), Ed25519 signature)
//! ```
//!
//! Answers: exit code 0 and what the receipt says; 1 and why it is not accepted; 2 if a file cannot be read or the
//! command is wrong.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command answers on the terminal")]

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;
use std::process::ExitCode;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// The lines of a receipt, in order.
const LINES: [&str; 8] = ["office", "correspondent", "reference", "letter", "sha256", "bytes", "received", "sequence"];
/// A receipt or key file that is larger is neither.
const TEXT_BYTES_MAX: u64 = 65_536;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let answer = match words.as_slice() {
        [note, key] => checkpoint(note, key),
        [note, sent, key] => receipt(note, sent, key),
        _ => Err(Refusal::Usage),
    };
    match answer {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(Refusal::No(reason)) => {
            eprintln!("NOT ACCEPTED: {reason}");
            ExitCode::from(1)
        }
        Err(Refusal::File(path, error)) => {
            eprintln!("cannot read {path}: {error}");
            ExitCode::from(2)
        }
        Err(Refusal::Usage) => {
            eprintln!("usage: openfiu-verify receipt.txt report.xml office.pub");
            eprintln!("       openfiu-verify checkpoint.txt office.pub");
            ExitCode::from(2)
        }
    }
}

enum Refusal {
    No(String),
    File(String, io::Error),
    Usage,
}

fn no<T>(reason: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::No(reason.into()))
}

/// Signature, form, digest and length: all four, or the receipt is not accepted.
fn receipt(note: &str, sent: &str, key: &str) -> Result<String, Refusal> {
    let note = text(note)?;
    let body = signed_text(&note, &text(key)?)?;
    let values = receipt_lines(body)?;
    let [office, correspondent, reference, letter, sha256, bytes, received, sequence] = values;
    let (digest, length) = digest(sent)?;
    if sha256 != digest {
        return no(format!("the receipt is for other bytes: it says {sha256}, {sent} has {digest}"));
    }
    if bytes != length.to_string() {
        return no(format!("the receipt is for {bytes} bytes, {sent} has {length}"));
    }
    Ok(format!(
        "ACCEPTED\n{office} received these {bytes} bytes\nfrom      {correspondent}\nreference {reference}\n\
         at        {received}\nas letter {letter}, receipt {sequence}"
    ))
}

fn receipt_lines(body: &str) -> Result<[&str; 8], Refusal> {
    let mut lines = body.split('\n');
    if lines.next() != Some("openfiu receipt v1") {
        return no("it is signed, but it is not a receipt");
    }
    let mut values = [""; 8];
    for (value, name) in values.iter_mut().zip(LINES) {
        let line = lines.next().unwrap_or_default();
        match line.strip_prefix(name).and_then(|rest| rest.strip_prefix(": ")) {
            Some(found) => *value = found,
            None => return no(format!("it is signed, but its line `{name}` is missing")),
        }
    }
    if lines.collect::<Vec<_>>() == [""] {
        Ok(values)
    } else {
        no("it is signed, but it has more lines than a receipt")
    }
}

/// A checkpoint of the audit log: name of the log, number of records, last leaf.
fn checkpoint(note: &str, key: &str) -> Result<String, Refusal> {
    let note = text(note)?;
    let body = signed_text(&note, &text(key)?)?;
    let mut lines = body.lines();
    let (origin, size, leaf) = (lines.next(), lines.next(), lines.next());
    let (Some(origin), Some(size), Some(leaf)) = (origin, size, leaf) else {
        return no("it is signed, but it is not a checkpoint");
    };
    let leaf_bytes = STANDARD.decode(leaf).map(|leaf| leaf.len());
    if !origin.ends_with("/audit-chain-v1") || size.parse::<u64>().is_err() || leaf_bytes != Ok(32) {
        return no("it is signed, but it is not a checkpoint of an audit log");
    }
    Ok(format!("ACCEPTED\n{origin}: {size} records, the last with leaf {leaf}"))
}

/// The text above the signatures, if exactly one signature line is of this key and it is good.
fn signed_text<'a>(note: &'a str, key: &str) -> Result<&'a str, Refusal> {
    let (name, key, id) = public_key(key)?;
    let Some(end) = note.rfind("\n\n") else { return no("it has no blank line before its signature") };
    let (Some(body), Some(signatures)) = (note.get(..=end), note.get(end.saturating_add(2)..)) else {
        return no("it has no text");
    };
    let Some(signatures) = signatures.strip_suffix('\n') else { return no("it is cut off in its signature") };
    let mut good = 0;
    for line in signatures.split('\n') {
        let Some((signer, blob)) = line.strip_prefix("— ").and_then(|line| line.split_once(' ')) else {
            return no("a signature line is malformed");
        };
        let Ok(blob) = STANDARD.decode(blob) else { return no("a signature line is malformed") };
        if signer != name || !blob.starts_with(&id) {
            continue;
        }
        let signature = blob.get(id.len()..).and_then(|bytes| Signature::from_slice(bytes).ok());
        if signature.is_none_or(|signature| key.verify_strict(body.as_bytes(), &signature).is_err()) {
            return no("its signature is wrong: the text was changed, or it was signed by another key");
        }
        good += 1;
    }
    match good {
        1 => Ok(body),
        0 => no(format!("it carries no signature of {name} with this key")),
        _ => no("it carries more than one signature of the same key"),
    }
}

/// `name+hash+key` → name, key, key id.
fn public_key(text: &str) -> Result<(String, VerifyingKey, [u8; 4]), Refusal> {
    let mut parts = text.trim_end().splitn(3, '+');
    let (Some(name), Some(hash), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
        return no("the key file is not of the form name+hash+key");
    };
    let bytes = STANDARD.decode(key).unwrap_or_default();
    let Some((1, bytes)) = bytes.split_first() else { return no("the key is not an Ed25519 key") };
    let key = <&[u8; 32]>::try_from(bytes).ok().and_then(|bytes| VerifyingKey::from_bytes(bytes).ok());
    let Some(key) = key else { return no("the key is not an Ed25519 key") };
    let mut whole = Sha256::new();
    whole.update(name);
    whole.update([b'\n', 1]);
    whole.update(bytes);
    let [a, b, c, d, ..] = <[u8; 32]>::from(whole.finalize());
    if hex(&[a, b, c, d]) != hash {
        return no("the key file is damaged: its hash is not that of its name and key");
    }
    Ok((name.to_owned(), key, [a, b, c, d]))
}

fn text(path: &str) -> Result<String, Refusal> {
    let failed = |error| Refusal::File(path.to_owned(), error);
    let mut text = String::new();
    File::open(Path::new(path)).map_err(failed)?.take(TEXT_BYTES_MAX).read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}

/// SHA-256 (hexadecimal) and length of a file of any size.
fn digest(path: &str) -> Result<(String, u64), Refusal> {
    let failed = |error| Refusal::File(path.to_owned(), error);
    let mut file = File::open(Path::new(path)).map_err(failed)?;
    let (mut hash, mut length, mut part) = (Sha256::new(), 0_u64, vec![0; 65_536]);
    loop {
        let read = file.read(&mut part).map_err(failed)?;
        if read == 0 {
            return Ok((hex(&hash.finalize()), length));
        }
        hash.update(part.get(..read).unwrap_or_default());
        length = length.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
