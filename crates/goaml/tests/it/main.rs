//! Stories through the public interface of the crate.

mod archive;
mod archives;
mod upload;
