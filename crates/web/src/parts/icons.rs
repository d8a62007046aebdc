//! The few drawings, in the colour of the text around them. They are ornaments: a reader of the screen skips them.

use maud::{Markup, html};

fn drawn(path: &str) -> Markup {
    html! {
        svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round"
            stroke-linejoin="round" aria-hidden="true" { path d=(path) {} }
    }
}

/// A letter.
pub fn letter() -> Markup {
    drawn("M3 6h18v12H3zM3 6.5l9 6.5 9-6.5")
}

/// An arrow into a tray.
pub fn tray() -> Markup {
    drawn("M12 15V4M7.5 8.5 12 4l4.5 4.5M4 14v5a1 1 0 0 0 1 1h14a1 1 0 0 0 1-1v-5")
}

/// A person.
pub fn person() -> Markup {
    drawn("M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.8-3.8 3.8-6 7.5-6s6.7 2.2 7.5 6")
}

/// A card with a magnetic stripe, for an account.
pub fn account() -> Markup {
    drawn("M3 6h18v12H3zM3 10h18M6.5 14.5h4")
}

/// A building, for an entity.
pub fn entity() -> Markup {
    drawn("M5 20.5V4h9v16.5M14 9.5h5v11M3 20.5h18M8 8h3M8 11.5h3M8 15h3")
}

/// A magnifying glass.
pub fn glass() -> Markup {
    drawn("M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 21 21")
}
