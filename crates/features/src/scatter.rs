//! Scatter-gather: one source pays several middles who all pay one sink.
//!
//! The pattern of a source and a sink is the set of middles `m` with a payment source → m and a payment m → sink, both not older than `t − W`; its size is the
//! number of middles, at least 2; the order of times within it does not matter. It counts when a payment is its latest one, once for each of its payments that
//! stand in the same batch. Several latest payments at one time each count it.
//! Cost per payment: partners of the payer times the smaller neighbourhood, limited by the budget.

use hashbrown::HashMap;
use hashbrown::hash_map::Entry as Place;

use crate::batch::{Row, Transactions};
use crate::credit::Credit;
use crate::fan::pair_key;
use crate::log::{Cursor, Log};
use crate::parameters::Pattern;

/// All living payments from one account to one other.
#[derive(Debug, Clone, Copy)]
struct Pair {
    latest: i64,
    living: u32,
    from: u32,
    to: u32,
    /// Places in the two lists of partners.
    place_out: u32,
    place_in: u32,
    /// Last row of the current batch that is of this pair, plus one; zero outside.
    row: u32,
}

#[derive(Debug, Clone, Copy)]
struct Partner {
    account: u32,
    pair: u32,
}

/// The living pairs as a graph without doubles.
#[derive(Debug)]
pub(crate) struct ScatterGather {
    pattern: Pattern,
    budget: u32,
    pairs: HashMap<u64, u32>,
    slab: Vec<Pair>,
    free: Vec<u32>,
    out: Vec<Vec<Partner>>,
    into: Vec<Vec<Partner>>,
    cursor: Cursor,
    /// Mark of the current search per account: (search, pair).
    marks: Vec<(u32, u32)>,
    search: u32,
    earlier_row: Vec<u32>,
    middles: Vec<u32>,
}

/// One search: the payment looked at and what is left of its budget.
struct Search<'a, 'b> {
    row: Row,
    horizon: i64,
    times: &'b [i64],
    left: u32,
    credit: &'a mut Credit<'b>,
}

fn list(lists: &[Vec<Partner>], account: u32) -> &[Partner] {
    lists.get(account as usize).map_or(&[], Vec::as_slice)
}

impl ScatterGather {
    pub(crate) fn new(pattern: Pattern, budget: u32) -> Self {
        Self {
            pattern,
            budget,
            pairs: HashMap::new(),
            slab: Vec::new(),
            free: Vec::new(),
            out: Vec::new(),
            into: Vec::new(),
            cursor: Cursor::default(),
            marks: Vec::new(),
            search: 0,
            earlier_row: Vec::new(),
            middles: Vec::new(),
        }
    }

    pub(crate) fn oldest(&self) -> u64 {
        self.cursor.oldest
    }

    /// The histogram of a batch; rows that ran out of budget are added to `limited`.
    pub(crate) fn push(
        &mut self,
        log: &Log,
        batch: &Transactions<'_>,
        first: u64,
        accounts: usize,
        limited: &mut Vec<usize>,
    ) -> Vec<u32> {
        self.out.resize_with(accounts, Vec::new);
        self.into.resize_with(accounts, Vec::new);
        self.marks.resize(accounts, (0, 0));
        let start = batch.time.first().copied().unwrap_or(0);
        while let Some(old) = self.cursor.expire(log, start - self.pattern.window - 1, first) {
            if old.from != old.to {
                self.forget(old.from, old.to);
            }
        }
        self.earlier_row.clear();
        let real = |row: &Row| row.from != row.to;
        for row in batch.rows() {
            self.earlier_row.push(0);
            if real(&row) {
                self.learn(row);
            }
        }
        let bins = self.pattern.bins.clone();
        let mut credit = Credit::new(&bins, batch.len());
        for row in batch.rows().filter(real) {
            let horizon = row.time - self.pattern.window;
            let mut search = Search { row, horizon, times: batch.time, left: self.budget, credit: &mut credit };
            if !(self.gathers(&mut search) && self.scatters(&mut search)) {
                limited.push(row.index);
            }
        }
        for row in batch.rows() {
            if let Some(pair) =
                self.pairs.get(&pair_key(row.from, row.to)).and_then(|&pair| self.slab.get_mut(pair as usize))
            {
                pair.row = 0;
            }
        }
        credit.into_counts()
    }

    fn learn(&mut self, row: Row) {
        let place = self.pairs.entry(pair_key(row.from, row.to));
        let mark = u32::try_from(row.index + 1).unwrap_or(u32::MAX);
        if let Place::Occupied(pair) = &place {
            if let Some(pair) = self.slab.get_mut(*pair.get() as usize) {
                pair.latest = row.time;
                pair.living = pair.living.saturating_add(1);
                if let Some(earlier) = self.earlier_row.last_mut() {
                    *earlier = pair.row;
                }
                pair.row = mark;
            }
            return;
        }
        let (Some(out), Some(into)) = (self.out.get_mut(row.from as usize), self.into.get_mut(row.to as usize)) else {
            return;
        };
        let small = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let pair = Pair {
            latest: row.time,
            living: 1,
            from: row.from,
            to: row.to,
            place_out: small(out.len()),
            place_in: small(into.len()),
            row: mark,
        };
        let number = self.free.pop().unwrap_or(small(self.slab.len()));
        match self.slab.get_mut(number as usize) {
            Some(free) => *free = pair,
            None => self.slab.push(pair),
        }
        out.push(Partner { account: row.to, pair: number });
        into.push(Partner { account: row.from, pair: number });
        place.insert(number);
    }

