//! The same patterns whatever the slices and the threads.

use crate::kit::{Draw, Plain, graph_of, rows, sorted};
use graph::slices::{collect, slices};
use graph::walks::walks;
use graph::{Budget, Cut, EdgeId, Graph, Hop, NodeId, Slice, Steps};
use proptest::prelude::*;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;

/// A toy pattern: money that comes back to where it left within three later steps and a span.
fn round_trips(graph: &Graph, slice: &Slice, span: i64) -> Vec<Vec<EdgeId>> {
    let view = graph.between(slice.reach.clone());
    let steps = Steps { span_seconds: Some(span), ..Steps::default() };
    let mut found = Vec::new();
    for node in graph.nodes().ids() {
        walks(view, &[node], &steps, &mut Budget::default(), |path: &[Hop]| {
            let first = path.first().map(|hop| hop.edge);
            if path.last().is_some_and(|hop| hop.node == node) && first.is_some_and(|edge| slice.owns(view.time(edge)))
            {
                found.push(path.iter().map(|hop| hop.edge).collect());
            }
            ControlFlow::Continue(())
        });
    }
    found.sort_unstable();
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn patterns_do_not_depend_on_slices_or_threads(
        seed in any::<u64>(), span in 0i64..25, length in 1i64..80, more in 0i64..30, threads in 1usize..5,
    ) {
        let rows = rows(&mut Draw::new(seed | 1), 5, 40, 60);
        let graph = graph_of(5, &[], &rows);
        let whole = round_trips(&graph, &Slice { own: 0..i64::MAX, reach: 0..i64::MAX }, span);
        let cut = slices(graph.all(), Cut { length_seconds: length, overlap_seconds: span + more });
        let threads = NonZeroUsize::new(threads).unwrap();
        let merged = collect(&cut, threads, |slice| round_trips(&graph, slice, span)).concat();
        prop_assert_eq!(merged, whole);
    }

    #[test]
    fn every_edge_belongs_to_one_slice(seed in any::<u64>(), length in 1i64..80, overlap in -3i64..30) {
        let rows = rows(&mut Draw::new(seed | 1), 5, 30, 500);
        let graph = graph_of(5, &[], &rows);
        let cut = slices(graph.all(), Cut { length_seconds: length, overlap_seconds: overlap });
        prop_assert!(cut.len() <= rows.len());
        for row in sorted(&rows) {
            prop_assert_eq!(cut.iter().filter(|slice| slice.owns(row.time)).count(), 1);
        }
        for pair in cut.windows(2) {
            prop_assert!(pair[0].own.end <= pair[1].own.start);
        }
    }
}

#[test]
fn a_century_without_payments_makes_no_slices() {
    let at = |time| Plain { from: 0, to: 1, time, amount: 1 };
    let graph = graph_of(2, &[], &[at(-2_208_988_800), at(4_102_444_799)]);
    let cut = slices(graph.all(), Cut { length_seconds: 1, overlap_seconds: 86_400 });
    assert_eq!(cut.len(), 2);
    assert_eq!(cut[1].own, 4_102_444_799..4_102_444_800);
    assert!(slices(graph.between(0..5), Cut { length_seconds: 0, overlap_seconds: 0 }).is_empty());
    assert_eq!(graph.between(0..i64::MAX).out(NodeId(0)).len(), 1);
}
