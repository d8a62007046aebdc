//! The tracing, entry by entry.

use std::collections::{BTreeMap, HashMap};

use crate::error::TraceError;
use crate::ledger::{Entry, Gaps, Ledger, Leg, Place, SEEDS_MAX, Seed};
use crate::method::Method;
use crate::pot::{Lot, Pot, Source};
use crate::result::{Flow, Gap, Holding, Line, Marked, Tracing};
use crate::share::divide;
use crate::statement;

/// Follows the money of the seeds through the ledger.
///
/// # Errors
///
/// [`TraceError`]: nothing is traced if an entry or a seed cannot be.
pub fn trace(ledger: &Ledger, seeds: &[Seed], method: Method, gaps: Gaps) -> Result<Tracing, TraceError> {
    if seeds.is_empty() || seeds.len() > SEEDS_MAX {
        return Err(TraceError::Seeds { seeds: seeds.len(), seeds_max: SEEDS_MAX });
    }
    for (row, entry) in (1..).zip(&ledger.entries) {
        entry.check(row)?;
    }
    let mut run = Run::new(ledger, seeds, method, gaps)?;
    let mut order: Vec<(usize, &Entry)> = (1..).zip(&ledger.entries).collect();
    order.sort_by_key(|(_, entry)| entry.at);
    for (row, entry) in order {
        run.entry(row, entry)?;
    }
    Ok(run.end(ledger))
}

/// An account and what is in it.
struct Account {
    currency: String,
    pot: Pot,
}

/// What a leg did to its account.
#[derive(Clone, Copy)]
struct Moved {
    went_out: bool,
    /// How much of it is traced.
    traced: i64,
    /// The balance afterwards, and how much of that is traced.
    after: (i64, i64),
}

/// Everything that changes while a ledger is gone through.
struct Run {
    method: Method,
    gaps: Gaps,
    accounts: BTreeMap<String, Account>,
    /// What left, by place and currency.
    gone: BTreeMap<(Place, String), Pot>,
    /// Seeds by the entry they name: place among the seeds, and how much.
    seeded: HashMap<String, Vec<(usize, Option<i64>)>>,
    marked: Vec<Marked>,
    lines: Vec<Line>,
    flows: BTreeMap<(usize, Place, Place, String, String), Flow>,
    found_gaps: Vec<Gap>,
}

impl Run {
    fn new(ledger: &Ledger, seeds: &[Seed], method: Method, gaps: Gaps) -> Result<Self, TraceError> {
        let mut ids: HashMap<&str, usize> = HashMap::new();
        for entry in &ledger.entries {
            *ids.entry(&entry.id).or_default() += 1;
        }
        let mut run = Self {
            method,
            gaps,
            accounts: BTreeMap::new(),
            gone: BTreeMap::new(),
            seeded: HashMap::new(),
            marked: Vec::new(),
            lines: Vec::new(),
            flows: BTreeMap::new(),
            found_gaps: Vec::new(),
        };
        let mut opening = run.openings(ledger)?;
        for (at, seed) in seeds.iter().enumerate() {
            let marked = match seed {
                Seed::Entry { entry, amount_minor } => {
                    let count = ids.get(entry.as_str()).copied().unwrap_or(0);
                    if count != 1 {
                        return Err(TraceError::SeedEntry { seed: at + 1, entry: entry.clone(), count });
                    }
                    run.seeded.entry(entry.clone()).or_default().push((at, *amount_minor));
                    (entry.clone(), String::new(), 0)
                }
                Seed::Opening { account, amount_minor } => {
                    let (currency, left) = opening.entry(account.clone()).or_default();
                    let wanted = amount_minor.unwrap_or(*left);
                    if wanted <= 0 || wanted > *left {
                        return Err(TraceError::SeedAmount { seed: at + 1, seed_minor: wanted, of_minor: *left });
                    }
                    *left -= wanted;
                    let currency = currency.clone();
                    run.begin(account, &currency, Lot { source: Source::Seed(at), amount: wanted })?;
                    (account.clone(), currency, wanted)
                }
            };
            let (what, currency, amount_minor) = marked;
            run.marked.push(Marked { what, currency, amount_minor, overlap_minor: 0 });
        }
        for (account, (currency, left)) in opening {
            run.begin(&account, &currency, Lot { source: Source::Opening, amount: left })?;
        }
        for account in run.accounts.values_mut() {
            account.pot.settle(method);
        }
        Ok(run)
    }

