//! Mentions, truth and pairs as comma-separated tables with a header line; fields are quoted where needed.

use super::{Crowd, Mention, Pair, Truth};
use std::io::{self, Write};

/// Columns of the mentions.
pub const MENTIONS_HEADER: &str =
    "id,kind,name,given,middle,family,born,gender,country,address,city,phone,email,national_id,passport,register\n";

/// Columns of the truth; changes are separated by blanks.
pub const TRUTH_HEADER: &str = "id,identity,script,changes\n";

/// Columns of the pairs.
pub const PAIRS_HEADER: &str = "left,right,same,kind,script,changes\n";

/// Writes a field, in quotes when it holds a comma, a quote or a line end.
pub fn push_field(out: &mut Vec<u8>, text: &str) {
    if text.contains([',', '"', '\n', '\r']) {
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

/// Writes a line of fields.
pub fn push_line<'a>(out: &mut Vec<u8>, fields: impl IntoIterator<Item = &'a str>) {
    for (at, field) in fields.into_iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        push_field(out, field);
    }
    out.push(b'\n');
}

/// Writes a mention as a line.
pub fn push_mention(out: &mut Vec<u8>, mention: &Mention) {
    let id = mention.number.to_string();
    let fields: [&str; 16] = [
        &id,
        mention.kind,
        &mention.name,
        &mention.given,
        &mention.middle,
        &mention.family,
        &mention.born,
        mention.gender,
        mention.country,
        &mention.address,
        mention.city,
        &mention.phone,
        &mention.email,
        &mention.national_id,
        &mention.passport,
        &mention.register,
    ];
    push_line(out, fields);
}

/// Writes the truth about a mention as a line.
pub fn push_truth(out: &mut Vec<u8>, truth: &Truth) {
    let changes: Vec<&str> = truth.changes.iter().map(|change| change.name()).collect();
    let (mention, identity) = (truth.mention.to_string(), truth.identity.to_string());
    push_line(out, [mention.as_str(), &identity, truth.script.name(), &changes.join(" ")]);
}

/// Writes all mentions and the truth. Returns how many there are.
///
/// # Errors
/// When one of the two cannot be written to.
pub fn write(crowd: &Crowd, mentions: &mut impl Write, truth: &mut impl Write) -> io::Result<u64> {
    mentions.write_all(MENTIONS_HEADER.as_bytes())?;
    truth.write_all(TRUTH_HEADER.as_bytes())?;
    let mut line = Vec::with_capacity(512);
    for (mention, told) in crowd.iter() {
        line.clear();
        push_mention(&mut line, &mention);
        mentions.write_all(&line)?;
        line.clear();
        push_truth(&mut line, &told);
        truth.write_all(&line)?;
    }
    Ok(crowd.mentions)
}

/// Writes `count` labelled pairs of names, half of them the same.
///
/// # Errors
/// When it cannot be written to.
pub fn write_pairs(crowd: &Crowd, count: u64, pairs: &mut impl Write) -> io::Result<()> {
    pairs.write_all(PAIRS_HEADER.as_bytes())?;
    let mut line = Vec::with_capacity(256);
    for Pair { left, right, same, kind, script, changes } in (0..count).map(|n| crowd.pair(n)) {
        line.clear();
        let changes: Vec<&str> = changes.iter().map(|change| change.name()).collect();
        let fields: [&str; 6] = [&left, &right, if same { "1" } else { "0" }, kind, script.name(), &changes.join(" ")];
        push_line(&mut line, fields);
        pairs.write_all(&line)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_needed() {
        let mut out = Vec::new();
        push_line(&mut out, ["plain", "with, comma", "with \" quote", ""]);
        assert_eq!(out, b"plain,\"with, comma\",\"with \"\" quote\",\n");
    }
}
