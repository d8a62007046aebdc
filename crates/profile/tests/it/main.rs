//! Stories about whole profiles.

mod instances;
mod shipped;
mod start;
mod wrong;
