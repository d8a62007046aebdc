//! What is asked of the graph without time, against plain definitions.

use crate::kit::{Case, case};
use graph::betweenness::{Sources, betweenness};
use graph::communities::{Grouping, Weight, communities};
use graph::components::components;
use graph::cuts::cuts;
use graph::flow::{most_flow, removal};
use graph::projection::{Projection, Sides};
use graph::{Budget, Extent, Limit, NodeId};
use std::collections::{BTreeMap, BTreeSet};

/// Distinct directed pairs with count and sum; excluded nodes are left out.
fn pairs(case: &Case) -> BTreeMap<(u32, u32), (u32, i128)> {
    let mut pairs = BTreeMap::new();
    for row in &case.edges {
        if !case.excluded.contains(&row.from) && !case.excluded.contains(&row.to) {
            let pair: &mut (u32, i128) = pairs.entry((row.from, row.to)).or_default();
            pair.0 += 1;
            pair.1 += i128::from(row.amount);
        }
    }
    pairs
}

fn both_ways(pairs: &BTreeMap<(u32, u32), (u32, i128)>) -> BTreeMap<(u32, u32), (u32, i128)> {
    let mut both = pairs.clone();
    for ((from, to), (count, sum)) in pairs.iter().filter(|((from, to), _)| from != to) {
        let pair = both.entry((*to, *from)).or_default();
        pair.0 += count;
        pair.1 += sum;
    }
    both
}

fn of_projection(projection: &Projection) -> BTreeMap<(u32, u32), (u32, i128)> {
    let mut pairs = BTreeMap::new();
    for position in 0..projection.len() as u32 {
        for pair in projection.of(position) {
            let key = (projection.node(position).0, projection.node(pair.to).0);
            assert!(pairs.insert(key, (pair.count, pair.reference_minor)).is_none());
        }
    }
    pairs
}

#[test]
fn a_projection_holds_each_pair_once() {
    for seed in 0..1_500 {
        let case = case(seed);
        let directed = Projection::new(case.graph.all(), Sides::Directed, false);
        assert_eq!(of_projection(&directed), pairs(&case), "seed {seed}");
        let both = Projection::new(case.graph.all(), Sides::Both, false);
        assert_eq!(of_projection(&both), both_ways(&pairs(&case)), "seed {seed}");
        let turned: BTreeMap<_, _> = pairs(&case).into_iter().map(|((from, to), sums)| ((to, from), sums)).collect();
        assert_eq!(of_projection(&directed.reversed()), turned);
        let used: BTreeSet<u32> = pairs(&case).keys().flat_map(|(from, to)| [*from, *to]).collect();
        assert_eq!(directed.nodes().iter().map(|node| node.0).collect::<BTreeSet<_>>(), used);
        directed.nodes().iter().zip(0..).for_each(|(node, at)| assert_eq!(directed.position(*node), Some(at)));
    }
}

/// Label of each of `nodes` by flooding undirected pairs, without some nodes and some pair.
fn flood(nodes: &BTreeSet<u32>, pairs: &BTreeSet<(u32, u32)>) -> BTreeMap<u32, u32> {
    let mut labels: BTreeMap<u32, u32> = nodes.iter().map(|node| (*node, *node)).collect();
    loop {
        let mut changed = false;
        for (from, to) in pairs {
            if let (Some(one), Some(other)) = (labels.get(from).copied(), labels.get(to).copied())
                && one != other
            {
                labels.insert(*from, one.min(other));
                labels.insert(*to, one.min(other));
                changed = true;
            }
        }
        if !changed {
            return labels;
        }
    }
}

fn count_of(labels: &BTreeMap<u32, u32>) -> usize {
    labels.values().collect::<BTreeSet<_>>().len()
}

#[test]
fn components_are_those_of_a_flood() {
    for seed in 0..2_000 {
        let case = case(seed);
        let all: BTreeSet<u32> = (0..case.nodes).collect();
        let expected = flood(&all, &pairs(&case).into_keys().collect());
        let ours = components(case.graph.all(), false);
        assert_eq!(ours.iter().map(|node| node.0).collect::<Vec<_>>(), expected.into_values().collect::<Vec<_>>());
    }
}

