//! One parser for two dialects of pattern text.
//!
//! .NET takes what ECMAScript users write: `^` and `$` are anchors, `(?=…)` looks ahead, a `-` that cannot begin a
//! range is a hyphen, `{` that begins no count is a brace. The W3C language has none of these. Both know
//! `\i \c \d \w \p{…}` and class subtraction.

use super::tree::{Class, Node};
use crate::Dialect;
use regex_syntax::hir::{Class as HirClass, HirKind};

/// Deepest nesting of groups.
const DEPTH_MAX: u32 = 100;
/// Largest count in `{n,m}`.
const COUNT_MAX: u32 = 10_000;

/// Parses a pattern; the error says in words what is not supported or wrong.
pub(super) fn parse(source: &str, dialect: Dialect) -> Result<Node, String> {
    let mut parser = Parser { chars: source.chars().collect(), at: 0, dialect, depth: 0 };
    let node = parser.either()?;
    match parser.peek() {
        None => Ok(node),
        Some(c) => Err(format!("unexpected `{c}` at character {}", parser.at.saturating_add(1))),
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    dialect: Dialect,
    depth: u32,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at.saturating_add(ahead)).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at = self.at.saturating_add(1);
        Some(c)
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at = self.at.saturating_add(1);
        }
        found
    }

    fn is_net(&self) -> bool {
        self.dialect == Dialect::DotNet
    }

    fn either(&mut self) -> Result<Node, String> {
        let mut branches = vec![self.chain()?];
        while self.eat('|') {
            branches.push(self.chain()?);
        }
        Ok(match <[Node; 1]>::try_from(branches) {
            Ok([single]) => single,
            Err(branches) => Node::Either(branches),
        })
    }

    fn chain(&mut self) -> Result<Node, String> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let atom = self.atom()?;
            nodes.push(self.counted(atom)?);
        }
        Ok(match <[Node; 1]>::try_from(nodes) {
            Ok([single]) => single,
            Err(nodes) if nodes.is_empty() => Node::Empty,
            Err(nodes) => Node::Chain(nodes),
        })
    }

    fn counted(&mut self, mut node: Node) -> Result<Node, String> {
        let mut counts = 0_u32;
        loop {
            let (min, max) = match self.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => match self.count()? {
                    Some(bounds) => bounds,
                    None => return Ok(node),
                },
                _ => return Ok(node),
            };
            if counts > 0 {
                return Err("two counts in a row".to_owned());
            }
            counts = 1;
            // `count` stops before the closing brace, the others before their sign: one character either way.
            self.at = self.at.saturating_add(1);
            // A lazy count matches the same whole values as a greedy one.
            if self.is_net() {
                self.eat('?');
            }
            node = Node::Repeat(Box::new(node), min, max);
        }
    }

    /// Reads `{n}`, `{n,}` or `{n,m}` up to its closing brace, which the caller steps over.
    fn count(&mut self) -> Result<Option<(u32, Option<u32>)>, String> {
        let rest: String = self.chars.iter().skip(self.at.saturating_add(1)).take_while(|c| **c != '}').collect();
        let closed = self.peek_at(rest.chars().count().saturating_add(1)) == Some('}');
        let number = |text: &str| -> Option<u32> {
            (!text.is_empty() && text.chars().all(|c| c.is_ascii_digit())).then(|| text.parse().unwrap_or(u32::MAX))
        };
        let bounds = match rest.split_once(',') {
            None => number(&rest).map(|n| (n, Some(n))),
            Some((low, "")) => number(low).map(|n| (n, None)),
            Some((low, high)) => number(low).zip(number(high)).map(|(low, high)| (low, Some(high))),
        };
        match bounds.filter(|_| closed) {
            None if self.is_net() => Ok(None),
            None => Err("`{` does not begin a count".to_owned()),
            Some((low, Some(high))) if low > high => Err(format!("count {{{low},{high}}} is the wrong way round")),
            Some((low, high)) if low.max(high.unwrap_or(0)) > COUNT_MAX => Err(format!("count above {COUNT_MAX}")),
            Some(bounds) => {
                self.at = self.at.saturating_add(rest.chars().count()).saturating_add(1);
                Ok(Some(bounds))
            }
        }
    }

    fn atom(&mut self) -> Result<Node, String> {
        let net = self.is_net();
        match self.next() {
            None => Err("the pattern ends too early".to_owned()),
            Some('(') => self.group(),
            Some('[') => Ok(Node::Class(self.class()?)),
            Some('.') if net => Ok(Node::Class(Class::single('\n').negated())),
            Some('.') => Ok(Node::Class(Class::new([(10, 10), (13, 13)]).negated())),
            Some('^') if net => Ok(Node::Start),
            Some('$') if net => Ok(Node::End),
            Some('\\') => self.escape_outside(),
            Some(c @ ('*' | '+' | '?')) => Err(format!("`{c}` has nothing to repeat")),
            Some('{') if net => {
                self.at = self.at.saturating_sub(1);
                if self.count()?.is_some() {
                    return Err("a count has nothing to repeat".to_owned());
                }
                self.at = self.at.saturating_add(1);
                Ok(Node::Class(Class::single('{')))
            }
            Some(c @ ('{' | '}' | ']')) if !net => Err(format!("`{c}` must be written `\\{c}`")),
            Some(c) => Ok(Node::Class(Class::single(c))),
        }
    }

    fn group(&mut self) -> Result<Node, String> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH_MAX {
            return Err("groups are nested too deeply".to_owned());
        }
        let mut ahead = None;
        if self.is_net() && self.peek() == Some('?') {
            match (self.peek_at(1), self.peek_at(2)) {
                (Some(':'), _) => {}
                (Some('='), _) => ahead = Some(true),
                (Some('!'), _) => ahead = Some(false),
                (Some('<'), Some('=' | '!')) => return Err("look-behind is not supported".to_owned()),
                (Some('>'), _) => return Err("an atomic group `(?>` is not supported".to_owned()),
                (Some(c), _) => return Err(format!("the group `(?{c}` is not supported")),
                (None, _) => return Err("the pattern ends too early".to_owned()),
            }
            self.at = self.at.saturating_add(2);
        }
        let node = self.either()?;
        if !self.eat(')') {
            return Err("a group is not closed".to_owned());
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(match ahead {
            None => node,
            Some(wanted) => Node::Ahead(Box::new(node), wanted),
        })
    }

    fn escape_outside(&mut self) -> Result<Node, String> {
        if self.is_net() {
            match self.peek() {
                Some('A') => return self.stepped(Node::Start),
                Some('z' | 'Z') => return self.stepped(Node::End),
                Some(c @ ('b' | 'B' | 'G' | 'k')) => return Err(format!("`\\{c}` is not supported")),
                Some(c @ '1'..='9') => return Err(format!("the back-reference `\\{c}` is not supported")),
                _ => {}
            }
        }
        self.escape().map(|escaped| match escaped {
            Escaped::Char(c) => Node::Class(Class::single(c)),
            Escaped::Class(class) => Node::Class(class),
        })
    }

    fn stepped(&mut self, node: Node) -> Result<Node, String> {
        self.at = self.at.saturating_add(1);
        Ok(node)
    }

    fn escape(&mut self) -> Result<Escaped, String> {
        let net = self.is_net();
        let Some(c) = self.next() else { return Err("the pattern ends with `\\`".to_owned()) };
        Ok(match c {
            'n' => Escaped::Char('\n'),
            'r' => Escaped::Char('\r'),
            't' => Escaped::Char('\t'),
            'f' if net => Escaped::Char('\u{C}'),
            'v' if net => Escaped::Char('\u{B}'),
            'a' if net => Escaped::Char('\u{7}'),
            'e' if net => Escaped::Char('\u{1B}'),
            'x' if net => Escaped::Char(self.hexadecimal(2)?),
            'u' if net => Escaped::Char(self.hexadecimal(4)?),
            'd' => Escaped::Class(category("Nd")?),
            'D' => Escaped::Class(category("Nd")?.negated()),
            'w' => Escaped::Class(word()?),
            'W' => Escaped::Class(word()?.negated()),
            's' => Escaped::Class(space(net)?),
            'S' => Escaped::Class(space(net)?.negated()),
            'i' => Escaped::Class(name_start()),
            'I' => Escaped::Class(name_start().negated()),
            'c' => Escaped::Class(name_char()),
            'C' => Escaped::Class(name_char().negated()),
            'p' => Escaped::Class(self.property()?),
            'P' => Escaped::Class(self.property()?.negated()),
            c if c.is_alphanumeric() => return Err(format!("`\\{c}` is not a known escape")),
            c => Escaped::Char(c),
        })
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<char, String> {
        let text: String = (0..digits).filter_map(|_| self.next()).collect();
        u32::from_str_radix(&text, 16)
            .ok()
            .filter(|_| text.len() == digits)
            .and_then(char::from_u32)
            .ok_or_else(|| format!("`{text}` is not a character number"))
    }

    fn property(&mut self) -> Result<Class, String> {
        if !self.eat('{') {
            return Err("`\\p` needs a category in braces".to_owned());
        }
        let mut name = String::new();
        loop {
            match self.next() {
                Some('}') => break,
                Some(c) => name.push(c),
                None => return Err("`\\p{` is not closed".to_owned()),
            }
        }
        name.strip_prefix("Is").map_or_else(|| category(&name), block)
    }

    fn class(&mut self) -> Result<Class, String> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > DEPTH_MAX {
            return Err("classes are nested too deeply".to_owned());
        }
        let negated = self.eat('^');
        let mut class = Class::new([]);
        let mut first = true;
        let mut minus: Option<Class> = None;
        loop {
            let Some(c) = self.next() else { return Err("a character class is not closed".to_owned()) };
            match c {
                ']' if !(first && self.is_net()) => {
                    if first {
                        return Err("an empty character class".to_owned());
                    }
                    break;
                }
                '-' if !first && self.peek() == Some('[') => {
                    self.at = self.at.saturating_add(1);
                    minus = Some(self.class()?);
                    if !self.eat(']') {
                        return Err("a class subtraction must stand at the end of its class".to_owned());
                    }
                    break;
                }
                '[' if !self.is_net() => return Err("`[` must be written `\\[` in a class".to_owned()),
                _ => class = class.union(&self.class_item(c)?),
            }
            first = false;
        }
        self.depth = self.depth.saturating_sub(1);
        if negated {
            class = class.negated();
        }
        Ok(minus.map_or(class.clone(), |minus| class.minus(&minus)))
    }

    /// One character, one range or one class escape.
    fn class_item(&mut self, c: char) -> Result<Class, String> {
        let low = match c {
            '\\' => match self.escape()? {
                Escaped::Class(class) => return Ok(class),
                Escaped::Char(c) => c,
            },
            c => c,
        };
        let begins_range = self.peek() == Some('-') && !matches!(self.peek_at(1), Some(']' | '[') | None);
        if !begins_range || (c == '-' && !self.is_net()) {
            return Ok(Class::single(low));
        }
        self.at = self.at.saturating_add(1);
        let high = match self.next() {
            Some('\\') => match self.escape()? {
                Escaped::Char(c) => c,
                Escaped::Class(_) => return Err("a range cannot end with a class".to_owned()),
            },
            Some(c) => c,
            None => return Err("a character class is not closed".to_owned()),
        };
        if low > high {
            return Err(format!("the range `{low}-{high}` is the wrong way round"));
        }
        Ok(Class::new([(u32::from(low), u32::from(high))]))
    }
}

