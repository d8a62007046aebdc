//! The payments of one direction of one account, as few bytes as they need.
//!
//! Waiting for memory is most of what statistics cost, so both directions of an account fill one line of the cache:
//! times are counted from a common base, and up to three payments lie in place. Up to [`FEW`] lie in a ring elsewhere,
//! and those that do not fit into so few bytes, or are more, as they are.

use std::collections::VecDeque;

use crate::moments::{Eight, Moments, eight_of_few};
use crate::parameters::Measure;

/// Payments of one direction of one account up to which they are kept as they are and described by a pass over them.
const FEW: usize = 24;

/// Payments that find room in place.
const IN_PLACE: usize = 3;

/// A payment: its time, its amount.
pub(crate) type Pair = [i64; 2];

/// A payment in few bytes: time since the base, and the amount.
#[derive(Debug, Clone, Copy, Default)]
struct Brief {
    time: u32,
    amount: u32,
}

/// One direction of one account.
#[derive(Debug, Clone, Copy, Default)]
struct Side {
    /// Oldest first.
    few: [Brief; IN_PLACE],
    /// Where the payments are when they have no room here: a place in [`Sides::more`], plus one.
    more: u32,
    length: u8,
    fan: u8,
}

/// Outgoing and incoming side of one account: a line of the cache.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Both([Side; 2]);

/// Payments that have no room in place.
#[derive(Debug, Default)]
struct More {
    fan: u32,
    degree: u32,
    /// Place of the oldest in the ring.
    first: usize,
    ring: [Brief; FEW],
    /// All of them, once they do not fit into the ring; until the side is empty again.
    wide: Option<Box<Wide>>,
}

/// Payments as they are, or what is known of them.
#[derive(Debug, Default)]
struct Wide {
    /// Oldest first, while there are at most [`FEW`].
    few: VecDeque<Pair>,
    /// One per measure once there are more.
    many: Vec<Moments>,
}

/// What every side needs to know.
#[derive(Debug)]
struct Common {
    measures: Vec<Measure>,
    /// Times in few bytes are counted from here.
    base: i64,
}

/// Both sides of all accounts.
#[derive(Debug)]
pub(crate) struct Sides {
    common: Common,
    both: Vec<Both>,
    more: Vec<More>,
    /// Places of `more` that nobody uses.
    free: Vec<u32>,
}

#[inline]
fn value(measure: Measure, [time, amount]: Pair) -> i64 {
    match measure {
        Measure::Time => time,
        Measure::Amount => amount,
    }
}

impl Common {
    #[inline]
    fn brief(&self, [time, amount]: Pair) -> Option<Brief> {
        let time = u32::try_from(time.checked_sub(self.base)?).ok()?;
        Some(Brief { time, amount: u32::try_from(amount).ok()? })
    }

    #[inline]
    fn pair(&self, brief: Brief) -> Pair {
        [self.base.saturating_add(i64::from(brief.time)), i64::from(brief.amount)]
    }

    /// Describes a few payments, oldest first.
    fn describe(&self, payments: impl Iterator<Item = Pair> + Clone, eights: &mut dyn FnMut(Eight)) {
        let mut values = [0; FEW];
        for &measure in &self.measures {
            let mut length = 0;
            for (place, payment) in values.iter_mut().zip(payments.clone()) {
                *place = value(measure, payment);
                length += 1;
            }
            eights(eight_of_few(values.get_mut(..length).unwrap_or_default()));
        }
    }
}

impl Wide {
    fn come(&mut self, payment: Pair, measures: &[Measure]) {
        if self.many.is_empty() && self.few.len() < FEW {
            return self.few.push_back(payment);
        }
        self.many.resize_with(measures.len(), Moments::default);
        for payment in std::mem::take(&mut self.few).into_iter().chain([payment]) {
            self.spread(payment, measures, Moments::insert);
        }
    }

    fn go(&mut self, payment: Pair, measures: &[Measure]) {
        if self.many.is_empty() {
            self.few.pop_front();
        } else {
            self.spread(payment, measures, Moments::remove);
        }
    }

