//! What is known about words: built once, on first use, from the text files in `data/`.
//!
//! A file is read line by line; `#` begins a remark. Formats are told in each file's first lines.

use std::sync::OnceLock;

use hashbrown::{HashMap, HashSet};

use crate::token::{Token, bit};

/// Weight of a word nobody knows: 11 bits.
const WEIGHT_UNKNOWN: u16 = 11 * 64;
/// Weight of one letter: about 4 bits, less than that because some letters begin many names.
pub(crate) const WEIGHT_INITIAL: u16 = 3 * 64;
/// Weight of a number.
pub(crate) const WEIGHT_NUMBER: u16 = 7 * 64;

/// What the tables say about a folded word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) family: u16,
    pub(crate) nick: u16,
    pub(crate) weight: u16,
    pub(crate) bits: u8,
}

const UNKNOWN: Known = Known { family: 0, nick: 0, weight: WEIGHT_UNKNOWN, bits: 0 };

#[derive(Default)]
struct Families {
    words: HashMap<&'static str, Known>,
    /// Original-script forms: the Latin form they are read as.
    read_as: HashMap<&'static str, &'static str>,
    nicks: Vec<Vec<u16>>,
    east_asian: HashSet<&'static str>,
}

fn families() -> &'static Families {
    static TABLE: OnceLock<Families> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Families { nicks: vec![Vec::new()], ..Families::default() };
        let mut number = 0u16;
        for line in lines(include_str!("../data/given.txt")) {
            number = number.saturating_add(1);
            table.read(line, number, true);
        }
        for line in lines(include_str!("../data/family.txt")).chain(lines(include_str!("../data/words.txt"))) {
            number = number.saturating_add(1);
            table.read(line, number, false);
        }
        for line in lines(include_str!("../data/more.txt")) {
            table.read_apart(line, &mut number);
        }
        table
    })
}

impl Families {
    /// One line of names that are all different: `[m|f|-] bits name name …`.
    fn read_apart(&mut self, line: &'static str, number: &mut u16) {
        let mut words = line.split_whitespace();
        let (Some(sex), Some(weight)) = (words.next(), words.next().and_then(|w| w.parse::<u16>().ok())) else {
            return;
        };
        let bits = bit::KNOWN
            | match sex {
                "f" => bit::FEMALE,
                "m" => bit::MALE,
                _ => bit::FAMILY_NAME,
            };
        for word in words {
            *number = number.saturating_add(1);
            self.words.entry(word).or_insert(Known { family: *number, nick: 0, weight: weight * 64, bits });
        }
    }

    /// One line: `[m|f|-|e|w] bits canonical variant … ; nickname …`.
    fn read(&mut self, line: &'static str, family: u16, given: bool) {
        let (names, nicks) = line.split_once(';').unwrap_or((line, ""));
        let mut words = names.split_whitespace();
        let (Some(sex), Some(weight)) = (words.next(), words.next().and_then(|w| w.parse::<u16>().ok())) else {
            return;
        };
        let bits = bit::KNOWN
            | match sex {
                "f" => bit::FEMALE,
                "m" => bit::MALE,
                _ => 0,
            }
            | if given || sex == "w" { 0 } else { bit::FAMILY_NAME };
        let east = sex == "e";
        let mut canonical = "";
        for word in words {
            if east {
                self.east_asian.insert(word);
            }
            if canonical.is_empty() {
                canonical = word;
            }
            if word.is_ascii() {
                // The first file to name a word decides; a later one adds nothing but the lower weight.
                let entry = self.words.entry(word).or_insert(Known { family, nick: 0, weight: weight * 64, bits });
                entry.weight = entry.weight.min(weight * 64);
            } else {
                self.read_as.entry(word).or_insert(canonical);
            }
        }
        for word in nicks.split_whitespace() {
            if east {
                self.east_asian.insert(word);
            }
            if !word.is_ascii() {
                self.read_as.entry(word).or_insert(canonical);
                continue;
            }
            let entry = self.words.entry(word).or_insert(Known { family: 0, nick: 0, weight: (weight + 2) * 64, bits });
            if entry.nick == 0 {
                entry.nick = u16::try_from(self.nicks.len()).unwrap_or(0);
                self.nicks.push(Vec::new());
            }
            if let Some(list) = self.nicks.get_mut(usize::from(entry.nick)) {
                list.push(family);
            }
        }
    }
}

/// What is known about a folded Latin word.
pub(crate) fn known(folded: &str) -> Known {
    families().words.get(folded).copied().unwrap_or(UNKNOWN)
}

/// The Latin name that a word in another script is read as, where the table has it.
pub(crate) fn read_as(word: &str) -> Option<&'static str> {
    families().read_as.get(word).copied()
}

/// The weight a token has without any counts.
pub(crate) fn prior_weight(token: &Token) -> u16 {
    if !token.has(bit::KNOWN) {
        return WEIGHT_UNKNOWN;
    }
    std::str::from_utf8(token.text()).map_or(WEIGHT_UNKNOWN, |text| known(text).weight)
}

/// Whether two words stand for one name: one is a pet form of the other, or both of a third.
pub(crate) fn same_nick(a: &Token, b: &Token) -> bool {
    let list = |token: &Token| families().nicks.get(usize::from(token.nick)).map_or(&[][..], Vec::as_slice);
    let (of_a, of_b) = (list(a), list(b));
    // Two spellings of a family name that may both stand for a third one need not be the same.
    let family_name = a.has(bit::FAMILY_NAME) && b.has(bit::FAMILY_NAME);
    (a.family != 0 && of_b.contains(&a.family))
        || (b.family != 0 && of_a.contains(&b.family))
        || !family_name && of_a.iter().any(|family| of_b.contains(family))
}

/// The lines of a data file that say something.
pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|line| !line.is_empty())
}

/// The name families a word belongs to or is a pet form of.
pub(crate) fn families_of(token: &Token) -> impl Iterator<Item = u16> {
    let list = families().nicks.get(usize::from(token.nick)).map_or(&[][..], Vec::as_slice);
    (token.family != 0).then_some(token.family).into_iter().chain(list.iter().copied())
}

/// Whether a folded word is a family name of China, Korea or Vietnam.
pub(crate) fn is_east_asian(folded: &str) -> bool {
    families().east_asian.contains(folded)
}
