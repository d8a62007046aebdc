//! `fiu-edge`: the program on the outer host.

use anyhow::{Context as _, Result, bail};
use clap::{Args, Parser, Subcommand};
use openfiu_fiu_edge::folder::{Folder, SETTINGS, Settings};
use openfiu_fiu_edge::house::{House, load_profile};
use openfiu_fiu_edge::{log, serve};
use post::CorrespondentId;
use post::edge::correspondent::{self, Standing};
use post::edge::enrol;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use store::World;
use store::audit::Actor;

/// Takes letters in from reporters and hands them to the office.
#[derive(Parser, Debug)]
#[command(name = "fiu-edge", version)]
struct Cli {
    /// The data folder.
    #[arg(long, env = "FIU_EDGE_DATA", global = true, default_value = "edge-data")]
    data: PathBuf,
    /// Log as JSON, one object a line.
    #[arg(long, env = "FIU_LOG_JSON", global = true)]
    log_json: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Make the data folder, with keys and settings.
    Init(Init),
    /// Serve the portal, the machine interface and the link to the office.
    Serve {
        /// Address and port of the portal, instead of the one in the settings.
        #[arg(long, env = "FIU_EDGE_LISTEN")]
        listen: Option<String>,
        /// Address and port of the link to the office, instead of the one in the settings.
        #[arg(long, env = "FIU_EDGE_LINK")]
        link: Option<String>,
        /// End when standard input ends, as the demonstration wants it.
        #[arg(long, hide = true)]
        with_parent: bool,
    },
    /// Organisations that may write to the office.
    #[command(subcommand)]
    Correspondent(OfCorrespondent),
    /// People of correspondents.
    #[command(subcommand)]
    Person(OfPerson),
}

#[derive(Args, Debug)]
struct Init {
    /// The name of the office; the same as the office itself was given.
    #[arg(long)]
    office: String,
    /// The folder with the office's public keys, written by `fiu init`.
    #[arg(long)]
    office_keys: PathBuf,
    /// The country: a profile that is built in, or a folder.
    #[arg(long, default_value = "xx-5.0")]
    profile: String,
    /// Address and port of the portal.
    #[arg(long, default_value = "127.0.0.1:8201")]
    listen: String,
    /// Address and port of the link to the office.
    #[arg(long, default_value = "127.0.0.1:8202")]
    link: String,
    /// The address under which reporters reach the portal; may be given several times.
    #[arg(long = "origin")]
    origins: Vec<String>,
    /// The database, such as postgres://user@host/name, instead of a file in the data folder.
    #[arg(long, env = "FIU_EDGE_DATABASE")]
    database: Option<String>,
    /// The address of the server in front, whose X-Forwarded-For is believed.
    #[arg(long)]
    proxy: Option<String>,
}

#[derive(Subcommand, Debug)]
enum OfCorrespondent {
    /// Register an organisation.
    Add {
        /// Its name.
        name: String,
        /// Its number in reports (rentity_id).
        number: String,
        /// A kind of report it may file; may be given several times; all kinds if it is not given.
        #[arg(long = "kind")]
        kinds: Vec<String>,
    },
    /// All organisations.
    List,
    /// Stop an organisation for the time being.
    Suspend {
        /// Its id.
        id: String,
    },
    /// Let an organisation write again.
    Resume {
        /// Its id.
        id: String,
    },
}

