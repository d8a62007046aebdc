//! Every pattern against a plain, slow reference that was written from the definition and shares nothing with it but
//! parameters and rows.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "plain code that fails a test when it is wrong")]
#![expect(unreachable_pub, reason = "everything here is of this test")]

mod equal;
mod golden;
mod limits;
mod random;
mod reference;
mod same;
