//! Ordinary and criminal money as payments of any number, with every pattern of the catalogue planted and known.
//!
//! The stories that `testkit` tells are small and told in reports. This generator is for graph work: ten million
//! payments in a stream, every one of the thirty-four patterns planted as often as asked for, and beside them
//! look-alikes that are nobody's crime. The catalogue's codes G01 to G34 are in [`Kind::code`]; what each planted
//! witness holds is said at its function in [`plots`] and checked by the tests from the edges alone.
//!
//! **What makes it hard** is in [`Noise`], three named levels of it: who takes part also lives an ordinary life; values
//! lose anything up to the tolerance of the definition; delays use the whole window; groups are hardly wider than the
//! least; participants make small payments meanwhile; and payrolls, school fees, netting, sweeps and collections look
//! like patterns. A detector that knows round amounts or fixed delays finds nothing.
//!
//! **Limits** Accounts, payments and documents below 2^40; a pattern has at most [`plot::DEALS_MAX`] payments. What a
//! [`flow::Flow`] keeps is one small entry for each planted pattern, and the payments of those that run at once.
//!
//! **Invariants** The same plan gives the same rows; no floating point; payments are in order of time and numbered
//! from 1 without a gap; account numbers tell nothing about what an account does.
//!
//! 1. [`world`]: nodes, places, what is known about an account.
//! 2. [`life`]: what people and companies pay when nobody does anything wrong.
//! 3. [`plot`], [`plots`]: the patterns. [`innocent`]: what looks like them.
//! 4. [`flow`]: payments in order of time, with the truth.
//! 5. [`side`]: trade lines, presences, log-ins and the other tables that some patterns need.
//! 6. [`tables`]: everything as CSV. The crate `testkit` writes a planted pattern as a goAML report.

pub mod flow;
pub mod innocent;
pub mod kind;
pub mod life;
pub mod plot;
pub mod plots;
pub mod side;
pub mod tables;
pub mod world;

pub use flow::{Event, Flow, Payment, Truth};
pub use kind::{Kind, LookAlike};
pub use world::{Channel, Class, Facts, Node, Place, Tie, TieKind, World};

use crate::civil::{Date, days_of};

/// How much ordinary life hides the planted patterns. Shares are in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noise {
    /// Name of the level.
    pub name: &'static str,
    /// Share of participants who are taken from the people and companies with an ordinary life.
    pub mixed: u64,
    /// How much of a definition's tolerance for lost value may be used.
    pub tolerance: u64,
    /// How much of a definition's time window may be used.
    pub window: u64,
    /// How much wider than the least a group may be.
    pub wider: u64,
    /// Least and most small payments of a participant in the time of the pattern.
    pub cover: (u64, u64),
    /// Look-alikes planted for a hundred patterns.
    pub look_alikes: u64,
}

impl Noise {
    /// Patterns stand alone and far inside their definitions.
    pub const CALM: Self =
        Self { name: "calm", mixed: 100, tolerance: 300, window: 400, wider: 1500, cover: (0, 1), look_alikes: 20 };
    /// About half of the participants live an ordinary life, and there are as many look-alikes as patterns.
    pub const USUAL: Self =
        Self { name: "usual", mixed: 550, tolerance: 700, window: 750, wider: 700, cover: (1, 4), look_alikes: 100 };
    /// Patterns at the very edge of their definitions, in the middle of ordinary life, three look-alikes for each.
    pub const MURKY: Self =
        Self { name: "murky", mixed: 900, tolerance: 970, window: 960, wider: 200, cover: (3, 9), look_alikes: 300 };

    /// The named levels.
    pub const ALL: [Self; 3] = [Self::CALM, Self::USUAL, Self::MURKY];

    /// The level of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|noise| noise.name == name)
    }
}

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Where all chance comes from.
    pub seed: u64,
    /// Ordinary payments; the planted ones come on top.
    pub payments: u64,
    /// Instances of each pattern.
    pub per_pattern: u64,
    /// How hard it is.
    pub noise: Noise,
    /// First day, in days since 1970-01-01.
    pub first_day: i64,
    /// Length in days.
    pub days: u64,
}

impl Plan {
    /// Fewest days a plan may have: the longest pattern, silence before it included, must fit.
    pub const DAYS_MIN: u64 = 360;

    /// A year from 2026-01-01 with that many ordinary payments, at least 5,000.
    pub fn new(seed: u64, payments: u64, per_pattern: u64, noise: Noise) -> Self {
        let first_day = days_of(Date { year: 2026, month: 1, day: 1 });
        Self { seed, payments: payments.clamp(5000, 1 << 37), per_pattern, noise, first_day, days: 365 }
    }

    /// The world of this plan.
    pub fn world(&self) -> World {
        World::new(self.seed, self.payments, self.first_day, self.days.max(Self::DAYS_MIN))
    }

    /// The payments in order of time, with the truth.
    pub fn flow(&self) -> Flow {
        Flow::new(*self)
    }
}
