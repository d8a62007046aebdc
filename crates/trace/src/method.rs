//! The methods, and what each takes out of a mixed account.

use std::fmt;

/// How money is told apart once it is mixed. Each is named in every result; none is a default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// First in, first out: what came in first leaves first (Clayton's Case, 1816).
    Fifo,
    /// Last in, first out: what came in last leaves first.
    Lifo,
    /// Each outflow takes of everything in the account in proportion to what is in it at that moment.
    ProRata,
    /// The holder's own money leaves first, so what is traced can never be more than the lowest balance since it came
    /// in, and money that comes in later does not make good what is gone (Re Hallett's Estate, 1880; Roscoe v Winder,
    /// 1915).
    LowestIntermediateBalance,
    /// For virtual assets: while anything traced is in an address, everything in it is.
    Poison,
    /// For virtual assets: each output carries the share of traced value of the inputs of its transaction.
    Haircut,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Fifo, Self::Lifo, Self::ProRata, Self::LowestIntermediateBalance, Self::Poison, Self::Haircut];

    /// Its name in files and on command lines.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Fifo => "fifo",
            Self::Lifo => "lifo",
            Self::ProRata => "pro-rata",
            Self::LowestIntermediateBalance => "lowest-intermediate-balance",
            Self::Poison => "poison",
            Self::Haircut => "haircut",
        }
    }

    /// The method of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    /// Whether what is traced is neither made nor lost by the method: all but [`Method::Poison`].
    pub const fn conserves(self) -> bool {
        !matches!(self, Self::Poison)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