#[test]
fn a_cut_is_what_divides_when_it_is_taken_out() {
    for seed in 0..2_000 {
        let case = case(seed);
        let pairs: BTreeSet<(u32, u32)> = pairs(&case).into_keys().filter(|(from, to)| from != to).collect();
        let projection = Projection::new(case.graph.all(), Sides::Both, false);
        let nodes: BTreeSet<u32> = projection.nodes().iter().map(|node| node.0).collect();
        let before = count_of(&flood(&nodes, &pairs));
        let found = cuts(&projection);
        let vertices: Vec<NodeId> = nodes
            .iter()
            .filter(|node| {
                let rest: BTreeSet<u32> = nodes.iter().copied().filter(|other| other != *node).collect();
                let left: BTreeSet<_> = pairs.iter().copied().filter(|(a, b)| a != *node && b != *node).collect();
                let alone = !pairs.iter().any(|(a, b)| a == *node || b == *node);
                !alone && count_of(&flood(&rest, &left)) > before
            })
            .map(|node| NodeId(*node))
            .collect();
        assert_eq!(found.vertices, vertices, "seed {seed}");
        let undirected: BTreeSet<(u32, u32)> = pairs.iter().map(|(a, b)| (*a.min(b), *a.max(b))).collect();
        let bridges: Vec<(NodeId, NodeId)> = undirected
            .iter()
            .filter(|cut| {
                let left = undirected.iter().copied().filter(|pair| pair != *cut).collect();
                count_of(&flood(&nodes, &left)) > before
            })
            .map(|(a, b)| (NodeId(*a), NodeId(*b)))
            .collect();
        assert_eq!(found.bridges, bridges, "seed {seed}");
    }
}

/// Shortest distances and numbers of shortest ways from one node, by rounds.
fn shortest(pairs: &BTreeSet<(u32, u32)>, source: u32) -> BTreeMap<u32, (u32, f64)> {
    let mut found = BTreeMap::from([(source, (0, 1.0))]);
    for far in 1.. {
        let mut next: BTreeMap<u32, (u32, f64)> = BTreeMap::new();
        for (from, to) in pairs {
            if let Some((distance, ways)) = found.get(from)
                && *distance == far - 1
                && !found.contains_key(to)
            {
                next.entry(*to).or_insert((far, 0.0)).1 += ways;
            }
        }
        if next.is_empty() {
            break;
        }
        found.extend(next);
    }
    found
}

#[test]
fn betweenness_counts_shortest_ways_through_a_node() {
    for seed in 0..1_000 {
        let case = case(seed);
        let pairs: BTreeSet<(u32, u32)> = pairs(&case).into_keys().collect();
        let projection = Projection::new(case.graph.all(), Sides::Directed, false);
        let from: BTreeMap<u32, _> = projection.nodes().iter().map(|node| (node.0, shortest(&pairs, node.0))).collect();
        let through = |middle: u32| -> f64 {
            let mut sum = 0.0;
            for (source, reached) in from.iter().filter(|(source, _)| **source != middle) {
                for (target, (distance, ways)) in reached.iter().filter(|(target, _)| **target != middle) {
                    if source != target
                        && let (Some((to, before)), Some((on, after))) =
                            (reached.get(&middle), from[&middle].get(target))
                        && to + on == *distance
                    {
                        sum += before * after / ways;
                    }
                }
            }
            sum
        };
        let ours = betweenness(&projection, Sources::All, Budget::default());
        for (node, score) in projection.nodes().iter().zip(&ours.value) {
            assert!((score - through(node.0)).abs() < 1e-9, "seed {seed} node {node:?}");
        }
        let count = projection.len() as u32;
        let sampled = betweenness(&projection, Sources::Sample { count, seed }, Budget::default());
        assert_eq!(sampled, ours);
    }
}

#[test]
fn a_sample_of_sources_is_right_on_average() {
    let case = case(11);
    let projection = Projection::new(case.graph.all(), Sides::Both, true);
    let exact = betweenness(&projection, Sources::All, Budget::default()).value;
    let mut mean = vec![0.0; exact.len()];
    for seed in 0..4_000 {
        let sample = betweenness(&projection, Sources::Sample { count: 3, seed }, Budget::default()).value;
        mean.iter_mut().zip(sample).for_each(|(mean, score)| *mean += score / 4_000.0);
    }
    for (exact, mean) in exact.iter().zip(&mean) {
        assert!((exact - mean).abs() < 0.06 * exact.max(1.0) + 0.05, "{exact} {mean}");
    }
    let cut = betweenness(&projection, Sources::All, Budget::new(5));
    assert_eq!(cut.extent, Extent::Limited { by: Limit::Visits(5) });
}

