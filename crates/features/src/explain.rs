//! Why a payment stands out: the patterns it takes part in, each with its member payments, so that a person can check
//! them.

use hashbrown::HashMap;

use crate::around::{DAY, Sight, View, kept};
use crate::ledger::{Ledger, Payment};
use crate::motifs::{SPAN, WIDTH, block, cycles};

/// The shape of a [`Witness`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// Money that returns to where it left.
    Cycle,
    /// Several payers who all pay several receivers.
    Bipartite,
    /// One source, several middles, one sink.
    ScatterGather,
    /// Several strangers pay the receiver.
    FanIn,
    /// The payer pays several strangers.
    FanOut,
    /// What came is passed on, less a small part.
    PassThrough,
    /// Stranger to stranger across regions, hop after hop.
    Chain,
    /// Payments of one payer below a round threshold, or of the same two or of one payer around it, most of them below.
    Structuring,
    /// Accounts of one hand (owner, device, telephone, address) pay the same receiver, or are paid by the same payer.
    Tied,
    /// Two of whom one paid the other this once, or twice: nothing but that.
    Strangers,
}

/// One pattern around a payment.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness {
    /// What it is.
    pub shape: Shape,
    /// Rows of its payments in the ledger, rising, the payment asked about among them.
    pub payments: Vec<u32>,
    /// Days from its first to its last payment.
    pub days: f64,
    /// How much the shape says, to rank witnesses of one payment: rarer shapes and more members weigh more. No
    /// probability.
    pub weight: f64,
}

/// The witnesses of a payment, the most telling first; at most `most`. Empty when it stands in no pattern or is not in
/// the ledger.
#[must_use]
pub fn explain(ledger: &Ledger, view: View, number: u32, most: usize) -> Vec<Witness> {
    let Some(&this) = ledger.get(number) else { return Vec::new() };
    let sight = Sight { ledger, number, this, view };
    let mut found = Vec::new();
    if sight.stranger(&this) {
        found.extend(cycles(&sight).into_iter().map(|cycle| (Shape::Cycle, cycle, 8.0)));
        found.extend(bipartite(&sight));
        found.extend(middles(&sight));
        found.extend(star(&sight, Shape::FanIn));
        found.extend(star(&sight, Shape::FanOut));
        found.extend(passed(&sight));
        found.extend(chain(&sight));
    }
    found.extend(structuring(&sight).or_else(|| series(&sight)));
    found.extend(tied(&sight));
    if found.is_empty() {
        // Those who know each other may pass strangers' money on all the same.
        found.extend(passed(&sight));
        found.extend(star(&sight, Shape::FanIn));
        found.extend(star(&sight, Shape::FanOut));
        found.extend(around_threshold(&sight));
    }
    if found.is_empty() {
        let same = ledger.out.of(this.from).iter().copied().filter(|&other| sight.sees(other));
        let same: Vec<u32> = same.filter(|&other| ledger.get(other).is_some_and(|other| other.to == this.to)).collect();
        found.extend((same.len() < 2).then_some((Shape::Strangers, same, 0.0)));
    }
    let mut witnesses: Vec<Witness> =
        found.into_iter().map(|(shape, others, rarity)| witness(&sight, shape, others, rarity)).collect();
    witnesses.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.payments.cmp(&b.payments)));
    witnesses.truncate(most);
    witnesses
}

type Found = (Shape, Vec<u32>, f64);

fn witness(sight: &Sight<'_>, shape: Shape, mut payments: Vec<u32>, rarity: f64) -> Witness {
    payments.push(sight.number);
    payments.sort_unstable();
    payments.dedup();
    let times = payments.iter().filter_map(|&number| sight.ledger.get(number)).map(|payment| payment.time);
    let (first, last) = (times.clone().min().unwrap_or(0), times.max().unwrap_or(0));
    let far = payments.iter().filter_map(|&number| sight.ledger.get(number)).filter(|payment| !payment.near).count();
    let weight = rarity + far as f64 * 0.5 + payments.len() as f64 * 0.1;
    Witness { shape, payments, days: last.saturating_sub(first) as f64 / DAY as f64, weight }
}

fn after(sight: &Sight<'_>) -> i64 {
    if sight.view == View::Hindsight { SPAN } else { 0 }
}

