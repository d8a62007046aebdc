//! Every planted witness is what the catalogue says it is, from its payments, ties and side rows alone.
//!
//! The checks are written from the definitions and know nothing of the generator: values are those of the catalogue.

use openfiu_synth::money::life::{Day, payment};
use openfiu_synth::money::plot::{Deal, Planted, What};
use openfiu_synth::money::side::{Row, month_of, usual_price};
use openfiu_synth::money::{Channel, Event, Facts, Flow, Kind, Node, Noise, Payment, Plan, TieKind, Truth, World};
use std::collections::{BTreeMap, HashMap, HashSet};

const T: u64 = 1_000_000;
const HOUR: i64 = 3600;
const DAY: i64 = 86_400;

/// A witness with what its check needs.
struct Case<'a> {
    world: &'a World,
    truth: &'a Truth,
}

impl Case<'_> {
    fn paid(&self) -> &[Payment] {
        &self.truth.payments
    }

    fn planted(&self) -> &Planted {
        &self.truth.planted
    }

    fn focus(&self) -> Node {
        self.planted().focus
    }

    fn facts(&self, node: Node) -> Facts {
        let own = self.planted().cast.iter().find(|facts| facts.node == node).copied();
        match node {
            Node::Account(number) => own.unwrap_or_else(|| self.world.facts(number)),
            _ => unreachable!("{node:?} is no account"),
        }
    }

    fn owner(&self, node: Node) -> u64 {
        match node {
            Node::Person(number) => number,
            other => self.facts(other).owner,
        }
    }

    fn span(&self) -> i64 {
        self.paid().last().unwrap().seconds - self.paid()[0].seconds
    }

    fn sum(&self) -> u64 {
        self.paid().iter().map(|p| p.reference_minor).sum()
    }

    fn froms(&self) -> HashSet<Node> {
        self.paid().iter().map(|p| p.from).collect()
    }

    fn tos(&self) -> HashSet<Node> {
        self.paid().iter().map(|p| p.to).collect()
    }

    fn into(&self, node: Node) -> Vec<&Payment> {
        self.paid().iter().filter(|p| p.to == node).collect()
    }

    fn out_of(&self, node: Node) -> Vec<&Payment> {
        self.paid().iter().filter(|p| p.from == node).collect()
    }

    /// The payments are one line in which times rise; `keep` thousandths of the first value arrive.
    fn line(&self, keep: u64) {
        let paid = self.paid();
        for pair in paid.windows(2) {
            assert_eq!(pair[0].to, pair[1].from, "{:?}", self.planted().what);
            assert!(pair[0].seconds <= pair[1].seconds);
            assert!(pair[0].reference_minor >= pair[1].reference_minor);
        }
        let (first, last) = (paid[0].reference_minor, paid[paid.len() - 1].reference_minor);
        assert!(last * 1000 >= first * keep, "{:?} keeps {last} of {first}", self.planted().what);
    }

    fn tied(&self, kind: TieKind) -> BTreeMap<u64, HashSet<Node>> {
        let mut groups: BTreeMap<u64, HashSet<Node>> = BTreeMap::new();
        for tie in self.planted().ties.iter().filter(|tie| tie.kind == kind) {
            groups.entry(tie.value).or_default().insert(tie.node);
        }
        groups
    }

    fn unrelated(&self, nodes: &HashSet<Node>) {
        let owners: HashSet<u64> = nodes.iter().map(|node| self.owner(*node)).collect();
        assert_eq!(owners.len(), nodes.len(), "no two have one owner");
        let employers: Vec<u64> = owners.iter().filter_map(|owner| self.world.employer(*owner)).collect();
        assert_eq!(employers.iter().collect::<HashSet<_>>().len(), employers.len(), "no two have one employer");
    }
}

fn sum(paid: &[&Payment]) -> u64 {
    paid.iter().map(|p| p.reference_minor).sum()
}

