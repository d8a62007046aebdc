//! Form fields with label, hint and error, tied together for screen readers.

use maud::{Markup, html};

/// A field of one line.
#[derive(Clone, Debug, Default)]
pub struct Field<'a> {
    /// Name in the form; also the id.
    pub name: &'a str,
    /// `type` of the input; empty for `text`.
    pub kind: &'a str,
    /// Words above.
    pub label: String,
    /// Words below the label.
    pub hint: Option<String>,
    /// What is wrong with what was typed.
    pub error: Option<String>,
    /// What it holds.
    pub value: &'a str,
    /// Whether it must be filled.
    pub required: bool,
    /// Longest text, in characters.
    pub chars_max: u16,
    /// `autocomplete` of the input, such as `username`; empty for `off`.
    pub autocomplete: &'a str,
    /// Further class of the input.
    pub class: &'a str,
}

/// Writes a field.
pub fn field(field: &Field<'_>) -> Markup {
    let described = [
        field.hint.as_ref().map(|_| format!("{}-hint", field.name)),
        field.error.as_ref().map(|_| format!("{}-error", field.name)),
    ];
    let described: Vec<String> = described.into_iter().flatten().collect();
    let kind = if field.kind.is_empty() { "text" } else { field.kind };
    let autocomplete = if field.autocomplete.is_empty() { "off" } else { field.autocomplete };
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            @if let Some(hint) = &field.hint { span.hint id={ (field.name) "-hint" } { (hint) } }
            @if let Some(error) = &field.error { span.error id={ (field.name) "-error" } { (error) } }
            input id=(field.name) name=(field.name) type=(kind) value=(field.value) class=(field.class)
                autocomplete=(autocomplete) required[field.required]
                maxlength=[(field.chars_max > 0).then_some(field.chars_max)]
                inputmode=[(field.class == "code").then_some("numeric")]
                aria-invalid=[field.error.as_ref().map(|_| "true")]
                aria-describedby=[(!described.is_empty()).then(|| described.join(" "))]
                dir=[matches!(kind, "text" | "search").then_some("auto")];
        }
    }
}

/// A choice among a few.
pub fn select(name: &str, label: &str, options: &[(String, String)], chosen: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (value, words) in options { option value=(value) selected[value == chosen] { (words) } }
            }
        }
    }
}

/// A box to tick.
pub fn tick(name: &str, label: &str, hint: Option<&str>, ticked: bool) -> Markup {
    html! {
        div.check {
            input type="checkbox" id=(name) name=(name) value="yes" checked[ticked];
            label for=(name) { (label) }
            @if let Some(hint) = hint { span.hint { (hint) } }
        }
    }
}

/// The hidden field that proves a form is ours.
pub fn csrf(token: &str) -> Markup {
    html! { input type="hidden" name="csrf" value=(token); }
}

/// A search field. `narrows` selects the rows on this page that the script narrows while one types.
pub fn search(name: &str, label: &str, value: &str, narrows: Option<&str>) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            input type="search" id=(name) name=(name) value=(value) maxlength="200" dir="auto" autocomplete="off"
                data-narrows=[narrows];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_tied_to_its_field() {
        let shown = field(&Field {
            name: "code",
            label: "Code".into(),
            hint: Some("Six digits".into()),
            error: Some("Not right".into()),
            value: "\"><script>",
            ..Field::default()
        })
        .into_string();
        assert!(shown.contains("aria-describedby=\"code-hint code-error\"") && shown.contains("aria-invalid=\"true\""));
        assert!(shown.contains("&quot;&gt;&lt;script&gt;") && !shown.contains("<script>"));
    }
}
