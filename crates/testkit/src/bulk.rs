//! One file of any size, written in a stream: for benchmarks and for the checker's memory.
//!
//! The file is the statement of account a large bank would send in answer to a request: every transaction in which it
//! has a client. Some transactions may be broken with known mistakes, which are told as they are written. What is kept
//! in memory is one transaction.

use crate::country::{Country, Size};
use crate::draw::{Domain, Draw};
use crate::mistakes::{Frame, Mistake, PlantError, Planted, plant};
use crate::model::Model;
use crate::reporters::ReporterAt;
use crate::reports::{Report, ReportCode};
use crate::xml::push::Layout;
use crate::xml::{Pen, Profile};
use std::io::{self, Write};

/// When a file is long enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// After the transaction that reaches so many bytes.
    Bytes(u64),
    /// After so many transactions.
    Transactions(u64),
}

/// What to write.
#[derive(Debug)]
pub struct Bulk<'a> {
    /// Seed of the country.
    pub seed: u64,
    /// For which schema.
    pub profile: Profile,
    /// Layout.
    pub layout: Layout,
    /// Length.
    pub until: Until,
    /// Only payments to and from other banks: one side alone is the reporter's client, and of the other it knows
    /// little. Such a transaction has two thirds of the elements of one between two clients.
    pub one_client: bool,
    /// Share of broken transactions in thousandths, and the schema from which it is known what is wrong.
    pub broken: Option<(u64, &'a Model)>,
}

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Bytes.
    pub bytes: u64,
    /// Transactions.
    pub transactions: u64,
    /// Transactions with a mistake.
    pub broken: u64,
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// The file cannot be written to.
    #[error("the file cannot be written")]
    Io(#[from] io::Error),
    /// A mistake cannot be planted.
    #[error("a mistake cannot be planted")]
    Plant(#[from] PlantError),
}

/// Writes a file; every planted mistake is told to `told`.
///
/// # Errors
/// When `sink` fails, or when a mistake cannot be planted because the schema is not that of the profile.
pub fn write(bulk: &Bulk<'_>, sink: &mut impl Write, told: &mut dyn FnMut(Planted)) -> Result<Written, BulkError> {
    // Large enough for any file, because a country costs nothing: the file is cut where it is long enough.
    let size = Size { crimes_at_once: 64, ..Size::transactions(400_000_000) };
    let country = Country::new(bulk.seed, size);
    let mut pen = Pen::new(country, bulk.profile, ReporterAt(0), bulk.layout);
    let report = Report {
        number: 1,
        reporter: ReporterAt(0),
        code: ReportCode::Aift,
        seconds: country.end_seconds(),
        transactions: Vec::new(),
        suspicion: None,
    };
    pen.head(&report);
    let mut file = File { sink, written: Written::default(), lines: 0, count: bulk.broken.is_some() };
    file.put(&mut pen.xml.out)?;
    for tx in country.stream().transactions() {
        let clients = [pen.is_client(tx.deed.from, tx.deed.to), pen.is_client(tx.deed.to, tx.deed.from)];
        if clients == [false; 2] || (bulk.one_client && clients == [true; 2]) {
            continue;
        }
        if tx.crime.is_none() && tx.deed.channel == crate::tx::Channel::Notary {
            continue;
        }
        pen.transaction(&tx, None);
        file.written.transactions += 1;
        file.break_some(&mut pen.xml.out, bulk, told)?;
        if file.count || pen.xml.out.len() > 1 << 16 {
            file.put(&mut pen.xml.out)?;
        }
        let enough = match bulk.until {
            Until::Bytes(bytes) => file.written.bytes + pen.xml.out.len() as u64 >= bytes,
            Until::Transactions(transactions) => file.written.transactions >= transactions,
        };
        if enough {
            break;
        }
    }
    pen.foot(&report);
    file.put(&mut pen.xml.out)?;
    Ok(file.written)
}

struct File<'s, W> {
    sink: &'s mut W,
    written: Written,
    lines: u64,
    count: bool,
}

impl<W: Write> File<'_, W> {
    fn put(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        if self.count {
            self.lines += memchr::memchr_iter(b'\n', out).count() as u64;
        }
        self.written.bytes += out.len() as u64;
        self.sink.write_all(out)?;
        out.clear();
        Ok(())
    }

    /// Plants one mistake in the transaction just written, in some cases.
    fn break_some(
        &mut self,
        out: &mut Vec<u8>,
        bulk: &Bulk<'_>,
        told: &mut dyn FnMut(Planted),
    ) -> Result<(), PlantError> {
        let Some((share, model)) = bulk.broken else { return Ok(()) };
        let number = self.written.transactions;
        let mut draw = Draw::new(bulk.seed, Domain::Mistake, number);
        if !draw.per_mille(share) {
            return Ok(());
        }
        let (Some(frame), Ok(text)) = (Frame::transaction(model, number), std::str::from_utf8(out)) else {
            return Ok(());
        };
        let broken = plant(&frame, text, &Mistake::ALL, 1, &mut draw)?;
        for mut planted in broken.planted {
            planted.expected.line += self.lines;
            self.written.broken += 1;
            told(planted);
        }
        *out = broken.xml.into_bytes();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(seed: u64, until: Until, profile: Profile) -> (Vec<u8>, Written) {
        let mut out = Vec::new();
        let bulk = Bulk { seed, profile, layout: Layout::default(), until, one_client: false, broken: None };
        let written = write(&bulk, &mut out, &mut |_| {}).unwrap();
        (out, written)
    }

    #[test]
    fn a_file_is_as_long_as_asked_for() {
        let (out, written) = file(1, Until::Transactions(25), Profile::Zz);
        assert_eq!(written.transactions, 25);
        assert_eq!(written.bytes, out.len() as u64);
        assert_eq!(memchr::memmem::find_iter(&out, "<transaction>").count(), 25);
        let (out, _) = file(1, Until::Bytes(300_000), Profile::Xx40);
        assert!((300_000..330_000).contains(&out.len()), "{}", out.len());
    }

    #[test]
    fn an_element_takes_about_as_many_bytes_as_in_real_files() {
        let (out, _) = file(1, Until::Transactions(200), Profile::Zz);
        let elements = memchr::memmem::find_iter(&out, "</").count();
        let each = out.len() / elements;
        assert!((40..=55).contains(&each), "{each} bytes for each element");
    }
}