fn check(case: &Case<'_>, kind: Kind) {
    let paid = case.paid();
    assert!(!paid.is_empty(), "{kind:?}");
    match kind {
        Kind::Structuring | Kind::Smurfing | Kind::Funnel | Kind::Cuckoo | Kind::Convoy | Kind::Front => {
            cash(case, kind);
        }
        Kind::FanIn | Kind::FanOut | Kind::GatherScatter | Kind::ScatterGather | Kind::Bipartite | Kind::Stack => {
            fans(case, kind);
        }
        Kind::Cycle
        | Kind::RoundTrip
        | Kind::PassThrough
        | Kind::Chain
        | Kind::Peel
        | Kind::UTurn
        | Kind::Hops
        | Kind::LoanBack
        | Kind::Walk => lines(case, kind),
        Kind::Mirror | Kind::Mules | Kind::Shells | Kind::Hub | Kind::Control => groups(case, kind),
        Kind::Price | Kind::Phantom | Kind::Corridor | Kind::Nested | Kind::ThirdParty => trade(case, kind),
        Kind::Dormant | Kind::Velocity | Kind::Break => habits(case, kind),
    }
}

fn cash(case: &Case<'_>, kind: Kind) {
    let (paid, focus) = (case.paid(), case.focus());
    match kind {
        Kind::Structuring => {
            assert!(paid.len() >= 3 && case.span() <= 7 * DAY && case.sum() >= T);
            assert!(paid.iter().all(|p| p.channel.is_cash() && p.reference_minor < T));
            assert_eq!(case.froms().len(), 1, "one conductor");
            assert!(case.tos().iter().all(|to| case.owner(*to) == case.owner(focus)), "one owner");
        }
        Kind::Smurfing => {
            assert!(case.froms().len() >= 3 && case.span() <= 72 * HOUR && case.sum() >= T);
            assert!(paid.iter().all(|p| p.channel == Channel::Cash && p.reference_minor < T));
            assert!(case.tos().iter().all(|to| case.owner(*to) == case.owner(focus)));
        }
        Kind::Funnel => {
            let home = case.facts(focus).place;
            let ins = case.into(focus);
            let places: HashSet<_> = ins.iter().map(|p| p.from_place).collect();
            assert!(places.len() >= 3 && places.iter().all(|place| home.km_to(*place).unwrap() >= 200));
            assert!(ins.iter().all(|p| p.channel.is_cash() && p.reference_minor < T));
            let outs = case.out_of(focus);
            assert!(sum(&outs) * 10 >= sum(&ins) * 8 && sum(&outs) <= sum(&ins));
            let regions: HashSet<_> = places.iter().map(|place| place.region()).collect();
            assert!(outs.iter().all(|p| !regions.contains(p.to_place.region())));
            assert!(case.span() <= 72 * HOUR);
        }
        Kind::Cuckoo => {
            let expected = case.planted().sides.iter().find_map(|row| match row {
                Row::Expected(expected) if expected.node == focus => Some(expected.amount_minor),
                _ => None,
            });
            let expected = expected.unwrap();
            assert!(case.sum().abs_diff(expected) * 100 <= expected * 2 && case.span() <= 5 * DAY);
            assert!(paid.iter().all(|p| p.channel == Channel::Cash && p.reference_minor < T && p.to == focus));
            assert!(paid.iter().all(|p| case.owner(p.from) != case.owner(focus)), "strangers");
        }
        Kind::Convoy => convoy(case),
        _ => {
            let begins = month_of(paid[0].seconds.div_euclid(DAY));
            let takings = case.planted().sides.iter().filter_map(|row| match row {
                Row::Takings(takings) if takings.node == focus && takings.month >= begins => Some(*takings),
                _ => None,
            });
            let (mut months, mut cash) = (0, 0);
            for month in takings {
                assert!(month.cash_minor * 10 >= (month.cash_minor + month.card_minor) * 9, "peers have 0.57 at most");
                (months, cash) = (months + 1, cash + month.cash_minor);
            }
            assert_eq!((months, cash), (3, case.sum()));
            assert!(paid.iter().all(|p| p.channel == Channel::Cash && p.to == focus));
        }
    }
}

