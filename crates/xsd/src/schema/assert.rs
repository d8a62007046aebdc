//! The one XSD 1.1 assertion found in published schemas: which child elements must or must not be there.
//!
//! Grammar: `or` over `and` over `empty(name)`, `exists(name)`, `not(…)`, each optionally compared with `true()` or
//! `false()`. Anything else is refused by name when the schema is compiled.

/// A condition over the presence of child elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Assertion {
    /// As the schema writes it.
    pub(crate) source: String,
    condition: Condition,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    Present(String),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

impl Assertion {
    /// Parses the `test` of an assertion.
    pub(crate) fn parse(source: &str) -> Option<Self> {
        let mut parser = Parser { rest: source.trim() };
        let condition = parser.any()?;
        parser.rest.is_empty().then(|| Self { source: source.trim().to_owned(), condition })
    }

    /// Whether the assertion holds, given which children are present.
    pub(crate) fn holds(&self, present: &dyn Fn(&str) -> bool) -> bool {
        self.condition.holds(present)
    }
}

impl Condition {
    fn holds(&self, present: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Present(name) => present(name),
            Self::Not(inner) => !inner.holds(present),
            Self::All(parts) => parts.iter().all(|part| part.holds(present)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(present)),
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl<'a> Parser<'a> {
    fn eat(&mut self, text: &str) -> bool {
        match self.rest.strip_prefix(text) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn any(&mut self) -> Option<Condition> {
        let mut parts = vec![self.all()?];
        while self.eat("or ") {
            parts.push(self.all()?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Condition::Any(parts) })
    }

    fn all(&mut self) -> Option<Condition> {
        let mut parts = vec![self.compared()?];
        while self.eat("and ") {
            parts.push(self.compared()?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Condition::All(parts) })
    }

    fn compared(&mut self) -> Option<Condition> {
        let condition = self.term()?;
        let same = if self.eat("=") {
            true
        } else if self.eat("!=") {
            false
        } else {
            return Some(condition);
        };
        let truth = self.eat("true()");
        if !truth && !self.eat("false()") {
            return None;
        }
        Some(if truth == same { condition } else { Condition::Not(Box::new(condition)) })
    }

    fn term(&mut self) -> Option<Condition> {
        if self.eat("(") {
            let inner = self.any()?;
            return self.eat(")").then_some(inner);
        }
        if self.eat("not(") {
            let inner = self.any()?;
            return self.eat(")").then(|| Condition::Not(Box::new(inner)));
        }
        let present = if self.eat("exists(") {
            true
        } else if self.eat("empty(") {
            false
        } else {
            return None;
        };
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))?;
        let (name, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest.trim_start();
        let condition = Condition::Present(name.to_owned());
        (!name.is_empty() && self.eat(")"))
            .then(|| if present { condition } else { Condition::Not(Box::new(condition)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presence_is_decided() {
        let one_of_two = Assertion::parse("empty(a) = false() or empty(b) = false()").unwrap();
        assert!(one_of_two.holds(&|name| name == "b"));
        assert!(!one_of_two.holds(&|_| false));
        let both_or_none = Assertion::parse("(exists(a) and exists(b)) or not(exists(a) or exists(b))").unwrap();
        assert!(both_or_none.holds(&|_| true) && both_or_none.holds(&|_| false));
        assert!(!both_or_none.holds(&|name| name == "a"));
    }

    #[test]
    fn what_is_not_presence_is_refused() {
        for text in ["", "count(a) > 1", "empty(a", "empty(a) = 1", "a = 'x'", "empty(a) extra"] {
            assert_eq!(Assertion::parse(text), None, "{text}");
        }
    }
}
