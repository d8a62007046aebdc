//! Invents person records with known true identities, as one CSV file, from a seed.
//!
//! `people ROWS SEED > people.csv`: about four fifths are first records of a person, one fifth repeat an earlier person
//! with the errors that filings have. Columns: `id,person,given,family,born,sex,city,postcode,phone,number,email`.
//! `person` is the truth. Names are made of syllables, so no record is about anybody; households share a family name,
//! an address and often a phone, sons are named after fathers, and there are twins: the pairs that mislead.

#![expect(clippy::indexing_slicing, clippy::print_stderr, reason = "an example over its own tables")]

use std::io::Write;

/// SplitMix64: enough for invented people, the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    fn chance(&mut self, per_mille: u64) -> bool {
        self.next() % 1000 < per_mille
    }
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A table of words of which the first are much more frequent than the last (Zipf with an offset).
struct Skewed {
    words: Vec<String>,
    heights: Vec<f64>,
}

impl Skewed {
    fn new(words: Vec<String>, offset: f64) -> Self {
        let mut sum = 0.0;
        let heights = (0..words.len()).map(|i| {
            sum += 1.0 / (i as f64 + offset);
            sum
        });
        Self { heights: heights.collect(), words }
    }
    fn pick(&self, dice: &mut Dice) -> usize {
        let at = dice.unit() * self.heights.last().copied().unwrap_or(0.0);
        self.heights.partition_point(|height| *height < at).min(self.words.len() - 1)
    }
}

const SHORT: [(&str, &str); 24] = [
    ("william", "bill"),
    ("robert", "bob"),
    ("elizabeth", "liz"),
    ("margaret", "peggy"),
    ("alexander", "sasha"),
    ("katherine", "kate"),
    ("michael", "mike"),
    ("james", "jim"),
    ("john", "jack"),
    ("richard", "dick"),
    ("edward", "ted"),
    ("thomas", "tom"),
    ("anthony", "tony"),
    ("joseph", "joe"),
    ("francisco", "paco"),
    ("jose", "pepe"),
    ("maria", "mia"),
    ("dmitri", "dima"),
    ("vladimir", "vova"),
    ("anastasia", "nastya"),
    ("mohammed", "mo"),
    ("samuel", "sam"),
    ("daniel", "dan"),
    ("christopher", "chris"),
];

fn syllables(dice: &mut Dice, parts: usize, ends: &[&str]) -> String {
    const ONSETS: [&str; 28] = [
        "b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z", "ch", "sh", "kh", "br",
        "dr", "gr", "kr", "st", "tr", "y", "",
    ];
    const NUCLEI: [&str; 12] = ["a", "e", "i", "o", "u", "a", "e", "o", "ai", "ou", "ei", "ia"];
    const CODAS: [&str; 12] = ["", "", "", "", "n", "r", "l", "s", "m", "k", "nd", "t"];
    let mut word = String::new();
    for _ in 0..parts {
        word.push_str(ONSETS[dice.below(ONSETS.len())]);
        word.push_str(NUCLEI[dice.below(NUCLEI.len())]);
        word.push_str(CODAS[dice.below(CODAS.len())]);
    }
    word.push_str(ends[dice.below(ends.len())]);
    word
}

fn distinct(dice: &mut Dice, count: usize, first: Vec<String>, ends: &[&str]) -> Vec<String> {
    let mut seen: std::collections::HashSet<String> = first.iter().cloned().collect();
    let mut words = first;
    while words.len() < count {
        let parts = 1 + dice.below(3);
        let word = syllables(dice, parts, ends);
        if word.len() >= 3 && word.len() <= 14 && seen.insert(word.clone()) {
            words.push(word);
        }
    }
    words
}

#[derive(Clone, Default)]
struct Person {
    given: String,
    second: String,
    family: String,
    born: (i32, u32, u32),
    sex: char,
    town: usize,
    phone: u64,
    number: u64,
    mail: String,
}

struct Country {
    given: Skewed,
    family: Skewed,
    towns: Skewed,
    postcodes: Vec<(usize, u32)>,
}

impl Country {
    /// The tables are made from a seed of their own, so that two countries of different seeds share nothing.
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed ^ 0xC0FF_EE00);
        let known = SHORT.iter().map(|(long, _)| (*long).to_owned()).collect();
        let given = distinct(&mut dice, 3_000, known, &["", "", "a", "o", "el", "in", "ah", "ur"]);
        let family =
            distinct(&mut dice, 60_000, Vec::new(), &["", "", "ov", "ez", "ian", "sen", "ski", "li", "ani", "oglu"]);
        let towns = distinct(&mut dice, 1_200, Vec::new(), &["burg", "ville", "abad", "grad", "ton", "a", "o"]);
        let postcodes = (0..9_000).map(|i| (i % 1_200, 10_000 + (i as u32 * 9) % 89_999)).collect();
        Self {
            given: Skewed::new(given, 8.0),
            family: Skewed::new(family, 20.0),
            towns: Skewed::new(towns, 5.0),
            postcodes,
        }
    }

    fn place(&self, dice: &mut Dice) -> usize {
        let town = self.towns.pick(dice);
        town + 1_200 * dice.below(7)
    }

    fn person(&self, dice: &mut Dice) -> Person {
        let given = self.given.words[self.given.pick(dice)].clone();
        let second = if dice.chance(250) { self.given.words[self.given.pick(dice)].clone() } else { String::new() };
        let family = self.family.words[self.family.pick(dice)].clone();
        let year = 1935 + (dice.below(40) + dice.below(36)) as i32;
        Person {
            mail: format!(
                "{}.{}{}@{}",
                given,
                family,
                dice.below(90),
                ["mail.example", "post.example", "web.example"][dice.below(3)]
            ),
            given,
            second,
            family,
            born: (year, 1 + dice.below(12) as u32, 1 + dice.below(28) as u32),
            sex: if dice.chance(500) { 'f' } else { 'm' },
            town: self.place(dice),
            phone: 10_000_000 + dice.next() % 90_000_000,
            number: dice.next() % 1_000_000_000,
        }
    }

    /// Somebody of the same household: the pairs that mislead.
    fn relative(&self, dice: &mut Dice, of: &Person) -> Person {
        let mut other = self.person(dice);
        other.family.clone_from(&of.family);
        other.town = of.town;
        if dice.chance(400) {
            other.phone = of.phone;
        }
        if dice.chance(60) {
            other.born = of.born;
        }
        if dice.chance(80) {
            other.given.clone_from(&of.given);
            other.born.0 = of.born.0 - 22 - dice.below(15) as i32;
        }
        other
    }
}