fn convoy(case: &Case<'_>) {
    let person = |p: &Payment| match (p.from, p.to) {
        (Node::Person(person), _) | (_, Node::Person(person)) => person,
        other => unreachable!("{other:?} is no cash"),
    };
    let members: HashSet<u64> = case.paid().iter().map(person).collect();
    assert!(members.len() >= 3);
    let mut journeys: HashMap<u64, HashSet<u64>> = HashMap::new();
    for row in &case.planted().sides {
        let Row::Presence(seen) = row else { continue };
        journeys.entry(seen.journey).or_default().insert(seen.person);
        let linked = case.paid().iter().any(|p| {
            let after = (-1800..DAY).contains(&(p.seconds - seen.seconds));
            let there = [p.from_place, p.to_place].contains(&seen.place);
            p.channel.is_cash() && after && there && person(p) == seen.person
        });
        assert!(linked || !members.contains(&seen.person), "cash by every member after each journey");
    }
    assert!(journeys.len() >= 2 && journeys.values().all(|present| present.is_superset(&members)));
    assert!(journeys.values().all(|present| present.len() >= 25), "among strangers");
}

fn fans(case: &Case<'_>, kind: Kind) {
    let (paid, focus) = (case.paid(), case.focus());
    match kind {
        Kind::FanIn => {
            assert!(case.froms().len() >= 10 && case.span() <= 30 * DAY && case.tos() == HashSet::from([focus]));
            case.unrelated(&case.froms());
        }
        Kind::FanOut => {
            assert!(case.tos().len() >= 10 && case.span() <= 30 * DAY && case.froms() == HashSet::from([focus]));
        }
        Kind::GatherScatter => {
            let (ins, outs) = (case.into(focus), case.out_of(focus));
            assert!(ins.len() >= 5 && outs.len() >= 5 && case.span() <= 14 * DAY);
            assert!(outs.iter().all(|out| out.seconds > ins[0].seconds));
            assert!(sum(&outs) <= sum(&ins) && sum(&outs) * 10 >= sum(&ins) * 9);
            let mut balance = 0i128;
            for p in paid {
                balance += if p.to == focus { i128::from(p.reference_minor) } else { -i128::from(p.reference_minor) };
                assert!(balance >= 0, "nothing is paid before it is there");
            }
        }
        Kind::ScatterGather => {
            let middle: HashSet<Node> = case.out_of(focus).iter().map(|p| p.to).collect();
            let sinks: HashSet<Node> = paid.iter().filter(|p| p.from != focus).map(|p| p.to).collect();
            assert!(middle.len() >= 4 && sinks.len() == 1 && case.span() <= 14 * DAY);
            for node in middle {
                let (ins, outs) = (case.into(node), case.out_of(node));
                assert!(sum(&outs) * 10 >= sum(&ins) * 9 && sum(&outs) <= sum(&ins));
                assert!(outs[0].seconds > ins[0].seconds);
            }
        }
        Kind::Bipartite => {
            dense(case.froms(), case.tos(), paid);
            assert!(case.span() <= 30 * DAY);
        }
        _ => {
            let middle: HashSet<Node> = case.froms().intersection(&case.tos()).copied().collect();
            let (first, second): (Vec<Payment>, Vec<Payment>) = paid.iter().partition(|p| middle.contains(&p.to));
            dense(case.froms().difference(&middle).copied().collect(), middle.clone(), &first);
            dense(middle.clone(), case.tos().difference(&middle).copied().collect(), &second);
            for node in middle {
                let (ins, outs) = (case.into(node), case.out_of(node));
                assert!(sum(&outs) * 10 >= sum(&ins) * 9 && sum(&outs) <= sum(&ins));
                assert!(outs[0].seconds >= ins.last().unwrap().seconds);
            }
            assert!(case.span() <= 30 * DAY);
        }
    }
}

