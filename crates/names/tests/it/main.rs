//! What must hold for every name, and names of each script that must meet or must not.

mod hostile;
mod properties;
mod scripts;
mod surety;
