//! People, addresses and telephones in goAML.

use super::Pen;
use crate::civil::push_digits;
use crate::people::{FOREIGN_FROM, Person};
use crate::places::{Abroad, City};

/// How much the reporter knows about a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// My client: everything the form asks for.
    Client,
    /// Somebody who showed an identity card at the counter.
    Shown,
    /// A name on a payment.
    Name,
}

/// An address, before it is written.
#[derive(Clone, Copy, Debug)]
pub struct Address {
    /// Kind code.
    pub kind: &'static str,
    /// Street.
    pub street: &'static str,
    /// House number.
    pub house: u64,
    /// City of Zedland.
    pub city: &'static City,
    /// Country, when abroad.
    pub abroad: Option<&'static Abroad>,
}

impl Pen {
    /// The content of a person element.
    pub fn person(&mut self, person: &Person, depth: Depth) {
        let spelling = self.spelling(person.index);
        let country = person.abroad.map_or(self.profile.home(), |c| c.code);
        let xml = &mut self.xml;
        if depth != Depth::Name {
            xml.leaf("gender", if person.woman { "F" } else { "M" });
        }
        xml.leaf_with("first_name", |out| person.push_given(out, spelling));
        if person.has_middle() {
            xml.leaf_with("middle_name", |out| person.push_middle(out, spelling));
        }
        xml.leaf_with("last_name", |out| person.push_family(out, spelling));
        if depth == Depth::Name {
            return;
        }
        xml.day("birthdate", person.born_days);
        xml.leaf("birth_place", person.abroad.map_or(person.city.name, |c| c.city));
        if self.profile.is_5() {
            xml.leaf("country_of_birth", country);
            xml.leaf_with("full_name_frn", |out| person.push_own(out));
        }
        let home = person.index < FOREIGN_FROM;
        if home {
            xml.leaf_with("ssn", |out| push_digits(out, person.id_number(), 11));
        } else {
            xml.leaf_with("passport_number", |out| person.push_passport(out));
            xml.leaf("passport_country", country);
        }
        if depth == Depth::Client {
            xml.number("id_number", person.id_number());
        }
        xml.leaf("nationality1", country);
        xml.leaf("residence", country);
        self.person_contacts(person, depth);
        self.person_papers(person, depth, country);
    }

    fn person_contacts(&mut self, person: &Person, depth: Depth) {
        let dial = person.abroad.map_or("999", |c| c.dial);
        self.xml.open("phones");
        self.phone("phone", "HOME", dial, person.phone);
        if depth == Depth::Client && person.spare.is_multiple_of(3) {
            self.phone("phone", "WORK", dial, 50_000_000 + person.spare % 9_999_999);
        }
        self.xml.close("phones");
        self.xml.open("addresses");
        let (street, house, city, abroad) = (person.street, person.house, person.city, person.abroad);
        self.address("address", Address { kind: "HOME", street, house, city, abroad });
        self.xml.close("addresses");
        if depth == Depth::Client {
            let newer = self.newer();
            if newer {
                self.xml.open("emails");
            }
            self.xml.leaf_with("email", |out| person.push_email(out));
            if newer {
                self.xml.close("emails");
            }
        }
    }

    fn person_papers(&mut self, person: &Person, depth: Depth, country: &str) {
        self.xml.leaf("occupation", person.occupation);
        if depth == Depth::Client && person.spare % 5 < 3 {
            let employer = self.country.company(person.spare % self.country.size.companies);
            self.xml.text_with("employer_name", |out| employer.push_name(out));
        }
        let newer = self.newer();
        if newer {
            self.xml.open("identifications");
        }
        self.xml.open("identification");
        let home = person.index < FOREIGN_FROM;
        self.xml.leaf("type", if home { "NID" } else { "PASS" });
        self.xml.leaf_with("number", |out| {
            if home { push_digits(out, person.id_number(), 11) } else { person.push_passport(out) }
        });
        let issued = self.country.first_day - 30 - (person.spare >> 8) as i64 % 2000;
        self.xml.day("issue_date", issued);
        self.xml.day("expiry_date", issued + 3652);
        self.xml.leaf("issued_by", "Civil Registry Office");
        self.xml.leaf("issue_country", country);
        self.xml.close("identification");
        if newer {
            self.xml.close("identifications");
        }
        if depth == Depth::Client {
            self.xml.leaf("source_of_wealth", person.wealth);
        }
    }

    /// An address element.
    pub fn address(&mut self, name: &str, address: Address) {
        let home = self.profile.home();
        let xml = &mut self.xml;
        xml.open(name);
        xml.leaf("address_type", address.kind);
        xml.leaf_with("address", |out| {
            push_digits(out, address.house, 1);
            out.push(b' ');
            out.extend_from_slice(address.street.as_bytes());
        });
        xml.leaf("city", address.abroad.map_or(address.city.name, |c| c.city));
        if address.abroad.is_none() {
            xml.leaf_with("zip", |out| push_digits(out, address.city.zip * 100 + address.house % 100, 4));
        }
        xml.leaf("country_code", address.abroad.map_or(home, |c| c.code));
        if address.abroad.is_none() {
            xml.leaf("state", address.city.province);
        }
        xml.close(name);
    }

    /// A telephone element.
    pub fn phone(&mut self, name: &str, kind: &str, dial: &str, number: u64) {
        let xml = &mut self.xml;
        xml.open(name);
        xml.leaf("tph_contact_type", kind);
        xml.leaf("tph_communication_type", "MOB");
        xml.leaf("tph_country_prefix", dial);
        xml.number("tph_number", number);
        xml.close(name);
    }
}
