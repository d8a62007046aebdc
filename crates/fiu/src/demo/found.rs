//! Founding the country: an office, an edge, reporters with log-ins and machines, staff of each role.

use super::sheet::{LogIn, Machine, Sheet};
use super::{Demo, Ports};
use crate::house::{self, House, Init};
use crate::totp;
use anyhow::{Context as _, Result, bail};
use fiu_edge::folder::{Folder, SETTINGS, Settings};
use fiu_edge::house::House as EdgeHouse;
use post::edge::sign_in::Visitor;
use post::edge::{correspondent, enrol, machine};
use staff::{Role, people};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use store::World;
use store::audit::Actor;
use store::door::Pairing;
use testkit::Country;
use testkit::reporters::{REPORTERS, Reporter};

/// The country's profile.
pub(super) const PROFILE: &str = "zz";
const OFFICE: &str = "Financial Intelligence Unit of Zedland";
/// Reporters whose people have log-ins: two banks and a money transfer service.
const WITH_PEOPLE: [(u64, &str); 3] = [(1001, "harbour"), (1007, "southbay"), (1021, "swallow")];
/// Length of the story; it ends a little before today.
pub(super) const STORY_DAYS: u64 = 240;
const ENDED_DAYS: i64 = 10;

/// Reads a date as days since 1970.
pub(super) fn day(text: &str) -> Result<i64, jiff::Error> {
    let day: jiff::civil::Date = text.parse()?;
    Ok(jiff::civil::date(1970, 1, 1).until(day)?.get_days().into())
}

/// Founds everything below a folder.
pub(super) async fn country(root: &Path, demo: &Demo, world: &World) -> Result<Sheet> {
    fs::create_dir_all(root).with_context(|| format!("making the folder `{}`", root.display()))?;
    let today = world.now().0.div_euclid(86_400_000_000);
    let length = i64::try_from(STORY_DAYS).unwrap_or(i64::MAX);
    let mut sheet = Sheet {
        seed: demo.seed,
        reports: demo.reports,
        first_day: demo.first_day.unwrap_or(today.saturating_sub(length).saturating_sub(ENDED_DAYS)),
        filled: false,
        reporters: Vec::new(),
        staff: Vec::new(),
        machines: Vec::new(),
    };
    // A folder that was left half founded is founded anew: nothing was promised from it.
    for part in ["office", "edge"] {
        let path = root.join(part);
        if path.exists() {
            fs::remove_dir_all(&path).with_context(|| format!("clearing `{}`", path.display()))?;
        }
    }
    let office = office(root, world, demo.office_database.as_deref())?;
    edge(root, world, &office, demo.edge_database.as_deref())?;
    let country = super::fill::country(&sheet);
    let house = EdgeHouse::open(&root.join("edge"), world.clone()).await?;
    if !correspondent::list(&house.edge).await?.is_empty() {
        bail!("the edge's database holds reporters already; an invented country wants two databases that are empty");
    }
    for reporter in &REPORTERS {
        register(&house, &country, reporter, &mut sheet).await?;
    }
    house.store.clone().close().await;
    drop(house);
    let house = House::open(&root.join("office"), world.clone()).await?;
    for (number, role) in (0_u64..).zip(Role::ALL) {
        sheet.staff.push(employ(&house, &country, number, role).await?);
    }
    house.store.clone().close().await;
    drop(house);
    sheet.write(root)?;
    Ok(sheet)
}

/// Makes the data folder of the office.
pub(crate) fn office(root: &Path, world: &World, database: Option<&str>) -> Result<Folder> {
    let settings = house::Settings {
        office: OFFICE.to_owned(),
        profile: PROFILE.to_owned(),
        listen: String::new(),
        origins: Vec::new(),
        edge: String::new(),
        database: database.map(str::to_owned),
    };
    house::init(world, Init { folder: &root.join("office"), settings })
}

/// Makes the data folder of the edge; the two know each other then.
pub(crate) fn edge(root: &Path, world: &World, office: &Folder, database: Option<&str>) -> Result<()> {
    let folder = Folder::make(&root.join("edge"))?;
    let public = |name: &str| fs::read_to_string(office.path(name)).with_context(|| format!("reading {name}"));
    folder.keep_public("office", &public("public/office.public")?)?;
    folder.keep_public("office-sealing", &public("public/office-sealing.public")?)?;
    folder.make_signing(world, "edge", "edge")?;
    folder.make_opening(world, "own")?;
    house::trust_edge(office, &folder.path("public/edge.public"))?;
    let settings = Settings {
        office: OFFICE.to_owned(),
        profile: PROFILE.to_owned(),
        listen: String::new(),
        link: String::new(),
        origins: Vec::new(),
        database: database.map(str::to_owned),
        proxy: None,
    };
    folder.set(SETTINGS, &settings)
}