fn dense(left: HashSet<Node>, right: HashSet<Node>, paid: &[Payment]) {
    assert!(left.len() >= 4 && right.len() >= 4 && left.is_disjoint(&right));
    let pairs: HashSet<(Node, Node)> = paid.iter().map(|p| (p.from, p.to)).collect();
    assert!(pairs.len() * 10 >= left.len() * right.len() * 4);
    assert!(pairs.iter().all(|(from, to)| left.contains(from) && right.contains(to)));
}

fn lines(case: &Case<'_>, kind: Kind) {
    let (paid, focus) = (case.paid(), case.focus());
    let last = paid[paid.len() - 1];
    match kind {
        Kind::Cycle => {
            case.line(600);
            assert!((3..=8).contains(&paid.len()) && case.span() <= 30 * DAY && last.to == focus);
            assert_eq!(case.tos().len(), paid.len(), "no node twice");
        }
        Kind::RoundTrip => {
            case.line(600);
            assert!((3..=12).contains(&paid.len()) && case.span() <= 365 * DAY);
            assert_eq!(case.owner(paid[0].from), case.owner(last.to));
            assert!(last.from_place.is_abroad() && !last.to_place.is_abroad());
            assert!(matches!(last.channel, Channel::Loan | Channel::Equity));
        }
        Kind::PassThrough => passes(case, focus, 3),
        Kind::Chain => {
            case.line(0);
            assert!(paid.len() >= 4);
            for pair in paid.windows(2) {
                assert!(pair[1].reference_minor * 10 >= pair[0].reference_minor * 9);
                assert!(pair[1].seconds - pair[0].seconds <= 48 * HOUR);
                let age = pair[0].seconds.div_euclid(DAY) - case.facts(pair[0].to).opened_days;
                assert!((0..180).contains(&age), "{age}");
            }
        }
        Kind::Peel => peels(case),
        Kind::UTurn => {
            case.line(850);
            assert!((2..=4).contains(&paid.len()) && case.span() <= 60 * DAY);
            assert_eq!(case.owner(paid[0].from), case.owner(last.to));
            assert!(paid[0].from != last.to && paid[0].to_place.is_abroad() && !last.to_place.is_abroad());
        }
        Kind::Hops => {
            case.line(100);
            let tags: Vec<Node> = case
                .planted()
                .sides
                .iter()
                .filter_map(|row| if let Row::Tag(tag) = row { Some(tag.node) } else { None })
                .collect();
            assert!(tags.contains(&focus) && tags.iter().any(|tag| *tag != focus && case.tos().contains(tag)));
            let hops = paid.iter().position(|p| matches!(p.to, Node::Account(_))).unwrap() + 1;
            assert!(hops <= 5, "an exchange is reached within five hops, not {hops}");
            assert!(matches!(last.to, Node::Account(_)) && last.channel == Channel::Transfer);
        }
        Kind::LoanBack => {
            let (outs, backs) = (case.out_of(focus), case.into(focus));
            assert!(backs.len() == 1 && backs[0].channel == Channel::Loan);
            let (sent, lent) = (sum(&outs), sum(&backs));
            assert!(lent <= sent && lent * 10 >= sent * 8 && case.span() <= 365 * DAY);
            assert!(outs.iter().all(|out| out.seconds < backs[0].seconds && out.to != backs[0].from));
            let linked = HashSet::from([outs[0].to, backs[0].from]);
            assert!(case.tied(TieKind::Director).values().any(|group| *group == linked));
        }
        _ => {
            case.line(700);
            assert!(paid.len() >= 5);
            let mut nodes: Vec<Node> = paid.iter().map(|p| p.from).collect();
            nodes.push(last.to);
            assert_eq!(nodes.iter().collect::<HashSet<_>>().len(), nodes.len(), "nobody comes twice");
        }
    }
}

