//! Files as a ledger, and words on the command line as seeds.

use crate::failure::{CellFault, Failure};
use crate::follow::args::TraceArgs;
use crate::input::payments::{self, Payment, Payments, Wanted, units};
use crate::input::remarks::Remarks;
use crate::input::{Spot, inputs};
use crate::table::amount::minor;
use crate::table::mapping::{Mapping, Units, fits};
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
    /// The file and the row in it of each entry, in the order of the ledger.
    rows: Vec<(u32, u64)>,
    /// How many decimals each currency has.
    pub(crate) decimals: BTreeMap<String, u8>,
    files: Vec<String>,
    pub(crate) remarks: Remarks,
}

impl Book {
    /// Reads everything that the arguments name.
    pub(crate) fn read(args: &TraceArgs) -> Result<Self, Failure> {
        let inputs = inputs(&args.transactions, &args.mapping)?;
        let mapping = inputs.first().map_or_else(Mapping::default, |first| first.mapping.as_ref().clone());
        let (mut remarks, wanted) = (Remarks::default(), Wanted { id: true, reference: None });
        let mut taken =
            Entries { outside: &args.outside, files: Vec::new(), decimals: BTreeMap::new(), entries: Vec::new() };
        payments::read(&inputs, &wanted, &mut remarks, &mut taken)?;
        let (mut entries, mut decimals, files) = (taken.entries, taken.decimals, taken.files);
        if entries.is_empty() {
            return Err(Failure::Nothing("there are no payments in the files"));
        }
        // Moments finer than a second, which the ledger does not keep, decide here; equal ones stay in the file's
        // order.
        entries.sort_by_key(|(at, ..)| *at);
        let mut rows = Vec::with_capacity(entries.len());
        let mut ledger = Ledger::default();
        for (_, row, entry) in entries {
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
        let mut book = Self { ledger, seeds: Vec::new(), rows, decimals, files, remarks };
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
        let mut file = self.files.first().cloned().unwrap_or_default();
        match &mut source {
            TraceError::Amount { row, .. }
            | TraceError::Legs { row, .. }
            | TraceError::Currency { row, .. }
            | TraceError::Unbalanced { row, .. }
            | TraceError::Gap { row, .. }
            | TraceError::TooLarge { row, .. } => {
                file = self.file(*row).unwrap_or(&file).to_owned();
                *row = self.row(*row);
            }
            TraceError::SeedEntry { .. } | TraceError::SeedAmount { .. } | TraceError::Seeds { .. } => {}
        }
        Failure::Trace { file, source }
    }

    /// The row in the file of an entry of the ledger, counted from 1.
    pub(crate) fn row(&self, row: usize) -> usize {
        let known = row.checked_sub(1).and_then(|at| self.rows.get(at));
        known.and_then(|(_, row)| usize::try_from(*row).ok()).unwrap_or(0)
    }

    /// The file of an entry of the ledger, counted from 1.
    pub(crate) fn file(&self, row: usize) -> Option<&str> {
        let (file, _) = row.checked_sub(1).and_then(|at| self.rows.get(at))?;
        self.files.get(usize::try_from(*file).ok()?).map(String::as_str)
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

/// Transactions on their way into a ledger.
struct Entries<'a> {
    outside: &'a [String],
    files: Vec<String>,
    decimals: BTreeMap<String, u8>,
    entries: Vec<(Timestamp, (u32, u64), Entry)>,
}

impl Entries<'_> {
    fn place(&self, name: &str) -> Place {
        match name {
            "" => Place::outside(UNNAMED),
            name if self.outside.iter().any(|pattern| fits(pattern, name)) => Place::outside(name),
            name => Place::account(name),
        }
    }

    /// Keeps how many decimals a currency has; all files must agree.
    fn note(&mut self, spot: Spot<'_>, currency: &str, places: u8) -> Result<(), Failure> {
        match self.decimals.get(currency) {
            Some(known) if *known == places => Ok(()),
            Some(_) => {
                let said = format!("{currency} has other decimals than in the files before");
                Err(Failure::Mapping { file: spot.file.to_owned(), said })
            }
            None => {
                self.decimals.insert(currency.to_owned(), places);
                Ok(())
            }
        }
    }
}

impl Payments for Entries<'_> {
    fn payment(&mut self, spot: Spot<'_>, mapping: &Mapping, payment: &Payment<'_>) -> Result<(), Failure> {
        for code in [payment.currency, payment.to_currency] {
            self.note(spot, code, mapping.decimals(code).unwrap_or(0))?;
        }
        if self.files.last().is_none_or(|last| last != spot.file) {
            self.files.push(spot.file.to_owned());
        }
        let file = u32::try_from(self.files.len()).map_err(|_| Failure::TooMany("files"))?.saturating_sub(1);
        let leg = |place, currency: &str, amount_minor| Leg { place, currency: currency.to_owned(), amount_minor };
        let entry = Entry {
            id: payment.id.to_owned(),
            at: payment.at.as_second(),
            debits: vec![leg(self.place(payment.from), payment.currency, payment.amount_minor)],
            credits: vec![leg(self.place(payment.to), payment.to_currency, payment.to_amount_minor)],
            fee_minor: payment.fee_minor,
        };
        self.entries.push((payment.at, (file, spot.row), entry));
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
