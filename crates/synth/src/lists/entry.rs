//! One entry of a list.

use super::List;
use crate::civil::{Date, date_of, days_of};
use crate::draw::{Domain, Draw};
use crate::mentions::vary::{Written, name};
use crate::mentions::{Crowd, Identity, Kind, Noise, Script};
use crate::places::COUNTRIES;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A person.
    Person,
    /// A company or organisation.
    Company,
    /// A ship.
    Ship,
}

/// A date of birth as lists have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Born {
    /// To the day.
    Exact(Date),
    /// A year.
    Year(i64),
    /// About a year.
    Circa(i64),
    /// From one year to another.
    Between(i64, i64),
}

/// Another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: Written,
    /// Whether it is too weak to be screened alone: a nickname, one word.
    pub weak: bool,
}

/// A number of a document or register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// `Passport`, `National Identification Number`, `Registration Number` or `IMO Number`.
    pub kind: &'static str,
    /// The number.
    pub number: String,
    /// Who issued it, ISO 3166 alpha-2.
    pub country: &'static str,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Number in the list, from 0.
    pub number: u64,
    /// What is listed.
    pub subject: Subject,
    /// Primary name, in Latin letters.
    pub name: Written,
    /// The name in its own script, when that is not Latin.
    pub original: Option<String>,
    /// Script of the person or company.
    pub script: Script,
    /// Other names.
    pub aliases: Vec<Alias>,
    /// Dates of birth or foundation; several when sources disagree.
    pub born: Vec<Born>,
    /// `M` or `F`; empty for others than people.
    pub gender: &'static str,
    /// Citizenship, registration or flag.
    pub country: &'static str,
    /// Street and house.
    pub street: String,
    /// City.
    pub city: &'static str,
    /// Documents.
    pub documents: Vec<Document>,
    /// Programme or regime.
    pub programme: &'static str,
    /// Day of listing, in days since 1970-01-01.
    pub listed_days: i64,
    /// Why, in a sentence.
    pub reason: &'static str,
}

/// Programmes; none of them exists.
const PROGRAMMES: [&str; 8] =
    ["ZED-TERROR", "ZED-NARCO", "ZED-CYBER", "WEXBY", "KARSK", "OMICRON-ARMS", "QASR", "ZED-CORRUPTION"];
const REASONS: [&str; 5] = [
    "Finances an armed group in the hills of Qasr.",
    "Ships precursors through Port Omicron.",
    "Launders the proceeds of theft from the public treasury of Wexby.",
    "Supplies arms in breach of the embargo of Karsk.",
    "Steals virtual assets for a network that does not exist.",
];
const SHIP_WORDS: [&str; 16] = [
    "Amber",
    "Albatross",
    "Borealis",
    "Coral",
    "Dawn",
    "Ever",
    "Fortune",
    "Gale",
    "Harmony",
    "Indigo",
    "Jade",
    "Lotus",
    "Neptune",
    "Orient",
    "Pearl",
    "Star",
];

/// The names of somebody without noise but the romanisation.
fn spelt(crowd: &Crowd, who: &Identity, seed: Draw, romanised: u64, own_script: u64) -> Written {
    let quiet = Noise { romanised, own_script, ..SILENT };
    name(&Crowd { noise: quiet, ..*crowd }, who, seed).0
}

const SILENT: Noise = Noise {
    name: "silent",
    romanised: 0,
    own_script: 0,
    typo: 0,
    keyboard: 0,
    swapped: 0,
    initial: 0,
    nickname: 0,
    married: 0,
    shortened: 0,
    written: 0,
    partial_date: 0,
    swapped_date: 0,
    wrong_date: 0,
    moved: 0,
    new_phone: 0,
    new_passport: 0,
    wrong_number: 0,
};

