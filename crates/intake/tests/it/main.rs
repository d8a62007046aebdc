//! Stories of letters that become reports, through the public steps, on both databases.

mod house;

mod numbers;
mod registering;
mod seeing;