    fn spread(&mut self, payment: Pair, measures: &[Measure], change: fn(&mut Moments, i64)) {
        self.many.iter_mut().zip(measures).for_each(|(moments, &measure)| change(moments, value(measure, payment)));
    }
}

/// The place in a ring so many after another.
#[inline]
fn after(first: usize, steps: usize) -> usize {
    let place = first + steps;
    if place < FEW { place } else { place - FEW }
}

impl More {
    fn iter(&self) -> impl Iterator<Item = Brief> + Clone {
        let length = self.degree as usize;
        let (early, late) = (self.ring.iter().skip(self.first), self.ring.iter());
        early.chain(late).take(length).copied()
    }

    fn come(&mut self, payment: Pair, common: &Common) {
        let length = self.degree as usize;
        self.degree = self.degree.saturating_add(1);
        if self.wide.is_none() {
            let brief = common.brief(payment).filter(|_| length < FEW);
            if let Some((place, brief)) = self.ring.get_mut(after(self.first, length.min(FEW))).zip(brief) {
                *place = brief;
                return;
            }
            let few = self.iter().take(length).map(|brief| common.pair(brief)).collect();
            self.wide = Some(Box::new(Wide { few, many: Vec::new() }));
        }
        self.wide.iter_mut().for_each(|wide| wide.come(payment, &common.measures));
    }

    fn go(&mut self, payment: Pair, common: &Common) {
        self.degree = self.degree.saturating_sub(1);
        match &mut self.wide {
            Some(wide) => wide.go(payment, &common.measures),
            None => self.first = after(self.first, 1),
        }
    }

    fn describe(&mut self, common: &Common, eights: &mut dyn FnMut(Eight)) {
        match &mut self.wide {
            None => common.describe(self.iter().map(|brief| common.pair(brief)), eights),
            Some(wide) if wide.many.is_empty() => common.describe(wide.few.iter().copied(), eights),
            Some(wide) => wide.many.iter_mut().for_each(|moments| eights(moments.eight())),
        }
    }
}

impl Sides {
    pub(crate) fn new(measures: Vec<Measure>) -> Self {
        let common = Common { measures, base: 0 };
        Self { common, both: Vec::new(), more: Vec::new(), free: Vec::new() }
    }

    /// Makes room for so many accounts, and for payments from the oldest time that lives up to the latest that comes.
    pub(crate) fn fit(&mut self, accounts: usize, oldest: i64, latest: i64) {
        self.both.resize(accounts, Both::default());
        let far = latest.saturating_sub(self.common.base) > i64::from(u32::MAX);
        // Seldom, and only where it helps: all sides are gone through.
        let near = latest.saturating_sub(oldest) <= i64::from(u32::MAX / 2);
        if far && near || oldest < self.common.base {
            self.count_from(oldest);
        }
    }

    /// Counts times from another base. Those in few bytes lie behind it, for they are not older than the oldest.
    fn count_from(&mut self, base: i64) {
        let moved = base.saturating_sub(std::mem::replace(&mut self.common.base, base));
        let brief = |brief: &mut Brief| {
            brief.time = u32::try_from(i64::from(brief.time).saturating_sub(moved)).unwrap_or(0);
        };
        self.both.iter_mut().flat_map(|Both(sides)| sides).flat_map(|side| &mut side.few).for_each(brief);
        self.more.iter_mut().flat_map(|more| &mut more.ring).for_each(brief);
    }

    /// A payment comes to one side (0: out, 1: in) of an account; `partner` is 1 when it is the first between the two.
    pub(crate) fn come(&mut self, account: u32, direction: usize, payment: Pair, partner: u32) {
        let Some(side) = self.both.get_mut(account as usize).and_then(|Both(sides)| sides.get_mut(direction)) else {
            return;
        };
        if side.more == 0 {
            let room = side.few.get_mut(usize::from(side.length));
            if let Some((room, brief)) = room.zip(self.common.brief(payment)) {
                *room = brief;
                side.length += 1;
                side.fan += partner as u8;
                return;
            }
            let place = self.free.pop().unwrap_or_else(|| {
                self.more.push(More::default());
                self.more.len() as u32 - 1
            });
            let Some(more) = self.more.get_mut(place as usize) else { return };
            (more.fan, more.degree, more.first) = (u32::from(side.fan), u32::from(side.length), 0);
            more.ring.iter_mut().zip(side.few).for_each(|(place, brief)| *place = brief);
            *side = Side { more: place + 1, ..Side::default() };
        }
        let Some(more) = self.more.get_mut(side.more as usize - 1) else { return };
        more.fan = more.fan.saturating_add(partner);
        more.come(payment, &self.common);
    }

