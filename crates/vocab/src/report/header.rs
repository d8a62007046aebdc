//! The report around its transactions.

use super::detail::{AdditionalInfo, Address};
use super::filed::{Date, Text, Whole};
use super::other::Items;
use super::person::Person;

part! {
    /// A report without its transactions and its activity.
    Header {
        /// Which of the root elements was filed.
        root: Root,
        /// Version of the schema; from 5.1.
        schema_version: Option<String>,
        /// Number of the reporter.
        rentity_id: Option<Whole>,
        /// Branch of the reporter.
        rentity_branch: Option<String>,
        /// Way it was sent, as a code.
        submission_code: Option<String>,
        /// Kind of report, as a code.
        report_code: Option<String>,
        /// The reporter's own reference.
        entity_reference: Option<String>,
        /// Reference of the FIU that this answers.
        fiu_ref_number: Option<String>,
        /// Reference of the rejected report this replaces; from 5.1.
        prev_rejected_ref_number: Option<String>,
        /// Date, the older form.
        submission_date: Option<Date>,
        /// Date, the newer form; from 5.0.
        report_date: Option<Date>,
        /// Local currency, as a code.
        currency_code_local: Option<String>,
        /// Who reports.
        reporting_person: Option<Box<Person>>,
        /// Who reports, as a user name; from 5.1.
        reporting_user_code: Option<Text>,
        /// Where the reporter is.
        location: Option<Box<Address>>,
        /// Grounds of suspicion.
        reason: Option<Text>,
        /// What the reporter did.
        action: Option<Text>,
        /// Indicators, as codes.
        report_indicators: Option<Items<String>>,
        /// Answers to the country's own questions; from 5.2.
        additional_information: Option<Items<AdditionalInfo>>,
    }
}

/// The root element of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Root {
    /// `report`: a report, or transactions alone in some countries.
    #[default]
    Report,
    /// `reportdata` with transactions below it.
    ReportData,
    /// `reportdata` with `transactions` below it, and the transactions below that.
    ReportDataWrapped,
}
