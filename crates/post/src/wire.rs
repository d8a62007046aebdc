//! What edge and office tell each other, and the shape of what is kept as text.
//!
//! A paper is a signed note: a title line, one line of JSON, the signature. Edge and office sign with different keys,
//! and the title names the kind of paper, so that none can be taken for another. These are the only types of this crate
//! that are serialised; each converts explicitly.

use seal::{PublicKey, SigningKey};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use vocab::{Code, Finding, Place, Severity};

use crate::PostError;

/// A paper: what it is called and what it says.
pub trait Paper: Serialize + DeserializeOwned {
    /// The first line of the note.
    const TITLE: &'static str;
}

/// Signs a paper; gives the whole note.
///
/// # Errors
///
/// [`PostError::Seal`] if the text cannot be signed.
pub fn sign<P: Paper>(paper: &P, key: &SigningKey) -> Result<String, PostError> {
    let json = serde_json::to_string(paper).map_err(|error| PostError::Paper { reason: error.to_string() })?;
    // A note may hold no control character; JSON leaves one in, and allows to write it otherwise.
    let json = json.replace('\u{7f}', "\\u007f");
    Ok(key.sign(&format!("{}\n{json}\n", P::TITLE))?)
}

/// Reads a paper that carries a good signature of the key.
///
/// # Errors
///
/// [`PostError::Seal`] if the signature is not good; [`PostError::Paper`] if it is another paper or says it wrongly.
pub fn open<P: Paper>(note: &str, key: &PublicKey) -> Result<P, PostError> {
    let text = key.open(note)?;
    let json = text.strip_prefix(P::TITLE).and_then(|text| text.strip_prefix('\n'));
    let json = json.ok_or_else(|| PostError::Paper { reason: format!("it is not a paper `{}`", P::TITLE) })?;
    serde_json::from_str(json).map_err(|error| PostError::Paper { reason: error.to_string() })
}

/// The edge hands a letter over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// The letter's id.
    pub letter: String,
    /// The sender's id.
    pub correspondent: String,
    /// The sender's name.
    pub correspondent_name: String,
    /// The sender's number in reports.
    pub rentity_id: String,
    /// Kinds of report the sender may file; empty means all.
    pub kinds: Vec<String>,
    /// The sender's own reference.
    pub reference: String,
    /// The name of the file; may be empty.
    pub file_name: String,
    /// What the sender said of the bytes.
    pub media_type: String,
    /// SHA-256 of the bytes as they came, 64 hexadecimal digits.
    pub sha256: String,
    /// How many bytes came.
    pub bytes: u64,
    /// The moment of the sealing header: microseconds UTC.
    pub sealed_us: i64,
    /// When the letter was durable: microseconds UTC.
    pub received_us: i64,
    /// The place in the receipt log.
    pub sequence: i64,
    /// The receipt the sender has.
    pub receipt: String,
}

impl Paper for Handover {
    const TITLE: &'static str = "openfiu hand-over v1";
}

/// The office has letters, durably.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// Which letters.
    pub letters: Vec<String>,
    /// When: microseconds UTC.
    pub taken_us: i64,
}

impl Paper for Taken {
    const TITLE: &'static str = "openfiu taken v1";
}

/// The office asks for letters. Signed, so that a stranger who reaches the endpoint learns nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asking {
    /// Letters whose place in the receipt log is later than this.
    pub after: i64,
    /// At most so many.
    pub limit: u32,
    /// When: microseconds UTC. An asking is good for five minutes.
    pub asked_us: i64,
}

impl Paper for Asking {
    const TITLE: &'static str = "openfiu asking v1";
}

/// The office answers a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerPaper {
    /// The answer's own id.
    pub answer: String,
    /// The letter that is answered.
    pub letter: String,
    /// Whom it is for.
    pub correspondent: String,
    /// `accepted`, `accepted-with-warnings` or `rejected`.
    pub outcome: String,
    /// The number under which the report was registered.
    pub report_number: Option<String>,
    /// The text.
    pub body: String,
    /// What the office's check remarked, without values.
    pub remarks: Vec<Remark>,
    /// When it was written: microseconds UTC.
    pub written_us: i64,
}

impl Paper for AnswerPaper {
    const TITLE: &'static str = "openfiu answer v1";
}

/// A finding without the value it met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Stable code.
    pub code: String,
    /// `fatal`, `reject`, `warn` or `quality`.
    pub severity: String,
    /// Steps from the root.
    pub path: String,
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// Bytes before the place.
    pub offset: u64,
    /// Facts for the words: name and text.
    pub args: Vec<(String, String)>,
}

/// The word for a severity.
pub const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "fatal",
        Severity::Reject => "reject",
        Severity::Warn => "warn",
        Severity::Quality => "quality",
    }
}

/// The severity of a word; a word this program does not know weighs as `reject`.
pub fn severity(word: &str) -> Severity {
    match word {
        "fatal" => Severity::Fatal,
        "warn" => Severity::Warn,
        "quality" => Severity::Quality,
        _ => Severity::Reject,
    }
}

impl From<&Finding> for Remark {
    fn from(finding: &Finding) -> Self {
        let place = &finding.place;
        Self {
            code: finding.code.to_string(),
            severity: severity_word(finding.severity).to_owned(),
            path: place.path.clone(),
            line: place.line,
            column: place.column,
            offset: place.offset,
            args: finding.args.iter().map(|arg| (arg.name.to_owned(), arg.text.clone())).collect(),
        }
    }
}

impl Remark {
    /// The finding, as the word catalogue takes it.
    pub fn to_finding(&self) -> Finding {
        let place = Place { path: self.path.clone(), line: self.line, column: self.column, offset: self.offset };
        let finding = Finding::new(Code::named(self.code.clone()), severity(&self.severity), place);
        self.args.iter().fold(finding, |finding, (name, text)| finding.with(arg_name(name), text.clone()))
    }
}

/// Names of facts that findings of any checker of ours carry. A fact of another name is left out of what is shown.
const ARG_NAMES: [&str; 46] = [
    "attachments_max",
    "attribute",
    "before",
    "bytes_max",
    "char",
    "codes",
    "declared",
    "element",
    "elements",
    "elements_max",
    "encoding",
    "entity",
    "entries_max",
    "entry",
    "example",
    "expected",
    "field",
    "fix",
    "found",
    "hint",
    "kind",
    "label",
    "length",
    "limit",
    "list",
    "max",
    "message",
    "method",
    "min",
    "most",
    "name",
    "names_max",
    "needs",
    "ordinal",
    "other",
    "parent",
    "pattern",
    "prefix",
    "ratio_max",
    "reason",
    "rule",
    "suggestion",
    "test",
    "type",
    "version",
    "what",
];

/// The name of a fact that a finding carries, from a kept word; `other_fact` if no checker of ours has one of that
/// name.
pub fn arg_name(name: &str) -> &'static str {
    ARG_NAMES.iter().find(|known| **known == name).copied().unwrap_or("other_fact")
}
