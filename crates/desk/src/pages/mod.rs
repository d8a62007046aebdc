//! The pages of the desk: pure functions from a view to HTML, so that each can be tested whole.

mod admin;
mod arrivals;
mod audit;
mod party;
mod report;
mod search;
mod transactions;

pub use admin::admin;
pub use arrivals::arrivals;
pub use audit::audit;
pub use report::{TabName, report};
pub use search::search;

use crate::view::{Coded, Role, Who};
use maud::{Markup, html};
use web::format::{bidi, code};
use web::{Context, NavItem, Page, Width};

/// Key of the words that name this face.
pub const FACE: &str = "desk-name";
/// Key of the words that say whom its door is for.
pub const LEAD: &str = "signin-desk-lead";

/// The navigation, with the roles that see each entry.
const NAV: [(NavItem, Role); 4] = [
    (NavItem { href: "/", key: "nav-arrivals" }, Role::IntakeOfficer),
    (NavItem { href: "/search", key: "nav-search" }, Role::IntakeOfficer),
    (NavItem { href: "/audit", key: "nav-audit" }, Role::Auditor),
    (NavItem { href: "/admin", key: "nav-admin" }, Role::Administrator),
];

/// What differs between the pages.
struct Body<'a> {
    section: &'static str,
    title: String,
    scripts: &'a [&'static str],
    body: Markup,
}

fn framed(context: &Context, who: &Who, body: Body<'_>) -> Markup {
    let user = who.user(context.lang);
    let nav: Vec<NavItem> =
        NAV.into_iter().filter(|(_, role)| who.roles.contains(role)).map(|(item, _)| item).collect();
    Page {
        context,
        face: FACE,
        nav: &nav,
        section: body.section,
        user: Some(&user),
        title: body.title,
        width: Width::Wide,
        scripts: body.scripts,
        body: body.body,
    }
    .render()
}

/// What a code of the checker means.
pub fn explanation(context: &Context, who: &Who, of: &str, paragraphs: &[String]) -> Markup {
    let lang = context.lang;
    let body = html! {
        (web::layout::heading(of, Some(&lang.t("findings-explain-lead")), None))
        div.card { @for paragraph in paragraphs { p { (bidi(paragraph)) } } }
    };
    framed(context, who, Body { section: "/", title: of.to_owned(), scripts: &[], body })
}

/// A code with its words: never a code alone where words are known.
fn coded(value: &Coded) -> Markup {
    html! { @match &value.words {
        Some(words) => { (bidi(words)) " " span.muted.small { (code(&value.code)) } }
        None => (code(&value.code)),
    } }
}
