//! `fiu admin`: the office's people, and what waits for a person to look at it.

use crate::fetch::set_aside;
use crate::house::House;
use crate::say;
use anyhow::{Context as _, Result, anyhow};
use clap::Subcommand;
use staff::{MemberId, Role, people};
use std::collections::BTreeSet;
use std::path::Path;
use store::World;
use store::audit::Actor;

#[derive(Subcommand, Debug)]
pub(crate) enum OfAdmin {
    /// The office's own people. Correspondents and their people are kept at the edge: see `fiu-edge --help`.
    #[command(subcommand)]
    Staff(OfStaff),
    /// Letters that were set aside, and events that were tried too often.
    Stuck,
}

#[derive(Subcommand, Debug)]
pub(crate) enum OfStaff {
    /// Make a person; prints the link for the first sign-in.
    Add {
        /// The name to sign in with.
        login: String,
        /// The person's name.
        name: String,
        /// A role: intake-officer, auditor or administrator; may be given several times.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
    },
    /// All people.
    List,
    /// Invite a person again who lost password or authenticator; both are void from then on.
    Invite {
        /// The id of the person.
        id: String,
    },
    /// Close a person's account.
    Close {
        /// The id of the person.
        id: String,
    },
}

pub(crate) async fn run(data: &Path, what: OfAdmin) -> Result<()> {
    let house = House::open(data, World::system()).await;
    let house = house.context("with SQLite, `fiu admin` works while `fiu serve` does not run")?;
    match what {
        OfAdmin::Staff(what) => of_staff(&house, what).await,
        OfAdmin::Stuck => stuck(&house).await,
    }
}

async fn of_staff(house: &House, what: OfStaff) -> Result<()> {
    let by = Actor::program("fiu admin");
    let id = |text: &str| MemberId::parse(text).with_context(|| format!("`{text}` is not an id"));
    let invitation = match what {
        OfStaff::Add { login, name, roles } => {
            people::invite(&house.staff, &by, &login, &name, &read(&roles)?).await?.1
        }
        OfStaff::Invite { id: text } => people::invite_again(&house.staff, &by, id(&text)?).await?,
        OfStaff::Close { id: text } => return Ok(people::close(&house.staff, &by, id(&text)?).await?),
        OfStaff::List => {
            let all = people::list(&house.staff).await?;
            let line = |one: &people::Person| {
                let roles = one.roles.iter().map(|role| role.word()).collect::<Vec<_>>().join(" ");
                format!("{}  {:20}  {:8}  {:30}  {}", one.id, one.login, one.state, roles, one.name)
            };
            return say(&all.iter().map(line).collect::<Vec<_>>().join("\n"));
        }
    };
    let origin = house.settings.origins.first().map_or("", String::as_str);
    let secret = invitation.secret.as_str();
    say(&format!("{origin}/welcome/{secret}\ngood once, for three days; give it to the person by a safe way"))
}

fn read(roles: &[String]) -> Result<BTreeSet<Role>> {
    let role = |word: &String| {
        let known = Role::ALL.map(Role::word).join(", ");
        Role::read(word).ok_or_else(|| anyhow!("`{word}` is no role; there are: {known}"))
    };
    roles.iter().map(role).collect()
}

async fn stuck(house: &House) -> Result<()> {
    let aside = set_aside(&house.folder)?;
    let events = house.store.stuck(1_000).await?;
    let mut lines: Vec<String> = aside.iter().map(|path| format!("set aside  {}", path.display())).collect();
    lines.extend(
        events.iter().map(|one| format!("stuck  {}  {}  tried {}  {}", one.id, one.event, one.tries, one.reason)),
    );
    if lines.is_empty() { say("nothing waits for a person") } else { say(&lines.join("\n")) }
}
