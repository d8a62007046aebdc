//! Walks, arrivals and paths in time against scans of the whole list of edges.

use crate::kit::{Case, Draw, Plain, case, graph_of};
use graph::reach::{cone, earliest_path};
use graph::walks::{count_walks, reached_by_walks, walks};
use graph::{Budget, EdgeId, Extent, Limit, NodeId, Order, Steps};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

fn steps(draw: &mut Draw) -> Steps {
    let bound = |draw: &mut Draw| (draw.below(2) == 0).then(|| draw.below(30) as i64);
    Steps {
        order: if draw.below(2) == 0 { Order::Later } else { Order::NotEarlier },
        gap_seconds: bound(draw),
        span_seconds: bound(draw),
        hops_max: draw.below(4) as u32 + 1,
        through_excluded: draw.below(2) == 0,
        ..Steps::default()
    }
}

/// Whether edge `next` may follow edge `last`, of numbers in the list.
fn follows(case: &Case, steps: &Steps, last: usize, next: usize) -> bool {
    let (a, b) = (case.edges[last], case.edges[next]);
    let in_order = match steps.order {
        Order::Later => b.time > a.time,
        Order::NotEarlier => b.time >= a.time && last != next,
    };
    a.to == b.from
        && in_order
        && steps.gap_seconds.is_none_or(|gap| b.time - a.time <= gap)
        && (steps.through_excluded || !case.excluded.contains(&b.from))
}

fn plain_walks(case: &Case, seed: u32, steps: &Steps) -> Vec<Vec<u32>> {
    fn extend(case: &Case, steps: &Steps, walk: &mut Vec<usize>, found: &mut Vec<Vec<u32>>) {
        found.push(walk.iter().map(|edge| *edge as u32).collect());
        if walk.len() as u32 == steps.hops_max {
            return;
        }
        let (first, last) = (case.edges[walk[0]], *walk.last().unwrap());
        for next in 0..case.edges.len() {
            let in_span = steps.span_seconds.is_none_or(|span| case.edges[next].time - first.time <= span);
            if follows(case, steps, last, next) && in_span && !walk.contains(&next) {
                walk.push(next);
                extend(case, steps, walk, found);
                walk.pop();
            }
        }
    }
    let mut found = Vec::new();
    for (edge, row) in case.edges.iter().enumerate() {
        if row.from == seed && (steps.through_excluded || !case.excluded.contains(&seed)) {
            extend(case, steps, &mut vec![edge], &mut found);
        }
    }
    found
}

#[test]
fn walks_are_those_of_a_scan_in_the_same_order() {
    for seed in 0..3_000 {
        let mut case = case(seed);
        let steps = steps(&mut case.draw);
        let start = case.draw.below(case.nodes.into()) as u32;
        let expected = plain_walks(&case, start, &steps);
        let mut found: Vec<Vec<u32>> = Vec::new();
        let mut budget = Budget::default();
        walks(case.graph.all(), &[NodeId(start)], &steps, &mut budget, |path| {
            found.push(path.iter().map(|hop| hop.edge.0).collect());
            path.iter().for_each(|hop| assert_eq!(hop.node.0, case.edges[hop.edge.index()].to));
            ControlFlow::Continue(())
        });
        assert_eq!(found, expected, "seed {seed} {steps:?}");
        assert!(budget.extent().is_complete());

        let counts = count_walks(case.graph.all(), &[NodeId(start)], &steps, Budget::default());
        let longest = expected.iter().map(Vec::len).max().unwrap_or(0);
        let by_length = |hops| expected.iter().filter(|walk| walk.len() == hops).count() as u64;
        assert_eq!(counts.value, (1..=longest).map(by_length).collect::<Vec<_>>());

        let mut reached: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for walk in &expected {
            let last = *walk.last().unwrap();
            let known = reached.entry(case.edges[last as usize].to).or_insert((u32::MAX, u32::MAX));
            *known = (known.0.min(walk.len() as u32), known.1.min(last));
        }
        let ours = reached_by_walks(case.graph.all(), &[NodeId(start)], &steps, Budget::default());
        let ours: BTreeMap<u32, (u32, u32)> =
            ours.value.iter().map(|reached| (reached.node.0, (reached.hops, reached.edge.0))).collect();
        assert_eq!(ours, reached, "seed {seed} {steps:?}");
    }
}

/// All edges that can be reached, by going round until nothing changes.
fn plain_cone(case: &Case, start: u32, steps: &Steps) -> BTreeSet<u32> {
    let may_leave = |node: u32| steps.through_excluded || !case.excluded.contains(&node);
    let firsts = case.edges.iter().zip(0..).filter(|(row, _)| row.from == start && may_leave(start));
    let mut reached: BTreeSet<u32> = firsts.map(|(_, edge)| edge).collect();
    loop {
        let more: Vec<u32> = (0..case.edges.len() as u32)
            .filter(|next| !reached.contains(next))
            .filter(|next| reached.iter().any(|last| follows(case, steps, *last as usize, *next as usize)))
            .collect();
        if more.is_empty() {
            return reached;
        }
        reached.extend(more);
    }
}

