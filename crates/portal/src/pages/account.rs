//! The account of a person of a reporter: how they sign in, where they did, and the keys of their machines.

use super::{Body, framed};
use crate::view::{Account, KeyRow, Who};
use maud::{Markup, html};
use web::format::{bidi, code, time};
use web::layout::heading;
use web::parts::badge::Tone;
use web::parts::form::{self, Field, field};
use web::parts::list::facts;
use web::parts::notice::notice;
use web::parts::table::{Column, table};
use web::{Context, Width};

/// The page about the account.
pub fn account(context: &Context, who: &Who, view: &Account) -> Markup {
    let lang = context.lang;
    let shown = |at: &Option<jiff::Timestamp>| at.map(|at| time(at, &context.zone));
    let body = html! {
        (heading(&lang.t("account-title"), None, None))
        div.grid2 {
            section.card {
                h2 { (lang.t("account-person")) }
                (facts(&[
                    (lang.t("account-person"), Some(bidi(&who.name))),
                    (lang.t("account-organisation"), Some(bidi(&who.organisation))),
                    (lang.t("account-login"), Some(code(&view.login))),
                    (lang.t("account-role"), Some(html! { (lang.t("role-reporter")) })),
                    (lang.t("account-second-since"), shown(&view.totp_since)),
                ]))
            }
            section.card { h2 { (lang.t("account-password-change")) } (password(context, view)) }
        }
        section.stack {
            h2 { (lang.t("account-keys")) }
            p.lead { (lang.t("account-keys-lead")) }
            @if let Some((name, secret)) = &view.new_key {
                section.notice.warn role="status" {
                    strong { (lang.with("account-key-once", &[("name", name)])) }
                    span.break #new-key { (code(secret)) }
                }
            }
            @if !view.keys.is_empty() { (keys(context, &view.keys)) }
            form.filters method="post" action="/account/keys" {
                (form::csrf(&context.csrf))
                (field(&Field { name: "name", label: lang.t("account-key-name"), required: true, chars_max: 100, ..Field::default() }))
                button.button type="submit" { (lang.t("account-key-make")) }
            }
        }
        section.stack { h2 { (lang.t("account-sessions")) } (sessions(context, &view.sessions)) }
    };
    let title = lang.t("account-title");
    framed(context, who, Body { section: "/account", title, width: Width::Narrow, scripts: &[], body })
}

fn password(context: &Context, view: &Account) -> Markup {
    let lang = context.lang;
    let base = Field { kind: "password", required: true, chars_max: 500, ..Field::default() };
    let old =
        Field { name: "old", label: lang.t("account-password-old"), autocomplete: "current-password", ..base.clone() };
    let new = Field {
        name: "new",
        label: lang.t("account-password-new"),
        hint: Some(lang.n("account-password-rule", view.password_chars_min)),
        autocomplete: "new-password",
        ..base
    };
    html! {
        @match view.password_changed {
            Some(true) => (notice(Tone::Good, &lang.t("account-password-done"), None)),
            Some(false) => (notice(Tone::Bad, &lang.t("account-password-refused"), None)),
            None => {}
        }
        form.form method="post" action="/account/password" {
            (form::csrf(&context.csrf))
            (field(&old))
            (field(&new))
            div { button.button type="submit" { (lang.t("account-password-change")) } }
        }
    }
}

fn sessions(context: &Context, sessions: &[(String, jiff::Timestamp)]) -> Markup {
    let lang = context.lang;
    let columns = [Column::text(lang.t("account-session-from")), Column::short(lang.t("account-session-when"))];
    let rows: Vec<Vec<Markup>> = sessions.iter().map(|(from, at)| vec![bidi(from), time(*at, &context.zone)]).collect();
    table(lang, &lang.t("account-sessions"), &columns, &rows)
}

fn keys(context: &Context, keys: &[KeyRow]) -> Markup {
    let lang = context.lang;
    let columns = [
        Column::text(lang.t("account-key-name")),
        Column::short(lang.t("account-key-made")),
        Column::short(lang.t("account-key-used")),
        Column::short(String::new()),
    ];
    let end = |key: &KeyRow| {
        html! {
            form method="post" action={ "/account/keys/" (key.id) "/end" } {
                (form::csrf(&context.csrf))
                button.button.danger.slim type="submit" { (lang.t("account-key-end")) }
            }
        }
    };
    let used = |key: &KeyRow| html! { @match key.used_at { Some(at) => (time(at, &context.zone)), None => "–" } };
    let rows: Vec<Vec<Markup>> =
        keys.iter().map(|key| vec![bidi(&key.name), time(key.made_at, &context.zone), used(key), end(key)]).collect();
    table(lang, &lang.t("account-keys"), &columns, &rows)
}
