//! Names of human beings: comma forms, titles, particles, patronymics, initials.

use std::borrow::Cow;
use std::sync::OnceLock;

use hashbrown::HashMap;

use crate::clean::clean;
use crate::distance::slip;
use crate::flags::Flags;
use crate::legal::LegalClass;
use crate::parse::{Name, Role, Word};
use crate::prepared::NameKind;
use crate::script::Script;
use crate::syllables;
use crate::tables::lines;
use crate::translit::{self, han, hangul};
use crate::words::{Raw, cut};

/// What a small word is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Small {
    Title,
    /// A title that is also a name: only where two words are left besides.
    MaybeTitle,
    /// Always joins.
    Particle,
    /// Joins unless it stands first or too little is left.
    WeakParticle,
    /// The next word is a parent's name.
    ChildOf,
    /// Is written together with the next word: abu, mac, o.
    Prefix,
    /// Written together with the next word, whose article falls away: abd.
    Servant,
    /// Second or third of the name.
    Generation(u8),
    /// Stands for no name.
    Placeholder,
}

pub(crate) fn small(word: &str) -> Option<Small> {
    static TABLE: OnceLock<HashMap<&'static str, Small>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = HashMap::new();
        for line in lines(include_str!("../data/small.txt")) {
            let mut words = line.split_whitespace();
            let kind = match words.next() {
                Some("title") => Small::Title,
                Some("maybe") => Small::MaybeTitle,
                Some("particle") => Small::Particle,
                Some("weak") => Small::WeakParticle,
                Some("childof") => Small::ChildOf,
                Some("prefix") => Small::Prefix,
                Some("servant") => Small::Servant,
                Some("junior") => Small::Generation(2),
                Some("senior") => Small::Generation(1),
                Some("third") => Small::Generation(3),
                Some("placeholder") => Small::Placeholder,
                _ => continue,
            };
            table.extend(words.map(|word| (word, kind)));
        }
        table
    });
    table.get(word).copied()
}

/// Whether a folded Latin word that no table knows is so short, or so near to a title or an article, that its missing
/// says little.
pub(crate) fn near_small(word: &[u8]) -> bool {
    static TITLES: OnceLock<Vec<&'static [u8]>> = OnceLock::new();
    let titles = TITLES.get_or_init(|| {
        let rows = lines(include_str!("../data/small.txt")).filter_map(|line| line.split_once(' '));
        let words = rows.filter(|(kind, _)| matches!(*kind, "title" | "maybe" | "particle" | "weak" | "childof"));
        let words = words.flat_map(|(_, words)| words.split_whitespace());
        words.filter(|word| word.is_ascii() && word.len() >= 4).map(str::as_bytes).collect()
    });
    match word.len() {
        0..=2 => true,
        3 => [b"al", b"el"].iter().any(|article| slip(word, *article).is_some()),
        _ => titles.iter().any(|title| slip(word, title).is_some()),
    }
}

/// Letters of the longest text that says that there is no name, with room to spare.
const PLACEHOLDER_MAX: usize = 64;

/// Whether a whole text, cut into these words, says that there is no name.
pub(crate) fn is_placeholder<'w>(words: impl Iterator<Item = &'w Raw> + Clone) -> bool {
    if words.clone().map(|word| word.text.len()).sum::<usize>() > PLACEHOLDER_MAX {
        return false;
    }
    let joined: String = words.map(|word| word.text.as_str()).collect();
    joined.is_empty() || small(&joined) == Some(Small::Placeholder)
}

pub(crate) fn parse(text: &str) -> Name {
    let cleaned = clean(text);
    let mut flags = cleaned.flags;
    let (main, also) = split_also(&cleaned.text);
    let (left, right) = split_comma(&main);
    let mut words = Vec::new();
    match right {
        Some(given) => {
            words.extend(cut(given, &mut flags).into_iter().map(|raw| (raw, Role::Given)));
            words.extend(cut(left, &mut flags).into_iter().map(|raw| (raw, Role::Family)));
        }
        None => words.extend(cut(left, &mut flags).into_iter().map(|raw| (raw, Role::Unknown))),
    }
    let mut name = build(words, flags);
    for raw in cut(&also, &mut flags) {
        let mut word = Word::from_raw(raw, Role::Also);
        if name.words.iter().all(|w| w.role == Role::Also) {
            word.role = Role::Unknown;
        }
        name.words.push(word);
    }
    name
}

pub(crate) fn parse_parts(given: &str, middle: &str, family: &str) -> Name {
    let mut flags = Flags::default();
    let mut words = Vec::new();
    for (text, role) in [(given, Role::Given), (middle, Role::Given), (family, Role::Family)] {
        let cleaned = clean(text);
        flags.insert(cleaned.flags);
        words.extend(cut(&cleaned.text, &mut flags).into_iter().map(|raw| (raw, role)));
    }
    build(words, flags)
}

