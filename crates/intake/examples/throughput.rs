//! Measures intake: from a letter's bytes at the edge to registered, searchable, durable rows at the office.
//!
//! ```text
//! throughput --transactions 16000 --letters 6                               three new SQLite files
//! throughput --transactions 16000 --edge URL --office URL --bare URL        three empty databases
//! throughput --transactions 15000 --letters 334 --no-bare                   five million
//! ```
//!
//! Each letter is one report of invented transactions, another one each time; profile zz takes letters of 100 MiB,
//! which is about 17,000 transactions. `--one-client` takes payments to and from other banks alone, `--one-line` writes
//! without blanks and line ends, as many banks' systems do. Six letters wait at the office when the clock starts
//! (`--waiting`); three are registered at a time (`--together`), each followed by the next as soon as it is done, as
//! the office's worker does on two cores. What is timed is registering: from the sealed letter at the office to its
//! acknowledgement. After each million transactions a line says what that million took, against the first. After all
//! letters the rows that the office has are inserted once more into the third, empty database, by the same door and in
//! batches of about the same size, with nothing to read or check: the least time that these rows take.

use std::error::Error;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use openfiu_intake::{Intake, State, register};
use post::edge::receive::{self, Label, Remarks, Sender};
use post::edge::sign_in::Visitor;
use post::edge::{Edge, EdgeKeys, EdgeSettings, correspondent, handover};
use post::office::{Office, OfficeKeys, arrive};
use post::{CorrespondentId, ReporterId, Vault};
use seal::secret::PasswordCost;
use seal::signin::RULES;
use seal::{OpeningKey, SigningKey};
use store::audit::Actor;
use store::{Bulk, Column, Kind, LetterId, Micros, Query, RawId, Row, Rows, Store, World, params};
use testkit::bulk::{Until, write};
use testkit::xml::push::Layout;

type Failed = Box<dyn Error + Send + Sync>;

const OFFICE: &str = "FIU of Zedland";
/// So many bytes are given to the edge at a time, as from a connection.
const PIECE_BYTES: usize = 256 * 1024;
/// Rows of each table in one bare insert: together about as many as intake hands over at once.
const BARE_ROWS: i64 = 5_000;

#[tokio::main]
async fn main() -> Result<(), Failed> {
    let wanted = Wanted::read()?;
    let folder = tempfile::tempdir()?;
    let house = House::make(&wanted, folder.path()).await?;
    say(&format!("{:?}, {} letters of {} transactions", house.office().kind(), wanted.letters, wanted.transactions))?;
    let (mut all, mut registering, mut millions) = (0_u64, 0_i64, Millions::default());
    let seeds: Vec<u64> = (1..=wanted.letters).collect();
    for seeds in seeds.chunks(wanted.waiting.max(1)) {
        let took = house.letters(seeds, &wanted).await?;
        let count = wanted.transactions.saturating_mul(seeds.len() as u64);
        registering = registering.saturating_add(took);
        all = all.saturating_add(count);
        if let Some(line) = millions.take(count, took) {
            say(&line)?;
        }
    }
    say(&format!("peak memory {} MiB", memory_peak_kib()? / 1024))?;
    say(&format!("database of the office {} MB", house.bytes().await? / 1_000_000))?;
    say(&format!("registered {all} transactions in {}: {} a second", seconds(registering), rate(all, registering)))?;
    if let Some(bare) = &house.bare {
        let (rows, took) = insert_bare(house.office(), bare).await?;
        let share = took.saturating_mul(1_000) / registering.max(1);
        say(&format!(
            "bare insert of the same {rows} rows in {}: {} transactions a second, {}.{} % of the time of registering",
            seconds(took),
            rate(all, took),
            share / 10,
            share % 10
        ))?;
    }
    Ok(())
}

/// What was asked for on the command line.
struct Wanted {
    transactions: u64,
    letters: u64,
    waiting: usize,
    together: usize,
    one_client: bool,
    indent: Option<u8>,
    /// Addresses of three empty databases: edge, office, bare insert.
    urls: [Option<String>; 3],
    bare: bool,
}

