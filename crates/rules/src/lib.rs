//! Business rules over a goAML report: text, one rule one file, compiled once, fast.
//!
//! A rule is a TOML file with an identifier, a severity, a *scope* (which elements it is about), a condition in CEL
//! (the Common Expression Language), its days of effect, its legal source, its words in up to six languages and its
//! own examples. This crate reads such files ([`Rule::parse`]), compiles them ([`RuleSet::compile`]), runs them over
//! a report record by record ([`RuleSet::run`]) and runs their examples ([`check_examples`]). It does no input or
//! output and has no clock: the day of receipt is a parameter.
//!
//! # What an expression sees
//!
//! `it` is the element, `name` its name, `my_client` whether it or an element around it is a `…_my_client`,
//! `transaction` the transaction around it, `report` the header as far as it was read, `received` the day of receipt.
//! In the scope `report`, where `it` is `report`, there are also `activity` and `transactions`; of the latter only
//! `count()`, `exists(t, c)`, `all(t, c)`, `sum(t, n)` and `distinct(t, x)`, because transactions pass by once and
//! are not kept.
//!
//! # What an expression means
//!
//! - **Values are texts as filed**, not trimmed. `number(x)` makes an exact decimal of one, `date(x)` a day.
//! - **What is missing is absent**: an element that is not there or says `xsi:nil`, a text that is no number or no
//!   day, a number too large, a division by zero, and whatever is made from something absent. A comparison with
//!   something absent (`==`, `!=`, `<`, `in` …) and a condition on it (`matches`, `iban` …) is *false*. Conditions
//!   themselves are true or false and never absent, so `!(it.x == "A")` is true when there is no `x`.
//! - **A list with nothing in it is empty**, not absent: `size` is 0, `exists` false, `all` true.
//! - **`size(x)`** counts the elements of a list, or the characters of a text. An element that the goAML schemas let
//!   stand several times (`it.email`, `it.phones.phone` …) is a list; it is read with `exists`, `all`, `filter`,
//!   `map`, `in` or `[0]`.
//! - **Numbers are decimals** with 18 places: `7 / 2` is 3.5. Days with no time of day compare by the day.
//! - `digits(x)` and `letters(x)` are what is left of `x`, and, where a condition is wanted, whether `x` is made of
//!   nothing else and not empty.
//! - `matches` searches, as in CEL: write `^…$` for the whole text.
//!
//! Where CEL's own interpreter gives true or false, so does this one, and the same, apart from these points: the type
//! of numbers, and `size` of an element that can stand several times and stands once. Where CEL's gives an error
//! (missing field, wrong type) this one gives false, or the rule does not compile.
//!
//! # Invariants and limits
//!
//! A rule that compiles cannot fail later. Running allocates nothing per evaluation once its buffers have grown, except
//! for the findings themselves; memory does not grow with the report. Work is counted in steps, in proportion to the
//! size of the record; a record that takes more is reported with [`RULE_LIMIT`] and refused, never half checked in
//! silence. Every limit is in [`limits`].
//!
//! # Reading order
//!
//! `file` (the rule as written) → `elements` (scopes) → `compile` (CEL to `expr`) → `eval` → `ruleset`, `sieve`, `run`,
//! `gather` → `place` → `example`. Values: [`decimal`], [`day`], [`checks`], `lists`, `pattern`,
//! `pool`.

pub mod checks;
mod compile;
pub mod day;
pub mod decimal;
mod elements;
mod error;
mod eval;
mod example;
mod expr;
mod file;
mod gather;
pub mod limits;
mod lists;
mod pattern;
mod place;
mod pool;
mod ruleset;
mod run;
mod sieve;

pub use elements::Scope;
pub use error::{Fault, RuleError};
pub use example::{ExampleResult, check_examples};
pub use file::{Example, LANGUAGES, Rule, Verdict, Words};
pub use lists::CodeLists;
pub use ruleset::RuleSet;
pub use run::{RULE_LIMIT, Run};