/// The payments of the payers and receivers of the block, between each other.
fn bipartite(sight: &Sight<'_>) -> Option<Found> {
    let across = block(sight);
    if across.is_empty() {
        return None;
    }
    let payers: Vec<u32> = across.iter().map(|(_, payment)| payment.from).chain([sight.this.from]).collect();
    let receivers: Vec<u32> = across.iter().map(|(_, payment)| payment.to).chain([sight.this.to]).collect();
    let mut members = Vec::new();
    for &payer in &payers {
        let out = sight.strangers(sight.ledger.out.of(payer), SPAN, after(sight)).rev().take(WIDTH);
        members.extend(out.filter(|(_, payment)| receivers.contains(&payment.to)).map(|(number, _)| number));
    }
    Some((Shape::Bipartite, members, 6.0))
}

/// The scatter-gather with most middles that this payment is an arm of, from either side.
fn middles(sight: &Sight<'_>) -> Option<Found> {
    let mut arms: HashMap<(u32, u32), Vec<u32>> = HashMap::new();
    let sources = sight
        .strangers(sight.ledger.into.of(sight.this.from), SPAN, 0)
        .rev()
        .take(WIDTH)
        .map(|(number, first)| (Some(number), first.from));
    for (arm, source) in sources.chain([(None, sight.this.from)]) {
        for (one, first) in sight.strangers(sight.ledger.out.of(source), SPAN, after(sight)).rev().take(WIDTH) {
            let second = sight.strangers(sight.ledger.out.of(first.to), SPAN, after(sight)).take(WIDTH);
            for (two, second) in second.filter(|(_, second)| second.time > first.time && second.to != source) {
                arms.entry((source, second.to)).or_default().extend([one, two]);
            }
        }
        if let Some(arm) = arm {
            arms.entry((source, sight.this.to)).or_default().extend([arm, sight.number]);
        } else {
            // The payment itself as first arm, which the sight leaves out.
            for (two, second) in sight.strangers(sight.ledger.out.of(sight.this.to), 0, after(sight)).take(WIDTH) {
                arms.entry((source, second.to)).or_default().extend([sight.number, two]);
            }
        }
    }
    let own = arms.into_iter().filter(|((_, _), members)| members.contains(&sight.number) && members.len() >= 4);
    let best = own.max_by_key(|((source, sink), members)| (members.len(), *source, *sink))?;
    Some((Shape::ScatterGather, best.1, 5.0))
}

fn star(sight: &Sight<'_>, shape: Shape) -> Option<Found> {
    let list =
        if shape == Shape::FanIn { sight.ledger.into.of(sight.this.to) } else { sight.ledger.out.of(sight.this.from) };
    let members: Vec<u32> = sight
        .strangers(list, 30, after(sight).min(30))
        .filter(|(_, payment)| !payment.near)
        .map(|(number, _)| number)
        .collect();
    (members.len() >= 2).then_some((shape, members, 1.0))
}

/// Payments that came before and together explain this one, or a later one that passes this one on.
fn passed(sight: &Sight<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let (mut sum, mut members) = (0_i64, Vec::new());
    let came = sight
        .strangers(sight.ledger.into.of(sight.this.from), SPAN, 0)
        .filter(|(_, other)| other.time <= sight.this.time);
    for (number, other) in came.rev().take(4) {
        sum = sum.saturating_add(other.amount);
        members.push(number);
        if kept(sight.this.amount, sum).is_some() {
            found.push((Shape::PassThrough, members.clone(), 3.0));
            break;
        }
    }
    let onward = sight
        .strangers(sight.ledger.out.of(sight.this.to), 0, after(sight))
        .filter(|(_, other)| other.time >= sight.this.time);
    let mut fits = onward.filter(|(_, other)| kept(other.amount, sight.this.amount).is_some());
    found.extend(fits.next().map(|(number, _)| (Shape::PassThrough, vec![number], 3.0)));
    found
}

/// The hop before and the hop after, where both cross regions.
fn chain(sight: &Sight<'_>) -> Option<Found> {
    let far = |(_, payment): &(u32, &Payment)| !payment.near;
    let before = sight.strangers(sight.ledger.into.of(sight.this.from), 28, 0).rfind(far);
    let next = sight.strangers(sight.ledger.out.of(sight.this.to), 0, after(sight).min(28)).find(far);
    let members: Vec<u32> = before.into_iter().chain(next).map(|(number, _)| number).collect();
    (!members.is_empty() && !sight.this.near).then_some((Shape::Chain, members, 0.5))
}

