//! Receipts written by the office's code, checked by the verifier that shares none of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a helper of a test may stop the test")]

use std::fs;
use std::path::Path;
use std::process::Command;

use seal::{BodyDigest, Receipt, SigningKey};

const REPORT: &[u8] = b"<report>made up</report>";

fn key() -> SigningKey {
    SigningKey::from_bytes("office-2026", &[1; 32]).unwrap()
}

fn receipt() -> Receipt {
    let mut digest = BodyDigest::new();
    digest.update(REPORT);
    let body = digest.finish();
    Receipt {
        office: "FIU of Zetaland".into(),
        correspondent: "bank-12".into(),
        reference: "R-1".into(),
        letter: "0199b2a4-7d5e-7000-8000-000000000000".into(),
        sha256: body.sha256,
        bytes: body.bytes,
        received_us: 1_795_311_397_000_000,
        sequence: 42,
    }
}

/// The exit code for these files.
fn verify(folder: &Path, note: &[u8], report: Option<&[u8]>, key: &str) -> i32 {
    let path = |name: &str| folder.join(name);
    fs::write(path("note"), note).unwrap();
    fs::write(path("key"), key).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_openfiu-verify"));
    command.arg(path("note"));
    if let Some(report) = report {
        fs::write(path("report"), report).unwrap();
        command.arg(path("report"));
    }
    command.arg(path("key")).output().unwrap().status.code().unwrap()
}

#[test]
fn a_true_receipt_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let note = receipt().sign(&key()).unwrap();
    let public = format!("{}\n", key().public());
    assert_eq!(verify(folder.path(), note.as_bytes(), Some(REPORT), &public), 0);
}

#[test]
fn no_wrong_byte_bank_time_number_or_key_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let note = receipt().sign(&key()).unwrap();
    let public = key().public().to_string();
    let edits = [
        ("bank-12", "bank-13"),
        ("R-1", "R-2"),
        ("2026-11-22", "2026-11-21"),
        ("sequence: 42", "sequence: 43"),
        ("Zetaland", "Zetalond"),
        ("bytes: 24", "bytes: 25"),
        ("openfiu receipt v1", "openfiu receipt v2"),
    ];
    for (from, to) in edits {
        let changed = note.replace(from, to);
        assert_ne!(changed, note);
        assert_eq!(verify(folder.path(), changed.as_bytes(), Some(REPORT), &public), 1, "{to}");
    }
    for report in [&REPORT[1..], b"", b"<report>made uP</report>", b"<report>made up</report>\n"] {
        assert_eq!(verify(folder.path(), note.as_bytes(), Some(report), &public), 1);
    }
    let other = SigningKey::from_bytes("office-2026", &[2; 32]).unwrap();
    assert_eq!(verify(folder.path(), note.as_bytes(), Some(REPORT), &other.public().to_string()), 1);
    let renamed = SigningKey::from_bytes("office-2027", &[1; 32]).unwrap();
    assert_eq!(verify(folder.path(), note.as_bytes(), Some(REPORT), &renamed.public().to_string()), 1);
    // Signed by the office, but of other bytes, or of no receipt.
    let elsewhere = Receipt { sha256: [0; 32], ..receipt() }.sign(&key()).unwrap();
    assert_eq!(verify(folder.path(), elsewhere.as_bytes(), Some(REPORT), &public), 1);
    let other_text = key().sign("something else\n").unwrap();
    assert_eq!(verify(folder.path(), other_text.as_bytes(), Some(REPORT), &public), 1);
}

#[test]
fn no_flipped_bit_of_a_receipt_is_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let note = receipt().sign(&key()).unwrap();
    let public = key().public().to_string();
    for at in 0..note.len() {
        let mut bytes = note.clone().into_bytes();
        bytes[at] ^= 1 << (at % 8);
        assert_ne!(verify(folder.path(), &bytes, Some(REPORT), &public), 0, "byte {at}");
    }
}

#[test]
fn a_checkpoint_is_accepted_and_a_changed_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let leaf = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let note = key().sign(&format!("office-2026/audit-chain-v1\n7\n{leaf}\ntime-us 5\n")).unwrap();
    let public = key().public().to_string();
    assert_eq!(verify(folder.path(), note.as_bytes(), None, &public), 0);
    assert_eq!(verify(folder.path(), note.replace("\n7\n", "\n6\n").as_bytes(), None, &public), 1);
    let receipt = receipt().sign(&key()).unwrap();
    assert_eq!(verify(folder.path(), receipt.as_bytes(), None, &public), 1, "a receipt is no checkpoint");
}
