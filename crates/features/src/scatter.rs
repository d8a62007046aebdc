//! Scatter-gather: one source pays several middles who all pay one sink.
//!
//! The pattern of a source and a sink is the set of middles `m` with a payment source → m and a payment m → sink, both
//! not older than `t − W`; its size is the number of middles, at least 2; the order of times within it does not matter.
//! It counts when a payment is its latest one, once for each of its payments that stand in the same batch. Several
//! latest payments at one time each count it. Cost per payment: partners of the payer times the smaller neighbourhood,
//! limited by the budget.

use crate::credit::Credit;
use crate::few::Queue;
use crate::log::{Batch, Cursor, Entry, GROUP, in_groups};
use crate::numbering::Numbering;
use crate::parameters::Pattern;

/// All living payments from one account to one other.
#[derive(Debug, Clone, Copy, Default)]
struct Pair {
    latest: i64,
    living: u32,
    /// Places in the two lists of partners.
    place_out: u32,
    place_in: u32,
    /// Running number plus one of the latest payment of this pair.
    number: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Partner {
    account: u32,
    pair: u32,
}

/// Partners of an account in one direction. They fill a line of the cache.
#[derive(Debug, Clone, Default)]
#[repr(align(64))]
struct Partners(Queue<Partner, 6>);

/// The living pairs as a graph without doubles.
#[derive(Debug)]
pub(crate) struct ScatterGather {
    window: i64,
    /// By pair number.
    pairs: Vec<Pair>,
    out: Vec<Partners>,
    into: Vec<Partners>,
    cursor: Cursor,
    /// For each row of the batch the row of the same pair before it, plus one; zero for none.
    earlier_row: Vec<u32>,
}

/// The search with its notes.
#[derive(Debug)]
pub(crate) struct Finder {
    pattern: Pattern,
    budget: u32,
    /// Mark of the current search per account: (search, pair).
    marks: Vec<(u32, u32)>,
    search: u32,
    middles: Vec<u32>,
}

/// One search: the payment looked at and what is left of its budget.
struct Search<'a, 'b> {
    graph: &'a ScatterGather,
    numbering: &'a Numbering,
    batch: Batch<'a>,
    time: i64,
    from: u32,
    to: u32,
    horizon: i64,
    left: u32,
    credit: &'a mut Credit<'b>,
}

impl Search<'_, '_> {
    /// Whether a pair's latest payment is not too old.
    fn lives(&self, pair: u32) -> bool {
        self.graph.pairs.get(pair as usize).is_some_and(|pair| pair.latest >= self.horizon)
    }
}

/// Partners are only put at the end and taken from it, so that a ring never goes round its end.
fn list(lists: &[Partners], account: u32) -> &[Partner] {
    lists.get(account as usize).map_or(&[], |Partners(list)| list.parts().0)
}

impl ScatterGather {
    pub(crate) fn new(pattern: &Pattern) -> Self {
        let (pairs, out, into, earlier_row) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { window: pattern.window, pairs, out, into, cursor: Cursor::default(), earlier_row }
    }

    pub(crate) fn oldest(&self) -> u64 {
        self.cursor.oldest
    }

    /// Forgets what is too old and learns a batch.
    pub(crate) fn push(&mut self, batch: Batch<'_>) {
        self.out.resize_with(batch.accounts, Partners::default);
        self.into.resize_with(batch.accounts, Partners::default);
        self.pairs.resize(batch.pairs, Pair::default());
        let old = self.cursor.expired(batch.log, batch.start() - self.window - 1, batch.first);
        let old = old.filter(|(_, old)| old.from != old.to);
        in_groups(self, old, Self::warm, |own, _, old| own.forget(old));
        self.earlier_row.clear();
        self.earlier_row.resize(batch.rows, 0);
        in_groups(self, batch.real(), Self::warm, |own, row, entry| own.learn(batch.first, row, entry));
    }