enum Escaped {
    Char(char),
    Class(Class),
}

/// The characters of a Unicode general category, from the tables of the regular expression library.
fn category(name: &str) -> Result<Class, String> {
    let unknown = || format!("`{name}` is not a Unicode category");
    if name.len() > 2 {
        return Err(unknown());
    }
    let hir = regex_syntax::parse(&format!("\\p{{{name}}}")).map_err(|_| unknown())?;
    match hir.into_kind() {
        HirKind::Class(HirClass::Unicode(class)) => {
            Ok(Class::new(class.ranges().iter().map(|r| (u32::from(r.start()), u32::from(r.end())))))
        }
        _ => Err(unknown()),
    }
}

fn word() -> Result<Class, String> {
    Ok(category("P")?.union(&category("Z")?).union(&category("C")?).negated())
}

fn space(net: bool) -> Result<Class, String> {
    let xml = Class::new([(9, 10), (13, 13), (32, 32)]);
    if !net {
        return Ok(xml);
    }
    Ok(xml.union(&Class::new([(11, 12), (0x85, 0x85)])).union(&category("Z")?))
}

fn name_start() -> Class {
    Class::new(crate::names::NAME_START.iter().copied())
}

fn name_char() -> Class {
    Class::new(crate::names::NAME_START.iter().chain(crate::names::NAME_MORE).copied())
}