/// Takes out what stands in brackets or quotation marks: the name by which somebody is also called.
fn split_also(text: &str) -> (Cow<'_, str>, String) {
    const OPEN: &str = "([{«“„\"（「";
    const CLOSE: &str = ")]}»”“\"）」";
    if !text.contains(|c| OPEN.contains(c)) {
        return (Cow::Borrowed(text), String::new());
    }
    let (mut main, mut also, mut inside) = (String::new(), String::new(), false);
    for c in text.chars() {
        if !inside && OPEN.contains(c) && text.matches(|x| CLOSE.contains(x)).count() > 0 {
            inside = true;
            main.push(' ');
            also.push(' ');
        } else if inside && CLOSE.contains(c) {
            inside = false;
        } else if inside {
            also.push(c);
        } else {
            main.push(c);
        }
    }
    if main.trim().is_empty() { (Cow::Owned(also), String::new()) } else { (Cow::Owned(main), also) }
}

/// `Family, Given` apart; a comma before a title or degree is no such comma.
fn split_comma(text: &str) -> (&str, Option<&str>) {
    let Some((left, right)) = text.split_once([',', '،', '，', '、']) else {
        return (text, None);
    };
    let lower = right.trim().trim_matches('.').to_lowercase();
    let says_title = lower.is_empty() || matches!(small(&lower), Some(Small::Title | Small::Generation(_)));
    if says_title || left.trim().is_empty() { (text, None) } else { (left, Some(right)) }
}

fn build(raws: Vec<(Raw, Role)>, mut flags: Flags) -> Name {
    if is_placeholder(raws.iter().map(|(raw, _)| raw)) {
        flags.insert(Flags::PLACEHOLDER);
    }
    let raws = join_irish(raws);
    let mut words: Vec<Word> = Vec::with_capacity(raws.len());
    let alone = raws.iter().filter(|(raw, _)| raw.script.runs_on() && small(&raw.text).is_none()).count() == 1;
    for (raw, role) in raws {
        split_runs_on(raw, role, alone, &mut words);
    }
    let mut generation = 0;
    mark_small(&mut words, &mut generation);
    join_prefixes(&mut words);
    for word in &mut words {
        mark_shape(word);
    }
    syllables::settle(&mut words);
    if words.len() == 1 && words.iter().all(|w| w.latin.len() < 2) {
        flags.insert(Flags::PLACEHOLDER);
    }
    Name { kind: NameKind::Person, words, legal: LegalClass::None, generation, flags }
}

/// `O Connor` is one word; `O. Connor` has an initial.
fn join_irish(raws: Vec<(Raw, Role)>) -> Vec<(Raw, Role)> {
    if raws.iter().all(|(raw, _)| raw.text != "o") {
        return raws;
    }
    let mut joined: Vec<(Raw, Role)> = Vec::with_capacity(raws.len());
    for (raw, role) in raws {
        match joined.last_mut() {
            Some((last, _)) if last.text == "o" && !last.dotted && raw.script == Script::Latin => {
                last.text.push_str(&raw.text);
                last.joins_next = raw.joins_next;
            }
            _ => joined.push((raw, role)),
        }
    }
    joined
}

/// Cuts a word of a script without spaces into family and given name where a table knows how.
fn split_runs_on(raw: Raw, role: Role, alone: bool, words: &mut Vec<Word>) {
    let length = match raw.script {
        _ if role != Role::Unknown => 0,
        Script::Han => han::family_length(&raw.text),
        Script::Hangul => hangul::family_length(&raw.text),
        _ => 0,
    };
    // Only a name that is written in one piece: with a space the writer has told the parts.
    if length == 0 || !alone {
        words.push(Word::from_raw(raw, role));
        return;
    }
    let given: String = raw.text.chars().skip(length).collect();
    let family: String = raw.text.chars().take(length).collect();
    words.push(Word::from_raw(Raw { text: family, ..raw.clone() }, Role::Family));
    words.push(Word::from_raw(Raw { text: given, ..raw }, Role::Given));
}

impl Word {
    pub(crate) fn from_raw(raw: Raw, role: Role) -> Self {
        let mut readings = if raw.number { vec![raw.text.clone()] } else { translit::readings(&raw.text, raw.script) };
        if let Some(latin) = &raw.looks_like {
            readings.push(latin.clone());
        }
        let latin = if readings.is_empty() { String::new() } else { readings.remove(0) };
        Self {
            vowelless: raw.script == Script::Thai
                || raw.script.lacks_vowels() && crate::tables::read_as(&raw.text).is_none(),
            original: raw.text,
            latin,
            readings,
            script: raw.script,
            syllabic: false,
            role: if raw.number { Role::Number } else { role },
            joins_next: raw.joins_next,
        }
    }

    fn small(&self) -> Option<Small> {
        small(&self.original).or_else(|| if self.latin == self.original { None } else { small(&self.latin) })
    }
}

