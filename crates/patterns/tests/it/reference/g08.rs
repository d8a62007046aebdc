use super::*;
use patterns::catalogue::g08_round_trip::Parameters;

type Row = (u32, Movement);

struct Case<'a> {
    world: &'a World,
    p: &'a Parameters,
    subjects: Vec<u32>,
    all: Vec<Row>,
}

impl Case<'_> {
    fn subject(&self, node: u32) -> u32 {
        self.subjects[node as usize]
    }

    fn crosses(&self, m: &Movement) -> bool {
        let country = |node: u32| self.world.nodes[node as usize].country;
        country(m.from).is_some() && country(m.to).is_some() && country(m.from) != country(m.to)
    }

    fn go(&self, path: &mut Vec<Row>, told: &mut Vec<Key>) {
        let (first, last) = (path[0].1, path[path.len() - 1].1);
        if self.subject(last.to) == self.subject(first.from) {
            let least = path.iter().map(|(_, m)| m.value).min().unwrap();
            let kept = least * 10_000 >= first.value * i64::from(self.p.retention.0);
            let smallest = path.iter().map(|(e, _)| *e).min().unwrap();
            let once = last.at > first.at || smallest == path[0].0;
            let out = path.iter().any(|(_, m)| self.crosses(m)) || path.iter().any(|(_, m)| m.class != first.class);
            let back = self.crosses(&last) || last.class == Class::Loan || last.class == Class::Equity;
            if path.len() >= 3 && kept && once && out && back {
                let edges: Vec<u32> = path.iter().map(|(e, _)| *e).collect();
                let people: Vec<u32> = path.iter().map(|(_, m)| m.from).collect();
                let score = least * 10_000 / first.value;
                told.push(Key::new(self.subject(first.from), &[], &edges, score).path(&people));
            }
            return;
        }
        for next in &self.all {
            let to = self.subject(next.1.to);
            let leads = self.subject(next.1.from) == self.subject(last.to) && to != self.subject(last.to);
            let in_time = next.1.at >= last.at && next.1.at - first.at <= self.p.span.0;
            let fresh = path.iter().all(|(_, m)| self.subject(m.to) != to);
            if leads && in_time && fresh && path.len() < self.p.hops.size() {
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
    for first in case.all.iter().filter(|(_, m)| case.subject(m.from) != case.subject(m.to)) {
        case.go(&mut vec![*first], &mut told);
    }
    told
}
