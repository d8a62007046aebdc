//! Pages: one file that holds everything it needs and asks nobody for anything. No page has a script.

use crate::paint::acts;
use std::fmt::{self, Write as _};

/// A text within HTML: in an element or in an attribute between double quotes.
pub(crate) struct Html<'a>(pub(crate) &'a str);

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            c if acts(c) => f.write_char('\u{FFFD}'),
            c => f.write_char(c),
        })
    }
}

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1c2430;--soft:#566070;--line:#d5dbe3;--paper:#fff;--wash:#f4f6f9;--mark:#1f4e8c}\
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a9b3c0;--line:#3a424e;--paper:#171b21;--wash:#20252d;--mark:#8fb8f0}}\
*{box-sizing:border-box}body{margin:0 auto;max-width:80rem;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}\
h1{font-size:1.6rem;margin:0}h2{font-size:1.2rem;margin:2rem 0 .5rem}p{margin:.3rem 0;max-width:70ch;overflow-wrap:anywhere}\
a{color:var(--mark)}:focus-visible{outline:3px solid var(--mark);outline-offset:2px}.soft{color:var(--soft)}\
nav a{margin-inline-end:1rem}.scroll{overflow:auto;border:1px solid var(--line);border-radius:6px}.tall{max-height:70vh}\
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}\
td{unicode-bidi:isolate}th{background:var(--wash);position:sticky;top:0;white-space:nowrap}.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}\
svg{display:block}svg text{fill:var(--ink);font-size:13px;paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round}\
.name{font-weight:600}.sum{fill:var(--soft);font-size:12px}.bar{fill:var(--ink)}\
.arrow{fill:none;stroke:var(--mark);stroke-width:1.6px}.tip{fill:var(--mark)}.node rect{fill:var(--wash);stroke:var(--soft)}.anchor rect{stroke:var(--mark);stroke-width:2.5px}\
.axis{stroke:var(--soft)}.stem{stroke:var(--mark);stroke-width:2px}.dot{fill:var(--mark)}.against{fill:#d55e00}article{border-top:1px solid var(--line);padding:.6rem 0 1rem}h3{font-size:1.05rem;margin:.4rem 0}\
details{margin:.4rem 0}summary{cursor:pointer}.key{display:inline-block;width:.9em;height:.9em;margin-inline-end:.4em;border-radius:2px;vertical-align:-.1em}\
@media print{.scroll{overflow:visible;max-height:none;border:0}nav{display:none}}";

/// The beginning of a page up to its heading. `title` is plain text.
pub(crate) fn head(title: &str, under: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>{0}</h1>\n<p class=\"soft\">{1}</p>\n",
        Html(title),
        Html(under)
    )
}

/// The links to the parts of a page: name of the part and words.
pub(crate) fn parts(parts: &[(&str, &str)]) -> String {
    let links: Vec<String> =
        parts.iter().map(|(id, words)| format!("<a href=\"#{}\">{}</a>", Html(id), Html(words))).collect();
    format!("<nav aria-label=\"Parts\">{}</nav>\n", links.join(""))
}

/// The end of a page.
pub(crate) const TAIL: &str = "</main>\n</body>\n</html>\n";

/// A table; cells are HTML already. Columns whose name begins with `#` hold numbers.
pub(crate) fn table(page: &mut String, label: &str, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) {
    let _ = write!(
        page,
        "<div class=\"scroll tall\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table>\n<thead><tr>"
    );
    for column in columns {
        let _ = match column.strip_prefix('#') {
            Some(name) => write!(page, "<th scope=\"col\" class=\"n\">{name}</th>"),
            None => write!(page, "<th scope=\"col\">{column}</th>"),
        };
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        page.push_str("<tr>");
        for (cell, column) in row.iter().zip(columns) {
            let class = if column.starts_with('#') { " class=\"n\"" } else { "" };
            let _ = write!(page, "<td{class}>{cell}</td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
}

/// A text as HTML.
pub(crate) fn safe(text: &str) -> String {
    Html(text).to_string()
}

/// Says how many rows a page leaves to a file.
pub(crate) fn cut(page: &mut String, all: usize, most: usize, file: &str) {
    if all > most {
        let _ = writeln!(page, "<p class=\"soft\">{} more are in {file}.</p>", all - most);
    }
}
