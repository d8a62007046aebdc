//! Files as a ledger, and words on the command line as seeds.

use crate::failure::{CellFault, Failure};
use crate::follow::args::TraceArgs;
use crate::table::amount::minor;
use crate::table::mapping::{Mapping, Units};
use crate::table::roles::{Columns, Role};
use crate::table::{self, Rows};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::Path;
use trace::{Entry, Ledger, Leg, Place, Seed, TraceError};

/// Where money comes from or goes to when a row does not say.
pub(crate) const UNNAMED: &str = "(not named)";

/// A ledger with what is needed to speak of it as its file does.
pub(crate) struct Book {
    pub(crate) ledger: Ledger,
    pub(crate) seeds: Vec<Seed>,
    /// The row in the file of each entry, in the order of the ledger.
    rows: Vec<u64>,
    /// How many decimals each currency has.
    pub(crate) decimals: BTreeMap<String, u8>,
    file: String,
}

impl Book {
    /// Reads everything that the arguments name.
    pub(crate) fn read(args: &TraceArgs) -> Result<Self, Failure> {
        let mapping = args.mapping.as_deref().map_or_else(|| Ok(Mapping::default()), Mapping::load)?;
        let mut taken = Entries {
            file: shown(&args.transactions),
            mapping: &mapping,
            outside: &args.outside,
            columns: None,
            entries: Vec::new(),
        };
        table::read(&args.transactions, mapping.delimiter, &mut taken)?;
        let mut entries = taken.entries;
        // Moments finer than a second, which the ledger does not keep, decide here; equal ones stay in the file's order.
        entries.sort_by_key(|(at, ..)| *at);
        let mut decimals = BTreeMap::new();
        let mut rows = Vec::with_capacity(entries.len());
        let mut ledger = Ledger::default();
        for (_, row, entry) in entries {
            for leg in entry.debits.iter().chain(&entry.credits) {
                if !decimals.contains_key(&leg.currency) {
                    decimals.insert(leg.currency.clone(), mapping.decimals(&leg.currency).unwrap_or(0));
                }
            }
            rows.push(row);
            ledger.entries.push(entry);
        }
        let mut balance_mapping = mapping.clone();
        if let Some(path) = &args.opening {
            balance_mapping = args.opening_mapping.as_deref().map_or_else(|| Ok(Mapping::default()), Mapping::load)?;
            let mut taken =
                Openings { file: shown(path), mapping: &balance_mapping, columns: None, opening: Vec::new() };
            table::read(path, balance_mapping.delimiter, &mut taken)?;
            ledger.opening = taken.opening;
            for (_, currency, _) in &ledger.opening {
                let places = balance_mapping.decimals(currency).unwrap_or(0);
                if *decimals.entry(currency.clone()).or_insert(places) != places {
                    let said = format!("{currency} has other decimals than in the transactions");
                    return Err(Failure::Mapping { file: shown(path), said });
                }
            }
        }
        let mut book = Self { ledger, seeds: Vec::new(), rows, decimals, file: shown(&args.transactions) };
        book.seeds = book.entry_seeds(&args.seed, &mapping)?;
        book.seeds.extend(book.opening_seeds(&args.seed_opening, &balance_mapping)?);
        Ok(book)
    }

    fn entry_seeds(&self, seeds: &[String], mapping: &Mapping) -> Result<Vec<Seed>, Failure> {
        let currency = |id: &str| {
            let entry = self.ledger.entries.iter().find(|entry| entry.id == id)?;
            entry.credits.first().map(|leg| leg.currency.clone())
        };
        let split = seeds.iter().map(|seed| divided(seed, &currency, mapping));
        split.map(|part| part.map(|(entry, amount_minor)| Seed::Entry { entry, amount_minor })).collect()
    }

    fn opening_seeds(&self, seeds: &[String], mapping: &Mapping) -> Result<Vec<Seed>, Failure> {
        let currency = |account: &str| {
            let known = self.ledger.opening.iter().find(|(known, ..)| known == account);
            known.map(|(_, currency, _)| currency.clone())
        };
        let split = seeds.iter().map(|seed| divided(seed, &currency, mapping));
        split.map(|part| part.map(|(account, amount_minor)| Seed::Opening { account, amount_minor })).collect()
    }

