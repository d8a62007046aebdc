//! Small random worlds, dense enough that patterns happen by chance.

use graph::{Country, LinkKind, NodeFlags, NodeKind, Place, SharedKind};
use patterns::Class;
use patterns::world::{Chance, Movement, Node, World};

/// What a world is made of.
#[derive(Clone, Copy)]
pub struct Mix {
    /// Most nodes.
    pub nodes: u64,
    /// Most movements.
    pub movements: u64,
    /// Length of the world's time in ticks, and the seconds of one.
    pub ticks: i64,
    pub tick: i64,
    /// Values that movements have.
    pub values: &'static [i64],
    /// Classes that movements have.
    pub classes: &'static [Class],
    /// Kinds that nodes have.
    pub kinds: &'static [NodeKind],
    /// Most ties and shared values.
    pub ties: u64,
}

pub const MONEY: Mix = Mix {
    nodes: 9,
    movements: 30,
    ticks: 60,
    tick: 1,
    values: &[100, 95, 90, 85, 80, 50, 20, 10, 5],
    classes: &[Class::Wire],
    kinds: &[NodeKind::Account],
    ties: 3,
};

const LINKS: [LinkKind; 6] =
    [LinkKind::Owns, LinkKind::Controls, LinkKind::Employs, LinkKind::RelatedTo, LinkKind::SameAs, LinkKind::Directs];
const SHARED: [SharedKind; 5] =
    [SharedKind::Employer, SharedKind::Device, SharedKind::Phone, SharedKind::Address, SharedKind::Ip];

pub fn world(chance: &mut Chance, mix: &Mix) -> World {
    let mut world = World::default();
    let count = 2 + chance.below(mix.nodes - 1);
    let countries = ["AA", "BB", "CC"].map(|code| Country::new(code).unwrap());
    for _ in 0..count {
        let kind = chance.one(mix.kinds).unwrap();
        let place = Place::from_degrees(chance.between(0, 4) as f64, chance.between(0, 4) as f64).unwrap();
        let mut flags = NodeFlags::default();
        for flag in [NodeFlags::EXCLUDED, NodeFlags::TAINTED, NodeFlags::INSTITUTION, NodeFlags::FREE] {
            if chance.once_in(12) {
                flags = flags.with(flag);
            }
        }
        world.node(Node {
            kind,
            country: chance.one(&countries).filter(|_| !chance.once_in(5)),
            place: Some(place).filter(|_| !chance.once_in(6)),
            opened_day: Some(chance.between(-100, 2) as i32).filter(|_| !chance.once_in(4)),
            flags,
        });
    }
    for _ in 0..chance.below(mix.movements + 1) {
        let (from, to) = (chance.below(count) as u32, chance.below(count) as u32);
        let conductor = chance.once_in(3).then(|| chance.below(count) as u32);
        world.movements.push(Movement {
            from,
            to,
            at: chance.between(0, mix.ticks) * mix.tick,
            value: chance.one(mix.values).unwrap(),
            class: chance.one(mix.classes).unwrap(),
            conductor,
            currency: chance.below(2) as u16,
        });
    }
    for _ in 0..chance.below(mix.ties + 1) {
        world.links.push((chance.below(count) as u32, chance.one(&LINKS).unwrap(), chance.below(count) as u32));
        let shared = (chance.below(count) as u32, chance.one(&SHARED).unwrap(), chance.below(2) as u32);
        world.shared.push(shared);
    }
    world.sort();
    world
}
