//! Rules over one report, record by record.

use crate::day::Day;
use crate::elements::Scope;
use crate::eval::{Collected, Env, World};
use crate::gather::Gathered;
use crate::limits::DISTINCT_MAX;
use crate::place::place;
use crate::pool::Pool;
use crate::ruleset::{Compilation, RuleSet, When};
use jiff::civil::Date;
use std::array;
use vocab::{Code, Element, ElementId, Finding, Names, Record, RecordKind, Severity};

/// Code of the finding that says a limit of this crate was reached. Its argument `limit` names it: `steps` (the
/// record is too large to be checked to its end, and the report is refused) or `distinct` (a rule counts no more
/// different values, and `rule` names it).
pub const RULE_LIMIT: Code = Code::fixed("RULE-LIMIT");

/// One report being checked.
///
/// Give each transaction and the activity to [`Run::record`] as they are read, and the header to [`Run::finish`] when
/// all was read. Memory does not grow with the report.
#[derive(Debug)]
pub struct Run<'r> {
    set: &'r RuleSet,
    received: Day,
    in_effect: [Vec<&'r Compilation>; Scope::COUNT],
    /// Those in effect whose `when` holds for the header as it was last seen.
    active: [Vec<&'r Compilation>; Scope::COUNT],
    /// Elements of the header as it was last seen.
    header_seen: Option<usize>,
    /// One for each rule of the scope `report`, and in it one for each of its streaming collections.
    gathered: Vec<Vec<Gathered>>,
    activity: Option<Record>,
    pool: Pool,
    /// How often a `check` was worked out.
    pub(crate) applied: u64,
}

type Sink<'s> = &'s mut dyn FnMut(Finding);

impl<'r> Run<'r> {
    pub(crate) fn new(set: &'r RuleSet, received: Date, rules: impl Iterator<Item = &'r Compilation>) -> Self {
        let mut in_effect: [Vec<&Compilation>; Scope::COUNT] = array::from_fn(|_| Vec::new());
        let mut gathered = Vec::new();
        for rule in rules.filter(|compiled| compiled.rule.in_effect(received)) {
            if rule.rule.scope == Scope::Report {
                gathered.push(rule.accumulators.iter().map(Gathered::new).collect());
            }
            if let Some(rules) = in_effect.get_mut(rule.rule.scope.index()) {
                rules.push(rule);
            }
        }
        let active = array::from_fn(|_| Vec::new());
        let received = Day::from_civil(received);
        let (activity, pool) = (None, Pool::default());
        Self { set, received, in_effect, active, header_seen: None, gathered, activity, pool, applied: 0 }
    }

    /// Checks a transaction or the activity, with the header as far as it was read. A record of the kind `Header` is
    /// left to [`Run::finish`].
    pub fn record(&mut self, record: &Record, header: &Record, names: &Names, found: Sink<'_>) {
        if record.kind == RecordKind::Header || record.is_empty() {
            return;
        }
        self.read_header(header, names, found);
        let mut all_gathered = std::mem::take(&mut self.gathered);
        let env = Env::new(self.world(names), record, header);
        let applied = self.walk(&env, found);
        if record.kind == RecordKind::Transaction {
            let rules = self.in_effect.get(Scope::Report.index()).into_iter().flatten();
            for (gathered, rule) in all_gathered.iter_mut().zip(rules) {
                for (gathered, accumulator) in gathered.iter_mut().zip(&rule.accumulators) {
                    gathered.add(accumulator, &env);
                }
            }
        }
        out_of_steps(&env, found);
        self.gathered = all_gathered;
        self.applied += applied;
        if record.kind == RecordKind::Activity && self.set.reads_activity {
            self.activity = Some(record.clone());
        }
    }

    /// Checks the elements of the header, and the report as a whole.
    pub fn finish(mut self, header: &Record, names: &Names, found: Sink<'_>) {
        self.close(header, names, found);
    }

    /// [`Run::finish`], keeping the run.
    pub(crate) fn close(&mut self, header: &Record, names: &Names, found: Sink<'_>) {
        // The texts of the header may have changed since the last transaction, not only their number.
        self.header_seen = None;
        self.read_header(header, names, found);
        let mut env = Env::new(self.world(names), header, header);
        let mut applied = self.walk(&env, found);
        out_of_steps(&env, found);
        let active = self.active.get(Scope::Report.index()).into_iter().flatten();
        for rule in active {
            let gathered = self.gathered_of(rule);
            let collected: Vec<Collected> = gathered.iter().map(Gathered::result).collect();
            env = Env::new(self.world(names), header, header);
            env.activity = self.activity.as_ref();
            env.collected = &collected;
            let checked = judge(&env, rule, ElementId(0), found);
            applied += u64::from(checked);
            out_of_steps(&env, found);
            if checked && gathered.iter().any(Gathered::capped) {
                let at = place(header, names, ElementId(0));
                found(
                    Finding::new(RULE_LIMIT, Severity::Warn, at)
                        .with("limit", "distinct")
                        .with("rule", &*rule.rule.id)
                        .with("most", DISTINCT_MAX.to_string()),
                );
            }
        }
        self.applied += applied;
    }

    fn gathered_of(&self, rule: &Compilation) -> &[Gathered] {
        let rules = self.in_effect.get(Scope::Report.index()).into_iter().flatten();
        let mut pairs = rules.zip(&self.gathered);
        pairs.find(|(other, _)| std::ptr::eq(**other, rule)).map_or(&[], |(_, gathered)| gathered)
    }

    fn world<'w>(&'w self, names: &'w Names) -> World<'w> {
        World { names, elements: &self.set.elements, pool: &self.pool, received: self.received }
    }

    /// Works out which rules apply, when the header has grown.
    fn read_header(&mut self, header: &Record, names: &Names, found: Sink<'_>) {
        if self.header_seen == Some(header.len()) {
            return;
        }
        self.header_seen = Some(header.len());
        let world = World { names, elements: &self.set.elements, pool: &self.pool, received: self.received };
        let env = Env::new(world, header, header);
        for (active, in_effect) in self.active.iter_mut().zip(&self.in_effect) {
            active.clear();
            active.extend(in_effect.iter().filter(|rule| match &rule.when {
                When::Header(when) => env.bool(when),
                When::Always | When::Element(..) => true,
            }));
        }
        out_of_steps(&env, found);
    }

    /// Runs every rule over every element of its scope, and says how often a check was worked out.
    fn walk(&self, env: &Env<'_>, found: Sink<'_>) -> u64 {
        let mut applied = 0;
        for (id, element) in env.record.elements() {
            let Some(scope) = self.set.elements.scope(env.record, id, element.name) else { continue };
            let Some(rules) = self.active.get(scope.index()) else { continue };
            for rule in rules {
                if may_apply(rule, element) {
                    applied += u64::from(judge(env, rule, id, found));
                }
            }
            if env.exhausted() {
                break;
            }
        }
        applied
    }
}

/// Whether a rule may apply to an element, as far as the names of its children say it.
fn may_apply(rule: &Compilation, element: &Element) -> bool {
    match &rule.when {
        When::Element(_, names) => element.names_below().may_hold(*names),
        When::Always | When::Header(_) => true,
    }
}

/// Runs one rule over one element; whether it applied.
fn judge(env: &Env<'_>, rule: &Compilation, id: ElementId, found: Sink<'_>) -> bool {
    env.it.set(crate::eval::Node { source: crate::eval::Source::Record, id });
    if let When::Element(when, _) = &rule.when
        && !env.bool(when)
    {
        return false;
    }
    if !env.bool(&rule.check) && !env.exhausted() {
        found(finding(env, rule, id));
    }
    true
}

fn finding(env: &Env<'_>, rule: &Compilation, id: ElementId) -> Finding {
    let pointed = rule.at.iter().try_fold(id, |at, name| env.record.child(at, *name));
    let id = pointed.unwrap_or(id);
    let finding = Finding::new(rule.code.clone(), rule.rule.severity, place(env.record, env.names, id));
    let text = env.record.text(id).trim();
    if pointed.is_some() && !text.is_empty() { finding.with_value(text) } else { finding }
}

fn out_of_steps(env: &Env<'_>, found: Sink<'_>) {
    if env.exhausted() {
        let at = place(env.record, env.names, ElementId(0));
        found(Finding::new(RULE_LIMIT, Severity::Reject, at).with("limit", "steps"));
    }
}
