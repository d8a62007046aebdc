//! How one mention differs from the truth.

use super::identity::{Address, Identity, Kind};
use super::tokens::{Script, Word};
use super::{Change, Crowd, Mention, Truth, slips};
use crate::draw::{Domain, Draw};
use crate::names::Order;

/// A mention in the making.
struct Pen<'a> {
    crowd: &'a Crowd,
    who: &'a Identity,
    draw: Draw,
    changes: Vec<Change>,
}

/// The parts of a name as one file writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Given name.
    pub given: String,
    /// Middle name.
    pub middle: String,
    /// Family name.
    pub family: String,
    /// The whole.
    pub full: String,
}

/// The mention of that number about somebody. The identity's own first mention differs as all others do.
pub(super) fn mention(crowd: &Crowd, who: &Identity, number: u64, _first: bool) -> (Mention, Truth) {
    let draw = Draw::new(crowd.seed, Domain::Mention, number);
    let mut pen = Pen { crowd, who, draw, changes: Vec::new() };
    let name = pen.name();
    let mut mention = Mention { number, name: name.full, country: who.country, ..Mention::default() };
    mention.kind = if who.kind == Kind::Person { "person" } else { "company" };
    // A file has columns for the parts of a person's name, or one for all.
    if who.kind == Kind::Person && pen.draw.per_mille(700) {
        (mention.given, mention.middle, mention.family) = (name.given, name.middle, name.family);
    }
    if pen.has(900) {
        mention.born = pen.born();
    }
    if who.kind == Kind::Person && pen.has(850) {
        mention.gender = if who.woman { "F" } else { "M" };
    }
    if !pen.has(900) {
        mention.country = "";
    }
    pen.contacts(&mut mention);
    pen.numbers(&mut mention);
    pen.changes.sort_unstable();
    pen.changes.dedup();
    let truth = Truth { mention: number, identity: who.number, script: who.script, changes: pen.changes };
    (mention, truth)
}

/// A name of somebody as one more file would write it, for pairs and for questions to lists.
pub fn name(crowd: &Crowd, who: &Identity, draw: Draw) -> (Written, Vec<Change>) {
    let mut pen = Pen { crowd, who, draw, changes: Vec::new() };
    let written = pen.name();
    pen.changes.sort_unstable();
    pen.changes.dedup();
    (written, pen.changes)
}

