//! Runs a detector and its reference on many small worlds and compares everything but the sentence.

use patterns::setting::Settings;
use patterns::snapshot::Snapshot;
use patterns::world::{Chance, World};
use patterns::{Detector, Found, Limits, Pattern, Scope, update};

/// What must be the same: anchor, nodes, edges, rows, score.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub anchor: u32,
    pub edges: Vec<u32>,
    pub nodes: Vec<u32>,
    pub rows: Vec<u32>,
    pub score: i64,
}

impl Key {
    pub fn new(anchor: u32, nodes: &[u32], edges: &[u32], score: i64) -> Self {
        Self { anchor, nodes: set(nodes), edges: set(edges), rows: Vec::new(), score }
    }

    pub fn rows(mut self, rows: &[u32]) -> Self {
        self.rows = set(rows);
        self
    }

    pub fn path(mut self, nodes: &[u32]) -> Self {
        self.nodes = nodes.to_vec();
        self
    }
}

pub fn set(numbers: &[u32]) -> Vec<u32> {
    let mut numbers = numbers.to_vec();
    numbers.sort();
    numbers.dedup();
    numbers
}

pub fn keys(found: &Found) -> Vec<Key> {
    let key = |witness: &patterns::Witness| Key {
        anchor: witness.anchor.0,
        edges: witness.edges.iter().map(|edge| edge.0).collect(),
        nodes: witness.nodes.iter().map(|node| node.0).collect(),
        rows: witness.rows.clone(),
        score: witness.score,
    };
    let mut keys: Vec<Key> = found.witnesses.iter().map(key).collect();
    keys.sort();
    keys
}

/// Values to choose from for each parameter.
pub fn choose(chance: &mut Chance, choices: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut settings = Vec::new();
    for choice in choices.split_whitespace() {
        let (name, values) = choice.split_once('=').unwrap();
        let values: Vec<&str> = values.split('|').collect();
        settings.push((name, chance.one(&values).unwrap()));
    }
    settings
}

pub const WORLDS: u64 = 10_000;

pub fn same<D: Detector + Pattern>(
    pattern: &D,
    reference: fn(&World, &D::Parameters) -> Vec<Key>,
    choices: &'static str,
    make: impl Fn(&mut Chance) -> World,
) {
    let mut with = 0;
    for seed in 0..WORLDS {
        let chance = &mut Chance(seed);
        let world = make(chance);
        let settings = choose(chance, choices);
        let mut parameters = D::Parameters::default();
        for (name, value) in &settings {
            parameters.set(D::ABOUT.code, name, value).unwrap();
        }
        let graph = world.graph().unwrap();
        let snapshot = Snapshot::new(graph.all(), world.sides.clone().sorted());
        let fast = pattern.run(&snapshot, &settings, &Scope::All, Limits::default()).unwrap();
        assert!(fast.extent.is_complete(), "seed {seed}: a limit was reached");
        let mut slow = reference(&without_small(&world, &settings), &parameters);
        slow.sort();
        assert_eq!(keys(&fast), slow, "seed {seed}, {settings:?}\n{world:#?}");
        with += u64::from(!slow.is_empty());
        if seed % 4 == 0 {
            parts_cover_the_whole(pattern, &snapshot, &settings, &fast);
            growing_is_a_full_run(pattern, &world, &settings, &fast, chance);
        }
    }
    assert!(with >= WORLDS / 50, "the pattern is in {with} worlds of {WORLDS} only: the comparison says little");
    assert!(with <= WORLDS - WORLDS / 50, "the pattern is in {with} worlds of {WORLDS}: its absence is not tested");
}

/// The world as a pattern with the setting `least` sees it: smaller movements are payments to oneself, which are no
/// money.
fn without_small(world: &World, settings: &[(&str, &str)]) -> World {
    // G19 has a share of this name.
    let least =
        settings.iter().find(|(name, _)| *name == "least").and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
    let mut world = world.clone();
    world.movements.iter_mut().filter(|m| m.value < least).for_each(|m| m.to = m.from);
    world
}

fn parts_cover_the_whole(pattern: &dyn Pattern, snapshot: &Snapshot<'_>, settings: &[(&str, &str)], whole: &Found) {
    let mut parts: Vec<Key> = (0..3)
        .flat_map(|part| {
            let scope = Scope::Part { part, of: 3 };
            keys(&pattern.run(snapshot, settings, &scope, Limits::default()).unwrap())
        })
        .collect();
    parts.sort();
    assert_eq!(parts, keys(whole));
}

fn growing_is_a_full_run(
    pattern: &dyn Pattern,
    world: &World,
    settings: &[(&str, &str)],
    whole: &Found,
    chance: &mut Chance,
) {
    let all = world.movements.len();
    let before = all - chance.below(all.min(3) as u64 + 1) as usize;
    let mut smaller = world.clone();
    smaller.movements.truncate(before);
    let keep = |edge: &u32| (*edge as usize) < before;
    smaller.sides.settlements.retain(|row| keep(&row.edge));
    smaller.sides.chains.retain(|row| keep(&row.edge));
    let graph = smaller.graph().unwrap();
    let snapshot = Snapshot::new(graph.all(), smaller.sides.clone().sorted());
    let found = pattern.run(&snapshot, settings, &Scope::All, Limits::default()).unwrap();
    let graph = world.graph().unwrap();
    let snapshot = Snapshot::new(graph.all(), world.sides.clone().sorted());
    let added: Vec<u32> = (before as u32..all as u32).collect();
    let updated = update(pattern, &found, &snapshot, settings, &added).unwrap();
    assert_eq!(keys(&updated), keys(whole), "{:?} with {added:?} added\n{world:#?}", pattern.about().code);
}