impl Wanted {
    fn usual() -> Self {
        let urls = [None, None, None];
        let (waiting, together) = (6, 3);
        let (one_client, indent, bare) = (false, Some(2), true);
        Self { transactions: 16_000, letters: 1, waiting, together, one_client, indent, urls, bare }
    }

    fn read() -> Result<Self, Failed> {
        let mut wanted = Self::usual();
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--no-bare" => wanted.bare = false,
                "--one-client" => wanted.one_client = true,
                "--one-line" => wanted.indent = None,
                _ => {
                    let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
                    wanted.set(&word, value)?;
                }
            }
        }
        Ok(wanted)
    }

    fn set(&mut self, word: &str, value: String) -> Result<(), Failed> {
        let [edge, office, bare] = &mut self.urls;
        match word {
            "--transactions" => self.transactions = value.parse()?,
            "--letters" => self.letters = value.parse()?,
            "--waiting" => self.waiting = value.parse()?,
            "--together" => self.together = value.parse()?,
            "--edge" => *edge = Some(value),
            "--office" => *office = Some(value),
            "--bare" => *bare = Some(value),
            _ => return Err(format!("{word} is not known; see the first lines of this program").into()),
        }
        Ok(())
    }
}

/// What each million of transactions took.
#[derive(Default)]
struct Millions {
    number: u64,
    transactions: u64,
    took: i64,
    first: Option<u64>,
}

impl Millions {
    /// A line when a million is full.
    fn take(&mut self, transactions: u64, took: i64) -> Option<String> {
        self.transactions = self.transactions.saturating_add(transactions);
        self.took = self.took.saturating_add(took);
        if self.transactions < 1_000_000 {
            return None;
        }
        self.number += 1;
        // Nanoseconds per transaction, since a million is not always full to the last one.
        let each = u64::try_from(self.took).ok()?.saturating_mul(1_000) / self.transactions;
        let first = *self.first.get_or_insert(each);
        let line = format!(
            "million {}: {} a second, {} % of the time of the first",
            self.number,
            rate(self.transactions, self.took),
            each.saturating_mul(100) / first.max(1)
        );
        (self.transactions, self.took) = (0, 0);
        Some(line)
    }
}

/// An edge, an office with its intake, and an empty store beside them.
struct House {
    edge: Edge,
    intake: Intake,
    bare: Option<Store>,
    bank: CorrespondentId,
    folder: PathBuf,
}

impl House {
    async fn make(wanted: &Wanted, folder: &Path) -> Result<Self, Failed> {
        let world = World::system();
        let [edge_url, office_url, bare_url] = &wanted.urls;
        let edge_store = opened(edge_url, folder, "edge", &world).await?;
        let office_store = opened(office_url, folder, "office", &world).await?;
        let bare = if wanted.bare { Some(opened(bare_url, folder, "bare", &world).await?) } else { None };
        // These keys protect invented letters for minutes.
        let opening = OpeningKey::new(&world.random()?);
        let office_signing = SigningKey::from_bytes("office", &world.random()?)?;
        let signing = SigningKey::from_bytes("edge", &world.random()?)?;
        let office_keys =
            OfficeKeys { opening: opening.clone(), signing: office_signing.clone(), edge_signing: signing.public() };
        let edge_keys = EdgeKeys {
            signing,
            own: OpeningKey::new(&world.random()?),
            office_sealing: opening.public(),
            office_signing: office_signing.public(),
        };
        let settings = EdgeSettings {
            office: OFFICE.into(),
            letter_bytes_max: 4_000_000_000,
            password_cost: PasswordCost { memory_kib: 64, passes: 1 },
            door: RULES,
        };
        let edge = Edge::new(edge_store, Vault::open(&folder.join("edge"))?, edge_keys, settings)?;
        let office = Office::new(office_store, Vault::open(&folder.join("office"))?, office_keys, OFFICE);
        let profile = profile::Profile::builtin("zz").ok_or("the profile zz is not built in")?;
        let profile = profile.map_err(|errors| format!("the profile zz is not sound: {errors:?}"))?;
        let intake = Intake::new(office, Arc::new(profile), jiff::tz::TimeZone::UTC);
        let rentity_id = reporter_number(folder)?;
        let bank = correspondent::register(&edge, &Actor::program("throughput"), "Bank", &rentity_id, &[]).await?;
        Ok(Self { edge, intake, bare, bank, folder: folder.to_owned() })
    }

