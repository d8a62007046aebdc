//! Features of a payment from what lies around it: for learning in hindsight (the whole period is known) or as it
//! streams (only the past is).
//!
//! Every column is named; windows are in days around the payment. A *stranger* payment is the only one between two
//! accounts (in hindsight) or the first one (streaming): patterns are looked for among those, which leaves out wages,
//! rent and friends.

use hashbrown::HashSet;

use crate::ledger::{Channel, Ledger, Payment};
use crate::motifs;
use crate::numbering::pair_key;

/// One day in the unit of time of the ledger (seconds).
pub(crate) const DAY: i64 = 86_400;

/// From where one looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// The whole period is known, before and after the payment.
    Hindsight,
    /// Only payments that come before it in the ledger are known.
    Streaming,
}

/// A named column of features, one value per payment asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Feature {
    /// Name: what, whose, window.
    pub name: String,
    /// One value per payment; `NaN` says "not applicable".
    pub values: Vec<f32>,
}

/// Collects one row at a time into columns.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    features: Vec<Feature>,
    next: usize,
}

impl Sheet {
    pub(crate) fn put(&mut self, name: impl Fn() -> String, value: f64) {
        if self.features.len() == self.next {
            self.features.push(Feature { name: name(), values: Vec::new() });
        }
        if let Some(feature) = self.features.get_mut(self.next) {
            feature.values.push(value as f32);
        }
        self.next += 1;
    }

    fn end_row(&mut self) {
        self.next = 0;
    }
}

/// The payment looked at and what may be seen from it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sight<'a> {
    pub(crate) ledger: &'a Ledger,
    pub(crate) number: u32,
    pub(crate) this: Payment,
    pub(crate) view: View,
}

impl<'a> Sight<'a> {
    /// Whether a payment other than this one may be seen.
    pub(crate) fn sees(&self, number: u32) -> bool {
        match self.view {
            View::Hindsight => number != self.number,
            View::Streaming => number < self.number,
        }
    }

    /// Whether the two ends did not know each other, as far as can be seen.
    pub(crate) fn stranger(&self, payment: &Payment) -> bool {
        payment.channel == Channel::Transfer
            && payment.from != payment.to
            && match self.view {
                View::Hindsight => payment.repeats == 1,
                View::Streaming => payment.rank == 0,
            }
    }

    /// Visible payments of a list from `before` days before to `after` days after this one.
    pub(crate) fn window(
        &self,
        list: &'a [u32],
        before: i64,
        after: i64,
    ) -> impl DoubleEndedIterator<Item = (u32, &'a Payment)> {
        let sight = *self;
        let (start, end) = (self.this.time - before.saturating_mul(DAY), self.this.time + after.saturating_mul(DAY));
        self.ledger.between(list, start, end).filter(move |(number, _)| sight.sees(*number))
    }

    /// The same, strangers only.
    pub(crate) fn strangers(
        &self,
        list: &'a [u32],
        before: i64,
        after: i64,
    ) -> impl DoubleEndedIterator<Item = (u32, &'a Payment)> {
        let sight = *self;
        self.window(list, before, after).filter(move |(_, payment)| sight.stranger(payment))
    }
}

/// The features of the given payments (numbers of rows of the ledger).
#[must_use]
pub fn around(ledger: &Ledger, view: View, rows: &[u32]) -> Vec<Feature> {
    let mut sheet = Sheet::default();
    for &number in rows {
        let Some(&this) = ledger.get(number) else { continue };
        let sight = Sight { ledger, number, this, view };
        payment(&sight, &mut sheet);
        pair(&sight, &mut sheet);
        for (side, account) in [("from", this.from), ("to", this.to)] {
            habits(&sight, side, account, &mut sheet);
            stars(&sight, side, account, &mut sheet);
        }
        passing(&sight, &mut sheet);
        motifs::put(&sight, &mut sheet);
        sheet.end_row();
    }
    sheet.features
}

/// The payment itself: amount, roundness, place below the reporting threshold, time of day and week.
fn payment(sight: &Sight<'_>, sheet: &mut Sheet) {
    let Payment { amount, time, near, .. } = sight.this;
    sheet.put(|| "amount".into(), amount as f64);
    let round = [10_000, 5_000, 1_000, 100].iter().position(|step| amount % step == 0).unwrap_or(4);
    sheet.put(|| "roundness".into(), round as f64);
    sheet.put(|| "hour".into(), time.rem_euclid(DAY) as f64 / 3_600.0);
    sheet.put(|| "weekday".into(), (time.div_euclid(DAY) + 3).rem_euclid(7) as f64);
    sheet.put(|| "same_region".into(), f64::from(u8::from(near)));
}

