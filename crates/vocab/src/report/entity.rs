//! Companies and other entities.

use super::detail::{AdditionalInfo, Address, DateRange, Identification, NetworkDevice, Phone, Relationship, Sanction};
use super::filed::{Amount, Date, Flag, Text};
use super::other::Items;
use super::person::Person;
use crate::sensitive::Sensitive;

part! {
    /// A company, association, authority or arrangement.
    Entity {
        /// Registered name.
        name: Option<Text>,
        /// Name in trade.
        commercial_name: Option<Text>,
        /// Legal form, as a code.
        incorporation_legal_form: Option<String>,
        /// Registration number.
        incorporation_number: Option<Text>,
        /// Line of business.
        business: Option<Text>,
        /// Status, as a code; from 5.2.
        entity_status: Option<String>,
        /// Since when; from 5.2.
        entity_status_date: Option<Date>,
        /// Telephones.
        phones: Option<Items<Phone>>,
        /// Addresses.
        addresses: Option<Items<Address>>,
        /// Devices it used; from 5.2.
        network_devices: Option<Items<NetworkDevice>>,
        /// E-mail addresses, the older form.
        email: Vec<Text>,
        /// E-mail addresses, the newer form; from 5.2.
        emails: Option<Items<Text>>,
        /// Web address, the older form.
        url: Option<Text>,
        /// Web addresses, the newer form; from 5.2.
        urls: Option<Items<Text>>,
        /// State or province of registration.
        incorporation_state: Option<Text>,
        /// Country of registration, as a code.
        incorporation_country_code: Option<String>,
        /// Directors and others with a role, the older form.
        director_id: Vec<Person>,
        /// People with a role, the newer form; from 5.2.
        related_persons: Option<Items<RelatedPersonOfEntity>>,
        /// Entities related to it; from 5.0.
        related_entities: Option<Items<RelatedEntity>>,
        /// Date of registration.
        incorporation_date: Option<Date>,
        /// Whether it has ceased.
        business_closed: Option<Flag>,
        /// Since when.
        date_business_closed: Option<Date>,
        /// Tax number.
        tax_number: Option<Text>,
        /// Tax registration number; many countries use it for something else.
        tax_reg_number: Option<Text>,
        /// Further registrations; from 5.2.
        entity_identifications: Option<Items<Identification>>,
        /// Business relationship with the reporter; from 5.2.
        re_relationship: Option<Box<Relationship>>,
        /// Sanctions lists it is on; from 5.2.
        sanctions: Option<Items<Sanction>>,
        /// Answers to the country's own questions; from 5.2.
        additional_information: Option<Items<AdditionalInfo>>,
        /// Remarks of the reporter.
        comments: Option<Text>,
    }

    /// A person with a role in an entity.
    RelatedPersonOfEntity {
        /// The person.
        person: Option<Box<Person>>,
        /// The role, as a code.
        role: Option<String>,
        /// From when to when.
        relation_date_range: Option<Box<DateRange>>,
        /// Share held, in percent.
        share_percentage: Option<Sensitive<Amount>>,
        /// Votes held, in percent.
        voting_percentage: Option<Sensitive<Amount>>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// An entity related to an entity.
    RelatedEntity {
        /// Kind of relation, as a code.
        entity_entity_relation: Option<String>,
        /// The other entity.
        entity: Option<Box<Entity>>,
        /// From when to when.
        relation_date_range: Option<Box<DateRange>>,
        /// Share held, in percent.
        share_percentage: Option<Sensitive<Amount>>,
        /// Remarks.
        comments: Option<Text>,
    }
}
