//! The queue of reports as they come in.

use super::{Body, framed};
use crate::view::{ArrivalRow, ArrivalSort, ArrivalStatus, Arrivals, Who};
use maud::{Markup, html};
use web::Context;
use web::fields::percent;
use web::format::{age, bidi, code, count, time};
use web::layout::heading;
use web::parts::badge::{badge, counts};
use web::parts::list::{Pager, Tab, chips, pager};
use web::parts::notice::empty;
use web::parts::table::{Column, Order, table};
use web::parts::{form, icons};

impl ArrivalSort {
    /// As written in addresses.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Reporter => "reporter",
            Self::Transactions => "transactions",
        }
    }
}

/// The address of the arrivals with everything asked for, but for what is given.
fn address(view: &Arrivals, status: Option<ArrivalStatus>, sort: ArrivalSort, up: bool) -> String {
    let status = status.map_or("", ArrivalStatus::slug);
    let order = if up { "up" } else { "down" };
    format!("/?q={}&status={status}&sort={}&order={order}", percent(&view.words), sort.slug())
}

/// The queue.
pub fn arrivals(context: &Context, who: &Who, view: &Arrivals) -> Markup {
    let lang = context.lang;
    let up = view.order == Some(Order::Up);
    let here = address(view, view.status, view.sort, up);
    let foot = Pager {
        rows: view.rows.len() as u64,
        first: view.later.then(|| here.clone()),
        next: view.next.as_ref().map(|key| format!("{here}&after={}", percent(key))),
    };
    let all = view.by_status.iter().map(|(_, n)| n).sum();
    let tab = |label, n, status| Tab {
        href: address(view, status, view.sort, up),
        label,
        n: Some(n),
        current: view.status == status,
    };
    let mut statuses = vec![tab(lang.t("all"), all, None)];
    statuses.extend(view.by_status.iter().map(|(status, n)| tab(status.words(lang), *n, Some(*status))));
    let oldest = view.oldest_minutes.map(|minutes| lang.with("arrivals-oldest", &[("age", &age(lang, minutes))]));
    let body = html! {
        (heading(&lang.t("arrivals-title"), Some(&lang.t("arrivals-lead")), oldest.map(|words| html! { span.badge.info { (words) } })))
        form.filters method="get" action="/" role="search" {
            (form::search("q", &lang.t("arrivals-search"), &view.words, Some("tr[data-row]")))
            @if let Some(status) = view.status { input type="hidden" name="status" value=(status.slug()); }
            button.button type="submit" { (lang.t("search")) }
        }
        (chips(&lang.t("status"), &statuses))
        @if view.rows.is_empty() && view.words.is_empty() && view.status.is_none() {
            (empty(icons::tray(), &lang.t("arrivals-none"), &lang.t("arrivals-none-hint"), None))
        } @else if view.rows.is_empty() {
            (empty(icons::glass(), &lang.t("nothing-found"), &lang.t("nothing-found-hint"), None))
        } @else {
            (rows(context, view))
            (pager(lang, &foot))
        }
    };
    let title = lang.t("arrivals-title");
    framed(context, who, Body { section: "/", title, scripts: &["filter.js"], body })
}

fn rows(context: &Context, view: &Arrivals) -> Markup {
    let lang = context.lang;
    let sorted = |column: Column, sort: ArrivalSort| {
        let now = view.order.filter(|_| view.sort == sort);
        column.sorted_by(address(view, view.status, sort, now == Some(Order::Down)), now)
    };
    let columns = [
        Column::short(lang.t("arrivals-number")),
        sorted(Column::text(lang.t("arrivals-reporter")), ArrivalSort::Reporter),
        Column::short(lang.t("status")),
        sorted(Column::short(lang.t("letter-received")), ArrivalSort::Received),
        Column::short(lang.t("arrivals-age")),
        sorted(Column::number(lang.t("arrivals-transactions")), ArrivalSort::Transactions),
        Column::short(lang.t("arrivals-findings")),
    ];
    let cells: Vec<Vec<Markup>> = view.rows.iter().map(|row| cells(context, row)).collect();
    table(lang, &lang.t("arrivals-title"), &columns, &cells)
}

fn cells(context: &Context, row: &ArrivalRow) -> Vec<Markup> {
    let lang = context.lang;
    vec![
        html! {
            a href={ "/reports/" (row.id) } {
                @match &row.number { Some(number) => (code(number)), None => (lang.t("report-unregistered")) }
            }
            span.sub { (code(&row.kind)) }
        },
        html! { (bidi(&row.reporter)) span.sub { (bidi(&row.reference)) } },
        badge(row.status.tone(), &row.status.words(lang)),
        time(row.received_at, &context.zone),
        html! { (age(lang, row.age_minutes)) },
        count(row.transactions),
        counts(lang, &row.findings),
    ]
}
