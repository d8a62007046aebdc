//! The walls between the bands, over what `cargo metadata` knows.

use crate::bands::{Band, band_of, may_use};
use crate::problem::Problem;
use crate::source::{Source, Spot};
use crate::workspace::{Member, Workspace};
use std::collections::BTreeMap;

/// How many crates may stand on one another, the lowest and the highest counted.
const CHAIN_MAX: usize = 7;

const RUNTIMES: &[&str] = &["tokio", "async-std", "smol", "async-executor", "async-io", "actix-rt"];
const DATABASES: &[&str] =
    &["sqlx", "sqlx-core", "sea-orm", "rusqlite", "libsqlite3-sys", "diesel", "postgres", "tokio-postgres"];
const HTTP: &[&str] = &["hyper", "reqwest", "axum", "tower", "tower-http", "h2", "http", "ureq", "curl", "actix-web"];
/// Some good libraries log through `log` deep inside; what we forbid is that our own crate logs.
const LOGGING: &[&str] = &["log", "tracing", "slog", "tracing-subscriber", "env_logger"];
const CHANCE: &[&str] = &["rand", "getrandom", "fastrand"];
/// Names that only somebody who opens a connection writes.
const OPENING: &[&str] = &[
    "PgPool",
    "PgPoolOptions",
    "PgConnection",
    "PgConnectOptions",
    "SqlitePool",
    "SqlitePoolOptions",
    "SqliteConnection",
    "SqliteConnectOptions",
    "ConnectOptions",
    "DatabaseConnection",
];

/// Parts of the standard library that touch the world.
const OUTSIDE: &[&str] = &["fs", "net", "process", "thread"];

/// Every wall that can be seen in dependencies.
pub(crate) fn check(workspace: &Workspace) -> Vec<Problem> {
    let mut problems = Vec::new();
    for member in &workspace.members {
        let Some(band) = band_of(&member.folder) else {
            let text = "no band is written for this crate; add it to crates/xtask/src/bands.rs";
            problems.push(Problem::new("band", &member.folder, text));
            continue;
        };
        problems.extend(name_and_folder(member));
        problems.extend(arrows(member, band));
        problems.extend(quiet_libraries(member, band));
        problems.extend(outward(member, band));
        problems.extend(one_door(member, band));
        problems.extend(bare_nouns(member));
    }
    problems.extend(chain(&workspace.members));
    problems
}

fn name_and_folder(member: &Member) -> Option<Problem> {
    let expected = format!("openfiu-{}", member.folder);
    let text = format!("package is named {}, but its folder asks for {expected}", member.package);
    (member.package != expected).then(|| Problem::new("name", &member.folder, text))
}

fn arrows(member: &Member, band: Band) -> Vec<Problem> {
    let wrong = member.names.iter().filter(|used| {
        band_of(used).is_none_or(|used_band| !may_use((&member.folder, band), (used.as_str(), used_band)))
    });
    let text = |used: &String| match band_of(used) {
        Some(used_band) => format!("{band:?} may not use {used} ({used_band:?}); see the drawing in ARCHITECTURE.md"),
        None => format!("uses {used}, which has no band"),
    };
    wrong.map(|used| Problem::new("arrows", &member.folder, text(used))).collect()
}

/// Wall 1, and the promise of the `goaml` program: no database and no network.
fn quiet_libraries(member: &Member, band: Band) -> Vec<Problem> {
    let quiet = matches!(band, Band::Noun | Band::Instrument);
    if !quiet && member.folder != "goaml-cli" {
        return Vec::new();
    }
    let mut wrong = Vec::new();
    for (kind, list) in [("an async runtime", RUNTIMES), ("a database", DATABASES), ("HTTP", HTTP)] {
        let found = list.iter().filter(|name| member.reaches_outside.contains(**name));
        wrong.extend(found.map(|name| format!("reaches {name}, which is {kind}; this crate does no input or output")));
    }
    if quiet {
        for (kind, list) in [("logging", LOGGING), ("randomness", CHANCE)] {
            let found = list.iter().filter(|name| member.names_outside.contains(**name));
            wrong.extend(found.map(|name| format!("names {name}, which is {kind}; take values, give values back")));
        }
    }
    wrong.into_iter().map(|text| Problem::new("quiet", &member.folder, text)).collect()
}

/// Wall 3: what faces the outside cannot link a line of case code, by whatever road.
fn outward(member: &Member, band: Band) -> Vec<Problem> {
    if band != Band::OutwardFace && member.folder != "fiu-edge" {
        return Vec::new();
    }
    let inner = |used: &&String| matches!(band_of(used), Some(Band::Slice | Band::InwardFace));
    let text = |used: &String| format!("reaches {used}; what faces the outside sees letters only");
    member.reaches.iter().filter(inner).map(|used| Problem::new("outward", &member.folder, text(used))).collect()
}

