//! Scores pairs of names: lines of `script, label, how, left, right` apart by tabs on standard input, one score in per
//! mille a line on standard output. With a number as argument it scores all pairs that many times more, for timing;
//! with `explain` it tells how each pair's words met.

use std::io::{Read, Write};

use names::{NameKind, PreparedName, Rarity, compare, score};

fn main() -> std::io::Result<()> {
    let wish = std::env::args().nth(1).unwrap_or_default();
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let rarity = Rarity::prior();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut pairs = Vec::new();
    for line in text.lines() {
        let mut columns = line.split('\t').skip(2);
        let how = columns.next().unwrap_or_default();
        let kind = if how.starts_with("company") { NameKind::Organisation } else { NameKind::Person };
        let mut name = || PreparedName::new(kind, columns.next().unwrap_or_default());
        pairs.push((name(), name()));
    }
    for (left, right) in &pairs {
        if wish == "explain" {
            let found = compare(left, right, &rarity);
            let met: Vec<_> = found.pairs.iter().map(|p| format!("{:?}/{}", p.met, p.similarity)).collect();
            writeln!(out, "{}\t{}\t{}", found.similarity, found.evidence, met.join(" "))?;
        } else {
            writeln!(out, "{}", score(left, right, &rarity))?;
        }
    }
    let rounds: u32 = wish.parse().unwrap_or(0);
    let mut sum = 0u64;
    for _ in 0..rounds {
        for (left, right) in &pairs {
            sum += u64::from(score(std::hint::black_box(left), right, &rarity));
        }
    }
    std::hint::black_box(sum);
    Ok(())
}
