//! How many invented names hit a list at the threshold of surety that finds 99 % of its misspelt names. Argument: a
//! folder with `listed.txt`, `misspelt.txt` (line number, tab, name) and `invented.txt`. Every name is compared with
//! the whole list.

use std::io::Write;

use names::{NameKind, PreparedName, Rarity, compare, score_from};

/// Less like names are no hits.
const FLOOR: u16 = 500;
/// Below this surety screening takes a hit for weak, unless its office says otherwise.
const SCREENING: i32 = 950;

fn main() -> std::io::Result<()> {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).unwrap_or_default());
    let read = |file: &str| std::fs::read_to_string(folder.join(file));
    let prepare = |text: &str| PreparedName::new(NameKind::Person, text);
    let mut listed: Vec<_> = read("listed.txt")?.lines().map(prepare).collect();
    let mut rarity = Rarity::prior();
    listed.iter().for_each(|name| rarity.add(name));
    listed.iter_mut().for_each(|name| rarity.weigh(name));
    let sure = |a: &PreparedName, b: &PreparedName| {
        score_from(a, b, &rarity, FLOOR).map_or(i32::MIN, |_| compare(a, b, &rarity).surety())
    };
    let mut found: Vec<i32> = Vec::new();
    for line in read("misspelt.txt")?.lines() {
        let Some((at, name)) = line.split_once('\t') else { continue };
        let target = at.parse::<usize>().ok().and_then(|at| listed.get(at));
        if let Some(target) = target {
            found.push(sure(&prepare(name), target));
        }
    }
    found.sort_unstable();
    let threshold = found.get(found.len() / 100).copied().unwrap_or(0);
    let invented: Vec<_> = read("invented.txt")?.lines().map(|text| (text.to_owned(), prepare(text))).collect();
    let best = |name: &PreparedName| listed.iter().map(|entry| sure(name, entry)).max().unwrap_or(i32::MIN);
    let best: Vec<i32> = invented.iter().map(|(_, name)| best(name)).collect();
    let mut out = std::io::stdout().lock();
    if std::env::args().nth(2).is_some() {
        for (surety, (text, _)) in best.iter().zip(&invented).filter(|(surety, _)| **surety >= threshold) {
            writeln!(out, "{surety}\t{text}")?;
        }
    }
    writeln!(out, "listed {} misspelt {} invented {}", listed.len(), found.len(), invented.len())?;
    for (what, at) in [("that finds 99 %", threshold), ("of screening", SCREENING)] {
        let share = |of: &[i32]| {
            let reached = of.iter().filter(|surety| **surety >= at).count();
            (reached, reached as f64 * 100.0 / of.len().max(1) as f64)
        };
        let ((met, found), (hits, false_hits)) = (share(&found), share(&best));
        writeln!(out, "surety {at} ({what}): found {met} ({found:.2} %), false hits {hits} ({false_hits:.2} %)")?;
    }
    Ok(())
}