#[test]
fn what_can_be_reached_is_what_a_scan_finds_and_paths_keep_the_rules() {
    for seed in 0..3_000 {
        let mut case = case(seed);
        let steps = Steps { span_seconds: None, ..steps(&mut case.draw) };
        let start = case.draw.below(case.nodes.into()) as u32;
        let expected = plain_cone(&case, start, &steps);
        let answer = cone(case.graph.all(), NodeId(start), &steps, Budget::default());
        let edges: BTreeSet<u32> = answer.value.edges.iter().map(|edge| edge.0).collect();
        assert_eq!(edges, expected, "seed {seed} {steps:?}");
        for node in 0..case.nodes {
            let arriving = expected.iter().map(|edge| case.edges[*edge as usize]);
            let earliest = arriving.filter(|row| row.to == node).map(|row| row.time).min();
            let path = answer.value.path_to(NodeId(node));
            assert_eq!(path.as_ref().map(|path| case.edges[path.last().unwrap().index()].time), earliest);
            if let Some(path) = &path {
                check_path(&case, start, node, &steps, path);
            }
            let alone = earliest_path(case.graph.all(), NodeId(start), NodeId(node), &steps, Budget::default());
            assert_eq!(alone.value, path);
        }
    }
}

fn check_path(case: &Case, start: u32, end: u32, steps: &Steps, path: &[EdgeId]) {
    assert_eq!(case.edges[path[0].index()].from, start);
    assert_eq!(case.edges[path.last().unwrap().index()].to, end);
    for pair in path.windows(2) {
        assert!(follows(case, steps, pair[0].index(), pair[1].index()));
    }
}

#[test]
fn every_way_to_look_into_a_stretch_of_time_agrees_with_a_scan() {
    for seed in 0..2_000 {
        let mut case = case(seed);
        let start = 999_990 + case.draw.below(80) as i64;
        let end = start - 5 + case.draw.below(80) as i64;
        let inside = |row: &Plain| row.time >= start && row.time < end;
        let view = case.graph.between(start..end);
        assert_eq!(view.len(), case.edges.iter().filter(|row| inside(row)).count());
        for node in 0..case.nodes {
            let hops = |own: fn(&Plain) -> u32, other: fn(&Plain) -> u32| -> Vec<(u32, u32)> {
                let rows = case.edges.iter().zip(0..).filter(|(row, _)| own(row) == node && inside(row));
                rows.map(|(row, edge)| (edge, other(row))).collect()
            };
            let ours = |list: &[graph::Hop]| list.iter().map(|hop| (hop.edge.0, hop.node.0)).collect::<Vec<_>>();
            assert_eq!(ours(view.out(NodeId(node))), hops(|row| row.from, |row| row.to));
            assert_eq!(ours(view.into(NodeId(node))), hops(|row| row.to, |row| row.from));
        }
        for edge in view.edge_ids() {
            let row = case.edges[edge.index()];
            let first = |keep: &dyn Fn(i64) -> bool| {
                let found = view.edge_ids().find(|other| keep(case.edges[other.index()].time));
                found.unwrap_or(view.bounds().end)
            };
            assert_eq!(view.later_than(edge), first(&|time| time > row.time));
            assert_eq!(view.same_second(edge), first(&|time| time == row.time));
            for more in [0, 1, 7, 1_000] {
                assert_eq!(view.after_near(edge, row.time + more), first(&|time| time > row.time + more));
            }
        }
    }
}

#[test]
fn an_edge_of_another_graph_is_nothing() {
    let graph = graph_of(2, &[], &[Plain { from: 0, to: 1, time: 5, amount: 3 }]);
    let view = graph.all();
    let foreign = EdgeId(77);
    assert_eq!((view.time(foreign), view.amount_minor(foreign), view.from(foreign)), (i64::MAX, 0, NodeId(u32::MAX)));
    assert_eq!((view.later_than(foreign), view.same_second(foreign)), (EdgeId(1), EdgeId(1)));
    assert!(view.out(NodeId(9)).is_empty() && graph.edges().row(foreign).is_none());
}

#[test]
fn a_limit_is_told_and_cuts_at_the_same_place_every_time() {
    // 40 nodes that all pay each other every second: walks explode.
    let rows: Vec<Plain> = (0..8_000)
        .map(|n: u32| Plain { from: n % 40, to: (n * 7 + 1) % 40, time: i64::from(n / 40), amount: 1 })
        .collect();
    let graph = graph_of(40, &[], &rows);
    let steps = Steps { hops_max: 20, ..Steps::default() };
    let run = || {
        let mut last = Vec::new();
        let mut budget = Budget::new(50_000);
        walks(graph.all(), &[NodeId(3)], &steps, &mut budget, |path| {
            last = path.to_vec();
            ControlFlow::Continue(())
        });
        (budget.answer(()), last)
    };
    let (answer, last) = run();
    assert_eq!((answer.extent, answer.visits), (Extent::Limited { by: Limit::Visits(50_000) }, 50_000));
    assert_eq!(run().1, last);

    let cut = reached_by_walks(graph.all(), &[NodeId(3)], &steps, Budget::new(500));
    assert_eq!(cut.extent, Extent::Limited { by: Limit::Visits(500) });
    assert_eq!(reached_by_walks(graph.all(), &[NodeId(3)], &steps, Budget::new(500)), cut);

    let hub = Steps { hub_edges_max: 10, ..steps };
    let capped = cone(graph.all(), NodeId(3), &hub, Budget::default());
    assert_eq!(capped.extent, Extent::Limited { by: Limit::Hub(10) });
}
