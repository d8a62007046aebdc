//! Administration: staff, reporters, the rules in force.

use super::{Body, framed};
use crate::view::{Admin, CorrespondentRow, FirstLink, ProfileView, Role, StaffRow, Who};
use maud::{Markup, html};
use web::Context;
use web::format::{bidi, code, count, time};
use web::layout::heading;
use web::parts::badge::{Tone, badge};
use web::parts::form::{self, Field, field};
use web::parts::icons;
use web::parts::list::facts;
use web::parts::notice::{empty, notice};
use web::parts::table::{Column, table};

/// The administration page.
pub fn admin(context: &Context, who: &Who, view: &Admin) -> Markup {
    let lang = context.lang;
    let body = html! {
        (heading(&lang.t("admin-title"), None, None))
        @if let Some(problem) = &view.problem { (notice(Tone::Bad, problem, None)) }
        @if let Some(made) = &view.link { (link(context, made)) }
        @if let Some(rows) = &view.correspondents {
            section.stack {
                h2 { (lang.t("admin-correspondents")) }
                @if rows.is_empty() {
                    (empty(icons::entity(), &lang.t("admin-none"), &lang.t("admin-new-reporter"), None))
                } @else { (correspondents(context, rows)) }
            }
        }
        section.stack {
            h2 { (lang.t("admin-staff")) }
            (staff(context, &view.staff))
        }
        div.grid2 {
            @if view.correspondents.is_some() {
                section.card { h2 { (lang.t("admin-new-reporter")) } (new_reporter(context)) }
            }
            section.card { h2 { (lang.t("admin-new-staff")) } (new_staff(context)) }
            @if let Some(rules) = &view.profile {
                section.card { h2 { (lang.t("admin-profile")) } (profile(context, rules)) }
            }
        }
    };
    let title = lang.t("admin-title");
    framed(context, who, Body { section: "/admin", title, scripts: &[], body })
}

/// What must be handed over now, because nobody can see it again.
fn link(context: &Context, made: &FirstLink) -> Markup {
    let lang = context.lang;
    html! {
        section.notice.warn role="alert" {
            strong { (lang.t("admin-link-title")) }
            p { (lang.t("admin-link-lead")) }
            (facts(&[
                (lang.t("account-login"), Some(code(&made.login))),
                (lang.t("admin-link"), Some(html! { span.break { (code(&made.link)) } })),
            ]))
        }
    }
}

fn state(context: &Context, active: bool) -> Markup {
    let lang = context.lang;
    if active { badge(Tone::Good, &lang.t("admin-active")) } else { badge(Tone::Plain, &lang.t("admin-stopped")) }
}

fn stop(context: &Context, action: &str, active: bool) -> Markup {
    html! {
        @if active {
            form method="post" action=(action) {
                (form::csrf(&context.csrf))
                button.button.danger.slim type="submit" { (context.lang.t("admin-stop")) }
            }
        }
    }
}

fn correspondents(context: &Context, rows: &[CorrespondentRow]) -> Markup {
    let lang = context.lang;
    let columns = [
        Column::text(lang.t("admin-name")),
        Column::short(lang.t("admin-reporter-code")),
        Column::text(lang.t("admin-reporter-person")),
        Column::short(lang.t("admin-reporter-since")),
        Column::short(lang.t("status")),
        Column::short(String::new()),
    ];
    let cells: Vec<Vec<Markup>> = rows
        .iter()
        .map(|row| {
            let action = format!("/admin/correspondents/{}/stop", row.id);
            vec![
                bidi(&row.name),
                code(&row.code),
                bidi(&row.person),
                time(row.since, &context.zone),
                state(context, row.active),
                stop(context, &action, row.active),
            ]
        })
        .collect();
    table(lang, &lang.t("admin-correspondents"), &columns, &cells)
}

fn staff(context: &Context, rows: &[StaffRow]) -> Markup {
    let lang = context.lang;
    let columns = [
        Column::text(lang.t("admin-name")),
        Column::text(lang.t("admin-roles")),
        Column::short(lang.t("admin-reporter-since")),
        Column::short(lang.t("status")),
        Column::short(String::new()),
    ];
    let roles = |row: &StaffRow| row.roles.iter().map(|role| role.words(lang)).collect::<Vec<_>>().join(", ");
    let cells: Vec<Vec<Markup>> = rows
        .iter()
        .map(|row| {
            let action = format!("/admin/staff/{}/stop", row.id);
            vec![
                html! { (bidi(&row.name)) span.sub { (code(&row.login)) } },
                html! { (roles(row)) },
                time(row.since, &context.zone),
                state(context, row.active),
                stop(context, &action, row.active),
            ]
        })
        .collect();
    table(lang, &lang.t("admin-staff"), &columns, &cells)
}

fn new_reporter(context: &Context) -> Markup {
    let lang = context.lang;
    let text = |name, label| Field { name, label, required: true, chars_max: 200, ..Field::default() };
    html! {
        form.form method="post" action="/admin/correspondents" {
            (form::csrf(&context.csrf))
            (field(&text("name", lang.t("admin-reporter-name"))))
            (field(&Field { chars_max: 20, ..text("code", lang.t("admin-reporter-code")) }))
            (field(&text("person", lang.t("admin-reporter-person"))))
            (field(&Field { kind: "email", ..text("email", lang.t("admin-reporter-email")) }))
            div { button.button.primary type="submit" { (lang.t("admin-reporter-register")) } }
        }
    }
}

fn new_staff(context: &Context) -> Markup {
    let lang = context.lang;
    let text = |name, label| Field { name, label, required: true, chars_max: 200, ..Field::default() };
    html! {
        form.form method="post" action="/admin/staff" {
            (form::csrf(&context.csrf))
            (field(&Field { name: "staff_name", ..text("staff_name", lang.t("admin-name")) }))
            (field(&text("login", lang.t("account-login"))))
            fieldset.stack {
                legend { (lang.t("admin-roles")) }
                @for role in Role::ALL { (form::tick(role.slug(), &role.words(lang), None, false)) }
            }
            div { button.button.primary type="submit" { (lang.t("admin-new-staff")) } }
        }
    }
}

fn profile(context: &Context, view: &ProfileView) -> Markup {
    let lang = context.lang;
    facts(&[
        (lang.t("admin-profile-code"), Some(code(&view.code))),
        (lang.t("admin-profile-version"), Some(code(&view.version))),
        (lang.t("admin-profile-schema"), Some(code(&view.schema))),
        (lang.t("admin-profile-from"), Some(code(&view.from))),
        (lang.t("admin-profile-rules"), Some(count(view.rules))),
    ])
}
