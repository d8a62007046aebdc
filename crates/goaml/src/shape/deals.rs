//! Transactions, activities and the report: the elements in their order.

use super::{NEVER, Part, Slot, order, slot};
use vocab::report::{
    Activity, ActivityParty, ForeignCurrency, GoodsItem, Header, LegInfo, Party, Route, Side, Subject, Transaction,
};

order! { Transaction =
    4 "transactionnumber" transactionnumber;
    5 "transaction_is_suspicious" transaction_is_suspicious;
    4 "internal_ref_number" internal_ref_number;
    5 "agent_name" agent_name;
    4 "transaction_location" transaction_location;
    5 "transaction_address" transaction_address;
    4 "transaction_description" transaction_description;
    4 "date_transaction" date_transaction;
    4 "teller" teller;
    4 "authorized" authorized;
    4 "late_deposit" late_deposit;
    4 "date_posting" date_posting;
    4 "value_date" value_date;
    5 "transaction_type_code" transaction_type_code;
    4 "transmode_code" transmode_code;
    4 "transmode_comment" transmode_comment;
    4 "amount_local" amount_local;
    5 "transaction_status" transaction_status;
    4 "involved_parties" involved_parties of "party";
    4 "t_from_my_client" from side FROM if true;
    4 "t_from" from side FROM if false;
    4 "t_to_my_client" to side TO if true;
    4 "t_to" to side TO if false;
    4 "goods_services" goods_services of "item";
    5 "means_of_transport" means_of_transport of "routing";
    4 "comments" comments;
}

order! { LegInfo =
    5 "network_device" network_device;
    5 "block_number" block_number;
    5 "virtual_address" virtual_address;
}

order! { ForeignCurrency =
    4 "foreign_currency_code" foreign_currency_code;
    4 "foreign_amount" foreign_amount;
    4 "foreign_exchange_rate" foreign_exchange_rate;
}

order! { Party =
    4 "role" role;
    4 "person" subject is Person if false;
    4 "person_my_client" subject is Person if true;
    4 "account" subject is Account if false;
    4 "account_my_client" subject is Account if true;
    4 "entity" subject is Entity if false;
    4 "entity_my_client" subject is Entity if true;
    4 "funds_code" funds_code;
    4 "funds_comment" funds_comment;
    5 "transaction_additional_info" transaction_additional_info;
    4 "foreign_currency" foreign_currency;
    4 "country" country;
    5 "is_suspected" is_suspected;
    4 "significance" significance;
    5 "reason" reason;
    4 "comments" comments;
}

order! { Activity =
    4 "report_parties" report_parties of "report_party";
    4 "goods_services" goods_services of "item";
}

order! { ActivityParty =
    5 "role" role;
    4 "person" subject is Person if false;
    5 "person_my_client" subject is Person if true;
    4 "account" subject is Account if false;
    5 "account_my_client" subject is Account if true;
    4 "entity" subject is Entity if false;
    5 "entity_my_client" subject is Entity if true;
    5 "country" country;
    5 "is_suspected" is_suspected;
    4 "significance" significance;
    4 "reason" reason;
    4 "comments" comments;
}

order! { GoodsItem =
    4 "item_type" item_type;
    4 "item_make" item_make;
    4 "description" description;
    4 "previously_registered_to" previously_registered_to;
    4 "presently_registered_to" presently_registered_to;
    4 "estimated_value" estimated_value;
    4 "status_code" status_code;
    4 "status_comments" status_comments;
    4 "disposed_value" disposed_value;
    4 "currency_code" currency_code;
    4 "size" size;
    4 "size_uom" size_uom;
    4 "address" address;
    4 "registration_date" registration_date;
    4 "registration_number" registration_number;
    4 "identification_number" identification_number;
    4 "comments" comments;
}

order! { Route =
    5 "reporting_point" reporting_point;
    5 "transport_mode" transport_mode;
    5 "transport_type" transport_type;
    5 "carrier_name" carrier_name;
    5 "carrier_number" carrier_number;
    5 "step_number" step_number;
    5 "step_code" step_code;
    5 "step_date" step_date;
    5 "step_status" step_status;
    5 "place" place;
    5 "country_code" country_code;
    5 "comments" comments;
}

/// One side of a transaction, as `t_from` and `t_from_my_client` write it.
pub(crate) const FROM: &[Slot<Side>] = &[
    slot!(4 "from_funds_code" funds_code),
    slot!(4 "from_funds_comment" funds_comment),
    slot!(5 "from_transaction_additional_info" transaction_additional_info),
    slot!(4 "from_foreign_currency" foreign_currency),
    slot!(5 "conductor_is_suspected" conductor_is_suspected),
    slot!(4 "t_conductor" conductor),
    slot!(5 "from_is_suspected" is_suspected),
    slot!(4 "from_account" subject is Account),
    slot!(4 "from_person" subject is Person),
    slot!(4 "from_entity" subject is Entity),
    slot!(4 "from_country" country),
];

/// One side of a transaction, as `t_to` and `t_to_my_client` write it.
pub(crate) const TO: &[Slot<Side>] = &[
    slot!(4 "to_funds_code" funds_code),
    slot!(4 "to_funds_comment" funds_comment),
    slot!(5 "to_transaction_additional_info" transaction_additional_info),
    slot!(4 "to_foreign_currency" foreign_currency),
    slot!(NEVER "conductor_is_suspected" conductor_is_suspected),
    slot!(NEVER "t_conductor" conductor),
    slot!(5 "to_is_suspected" is_suspected),
    slot!(4 "to_account" subject is Account),
    slot!(4 "to_person" subject is Person),
    slot!(4 "to_entity" subject is Entity),
    slot!(4 "to_country" country),
];

/// The header before the transactions.
pub(crate) const HEAD: &[Slot<Header>] = &[
    slot!(5 "schema_version" schema_version),
    slot!(4 "rentity_id" rentity_id),
    slot!(4 "rentity_branch" rentity_branch),
    slot!(4 "submission_code" submission_code),
    slot!(4 "report_code" report_code),
    slot!(4 "entity_reference" entity_reference),
    slot!(4 "fiu_ref_number" fiu_ref_number),
    slot!(5 "prev_rejected_ref_number" prev_rejected_ref_number),
    slot!(4 "submission_date" submission_date),
    slot!(5 "report_date" report_date),
    slot!(4 "currency_code_local" currency_code_local),
    slot!(4 "reporting_person" reporting_person),
    slot!(5 "reporting_user_code" reporting_user_code),
    slot!(4 "location" location),
    slot!(4 "reason" reason),
    slot!(4 "action" action),
];

/// The header after the transactions and the activity.
pub(crate) const TAIL: &[Slot<Header>] = &[
    slot!(4 "report_indicators" report_indicators of "indicator"),
    slot!(5 "additional_information" additional_information of "additional_info"),
];
