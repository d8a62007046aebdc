//! Its work stands in the crate of probes, where a test samples it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = probes::lists::screen_state(data);
});
