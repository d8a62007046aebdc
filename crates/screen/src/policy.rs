//! Thresholds of screening as data: an office sets them in its profile, and a hit is judged by nothing else.

use crate::date::Meeting;
use crate::entry::IdentifierKind;

/// What counts how much. Scores are in per mille, evidence in tenths of a bit (as `names` gives it).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Names less alike than this are no hit, per mille. Lower values cost recall of the index: see [`crate::index`].
    pub similarity_min: u16,
    /// From this score on a hit is likely.
    pub likely_min: u16,
    /// From this score on a hit is strong.
    pub strong_min: u16,
    /// Agreement of names that says less than this (two very common names) is a weak hit unless a birth date agrees.
    pub evidence_min: i16,
    /// Names that agree less surely than this ([`names::NameMatch::surety`]) are a weak hit unless a birth date agrees.
    pub surety_min: i32,
    /// What a date of birth adds, by how it meets: same day, swapped, next day, same month, same year, near.
    pub birth_adds: [u16; 6],
    /// What a contradicting date of birth takes away.
    pub birth_contradicts: u16,
    /// What an agreeing country adds. A differing one takes nothing away: people move and lists are incomplete.
    pub country_adds: u16,
    /// Score of an equal number of the same kind, whatever the names say.
    pub identifier_same: u16,
    /// Score of an equal number filed under another kind of document.
    pub identifier_other_kind: u16,
    /// Score of an equal telephone, electronic mail or website.
    pub identifier_contact: u16,
    /// A number that more subjects than this share identifies nobody.
    pub identifier_shared_max: usize,
    /// Hits given for one query; the rest is counted.
    pub hits_max: usize,
    /// Names of one query that are screened; more are left out and counted.
    pub names_max: usize,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            similarity_min: 820,
            likely_min: 880,
            strong_min: 950,
            evidence_min: 130,
            surety_min: 950,
            birth_adds: [60, 35, 35, 30, 15, 5],
            birth_contradicts: 120,
            country_adds: 10,
            identifier_same: 980,
            identifier_other_kind: 900,
            identifier_contact: 890,
            identifier_shared_max: 50,
            hits_max: 200,
            names_max: 200,
        }
    }
}

impl Policy {
    /// What a meeting of dates does to the score.
    pub(crate) fn birth(&self, meeting: Meeting) -> i32 {
        let [day, swapped, next, month, year, near] = self.birth_adds.map(i32::from);
        match meeting {
            Meeting::SameDay => day,
            Meeting::Swapped => swapped,
            Meeting::NextDay => next,
            Meeting::SameMonth => month,
            Meeting::SameYear => year,
            Meeting::Near => near,
            Meeting::Contradicts => -i32::from(self.birth_contradicts),
        }
    }

    /// The score that an equal identifier gives by itself.
    pub(crate) fn identifier(&self, kind: IdentifierKind, same_kind: bool) -> u16 {
        match kind {
            IdentifierKind::Phone | IdentifierKind::Email | IdentifierKind::Website => self.identifier_contact,
            _ if same_kind => self.identifier_same,
            _ => self.identifier_other_kind,
        }
    }
}
