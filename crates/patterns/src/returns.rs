//! Which payments can begin and end a cycle at all, by a look at all payments once backwards and once forwards.
//!
//! Most searches for cycles find nothing, and each waits for memory that lies anywhere. Here all payments are passed in
//! the order of time, with four bytes for each node, which stay in the cache: backwards they tell how soon money can
//! have gone on twice after a payment, forwards how late it can have come from two payments before. A payment back to
//! the payer is the last of a cycle of three or more only if both fit. Waits are rounded down, so nothing is lost.

use crate::snapshot::Snapshot;
use std::ops::Range;

/// A wait that is longer than the span, or for ever.
const NEVER: u8 = u8::MAX;

/// How many bits more the clock has than waits. What lies within one tick counts as if each came before each other, so
/// ticks are short, and few movements are looked at again while they are in the nearest cache.
const FINER: u32 = 4;

/// Waits around the payments of a level, rounded down to parts of the span. The default knows nothing.
#[derive(Default)]
pub(crate) struct Returns {
    clock: Clock,
    /// For each payment, by payer, the wait until its money can have been paid on twice.
    on: Vec<u8>,
    /// For each payment, by payee, the wait since the earlier of two payments before, as late as possible.
    came: Vec<u8>,
}

/// The tick of a first payment, and that from which on two more can have followed it.
#[derive(Clone, Copy)]
pub(crate) struct Began {
    begun: u32,
    least: u32,
}

impl Returns {
    /// Of the movements of a snapshot, within a span in seconds.
    pub(crate) fn new(snapshot: &Snapshot<'_>, span: i64) -> Self {
        let all = snapshot.edge_range();
        let first = all.start;
        let all = all.start as usize..all.end as usize;
        let columns = snapshot.graph().edges();
        let ends = [columns.from(), columns.to()].map(|ends| ends.get(all.clone()).unwrap_or_default());
        let (times, values) = (columns.time().get(all.clone()), columns.reference_minor().get(all));
        let (times, values) = (times.unwrap_or_default(), values.unwrap_or_default());
        let clock = Clock::new(times, span);
        let ticks = clock.ticks(times);
        let last = ticks.last().map_or(0, |(_, tick)| *tick);
        // What is no money does no harm; where all but the smallest is, values are not worth their reading.
        let least = snapshot.least();
        let is_money = |place: usize| least <= 0 || values.get(place).is_some_and(|value| *value >= least);
        let node = |ends: &[graph::NodeId], place: usize| ends.get(place).map_or(usize::MAX, |node| node.index());
        let [from, to] = ends;
        let (mut waits, mut met) = (vec![NEVER; times.len()], vec![Met::default(); snapshot.nodes() as usize]);
        let sorted = |waits: &[u8], edges: &[u32]| {
            let place = |edge: &u32| edge.checked_sub(first).map_or(usize::MAX, |place| place as usize);
            edges.iter().map(|edge| waits.get(place(edge)).copied().unwrap_or(0)).collect()
        };
        let [by_payer, by_payee] = snapshot.level().edges();
        for (block, tick) in ticks.iter().rev() {
            let ends = |place| (node(from, place), node(to, place));
            pass(&mut met, last - tick, (block.clone(), ends, is_money), &mut waits);
        }
        let on = sorted(&waits, by_payer);
        met.fill(Met::default());
        for (block, tick) in &ticks {
            let ends = |place| (node(to, place), node(from, place));
            pass(&mut met, *tick, (block.clone(), ends, is_money), &mut waits);
        }
        Self { clock, on, came: sorted(&waits, by_payee) }
    }

    /// For a payment at this place among all by payer: when a cycle that begins with it can end, if it can.
    #[inline]
    pub(crate) fn begin(&self, place: usize, at: i64) -> Option<Began> {
        let on = self.on.get(place).copied().unwrap_or(0);
        let begun = self.clock.of(at);
        (on != NEVER).then(|| Began { begun, least: begun.saturating_add(u32::from(on) << FINER) })
    }

    /// Whether a payment at this place among all by payee can be the last of a cycle that began so, within the span.
    #[inline]
    pub(crate) fn may_end(&self, began: Began, place: usize, at: i64) -> bool {
        let came = self.came.get(place).copied().unwrap_or(0);
        let now = self.clock.of(at);
        now >= began.least && now.saturating_sub(u32::from(came) << FINER) >= began.begun
    }
}

/// Time in ticks since the first payment.
#[derive(Clone, Copy, Default)]
struct Clock {
    begin: i64,
    /// A tick has this power of two in seconds.
    shift: u32,
}

impl Clock {
    /// With ticks so long that waits within the span have numbers.
    fn new(times: &[i64], span: i64) -> Self {
        let ticks_max = (i64::from(NEVER) - 1) << FINER;
        let shift = (0..i64::BITS).find(|shift| span >> shift < ticks_max).unwrap_or(0);
        Self { begin: times.first().copied().unwrap_or(0), shift }
    }

    /// Never falls as time goes on.
    #[inline]
    fn of(self, at: i64) -> u32 {
        u32::try_from(at.saturating_sub(self.begin) >> self.shift).unwrap_or(u32::MAX)
    }