/// Unicode blocks that a schema for names and addresses may want. Names as XSD 1.0 writes them.
const BLOCKS: &[(&str, u32, u32)] = &[
    ("BasicLatin", 0x0, 0x7F),
    ("Latin-1Supplement", 0x80, 0xFF),
    ("LatinExtended-A", 0x100, 0x17F),
    ("LatinExtended-B", 0x180, 0x24F),
    ("IPAExtensions", 0x250, 0x2AF),
    ("CombiningDiacriticalMarks", 0x300, 0x36F),
    ("Greek", 0x370, 0x3FF),
    ("GreekandCoptic", 0x370, 0x3FF),
    ("Cyrillic", 0x400, 0x4FF),
    ("Armenian", 0x530, 0x58F),
    ("Hebrew", 0x590, 0x5FF),
    ("Arabic", 0x600, 0x6FF),
    ("Devanagari", 0x900, 0x97F),
    ("Bengali", 0x980, 0x9FF),
    ("Tamil", 0xB80, 0xBFF),
    ("Sinhala", 0xD80, 0xDFF),
    ("Thai", 0xE00, 0xE7F),
    ("Georgian", 0x10A0, 0x10FF),
    ("Ethiopic", 0x1200, 0x137F),
    ("Khmer", 0x1780, 0x17FF),
    ("Mongolian", 0x1800, 0x18AF),
    ("LatinExtendedAdditional", 0x1E00, 0x1EFF),
    ("GreekExtended", 0x1F00, 0x1FFF),
    ("GeneralPunctuation", 0x2000, 0x206F),
    ("CurrencySymbols", 0x20A0, 0x20CF),
    ("Hiragana", 0x3040, 0x309F),
    ("Katakana", 0x30A0, 0x30FF),
    ("CJKUnifiedIdeographs", 0x4E00, 0x9FFF),
    ("HangulSyllables", 0xAC00, 0xD7A3),
    ("ArabicPresentationForms-A", 0xFB50, 0xFDFF),
    ("ArabicPresentationForms-B", 0xFE70, 0xFEFF),
];

fn block(name: &str) -> Result<Class, String> {
    BLOCKS
        .iter()
        .find(|(known, ..)| *known == name)
        .map(|(_, low, high)| Class::new([(*low, *high)]))
        .ok_or_else(|| format!("the Unicode block `Is{name}` is not supported"))
}
