//! Who is who.
pub mod addresses;
pub mod batch;
pub mod blocking;
pub mod clusters;
pub mod dates;
pub mod feature;
pub mod identifiers;
pub mod limits;
pub mod mention;
mod people;
mod store;
pub mod weights;
mod words;

pub use store::{Place, Store, StoreError};
