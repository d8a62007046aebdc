//! A new profile around a national schema, for an FIU that has a schema and nothing else yet.

use crate::enumerations::{self, Enumeration, SchemaFacts};
use crate::error::ProfileError;
use crate::files::Files;
use crate::load::KINDS;
use crate::manifest::{self, Family};
use jiff::civil::Date;
use std::fmt::Write as _;

/// Codes of activity-based reports that several countries share. Source: published code lists of goAML countries.
const ACTIVITY: [&str; 12] =
    ["SAR", "AIF", "AIFA", "ECDD", "HRCA", "CNMRA", "PNMRA", "PNMR", "REAR", "PITP", "LAPT", "PNM"];
/// Codes of transaction-based reports that several countries share.
const TRANSACTIONS: [&str; 20] = [
    "STR", "CTR", "EFT", "IFT", "TFR", "AIFT", "ECDDT", "HRC", "CNMRT", "LTKM", "LTKMT", "LTKTK", "LTKTM", "TKLIB",
    "TKLIP", "TKLOB", "TKLOP", "PDTP", "DPMSR", "LCT",
];
/// Codes of answers to a request that several countries share.
const ANSWERS: [&str; 8] = ["AIF", "AIFT", "AIFA", "ECDD", "ECDDT", "PITP", "PDTP", "LTKMP"];

/// Makes the files of a new profile around a schema: code lists with the labels of the schema, kinds of reports, and a
/// place for rules with one commented example. What cannot be known from a schema (office, time zone, currency) is
/// left at a value to be corrected, with a comment that says so.
///
/// `from` is the first day of effect.
///
/// # Errors
///
/// When the text is not a schema.
pub fn new_from_schema(schema: &str, code: &str, from: Date) -> Result<Files, ProfileError> {
    let schema = schema.strip_prefix('\u{feff}').unwrap_or(schema);
    let facts = SchemaFacts::read(schema)?;
    let mut files = Files::new();
    files.insert(enumerations::FILE, schema);
    files.insert(manifest::FILE, manifest_text(&facts, code, from));
    for list in &facts.lists {
        files.insert(format!("lists/{}.toml", list.name), list_text(list));
    }
    files.insert("rules/first-rule.toml.example", rule_text(code, from));
    Ok(files)
}

fn family(facts: &SchemaFacts) -> Family {
    let five = ["report_date", "reporting_user_code", "full_name_frn", "network_device"];
    if five.iter().any(|name| facts.elements.contains(*name)) { Family::Five } else { Family::Four }
}

fn root(facts: &SchemaFacts) -> &str {
    let report = facts.roots.iter().find(|root| *root == "report").or_else(|| facts.roots.first());
    report.map_or("report", String::as_str)
}

fn manifest_text(facts: &SchemaFacts, code: &str, from: Date) -> String {
    let goaml = if family(facts) == Family::Four { 4 } else { 5 };
    let version = facts.version.as_deref().unwrap_or("1");
    let mut text = format!(
        "# Made from a schema. Lines that end in `correct` hold what a schema cannot say.\n\
         code = {}\nversion = {}\nfrom = \"{from}\"\ndialect = \"dotnet\"\ngoaml = {goaml}\nroot = {}\n\
         default_language = \"en\"\nlanguages = [\"en\"]\n# currency_local = \"XXX\"  # correct\n\
         time_zone = \"Etc/UTC\"  # correct\nnames = {{ en = {} }}  # correct\n\
         office = {{ en = \"Financial Intelligence Unit\" }}  # correct\n",
        quoted(code),
        quoted(version),
        quoted(root(facts)),
        quoted(code),
    );
    let kinds = facts.list(KINDS).map(|list| list.codes.iter()).into_iter().flatten().filter(|kind| kind.code != "-");
    for kind in kinds {
        let about = match kind.code.as_str() {
            code if ACTIVITY.contains(&code) => "activity",
            code if TRANSACTIONS.contains(&code) => "transactions",
            _ => "either",
        };
        let answers = if ANSWERS.contains(&kind.code.as_str()) { "answers_request = true\n" } else { "" };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "\n[[kind]]\ncode = {}\nabout = \"{about}\"\nprefix = {}\n{answers}",
            quoted(&kind.code),
            quoted(&prefix(&kind.code)),
        );
    }
    text
}

fn prefix(code: &str) -> String {
    let letters: String = code.to_uppercase().chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    if letters.is_empty() { "R".to_owned() } else { letters }
}

fn list_text(list: &Enumeration) -> String {
    let mut text = format!("list = {}\n\n[codes]\n", quoted(&list.name));
    for code in &list.codes {
        let label = code.label.as_deref().unwrap_or(&code.code);
        let _ = writeln!(text, "{} = {{ en = {} }}", quoted(&code.code), quoted(label));
    }
    text
}

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn rule_text(code: &str, from: Date) -> String {
    let id: String = code.to_uppercase().chars().filter(char::is_ascii_alphanumeric).take(4).collect();
    format!(
        "# One rule, one file. Save this as {id}-0001.toml and change it; files of other endings are not read.\n\
         id = \"{id}-0001\"\nseverity = \"reject\"  # reject, warn or quality\nscope = \"transaction\"\n\
         check = 'number(it.amount_local) > 0'\nat = \"amount_local\"\nfrom = \"{from}\"\n\
         legal = \"Name the law, and the article.\"\n\n[words.en]\ntitle = \"Amount is zero\"\n\
         text = \"A transaction moves an amount above zero.\"\nfix = \"Correct the amount.\"\n\n\
         [[example]]\nname = \"an amount\"\nverdict = \"pass\"\n\
         xml = '''<transaction><amount_local>10</amount_local></transaction>'''\n\n\
         [[example]]\nname = \"nothing\"\nverdict = \"fail\"\n\
         xml = '''<transaction><amount_local>0</amount_local></transaction>'''\n",
    )
}
