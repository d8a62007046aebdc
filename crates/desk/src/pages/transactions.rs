//! The transactions of a report, both sides readable in one row.

use super::coded;
use super::party::role_words;
use super::report::{TabName, address, further};
use crate::view::{ReportHead, Side, TransactionRow, Transactions};
use maud::{Markup, html};
use web::Context;
use web::format::{amount, bidi, code};
use web::parts::badge::{Tone, badge};
use web::parts::icons;
use web::parts::list::{Pager, pager};
use web::parts::notice::empty;
use web::parts::table::{Column, table};

/// The tab of transactions.
pub(super) fn transactions(context: &Context, head: &ReportHead, view: &Transactions) -> Markup {
    let lang = context.lang;
    let page = address(head, TabName::Transactions);
    if view.rows.is_empty() {
        let (says, hint) = (lang.t("report-empty-transactions"), lang.t("report-empty-transactions-hint"));
        return empty(icons::account(), &says, &hint, None);
    }
    let foot = Pager {
        rows: view.rows.len() as u64,
        first: view.later.then(|| page.clone()),
        next: view.next.as_ref().map(|key| format!("{page}?at={key}")),
    };
    let columns = [
        Column::short(lang.t("tx-number")),
        Column::short(lang.t("tx-date")),
        Column::number(lang.t("col-amount")),
        Column::text(lang.t("tx-from")),
        Column::text(lang.t("tx-to")),
        Column::text(lang.t("tx-how")),
    ];
    let rows: Vec<Vec<Markup>> = view.rows.iter().map(|row| cells(context, head, row)).collect();
    html! {
        (table(lang, &lang.t("tab-transactions"), &columns, &rows))
        (pager(lang, &foot))
    }
}

fn cells(context: &Context, head: &ReportHead, row: &TransactionRow) -> Vec<Markup> {
    let lang = context.lang;
    let one = |part: &Option<Side>| html! { @if let Some(part) = part { (side(context, head, part)) } @else { "–" } };
    vec![
        html! {
            span id={ "t" (row.ordinal) } { (code(&row.number)) }
            @if row.suspicious { span.sub { (badge(Tone::Warn, &lang.t("tx-suspicious"))) } }
        },
        code(&row.date),
        html! {
            (amount(&row.amount, &row.currency))
            @if let Some((sum, currency)) = &row.foreign { span.sub { (amount(sum, currency)) } }
        },
        if row.parties.is_empty() {
            one(&row.from)
        } else {
            html! { span.muted.small { (lang.t("tx-parties")) } @for part in &row.parties { (side(context, head, part)) } }
        },
        one(&row.to),
        html! {
            @if let Some(way) = &row.way { (coded(way)) }
            @if let Some(text) = &row.description { span.sub.break { (bidi(text)) } }
            (further(lang, &row.further))
        },
    ]
}

/// One side: name, whether a client, what stands below it, funds, country, who acted.
fn side(context: &Context, head: &ReportHead, side: &Side) -> Markup {
    let lang = context.lang;
    html! {
        div {
            strong.break { @match &side.party {
                Some(party) => a href={ (address(head, TabName::Parties)) "?at=" (party) "#" (party) } { (bidi(&side.name)) },
                None => (bidi(&side.name)),
            } }
            @if side.my_client { " " (badge(Tone::Info, &lang.t("tx-side-my-client"))) }
            @if let Some(role) = &side.role { span.sub { (role_words(lang, role)) } }
            @if let Some(below) = &side.below { span.sub { (bidi(below)) } }
            @if side.funds.is_some() || side.country.is_some() {
                span.sub {
                    @if let Some(funds) = &side.funds { (coded(funds)) }
                    @if let Some(country) = &side.country { " · " (code(country)) }
                }
            }
            @if let Some(conductor) = &side.conductor { span.sub { (lang.t("tx-by")) " " (bidi(conductor)) } }
        }
    }
}
