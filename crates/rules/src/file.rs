//! A rule as its file states it.

use crate::elements::Scope;
use crate::error::{Fault, RuleError, line_column};
use crate::limits::{EXAMPLES_MAX, EXPRESSION_BYTES_MAX, FILE_BYTES_MAX};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
use vocab::Severity;

/// Languages a rule can speak, English first: it is the one every rule has.
pub const LANGUAGES: [&str; 6] = ["en", "ar", "es", "fr", "ru", "zh"];

/// A rule, read and not yet compiled.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Identifier, which is also the file name and the code of its findings, such as `ZZ-0101`.
    pub id: String,
    /// What a finding of the rule does to the report.
    pub severity: Severity,
    /// What the rule is about.
    pub scope: Scope,
    /// First day of effect.
    pub from: Date,
    /// First day on which the rule is no longer in effect.
    pub until: Option<Date>,
    /// The law or guidance that asks for it.
    pub legal: String,
    /// Element names from the element of the scope down to the one a finding points to.
    pub at: Vec<String>,
    /// The examples, which are also its tests.
    pub examples: Vec<Example>,
    words: BTreeMap<String, Words>,
    pub(crate) file: String,
    pub(crate) when: Option<Expression>,
    pub(crate) check: Expression,
}

/// What a rule says in one language.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// A few words.
    pub title: String,
    /// What is wrong; `{value}` stands for the offending value.
    pub text: String,
    /// What to do.
    pub fix: String,
}

/// A small report on which the verdict of the rule is known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What it shows.
    pub name: String,
    /// The verdict it must get.
    pub verdict: Verdict,
    /// Day of receipt; the rule's first day when missing.
    #[serde(default, deserialize_with = "day_or_none")]
    pub received: Option<Date>,
    /// Children of `report` that come before.
    #[serde(default)]
    pub report: String,
    /// The element the rule is about; for the scope `report` its children.
    pub xml: String,
}

/// What a rule says about an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// `check` is false.
    Fail,
    /// `check` is true.
    Pass,
    /// The rule does not apply: `when` is false, or it is not in effect that day.
    Skip,
}

/// An expression and where in the file it stands.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    pub(crate) text: String,
    /// Line and column of its first character.
    line: usize,
    column: usize,
}

impl Expression {
    /// An error at a byte of the expression.
    pub(crate) fn error(&self, file: &str, offset: usize, fault: Fault) -> RuleError {
        let (line, column) = line_column(&self.text, offset);
        let column = if line == 1 { self.column + column - 1 } else { column };
        RuleError { file: file.to_owned(), line: self.line + line - 1, column, fault }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: Spanned<String>,
    severity: Grade,
    scope: Scope,
    when: Option<Spanned<String>>,
    check: Spanned<String>,
    at: Option<Spanned<String>>,
    #[serde(deserialize_with = "day")]
    from: Date,
    #[serde(default, deserialize_with = "day_or_none")]
    until: Option<Date>,
    legal: String,
    words: Spanned<BTreeMap<String, Words>>,
    #[serde(default)]
    example: Vec<Example>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Grade {
    Reject,
    Warn,
    Quality,
}

fn day<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(|_| serde::de::Error::custom(format!("`{text}` is not a day; write it as \"2026-01-31\"")))
}

fn day_or_none<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    day(from).map(Some)
}

impl Rule {
    /// Reads a rule file. `file_name` is the name (a path is fine) by which errors speak of it; without folder and
    /// `.toml` it must be the rule's id.
    ///
    /// # Errors
    ///
    /// The first thing wrong with the file. Expressions are judged later, by [`crate::RuleSet::compile`].
    pub fn parse(file_name: &str, text: &str) -> Result<Self, RuleError> {
        let reader = Reader { file: file_name, text };
        if text.len() > FILE_BYTES_MAX {
            let hint = "move long texts to the guide of the profile";
            return Err(reader.error(0, Fault::Limit { what: "a rule file", limit: FILE_BYTES_MAX, hint }));
        }
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            reader.error(at, Fault::Toml(error.message().replace('\n', "; ")))
        })?;
        reader.rule(file)
    }

    /// What the rule says in a language, or in English when it does not speak it.
    pub fn words(&self, language: &str) -> Option<&Words> {
        self.words.get(language).or_else(|| self.words.get("en"))
    }

    /// The languages it speaks, sorted.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }

    /// Whether the rule is in effect on a day.
    pub fn in_effect(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
}

