//! Valid documents made from a schema alone.
//!
//! A sampler walks the content models and writes an element for each part it meets, with values made from the facets.
//! It needs nothing but the schema, so it works for any national one; whoever knows what a field means can offer a
//! better value, which is used when the schema takes it.

use crate::pattern::Pattern;
use crate::schema::{Decl, Particle, Schema, Term, Type};
use crate::simple::{Primitive, Simple};
use std::sync::Arc;

/// Deepest nesting at which optional children are still written: types may contain themselves.
const OPTIONAL_DEPTH_MAX: usize = 7;

/// Deepest nesting written at all: a type that must contain itself has no finite document.
const DEPTH_MAX: usize = 64;

/// What kind of document to make.
#[derive(Clone, Debug)]
pub struct Sampler {
    /// Documents of one seed are the same everywhere.
    pub seed: u64,
    /// How many of a hundred optional parts are written. 0 makes the smallest document, 100 the fullest.
    pub optional_percent: u32,
    /// How often a part without upper bound is written, at the outermost such part.
    pub repeat: u32,
    /// Elements to take where the schema leaves a choice, strongest first.
    pub prefer: Vec<String>,
    /// Optional elements to leave out.
    pub avoid: Vec<String>,
}

impl Default for Sampler {
    fn default() -> Self {
        Self { seed: 1, optional_percent: 30, repeat: 1, prefer: Vec::new(), avoid: Vec::new() }
    }
}

impl Schema {
    /// A valid document. `value` may offer a text for an element, given the path of element names that leads to it.
    ///
    /// Returns `None` when the schema declares no root element, or none that a finite document can have.
    pub fn sample(&self, sampler: &Sampler, value: &mut dyn FnMut(&[&str]) -> Option<String>) -> Option<String> {
        let root = self.decl(*self.roots.first()?)?;
        let mut writer = Writer {
            schema: self,
            sampler,
            chance: Chance(sampler.seed ^ 0x5DEE_CE66_D1CE_4E5B),
            out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            path: Vec::new(),
            value,
            endless: false,
        };
        writer.element(root);
        (!writer.endless).then_some(writer.out)
    }
}

/// A small generator of reproducible chance (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % (limit.max(1) as u64)).unwrap_or(0)
    }
}

struct Writer<'a> {
    schema: &'a Schema,
    sampler: &'a Sampler,
    chance: Chance,
    out: String,
    path: Vec<&'a str>,
    value: &'a mut dyn FnMut(&[&str]) -> Option<String>,
    /// A type was met that must contain itself.
    endless: bool,
}

impl<'a> Writer<'a> {
    fn element(&mut self, decl: &'a Decl) {
        self.endless |= self.path.len() >= DEPTH_MAX;
        if self.endless {
            return;
        }
        let name = self.schema.names.text(decl.name);
        let indent = "  ".repeat(self.path.len());
        self.path.push(name);
        match self.schema.type_of(decl.of) {
            Type::Any => self.out.push_str(&format!("{indent}<{name}>text</{name}>\n")),
            Type::Simple(simple) => {
                let text = self.text(decl, simple);
                self.out.push_str(&format!("{indent}<{name}>"));
                escape(&text, &mut self.out);
                self.out.push_str(&format!("</{name}>\n"));
            }
            Type::Complex(complex) => {
                self.out.push_str(&format!("{indent}<{name}>\n"));
                self.particle(&complex.particle);
                self.out.push_str(&format!("{indent}</{name}>\n"));
            }
        }
        self.path.pop();
    }

    fn particle(&mut self, particle: &'a Particle) {
        for _ in 0..self.times(particle) {
            if self.endless {
                return;
            }
            match &particle.term {
                Term::Element(id) => {
                    if let Some(decl) = self.schema.decl(*id) {
                        self.element(decl);
                    }
                }
                Term::Sequence(parts) => parts.iter().for_each(|part| self.particle(part)),
                Term::Choice(parts) => {
                    if let Some(part) = self.choose(parts) {
                        self.particle(part);
                    }
                }
            }
        }
    }

    fn times(&mut self, particle: &Particle) -> u32 {
        if particle.min > 0 {
            let unbounded = particle.max.is_none() && self.path.len() <= 2;
            return if unbounded { particle.min.max(self.sampler.repeat) } else { particle.min };
        }
        let first = self.first_name(particle);
        let wanted = first.is_some_and(|name| self.sampler.prefer.iter().any(|p| p == name));
        let unwanted = first.is_some_and(|name| self.sampler.avoid.iter().any(|a| a == name));
        let drawn = self.chance.below(100) < self.sampler.optional_percent as usize;
        let room = self.path.len() <= OPTIONAL_DEPTH_MAX;
        u32::from(wanted || (drawn && room && !unwanted))
    }

