//! Reports and letters, for the intake officer. To everybody else they are not there: a refusal is recorded, and
//! answered like an absent one.

use super::arrivals::{counts, natural, status_of};
use super::{Colleague, Desk, failed, found, moment, original, show, unread, who};
use crate::pages::{self, TabName};
use crate::view::{LetterView, ReportHead, Tab, Whole};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use goaml::check::Terms;
use intake::view::{self, QueueRow};
use post::PostError;
use post::office::{answer, arrive, open};
use staff::{Right, StaffError};
use store::audit::Object;
use store::{Access, LetterId, Purpose, ReportId};
use web::fields::{Fields, Query};
use web::{Fault, Lang, Visit, told};

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/reports/{id}", get(report))
        .route("/reports/{id}/{tab}", get(report_tab))
        .route("/letters/{id}", get(letter))
        .route("/letters/{id}/{tab}", get(letter_tab))
}

/// A report or a letter that somebody may look at, and has been recorded to.
pub(super) struct Opened {
    pub(super) letter: LetterId,
    pub(super) letter_access: Access,
    pub(super) report: Option<(view::ReportHead, Access)>,
    row: QueueRow,
    reports: Vec<(ReportId, String)>,
}

impl Opened {
    /// The file of the letter that the report is; `None` if a whole letter is open.
    pub(super) fn entry(&self) -> Option<&str> {
        self.report.as_ref().map(|(head, _)| head.entry.as_str())
    }

    /// The counts of the letter's findings.
    pub(super) fn counts(&self) -> web::parts::badge::Counts {
        counts(&self.row)
    }

    fn head(&self, desk: &Desk, lang: Lang) -> ReportHead {
        let [transactions, parties, accounts] = self.report.as_ref().map_or([0; 3], |(head, _)| head.counts);
        let report = self.report.as_ref().map(|(head, _)| head);
        let kind = report.map_or(&self.row.kind, |head| &head.kind);
        let kinds = &desk.profile.manifest().kinds;
        let words = kinds.iter().find(|known| known.code == *kind).and_then(|k| k.words.get(web::told::language(lang)));
        ReportHead {
            of: if report.is_some() { Whole::Report } else { Whole::Letter },
            id: report.map_or_else(|| self.letter.to_string(), |head| head.id.to_string()),
            number: report.map(|head| head.number.clone()),
            kind: kind.clone(),
            kind_words: words.map(str::to_owned),
            reporter: self.row.correspondent_name.clone(),
            status: status_of(self.row.state),
            received_at: moment(self.row.received),
            transactions: natural(transactions),
            parties: natural(parties.saturating_add(accounts)),
            findings: self.counts().total(),
        }
    }
}

/// Lets pass whom the right covers. To anybody else the thing is not there.
async fn hidden_unless(desk: &Desk, colleague: &Colleague, right: Right) -> Result<(), Fault> {
    match colleague.person.require(&desk.staff, right).await {
        Err(StaffError::Denied { .. }) => Err(Fault::NotFound),
        other => other.map_err(super::refused),
    }
}

/// The access of a colleague to one thing, recorded.
async fn access(desk: &Desk, colleague: &Colleague, kind: &str, id: &str) -> Result<Access, Fault> {
    let why = Purpose::case("intake", id).map_err(failed)?;
    let what = vec![Object::new(kind, id)];
    desk.intake.store().access(&colleague.person.actor(), &why, what).await.map_err(failed)
}

async fn open_letter(desk: &Desk, colleague: &Colleague, id: &str) -> Result<Opened, Fault> {
    hidden_unless(desk, colleague, Right::Report).await?;
    let letter = LetterId::parse(id).ok_or(Fault::NotFound)?;
    let letter_access = access(desk, colleague, "letter", &letter.to_string()).await?;
    let (row, reports) = view::letter(desk.intake.store(), &letter_access, letter).await.map_err(unread)?;
    Ok(Opened { letter, letter_access, report: None, row, reports })
}

async fn open_report(desk: &Desk, colleague: &Colleague, id: &str) -> Result<Opened, Fault> {
    hidden_unless(desk, colleague, Right::Report).await?;
    let report = ReportId::parse(id).ok_or(Fault::NotFound)?;
    let own = access(desk, colleague, "report", &report.to_string()).await?;
    let head = view::report(desk.intake.store(), &own, report).await.map_err(unread)?;
    let opened = open_letter(desk, colleague, &head.letter.to_string()).await?;
    Ok(Opened { report: Some((head, own)), ..opened })
}

async fn report(
    State(desk): State<Desk>,
    visit: Visit,
    colleague: Colleague,
    Path(id): Path<String>,
    query: Query,
) -> Result<Response, Fault> {
    let opened = open_report(&desk, &colleague, &id).await?;
    tab(&desk, &visit, &colleague, &opened, ("", &query)).await
}

async fn report_tab(
    State(desk): State<Desk>,
    visit: Visit,
    colleague: Colleague,
    Path((id, name)): Path<(String, String)>,
    query: Query,
) -> Result<Response, Fault> {
    let opened = open_report(&desk, &colleague, &id).await?;
    tab(&desk, &visit, &colleague, &opened, (&name, &query)).await
}