/// The relation: payments there and back, their age and regularity.
fn pair(sight: &Sight<'_>, sheet: &mut Sheet) {
    let this = sight.this;
    let none = Vec::new();
    let there = sight.ledger.pairs.get(&pair_key(this.from, this.to)).unwrap_or(&none);
    let back = sight.ledger.pairs.get(&pair_key(this.to, this.from)).unwrap_or(&none);
    let mut like: f64 = 0.0;
    let (mut seen, mut gap) = (0, f64::NAN);
    for (number, other) in sight.ledger.between(there, i64::MIN, i64::MAX).filter(|(number, _)| sight.sees(*number)) {
        seen += 1;
        like += f64::from(u8::from((other.amount - this.amount).abs().saturating_mul(20) <= this.amount));
        if number < sight.number {
            gap = (this.time - other.time) as f64 / DAY as f64;
        }
    }
    sheet.put(|| "pair_others".into(), f64::from(seen));
    sheet.put(|| "pair_like_amounts".into(), like);
    sheet.put(|| "pair_rank".into(), f64::from(this.rank));
    sheet.put(|| "pair_gap_days".into(), gap);
    sheet.put(|| "pair_back".into(), back.iter().filter(|&&number| sight.sees(number)).count() as f64);
}

/// What an account does over everything visible.
fn habits(sight: &Sight<'_>, side: &str, account: u32, sheet: &mut Sheet) {
    for (direction, list) in [("out", sight.ledger.out.of(account)), ("in", sight.ledger.into.of(account))] {
        let (mut count, mut sum, mut most) = (0.0_f64, 0.0_f64, 0.0_f64);
        let (mut strange, mut far, mut larger, mut strange_sum) = (0.0, 0.0, 0.0, 0.0);
        let (mut purchases, mut wires, mut wired) = (0.0, 0.0, 0.0);
        let (mut first, mut last) = (f64::NAN, f64::NAN);
        for (_, payment) in sight.window(list, 1_000, 1_000) {
            let days = (payment.time - sight.this.time) as f64 / DAY as f64;
            first = if first.is_nan() { days } else { first };
            last = days;
            match payment.channel {
                Channel::Purchase => purchases += 1.0,
                Channel::Wire => {
                    wires += 1.0;
                    wired += payment.amount as f64;
                }
                Channel::Transfer => {
                    let amount = payment.amount as f64;
                    count += 1.0;
                    sum += amount;
                    most = most.max(amount);
                    larger += f64::from(u8::from(payment.amount > sight.this.amount));
                    let stranger = sight.stranger(payment);
                    strange += f64::from(u8::from(stranger));
                    strange_sum += if stranger { amount } else { 0.0 };
                    far += f64::from(u8::from(stranger && !payment.near));
                }
            }
        }
        let columns = [
            ("count", count),
            ("sum", sum),
            ("most", most),
            ("mean", sum / count),
            ("strangers", strange),
            ("far", far),
            ("larger", larger / count),
            ("strangers_sum", strange_sum),
            ("purchases", purchases),
            ("wires", wires),
            ("wired", wired),
            ("first_day", first),
            ("last_day", last),
        ];
        for (name, value) in columns {
            sheet.put(|| format!("{side}_{direction}_{name}"), value);
        }
    }
}

/// Stars of strangers around the payment, by window, and how alike their amounts are.
fn stars(sight: &Sight<'_>, side: &str, account: u32, sheet: &mut Sheet) {
    for (direction, list) in [("out", sight.ledger.out.of(account)), ("in", sight.ledger.into.of(account))] {
        for days in [1, 3, 7, 14, 30] {
            let (mut all, mut far, mut sum, mut alike) = (0.0, 0.0, 0.0, 0.0);
            for (_, payment) in sight.strangers(list, days, days) {
                all += 1.0;
                far += f64::from(u8::from(!payment.near));
                sum += payment.amount as f64;
                let gap = (payment.amount - sight.this.amount).abs();
                alike += f64::from(u8::from(gap.saturating_mul(20) <= sight.this.amount));
            }
            sheet.put(|| format!("{side}_{direction}_strangers_{days}d"), all);
            sheet.put(|| format!("{side}_{direction}_far_{days}d"), far);
            if days == 30 {
                sheet.put(|| format!("{side}_{direction}_strangers_sum_{days}d"), sum);
                sheet.put(|| format!("{side}_{direction}_alike_{days}d"), alike);
            }
        }
    }
}

