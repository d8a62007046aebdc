//! The catalogue: one file per pattern.

mod prelude {
    pub(super) use crate::found::{Arg, Minimality, Witness, ratio};
    pub(super) use crate::pattern::{About, Detector, Reach, Scope, Search, about};
    pub(super) use crate::setting::{Amount, Count, Factor, Share, Span, parameters};
    pub(super) use crate::snapshot::{Class, Links, Snapshot, Step};
    pub(super) use crate::window::{Distinct, Slide, episodes};
    pub(super) use graph::{Limit, NodeFlags, NodeKind};
}

pub mod g01_structuring;
pub mod g02_smurfing;
pub mod g03_fan_in;
pub mod g04_fan_out;
pub mod g05_gather_scatter;
pub mod g06_scatter_gather;
pub mod g07_cycle;
pub mod g08_round_trip;
pub mod g09_pass_through;
pub mod g10_funnel;
pub mod g11_layering_chain;
pub mod g12_peel_chain;
pub mod g13_bipartite;
pub mod g14_stack;
pub mod g15_u_turn;
pub mod g16_mirror;
pub mod g17_mule_network;
pub mod g18_cuckoo;
pub mod g19_price_anomaly;
pub mod g20_multiple_invoicing;
pub mod g21_dormant_burst;
pub mod g22_velocity;
pub mod g23_shell_cluster;
pub mod g33_common_control;
pub mod g34_random_walk;

pub use g01_structuring::G01;
pub use g02_smurfing::G02;
pub use g03_fan_in::G03;
pub use g04_fan_out::G04;
pub use g05_gather_scatter::G05;
pub use g06_scatter_gather::G06;
pub use g07_cycle::G07;
pub use g08_round_trip::G08;
pub use g09_pass_through::G09;
pub use g10_funnel::G10;
pub use g11_layering_chain::G11;
pub use g12_peel_chain::G12;
pub use g13_bipartite::G13;
pub use g14_stack::G14;
pub use g15_u_turn::G15;
pub use g16_mirror::G16;
pub use g17_mule_network::G17;
pub use g18_cuckoo::G18;
pub use g19_price_anomaly::G19;
pub use g20_multiple_invoicing::G20;
pub use g21_dormant_burst::G21;
pub use g22_velocity::G22;
pub use g23_shell_cluster::G23;
pub use g33_common_control::G33;
pub use g34_random_walk::G34;