    /// A refusal of the instrument, with the row of the file.
    pub(crate) fn refused(&self, mut source: TraceError) -> Failure {
        match &mut source {
            TraceError::Amount { row, .. }
            | TraceError::Legs { row, .. }
            | TraceError::Currency { row, .. }
            | TraceError::Unbalanced { row, .. }
            | TraceError::Gap { row, .. }
            | TraceError::TooLarge { row, .. } => *row = self.row(*row),
            TraceError::SeedEntry { .. } | TraceError::SeedAmount { .. } | TraceError::Seeds { .. } => {}
        }
        Failure::Trace { file: self.file.clone(), source }
    }

    /// The row in the file of an entry of the ledger, counted from 1.
    pub(crate) fn row(&self, row: usize) -> usize {
        let known = row.checked_sub(1).and_then(|at| self.rows.get(at));
        known.and_then(|row| usize::try_from(*row).ok()).unwrap_or(0)
    }

    /// How many decimals a currency has.
    pub(crate) fn places(&self, currency: &str) -> u8 {
        self.decimals.get(currency).copied().unwrap_or(0)
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// A seed as name and amount. A name may have `=` in it; what is known as a name is one.
fn divided(
    seed: &str,
    currency: &dyn Fn(&str) -> Option<String>,
    mapping: &Mapping,
) -> Result<(String, Option<i64>), Failure> {
    let wrong = |said: String| Failure::Seed { seed: seed.to_owned(), said };
    if currency(seed).is_some() {
        return Ok((seed.to_owned(), None));
    }
    let (name, amount) = seed.rsplit_once('=').ok_or_else(|| wrong("nothing is called that".to_owned()))?;
    let currency = currency(name).ok_or_else(|| wrong(format!("nothing is called `{name}`")))?;
    // Amounts of a command line are in whole units, whatever the file counts in.
    let amount = minor(amount, &currency, Units::Major, mapping).map_err(|fault| wrong(fault.to_string()))?;
    Ok((name.to_owned(), Some(amount)))
}

/// Whether a name fits a pattern in which `*` stands for anything.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut left) = name.strip_prefix(head) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let tail = parts.pop().unwrap_or("");
    for part in parts {
        match left.find(part).and_then(|at| left.get(at + part.len()..)) {
            Some(after) => left = after,
            None => return false,
        }
    }
    left.ends_with(tail)
}

/// Transactions on their way into a ledger.
struct Entries<'a> {
    file: String,
    mapping: &'a Mapping,
    outside: &'a [String],
    columns: Option<(Columns, [Units; 3])>,
    entries: Vec<(Timestamp, u64, Entry)>,
}

/// In what the amounts of a column are counted.
fn units(mapping: &Mapping, columns: &Columns, role: Role) -> Units {
    let named = if columns.says_minor(role) { Units::Minor } else { Units::Major };
    mapping.units.unwrap_or(named)
}

impl Entries<'_> {
    fn place(&self, name: &str) -> Place {
        match name {
            "" => Place::outside(UNNAMED),
            name if self.outside.iter().any(|pattern| fits(pattern, name)) => Place::outside(name),
            name => Place::account(name),
        }
    }
}

