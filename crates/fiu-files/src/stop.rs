//! Ending early without leaving anything half done.
//!
//! Whoever is asked to end calls [`cancel`]. Work looks now and then whether that happened and gives up. Files are only
//! ever made while the lock of this module is held, so when `cancel` has the lock, none is in the making, and none will
//! be.

use crate::deliver::tell_failure;
use crate::failure::Failure;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The exit code after an interruption, as shells count it.
pub(crate) const CANCELLED: u8 = 130;

static ASKED: AtomicBool = AtomicBool::new(false);
static WRITING: Mutex<()> = Mutex::new(());

/// Asks all work of this process to end, waits until no file is in the making, keeps it so, and says it on standard
/// error. The process should end then with the exit code that is given.
pub fn cancel() -> u8 {
    ASKED.store(true, Ordering::SeqCst);
    // Never given back: nothing may be written between now and the end of the process.
    std::mem::forget(writing());
    tell_failure(&Failure::Cancelled);
    CANCELLED
}

/// Whether work may go on.
pub(crate) fn check() -> Result<(), Failure> {
    if ASKED.load(Ordering::Relaxed) { Err(Failure::Cancelled) } else { Ok(()) }
}

/// Held while files are made.
pub(crate) fn writing() -> MutexGuard<'static, ()> {
    // The lock guards nothing in memory that a panic could have left half done.
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}
