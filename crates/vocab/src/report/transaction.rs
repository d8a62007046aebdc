//! Transactions, activities, and who takes part.

use super::account::Account;
use super::detail::{Address, NetworkDevice};
use super::entity::Entity;
use super::filed::{Amount, Date, Flag, Text, Whole};
use super::other::Items;
use super::person::Person;
use crate::money::Money;

part! {
    /// One movement of value.
    Transaction {
        /// The reporter's own number of it, unique in the report.
        transactionnumber: Option<String>,
        /// Whether it is itself suspicious; from 5.1.
        transaction_is_suspicious: Option<Flag>,
        /// Another number of the reporter's.
        internal_ref_number: Option<String>,
        /// Agent; from 5.1.
        agent_name: Option<Text>,
        /// Where it took place.
        transaction_location: Option<Text>,
        /// Where it took place, as an address; from 5.1.
        transaction_address: Option<Box<Address>>,
        /// What it was.
        transaction_description: Option<Text>,
        /// When it took place.
        date_transaction: Option<Date>,
        /// Who served.
        teller: Option<Text>,
        /// Who authorised.
        authorized: Option<Text>,
        /// Whether it was booked later.
        late_deposit: Option<Flag>,
        /// When it was booked.
        date_posting: Option<Date>,
        /// Value date.
        value_date: Option<Date>,
        /// Nature, as a code; from 5.1.
        transaction_type_code: Option<String>,
        /// Channel, as a code.
        transmode_code: Option<String>,
        /// Remark on the channel.
        transmode_comment: Option<Text>,
        /// Amount in the local currency of the report.
        amount_local: Option<Amount>,
        /// Status, as a code; from 5.1.
        transaction_status: Option<String>,
        /// Who took part, when there is no clear direction.
        involved_parties: Option<Items<Party>>,
        /// Where the money came from.
        from: Option<Box<Side>>,
        /// Where the money went.
        to: Option<Box<Side>>,
        /// What was traded.
        goods_services: Option<Items<GoodsItem>>,
        /// How it travelled; from 5.2.
        means_of_transport: Option<Items<Route>>,
        /// Remarks of the reporter.
        comments: Option<Text>,
    }

    /// Where money came from or went to, in a transaction with a direction.
    Side {
        /// Whether the reporter knows this side as its client: which of the two elements was filed.
        my_client: bool,
        /// Instrument, as a code.
        funds_code: Option<String>,
        /// Remark on the instrument.
        funds_comment: Option<Text>,
        /// Device, block and address; from 5.1.
        transaction_additional_info: Option<Box<LegInfo>>,
        /// Amount in another currency.
        foreign_currency: Option<Box<ForeignCurrency>>,
        /// Whether the conductor is suspected; from 5.1, only where money came from.
        conductor_is_suspected: Option<Flag>,
        /// Who acted, when that was not the holder; only where money came from.
        conductor: Option<Box<Person>>,
        /// Whether this side is suspected; from 5.1.
        is_suspected: Option<Flag>,
        /// Whose money.
        subject: Option<Subject>,
        /// Country, as a code.
        country: Option<String>,
    }

    /// Technical facts of one side of a transaction.
    LegInfo {
        /// Device used.
        network_device: Option<Box<NetworkDevice>>,
        /// Number of the block in a chain.
        block_number: Option<Amount>,
        /// Address of a wallet.
        virtual_address: Option<Text>,
    }

    /// An amount in another currency than the local one.
    ForeignCurrency {
        /// Currency, as a code.
        foreign_currency_code: Option<String>,
        /// Amount in it.
        foreign_amount: Option<Amount>,
        /// Rate to the local currency, as the reporter states it.
        foreign_exchange_rate: Option<Amount>,
    }

    /// Somebody who took part in a transaction without clear direction.
    Party {
        /// The role, as a code.
        role: Option<String>,
        /// Whether the reporter knows it as its client: which of the two elements was filed.
        my_client: bool,
        /// Who.
        subject: Option<Subject>,
        /// Instrument, as a code.
        funds_code: Option<String>,
        /// Remark on the instrument.
        funds_comment: Option<Text>,
        /// Device, block and address; from 5.1.
        transaction_additional_info: Option<Box<LegInfo>>,
        /// Amount in another currency.
        foreign_currency: Option<Box<ForeignCurrency>>,
        /// Country, as a code.
        country: Option<String>,
        /// Whether it is suspected; from 5.1.
        is_suspected: Option<Flag>,
        /// How much it matters, 0 to 10.
        significance: Option<Whole>,
        /// Why it is named; from 5.1.
        reason: Option<Text>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// What a report is about that is not, or not only, about transactions.
    Activity {
        /// Who.
        report_parties: Option<Items<ActivityParty>>,
        /// What goods or services.
        goods_services: Option<Items<GoodsItem>>,
    }

    /// Somebody an activity report is about.
    ActivityParty {
        /// The role, as a code; from 5.2.
        role: Option<String>,
        /// Whether the reporter knows it as its client: which of the two elements was filed; from 5.2.
        my_client: bool,
        /// Who.
        subject: Option<Subject>,
        /// Country, as a code; from 5.2.
        country: Option<String>,
        /// Whether it is suspected; from 5.2.
        is_suspected: Option<Flag>,
        /// How much it matters, 0 to 10.
        significance: Option<Whole>,
        /// Why it is named.
        reason: Option<Text>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// Something that was traded.
    GoodsItem {
        /// Kind, as a code.
        item_type: Option<String>,
        /// Make.
        item_make: Option<Text>,
        /// What it is.
        description: Option<Text>,
        /// Who had it.
        previously_registered_to: Option<Text>,
        /// Who has it.
        presently_registered_to: Option<Text>,
        /// Estimated value.
        estimated_value: Option<Amount>,
        /// Status, as a code.
        status_code: Option<String>,
        /// Remark on the status.
        status_comments: Option<Text>,
        /// Value realised.
        disposed_value: Option<Amount>,
        /// Currency of the values, as a code.
        currency_code: Option<String>,
        /// Size.
        size: Option<Amount>,
        /// Unit of the size.
        size_uom: Option<String>,
        /// Where it is.
        address: Option<Box<Address>>,
        /// Date of registration.
        registration_date: Option<Date>,
        /// Registration number.
        registration_number: Option<Text>,
        /// Identification number.
        identification_number: Option<Text>,
        /// Remarks.
        comments: Option<Text>,
    }

    /// One step of the way goods travelled.
    Route {
        /// Whether the reporter saw this step.
        reporting_point: Option<Flag>,
        /// Mode, as a code.
        transport_mode: Option<String>,
        /// Type, as a code.
        transport_type: Option<String>,
        /// Carrier.
        carrier_name: Option<Text>,
        /// The carrier's number.
        carrier_number: Option<Text>,
        /// Number of the step.
        step_number: Option<Whole>,
        /// Kind of step, as a code.
        step_code: Option<String>,
        /// When.
        step_date: Option<Date>,
        /// Status, as a code.
        step_status: Option<String>,
        /// Where.
        place: Option<Text>,
        /// Country, as a code.
        country_code: Option<String>,
        /// Remarks.
        comments: Option<Text>,
    }
}

/// Whose money, or who is named.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A person.
    Person(Box<Person>),
    /// An account.
    Account(Box<Account>),
    /// An entity.
    Entity(Box<Entity>),
}

impl ForeignCurrency {
    /// The amount in its currency; `None` when either says nothing.
    pub fn money(&self) -> Option<Money> {
        self.foreign_amount.as_ref()?.in_currency(self.foreign_currency_code.as_deref())
    }
}

impl Transaction {
    /// The amount in the local currency of the report it is in; `None` when either says nothing.
    pub fn money(&self, currency_code_local: Option<&str>) -> Option<Money> {
        self.amount_local.as_ref()?.in_currency(currency_code_local)
    }
}