fn slip(dice: &mut Dice, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 2 {
        return word.to_owned();
    }
    let at = dice.below(letters.len());
    let letter = char::from(b'a' + dice.below(26) as u8);
    match dice.below(4) {
        0 => letters[at] = letter,
        1 => letters.insert(at, letter),
        2 => drop(letters.remove(at)),
        _ => {
            let other = if at == 0 { 1 } else { at - 1 };
            letters.swap(at, other);
        }
    }
    letters.into_iter().collect()
}

fn digit_slip(dice: &mut Dice, number: u64, digits: u32) -> u64 {
    let place = 10_u64.pow(dice.below(digits as usize) as u32);
    let digit = number / place % 10;
    number - digit * place + (digit + 1 + dice.next() % 9) % 10 * place
}

/// One record as filed: text fields in the order of the columns.
fn record(country: &Country, dice: &mut Dice, person: &Person, again: bool) -> [String; 9] {
    let mut p = person.clone();
    let mut born = format!("{:04}-{:02}-{:02}", p.born.0, p.born.1, p.born.2);
    let mut number = p.number;
    let mut phone = p.phone;
    if again {
        if dice.chance(80) {
            p.given = slip(dice, &p.given);
        } else if dice.chance(60) {
            if let Some((_, short)) = SHORT.iter().find(|(long, _)| *long == p.given) {
                p.given = (*short).to_owned();
            }
        } else if dice.chance(20) {
            p.given.truncate(1);
        }
        if dice.chance(80) {
            p.family = slip(dice, &p.family);
        } else if dice.chance(30) {
            p.family = country.family.words[country.family.pick(dice)].clone();
        }
        if dice.chance(15) {
            std::mem::swap(&mut p.given, &mut p.family);
        }
        if dice.chance(300) {
            p.second = String::new();
        }
        let (y, m, d) = p.born;
        match dice.below(1000) {
            0..=24 => born = format!("{:04}-{:02}-{:02}", y, m, 1 + dice.below(28)),
            25..=34 => born = format!("{:04}-{:02}-{:02}", y, 1 + dice.below(12), d),
            35..=44 => born = format!("{:04}-{m:02}-{d:02}", y - 5 + dice.below(11) as i32),
            45..=64 if d <= 12 => born = format!("{y:04}-{d:02}-{m:02}"),
            65..=84 => born = format!("{y:04}-01-01"),
            85..=99 => born = format!("{y:04}"),
            _ => {}
        }
        if dice.chance(180) {
            p.town = country.place(dice);
        }
        if dice.chance(300) {
            phone = 10_000_000 + dice.next() % 90_000_000;
        } else if dice.chance(20) {
            phone = digit_slip(dice, phone, 8);
        }
        if dice.chance(20) {
            number = digit_slip(dice, number, 9);
        }
        if dice.chance(400) {
            p.mail = format!("{}{}@web.example", p.given, dice.below(9_999));
        }
    }
    let mut maybe = |text: String, missing: u64| if dice.chance(missing) { String::new() } else { text };
    let given = if p.second.is_empty() { p.given.clone() } else { format!("{} {}", p.given, p.second) };
    let (town, code) = country.postcodes[p.town.min(8_399)];
    [
        maybe(given, 5),
        maybe(p.family.clone(), 5),
        maybe(born, 70),
        maybe(p.sex.to_string(), 50),
        maybe(country.towns.words[town].clone(), 80),
        maybe(format!("{code:05}"), 150),
        maybe(format!("+4479{phone:08}"), 350),
        maybe(format!("{number:09}"), 450),
        maybe(p.mail.clone(), 600),
    ]
}

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(rows), Some(seed)) =
        (args.next().and_then(|text| text.parse().ok()), args.next().and_then(|text| text.parse().ok()))
    else {
        eprintln!("usage: people ROWS SEED > people.csv");
        std::process::exit(2);
    };
    let rows: usize = rows;
    let country = Country::new(seed);
    let mut dice = Dice(seed);
    let mut people: Vec<Person> = Vec::with_capacity(rows);
    while people.len() < rows * 4 / 5 {
        let person = match people.last() {
            Some(last) if dice.chance(120) => country.relative(&mut dice, &last.clone()),
            _ => country.person(&mut dice),
        };
        people.push(person);
    }
    let mut order: Vec<(u32, bool)> = (0..people.len()).map(|i| (i as u32, false)).collect();
    while order.len() < rows {
        order.push((dice.below(people.len()) as u32, true));
    }
    for i in (1..order.len()).rev() {
        let j = dice.below(i + 1);
        order.swap(i, j);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let _ = writeln!(out, "id,person,given,family,born,sex,city,postcode,phone,number,email");
    for (row, (who, again)) in order.iter().enumerate() {
        let fields = record(&country, &mut dice, &people[*who as usize], *again);
        let _ = writeln!(out, "{row},{who},{}", fields.join(","));
    }
}
