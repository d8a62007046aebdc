//! The frame that every page has: skip link, name of the office, language, account, navigation, content, foot.

use crate::assets;
use crate::format::bidi;
use crate::lang::Lang;
use crate::parts::icons;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{DOCTYPE, Markup, html};

/// What a page must know about the visit it answers.
#[derive(Clone, Debug)]
pub struct Context {
    /// Language of the page.
    pub lang: Lang,
    /// Name of the office, as its own text.
    pub office: String,
    /// Time zone in which times are shown.
    pub zone: TimeZone,
    /// When the page is made.
    pub now: Timestamp,
    /// Token that every form of the page carries.
    pub csrf: String,
    /// Path and query of the page, to come back to after the language was changed.
    pub path: String,
}

/// One entry of the navigation.
#[derive(Clone, Copy, Debug)]
pub struct NavItem {
    /// Address.
    pub href: &'static str,
    /// Key of its words.
    pub key: &'static str,
}

/// Who is signed in, as the frame shows it.
#[derive(Clone, Debug)]
pub struct User {
    /// Name of the person.
    pub name: String,
    /// Organisation or role, shown below the name.
    pub below: String,
    /// Address of the page about the account, if the face has one.
    pub account_href: Option<&'static str>,
}

/// How wide the content of a page may become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Width {
    /// Tables: up to 90 rem.
    #[default]
    Wide,
    /// Reading: up to 64 rem.
    Narrow,
    /// One small form.
    Small,
}

/// A page before it is written.
#[derive(Debug)]
pub struct Page<'a> {
    /// The visit.
    pub context: &'a Context,
    /// Key of the words that name the face, such as `portal-name`.
    pub face: &'static str,
    /// Navigation; empty before signing in.
    pub nav: &'a [NavItem],
    /// Address of the navigation entry that this page belongs to.
    pub section: &'static str,
    /// Who is signed in.
    pub user: Option<&'a User>,
    /// Title, in the language of the page.
    pub title: String,
    /// Width of the content.
    pub width: Width,
    /// Names of the scripts besides `keys.js`.
    pub scripts: &'a [&'static str],
    /// The content; it begins with the only `h1`.
    pub body: Markup,
}

impl Page<'_> {
    /// Writes the page.
    pub fn render(&self) -> Markup {
        let lang = self.context.lang;
        html! {
            (DOCTYPE)
            html lang=(lang) dir=(lang.dir()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · " (self.context.office) }
                    link rel="icon" type="image/svg+xml" href=(assets::path("icon.svg"));
                    link rel="stylesheet" href=(assets::path("ui.css"));
                    script src=(assets::path("keys.js")) defer {}
                    @for name in self.scripts { script src=(assets::path(name)) defer {} }
                }
                body lang=(lang) {
                    a.skip href="#content" { (lang.t("skip")) }
                    (self.top())
                    @if !self.nav.is_empty() { (self.navigation()) }
                    main #content tabindex="-1" class=(self.width_class()) { (self.body) }
                    footer.foot { div.bar { span { (lang.t("footer")) } } }
                    (keyboard(lang))
                }
            }
        }
    }

    const fn width_class(&self) -> &'static str {
        match self.width {
            Width::Wide => "wide",
            Width::Narrow => "narrow",
            Width::Small => "small-page",
        }
    }

    fn top(&self) -> Markup {
        let lang = self.context.lang;
        html! {
            header.top {
                div.bar {
                    a.brand href="/" {
                        (icons::letter())
                        span { (bidi(&self.context.office)) " " span.face { (lang.t(self.face)) } }
                    }
                    // A page without proof, such as that of an error, can change nothing: not even the language.
                    @if !self.context.csrf.is_empty() { (self.languages()) }
                    @if let Some(user) = self.user { (self.account(user)) }
                }
            }
        }
    }

    fn languages(&self) -> Markup {
        let lang = self.context.lang;
        html! {
            details.menu {
                summary { span.sr { (lang.t("language")) ": " } span { (lang.own_name()) } }
                form.sheet method="post" action="/language" {
                    input type="hidden" name="csrf" value=(self.context.csrf);
                    input type="hidden" name="next" value=(self.context.path);
                    @for other in Lang::ALL {
                        button type="submit" name="lang" value=(other) lang=(other) dir=(other.dir())
                            aria-pressed=(other == lang) { (other.own_name()) }
                    }
                }
            }
        }
    }

    fn account(&self, user: &User) -> Markup {
        let lang = self.context.lang;
        html! {
            details.menu {
                summary { span.sr { (lang.t("menu-account")) ": " } (bidi(&user.name)) }
                form.sheet method="post" action="/sign-out" {
                    input type="hidden" name="csrf" value=(self.context.csrf);
                    span.small.muted { (bidi(&user.below)) }
                    @if let Some(href) = user.account_href { a href=(href) { (lang.t("menu-account")) } }
                    button type="submit" { (lang.t("sign-out")) }
                }
            }
        }
    }

    fn navigation(&self) -> Markup {
        let lang = self.context.lang;
        html! {
            nav.nav aria-label=(lang.t("nav-label")) {
                ul {
                    @for item in self.nav {
                        li { a href=(item.href) aria-current=[(item.href == self.section).then_some("page")] { (lang.t(item.key)) } }
                    }
                }
            }
        }
    }
}

/// The list of keys, opened by `?`.
fn keyboard(lang: Lang) -> Markup {
    let keys = [
        ("/", lang.t("keys-search")),
        ("j", lang.t("keys-next")),
        ("k", lang.t("keys-previous")),
        ("Enter", lang.t("keys-open")),
        ("Esc", lang.t("keys-close")),
        ("?", lang.t("keys-help")),
    ];
    html! {
        dialog #keys aria-labelledby="keys-title" {
            div.stack {
                h2 #keys-title { (lang.t("keys-title")) }
                dl.facts { @for (key, says) in &keys { dt { kbd { (key) } } dd { (says) } } }
                form method="dialog" { button.button { (lang.t("close")) } }
            }
        }
    }
}

/// The head of a page: title, a sentence, and what can be done.
pub fn heading(title: &str, lead: Option<&str>, actions: Option<Markup>) -> Markup {
    html! {
        div.head {
            div { h1 { (bidi(title)) } @if let Some(lead) = lead { p.lead { (lead) } } }
            @if let Some(actions) = actions { div.row { (actions) } }
        }
    }
}
