//! Filling the country: what its reporters noticed, written as goAML XML and sent to the machine interface of the edge.

use super::found::{PROFILE, STORY_DAYS};
use super::sheet::{Machine, Sheet};
use super::step;
use crate::fetch::client;
use crate::flow::Rooms;
use anyhow::{Context as _, Result, bail};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use post::office::{answer, arrive};
use profile::Files;
use std::fs;
use std::io::IsTerminal as _;
use std::path::Path;
use std::time::Duration;
use testkit::draw::{Domain, Draw};
use testkit::mistakes::{Frame, Mistake, plant};
use testkit::model::Model;
use testkit::xml::push::Layout;
use testkit::xml::report::to_xml;
use testkit::{Country, Filing, Habits, Report, ReportCode, Size};

/// Ordinary transactions for each report that is wanted.
const ORDINARY: u64 = 250;
/// Every so many reports one has mistakes.
const BAD_EVERY: u64 = 9;
/// Mistakes that reporters make, as the findings page shows them best.
const USUAL: [Mistake; 8] = [
    Mistake::Missing,
    Mistake::WrongCode,
    Mistake::Label,
    Mistake::Date,
    Mistake::Number,
    Mistake::Order,
    Mistake::Misspelt,
    Mistake::TooLong,
];

/// The country of a sheet.
pub(super) fn country(sheet: &Sheet) -> Country {
    let size = Size::transactions(ORDINARY.saturating_mul(u64::from(sheet.reports)).max(12_000));
    Country::new(sheet.seed, Size { days: STORY_DAYS, ..size }).beginning_on(sheet.first_day)
}

/// Reports in the order of filing: all suspicions there is room for, the rest from the others, evenly.
fn chosen(country: Country, wanted: usize) -> Vec<Report> {
    let all: Vec<Report> = Filing::new(country, Habits::default()).collect();
    let (suspicious, other): (Vec<Report>, Vec<Report>) =
        all.into_iter().partition(|report| report.code.is_suspicious());
    let few = wanted.saturating_mul(2).div_ceil(3).max(wanted.saturating_sub(other.len()));
    let mut chosen = evenly(suspicious, few);
    chosen.extend(evenly(other, wanted.saturating_sub(chosen.len())));
    chosen.sort_by_key(|report| report.number);
    chosen
}

fn evenly(all: Vec<Report>, wanted: usize) -> Vec<Report> {
    let (count, wanted) = (all.len(), wanted.min(all.len()));
    let picked = |at: usize| {
        at.saturating_mul(wanted) / count.max(1) != at.saturating_add(1).saturating_mul(wanted) / count.max(1)
    };
    all.into_iter().enumerate().filter(|(at, _)| picked(*at)).map(|(_, report)| report).collect()
}

/// Sends all reports and waits until the office has answered each.
pub(super) async fn fill(root: &Path, sheet: &Sheet, port: u16, rooms: &Rooms) -> Result<()> {
    let country = country(sheet);
    let schema = Files::builtin(PROFILE).context("the profile of the demo country is not built in")?;
    let schema = schema.text("schema.xsd").context("the profile has no schema")?.to_owned();
    let model = Model::read(&schema)?;
    step("writing what the reporters of Zedland noticed")?;
    // One more than is sent: it is for whoever tries the portal.
    let mut reports = chosen(country, usize::try_from(sheet.reports).unwrap_or(usize::MAX).saturating_add(1));
    let last =
        reports.iter().rposition(|report| report.code == ReportCode::Str && report.reporter.reporter().id == 1001);
    let to_try = reports.remove(last.unwrap_or(0));
    write_examples(root, &country, &model, &to_try)?;
    step("sending them: edge, office, register, answer")?;
    let bar = bar(reports.len());
    let http = client(true)?;
    let mut sent = 0_u64;
    for report in &reports {
        let xml = to_xml(&country, testkit::Profile::Zz, report, Layout::default());
        let bad = report.number % BAD_EVERY == 0;
        let xml = if bad { broken(&model, &xml, sheet.seed ^ report.number, 3)? } else { xml };
        let rentity = report.reporter.reporter().id.to_string();
        let machine = sheet.machines.iter().find(|machine| machine.rentity == rentity);
        send(&http, port, machine.context("a reporter has no machine")?, report, xml).await?;
        sent = sent.saturating_add(1);
        bar.told(sent);
    }
    bar.end();
    step("waiting for the last answers")?;
    while arrive::last(rooms.intake.office()).await? < i64::try_from(sent).unwrap_or(i64::MAX)
        || !answer::waiting(rooms.intake.office(), 1).await?.is_empty()
        || rooms.intake.store().waiting().await? > 0
    {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

/// Plants mistakes.
fn broken(model: &Model, xml: &[u8], seed: u64, count: usize) -> Result<Vec<u8>> {
    let text = std::str::from_utf8(xml).context("a report is not UTF-8")?;
    let broken = plant(&Frame::report(model), text, &USUAL, count, &mut Draw::new(seed, Domain::Mistake, 1))?;
    Ok(broken.xml.into_bytes())
}

/// A report with mistakes and the same one without, for whoever tries the portal.
fn write_examples(root: &Path, country: &Country, model: &Model, report: &Report) -> Result<()> {
    let folder = root.join("try");
    fs::create_dir_all(&folder).with_context(|| format!("making `{}`", folder.display()))?;
    let good = to_xml(country, testkit::Profile::Zz, report, Layout::default());
    let bad = broken(model, &good, country.seed, 6)?;
    for (name, bytes) in [("mended.xml", good), ("bad.xml", bad)] {
        fs::write(folder.join(name), bytes).with_context(|| format!("writing {name}"))?;
    }
    Ok(())
}

/// Sends one report. Sent again after a broken start, it gives the same receipt and no second report.
async fn send(http: &reqwest::Client, port: u16, machine: &Machine, report: &Report, xml: Vec<u8>) -> Result<()> {
    let code = report.code.code();
    let name = format!("{code}-{}.xml", report.number);
    let reference = format!("{}-{code}-{}", machine.rentity, report.number);
    let url = format!("http://127.0.0.1:{port}/api/v1/letters?reference={reference}&file_name={name}");
    let request = http.post(url).bearer_auth(&machine.key).header("content-type", "application/xml");
    let answer = request.body(xml).send().await.context("the edge cannot be reached")?;
    let status = answer.status();
    if !status.is_success() {
        bail!("{} could not send {name}: {status} {}", machine.name, answer.text().await.unwrap_or_default());
    }
    Ok(())
}

/// Progress: a bar on a terminal, a line for each tenth elsewhere.
struct Bar {
    bar: ProgressBar,
    lines: bool,
    all: u64,
}

fn bar(all: usize) -> Bar {
    let (all, terminal) = (u64::try_from(all).unwrap_or(u64::MAX), std::io::stderr().is_terminal());
    let target = if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(all), target);
    let style = ProgressStyle::with_template("  {bar:40} {pos} of {len} reports, {eta} left");
    Bar { bar: style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style)), lines: !terminal, all }
}

impl Bar {
    fn told(&self, done: u64) {
        self.bar.set_position(done);
        let tenth = self.all.div_ceil(10).max(1);
        if self.lines && (done.checked_rem(tenth) == Some(0) || done == self.all) {
            // Progress that cannot be written is no reason to stop.
            let _said = step(&format!("  {done} of {} reports", self.all));
        }
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}
