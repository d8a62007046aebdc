//! Stories through the door, on both databases.

mod transactions;
mod work;
