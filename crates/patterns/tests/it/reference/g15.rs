use super::*;
use patterns::catalogue::g15_u_turn::Parameters;

type Row = (u32, Movement);

struct Case<'a> {
    world: &'a World,
    p: &'a Parameters,
    subjects: Vec<u32>,
    all: Vec<Row>,
}

impl Case<'_> {
    fn is_turn(&self, path: &[Row]) -> bool {
        let (start, end) = (path[0].1.from, path[path.len() - 1].1.to);
        let between: Vec<u32> = path[..path.len() - 1].iter().map(|(_, m)| m.to).collect();
        let subject = |node: &u32| self.subjects[*node as usize];
        let country = |node: &u32| self.world.nodes[*node as usize].country;
        let strangers = between.iter().all(|node| subject(node) != subject(&start));
        if subject(&start) == subject(&end) {
            return strangers;
        }
        let home = country(&start);
        let abroad = between.iter().all(|node| country(node).is_some() && country(node) != home);
        let trade = path.iter().any(|(_, m)| m.class == Class::Trade);
        strangers && home.is_some() && country(&end) == home && abroad && !trade
    }

    fn go(&self, path: &mut Vec<Row>, told: &mut Vec<Key>) {
        let (first, last) = (path[0], path[path.len() - 1]);
        if path.len() >= 2 && self.is_turn(path) {
            let mut people = vec![first.1.from];
            people.extend(path.iter().map(|(_, m)| m.to));
            let edges: Vec<u32> = path.iter().map(|(e, _)| *e).collect();
            told.push(Key::new(first.1.from, &[], &edges, last.1.value * 10_000 / first.1.value).path(&people));
        }
        if path.len() >= self.p.hops.size() || (path.len() > 1 && last.1.to == first.1.from) {
            return;
        }
        for next in &self.all {
            let on = next.1.from == last.1.to && next.0 > last.0 && next.1.at - first.1.at <= self.p.window.0;
            let new = path.iter().all(|(_, m)| m.to != next.1.to);
            if on && new && couples(self.p.loss, first.1.value, next.1.value) {
                path.push(*next);
                self.go(path, told);
                path.pop();
            }
        }
    }
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let case = Case { world, p, subjects: subjects(world), all: money(world) };
    let mut told = Vec::new();
    for first in &case.all {
        case.go(&mut vec![*first], &mut told);
    }
    told
}