    fn office(&self) -> &Store {
        self.intake.store()
    }

    /// Some letters through all stages; gives the microseconds of the last, registering, several at a time.
    async fn letters(&self, seeds: &[u64], wanted: &Wanted) -> Result<i64, Failed> {
        let path = self.folder.join("report.xml");
        let (mut letters, mut bytes) = (Vec::new(), 0_u64);
        for seed in seeds {
            bytes = bytes.saturating_add(write_report(&path, *seed, wanted)?);
            letters.push(self.receive(*seed, &path).await?);
            fs::remove_file(&path)?;
        }
        self.fetch().await?;
        let (start, processor) = (self.office().now(), processor_millis()?);
        let mut steps = tokio::task::JoinSet::new();
        let mut waiting = letters.into_iter();
        loop {
            for letter in waiting.by_ref().take(wanted.together.saturating_sub(steps.len())) {
                let intake = self.intake.clone();
                steps.spawn(async move { register::register(&intake, letter, None).await });
            }
            let Some(decided) = steps.join_next().await else { break };
            let decided = decided??;
            if decided.state == State::Rejected {
                return Err(format!("a letter was refused: {decided:?}").into());
            }
        }
        let took = between(start, self.office().now());
        let processor = processor_millis()?.saturating_sub(processor).saturating_mul(1_000);
        let count = wanted.transactions.saturating_mul(seeds.len() as u64);
        say(&format!(
            "{count} transactions, {} MB: {}, {} a second; {} of processor, {} a second and core",
            bytes / 1_000_000,
            seconds(took),
            rate(count, took),
            seconds(processor),
            rate(count, processor),
        ))?;
        // Originals are not what is measured, and thirty gigabytes of them are no use to anybody.
        for folder in ["edge", "office"] {
            empty(&self.folder.join(folder))?;
        }
        Ok(took)
    }

    async fn receive(&self, seed: u64, path: &Path) -> Result<LetterId, Failed> {
        let visitor = Visitor {
            reporter: ReporterId(RawId([1; 16])),
            name: "Amina".into(),
            login: "amina".into(),
            correspondent: self.bank,
            correspondent_name: "Bank".into(),
            rentity_id: String::new(),
            kinds: Vec::new(),
            since: self.office().now(),
            code_since: None,
        };
        let mut incoming = receive::begin(&self.edge, Sender::from(&visitor), "application/xml").await?;
        let (mut file, mut piece) = (fs::File::open(path)?, vec![0; PIECE_BYTES]);
        loop {
            let count = file.read(&mut piece)?;
            match piece.get(..count).filter(|bytes| !bytes.is_empty()) {
                Some(bytes) => incoming.write(bytes).await?,
                None => break,
            }
        }
        let label = Label { reference: format!("R-{seed}"), file_name: "report.xml".into() };
        Ok(incoming.finish(&label, &Remarks::default()).await?.letter)
    }

    async fn fetch(&self) -> Result<(), Failed> {
        let office = self.intake.office();
        let asking = office.asking(arrive::last(office).await?, 10)?;
        for note in handover::hand_over(&self.edge, &asking).await? {
            let (letter, _) = arrive::announced(office, &note)?;
            let sealed = handover::sealed(&self.edge, &asking, letter).await?;
            arrive::take(office, &note, &mut tokio::fs::File::from_std(sealed)).await?;
        }
        Ok(())
    }

