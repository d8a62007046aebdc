//! `fiu`: the program on the inner host. The desk, the worker, administration, and the demonstration.
//!
//! It never faces the outside: it calls the edge, nobody calls it but the office's own people. What belongs to whom is
//! decided in the slices; here they are put together.
//!
//! Reading order: `house` the office from its data folder, `flow` who acts on what, `fetch` the link to the edge,
//! `worker` with its `hands` and `serve` what runs, `demo` the invented country, `admin`, `audit`, `profiles` and
//! `totp` the commands.
//!
//! Limits: with SQLite one process has the data folder, so commands that need the database work while `serve` does not
//! run; `backup` and `restore` are not here yet (copy the stopped data folder, or use the tools of PostgreSQL).

mod admin;
mod audit;
mod demo;
mod fetch;
mod flow;
mod hands;
mod house;
mod profiles;
#[cfg(test)]
mod road;
mod serve;
mod totp;
mod worker;

use anyhow::{Context as _, Result};
use clap::{Args, Parser, Subcommand};
use fiu_edge::{folder::Folder, log, serve::asked_to_end};
use house::{House, Init, Settings};
use serve::Parts;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::World;

/// The financial intelligence unit's own side of OpenFIU.
#[derive(Parser, Debug)]
#[command(name = "fiu", version)]
struct Cli {
    /// The data folder of the office.
    #[arg(long, env = "FIU_DATA", global = true)]
    data: Option<PathBuf>,
    /// Log as JSON, one object a line.
    #[arg(long, env = "FIU_LOG_JSON", global = true)]
    log_json: bool,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Start an invented country with everything in it, to look at.
    Demo(demo::Demo),
    /// Make the data folder of an office, with keys and settings.
    Init(InitArgs),
    /// Trust an edge: the file with its public key, written by `fiu-edge init`.
    EdgeKey {
        /// The file.
        file: PathBuf,
    },
    /// Serve the desk, and work.
    Serve,
    /// Work without a desk: fetch letters, register reports, deliver answers.
    Worker,
    /// People of the office, and what waits for a person.
    #[command(subcommand)]
    Admin(admin::OfAdmin),
    /// The audit log.
    #[command(subcommand)]
    Audit(audit::OfAudit),
    /// Countries as data.
    #[command(subcommand)]
    Profile(profiles::OfProfile),
    /// Look for the patterns of laundering in payments: tables and a page. Needs no office.
    Detect(fiu_files::DetectArgs),
    /// Find out which records speak of the same person or organisation. Needs no office.
    Resolve(fiu_files::ResolveArgs),
    /// Hold names against sanctions lists and lists of one's own. Needs no office.
    Screen(fiu_files::ScreenArgs),
    /// Follow money through statements by a named method: tables, a statement and a page. Needs no office.
    Trace(fiu_files::TraceArgs),
    /// The one-time code of this moment, from the secret of an authenticator or its otpauth address.
    Totp {
        /// The secret.
        secret: String,
    },
}

#[derive(Args, Debug)]
struct InitArgs {
    /// The name of the office.
    #[arg(long)]
    office: String,
    /// The country: a profile that is built in, or a folder.
    #[arg(long, default_value = "xx-5.0")]
    profile: String,
    /// Address and port of the desk.
    #[arg(long, default_value = "127.0.0.1:8203")]
    listen: String,
    /// The address under which the office's people reach the desk; may be given several times.
    #[arg(long = "origin")]
    origins: Vec<String>,
    /// Where the edge's link is: https://…, or http://… on this machine.
    #[arg(long, default_value = "http://127.0.0.1:8202")]
    edge: String,
    /// The database, such as postgres://user@host/name, instead of a file in the data folder.
    #[arg(long, env = "FIU_DATABASE")]
    database: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    // The demonstration and what works over files speak for themselves.
    let speaks = matches!(cli.what, What::Demo(_)) || cli.what.over_files().is_some();
    log::begin(cli.log_json, if speaks { "error" } else { "info" });
    if let Some(work) = cli.what.over_files() {
        end_when_asked();
        return work();
    }
    match run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _said = writeln!(std::io::stderr(), "fiu: {error:#}");
            ExitCode::FAILURE
        }
    }
}

impl What {
    /// What works over files, with exit codes of its own.
    fn over_files(&self) -> Option<Box<dyn FnOnce() -> ExitCode + '_>> {
        Some(match self {
            Self::Detect(args) => Box::new(|| fiu_files::detect_files(args)),
            Self::Resolve(args) => Box::new(|| fiu_files::resolve_files(args)),
            Self::Screen(args) => Box::new(|| fiu_files::screen_files(args)),
            Self::Trace(args) => Box::new(|| fiu_files::trace_files(args)),
            _ => return None,
        })
    }
}

/// Ends the process when somebody asks for it, but never while a file is in the making.
#[expect(clippy::exit, reason = "long work has no place where it could be told to return, and nothing is half written")]
fn end_when_asked() {
    tokio::spawn(async {
        asked_to_end().await;
        std::process::exit(i32::from(fiu_files::cancel()));
    });
}

async fn run(cli: Cli) -> Result<()> {
    let given = cli.data;
    let data = given.as_deref().unwrap_or(Path::new("office-data"));
    match cli.what {
        What::Demo(demo) => demo::run(demo, given.as_deref()).await,
        What::Init(args) => make(data, args),
        What::EdgeKey { file } => house::trust_edge(&Folder::open(data)?, &file),
        What::Serve => serve::serve(House::open(data, World::system()).await?, Parts::Both, asked_to_end()).await,
        What::Worker => serve::serve(House::open(data, World::system()).await?, Parts::Worker, asked_to_end()).await,
        What::Admin(what) => admin::run(data, what).await,
        What::Audit(what) => audit::run(data, what).await,
        What::Profile(what) => profiles::run(what),
        // Done before, since its exit codes are its own.
        What::Detect(_) | What::Resolve(_) | What::Screen(_) | What::Trace(_) => Ok(()),
        What::Totp { secret } => {
            let seconds = World::system().now().0.div_euclid(1_000_000);
            say(&totp::read(&secret)?.code(u64::try_from(seconds).unwrap_or(0)))
        }
    }
}

fn make(data: &Path, args: InitArgs) -> Result<()> {
    let origins = if args.origins.is_empty() { vec![format!("http://{}", args.listen)] } else { args.origins };
    let settings = Settings {
        office: args.office,
        profile: args.profile,
        listen: args.listen,
        origins,
        edge: args.edge,
        database: args.database,
    };
    let folder = house::init(&World::system(), Init { folder: data, settings })?;
    say(&format!(
        "the office is made in {}\nits secret keys are in {}: keep two copies of that folder in two safes; without \
         office-sealing.secret no letter can be read, ever\nnext: fiu-edge init --office-keys {} --office …, then fiu \
         edge-key …/public/edge.public",
        data.display(),
        folder.path("keys").display(),
        folder.path("public").display(),
    ))
}

/// Writes a line to standard output.
fn say(text: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{text}").context("writing to standard output")
}
