//! XML lists, one entry at a time: the elements of an entry as a small tree, everything outside passed over.
//!
//! `quick-xml` gives the tokens; this module adds what it does not promise: no DOCTYPE, UTF-8 only, XML 1.0 only, one
//! root, all elements closed, no entity but the five of XML, and limits on depth, attributes, elements and bytes.
//! Namespaces are passed over: publishers change theirs (OFAC did), and local names within a known root suffice.

use super::guard::{Guard, limit_of};
use super::{Limits, ListError, as_u64};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::Read;

/// An element of an entry.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub name: String,
    pub row: u64,
    pub column: u64,
    attributes: Vec<(String, String)>,
    text: String,
    pub children: Vec<Node>,
}

impl Node {
    /// The first child of a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// All children of a name within all children of another: `list("akaList", "aka")`.
    pub(crate) fn list<'a>(&'a self, outer: &'a str, inner: &'a str) -> impl Iterator<Item = &'a Self> {
        self.all(outer).flat_map(move |node| node.all(inner))
    }

    /// All descendants of a name, in the order of the file.
    pub(crate) fn deep<'a>(&'a self, name: &str, out: &mut Vec<&'a Self>) {
        for child in &self.children {
            if child.name == name {
                out.push(child);
            }
            child.deep(name, out);
        }
    }

    /// The element's own text, trimmed.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }

    /// The text of the first child of a name; empty when there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.child(name).map_or("", Self::text)
    }

    /// An attribute, trimmed; empty when there is none.
    pub(crate) fn attr(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.trim())
    }
}

/// Reads a list entry by entry.
pub(crate) struct Entries<R: Read> {
    reader: Reader<Guard<R>>,
    buffer: Vec<u8>,
    limits: Limits,
    depth: usize,
    ended: bool,
    /// The root, without its children.
    pub root: Node,
}

/// A token, owned as far as it matters.
enum Token {
    Open(Node),
    Lone(Node),
    Close,
    Text(String),
    End,
}

impl<R: Read> Entries<R> {
    /// Opens a list whose root has one of the wanted names.
    pub(crate) fn open(
        input: R,
        limits: &Limits,
        wanted: &'static str,
        is_root: impl Fn(&str) -> bool,
    ) -> Result<Self, ListError> {
        let mut entries = Self {
            reader: Reader::from_reader(Guard::new(input, *limits)),
            buffer: Vec::new(),
            limits: *limits,
            depth: 0,
            ended: false,
            root: Node::default(),
        };
        loop {
            match entries.token()? {
                Token::Text(text) if text.trim().is_empty() => {}
                Token::Open(root) | Token::Lone(root) if is_root(&root.name) => {
                    entries.root = root;
                    return Ok(entries);
                }
                Token::Open(root) | Token::Lone(root) => {
                    return Err(ListError::kind(root.row, &root.name, wanted));
                }
                Token::Text(_) | Token::Close => return Err(entries.syntax("text before the first element")),
                Token::End => return Err(ListError::kind(1, "", wanted)),
            }
        }
    }

    /// The next element of one of the wanted names, at whatever depth, with everything in it. `None` at the end.
    pub(crate) fn next(&mut self, wanted: impl Fn(&str) -> bool) -> Result<Option<Node>, ListError> {
        while !self.ended {
            if self.depth == 0 {
                self.read_tail()?;
                break;
            }
            match self.token()? {
                Token::Open(node) if wanted(&node.name) => return self.tree(node).map(Some),
                Token::Lone(node) if wanted(&node.name) => return Ok(Some(node)),
                Token::End => return Err(self.syntax("the file ends inside an element")),
                Token::Open(_) | Token::Lone(_) | Token::Close | Token::Text(_) => {}
            }
            self.reader.get_mut().mark();
        }
        Ok(None)
    }

    /// Line and column of the reading.
    fn place(&self) -> (u64, u64) {
        let guard = self.reader.get_ref();
        (guard.row(), guard.column())
    }

    fn read_tail(&mut self) -> Result<(), ListError> {
        loop {
            match self.token()? {
                Token::End => {
                    self.ended = true;
                    return Ok(());
                }
                Token::Text(text) if text.trim().is_empty() => {}
                _ => return Err(self.syntax("there is something after the last element")),
            }
        }
    }

