//! Tables whose heads sort and whose rows are walked by keyboard. All of it also works as plain links.

use crate::lang::Lang;
use maud::{Markup, html};

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Cells {
    /// Text that may break.
    #[default]
    Text,
    /// Text on one line.
    Short,
    /// Numbers, aligned at the end.
    Number,
}

impl Cells {
    const fn class(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Short => "nowrap",
            Self::Number => "number",
        }
    }
}

/// How a column is sorted at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest first.
    Up,
    /// Largest first.
    Down,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Column {
    label: String,
    cells: Cells,
    sort: Option<(String, Option<Order>)>,
}

impl Column {
    /// A column of text.
    pub fn text(label: String) -> Self {
        Self { label, cells: Cells::Text, sort: None }
    }

    /// A column of short texts.
    pub fn short(label: String) -> Self {
        Self { label, cells: Cells::Short, sort: None }
    }

    /// A column of numbers.
    pub fn number(label: String) -> Self {
        Self { label, cells: Cells::Number, sort: None }
    }

    /// Makes the head a link that sorts, and says how it is sorted now.
    #[must_use]
    pub fn sorted_by(mut self, href: String, now: Option<Order>) -> Self {
        self.sort = Some((href, now));
        self
    }

    fn head(&self, lang: Lang) -> Markup {
        let now = self.sort.as_ref().and_then(|(_, now)| *now);
        let aria = now.map(|order| if order == Order::Up { "ascending" } else { "descending" });
        html! {
            th scope="col" class=(self.cells.class()) aria-sort=[aria] {
                @if let Some((href, now)) = &self.sort {
                    a href=(href) {
                        (self.label)
                        @match now {
                            Some(Order::Up) => { span aria-hidden="true" { "↑" } span.sr { (lang.t("sorted-up")) } }
                            Some(Order::Down) => { span aria-hidden="true" { "↓" } span.sr { (lang.t("sorted-down")) } }
                            None => {}
                        }
                    }
                } @else { (self.label) }
            }
        }
    }
}

/// A table. `caption` names it for screen readers; each row has one cell per column.
pub fn table(lang: Lang, caption: &str, columns: &[Column], rows: &[Vec<Markup>]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(caption) {
            table {
                caption.sr { (caption) }
                thead { tr { @for column in columns { (column.head(lang)) } } }
                tbody {
                    @for row in rows {
                        tr data-row {
                            @for (column, cell) in columns.iter().zip(row) { td class=(column.cells.class()) { (cell) } }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sorted_head_says_so_to_everyone() {
        let columns = [
            Column::text("Reporter".into()),
            Column::number("Age".into()).sorted_by("?sort=age&dir=up".into(), Some(Order::Down)),
        ];
        let shown = table(Lang::En, "Arrivals", &columns, &[vec![html! { "a" }, html! { "1" }]]).into_string();
        assert!(shown.contains("aria-sort=\"descending\"") && shown.contains("sorted, largest first"));
        assert!(shown.contains("href=\"?sort=age&amp;dir=up\""));
        assert!(shown.contains("<td class=\"number\">1</td>") && shown.contains("<caption"));
    }
}
