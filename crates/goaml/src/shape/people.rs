//! People and entities: the elements in their order.

use super::{Part, Slot, order, slot};
use vocab::report::{
    Employer, Entity, Pep, Person, PreviousName, RelatedEntity, RelatedPerson, RelatedPersonOfEntity, SocialAccount,
};

order! { Person =
    4 "gender" gender;
    4 "title" title;
    4 "first_name" first_name;
    4 "middle_name" middle_name;
    4 "prefix" prefix;
    4 "last_name" last_name;
    4 "birthdate" birthdate;
    4 "birth_place" birth_place;
    5 "country_of_birth" country_of_birth;
    4 "mothers_name" mothers_name;
    4 "alias" alias;
    5 "full_name_frn" full_name_frn;
    5 "previous_names" previous_names of "previous_name";
    4 "ssn" ssn;
    4 "passport_number" passport_number;
    4 "passport_country" passport_country;
    4 "id_number" id_number;
    4 "nationality1" nationality1;
    4 "nationality2" nationality2;
    4 "nationality3" nationality3;
    4 "residence" residence;
    5 "residence_since" residence_since;
    4 "phones" phones of "phone";
    4 "addresses" addresses of "address";
    5 "network_devices" network_devices of "network_device";
    4 "email" email;
    5 "emails" emails of "email";
    5 "social_media" social_media of "social_account";
    4 "occupation" occupation;
    4 "employer_name" employer_name;
    4 "employer_address_id" employer_address_id;
    4 "employer_phone_id" employer_phone_id;
    5 "employment_history" employment_history of "employment";
    4 "identification" identification;
    5 "identifications" identifications of "identification";
    4 "deceased" deceased;
    4 "date_deceased" date_deceased;
    4 "tax_number" tax_number;
    4 "tax_reg_number" tax_reg_number;
    4 "source_of_wealth" source_of_wealth;
    5 "peps" peps of "pep";
    5 "is_protected" is_protected;
    5 "sanctions" sanctions of "sanction_list";
    5 "related_persons" related_persons of "person_related_person";
    5 "re_relationship" re_relationship;
    5 "additional_information" additional_information of "additional_info";
    4 "comments" comments;
    4 "role" role;
}

order! { PreviousName =
    5 "first_name" first_name;
    5 "last_name" last_name;
    5 "comments" comments;
}

order! { SocialAccount =
    5 "platform" platform;
    5 "user_name" user_name;
    5 "comments" comments;
}

order! { Employer =
    5 "employer_name" employer_name;
    5 "employer_business" employer_business;
    5 "employer_identifier" employer_identifier;
    5 "employer_addresses" employer_addresses of "address";
    5 "employer_phones" employer_phones of "phone";
    5 "employment_period" employment_period;
}

order! { Pep =
    5 "pep_country" pep_country;
    5 "function_name" function_name;
    5 "function_description" function_description;
    5 "pep_date_range" pep_date_range;
    5 "comments" comments;
}

order! { RelatedPerson =
    5 "person_person_relation" person_person_relation;
    5 "person" person;
    5 "relation_date_range" relation_date_range;
    5 "comments" comments;
}

order! { Entity =
    4 "name" name;
    4 "commercial_name" commercial_name;
    4 "incorporation_legal_form" incorporation_legal_form;
    4 "incorporation_number" incorporation_number;
    4 "business" business;
    5 "entity_status" entity_status;
    5 "entity_status_date" entity_status_date;
    4 "phones" phones of "phone";
    4 "addresses" addresses of "address";
    5 "network_devices" network_devices of "network_device";
    4 "email" email;
    5 "emails" emails of "email";
    4 "url" url;
    5 "urls" urls of "url";
    4 "incorporation_state" incorporation_state;
    4 "incorporation_country_code" incorporation_country_code;
    4 "director_id" director_id;
    5 "related_persons" related_persons of "entity_related_person";
    5 "related_entities" related_entities of "entity_related_entity";
    4 "incorporation_date" incorporation_date;
    4 "business_closed" business_closed;
    4 "date_business_closed" date_business_closed;
    4 "tax_number" tax_number;
    4 "tax_reg_number" tax_reg_number;
    5 "entity_identifications" entity_identifications of "entity_identifier";
    5 "re_relationship" re_relationship;
    5 "sanctions" sanctions of "sanction_list";
    5 "additional_information" additional_information of "additional_info";
    4 "comments" comments;
}

order! { RelatedPersonOfEntity =
    5 "person" person;
    5 "role" role;
    5 "relation_date_range" relation_date_range;
    5 "share_percentage" share_percentage;
    5 "voting_percentage" voting_percentage;
    5 "comments" comments;
}

order! { RelatedEntity =
    5 "entity_entity_relation" entity_entity_relation;
    5 "entity" entity;
    5 "relation_date_range" relation_date_range;
    5 "share_percentage" share_percentage;
    5 "comments" comments;
}
