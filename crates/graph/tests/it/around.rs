//! Neighbourhoods and simple paths against plain definitions.

use crate::kit::{Case, Plain, case, graph_of};
use graph::neighbourhood::{Around, Direction, nearby, neighbourhood};
use graph::simple_paths::{Wanted, simple_paths};
use graph::{Budget, Extent, Limit, NodeId};
use std::collections::{BTreeMap, BTreeSet};

fn direction(number: u64) -> Direction {
    [Direction::Out, Direction::Into, Direction::Both][number as usize]
}

/// Steps that are possible from a node: edge number and node at the other end.
fn possible(case: &Case, node: u32, direction: Direction) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    for (edge, row) in case.edges.iter().enumerate() {
        if row.from == node && direction != Direction::Into {
            found.push((edge, row.to));
        }
        if row.to == node && direction != Direction::Out {
            found.push((edge, row.from));
        }
    }
    found
}

#[test]
fn a_neighbourhood_is_what_a_scan_by_rounds_finds() {
    for seed in 0..2_000 {
        let mut case = case(seed);
        let direction = direction(case.draw.below(3));
        let through_excluded = case.draw.below(2) == 0;
        let around = Around { direction, hops: case.draw.below(4) as u32, through_excluded, ..Around::default() };
        let start = case.draw.below(case.nodes.into()) as u32;
        let mut distance = BTreeMap::from([(start, 0)]);
        let mut edges = BTreeSet::new();
        for hops in 1..=around.hops {
            for node in (0..case.nodes).filter(|node| distance.get(node) == Some(&(hops - 1))).collect::<Vec<_>>() {
                if hops > 1 && !through_excluded && case.excluded.contains(&node) {
                    continue;
                }
                for (edge, other) in possible(&case, node, direction) {
                    edges.insert(edge);
                    distance.entry(other).or_insert(hops);
                }
            }
        }
        let answer = neighbourhood(case.graph.all(), &[NodeId(start)], &around, Budget::default());
        let found: BTreeMap<u32, u32> = answer.value.nodes.iter().map(|near| (near.node.0, near.hops)).collect();
        assert_eq!(found, distance, "seed {seed} {around:?}");
        if through_excluded {
            let lean = nearby(case.graph.all(), &[NodeId(start)], direction, around.hops, Budget::default());
            let mut expected: Vec<(u32, u32)> = distance.iter().map(|(node, hops)| (*hops, *node)).collect();
            expected.sort_unstable();
            assert_eq!(lean.value.iter().map(|(node, hops)| (*hops, node.0)).collect::<Vec<_>>(), expected);
        }
        let mut sums: BTreeMap<(u32, u32), (u64, i128, u32, u32)> = BTreeMap::new();
        for edge in edges {
            let row = case.edges[edge];
            let sum = sums.entry((row.from, row.to)).or_insert((0, 0, edge as u32, 0));
            *sum = (sum.0 + 1, sum.1 + i128::from(row.amount), sum.2, edge as u32);
        }
        let bundles = answer.value.bundles.iter();
        let ours: BTreeMap<_, _> =
            bundles.map(|b| ((b.from.0, b.to.0), (b.count, b.reference_minor, b.first.0, b.last.0))).collect();
        assert_eq!(ours, sums, "seed {seed} {around:?}");
        for near in &answer.value.nodes {
            assert_eq!(near.links, possible(&case, near.node.0, direction).len() as u64);
        }
        assert!(answer.extent.is_complete());
    }
}

fn plain_paths(case: &Case, from: u32, to: u32, wanted: &Wanted) -> Vec<Vec<u32>> {
    fn extend(case: &Case, to: u32, wanted: &Wanted, path: &mut Vec<u32>, found: &mut Vec<Vec<u32>>) {
        let node = *path.last().unwrap();
        if node == to {
            found.push(path.clone());
            return;
        }
        if path.len() as u32 > wanted.hops_max
            || (path.len() > 1 && !wanted.through_excluded && case.excluded.contains(&node))
        {
            return;
        }
        let next: BTreeSet<u32> = possible(case, node, wanted.direction).into_iter().map(|(_, node)| node).collect();
        for next in next {
            if !path.contains(&next) {
                path.push(next);
                extend(case, to, wanted, path, found);
                path.pop();
            }
        }
    }
    let mut found = Vec::new();
    if from != to {
        extend(case, to, wanted, &mut vec![from], &mut found);
    }
    found.sort_by_key(|path| (path.len(), path.clone()));
    found
}

