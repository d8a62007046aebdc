//! One test per pattern.

use crate::random::{self, MONEY, Mix};
use crate::reference as r;
use crate::same::same;
use graph::{Country, LinkKind, NodeKind, SharedKind};
use patterns::Class;
use patterns::catalogue as c;
use patterns::sides::{
    ChainStep, Control, Corridor, Event, EventKind, Expectation, Flag, Opening, Presence, Rate, Region, Settlement,
    Shipment, Trade, Turnover,
};
use patterns::world::{Chance, Node, World};

/// `name=value|value name=value`: for each parameter the values to choose from.
macro_rules! equal {
    ($test:ident, $detector:expr, $reference:path, $choices:literal, $mix:expr) => {
        #[test]
        fn $test() {
            same(&$detector, $reference, $choices, |chance| random::world(chance, &$mix));
        }
    };
}

equal!(g03_fan_in, c::G03, r::g03::run, "window=0s|5s|20s|60s senders=2|3|4 least=0|50", MONEY);
equal!(g04_fan_out, c::G04, r::g04::run, "window=0s|5s|20s|60s payees=2|3|4 least=0|50 own=yes|no", MONEY);

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
    "window=0s|5s|20s movements=2|3 threshold=95|100|200 near=0.1|0.15 near_share=0.5|0.7 part=0|0.5",
    CASH
);
equal!(g02_smurfing, c::G02, r::g02::run, "window=0s|5s|20s depositors=1|2|3 threshold=96|150|200 part=0|0.3", CASH);
equal!(
    g05_gather_scatter,
    c::G05,
    r::g05::run,
    "window=10s|30s|60s payers=1|2|3 payees=1|2 loss=0.1|0.5 least=0|50",
    FEW
);
equal!(g06_scatter_gather, c::G06, r::g06::run, "window=10s|30s|60s middles=2|3 loss=0.1|0.5|1", FEW);
equal!(g07_cycle, c::G07, r::g07::run, "hops=3|4|5|8 retention=0|0.5|0.9 span=0s|20s|60s least=0|50", FEW);

#[test]
fn g09_pass_through() {
    let choices = "delay=3s|10s loss=0.05|0.5 balance=0.05|1 repeats=1|2|3 least=0|50";
    same(&c::G09, r::g09::run, choices, |chance| {
        beside(chance, &MONEY, 6, |chance, world, node| {
            if world.sides.openings.iter().all(|row| row.node != node) {
                world.sides.openings.push(Opening { node, balance_minor: chance.between(-200, 300) });
            }
        })
    });
}

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
equal!(g21_dormant_burst, c::G21, r::g21::run, "silence=1d|3d|6d window=1d|5d times=0.5|1|3 movements=1|2|3", DAYS);
equal!(g22_velocity, c::G22, r::g22::run, "piece=3s|5s|10s z=1|1.5|2 movements=2|3 pieces=2|5 habit=1|2|1000", MONEY);
equal!(
    g13_bipartite,
    c::G13,
    r::g13::run,
    "window=20s|40s|80s density=0.4|0.7|1 side=2|3 inside=0|0.1|0.3 hub=2|3|200",
    Mix { nodes: 7, movements: 24, ..MONEY }
);
equal!(
    g15_u_turn,
    c::G15,
    r::g15::run,
    "hops=2|3|4 loss=0.1|0.2|0.5 window=20s|60s least=0|50",
    Mix { nodes: 6, movements: 20, ties: 4, classes: &[Class::Wire, Class::Wire, Class::Trade], ..MONEY }
);
equal!(
    g17_mule_network,
    c::G17,
    r::g17::run,
    "mules=1|2|3 sink=0.3|0.6 tied=0.3|0.6 repeats=1|2 delay=5s|20s loss=0.1|0.5 balance=0.5|1 holders_max=2|9",
    Mix { ties: 12, ..FEW }
);
equal!(
    g34_random_walk,
    c::G34,
    r::g34::run,
    "length=2|3|4 retention=0.3|0.7 delay=10s|30s",
    Mix { movements: 20, nodes: 12, ..MONEY }
);

