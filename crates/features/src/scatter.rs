//! Scatter-gather: one source pays several middles who all pay one sink.
//!
//! The pattern of a source and a sink is the set of middles `m` with a payment source → m and a payment m → sink, both
//! not older than `t − W`; its size is the number of middles, at least 2; the order of times within it does not matter.
//! It counts when a payment is its latest one, once for each of its payments that stand in the same batch. Several
//! latest payments at one time each count it. Cost per payment: partners of the payer times the smaller neighbourhood,
//! limited by the budget.

use crate::credit::Credit;
use crate::few::Queue;
use crate::log::{Batch, Cursor, Entry, GROUP, Numbered, in_groups};
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

/// Partners of an account in one direction.
type Partners = Queue<Partner, 3>;

/// Whom an account pays, and who pays it. They fill a line of the cache.
#[derive(Debug, Clone, Default)]
#[repr(align(64))]
struct Account {
    out: Partners,
    into: Partners,
}

/// Partners of whom a search is told of before it begins.
const AHEAD: usize = 4;

/// The living pairs as a graph without doubles.
#[derive(Debug)]
pub(crate) struct ScatterGather {
    window: i64,
    /// By pair number.
    pairs: Vec<Pair>,
    accounts: Vec<Account>,
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

impl ScatterGather {
    pub(crate) fn new(pattern: &Pattern) -> Self {
        let (pairs, accounts, earlier_row) = (Vec::new(), Vec::new(), Vec::new());
        Self { window: pattern.window, pairs, accounts, cursor: Cursor::default(), earlier_row }
    }

    /// Whom an account pays. Partners are only put at the end and taken from it, so that a ring never goes round its
    /// end.
    #[inline]
    fn out(&self, account: u32) -> &[Partner] {
        self.accounts.get(account as usize).map_or(&[], |account| account.out.parts().0)
    }

    /// Who pays an account.
    #[inline]
    fn into(&self, account: u32) -> &[Partner] {
        self.accounts.get(account as usize).map_or(&[], |account| account.into.parts().0)
    }

    pub(crate) fn oldest(&self) -> u64 {
        self.cursor.oldest
    }

    /// Forgets what is too old and learns a batch.
    pub(crate) fn push(&mut self, batch: Batch<'_>) {
        self.accounts.resize_with(batch.accounts, Account::default);
        self.pairs.resize(batch.pairs, Pair::default());
        let old = self.cursor.expired(batch.log, batch.start() - self.window - 1, batch.first);
        let old = old.filter(|(_, old)| old.from != old.to);
        in_groups(self, old, Self::warm, |own, _, old| own.forget(old));
        self.earlier_row.clear();
        self.earlier_row.resize(batch.rows, 0);
        in_groups(self, batch.real(), Self::warm, |own, row, entry| own.learn(batch.first, row, entry));
    }

    /// Reads what belongs to the pairs and accounts of some payments.
    fn warm(&self, group: &[Numbered<'_>]) -> u64 {
        let (mut ends, mut sum) = ([(0, 0); GROUP], 0);
        for ((_, entry), own) in group.iter().zip(&mut ends) {
            *own = (entry.from, entry.to);
            sum ^= self.pairs.get(entry.pair as usize).map_or(0, |pair| pair.number);
            sum ^= (self.out(entry.from).len() ^ self.into(entry.to).len()) as u64;
        }
        let lists = ends.iter().flat_map(|(from, to)| [self.out(*from), self.into(*to)]);
        lists.filter_map(|list| list.last()).fold(sum, |sum, partner| sum ^ u64::from(partner.account))
    }

    /// Reads what the searches of some payments begin with: who pays the payer and whom the receiver pays, then whom
    /// the former pay and who pays the latter.
    fn warm_search(&self, group: &[Numbered<'_>]) -> u64 {
        let (mut ends, mut sum) = ([(0, 0); GROUP], 0);
        for ((_, entry), own) in group.iter().zip(&mut ends) {
            *own = (entry.from, entry.to);
            sum ^= self.into(entry.from).len() ^ self.out(entry.to).len();
        }
        for (from, to) in ends {
            let sources = self.into(from).iter().take(AHEAD).map(|source| self.out(source.account).len());
            let sinks = self.out(to).iter().take(AHEAD).map(|sink| self.into(sink.account).len());
            sum = sources.chain(sinks).fold(sum, |sum, length| sum ^ length);
        }
        sum as u64
    }

    fn learn(&mut self, first: u64, row: usize, entry: &Entry) {
        let Some(pair) = self.pairs.get_mut(entry.pair as usize) else { return };
        if pair.living == 0 {
            let small = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
            if let Some(Account { out, .. }) = self.accounts.get_mut(entry.from as usize) {
                pair.place_out = small(out.len());
                out.push_back(Partner { account: entry.to, pair: entry.pair });
            }
            if let Some(Account { into, .. }) = self.accounts.get_mut(entry.to as usize) {
                pair.place_in = small(into.len());
                into.push_back(Partner { account: entry.from, pair: entry.pair });
            }
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
        let payer = self.accounts.get_mut(old.from as usize);
        if let Some(moved) = payer.and_then(|account| take(&mut account.out, gone.place_out))
            && let Some(pair) = self.pairs.get_mut(moved as usize)
        {
            pair.place_out = gone.place_out;
        }
        let receiver = self.accounts.get_mut(old.to as usize);
        if let Some(moved) = receiver.and_then(|account| take(&mut account.into, gone.place_in))
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
        let warm = |_: &Self, group: &[Numbered<'_>]| graph.warm_search(group);
        in_groups(self, batch.real(), warm, |own, row, &Entry { time, from, to, .. }| {
            let (horizon, left) = (time - own.pattern.window, own.budget);
            let mut search = Search { graph, numbering, batch, time, from, to, horizon, left, credit: &mut credit };
            if !(own.gathers(&mut search) && own.scatters(&mut search)) {
                limited.push(row);
            }
        });
    }

    /// Patterns in which the payer is a middle: every source that pays the payer, with the receiver as sink. False when
    /// the budget ran out.
    fn gathers(&mut self, search: &mut Search<'_, '_>) -> bool {
        let (graph, middle, sink) = (search.graph, search.from, search.to);
        let sources = graph.into(middle);
        if graph.into(sink).len() < 2 || sources.is_empty() {
            return true;
        }
        let wide = sources.iter().map(|source| graph.out(source.account).len()).sum::<usize>();
        let marked = wide > graph.into(sink).len();
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
        let sinks = graph.out(middle);
        if graph.out(source).len() < 2 || sinks.is_empty() {
            return true;
        }
        let wide = sinks.iter().map(|sink| graph.into(sink.account).len()).sum::<usize>();
        let marked = wide > graph.out(source).len();
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
        let partners = if sink { search.graph.into(account) } else { search.graph.out(account) };
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
        let (scattered, gathered) = (graph.out(source), graph.into(sink));
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

/// Takes the partner at a place out; the pair of the one that is there now.
fn take(list: &mut Partners, place: u32) -> Option<u32> {
    list.swap_remove(place as usize).map(|partner| partner.pair)
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
