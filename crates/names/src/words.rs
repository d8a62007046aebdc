//! Clean text cut into words.

use crate::flags::Flags;
use crate::limits::TOKENS_MAX;
use crate::script::{Script, look_alike};

/// A word as cut from the text: lower case, in its own script, without apostrophes.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Raw {
    pub(crate) text: String,
    pub(crate) script: Script,
    /// A hyphen stood between it and the next word.
    pub(crate) joins_next: bool,
    /// A full stop followed it.
    pub(crate) dotted: bool,
    /// It is made of digits, written in ASCII.
    pub(crate) number: bool,
    /// The Latin word that it looks like letter by letter, when it may only pose as another script.
    pub(crate) looks_like: Option<String>,
}

/// Cuts `text` at spaces, hyphens, full stops and changes of script.
pub(crate) fn cut(text: &str, flags: &mut Flags) -> Vec<Raw> {
    let mut cutter = Cutter { words: Vec::new(), text: String::new(), script: None, digits: false, flags };
    for c in text.chars() {
        cutter.take(c);
    }
    cutter.end();
    let mut words = cutter.words;
    note_mixture(&mut words, flags);
    words
}

struct Cutter<'f> {
    words: Vec<Raw>,
    text: String,
    script: Option<Script>,
    digits: bool,
    flags: &'f mut Flags,
}

impl Cutter<'_> {
    fn take(&mut self, c: char) {
        match c {
            '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʹ' | 'ʾ' | 'ʿ' | '`' | '´' | '׳' | '״' | '"' | '“' | '”' => {
            }
            '-' | '‐' | '‑' | '–' | '־' | '=' => {
                self.end();
                if let Some(last) = self.words.last_mut() {
                    last.joins_next = c != '=';
                }
            }
            '.' => {
                self.end();
                if let Some(last) = self.words.last_mut() {
                    last.dotted = true;
                }
            }
            _ => self.letter(c),
        }
    }

    fn letter(&mut self, c: char) {
        if c.is_ascii_alphabetic() && !self.digits && self.script.is_none_or(|now| now == Script::Latin) {
            // What most names are made of.
            self.script = Some(Script::Latin);
            self.text.push(c.to_ascii_lowercase());
            return;
        }
        let mark = unicode_normalization::char::is_combining_mark(c);
        let script = Script::of(c).filter(|_| c.is_alphanumeric() || mark);
        if c.is_numeric() && !matches!(script, Some(Script::Han)) {
            if !self.text.is_empty() && !self.digits {
                self.end();
            }
            self.digits = true;
            match c.to_digit(10).or_else(|| digit(c)) {
                Some(value) => self.text.extend(char::from_digit(value, 10)),
                None => self.text.push(c),
            }
            return;
        }
        let Some(script) = script else {
            if !mark {
                self.end();
            } else if !self.text.is_empty() {
                self.text.push(c);
            }
            return;
        };
        let breaks = self.digits || self.script.is_some_and(|now| now != script && (now.runs_on() || script.runs_on()));
        if breaks && !self.text.is_empty() && !mark && c != '々' && c != 'ー' {
            self.end();
        }
        self.script = self.script.or(Some(script));
        self.text.extend(c.to_lowercase());
    }

    fn end(&mut self) {
        let text = std::mem::take(&mut self.text);
        let (script, number) = (self.script.take().unwrap_or_default(), std::mem::take(&mut self.digits));
        if text.is_empty() {
            return;
        }
        if self.words.len() >= TOKENS_MAX * 2 {
            self.flags.insert(Flags::CUT);
            return;
        }
        let (text, script, mixed) = if number { (text, script, false) } else { settle(text, script) };
        if mixed {
            self.flags.insert(Flags::LOOK_ALIKE);
        }
        self.words.push(Raw { text, script, joins_next: false, dotted: false, number, looks_like: None });
    }
}

/// The value of a decimal digit of the scripts whose digits stand in names.
fn digit(c: char) -> Option<u32> {
    let code = u32::from(c);
    [0x660u32, 0x6F0, 0x966, 0xE50, 0x9E6, 0xFF10]
        .into_iter()
        .find_map(|zero| code.checked_sub(zero).filter(|value| *value < 10))
}

/// One script for a word: look-alikes of another script become letters of the one that most of the word has.
fn settle(text: String, first: Script) -> (String, Script, bool) {
    let scripts = [Script::Latin, Script::Cyrillic, Script::Greek];
    if !scripts.contains(&first) || text.is_ascii() {
        return (text, first, false);
    }
    let count = |script| text.chars().filter(|c| Script::of(*c) == Some(script)).count();
    let counts = scripts.map(count);
    let present = counts.iter().filter(|n| **n > 0).count();
    if present < 2 {
        return (text, first, false);
    }
    // The script with a letter that has no look-alike in the other wins; else the one with more letters.
    let proof = |script| {
        text.chars().any(|c| {
            Script::of(c) == Some(script) && !scripts.iter().any(|to| *to != script && look_alike(c, *to).is_some())
        })
    };
    let main = scripts
        .into_iter()
        .zip(counts)
        .max_by_key(|(script, count)| (proof(*script) && *count > 0, *count))
        .map_or(first, |(script, _)| script);
    let fixed = text.chars().map(|c| if Script::of(c) == Some(main) { c } else { look_alike(c, main).unwrap_or(c) });
    (fixed.collect(), main, true)
}

/// Notes words in more than one script, and words that may only pose as another script beside Latin ones.
fn note_mixture(words: &mut [Raw], flags: &mut Flags) {
    let mut scripts = words.iter().filter(|w| !w.number).map(|w| w.script);
    let first = scripts.next();
    if scripts.all(|s| Some(s) == first) {
        return;
    }
    flags.insert(Flags::MIXED);
    if !words.iter().any(|w| w.script == Script::Latin && !w.number) {
        return;
    }
    for word in words.iter_mut().filter(|w| matches!(w.script, Script::Cyrillic | Script::Greek)) {
        let latin: Option<String> = word.text.chars().map(|c| look_alike(c, Script::Latin)).collect();
        if latin.is_some() {
            flags.insert(Flags::LOOK_ALIKE);
            word.looks_like = latin;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Vec<String>, Flags) {
        let mut flags = Flags::default();
        let words = cut(text, &mut flags).into_iter().map(|w| w.text).collect();
        (words, flags)
    }

    #[test]
    fn words_end_at_spaces_hyphens_dots_and_changes_of_script() {
        for (text, words) in [
            ("Anna-Lena O’Mara", vec!["anna", "lena", "omara"]),
            ("J.R. Ewald", vec!["j", "r", "ewald"]),
            ("株式会社ABC", vec!["株式会社", "abc"]),
            ("Fund2 / III", vec!["fund", "2", "iii"]),
            ("٣ شارع", vec!["3", "شارع"]),
            ("ジョン・スミス", vec!["ジョン", "スミス"]),
        ] {
            assert_eq!(of(text).0, words);
        }
    }

    #[test]
    fn a_strange_letter_in_a_word_is_read_as_its_look_alike() {
        let (words, flags) = of("Pаvеl Kоmаr");
        assert_eq!(words, ["pavel", "komar"]);
        assert!(flags.contains(Flags::LOOK_ALIKE));
        let (words, flags) = of("Жукoв");
        assert_eq!(words, ["жуков"]);
        assert!(flags.contains(Flags::LOOK_ALIKE));
        assert!(of("Pavel Komar").1.is_empty());
    }
}
