//! Money in time: a compact multigraph of accounts, people, wallets, cash and goods, and what can be asked of it.
//!
//! A **node** has a kind, a key of the caller's and a few attributes. An **edge** is one movement of value: from, to,
//! time, amount, currency, channel and the number under which the caller knows it. **Ties** are what does not move:
//! who owns, controls or signs for what, and which nodes share an address, a telephone or a device.
//!
//! # What it owns
//!
//! [`GraphBuilder`] takes rows in any order, one at a time or in batches, and says row and column of whatever it
//! refuses. [`Graph`] is the finished, unchangeable picture; [`View`] is a stretch of time of it and costs nothing to
//! make. Every question is a function of a view.
//!
//! # Invariants
//!
//! - **Edges are numbered by time**: an [`EdgeId`] that is smaller is not later. Edges of one second keep the order in
//!   which they were given. The edges of a node, out and in, are sorted by that number.
//! - **Growing is rebuilding**: a graph made by appending is equal to one made at once from the same rows in the same
//!   order.
//! - **Nothing is cut silently**: every search has a budget, and its [`Answer`] says whether a limit stopped it.
//! - **Same input, same answer**, on every machine and any number of threads. A seed is a parameter.
//! - Amounts are whole minor units of their currency, never negative; sums are checked. An amount in the reference
//!   currency is there or not there, and never guessed.
//! - Keys and shared values are [`vocab::Sensitive`].
//!
//! # Limits
//!
//! Below 2^32 − 1 nodes and edges, 65,535 currencies and channels; times from 1900 to 2099; about 80 bytes an edge.
//! An id belongs to the graph that gave it: a foreign one is a node without edges or an edge without amount.
//!
//! # Reading order
//!
//! 1. [`id`], [`text`], [`error`]: numbers, texts by number, what can be wrong.
//! 2. [`node`], [`edge`], [`tie`]: the three tables. [`build`]: how rows get in, from files by [`rows`] and
//!    `arrow` (with the feature of that name), from filed reports by [`report`].
//! 3. [`view`], [`answer`], [`slices`], [`steps`]: what every question stands on.
//! 4. Questions in time: [`walks`], [`reach`]. Around a node: [`neighbourhood`], [`simple_paths`].
//! 5. [`contract`]: from accounts to their owners. [`projection`]: the graph without time, and what is asked of it:
//!    [`components`], [`communities`], [`betweenness`], [`cuts`], [`flow`].

pub mod answer;
#[cfg(feature = "arrow")]
pub mod arrow;
pub mod betweenness;
pub mod build;
pub mod communities;
pub mod components;
pub mod contract;
pub mod cuts;
pub mod edge;
pub mod error;
pub mod flow;
pub mod id;
pub mod neighbourhood;
pub mod node;
pub mod projection;
pub mod reach;
pub mod report;
pub mod rows;
pub mod simple_paths;
pub mod slices;
pub mod steps;
pub mod text;
pub mod tie;
pub mod view;
pub mod walks;

pub use answer::{Answer, Budget, Extent, Limit};
pub use build::{GraphBuilder, NewTransaction};
pub use edge::{EdgeAttribute, Hop};
pub use error::GraphError;
pub use id::{ChannelId, CurrencyId, EdgeId, NodeId, ValueId};
pub use node::{Country, NodeFacts, NodeFlags, NodeKind, Nodes, Place};
pub use slices::{Cut, Slice};
pub use steps::{Order, Steps};
pub use tie::{Link, LinkKind, Shared, SharedKind, Ties};
pub use view::{Graph, View};
