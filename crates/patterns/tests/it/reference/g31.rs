use super::*;
use patterns::catalogue::g31_convoy::Parameters;
use patterns::sides::Presence;

type Meeting = Vec<(u32, Presence)>;

fn meetings(world: &World, p: &Parameters) -> Vec<Meeting> {
    let mut rows: Vec<(u32, Presence)> = (0..).zip(world.sides.presences.iter().copied()).collect();
    rows.sort_by_key(|(_, row)| (row.event, row.at));
    let mut meetings: Vec<Meeting> = Vec::new();
    for row in rows {
        let joins = |last: &Presence| last.event == row.1.event && row.1.at - last.at <= p.together.0;
        match meetings.last_mut().filter(|meeting| joins(&meeting[meeting.len() - 1].1)) {
            Some(meeting) => meeting.push(row),
            None => meetings.push(vec![row]),
        }
    }
    meetings.retain(|meeting| people(meeting).len() <= p.people_max.size());
    meetings
}

fn people(meeting: &Meeting) -> Vec<u32> {
    set(&meeting.iter().map(|(_, row)| row.person).collect::<Vec<_>>())
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let subjects = subjects(world);
    let meetings = meetings(world, p);
    let all = nodes(world).len();
    // Every set of people, by brute force: a convoy is the common part of some m meetings.
    let mut sets: Vec<Vec<u32>> = Vec::new();
    for chosen in 0u32..1 << meetings.len() {
        if chosen.count_ones() == p.meetings.0 {
            let of = |place: &usize| chosen >> place & 1 == 1;
            let together = |person: &u32| (0..meetings.len()).filter(of).all(|i| people(&meetings[i]).contains(person));
            let set: Vec<u32> = (0..all as u32).filter(together).collect();
            if set.len() >= p.people.size() && !sets.contains(&set) {
                sets.push(set);
            }
        }
    }
    let mut told = Vec::new();
    for set in &sets {
        let within = |other: &Vec<u32>| other.len() > set.len() && set.iter().all(|person| other.contains(person));
        if sets.iter().any(within) {
            continue;
        }
        let met: Vec<&Meeting> =
            meetings.iter().filter(|meeting| set.iter().all(|person| people(meeting).contains(person))).collect();
        let mut expected = meetings.len() as f64;
        for person in set {
            let at = meetings.iter().filter(|meeting| people(meeting).contains(person)).count();
            expected *= at as f64 / meetings.len() as f64;
        }
        let cash = |m: &Movement| {
            let own = |node: u32| {
                let real = world.nodes[node as usize].kind != NodeKind::Cash;
                real && set.iter().any(|person| subjects[*person as usize] == subjects[node as usize])
            };
            let near = |meeting: &&Meeting| {
                let at = |row: Option<&(u32, Presence)>| row.unwrap().1.at;
                m.at >= at(meeting.first()) - p.cash.0 && m.at <= at(meeting.last()) + p.cash.0
            };
            let touches = own(m.from) || own(m.to) || m.conductor.is_some_and(own);
            m.class == Class::Cash && touches && met.iter().any(near)
        };
        let edges: Vec<u32> = money(world).iter().filter(|(_, m)| cash(m)).map(|(e, _)| *e).collect();
        if expected <= p.chance.0 as f64 / 10_000.0 && !edges.is_empty() {
            let rows = met.iter().flat_map(|meeting| meeting.iter());
            let rows: Vec<u32> = rows.filter(|(_, row)| set.contains(&row.person)).map(|(number, _)| *number).collect();
            told.push(Key::new(set[0], set, &edges, met.len() as i64).rows(&rows));
        }
    }
    told
}
