//! Names in twelve scripts as tables of parts: heads and endings, each in its own script and in several romanisations.
//!
//! A frequent name is a head, with an ending where the custom has endings. A rare one is put together from two
//! syllables, so that there are more names than any table could hold and nobody in particular is meant. Within a
//! romanisation the parts are spelt by the same habit.

mod east;
mod middle;
mod west;

use crate::draw::Draw;
use crate::names::{Order, Part};

/// Writing systems, with Persian apart from Arabic for its letters and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Script {
    /// Latin letters, of many languages.
    Latin,
    /// Arabic.
    Arabic,
    /// Persian.
    Persian,
    /// Cyrillic.
    Cyrillic,
    /// Greek.
    Greek,
    /// Hebrew.
    Hebrew,
    /// Chinese.
    Chinese,
    /// Japanese.
    Japanese,
    /// Korean.
    Korean,
    /// Devanagari.
    Devanagari,
    /// Thai.
    Thai,
    /// Amharic, in Ethiopic letters.
    Amharic,
}

impl Script {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Latin,
        Self::Arabic,
        Self::Persian,
        Self::Cyrillic,
        Self::Greek,
        Self::Hebrew,
        Self::Chinese,
        Self::Japanese,
        Self::Korean,
        Self::Devanagari,
        Self::Thai,
        Self::Amharic,
    ];

    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Latin => "latin",
            Self::Arabic => "arabic",
            Self::Persian => "persian",
            Self::Cyrillic => "cyrillic",
            Self::Greek => "greek",
            Self::Hebrew => "hebrew",
            Self::Chinese => "chinese",
            Self::Japanese => "japanese",
            Self::Korean => "korean",
            Self::Devanagari => "devanagari",
            Self::Thai => "thai",
            Self::Amharic => "amharic",
        }
    }

    /// How names are made in it.
    pub const fn naming(self) -> &'static Naming {
        match self {
            Self::Latin => &west::LATIN,
            Self::Arabic => &middle::ARABIC,
            Self::Persian => &middle::PERSIAN,
            Self::Cyrillic => &west::CYRILLIC,
            Self::Greek => &west::GREEK,
            Self::Hebrew => &middle::HEBREW,
            Self::Chinese => &east::CHINESE,
            Self::Japanese => &east::JAPANESE,
            Self::Korean => &east::KOREAN,
            Self::Devanagari => &east::DEVANAGARI,
            Self::Thai => &east::THAI,
            Self::Amharic => &middle::AMHARIC,
        }
    }
}

const NONE: &[Part] = &[];

/// Parts from which one position of a name is made.
#[derive(Debug)]
pub struct Maker {
    /// Whole names, or first halves when there are endings; the frequent ones first.
    pub heads: &'static [&'static [Part]],
    /// Endings of a man's name; empty when heads stand alone.
    pub tails: &'static [Part],
    /// Endings of a woman's, in the same order; empty when they are the same.
    pub tails_women: &'static [Part],
    /// Syllables of rare heads, first, second and, where needed, third; empty when there are none.
    pub rare: [&'static [Part]; 3],
    /// Share of rare heads in thousandths.
    pub rare_share: u64,
}

/// How names are made in a script.
#[derive(Debug)]
pub struct Naming {
    /// Order of the parts.
    pub order: Order,
    /// Men's given names.
    pub men: Maker,
    /// Women's given names.
    pub women: Maker,
    /// Family names; for [`Order::Fathers`] a third name of the line or a name of origin.
    pub families: Maker,
    /// Endings of patronymics: a man's and a woman's.
    pub patronymics: Option<[Part; 2]>,
    /// Short forms: a first Latin spelling, the short form in the own script and in Latin letters.
    pub nicknames: &'static [(&'static str, &'static str, &'static str)],
    /// What stands between two syllables of one given name in Latin letters.
    pub glue: &'static [&'static str],
    /// Countries of citizenship.
    pub countries: &'static [&'static str],
    /// Lines of business in the own script and in Latin letters.
    pub trades: &'static [Part],
    /// Legal forms in the own script and in Latin letters.
    pub forms: &'static [Part],
    /// Whether the legal form stands before the name.
    pub form_first: bool,
}

/// One word of a name, made of up to four parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its parts.
    pub parts: Vec<&'static Part>,
}

