//! Every pattern, in the order of its code.

use crate::catalogue as c;
use crate::pattern::Pattern;

static ALL: &[&dyn Pattern] = &[&c::G01, &c::G02, &c::G03, &c::G04, &c::G05, &c::G06, &c::G07, &c::G09];

/// Every pattern, in the order of its code.
pub fn all() -> &'static [&'static dyn Pattern] {
    ALL
}