#[test]
fn g10_funnel() {
    let choices = "places=1|2 distance_km=100|200|300 share=0.3|0.8 delay=5s|30s threshold=96|1000";
    let mix = Mix { kinds: &[NodeKind::Account, NodeKind::Cash, NodeKind::Cash], ..CASH };
    same(&c::G10, r::g10::run, choices, |chance| {
        let mut world = random::world(chance, &mix);
        for node in 0..world.nodes.len() as u32 {
            if !chance.once_in(4) {
                world.sides.regions.push(Region { node, region: chance.below(3) as u32 });
            }
        }
        world
    });
}

#[test]
fn g14_stack() {
    let choices = "window=60s|120s density=0.4|0.7 side=1|2 inside=0.1|0.3|1 layers=3|4 loss=0.1|0.5|1";
    same(&c::G14, r::g14::run, choices, |chance| {
        let mut world = random::world(chance, &Mix { movements: 6, ..MONEY });
        let layers = 3 + chance.below(2) as u32;
        world.nodes.resize(2 * layers as usize, Node::ACCOUNT);
        world.movements.retain(|m| m.from < 2 * layers && m.to < 2 * layers);
        world.movements.iter_mut().for_each(|m| m.conductor = None);
        for from in 0..2 * (layers - 1) {
            for to in [from / 2 * 2 + 2, from / 2 * 2 + 3] {
                if !chance.once_in(8) {
                    world.pay(from, to, chance.between(0, 60), chance.one(&[100, 100, 95, 90]).unwrap());
                }
            }
        }
        world.links.clear();
        world.shared.clear();
        world.sort();
        world
    });
}
equal!(
    g08_round_trip,
    c::G08,
    r::g08::run,
    "hops=3|4|6 retention=0|0.5|0.9 span=20s|60s",
    Mix {
        nodes: 7,
        movements: 22,
        classes: &[Class::Wire, Class::Wire, Class::Loan, Class::Equity, Class::Cash],
        ..MONEY
    }
);

/// A small world with rows beside it.
fn beside(chance: &mut Chance, mix: &Mix, rows: u64, mut row: impl FnMut(&mut Chance, &mut World, u32)) -> World {
    let mut world = random::world(chance, mix);
    for _ in 0..chance.below(rows + 1) {
        let node = chance.below(world.nodes.len() as u64) as u32;
        row(chance, &mut world, node);
    }
    world
}

#[test]
fn g16_mirror() {
    let choices = "tolerance=0.03|0.2 delay=10s|30s|60s pairs=1|2|3 control=0.5|0.7 excess=0|1|2";
    same(&c::G16, r::g16::run, choices, |chance| {
        let mut world = random::world(chance, &Mix { nodes: 1, movements: 0, ..MONEY });
        world.nodes = random::world(chance, &Mix { nodes: 9, movements: 0, ..MONEY }).nodes;
        world.nodes.resize(8, Node { country: Country::new("BB"), ..Node::ACCOUNT });
        world.links.clear();
        world.shared.clear();
        for node in 0..4 {
            let (controller, score) = (chance.once_in(6).into(), chance.between(5_000, 10_000) as u32);
            world.sides.controls.push(Control { node, controller, score });
        }
        for _ in 0..chance.below(20) {
            let first = if chance.once_in(6) { 0 } else { 4 };
            let (own, other) = (chance.below(4) as u32, chance.between(first, 8) as u32);
            let (from, to) = if chance.once_in(2) { (own, other) } else { (other, own) };
            world.pay(from, to, chance.between(0, 60), chance.one(&[100, 97, 50, 30]).unwrap());
        }
        world.movements.iter_mut().for_each(|m| m.currency = chance.once_in(4).into());
        for from in [0, 20, 40] {
            if chance.once_in(2) {
                world.sides.rates.push(Rate { currency: 1, from, micro: chance.between(900_000, 1_100_000) });
            }
        }
        world.sort();
        world
    });
}

