//! One type per kind of thing, so that the number of a case is never taken for that of a report.

use std::fmt;
use std::str::FromStr;

/// Why a text is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an id is {0} followed by 32 hexadecimal digits")]
pub struct IdError(&'static str);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        ///
        /// 128 bits, made by the caller (time and chance are parameters); shown with a prefix that names its kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u128);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "{:032x}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                let digits = text.strip_prefix($prefix).ok_or(IdError($prefix))?;
                let plain = digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
                if !plain {
                    return Err(IdError($prefix));
                }
                u128::from_str_radix(digits, 16).map(Self).map_err(|_| IdError($prefix))
            }
        }
    )*};
}

ids! {
    /// Anything that crossed the border.
    LetterId "let_";
    /// An accepted filing.
    ReportId "rep_";
    /// A person, account or entity as one report states it.
    PartyId "par_";
    /// A person, entity, account or wallet as judged across all reports.
    SubjectId "sub_";
    /// A case.
    CaseId "cas_";
    /// A question with a deadline.
    InquiryId "inq_";
    /// A postponement, suspension, consent or freezing.
    MeasureId "mea_";
    /// Outgoing intelligence.
    ProductId "pro_";
    /// Who may write letters to us.
    CorrespondentId "cor_";
    /// A person who works here.
    StaffId "sta_";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_only_as_its_own_kind() {
        let report = ReportId(0xAB);
        let text = report.to_string();
        assert_eq!(text, "rep_000000000000000000000000000000ab");
        assert_eq!(text.parse(), Ok(report));
        assert!(text.parse::<CaseId>().is_err());
        for wrong in ["rep_ab", "rep_000000000000000000000000000000AB", "rep_+00000000000000000000000000000ab", ""] {
            assert!(wrong.parse::<ReportId>().is_err(), "{wrong}");
        }
    }
}
