//! One test per pattern.

use crate::random::{self, MONEY, Mix};
use crate::reference as r;
use crate::same::same;
use graph::NodeKind;
use patterns::Class;
use patterns::catalogue as c;

/// `name=value|value name=value`: for each parameter the values to choose from.
macro_rules! equal {
    ($test:ident, $detector:expr, $reference:path, $choices:literal, $mix:expr) => {
        #[test]
        fn $test() {
            same(&$detector, $reference, $choices, |chance| random::world(chance, &$mix));
        }
    };
}

equal!(g03_fan_in, c::G03, r::g03::run, "window=0s|5s|20s|60s senders=2|3|4", MONEY);
equal!(g04_fan_out, c::G04, r::g04::run, "window=0s|5s|20s|60s payees=2|3|4", Mix { ties: 0, ..MONEY });

const CASH: Mix = Mix {
    kinds: &[NodeKind::Account, NodeKind::Account, NodeKind::Party, NodeKind::Cash],
    classes: &[Class::Cash, Class::Cash, Class::Cash, Class::Wire],
    nodes: 6,
    ..MONEY
};
const FEW: Mix = Mix { nodes: 6, ..MONEY };

equal!(
    g01_structuring,
    c::G01,
    r::g01::run,
    "window=0s|5s|20s movements=2|3 threshold=95|100|200 near=0.1|0.15 near_share=0.5|0.7",
    CASH
);
equal!(g02_smurfing, c::G02, r::g02::run, "window=0s|5s|20s depositors=1|2|3 threshold=96|150|200", CASH);
equal!(g05_gather_scatter, c::G05, r::g05::run, "window=10s|30s|60s payers=1|2|3 payees=1|2 loss=0.1|0.5", FEW);
equal!(g06_scatter_gather, c::G06, r::g06::run, "window=10s|30s|60s middles=2|3 loss=0.1|0.5|1", FEW);
equal!(g07_cycle, c::G07, r::g07::run, "hops=3|4|5|8 retention=0|0.5|0.9 span=0s|20s|60s", FEW);
equal!(g09_pass_through, c::G09, r::g09::run, "delay=3s|10s loss=0.05|0.5 balance=0.05|1 repeats=1|2|3", MONEY);

/// A tick of half a day, for what is reckoned in days and months.
const DAYS: Mix = Mix { tick: 43_200, ..MONEY };
const WALLETS: Mix = Mix { kinds: &[NodeKind::Account, NodeKind::Wallet], values: &[100, 95, 90, 85, 10, 5], ..MONEY };

equal!(
    g11_layering_chain,
    c::G11,
    r::g11::run,
    "length=2|3|4 loss=0.1|0.2|0.5 delay=1d|5d|20d age=1d|60d history=1|2|4",
    Mix { movements: 20, ..DAYS }
);
equal!(
    g12_peel_chain,
    c::G12,
    r::g12::run,
    "length_wallets=1|2|3 length_accounts=2|3 peel=0.2|0.4 delay=20s|60s",
    WALLETS
);
equal!(
    g21_dormant_burst,
    c::G21,
    r::g21::run,
    "silence=1d|3d|6d window=1d|5d times=0.5|1|3 movements=1|2|3",
    DAYS
);
equal!(g22_velocity, c::G22, r::g22::run, "piece=3s|5s|10s z=1|1.5|2 movements=2|3 pieces=2|5", MONEY);
