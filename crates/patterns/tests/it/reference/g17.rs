use super::*;
use patterns::catalogue::g09_pass_through;
use patterns::catalogue::g17_mule_network::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let Parameters { delay, loss, balance, repeats, least, .. } = *p;
    let own = g09_pass_through::Parameters { delay, loss, balance, repeats, least };
    let is_mule: Vec<bool> = nodes(world).map(|n| g09::times(world, &own, n).len() >= p.repeats.size()).collect();
    let tying = |kind: SharedKind| matches!(kind, SharedKind::Device | SharedKind::Phone | SharedKind::Ip);
    let holders = |kind: SharedKind, value: u32| -> Vec<u32> {
        set(&world.shared.iter().filter(|s| s.1 == kind && s.2 == value).map(|s| s.0).collect::<Vec<_>>())
    };
    let values: Vec<Vec<u32>> = world
        .shared
        .iter()
        .filter(|s| tying(s.1))
        .map(|s| holders(s.1, s.2))
        .filter(|all| all.len() <= p.holders_max.size())
        .collect();
    let mut groups: Vec<Vec<u32>> = values.clone();
    let recruits: Vec<_> =
        world.links.iter().filter(|l| matches!(l.1, LinkKind::ActsFor | LinkKind::RelatedTo)).collect();
    for link in &recruits {
        groups.push(vec![link.0, link.2]);
        groups.push(recruits.iter().filter(|other| other.0 == link.0).map(|other| other.2).collect());
    }
    let mut pairs = Vec::new();
    for group in &groups {
        for a in group.iter().filter(|a| is_mule[**a as usize]) {
            pairs.extend(group.iter().filter(|b| is_mule[**b as usize]).map(|b| (*a, *b)));
        }
    }
    let joined = joined(world, &pairs);
    let mut told = Vec::new();
    for name in nodes(world) {
        let members: Vec<u32> = nodes(world).filter(|n| is_mule[*n as usize] && joined[*n as usize] == name).collect();
        if members.is_empty() || members.len() < p.mules.size() {
            continue;
        }
        let with = values.iter().filter(|all| all.iter().any(|n| members.contains(n)));
        let held = set(&with.flatten().copied().chain(members.clone()).collect::<Vec<_>>());
        let left: Vec<_> =
            money(world).into_iter().filter(|(_, m)| members.contains(&m.from) && !members.contains(&m.to)).collect();
        let total: i64 = left.iter().map(|(_, m)| m.value).sum();
        let sum = |node: u32| -> i64 { left.iter().filter(|(_, m)| m.to == node).map(|(_, m)| m.value).sum() };
        let mut best = 0;
        for node in nodes(world) {
            if sum(node) > sum(best) {
                best = node;
            }
        }
        let tied = members.len() as i64 * 10_000 >= held.len() as i64 * i64::from(p.tied.0);
        if total > 0 && tied && sum(best) * 10_000 >= total * i64::from(p.sink.0) {
            let edges: Vec<u32> = left.iter().filter(|(_, m)| m.to == best).map(|(e, _)| *e).collect();
            told.push(Key::new(name, &[members, vec![best]].concat(), &edges, sum(best) * 10_000 / total));
        }
    }
    told
}