impl Rows for Entries<'_> {
    fn columns(&mut self, names: &[String]) -> Result<(), Failure> {
        let needed = [Role::Id, Role::Time, Role::From, Role::To, Role::Amount, Role::Currency];
        // A currency that the mapping gives to all rows needs no column.
        let needed: &[Role] =
            if self.mapping.currency.is_some() { needed.split_last().map_or(&[], |(_, rest)| rest) } else { &needed };
        let optional = if self.mapping.currency.is_some() {
            vec![Role::Currency, Role::Fee, Role::ToAmount, Role::ToCurrency]
        } else {
            vec![Role::Fee, Role::ToAmount, Role::ToCurrency]
        };
        let columns = Columns::find(&self.file, names, self.mapping, (needed, &optional))?;
        let units = [Role::Amount, Role::Fee, Role::ToAmount].map(|role| units(self.mapping, &columns, role));
        self.columns = Some((columns, units));
        Ok(())
    }

    fn row(&mut self, row: u64, cells: &[&str]) -> Result<(), Failure> {
        let Some((columns, [of_amount, of_fee, of_arrived])) = &self.columns else { return Ok(()) };
        let cell = |role| columns.cell(role, cells);
        let fault = |role, fault| columns.fault(row, role, fault);
        let filled = |role| match cell(role) {
            "" => Err(fault(role, CellFault::Missing)),
            text => Ok(text),
        };
        let (id, time) = (filled(Role::Id)?, filled(Role::Time)?);
        let at = self.mapping.moments.read(time).map_err(|found| fault(Role::Time, found))?;
        let (from, to) = (cell(Role::From), cell(Role::To));
        if from.is_empty() && to.is_empty() {
            return Err(fault(Role::From, CellFault::Missing));
        }
        let currency = match (cell(Role::Currency), &self.mapping.currency) {
            ("", Some(usual)) => usual.as_str(),
            _ => filled(Role::Currency)?,
        };
        let arrives_in = Some(cell(Role::ToCurrency)).filter(|text| !text.is_empty()).unwrap_or(currency);
        for (role, code) in [(Role::Currency, currency), (Role::ToCurrency, arrives_in)] {
            if self.mapping.decimals(code).is_none() {
                return Err(fault(role, CellFault::Currency(code.to_owned())));
            }
        }
        let read = |role, currency, units| {
            minor(cell(role), currency, units, self.mapping).map_err(|found| fault(role, found))
        };
        filled(Role::Amount)?;
        let amount = read(Role::Amount, currency, *of_amount)?;
        let fee = if cell(Role::Fee).is_empty() { 0 } else { read(Role::Fee, currency, *of_fee)? };
        let arrived = match cell(Role::ToAmount) {
            "" if arrives_in != currency => return Err(fault(Role::ToAmount, CellFault::Missing)),
            "" => amount.saturating_sub(fee),
            _ => read(Role::ToAmount, arrives_in, *of_arrived)?,
        };
        if amount == 0 || arrived <= 0 {
            return Err(fault(if amount == 0 { Role::Amount } else { Role::ToAmount }, CellFault::Zero));
        }
        let leg = |place, currency: &str, amount_minor| Leg { place, currency: currency.to_owned(), amount_minor };
        let entry = Entry {
            id: id.to_owned(),
            at: at.as_second(),
            debits: vec![leg(self.place(from), currency, amount)],
            credits: vec![leg(self.place(to), arrives_in, arrived)],
            fee_minor: fee,
        };
        self.entries.push((at, row, entry));
        Ok(())
    }
}

/// Balances on their way into a ledger.
struct Openings<'a> {
    file: String,
    mapping: &'a Mapping,
    columns: Option<(Columns, Units)>,
    opening: Vec<(String, String, i64)>,
}

impl Rows for Openings<'_> {
    fn columns(&mut self, names: &[String]) -> Result<(), Failure> {
        let (needed, currency) = ([Role::Account, Role::Balance], [Role::Currency]);
        let with = [Role::Account, Role::Balance, Role::Currency];
        let roles: (&[Role], &[Role]) =
            if self.mapping.currency.is_some() { (&needed, &currency) } else { (&with, &[]) };
        let columns = Columns::find(&self.file, names, self.mapping, roles)?;
        let units = units(self.mapping, &columns, Role::Balance);
        self.columns = Some((columns, units));
        Ok(())
    }

    fn row(&mut self, row: u64, cells: &[&str]) -> Result<(), Failure> {
        let Some((columns, units)) = &self.columns else { return Ok(()) };
        let filled = |role| match columns.cell(role, cells) {
            "" => Err(columns.fault(row, role, CellFault::Missing)),
            text => Ok(text),
        };
        let account = filled(Role::Account)?;
        let currency = match (columns.cell(Role::Currency, cells), &self.mapping.currency) {
            ("", Some(usual)) => usual.as_str(),
            _ => filled(Role::Currency)?,
        };
        if self.mapping.decimals(currency).is_none() {
            return Err(columns.fault(row, Role::Currency, CellFault::Currency(currency.to_owned())));
        }
        let amount = minor(filled(Role::Balance)?, currency, *units, self.mapping)
            .map_err(|found| columns.fault(row, Role::Balance, found))?;
        self.opening.push((account.to_owned(), currency.to_owned(), amount));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name, wanted) in [
            ("CASH", "CASH", true),
            ("CASH", "CASH2", false),
            ("EX-*", "EX-1", true),
            ("EX-*", "AEX-1", false),
            ("*bank*", "a bank b", true),
            ("*bank*", "a ban b", false),
            ("a*a", "a", false),
            ("*", "", true),
            ("a*b*c", "axbxxc", true),
        ] {
            assert_eq!(fits(pattern, name), wanted, "{pattern} {name}");
        }
    }
}
