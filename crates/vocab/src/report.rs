//! A report as the reporter means it: header, transactions, activity, and who takes part in them.
//!
//! One set of types holds both generations of goAML (4.x is the smaller one); which elements exist where is the
//! business of whoever reads and writes them. Fields are named after the elements of the schema, since everyone in
//! the field knows those, and their meaning is the profile's to explain: one country uses `branch` for a canton.
//!
//! Every part keeps what it has no field for in `other`, with its place, so that reading and writing loses nothing.
//! Field names that end in `_code`, roles and types are codes of the reporter's country. A value that may tell who
//! somebody is, or what somebody has, is [`Sensitive`](crate::Sensitive).

/// Declares a part of a report: its fields, and room for what it does not know.
macro_rules! part {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// What was filed here that none of the other fields holds, in its order.
            pub other: Vec<$crate::report::Other>,
        }
    )*};
}

mod account;
mod detail;
mod entity;
mod filed;
mod header;
mod other;
mod person;
mod transaction;

pub use account::{Account, AccountFund, RelatedAccount, RelatedEntityOfAccount, RelatedPersonOfAccount};
pub use detail::{
    AdditionalInfo, Address, DateRange, GeoLocation, Identification, IpAddress, NetworkDevice, Phone, Relationship,
    Sanction,
};
pub use entity::{Entity, RelatedEntity, RelatedPersonOfEntity};
pub use filed::{Amount, Date, Filed, Flag, Lexical, Precision, Text, When, Whole};
pub use header::{Header, Root};
pub use other::{Items, Other, Subtree};
pub use person::{Employer, Pep, Person, PreviousName, RelatedPerson, SocialAccount};
pub use transaction::{
    Activity, ActivityParty, ForeignCurrency, GoodsItem, LegInfo, Party, Route, Side, Subject, Transaction,
};