#[test]
fn simple_paths_are_all_there_shortest_first() {
    for seed in 0..2_000 {
        let mut case = case(seed);
        let direction = direction(case.draw.below(3));
        let (hops_max, through_excluded) = (case.draw.below(7) as u32, case.draw.below(2) == 0);
        let wanted = Wanted { direction, hops_max, paths_max: 100_000, through_excluded };
        let (from, to) = (case.draw.below(case.nodes.into()) as u32, case.draw.below(case.nodes.into()) as u32);
        let expected = plain_paths(&case, from, to, &wanted);
        let ours =
            |wanted: &Wanted| simple_paths(case.graph.all(), NodeId(from), NodeId(to), wanted, Budget::default());
        let all = ours(&wanted);
        let numbers = |paths: &[Vec<NodeId>]| -> Vec<Vec<u32>> {
            paths.iter().map(|path| path.iter().map(|node| node.0).collect()).collect()
        };
        assert_eq!(numbers(&all.value), expected, "seed {seed} {wanted:?}");
        assert!(all.extent.is_complete());
        let few = ours(&Wanted { paths_max: 2, ..wanted });
        assert_eq!(numbers(&few.value), expected.iter().take(2).cloned().collect::<Vec<_>>());
        let limited = Extent::Limited { by: Limit::Answers(2) };
        assert_eq!(few.extent, if expected.len() > 2 { limited } else { Extent::Complete });
    }
}

#[test]
fn a_hub_is_opened_as_far_as_one_asks_and_its_size_is_told() {
    let rows: Vec<Plain> =
        (0..200_000u32).map(|n| Plain { from: 0, to: 1 + n % 50_000, time: i64::from(n), amount: 1 }).collect();
    let graph = graph_of(50_001, &[], &rows);
    let answer = neighbourhood(graph.all(), &[NodeId(0)], &Around::default(), Budget::default());
    let hub = answer.value.nodes[0];
    assert_eq!((hub.links, hub.followed, answer.extent), (200_000, 1_000, Extent::Limited { by: Limit::Hub(1_000) }));
    assert_eq!((answer.value.nodes.len(), answer.visits), (1_001, 1_000));
    let few = Around { nodes_max: 10, links_per_node_max: 100, ..Around::default() };
    let answer = neighbourhood(graph.all(), &[NodeId(0)], &few, Budget::default());
    assert_eq!((answer.value.nodes.len(), answer.extent.is_complete()), (10, false));
}

#[test]
fn a_path_between_leaves_of_a_hub_is_found_or_the_limit_is_told() {
    let rows: Vec<Plain> = (1..=100_000u32)
        .flat_map(|n| [Plain { from: 0, to: n, time: 1, amount: 1 }, Plain { from: n, to: 0, time: 1, amount: 1 }])
        .collect();
    let graph = graph_of(100_001, &[], &rows);
    let wanted = Wanted::default();
    let answer = simple_paths(graph.all(), NodeId(5), NodeId(99_000), &wanted, Budget::default());
    assert_eq!(answer.value, [[NodeId(5), NodeId(0), NodeId(99_000)]]);
    assert!(answer.extent.is_complete());
    let short = simple_paths(graph.all(), NodeId(5), NodeId(99_000), &wanted, Budget::new(50_000));
    assert_eq!((short.value.len(), short.extent), (0, Extent::Limited { by: Limit::Visits(50_000) }));
    let graph = graph_of(100_001, &[0], &rows);
    let answer = simple_paths(graph.all(), NodeId(5), NodeId(99_000), &wanted, Budget::default());
    assert!(answer.value.is_empty() && answer.extent.is_complete());
}
