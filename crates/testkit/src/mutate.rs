//! Small damage to a text, by chance: for comparing the verdicts of two checkers.
//!
//! Nothing is known about what a mutation means: it may leave the text valid, make it invalid or not even well-formed.
//! Two checkers must agree. Structural mutations keep the text well-formed; [`Mutation::Byte`] often does not.

use crate::draw::Draw;
use std::ops::Range;

/// A kind of mutation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mutation {
    /// An element is taken away.
    Delete,
    /// An element is written twice.
    Duplicate,
    /// An element changes places with another that does not contain it.
    Swap,
    /// An element takes the name of another.
    Rename,
    /// The value of a leaf becomes one of [`EDGE_VALUES`].
    Value,
    /// The value of a leaf becomes that of another.
    Borrow,
    /// An element loses all it contains.
    Hollow,
    /// A comment, a processing instruction, a reference or a section of characters is put in.
    Markup,
    /// One byte is changed, put in or taken away.
    Byte,
}

impl Mutation {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Delete,
        Self::Duplicate,
        Self::Swap,
        Self::Rename,
        Self::Value,
        Self::Borrow,
        Self::Hollow,
        Self::Markup,
        Self::Byte,
    ];

    /// Those that leave a well-formed text well-formed.
    pub const WELL_FORMED: [Self; 8] = [
        Self::Delete,
        Self::Duplicate,
        Self::Swap,
        Self::Rename,
        Self::Value,
        Self::Borrow,
        Self::Hollow,
        Self::Markup,
    ];
}

/// Values at the edge of some type, already escaped.
pub static EDGE_VALUES: [&str; 64] = [
    "",
    " ",
    "\t",
    "\n",
    "0",
    "-0",
    "+0",
    "00",
    "1",
    "+1",
    "-1",
    "1.",
    ".1",
    ".",
    "-.5",
    "1.0",
    "1,0",
    "1e3",
    "1_000",
    " 12 ",
    "\n12\n",
    "0x10",
    "NaN",
    "INF",
    "2147483647",
    "2147483648",
    "-2147483649",
    "7900000000000000",
    "7900000000000000.0000000000001",
    "7900000000000001",
    "0.1234567890123",
    "0.12345678901234",
    "1.00000000000000000",
    "99999999999999999999999999999999999999999999",
    "true",
    "false",
    "True",
    " true ",
    "yes",
    "2024-02-29T00:00:00",
    "2023-02-29T00:00:00",
    "2024-01-01T24:00:00",
    "2024-01-01T24:00:01",
    "2024-01-01T00:00:60",
    "2024-01-01T00:00:00Z",
    "2024-01-01T00:00:00+14:00",
    "2024-01-01T00:00:00+14:01",
    "2024-01-01T00:00:00-05:30",
    "2024-01-01T00:00:00.123456789",
    "2024-01-01T00:00:00.",
    "2024-01-01",
    "2024-13-01T00:00:00",
    "1752-12-31T23:59:59",
    "1753-01-01T00:00:00",
    "1753-01-01T00:00:00+10:00",
    "0000-01-01T00:00:00",
    "-0001-01-01T00:00:00",
    "12024-01-01T00:00:00",
    " 2024-01-01T00:00:00 ",
    "२०२४-01-01T00:00:00",
    "é",
    "&#x1F600;",
    "&amp;&lt;&gt;",
    "STR ",
];

/// A mutated text and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutated {
    /// The text; not always UTF-8 after [`Mutation::Byte`].
    pub bytes: Vec<u8>,
    /// What was done.
    pub mutation: Mutation,
}

/// Mutates a well-formed text in one of the ways of `allowed`. Unchanged when the text has no element for it or when
/// nothing is allowed.
pub fn mutate(xml: &str, allowed: &[Mutation], draw: &mut Draw) -> Mutated {
    let mutation = draw.choose(allowed).copied().unwrap_or(Mutation::Value);
    let bytes = match mutation {
        Mutation::Byte => byte(xml, draw),
        _ => structural(xml, mutation, draw).unwrap_or_else(|| xml.to_owned()).into_bytes(),
    };
    Mutated { bytes, mutation }
}

/// An element of the text: whole, start tag's name, and what stands between the tags when it has two.
#[derive(Clone, Debug)]
struct Span {
    whole: Range<usize>,
    name: String,
    inner: Option<Range<usize>>,
    leaf: bool,
}

