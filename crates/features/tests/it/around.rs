//! Stories about the surroundings of a payment.

use features::{Accounts, Channel, Feature, Ledger, Transactions, View, around, neighbours};

const DAY: i64 = 86_400;

struct Period {
    rows: Vec<(u32, u32, i64, i64)>,
    region: Vec<u32>,
    ties: Vec<(u32, u32)>,
}

impl Period {
    fn ledger(&self) -> Ledger {
        let column = |get: fn(&(u32, u32, i64, i64)) -> u32| self.rows.iter().map(get).collect::<Vec<_>>();
        let (from, to) = (column(|row| row.0), column(|row| row.1));
        let time: Vec<i64> = self.rows.iter().map(|row| row.2).collect();
        let amount: Vec<i64> = self.rows.iter().map(|row| row.3).collect();
        let payments = Transactions { from: &from, to: &to, time: &time, amount: &amount };
        Ledger::new(
            payments,
            &vec![Channel::Transfer; self.rows.len()],
            Accounts { region: &self.region, ties: &self.ties },
        )
        .unwrap()
    }
}

fn value(features: &[Feature], name: &str, row: usize) -> f32 {
    features.iter().find(|feature| feature.name == name).unwrap_or_else(|| panic!("no column {name}")).values[row]
}

/// Money goes 0 → 1 → 2 → 0 over some days, a little less each time.
fn ring() -> Period {
    let rows = vec![(0, 1, DAY, 1000), (1, 2, 3 * DAY, 980), (2, 0, 5 * DAY, 960)];
    Period { rows, region: vec![0, 1, 2], ties: Vec::new() }
}

#[test]
fn in_hindsight_every_hop_of_a_ring_knows_of_it_but_as_it_streams_only_the_last() {
    let ledger = ring().ledger();
    for (view, known) in [(View::Hindsight, [1.0, 1.0, 1.0]), (View::Streaming, [0.0, 0.0, 1.0])] {
        let features = around(&ledger, view, &[0, 1, 2]);
        let found: Vec<f32> = (0..3).map(|row| value(&features, "cycle_count", row)).collect();
        assert_eq!(found, known, "{view:?}");
    }
    let features = around(&ledger, View::Hindsight, &[1]);
    assert_eq!(value(&features, "cycle_shortest", 0), 3.0);
    assert!((value(&features, "from_kept", 0) - 0.98).abs() < 1e-6, "what came a hop earlier was passed on");
}

#[test]
fn a_block_of_two_payers_and_two_receivers_is_seen_from_each_of_its_payments() {
    let rows = vec![(0, 2, DAY, 5), (1, 3, 2 * DAY, 6), (0, 3, 3 * DAY, 7), (1, 2, 4 * DAY, 8)];
    let ledger = Period { rows, region: Vec::new(), ties: Vec::new() }.ledger();
    let features = around(&ledger, View::Hindsight, &[0, 1, 2, 3]);
    for row in 0..4 {
        assert_eq!(value(&features, "block_others", row), 1.0);
    }
}

#[test]
fn mules_with_one_telephone_are_seen_at_their_common_receiver() {
    let rows = vec![(5, 1, DAY, 1000), (6, 2, DAY, 2000), (1, 0, 2 * DAY, 950), (2, 0, 2 * DAY, 1900)];
    let ledger = Period { rows, region: Vec::new(), ties: vec![(1, 4), (2, 4)] }.ledger();
    let features = around(&ledger, View::Hindsight, &[0, 2]);
    assert_eq!(value(&features, "tied_senders_to_receiver", 1), 1.0);
    assert_eq!(value(&features, "to_passers", 1), 1.0, "the other mule passes on too");
    assert_eq!(value(&features, "tied_passers_of_receiver", 0), 1.0);
}

#[test]
fn streaming_features_are_those_of_the_ledger_cut_off_after_the_payment() {
    let mut dice = crate::Dice(5);
    let rows: Vec<_> = (0..120_i64)
        .map(|i| (dice.roll(9) as u32, dice.roll(9) as u32, i * DAY / 3, 100 + dice.roll(900) as i64))
        .collect();
    let whole = Period { rows: rows.clone(), region: vec![0, 1, 0, 1], ties: vec![(1, 0), (2, 0)] };
    let all: Vec<u32> = (0..120).collect();
    let streamed = around(&whole.ledger(), View::Streaming, &all);
    for cut in 1..=120 {
        let past = Period { rows: rows[..cut].to_vec(), region: whole.region.clone(), ties: whole.ties.clone() };
        let last = around(&past.ledger(), View::Streaming, &[cut as u32 - 1]);
        for (whole, cut_off) in streamed.iter().zip(&last) {
            let (a, b) = (whole.values[cut - 1], cut_off.values[0]);
            assert!(a == b || (a.is_nan() && b.is_nan()), "{} of row {}: {a} is not {b}", whole.name, cut - 1);
        }
    }
}

#[test]
fn suspicion_of_the_payments_around_becomes_a_feature_but_never_ones_own() {
    let ledger = ring().ledger();
    let features = neighbours(&ledger, View::Hindsight, &[0.9, 0.5, 0.1]);
    assert_eq!(value(&features, "score_from_in_first", 1), 0.9);
    assert_eq!(value(&features, "score_to_out_first", 1), 0.1);
    assert_eq!(value(&features, "score_from_out_first", 1), 0.0, "its own score is not among them");
}
