//! The cards of the parties as one report states them.

use super::report::{TabName, address, further};
use crate::view::{Parties, PartyCard, PartyFact, PartyKind, PartyLabel, ReportHead};
use maud::{Markup, html};
use web::format::{bidi, code, count};
use web::parts::badge::{Tone, badge};
use web::parts::list::{Pager, pager};
use web::parts::{form, icons};
use web::{Context, Lang};

/// Transactions that a card links to at most; the rest are counted.
const LINKS_MAX: usize = 12;

/// The tab of parties.
pub(super) fn parties(context: &Context, head: &ReportHead, view: &Parties) -> Markup {
    let lang = context.lang;
    let page = address(head, TabName::Parties);
    let foot = Pager {
        rows: view.cards.len() as u64,
        first: view.later.then(|| page.clone()),
        next: view.next.as_ref().map(|card| format!("{page}?at={card}")),
    };
    html! {
        p.muted.small { (lang.t("report-as-reported")) }
        form.filters method="get" action=(page) role="search" {
            (form::search("q", &lang.t("filter-rows"), "", Some(".party")))
        }
        div.grid2 { @for card in &view.cards { (one(context, head, card)) } }
        (pager(lang, &foot))
    }
}

fn one(context: &Context, head: &ReportHead, card: &PartyCard) -> Markup {
    let lang = context.lang;
    let (icon, kind) = match card.kind {
        PartyKind::Person => (icons::person(), lang.t("party-person")),
        PartyKind::Account => (icons::account(), lang.t("party-account")),
        PartyKind::Entity => (icons::entity(), lang.t("party-entity")),
    };
    let transactions = address(head, TabName::Transactions);
    let as_filed: Vec<(String, String)> = card
        .facts
        .iter()
        .filter(|fact| fact.label.is_path())
        .flat_map(|fact| fact.values.iter().map(|value| (fact.label.words(lang), value.clone())))
        .collect();
    html! {
        article.party id=(card.id) data-row tabindex="-1" {
            header {
                (icon)
                h3 { (bidi(&card.name)) }
                div.tags {
                    span { (kind) }
                    @if card.my_client { (badge(Tone::Info, &lang.t("tx-side-my-client"))) }
                }
            }
            dl.facts {
                @for fact in card.facts.iter().filter(|fact| !fact.values.is_empty() && !fact.label.is_path()) { (told(lang, fact)) }
                @if !card.transactions.is_empty() {
                    dt { (lang.t("party-appears")) " (" (lang.t("tab-transactions")) ")" }
                    dd.numbers {
                        @for ordinal in card.transactions.iter().take(LINKS_MAX) {
                            a href={ (transactions) "?at=" (ordinal) "#t" (ordinal) } title=(lang.n("findings-transaction", *ordinal)) { (count(*ordinal)) }
                        }
                        @if card.transactions.len() > LINKS_MAX { span.muted { "+" (card.transactions.len() - LINKS_MAX) } }
                    }
                }
            }
            (further(lang, &as_filed))
        }
    }
}

fn told(lang: Lang, fact: &PartyFact) -> Markup {
    html! {
        dt { (fact.label.words(lang)) }
        @for value in &fact.values {
            dd {
                @if fact.label == PartyLabel::Role { (role_words(lang, value)) }
                @else if fact.plain { (code(value)) }
                @else { (bidi(value)) }
            }
        }
    }
}

/// The words of a role. One that has none stands as it was filed.
pub(super) fn role_words(lang: Lang, role: &str) -> Markup {
    let words = match role {
        "signatory" => lang.t("party-role-signatory"),
        "director" => lang.t("party-role-director"),
        "from-conductor" => lang.t("party-role-from-conductor"),
        "to-conductor" => lang.t("party-role-to-conductor"),
        "reporting-person" => lang.t("party-role-reporting-person"),
        "account-entity" => lang.t("party-role-account-entity"),
        filed => return bidi(filed),
    };
    html! { (words) }
}

impl PartyLabel {
    /// Whether it has no words of ours and is shown as the path in the file.
    const fn is_path(&self) -> bool {
        matches!(self, Self::AsFiled(_))
    }

    fn words(&self, lang: Lang) -> String {
        match self {
            Self::OtherNames => lang.t("party-other-names"),
            Self::Born => lang.t("party-born"),
            Self::BirthPlace => lang.t("party-birth-place"),
            Self::Gender => lang.t("party-gender"),
            Self::Nationality => lang.t("party-nationality"),
            Self::Residence => lang.t("party-residence"),
            Self::Documents => lang.t("party-documents"),
            Self::Addresses => lang.t("party-addresses"),
            Self::Phones => lang.t("party-phones"),
            Self::Emails => lang.t("party-emails"),
            Self::Occupation => lang.t("party-occupation"),
            Self::Bank => lang.t("party-bank"),
            Self::Swift => lang.t("party-swift"),
            Self::Iban => lang.t("party-iban"),
            Self::Currency => lang.t("party-currency"),
            Self::Opened => lang.t("party-opened"),
            Self::Balance => lang.t("party-balance"),
            Self::Holders => lang.t("party-holders"),
            Self::Registered => lang.t("party-registered"),
            Self::LegalForm => lang.t("party-legal-form"),
            Self::Business => lang.t("party-business"),
            Self::Directors => lang.t("party-directors"),
            Self::Role => lang.t("party-role"),
            Self::Reason => lang.t("party-reason"),
            Self::AsFiled(path) => path.clone(),
        }
    }
}
