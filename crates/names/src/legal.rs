//! Legal forms of companies.

use std::sync::OnceLock;

use hashbrown::HashMap;

use crate::tables::lines;

/// What a legal form amounts to, across countries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum LegalClass {
    /// None was written.
    #[default]
    None,
    /// Company with liability limited to its capital, shares not offered to the public (GmbH, Ltd, ООО, SARL).
    Limited,
    /// Joint-stock company (AG, S.A., PLC, ПАО).
    JointStock,
    /// Partnership with a partner who is liable without limit (KG, LP, OHG).
    Partnership,
    /// One natural person in trade (ИП, e.K.).
    Sole,
    /// Cooperative.
    Cooperative,
    /// Foundation or trust.
    Foundation,
    /// Association or other body without shareholders.
    Association,
    /// State enterprise or authority.
    State,
}

struct Forms {
    spaced: HashMap<&'static str, LegalClass>,
    attached: Vec<(&'static str, LegalClass)>,
}

fn forms() -> &'static Forms {
    static TABLE: OnceLock<Forms> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Forms { spaced: HashMap::new(), attached: Vec::new() };
        for line in lines(include_str!("../data/legal.txt")) {
            let mut words = line.split_whitespace();
            let class = match words.next() {
                Some("limited") => LegalClass::Limited,
                Some("stock") => LegalClass::JointStock,
                Some("partnership") => LegalClass::Partnership,
                Some("sole") => LegalClass::Sole,
                Some("cooperative") => LegalClass::Cooperative,
                Some("foundation") => LegalClass::Foundation,
                Some("association") => LegalClass::Association,
                Some("state") => LegalClass::State,
                _ => continue,
            };
            for form in words {
                let runs_on = form
                    .chars()
                    .any(|c| matches!(crate::Script::of(c), Some(s) if s.runs_on() || s == crate::Script::Thai));
                if runs_on {
                    table.attached.push((form, class));
                } else {
                    table.spaced.insert(form, class);
                }
            }
        }
        table.attached.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        table
    })
}

/// The class of a legal form written without dots and spaces, in lower case.
pub(crate) fn class_of(joined: &str) -> Option<LegalClass> {
    forms().spaced.get(joined).copied()
}

/// Cuts legal forms off a name written without spaces, at its end or beginning.
pub(crate) fn cut_attached(text: &str) -> (String, LegalClass) {
    let (mut rest, mut class) = (text.trim().to_owned(), LegalClass::None);
    for _ in 0..2 {
        for (form, found) in &forms().attached {
            let cut = rest.strip_suffix(form).or_else(|| rest.strip_prefix(form)).map(str::trim);
            if let Some(cut) = cut.filter(|cut| !cut.is_empty()) {
                rest = cut.to_owned();
                class = if class == LegalClass::None { *found } else { class };
                break;
            }
        }
    }
    (rest, class)
}