    /// What each account has in the beginning.
    fn openings(&self, ledger: &Ledger) -> Result<BTreeMap<String, (String, i64)>, TraceError> {
        let mut opening: BTreeMap<String, (String, i64)> = BTreeMap::new();
        for (account, currency, amount) in &ledger.opening {
            if *amount < 0 {
                return Err(TraceError::Amount { row: 0, amount_minor: *amount });
            }
            let known = opening.entry(account.clone()).or_insert_with(|| (currency.clone(), 0));
            if known.0 != *currency {
                let (account, said, kept) = (account.clone(), currency.clone(), known.0.clone());
                return Err(TraceError::Currency { row: 0, account, said, kept });
            }
            let sum = known.1.checked_add(*amount);
            known.1 = sum.ok_or_else(|| TraceError::TooLarge { row: 0, account: account.clone() })?;
        }
        Ok(opening)
    }

    fn begin(&mut self, account: &str, currency: &str, lot: Lot) -> Result<(), TraceError> {
        let new = || Account { currency: currency.to_owned(), pot: Pot::default() };
        let pot = &mut self.accounts.entry(account.to_owned()).or_insert_with(new).pot;
        if pot.put(lot) { Ok(()) } else { Err(TraceError::TooLarge { row: 0, account: account.to_owned() }) }
    }

    /// The pot of an account, which has one currency for good.
    fn pot(&mut self, row: usize, leg: &Leg) -> Result<Option<&mut Pot>, TraceError> {
        let Place::Account(name) = &leg.place else { return Ok(None) };
        let new = || Account { currency: leg.currency.clone(), pot: Pot::default() };
        let account = self.accounts.entry(name.clone()).or_insert_with(new);
        if account.currency != leg.currency {
            let (account, said, kept) = (name.clone(), leg.currency.clone(), account.currency.clone());
            return Err(TraceError::Currency { row, account, said, kept });
        }
        Ok(Some(&mut account.pot))
    }

    fn entry(&mut self, row: usize, entry: &Entry) -> Result<(), TraceError> {
        let mut pool = Pot::default();
        let several = entry.debits.len() > 1;
        for leg in &entry.debits {
            let lots = self.take(row, entry, leg)?;
            if several {
                self.flow(
                    entry,
                    (&leg.place, &Place::Entry(entry.id.clone())),
                    (&lots, &leg.currency),
                    (&lots, &leg.currency),
                );
            }
            for lot in lots {
                if !pool.put(lot) {
                    return Err(TraceError::TooLarge { row, account: leg.place.name().to_owned() });
                }
            }
        }
        let from = match entry.debits.first() {
            Some(leg) if !several => leg.place.clone(),
            _ => Place::Entry(entry.id.clone()),
        };
        let (out_currency, in_currency) = entry.currencies();
        let costs = self.costs(entry, &pool);
        let mut seeds = self.seeded.remove(&entry.id).unwrap_or_default();
        self.check_seeds(entry, &seeds)?;
        for (leg, cost) in entry.credits.iter().zip(costs) {
            let out = pool.take(cost, self.in_pool());
            let weights: Vec<i64> = out.iter().map(|lot| lot.amount).collect();
            let parts = divide(leg.amount_minor, &weights, cost);
            let converted: Vec<Lot> = out.iter().zip(parts).map(|(lot, amount)| Lot { amount, ..*lot }).collect();
            let marked = self.mark(converted.clone(), &mut seeds, in_currency);
            let from_seed = marked != converted;
            // What a seed marks here begins here: it did not come from the payer's traced money.
            let out = if from_seed { marked.clone() } else { out };
            self.flow(
                entry,
                (&from, &leg.place),
                (&out, if from_seed { in_currency } else { out_currency }),
                (&marked, in_currency),
            );
            self.give(row, entry, leg, marked)?;
        }
        if entry.fee_minor > 0 {
            let lots = pool.take(entry.fee_minor, self.in_pool());
            self.flow(entry, (&from, &Place::Fees), (&lots, out_currency), (&lots, out_currency));
            self.sink(row, (&Place::Fees, out_currency), lots)?;
        }
        Ok(())
    }

