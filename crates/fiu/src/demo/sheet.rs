//! What the demonstration keeps between starts, and the sheet it prints: addresses, log-ins, what to try first.

use crate::totp;
use anyhow::{Context as _, Result};
use fiu_edge::folder::private_file;
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use store::World;

/// The file in the folder of the demonstration. It holds passwords: those of an invented country.
pub(crate) const FILE: &str = "demo.json";

/// What is kept.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Sheet {
    pub(crate) seed: u64,
    pub(crate) reports: u32,
    /// First day of the country's story, in days since 1970.
    pub(crate) first_day: i64,
    /// Whether all reports were sent.
    pub(crate) filled: bool,
    pub(crate) reporters: Vec<LogIn>,
    pub(crate) staff: Vec<LogIn>,
    /// Keys of the reporters' machines.
    pub(crate) machines: Vec<Machine>,
}

/// How somebody signs in.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LogIn {
    pub(crate) login: String,
    pub(crate) password: String,
    /// The secret of the authenticator, base 32.
    pub(crate) secret: String,
    pub(crate) name: String,
    /// The organisation, or the role.
    pub(crate) of: String,
}

/// How a reporter's machine signs its requests.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Machine {
    /// Number of the reporter.
    pub(crate) rentity: String,
    pub(crate) name: String,
    pub(crate) key: String,
}

impl Sheet {
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let path = root.join(FILE);
        let text = fs::read(&path).with_context(|| format!("reading `{}`", path.display()))?;
        serde_json::from_slice(&text).with_context(|| format!("reading `{}`", path.display()))
    }

    pub(crate) fn write(&self, root: &Path) -> Result<()> {
        let (path, temporary) = (root.join(FILE), root.join("demo.json.part"));
        let _left_over = fs::remove_file(&temporary);
        private_file(&temporary, &serde_json::to_vec_pretty(self).context("writing the sheet")?)?;
        fs::rename(&temporary, &path).with_context(|| format!("naming `{}`", path.display()))
    }

    /// The sheet as text.
    pub(crate) fn print(&self, root: &Path, portal: u16, desk: u16, world: &World) -> String {
        let seconds = u64::try_from(world.now().0.div_euclid(1_000_000)).unwrap_or(0);
        let program = std::env::current_exe().map_or_else(|_| "fiu".to_owned(), |path| path.display().to_string());
        let mut text = String::new();
        let mut line = |words: &str| {
            // Writing to a text in memory does not fail.
            let _written = writeln!(text, "{words}");
        };
        line("");
        line("Zedland is ready. Everything in it is invented.");
        line("");
        line(&format!("  portal, for reporters       http://127.0.0.1:{portal}/"));
        line(&format!("  desk, for the office        http://127.0.0.1:{desk}/"));
        line(&format!("  machine interface           http://127.0.0.1:{portal}/api/v1/openapi.json"));
        line(&format!("  data folder                 {}", root.display()));
        for (title, people) in [("At the portal", &self.reporters), ("At the desk", &self.staff)] {
            line("");
            line(&format!("{title}:"));
            for one in people {
                let code = totp::read(&one.secret).map_or_else(|_| "-".to_owned(), |secret| secret.code(seconds));
                line(&format!("  {:<10} {:<32} code now {code}   {}, {}", one.login, one.password, one.name, one.of));
                line(&format!("  {:<10} secret {}", "", one.secret));
            }
        }
        line("");
        line("A code is good for half a minute and once. The next one, or put the secret into an authenticator app:");
        line(&format!("  {program} totp SECRET"));
        line("");
        line("Try first:");
        line(&format!(
            "  1. Sign in at the portal and send {}: read what is wrong.",
            root.join("try/bad.xml").display()
        ));
        line(&format!("  2. Send {}: take the receipt, wait for the number.", root.join("try/mended.xml").display()));
        line("  3. Sign in at the desk as the intake officer, find the report among the arrivals, open it.");
        line("  4. Sign in as the auditor and see that the log of all this is whole.");
        line("");
        line("Ctrl-C ends it.");
        text
    }
}
