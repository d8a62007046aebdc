//! Stories about whole profiles.

mod shipped;
mod start;
mod wrong;
