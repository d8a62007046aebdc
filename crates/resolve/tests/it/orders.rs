//! The order of arrival does not matter.

use crate::world::{Dice, filings, judgement, model, rebuilt};
use resolve::clusters::Clusters;

#[test]
fn twenty_random_orders_of_mentions_and_judgements_give_the_same_clusters() {
    // Two hundred share one telephone: its block is far beyond what is compared each with each.
    for (people, hub) in [(120, 0), (150, 5), (250, 9)] {
        let mut filings = filings(400, people, hub, people);
        let mut dice = Dice(people + 1);
        let ids: Vec<u64> = filings.iter().map(|filing| filing.id).collect();
        let mut judgements: Vec<_> = (0..60).map(|at| judgement(&mut dice, &ids, at)).collect();
        let expected = rebuilt(&filings, &judgements);
        let clusters = expected.all();
        let distinct: std::collections::HashSet<_> = clusters.iter().map(|(_, cluster)| *cluster).collect();
        assert!(distinct.len() > 20 && distinct.len() < 390, "a world that tests something: {}", distinct.len());
        for order in 0..20 {
            dice.shuffle(&mut filings);
            dice.shuffle(&mut judgements);
            let mut arriving = Clusters::new(model());
            let mut left = judgements.clone();
            for filing in &filings {
                filing.with(|mention| arriving.add(mention)).unwrap();
                if dice.below(5) == 0
                    && let Some(judgement) = left.pop()
                {
                    arriving.judge(judgement);
                }
            }
            left.into_iter().for_each(|judgement| drop(arriving.judge(judgement)));
            assert_eq!(arriving.all(), clusters, "order {order}, {people} people");
            assert_eq!(arriving.set_aside(), expected.set_aside());
        }
    }
}