impl Word {
    /// The word in its own script.
    pub fn own(&self) -> String {
        self.parts.iter().map(|part| part.own).collect()
    }

    /// The word in Latin letters by a habit of spelling; 0 is the one of the identity card. Bits of `habit` above the
    /// eighth choose for each part apart.
    pub fn latin(&self, habit: u64, glue: &str) -> String {
        let mut out = String::new();
        for (part, at) in self.parts.iter().zip(0u32..) {
            let choice = if habit < 256 { habit } else { habit.rotate_right(8 * (at + 1)) % 251 };
            if at > 0 {
                out.push_str(glue);
            }
            let spelt = part.spelt(choice);
            if out.ends_with(' ') { out.push_str(&capital(spelt)) } else { out.push_str(spelt) }
        }
        capital(&out)
    }
}

/// The same word with a capital at its beginning.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A number below `limit`, small ones more often: the product of two uniform draws for two of three.
fn often(draw: &mut Draw, limit: u64) -> u64 {
    if draw.per_mille(350) {
        return draw.below(limit);
    }
    let (a, b) = (draw.bits() >> 32, draw.bits() >> 32);
    ((u128::from(a) * u128::from(b) * u128::from(limit)) >> 64) as u64
}

fn choose(draw: &mut Draw, parts: &'static [Part]) -> Option<&'static Part> {
    parts.get(often(draw, parts.len() as u64) as usize)
}

impl Maker {
    /// A name of this position.
    pub fn word(&self, draw: &mut Draw, woman: bool) -> Word {
        let mut parts: Vec<&'static Part> = Vec::with_capacity(3);
        if draw.per_mille(self.rare_share) {
            for syllables in self.rare {
                parts.extend(choose(draw, syllables));
            }
        } else {
            let all: u64 = self.heads.iter().map(|heads| heads.len() as u64).sum();
            let mut at = often(draw, all) as usize;
            for heads in self.heads {
                if let Some(head) = heads.get(at) {
                    parts.push(head);
                    break;
                }
                at -= heads.len();
            }
        }
        let tails = if woman && !self.tails_women.is_empty() { self.tails_women } else { self.tails };
        parts.extend(choose(draw, tails));
        Word { parts }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Domain;
    use std::collections::HashSet;

    #[test]
    fn every_script_has_many_names_of_its_own_letters() {
        for script in Script::ALL {
            let naming = script.naming();
            for maker in [&naming.men, &naming.women, &naming.families] {
                let made: Vec<Word> =
                    (0..4000).map(|n| maker.word(&mut Draw::new(1, Domain::Identity, n), n % 2 == 0)).collect();
                let names: HashSet<String> = made.iter().map(Word::own).collect();
                assert!(names.len() >= 15, "{script:?} has {}", names.len());
                for word in &made {
                    let latin = word.latin(0, "");
                    assert!(latin.is_ascii() && !latin.is_empty(), "{latin}");
                    assert!(latin.chars().next().is_some_and(|c| c.is_ascii_uppercase()), "{latin}");
                    assert!(script == Script::Latin || !word.own().is_ascii(), "{}", word.own());
                }
            }
            assert_eq!(naming.families.tails_women.len() % naming.families.tails.len().max(1), 0);
            assert!(!naming.trades.is_empty() && !naming.forms.is_empty() && !naming.countries.is_empty());
        }
    }

    #[test]
    fn there_are_thousands_of_families_and_some_are_frequent() {
        let naming = Script::Latin.naming();
        let mut counts = std::collections::HashMap::new();
        for n in 0..20_000 {
            let word = naming.families.word(&mut Draw::new(1, Domain::Identity, n), false);
            *counts.entry(word.own()).or_insert(0u32) += 1;
        }
        assert!(counts.len() > 1200, "{}", counts.len());
        assert!(counts.values().max().is_some_and(|most| *most > 100));
    }

    #[test]
    fn a_habit_of_spelling_is_kept_through_the_word() {
        let parts = |own, latin, variants| Box::leak(Box::new(Part { own, latin, variants })) as &Part;
        let word = Word { parts: vec![parts("志", "zhi", &["chih"]), parts("强", "qiang", &["chiang"])] };
        assert_eq!((word.latin(0, ""), word.latin(1, "-")), ("Zhiqiang".to_owned(), "Chih-chiang".to_owned()));
    }
}
