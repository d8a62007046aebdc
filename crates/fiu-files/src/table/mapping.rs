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
//! ```

use super::roles::Role;
use super::time::Moments;
use crate::failure::Failure;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

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
        }
    }
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
            let role = Role::ALL.into_iter().find(|role| role.name() == name);
            let known = || Role::ALL.map(Role::name).join(", ");
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
