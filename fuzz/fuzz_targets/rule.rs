//! A rule file: parsed and compiled, or refused with its place; what compiles runs its examples.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rules::{CodeLists, Rule, RuleSet, check_examples};
use vocab::Names;

fuzz_target!(|text: &str| {
    // The file name has to agree with the identifier; half of the inputs would otherwise stop there.
    let id = text.split('"').nth(1).filter(|id| id.len() < 40).unwrap_or("ZZ-0001");
    let rule = match Rule::parse(&format!("rules/{id}.toml"), text) {
        Ok(rule) => rule,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let mut lists = CodeLists::new();
    lists.insert("country", ["ZZ", "FR"].into_iter());
    let mut names = Names::new();
    match RuleSet::compile(vec![rule], &mut names, &lists) {
        Ok(set) => _ = check_examples(&set, &names),
        Err(errors) => assert!(!errors.is_empty()),
    }
});