    /// How a pool is emptied whose lots came out of accounts in the order in which they leave.
    fn in_pool(&self) -> Method {
        match self.method {
            Method::Fifo | Method::Lifo => Method::Fifo,
            other => other,
        }
    }

    /// What of the pool each credit is paid with, in the currency of the debits.
    fn costs(&self, entry: &Entry, pool: &Pot) -> Vec<i64> {
        let weights: Vec<i64> = entry.credits.iter().map(|leg| leg.amount_minor).collect();
        let (from, to) = entry.currencies();
        if from == to {
            return weights;
        }
        let whole = weights.iter().fold(0_i64, |sum, weight| sum.saturating_add(*weight));
        divide(pool.balance().saturating_sub(entry.fee_minor), &weights, whole)
    }

    fn take(&mut self, row: usize, entry: &Entry, leg: &Leg) -> Result<Vec<Lot>, TraceError> {
        let (method, gaps) = (self.method, self.gaps);
        let Some(pot) = self.pot(row, leg)? else {
            return Ok(vec![Lot { source: Source::Other, amount: leg.amount_minor }]);
        };
        let missing = leg.amount_minor.saturating_sub(pot.balance());
        if missing > 0 {
            let account = leg.place.name().to_owned();
            if gaps == Gaps::Refuse {
                return Err(TraceError::Gap { row, account, missing_minor: missing });
            }
            if !pot.put_first(Lot { source: Source::Gap, amount: missing }) {
                return Err(TraceError::TooLarge { row, account });
            }
        }
        let lots = pot.take(leg.amount_minor, method);
        let after = (pot.balance(), pot.traced());
        if missing > 0 {
            let (account, currency) = (leg.place.name().to_owned(), leg.currency.clone());
            self.found_gaps.push(Gap { row, entry: entry.id.clone(), account, currency, missing_minor: missing });
        }
        let moved = Moved { went_out: true, traced: traced(&lots), after };
        self.line(row, entry, leg, moved);
        Ok(lots)
    }

    fn give(&mut self, row: usize, entry: &Entry, leg: &Leg, lots: Vec<Lot>) -> Result<(), TraceError> {
        let (method, came) = (self.method, traced(&lots));
        let Some(pot) = self.pot(row, leg)? else {
            return self.sink(row, (&leg.place, &leg.currency), lots);
        };
        for lot in lots {
            if !pot.put(lot) {
                return Err(TraceError::TooLarge { row, account: leg.place.name().to_owned() });
            }
        }
        pot.settle(method);
        let after = (pot.balance(), pot.traced());
        self.line(row, entry, leg, Moved { went_out: false, traced: came, after });
        Ok(())
    }

    fn sink(&mut self, row: usize, (place, currency): (&Place, &str), lots: Vec<Lot>) -> Result<(), TraceError> {
        let pot = self.gone.entry((place.clone(), currency.to_owned())).or_default();
        for lot in lots {
            if !pot.put(lot) {
                return Err(TraceError::TooLarge { row, account: place.name().to_owned() });
            }
        }
        Ok(())
    }

    fn check_seeds(&self, entry: &Entry, seeds: &[(usize, Option<i64>)]) -> Result<(), TraceError> {
        let given = entry.credits.iter().fold(0_i64, |sum, leg| sum.saturating_add(leg.amount_minor));
        for (at, wanted) in seeds {
            let wanted = wanted.unwrap_or(given);
            if wanted <= 0 || wanted > given {
                return Err(TraceError::SeedAmount { seed: at + 1, seed_minor: wanted, of_minor: given });
            }
        }
        Ok(())
    }

