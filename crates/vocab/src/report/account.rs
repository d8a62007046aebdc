//! Accounts.

use super::detail::{AdditionalInfo, DateRange, NetworkDevice, Sanction};
use super::entity::Entity;
use super::filed::{Amount, Date, Flag, Text};
use super::other::Items;
use super::person::Person;
use crate::sensitive::Sensitive;

part! {
    /// An account with a bank or another institution, or a wallet.
    Account {
        /// The institution.
        institution_name: Option<String>,
        /// The institution, as a national code.
        institution_code: Option<String>,
        /// The institution, as a BIC; some countries allow national codes here.
        swift: Option<String>,
        /// Its country, as a code; from 5.1.
        institution_country: Option<String>,
        /// Whether it is no bank.
        non_bank_institution: Option<Flag>,
        /// Whether many people pay into it; from 5.1.
        collection_account: Option<Flag>,
        /// Branch.
        branch: Option<String>,
        /// Category, as a code; from 5.1.
        account_category: Option<String>,
        /// Account number.
        account: Option<Text>,
        /// Currency, as a code.
        currency_code: Option<String>,
        /// Balances in several currencies; from 5.1.
        account_funds: Option<Items<AccountFund>>,
        /// Name of the account.
        account_name: Option<Text>,
        /// IBAN.
        iban: Option<Text>,
        /// The holder's number at the institution.
        client_number: Option<Text>,
        /// Type, as a code, the older form.
        personal_account_type: Option<String>,
        /// Type, as a code, the newer form; from 5.1.
        account_type: Option<String>,
        /// The entity that holds it.
        t_entity: Option<Box<Entity>>,
        /// Entities with a role; from 5.1.
        related_entities: Option<Items<RelatedEntityOfAccount>>,
        /// People with access, the older form.
        signatory: Vec<RelatedPersonOfAccount>,
        /// People with access, the newer form; from 5.1.
        related_persons: Option<Items<RelatedPersonOfAccount>>,
        /// Accounts related to it; from 5.1.
        related_accounts: Option<Items<RelatedAccount>>,
        /// Date of opening.
        opened: Option<Date>,
        /// Date of closing.
        closed: Option<Date>,
        /// Balance in the currency of the account.
        balance: Option<Sensitive<Amount>>,
        /// When that was the balance.
        date_balance: Option<Date>,
        /// Status, as a code.
        status_code: Option<String>,
        /// Since when; from 5.1.
        status_date: Option<Date>,
        /// Who benefits.
        beneficiary: Option<Text>,
        /// Remark on that.
        beneficiary_comment: Option<Text>,
        /// Devices it was used from; from 5.2.
        network_devices: Option<Items<NetworkDevice>>,
        /// Sanctions lists it is on; from 5.2.
        sanctions: Option<Items<Sanction>>,
        /// Answers to the country's own questions; from 5.2.
        additional_information: Option<Items<AdditionalInfo>>,
        /// Remarks of the reporter.
        comments: Option<Text>,
    }

    /// What an account holds in one currency.
    AccountFund {
        /// Currency, as a code.
        currency_code: Option<String>,
        /// Balance in it.
        currency_balance: Option<Sensitive<Amount>>,
        /// When that was the balance.
        currency_balance_date: Option<Date>,
    }

    /// A person with access to an account.
    RelatedPersonOfAccount {
        /// Whether it is the main one; only yes may be filed.
        is_primary: Option<Flag>,
        /// The person.
        t_person: Option<Box<Person>>,
        /// The role, as a code.
        role: Option<String>,
        /// From when to when; from 5.1.
        relation_date_range: Option<Box<DateRange>>,
        /// Remarks; from 5.1.
        comments: Option<Text>,
    }

    /// An entity with a role for an account.
    RelatedEntityOfAccount {
        /// The role, as a code.
        account_entity_relation: Option<String>,
        /// The entity.
        entity: Option<Box<Entity>>,
        /// From when to when.
        relation_date_range: Option<Box<DateRange>>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// An account related to an account.
    RelatedAccount {
        /// Kind of relation, as a code.
        account_account_relation: Option<String>,
        /// The other account.
        account: Option<Box<Account>>,
        /// From when to when.
        relation_date_range: Option<Box<DateRange>>,
        /// Remarks.
        comments: Option<Text>,
    }
}