    /// Reads what belongs to the pairs and accounts of some payments.
    fn warm(&self, entries: &mut dyn Iterator<Item = &Entry>) -> u64 {
        let (mut ends, mut sum) = ([(0, 0); GROUP], 0);
        for (entry, own) in entries.zip(&mut ends) {
            *own = (entry.from, entry.to);
            sum ^= self.pairs.get(entry.pair as usize).map_or(0, |pair| pair.number);
            sum ^= (list(&self.out, entry.from).len() ^ list(&self.into, entry.to).len()) as u64;
        }
        let lists = ends.iter().flat_map(|(from, to)| [list(&self.out, *from), list(&self.into, *to)]);
        lists.filter_map(|list| list.last()).fold(sum, |sum, partner| sum ^ u64::from(partner.account))
    }

    fn learn(&mut self, first: u64, row: usize, entry: &Entry) {
        let Some(pair) = self.pairs.get_mut(entry.pair as usize) else { return };
        if pair.living == 0 {
            let lists = (self.out.get_mut(entry.from as usize), self.into.get_mut(entry.to as usize));
            let (Some(Partners(out)), Some(Partners(into))) = lists else { return };
            let small = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
            *pair = Pair { place_out: small(out.len()), place_in: small(into.len()), ..Pair::default() };
            out.push_back(Partner { account: entry.to, pair: entry.pair });
            into.push_back(Partner { account: entry.from, pair: entry.pair });
        }
        pair.latest = entry.time;
        pair.living = pair.living.saturating_add(1);
        if let Some(earlier) = self.earlier_row.get_mut(row) {
            let before = pair.number.checked_sub(first + 1).and_then(|row| u32::try_from(row + 1).ok());
            *earlier = before.unwrap_or(0);
        }
        pair.number = first + row as u64 + 1;
    }

    fn forget(&mut self, old: &Entry) {
        let Some(pair) = self.pairs.get_mut(old.pair as usize) else { return };
        pair.living = pair.living.saturating_sub(1);
        if pair.living > 0 {
            return;
        }
        let gone = *pair;
        if let Some(moved) = take(&mut self.out, old.from, gone.place_out)
            && let Some(pair) = self.pairs.get_mut(moved as usize)
        {
            pair.place_out = gone.place_out;
        }
        if let Some(moved) = take(&mut self.into, old.to, gone.place_in)
            && let Some(pair) = self.pairs.get_mut(moved as usize)
        {
            pair.place_in = gone.place_in;
        }
    }
}

impl Finder {
    pub(crate) fn new(pattern: Pattern, budget: u32) -> Self {
        Self { pattern, budget, marks: Vec::new(), search: 0, middles: Vec::new() }
    }

    /// The histogram of a batch that was learnt; rows that ran out of budget are added to `limited`.
    pub(crate) fn push(
        &mut self,
        (graph, numbering): (&ScatterGather, &Numbering),
        batch: Batch<'_>,
        counts: &mut Vec<u32>,
        limited: &mut Vec<usize>,
    ) {
        self.marks.resize(batch.accounts, (0, 0));
        let bins = self.pattern.bins.clone();
        let mut credit = Credit::new(&bins, batch.rows, counts);
        for (row, &Entry { time, from, to, .. }) in batch.real() {
            let (horizon, left) = (time - self.pattern.window, self.budget);
            let mut search = Search { graph, numbering, batch, time, from, to, horizon, left, credit: &mut credit };
            if !(self.gathers(&mut search) && self.scatters(&mut search)) {
                limited.push(row);
            }
        }
    }

    /// Patterns in which the payer is a middle: every source that pays the payer, with the receiver as sink. False when
    /// the budget ran out.
    fn gathers(&mut self, search: &mut Search<'_, '_>) -> bool {
        let (graph, middle, sink) = (search.graph, search.from, search.to);
        let sources = list(&graph.into, middle);
        if list(&graph.into, sink).len() < 2 || sources.is_empty() {
            return true;
        }
        let wide = sources.iter().map(|source| list(&graph.out, source.account).len()).sum::<usize>();
        let marked = wide > list(&graph.into, sink).len();
        if marked && !self.mark(sink, search, true) {
            return false;
        }
        // A source whose payments to the middle are all too old does not make the payer a middle.
        let mut fine = true;
        for source in sources.iter().filter(|source| source.account != sink) {
            fine = fine
                && (!search.lives(source.pair)
                    || self.pattern_between(source.account, sink, marked.then_some(true), search));
        }
        fine
    }

