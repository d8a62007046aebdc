//! Tags, attributes and namespaces.

use super::{Halt, Stop};
use crate::Limits;
use crate::names::{is_local, is_name};

/// The namespace of `xsi:nil`, `xsi:type` and the schema location hints.
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";
const XMLNS_NAMESPACE: &str = "http://www.w3.org/2000/xmlns/";

/// A start tag with everything that its attributes say.
#[derive(Debug, Default)]
pub(super) struct Tag {
    /// End of the name, as an index of the window.
    pub(super) name_end: usize,
    /// Index behind the `>`.
    pub(super) end: usize,
    /// `<a/>`.
    pub(super) empty: bool,
    /// The value of `xsi:nil`.
    pub(super) nil: Option<String>,
    /// The value of `xsi:type`.
    pub(super) of: Option<String>,
    /// Attributes that no schema of this kind declares.
    pub(super) foreign: Vec<String>,
    /// Namespace declarations: prefix (empty for the default) and name.
    pub(super) namespaces: Vec<(String, String)>,
}

/// Where the name that begins at `from` ends.
pub(super) fn name_end(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.iter().position(|b| matches!(b, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'=' | b'<')).map(|i| from + i)
}

pub(super) fn skip_space(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or(&[]);
    from + rest.iter().position(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(rest.len())
}

/// Reads the attributes of a start tag whose name ends at `name_end`.
pub(super) fn read(text: &str, name_end: usize, scope: &Namespaces, limits: &Limits) -> Result<Tag, Stop> {
    let bytes = text.as_bytes();
    let mut tag = Tag { name_end, ..Tag::default() };
    let mut attributes: Vec<(&str, String)> = Vec::new();
    let mut at = name_end;
    loop {
        let after = skip_space(bytes, at);
        match bytes.get(after) {
            None => return Err(Stop::More),
            Some(b'>') => {
                tag.end = after + 1;
                break;
            }
            Some(b'/') => match bytes.get(after + 1) {
                None => return Err(Stop::More),
                Some(b'>') => {
                    tag.end = after + 2;
                    tag.empty = true;
                    break;
                }
                Some(_) => {
                    return Err(Halt::new("XML-SYNTAX", after).with("what", "`/` must be followed by `>`").stop());
                }
            },
            Some(_) if after == at => {
                return Err(Halt::new("XML-SYNTAX", after)
                    .with("what", "a blank is missing between attributes")
                    .stop());
            }
            Some(_) => {}
        }
        if attributes.len() >= limits.attributes_max as usize {
            return Err(Halt::new("XML-ATTRS", after).with("limit", limits.attributes_max.to_string()).stop());
        }
        let (name, value, end) = attribute(text, after, limits)?;
        if attributes.iter().any(|(known, _)| *known == name) {
            return Err(Halt::new("XML-DUPATTR", after).with("attribute", name).stop());
        }
        if name == "xmlns" || name.starts_with("xmlns:") {
            if tag.namespaces.len() >= limits.namespaces_max as usize {
                return Err(Halt::new("XML-NSDECL", after).with("limit", limits.namespaces_max.to_string()).stop());
            }
            tag.namespaces.push(declaration(name, &value, after)?);
        }
        attributes.push((name, value));
        at = end;
    }
    sort_out(&mut tag, attributes, scope, name_end)?;
    Ok(tag)
}

fn declaration(name: &str, value: &str, at: usize) -> Result<(String, String), Stop> {
    let prefix = name.strip_prefix("xmlns:").unwrap_or("");
    let wrong = (name != "xmlns" && (!is_local(prefix) || value.is_empty()))
        || prefix == "xmlns"
        || value == XMLNS_NAMESPACE
        || ((prefix == "xml") != (value == XML_NAMESPACE));
    if wrong {
        return Err(Halt::new("XML-NS", at).with("prefix", if prefix.is_empty() { "xmlns" } else { prefix }).stop());
    }
    Ok((prefix.to_owned(), value.to_owned()))
}

/// Gives the attributes their meaning, once all namespace declarations of the tag are known.
fn sort_out(tag: &mut Tag, attributes: Vec<(&str, String)>, scope: &Namespaces, at: usize) -> Result<(), Stop> {
    let mut expanded: Vec<(String, &str)> = Vec::new();
    for (name, value) in attributes {
        if name == "xmlns" || name.starts_with("xmlns:") {
            continue;
        }
        let Some((prefix, local)) = name.split_once(':') else {
            tag.foreign.push(name.to_owned());
            continue;
        };
        let space = if prefix == "xml" {
            Some(XML_NAMESPACE)
        } else {
            let own = tag.namespaces.iter().find(|(p, _)| p == prefix).map(|(_, n)| n.as_str());
            own.or_else(|| scope.get(prefix))
        };
        let Some(space) = space.filter(|_| is_local(local)) else {
            return Err(Halt::new("XML-NS", at).with("prefix", prefix).stop());
        };
        if expanded.iter().any(|(s, l)| s == space && *l == local) {
            return Err(Halt::new("XML-DUPATTR", at).with("attribute", name).stop());
        }
        expanded.push((space.to_owned(), local));
        match (space, local) {
            (XSI, "nil") => tag.nil = Some(value),
            (XSI, "type") => tag.of = Some(value),
            (XSI, "schemaLocation" | "noNamespaceSchemaLocation") | (XML_NAMESPACE, _) => {}
            _ => tag.foreign.push(name.to_owned()),
        }
    }
    Ok(())
}

/// One attribute: its name, its normalised value, and the index behind it.
fn attribute<'a>(text: &'a str, from: usize, limits: &Limits) -> Result<(&'a str, String, usize), Stop> {
    let bytes = text.as_bytes();
    let Some(end) = name_end(bytes, from) else {
        return Err(if bytes.len().saturating_sub(from) > limits.name_bytes_max {
            too_long("name", limits.name_bytes_max, from)
        } else {
            Stop::More
        });
    };
    let name = text.get(from..end).unwrap_or("");
    if name.len() > limits.name_bytes_max {
        return Err(too_long("name", limits.name_bytes_max, from));
    }
    if !is_name(name) {
        return Err(Halt::new("XML-SYNTAX", from).with("what", "an attribute name is not a name").stop());
    }
    let equals = skip_space(bytes, end);
    match bytes.get(equals) {
        None => return Err(Stop::More),
        Some(b'=') => {}
        Some(_) => return Err(Halt::new("XML-SYNTAX", equals).with("what", "an attribute has no `=`").stop()),
    }
    let open = skip_space(bytes, equals + 1);
    let quote = match bytes.get(open) {
        None => return Err(Stop::More),
        Some(quote @ (b'"' | b'\'')) => *quote,
        Some(_) => return Err(Halt::new("XML-SYNTAX", open).with("what", "an attribute value has no quotes").stop()),
    };
    let rest = bytes.get(open + 1..).unwrap_or(&[]);
    let Some(length) = memchr::memchr2(quote, b'<', rest) else {
        return Err(if rest.len() > limits.attribute_bytes_max {
            too_long("attribute value", limits.attribute_bytes_max, from)
        } else {
            Stop::More
        });
    };
    let close = open + 1 + length;
    if bytes.get(close) == Some(&b'<') {
        return Err(Halt::new("XML-SYNTAX", close)
            .with("what", "`<` in an attribute value must be written `&lt;`")
            .stop());
    }
    if length > limits.attribute_bytes_max {
        return Err(too_long("attribute value", limits.attribute_bytes_max, from));
    }
    let value = normalised(text.get(open + 1..close).unwrap_or(""), open + 1)?;
    Ok((name, value, close + 1))
}