    fn first_name(&self, particle: &Particle) -> Option<&'a str> {
        match &particle.term {
            Term::Element(id) => self.schema.decl(*id).map(|decl| self.schema.names.text(decl.name)),
            Term::Sequence(parts) | Term::Choice(parts) => parts.first().and_then(|part| self.first_name(part)),
        }
    }

    fn choose(&mut self, parts: &'a [Particle]) -> Option<&'a Particle> {
        let preferred = self
            .sampler
            .prefer
            .iter()
            .find_map(|name| parts.iter().find(|part| self.first_name(part) == Some(name.as_str())));
        let room = self.path.len() <= OPTIONAL_DEPTH_MAX;
        preferred.or_else(|| {
            // Deep down the last branch is taken, which in goAML is the one with the least below it.
            let index = if room { self.chance.below(parts.len()) } else { parts.len().saturating_sub(1) };
            parts.get(index)
        })
    }

    fn text(&mut self, decl: &Decl, simple: &Simple) -> String {
        if let Some(fixed) = &decl.fixed {
            return fixed.clone();
        }
        let takes = |text: &String| simple.check(text, self.schema.dialect).is_ok();
        if let Some(offered) = (self.value)(&self.path).filter(takes) {
            return offered;
        }
        let candidates: Vec<String> = match simple.codes.as_ref().map(|codes| codes.list()) {
            Some(list) => {
                let known: Vec<&String> =
                    list.iter().map(|(code, _)| code).filter(|code| !code.trim_matches('-').is_empty()).collect();
                let chosen = known.get(self.chance.below(known.len())).map(|code| (*code).clone());
                chosen.into_iter().chain(list.first().map(|(code, _)| code.clone())).collect()
            }
            None => self.made(simple),
        };
        candidates.into_iter().find(takes).unwrap_or_default()
    }

    /// Values to try, the most natural first.
    fn made(&mut self, simple: &Simple) -> Vec<String> {
        let number = self.chance.below(9_000) + 1_000;
        match simple.primitive {
            Primitive::Boolean => vec!["true".to_owned(), "false".to_owned()],
            Primitive::Decimal => {
                vec![format!("{number}.50"), number.to_string(), "1".to_owned(), "50".to_owned(), "0".to_owned()]
            }
            Primitive::Integer => {
                let mut tries = vec![number.to_string(), "5".to_owned(), "1".to_owned(), "0".to_owned()];
                tries.extend(simple.low.as_ref().map(|bound| bound.text.clone()));
                tries.extend(simple.patterns.iter().filter_map(|pattern| pattern.example(1)));
                tries
            }
            Primitive::DateTime => {
                vec![format!("20{:02}-0{}-1{}T10:30:00", 10 + number % 15, 1 + number % 9, number % 10)]
            }
            Primitive::Date => vec![format!("20{:02}-0{}-1{}", 10 + number % 15, 1 + number % 9, number % 10)],
            Primitive::Text => self.words(simple),
        }
    }

    fn words(&mut self, simple: &Simple) -> Vec<String> {
        let name = self.path.last().copied().unwrap_or("text").replace('_', " ");
        let max = simple.length_max.map_or(usize::MAX, |max| max as usize);
        let min = simple.length_min.unwrap_or(0) as usize;
        let word = format!("Sample {name} {}", self.chance.below(900) + 100);
        let digits = format!("{:012}", self.chance.next() % 1_000_000_000_000);
        let mut tries: Vec<String> = vec![word.chars().take(max).collect(), digits.chars().take(max).collect()];
        tries.extend(["Y", "A", "1"].map(str::to_owned));
        tries.push("x".repeat(min.max(1).min(max.max(1))));
        let patterns: Vec<Arc<Pattern>> = simple.patterns.clone();
        for pattern in &patterns {
            tries.extend([min.max(1), min.max(8), 3, 40].iter().filter_map(|length| pattern.example(*length)));
        }
        tries
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Checker, Dialect, Limits, Sampler, Schema};

    const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="r"><xs:complexType>
        <xs:sequence><xs:element name="n" type="n"/><xs:choice><xs:element name="a" type="p"/><xs:element name="b" type="xs:dateTime"/></xs:choice>
        <xs:element name="p" type="p" minOccurs="0" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element>
        <xs:complexType name="p"><xs:sequence><xs:element name="ip" type="ip"/><xs:element name="p" type="p" minOccurs="0"/></xs:sequence></xs:complexType>
        <xs:simpleType name="n"><xs:restriction base="xs:int"><xs:minInclusive value="3"/><xs:maxInclusive value="4"/></xs:restriction></xs:simpleType>
        <xs:simpleType name="ip"><xs:restriction base="xs:string"><xs:pattern value="((1?[0-9]?[0-9]|25[0-5])\.){3}[0-9]{2}"/></xs:restriction></xs:simpleType>
        </xs:schema>"#;

    #[test]
    fn every_sample_is_valid() {
        let schema = Schema::compile(SCHEMA, Dialect::DotNet).unwrap();
        for seed in 0..200 {
            let sampler = Sampler { seed, optional_percent: 60, repeat: 3, ..Sampler::default() };
            let text = schema.sample(&sampler, &mut |_| None).unwrap();
            let mut checker = Checker::new(&schema, Limits::default(), ());
            checker.feed(text.as_bytes(), &mut |finding| panic!("{finding:?}\n{text}"));
            assert!(checker.finish(&mut |finding| panic!("{finding:?}")).0.valid);
        }
    }

    #[test]
    fn a_type_that_must_contain_itself_has_no_document() {
        let schema = Schema::compile(
            r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="r" type="p"/><xs:complexType name="p">
            <xs:sequence><xs:element name="p" type="p"/><xs:element name="q" type="p"/></xs:sequence></xs:complexType></xs:schema>"#,
            Dialect::DotNet,
        );
        assert_eq!(schema.unwrap().sample(&Sampler::default(), &mut |_| None), None);
    }

    #[test]
    fn an_offered_value_is_taken_only_when_it_is_valid() {
        let schema = Schema::compile(SCHEMA, Dialect::DotNet).unwrap();
        let sampler = Sampler { prefer: vec!["b".to_owned()], ..Sampler::default() };
        let mut offer = |path: &[&str]| match path {
            ["r", "n"] => Some("9".to_owned()),
            ["r", "b"] => Some("2026-02-03T04:05:06".to_owned()),
            _ => None,
        };
        let text = schema.sample(&sampler, &mut offer).unwrap();
        assert!(text.contains("<n>3</n>") && text.contains("<b>2026-02-03T04:05:06</b>"), "{text}");
    }
}
