//! Rule files.

use crate::{Read, text};
use rules::{CodeLists, Rule, RuleSet, check_examples};
use vocab::Names;

/// A rule file: parsed and compiled, or refused with its place; what compiles runs its examples. Counts those that come
/// out as they say.
pub fn rule(bytes: &[u8]) -> Read {
    let text = text(bytes);
    // The file name has to agree with the identifier; half of the inputs would otherwise stop there.
    let id = text.split('"').nth(1).filter(|id| id.len() < 40).unwrap_or("ZZ-0001");
    let rule = match Rule::parse(&format!("rules/{id}.toml"), text) {
        Ok(rule) => rule,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "said in words");
            return None;
        }
    };
    let mut lists = CodeLists::new();
    lists.insert("country", ["ZZ", "FR"]);
    let mut names = Names::new();
    match RuleSet::compile(vec![rule], &mut names, &lists) {
        Ok(set) => Some(check_examples(&set, &names).iter().filter(|example| example.is_right()).count()),
        Err(errors) => {
            assert!(!errors.is_empty(), "refused for a reason");
            None
        }
    }
}
