use super::*;
use patterns::catalogue::g02_smurfing::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let (clusters, subjects) = (clusters(world), subjects(world));
    let cash = |node: u32| world.nodes[node as usize].kind == NodeKind::Cash;
    let depositor = |m: &Movement| match m.conductor {
        Some(person) => Some(person),
        None if cash(m.from) => None,
        None => Some(m.from),
    };
    let mut told = Vec::new();
    for cluster in nodes(world) {
        let counts = |m: &Movement| {
            let stranger = depositor(m).is_some_and(|person| clusters[person as usize] != cluster);
            let small = m.class == Class::Cash
                && m.value < p.threshold.0
                && m.value * 10_000 >= p.threshold.0 * i64::from(p.part.0);
            small && stranger && !cash(m.to) && clusters[m.to as usize] == cluster
        };
        let own: Vec<_> = money(world).into_iter().filter(|(_, m)| counts(m)).collect();
        let who = |i: &usize| subjects[depositor(&own[*i].1).unwrap() as usize];
        let at: Vec<i64> = own.iter().map(|(_, m)| m.at).collect();
        let strength = |inside: &[usize]| {
            let sum: i64 = inside.iter().map(|i| own[*i].1.value).sum();
            let people = set(&inside.iter().map(who).collect::<Vec<_>>()).len();
            (sum >= p.threshold.0 && people >= p.depositors.size()).then_some(people as i64)
        };
        for (inside, best) in episodes(&at, p.window.0, strength) {
            let edges: Vec<u32> = inside.iter().map(|i| own[*i].0).collect();
            let people: Vec<u32> = inside.iter().flat_map(|i| [who(i), own[*i].1.to]).collect();
            told.push(Key::new(cluster, &people, &edges, best));
        }
    }
    told
}
