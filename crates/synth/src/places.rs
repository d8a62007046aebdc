//! The geography of Zedland and the countries it trades with.

/// A city of Zedland. All invented.
#[derive(Debug, PartialEq, Eq)]
pub struct City {
    /// Name.
    pub name: &'static str,
    /// Province.
    pub province: &'static str,
    /// First two digits of its postal codes.
    pub zip: u64,
    /// Latitude in ten-thousandths of a degree. Zedland lies in the open Atlantic.
    pub latitude_e4: i64,
    /// Longitude in ten-thousandths of a degree.
    pub longitude_e4: i64,
}

const fn city(name: &'static str, province: &'static str, zip: u64, latitude_e4: i64, longitude_e4: i64) -> City {
    City { name, province, zip, latitude_e4, longitude_e4 }
}

/// Cities, largest first; draws favour the beginning.
pub static CITIES: [City; 16] = [
    city("Zedopolis", "Capital District", 10, 30_0100, -38_2000),
    city("Port Omicron", "Coast", 20, 29_2400, -37_1100),
    city("Lower Wexby", "Coast", 21, 29_0800, -37_5400),
    city("Karsk Amber", "North March", 30, 33_9000, -38_9000),
    city("San Telmir", "South Bay", 40, 27_1200, -38_0400),
    city("Qasr Nadim", "South Bay", 41, 27_4500, -38_6600),
    city("Newhaven Ridge", "High Country", 50, 31_7700, -39_9100),
    city("Ostrovia", "North March", 31, 33_2100, -39_3300),
    city("Meridian Falls", "High Country", 51, 31_1500, -39_5000),
    city("Tallow Bridge", "Midlands", 60, 30_6600, -38_7300),
    city("Vasska", "Midlands", 61, 30_9900, -38_5100),
    city("Linden Quay", "Coast", 22, 28_8100, -36_9500),
    city("Dovrehall", "North March", 32, 34_2000, -38_4200),
    city("Aksum Gate", "South Bay", 42, 26_8800, -38_3700),
    city("Frontera", "Border District", 70, 26_1000, -40_7500),
    city("Xylo Springs", "Border District", 71, 26_3300, -40_2100),
];

/// Streets found in every city.
pub static STREETS: [&str; 24] = [
    "Harbour Street",
    "Mill Lane",
    "Republic Avenue",
    "Old Market",
    "Station Road",
    "Orchard Row",
    "Lighthouse Walk",
    "Ropemaker Street",
    "Observatory Hill",
    "Copper Alley",
    "Independence Square",
    "River Terrace",
    "Granary Lane",
    "Tram Depot Road",
    "Juniper Close",
    "Customs House Quay",
    "Salt Road",
    "Weaver Street",
    "Cathedral Close",
    "Northern Ring",
    "Cemetery Road",
    "Quarry Path",
    "Academy Street",
    "Fig Tree Court",
];

/// A country with which Zedland exchanges money.
#[derive(Debug, PartialEq, Eq)]
pub struct Abroad {
    /// ISO 3166 alpha-2.
    pub code: &'static str,
    /// ISO 4217 alpha-3.
    pub currency: &'static str,
    /// Units of local currency for a million units of the foreign one. Invented, and constant.
    pub rate_e6: u64,
    /// Name of the bank every resident of that country uses in this story.
    pub bank: &'static str,
    /// Its SWIFT-shaped code.
    pub swift: &'static str,
    /// International dialling prefix.
    pub dial: &'static str,
    /// A city there.
    pub city: &'static str,
}

const fn abroad(ids: [&'static str; 2], rate_e6: u64, bank: [&'static str; 2], place: [&'static str; 2]) -> Abroad {
    let ([code, currency], [bank, swift], [dial, city]) = (ids, bank, place);
    Abroad { code, currency, rate_e6, bank, swift, dial, city }
}

/// The countries, in the order of their weight in trade.
pub static COUNTRIES: [Abroad; 16] = [
    abroad(["DE", "EUR"], 1_912_000, ["Sample Kredithaus", "SMPKDEF0"], ["49", "Hamburg"]),
    abroad(["AE", "AED"], 476_500, ["Sample Gulf Bank", "SMPGAEA0"], ["971", "Dubai"]),
    abroad(["CN", "CNY"], 241_300, ["Sample Jade Bank", "SMPJCNB0"], ["86", "Guangzhou"]),
    abroad(["PL", "PLN"], 447_000, ["Sample Bank Wisla", "SMPWPLP0"], ["48", "Krakow"]),
    abroad(["GB", "GBP"], 2_236_000, ["Sample Thames Bank", "SMPTGBL0"], ["44", "Leeds"]),
    abroad(["US", "USD"], 1_750_000, ["Sample Prairie Bank", "SMPPUSN0"], ["1", "Omaha"]),
    abroad(["TR", "TRY"], 51_200, ["Sample Bosfor Bank", "SMPBTRI0"], ["90", "Izmir"]),
    abroad(["KZ", "KZT"], 3_410, ["Sample Steppe Bank", "SMPSKZK0"], ["7", "Almaty"]),
    abroad(["CY", "EUR"], 1_912_000, ["Sample Levant Bank", "SMPLCYC0"], ["357", "Larnaca"]),
    abroad(["EG", "EGP"], 36_100, ["Sample Nile Bank", "SMPNEGC0"], ["20", "Alexandria"]),
    abroad(["NP", "NPR"], 13_000, ["Sample Himal Bank", "SMPHNPK0"], ["977", "Pokhara"]),
    abroad(["ET", "ETB"], 14_100, ["Sample Awash Bank", "SMPAETA0"], ["251", "Adama"]),
    abroad(["GE", "GEL"], 640_000, ["Sample Kura Bank", "SMPKGET0"], ["995", "Batumi"]),
    abroad(["TH", "THB"], 49_800, ["Sample Siam Bank", "SMPSTHB0"], ["66", "Chiang Mai"]),
    abroad(["MX", "MXN"], 95_400, ["Sample Banco del Istmo", "SMPIMXM0"], ["52", "Puebla"]),
    abroad(["SD", "SDG"], 2_910, ["Sample Savanna Bank", "SMPVSDK0"], ["249", "Port Sudan"]),
];

/// The country of that code, or the first of the list.
pub fn abroad_of(code: &str) -> &'static Abroad {
    let [first, ..] = &COUNTRIES;
    COUNTRIES.iter().find(|c| c.code == code).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::CUSTOMS;

    #[test]
    fn every_custom_has_a_country_abroad() {
        for custom in &CUSTOMS {
            assert_eq!(abroad_of(custom.abroad).code, custom.abroad);
        }
    }

    #[test]
    fn swift_codes_carry_their_country() {
        for country in &COUNTRIES {
            assert_eq!(country.swift.len(), 8);
            assert_eq!(&country.swift[4..6], country.code);
        }
    }
}
