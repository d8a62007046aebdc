//! Companies: like people, a function of the seed and a number.

#![expect(clippy::indexing_slicing, reason = "tables are never empty and every index is drawn below their length")]

use crate::draw::{Domain, Draw};
use crate::people::FOREIGN_FROM;
use crate::places::{Abroad, CITIES, COUNTRIES, City, STREETS};

/// First word of a name.
pub static FIRSTS: [&str; 24] = [
    "Amber",
    "Blue Heron",
    "Cormorant",
    "Delta",
    "Evergreen",
    "Falcon",
    "Granite",
    "Horizon",
    "Ivory",
    "Juniper",
    "Kestrel",
    "Lodestar",
    "Meridian",
    "Northwind",
    "Obsidian",
    "Polaris",
    "Quayside",
    "Redwood",
    "Sable",
    "Tamarind",
    "Umbra",
    "Vesper",
    "Willow",
    "Zephyr",
];

/// Second word of a name and the line of business it means. Those that take much cash come first.
pub static TRADES: [(&str, &str); 20] = [
    ("Kitchen", "Restaurant"),
    ("Markets", "Grocery retail"),
    ("Fuels", "Petrol stations"),
    ("Car Wash", "Car washing"),
    ("Telecom Kiosks", "Retail of phones and airtime"),
    ("Jewels", "Jewellery and precious metals"),
    ("Motors", "Sale of used cars"),
    ("Textiles", "Wholesale of textiles"),
    ("Fisheries", "Fishing and fish processing"),
    ("Logistics", "Freight forwarding"),
    ("Construction", "Building contractor"),
    ("Chemicals", "Wholesale of industrial chemicals"),
    ("Farms", "Agriculture"),
    ("Clinics", "Private health care"),
    ("Software", "Computer programming"),
    ("Estates", "Property development"),
    ("Trading", "Import and export of general goods"),
    ("Consulting", "Management consulting"),
    ("Energy", "Electricity supply"),
    ("Holding", "Holding of shares"),
];

/// How many lines of business, from the first, take much cash.
pub const CASH_TRADES: u64 = 7;

/// What follows the name, with the code of the legal form in the shipped profiles.
pub static FORMS: [(&str, &str); 5] =
    [("Ltd", "LLC"), ("JSC", "JSC"), ("& Partners", "PART"), ("& Sons", "SOLE"), ("Cooperative", "COOP")];

/// A company.
#[derive(Clone, Debug)]
pub struct Company {
    /// Number; from [`FOREIGN_FROM`] on abroad.
    pub index: u64,
    /// First word of the name.
    pub first: &'static str,
    /// Second word of the name.
    pub trade: &'static str,
    /// Line of business.
    pub business: &'static str,
    /// Whether it takes much cash.
    pub cash: bool,
    /// End of the name: may hold an ampersand, which XML must escape.
    pub form: &'static str,
    /// Code of the legal form.
    pub form_code: &'static str,
    /// Number at the register: seven digits.
    pub register: u64,
    /// Day of incorporation, in days since 1970-01-01.
    pub founded_days: i64,
    /// City.
    pub city: &'static City,
    /// Country of incorporation, when abroad.
    pub abroad: Option<&'static Abroad>,
    /// Street.
    pub street: &'static str,
    /// House number.
    pub house: u64,
    /// Digits of the telephone number.
    pub phone: u64,
    /// A number from which the director and the owner are taken.
    pub spare: u64,
}

impl Company {
    /// The company of that number.
    pub fn new(seed: u64, index: u64) -> Self {
        let mut draw = Draw::new(seed, Domain::Company, index);
        let trade_at = draw.below(TRADES.len() as u64);
        let (trade, business) = TRADES[trade_at as usize];
        let (form, form_code) = draw.pick(&FORMS);
        Self {
            index,
            first: draw.pick(&FIRSTS),
            trade,
            business,
            cash: trade_at < CASH_TRADES,
            form,
            form_code,
            register: 1_000_000 + index % FOREIGN_FROM % 9_000_000,
            founded_days: 3653 + draw.below(44 * 365) as i64,
            city: &CITIES[draw.below(CITIES.len() as u64) as usize],
            abroad: (index >= FOREIGN_FROM).then(|| &COUNTRIES[draw.skewed(COUNTRIES.len() as u64) as usize]),
            street: draw.pick(&STREETS),
            house: draw.between(1, 240),
            phone: 50_000_000 + draw.below(10_000_000),
            spare: draw.bits(),
        }
    }

    /// Writes the registered name, not escaped.
    pub fn push_name(&self, out: &mut Vec<u8>) {
        for text in [self.first, " ", self.trade, " ", self.form] {
            out.extend_from_slice(text.as_bytes());
        }
    }

    /// The registered name.
    pub fn name(&self) -> String {
        let mut out = Vec::new();
        self.push_name(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_company_is_a_function_of_seed_and_number() {
        assert_eq!(Company::new(1, 5).name(), Company::new(1, 5).name());
        let names: std::collections::HashSet<String> = (0..300).map(|n| Company::new(1, n).name()).collect();
        assert!(names.len() > 150, "{}", names.len());
    }

    #[test]
    fn some_live_abroad_and_some_need_escaping() {
        assert!(Company::new(1, FOREIGN_FROM + 3).abroad.is_some());
        assert!(Company::new(1, 3).abroad.is_none());
        assert!((0..50).any(|n| Company::new(1, n).name().contains('&')));
    }
}
