//! People.

use super::detail::{AdditionalInfo, Address, DateRange, Identification, NetworkDevice, Phone, Relationship, Sanction};
use super::filed::{Date, Flag, Text};
use super::other::Items;
use crate::sensitive::Sensitive;

part! {
    /// A person: reporter, party, conductor, signatory or director.
    Person {
        /// Gender, as a code.
        gender: Option<Text>,
        /// Form of address.
        title: Option<Text>,
        /// Given name or names.
        first_name: Option<Text>,
        /// Further given names.
        middle_name: Option<Text>,
        /// Part of the name before the family name.
        prefix: Option<Text>,
        /// Family name.
        last_name: Option<Text>,
        /// Date of birth.
        birthdate: Option<Sensitive<Date>>,
        /// Place of birth.
        birth_place: Option<Text>,
        /// Country of birth, as a code; from 5.2.
        country_of_birth: Option<Text>,
        /// The mother's name.
        mothers_name: Option<Text>,
        /// Another name the person goes by.
        alias: Option<Text>,
        /// The whole name in another script; from 5.2.
        full_name_frn: Option<Text>,
        /// Names the person had before; from 5.2.
        previous_names: Option<Items<PreviousName>>,
        /// National identity or social security number.
        ssn: Option<Text>,
        /// Passport number.
        passport_number: Option<Text>,
        /// Country that issued the passport, as a code.
        passport_country: Option<Text>,
        /// Number of another identity document.
        id_number: Option<Text>,
        /// Nationality, as a country code.
        nationality1: Option<Text>,
        /// Second nationality, as a country code.
        nationality2: Option<Text>,
        /// Third nationality, as a country code.
        nationality3: Option<Text>,
        /// Country of residence, as a code.
        residence: Option<Text>,
        /// Since when; from 5.2.
        residence_since: Option<Sensitive<Date>>,
        /// Telephones.
        phones: Option<Items<Phone>>,
        /// Addresses.
        addresses: Option<Items<Address>>,
        /// Devices the person used; from 5.2.
        network_devices: Option<Items<NetworkDevice>>,
        /// E-mail addresses, the older form.
        email: Vec<Text>,
        /// E-mail addresses, the newer form; from 5.2.
        emails: Option<Items<Text>>,
        /// Accounts on social media; from 5.2.
        social_media: Option<Items<SocialAccount>>,
        /// Occupation.
        occupation: Option<Text>,
        /// Employer, the older form.
        employer_name: Option<Text>,
        /// The employer's address.
        employer_address_id: Option<Box<Address>>,
        /// The employer's telephone.
        employer_phone_id: Option<Box<Phone>>,
        /// Employers, the newer form; from 5.2.
        employment_history: Option<Items<Employer>>,
        /// Identity documents, the older form.
        identification: Vec<Identification>,
        /// Identity documents, the newer form; from 5.2.
        identifications: Option<Items<Identification>>,
        /// Whether the person is dead.
        deceased: Option<Sensitive<Flag>>,
        /// Date of death.
        date_deceased: Option<Sensitive<Date>>,
        /// Tax number.
        tax_number: Option<Text>,
        /// Tax registration number; many countries use it for something else.
        tax_reg_number: Option<Text>,
        /// Where the wealth comes from.
        source_of_wealth: Option<Text>,
        /// Public functions held; from 5.2.
        peps: Option<Items<Pep>>,
        /// Whether the person's data are under special protection; from 5.2.
        is_protected: Option<Sensitive<Flag>>,
        /// Sanctions lists the person is on; from 5.2.
        sanctions: Option<Items<Sanction>>,
        /// People related to the person; from 5.2.
        related_persons: Option<Items<RelatedPerson>>,
        /// Business relationship with the reporter; from 5.2.
        re_relationship: Option<Box<Relationship>>,
        /// Answers to the country's own questions; from 5.2.
        additional_information: Option<Items<AdditionalInfo>>,
        /// Remarks of the reporter.
        comments: Option<Text>,
        /// Role in an entity, as a code; only for its directors.
        role: Option<Text>,
    }

    /// A name somebody had before.
    PreviousName {
        /// Given name.
        first_name: Option<Text>,
        /// Family name.
        last_name: Option<Text>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// An account on a social medium.
    SocialAccount {
        /// The medium.
        platform: Option<Text>,
        /// The name there.
        user_name: Option<Text>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// An employer in the newer form.
    Employer {
        /// Name.
        employer_name: Option<Text>,
        /// Line of business.
        employer_business: Option<Text>,
        /// Registration number.
        employer_identifier: Option<Text>,
        /// Addresses.
        employer_addresses: Option<Items<Address>>,
        /// Telephones.
        employer_phones: Option<Items<Phone>>,
        /// From when to when.
        employment_period: Option<Box<DateRange>>,
    }

    /// A public function somebody holds or held.
    Pep {
        /// Country, as a code.
        pep_country: Option<Text>,
        /// The function.
        function_name: Option<Text>,
        /// What it is.
        function_description: Option<Text>,
        /// From when to when.
        pep_date_range: Option<Box<DateRange>>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// A person related to a person.
    RelatedPerson {
        /// Kind of relation, as a code.
        person_person_relation: Option<Text>,
        /// The other person.
        person: Option<Box<Person>>,
        /// From when to when.
        relation_date_range: Option<Box<DateRange>>,
        /// Remarks.
        comments: Option<Text>,
    }
}
