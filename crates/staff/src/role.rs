//! Roles, rights, and the table that joins them.

/// What somebody is in the office. One person may be several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Watches arrivals, reads reports.
    IntakeOfficer,
    /// Reads the audit log, and nothing else.
    Auditor,
    /// Keeps people and correspondents, and reads no report.
    Administrator,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::IntakeOfficer, Self::Auditor, Self::Administrator];

    /// The stored word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::IntakeOfficer => "intake-officer",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// What the role may do.
    pub const fn rights(self) -> &'static [Right] {
        match self {
            Self::IntakeOfficer => &[Right::Queue, Right::Search, Right::Report, Right::Original],
            Self::Auditor => &[Right::Audit],
            Self::Administrator => &[Right::People, Right::Correspondents],
        }
    }
}

/// Something the desk lets one do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Right {
    /// See the queue of arrivals.
    Queue,
    /// Search reports.
    Search,
    /// Read a report, its findings, its receipt.
    Report,
    /// Read the original file.
    Original,
    /// Read the audit log.
    Audit,
    /// Invite, change and close people of the office.
    People,
    /// Register correspondents and invite their people.
    Correspondents,
}

impl Right {
    /// All rights.
    pub const ALL: [Self; 7] =
        [Self::Queue, Self::Search, Self::Report, Self::Original, Self::Audit, Self::People, Self::Correspondents];

    /// The word in the audit log.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Search => "search",
            Self::Report => "report",
            Self::Original => "original",
            Self::Audit => "audit",
            Self::People => "people",
            Self::Correspondents => "correspondents",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of role and right.
    #[test]
    fn who_may_do_what() {
        let table = [
            // queue, search, report, original, audit, people, correspondents
            (Role::IntakeOfficer, [true, true, true, true, false, false, false]),
            (Role::Auditor, [false, false, false, false, true, false, false]),
            (Role::Administrator, [false, false, false, false, false, true, true]),
        ];
        assert_eq!(table.map(|(role, _)| role), Role::ALL);
        for (role, row) in table {
            assert_eq!(Right::ALL.map(|right| role.rights().contains(&right)), row, "{role:?}");
            assert_eq!(Role::read(role.word()), Some(role));
        }
        assert_eq!(Role::read("emperor"), None);
    }
}
