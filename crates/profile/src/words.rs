//! What findings are called and what to do about them, in six languages.
//!
//! Words of the checker's own codes stand in `words/<language>/checker.ftl` of this crate; a profile may override them
//! in its `words/<language>.ftl`. Words of rules stand in the rule files.

use crate::error::{Problem, ProfileError};
use crate::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentMessage, FluentResource};
use fluent_syntax::ast::Pattern;
use rules::Words as RuleWords;
use std::collections::HashMap;
use std::fmt;
use vocab::Finding;

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// A few words.
    pub title: String,
    /// What is wrong.
    pub text: String,
    /// What to do.
    pub hint: Option<String>,
    /// The law or guidance that asks for it, for a rule of the country.
    pub legal: Option<String>,
}

/// What a rule says in one language, and the law behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RuleTold {
    pub(crate) words: RuleWords,
    pub(crate) legal: String,
}

/// Words in one language.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    rules: HashMap<String, RuleTold>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words")
            .field("language", &self.language)
            .field("rules", &self.rules.len())
            .finish_non_exhaustive()
    }
}

/// The words of the checker in a language.
pub(crate) const fn catalogue(language: Language) -> &'static str {
    match language {
        Language::Ar => include_str!("../words/ar/checker.ftl"),
        Language::En => include_str!("../words/en/checker.ftl"),
        Language::Es => include_str!("../words/es/checker.ftl"),
        Language::Fr => include_str!("../words/fr/checker.ftl"),
        Language::Ru => include_str!("../words/ru/checker.ftl"),
        Language::Zh => include_str!("../words/zh/checker.ftl"),
    }
}

/// Attributes that are not additions to the text.
const NOT_ADDED: [&str; 2] = ["title", "hint"];