#[test]
fn g18_cuckoo() {
    let choices = "tolerance=0|0.05|0.2 delay=30s|60s threshold=90|1000";
    same(&c::G18, r::g18::run, choices, |chance| {
        let mix = Mix { nodes: 4, values: &[100, 95, 90, 50, 45, 10], ..CASH };
        beside(chance, &mix, 4, |chance, world, account| {
            let (amount_minor, at) = (chance.between(10, 40) * 5, chance.between(0, 15));
            world.sides.expectations.push(Expectation { account, amount_minor, at });
        })
    });
}

#[test]
fn g19_price_anomaly() {
    let choices = "spread=1|1.5|3 rows=2|4|8 least=0|0.1|0.5";
    same(&c::G19, r::g19::run, choices, |chance| {
        beside(chance, &MONEY, 30, |chance, world, seller| {
            let usual = chance.between(90, 110);
            world.sides.trades.push(Trade {
                document: 0,
                hs6: chance.below(2) as u32,
                partner: chance.once_in(9).into(),
                at: chance.between(0, 70) * 86_400,
                unit_price_minor: chance.one(&[usual, usual, usual, usual, 10, 180, 1_000]).unwrap(),
                quantity_milli: 1,
                seller,
                buyer: 0,
            });
        })
    });
}

#[test]
fn g20_multiple_invoicing() {
    let choices = "payments=1|2|3 window=5s|20s";
    same(&c::G20, r::g20::run, choices, |chance| {
        beside(chance, &MONEY, 9, |chance, world, node| {
            let document = chance.below(4);
            let at = chance.between(0, 60);
            match chance.below(4) {
                0 => world.sides.shipments.push(Shipment { document, at }),
                1 if chance.once_in(3) => world.sides.trades.push(Trade {
                    document,
                    hs6: 0,
                    partner: 0,
                    at,
                    unit_price_minor: 1,
                    quantity_milli: 1,
                    seller: node,
                    buyer: 0,
                }),
                _ if !world.movements.is_empty() => {
                    let edge = chance.below(world.movements.len() as u64) as u32;
                    world.sides.settlements.push(Settlement { document, edge });
                }
                _ => {}
            }
        })
    });
}

#[test]
fn g23_shell_cluster() {
    let choices = "weight=0.2|0.5|0.7 size=2|3|4 flagged=1|2 holders_max=2|3|500";
    same(&c::G23, r::g23::run, choices, |chance| {
        beside(chance, &Mix { nodes: 12, ..MONEY }, 20, |chance, world, node| {
            let kinds = [SharedKind::Address, SharedKind::Phone, SharedKind::Agent, SharedKind::Employer];
            world.shared.push((node, chance.one(&kinds).unwrap(), chance.below(5) as u32));
            if chance.once_in(4) {
                let company = chance.below(world.nodes.len() as u64) as u32;
                world.links.push((node, LinkKind::Directs, company));
            }
            if chance.once_in(2) {
                world.sides.flags.push(Flag { node, indicator: 1 });
            }
        })
    });
}

#[test]
fn g33_common_control() {
    let choices = "sync=0s|2s|5s rows=1|2|3 accounts_max=2|3|500";
    same(&c::G33, r::g33::run, choices, |chance| {
        beside(chance, &Mix { nodes: 7, ..MONEY }, 40, |chance, world, node| {
            let kinds = [EventKind::LogIn, EventKind::LogIn, EventKind::BeneficiaryEdit, EventKind::DebtForgiven];
            let (kind, key, at) = (chance.one(&kinds).unwrap(), chance.below(3), chance.between(0, 60));
            world.sides.events.push(Event { node, kind, key, at });
        })
    });
}

#[test]
fn g24_corridor() {
    let choices = "z=1|2|3 indicated=0|1|2 false_discoveries=0.05|0.5 rows=6|8";
    same(&c::G24, r::g24::run, choices, |chance| {
        beside(chance, &FEW, 40, |chance, world, node| {
            let (origin, transfers) = (node, chance.between(5, 30) as u64);
            let transfers = if chance.once_in(8) { transfers * 10 } else { transfers };
            world.sides.corridors.push(Corridor {
                origin,
                destination: 0,
                product: chance.below(2) as u32,
                transfers,
                indicated: chance.below(transfers / 2 + 1),
                mass_origin: chance.between(1, 100) as u64,
                mass_destination: chance.between(1, 100) as u64,
                distance_km: chance.between(1, 1_000) as u32,
            });
        })
    });
}