    /// The stretches of times, which never fall, that lie within one tick each, with that tick.
    fn ticks(self, times: &[i64]) -> Vec<(Range<usize>, u32)> {
        let (mut ticks, mut begin) = (Vec::new(), 0);
        while let Some((first, rest)) = times.get(begin..).and_then(<[i64]>::split_first) {
            let tick = self.of(*first);
            let next = self.begin.saturating_add((i64::from(tick) + 1) << self.shift);
            let end = begin + 1 + rest.iter().position(|at| *at >= next).unwrap_or(rest.len());
            ticks.push((begin..end, tick));
            begin = end;
        }
        ticks
    }
}

/// The ticks when one payment, and two after the other, were met last at a node, without their higher bits: what lies
/// longer ago than those can say seems to be later than it is.
#[derive(Clone, Copy, Default)]
struct Met {
    once: u16,
    twice: u16,
}

/// Passes the movements of one tick. `ends` gives the node at which a movement is met later on the way, and the one
/// where those before it were met.
fn pass(
    met: &mut [Met],
    tick: u32,
    (block, ends, is_money): (Range<usize>, impl Fn(usize) -> (usize, usize), impl Fn(usize) -> bool),
    waits: &mut [u8],
) {
    // What was never met counts as long ago when the first tick comes.
    let tick = tick.wrapping_add(1 << 15) as u16;
    for place in block.clone().filter(|place| is_money(*place)) {
        met.get_mut(ends(place).0).into_iter().for_each(|own| own.once = tick);
    }
    for place in block.clone().filter(|place| is_money(*place)) {
        let (own, other) = ends(place);
        let before = met.get(other).map_or(0, |other| other.once);
        if let Some(own) = met.get_mut(own) {
            let wait = tick.wrapping_sub(own.twice).min(tick.wrapping_sub(before));
            own.twice = tick.wrapping_sub(wait);
        }
    }
    for (wait, place) in waits.get_mut(block.clone()).unwrap_or_default().iter_mut().zip(block) {
        let twice = met.get(ends(place).1).map_or(0, |other| other.twice);
        *wait = u8::try_from(tick.wrapping_sub(twice) >> FINER).unwrap_or(NEVER);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sides;
    use crate::world::{Chance, World};

    /// Whether a path of so many more payments leads from an edge to one later, by a look at all.
    fn leads(world: &World, from: usize, to: usize, between: std::ops::RangeInclusive<i64>) -> bool {
        let (first, last) = (world.movements[from], world.movements[to]);
        let fits = |at: &i64| between.contains(at);
        world
            .movements
            .iter()
            .any(|middle| middle.from == first.to && middle.to == last.from && fits(&middle.at) && first.at <= last.at)
    }

    #[test]
    fn nothing_that_comes_back_in_time_is_ruled_out_and_most_that_does_not_is() {
        let (mut ends, mut ruled_out, mut kept) = (0, 0, 0);
        for seed in 0..900 {
            let chance = &mut Chance(seed);
            let mut world = World::new(30);
            // Stretches of time from seconds to years, so that ticks are one second or hours and the clock goes round.
            let length = 10i64.pow(2 + chance.below(8) as u32);
            let span = 1 + length / [3, 12, 300][chance.below(3) as usize];
            for _ in 0..120 {
                let from = chance.below(30) as u32;
                world.pay(from, (from + 1 + chance.below(29) as u32) % 30, chance.between(0, length), 5);
            }
            world.movements.sort_by_key(|movement| movement.at);
            let graph = world.graph().unwrap();
            let snapshot = Snapshot::new(graph.all(), Sides::default());
            let returns = Returns::new(&snapshot, span);
            for payer in 0..30 {
                let [out_place, in_place] = snapshot.level().places(payer);
                for (place, first) in (out_place..).zip(snapshot.out(payer).iter()) {
                    let began = returns.begin(place, first.at);
                    for (place, last) in (in_place..).zip(snapshot.ins(payer).iter()) {
                        if last.at < first.at || last.at > first.at + span {
                            continue;
                        }
                        let may = began.is_some_and(|began| returns.may_end(began, place, last.at));
                        let is = leads(&world, first.edge as usize, last.edge as usize, first.at..=last.at);
                        assert!(may || !is, "seed {seed}: {first:?} {last:?}, span {span}");
                        (ends, kept, ruled_out) =
                            (ends + u32::from(is), kept + u32::from(may), ruled_out + u32::from(!may));
                    }
                }
            }
        }
        assert!(ends > 500 && ruled_out > kept, "{ends} {kept} {ruled_out}");
    }

    #[test]
    fn a_clock_never_falls_and_a_span_fits_into_waits() {
        for (span, shift) in [(0, 0), (4_063, 0), (4_064, 1), (86_400, 5), (i64::MAX, 52)] {
            let clock = Clock::new(&[7, 9], span);
            assert_eq!((clock.begin, clock.shift), (7, shift), "{span}");
            assert!((span >> shift >> FINER) < i64::from(NEVER));
        }
        let clock = Clock { begin: 10, shift: 2 };
        assert_eq!(clock.ticks(&[10, 11, 13, 14, 14, 30]), [(0..3, 0), (3..5, 1), (5..6, 5)]);
        let forever = Clock { begin: -5, shift: 0 };
        let ticks = forever.ticks(&[0, i64::MAX - 1, i64::MAX]);
        assert_eq!(ticks, [(0..1, 5), (1..2, u32::MAX), (2..3, u32::MAX)], "an end that no count reaches");
    }
}
