//! G04 Fan-out: within a window one node pays at least so many different nodes.
//!
//! One witness is an episode of windows that end at neighbouring payments. Score: the greatest number of different
//! payees in one window. Mistakes: payroll, suppliers.

use super::g03_fan_in::Fan;
use super::prelude::*;

parameters! {
    window: Span = Span::days(30), "how long the payments may take, first to last";
    payees: Count = Count(10), "different payees that are needed";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G04;

impl Detector for G04 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G04", "fan-out", Reach::Node(1), "E; memory one number per node");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let mut inside = Distinct::new(snapshot.nodes());
        let needed = parameters.payees.size();
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let links = snapshot.out(node);
            if links.len() < needed {
                continue;
            }
            if !search.spend(links.len()) || search.is_over() {
                return;
            }
            let mut fan = Fan { inside: &mut inside, key: &|node| node, needed };
            episodes(links, parameters.window.0, &mut fan, |episode| {
                let piece = links.piece(episode.range);
                search.emit(
                    Witness::new(node, Minimality::Windows)
                        .nodes(piece.peer.iter().copied().chain([node]))
                        .edges(piece.edge.iter().copied())
                        .score(episode.strength)
                        .money("sum", piece.sum()),
                );
            });
        }
    }
}