/// Payments to the receiver from accounts tied to the payer, and from the payer to accounts tied to the receiver.
fn tied(sight: &Sight<'_>) -> Option<Found> {
    let (payers, receivers) = (sight.ledger.tied(sight.this.from, 50), sight.ledger.tied(sight.this.to, 50));
    if payers.binary_search(&sight.this.to).is_ok() {
        // Within one hand there is nothing to explain.
        return None;
    }
    let came = sight.window(sight.ledger.into.of(sight.this.to), SPAN, after(sight)).rev().take(WIDTH);
    let came = came.filter(|(_, other)| other.from != sight.this.from && payers.binary_search(&other.from).is_ok());
    let left = sight.window(sight.ledger.out.of(sight.this.from), SPAN, after(sight)).rev().take(WIDTH);
    let left = left.filter(|(_, other)| other.to != sight.this.to && receivers.binary_search(&other.to).is_ok());
    let members: Vec<u32> = came.chain(left).map(|(number, _)| number).collect();
    (!members.is_empty()).then_some((Shape::Tied, members, 4.0))
}

/// Payments of the payer within 50 to 100 percent of a power of ten: at least four within the span.
fn structuring(sight: &Sight<'_>) -> Option<Found> {
    let threshold = [1_000_000, 10_000_000, 100_000].into_iter().find(|&limit| below(sight.this.amount, limit))?;
    let all = sight.window(sight.ledger.out.of(sight.this.from), 90, after(sight).saturating_mul(2));
    let members: Vec<u32> =
        all.filter(|(_, payment)| below(payment.amount, threshold)).map(|(number, _)| number).collect();
    (members.len() >= 3).then_some((Shape::Structuring, members, 2.0))
}

/// A payment up to half above a threshold, in a series between the same two around it: at least three others, of which
/// at least two are below it.
fn series(sight: &Sight<'_>) -> Option<Found> {
    let (members, lower) = near_threshold(sight, |other| other.to == sight.this.to)?;
    (members.len() >= 3 && lower >= 2).then_some((Shape::Structuring, members, 1.5))
}

/// The same where the payer divides among several receivers: at least six others, most of them below the threshold.
fn around_threshold(sight: &Sight<'_>) -> Option<Found> {
    let (members, lower) = near_threshold(sight, |_| true)?;
    (members.len() >= 6 && lower * 2 > members.len()).then_some((Shape::Structuring, members, 1.0))
}

/// The payer's other transfers from half a threshold up to half above it, as this one, and how many are below it.
fn near_threshold(sight: &Sight<'_>, wanted: impl Fn(&Payment) -> bool) -> Option<(Vec<u32>, usize)> {
    let near =
        |amount: i64, limit: i64| below(amount, limit) || amount >= limit && amount < limit.saturating_add(limit / 2);
    let threshold = [1_000_000, 10_000_000, 100_000].into_iter().find(|&limit| near(sight.this.amount, limit))?;
    let all = sight.window(sight.ledger.out.of(sight.this.from), 90, after(sight).saturating_mul(2));
    let (mut members, mut lower) = (Vec::new(), 0);
    for (number, other) in all.filter(|(_, other)| near(other.amount, threshold) && wanted(other)) {
        members.push(number);
        lower += usize::from(other.amount < threshold);
    }
    Some((members, lower))
}