/// Money passing through: what came to the payer before and explains this amount, what left the receiver after and is
/// explained by it.
fn passing(sight: &Sight<'_>, sheet: &mut Sheet) {
    let this = sight.this;
    let before = sight.strangers(sight.ledger.into.of(this.from), 42, 0).filter(|(_, other)| other.time <= this.time);
    let (mut sum, mut count, mut best, mut best_count, mut hours) = (0_i64, 0.0, f64::NAN, f64::NAN, f64::NAN);
    let mut singles = 0.0;
    for (_, other) in before.rev().take(6) {
        sum = sum.saturating_add(other.amount);
        count += 1.0;
        singles += kept(this.amount, other.amount).map_or(0.0, |_| 1.0);
        if let Some(share) = kept(this.amount, sum)
            && best.is_nan()
        {
            (best, best_count) = (share, count);
            hours = (this.time - other.time) as f64 / 3_600.0;
        }
    }
    for (name, value) in [("kept", best), ("kept_from", best_count), ("kept_hours", hours), ("kept_singles", singles)] {
        sheet.put(|| format!("from_{name}"), value);
    }
    let after = sight.window(sight.ledger.out.of(this.to), 0, 42).filter(|(_, other)| other.time >= this.time);
    let (mut singles, mut best, mut hours, mut sums) = (0.0, f64::NAN, f64::NAN, 0.0);
    for (_, other) in after.filter(|(_, other)| other.channel != Channel::Purchase).take(40) {
        if let Some(share) = kept(other.amount, this.amount) {
            singles += 1.0;
            if best.is_nan() {
                (best, hours) = (share, (other.time - this.time) as f64 / 3_600.0);
            }
        }
        let came = sight.strangers(sight.ledger.into.of(this.to), 42, 42).filter(|(_, came)| came.time <= other.time);
        let mut sum = this.amount;
        for (_, came) in came.rev().take(5) {
            sum = sum.saturating_add(came.amount);
            sums += kept(other.amount, sum).map_or(0.0, |_| 1.0);
        }
    }
    for (name, value) in [("kept", best), ("kept_hours", hours), ("kept_singles", singles), ("kept_sums", sums)] {
        sheet.put(|| format!("to_{name}"), value);
    }
}

/// The share of what came that was passed on, when it is between 0.84 and 1: a fee or a commission was kept.
pub(crate) fn kept(out: i64, came: i64) -> Option<f64> {
    let share = out as f64 / came as f64;
    (0.84..1.0).contains(&share).then_some(share)
}

/// Summaries of a score over the payments around each payment: the strongest, the second and the mean of what the payer
/// and the receiver sent and got, of other payments only. This is how suspicion of one learning round becomes a feature
/// of the next.
#[must_use]
pub fn neighbours(ledger: &Ledger, view: View, scores: &[f32]) -> Vec<Feature> {
    let mut sheet = Sheet::default();
    for (number, &this) in (0_u32..).zip(&ledger.payments) {
        let sight = Sight { ledger, number, this, view };
        let mut partners = HashSet::new();
        for (side, account, other_end) in [("from", this.from, this.to), ("to", this.to, this.from)] {
            for (direction, list) in [("out", ledger.out.of(account)), ("in", ledger.into.of(account))] {
                let [mut first, mut second] = [0.0_f32; 2];
                let (mut sum, mut close, mut beyond) = (0.0_f64, 0.0_f32, 0.0_f32);
                for (other, payment) in sight.window(list, 1_000, 1_000) {
                    let score = scores.get(other as usize).copied().unwrap_or(0.0);
                    if payment.channel != Channel::Transfer || score <= 0.0 {
                        continue;
                    }
                    let partner = if direction == "out" { payment.to } else { payment.from };
                    if partner == other_end {
                        continue;
                    }
                    second = second.max(score.min(first));
                    first = first.max(score);
                    sum += f64::from(score);
                    if (payment.time - this.time).abs() <= 30 * DAY {
                        close = close.max(score);
                    }
                    if score > 0.2 && partners.len() < 64 && partners.insert(partner) {
                        beyond = beyond.max(strongest(&sight, partner, account, scores));
                    }
                }
                for (name, value) in [
                    ("first", f64::from(first)),
                    ("second", f64::from(second)),
                    ("sum", sum),
                    ("close", f64::from(close)),
                    ("beyond", f64::from(beyond)),
                ] {
                    sheet.put(|| format!("score_{side}_{direction}_{name}"), value);
                }
            }
        }
        sheet.end_row();
    }
    sheet.features
}

/// The strongest score at an account, leaving out payments with one partner.
fn strongest(sight: &Sight<'_>, account: u32, without: u32, scores: &[f32]) -> f32 {
    let lists = [sight.ledger.out.of(account), sight.ledger.into.of(account)];
    let all = lists.into_iter().flat_map(|list| sight.window(list, 60, 60));
    let others = all.filter(|(_, payment)| payment.from != without && payment.to != without);
    others.map(|(number, _)| scores.get(number as usize).copied().unwrap_or(0.0)).fold(0.0, f32::max)
}
