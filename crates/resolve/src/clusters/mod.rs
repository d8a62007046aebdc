//! Clusters that grow as mentions arrive, one at a time, and are the same whatever the order.
//!
//! The state is a function of three sets: mentions, judgements, and the model. Links are the candidate pairs
//! ([`crate::blocking`]) whose weight reaches the model's threshold; clusters are what [`partition`] makes of links and
//! judgements. Adding a mention only recomputes what hangs together with it: where nobody has judged, clusters are
//! united or split along single links; where somebody has, the whole connected part is partitioned anew.
//!
//! A judgement is taken back by removing it, a mention by removing it; both leave exactly the state that never having
//! had them gives.

mod bytes;
pub(crate) mod groups;
pub mod judgement;
pub(crate) mod live;
pub mod partition;
mod state;
mod update;

pub use bytes::LoadError;
pub use judgement::{Judgement, MentionId, Verdict};
pub use state::{Change, Clusters, Move};
