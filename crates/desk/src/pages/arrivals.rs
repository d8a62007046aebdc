//! The queue of letters as they come in.

use super::{Body, framed};
use crate::view::{ArrivalOrder, ArrivalRow, ArrivalStatus, Arrivals, Who};
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

/// The address of the queue as it is shown, but for status and order.
fn address(view: &Arrivals, status: Option<ArrivalStatus>, order: ArrivalOrder) -> String {
    let status = status.map_or("", ArrivalStatus::slug);
    format!("/?status={status}&order={}&q={}", order.slug(), percent(&view.words))
}

/// The queue.
pub fn arrivals(context: &Context, who: &Who, view: &Arrivals) -> Markup {
    let lang = context.lang;
    let here = address(view, view.status, view.order);
    let foot = Pager {
        rows: view.rows.len() as u64,
        first: view.later.then(|| here.clone()),
        next: view.next.as_ref().map(|key| format!("{here}&after={}", percent(key))),
    };
    let all = view.by_status.iter().map(|(_, n)| n).sum();
    let tab = |label, n, status| Tab {
        href: address(view, status, view.order),
        label,
        n: Some(n),
        current: view.status == status,
    };
    let mut statuses = vec![tab(lang.t("all"), all, None)];
    statuses.extend(view.by_status.iter().map(|(status, n)| tab(status.words(lang), *n, Some(*status))));
    let body = html! {
        (heading(&lang.t("arrivals-title"), Some(&lang.t("arrivals-lead")), None))
        (chips(&lang.t("status"), &statuses))
        @if all > 0 { (filters(context, view)) }
        @if view.rows.is_empty() && all == 0 {
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

/// What narrows the queue, and how long the oldest letter has waited.
fn filters(context: &Context, view: &Arrivals) -> Markup {
    let lang = context.lang;
    let orders = ArrivalOrder::ALL.map(|order| {
        let words = match order {
            ArrivalOrder::Newest => lang.t("arrivals-newest-first"),
            ArrivalOrder::Oldest => lang.t("arrivals-oldest-first"),
            ArrivalOrder::Largest => lang.t("arrivals-largest-first"),
        };
        (order.slug().to_owned(), words)
    });
    html! {
        form.filters method="get" action="/" role="search" {
            input type="hidden" name="status" value=(view.status.map_or("", ArrivalStatus::slug));
            (form::search("q", &lang.t("arrivals-search"), &view.words, Some("tr[data-row]")))
            (form::select("order", &lang.t("arrivals-order"), &orders, view.order.slug()))
            button.button type="submit" { (lang.t("apply")) }
        }
        @if let Some(minutes) = view.oldest_minutes {
            p.muted.small { (lang.with("arrivals-oldest", &[("age", &age(lang, minutes))])) }
        }
    }
}

fn rows(context: &Context, view: &Arrivals) -> Markup {
    let lang = context.lang;
    let to = |order| address(view, view.status, order);
    let (received, now) = match view.order {
        ArrivalOrder::Newest => (to(ArrivalOrder::Oldest), Some(Order::Down)),
        ArrivalOrder::Oldest => (to(ArrivalOrder::Newest), Some(Order::Up)),
        ArrivalOrder::Largest => (to(ArrivalOrder::Newest), None),
    };
    let largest = (view.order == ArrivalOrder::Largest).then_some(Order::Down);
    let columns = [
        Column::text(lang.t("arrivals-number")),
        Column::short(lang.t("letter-kind")),
        Column::text(lang.t("arrivals-reporter")),
        Column::number(lang.t("arrivals-transactions")).sorted_by(to(ArrivalOrder::Largest), largest),
        Column::short(lang.t("status")),
        Column::short(lang.t("letter-received")).sorted_by(received, now),
        Column::short(lang.t("arrivals-age")),
        Column::short(lang.t("arrivals-findings")),
    ];
    let cells: Vec<Vec<Markup>> = view.rows.iter().map(|row| cells(context, row)).collect();
    table(lang, &lang.t("arrivals-title"), &columns, &cells)
}

fn cells(context: &Context, row: &ArrivalRow) -> Vec<Markup> {
    let lang = context.lang;
    vec![
        html! {
            a href={ "/letters/" (row.id) } {
                @match &row.number { Some(number) => (code(number)), None => (bidi(&row.reference)) }
            }
            @if row.more_reports > 0 { " +" (count(row.more_reports)) }
            @if row.number.is_some() { span.sub { (bidi(&row.reference)) } }
            span.sub { (bidi(&row.file_name)) }
        },
        html! { @if row.kind.is_empty() { "–" } @else { (code(&row.kind)) } },
        bidi(&row.reporter),
        html! { @if row.number.is_some() { (count(row.transactions)) } @else { "–" } },
        badge(row.status.tone(), &row.status.words(lang)),
        time(row.received_at, &context.zone),
        html! { (age(lang, row.age_minutes)) },
        counts(lang, &row.findings),
    ]
}
