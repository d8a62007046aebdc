//! The whole program, as its users meet it: what it prints, to which stream, with which exit code.

mod check;
mod commands;
mod support;
