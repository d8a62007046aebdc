//! Thai: consonants by the royal scheme, vowels roughly; vowels of a Thai name are compared leniently anyway.

pub(super) fn readings(word: &str) -> Vec<String> {
    let letters = silence(word);
    vec![Writer::new(&letters, false).write(), Writer::new(&letters, true).write()]
}

/// Writes syllable by syllable. At the end of a syllable consonants sound as few others, or (`as_spelt`) are written
/// as they stand, because family names keep them so in passports.
struct Writer<'l> {
    letters: &'l [char],
    at: usize,
    as_spelt: bool,
    out: String,
}

impl<'l> Writer<'l> {
    fn new(letters: &'l [char], as_spelt: bool) -> Self {
        Self { letters, at: 0, as_spelt, out: String::new() }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.letters.get(self.at + ahead).copied()
    }

    fn is_consonant(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|c| consonant(c).is_some())
    }

    fn is_sign(&self, ahead: usize) -> bool {
        self.peek(ahead).is_some_and(|c| sign(c).is_some())
    }

    /// Whether the consonant `ahead` begins a syllable of its own.
    fn begins(&self, ahead: usize) -> bool {
        let cluster = self.is_cluster(ahead) && (self.is_sign(ahead + 2) || self.peek(ahead + 2) == Some('อ'));
        let doubled = self.peek(ahead + 1) == Some('ร') && self.peek(ahead + 2) == Some('ร');
        self.is_sign(ahead + 1) || self.peek(ahead + 1) == Some('อ') || cluster || doubled
    }

    fn is_cluster(&self, ahead: usize) -> bool {
        let first = self.peek(ahead).is_some_and(|c| "กขคปผพตทศสจ".contains(c));
        let second = self.peek(ahead + 1);
        first
            && (matches!(second, Some('ร'))
                || matches!(second, Some('ล' | 'ว')) && self.peek(ahead).is_some_and(|c| "กขคปผพ".contains(c)))
    }

    fn write(mut self) -> String {
        while let Some(c) = self.peek(0) {
            let before = self.at;
            if let Some(vowel) = leading(c) {
                self.at += 1;
                self.after_leading(c, vowel);
            } else if consonant(c).is_some() {
                self.plain();
            } else {
                self.out.push_str(sign(c).unwrap_or(""));
                self.at += 1;
            }
            // Every turn takes at least one letter.
            self.at = self.at.max(before + 1);
        }
        self.out
    }

    /// Writes the consonant or cluster that begins a syllable.
    fn initial(&mut self, cluster: bool) {
        for _ in 0..=usize::from(cluster) {
            if let Some(c) = self.peek(0).filter(|c| *c != 'อ') {
                self.out.push_str(consonant(c).unwrap_or(""));
            }
            self.at += 1;
        }
    }

    fn after_leading(&mut self, c: char, vowel: &'static str) {
        if self.is_consonant(0) {
            let cluster = self.is_cluster(0) && (self.is_consonant(2) || self.is_sign(2));
            self.initial(cluster);
        }
        let (written, length) = match (c, self.peek(0), self.peek(1)) {
            ('เ', Some('\u{E34}'), _) => ("oe", 1),
            ('เ', Some('\u{E35}'), Some('ย')) => ("ia", 2),
            ('เ', Some('\u{E37}'), Some('อ')) => ("uea", 2),
            ('เ', Some('า'), _) => ("ao", 1),
            ('เ', Some('ย'), _) => ("oei", 1),
            ('เ', Some('อ'), _) => ("oe", 1),
            ('ไ' | 'ใ', Some('ย'), _) => ("ai", 1),
            _ => (vowel, 0),
        };
        self.out.push_str(written);
        self.at += length;
        self.close();
    }

    /// A syllable that begins with a consonant.
    fn plain(&mut self) {
        let cluster = self.is_cluster(0)
            && self.peek(2) != Some('ร')
            && (self.is_sign(2) || self.is_consonant(2) && !self.begins(2));
        let last = if cluster { 1 } else { 0 };
        let (next, after) = (self.peek(last + 1), self.peek(last + 2));
        if next.is_none() && !self.out.is_empty() {
            let c = self.peek(0).unwrap_or_default();
            self.final_consonant(c);
            self.at += 1;
            return;
        }
        self.initial(cluster);
        match (next, after) {
            (Some('\u{E31}'), Some('ว')) => self.vowel("ua", 2),
            (Some('\u{E31}'), Some('ย')) => self.vowel("ai", 2),
            (Some('\u{E37}'), Some('อ')) => self.vowel("ue", 2),
            (Some('อ'), _) => self.vowel("o", 1),
            (Some('ร'), Some('ร')) => {
                self.vowel("a", 2);
                if self.out.ends_with('a') {
                    self.out.push('n');
                }
            }
            (Some('ว'), Some(x)) if consonant(x).is_some() && !self.begins(1) => self.vowel("ua", 1),
            (Some(x), _) if sign(x).is_some() => self.vowel(sign(x).unwrap_or(""), 1),
            (Some(x), _) if consonant(x).is_some() && !self.begins(0) => self.vowel("o", 0),
            (Some(_), _) => self.out.push('a'),
            (None, _) => {}
        }
    }

    fn vowel(&mut self, vowel: &'static str, length: usize) {
        self.out.push_str(vowel);
        self.at += length;
        self.close();
    }

    /// The consonant that ends a syllable, where the next one does not begin another.
    fn close(&mut self) {
        let Some(c) = self.peek(0).filter(|c| consonant(*c).is_some() && *c != 'อ') else { return };
        // Two last consonants are a syllable of their own: กร, วงศ์.
        let own = self.is_consonant(1) && self.peek(2).is_none();
        if self.begins(0) || own {
            return;
        }
        self.final_consonant(c);
        self.at += 1;
        // จักร, เพชร, พรหม: what stands behind is not spoken.
        if "กตชทด".contains(c) && self.peek(0) == Some('ร') && !self.begins(0) {
            self.at += 1;
        } else if c == 'ห' && self.peek(0) == Some('ม') {
            self.out.push('m');
            self.at += 1;
        } else if self.as_spelt && self.is_consonant(0) && !self.out.ends_with(['n', 'm', 'g']) {
            self.out.push('a');
        }
    }

    fn final_consonant(&mut self, c: char) {
        if c == 'ห' {
            return;
        }
        if c == 'ร' && self.as_spelt && self.out.ends_with('o') {
            self.out.push_str("rn");
            return;
        }
        self.out.push_str(if self.as_spelt { consonant(c).unwrap_or("") } else { closing(c) });
    }
}

