//! Which mention is in which cluster, and how clusters are named.
//!
//! A cluster is named after the smallest number among its mentions. So its name is a function of who is in it, every
//! name ever given is the number of some mention, and asking for the cluster of that mention answers what became of it:
//! names need no table of aliases.

use super::judgement::MentionId;
use crate::store::Place;

/// No group: alone.
const ALONE: u32 = u32::MAX;

/// One cluster of two or more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    pub(crate) members: Vec<Place>,
    pub(crate) name: MentionId,
    /// Whether somebody judged about a mention that hangs together with this group: then membership is not only a
    /// matter of links and is computed anew from all of them.
    pub(crate) judged: bool,
}

/// Clusters by place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Groups {
    labels: Vec<u32>,
    groups: Vec<Group>,
    free: Vec<u32>,
}

impl Groups {
    /// Makes room for one more mention, alone.
    pub(crate) fn push(&mut self) {
        self.labels.push(ALONE);
    }

    pub(crate) fn label(&self, place: Place) -> Option<u32> {
        self.labels.get(place as usize).copied().filter(|label| *label != ALONE)
    }

    pub(crate) fn group(&self, label: u32) -> Option<&Group> {
        self.groups.get(label as usize)
    }

    pub(crate) fn of(&self, place: Place) -> Option<&Group> {
        self.label(place).and_then(|label| self.group(label))
    }

    fn set(&mut self, place: Place, label: u32) {
        if let Some(slot) = self.labels.get_mut(place as usize) {
            *slot = label;
        }
    }

    /// Makes a cluster of these; one mention stays alone, unless it is judged.
    pub(crate) fn make(&mut self, members: Vec<Place>, name: MentionId, judged: bool) {
        if members.len() < 2 && !judged {
            members.first().copied().into_iter().for_each(|place| self.set(place, ALONE));
            return;
        }
        let label = self.free.pop().unwrap_or(self.groups.len() as u32);
        for place in &members {
            self.set(*place, label);
        }
        let group = Group { members, name, judged };
        match self.groups.get_mut(label as usize) {
            Some(slot) => *slot = group,
            None => self.groups.push(group),
        }
    }

    /// Dissolves a cluster; its members are alone until they are put elsewhere.
    pub(crate) fn dissolve(&mut self, label: u32) -> Group {
        let group = self.groups.get_mut(label as usize).map(std::mem::take).unwrap_or_default();
        for place in &group.members {
            if let Some(slot) = self.labels.get_mut(*place as usize) {
                *slot = ALONE;
            }
        }
        if !group.members.is_empty() {
            self.free.push(label);
        }
        group
    }

    /// Unites clusters (no label twice) and mentions that are alone into one. The largest takes in the others, so each
    /// mention moves at most as often as its cluster doubles.
    pub(crate) fn unite(&mut self, labels: &[u32], alone: &[Place], name: MentionId) {
        let size = |label: &&u32| self.groups.get(**label as usize).map_or(0, |group| group.members.len());
        let Some(large) = labels.iter().max_by_key(size).copied() else {
            return self.make(alone.to_vec(), name, false);
        };
        let mut joining = alone.to_vec();
        for label in labels.iter().filter(|label| **label != large) {
            joining.extend(self.dissolve(*label).members);
        }
        for place in &joining {
            self.set(*place, large);
        }
        if let Some(group) = self.groups.get_mut(large as usize) {
            group.members.append(&mut joining);
            group.name = name;
        }
    }
}