    /// The oldest payment of one side goes; `partner` is 1 when it was the last between the two.
    pub(crate) fn go(&mut self, account: u32, direction: usize, payment: Pair, partner: u32) {
        let Some(side) = self.both.get_mut(account as usize).and_then(|Both(sides)| sides.get_mut(direction)) else {
            return;
        };
        let Some(place) = side.more.checked_sub(1) else {
            let [_, second, third] = side.few;
            side.few = [second, third, third];
            side.length = side.length.saturating_sub(1);
            side.fan = side.fan.saturating_sub(partner as u8);
            return;
        };
        let Some(more) = self.more.get_mut(place as usize) else { return };
        more.fan = more.fan.saturating_sub(partner);
        more.go(payment, &self.common);
        if more.degree == 0 {
            more.wide = None;
            side.more = 0;
            self.free.push(place);
        }
    }

    /// Numbers that describe both sides of an account, written from the front.
    pub(crate) fn describe(&mut self, account: u32, into: &mut [f64]) {
        let Some(Both(sides)) = self.both.get(account as usize) else { return };
        let mut places = into.iter_mut();
        let mut put = |numbers: &[f64]| places.by_ref().zip(numbers).for_each(|(place, number)| *place = *number);
        for side in sides {
            let more = side.more.checked_sub(1).and_then(|place| self.more.get_mut(place as usize));
            let (fan, degree) =
                more.as_ref().map_or((side.fan.into(), side.length.into()), |more| (more.fan, more.degree));
            let (fan, degree) = (f64::from(fan), f64::from(degree));
            put(&[fan, degree, degree / fan.max(1.0)]);
            match more {
                Some(more) => more.describe(&self.common, &mut |eight| put(&eight)),
                None => {
                    let few = side.few.iter().take(side.length.into()).map(|brief| self.common.pair(*brief));
                    self.common.describe(few, &mut |eight| put(&eight));
                }
            }
        }
    }

    /// Reads both sides of an account; where more of them is.
    #[inline]
    pub(crate) fn warm(&self, account: u32) -> [u32; 2] {
        self.both.get(account as usize).map_or([0; 2], |Both([out, into])| [out.more, into.more])
    }

