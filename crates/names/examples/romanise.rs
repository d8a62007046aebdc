//! Shows how names are read: lines of names on standard input, each with its Latin form and other readings.

use std::io::Write;

use names::Name;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lines() {
        let line = line?;
        let name = Name::person(&line);
        let words: Vec<_> =
            name.words().iter().map(|w| format!("{} {:?} {:?}", w.latin(), w.readings(), w.role())).collect();
        writeln!(out, "{line}: {}", words.join(" | "))?;
    }
    Ok(())
}
