//! Stores for tests: one SQLite file in a temporary folder and one database of a private PostgreSQL cluster.
//!
//! The cluster is started once per test process, listens on a Unix socket in a folder of its own, does not sync to
//! disk, and is stopped and deleted when the process ends in whatever way: a shell waits for the end of its input
//! and then cleans up. If PostgreSQL is not installed the tests run on SQLite alone and say so; set
//! `OPENFIU_REQUIRE_POSTGRES=1` to make that an error.
#![expect(clippy::panic, clippy::print_stderr, reason = "a test that cannot have its database must stop and say so")]

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::{Store, StoreError, World};

/// One migrated store of each kind, with the real clock.
pub async fn stores() -> Vec<Store> {
    stores_in(&World::system()).await
}

/// One migrated store of each kind, with a clock and chance of the test's own.
pub async fn stores_in(world: &World) -> Vec<Store> {
    let mut stores = empty_stores(world).await;
    for store in &mut stores {
        store.migrate().await.unwrap_or_else(|error| panic!("the migrations of {:?} fail: {error:?}", store.kind()));
    }
    stores
}

/// One store of each kind without any table.
pub async fn empty_stores(world: &World) -> Vec<Store> {
    let mut stores = vec![sqlite(world).await];
    if let Some(url) = postgres_url().await {
        stores.push(open(&url, world).await);
    }
    stores
}

/// An SQLite store in a temporary folder that lives as long as the store. No table yet.
pub async fn sqlite(world: &World) -> Store {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"));
    let store = open(&format!("sqlite://{}", folder.path().join("test.db").display()), world).await;
    let _kept = store.inner.keep.set(folder);
    store
}

/// The address of a new empty database of the private cluster; `None` if PostgreSQL is not installed.
pub async fn postgres_url() -> Option<String> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let cluster = tokio::task::spawn_blocking(cluster).await.ok()??;
    let name = format!("t{}", NEXT.fetch_add(1, Ordering::SeqCst));
    let url = |database: &str| format!("postgres://openfiu@localhost/{database}?host={}", cluster.folder.display());
    let admin = open(&url("postgres"), &World::system()).await;
    let sql = format!("CREATE DATABASE {name}");
    let created = sea_orm::ConnectionTrait::execute_unprepared(&admin.inner.opened.write, &sql).await;
    created.unwrap_or_else(|error| panic!("CREATE DATABASE fails: {error}"));
    admin.close().await;
    Some(url(&name))
}

async fn open(url: &str, world: &World) -> Store {
    let opened: Result<Store, StoreError> = Store::open(url, world.clone()).await;
    opened.unwrap_or_else(|error| panic!("the test database {url} does not open: {error:?}"))
}

#[derive(Debug)]
struct Cluster {
    folder: PathBuf,
    /// Closed by the operating system at the end of this process; then the shell stops the cluster.
    _input: ChildStdin,
}

/// Makes a cluster in `$1` with the programs of `$2`, says `ready`, waits for the end of input, cleans up.
const SCRIPT: &str = r#"
umask 077
"$2/initdb" -D "$1/data" -U openfiu -A trust -N -E UTF8 --locale=C >"$1/initdb.log" 2>&1 || { cat "$1/initdb.log"; exit 1; }
"$2/postgres" -D "$1/data" -k "$1" -c listen_addresses= -c fsync=off -c full_page_writes=off \
    -c synchronous_commit=on -c max_connections=400 -c shared_buffers=64MB >"$1/server.log" 2>&1 </dev/null &
server=$!
tries=0
until "$2/pg_isready" -q -h "$1" -U openfiu -d postgres; do
    tries=$((tries + 1)); [ $tries -gt 300 ] && { cat "$1/server.log"; exit 1; }
    sleep 0.1
done
echo ready
exec >/dev/null 2>&1
cat
kill -QUIT $server; wait $server; rm -rf "$1"
"#;

fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER.get_or_init(start).as_ref()
}

#[expect(clippy::zombie_processes, reason = "the shell outlives this function and ends when this process does")]
fn start() -> Option<Cluster> {
    let Some(programs) = programs() else {
        if env::var_os("OPENFIU_REQUIRE_POSTGRES").is_some() {
            panic!("PostgreSQL is not installed, and OPENFIU_REQUIRE_POSTGRES asks for it");
        }
        eprintln!("PostgreSQL is not installed: these tests run on SQLite only");
        return None;
    };
    let fail = |what: &str| -> ! { panic!("the private PostgreSQL cluster does not start: {what}") };
    let mut command = as_ordinary_user();
    // The shell makes its folder itself, so that the user who runs the server owns it.
    let mut child = command
        .args(["-c", &format!("folder=$(mktemp -d /tmp/openfiu-pg-XXXXXX); echo $folder; set -- $folder $0; {SCRIPT}")])
        .arg(&programs)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap_or_else(|error| fail(&error.to_string()));
    let input = child.stdin.take().unwrap_or_else(|| fail("no input"));
    let mut lines =
        BufReader::new(child.stdout.take().unwrap_or_else(|| fail("no output"))).lines().map_while(Result::ok);
    let folder = lines.next().unwrap_or_else(|| fail("it said nothing"));
    let said: Vec<String> = lines.by_ref().take_while(|line| line != "ready").collect();
    if said.is_empty() { Some(Cluster { folder: folder.into(), _input: input }) } else { fail(&said.join("\n")) }
}

/// The newest installed PostgreSQL; `OPENFIU_POSTGRES_BIN` names another folder.
fn programs() -> Option<PathBuf> {
    if let Some(folder) = env::var_os("OPENFIU_POSTGRES_BIN") {
        return Some(folder.into());
    }
    let mut found: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    found.sort();
    found.pop()
}

/// A shell, not as root: PostgreSQL refuses to run as root.
fn as_ordinary_user() -> Command {
    let root = fs::metadata("/proc/self").is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0);
    if !root {
        return Command::new("/bin/sh");
    }
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let user = if users.lines().any(|line| line.starts_with("postgres:")) { "postgres" } else { "nobody" };
    let setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].into_iter().find(|path| Path::new(path).exists());
    let mut command = Command::new(setpriv.unwrap_or("setpriv"));
    command.args([&format!("--reuid={user}"), "--regid=65534", "--clear-groups", "/bin/sh"]);
    command
}
