use super::g13::{Block, blocks};
use super::*;
use patterns::catalogue::g13_bipartite;
use patterns::catalogue::g14_stack::Parameters;

fn coupled(world: &World, p: &Parameters, one: &Block, next: &Block) -> bool {
    let passes = |node: &&u32| {
        let rows = |edges: &[u32]| -> Vec<Movement> { edges.iter().map(|e| world.movements[*e as usize]).collect() };
        let came: i64 = rows(&one.2).iter().filter(|m| m.to == **node).map(|m| m.value).sum();
        let went: i64 = rows(&next.2).iter().filter(|m| m.from == **node).map(|m| m.value).sum();
        couples(p.loss, came, went)
    };
    one.1.iter().filter(|node| next.0.contains(node)).filter(passes).count() >= p.side.size()
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let Parameters { window, density, side, inside, hub, least, .. } = *p;
    let own = g13_bipartite::Parameters { window, density, side, inside, hub, least };
    let mut told = Vec::new();
    let blocks = blocks(world, &own);
    let mut stacks: Vec<Vec<&Block>> = blocks.iter().map(|block| vec![block]).collect();
    for _ in 2..p.layers.size() {
        let mut longer = Vec::new();
        for stack in &stacks {
            for next in blocks.iter().filter(|next| !stack.contains(next)) {
                if coupled(world, p, stack[stack.len() - 1], next) {
                    longer.push([&stack[..], &[next]].concat());
                }
            }
        }
        stacks = longer;
    }
    for stack in stacks {
        let people: Vec<u32> = stack.iter().flat_map(|block| [&block.0[..], &block.1].concat()).collect();
        let edges: Vec<u32> = stack.iter().flat_map(|block| block.2.clone()).collect();
        let at = || edges.iter().map(|e| world.movements[*e as usize].at);
        if at().max().unwrap() - at().min().unwrap() <= p.window.0 {
            told.push(Key::new(stack[0].0[0], &people, &edges, p.layers.0.into()));
        }
    }
    told
}
