//! Rules compiled together.

use crate::compile::{self, Compiled, Needs, Shared};
use crate::elements::Elements;
use crate::error::{Fault, RuleError};
use crate::expr::{Accumulator, Bool};
use crate::file::{Expression, Rule};
use crate::limits::RULES_MAX;
use crate::lists::CodeLists;
use crate::run::Run;
use crate::sieve;
use jiff::civil::Date;
use std::collections::HashSet;
use vocab::{Code, NameId, NameSieve, Names};

/// Rules, compiled and ready to run, in the order of their identifiers.
#[derive(Clone, Debug)]
pub struct RuleSet {
    pub(crate) rules: Vec<Compilation>,
    pub(crate) elements: Elements,
    /// Whether any rule reads the activity when the report is finished.
    pub(crate) reads_activity: bool,
}

/// One compiled rule.
#[derive(Clone, Debug)]
pub(crate) struct Compilation {
    pub(crate) rule: Rule,
    pub(crate) code: Code,
    pub(crate) when: When,
    pub(crate) check: Bool,
    pub(crate) at: Box<[NameId]>,
    pub(crate) accumulators: Vec<Accumulator>,
}

/// When a rule applies.
#[derive(Clone, Debug)]
pub(crate) enum When {
    Always,
    /// Depends on the header and the day alone, so it is worked out once for a header.
    Header(Bool),
    /// Depends on the element, and is false unless these names stand below it.
    Element(Bool, NameSieve),
}

impl RuleSet {
    /// Compiles rules. Their element names are added to `names`; records given to the rules later must have been made
    /// with that table, or with one that grew from it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, each with file, line and column.
    pub fn compile(rules: Vec<Rule>, names: &mut Names, lists: &CodeLists) -> Result<Self, Vec<RuleError>> {
        let elements = Elements::of(names);
        let mut shared = Shared { names, lists, elements: &elements };
        let (mut compiled, mut errors) = (Vec::new(), Vec::new());
        let mut reads_activity = false;
        let mut ids = HashSet::new();
        for rule in rules {
            if !ids.insert(rule.id.clone()) {
                errors.push(whole_file(&rule, Fault::Twice(rule.id.clone())));
                continue;
            }
            if compiled.len() >= RULES_MAX {
                let hint = "split the profile";
                errors.push(whole_file(&rule, Fault::Limit { what: "the number of rules", limit: RULES_MAX, hint }));
                break;
            }
            match compile_rule(&mut shared, rule) {
                Ok((rule, needs)) => {
                    reads_activity |= needs.any_of(Needs::ACTIVITY);
                    compiled.push(rule);
                }
                Err(wrong) => errors.extend(wrong),
            }
        }
        compiled.sort_by(|a, b| a.rule.id.cmp(&b.rule.id));
        if errors.is_empty() { Ok(Self { rules: compiled, elements, reads_activity }) } else { Err(errors) }
    }

    /// The rules, in the order of their identifiers.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter().map(|compiled| &compiled.rule)
    }

    /// A rule by its identifier, which is also the code of its findings.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        let place = self.rules.binary_search_by(|compiled| compiled.rule.id.as_str().cmp(id)).ok()?;
        self.rules.get(place).map(|compiled| &compiled.rule)
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Starts a run over one report with the rules in effect on its day of receipt.
    pub fn run(&self, received: Date) -> Run<'_> {
        Run::new(self, received, self.rules.iter())
    }
}

fn whole_file(rule: &Rule, fault: Fault) -> RuleError {
    RuleError { file: rule.file.clone(), line: 1, column: 1, fault }
}

fn compile_rule(shared: &mut Shared<'_>, rule: Rule) -> Result<(Compilation, Needs), Vec<RuleError>> {
    let mut accumulators = Vec::new();
    let mut compile = |expression: &Expression| -> Result<Compiled, RuleError> {
        compile::condition(shared, rule.scope, &expression.text, &mut accumulators)
            .map_err(|located| expression.error(&rule.file, located.offset, located.fault))
    };
    let when = rule.when.as_ref().map(&mut compile).transpose();
    let check = compile(&rule.check);
    let (when, check) = match (when, check) {
        (Ok(when), Ok(check)) => (when, check),
        (when, check) => return Err([when.err(), check.err()].into_iter().flatten().collect()),
    };
    let needs = when.as_ref().map_or(Needs::NOTHING, |when| when.needs).with(check.needs);
    let of_element = Needs::ELEMENT.with(Needs::STREAM).with(Needs::ACTIVITY).with(Needs::VARIABLE);
    let when = match when {
        None | Some(Compiled { condition: Bool::Const(true), .. }) => When::Always,
        Some(when) if when.needs.any_of(of_element) => {
            let names = sieve::of_condition(&when.condition);
            When::Element(when.condition, names)
        }
        Some(when) => When::Header(when.condition),
    };
    let at = rule.at.iter().map(|step| shared.names.intern(step)).collect();
    let code = Code::named(rule.id.clone());
    Ok((Compilation { code, when, check: check.condition, at, accumulators, rule }, needs))
}