    /// How large the office's database is, with what is still in its log.
    async fn bytes(&self) -> Result<i64, Failed> {
        if self.office().kind() == Kind::Postgres {
            let sql = "SELECT pg_database_size(current_database()) AS n";
            return Ok(self.office().one(sql, params![]).await?.get("n")?);
        }
        let mut bytes = 0_u64;
        for name in ["office.db", "office.db-wal"] {
            bytes = bytes.saturating_add(fs::metadata(self.folder.join(name)).map_or(0, |about| about.len()));
        }
        Ok(i64::try_from(bytes)?)
    }
}

async fn opened(url: &Option<String>, folder: &Path, name: &str, world: &World) -> Result<Store, Failed> {
    let file = || format!("sqlite://{}", folder.join(format!("{name}.db")).display());
    let store = Store::open(&url.clone().unwrap_or_else(file), world.clone()).await?;
    store.migrate().await?;
    Ok(store)
}

/// Removes the files of a folder and of those below it.
fn empty(folder: &Path) -> Result<(), Failed> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { empty(&path)? } else { fs::remove_file(&path)? }
    }
    Ok(())
}

/// The number of the reporter whose files the synthetic country writes, from one of them.
fn reporter_number(folder: &Path) -> Result<String, Failed> {
    let path = folder.join("sample.xml");
    write_report(&path, 1, &Wanted { transactions: 1, ..Wanted::usual() })?;
    let text = fs::read_to_string(&path)?;
    let (_, rest) = text.split_once("<rentity_id>").ok_or("the file has no rentity_id")?;
    Ok(rest.split('<').next().unwrap_or_default().to_owned())
}

fn write_report(path: &Path, seed: u64, wanted: &Wanted) -> Result<u64, Failed> {
    let bulk = testkit::bulk::Bulk {
        seed,
        profile: testkit::Profile::Zz,
        layout: Layout { indent: wanted.indent },
        until: Until::Transactions(wanted.transactions),
        one_client: wanted.one_client,
        broken: None,
    };
    let mut sink = io::BufWriter::new(fs::File::create(path)?);
    let written = write(&bulk, &mut sink, &mut |_| {})?;
    sink.into_inner()?.sync_all()?;
    Ok(written.bytes)
}

/// The tables of rows that intake writes; a column whose name begins with `#` holds integers, with `?` truth, with `*`
/// bytes. The page is a report's rows in the order of its key, from an offset on.
const TABLES: [(&str, &str, &[&str]); 8] = [
    (
        "report_party",
        "SELECT * FROM report_party WHERE report = $1 ORDER BY ordinal LIMIT $2 OFFSET $3",
        &["#report", "#ordinal", "kind", "name", "birth", "id_number", "country"],
    ),
    (
        "report_account",
        "SELECT * FROM report_account WHERE report = $1 ORDER BY ordinal LIMIT $2 OFFSET $3",
        &["#report", "#ordinal", "account", "iban", "institution", "institution_code", "currency"],
    ),
    (
        "report_role",
        "SELECT * FROM report_role WHERE report = $1 ORDER BY ordinal LIMIT $2 OFFSET $3",
        &["#report", "#ordinal", "#deal", "role", "#party", "#account", "#of_party", "#of_account"],
    ),
    (
        "report_transaction",
        "SELECT * FROM report_transaction WHERE report = $1 ORDER BY ordinal LIMIT $2 OFFSET $3",
        &[
            "#report",
            "#ordinal",
            "number",
            "day",
            "amount",
            "#amount_minor",
            "mode",
            "#from_party",
            "#from_account",
            "from_country",
            "?from_own",
            "#to_party",
            "#to_account",
            "to_country",
            "?to_own",
            "description",
        ],
    ),
    (
        "report_details",
        "SELECT * FROM report_details WHERE report = $1 ORDER BY part, first LIMIT $2 OFFSET $3",
        &["#report", "#part", "#first", "#last", "#raw_bytes", "*body"],
    ),
    (
        "report_word",
        "SELECT * FROM report_word WHERE report = $1 ORDER BY segment, sort, word, ordinal LIMIT $2 OFFSET $3",
        &["#segment", "#sort", "word", "#report", "#ordinal"],
    ),
    ("report_run", "SELECT * FROM report_run WHERE report = $1 ORDER BY run LIMIT $2 OFFSET $3", &["#report", "#run"]),
    (
        "report_run_words",
        "SELECT * FROM report_run_words WHERE report = $1 ORDER BY run, sort, word_first LIMIT $2 OFFSET $3",
        &["#report", "#run", "#sort", "word_first", "#raw_bytes", "*body"],
    ),
];

