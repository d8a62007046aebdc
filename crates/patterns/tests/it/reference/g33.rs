use super::*;
use patterns::catalogue::g33_common_control::Parameters;
use patterns::sides::{Event, EventKind};

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let events: Vec<(u32, Event)> =
        (0..).zip(world.sides.events.iter().copied()).filter(|(_, e)| e.kind != EventKind::DebtForgiven).collect();
    let rare = |event: &Event| {
        let users = events.iter().filter(|(_, e)| (e.kind, e.key) == (event.kind, event.key));
        set(&users.map(|(_, e)| e.node).collect::<Vec<_>>()).len() <= p.accounts_max.size()
    };
    let proof = |a: u32, b: u32| -> Vec<u32> {
        let meets = |event: &Event| {
            events.iter().any(|(_, other)| {
                let same = (other.kind, other.key) == (event.kind, event.key);
                other.node == b && same && (other.at - event.at).abs() <= p.sync.0
            })
        };
        events.iter().filter(|(_, e)| e.node == a && rare(e) && meets(e)).map(|(row, _)| *row).collect()
    };
    let joins = |a: u32, b: u32| a != b && proof(a, b).len() >= p.rows.size() && proof(b, a).len() >= p.rows.size();
    let mut pairs = Vec::new();
    for a in nodes(world) {
        pairs.extend(nodes(world).filter(|b| joins(a, *b)).map(|b| (a, b)));
    }
    let joined = joined(world, &pairs);
    let mut told = Vec::new();
    for name in nodes(world) {
        let members: Vec<u32> = nodes(world).filter(|n| joined[*n as usize] == name).collect();
        if members.len() > 1 {
            let own = pairs.iter().filter(|(a, _)| members.contains(a));
            let rows: Vec<u32> = own.flat_map(|(a, b)| proof(*a, *b)).collect();
            told.push(Key::new(name, &members, &[], members.len() as i64).rows(&rows));
        }
    }
    told
}
