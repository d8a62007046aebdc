//! A name made ready to be compared millions of times.

use crate::flags::Flags;
use crate::legal::LegalClass;
use crate::parse::Name;
use crate::token::Token;

/// What bears the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A company, authority, association, bank.
    Organisation,
    /// A ship or aircraft.
    Vessel,
}

/// A name in the form that keys are made from and that is compared: some 64 bytes a word, no text besides.
///
/// Made by [`Name::prepare`] or [`PreparedName::new`]. It does not print itself.
#[derive(Clone, PartialEq, Eq)]
pub struct PreparedName {
    pub(crate) tokens: Box<[Token]>,
    pub(crate) stamp: u64,
    /// A hash of the words, to bring two names into an order that does not depend on who comes first.
    pub(crate) order: u64,
    pub(crate) words: u8,
    pub(crate) kind: NameKind,
    pub(crate) legal: LegalClass,
    pub(crate) generation: u8,
    pub(crate) flags: Flags,
}

impl std::fmt::Debug for PreparedName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PreparedName({:?}, {} words, {:?})", self.kind, self.words, self.flags)
    }
}

impl PreparedName {
    /// Parses and prepares `text` in one step.
    pub fn new(kind: NameKind, text: &str) -> Self {
        Name::new(kind, text).prepare()
    }

    /// Its words in order, without further readings.
    pub fn tokens(&self) -> &[Token] {
        self.tokens.get(..usize::from(self.words)).unwrap_or_default()
    }

    /// Other readings of its words: another romanisation, another language of the same characters.
    pub fn readings(&self) -> &[Token] {
        self.tokens.get(usize::from(self.words)..).unwrap_or_default()
    }

    /// What bears the name.
    pub fn kind(&self) -> NameKind {
        self.kind
    }

    /// What was remarkable about it as written.
    pub fn flags(&self) -> Flags {
        self.flags
    }

    /// The class of its legal form.
    pub fn legal(&self) -> LegalClass {
        self.legal
    }

    /// Whether a match may rest on it: it has a word and is no placeholder.
    pub fn is_usable(&self) -> bool {
        self.words > 0 && !self.flags.contains(Flags::PLACEHOLDER)
    }
}
