//! Invented names, as many as wanted, from a seed: lists with aliases, misspelt queries, strangers.
//!
//! Words come from urns that grow as real name lists do (Pitman and Yor's process): the more words were drawn, the more
//! different ones there are, some very common and half of them met once. Measured on public sanctions lists, 31,000
//! words of names hold 8,600 different ones and 6,200 hold 3,000; the urns below give about the same.

use std::collections::HashSet;

/// SplitMix64.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub(crate) fn chance(&mut self, part: f64) -> bool {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64 <= part
    }

    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Sounds of a part of the world: how words begin, go on and end, and some common given names.
struct Speech {
    begin: &'static [&'static str],
    middle: &'static [&'static str],
    end: &'static [&'static str],
    given: &'static [&'static str],
}

const SPEECHES: [Speech; 6] = [
    Speech {
        begin: &[
            "kha", "mu", "ha", "sa", "abd", "ra", "ma", "fa", "za", "qa", "tha", "ju", "ba", "wa", "na", "ta", "da",
            "gha", "ya", "su",
        ],
        middle: &["li", "ra", "mi", "di", "ssa", "fi", "ja", "bi", "ha", "lla", "ri", "na", "zi", "shi", "wa", "ya"],
        end: &[
            "n", "r", "d", "m", "l", "ni", "wi", "ri", "di", "b", "sh", "f", "q", "dine", "h", "s", "i", "k", "zi", "t",
        ],
        given: &[
            "Mohammed", "Ahmad", "Ali", "Hassan", "Hussein", "Ibrahim", "Omar", "Khalid", "Yusuf", "Mustafa",
            "Mahmoud", "Fatima", "Aisha", "Abdullah", "Said",
        ],
    },
    Speech {
        begin: &[
            "iva", "pe", "ku", "so", "vo", "mi", "no", "ko", "bo", "za", "gri", "vla", "sto", "ka", "ty", "sha", "che",
            "do", "lu", "ro",
        ],
        middle: &[
            "tro", "zne", "lo", "ro", "me", "kha", "vi", "sla", "ni", "de", "li", "go", "che", "shche", "ba", "mo",
        ],
        end: &[
            "v", "nov", "vich", "ko", "nko", "sky", "ski", "ev", "kin", "tsov", "lov", "rov", "in", "chuk", "enko",
            "ets",
        ],
        given: &[
            "Aleksandr",
            "Sergei",
            "Vladimir",
            "Ivan",
            "Dmitry",
            "Andrei",
            "Mikhail",
            "Yuri",
            "Elena",
            "Olga",
            "Natalia",
            "Igor",
            "Nikolai",
            "Oleg",
        ],
    },
    Speech {
        begin: &[
            "gar", "ro", "fer", "her", "lo", "mar", "san", "cas", "gu", "val", "mo", "ra", "del", "or", "ca", "es",
            "pe", "vi", "sal", "to",
        ],
        middle: &["ci", "dri", "nan", "pe", "ti", "che", "ta", "ra", "re", "lle", "na", "ga", "qui", "do", "mi", "bri"],
        end: &[
            "a", "ez", "guez", "rez", "dez", "s", "do", "no", "ro", "lla", "nes", "tos", "ra", "z", "on", "al", "ar",
            "zo",
        ],
        given: &[
            "Jose",
            "Juan",
            "Carlos",
            "Luis",
            "Maria",
            "Jorge",
            "Pedro",
            "Miguel",
            "Francisco",
            "Ana",
            "Antonio",
            "Manuel",
            "Diego",
        ],
    },
    Speech {
        begin: &[
            "kar", "yil", "de", "oz", "gul", "er", "bay", "ak", "ner", "tor", "raz", "ho", "far", "sha", "bah", "moh",
            "gho", "jam", "pour", "sar",
        ],
        middle: &["ma", "se", "mi", "da", "ba", "ra", "sou", "ta", "ji", "lo", "ha", "do", "va", "ze"],
        end: &[
            "oglu", "zadeh", "pour", "i", "nejad", "yan", "ian", "ov", "mirza", "lar", "er", "an", "aliyev", "khani",
            "far", "din",
        ],
        given: &[
            "Reza", "Mehmet", "Hamid", "Amir", "Mehdi", "Murat", "Emre", "Leyla", "Zahra", "Farid", "Rustam", "Timur",
        ],
    },
    Speech {
        begin: &["zh", "x", "l", "w", "ch", "h", "sh", "g", "y", "m", "f", "q", "t", "j", "b", "k"],
        middle: &["ao", "ia", "i", "u", "e", "a", "uo", "ei", "ua", "ai"],
        end: &[
            "ng", "n", "", "o", "ngwei", "nming", "ohua", "ngli", "njun", "nyan", "ngfei", "nhong", "oqiang", "ilin",
        ],
        given: &["Wei", "Li", "Ming", "Jun", "Hui", "Jing", "Yan", "Min", "Kim", "Chul", "Nguyen", "Thanh", "Anh"],
    },
    Speech {
        begin: &[
            "oba", "ade", "ku", "nde", "mba", "chi", "oko", "ka", "ngo", "dia", "tra", "mu", "sa", "bwa", "ki", "ta",
            "fo", "ba",
        ],
        middle: &["ra", "ngo", "wu", "mba", "lu", "ko", "ta", "di", "ye", "ga", "sa", "ki", "la"],
        end: &["yi", "la", "mbo", "nga", "wa", "ye", "llo", "re", "ma", "zi", "ndi", "bi", "ke", "nzo", "gu"],
        given: &[
            "Jean", "Pierre", "Emmanuel", "Joseph", "Samuel", "Amina", "Grace", "Kwame", "Moussa", "Ibrahima",
            "Blessing", "David",
        ],
    },
];