/// Writes the addresses of this start into both settings.
pub(super) fn addresses(root: &Path, ports: &Ports) -> Result<()> {
    let origins = |port: u16| vec![format!("http://127.0.0.1:{port}"), format!("http://localhost:{port}")];
    let edge = Folder::open(&root.join("edge"))?;
    let mut settings: Settings = edge.settings(SETTINGS)?;
    settings.listen = format!("127.0.0.1:{}", ports.portal);
    settings.link = format!("127.0.0.1:{}", ports.link);
    settings.origins = origins(ports.portal);
    edge.set(SETTINGS, &settings)?;
    let office = Folder::open(&root.join("office"))?;
    let mut settings: house::Settings = office.settings(house::SETTINGS)?;
    settings.listen = format!("127.0.0.1:{}", ports.desk);
    settings.origins = origins(ports.desk);
    settings.edge = format!("http://127.0.0.1:{}", ports.link);
    office.set(house::SETTINGS, &settings)
}

/// Registers a reporter with a person and a machine; some people are enrolled, so that one can sign in as them.
async fn register(house: &EdgeHouse, country: &Country, reporter: &Reporter, sheet: &mut Sheet) -> Result<()> {
    let (edge, by) = (&house.edge, Actor::program("demo"));
    let rentity = reporter.id.to_string();
    let id = correspondent::register(edge, &by, reporter.name, &rentity, &[]).await?;
    let short = WITH_PEOPLE.iter().find(|(number, _)| *number == reporter.id).map(|(_, short)| *short);
    let login = short.map_or_else(|| format!("officer.{rentity}"), str::to_owned);
    let name = country.person(reporter.id).latin_name();
    let (person, invitation) = enrol::invite(edge, &by, id, &login, &name).await?;
    if short.is_some() {
        let pairing = enrol::begin(edge, &invitation.secret).await?;
        let log_in = log_in(&house.world, pairing, reporter.name)?;
        let code = earlier_code(&house.world, &log_in.secret)?;
        enrol::finish(edge, &invitation.secret, &log_in.password, &code).await?;
        sheet.reporters.push(log_in);
    }
    let visitor = Visitor {
        reporter: person,
        name,
        login,
        correspondent: id,
        correspondent_name: reporter.name.to_owned(),
        rentity_id: rentity.clone(),
        kinds: Vec::new(),
        since: house.world.now(),
        code_since: None,
    };
    let (_, key) = machine::make(edge, &visitor, "core banking").await?;
    sheet.machines.push(Machine { rentity, name: reporter.name.to_owned(), key: key.to_string() });
    Ok(())
}

async fn employ(house: &House, country: &Country, number: u64, role: Role) -> Result<LogIn> {
    let (login, title) = match role {
        Role::IntakeOfficer => ("officer", "intake officer"),
        Role::Auditor => ("auditor", "auditor"),
        Role::Administrator => ("admin", "administrator"),
    };
    let name = country.person(number.saturating_add(3)).latin_name();
    let by = Actor::program("demo");
    let (_, invitation) = people::invite(&house.staff, &by, login, &name, &BTreeSet::from([role])).await?;
    let pairing = house.staff.begin_enrolment(&invitation.secret).await?;
    let log_in = log_in(&house.world, pairing, title)?;
    let code = earlier_code(&house.world, &log_in.secret)?;
    house.staff.finish_enrolment(&invitation.secret, &log_in.password, &code).await?;
    Ok(log_in)
}

fn log_in(world: &World, pairing: Pairing, of: &str) -> Result<LogIn> {
    let secret = pairing.address.split(['?', '&']).find_map(|part| part.strip_prefix("secret="));
    let secret = secret.context("the pairing has no secret")?.to_owned();
    Ok(LogIn { login: pairing.login, password: password(world)?, secret, name: pairing.name, of: of.to_owned() })
}

/// The code before the one of this moment: good for the pairing, so that the one of this moment is left for signing in.
fn earlier_code(world: &World, secret: &str) -> Result<String> {
    let seconds = world.now().0.div_euclid(1_000_000).saturating_sub(30);
    Ok(totp::read(secret)?.code(u64::try_from(seconds).unwrap_or(0)))
}

/// A password that can be read out and typed: four times three syllables, 79 bits.
fn password(world: &World) -> Result<String> {
    const FIRST: [&str; 16] = ["b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"];
    const SECOND: [&str; 6] = ["a", "e", "i", "o", "u", "ai"];
    let mut words = Vec::new();
    let random = world.random::<24>()?;
    for part in random.chunks(6) {
        let syllables = part.chunks(2).map(|pair| {
            let pick = |list: &[&'static str], byte: Option<&u8>| {
                let at = usize::from(byte.copied().unwrap_or(0)).checked_rem(list.len()).unwrap_or(0);
                list.get(at).copied().unwrap_or("x")
            };
            format!("{}{}", pick(&FIRST, pair.first()), pick(&SECOND, pair.get(1)))
        });
        words.push(syllables.collect::<String>());
    }
    Ok(words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_story_begins_on_a_day_of_the_calendar() {
        assert_eq!(day("1970-01-02").unwrap(), 1);
        assert_eq!(day("2026-03-17").unwrap(), 20_529);
        assert_eq!(day("1969-12-31").unwrap(), -1);
        for wrong in ["2026-02-30", "17.03.2026", ""] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
