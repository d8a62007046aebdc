use super::*;
use patterns::catalogue::g06_scatter_gather::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let all = money(world);
    let mut told = Vec::new();
    for source in nodes(world) {
        for sink in nodes(world).filter(|sink| *sink != source) {
            let mut pairs = Vec::new();
            for (e1, one) in all.iter().filter(|(_, m)| m.from == source && m.to != sink) {
                let (mut sum, mut through) = (0, vec![*e1]);
                for (e2, two) in all.iter().filter(|(e, m)| m.to == sink && m.from == one.to && e > e1) {
                    sum += two.value;
                    through.push(*e2);
                    if sum * 10_000 >= one.value * (10_000 - i64::from(p.loss.0)) {
                        if two.at - one.at <= p.window.0 {
                            pairs.push((*e1, through, one.at, two.at, one.to));
                        }
                        break;
                    }
                }
            }
            let mut from = i64::MIN;
            for (start, _) in all.iter().filter(|(_, m)| m.from == source) {
                let begin = world.movements[*start as usize].at;
                if begin < from {
                    continue;
                }
                let until = begin + p.window.0;
                let near: Vec<_> = pairs.iter().filter(|pair| pair.0 >= *start && pair.3 <= until).collect();
                let middles = set(&near.iter().map(|pair| pair.4).collect::<Vec<_>>());
                if middles.len() >= p.middles.size() && near.iter().any(|pair| pair.0 == *start) {
                    let edges: Vec<u32> = near.iter().flat_map(|pair| pair.1.clone()).collect();
                    let people = [middles.clone(), vec![source, sink]].concat();
                    told.push(Key::new(source, &people, &edges, middles.len() as i64));
                    from = until + 1;
                }
            }
        }
    }
    told
}
