//! What a user says about a file whose columns, units or times are not the usual ones.
//!
//! ```toml
//! units = "major"               # or "minor": cents, satoshis
//! decimal = ","                 # the decimal sign of amounts; `.` if not said
//! delimiter = ";"               # what separates cells; the likeliest if not said
//! time = "%d.%m.%Y %H:%M"       # or "unix-seconds", "unix-millis"; ISO 8601 if not said
//! zone = "Europe/Madrid"        # of times that name none; UTC if not said
//! currency = "EUR"              # of rows that name none
//! [columns]
//! amount = "Importe neto"
//! [decimals]
//! USDT = 6
//! [rates]                       # units of the currency that amounts are compared in, for one unit
//! EUR = "1.0850"
//! [channels]                    # what a channel is: cash, wire, card, cheque, virtual, loan, repayment, equity, trade, goods
//! "Cajero" = "cash"
//! [nodes]                       # what an account is by its name: account, party, wallet, cash, goods, excluded
//! cash = ["CASH*"]
//! ```

use super::roles::Role;
use super::time::Moments;
use crate::failure::Failure;
use graph::NodeKind;
use jiff::tz::TimeZone;
use patterns::Class;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use vocab::Decimal;

/// In what amounts are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Units {
    /// Whole units of the currency with decimals: euros.
    #[default]
    Major,
    /// The smallest units: cents.
    Minor,
}

/// The file as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    units: Option<Units>,
    decimal: Option<String>,
    delimiter: Option<String>,
    time: Option<String>,
    zone: Option<String>,
    currency: Option<String>,
    columns: BTreeMap<String, String>,
    decimals: BTreeMap<String, u8>,
    rates: BTreeMap<String, String>,
    channels: BTreeMap<String, String>,
    nodes: BTreeMap<String, Vec<String>>,
}

/// What is known about a file beside the file.
#[derive(Clone, Debug)]
pub struct Mapping {
    /// In what amounts are counted; `None` if nothing is said and the column's name decides.
    pub units: Option<Units>,
    /// The decimal sign.
    pub decimal: char,
    /// What separates cells of CSV.
    pub delimiter: Option<u8>,
    /// How times are read.
    pub moments: Moments,
    /// The currency of rows that name none.
    pub currency: Option<String>,
    columns: BTreeMap<Role, String>,
    decimals: BTreeMap<String, u8>,
    rates: BTreeMap<String, Decimal>,
    channels: BTreeMap<String, Class>,
    nodes: Vec<(String, Named)>,
}

/// What a name of an account says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// What it is.
    Kind(NodeKind),
    /// Money is not followed through it: exchanges, utilities, the tax office.
    Excluded,
}

impl Named {
    const WORDS: [(&'static str, Self); 6] = [
        ("account", Self::Kind(NodeKind::Account)),
        ("party", Self::Kind(NodeKind::Party)),
        ("wallet", Self::Kind(NodeKind::Wallet)),
        ("cash", Self::Kind(NodeKind::Cash)),
        ("goods", Self::Kind(NodeKind::Goods)),
        ("excluded", Self::Excluded),
    ];
}

/// Whether a name fits a pattern in which `*` stands for anything.
pub fn fits(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut left) = name.strip_prefix(head) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let tail = parts.pop().unwrap_or("");
    for part in parts {
        match left.find(part).and_then(|at| left.get(at + part.len()..)) {
            Some(after) => left = after,
            None => return false,
        }
    }
    left.ends_with(tail)
}

impl Default for Mapping {
    fn default() -> Self {
        Self {
            units: None,
            decimal: '.',
            delimiter: None,
            moments: Moments::default(),
            currency: None,
            columns: BTreeMap::new(),
            decimals: BTreeMap::new(),
            rates: BTreeMap::new(),
            channels: BTreeMap::new(),
            nodes: Vec::new(),
        }
    }
}

