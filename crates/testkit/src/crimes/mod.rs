//! Planted crimes with known answers.
//!
//! Each crime follows from the seed and its number: its kind, who takes part, how much, when. Amounts are noisy, delays
//! vary, and the people and companies are drawn from those who also live an ordinary life, so their accounts carry
//! ordinary payments beside the planted ones. The kinds are the shapes that the field's literature defines; the code in
//! [`Kind::code`] is the number of the definition a detector is to be measured against.
//!
//! 1. [`plot`]: what every shape needs: fresh participants, noisy amounts, time.
//! 2. [`shapes`]: one function per kind.

pub mod plot;
pub mod shapes;

use crate::country::Country;
use crate::draw::{Domain, Draw};
use crate::tx::{Deed, End, Tx};
use plot::Plot;

/// Number of a crime in its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CrimeId(pub u64);

/// Most steps a crime may have; what one crime may hold in memory.
pub const STEPS_MAX: usize = 96;

macro_rules! kinds {
    ($($kind:ident $code:literal $name:literal $words:literal;)*) => {
        /// A kind of crime.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $(#[doc = $words] $kind),* }

        impl Kind {
            /// Every kind.
            pub const ALL: [Self; const { [$($code),*].len() }] = [$(Self::$kind),*];

            /// Number of the formal definition.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$kind => $code),* }
            }

            /// Name in lists.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name),* }
            }

            /// What it is, for the narrative of a report.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$kind => $words),* }
            }
        }
    };
}

kinds! {
    Structuring "G01" "structuring" "One person pays in cash again and again, each time below the threshold.";
    Smurfing "G02" "smurfing" "Several people pay cash below the threshold into one account within three days.";
    FanIn "G03" "fan-in" "Many unrelated senders pay one account within a month.";
    FanOut "G04" "fan-out" "One account pays many unrelated receivers within a month.";
    GatherScatter "G05" "gather-scatter" "Money gathered from several accounts is paid out to several others.";
    ScatterGather "G06" "scatter-gather" "Money is split over several accounts and comes together again at one.";
    Cycle "G07" "cycle" "Money returns to where it began through a chain of accounts.";
    RoundTrip "G08" "round-trip" "Money leaves the country and comes back as a foreign investment.";
    PassThrough "G09" "pass-through" "Money leaves the account within a day of its arrival, again and again.";
    Funnel "G10" "funnel" "Cash paid in at distant places leaves at once for another region.";
    Chain "G11" "layering-chain" "Money is handed on quickly through a line of accounts.";
    Peel "G12" "peel-chain" "A large sum is handed on and a small part peeled off at every step.";
    Bipartite "G13" "bipartite" "A group of accounts pays another group, almost everyone to everyone.";
    Stack "G14" "stack" "Two layers of group-to-group payments on top of each other.";
    UTurn "G15" "u-turn" "Money goes abroad and returns to another account of the same person.";
    Mules "G17" "mule-network" "Several private accounts forward what strangers send them to one sink.";
    Cuckoo "G18" "cuckoo-smurfing" "Strangers pay cash into the account of somebody who expects money from abroad.";
    Dormant "G21" "dormant-burst" "An account that was silent for years turns over large sums within days.";
    LoanBack "G29" "loan-back" "A company sends money abroad and receives it back as a loan.";
    RandomWalk "G34" "random-walk" "Money wanders through accounts that never met before.";
}

/// One step of a crime before it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// When, in seconds since 1970-01-01.
    pub seconds: i64,
    /// What.
    pub deed: Deed,
}

/// A crime: what is planted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crime {
    /// Number.
    pub id: CrimeId,
    /// Kind.
    pub kind: Kind,
    /// The end that a report about it would be about.
    pub focus: End,
    /// Its steps in order of time, at most [`STEPS_MAX`].
    pub steps: Vec<Step>,
}

impl Crime {
    /// The crime of that number, its first step not before `from_seconds`.
    pub fn new(country: &Country, id: CrimeId, from_seconds: i64) -> Self {
        let mut draw = Draw::new(country.seed, Domain::Crime, id.0);
        let kind = draw.pick(&Kind::ALL);
        Self::of_kind(country, id, kind, from_seconds)
    }

    /// The crime of that number if it were of that kind.
    pub fn of_kind(country: &Country, id: CrimeId, kind: Kind, from_seconds: i64) -> Self {
        let mut plot = Plot::new(country, id, from_seconds);
        let focus = shapes::play(kind, &mut plot);
        let mut steps = plot.into_steps();
        steps.sort_by_key(|step| step.seconds);
        steps.truncate(STEPS_MAX);
        Self { id, kind, focus, steps }
    }
}

/// The answer to a planted crime: which transactions of the stream it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Number of the crime.
    pub id: CrimeId,
    /// Kind.
    pub kind: Kind,
    /// The end a report about it would be about.
    pub focus: End,
    /// Its transactions, in order of time.
    pub transactions: Vec<Tx>,
}

impl Answer {
    /// Every end that takes part, in order of first appearance.
    pub fn ends(&self) -> Vec<End> {
        let mut ends = Vec::new();
        for end in self.transactions.iter().flat_map(|tx| [tx.deed.from, tx.deed.to]) {
            if !ends.contains(&end) {
                ends.push(end);
            }
        }
        ends
    }
}