    /// Reads what [`Self::warm`] told of.
    #[inline]
    pub(crate) fn warm_more(&self, place: u32) -> u32 {
        let more = place.checked_sub(1).and_then(|place| self.more.get(place as usize));
        more.map_or(0, |more| more.degree ^ more.ring.get(more.first).map_or(0, |brief| brief.time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What one side should say: exactly as a pass over its payments, or nearly, once there were too many for that.
    fn agrees(found: &[f64], payments: &[Pair], partners: u32, exactly: bool) -> Result<(), TestCaseError> {
        let degree = payments.len() as f64;
        prop_assert_eq!(&found[..3], &[f64::from(partners), degree, degree / f64::from(partners.max(1))]);
        for (place, found) in found[3..].chunks(8).enumerate() {
            let mut values: Vec<i64> = payments.iter().map(|payment| payment[place]).collect();
            let expected = eight_of_few(&mut values);
            for (found, expected) in found.iter().zip(expected) {
                let near = (found - expected).abs() <= 1e-6 * expected.abs().max(1.0);
                prop_assert!(
                    if exactly { *found == expected } else { near },
                    "{found} is not {expected}: {payments:?}"
                );
            }
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        /// In place, in the ring, as they are, as moments: what a side says is what a plain list of its payments says,
        /// with amounts that do not fit into few bytes, and pauses after which times no longer fit either.
        #[test]
        fn a_side_is_a_plain_list_of_payments(
            steps in prop::collection::vec((0u8..9, prop_oneof![8 => Just(0u32), 2 => 1u32..3], prop_oneof![60 => 0i64..1000, 1 => Just(-7i64), 1 => Just(1 << 40)], any::<bool>()), 1..400),
            start in prop_oneof![Just(0i64), Just(-5_000_000_000), Just(1_700_000_000)],
            pause in prop_oneof![Just(10i64), Just(3_000_000_000)],
        ) {
            let mut sides = Sides::new(vec![Measure::Time, Measure::Amount]);
            let mut plain: [[(Vec<Pair>, u32, bool); 2]; 3] = Default::default();
            let mut time = start;
            sides.fit(3, start, start);
            for (step, account, amount, partner) in steps {
                let direction = usize::from(amount % 2 == 0);
                let (payments, partners, many) = &mut plain[account as usize][direction];
                if step < 6 {
                    time += if step == 0 { pause } else { i64::from(step) - 1 };
                    payments.push([time, amount]);
                    *partners += u32::from(partner);
                    *many |= payments.len() > FEW;
                    let (at, few) = ([time, amount], u32::from(partner));
                    let oldest = plain.iter().flatten().filter_map(|side| Some(side.0.first()?[0])).min().unwrap_or(time);
                    sides.fit(3, oldest, time);
                    sides.come(account, direction, at, few);
                } else if !payments.is_empty() {
                    let left = payments.len() as u32 - 1;
                    let gone = u32::from(*partners > left || partner && *partners > 1);
                    *partners -= gone;
                    sides.go(account, direction, payments.remove(0), gone);
                    if payments.is_empty() {
                        (*partners, *many) = (0, false);
                    }
                }
                let mut numbers = vec![f64::NAN; 38];
                sides.describe(account, &mut numbers);
                for (side, found) in plain[account as usize].iter().zip(numbers.chunks(19)) {
                    agrees(found, &side.0, side.1, !side.2)?;
                }
            }
        }
    }

    #[test]
    fn what_lies_in_few_bytes_is_the_same_after_the_base_has_moved() {
        let measures = vec![Measure::Time, Measure::Amount];
        let mut sides = Sides::new(measures.clone());
        let mut fresh = Sides::new(measures);
        let late = 3_000_000_000;
        sides.fit(2, 0, late);
        fresh.fit(2, late, late);
        for (account, count) in [(0, 3), (1, 9)] {
            for at in 0..count {
                sides.come(account, 0, [late + at, at * at], 1);
                fresh.come(account, 0, [late + at, at * at], 1);
            }
        }
        sides.fit(2, late, late + 2_000_000_000);
        assert_eq!((sides.common.base, fresh.common.base), (late, 0), "only one had to move");
        for account in 0..2 {
            let told = [&mut sides, &mut fresh].map(|sides| {
                let mut numbers = [0.0; 38];
                sides.describe(account, &mut numbers);
                numbers
            });
            assert_eq!(told[0], told[1]);
            assert!(told[0][3] >= late as f64);
        }
    }

    #[test]
    fn both_sides_fill_a_line_of_the_cache_and_room_is_used_again() {
        assert_eq!(size_of::<Both>(), 64);
        let mut sides = Sides::new(vec![Measure::Amount]);
        sides.fit(9, 0, 100);
        for account in 0..9 {
            (0..5).for_each(|time| sides.come(account, 1, [time, 4], 1));
            (0..5).for_each(|time| sides.go(account, 1, [time, 4], 1));
        }
        assert_eq!((sides.more.len(), sides.free.len()), (1, 1));
    }

    #[test]
    fn the_base_moves_only_when_times_are_far_from_it_and_near_each_other() {
        let far = i64::from(u32::MAX);
        for (oldest, latest, base) in [(5, far, 0), (5, far + 1, 0), (far - 9, far + 1, far - 9), (-3, 0, -3)] {
            let mut sides = Sides::new(vec![Measure::Time]);
            sides.fit(1, oldest, latest);
            assert_eq!(sides.common.base, base, "{oldest} to {latest}");
        }
    }
}