    fn forget(&mut self, from: u32, to: u32) {
        let Place::Occupied(place) = self.pairs.entry(pair_key(from, to)) else { return };
        let number = *place.get();
        let Some(pair) = self.slab.get_mut(number as usize) else { return };
        if pair.living > 1 {
            pair.living -= 1;
            return;
        }
        let gone = *pair;
        place.remove();
        self.free.push(number);
        if let Some(moved) = take(&mut self.out, gone.from, gone.place_out)
            && let Some(pair) = self.slab.get_mut(moved as usize)
        {
            pair.place_out = gone.place_out;
        }
        if let Some(moved) = take(&mut self.into, gone.to, gone.place_in)
            && let Some(pair) = self.slab.get_mut(moved as usize)
        {
            pair.place_in = gone.place_in;
        }
    }

    /// Patterns in which the payer is a middle: every source that pays the payer, with the receiver as sink. False when the budget ran out.
    fn gathers(&mut self, search: &mut Search<'_, '_>) -> bool {
        let (middle, sink) = (search.row.from, search.row.to);
        if list(&self.into, sink).len() < 2 || list(&self.into, middle).is_empty() {
            return true;
        }
        let sources = std::mem::take(self.into.get_mut(middle as usize).unwrap_or(&mut Vec::new()));
        let wide = sources.iter().map(|source| list(&self.out, source.account).len()).sum::<usize>();
        let marked = wide > list(&self.into, sink).len();
        let mut fine = true;
        if marked {
            fine = self.mark(sink, search, true);
        }
        for source in sources.iter().filter(|source| source.account != sink) {
            fine = fine && self.pattern_between(source.account, sink, marked.then_some(true), search);
        }
        if let Some(list) = self.into.get_mut(middle as usize) {
            *list = sources;
        }
        fine
    }

    /// Patterns in which the receiver is a middle: every sink the receiver pays, with the payer as source. False when the budget ran out.
    fn scatters(&mut self, search: &mut Search<'_, '_>) -> bool {
        let (source, middle) = (search.row.from, search.row.to);
        if list(&self.out, source).len() < 2 || list(&self.out, middle).is_empty() {
            return true;
        }
        let sinks = std::mem::take(self.out.get_mut(middle as usize).unwrap_or(&mut Vec::new()));
        let wide = sinks.iter().map(|sink| list(&self.into, sink.account).len()).sum::<usize>();
        let marked = wide > list(&self.out, source).len();
        let mut fine = true;
        if marked {
            fine = self.mark(source, search, false);
        }
        for sink in sinks.iter().filter(|sink| sink.account != source) {
            fine = fine && self.pattern_between(source, sink.account, marked.then_some(false), search);
        }
        if let Some(list) = self.out.get_mut(middle as usize) {
            *list = sinks;
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
        let partners = list(if sink { &self.into } else { &self.out }, account);
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

    /// Finds the middles between two accounts and gives credit. `marked` says which side has been marked (true: the sink), if any.
    fn pattern_between(&mut self, source: u32, sink: u32, marked: Option<bool>, search: &mut Search<'_, '_>) -> bool {
        let (scattered, gathered) = (list(&self.out, source), list(&self.into, sink));
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
                self.pairs.get(&pair_key(partner.account, sink)).copied()
            } else {
                self.pairs.get(&pair_key(source, partner.account)).copied()
            };
            let pairs = other.and_then(|other| self.slab.get(other as usize)).zip(self.slab.get(partner.pair as usize));
            let Some((other_pair, pair)) = pairs else { continue };
            if pair.latest.min(other_pair.latest) < search.horizon {
                continue;
            }
            if pair.latest.max(other_pair.latest) > search.row.time {
                return true;
            }
            self.middles.extend([partner.pair, other.unwrap_or(0)]);
        }
        let size = u32::try_from(self.middles.len() / 2).unwrap_or(u32::MAX);
        if size < 2 {
            return true;
        }
        for &number in &self.middles {
            let mut mark = self.slab.get(number as usize).map_or(0, |pair| pair.row);
            while let Some(row) = (mark as usize).checked_sub(1) {
                if search.times.get(row).is_some_and(|&time| time >= search.horizon) {
                    search.credit.add(row, size);
                }
                mark = self.earlier_row.get(row).copied().unwrap_or(0);
            }
        }
        true
    }
}

fn take(lists: &mut [Vec<Partner>], account: u32, place: u32) -> Option<u32> {
    let list = lists.get_mut(account as usize)?;
    if (place as usize) < list.len() {
        list.swap_remove(place as usize);
    }
    if list.is_empty() && list.capacity() > 8 {
        *list = Vec::new();
    }
    list.get(place as usize).map(|partner| partner.pair)
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
