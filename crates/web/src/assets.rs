//! The style sheet and the scripts, built into the program and served under an address that changes with their content.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// The style sheet of all faces.
pub const UI_CSS: &str = include_str!("../assets/ui.css");

const FILES: [(&str, &str, &str); 5] = [
    ("ui.css", "text/css; charset=utf-8", UI_CSS),
    ("keys.js", "text/javascript; charset=utf-8", include_str!("../assets/keys.js")),
    ("filter.js", "text/javascript; charset=utf-8", include_str!("../assets/filter.js")),
    ("upload.js", "text/javascript; charset=utf-8", include_str!("../assets/upload.js")),
    ("icon.svg", "image/svg+xml", include_str!("../assets/icon.svg")),
];

/// The first 12 hexadecimal digits of the digest over all files.
fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut digest = Sha256::new();
        for (name, _, text) in FILES {
            digest.update(name);
            digest.update(text);
        }
        hex::encode(digest.finalize()).chars().take(12).collect()
    })
}

/// The address of a file, such as `/assets/1f0c…/ui.css`.
pub fn path(name: &str) -> String {
    format!("/assets/{}/{name}", version())
}

/// The routes that serve the files.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{version}/{name}", get(serve))
}

async fn serve(Path((asked, name)): Path<(String, String)>) -> Response {
    let found = FILES.iter().find(|(known, _, _)| *known == name).filter(|_| asked == version());
    let Some((_, kind, text)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let headers = [(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, *text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    /// Colour tokens of one block of the style sheet.
    fn tokens(block: &str) -> HashMap<&str, [f64; 3]> {
        let hex_pair = |text: &str, at: usize| f64::from(u8::from_str_radix(&text[at..at + 2], 16).unwrap());
        block
            .split(';')
            .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"))
            .map(|(name, colour)| (name, [0, 2, 4].map(|at| hex_pair(colour, at))))
            .collect()
    }

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(colour: [f64; 3]) -> f64 {
        let [r, g, b] = colour.map(|part| {
            let s = part / 255.0;
            if s <= 0.04045 { s / 12.92 } else { ((s + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_has_enough_contrast_in_light_and_dark() {
        let body = |start: &str| UI_CSS.split_once(start).unwrap().1.split_once('}').unwrap().0.to_owned();
        let (light, dark) =
            (body(":root {\n  color-scheme: light dark;"), body("(prefers-color-scheme: dark) {\n  :root {"));
        let text_pairs = [
            ("text", "page"),
            ("text", "surface"),
            ("text", "sunken"),
            ("text", "accent-soft"),
            ("text", "mark"),
            ("text", "bad-soft"),
            ("text", "warn-soft"),
            ("text", "good-soft"),
            ("muted", "page"),
            ("muted", "surface"),
            ("muted", "sunken"),
            ("muted", "accent-soft"),
            ("muted", "mark"),
            ("accent", "page"),
            ("accent", "surface"),
            ("accent", "sunken"),
            ("accent", "accent-soft"),
            ("accent-text", "accent"),
            ("bad", "bad-soft"),
            ("bad", "surface"),
            ("warn", "warn-soft"),
            ("good", "good-soft"),
            ("note", "note-soft"),
            ("head-text", "head"),
            ("head-muted", "head"),
            ("surface", "good"),
            ("surface", "bad"),
        ];
        for (name, block) in [("light", light), ("dark", dark)] {
            let colours = tokens(&block);
            for (front, back) in text_pairs {
                let ratio = contrast(colours[front], colours[back]);
                assert!(ratio >= 4.5, "{name}: {front} on {back} has only {ratio:.2}");
            }
            for back in ["surface", "page", "sunken"] {
                let ratio = contrast(colours["control"], colours[back]);
                assert!(ratio >= 3.0, "{name}: edge of a field on {back} has only {ratio:.2}");
            }
        }
    }

    #[test]
    fn nothing_is_fetched_from_elsewhere() {
        for (name, _, text) in FILES {
            let outside = text.replace("http://www.w3.org/2000/svg", "");
            assert!(!outside.contains("://") && !outside.contains("@import"), "{name}");
            assert!(!text.contains("innerHTML") && !text.contains("eval("), "{name}");
        }
    }

    #[test]
    fn sides_are_logical_so_that_right_to_left_works() {
        let code_view = UI_CSS.lines().filter(|line| line.starts_with(".listing") || line.starts_with(".receipt"));
        let allowed: Vec<&str> = code_view.collect();
        for line in UI_CSS.lines().filter(|line| !allowed.contains(line)) {
            for physical in
                ["margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", "border-left"]
            {
                assert!(!line.contains(physical), "{line}");
            }
        }
    }
}