/// The word of a table that is meant, or what could be written.
fn word<T: Copy>(found: &str, words: &[(&'static str, T)]) -> Result<T, String> {
    let known = || words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
    let meant = words.iter().find(|(word, _)| *word == found);
    meant.map(|(_, meant)| *meant).ok_or_else(|| format!("`{found}` is not understood; it may be {}", known()))
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    ///
    /// [`Failure::Read`], [`Failure::Mapping`].
    pub fn load(path: &Path) -> Result<Self, Failure> {
        let file = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|source| Failure::Read { file: file.clone(), source })?;
        Self::parse(&text).map_err(|said| Failure::Mapping { file, said })
    }

    /// Reads the text of a mapping file.
    ///
    /// # Errors
    ///
    /// What is wrong, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let written: Written = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut mapping = Self { units: written.units, currency: written.currency, ..Self::default() };
        for (name, column) in written.columns {
            let role = Role::ALL.iter().copied().find(|role| role.name() == name);
            let known = || Role::ALL.iter().map(|role| role.name()).collect::<Vec<_>>().join(", ");
            let role = role.ok_or_else(|| format!("`{name}` is not a role; roles are {}", known()))?;
            mapping.columns.insert(role, column);
        }
        mapping.decimal = match written.decimal.as_deref() {
            None | Some(".") => '.',
            Some(",") => ',',
            Some(other) => return Err(format!("decimal is `{other}`; it can be `.` or `,`")),
        };
        mapping.delimiter = match written.delimiter.as_deref() {
            None => None,
            Some(one @ ("," | ";" | "|" | "\t")) => one.bytes().next(),
            Some("tab") => Some(b'\t'),
            Some(other) => return Err(format!("delimiter is `{other}`; it can be `,` `;` `|` or `tab`")),
        };
        if let Some((name, digits)) = written.decimals.iter().find(|(_, digits)| **digits > 18) {
            return Err(format!("{name} has {digits} decimals; at most 18 can be reckoned with"));
        }
        mapping.decimals = written.decimals;
        for (currency, rate) in written.rates {
            let plain = Decimal::parse(&rate).ok().filter(|rate| rate.parts().0 > 0);
            let rate = plain.ok_or_else(|| format!("the rate of {currency} is `{rate}`; it is a number above zero"))?;
            mapping.rates.insert(currency, rate);
        }
        for (code, class) in written.channels {
            mapping.channels.insert(code, word(&class, &Class::CODES)?);
        }
        for (kind, patterns) in written.nodes {
            let named = word(&kind, &Named::WORDS)?;
            mapping.nodes.extend(patterns.into_iter().map(|pattern| (pattern, named)));
        }
        let zone = match written.zone {
            None => TimeZone::UTC,
            Some(name) => TimeZone::get(&name).map_err(|_| format!("there is no time zone `{name}`"))?,
        };
        mapping.moments = Moments::new(written.time.as_deref(), zone);
        Ok(mapping)
    }

    /// The column that a user named for a role.
    pub fn column(&self, role: Role) -> Option<&str> {
        self.columns.get(&role).map(String::as_str)
    }

    /// What one minor unit of a currency is worth, if the user says so: units for one unit.
    pub fn rate(&self, currency: &str) -> Option<Decimal> {
        self.rates.get(currency).copied()
    }

    /// What a channel is: what the user says, else what its own name means in whatever case.
    pub fn channel(&self, code: &str) -> Class {
        let usual = || {
            let code = code.to_ascii_lowercase();
            match code.as_str() {
                "atm" | "deposit" | "cash deposit" | "cash withdrawal" | "agent" => Class::Cash,
                "transfer" | "mobile" | "sepa" | "swift" => Class::Wire,
                "check" => Class::Cheque,
                "crypto" => Class::Virtual,
                "securities" => Class::Equity,
                _ => Class::CODES.iter().find(|(known, _)| *known == code).map_or(Class::Other, |(_, class)| *class),
            }
        };
        self.channels.get(code).copied().unwrap_or_else(usual)
    }

    /// What the name of an account says about it; the first pattern that fits decides.
    pub fn named(&self, name: &str) -> Option<Named> {
        self.nodes.iter().find(|(pattern, _)| fits(pattern, name)).map(|(_, named)| *named)
    }

    /// How many decimals a currency has: what the user says, then ISO 4217, then some virtual assets. Three capital
    /// letters that ISO 4217 makes no exception for have two.
    pub fn decimals(&self, currency: &str) -> Option<u8> {
        if let Some(said) = self.decimals.get(currency) {
            return Some(*said);
        }
        Some(match currency {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND"
            | "VUV" | "XAF" | "XOF" | "XPF" => 0,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            "CLF" | "UYW" => 4,
            "BTC" | "XBT" | "LTC" | "BCH" => 8,
            "USDT" | "USDC" => 6,
            // Their smallest units are so small that 64 bits hold few; the user says how many decimals to keep.
            "ETH" | "BNB" | "DAI" => return None,
            code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => 2,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, name, wanted) in [
            ("CASH", "CASH", true),
            ("CASH", "CASH2", false),
            ("EX-*", "EX-1", true),
            ("EX-*", "AEX-1", false),
            ("*bank*", "a bank b", true),
            ("*bank*", "a ban b", false),
            ("a*a", "a", false),
            ("*", "", true),
            ("a*b*c", "axbxxc", true),
        ] {
            assert_eq!(fits(pattern, name), wanted, "{pattern} {name}");
        }
    }

    #[test]
    fn rates_channels_and_names_are_read_or_refused() {
        let said =
            "[rates]\nEUR = \"1.085\"\n[channels]\nCajero = \"cash\"\n[nodes]\ncash = [\"C*\"]\nexcluded = [\"TAX\"]";
        let mapping = Mapping::parse(said).unwrap();
        assert_eq!(mapping.rate("EUR"), Decimal::parse("1.085").ok());
        assert_eq!(
            ["Cajero", "ATM", "Wire", "?"].map(|code| mapping.channel(code)),
            [Class::Cash, Class::Cash, Class::Wire, Class::Other]
        );
        assert_eq!(mapping.named("C-7"), Some(Named::Kind(NodeKind::Cash)));
        assert_eq!((mapping.named("TAX"), mapping.named("A")), (Some(Named::Excluded), None));
        for wrong in [
            "[rates]\nEUR = \"0\"",
            "[rates]\nEUR = 1.5",
            "[rates]\nEUR = \"1,5\"",
            "[channels]\nx = \"gold\"",
            "[nodes]\nbank = []",
        ] {
            assert!(Mapping::parse(wrong).is_err(), "{wrong}");
        }
    }
}