/// Marks titles, particles and generations, never all words of a name.
fn mark_small(words: &mut [Word], generation: &mut u8) {
    let mut left = words.len();
    let mut child = false;
    for at in 0..words.len() {
        let Some(word) = words.get_mut(at) else { break };
        let kind = word.small();
        let first = at == 0;
        match kind {
            Some(Small::Title) if left > 1 => word.role = Role::Title,
            Some(Small::MaybeTitle) if left > 2 => word.role = Role::Title,
            Some(Small::Generation(number)) if left > 1 && !first => {
                *generation = number;
                word.role = Role::Title;
            }
            Some(Small::Generation(_)) if left > 1 => word.role = Role::Title,
            Some(Small::Particle) if left > 1 => word.role = Role::Particle,
            Some(Small::WeakParticle) if left > 2 && !first => word.role = Role::Particle,
            Some(Small::ChildOf) if left > 1 && !first => {
                word.role = Role::Particle;
                child = true;
            }
            _ => {
                if child && word.role != Role::Number {
                    word.role = Role::Patronymic;
                    child = false;
                }
                continue;
            }
        }
        left -= 1;
    }
}

/// Writes `abu bakr`, `abd al rahman`, `mac donald` as one word.
fn join_prefixes(words: &mut Vec<Word>) {
    let mut at = 0;
    while at < words.len() {
        let kind = words.get(at).filter(|w| w.role != Role::Title).and_then(Word::small);
        if !matches!(kind, Some(Small::Prefix | Small::Servant)) {
            at += 1;
            continue;
        }
        let mut next = at + 1;
        while words.get(next).is_some_and(|w| w.role == Role::Particle) {
            next += 1;
        }
        if next < words.len() && words.get(next).is_some_and(|w| w.role != Role::Title && w.role != Role::Number) {
            let tail = words.remove(next);
            let between: String = words.drain(at + 1..next).map(|w| w.latin).collect();
            if let Some(head) = words.get_mut(at) {
                head.vowelless |= tail.vowelless;
                head.joins_next = tail.joins_next;
                head.original.push_str(&tail.original);
                let whole = format!("{}{between}{}", head.latin, tail.latin);
                head.latin = if kind == Some(Small::Servant) {
                    format!("abd{}", translit::without_article(&tail.latin))
                } else {
                    format!("{}{}", head.latin, tail.latin)
                };
                // As it is written, too: a slip in the first part is told from that.
                head.readings = if kind == Some(Small::Servant) { vec![whole] } else { Vec::new() };
                if head.role == Role::Particle {
                    head.role = tail.role;
                }
            }
        }
        at += 1;
    }
}

/// Initials and patronymics are known by their shape.
fn mark_shape(word: &mut Word) {
    if !matches!(word.role, Role::Unknown | Role::Given | Role::Family) {
        return;
    }
    if word.original.chars().count() == 1 && !word.script.runs_on() {
        word.role = Role::Initial;
        return;
    }
    let latin = word.latin.as_str();
    let slavic = matches!(word.script, Script::Cyrillic | Script::Latin) && latin.len() > 6;
    let endings = [
        "ovich", "evich", "ovna", "evna", "ichna", "ovic", "yovych", "ovych", "ivna", "uly", "kyzy", "qizi", "oglu",
        "ogly", "dottir",
    ];
    if slavic
        && word.role != Role::Family
        && endings.iter().any(|ending| latin.ends_with(ending))
        && !latin.ends_with("ovic")
    {
        word.role = Role::Patronymic;
    }
    if let Some(canonical) = translit::servant(latin) {
        let whole = std::mem::replace(&mut word.latin, canonical);
        word.readings.push(whole);
    } else if let Some(bare) = translit::attached_article(latin) {
        word.readings.push(bare.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(text: &str) -> Vec<(String, Role)> {
        parse(text).words.into_iter().map(|w| (w.latin, w.role)).collect()
    }

    fn compared(text: &str) -> String {
        parse(text).latin()
    }

    #[test]
    fn titles_and_particles_are_set_aside() {
        for (text, rest) in [
            ("Dr. Hanneke van der Velde", "hanneke velde"),
            ("Sheikh Tariq bin Salim al-Harthy", "tariq salim harthy"),
            ("Maria de la Cruz", "maria cruz"),
            ("Prof. Dr. Otto von Ahlen", "otto ahlen"),
            ("Le Van Duc", "le duc"),
        ] {
            assert_eq!(compared(text), rest);
        }
    }

    #[test]
    fn a_comma_puts_the_family_name_first() {
        assert_eq!(roles("Berger, Klaus"), [("klaus".to_owned(), Role::Given), ("berger".to_owned(), Role::Family)]);
        assert_eq!(compared("Klaus Berger, Jr."), "klaus berger");
        assert_eq!(parse("Klaus Berger, Jr.").generation, 2);
    }

    #[test]
    fn servants_of_god_are_one_word() {
        let one = compared("Abd al-Rahman Qasim");
        for other in ["Abdul Rahman Qasim", "Abdurrahman Qasim", "Abdelrahman Qasim", "Abd ar-Rahman Qasim"] {
            assert_eq!(compared(other), one);
        }
    }

    #[test]
    fn what_is_no_name_is_said_to_be_none() {
        for text in ["", "N/A", "unknown", "-", "X", "   ", "\u{301}\u{301}", "Null"] {
            assert!(parse(text).prepare().flags().contains(Flags::PLACEHOLDER), "{text:?}");
        }
        assert!(!parse("Na Li").prepare().flags().contains(Flags::PLACEHOLDER));
    }
}