#[test]
fn g25_nested() {
    let choices = "share=0.3|0.5|0.9 payments=2|3|5 window=5s|30s";
    same(&c::G25, r::g25::run, choices, |chance| {
        beside(chance, &FEW, 20, |chance, world, ordering| {
            if !world.movements.is_empty() {
                let edge = chance.below(world.movements.len() as u64) as u32;
                let respondent = chance.below(world.nodes.len().min(2) as u64) as u32;
                world.sides.chains.push(ChainStep { edge, respondent, ordering });
            }
        })
    });
}

equal!(
    g26_ivts_hub,
    c::G26,
    r::g26::run,
    "window=20s|60s counterparties=1|2|3 net=0.05|0.3|0.6 small=50|100 small_share=0.3|0.8 goods=1|2",
    Mix { classes: &[Class::Wire, Class::Wire, Class::Goods], ..FEW }
);
equal!(
    g27_taint_hop,
    c::G27,
    r::g27::run,
    "hops=1|2|3|5 share=0.1|0.5|1 bridge_delay=5s|60s bridge_fee=0.05|0.2",
    Mix { kinds: &[NodeKind::Wallet, NodeKind::Wallet, NodeKind::Account], ..FEW }
);
equal!(
    g28_behavioural_break,
    c::G28,
    r::g28::run,
    "piece=10s|20s|30s before=10s|40s divergence=0.2|0.4|0.8 movements=1|2|3 usual=1|2|4",
    Mix { classes: &[Class::Wire, Class::Wire, Class::Cash], ..FEW }
);

#[test]
fn g29_loan_back() {
    let choices = "tolerance=0|0.1|0.3 window=20s|60s service=10s|60s served=0|0.5";
    let mix = Mix { classes: &[Class::Wire, Class::Loan, Class::Repayment], nodes: 6, ..MONEY };
    same(&c::G29, r::g29::run, choices, |chance| {
        beside(chance, &mix, 2, |chance, world, node| {
            let (key, at) = (chance.below(world.nodes.len() as u64), chance.between(0, 60));
            world.sides.events.push(Event { node, kind: EventKind::DebtForgiven, key, at });
        })
    });
}

#[test]
fn g30_third_party() {
    let choices = "payments=1|2|3 distance=1|2";
    same(&c::G30, r::g30::run, choices, |chance| {
        beside(chance, &MONEY, 16, |chance, world, node| {
            let document = chance.below(3);
            if chance.once_in(3) {
                let buyer = chance.below(world.nodes.len() as u64) as u32;
                world.sides.trades.push(Trade {
                    document,
                    hs6: 0,
                    partner: 0,
                    at: 0,
                    unit_price_minor: 1,
                    quantity_milli: 1,
                    seller: node,
                    buyer,
                });
            } else if !world.movements.is_empty() {
                let edge = chance.below(world.movements.len() as u64) as u32;
                world.sides.settlements.push(Settlement { document, edge });
            }
        })
    });
}

#[test]
fn g31_convoy() {
    let choices = "people=2|3 meetings=1|2|3 together=2s|10s cash=5s|30s chance=0.2|1|5 people_max=3|500";
    same(&c::G31, r::g31::run, choices, |chance| {
        beside(chance, &CASH, 20, |chance, world, person| {
            let (event, at) = (chance.below(4), chance.between(0, 60));
            world.sides.presences.push(Presence { person, event, at });
        })
    });
}

#[test]
fn g32_commingling() {
    let choices = "cash=0|0.5|2.3264 season=0.3|0.8 odd=0.5|1 peers=2|3|5";
    same(&c::G32, r::g32::run, choices, |chance| {
        beside(chance, &MONEY, 30, |chance, world, node| {
            let turnover_minor = chance.between(0, 100);
            world.sides.turnovers.push(Turnover {
                node,
                peers: chance.below(2) as u32,
                month: chance.between(0, 15) as i32,
                turnover_minor,
                cash_minor: turnover_minor * chance.between(0, 3) / 4,
                odd_sales: chance.below(3) as u32,
                sales: 10,
            });
        })
    });
}
