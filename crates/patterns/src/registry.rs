//! Every pattern, in the order of its code.

use crate::catalogue as c;
use crate::pattern::Pattern;

static ALL: &[&dyn Pattern] = &[&c::G01, &c::G02, &c::G03, &c::G04, &c::G05, &c::G06, &c::G07, &c::G09, &c::G11, &c::G12, &c::G21, &c::G22];

/// Every pattern, in the order of its code.
pub fn all() -> &'static [&'static dyn Pattern] {
    ALL
}
