//! Text of a file with line numbers, one line of it marked.

use maud::{Markup, html};

/// Longest line that is shown, in characters. Files written on one line have lines of many megabytes.
pub const LINE_CHARS_MAX: usize = 400;

/// One line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// Its text without the line end, not longer than the place needs.
    pub text: String,
}

/// The lines around a place.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// Number of the marked line.
    pub hit: Option<u64>,
}

/// Writes an excerpt. Lines are always left to right: what is shown is code.
pub fn code(label: &str, excerpt: &Excerpt) -> Markup {
    html! {
        div.listing tabindex="0" role="region" aria-label=(label) dir="ltr" lang="zxx" {
            table {
                tbody {
                    @for line in &excerpt.lines {
                        tr.hit[excerpt.hit == Some(line.number)] id=[excerpt.hit.is_none().then(|| format!("L{}", line.number))] {
                            td.ln { (line.number) }
                            td { bdi { (cut(&line.text)) } }
                        }
                    }
                }
            }
        }
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LINE_CHARS_MAX) {
        Some((end, _)) => text.get(..end).map_or_else(String::new, |kept| format!("{kept}…")),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_the_finding_is_marked_and_its_text_escaped() {
        let line = |number, text: &str| Line { number, text: text.to_owned() };
        let excerpt = Excerpt { lines: vec![line(7, "<a>"), line(8, &"é".repeat(900))], hit: Some(7) };
        let shown = code("place", &excerpt).into_string();
        assert!(shown.contains("<tr class=\"hit\"><td class=\"ln\">7</td><td><bdi>&lt;a&gt;</bdi></td></tr>"));
        assert!(shown.contains('…') && shown.matches('é').count() == LINE_CHARS_MAX);
    }
}