impl Words {
    /// The checker's own words in a language, without those of any country.
    pub fn new(language: Language) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![language.id()]);
        // Element names are Latin: within Arabic they need marks that keep their direction, elsewhere those would only
        // be invisible characters in the output of programs.
        bundle.set_use_isolating(language.is_right_to_left());
        let resource = FluentResource::try_new(catalogue(language).to_owned());
        // A test reads all six catalogues, so a part that could not be read cannot reach a release.
        bundle.add_resource_overriding(resource.unwrap_or_else(|(readable, _)| readable));
        Self { language, bundle, rules: HashMap::new() }
    }

    /// Lays a country's own words over the checker's.
    pub(crate) fn lay_over(&mut self, file: &str, text: &str) -> Result<(), ProfileError> {
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
            let first = errors.first();
            let line = first.map_or(0, |error| crate::error::line_of(text, error.pos.start));
            let why = first.map_or_else(String::new, |error| error.kind.to_string());
            ProfileError::new(file, line, Problem::Words(format!("not a Fluent file: {why}")))
        })?;
        for (number, line) in text.lines().enumerate() {
            if let Some(id) = message_id(line)
                && !self.bundle.has_message(id)
            {
                let problem =
                    Problem::Words(format!("the checker has no message `{id}`; correct the name or take it out"));
                return Err(ProfileError::new(file, number + 1, problem));
            }
        }
        self.bundle.add_resource_overriding(resource);
        Ok(())
    }

    pub(crate) fn add_rule(&mut self, id: &str, told: RuleTold) {
        self.rules.insert(id.to_owned(), told);
    }

    /// The language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// A finding in words. The offending value is said only to a reader who may see it.
    pub fn finding(&self, finding: &Finding, show_values: bool) -> Told {
        let value = finding.value.as_ref().filter(|_| show_values).map(|value| value.reveal().as_str());
        let code = finding.code.as_str();
        if let Some(rule) = self.rules.get(code) {
            return self.rule(rule, value);
        }
        let facts = joined(finding);
        let args: Vec<(&str, &str)> = facts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let Some(mut told) = self.told(code, &args) else { return bare(code) };
        if let Some(value) = value {
            told.text.push(' ');
            told.text.push_str(&self.text("value-shown", &[("value", value)]));
        }
        told
    }

    /// What a code means, with the names of its facts where a finding has the facts. `None` for an unknown code.
    pub fn explain(&self, code: &str) -> Option<Told> {
        if let Some(rule) = self.rules.get(code) {
            return Some(self.rule(rule, None));
        }
        let placeholders: Vec<(&str, String)> =
            variables(catalogue(self.language), code).into_iter().map(|name| (name, format!("‹{name}›"))).collect();
        let args: Vec<(&str, &str)> = placeholders.iter().map(|(name, text)| (*name, text.as_str())).collect();
        self.told(code, &args)
    }

    /// A text of the catalogue by its key, such as `severity-reject`. The key itself when there is no such text.
    pub fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
        let message = self.bundle.get_message(key);
        message.and_then(|m| m.value().map(|pattern| self.format(pattern, args))).unwrap_or_else(|| key.to_owned())
    }

    /// The codes and keys that the checker's own catalogue has, in its order.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        catalogue(Language::En).lines().filter_map(message_id)
    }

    fn rule(&self, rule: &RuleTold, value: Option<&str>) -> Told {
        let value = value.map_or_else(|| self.text("value-hidden", &[]), |value| format!("“{value}”"));
        Told {
            title: rule.words.title.replace("{value}", &value),
            text: rule.words.text.replace("{value}", &value),
            hint: Some(rule.words.fix.replace("{value}", &value)),
            legal: Some(rule.legal.clone()),
        }
    }

    fn told(&self, code: &str, args: &[(&str, &str)]) -> Option<Told> {
        let message = self.bundle.get_message(code)?;
        let mut text = self.format(message.value()?, args);
        let present = |name: &str| args.iter().any(|(arg, value)| *arg == name && !value.is_empty());
        for attribute in message.attributes().filter(|a| !NOT_ADDED.contains(&a.id()) && present(a.id())) {
            text.push(' ');
            text.push_str(&self.format(attribute.value(), args));
        }
        let attribute = |name: &str| self.attribute(&message, name, args);
        Some(Told { title: attribute("title")?, text, hint: attribute("hint"), legal: None })
    }

    fn attribute(&self, message: &FluentMessage<'_>, name: &str, args: &[(&str, &str)]) -> Option<String> {
        message.get_attribute(name).map(|attribute| self.format(attribute.value(), args))
    }

    fn format(&self, pattern: &Pattern<&str>, args: &[(&str, &str)]) -> String {
        let args: FluentArgs<'_> = args.iter().copied().collect();
        // A fact that a finding does not carry is shown by its name; a wrong word is better than no answer.
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

/// The facts of a finding; a fact given several times, such as the files of an archive, becomes a list.
fn joined(finding: &Finding) -> Vec<(&'static str, String)> {
    let mut facts: Vec<(&'static str, String)> = Vec::new();
    for arg in &finding.args {
        match facts.iter_mut().find(|(name, _)| *name == arg.name) {
            Some((_, text)) => {
                text.push_str(", ");
                text.push_str(&arg.text);
            }
            None => facts.push((arg.name, arg.text.clone())),
        }
    }
    facts
}

fn bare(code: &str) -> Told {
    Told { title: code.to_owned(), text: code.to_owned(), hint: None, legal: None }
}

/// The identifier of the message that begins on a line of a Fluent file.
fn message_id(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('=')?;
    let id = id.strip_suffix(' ').unwrap_or(id);
    let named = id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    named.then_some(id)
}

/// The names of the facts that a message of a catalogue mentions, sorted.
fn variables<'a>(catalogue: &'a str, code: &str) -> Vec<&'a str> {
    let mut lines = catalogue.lines().skip_while(|line| message_id(line) != Some(code));
    let first = lines.next().into_iter();
    let all = first.chain(lines.take_while(|line| line.starts_with(' ')));
    let mut names: Vec<&str> =
        all.flat_map(|line| line.split("{ $").skip(1)).filter_map(|after| after.split([' ', '}']).next()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::{Code, Place, Severity};

    fn missing() -> Finding {
        Finding::new(Code::fixed("XSD-MISSING"), Severity::Reject, Place::default())
            .with("element", "last_name")
            .with("parent", "from_person")
    }

    #[test]
    fn all_languages_have_every_code_with_the_same_facts_and_parts() {
        let english: Vec<&str> = Words::keys().collect();
        assert!(english.len() > 75);
        for language in Language::ALL {
            let text = catalogue(language);
            assert!(FluentResource::try_new(text.to_owned()).is_ok(), "{language}");
            assert_eq!(text.lines().filter_map(message_id).collect::<Vec<_>>(), english, "{language}");
            let words = Words::new(language);
            for key in &english {
                assert_eq!(variables(text, key), variables(catalogue(Language::En), key), "{language} {key}");
                let parts = |words: &Words| {
                    let message = words.bundle.get_message(key).unwrap();
                    message.attributes().map(|a| a.id().to_owned()).collect::<Vec<_>>()
                };
                assert_eq!(parts(&words), parts(&Words::new(Language::En)), "{language} {key}");
            }
        }
    }

    #[test]
    fn every_code_is_explained_in_every_language() {
        let is_code = |key: &&str| key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-');
        for language in Language::ALL {
            let words = Words::new(language);
            for code in Words::keys().filter(is_code) {
                let told = words.explain(code).unwrap();
                assert!(!told.title.is_empty() && !told.text.is_empty() && told.hint.is_some(), "{language} {code}");
                assert!(!told.text.contains('$') && !told.title.contains('$'), "{language} {code}: {told:?}");
            }
            assert_eq!(words.explain("NO-SUCH"), None);
        }
    }

    #[test]
    fn a_finding_is_told_with_its_facts() {
        let told = Words::new(Language::En).finding(&missing(), true);
        assert_eq!(
            (told.title.as_str(), told.text.as_str()),
            ("last_name is missing", "from_person needs last_name, and it is not there.")
        );
        assert!(Words::new(Language::Zh).finding(&missing(), true).text.starts_with("from_person 中必须有 last_name"));
    }

    #[test]
    fn optional_facts_add_a_sentence() {
        let unknown = Finding::new(Code::fixed("XSD-UNKNOWN"), Severity::Reject, Place::default())
            .with("element", "lastname")
            .with("parent", "t_person");
        let english = Words::new(Language::En);
        assert!(!english.finding(&unknown, true).text.contains("Did you mean"));
        let text = english.finding(&unknown.with("suggestion", "last_name"), true).text;
        assert!(text.ends_with("Did you mean last_name?"), "{text}");
    }

    #[test]
    fn a_fact_given_several_times_becomes_a_list() {
        let finding = Finding::new(Code::fixed("ZIP-EXTRA"), Severity::Fatal, Place::default());
        let finding = finding.with("entry", "a.exe").with("entry", "b.exe");
        let text = Words::new(Language::En).finding(&finding, false).text;
        assert!(text.ends_with("File: a.exe, b.exe."), "{text}");
    }

    #[test]
    fn a_value_is_said_only_to_those_who_may_see_it() {
        let finding = missing().with_value("Amina");
        let words = Words::new(Language::Fr);
        assert!(words.finding(&finding, true).text.contains("« Amina »"));
        assert!(!format!("{:?}", words.finding(&finding, false)).contains("Amina"));
    }

    #[test]
    fn a_rule_speaks_from_its_file() {
        let mut words = Words::new(Language::En);
        let told = RuleWords { title: "T".into(), text: "Not {value}.".into(), fix: "Change {value}.".into() };
        words.add_rule("QQ-0001", RuleTold { words: told, legal: "Act, article 1".into() });
        let finding = Finding::new(Code::named("QQ-0001"), Severity::Warn, Place::default()).with_value("x");
        let told = words.finding(&finding, true);
        assert_eq!((told.text.as_str(), told.legal.as_deref()), ("Not “x”.", Some("Act, article 1")));
        assert_eq!(words.finding(&finding, false).text, "Not the value given.");
    }

    #[test]
    fn a_country_may_override_but_not_invent() {
        let mut words = Words::new(Language::En);
        words.lay_over("words/en.ftl", "DUP-REF = Twice.\n    .title = Again\n    .hint = Stop.\n").unwrap();
        assert_eq!(words.explain("DUP-REF").unwrap().text, "Twice.");
        let error = words.lay_over("words/en.ftl", "\nDUP-RFE = Twice.\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "words/en.ftl:2: the checker has no message `DUP-RFE`; correct the name or take it out"
        );
        assert!(words.lay_over("words/en.ftl", "DUP-REF = { $\n").is_err());
    }

    #[test]
    fn only_arabic_isolates_latin_names() {
        assert!(Words::new(Language::Ar).finding(&missing(), true).text.contains('\u{2068}'));
        assert!(!Words::new(Language::Ru).finding(&missing(), true).text.contains('\u{2068}'));
    }

    #[test]
    fn words_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Words>();
    }
}
