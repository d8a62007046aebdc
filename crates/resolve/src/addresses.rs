//! Addresses in the form that is compared: folded words, the house number apart, postcode and country.
//!
//! There is no gazetteer here: two names of one town agree only when they are spelt alike. Street words that say no
//! more than "street" are dropped, abbreviated or not, in the languages listed in [`STREET_WORDS`].

/// One address ready to be compared. Texts are folded: small letters and digits, one blank between words.
#[derive(Clone, PartialEq, Eq, Default, Hash)]
pub struct Address {
    /// Words of the street without the number and without words that mean "street", sorted.
    pub street: String,
    /// House number as digits, without what follows (`12` of `12b`); 0 when there is none, 65535 when it is larger.
    pub number: u16,
    /// Town.
    pub city: String,
    /// Postal code without blanks and hyphens.
    pub postcode: String,
    /// Country as two letters packed into 16 bits ([`pack_country`]); 0 when not known.
    pub country: u16,
}

/// Words for street, road, building and the like, folded.
pub const STREET_WORDS: [&str; 56] = [
    "street",
    "st",
    "str",
    "strasse",
    "road",
    "rd",
    "avenue",
    "ave",
    "av",
    "lane",
    "ln",
    "drive",
    "dr",
    "square",
    "sq",
    "boulevard",
    "blvd",
    "bd",
    "rue",
    "place",
    "pl",
    "calle",
    "c",
    "avenida",
    "avda",
    "plaza",
    "via",
    "viale",
    "piazza",
    "corso",
    "rua",
    "travessa",
    "ulitsa",
    "ulica",
    "ul",
    "prospekt",
    "pr",
    "pereulok",
    "per",
    "straat",
    "laan",
    "weg",
    "gasse",
    "platz",
    "gatan",
    "vej",
    "sokak",
    "sok",
    "cadde",
    "cad",
    "mahallesi",
    "mah",
    "jalan",
    "no",
    "apt",
    "flat",
];

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Address(…)")
    }
}

/// Small letters and digits with one blank between words; letters outside ASCII stay, in small.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// [`fold`] into a buffer that is used again.
pub fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        folded.push_str(text);
        folded.make_ascii_lowercase();
        return;
    }
    let mut gap = false;
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            if letter.is_ascii() {
                folded.push(letter.to_ascii_lowercase())
            } else {
                folded.extend(letter.to_lowercase())
            }
        } else if letter != '\'' && letter != '’' {
            gap = true;
        }
    }
}

/// A postal code in the form that is compared: capitals and digits only.
pub fn postcode_into(text: &str, code: &mut String) {
    code.clear();
    code.extend(text.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| letter.to_ascii_uppercase()));
}

/// Two ASCII letters as a number; 0 for anything else.
pub fn pack_country(text: &str) -> u16 {
    match text.trim().as_bytes() {
        [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
            u16::from_be_bytes([a.to_ascii_uppercase(), b.to_ascii_uppercase()])
        }
        _ => 0,
    }
}

/// What [`pack_country`] packed.
pub fn unpack_country(packed: u16) -> String {
    if packed == 0 { String::new() } else { packed.to_be_bytes().iter().map(|byte| char::from(*byte)).collect() }
}

/// Splits a street line into its sorted words and the first house number.
pub fn street(text: &str) -> (String, u16) {
    let folded = fold(text);
    let mut number = 0;
    let mut words: Vec<&str> = Vec::new();
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        let digits: &str = word.split(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
        if number == 0 && !digits.is_empty() {
            number = digits.parse().unwrap_or(u16::MAX);
        } else if !STREET_WORDS.contains(&word) {
            words.push(word.strip_suffix("strasse").or_else(|| word.strip_suffix("straße")).unwrap_or(word));
        }
    }
    words.sort_unstable();
    (words.join(" "), number)
}

impl Address {
    /// Reads an address from its fields as filed.
    pub fn new(place: &crate::mention::PlaceText<'_>) -> Self {
        let (street, number) = street(place.street);
        let mut postcode = String::new();
        postcode_into(place.postcode, &mut postcode);
        Self { street, number, city: fold(place.city), postcode, country: pack_country(place.country) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::PlaceText;

    #[test]
    fn the_same_address_written_differently_is_the_same() {
        let address = |street, city, postcode| Address::new(&PlaceText { street, city, postcode, country: "xx" });
        for (a, b) in [
            (("12b High Street", "Old Town", "AB1 2CD"), ("High St., 12", "old-town", "ab12cd")),
            (("Lindenstraße 5", "Köln", "50674"), ("5, LINDENSTRASSE", "KÖLN", "50674")),
            (("ul. Lenina, 7", "Орёл", "302 000"), ("Lenina ulitsa 7", "орёл", "302000")),
        ] {
            assert!(address(a.0, a.1, a.2) == address(b.0, b.1, b.2), "{a:?} {b:?}");
        }
        assert!(address("1 High Street", "A", "1") != address("2 High Street", "A", "1"));
    }

    #[test]
    fn odd_input_is_read_as_nothing_rather_than_guessed() {
        assert_eq!(street(""), (String::new(), 0));
        assert_eq!(street("99999999999 x"), ("x".to_owned(), u16::MAX));
        assert_eq!((pack_country("Xx"), pack_country("XXX"), pack_country("é")), (0x5858, 0, 0));
        assert_eq!(unpack_country(0x5858), "XX");
        assert_eq!(fold("  O'Neill--Ødegård  "), "oneill ødegård");
    }
}
