//! Stories of screening, from a list's bytes to a hit; hostile lists; what must always hold.

mod always;
mod hostile;
mod published;
mod stories;