fn plain_modularity(pairs: &BTreeMap<(u32, u32), f64>, group: &BTreeMap<u32, u32>, resolution: f64) -> f64 {
    // A payment to oneself stands once in the table and has two ends.
    let ends = |from: u32, to: u32, weight: f64| if from == to { 2.0 * weight } else { weight };
    let total: f64 = pairs.iter().map(|((from, to), weight)| ends(*from, *to, *weight)).sum();
    let mut degree: BTreeMap<u32, f64> = BTreeMap::new();
    let mut inside = 0.0;
    for ((from, to), weight) in pairs {
        *degree.entry(group[from]).or_default() += ends(*from, *to, *weight);
        inside += if group[from] == group[to] { ends(*from, *to, *weight) } else { 0.0 };
    }
    inside / total - resolution * degree.values().map(|degree| (degree / total).powi(2)).sum::<f64>()
}

#[test]
fn communities_are_connected_and_better_than_none() {
    for seed in 0..1_000 {
        let mut case = case(seed);
        let projection = Projection::new(case.graph.all(), Sides::Both, false);
        let weight = [Weight::Pairs, Weight::Edges, Weight::Amount][case.draw.below(3) as usize];
        let grouping = Grouping { weight, ..Grouping::default() };
        let answer = communities(&projection, &grouping, Budget::default());
        assert_eq!(answer, communities(&projection, &grouping, Budget::default()));
        let weighted: BTreeMap<(u32, u32), f64> = both_ways(&pairs(&case))
            .into_iter()
            .map(|(pair, (count, sum))| {
                let weight = match weight {
                    Weight::Pairs => 1.0,
                    Weight::Edges => f64::from(count),
                    Weight::Amount => sum as f64,
                };
                (pair, weight)
            })
            .collect();
        let group: BTreeMap<u32, u32> =
            projection.nodes().iter().map(|node| node.0).zip(answer.value.of.iter().copied()).collect();
        check_connected(&weighted, &group);
        if weighted.values().sum::<f64>() > 0.0 {
            let ours = plain_modularity(&weighted, &group, 1.0);
            assert!((ours - answer.value.modularity).abs() < 1e-9, "seed {seed}");
            let alone: BTreeMap<u32, u32> = group.keys().map(|node| (*node, *node)).collect();
            assert!(ours >= plain_modularity(&weighted, &alone, 1.0) - 1e-9, "seed {seed}");
        }
    }
}

/// Moving nodes can tear a community apart: its middle joins another and the rest stay together only in name.
#[test]
fn no_community_hangs_together_only_by_its_name() {
    for seed in 0..400 {
        let mut draw = crate::kit::Draw::new(seed);
        let nodes = 30 + draw.below(60);
        let edges = nodes * (10 + draw.below(20)) / 10;
        let rows = crate::kit::rows(&mut draw, nodes, edges, 9);
        let graph = crate::kit::graph_of(nodes, &[], &rows);
        let projection = Projection::new(graph.all(), Sides::Both, false);
        let grouping = Grouping {
            weight: Weight::Amount,
            resolution_milli: 300 + 50 * draw.below(20) as u32,
            ..Grouping::default()
        };
        let found = communities(&projection, &grouping, Budget::default()).value;
        let group: BTreeMap<u32, u32> =
            projection.nodes().iter().map(|node| node.0).zip(found.of.iter().copied()).collect();
        let pairs = of_projection(&projection).into_keys().map(|pair| (pair, 1.0)).collect();
        check_connected(&pairs, &group);
    }
}

fn check_connected(pairs: &BTreeMap<(u32, u32), f64>, group: &BTreeMap<u32, u32>) {
    let within = pairs.keys().copied().filter(|(from, to)| group[from] == group[to]).collect();
    let parts = flood(&group.keys().copied().collect(), &within);
    assert_eq!(count_of(&parts), count_of(group));
}

#[test]
fn two_cliques_with_one_relation_between_them_are_two_communities() {
    let clique = |first: u32| {
        (first..first + 5)
            .flat_map(move |a| (first..a).map(move |b| crate::kit::Plain { from: a, to: b, time: 9, amount: 0 }))
    };
    let mut rows: Vec<_> = clique(0).chain(clique(5)).collect();
    rows.push(crate::kit::Plain { from: 4, to: 5, time: 9, amount: 0 });
    let graph = crate::kit::graph_of(10, &[], &rows);
    let projection = Projection::new(graph.all(), Sides::Both, false);
    let answer = communities(&projection, &Grouping::default(), Budget::default());
    assert_eq!((answer.value.count, answer.value.of), (2, vec![0, 0, 0, 0, 0, 1, 1, 1, 1, 1]));
    // All amounts are zero: nobody is closer to anybody.
    let amounts = Grouping { weight: Weight::Amount, ..Grouping::default() };
    let answer = communities(&projection, &amounts, Budget::default());
    assert_eq!((answer.value.count, answer.value.modularity), (10, 0.0));
    let cut = communities(&projection, &Grouping { rounds_max: 1, ..Grouping::default() }, Budget::default());
    assert_eq!(cut.extent, Extent::Limited { by: Limit::Rounds(1) });
}