impl Reader<'_> {
    fn error(&self, offset: usize, fault: Fault) -> RuleError {
        let (line, column) = line_column(self.text, offset);
        RuleError { file: self.file.to_owned(), line, column, fault }
    }

    fn field(&self, offset: usize, field: &'static str, problem: &str, hint: &str) -> RuleError {
        self.error(offset, Fault::Field { field, problem: problem.to_owned(), hint: hint.to_owned() })
    }

    fn rule(&self, file: File) -> Result<Rule, RuleError> {
        self.id(&file.id)?;
        self.languages(&file.words)?;
        if file.until.is_some_and(|until| until <= file.from) {
            return Err(self.field(
                0,
                "until",
                "it is not after `from`",
                "the rule would never be in effect; correct one of the days",
            ));
        }
        if file.example.len() > EXAMPLES_MAX {
            let hint = "keep those that show something the others do not";
            return Err(self.error(0, Fault::Limit { what: "the number of examples", limit: EXAMPLES_MAX, hint }));
        }
        let severity = match file.severity {
            Grade::Reject => Severity::Reject,
            Grade::Warn => Severity::Warn,
            Grade::Quality => Severity::Quality,
        };
        Ok(Rule {
            id: file.id.into_inner(),
            severity,
            scope: file.scope,
            from: file.from,
            until: file.until,
            legal: file.legal,
            at: self.at(file.at)?,
            examples: file.example,
            words: file.words.into_inner(),
            file: self.file.to_owned(),
            when: file.when.map(|when| self.expression(when)).transpose()?,
            check: self.expression(file.check)?,
        })
    }

    fn id(&self, id: &Spanned<String>) -> Result<(), RuleError> {
        let (text, at) = (id.get_ref(), id.span().start);
        let shaped = !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-');
        if !shaped {
            let problem = format!("`{text}` is not an identifier");
            return Err(self.field(at, "id", &problem, "use capital letters, digits and hyphens, such as ZZ-0101"));
        }
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or(self.file);
        let name = name.strip_suffix(".toml").unwrap_or(name);
        if name != text {
            let problem = format!("`{text}` is not the name of the file, `{name}`");
            return Err(self.field(at, "id", &problem, "one rule is one file of its own name: rename one of them"));
        }
        Ok(())
    }

    fn languages(&self, words: &Spanned<BTreeMap<String, Words>>) -> Result<(), RuleError> {
        let at = words.span().start;
        if let Some(other) = words.get_ref().keys().find(|language| !LANGUAGES.contains(&language.as_str())) {
            let problem = format!("`{other}` is not one of the languages");
            return Err(self.field(at, "words", &problem, &format!("the languages are {}", LANGUAGES.join(", "))));
        }
        if !words.get_ref().contains_key("en") {
            return Err(self.field(at, "words", "English is missing", "add [words.en] with title, text and fix"));
        }
        Ok(())
    }

    fn at(&self, at: Option<Spanned<String>>) -> Result<Vec<String>, RuleError> {
        let Some(at) = at else { return Ok(Vec::new()) };
        let steps: Vec<String> = at.get_ref().split(['/', '.']).map(str::to_owned).collect();
        let named =
            |step: &String| !step.is_empty() && step.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        if !steps.iter().all(named) {
            let problem = format!("`{}` is not a path of element names", at.get_ref());
            return Err(self.field(
                at.span().start,
                "at",
                &problem,
                "write names below the element, such as from_account/iban",
            ));
        }
        Ok(steps)
    }

    fn expression(&self, expression: Spanned<String>) -> Result<Expression, RuleError> {
        let start = expression.span().start;
        let text = expression.into_inner();
        if text.len() > EXPRESSION_BYTES_MAX {
            let hint = "split the rule in two";
            return Err(self.error(start, Fault::Limit { what: "an expression", limit: EXPRESSION_BYTES_MAX, hint }));
        }
        // The text begins after the quotes of TOML, and after the line end that may follow three of them.
        let raw = self.text.get(start..).unwrap_or("");
        let inner = raw.trim_start_matches(['"', '\'']);
        let inner = if raw.len() - inner.len() >= 3 { inner.trim_start_matches(['\r', '\n']) } else { inner };
        let (line, column) = line_column(self.text, start + raw.len() - inner.len());
        Ok(Expression { text, line, column })
    }
}