    /// Patterns in which the receiver is a middle: every sink the receiver pays, with the payer as source. False when
    /// the budget ran out.
    fn scatters(&mut self, search: &mut Search<'_, '_>) -> bool {
        let (graph, source, middle) = (search.graph, search.from, search.to);
        let sinks = list(&graph.out, middle);
        if list(&graph.out, source).len() < 2 || sinks.is_empty() {
            return true;
        }
        let wide = sinks.iter().map(|sink| list(&graph.into, sink.account).len()).sum::<usize>();
        let marked = wide > list(&graph.out, source).len();
        if marked && !self.mark(source, search, false) {
            return false;
        }
        let mut fine = true;
        for sink in sinks.iter().filter(|sink| sink.account != source) {
            fine = fine
                && (!search.lives(sink.pair)
                    || self.pattern_between(source, sink.account, marked.then_some(false), search));
        }
        fine
    }

    /// Marks the partners of the account that stays the same in a search.
    fn mark(&mut self, account: u32, search: &mut Search<'_, '_>, sink: bool) -> bool {
        self.search = self.search.wrapping_add(1);
        if self.search == 0 {
            self.marks.fill((0, 0));
            self.search = 1;
        }
        let partners = list(if sink { &search.graph.into } else { &search.graph.out }, account);
        if !spend(&mut search.left, partners.len()) {
            return false;
        }
        for partner in partners {
            if let Some(mark) = self.marks.get_mut(partner.account as usize) {
                *mark = (self.search, partner.pair);
            }
        }
        true
    }

    /// Finds the middles between two accounts and gives credit. `marked` says which side has been marked (true: the
    /// sink), if any.
    fn pattern_between(&mut self, source: u32, sink: u32, marked: Option<bool>, search: &mut Search<'_, '_>) -> bool {
        let graph = search.graph;
        let (scattered, gathered) = (list(&graph.out, source), list(&graph.into, sink));
        if scattered.len() < 2 || gathered.len() < 2 {
            return true;
        }
        let walk_scattered = marked.unwrap_or(scattered.len() <= gathered.len());
        let walked = if walk_scattered { scattered } else { gathered };
        if !spend(&mut search.left, walked.len()) {
            return false;
        }
        self.middles.clear();
        for partner in walked {
            let other = if marked.is_some() {
                let mark = self.marks.get(partner.account as usize);
                mark.filter(|mark| mark.0 == self.search).map(|mark| mark.1)
            } else if walk_scattered {
                search.numbering.pair(partner.account, sink)
            } else {
                search.numbering.pair(source, partner.account)
            };
            let other_pair = other.and_then(|other| graph.pairs.get(other as usize)).filter(|other| other.living > 0);
            let Some((other_pair, pair)) = other_pair.zip(graph.pairs.get(partner.pair as usize)) else { continue };
            if pair.latest.min(other_pair.latest) < search.horizon {
                continue;
            }
            if pair.latest.max(other_pair.latest) > search.time {
                return true;
            }
            self.middles.extend([partner.pair, other.unwrap_or(0)]);
        }
        let size = u32::try_from(self.middles.len() / 2).unwrap_or(u32::MAX);
        if size < 2 {
            return true;
        }
        for &number in &self.middles {
            let latest = graph.pairs.get(number as usize).map_or(0, |pair| pair.number);
            let mut mark = latest.saturating_sub(search.batch.first) as u32;
            while let Some(row) = (mark as usize).checked_sub(1) {
                if search.batch.get(row).is_some_and(|entry| entry.time >= search.horizon) {
                    search.credit.add(row, size);
                }
                mark = graph.earlier_row.get(row).copied().unwrap_or(0);
            }
        }
        true
    }
}

fn take(lists: &mut [Partners], account: u32, place: u32) -> Option<u32> {
    lists.get_mut(account as usize)?.0.swap_remove(place as usize).map(|partner| partner.pair)
}

fn spend(left: &mut u32, steps: usize) -> bool {
    match u32::try_from(steps).ok().and_then(|steps| left.checked_sub(steps)) {
        Some(rest) => {
            *left = rest;
            true
        }
        None => false,
    }
}
