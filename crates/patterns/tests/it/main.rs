//! Every pattern against a plain, slow reference that was written from the definition and shares nothing with it but
//! parameters and rows.

#![expect(unreachable_pub, reason = "everything here is of this test")]

mod equal;
mod golden;
mod random;
mod reference;
mod same;