    /// Fills an element that was opened, up to its end.
    fn tree(&mut self, node: Node) -> Result<Node, ListError> {
        let mut open = vec![node];
        let mut elements = 1usize;
        loop {
            let token = self.token()?;
            match token {
                Token::Open(node) => open.push(node),
                Token::Lone(node) => {
                    if let Some(parent) = open.last_mut() {
                        parent.children.push(node);
                    }
                }
                Token::Text(text) => {
                    if let Some(parent) = open.last_mut() {
                        parent.text.push_str(&text);
                    }
                    continue;
                }
                Token::Close => {
                    let Some(done) = open.pop() else { return Err(self.syntax("an element is closed twice")) };
                    match open.last_mut() {
                        Some(parent) => parent.children.push(done),
                        None => {
                            self.reader.get_mut().mark();
                            return Ok(done);
                        }
                    }
                    continue;
                }
                Token::End => return Err(self.syntax("the file ends inside an entry")),
            }
            elements += 1;
            if elements > self.limits.record_elements_max {
                let max = as_u64(self.limits.record_elements_max);
                return Err(ListError::Limit { row: self.place().0, what: "elements in one entry", max });
            }
        }
    }

    /// The next token that matters. Comments and instructions are passed over, so that they do not part a text.
    fn token(&mut self) -> Result<Token, ListError> {
        loop {
            let (row, column) = self.place();
            self.buffer.clear();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(xml_error(&error, row, column)),
            };
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > self.limits.depth_max {
                        let max = as_u64(self.limits.depth_max);
                        return Err(ListError::Limit { row, what: "elements inside each other", max });
                    }
                    return Ok(Token::Open(node_of(&tag, &self.limits, row, column)?));
                }
                Event::Empty(tag) => return Ok(Token::Lone(node_of(&tag, &self.limits, row, column)?)),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Token::Close);
                }
                Event::Text(text) => return Ok(Token::Text(checked(text.xml10_content().into_owned(), row, column)?)),
                Event::CData(text) => return Ok(Token::Text(checked(text.xml10_content().into_owned(), row, column)?)),
                Event::GeneralRef(reference) => {
                    let found = match reference.resolve_char_ref() {
                        Ok(Some(found)) => Some(String::from(found)),
                        Ok(None) => {
                            quick_xml::escape::resolve_predefined_entity(&reference.xml10_content()).map(str::to_owned)
                        }
                        Err(_) => None,
                    };
                    let Some(found) = found else {
                        return Err(syntax(row, column, "an entity that XML does not know"));
                    };
                    return Ok(Token::Text(checked(found, row, column)?));
                }
                Event::DocType(_) => return Err(ListError::Dtd { row }),
                Event::Decl(declaration) => {
                    check_declaration(&declaration, row, column)?;
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => return Ok(Token::End),
            }
            // A comment outside entries is no part of any; inside one it counts towards the entry's size.
            if self.depth <= 1 {
                self.reader.get_mut().mark();
            }
        }
    }

    fn syntax(&self, why: &str) -> ListError {
        let (row, column) = self.place();
        syntax(row, column, why)
    }
}

fn syntax(row: u64, column: u64, why: &str) -> ListError {
    ListError::Syntax { row, column, why: why.to_owned() }
}

fn check_declaration(declaration: &quick_xml::events::BytesDecl<'_>, row: u64, column: u64) -> Result<(), ListError> {
    if declaration.version().ok().as_deref() != Some("1.0") {
        return Err(syntax(row, column, "not XML 1.0"));
    }
    match declaration.encoding() {
        None => Ok(()),
        Some(Ok(name)) if name.eq_ignore_ascii_case("utf-8") => Ok(()),
        Some(_) => Err(ListError::Encoding { row }),
    }
}

/// Refuses the characters that XML 1.0 forbids, which the tokeniser lets through.
fn checked(text: String, row: u64, column: u64) -> Result<String, ListError> {
    let forbidden =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(forbidden) { Err(syntax(row, column, "a control character")) } else { Ok(text) }
}

fn node_of(tag: &BytesStart<'_>, limits: &Limits, row: u64, column: u64) -> Result<Node, ListError> {
    let mut attributes = Vec::new();
    for attribute in tag.attributes() {
        let attribute =
            attribute.map_err(|_| syntax(row, column, "an attribute is not well formed or stands twice"))?;
        if attributes.len() >= limits.attributes_max {
            let max = as_u64(limits.attributes_max);
            return Err(ListError::Limit { row, what: "attributes on one element", max });
        }
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Explicit1_0)
            .map_err(|_| syntax(row, column, "an entity that XML does not know"))?;
        attributes
            .push((attribute.key.local_name().into_inner().to_owned(), checked(value.into_owned(), row, column)?));
    }
    let name = tag.local_name().into_inner().to_owned();
    Ok(Node { name, row, column, attributes, text: String::new(), children: Vec::new() })
}

fn xml_error(error: &quick_xml::Error, row: u64, column: u64) -> ListError {
    match error {
        quick_xml::Error::Io(inner) => match limit_of(inner, row) {
            Some(limit) => limit,
            None => ListError::Io(std::io::Error::new(inner.kind(), inner.to_string())),
        },
        quick_xml::Error::Encoding(_) => ListError::Encoding { row },
        _ => syntax(row, column, "not well-formed XML"),
    }
}