fn spans(xml: &str) -> Option<Vec<Span>> {
    let document = roxmltree::Document::parse(xml).ok()?;
    let elements = document.root_element().descendants().filter(roxmltree::Node::is_element).skip(1);
    let span = |node: roxmltree::Node<'_, '_>| {
        let whole = node.range();
        let text = xml.get(whole.clone())?;
        let inner = match (text.find('>'), text.rfind("</")) {
            (Some(open), Some(close)) if open < close => Some(whole.start + open + 1..whole.start + close),
            _ => None,
        };
        let leaf = !node.children().any(|child| child.is_element());
        Some(Span { whole, name: node.tag_name().name().to_owned(), inner, leaf })
    };
    Some(elements.filter_map(span).collect())
}

fn structural(xml: &str, mutation: Mutation, draw: &mut Draw) -> Option<String> {
    let spans = spans(xml)?;
    let at = draw.choose(&spans)?.clone();
    let other = draw.choose(&spans)?.clone();
    let text = |range: &Range<usize>| xml.get(range.clone()).unwrap_or_default();
    let put =
        |range: &Range<usize>, new: &str| Some([text(&(0..range.start)), new, text(&(range.end..xml.len()))].concat());
    let leaves: Vec<&Span> = spans.iter().filter(|span| span.leaf && span.inner.is_some()).collect();
    match mutation {
        Mutation::Delete => put(&at.whole, ""),
        Mutation::Duplicate => put(&(at.whole.end..at.whole.end), text(&at.whole)),
        Mutation::Hollow => put(at.inner.as_ref()?, ""),
        Mutation::Swap => {
            let (first, second) = if at.whole.start < other.whole.start { (at, other) } else { (other, at) };
            if first.whole.end > second.whole.start {
                return None;
            }
            let (a, b) = (first.whole, second.whole);
            Some([text(&(0..a.start)), text(&b), text(&(a.end..b.start)), text(&a), text(&(b.end..xml.len()))].concat())
        }
        Mutation::Rename => {
            let inner = text(&at.inner?);
            put(&at.whole, &format!("<{0}>{inner}</{0}>", other.name))
        }
        Mutation::Value => {
            let value = if draw.per_mille(150) {
                "é".repeat(draw.between(1, 300) as usize)
            } else {
                draw.pick(&EDGE_VALUES).to_owned()
            };
            put(draw.choose(&leaves)?.inner.as_ref()?, &value)
        }
        Mutation::Borrow => {
            let lent = draw.choose(&leaves)?.inner.clone()?;
            put(draw.choose(&leaves)?.inner.as_ref()?, text(&lent))
        }
        Mutation::Markup => {
            const PIECES: [&str; 8] = [
                "<!-- a -->",
                "<?pi a?>",
                "<![CDATA[]]>",
                "<![CDATA[ ]]>",
                "<![CDATA[a&b]]>",
                "&#32;",
                "&#x41;",
                "stray",
            ];
            let place = if draw.per_mille(500) { at.whole.start } else { at.inner?.start };
            put(&(place..place), draw.pick(&PIECES))
        }
        Mutation::Byte => None,
    }
}

fn byte(xml: &str, draw: &mut Draw) -> Vec<u8> {
    let mut bytes = xml.as_bytes().to_vec();
    let at = draw.below(bytes.len() as u64) as usize;
    let new = draw.pick(b"<>&;\"'/!?-[]= \t\r\nA0\0\x7f\x80\xc3\xff");
    match (draw.below(3), bytes.get_mut(at)) {
        (0, Some(byte)) => *byte = new,
        (1, Some(_)) => drop(bytes.remove(at)),
        _ => bytes.insert(at, new),
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Domain;

    const XML: &str = "<r>\n <a>1</a>\n <b><c>x</c><d>y</d></b>\n <e/>\n</r>";

    #[test]
    fn structural_mutations_stay_well_formed_and_mostly_change_something() {
        for mutation in Mutation::WELL_FORMED {
            let mut changed = 0;
            for n in 0..200 {
                let mutated = mutate(XML, &[mutation], &mut Draw::new(1, Domain::Mutation, n));
                let text = String::from_utf8(mutated.bytes).unwrap();
                roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{mutation:?}: {error}\n{text}"));
                changed += u32::from(text != XML);
            }
            assert!(changed > 60, "{mutation:?} {changed}");
        }
    }

    #[test]
    fn the_same_seed_does_the_same() {
        let of = |seed| mutate(XML, &Mutation::ALL, &mut Draw::new(seed, Domain::Mutation, 0));
        assert_eq!(of(3), of(3));
        assert!((0..20).any(|seed| of(seed) != of(3)));
    }

    #[test]
    fn bytes_are_damaged_anywhere() {
        let broken = (0..300).filter(|n| {
            let mutated = mutate(XML, &[Mutation::Byte], &mut Draw::new(1, Domain::Mutation, *n));
            std::str::from_utf8(&mutated.bytes).map_or(true, |text| roxmltree::Document::parse(text).is_err())
        });
        assert!(broken.count() > 100);
    }
}
