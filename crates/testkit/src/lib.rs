//! A synthetic country from a seed: the source of every test, demonstration and benchmark.
//!
//! Not part of any program that an office runs.
pub mod accounts;
pub mod bulk;
pub mod civil;
pub mod clock;
pub mod companies;
pub mod country;
pub mod crimes;
pub mod draw;
pub mod flat;
pub mod life;
pub mod mistakes;
pub mod model;
pub mod mutate;
pub mod names;
pub mod people;
pub mod places;
pub mod reporters;
pub mod reports;
pub mod stream;
pub mod tx;
pub mod xml;

pub use clock::Clock;
