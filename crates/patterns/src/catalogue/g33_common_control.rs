//! G33 Common control: accounts that one hand works, by what happens to them at the same time.
//!
//! Two rows of `Sides::events` of two accounts coincide when both are log-ins with one device or address, or both are
//! edits of one payee, at most `sync` apart; keys that more than `accounts_max` accounts use count nothing. Two
//! accounts are joined when each has at least so many rows that coincide with a row of the other. Told is a largest
//! joined set of two or more, with the rows by which its members are joined. Score: how many accounts.
//! Mistakes: accountants, families.

use super::prelude::*;
use crate::group::Joiner;
use crate::sides::{Event, EventKind};
use hashbrown::{HashMap, HashSet};

parameters! {
    sync: Span = Span::minutes(5), "how far apart two rows may be";
    rows: Count = Count(5), "rows of each of two accounts that are needed";
    accounts_max: Count = Count(500), "a key that more accounts use counts nothing";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G33;

/// For two accounts the rows of the first that coincide with some row of the second.
type Coinciding = HashMap<(u32, u32), HashSet<u32>>;

fn coinciding(rows: &[(u32, Event)], p: &Parameters, search: &mut Search) -> Option<Coinciding> {
    let mut found = Coinciding::new();
    for same in rows.chunk_by(|a, b| (a.1.kind, a.1.key) == (b.1.kind, b.1.key)) {
        let accounts = same.iter().map(|(_, event)| event.node).collect::<HashSet<_>>().len();
        if accounts > p.accounts_max.size() {
            continue;
        }
        for (position, (row, event)) in same.iter().enumerate() {
            let until = event.at.saturating_add(p.sync.0);
            let near = same.iter().skip(position + 1).take_while(|(_, other)| other.at <= until);
            let mut looked = 0;
            for (other_row, other) in near {
                looked += 1;
                if other.node != event.node {
                    found.entry((event.node, other.node)).or_default().insert(*row);
                    found.entry((other.node, event.node)).or_default().insert(*other_row);
                }
            }
            if !search.spend(looked + 1) {
                return None;
            }
        }
    }
    Some(found)
}

impl Detector for G33 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G33", "common-control", Reach::Whole, "R log R + rows of one key near each other");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let of_account = |event: &Event| matches!(event.kind, EventKind::LogIn | EventKind::BeneficiaryEdit);
        let mut rows: Vec<(u32, Event)> = (0u32..).zip(snapshot.sides.events.iter().copied()).collect();
        rows.retain(|(_, event)| of_account(event) && event.node < snapshot.nodes());
        rows.sort_by_key(|(row, event)| (event.kind, event.key, event.at, *row));
        let Some(found) = coinciding(&rows, parameters, search) else { return };
        let mut joiner = Joiner::new(snapshot.nodes() as usize);
        let mut proof: Vec<(u32, &HashSet<u32>)> = Vec::new();
        let needed = parameters.rows.size();
        for ((one, other), own) in found.iter().filter(|(_, own)| own.len() >= needed) {
            if found.get(&(*other, *one)).is_some_and(|rows| rows.len() >= needed) {
                joiner.join(*one, *other);
                proof.push((*one, own));
            }
        }
        let groups = joiner.groups();
        let mut rows_of: HashMap<u32, Vec<u32>> = HashMap::new();
        for (node, own) in proof {
            rows_of.entry(groups.of(node)).or_default().extend(own);
        }
        for group in 0..snapshot.nodes() {
            let Some(rows) = rows_of.remove(&group) else { continue };
            if search.is_over() {
                return;
            }
            let members = groups.members(group);
            search.emit(
                Witness::new(group, Minimality::Group)
                    .nodes(members.iter().copied())
                    .rows(rows)
                    .score(members.len() as i64)
                    .count("accounts", members.len()),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, told};
    use crate::world::World;

    fn log_ins(times: i64, apart: i64, users: u32) -> World {
        let mut world = World::new(700);
        for time in 0..times {
            for (node, late) in [(0, 0), (1, apart)] {
                let at = time * DAY + late;
                world.sides.events.push(Event { node, kind: EventKind::LogIn, key: 77, at });
            }
        }
        for node in 2..users {
            world.sides.events.push(Event { node, kind: EventKind::LogIn, key: 77, at: 900 * DAY });
        }
        world
    }

    #[test]
    fn five_log_ins_at_one_time_from_one_device_are_told() {
        for (times, apart, users, expected) in
            [(5, 300, 2, true), (4, 0, 2, false), (9, 301, 2, false), (5, 60, 500, true), (5, 60, 501, false)]
        {
            assert_eq!(told("G33", &log_ins(times, apart, users), &[], &[0, 1]), expected, "{times} {apart} {users}");
        }
    }
}
