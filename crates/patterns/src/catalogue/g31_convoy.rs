//! G31 Convoy: the same people are at the same places at the same time, again and again, and cash moves.
//!
//! Rows of `Sides::presences` of one event form a meeting when each is at most `together` after the one before. A
//! convoy is a set of at least k people who are together at m different meetings: the common part of m meetings, when
//! no other such set has it within. Meetings of more than `people_max` do not count. Told when a cash movement of one
//! of them (of a node of the subject, or as conductor) is at most Δ from one of the meetings at which all are, and
//! when chance does not explain it: the number of meetings times, for each of them, the part of meetings at which he
//! or she is, is at most `chance`. Score: meetings at which all are. Mistakes: teams, families.

use super::prelude::*;
use hashbrown::HashSet;

parameters! {
    people: Count = Count(3), "k: people that are needed";
    meetings: Count = Count(2), "m: meetings that are needed";
    together: Span = Span::minutes(30), "longest time between one and the next at a meeting";
    cash: Span = Span::days(3), "Δ: how far cash may be from a meeting";
    chance: Factor = Factor(500), "meetings of all of them expected by chance at most";
    people_max: Count = Count(500), "a meeting of more people does not count";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G31;

/// People at one place at one time, ascending, with their rows.
#[derive(Clone, Debug)]
struct Meeting {
    people: Vec<u32>,
    rows: Vec<(u32, u32)>,
    from: i64,
    until: i64,
}

fn meetings(snapshot: &Snapshot<'_>, p: &Parameters) -> Vec<Meeting> {
    let presences = &snapshot.sides.presences;
    let mut rows: Vec<(u64, i64, u32, u32)> =
        (0u32..).zip(presences).map(|(number, row)| (row.event, row.at, row.person, number)).collect();
    rows.sort_unstable();
    let joins = |a: &(u64, i64, u32, u32), b: &(u64, i64, u32, u32)| a.0 == b.0 && b.1 - a.1 <= p.together.0;
    let mut meetings = Vec::new();
    for own in rows.chunk_by(joins) {
        let mut people: Vec<u32> = own.iter().map(|row| row.2).collect();
        people.sort_unstable();
        people.dedup();
        let times = own.first().zip(own.last());
        let Some((first, last)) = times.filter(|_| people.len() <= p.people_max.size()) else { continue };
        let rows = own.iter().map(|row| (row.2, row.3)).collect();
        meetings.push(Meeting { people, rows, from: first.1, until: last.1 });
    }
    meetings
}

fn common(one: &[u32], other: &[u32]) -> Vec<u32> {
    one.iter().filter(|person| other.binary_search(person).is_ok()).copied().collect()
}

/// The common parts of m meetings that have enough people, none within another.
fn sets(meetings: &[Meeting], p: &Parameters, search: &mut Search) -> Vec<Vec<u32>> {
    let mut found: HashSet<Vec<u32>> = HashSet::new();
    let mut open: Vec<(usize, usize, Vec<u32>)> = Vec::new();
    for (place, meeting) in meetings.iter().enumerate() {
        open.push((place + 1, 1, meeting.people.clone()));
        while let Some((next, depth, people)) = open.pop() {
            if people.len() < p.people.size() {
                continue;
            }
            if depth == p.meetings.size() {
                found.insert(people);
                continue;
            }
            if !search.spend(meetings.len() - next + 1) {
                return Vec::new();
            }
            for (at, other) in meetings.iter().enumerate().skip(next) {
                open.push((at + 1, depth + 1, common(&people, &other.people)));
            }
        }
    }
    let within =
        |set: &&Vec<u32>| found.iter().any(|other| other.len() > set.len() && common(set, other).len() == set.len());
    let mut sets: Vec<Vec<u32>> = found.iter().filter(|set| !within(set)).cloned().collect();
    sets.sort_unstable();
    sets
}

/// Cash of each subject and conductor: who, when, which edge.
fn cash(snapshot: &Snapshot<'_>) -> Vec<(u32, i64, u32)> {
    let mut cash = Vec::new();
    for edge in snapshot.edge_range().filter(|edge| snapshot.class(*edge) == Class::Cash && snapshot.is_money(*edge)) {
        let people = [snapshot.from(edge), snapshot.to(edge)].into_iter().chain(snapshot.conductor(edge));
        let own = people.filter(|node| snapshot.kind(*node) != NodeKind::Cash);
        cash.extend(own.map(|node| (snapshot.subjects.of(node), snapshot.at(edge), edge)));
    }
    cash.sort_unstable();
    cash.dedup();
    cash
}

impl Detector for G31 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G31", "convoy", Reach::Whole, "pairs of meetings (m-tuples) with enough people in common");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let p = parameters;
        if !scope.has_whole() {
            return;
        }
        let meetings = meetings(snapshot, p);
        let cash = cash(snapshot);
        let all = meetings.len() as f64;
        for people in sets(&meetings, p, search) {
            let met: Vec<&Meeting> =
                meetings.iter().filter(|meeting| common(&people, &meeting.people).len() == people.len()).collect();
            let at = |person: &u32| meetings.iter().filter(|m| m.people.binary_search(person).is_ok()).count() as f64;
            let expected = people.iter().fold(all, |expected, person| expected * (at(person) / all));
            if expected > p.chance.float() || search.is_over() {
                continue;
            }
            let mut edges = Vec::new();
            for person in &people {
                let own = snapshot.subjects.of(*person);
                for meeting in &met {
                    let (from, until) = (meeting.from.saturating_sub(p.cash.0), meeting.until.saturating_add(p.cash.0));
                    let begin = cash.partition_point(|row| (row.0, row.1) < (own, from));
                    let near =
                        cash.get(begin..).unwrap_or_default().iter().take_while(|row| row.0 == own && row.1 <= until);
                    edges.extend(near.map(|row| row.2));
                }
            }
            if edges.is_empty() {
                continue;
            }
            let rows = met.iter().flat_map(|meeting| meeting.rows.iter());
            let rows = rows.filter(|(person, _)| people.binary_search(person).is_ok()).map(|(_, row)| *row);
            search.emit(
                Witness::new(people.first().copied().unwrap_or(0), Minimality::Group)
                    .nodes(people.iter().copied())
                    .edges(edges)
                    .rows(rows)
                    .score(met.len() as i64)
                    .count("people", people.len())
                    .with("expected", Arg::Ratio((expected * 10_000.0).round() as i64)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, HOUR, scene, told};
    use crate::world::World;

    use crate::sides::Presence;

    fn flights(together: u64, people: u32, cash: i64) -> World {
        let (mut world, mut chance) = scene(31);
        for flight in 0..200 {
            let at = flight as i64 * 12 * HOUR;
            if flight < together {
                (0..people).for_each(|person| world.sides.presences.push(Presence { person, event: flight, at }));
            }
            for _ in 0..5 {
                let person = 10 + chance.below(49) as u32;
                world.sides.presences.push(Presence { person, event: flight, at });
            }
        }
        world.movements.clear();
        world.pay_by(Class::Cash, 59, 0, cash, 500_000);
        world
    }

    #[test]
    fn three_who_meet_twice_with_cash_near_are_told() {
        for (together, people, cash, expected) in
            [(2, 3, 3 * DAY, true), (1, 3, DAY, false), (2, 2, DAY, false), (2, 3, 4 * DAY, false)]
        {
            let mut world = flights(together, people, cash);
            // Nobody else is at the meetings of these.
            world.sides.presences.retain(|row| row.event >= together || row.person < 10);
            assert_eq!(told("G31", &world, &[], &[0, 1, people.min(3) - 1]), expected, "{together} {people} {cash}");
        }
    }
}
