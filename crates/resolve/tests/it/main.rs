//! Stories about whole clusters.

mod histories;
mod orders;
mod saved;
mod stories;
mod world;