fn below(amount: i64, threshold: i64) -> bool {
    amount < threshold && amount.saturating_mul(2) >= threshold
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::Transactions;
    use crate::ledger::Accounts;

    fn ledger(rows: &[(u32, u32, i64, i64)]) -> Ledger {
        let columns = |get: fn(&(u32, u32, i64, i64)) -> u32| rows.iter().map(get).collect::<Vec<_>>();
        let (from, to) = (columns(|row| row.0), columns(|row| row.1));
        let time: Vec<i64> = rows.iter().map(|row| row.2 * DAY).collect();
        let amount: Vec<i64> = rows.iter().map(|row| row.3).collect();
        let payments = Transactions { from: &from, to: &to, time: &time, amount: &amount };
        Ledger::new(payments, &[], Accounts::default()).unwrap()
    }

    #[test]
    fn each_shape_is_explained_by_exactly_its_payments() {
        let cases = [
            (Shape::Cycle, vec![(0, 1, 1, 100), (1, 2, 2, 99), (2, 0, 3, 98), (5, 6, 3, 1)], vec![0, 1, 2]),
            (Shape::Bipartite, vec![(0, 2, 1, 10), (0, 3, 2, 30), (1, 2, 3, 70), (1, 3, 4, 20)], vec![0, 1, 2, 3]),
            (Shape::ScatterGather, vec![(0, 1, 1, 10), (0, 2, 2, 30), (1, 9, 3, 70), (2, 9, 4, 90)], vec![0, 1, 2, 3]),
            (Shape::FanIn, vec![(1, 0, 1, 10), (2, 0, 2, 30), (3, 0, 3, 70)], vec![0, 1, 2]),
            (Shape::PassThrough, vec![(1, 0, 1, 1000), (0, 2, 2, 950)], vec![0, 1]),
            (
                Shape::Structuring,
                vec![(0, 1, 1, 950_000), (0, 1, 2, 900_000), (0, 1, 3, 990_000), (0, 1, 4, 980_000)],
                vec![0, 1, 2, 3],
            ),
        ];
        for (shape, rows, members) in cases {
            let ledger = ledger(&rows);
            for &number in &members {
                let found = explain(&ledger, View::Hindsight, number, 9);
                let witness = found.iter().find(|witness| witness.shape == shape);
                assert_eq!(
                    witness.map(|witness| &witness.payments),
                    Some(&members),
                    "{shape:?} from payment {number}: {found:?}"
                );
            }
        }
    }

    #[test]
    fn accounts_of_one_hand_are_told_and_a_lone_stranger_is_called_so() {
        let rows = [(0, 9, 1, 10), (5, 6, 2, 3), (1, 9, 20, 70)];
        let columns = |get: fn(&(u32, u32, i64, i64)) -> u32| rows.iter().map(get).collect::<Vec<_>>();
        let (from, to) = (columns(|row| row.0), columns(|row| row.1));
        let time: Vec<i64> = rows.iter().map(|row| row.2 * DAY).collect();
        let amount: Vec<i64> = rows.iter().map(|row| row.3).collect();
        let payments = Transactions { from: &from, to: &to, time: &time, amount: &amount };
        let accounts = Accounts { region: &[], ties: &[(0, 7), (1, 7)] };
        let ledger = Ledger::new(payments, &[], accounts).unwrap();
        let found = explain(&ledger, View::Hindsight, 0, 1);
        assert_eq!((found[0].shape, &found[0].payments), (Shape::Tied, &vec![0, 2]));
        let lone = explain(&ledger, View::Hindsight, 1, 9);
        assert_eq!((lone.len(), lone[0].shape, &lone[0].payments), (1, Shape::Strangers, &vec![1]));
    }

    #[test]
    fn a_series_around_a_threshold_is_told_only_when_others_lie_below_it() {
        for (amounts, told) in [
            ([1_300_000, 800_000, 1_100_000, 900_000], true),
            ([1_300_000, 1_200_000, 1_100_000, 900_000], false),
            ([1_600_000, 800_000, 1_100_000, 900_000], false),
            ([1_300_000, 800_000, 900_000, 100], false),
        ] {
            let rows: Vec<_> = amounts.iter().zip(1..).map(|(&amount, day)| (0, 1, day, amount)).collect();
            let found = explain(&ledger(&rows), View::Hindsight, 0, 9);
            assert_eq!(found.iter().any(|witness| witness.shape == Shape::Structuring), told, "{amounts:?}: {found:?}");
        }
    }

    #[test]
    fn a_payer_who_divides_among_several_is_told_for_what_lies_above_the_threshold() {
        // To 1 above the threshold, thrice, so that they are no strangers; to 2 and 3 below it.
        let above = [(0, 1, 1, 1_300_000), (0, 1, 2, 1_100_000), (0, 1, 3, 1_200_000)];
        let below = [(0, 2, 4, 900_000), (0, 2, 5, 800_000), (0, 3, 6, 700_000)];
        for (last, told) in [
            ((0, 3, 7, 600_000), true),
            ((0, 3, 7, 1_050_000), false),
            ((0, 3, 7, 400_000), false),
            ((4, 3, 7, 600_000), false),
        ] {
            let rows = [above.as_slice(), &below, &[last]].concat();
            let found = explain(&ledger(&rows), View::Hindsight, 1, 9);
            let all = Some((Shape::Structuring, (0..7).collect())).filter(|_| told);
            assert_eq!(found.into_iter().map(|found| (found.shape, found.payments)).next(), all, "{last:?}");
        }
    }

    #[test]
    fn a_payment_between_friends_needs_no_explanation() {
        let ledger = ledger(&[(0, 1, 1, 50), (0, 1, 2, 50), (0, 1, 3, 50)]);
        assert_eq!(explain(&ledger, View::Hindsight, 1, 5), Vec::new());
        assert_eq!(explain(&ledger, View::Hindsight, 99, 5), Vec::new());
    }
}
