//! Which elements a kind of report calls for.

use super::has_transactions;
use profile::About;
use xsd::Sampler;

/// A kind of report and what is in it.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) kind: String,
    full: bool,
    prefer: Vec<String>,
    avoid: Vec<String>,
}

/// Codes of reports about an activity that several countries share. Source: published code lists of goAML countries.
const ACTIVITY: [&str; 12] =
    ["SAR", "TFA", "AIF", "AIFA", "ECDD", "HRCA", "CNMRA", "PNMRA", "PNMR", "REAR", "PITP", "PNM"];

/// What a kind is about when no profile says it.
pub(super) fn usual_about(kind: &str) -> About {
    if ACTIVITY.contains(&kind) { About::Activity } else { About::Transactions }
}

/// Optional elements that a careful reporter fills in, and that rules of countries ask for.
const FILLED: [&str; 12] = [
    "entity_reference",
    "reason",
    "action",
    "ssn",
    "business",
    "state",
    "is_primary",
    "status_code",
    "currency_code",
    "report_indicators",
    "transmode_comment",
    "passport_country",
];

/// Elements that would say something odd about an ordinary report: an account that is closed, a person who has died, a
/// report that was refused before.
const ODD: [&str; 8] = [
    "closed",
    "date_deceased",
    "deceased",
    "prev_rejected_ref_number",
    "related_persons",
    "late_deposit",
    "date_posting",
    "schema_version",
];

/// Elements that need others beside them, which only a full report has.
const DEMANDING: [&str; 8] = [
    "from_foreign_currency",
    "to_foreign_currency",
    "foreign_currency",
    "from_transaction_additional_info",
    "to_transaction_additional_info",
    "balance",
    "passport_number",
    "goods_services",
];

impl Plan {
    pub(super) fn of(kind: &str, about: About, full: bool) -> Self {
        let mut prefer: Vec<&str> = Vec::new();
        let mut avoid: Vec<&str> = ODD.to_vec();
        if has_transactions(about) {
            prefer.extend(["transaction", "t_from_my_client", "t_to", "from_account", "to_account"]);
            avoid.extend(["activity", "involved_parties"]);
        } else {
            prefer.push("activity");
            avoid.push("transaction");
        }
        prefer.extend(["report_date", "reporting_person"]);
        prefer.extend(FILLED);
        if kind.starts_with("AIF") {
            prefer.push("fiu_ref_number");
        } else {
            avoid.push("fiu_ref_number");
        }
        let goods = matches!(kind, "DPM" | "DPMSR" | "REA" | "REAR");
        if goods {
            prefer.extend(["goods_services", "estimated_value"]);
        }
        if !full {
            avoid.extend(DEMANDING.iter().filter(|name| !(goods && **name == "goods_services")));
        }
        let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
        Self { kind: kind.to_owned(), full, prefer: owned(prefer), avoid: owned(avoid) }
    }

    pub(super) fn sampler(&self, seed: u64) -> Sampler {
        // Two of what may be repeated: several rules ask for two indicators.
        Sampler {
            seed,
            optional_percent: if self.full { 60 } else { 10 },
            repeat: 2,
            prefer: self.prefer.clone(),
            avoid: self.avoid.clone(),
        }
    }
}