    /// Marks what the seeds of an entry still want, of what is not traced yet, the first of it first.
    fn mark(&mut self, lots: Vec<Lot>, seeds: &mut [(usize, Option<i64>)], currency: &str) -> Vec<Lot> {
        let mut lots = lots;
        for (at, wanted) in seeds.iter_mut() {
            let mut marked = Vec::with_capacity(lots.len() + 1);
            let (mut taken, mut overlap) = (0_i64, 0_i64);
            for lot in lots {
                let want =
                    wanted.map_or(lot.amount, |wanted| wanted.saturating_sub(taken).saturating_sub(overlap)).max(0);
                let part = want.min(lot.amount);
                if lot.source.is_traced() {
                    overlap = overlap.saturating_add(part);
                    marked.push(lot);
                    continue;
                }
                taken = taken.saturating_add(part);
                for (source, amount) in [(Source::Seed(*at), part), (lot.source, lot.amount.saturating_sub(part))] {
                    if amount > 0 {
                        marked.push(Lot { source, amount });
                    }
                }
            }
            if let Some(wanted) = wanted {
                *wanted = wanted.saturating_sub(taken).saturating_sub(overlap);
            }
            if let Some(known) = self.marked.get_mut(*at) {
                currency.clone_into(&mut known.currency);
                known.amount_minor = known.amount_minor.saturating_add(taken);
                known.overlap_minor = known.overlap_minor.saturating_add(overlap);
            }
            lots = marked;
        }
        lots
    }

    fn line(&mut self, row: usize, entry: &Entry, leg: &Leg, moved: Moved) {
        let side = |amount: i64| if moved.went_out { (0, amount) } else { (amount, 0) };
        let ((in_minor, out_minor), (traced_in_minor, traced_out_minor)) = (side(leg.amount_minor), side(moved.traced));
        let (balance_minor, traced_balance_minor) = moved.after;
        self.lines.push(Line {
            row,
            entry: entry.id.clone(),
            at: entry.at,
            account: leg.place.name().to_owned(),
            currency: leg.currency.clone(),
            in_minor,
            out_minor,
            balance_minor,
            traced_in_minor,
            traced_out_minor,
            traced_balance_minor,
        });
    }

    /// Adds what is traced of some lots to the bands from one place to another.
    fn flow(
        &mut self,
        entry: &Entry,
        (from, to): (&Place, &Place),
        (out, out_currency): (&[Lot], &str),
        (given, in_currency): (&[Lot], &str),
    ) {
        for (left, came) in out.iter().zip(given) {
            let Source::Seed(seed) = came.source else { continue };
            let key = (seed, from.clone(), to.clone(), out_currency.to_owned(), in_currency.to_owned());
            let flow = self.flows.entry(key).or_insert_with(|| Flow {
                seed,
                from: from.clone(),
                to: to.clone(),
                out_currency: out_currency.to_owned(),
                out_minor: 0,
                in_currency: in_currency.to_owned(),
                in_minor: 0,
                entries: 0,
                first_at: entry.at,
                last_at: entry.at,
            });
            flow.out_minor = flow.out_minor.saturating_add(left.amount);
            flow.in_minor = flow.in_minor.saturating_add(came.amount);
            flow.entries = flow.entries.saturating_add(1);
            flow.last_at = entry.at;
        }
    }

    fn end(self, ledger: &Ledger) -> Tracing {
        let accounts =
            self.accounts.into_iter().map(|(name, account)| (Place::Account(name), account.currency, account.pot));
        let gone = self.gone.into_iter().map(|((place, currency), pot)| (place, currency, pot));
        let holdings: Vec<Holding> =
            accounts.chain(gone).map(|(place, currency, pot)| holding(place, currency, &pot)).collect();
        let flows = self.flows.into_values().collect();
        let statement = statement::write(ledger, self.method, (&self.marked, &self.found_gaps, &holdings));
        Tracing {
            method: self.method,
            seeds: self.marked,
            lines: self.lines,
            flows,
            holdings,
            gaps: self.found_gaps,
            statement,
        }
    }
}

fn holding(place: Place, currency: String, pot: &Pot) -> Holding {
    let mut traced: BTreeMap<usize, i64> = BTreeMap::new();
    for lot in pot.lots() {
        if let Source::Seed(seed) = lot.source {
            let sum = traced.entry(seed).or_default();
            *sum = sum.saturating_add(lot.amount);
        }
    }
    Holding { place, currency, balance_minor: pot.balance(), traced: traced.into_iter().collect() }
}

fn traced(lots: &[Lot]) -> i64 {
    lots.iter().filter(|lot| lot.source.is_traced()).fold(0, |sum, lot| sum.saturating_add(lot.amount))
}
