//! What the rules want to know of one Rust file: functions, words, texts, lint switches, and which lines are tests.
//!
//! The file is cut into tokens by the same cutter that macros use, so that braces in texts and comments mislead nobody.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::str::FromStr as _;

/// One Rust file, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Source {
    /// Path from the root of the repository.
    pub(crate) path: String,
    /// All lines, blank ones included.
    pub(crate) lines: usize,
    /// Lines that only tests see.
    pub(crate) test_lines: usize,
    pub(crate) functions: Vec<Function>,
    /// Text literals, in quotes as written. Documentation is not among them.
    pub(crate) texts: Vec<Spot>,
    /// Names, in the order they stand in.
    pub(crate) names: Vec<Spot>,
    /// `#[allow(…)]` and `#[expect(…)]` without a reason, by the switch's name.
    pub(crate) silent_switches: Vec<Spot>,
    /// Modules that stand in files of their own and are for tests only.
    pub(crate) test_modules: Vec<String>,
}

/// Something on a line.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    pub(crate) line: usize,
    pub(crate) value: String,
    /// Whether only tests see it.
    pub(crate) test: bool,
}

/// A function with a body.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) first_line: usize,
    /// From the line of `fn` to the line of the closing brace, both counted.
    pub(crate) lines: usize,
    pub(crate) test: bool,
}

/// Reads one file.
///
/// # Errors
/// A message with the place when the text is not made of Rust tokens.
pub(crate) fn read(path: &str, text: &str) -> Result<Source, String> {
    let tokens = TokenStream::from_str(text).map_err(|error| {
        let start = error.span().start();
        format!("{path}:{}: not Rust tokens: {error}", start.line)
    })?;
    let mut reader = Reader::default();
    let whole = stands_in_test_folder(path) || file_is_for_tests(&tokens);
    reader.walk(tokens, whole);
    let lines = text.lines().count();
    let mut source = reader.source;
    source.path = path.to_owned();
    source.lines = lines;
    source.test_lines = if whole { lines } else { reader.test_lines.len() };
    Ok(source)
}

impl Source {
    /// Turns the file into one that only tests see, because the module that names it says so.
    pub(crate) fn become_test(&mut self) {
        self.test_lines = self.lines;
        let spots = self.texts.iter_mut().chain(&mut self.names).chain(&mut self.silent_switches);
        spots.for_each(|spot| spot.test = true);
        self.functions.iter_mut().for_each(|function| function.test = true);
    }
}

fn stands_in_test_folder(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "tests" | "benches" | "examples" | "fuzz"))
}

/// `#![cfg(test)]` on top of a file.
fn file_is_for_tests(tokens: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens.windows(3).any(|window| match window {
        [TokenTree::Punct(hash), TokenTree::Punct(bang), TokenTree::Group(group)] => {
            hash.as_char() == '#' && bang.as_char() == '!' && is_test_attribute(group)
        }
        _ => false,
    })
}

#[derive(Default)]
struct Reader {
    source: Source,
    test_lines: BTreeSet<usize>,
}

impl Reader {
    fn walk(&mut self, tokens: TokenStream, test: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        // The line where a test item began, and so where its attribute stands.
        let mut test_since: Option<usize> = None;
        for (at, token) in tokens.iter().enumerate() {
            let here = test || test_since.is_some();
            match token {
                TokenTree::Group(group) if follows_hash(&tokens, at) => {
                    if is_test_attribute(group) && test_since.is_none() {
                        test_since = Some(group.span_open().start().line);
                    }
                    self.attribute(group, here);
                }
                TokenTree::Group(group) => {
                    self.walk(group.stream(), here);
                    if group.delimiter() == Delimiter::Brace {
                        self.end_item(&mut test_since, group.span_close().end().line);
                    }
                }
                TokenTree::Punct(mark) if mark.as_char() == ';' => {
                    self.end_item(&mut test_since, mark.span().end().line);
                }
                TokenTree::Ident(name) => self.name(name, &tokens, at, here),
                TokenTree::Literal(literal) => self.literal(literal, here),
                TokenTree::Punct(_) => {}
            }
        }
    }

    fn end_item(&mut self, test_since: &mut Option<usize>, last: usize) {
        if let Some(first) = test_since.take() {
            self.test_lines.extend(first..=last);
        }
    }

