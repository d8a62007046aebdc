//! Stories through the door, on both databases.

mod audit;
mod load;
mod transactions;
mod work;
