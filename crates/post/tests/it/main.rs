//! Stories of letters, through the public steps, on both databases.

mod house;

mod fetching;
mod receiving;
mod signing_in;
