//! Accounts: the elements in their order.

use super::{Part, Slot, order, slot};
use vocab::report::{Account, AccountFund, RelatedAccount, RelatedEntityOfAccount, RelatedPersonOfAccount};

order! { Account =
    4 "institution_name" institution_name;
    4 "institution_code" institution_code;
    4 "swift" swift;
    5 "institution_country" institution_country;
    4 "non_bank_institution" non_bank_institution;
    5 "collection_account" collection_account;
    4 "branch" branch;
    5 "account_category" account_category;
    4 "account" account;
    4 "currency_code" currency_code;
    5 "account_funds" account_funds of "account_fund";
    4 "account_name" account_name;
    4 "iban" iban;
    4 "client_number" client_number;
    4 "personal_account_type" personal_account_type;
    5 "account_type" account_type;
    4 "t_entity" t_entity;
    5 "related_entities" related_entities of "account_related_entity";
    4 "signatory" signatory;
    5 "related_persons" related_persons of "account_related_person";
    5 "related_accounts" related_accounts of "account_related_account";
    4 "opened" opened;
    4 "closed" closed;
    4 "balance" balance;
    4 "date_balance" date_balance;
    4 "status_code" status_code;
    5 "status_date" status_date;
    4 "beneficiary" beneficiary;
    4 "beneficiary_comment" beneficiary_comment;
    5 "network_devices" network_devices of "network_device";
    5 "sanctions" sanctions of "sanction_list";
    5 "additional_information" additional_information of "additional_info";
    4 "comments" comments;
}

order! { AccountFund =
    5 "currency_code" currency_code;
    5 "currency_balance" currency_balance;
    5 "currency_balance_date" currency_balance_date;
}

order! { RelatedPersonOfAccount =
    4 "is_primary" is_primary;
    4 "t_person" t_person;
    4 "role" role;
    5 "relation_date_range" relation_date_range;
    5 "comments" comments;
}

order! { RelatedEntityOfAccount =
    5 "account_entity_relation" account_entity_relation;
    5 "entity" entity;
    5 "relation_date_range" relation_date_range;
    5 "comments" comments;
}

order! { RelatedAccount =
    5 "account_account_relation" account_account_relation;
    5 "account" account;
    5 "relation_date_range" relation_date_range;
    5 "comments" comments;
}