/// Wall 4: only `store` speaks to a database library. Tools may, to compare us with others.
fn one_door(member: &Member, band: Band) -> Vec<Problem> {
    if member.folder == "store" || band == Band::Tool {
        return Vec::new();
    }
    let found = DATABASES.iter().filter(|name| member.names_outside.contains(**name));
    found.map(|name| Problem::new("door", &member.folder, format!("names {name}; only store does"))).collect()
}

/// The other half of wall 4: nobody opens a connection through what `store` might hand on.
pub(crate) fn opens_connection(source: &Source, folder: &str) -> Vec<Problem> {
    if folder == "store" || band_of(folder) == Some(Band::Tool) {
        return Vec::new();
    }
    let found = source.names.iter().filter(|name| !name.test && OPENING.contains(&name.value.as_str()));
    found
        .map(|name| {
            let text = format!("{} opens a connection; only store does", name.value);
            Problem::new("door", format!("{}:{}", source.path, name.line), text)
        })
        .collect()
}

/// Wall 1 inside our own files: nouns and instruments are given bytes and give values back.
///
/// A country is a folder of files, so `profile` reads one, in the one file that is about files.
pub(crate) fn reaches_out(source: &Source, folder: &str) -> Vec<Problem> {
    let quiet = matches!(band_of(folder), Some(Band::Noun | Band::Instrument)) && source.path.contains("/src/");
    if !quiet || (folder == "profile" && source.path.ends_with("/files.rs")) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (at, name) in source.names.iter().enumerate().filter(|(_, name)| !name.test && name.value == "std") {
        let same_line = || source.names.iter().skip(at + 1).take_while(|next| next.line == name.line);
        // Threads that end before their function does are a way to reckon, not a way out.
        let scoped = same_line().any(|next| matches!(next.value.as_str(), "scope" | "Scope" | "panicking"));
        let outside = |next: &&Spot| OUTSIDE.contains(&next.value.as_str()) && !(scoped && next.value == "thread");
        problems.extend(same_line().filter(outside).map(|next| {
            let text = format!("uses std::{}; this crate does no input or output", next.value);
            Problem::new("quiet", format!("{}:{}", source.path, next.line), text)
        }));
    }
    problems
}

/// Wall 7: nouns have no shape for a boundary; each boundary has its own.
fn bare_nouns(member: &Member) -> Vec<Problem> {
    if member.folder != "vocab" {
        return Vec::new();
    }
    let found = member.names_outside.iter().filter(|name| name.starts_with("serde") || *name == "rkyv");
    let text = |name: &String| format!("names {name}; every boundary has its own shape and converts explicitly");
    found.map(|name| Problem::new("bare", &member.folder, text(name))).collect()
}

fn chain(members: &[Member]) -> Option<Problem> {
    let by_folder: BTreeMap<&str, &Member> = members.iter().map(|member| (member.folder.as_str(), member)).collect();
    let mut known = BTreeMap::new();
    // Tools stand beside the house, not in it.
    let houses = members.iter().filter(|member| band_of(&member.folder) != Some(Band::Tool));
    let longest = houses.map(|member| longest_chain(member, &by_folder, &mut known)).max_by_key(Vec::len)?;
    let text = format!("{} crates stand on one another, {CHAIN_MAX} may: {}", longest.len(), longest.join(" → "));
    (longest.len() > CHAIN_MAX).then(|| Problem::new("chain", "workspace", text))
}

