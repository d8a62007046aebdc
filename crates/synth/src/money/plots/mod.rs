//! The patterns, one function each. A function plants the payments of one witness and returns the node it is about.
//!
//! [`cash`]: G01, G02, G10, G18, G31, G32. [`fans`]: G03 to G06, G13, G14. [`lines`]: G07 to G09, G11, G12, G15, G27,
//! G29, G34. [`groups`]: G16, G17, G23, G26, G33. [`trade`]: G19, G20, G24, G25, G30. [`habits`]: G21, G22, G28.

pub mod cash;
pub mod fans;
pub mod groups;
pub mod habits;
pub mod lines;
pub mod trade;

use super::plot::Plot;
use super::{Kind, Node};

/// Plants a pattern and returns the node a report about it would be about.
pub fn play(kind: Kind, plot: &mut Plot<'_>) -> Node {
    let of_kind = match kind {
        Kind::Structuring => cash::structuring,
        Kind::Smurfing => cash::smurfing,
        Kind::FanIn => fans::fan_in,
        Kind::FanOut => fans::fan_out,
        Kind::GatherScatter => fans::gather_scatter,
        Kind::ScatterGather => fans::scatter_gather,
        Kind::Cycle => lines::cycle,
        Kind::RoundTrip => lines::round_trip,
        Kind::PassThrough => lines::pass_through,
        Kind::Funnel => cash::funnel,
        Kind::Chain => lines::chain,
        Kind::Peel => lines::peel,
        Kind::Bipartite => fans::bipartite,
        Kind::Stack => fans::stack,
        Kind::UTurn => lines::u_turn,
        Kind::Mirror => groups::mirror,
        Kind::Mules => groups::mules,
        Kind::Cuckoo => cash::cuckoo,
        Kind::Price => trade::price,
        Kind::Phantom => trade::phantom,
        Kind::Dormant => habits::dormant,
        Kind::Velocity => habits::velocity,
        Kind::Shells => groups::shells,
        Kind::Corridor => trade::corridor,
        Kind::Nested => trade::nested,
        Kind::Hub => groups::hub,
        Kind::Hops => lines::hops,
        Kind::Break => habits::behaviour_break,
        Kind::LoanBack => lines::loan_back,
        Kind::ThirdParty => trade::third_party,
        Kind::Convoy => cash::convoy,
        Kind::Front => cash::front,
        Kind::Control => groups::control,
        Kind::Walk => lines::walk,
    };
    of_kind(plot)
}