/// Inserts all rows of the office's reports into the empty store; gives how many, and the microseconds of inserting
/// alone.
async fn insert_bare(from: &Store, to: &Store) -> Result<(u64, i64), Failed> {
    let (mut all, mut took) = (0_u64, 0_i64);
    for report in from.rows("SELECT key FROM report ORDER BY key", params![]).await? {
        let report: i64 = report.get("key")?;
        // A part of each table in turn, as intake hands them over, so that the indexes grow alike.
        let mut from_row = 0;
        loop {
            let mut batch = Vec::new();
            for (table, sql, columns) in TABLES {
                let page = page(from, (sql, columns), report, from_row).await?;
                if page.first().is_some_and(|(_, column)| !column.is_empty()) {
                    batch.push(Rows { table, columns: page });
                }
            }
            if batch.is_empty() {
                break;
            }
            from_row += BARE_ROWS;
            let start = to.now();
            all = all.saturating_add(to.load(batch).await?.0.rows);
            took = took.saturating_add(between(start, to.now()));
        }
    }
    Ok((all, took))
}

type Columns = Vec<(&'static str, Bulk)>;

/// The next rows of one table, as columns.
async fn page(
    from: &Store,
    (sql, columns): (&'static str, &[&'static str]),
    report: i64,
    from_row: i64,
) -> Result<Columns, Failed> {
    let rows = from.rows(sql, params![report, BARE_ROWS, from_row]).await?;
    let column = |name: &&'static str| match (name.get(..1), name.get(1..)) {
        (Some("#"), Some(name)) => Ok((name, Bulk::Int(cells(&rows, name)?))),
        (Some("?"), Some(name)) => Ok((name, Bulk::Bool(cells(&rows, name)?))),
        (Some("*"), Some(name)) => Ok((name, Bulk::Bytes(cells(&rows, name)?))),
        _ => Ok((*name, Bulk::Text(cells::<String>(&rows, name)?.into_iter().collect()))),
    };
    columns.iter().map(column).collect()
}

fn cells<T: Column>(rows: &[Row], name: &str) -> Result<Vec<Option<T>>, Failed> {
    Ok(rows.iter().map(|row| row.get(name)).collect::<Result<_, _>>()?)
}

fn between(start: Micros, end: Micros) -> i64 {
    end.0.saturating_sub(start.0)
}

/// Microseconds as seconds with three digits.
fn seconds(micros: i64) -> String {
    let millis = micros / 1_000;
    format!("{}.{:03} s", millis / 1_000, millis % 1_000)
}

/// So many in so many microseconds, a second.
fn rate(count: u64, micros: i64) -> u64 {
    count.saturating_mul(1_000_000) / u64::try_from(micros).unwrap_or(1).max(1)
}

/// The most memory this process has had, in KiB, as Linux tells it.
fn memory_peak_kib() -> Result<u64, Failed> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM in /proc/self/status")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}

/// Processor time of all threads of this process so far: fields 14 and 15 of its stat, in hundredths of a second.
fn processor_millis() -> Result<i64, Failed> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let (_, fields) = stat.rsplit_once(") ").ok_or("/proc/self/stat cannot be read")?;
    let ticks = fields.split(' ').skip(11).take(2).map(str::parse::<i64>);
    Ok(ticks.sum::<Result<i64, _>>()?.saturating_mul(10))
}

fn say(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}
