//! A report taken apart into what stands before its transactions, the transactions, and what stands after them.

/// Parts of a report as [`xsd::Schema::sample`] writes it: one tag a line, indented.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pieces {
    pub(super) head: String,
    pub(super) bodies: Vec<String>,
    pub(super) tail: String,
}

impl Pieces {
    pub(super) fn of(text: &str) -> Self {
        let mut pieces = Self::default();
        let mut body: Option<(usize, String)> = None;
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim();
            let indent = line.len() - line.trim_start().len();
            if body.is_none() && trimmed == "<transaction>" {
                body = Some((indent, String::new()));
            }
            match &mut body {
                Some((_, open)) => open.push_str(line),
                None if pieces.bodies.is_empty() => pieces.head.push_str(line),
                None => pieces.tail.push_str(line),
            }
            if trimmed == "</transaction>" && body.as_ref().is_some_and(|(of, _)| *of == indent) {
                pieces.bodies.extend(body.take().map(|(_, body)| body));
            }
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_make_the_whole() {
        let text = "<r>\n  <a>1</a>\n  <transaction>\n    <b>2</b>\n  </transaction>\n  <transaction>\n  </transaction>\n  <c>3</c>\n</r>\n";
        let pieces = Pieces::of(text);
        assert_eq!(format!("{}{}{}", pieces.head, pieces.bodies.concat(), pieces.tail), text);
        assert_eq!((pieces.bodies.len(), pieces.tail.as_str()), (2, "  <c>3</c>\n</r>\n"));
        assert_eq!(Pieces::of("<r>\n</r>\n").head, "<r>\n</r>\n");
    }
}
