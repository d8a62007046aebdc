//! Plain, slow, from the definition: loops over rows.

pub mod g01;
pub mod g02;
pub mod g03;
pub mod g04;
pub mod g05;
pub mod g06;
pub mod g07;
pub mod g08;
pub mod g09;
pub mod g10;
pub mod g11;
pub mod g12;
pub mod g13;
pub mod g14;
pub mod g15;
pub mod g16;
pub mod g17;
pub mod g18;
pub mod g19;
pub mod g20;
pub mod g21;
pub mod g22;
pub mod g23;
pub mod g24;
pub mod g25;
pub mod g26;
pub mod g27;
pub mod g28;
pub mod g29;
pub mod g30;
pub mod g31;
pub mod g32;
pub mod g33;
pub mod g34;

pub use crate::same::{Key, set};
use graph::{LinkKind, NodeFlags, NodeKind, SharedKind};
use patterns::Class;
use patterns::setting::Share;
pub use patterns::world::{Movement, World};

/// Movements that are money, with their numbers.
pub fn money(world: &World) -> Vec<(u32, Movement)> {
    let out = |node: u32| world.nodes[node as usize].flags.has(NodeFlags::EXCLUDED);
    let is = |m: &Movement| m.from != m.to && m.class != Class::Goods && !out(m.from) && !out(m.to);
    (0..).zip(world.movements.iter().copied()).filter(|(_, m)| is(m)).collect()
}

pub fn into(world: &World, node: u32) -> Vec<(u32, Movement)> {
    money(world).into_iter().filter(|(_, m)| m.to == node).collect()
}

pub fn out(world: &World, node: u32) -> Vec<(u32, Movement)> {
    money(world).into_iter().filter(|(_, m)| m.from == node).collect()
}

pub fn nodes(world: &World) -> std::ops::Range<u32> {
    0..world.nodes.len() as u32
}

/// For each node the smallest node it is joined to.
fn joined(world: &World, pairs: &[(u32, u32)]) -> Vec<u32> {
    let mut group: Vec<u32> = nodes(world).collect();
    loop {
        let before = group.clone();
        for (a, b) in pairs {
            let low = group[*a as usize].min(group[*b as usize]);
            group[*a as usize] = low;
            group[*b as usize] = low;
        }
        if group == before {
            return group;
        }
    }
}

fn subject_pairs(world: &World) -> Vec<(u32, u32)> {
    let held = |node: u32| matches!(world.nodes[node as usize].kind, NodeKind::Account | NodeKind::Wallet);
    let is = |l: &&(u32, LinkKind, u32)| l.1 == LinkKind::SameAs || (l.1 == LinkKind::Owns && held(l.2));
    world.links.iter().filter(is).map(|l| (l.0, l.2)).collect()
}

fn cluster_pairs(world: &World) -> Vec<(u32, u32)> {
    let mut pairs = subject_pairs(world);
    pairs.extend(world.links.iter().filter(|l| matches!(l.1, LinkKind::Owns | LinkKind::Controls)).map(|l| (l.0, l.2)));
    pairs
}

pub fn subjects(world: &World) -> Vec<u32> {
    joined(world, &subject_pairs(world))
}

pub fn clusters(world: &World) -> Vec<u32> {
    joined(world, &cluster_pairs(world))
}

pub fn kin(world: &World) -> Vec<u32> {
    let mut pairs = cluster_pairs(world);
    let kind = |l: &&(u32, LinkKind, u32)| matches!(l.1, LinkKind::Employs | LinkKind::RelatedTo);
    pairs.extend(world.links.iter().filter(kind).map(|l| (l.0, l.2)));
    for a in &world.shared {
        for b in &world.shared {
            if a.1 == SharedKind::Employer && b.1 == SharedKind::Employer && a.2 == b.2 {
                pairs.push((a.0, b.0));
            }
        }
    }
    joined(world, &pairs)
}

/// `later` is in `[(1 - ε)·earlier, earlier]`.
pub fn couples(epsilon: Share, earlier: i64, later: i64) -> bool {
    later <= earlier && later * 10_000 >= earlier * (10_000 - i64::from(epsilon.0))
}

/// Runs of neighbouring positions at which `strength` says something: (first position of the first window, last
/// position, greatest strength). `strength` is given the positions of the window that ends there.
pub fn episodes(at: &[i64], window: i64, strength: impl Fn(&[usize]) -> Option<i64>) -> Vec<(Vec<usize>, i64)> {
    let mut told: Vec<(Vec<usize>, i64)> = Vec::new();
    let mut before = false;
    for end in 0..at.len() {
        let inside: Vec<usize> = (0..=end).filter(|i| at[end] - at[*i] <= window).collect();
        let now = strength(&inside);
        if let Some(now) = now {
            match told.last_mut().filter(|_| before) {
                Some(last) => {
                    last.0.extend(inside.iter().filter(|i| !last.0.contains(i)).copied().collect::<Vec<_>>());
                    last.1 = last.1.max(now);
                }
                None => told.push((inside, now)),
            }
        }
        before = now.is_some();
    }
    told
}