impl Pen<'_> {
    /// Whether a change happens; it is noted when it does.
    fn happens(&mut self, share: u64, change: Change) -> bool {
        let happens = self.draw.per_mille(share);
        if happens {
            self.changes.push(change);
        }
        happens
    }

    /// Whether the file has a field that `share` of files have.
    fn has(&mut self, share: u64) -> bool {
        self.draw.below(1_000_000) < share * 1000u64.saturating_sub(self.crowd.missing)
    }

    fn name(&mut self) -> Written {
        let noise = self.crowd.noise;
        let latin_script = self.who.script == Script::Latin;
        let own =
            if latin_script { !self.draw.per_mille(500) } else { self.happens(noise.own_script, Change::OwnScript) };
        // Only what is not in the bearer's own letters can be spelt by another habit.
        let habit = if !own && self.happens(noise.romanised, Change::Romanised) {
            let mixed = self.draw.bits() | 256;
            if self.draw.per_mille(500) { self.draw.between(1, 4) } else { mixed }
        } else {
            0
        };
        match self.who.kind {
            Kind::Company => self.company(own, habit),
            Kind::Person => self.person(own, habit),
        }
    }

    fn spelt(&self, word: &Word, own: bool, habit: u64, glue: &str) -> String {
        if own { word.own() } else { word.latin(habit, glue) }
    }

    fn person(&mut self, own: bool, habit: u64) -> Written {
        let (who, noise) = (self.who, self.crowd.noise);
        let naming = who.script.naming();
        let (usual, other) = (naming.glue.first().copied().unwrap_or(""), naming.glue.last().copied().unwrap_or(""));
        let glue = if usual != other && !own && self.happens(noise.written, Change::Written) { other } else { usual };
        let mut given = self.spelt(&who.given, own, habit, glue);
        let mut middle = who.middle.as_ref().map_or_else(String::new, |word| self.spelt(word, own, habit, glue));
        if let (false, Some(ending)) = (middle.is_empty(), who.ending()) {
            middle.push_str(if own { ending.own } else { ending.spelt(habit & 255) });
        }
        let married = who.woman && self.happens(noise.married, Change::Married);
        let mut family = self.spelt(if married { &who.married } else { &who.family }, own, habit, glue);
        let nick = naming.nicknames.iter().find(|(latin, _, _)| *latin == who.given.latin(0, usual));
        if let Some((_, in_own, in_latin)) = nick
            && self.happens(noise.nickname * 2, Change::Nickname)
        {
            given = (if own { *in_own } else { *in_latin }).to_owned();
        }
        self.slip(&mut given, &mut family);
        if !middle.is_empty() && self.happens(noise.shortened, Change::Shortened) {
            middle.clear();
        }
        if self.draw.per_mille(noise.initial) {
            // Scripts without letters have no initials.
            let joined = matches!(who.script, Script::Chinese | Script::Japanese | Script::Korean);
            let part = if middle.is_empty() || self.draw.per_mille(400) { &mut given } else { &mut middle };
            if !(joined && own) {
                *part = part.chars().take(1).chain(['.']).collect();
                self.changes.push(Change::Initial);
            }
        }
        self.put_together(own, Written { given, middle, family, full: String::new() })
    }

    /// Slips in the longer of two parts, where most are.
    fn slip(&mut self, given: &mut String, family: &mut String) {
        let noise = self.crowd.noise;
        let part = if given.chars().count() > family.chars().count() { given } else { family };
        if self.draw.per_mille(noise.typo) {
            let slipped = slips::typo(&mut self.draw, part);
            if slipped != *part {
                self.changes.push(Change::Typo);
                *part = slipped;
            }
        }
        if self.draw.per_mille(noise.keyboard) {
            let slipped = slips::keyboard(&mut self.draw, part);
            if slipped != *part {
                self.changes.push(Change::Keyboard);
                *part = slipped;
            }
        }
    }

    fn put_together(&mut self, own: bool, mut name: Written) -> Written {
        let noise = self.crowd.noise;
        let family_first = self.who.script.naming().order == Order::FamilyGiven;
        let swapped = self.happens(noise.swapped, Change::Swapped);
        let joined = own && matches!(self.who.script, Script::Chinese | Script::Japanese | Script::Korean);
        let blank = if joined { "" } else { " " };
        let (given, middle, family) = (name.given.clone(), name.middle.clone(), name.family.clone());
        let words: [&str; 3] =
            if family_first != swapped { [&family, &given, &middle] } else { [&given, &middle, &family] };
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        name.full = words.join(blank);
        if swapped {
            std::mem::swap(&mut name.given, &mut name.family);
        }
        if self.draw.per_mille(noise.written) && !joined {
            self.changes.push(Change::Written);
            match self.draw.below(4) {
                0 => name.full = name.full.to_uppercase(),
                1 => name.full = format!("{}, {}", name.family, [name.given.as_str(), &name.middle].join(" ").trim()),
                2 => name.full = name.full.replace('-', " ").replace('\'', ""),
                _ => name.full = words.join("  "),
            }
        }
        name
    }

    fn company(&mut self, own: bool, habit: u64) -> Written {
        let (who, noise) = (self.who, self.crowd.noise);
        let naming = who.script.naming();
        let (trade, form) = who.business;
        let part = |part: Option<&'static crate::names::Part>| {
            part.map_or("", |part| if own { part.own } else { part.spelt(habit & 255) })
        };
        let (trade, form) = (part(naming.trades.get(trade)), part(naming.forms.get(form)));
        let mut word = self.spelt(&who.given, own, habit, "");
        let mut second = self.spelt(&who.family, own, habit, "");
        self.slip(&mut word, &mut second);
        let mut words = vec![word.as_str(), second.as_str(), trade];
        if self.happens(noise.swapped, Change::Swapped) {
            words.swap(0, 1);
        }
        if self.happens(noise.shortened / 2, Change::Shortened) {
            words.truncate(2);
        }
        let bare = self.happens(noise.shortened / 2, Change::Shortened);
        match (bare, naming.form_first && own) {
            (true, _) => {}
            (false, true) => words.insert(0, form),
            (false, false) => words.push(form),
        }
        let mut full = words.join(" ");
        if self.happens(noise.written, Change::Written) {
            full = if self.draw.per_mille(500) { full.to_uppercase() } else { full.replace(['.', ','], "") };
        }
        Written { full, ..Written::default() }
    }

    fn born(&mut self) -> String {
        let noise = self.crowd.noise;
        let mut born = self.who.born;
        if born.day <= 12 && born.day != born.month && self.happens(noise.swapped_date, Change::SwappedDate) {
            std::mem::swap(&mut born.day, &mut born.month);
        }
        if self.happens(noise.wrong_date, Change::WrongDate) {
            match self.draw.below(3) {
                0 => born.year += if self.draw.per_mille(500) { 1 } else { -1 },
                1 => born.month = born.month % 12 + 1,
                _ => born.day = if born.day >= 28 { 1 } else { born.day + 1 },
            }
            // The thirty-first of a month that has none is never written.
            born.day = born.day.min(28);
        }
        let (year, month, day) = (born.year, born.month, born.day);
        if self.happens(noise.partial_date, Change::PartialDate) {
            return if self.draw.per_mille(700) { format!("{year}") } else { format!("{year}-{month:02}") };
        }
        format!("{year}-{month:02}-{day:02}")
    }

    fn contacts(&mut self, mention: &mut Mention) {
        let noise = self.crowd.noise;
        let [now, other] = self.who.homes;
        if self.has(800) {
            let home = if self.happens(noise.moved, Change::Moved) { other } else { now };
            mention.address = self.address(home);
            mention.city = home.city;
        }
        if self.has(750) {
            let [mobile, later, landline] = self.who.phones;
            let changed = self.happens(noise.new_phone, Change::NewPhone);
            let number = if changed { later } else { mobile };
            let number = if self.draw.per_mille(150) { landline } else { number };
            mention.phone = self.phone(number);
        }
        if self.has(450) {
            mention.email = self.who.email();
        }
    }

    fn address(&mut self, home: Address) -> String {
        let Address { street, house, flat, .. } = home;
        let street = if self.draw.per_mille(200) {
            street.replace("Street", "St").replace("Road", "Rd").replace("Lane", "Ln").replace("Avenue", "Ave")
        } else {
            street.to_owned()
        };
        match (flat, self.draw.below(3)) {
            (0, 0) => format!("{house} {street}"),
            (0, _) => format!("{street} {house}"),
            (_, 0) => format!("{house} {street}, Flat {flat}"),
            (_, 1) => format!("{street} {house}/{flat}"),
            _ => format!("{street} {house}-{flat}"),
        }
    }

    fn phone(&mut self, number: u64) -> String {
        let digits = format!("{number:010}");
        let (area, rest) = digits.split_at(3);
        let (middle, end) = rest.split_at(3);
        match self.draw.below(5) {
            0 => format!("+999{digits}"),
            1 => format!("+999 {area} {middle} {end}"),
            2 => format!("00999{digits}"),
            3 => format!("0{area}-{middle}-{end}"),
            _ => format!("(0{area}) {middle} {end}"),
        }
    }

    fn numbers(&mut self, mention: &mut Mention) {
        let noise = self.crowd.noise;
        let is_company = self.who.kind == Kind::Company;
        if !is_company && self.has(450) {
            mention.national_id = self.who.national_id();
        }
        if !is_company && self.has(250) {
            let renewed = self.happens(noise.new_passport, Change::NewPassport);
            mention.passport = self.who.passport(renewed);
        }
        if is_company && self.has(600) {
            mention.register = self.who.register();
        }
        let wrong = self.draw.per_mille(noise.wrong_number);
        for text in [&mut mention.national_id, &mut mention.passport, &mut mention.register] {
            if wrong && !text.is_empty() {
                let slipped = slips::number(&mut self.draw, text);
                if slipped != *text {
                    self.changes.push(Change::WrongNumber);
                    *text = slipped;
                }
            }
        }
    }
}