impl Entry {
    pub(super) fn new(list: &List, number: u64, changed: bool) -> Self {
        let crowd = list.crowd();
        let mut draw = Draw::new(list.seed, Domain::Entry, number);
        let who = crowd.identity(number);
        let ship = draw.per_mille(40);
        let at = |n: u64| Draw::new(list.seed, Domain::Entry, number | (n + 1) << 48);
        // A primary name is in Latin letters; only Latin has accents, which lists keep.
        let primary = spelt(&crowd, &who, at(0), 0, 0);
        let original = spelt(&crowd, &who, at(1), 0, 1000).full;
        let mut entry = Self {
            number,
            subject: if who.kind == Kind::Person { Subject::Person } else { Subject::Company },
            original: (who.script != Script::Latin).then_some(original),
            script: who.script,
            aliases: aliases(&crowd, &who, &primary, number, list.seed),
            name: primary,
            born: born(&mut draw, &who),
            gender: match who.kind {
                Kind::Company => "",
                Kind::Person if who.woman => "F",
                Kind::Person => "M",
            },
            country: who.country,
            street: format!("{} {}", who.homes[0].house, who.homes[0].street),
            city: who.homes[0].city,
            documents: documents(&mut draw, &who),
            programme: draw.pick(&PROGRAMMES),
            listed_days: days_of(Date { year: 2004, month: 1, day: 1 }) + draw.below(7600) as i64,
            reason: draw.pick(&REASONS),
        };
        if ship {
            entry.make_ship(&mut draw);
        }
        if changed {
            let name = spelt(&crowd, &who, at(9), 1000, 0);
            entry.aliases.push(Alias { name, weak: false });
        }
        entry
    }

    fn make_ship(&mut self, draw: &mut Draw) {
        let name = format!("{} {} {}", draw.pick(&SHIP_WORDS), draw.pick(&SHIP_WORDS), draw.between(1, 99));
        let before = format!("{} {}", draw.pick(&SHIP_WORDS), draw.pick(&SHIP_WORDS));
        let whole = |full: String| Written { full, ..Written::default() };
        self.subject = Subject::Ship;
        (self.original, self.gender, self.script) = (None, "", Script::Latin);
        self.name = whole(name.to_uppercase());
        self.aliases = vec![Alias { name: whole(before.to_uppercase()), weak: false }];
        self.born.clear();
        self.documents = vec![Document { kind: "IMO Number", number: imo(draw), country: self.country }];
        let flag = COUNTRIES.get(draw.below(16) as usize);
        self.country = flag.map_or(self.country, |country| country.code);
    }

    /// The reference under which publishers know the entry.
    pub fn reference(&self) -> String {
        format!("ZDL-{:07}", self.number)
    }

    /// Every name that is strong enough to be screened: the primary one, strong aliases, the original.
    pub fn strong_names(&self) -> impl Iterator<Item = &str> {
        let aliases = self.aliases.iter().filter(|alias| !alias.weak).map(|alias| alias.name.full.as_str());
        [self.name.full.as_str()].into_iter().chain(aliases).chain(self.original.as_deref())
    }
}

fn aliases(crowd: &Crowd, who: &Identity, primary: &Written, number: u64, seed: u64) -> Vec<Alias> {
    let mut draw = Draw::new(seed, Domain::Entry, number | 1 << 61);
    let mut aliases: Vec<Alias> = Vec::new();
    for n in 0..draw.below(5) {
        let at = Draw::new(seed, Domain::Entry, number | (n + 20) << 48);
        let name = spelt(crowd, who, at, 1000, 0);
        if name.full != primary.full && aliases.iter().all(|alias| alias.name.full != name.full) {
            aliases.push(Alias { name, weak: false });
        }
    }
    if who.kind == Kind::Person && draw.per_mille(350) {
        let given = who.given.latin(0, "");
        let nick = who.script.naming().nicknames.iter().find(|(latin, _, _)| *latin == given);
        let full = match nick {
            Some((_, _, nick)) => (*nick).to_owned(),
            None if draw.per_mille(500) => format!("{} {given}", draw.pick(&["Commander", "Haji", "Doctor", "Uncle"])),
            None => given,
        };
        aliases.push(Alias { name: Written { full, ..Written::default() }, weak: true });
    }
    aliases
}

