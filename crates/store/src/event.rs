//! The closed list of events: the only way in which one stage of the work tells the next that it is its turn.
//!
//! The list is closed on purpose: who acts on an event is said in one match, and an event nobody wired does not
//! compile. The stored form is explicit, so that a renamed variant cannot silently orphan what waits in the table:
//! a kind, and `name=value` pairs separated by spaces. A stored form is never changed; a new one gets a new kind.

use crate::{LetterId, RawId, ReportId, StoreError, id_type};

id_type!(
    /// The id of one event in the table.
    EventId
);

/// Something that has happened, and that another stage acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The edge holds a sealed letter and has given its receipt.
    LetterReceived {
        /// Which letter.
        letter: LetterId,
    },
    /// The office has fetched a letter from the edge and holds its original.
    LetterFetched {
        /// Which letter.
        letter: LetterId,
    },
    /// A letter was checked and became a report with a number.
    ReportAccepted {
        /// The letter the report came in.
        letter: LetterId,
        /// The report.
        report: ReportId,
    },
    /// A letter was checked and cannot become a report; its findings are kept.
    ReportRejected {
        /// Which letter.
        letter: LetterId,
    },
    /// The answer to a letter is written and may be delivered.
    AcknowledgementWritten {
        /// The letter that is answered.
        letter: LetterId,
        /// The answer, itself a letter.
        answer: LetterId,
    },
}

impl Event {
    /// The stored kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::LetterReceived { .. } => "letter-received",
            Self::LetterFetched { .. } => "letter-fetched",
            Self::ReportAccepted { .. } => "report-accepted",
            Self::ReportRejected { .. } => "report-rejected",
            Self::AcknowledgementWritten { .. } => "acknowledgement-written",
        }
    }

    /// The stored ids.
    pub fn detail(&self) -> String {
        match self {
            Self::LetterReceived { letter } | Self::LetterFetched { letter } | Self::ReportRejected { letter } => {
                format!("letter={letter}")
            }
            Self::ReportAccepted { letter, report } => format!("letter={letter} report={report}"),
            Self::AcknowledgementWritten { letter, answer } => format!("letter={letter} answer={answer}"),
        }
    }

    /// Reads the stored form back.
    ///
    /// # Errors
    ///
    /// [`StoreError::Event`] if the kind is unknown, or an id is missing, unreadable or one too many.
    pub fn read(id: EventId, kind: &str, detail: &str) -> Result<Self, StoreError> {
        let mut pairs = Pairs { id, rest: detail };
        let event = match kind {
            "letter-received" => Self::LetterReceived { letter: LetterId(pairs.next("letter")?) },
            "letter-fetched" => Self::LetterFetched { letter: LetterId(pairs.next("letter")?) },
            "report-accepted" => Self::ReportAccepted {
                letter: LetterId(pairs.next("letter")?),
                report: ReportId(pairs.next("report")?),
            },
            "report-rejected" => Self::ReportRejected { letter: LetterId(pairs.next("letter")?) },
            "acknowledgement-written" => Self::AcknowledgementWritten {
                letter: LetterId(pairs.next("letter")?),
                answer: LetterId(pairs.next("answer")?),
            },
            _ => return Err(pairs.unreadable(format!("its kind `{kind}` is unknown to this program"))),
        };
        if pairs.rest.is_empty() { Ok(event) } else { Err(pairs.unreadable("it has more ids than its kind".into())) }
    }
}

struct Pairs<'a> {
    id: EventId,
    rest: &'a str,
}

impl Pairs<'_> {
    fn next(&mut self, name: &str) -> Result<RawId, StoreError> {
        let (pair, rest) = self.rest.split_once(' ').unwrap_or((self.rest, ""));
        self.rest = rest;
        pair.strip_prefix(name)
            .and_then(|pair| pair.strip_prefix('='))
            .and_then(RawId::parse)
            .ok_or_else(|| self.unreadable(format!("it has no readable id `{name}`")))
    }

    fn unreadable(&self, reason: String) -> StoreError {
        StoreError::Event { id: self.id.to_string(), reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Micros, World};

    #[test]
    fn every_event_reads_back_and_a_damaged_one_is_an_error() {
        let (world, _) = World::fixed(Micros(1), 1);
        let letter = LetterId::new(&world).unwrap();
        let answer = LetterId::new(&world).unwrap();
        let report = ReportId::new(&world).unwrap();
        let id = EventId::new(&world).unwrap();
        let all = [
            Event::LetterReceived { letter },
            Event::LetterFetched { letter },
            Event::ReportAccepted { letter, report },
            Event::ReportRejected { letter },
            Event::AcknowledgementWritten { letter, answer },
        ];
        for event in all {
            let detail = event.detail();
            assert_eq!(Event::read(id, event.kind(), &detail).unwrap(), event);
            for damaged in [detail.replace('=', "-"), format!("{detail} more=1"), detail[1..].to_owned(), String::new()]
            {
                assert!(Event::read(id, event.kind(), &damaged).is_err(), "{damaged}");
            }
        }
        assert!(Event::read(id, "made-up", "").is_err());
    }
}
