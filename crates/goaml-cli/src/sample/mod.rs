//! `goaml sample`: a valid invented report of a kind, for any schema.
//!
//! The schema alone says which elements there must be ([`xsd::Schema::sample`]); [`plan`] says which of them a kind of
//! report calls for, [`values`] offers texts that make sense, and what comes out is checked like any other report: the
//! next try is made until nothing is found. So a sample is never wrong, whatever the schema or the rules.

mod plan;
mod splice;
mod values;

use crate::basis::{Basis, profile};
use crate::cli::SampleArgs;
use crate::failure::Failure;
use crate::program::{End, Io};
use goaml::check::{Terms, check_report};
use jiff::civil::Date;
use plan::Plan;
use profile::About;
use splice::Pieces;
use std::io::Write;
use values::Values;
use xsd::{Checker, Limits};

/// Reports made for one before giving up.
const TRIES_MAX: u64 = 200;

pub(crate) fn run(args: &SampleArgs, io: &mut Io<'_>) -> Result<End, Failure> {
    let basis = match Basis::given(&args.against)? {
        Some(basis) => basis,
        None => Basis::Profile(Box::new(profile("xx-5.0")?)),
    };
    let day = args.day.unwrap_or_else(|| basis.today());
    let maker = Maker::new(&basis, &args.kind, day, args.full)?;
    maker.write(args.seed, args.transactions.get(), io.out)?;
    Ok(End::Good)
}

/// A sample of a kind, for whoever wants to know which places such a report has.
pub(crate) fn text(basis: &Basis, kind: &str) -> Result<String, Failure> {
    Maker::new(basis, kind, basis.today(), false)?.make(1, 0)
}

/// Makes reports of one kind.
struct Maker<'a> {
    basis: &'a Basis,
    plan: Plan,
    codes: values::Codes,
    day: Date,
}

impl<'a> Maker<'a> {
    fn new(basis: &'a Basis, kind: &str, day: Date, full: bool) -> Result<Self, Failure> {
        let codes = values::Codes::of(basis);
        let known = codes.kinds();
        if !known.iter().any(|known| known == kind) {
            return Err(Failure::NoKind { given: kind.to_owned(), known: known.join(", ") });
        }
        let declared =
            basis.profile().and_then(|profile| profile.manifest().kinds.iter().find(|known| known.code == kind));
        let about = declared.map_or_else(|| plan::usual_about(kind), |kind| kind.about);
        Ok(Self { basis, plan: Plan::of(kind, about, full), codes, day })
    }

    /// Writes one report with a number of transactions. Memory does not grow with that number.
    fn write(&self, seed: u64, transactions: usize, out: &mut dyn Write) -> Result<(), Failure> {
        let first = Pieces::of(&self.make(seed, 0)?);
        out.write_all(first.head.as_bytes())?;
        let mut left = if first.bodies.is_empty() { 0 } else { transactions };
        let (mut bodies, mut number) = (first.bodies, 0);
        while left > 0 {
            for body in bodies.iter().take(left) {
                out.write_all(body.as_bytes())?;
            }
            left = left.saturating_sub(bodies.len());
            if left > 0 {
                number += 1;
                bodies = Pieces::of(&self.make(seed, number)?).bodies;
            }
        }
        out.write_all(first.tail.as_bytes())?;
        Ok(())
    }

    /// A whole report in which nothing is found; or, if every try has remarks that do not refuse it, the last of those.
    fn make(&self, seed: u64, number: u64) -> Result<String, Failure> {
        let mut fair = None;
        for tried in 0..TRIES_MAX {
            let chance = seed.wrapping_mul(0x9E37_79B9).wrapping_add(number << 20).wrapping_add(tried);
            let mut values = Values::new(&self.plan, &self.codes, self.day, chance);
            values.serial = (seed, number);
            let text = self.basis.schema().sample(&self.plan.sampler(chance), &mut |path| values.offer(path));
            let Some(text) = text else { break };
            match self.objections(&text) {
                Objections::None => return Ok(text),
                Objections::Remarks => fair = Some(text),
                Objections::Refused => {}
            }
        }
        let what = self.basis.name().to_owned();
        fair.ok_or_else(|| Failure::NoSample { kind: self.plan.kind.clone(), what })
    }

    fn objections(&self, text: &str) -> Objections {
        let (mut refused, mut remarks) = (false, false);
        let mut found = |finding: vocab::Finding| {
            refused |= finding.severity.rejects();
            remarks = true;
        };
        match self.basis.profile() {
            Some(profile) => {
                let terms = Terms::new(profile, self.day).any_length();
                // A slice of bytes can always be read.
                refused |= check_report(&terms, text.as_bytes(), (), &mut found).is_err();
            }
            None => {
                let mut checker = Checker::new(self.basis.schema(), Limits::any_length(), ());
                checker.feed(text.as_bytes(), &mut found);
                checker.finish(&mut found);
            }
        }
        match (refused, remarks) {
            (true, _) => Objections::Refused,
            (false, true) => Objections::Remarks,
            (false, false) => Objections::None,
        }
    }
}

/// What a check says about a try.
enum Objections {
    None,
    Remarks,
    Refused,
}

/// Whether a kind has transactions is asked in two places, so it is answered in one.
const fn has_transactions(about: About) -> bool {
    matches!(about, About::Transactions | About::Either)
}

#[cfg(test)]
mod tests;