#[derive(Subcommand, Debug)]
enum OfPerson {
    /// Make a person of an organisation; prints the link for the first sign-in.
    Add {
        /// The id of the organisation.
        correspondent: String,
        /// The name to sign in with.
        login: String,
        /// The person's name.
        name: String,
    },
    /// The people of an organisation.
    List {
        /// The id of the organisation.
        correspondent: String,
    },
    /// Invite a person again who lost password or authenticator; both are void from then on.
    Invite {
        /// The id of the person.
        id: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    log::begin(cli.log_json, "info");
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _said = writeln!(std::io::stderr(), "fiu-edge: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<()> {
    match cli.what {
        What::Init(init) => make(&cli.data, init),
        What::Serve { listen, link, with_parent } => {
            let mut house = House::open(&cli.data, World::system()).await?;
            house.settings.listen = listen.unwrap_or(house.settings.listen);
            house.settings.link = link.unwrap_or(house.settings.link);
            serve::serve(house, end(with_parent)).await
        }
        What::Correspondent(what) => of_correspondent(&open(&cli.data).await?, what).await,
        What::Person(what) => of_person(&open(&cli.data).await?, what).await,
    }
}

async fn end(with_parent: bool) {
    let parent = async {
        if !with_parent {
            return std::future::pending::<()>().await;
        }
        let (over, parent) = tokio::sync::oneshot::channel::<()>();
        // Nothing is ever written to it: it ends when the parent does, however that ends.
        std::thread::spawn(move || {
            let _end = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
            drop(over);
        });
        let _over = parent.await;
    };
    tokio::select! {
        () = serve::asked_to_end() => {}
        () = parent => {}
    }
}

async fn open(data: &std::path::Path) -> Result<House> {
    let opened = House::open(data, World::system()).await;
    opened.context("with SQLite, people and correspondents are changed while `fiu-edge serve` does not run")
}

fn make(data: &std::path::Path, init: Init) -> Result<()> {
    load_profile(&init.profile)?;
    let read = |name: &str| {
        let path = init.office_keys.join(name);
        fs::read_to_string(&path).with_context(|| format!("reading the office's key `{}`", path.display()))
    };
    let (signing, sealing) = (read("office.public")?, read("office-sealing.public")?);
    let folder = Folder::make(data)?;
    if folder.path(SETTINGS).exists() {
        bail!("`{}` is an edge already; change its settings in {SETTINGS}", data.display());
    }
    folder.keep_public("office", &signing)?;
    folder.keep_public("office-sealing", &sealing)?;
    folder.their_signing("office")?;
    folder.their_sealing("office-sealing")?;
    let world = World::system();
    let key = folder.make_signing(&world, "edge", "edge")?;
    folder.make_opening(&world, "own")?;
    let origins = if init.origins.is_empty() { vec![format!("http://{}", init.listen)] } else { init.origins };
    let profile = if std::path::Path::new(&init.profile).is_dir() {
        fs::canonicalize(&init.profile)?.display().to_string()
    } else {
        init.profile
    };
    let settings = Settings {
        office: init.office,
        profile,
        listen: init.listen,
        link: init.link,
        origins,
        database: init.database,
        proxy: init.proxy,
    };
    folder.set(SETTINGS, &settings)?;
    say(&format!(
        "the edge is made in {}\nits public key, to be given to `fiu` and published for whoever checks receipts:\n  {}\n  (in {})",
        data.display(),
        key.public(),
        folder.path("public/edge.public").display(),
    ))
}

async fn of_correspondent(house: &House, what: OfCorrespondent) -> Result<()> {
    let by = Actor::program("fiu-edge");
    let id = |text: &str| CorrespondentId::parse(text).with_context(|| format!("`{text}` is not an id"));
    match what {
        OfCorrespondent::Add { name, number, kinds } => {
            let id = correspondent::register(&house.edge, &by, &name, &number, &kinds).await?;
            say(&id.to_string())
        }
        OfCorrespondent::List => {
            let all = correspondent::list(&house.edge).await?;
            let line = |one: &correspondent::Correspondent| {
                format!("{}  {:10}  {:12}  {}", one.id, one.rentity_id, one.standing.word(), one.name)
            };
            say(&all.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        OfCorrespondent::Suspend { id: text } => {
            Ok(correspondent::set_standing(&house.edge, &by, id(&text)?, Standing::Suspended).await?)
        }
        OfCorrespondent::Resume { id: text } => {
            Ok(correspondent::set_standing(&house.edge, &by, id(&text)?, Standing::Active).await?)
        }
    }
}

async fn of_person(house: &House, what: OfPerson) -> Result<()> {
    let by = Actor::program("fiu-edge");
    let of = |text: &str| CorrespondentId::parse(text).with_context(|| format!("`{text}` is not an id"));
    let invitation = match what {
        OfPerson::Add { correspondent, login, name } => {
            enrol::invite(&house.edge, &by, of(&correspondent)?, &login, &name).await?.1
        }
        OfPerson::Invite { id } => {
            let id = post::ReporterId::parse(&id).with_context(|| format!("`{id}` is not an id"))?;
            enrol::invite_again(&house.edge, &by, id).await?
        }
        OfPerson::List { correspondent } => {
            let all = enrol::people(&house.edge, of(&correspondent)?).await?;
            let line = |one: &enrol::Person| format!("{}  {:24}  {:8}  {}", one.id, one.login, one.state, one.name);
            return say(&all.iter().map(line).collect::<Vec<_>>().join("\n"));
        }
    };
    let origin = house.settings.origins.first().map_or("", String::as_str);
    say(&format!(
        "{origin}/welcome/{}\ngood once, for three days; give it to the person by a safe way",
        *invitation.secret
    ))
}

fn say(text: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{text}").context("writing to standard output")
}