/// A letter that became one report is shown as that report.
async fn letter(
    State(desk): State<Desk>,
    visit: Visit,
    colleague: Colleague,
    Path(id): Path<String>,
    query: Query,
) -> Result<Response, Fault> {
    let opened = open_letter(&desk, &colleague, &id).await?;
    if let [(report, _)] = opened.reports.as_slice() {
        query.none()?;
        return Ok(Redirect::to(&format!("/reports/{report}")).into_response());
    }
    tab(&desk, &visit, &colleague, &opened, (TabName::Letter.slug(), &query)).await
}

async fn letter_tab(
    State(desk): State<Desk>,
    visit: Visit,
    colleague: Colleague,
    Path((id, name)): Path<(String, String)>,
    query: Query,
) -> Result<Response, Fault> {
    let opened = open_letter(&desk, &colleague, &id).await?;
    tab(&desk, &visit, &colleague, &opened, (&name, &query)).await
}

async fn tab(
    desk: &Desk,
    visit: &Visit,
    colleague: &Colleague,
    opened: &Opened,
    (name, query): (&str, &Query),
) -> Result<Response, Fault> {
    let lang = visit.context.lang;
    let known: &[&str] = match name {
        "transactions" | "parties" => &["at", "q"],
        "findings" => &told::FILTER_FIELDS,
        "original" => &["line", "from"],
        _ => &[],
    };
    let fields = query.known(known)?;
    let tab = match (name, opened.report.is_some()) {
        ("", true) => Tab::Summary(show::summary(desk, opened, lang).await?),
        ("transactions", true) => Tab::Transactions(show::transactions(desk, opened, lang, ordinal(&fields)?).await?),
        ("parties", true) => Tab::Parties(show::parties(desk, opened, lang, fields.get("at")).await?),
        ("findings", _) => Tab::Findings(found::of(desk, opened, lang).await?, told::filter(&fields)?),
        ("findings.csv" | "findings.json", _) => {
            return told::file(name, &found::of(desk, opened, lang).await?).ok_or(Fault::NotFound);
        }
        ("original", _) => Tab::Original(lines(desk, colleague, opened, &fields).await?),
        ("original.xml", _) => return bytes(desk, colleague, opened).await,
        ("letter", _) => Tab::Letter(paper(desk, opened).await?),
        _ => return Err(Fault::NotFound),
    };
    let head = opened.head(desk, lang);
    Ok(pages::report(&visit.context, &who(&colleague.person), &head, &tab).into_response())
}

/// The place from which a page of transactions begins; 1 if none is asked for.
fn ordinal(fields: &Fields) -> Result<i64, Fault> {
    match fields.get("at") {
        "" => Ok(1),
        text => text.parse().map_err(|_| Fault::BadRequest("HTTP-FIELD-VALUE")),
    }
}

async fn unsealed(desk: &Desk, colleague: &Colleague, opened: &Opened) -> Result<open::Original, Fault> {
    hidden_unless(desk, colleague, Right::Original).await?;
    open::original(desk.intake.office(), &opened.letter_access, opened.letter).await.map_err(|e| unread(e.into()))
}

async fn lines(
    desk: &Desk,
    colleague: &Colleague,
    opened: &Opened,
    fields: &Fields,
) -> Result<crate::view::Original, Fault> {
    let number = |name| match fields.get(name) {
        "" => Ok(None),
        text => text.parse::<u64>().map(Some).map_err(|_| Fault::BadRequest("HTTP-FIELD-VALUE")),
    };
    let (hit, from) = (number("line")?, number("from")?);
    // A line that is asked for stands a little below the top of its page.
    let from = from.or(hit.map(|line| line.saturating_sub(10))).unwrap_or(1).max(1);
    let source = unsealed(desk, colleague, opened).await?;
    let limits = Terms::new(&desk.profile, desk.intake.day(opened.row.received)).limits;
    let entry = opened.entry().map(str::to_owned);
    let wanted = original::Wanted { file_name: opened.row.file_name.clone(), entry, from, hit };
    let reading = tokio::task::spawn_blocking(move || original::lines(source, limits, &wanted));
    reading.await.map_err(|_| Fault::Internal)
}

async fn bytes(desk: &Desk, colleague: &Colleague, opened: &Opened) -> Result<Response, Fault> {
    let source = unsealed(desk, colleague, opened).await?;
    Ok(original::download(source, &opened.row.file_name))
}

/// The letter and what went back. It is opened once to see that it is what the receipt says.
async fn paper(desk: &Desk, opened: &Opened) -> Result<LetterView, Fault> {
    let office = desk.intake.office();
    let arrival = arrive::get(office, opened.letter).await.map_err(|e| unread(e.into()))?;
    let verified = match open::original(office, &opened.letter_access, opened.letter).await {
        Ok(_) => true,
        Err(PostError::Altered { .. } | PostError::Seal(_)) => false,
        Err(other) => return Err(unread(other.into())),
    };
    let answer = answer::of(office, opened.letter).await.map_err(|e| unread(e.into()))?;
    Ok(LetterView {
        id: opened.letter.to_string(),
        sender: arrival.correspondent_name,
        file_name: arrival.file_name,
        bytes: natural(arrival.bytes),
        digest: hex::encode(arrival.sha256),
        received_at: moment(arrival.received),
        fetched_at: moment(arrival.fetched),
        verified,
        receipt: arrival.receipt,
        acknowledgement: answer.map(|answer| answer.body),
        reports: opened.reports.iter().map(|(id, number)| (id.to_string(), number.clone())).collect(),
    })
}