/// Letters without tone marks and without those that a sign makes silent.
fn silence(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for c in word.chars() {
        match c {
            '\u{E4C}' => {
                // The silenced consonant may carry a vowel sign of its own.
                if letters.last().is_some_and(|l| matches!(l, '\u{E34}' | '\u{E38}')) {
                    letters.pop();
                }
                let last = letters.pop();
                // Of ทร์ and ษณ์ neither is spoken.
                let before = letters.last().copied();
                if last == Some('ร') && matches!(before, Some('ท' | 'ต' | 'ด'))
                    || last == Some('ณ') && before == Some('ษ')
                {
                    letters.pop();
                }
            }
            '\u{E48}'..='\u{E4B}' | '\u{E47}' | '\u{E4E}' => {}
            _ => letters.push(c),
        }
    }
    letters
}

fn leading(c: char) -> Option<&'static str> {
    Some(match c {
        'เ' => "e",
        'แ' => "ae",
        'โ' => "o",
        'ใ' | 'ไ' => "ai",
        _ => return None,
    })
}

fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{E30}' | '\u{E31}' | '\u{E32}' => "a",
        '\u{E33}' => "am",
        '\u{E34}' | '\u{E35}' => "i",
        '\u{E36}' | '\u{E37}' => "ue",
        '\u{E38}' | '\u{E39}' => "u",
        _ => return None,
    })
}

fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
        'ก' => "k",
        'ข' | 'ฃ' | 'ค' | 'ฅ' | 'ฆ' => "kh",
        'ง' => "ng",
        'จ' => "ch",
        'ฉ' | 'ช' | 'ฌ' => "ch",
        'ซ' | 'ศ' | 'ษ' | 'ส' => "s",
        'ญ' | 'ย' => "y",
        'ฎ' | 'ด' => "d",
        'ฏ' | 'ต' => "t",
        'ฐ' | 'ฑ' | 'ฒ' | 'ถ' | 'ท' | 'ธ' => "th",
        'ณ' | 'น' => "n",
        'บ' => "b",
        'ป' => "p",
        'ผ' | 'พ' | 'ภ' => "ph",
        'ฝ' | 'ฟ' => "f",
        'ม' => "m",
        'ร' => "r",
        'ฤ' => "ri",
        'ล' | 'ฬ' => "l",
        'ว' => "w",
        'ห' | 'ฮ' => "h",
        'อ' => "o",
        _ => return None,
    })
}

fn closing(c: char) -> &'static str {
    match c {
        'ก' | 'ข' | 'ค' | 'ฆ' => "k",
        'ง' => "ng",
        'จ' | 'ช' | 'ซ' | 'ศ' | 'ษ' | 'ส' | 'ด' | 'ต' | 'ถ' | 'ท' | 'ธ' | 'ฎ' | 'ฏ' | 'ฐ' | 'ฑ' | 'ฒ' => {
            "t"
        }
        'ญ' | 'ณ' | 'น' | 'ร' | 'ล' | 'ฬ' => "n",
        'บ' | 'ป' | 'พ' | 'ภ' | 'ฟ' => "p",
        'ม' => "m",
        'ย' => "i",
        'ว' => "w",
        _ => "",
    }
}
