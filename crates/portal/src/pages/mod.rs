//! The pages of the portal: pure functions from a view to HTML, so that each can be tested whole.

mod account;
mod findings;
mod help;
mod home;
mod letter;
mod upload;

pub use account::account;
pub use findings::{explanation, findings};
pub use help::help;
pub use home::{home, letters};
pub use letter::letter;
pub use upload::upload;

use crate::view::Who;
use maud::Markup;
use web::{Context, NavItem, Page, Width};

/// Key of the words that name this face.
pub const FACE: &str = "portal-name";
/// Key of the words that say whom its door is for.
pub const LEAD: &str = "signin-portal-lead";

/// The navigation.
pub const NAV: [NavItem; 4] = [
    NavItem { href: "/", key: "nav-home" },
    NavItem { href: "/send", key: "nav-upload" },
    NavItem { href: "/letters", key: "nav-letters" },
    NavItem { href: "/help", key: "nav-help" },
];

/// What differs between the pages.
struct Body<'a> {
    section: &'static str,
    title: String,
    width: Width,
    scripts: &'a [&'static str],
    body: Markup,
}

fn framed(context: &Context, who: &Who, body: Body<'_>) -> Markup {
    let user = who.user();
    Page {
        context,
        face: FACE,
        nav: &NAV,
        section: body.section,
        user: Some(&user),
        title: body.title,
        width: body.width,
        scripts: body.scripts,
        body: body.body,
    }
    .render()
}