fn too_long(what: &str, limit: usize, at: usize) -> Stop {
    Halt::new("XML-LIMIT", at).with("what", what).with("limit", limit.to_string()).stop()
}

/// Attribute value normalisation: white space becomes blanks, references are resolved.
fn normalised(raw: &str, at: usize) -> Result<String, Stop> {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        let step = match c {
            '&' => {
                let (c, length) =
                    super::markup::reference(rest, true).map_err(|halt| halt.moved(at + raw.len() - rest.len()))?;
                out.push(c);
                length
            }
            '\r' if rest.starts_with("\r\n") => {
                out.push(' ');
                2
            }
            '\t' | '\n' | '\r' => {
                out.push(' ');
                1
            }
            c => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = rest.get(step..).unwrap_or("");
    }
    Ok(out)
}

/// The namespace declarations in scope.
#[derive(Debug, Default)]
pub(super) struct Namespaces {
    declared: Vec<(usize, String, String)>,
}

impl Namespaces {
    pub(super) fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    pub(super) fn get(&self, prefix: &str) -> Option<&str> {
        self.declared.iter().rev().find(|(_, p, _)| p == prefix).map(|(_, _, name)| name.as_str())
    }

    /// Adds the declarations of the element at a depth.
    pub(super) fn push(&mut self, depth: usize, namespaces: Vec<(String, String)>) {
        self.declared.extend(namespaces.into_iter().map(|(prefix, name)| (depth, prefix, name)));
    }

    /// Takes back those of elements at or below a depth.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(d, ..)| *d >= depth) {
            self.declared.pop();
        }
    }
}