/// Draws words so that common ones come again and new ones never stop coming.
struct Urn {
    drawn: Vec<u32>,
    words: Vec<(String, u32)>,
    known: HashSet<String>,
    fresh: f64,
    discount: f64,
}

impl Urn {
    fn new(given: &[&str], fresh: f64, discount: f64) -> Self {
        let mut urn = Self { drawn: Vec::new(), words: Vec::new(), known: HashSet::new(), fresh, discount };
        for (rank, word) in given.iter().enumerate() {
            urn.words.push(((*word).to_owned(), 0));
            urn.known.insert((*word).to_owned());
            for _ in 0..1 + 6 / (rank + 1) {
                urn.draw_known(rank);
            }
        }
        urn
    }

    fn draw_known(&mut self, at: usize) {
        self.words[at].1 += 1;
        self.drawn.push(at as u32);
    }

    fn word(&mut self, dice: &mut Dice, speech: &Speech) -> String {
        let n = self.drawn.len() as f64;
        let new = (self.fresh + self.discount * self.words.len() as f64) / (n + self.fresh);
        if self.drawn.is_empty() || dice.chance(new) {
            for _ in 0..20 {
                let mut word = String::from(*dice.pick::<&str>(speech.begin));
                for _ in 0..dice.below(3) {
                    word.push_str(dice.pick::<&str>(speech.middle));
                }
                word.push_str(dice.pick::<&str>(speech.end));
                let word = capital(&word);
                if word.len() >= 3 && self.known.insert(word.clone()) {
                    self.words.push((word.clone(), 0));
                    self.draw_known(self.words.len() - 1);
                    return word;
                }
            }
        }
        loop {
            let at = self.drawn[dice.below(self.drawn.len())] as usize;
            if !dice.chance(self.discount / f64::from(self.words[at].1)) {
                self.draw_known(at);
                return self.words[at].0.clone();
            }
        }
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_ascii_uppercase().to_string() + chars.as_str()).unwrap_or_default()
}

/// A person who does not exist.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) speech: usize,
    pub(crate) words: Vec<String>,
    pub(crate) born: (u16, u8, u8),
}

impl Person {
    pub(crate) fn name(&self) -> String {
        self.words.join(" ")
    }
}

/// Makes people.
pub(crate) struct World {
    pub(crate) dice: Dice,
    given: Vec<Urn>,
    family: Vec<Urn>,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let given = SPEECHES.iter().map(|speech| Urn::new(speech.given, 60.0, 0.6)).collect();
        let family = SPEECHES.iter().map(|_| Urn::new(&[], 40.0, 0.72)).collect();
        Self { dice: Dice::new(seed), given, family }
    }

    pub(crate) fn person(&mut self) -> Person {
        let speech = [0, 0, 0, 1, 1, 2, 2, 3, 4, 5][self.dice.below(10)];
        let dice = &mut self.dice;
        let mut words = vec![self.given[speech].word(dice, &SPEECHES[speech])];
        let more = match speech {
            0 => 1 + dice.below(3),
            1 => dice.below(2),
            2 => dice.below(2),
            _ => usize::from(dice.chance(0.3)),
        };
        for _ in 0..more {
            let word = if speech == 0 || dice.chance(0.5) {
                self.given[speech].word(dice, &SPEECHES[speech])
            } else {
                self.family[speech].word(dice, &SPEECHES[speech])
            };
            words.push(word);
        }
        let family = self.family[speech].word(dice, &SPEECHES[speech]);
        words.push(if speech == 0 && dice.chance(0.35) { format!("al-{family}") } else { family });
        let born = (1940 + dice.below(65) as u16, 1 + dice.below(12) as u8, 1 + dice.below(28) as u8);
        Person { speech, words, born }
    }
}