/// The first shortest way takes what the second one needs; only taking it back shows that both fit.
#[test]
fn flow_that_went_the_wrong_way_is_taken_back() {
    let rows = [(0, 1), (0, 2), (1, 3), (1, 4), (2, 3), (3, 5), (4, 5)].map(|(from, to)| crate::kit::Plain {
        from,
        to,
        time: 9,
        amount: 7,
    });
    let graph = crate::kit::graph_of(6, &[], &rows);
    let projection = Projection::new(graph.all(), Sides::Directed, false);
    let flow = most_flow(&projection, &[NodeId(0)], &[NodeId(5)], &[], Budget::default());
    assert_eq!((flow.value, flow.extent), (14, Extent::Complete));
}

/// The least sum of pairs that separates sources from sinks, over all divisions: equal to the most flow.
fn least_cut(pairs: &BTreeMap<(u32, u32), (u32, i128)>, nodes: u32, sources: &[u32], sinks: &[u32]) -> i128 {
    let divisions = (0u32..1 << nodes).filter(|side| {
        let on = |node: u32| side >> node & 1 == 1;
        sources.iter().all(|node| on(*node)) && sinks.iter().all(|node| !on(*node))
    });
    let crossing = |side: u32| {
        let cut = pairs.iter().filter(move |((from, to), _)| side >> from & 1 == 1 && side >> to & 1 == 0);
        cut.map(|(_, (_, sum))| sum).sum::<i128>()
    };
    divisions.map(crossing).min().unwrap_or(0)
}

#[test]
fn the_most_flow_is_the_least_cut_and_removal_tells_what_changes() {
    for seed in 0..700 {
        let mut case = case(seed);
        let pairs = pairs(&case);
        let mut node = || case.draw.below(case.nodes.into()) as u32;
        let (source, second, sink, gone) = (node(), node(), node(), node());
        let sinks: Vec<u32> = [sink].into_iter().filter(|sink| *sink != source && *sink != second).collect();
        let projection = Projection::new(case.graph.all(), Sides::Directed, false);
        let ids = |nodes: &[u32]| nodes.iter().map(|node| NodeId(*node)).collect::<Vec<_>>();
        let (from, to) = (ids(&[source, second]), ids(&[sink]));
        let expected = if sinks.is_empty() { 0 } else { least_cut(&pairs, case.nodes, &[source, second], &sinks) };
        let flow = most_flow(&projection, &from, &to, &[], Budget::default());
        assert_eq!(flow.value, expected, "seed {seed}");
        let left: BTreeMap<_, _> =
            pairs.iter().filter(|((a, b), _)| *a != gone && *b != gone).map(|(pair, sums)| (*pair, *sums)).collect();
        let after = removal(&projection, &[NodeId(gone)], &from, &to, Budget::default()).value;
        let volume = |pairs: &BTreeMap<_, (u32, i128)>| pairs.values().map(|(_, sum)| sum).sum::<i128>();
        assert_eq!((after.volume_before, after.volume_after), (volume(&pairs), volume(&left)));
        let expected_after = if sinks.is_empty() { 0 } else { least_cut(&left, case.nodes, &[source, second], &sinks) };
        assert_eq!((after.flow_before, after.flow_after), (expected, expected_after), "seed {seed}");
        let nodes: BTreeSet<u32> = projection.nodes().iter().map(|node| node.0).collect();
        let rest: BTreeSet<u32> = nodes.iter().copied().filter(|node| *node != gone).collect();
        let parts = flood(&rest, &left.keys().copied().collect());
        assert_eq!(after.components_after as usize, count_of(&parts));
        let mut sizes: BTreeMap<u32, u32> = BTreeMap::new();
        parts.values().for_each(|label| *sizes.entry(*label).or_default() += 1);
        assert_eq!(after.largest_after, sizes.into_values().max().unwrap_or(0));
    }
}
