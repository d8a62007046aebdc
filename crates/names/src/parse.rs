//! A name taken apart.

use crate::flags::Flags;
use crate::legal::LegalClass;
use crate::limits::{READINGS_MAX, TOKENS_MAX};
use crate::prepared::{NameKind, PreparedName};
use crate::script::Script;
use crate::token::{Token, TokenKind, bit, mix};
use crate::translit::han;
use crate::{organisation, person, syllables};

/// What part of a name a word is, as far as the text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Role {
    /// Not told.
    #[default]
    Unknown,
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// After a parent: `Petrovich`, or what follows `bin`.
    Patronymic,
    /// Joins other words: `van der`, `al`, `de la`. Not compared.
    Particle,
    /// Title, honorific, degree. Not compared.
    Title,
    /// Legal form of a company. Not compared as a word.
    LegalForm,
    /// One letter for a name.
    Initial,
    /// A number.
    Number,
    /// A name by which the bearer is also called, in quotation marks or brackets. Not compared.
    Also,
}

impl Role {
    fn is_compared(self) -> bool {
        !matches!(self, Self::Particle | Self::Title | Self::LegalForm | Self::Also)
    }
}

/// One word of a name.
#[derive(Clone, PartialEq, Eq)]
pub struct Word {
    pub(crate) original: String,
    pub(crate) latin: String,
    pub(crate) readings: Vec<String>,
    pub(crate) script: Script,
    pub(crate) role: Role,
    pub(crate) joins_next: bool,
    pub(crate) vowelless: bool,
    pub(crate) syllabic: bool,
}

impl Word {
    /// The word as written, in lower case.
    pub fn original(&self) -> &str {
        &self.original
    }

    /// The word in folded Latin letters, as it is compared.
    pub fn latin(&self) -> &str {
        &self.latin
    }

    /// Other readings in Latin letters.
    pub fn readings(&self) -> &[String] {
        &self.readings
    }

    /// Its script.
    pub fn script(&self) -> Script {
        self.script
    }

    /// What part of the name it is.
    pub fn role(&self) -> Role {
        self.role
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Word({:?}, {:?})", self.script, self.role)
    }
}

/// A name as parsed. It does not print itself: it is somebody's.
#[derive(Clone, PartialEq, Eq)]
pub struct Name {
    pub(crate) kind: NameKind,
    pub(crate) words: Vec<Word>,
    pub(crate) legal: LegalClass,
    pub(crate) generation: u8,
    pub(crate) flags: Flags,
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Name({:?}, {} words, {:?})", self.kind, self.words.len(), self.flags)
    }
}

impl Name {
    /// Parses a name of the given kind. Any text is accepted; what is strange is in [`Name::flags`].
    pub fn new(kind: NameKind, text: &str) -> Self {
        match kind {
            NameKind::Person => Self::person(text),
            NameKind::Organisation => Self::organisation(text),
            NameKind::Vessel => Self::vessel(text),
        }
    }

    /// Parses the name of a human being written in one piece.
    pub fn person(text: &str) -> Self {
        person::parse(text)
    }

    /// Parses the name of a human being whose parts are filed apart. Any part may be empty.
    pub fn person_parts(given: &str, middle: &str, family: &str) -> Self {
        person::parse_parts(given, middle, family)
    }

    /// Parses the name of a company, authority or association.
    pub fn organisation(text: &str) -> Self {
        organisation::parse(text, NameKind::Organisation)
    }

    /// Parses the name of a ship or aircraft.
    pub fn vessel(text: &str) -> Self {
        organisation::parse(text, NameKind::Vessel)
    }

    /// Its words in order, also those that are not compared.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// What bears the name.
    pub fn kind(&self) -> NameKind {
        self.kind
    }

    /// The class of its legal form.
    pub fn legal(&self) -> LegalClass {
        self.legal
    }

    /// What was remarkable about it as written.
    pub fn flags(&self) -> Flags {
        self.flags
    }

    /// The compared words in folded Latin letters with spaces between: to show, or to search as text.
    pub fn latin(&self) -> String {
        let words: Vec<_> = self.words.iter().filter(|w| w.role.is_compared()).map(|w| w.latin.as_str()).collect();
        words.join(" ")
    }

    /// The name ready to be compared.
    pub fn prepare(&self) -> PreparedName {
        let compared = self.words.iter().filter(|w| w.role.is_compared() && !w.latin.is_empty());
        let (mut tokens, mut readings, mut flags) = (Vec::new(), Vec::new(), self.flags);
        for word in compared {
            let Ok(number) = u8::try_from(tokens.len()) else { break };
            if tokens.len() >= TOKENS_MAX {
                flags.insert(Flags::CUT);
                break;
            }
            tokens.push(word.token(&word.latin, number));
            readings.extend(word.readings.iter().take(READINGS_MAX).map(|latin| word.token(latin, number)));
        }
        let order = tokens.iter().fold(0u64, |order, token| order.wrapping_add(mix(token.hash)));
        let words = u8::try_from(tokens.len()).unwrap_or(0);
        if words == 0 {
            flags.insert(Flags::PLACEHOLDER);
        }
        tokens.append(&mut readings);
        PreparedName {
            tokens: tokens.into_boxed_slice(),
            stamp: 0,
            order,
            words,
            kind: self.kind,
            legal: self.legal,
            generation: self.generation,
            flags,
        }
    }
}

impl Word {
    fn token(&self, latin: &str, number: u8) -> Token {
        let kind = match self.role {
            Role::Initial => TokenKind::Initial,
            Role::Number => TokenKind::Number,
            Role::Patronymic => TokenKind::Patronymic,
            _ => TokenKind::Word,
        };
        let mut token = Token::new(latin, kind, self.script, number);
        if self.script == Script::Han {
            token.form = han::form(&self.original);
        }
        if self.vowelless {
            token.bits |= bit::VOWELLESS;
        }
        if self.syllabic && syllables::is_pinyin(latin) {
            token.bits |= bit::SYLLABIC;
        }
        if self.joins_next {
            token.bits |= bit::JOINS_NEXT;
        }
        token
    }
}
