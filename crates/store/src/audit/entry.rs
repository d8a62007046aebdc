//! What one record says, and its one text.

/// What kind of act (the log kinds of the law enforcement directive, article 25, and what a program adds to them).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Something came in.
    Collect,
    /// Something was changed.
    Alter,
    /// Something was looked at.
    Consult,
    /// Something was given to someone outside.
    Disclose,
    /// Data of different sources were brought together.
    Combine,
    /// Something was erased.
    Erase,
    /// Someone logged in or out, or tried to.
    Auth,
    /// A setting was changed.
    Config,
    /// A key was made, used for signing a checkpoint, or retired.
    Key,
}

impl Act {
    /// The word in the log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Collect => "collect",
            Self::Alter => "alter",
            Self::Consult => "consult",
            Self::Disclose => "disclose",
            Self::Combine => "combine",
            Self::Erase => "erase",
            Self::Auth => "auth",
            Self::Config => "config",
            Self::Key => "key",
        }
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was allowed and done.
    Done,
    /// It was refused for want of right.
    Denied,
    /// It was allowed and failed.
    Failed,
}

impl Outcome {
    /// The word in the log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Denied => "denied",
            Self::Failed => "failed",
        }
    }
}

/// Who: ids, never names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The person's or program's id.
    pub user: String,
    /// The role in which they act.
    pub role: String,
    /// The highest class they may see.
    pub clearance: Option<String>,
    /// The device, as it was registered.
    pub device: Option<String>,
    /// The session.
    pub session: Option<String>,
    /// The class of the network they come from (`office`, `remote`, `edge`), never an address.
    pub source_class: Option<String>,
    /// The request, to find its other traces.
    pub request_id: Option<String>,
}

impl Actor {
    /// A program acting on its own: a worker, the edge.
    pub fn program(name: &str) -> Self {
        Self { user: name.to_owned(), role: "program".to_owned(), ..Self::default() }
    }
}

/// What: kind and id of a thing, never its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    /// The kind of thing: `letter`, `report`, `subject`, `case`, `search` …
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its version, where it has versions.
    pub version: Option<String>,
    /// The digest of its bytes, where it has bytes.
    pub digest: Option<String>,
}

impl Object {
    /// A thing by kind and id.
    pub fn new(kind: &str, id: impl std::fmt::Display) -> Self {
        Self { kind: kind.to_owned(), id: id.to_string(), ..Self::default() }
    }
}

/// What the caller says of one act; the place in the chain and the time are added when it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub actor: Actor,
    /// What kind of act.
    pub act: Act,
    /// On what.
    pub object: Object,
    /// For which case.
    pub case_ref: Option<String>,
    /// Why, as a code of the office.
    pub reason_code: String,
    /// Why, in words.
    pub reason_text: Option<String>,
    /// On what legal ground.
    pub legal_basis: Option<String>,
    /// The handling code under which it was seen.
    pub handling_seen: Option<String>,
    /// To whom it was given.
    pub recipients: Vec<String>,
    /// How it ended.
    pub outcome: Outcome,
}

impl Entry {
    /// An act that was done, for a reason of the office.
    pub fn new(actor: Actor, act: Act, object: Object, reason_code: &str) -> Self {
        Self {
            actor,
            act,
            object,
            case_ref: None,
            reason_code: reason_code.to_owned(),
            reason_text: None,
            legal_basis: None,
            handling_seen: None,
            recipients: Vec::new(),
            outcome: Outcome::Done,
        }
    }

    /// The columns between the times and the leaves, in the order of [`COLUMNS`].
    pub(crate) fn columns(&self) -> [Option<String>; 19] {
        let (actor, object) = (&self.actor, &self.object);
        let recipients = (!self.recipients.is_empty()).then(|| self.recipients.join(", "));
        [
            Some(actor.user.clone()),
            Some(actor.role.clone()),
            actor.clearance.clone(),
            actor.device.clone(),
            actor.session.clone(),
            Some(self.act.word().to_owned()),
            Some(object.kind.clone()),
            Some(object.id.clone()),
            object.version.clone(),
            object.digest.clone(),
            self.case_ref.clone(),
            Some(self.reason_code.clone()),
            self.reason_text.clone(),
            self.legal_basis.clone(),
            self.handling_seen.clone(),
            recipients,
            Some(self.outcome.word().to_owned()),
            actor.source_class.clone(),
            actor.request_id.clone(),
        ]
    }
}

/// The columns that [`Entry::columns`] gives, in the order of the log's text.
pub(crate) const COLUMNS: [&str; 19] = [
    "user_ref",
    "role",
    "clearance",
    "device",
    "session",
    "act",
    "object_kind",
    "object_id",
    "object_version",
    "object_digest",
    "case_ref",
    "reason_code",
    "reason_text",
    "legal_basis",
    "handling_seen",
    "recipients",
    "result",
    "source_class",
    "request_id",
];

/// One record's text without its leaf: fields separated by tabs. A field that is absent is `-`; a percent sign, a
/// control character and a field that is `-` are written `%XX`.
pub(crate) fn line(seq: i64, mono_us: i64, wall_us: i64, columns: &[Option<String>; 19], prev: &str) -> String {
    let mut line = format!("{seq}\t{mono_us}\t{wall_us}");
    for column in columns {
        line.push('\t');
        match column.as_deref() {
            None => line.push('-'),
            Some("-") => line.push_str("%2D"),
            Some(text) => escape(text, &mut line),
        }
    }
    line.push('\t');
    line.push_str(prev);
    line
}

fn escape(text: &str, line: &mut String) {
    for c in text.chars() {
        if c == '%' || c.is_control() {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                line.push_str(&format!("%{byte:02X}"));
            }
        } else {
            line.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_records_have_one_text() {
        let text = |id: &str, version: Option<&str>| {
            let object = Object { version: version.map(str::to_owned), ..Object::new("case", id) };
            line(1, 2, 3, &Entry::new(Actor::default(), Act::Alter, object, "r").columns(), "p")
        };
        let all = [
            text("a", None),
            text("a", Some("-")),
            text("a", Some("")),
            text("a", Some("%2D")),
            text("a\tb", None),
            text("a", Some("b")),
            text("a\n", None),
        ];
        for (at, one) in all.iter().enumerate() {
            assert_eq!(one.split('\t').count(), 23, "{one}");
            assert!(!one.contains('\n'));
            assert!(all.iter().skip(at + 1).all(|other| other != one));
        }
    }
}