/// Another spelling of a name as other offices would write it: romanisation, order, left-out words, slips, scripts.
pub(crate) fn misspell(dice: &mut Dice, person: &Person) -> String {
    let mut words = person.words.clone();
    for _ in 0..1 + dice.below(2) {
        let at = dice.below(words.len());
        words[at] = romanise(dice, &words[at]);
    }
    for _ in 0..dice.below(3) {
        let at = dice.below(words.len());
        words[at] = slip(dice, &words[at]);
    }
    if words.len() > 2 && dice.chance(0.25) {
        let at = 1 + dice.below(words.len() - 2);
        words.remove(at);
    }
    match dice.below(12) {
        0 | 1 => {
            let family = words.pop().unwrap_or_default();
            return format!("{}, {}", family.to_uppercase(), words.join(" "));
        }
        2 if words.len() > 2 => {
            let at = 1 + dice.below(words.len() - 2);
            words[at] = words[at].chars().take(1).collect::<String>() + ".";
        }
        3 if words.len() > 2 => {
            let second = words.remove(1);
            words[0] = format!("{}{}", words[0], second.to_lowercase());
        }
        4 if person.speech == 1 => return words.iter().map(|word| cyrillic(word)).collect::<Vec<_>>().join(" "),
        5 => return words.join(" ").to_uppercase(),
        _ => {}
    }
    words.join(" ")
}

const ROMANISATIONS: &[(&str, &str)] = &[
    ("kh", "h"),
    ("sh", "ch"),
    ("ou", "u"),
    ("y", "i"),
    ("q", "k"),
    ("ss", "s"),
    ("ll", "l"),
    ("oo", "u"),
    ("ee", "i"),
    ("dj", "j"),
    ("v", "w"),
    ("w", "v"),
    ("ei", "ey"),
    ("ai", "ay"),
    ("i", "y"),
    ("ch", "tch"),
    ("zh", "j"),
    ("ts", "tz"),
    ("gh", "g"),
    ("th", "t"),
    ("a", "e"),
    ("u", "o"),
    ("f", "ph"),
    ("k", "c"),
    ("sch", "sh"),
    ("aa", "a"),
    ("s", "z"),
    ("x", "ks"),
    ("j", "dj"),
    ("e", "i"),
    ("hm", "hhm"),
    ("mm", "m"),
    ("ev", "iev"),
    ("ov", "off"),
];

fn romanise(dice: &mut Dice, word: &str) -> String {
    let lower = word.to_lowercase();
    for _ in 0..12 {
        let (from, to) = dice.pick(ROMANISATIONS);
        if let Some(at) = lower.find(from).filter(|at| *at > 0 || lower.len() > 4) {
            return capital(&format!("{}{}{}", &lower[..at], to, &lower[at + from.len()..]));
        }
    }
    word.to_owned()
}

fn slip(dice: &mut Dice, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = dice.below(letters.len());
    let letter = char::from(b'a' + dice.below(26) as u8);
    match dice.below(4) {
        0 if letters.len() > 3 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letter),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => letters[at] = letter,
    }
    letters.into_iter().collect()
}

fn cyrillic(word: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("shch", "щ"),
        ("kh", "х"),
        ("zh", "ж"),
        ("ch", "ч"),
        ("sh", "ш"),
        ("ts", "ц"),
        ("yu", "ю"),
        ("ya", "я"),
        ("a", "а"),
        ("b", "б"),
        ("v", "в"),
        ("g", "г"),
        ("d", "д"),
        ("e", "е"),
        ("z", "з"),
        ("i", "и"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("u", "у"),
        ("f", "ф"),
        ("y", "ы"),
        ("w", "в"),
        ("j", "й"),
        ("c", "к"),
        ("q", "к"),
        ("h", "х"),
        ("x", "кс"),
    ];
    let mut rest = word.to_lowercase();
    let mut out = String::new();
    while let Some(first) = rest.chars().next() {
        let (from, to) = PAIRS.iter().find(|(from, _)| rest.starts_with(from)).copied().unwrap_or(("", ""));
        if from.is_empty() {
            out.push(first);
            rest.remove(0);
        } else {
            out.push_str(to);
            rest.drain(..from.len());
        }
    }
    out
}