    fn name(&mut self, name: &proc_macro2::Ident, tokens: &[TokenTree], at: usize, test: bool) {
        let line = name.span().start().line;
        let value = name.to_string();
        let next = tokens.get(at + 1);
        if value == "fn"
            && let Some(TokenTree::Ident(called)) = next
            && let Some(body) = body_after(tokens, at)
        {
            let last = body.span_close().end().line;
            let lines = last.saturating_sub(line) + 1;
            self.source.functions.push(Function { name: called.to_string(), first_line: line, lines, test });
        }
        if value == "mod"
            && test
            && let (Some(TokenTree::Ident(called)), Some(TokenTree::Punct(_))) = (next, tokens.get(at + 2))
        {
            self.source.test_modules.push(called.to_string());
        }
        self.source.names.push(Spot { line, value, test });
    }

    fn literal(&mut self, literal: &proc_macro2::Literal, test: bool) {
        let value = literal.to_string();
        if value.contains('"') {
            self.source.texts.push(Spot { line: literal.span().start().line, value, test });
        }
    }

    /// Documentation is left out; lint switches are looked at; the rest is read like code, for it may hold names.
    fn attribute(&mut self, group: &Group, test: bool) {
        let inner: Vec<TokenTree> = group.stream().into_iter().collect();
        let Some(TokenTree::Ident(first)) = inner.first() else { return };
        let name = first.to_string();
        if name == "doc" {
            return;
        }
        if matches!(name.as_str(), "allow" | "expect") && !holds_name(group.stream(), "reason") {
            self.source.silent_switches.push(Spot { line: first.span().start().line, value: name, test });
            return;
        }
        self.walk(group.stream(), test);
    }
}

fn follows_hash(tokens: &[TokenTree], at: usize) -> bool {
    let is = |back: usize, mark: char| {
        at.checked_sub(back)
            .and_then(|index| tokens.get(index))
            .is_some_and(|token| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark))
    };
    is(1, '#') || (is(1, '!') && is(2, '#'))
}

fn body_after(tokens: &[TokenTree], at: usize) -> Option<&Group> {
    let rest = tokens.get(at..)?;
    let end = rest.iter().find(|token| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        _ => false,
    });
    match end {
        Some(TokenTree::Group(group)) => Some(group),
        _ => None,
    }
}

/// `test` and `cfg(test)` in every form that does not say `not`.
fn is_test_attribute(group: &Group) -> bool {
    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
    match inner.as_slice() {
        [TokenTree::Ident(name)] => name == "test",
        [TokenTree::Ident(name), TokenTree::Group(condition)] if name == "cfg" => {
            holds_name(condition.stream(), "test") && !holds_name(condition.stream(), "not")
        }
        _ => false,
    }
}

fn holds_name(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => holds_name(group.stream(), name),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r##"//! Says what it is.
/// SELECT in words.
fn one(f: fn(u8) -> u8) -> &'static str {
    // A brace } in a comment.
    "text } here"
}
trait T { fn promised(&self); }
#[allow(dead_code)]
#[expect(dead_code, reason = "shown")]
fn two() {}
#[cfg(not(test))]
mod real;
#[cfg(test)]
mod apart;
#[cfg(test)]
mod tests {
    #[test]
    fn three() { let _ = "only a test"; }
}
"##;

    #[test]
    fn a_file_is_read() {
        let source = read("crates/x/src/lib.rs", FILE).unwrap();
        let functions: Vec<_> = source.functions.iter().map(|f| (f.name.as_str(), f.lines, f.test)).collect();
        assert_eq!(functions, [("one", 4, false), ("two", 1, false), ("three", 1, true)]);
        let texts: Vec<_> = source.texts.iter().map(|t| (t.line, t.value.as_str(), t.test)).collect();
        assert_eq!(texts, [(5, "\"text } here\"", false), (9, "\"shown\"", false), (18, "\"only a test\"", true)]);
        assert_eq!(source.silent_switches.len(), 1);
        assert_eq!(source.test_modules, ["apart"]);
        assert_eq!((source.lines, source.test_lines), (19, 7));
    }

    #[test]
    fn folders_and_files_of_tests_count_whole() {
        assert_eq!(read("crates/x/tests/it/main.rs", FILE).unwrap().test_lines, 19);
        let source = read("crates/x/src/kit.rs", "#![cfg(test)]\nfn a() {}\n").unwrap();
        assert_eq!(source.test_lines, 2);
        assert!(source.functions.iter().all(|function| function.test));
        assert!(read("x.rs", "fn (").unwrap_err().starts_with("x.rs:1"));
    }
}
