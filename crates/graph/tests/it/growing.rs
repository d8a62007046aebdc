//! Growing is rebuilding.

use crate::kit::{Draw, Plain, add, builder, graph_of, rows, sorted};
use graph::{EdgeAttribute, EdgeId};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Whatever the batches, however often a graph is asked for between them, and whether or not it is kept.
    #[test]
    fn a_graph_that_grew_is_equal_to_one_made_at_once(
        seed in any::<u64>(),
        count in 0u64..120,
        seconds in 1u64..50,
        cuts in proptest::collection::vec((0usize..4, 0usize..20), 0..30),
    ) {
        let rows = rows(&mut Draw::new(seed | 1), 8, count, seconds);
        let mut grown = builder(8, &[]);
        let mut kept = Vec::new();
        let mut cuts = cuts.into_iter();
        let mut until = 0;
        for (number, row) in rows.iter().enumerate() {
            if number == until {
                let (act, more) = cuts.next().unwrap_or((3, 200));
                match act {
                    0 => grown.seal(),
                    1 => kept.push((number, grown.snapshot())),
                    2 => drop(grown.snapshot()),
                    _ => {}
                }
                until = number + more.max(1);
            }
            add(&mut grown, row, number);
        }
        prop_assert_eq!(grown.snapshot(), graph_of(8, &[], &rows));
        // What was handed out does not change afterwards.
        for (number, graph) in kept {
            prop_assert_eq!(graph, graph_of(8, &[], &rows[..number]));
        }
    }

    /// A stretch of time that is cut out while growing is the same stretch of the whole graph.
    #[test]
    fn a_stretch_cut_out_holds_the_rows_of_that_time(
        seed in any::<u64>(), count in 0u64..80, start in 0i64..60, length in -5i64..60,
    ) {
        let rows = rows(&mut Draw::new(seed | 1), 6, count, 50);
        let mut grown = builder(6, &[]);
        for (number, row) in rows.iter().enumerate() {
            add(&mut grown, row, number);
            if number % 7 == 3 {
                grown.seal();
            }
        }
        let time = 1_000_000 + start..1_000_000 + start + length;
        let part = grown.between(time.clone());
        let whole = grown.snapshot();
        let view = whole.between(time);
        prop_assert_eq!(part.edges().len(), view.len());
        for (own, edge) in (0..).map(EdgeId).zip(view.edge_ids()) {
            prop_assert_eq!(part.edges().row(own), whole.edges().row(edge));
        }
    }
}

#[test]
fn edges_come_by_time_and_keep_their_facts() {
    for seed in 0..500 {
        let mut draw = Draw::new(seed);
        let rows = rows(&mut draw, 5, 40, 10);
        let mut builder = builder(5, &[]);
        for (number, row) in rows.iter().enumerate() {
            add(&mut builder, row, number);
            if number % 3 == 0 {
                builder.annotate(EdgeAttribute::QuantityMilli, number as u32).unwrap();
            }
            if number % 11 == 0 {
                builder.seal();
            }
        }
        let graph = builder.build();
        let mut numbered: Vec<(usize, Plain)> = rows.iter().copied().enumerate().collect();
        numbered.sort_by_key(|(_, row)| row.time);
        assert_eq!(numbered.iter().map(|(_, row)| *row).collect::<Vec<_>>(), sorted(&rows));
        for (edge, (number, row)) in (0..).map(EdgeId).zip(&numbered) {
            let ours = graph.edges().row(edge).unwrap();
            assert_eq!(
                (ours.from.0, ours.to.0, ours.time, ours.amount_minor),
                (row.from, row.to, row.time, row.amount)
            );
            assert_eq!((ours.external_id, ours.reference_minor), (format!("t{number}").as_str(), Some(row.amount)));
            let fact = (number % 3 == 0).then_some(*number as u32);
            assert_eq!(graph.edges().attribute(EdgeAttribute::QuantityMilli, edge), fact);
        }
        assert_eq!(graph.edges().with_attribute(EdgeAttribute::QuantityMilli).count(), 14);
        assert_eq!(graph.edges().with_attribute(EdgeAttribute::Conductor).count(), 0);
    }
}
