//! The patterns of the catalogue and the look-alikes, by name.

macro_rules! kinds {
    ($(#[$about:meta])* $name:ident { $($kind:ident $code:literal $days:literal $said:literal $words:literal;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $words] $kind),* }

        impl $name {
            /// All of them, in the order of their codes.
            pub const ALL: [Self; const { [$($code),*].len() }] = [$(Self::$kind),*];

            /// Code of the catalogue; for a look-alike, of the pattern it looks like.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$kind => $code),* }
            }

            /// Name in tables.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $said),* }
            }

            /// What it is, in a sentence.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$kind => $words),* }
            }

            /// Most days from the first payment to the last, history included.
            pub const fn days(self) -> u64 {
                match self { $(Self::$kind => $days),* }
            }
        }
    };
}

kinds! {
    /// A planted pattern.
    Kind {
        Structuring "G01" 8 "structuring" "One person pays in cash again and again, each time below the threshold.";
        Smurfing "G02" 4 "smurfing" "Several people pay cash below the threshold to one beneficiary within three days.";
        FanIn "G03" 31 "fan-in" "Many unrelated senders pay one account within a month.";
        FanOut "G04" 31 "fan-out" "One account pays many unrelated receivers within a month.";
        GatherScatter "G05" 15 "gather-scatter" "Money gathered from several accounts is paid out to several others.";
        ScatterGather "G06" 15 "scatter-gather" "Money is split over several accounts and comes together again at one.";
        Cycle "G07" 31 "cycle" "Money returns to where it began through a chain of accounts.";
        RoundTrip "G08" 250 "round-trip" "Money goes abroad and comes back to its owner as a foreign loan or investment.";
        PassThrough "G09" 40 "pass-through" "Money leaves the account within a day of its arrival, again and again.";
        Funnel "G10" 4 "funnel" "Cash paid in at distant places leaves within three days in another region.";
        Chain "G11" 30 "layering-chain" "Money is handed on quickly through a line of new accounts.";
        Peel "G12" 30 "peel-chain" "A large sum is handed on and a small part peeled off at every step.";
        Bipartite "G13" 31 "bipartite" "A group of accounts pays another group, almost everyone to everyone.";
        Stack "G14" 31 "stack" "Two layers of group-to-group payments on top of each other.";
        UTurn "G15" 61 "u-turn" "Money goes abroad and returns to another account of the same person.";
        Mirror "G16" 160 "mirror" "Payments in two places answer each other in value and time, and no payment links them.";
        Mules "G17" 60 "mule-network" "Accounts that share a device pass on at once what strangers send, to one sink.";
        Cuckoo "G18" 7 "cuckoo" "Strangers pay the sum of an expected remittance in cash, and the remittance never comes.";
        Price "G19" 130 "price-anomaly" "Goods are invoiced far outside the prices of their kind, partner and month.";
        Phantom "G20" 46 "phantom-invoice" "One invoice is paid several times, or paid and never shipped.";
        Dormant "G21" 330 "dormant-burst" "An account that was silent for half a year turns over large sums within two weeks.";
        Velocity "G22" 70 "velocity" "An account makes many times its usual number of payments in a day.";
        Shells "G23" 60 "shell-cluster" "Companies share address, telephone and director, and move money among themselves.";
        Corridor "G24" 31 "corridor" "One city sends far more to one country than it ever does.";
        Nested "G25" 60 "nested" "A respondent bank's account carries the payments of other banks.";
        Hub "G26" 90 "ivts-hub" "Many small payments in and out with almost nothing left, and goods the other way.";
        Hops "G27" 40 "mixer-hops" "Virtual assets from a tagged wallet reach an account through mixers and bridges.";
        Break "G28" 160 "behaviour-break" "An account begins to behave like another person's.";
        LoanBack "G29" 250 "loan-back" "A company sends money abroad and receives it back as a loan that is never served.";
        ThirdParty "G30" 90 "third-party-payer" "Invoices are paid again and again by somebody who has nothing to do with the buyer.";
        Convoy "G31" 60 "convoy" "People travel together several times and pay in cash at the same place.";
        Front "G32" 97 "commingling-front" "A shop pays in far more cash than shops of its kind.";
        Control "G33" 60 "common-control" "Accounts of different people are used from one device at the same minutes.";
        Walk "G34" 60 "random-walk" "Money wanders through accounts that never met before.";
    }
}

kinds! {
    /// Something lawful that looks like a pattern.
    LookAlike {
        Stall "G01" 8 "market-stall" "A market trader pays in the takings every evening.";
        Collection "G02" 4 "collection" "A village pays in cash for a member in need.";
        SchoolFees "G03" 31 "school-fees" "Parents pay the fees of a term.";
        Payroll "G04" 31 "payroll" "An employer pays the wages.";
        WageOffice "G05" 15 "wage-office" "A wage office collects from employers and pays their people.";
        Franchise "G06" 15 "franchise" "A franchisor advances stock money and its shops settle with the purchasing office.";
        Netting "G07" 31 "netting" "Companies of one group settle their balances round the group.";
        Sweep "G09" 40 "treasury-sweep" "A subsidiary's account is swept to its parent every evening.";
        Fair "G10" 4 "travelling-trader" "A trader pays in at the fairs of the week and pays the suppliers.";
        Supply "G11" 30 "supply-chain" "A customer's payment is handed on from supplier to supplier.";
        Marketplace "G13" 31 "marketplace" "Buyers of a marketplace pay its sellers.";
        Refund "G15" 61 "refund" "A foreign seller gives back the price.";
        Instalments "G20" 95 "instalments" "One invoice is paid in three parts, as agreed.";
        Inheritance "G21" 330 "inheritance" "A quiet savings account receives an estate and passes it to the heirs.";
        LoanServed "G29" 250 "served-loan" "A foreign parent lends and is paid back in instalments.";
        Team "G31" 60 "team" "A sports team travels together and spends cash.";
        Accountant "G33" 60 "accountant" "An accountant logs in for clients one after the other.";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Plan;

    #[test]
    fn every_code_of_the_catalogue_is_there_once_and_in_order() {
        for (kind, at) in Kind::ALL.into_iter().zip(1..) {
            assert_eq!(kind.code(), format!("G{at:02}"));
            assert!(kind.days() < Plan::DAYS_MIN);
        }
        assert_eq!(Kind::ALL.len(), 34);
        assert!(LookAlike::ALL.iter().all(|like| Kind::ALL.iter().any(|kind| kind.code() == like.code())));
    }
}
