//! Where people and entities are, how they are reached, and what shows who they are.

use super::filed::{Amount, Date, Flag, Text, Whole};
use crate::sensitive::Sensitive;

part! {
    /// An address.
    Address {
        /// Kind, as a code.
        address_type: Option<String>,
        /// Street and number, or all in one.
        address: Option<Text>,
        /// House number; from 5.2.
        house_number: Option<Text>,
        /// Apartment; from 5.2.
        apartment_number: Option<Text>,
        /// Another line; from 5.2.
        additional_address_line1: Option<Text>,
        /// Another line; from 5.2.
        additional_address_line2: Option<Text>,
        /// Town or district.
        town: Option<Text>,
        /// City.
        city: Option<Text>,
        /// Postal code.
        zip: Option<Text>,
        /// Country, as a code.
        country_code: Option<Text>,
        /// State or province.
        state: Option<Text>,
        /// Place on the globe; from 5.2.
        geo_location: Option<Box<GeoLocation>>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// A place on the globe, as coordinates or as a plus code.
    GeoLocation {
        /// Degrees north.
        latitude: Option<Sensitive<Amount>>,
        /// Degrees east.
        longitude: Option<Sensitive<Amount>>,
        /// Open Location Code.
        plus_code: Option<Text>,
        /// Whether it is approximate.
        is_approx_location: Option<Sensitive<Flag>>,
        /// How far it may be off.
        error_distance_margin: Option<Sensitive<Amount>>,
        /// Unit of that.
        margin_uom: Option<String>,
    }

    /// A telephone.
    Phone {
        /// Kind of contact, as a code.
        tph_contact_type: Option<String>,
        /// Kind of line, as a code.
        tph_communication_type: Option<String>,
        /// Country prefix.
        tph_country_prefix: Option<Text>,
        /// Number.
        tph_number: Option<Text>,
        /// Extension.
        tph_extension: Option<Text>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// A document or registration that shows who somebody is.
    Identification {
        /// Type, as a code; element `type`.
        kind: Option<String>,
        /// Number.
        number: Option<Text>,
        /// Date of issue.
        issue_date: Option<Sensitive<Date>>,
        /// Date of expiry.
        expiry_date: Option<Sensitive<Date>>,
        /// Who issued it.
        issued_by: Option<Text>,
        /// Country of issue, as a code.
        issue_country: Option<Text>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// A device somebody used.
    NetworkDevice {
        /// Number of the device, such as an IMEI.
        device_number: Option<Text>,
        /// Operating system, as a code.
        operating_system: Option<String>,
        /// Provider.
        service_provider: Option<Text>,
        /// Internet address.
        ip_address: Option<Box<IpAddress>>,
    }

    /// An internet address and when it was seen.
    IpAddress {
        /// Address, version 4.
        ipv4: Option<Text>,
        /// Port behind a shared address.
        cgn_port: Option<Sensitive<Whole>>,
        /// Address, version 6.
        ipv6: Option<Text>,
        /// Translated address.
        nat: Option<Text>,
        /// Seen first.
        first_seen_date: Option<Date>,
        /// Seen last.
        last_seen_date: Option<Date>,
        /// Whether through a proxy.
        using_proxy: Option<Flag>,
        /// City.
        city: Option<Text>,
        /// Country, as a code.
        country: Option<Text>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// A sanctions list somebody is on.
    Sanction {
        /// Who publishes or sells the list.
        provider: Option<Text>,
        /// The list.
        sanction_list_name: Option<Text>,
        /// What matched.
        match_criteria: Option<Text>,
        /// Where it stands.
        link_to_source: Option<Text>,
        /// What the list says.
        sanction_list_attributes: Option<Text>,
        /// From when to when.
        sanction_list_date_range: Option<Box<DateRange>>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// From when to when.
    DateRange {
        /// Beginning.
        valid_from: Option<Date>,
        /// Whether that is approximate.
        is_approx_from_date: Option<Flag>,
        /// End.
        valid_to: Option<Date>,
        /// Whether that is approximate.
        is_approx_to_date: Option<Flag>,
    }

    /// A business relationship with the reporter.
    Relationship {
        /// Number of the client.
        client_number: Option<Text>,
        /// From when to when.
        relationship_date_range: Option<Box<DateRange>>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// An answer to one of the country's own questions.
    AdditionalInfo {
        /// The question, as a code.
        info_type: Option<String>,
        /// What it is about.
        info_subject: Option<Text>,
        /// Answer in words.
        info_text: Option<Text>,
        /// Answer as a number.
        info_numeric: Option<Sensitive<Amount>>,
        /// Answer as a date.
        info_date: Option<Sensitive<Date>>,
        /// Answer as yes or no.
        info_boolean: Option<Sensitive<Flag>>,
    }
}
