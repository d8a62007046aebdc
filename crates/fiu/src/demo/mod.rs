//! `fiu demo`: an invented country, from reporters to registered reports, on this machine.
//!
//! Nothing is put into the database by a back door: the reports of the country are sent to the machine interface of the
//! edge, a process of its own, and come to the desk by the real road.
//!
//! Reading order: `sheet` what is kept between starts and what is printed, `found` founds office, edge and log-ins,
//! `fill` writes and sends the reports.

mod fill;
pub(crate) mod found;
mod sheet;

use crate::flow::Rooms;
use crate::house::House;
use crate::{say, worker};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use fiu_edge::serve::{all, asked_to_end, listen};
use sheet::Sheet;
use std::fs::File;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use store::World;
use tokio::process::{Child, Command};
use tokio::sync::watch;

/// How long the edge may take to open.
const OPENING: Duration = Duration::from_secs(60);

#[derive(Args, Debug)]
pub(crate) struct Demo {
    /// Reports to begin with.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    pub(crate) reports: u32,
    /// The country's seed: the same seed gives the same people, companies and crimes.
    #[arg(long, default_value_t = 7)]
    pub(crate) seed: u64,
    /// The day on which the country's story begins, such as 2026-03-17, for the same reports on whatever day it is
    /// founded; otherwise the story ends ten days ago.
    #[arg(long, value_parser = found::day)]
    pub(crate) first_day: Option<i64>,
    /// Port of the portal; 0 for any that is free.
    #[arg(long, default_value_t = 8201)]
    portal_port: u16,
    /// Port of the desk; 0 for any that is free.
    #[arg(long, default_value_t = 8203)]
    desk_port: u16,
    /// An empty database for the edge, such as postgres://user@host/edge, instead of a file.
    #[arg(long, requires = "office_database")]
    pub(crate) edge_database: Option<String>,
    /// An empty database for the office.
    #[arg(long, requires = "edge_database")]
    pub(crate) office_database: Option<String>,
}

/// The addresses of this start.
struct Ports {
    portal: u16,
    link: u16,
    desk: u16,
}

pub(crate) async fn run(demo: Demo, data: Option<&Path>) -> Result<()> {
    // Dropped at the end, it takes the folder with it.
    let temporary = if data.is_none() { Some(tempfile::tempdir().context("making a temporary folder")?) } else { None };
    let root = temporary.as_ref().map_or_else(|| data.unwrap_or(Path::new("demo-data")), |folder| folder.path());
    let world = World::system();
    let ports = Ports { portal: free(demo.portal_port)?, link: free(0)?, desk: free(demo.desk_port)? };
    let first = !root.join(sheet::FILE).exists();
    let mut sheet = if first {
        step("founding an office, an edge and the log-ins of an invented country")?;
        found::country(root, &demo, &world).await?
    } else {
        step("going on with the country in this folder")?;
        Sheet::read(root)?
    };
    found::addresses(root, &ports)?;
    let house = House::open(&root.join("office"), world.clone()).await?;
    step("starting the edge")?;
    let mut edge = start_edge(root, &ports).await?;
    // Held apart, because waiting for a process closes its input, and that is the sign to end.
    let leash = edge.stdin.take();
    let (ending, over) = watch::channel(false);
    let rooms = Rooms { intake: house.intake(house.office()?)?, link: worker::link(&house)? };
    let desk = (listen(&house.settings.listen).await?, house.desk(&rooms.intake)?);
    let working = tokio::spawn(worker::work(house.clone(), rooms.clone(), over.clone()));
    let mut told = over;
    let serving = tokio::spawn(all([desk], async move { drop(told.wait_for(|over| *over).await) }));
    let lived = tokio::select! {
        lived = live(root, &mut sheet, &ports, &rooms, &world) => lived,
        () = asked_to_end() => Ok(()),
        gone = edge.wait() => Err(anyhow::anyhow!("the edge ended by itself ({gone:?}); see {}", root.join("edge.log").display())),
    };
    step("closing")?;
    ending.send_replace(true);
    drop(leash);
    let _closed = tokio::time::timeout(Duration::from_secs(20), edge.wait()).await;
    serving.await??;
    working.await??;
    house.store.close().await;
    lived
}

/// Fills the country if that is not done, prints what one needs, and goes on until it is interrupted.
async fn live(root: &Path, sheet: &mut Sheet, ports: &Ports, rooms: &Rooms, world: &World) -> Result<()> {
    if !sheet.filled {
        fill::fill(root, sheet, ports.portal, rooms).await?;
        sheet.filled = true;
        sheet.write(root)?;
    }
    say(&sheet.print(root, ports.portal, ports.desk, world))?;
    std::future::pending().await
}

/// A port that nobody has: the wanted one, or any for 0.
fn free(wanted: u16) -> Result<u16> {
    let taken = || format!("port {wanted} is taken; choose another with --portal-port and --desk-port, 0 for any");
    let listener = TcpListener::bind(("127.0.0.1", wanted)).with_context(taken)?;
    Ok(listener.local_addr().context("asking for the port")?.port())
}

/// Starts the edge as a process of its own; it ends when this one does, however that ends.
async fn start_edge(root: &Path, ports: &Ports) -> Result<Child> {
    let program = beside()?;
    let log =
        File::options().create(true).append(true).open(root.join("edge.log")).context("opening the edge's log")?;
    let mut child = Command::new(&program)
        .arg("--data")
        .arg(root.join("edge"))
        .args(["serve", "--with-parent"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(log)
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("starting `{}`", program.display()))?;
    let opened = tokio::time::timeout(OPENING, async {
        while tokio::net::TcpStream::connect(("127.0.0.1", ports.link)).await.is_err() {
            if let Ok(Some(status)) = child.try_wait() {
                bail!("the edge ended at once ({status}); see {}", root.join("edge.log").display());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(())
    });
    opened.await.context("the edge did not open")??;
    Ok(child)
}

/// The program `fiu-edge` that lies beside this one.
fn beside() -> Result<PathBuf> {
    let own = std::env::current_exe().context("finding this program")?;
    let program = own.with_file_name(format!("fiu-edge{}", std::env::consts::EXE_SUFFIX));
    if !program.is_file() {
        bail!("`{}` is not there; build it with: cargo build -p openfiu-fiu-edge", program.display());
    }
    Ok(program)
}

/// Says on standard error what is being done, so that standard output holds the log-ins alone.
fn step(text: &str) -> Result<()> {
    writeln!(std::io::stderr(), "· {text}").context("writing to standard error")
}