fn born(draw: &mut Draw, who: &Identity) -> Vec<Born> {
    let exact = Born::Exact(who.born);
    let year = who.born.year;
    match draw.below(20) {
        0..11 => vec![exact],
        11..14 => vec![Born::Year(year)],
        14 => vec![Born::Circa(year + draw.below(3) as i64 - 1)],
        15 => vec![Born::Between(year - draw.below(3) as i64, year + draw.below(3) as i64)],
        // Sources that disagree.
        16..18 => vec![exact, Born::Exact(date_of(days_of(who.born) + draw.between(1, 900) as i64))],
        _ => Vec::new(),
    }
}

fn documents(draw: &mut Draw, who: &Identity) -> Vec<Document> {
    let document = |kind, number| Document { kind, number, country: who.country };
    let mut documents = Vec::new();
    if who.kind == Kind::Company {
        documents.extend(draw.per_mille(550).then(|| document("Registration Number", who.register())));
    } else {
        documents.extend(draw.per_mille(450).then(|| document("Passport", who.passport(false))));
        documents.extend(draw.per_mille(150).then(|| document("Passport", who.passport(true))));
        documents.extend(draw.per_mille(300).then(|| document("National Identification Number", who.national_id())));
    }
    documents
}

/// A ship's number with its check digit: the last digit of the sum of the first six, weighted 7 down to 2.
fn imo(draw: &mut Draw) -> String {
    let stem = draw.below(100_000);
    let digits = [0, stem / 10_000 % 10, stem / 1000 % 10, stem / 100 % 10, stem / 10 % 10, stem % 10];
    let check: u64 = digits.iter().zip([7, 6, 5, 4, 3, 2]).map(|(digit, weight)| digit * weight).sum();
    format!("0{stem:05}{}", check % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_has_what_lists_have_and_is_the_same_every_time() {
        let list = List::new(3, 2000);
        let all: Vec<Entry> = list.iter().collect();
        assert_eq!(all, list.iter().collect::<Vec<Entry>>());
        assert_eq!(all.len(), 2000);
        let count = |of: fn(&Entry) -> bool| all.iter().filter(|entry| of(entry)).count();
        assert!(count(|entry| entry.original.is_some()) > 900);
        assert!(count(|entry| entry.aliases.iter().any(|alias| alias.weak)) > 200);
        assert!(count(|entry| entry.subject == Subject::Ship) > 30);
        assert!(count(|entry| entry.subject == Subject::Company) > 300);
        assert!(count(|entry| entry.born.len() == 2) > 80);
        assert!(all.iter().all(|entry| !entry.name.full.is_empty()));
        let strong = all.iter().filter(|entry| entry.original.is_some());
        assert!(strong.into_iter().all(|entry| entry.name.full.is_ascii()));
    }

    #[test]
    fn ships_have_numbers_with_a_check_digit_that_no_ship_has() {
        for n in 0..200 {
            let number = imo(&mut Draw::new(1, Domain::Entry, n));
            let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
            let sum: u32 = digits.iter().zip([7, 6, 5, 4, 3, 2]).map(|(d, w)| d * w).sum();
            assert_eq!((digits.len(), digits[0], sum % 10), (7, 0, digits[6]));
        }
    }

    #[test]
    fn editions_add_drop_and_change() {
        let list = List::new(4, 3000);
        let (first, later) = (list, list.edition(6));
        let both = (0..list.numbers()).filter_map(|n| Some((first.entry(n)?, later.entry(n)?)));
        assert!(both.clone().count() > 2000);
        assert!(both.clone().filter(|(a, b)| a != b).count() > 80, "some have a new alias");
        assert!(both.filter(|(a, b)| a != b).all(|(a, b)| b.aliases.len() == a.aliases.len() + 1));
        assert!((0..list.numbers()).filter(|n| first.entry(*n).is_none() && later.entry(*n).is_some()).count() > 100);
        assert!((0..list.numbers()).filter(|n| first.entry(*n).is_some() && later.entry(*n).is_none()).count() > 60);
    }
}
