//! What programs say while they run: to standard error, as text or as one JSON object a line, without personal data.

use std::io::IsTerminal as _;
use tracing_subscriber::EnvFilter;

/// Begins to log. `FIU_LOG` says how much (`info` unless it is set), `json` in which form.
pub fn begin(json: bool, usual: &str) {
    let filter = EnvFilter::try_from_env("FIU_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second start of the log in one process is refused by the library and changes nothing.
    let _begun = if json { log.json().try_init() } else { log.with_target(false).try_init() };
}
