//! What parties have in common: the elements in their order.

use super::{Part, Slot, order, slot};
use vocab::report::{
    AdditionalInfo, Address, DateRange, GeoLocation, Identification, IpAddress, NetworkDevice, Phone, Relationship,
    Sanction,
};

order! { Address =
    4 "address_type" address_type;
    4 "address" address;
    5 "house_number" house_number;
    5 "apartment_number" apartment_number;
    5 "additional_address_line1" additional_address_line1;
    5 "additional_address_line2" additional_address_line2;
    4 "town" town;
    4 "city" city;
    4 "zip" zip;
    4 "country_code" country_code;
    4 "state" state;
    5 "geo_location" geo_location;
    4 "comments" comments;
}

order! { GeoLocation =
    5 "latitude" latitude;
    5 "longitude" longitude;
    5 "plus_code" plus_code;
    5 "is_approx_location" is_approx_location;
    5 "error_distance_margin" error_distance_margin;
    5 "margin_uom" margin_uom;
}

order! { Phone =
    4 "tph_contact_type" tph_contact_type;
    4 "tph_communication_type" tph_communication_type;
    4 "tph_country_prefix" tph_country_prefix;
    4 "tph_number" tph_number;
    4 "tph_extension" tph_extension;
    4 "comments" comments;
}

order! { Identification =
    4 "type" kind;
    4 "number" number;
    4 "issue_date" issue_date;
    4 "expiry_date" expiry_date;
    4 "issued_by" issued_by;
    4 "issue_country" issue_country;
    4 "comments" comments;
}

order! { NetworkDevice =
    5 "device_number" device_number;
    5 "operating_system" operating_system;
    5 "service_provider" service_provider;
    5 "ip_address" ip_address;
}

order! { IpAddress =
    5 "ipv4" ipv4;
    5 "cgn_port" cgn_port;
    5 "ipv6" ipv6;
    5 "nat" nat;
    5 "first_seen_date" first_seen_date;
    5 "last_seen_date" last_seen_date;
    5 "using_proxy" using_proxy;
    5 "city" city;
    5 "country" country;
    5 "comments" comments;
}

order! { Sanction =
    5 "provider" provider;
    5 "sanction_list_name" sanction_list_name;
    5 "match_criteria" match_criteria;
    5 "link_to_source" link_to_source;
    5 "sanction_list_attributes" sanction_list_attributes;
    5 "sanction_list_date_range" sanction_list_date_range;
    5 "comments" comments;
}

order! { DateRange =
    5 "valid_from" valid_from;
    5 "is_approx_from_date" is_approx_from_date;
    5 "valid_to" valid_to;
    5 "is_approx_to_date" is_approx_to_date;
}

order! { Relationship =
    5 "client_number" client_number;
    5 "relationship_date_range" relationship_date_range;
    5 "comments" comments;
}

order! { AdditionalInfo =
    5 "info_type" info_type;
    5 "info_subject" info_subject;
    5 "info_text" info_text;
    5 "info_numeric" info_numeric;
    5 "info_date" info_date;
    5 "info_boolean" info_boolean;
}
