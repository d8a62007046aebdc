//! Every pattern, in the order of its code.

use crate::catalogue as c;
use crate::pattern::Pattern;

static ALL: &[&dyn Pattern] = &[&c::G01, &c::G02, &c::G03, &c::G04, &c::G05, &c::G06, &c::G07, &c::G08, &c::G09, &c::G10, &c::G11, &c::G12, &c::G13, &c::G14, &c::G15, &c::G16, &c::G17, &c::G18, &c::G19, &c::G20, &c::G21, &c::G22, &c::G23, &c::G24, &c::G25, &c::G26, &c::G27, &c::G28, &c::G29, &c::G30, &c::G31, &c::G32, &c::G33, &c::G34];

/// Every pattern, in the order of its code.
pub fn all() -> &'static [&'static dyn Pattern] {
    ALL
}