/// The longest road down from a crate, the crate itself first. Cargo allows no circles, so this ends.
fn longest_chain(
    member: &Member,
    all: &BTreeMap<&str, &Member>,
    known: &mut BTreeMap<String, Vec<String>>,
) -> Vec<String> {
    if let Some(chain) = known.get(&member.folder) {
        return chain.clone();
    }
    let below = member.names.iter().filter_map(|name| all.get(name.as_str()));
    let mut best = Vec::new();
    for used in below {
        let chain = longest_chain(used, all, known);
        if chain.len() > best.len() {
            best = chain;
        }
    }
    best.insert(0, member.folder.clone());
    known.insert(member.folder.clone(), best.clone());
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;
    use std::collections::BTreeSet;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    /// A crate that names some of ours and some of others, and reaches just these.
    fn member(folder: &str, ours: &[&str], outside: &[&str]) -> Member {
        Member {
            folder: folder.to_owned(),
            package: format!("openfiu-{folder}"),
            names: set(ours),
            reaches: set(ours),
            names_outside: set(outside),
            reaches_outside: set(outside),
        }
    }

    fn rules_broken(members: Vec<Member>) -> Vec<&'static str> {
        check(&Workspace { members, ..Workspace::default() }).into_iter().map(|problem| problem.rule).collect()
    }

    #[test]
    fn a_sound_house_has_no_problem() {
        let house = vec![
            member("vocab", &[], &["jiff"]),
            member("seal", &["vocab"], &["sha2"]),
            member("store", &["vocab", "seal"], &["sqlx", "tokio"]),
            member("intake", &["store"], &[]),
            member("portal", &["store"], &["axum"]),
        ];
        assert_eq!(rules_broken(house), Vec::<&str>::new());
    }

    #[test]
    fn each_wall_can_be_broken() {
        let one = |m: Member| rules_broken(vec![m]);
        assert_eq!(one(member("xsd", &["vocab"], &["tokio"])), ["quiet"]);
        assert_eq!(one(member("seal", &["vocab"], &["getrandom"])), ["quiet"]);
        assert_eq!(one(member("rules", &[], &["log"])), ["quiet"]);
        assert_eq!(one(member("goaml-cli", &["xsd"], &["hyper"])), ["quiet"]);
        assert_eq!(one(member("intake", &["staff"], &[])), ["arrows"]);
        assert_eq!(one(member("store", &["intake"], &[])), ["arrows"]);
        assert_eq!(one(member("intake", &["stranger"], &[])), ["arrows"]);
        assert_eq!(one(member("desk", &["intake"], &["sqlx"])), ["door"]);
        assert_eq!(one(member("vocab", &[], &["serde"])), ["bare"]);
        assert_eq!(one(member("sidedoor", &[], &[])), ["band"]);
        assert_eq!(one(Member { package: "fiu-xsd".to_owned(), ..member("xsd", &[], &[]) }), ["name"]);
    }

    #[test]
    fn the_edge_may_not_reach_a_slice_by_a_detour() {
        let edge = Member { reaches: set(&["portal", "web", "intake"]), ..member("fiu-edge", &["portal"], &[]) };
        assert_eq!(rules_broken(vec![edge]), ["outward"]);
    }

    #[test]
    fn a_runtime_deep_below_an_instrument_is_found() {
        let deep = Member { reaches_outside: set(&["nice", "tokio"]), ..member("graph", &[], &["nice"]) };
        assert_eq!(rules_broken(vec![deep]), ["quiet"]);
    }

    #[test]
    fn a_tower_of_eight_is_too_high() {
        let floors = ["vocab", "xsd", "profile", "goaml", "store", "intake", "desk", "fiu"];
        let tower = |height: usize| -> Vec<Member> {
            let floors = &floors[floors.len() - height..];
            let below = |at: usize| at.checked_sub(1).map(|below| floors[below]);
            floors.iter().enumerate().map(|(at, floor)| member(floor, below(at).as_slice(), &[])).collect()
        };
        assert_eq!(rules_broken(tower(7)), Vec::<&str>::new());
        assert_eq!(rules_broken(tower(8)), ["chain"]);
    }

    #[test]
    fn only_store_opens_a_connection() {
        let text = "fn a() { PgPool::connect(url); }\n#[cfg(test)]\nmod tests { use x::PgPool; }\n";
        let file = source::read("crates/intake/src/lib.rs", text).unwrap();
        assert_eq!(opens_connection(&file, "intake").len(), 1);
        assert!(opens_connection(&file, "store").is_empty());
    }

    #[test]
    fn an_instrument_reads_no_file() {
        let broken =
            |path: &str, folder: &str, text: &str| reaches_out(&source::read(path, text).unwrap(), folder).len();
        assert_eq!(broken("crates/xsd/src/lib.rs", "xsd", "use std::{fs, io};"), 1);
        assert_eq!(broken("crates/xsd/src/lib.rs", "xsd", "fn a() { std::net::TcpStream::connect(1); }"), 1);
        assert_eq!(broken("crates/xsd/src/lib.rs", "xsd", "use std::io;\n#[cfg(test)] mod t { use std::fs; }"), 0);
        assert_eq!(broken("crates/xsd/build.rs", "xsd", "use std::fs;"), 0);
        assert_eq!(broken("crates/graph/src/slices.rs", "graph", "fn f() { std::thread::scope(|s| {}); }"), 0);
        assert_eq!(broken("crates/graph/src/slices.rs", "graph", "fn f() { std::thread::spawn(|| {}); }"), 1);
        assert_eq!(broken("crates/graph/src/slices.rs", "graph", "use std::{thread::Scope, fs};"), 1);
        assert_eq!(broken("crates/profile/src/files.rs", "profile", "use std::fs;"), 0);
        assert_eq!(broken("crates/profile/src/words.rs", "profile", "use std::fs;"), 1);
        assert_eq!(broken("crates/store/src/db.rs", "store", "use std::fs;"), 0);
    }
}