/// Money comes to the node and leaves within a day but for a twentieth, at least `times`.
fn passes(case: &Case<'_>, node: Node, times: usize) {
    let outs = case.out_of(node);
    assert!(outs.len() >= times);
    let (mut all_in, mut all_out) = (0, 0);
    for out in &outs {
        let before: Vec<&Payment> =
            case.into(node).into_iter().filter(|p| (0..=DAY).contains(&(out.seconds - p.seconds))).collect();
        assert!(out.reference_minor * 100 >= sum(&before) * 95 && out.reference_minor <= sum(&before));
        (all_in, all_out) = (all_in + sum(&before), all_out + out.reference_minor);
    }
    assert_eq!(all_in, sum(&case.into(node)), "every payment is passed on once");
    assert!((all_in - all_out) * 100 <= all_in * 5);
}

fn peels(case: &Case<'_>) {
    let paid = case.paid();
    let wallets = matches!(case.focus(), Node::Wallet(_));
    assert!(paid.len() >= if wallets { 16 } else { 10 } && paid.len().is_multiple_of(2));
    let mut at = case.focus();
    let mut seen = HashSet::from([at]);
    let mut came = u64::MAX;
    for pair in paid.chunks(2) {
        assert!(pair.iter().all(|p| p.from == at));
        let (large, small) =
            if pair[0].reference_minor > pair[1].reference_minor { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        let whole = large.reference_minor + small.reference_minor;
        assert!(small.reference_minor * 5 <= whole && whole <= came, "at most a fifth is peeled");
        assert!(seen.insert(large.to), "the next was never used");
        (at, came) = (large.to, large.reference_minor);
    }
}

fn groups(case: &Case<'_>, kind: Kind) {
    let (paid, focus) = (case.paid(), case.focus());
    match kind {
        Kind::Mirror => {
            let controlled = case.tied(TieKind::Controls).into_values().next().unwrap();
            assert!(controlled.len() == 2 && controlled.contains(&focus));
            let giver = *controlled.iter().find(|node| **node != focus).unwrap();
            let (mut ins, mut outs) = (case.into(focus), case.out_of(giver));
            assert!(ins.len() >= 5 && ins.len() == outs.len() && ins.len() * 2 == paid.len());
            ins.sort_by_key(|p| p.seconds);
            outs.sort_by_key(|p| p.seconds);
            for (i, o) in ins.iter().zip(outs) {
                assert!(i.reference_minor.abs_diff(o.reference_minor) * 100 <= i.reference_minor * 3);
                assert!((i.seconds - o.seconds).abs() <= 48 * HOUR);
                assert_ne!(i.to_place.country(), o.to_place.country());
            }
        }
        Kind::Mules => {
            let device = case.tied(TieKind::Device).into_values().next().unwrap();
            assert!(device.len() >= 5);
            for mule in &device {
                passes(case, *mule, 3);
                let outs = case.out_of(*mule);
                let to_sink: Vec<&Payment> = outs.iter().copied().filter(|p| p.to == focus).collect();
                assert!(sum(&to_sink) * 2 >= sum(&outs));
            }
        }
        Kind::Shells => {
            let address = case.tied(TieKind::Address).into_values().next().unwrap();
            assert!(address.len() >= 5 && address.contains(&focus));
            assert!(address.iter().filter(|node| case.froms().contains(node)).count() == address.len());
        }
        Kind::Hub => {
            let (ins, outs) = (case.into(focus), case.out_of(focus));
            let others: HashSet<Node> = ins.iter().map(|p| p.from).chain(outs.iter().map(|p| p.to)).collect();
            assert!(others.len() >= 60, "{}", others.len());
            let (i, o) = (sum(&ins), sum(&outs));
            assert!(i.abs_diff(o) * 20 <= i + o);
            assert!(case.planted().sides.iter().any(|row| matches!(row, Row::Trade(line) if line.seller == focus)));
        }
        _ => {
            let device = case.tied(TieKind::Device).into_values().next().unwrap();
            let mut logins: Vec<(i64, Node)> = case
                .planted()
                .sides
                .iter()
                .filter_map(|row| match row {
                    Row::Login(login) => Some((login.seconds, login.node)),
                    _ => None,
                })
                .collect();
            logins.sort_unstable();
            let rounds: Vec<_> = logins.chunks(device.len()).collect();
            assert!(device.len() >= 3 && rounds.len() >= 5);
            for round in rounds {
                assert!(round[round.len() - 1].0 - round[0].0 <= 300, "within five minutes");
                assert_eq!(round.iter().map(|(_, node)| *node).collect::<HashSet<_>>(), device);
            }
            let owners: HashSet<u64> = device.iter().map(|node| case.owner(*node)).collect();
            assert!(owners.len() == device.len() && paid.iter().all(|p| p.to == focus));
        }
    }
}

fn trade(case: &Case<'_>, kind: Kind) {
    let (paid, focus) = (case.paid(), case.focus());
    let lines: HashMap<u64, _> = case
        .planted()
        .sides
        .iter()
        .filter_map(|row| match row {
            Row::Trade(line) => Some((line.document, *line)),
            _ => None,
        })
        .collect();
    match kind {
        Kind::Price => {
            assert!(lines.len() >= 2);
            for line in lines.values() {
                let usual = usual_price(line.goods, line.partner);
                let far = line.price_minor * 10 >= usual * 22 || line.price_minor * 2 <= usual;
                assert!(far, "{} where {usual} is usual", line.price_minor);
                let value = line.quantity * line.price_minor;
                assert!(paid.iter().any(|p| p.document == line.document && p.reference_minor == value));
            }
        }
        Kind::Phantom => {
            let line = lines.values().next().unwrap();
            assert!(paid.iter().all(|p| p.document == line.document) && case.span() <= 45 * DAY);
            assert!(paid.len() >= 2 || line.shipped_days.is_none());
        }
        Kind::Corridor => {
            let from: HashSet<_> = paid.iter().map(|p| p.from_place).collect();
            let to: HashSet<_> = paid.iter().map(|p| p.to_place).collect();
            assert!(paid.len() >= 80 && from.len() == 1 && to.len() == 1 && case.span() <= 30 * DAY);
            assert!(to.iter().all(|place| place.is_abroad()) && case.froms().len() >= 20);
        }
        Kind::Nested => {
            let own = case.owner(focus);
            let messages: HashMap<u64, u64> = case
                .planted()
                .sides
                .iter()
                .filter_map(|row| match row {
                    Row::Message(message) => Some((message.document, message.ordering)),
                    _ => None,
                })
                .collect();
            assert!(paid.iter().all(|p| messages.contains_key(&p.document) && p.from == focus));
            let others = messages.values().filter(|ordering| **ordering != own).count();
            assert!(others * 10 >= messages.len() * 3);
        }
        _ => {
            assert!(paid.len() >= 3);
            for p in paid {
                let line = lines[&p.document];
                assert_eq!(p.to, line.seller);
                assert!(p.from != line.buyer && case.owner(p.from) != case.owner(line.buyer));
            }
        }
    }
}

fn habits(case: &Case<'_>, kind: Kind) {
    let (paid, focus) = (case.paid(), case.focus());
    let begins = paid[0].seconds;
    let touches = |deal: &&Deal| [deal.from, deal.to].contains(&focus);
    let history: Vec<&Deal> =
        case.planted().deals.iter().filter(|deal| !deal.planted && deal.seconds < begins).filter(touches).collect();
    match kind {
        Kind::Dormant => {
            let last = history.iter().map(|deal| deal.seconds).max();
            assert!(last.is_none_or(|last| begins - last >= 180 * DAY));
            let months = 2;
            let mean = history.iter().map(|deal| deal.reference_minor).sum::<u64>() / months;
            assert!(paid.len() >= 5 && case.span() <= 14 * DAY && case.sum() >= 5 * mean);
        }
        Kind::Velocity => {
            let per_day = |seconds: &mut dyn Iterator<Item = i64>| {
                let mut days: BTreeMap<i64, i64> = BTreeMap::new();
                seconds.for_each(|seconds| *days.entry(seconds.div_euclid(DAY)).or_default() += 1);
                days
            };
            let before = per_day(&mut history.iter().map(|deal| deal.seconds));
            let burst = per_day(&mut paid.iter().map(|p| p.seconds)).into_values().max().unwrap();
            // Four spreads above the mean of forty days, in whole numbers: (40 n - sum)^2 >= 16 (40 squares - sum^2).
            let (total, squares) = before.values().fold((0, 0), |(t, s), n| (t + n, s + n * n));
            assert!(40 * burst > total && (40 * burst - total).pow(2) >= 16 * (40 * squares - total * total));
            assert!(paid.len() >= 20 && case.span() <= DAY && before.len() >= 12);
        }
        _ => {
            assert!(history.len() >= 30);
            assert!(
                history
                    .iter()
                    .all(|deal| matches!(deal.channel, Channel::Card | Channel::Mobile) && !deal.places.1.is_abroad())
            );
            assert!(paid.iter().all(|p| matches!(p.channel, Channel::Wire | Channel::Cash)));
            let mean = history.iter().map(|deal| deal.reference_minor).sum::<u64>() / history.len() as u64;
            assert!(case.sum() / paid.len() as u64 > 20 * mean);
        }
    }
}

#[test]
fn every_planted_witness_is_what_the_catalogue_says() {
    for (noise, seed) in Noise::ALL.into_iter().zip([21, 22, 23]) {
        let plan = Plan::new(seed, 30_000, 60, noise);
        let world = plan.world();
        let mut counts: BTreeMap<Kind, u64> = BTreeMap::new();
        let mut likes = 0;
        for truth in plan.flow().truths() {
            match truth.planted.what {
                What::Pattern(kind) => {
                    check(&Case { world: &world, truth: &truth }, kind);
                    *counts.entry(kind).or_default() += 1;
                }
                What::Like(_) => likes += 1,
            }
        }
        assert_eq!(counts.len(), 34);
        assert!(counts.values().all(|n| *n == 60), "{counts:?}");
        assert_eq!(likes, 34 * 60 * noise.look_alikes / 100);
    }
}

#[test]
fn payments_are_in_order_numbered_without_a_gap_and_marked_as_the_truth_says() {
    let plan = Plan::new(5, 30_000, 6, Noise::MURKY);
    let (mut last, mut number) = (i64::MIN, 0);
    let mut marked: HashMap<u64, u64> = HashMap::new();
    let mut told = 0;
    for event in plan.flow() {
        match event {
            Event::Paid(paid) => {
                assert!(paid.seconds >= last && paid.number == number + 1);
                (last, number) = (paid.seconds, paid.number);
                assert!(paid.from != paid.to && paid.amount_minor > 0 && paid.currency.len() == 3);
                marked.extend(paid.plant.map(|plant| (paid.number, plant)));
            }
            Event::Over(truth) => {
                told += truth.payments.len();
                assert!(truth.payments.iter().all(|p| marked[&p.number] == truth.planted.number));
                assert!(truth.payments.len() <= truth.planted.deals.len());
            }
        }
    }
    assert_eq!(told, marked.len(), "every marked payment is in one truth");
    assert!(last < (plan.first_day + plan.days as i64) * DAY, "nothing happens after the end");
}

#[test]
fn the_same_plan_gives_the_same_payments_and_another_seed_others() {
    let payments = |seed| Plan::new(seed, 5000, 2, Noise::USUAL).flow().payments().collect::<Vec<_>>();
    assert_eq!(payments(1), payments(1));
    assert_ne!(payments(1), payments(2));
}

#[test]
fn participants_of_a_murky_world_live_an_ordinary_life_and_those_of_a_calm_one_do_not() {
    let share = |noise| {
        let plan = Plan::new(9, 20_000, 4, noise);
        let ordinary = plan.world().accounts;
        let (mut all, mut mixed) = (0u64, 0u64);
        for truth in plan.flow().truths() {
            for node in truth.payments.iter().flat_map(|p| [p.from, p.to]) {
                if let Node::Account(number) = node {
                    all += 1;
                    mixed += u64::from(number < ordinary);
                }
            }
        }
        mixed * 1000 / all
    };
    let (calm, murky) = (share(Noise::CALM), share(Noise::MURKY));
    assert!(calm < 250 && murky > 450, "{calm} {murky}");
}

#[test]
fn what_is_kept_is_bounded_by_what_runs_at_once() {
    let most = |payments| {
        let mut flow: Flow = Plan::new(3, payments, 3, Noise::USUAL).flow();
        let mut most = 0;
        while flow.next().is_some() {
            most = most.max(flow.kept());
        }
        most
    };
    assert!(most(100_000) <= most(10_000) * 11 / 10, "ten times the payments, the same patterns, the same memory");
}

/// Channel, and what the two ends are.
type Sort = (Channel, String, String);

fn sort(world: &World, cast: &[Facts], from: Node, to: Node, channel: Channel) -> Sort {
    let class = |node: Node| match node {
        Node::Account(number) => {
            let own = cast.iter().find(|facts| facts.node == node).copied();
            let facts = own.unwrap_or_else(|| world.facts(number));
            format!("{} {}", facts.class.name(), if facts.place.is_abroad() { "abroad" } else { "at home" })
        }
        Node::Person(_) => "in person".to_owned(),
        Node::Wallet(_) => "wallet".to_owned(),
    };
    (channel, class(from), class(to))
}

#[test]
fn no_kind_of_payment_is_made_by_criminals_alone() {
    let plan = Plan::new(31, 400_000, 20, Noise::USUAL);
    let world = plan.world();
    let mut ordinary: HashSet<Sort> = HashSet::new();
    for day in (0..world.days).map(|day| Day::new(&world, day)) {
        for deal in (0..day.total()).map(|nth| payment(&world, &day, nth)) {
            ordinary.insert(sort(&world, &[], deal.from, deal.to, deal.channel));
        }
    }
    let (mut all, mut odd): (u64, BTreeMap<Sort, u64>) = (0, BTreeMap::new());
    for truth in plan.flow().truths().filter(|truth| matches!(truth.planted.what, What::Pattern(_))) {
        for p in &truth.payments {
            let sort = sort(&world, &truth.planted.cast, p.from, p.to, p.channel);
            all += 1;
            if !ordinary.contains(&sort) {
                *odd.entry(sort).or_default() += 1;
            }
        }
    }
    let odd_payments: u64 = odd.values().sum();
    assert!(odd_payments * 100 <= all * 6, "{odd_payments} of {all}: {odd:#?}");
}

#[test]
fn documents_of_ordinary_payments_are_in_the_side_tables_as_well() {
    let world = Plan::new(32, 100_000, 0, Noise::CALM).world();
    let (mut wires, mut lines, mut messages, mut others) = (0, 0, 0, 0);
    for day in (0..world.days).map(|day| Day::new(&world, day)) {
        for deal in (0..day.total()).map(|nth| payment(&world, &day, nth)) {
            wires += u64::from(deal.channel == Channel::Wire);
            if let Some(line) = world.trade_of(&deal) {
                lines += 1;
                assert_eq!((line.document, line.seller), (deal.document, deal.to));
                assert!(line.days * DAY <= deal.seconds);
                others += u64::from(line.buyer != deal.from);
            }
            messages += u64::from(world.message_of(&deal).is_some_and(|message| message.document == deal.document));
        }
    }
    assert!(lines * 5 > wires && messages > 100, "{lines} lines and {messages} messages of {wires} wires");
    assert!(others * 15 < lines && others > 3, "factors pay some invoices: {others} of {lines}");
}
