//! Hits as a table, as JSON and as a page.

use super::lists::Listed;
use super::screening::{Match, Screening};
use crate::failure::Failure;
use crate::html::{self, Html, safe, table};
use crate::input::digest::Digest;
use crate::sheet::{Cell, Sheet, over};
use serde_json::json;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// Hits that the page shows.
const HITS_MAX: usize = 500;

/// Bands, the surest first.
pub(super) const BANDS: [&str; 3] = ["strong", "likely", "weak"];

/// Everything that results speak about.
pub(super) struct Report<'a> {
    pub(super) screening: &'a Screening,
    pub(super) lists: &'a [Listed],
    pub(super) digests: &'a [Digest],
}

fn band(hit: &Match) -> &'static str {
    BANDS.get(usize::from(hit.band)).copied().unwrap_or("weak")
}

/// What a record is called.
pub(super) fn name(hit: &Match) -> String {
    if hit.whose.id.is_empty() { format!("{}:{}", hit.whose.file, hit.whose.row) } else { hit.whose.id.clone() }
}

impl Report<'_> {
    /// How many hits of each band.
    pub(super) fn counts(&self) -> [usize; 3] {
        let of = |band: u8| self.screening.matches.iter().filter(|hit| hit.band == band).count();
        [of(0), of(1), of(2)]
    }

    /// How many records have a hit.
    pub(super) fn records_hit(&self) -> usize {
        let mut records: Vec<u64> = self.screening.matches.iter().map(|hit| hit.record).collect();
        records.sort_unstable();
        records.dedup();
        records.len()
    }

    pub(super) fn sheet(&self) -> Sheet<'_> {
        let row = |hit: &Match| {
            vec![
                Cell::text(band(hit)),
                Cell::Count(i64::from(hit.score)),
                Cell::text(&name(hit)),
                Cell::text(&hit.whose.called),
                Cell::text(&hit.list),
                Cell::text(&hit.entry),
                Cell::text(&hit.listed),
                Cell::text(&hit.programmes.join("; ")),
                Cell::text(&hit.why.join(" ")),
                Cell::text(&hit.whose.file),
                Cell::Count(i64::try_from(hit.whose.row).unwrap_or(i64::MAX)),
            ]
        };
        let columns =
            &["band", "score", "record", "name", "list", "entry", "listed_name", "programmes", "why", "file", "row"];
        Sheet { name: "hits", columns, rows: over(&self.screening.matches, row) }
    }

    /// Everything for other programs, written hit by hit.
    pub(super) fn json(&self, folder: &Path) -> Result<(), Failure> {
        let path = folder.join("result.json");
        let write = || -> io::Result<()> {
            let mut out = BufWriter::new(File::create(&path)?);
            let lists = self
                .lists
                .iter()
                .map(|list| json!({ "file": list.file, "published": list.published, "entries": list.entries }));
            let head = json!({
                "program": "fiu screen", "version": env!("CARGO_PKG_VERSION"), "inputs": self.digests,
                "lists": lists.collect::<Vec<_>>(), "records": self.screening.records,
                "records_with_hits": self.records_hit(), "remarks": self.screening.remarks,
            });
            let head = head.to_string();
            write!(out, "{},\"hits\":[", head.strip_suffix('}').unwrap_or(&head))?;
            for (at, hit) in self.screening.matches.iter().enumerate() {
                let told = json!({
                    "band": band(hit), "score": hit.score, "record": name(hit), "name": hit.whose.called,
                    "file": hit.whose.file, "row": hit.whose.row, "list": hit.list, "entry": hit.entry,
                    "listed_name": hit.listed, "programmes": hit.programmes, "why": hit.why,
                });
                write!(out, "{}\n{told}", if at == 0 { "" } else { "," })?;
            }
            writeln!(out, "]}}")?;
            out.flush()
        };
        write().map_err(|source| Failure::write(&path, source))
    }

    /// The page.
    pub(super) fn page(&self) -> String {
        let entries: usize = self.lists.iter().map(|list| list.entries).sum();
        let under = format!("{} records against {entries} entries", self.screening.records);
        let mut page = html::head("Names against lists", &under);
        page.push_str(&html::parts(&[("summary", "Summary"), ("hits", "Hits"), ("files", "Lists and files")]));
        let _ = writeln!(
            page,
            "<section id=\"summary\"><h2>Summary</h2>\n<p>{} records have {} hits. A hit is a reason to look, not a judgement: \
             most people who are called like somebody listed are not that person.</p>",
            self.records_hit(),
            self.screening.matches.len()
        );
        for line in self.screening.remarks.lines() {
            let _ = writeln!(page, "<p class=\"soft\">{}</p>", Html(&line));
        }
        page.push_str(&self.chart());
        page.push_str("</section>\n<section id=\"hits\"><h2>Hits, the surest first</h2>\n");
        let rows = self.screening.matches.iter().take(HITS_MAX).map(|hit| {
            let why: Vec<String> = hit.why.iter().map(|why| format!("<div>{}</div>", safe(why))).collect();
            let listed = format!("{}<div class=\"soft\">{}</div>", safe(&hit.listed), safe(&hit.programmes.join("; ")));
            vec![
                band(hit).to_owned(),
                hit.score.to_string(),
                format!("<bdi>{}</bdi><div class=\"soft\">{}</div>", safe(&hit.whose.called), safe(&name(hit))),
                format!("<bdi>{listed}</bdi>"),
                format!("{}<div class=\"soft\">{}</div>", safe(&hit.list), safe(&hit.entry)),
                why.join(""),
            ]
        });
        table(&mut page, "Hits", &["Band", "#Score", "Record", "Listed", "List", "Why"], rows);
        html::cut(&mut page, self.screening.matches.len(), HITS_MAX, "hits.csv");
        page.push_str("</section>\n<section id=\"files\"><h2>Lists and files</h2>\n");
        let rows =
            self.lists.iter().map(|list| vec![safe(&list.file), safe(&list.published), list.entries.to_string()]);
        table(&mut page, "Lists", &["List", "Published", "#Entries"], rows);
        let rows = self.digests.iter().map(|one| vec![safe(&one.file), one.bytes.to_string(), one.sha256.clone()]);
        table(&mut page, "Files that were read", &["File", "#Bytes", "SHA-256"], rows);
        page.push_str("</section>\n");
        page.push_str(html::TAIL);
        page
    }

    /// How many hits there are of each band, as bars.
    fn chart(&self) -> String {
        let counts = self.counts();
        let most = counts.iter().copied().max().unwrap_or(1).max(1);
        let mut svg = String::from(
            "<div class=\"scroll\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"760\" height=\"88\" viewBox=\"0 0 760 88\" \
             aria-label=\"How many hits of each band\">\n",
        );
        for ((count, band), at) in counts.iter().zip(BANDS).zip(0..) {
            let y = at * 26 + 8;
            let width = (count * 560).div_ceil(most);
            let _ = writeln!(
                svg,
                "<text x=\"70\" y=\"{0}\" text-anchor=\"end\">{band}</text><rect class=\"dot\" x=\"80\" y=\"{y}\" width=\"{width}\" height=\"18\"/>\
                 <text x=\"{1}\" y=\"{0}\">{count}</text>",
                y + 14,
                88 + width,
            );
        }
        svg.push_str("</svg></div>\n");
        svg
    }
}
