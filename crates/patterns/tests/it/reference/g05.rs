use super::*;
use patterns::catalogue::g05_gather_scatter::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let mut told = Vec::new();
    for node in nodes(world) {
        let (ins, outs) = (into(world, node), out(world, node));
        let mut after = None;
        for (start, first) in &ins {
            if after.is_some_and(|after| *start <= after) {
                continue;
            }
            for (end, last) in &outs {
                let came: Vec<_> = ins.iter().filter(|(e, _)| e >= start && e <= end).collect();
                let went: Vec<_> = outs.iter().filter(|(e, _)| e >= start && e <= end).collect();
                let payers = set(&came.iter().map(|(_, m)| m.from).collect::<Vec<_>>());
                let payees = set(&went.iter().map(|(_, m)| m.to).collect::<Vec<_>>());
                let total_in: i64 = came.iter().map(|(_, m)| m.value).sum();
                let total_out: i64 = went.iter().map(|(_, m)| m.value).sum();
                let full = end > start
                    && last.at - first.at <= p.window.0
                    && payers.len() >= p.payers.size()
                    && payees.len() >= p.payees.size()
                    && couples(p.loss, total_in, total_out);
                if full {
                    let edges: Vec<u32> = came.iter().chain(&went).map(|(e, _)| *e).collect();
                    let people = [payers, payees, vec![node]].concat();
                    told.push(Key::new(node, &people, &edges, edges.len() as i64));
                    after = Some(*end);
                    break;
                }
            }
        }
    }
    told
}
