//! Records held against an index, some thousands at a time.

use super::args::ScreenArgs;
use super::lists::{NO_DATE, date};
use crate::checkpoint::Checkpoint;
use crate::failure::Failure;
use crate::input::people::{self, People, Somebody};
use crate::input::remarks::Remarks;
use crate::input::{Input, Spot};
use crate::meter::Meter;
use crate::stop;
use screen::{Band, Hit, Index, ListedName, NameKind, Query};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::num::NonZeroUsize;
use std::thread;
use vocab::Sensitive;

/// Records that are screened before a part is kept.
const CHUNK: usize = 8_192;

/// Which record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Whose {
    pub(super) file: String,
    pub(super) row: u64,
    pub(super) id: String,
    pub(super) called: String,
}

/// One hit, put so that it can be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Match {
    /// Number of the record, from 0.
    pub(super) record: u64,
    pub(super) whose: Whose,
    /// 0 strong, 1 likely, 2 weak.
    pub(super) band: u8,
    /// 0 to 1000.
    pub(super) score: u16,
    pub(super) list: String,
    pub(super) entry: String,
    pub(super) listed: String,
    pub(super) programmes: Vec<String>,
    /// A sentence for each thing that speaks for or against it.
    pub(super) why: Vec<String>,
}

/// What came of all records.
#[derive(Debug, Default)]
pub(super) struct Screening {
    pub(super) matches: Vec<Match>,
    pub(super) records: u64,
    pub(super) remarks: Remarks,
}

/// What one part of the work came to.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Part {
    matches: Vec<Match>,
    /// Hits beyond the most that are given for one record.
    left_out: u64,
}

/// Screens everybody in the files.
pub(super) fn screen(
    args: &ScreenArgs,
    inputs: &[Input],
    index: &Index,
    checkpoint: &Checkpoint,
) -> Result<Screening, Failure> {
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut taken = Taken {
        args,
        index,
        checkpoint,
        jobs: args.jobs.map_or_else(cores, NonZeroUsize::get).max(1),
        waiting: Vec::with_capacity(CHUNK),
        parts: 0,
        seen: HashSet::new(),
        found: Screening::default(),
        meter: Meter::steps("screening"),
    };
    let mut remarks = Remarks::default();
    people::read(inputs, &mut remarks, &mut taken)?;
    taken.flush()?;
    let mut found = taken.found;
    found.remarks.take(remarks);
    if found.records == 0 {
        return Err(Failure::Nothing("there are no names in the files"));
    }
    found.matches.sort_by(|a, b| {
        (a.band, std::cmp::Reverse(a.score), a.record).cmp(&(b.band, std::cmp::Reverse(b.score), b.record))
    });
    Ok(found)
}

struct Taken<'a> {
    args: &'a ScreenArgs,
    index: &'a Index,
    checkpoint: &'a Checkpoint,
    jobs: usize,
    waiting: Vec<(u64, Whose, Query)>,
    parts: usize,
    seen: HashSet<[u64; 2]>,
    found: Screening,
    meter: Meter,
}

impl People for Taken<'_> {
    fn somebody(&mut self, spot: Spot<'_>, somebody: Somebody) -> Result<(), Failure> {
        let record = self.found.records;
        self.found.records += 1;
        let place = || format!("{}, row {}", spot.file, spot.row);
        // Reports name one client over and over; who was asked about already is not asked about again.
        if !self.seen.insert(mark(&somebody)) {
            self.found.remarks.add("records equal to one before, which are looked at once", place);
            return Ok(());
        }
        let name = |(at, text): (usize, String)| ListedName {
            text: Sensitive::new(text),
            kind: if at == 0 { NameKind::Primary } else { NameKind::Alias },
        };
        let names = somebody.names.iter().map(people::NameOf::text).enumerate().map(name).collect();
        let mut query = Query { names, kind: somebody.kind, countries: somebody.countries.clone(), ..Query::default() };
        for born in &somebody.born {
            match date(born) {
                Some(date) => query = query.with_birth(date),
                None => self.found.remarks.add(NO_DATE, place),
            }
        }
        for number in &somebody.numbers {
            query = query.with_identifier(number.kind, &number.text, &number.country);
        }
        let whose = Whose { file: spot.file.to_owned(), row: spot.row, called: somebody.called(), id: somebody.id };
        self.waiting.push((record, whose, query));
        if self.waiting.len() >= CHUNK { self.flush() } else { Ok(()) }
    }
}

/// What somebody is known by, without the name of the record, in 128 bits.
fn mark(somebody: &Somebody) -> [u64; 2] {
    [0_u64, 1].map(|salt| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        let Somebody { id: _, kind, names, born, sex, countries, places, phones, mails, numbers } = somebody;
        (kind, names, born, sex, countries).hash(&mut hasher);
        (places, phones, mails, numbers).hash(&mut hasher);
        hasher.finish()
    })
}

impl Taken<'_> {
    /// Screens those who wait, or takes what was found before.
    fn flush(&mut self) -> Result<(), Failure> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        stop::check()?;
        let name = format!("part-{}", self.parts);
        self.parts += 1;
        let part = match self.checkpoint.part::<Part>(&name) {
            Some(part) => part,
            None => {
                let part = self.part();
                stop::check()?;
                self.checkpoint.keep(&name, &part)?;
                part
            }
        };
        for _ in 0..part.left_out {
            self.found.remarks.add("hits beyond the most that are told of one record", String::new);
        }
        self.found.matches.extend(part.matches);
        self.meter.add(self.waiting.len() as u64);
        self.waiting.clear();
        Ok(())
    }

    /// Screens those who wait, on all threads.
    fn part(&self) -> Part {
        let each = self.waiting.len().div_ceil(self.jobs).max(1);
        let mut whole = Part::default();
        thread::scope(|scope| {
            let chunks = self.waiting.chunks(each);
            let workers: Vec<_> = chunks.map(|chunk| scope.spawn(|| screened(self.index, self.args, chunk))).collect();
            for worker in workers {
                match worker.join() {
                    Ok(part) => {
                        whole.matches.extend(part.matches);
                        whole.left_out += part.left_out;
                    }
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
        whole
    }
}

fn screened(index: &Index, args: &ScreenArgs, chunk: &[(u64, Whose, Query)]) -> Part {
    let (mut screener, mut part) = (index.screener(), Part::default());
    for (record, whose, query) in chunk {
        let answer = screener.screen(query);
        part.left_out += answer.hits_left_out as u64;
        let told = answer.hits.iter().filter(|hit| args.least.takes(hit.band));
        part.matches.extend(told.filter_map(|hit| matched(index, (*record, whose, query), hit)));
    }
    part
}

fn matched(index: &Index, (record, whose, query): (u64, &Whose, &Query), hit: &Hit) -> Option<Match> {
    let entry = index.entry(hit.entry)?;
    Some(Match {
        record,
        whose: whose.clone(),
        band: match hit.band {
            Band::Strong => 0,
            Band::Likely => 1,
            Band::Weak => 2,
        },
        score: hit.score,
        list: entry.list.clone(),
        entry: entry.id.clone(),
        listed: entry.shown_name().map(|name| name.reveal().clone()).unwrap_or_default(),
        programmes: entry.programmes.clone(),
        why: hit.explain(index, query).into_iter().map(Sensitive::into_revealed).collect(),
    })
}
