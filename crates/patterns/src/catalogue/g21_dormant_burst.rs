//! G21 Dormant burst: a node that was silent for long moves much at once.
//!
//! Between two neighbouring movements of a node (in or out) lies at least the silence. From the second one on, within
//! the window, there are at least so many movements, and together at least X times the monthly mean before the
//! silence: the sum before it divided by the months (of 30 days) from the first movement to the last before it, at
//! least one. One witness per silence: the movements of the window. Score: how many times the mean, in whole numbers.
//! Mistakes: inheritances, seasonal business.

use super::prelude::*;

parameters! {
    silence: Span = Span::days(180), "time without any movement";
    window: Span = Span::days(14), "how long the burst may take";
    times: Factor = Factor::whole(5), "multiple of the monthly mean before that is needed";
    movements: Count = Count(5), "movements in the burst that are needed";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G21;

const MONTH: i64 = 30 * 86_400;

/// Whether there is so long a silence between two neighbours of two lists of times together: nothing else is read of
/// the many nodes that never were silent.
fn was_silent<'a>(mut ins: &'a [i64], mut outs: &'a [i64], silence: i64) -> bool {
    let last = ins.last().max(outs.last());
    let first = ins.first().into_iter().chain(outs.first()).min();
    if first.zip(last).is_none_or(|(first, last)| last - first < silence) {
        return false;
    }
    let mut before: Option<i64> = None;
    loop {
        let from = if outs.first().is_none_or(|out| ins.first().is_some_and(|into| into <= out)) {
            &mut ins
        } else {
            &mut outs
        };
        let Some((at, rest)) = from.split_first() else { return false };
        *from = rest;
        if before.is_some_and(|before| at - before >= silence) {
            return true;
        }
        before = Some(*at);
    }
}

impl Detector for G21 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G21", "dormant-burst", Reach::Node(1), "E");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let p = parameters;
        let mut columns = crate::snapshot::Columns::default();
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let count = snapshot.ins(node).len() + snapshot.out(node).len();
            if count <= p.movements.size() {
                continue;
            }
            if !search.spend(count) || search.is_over() {
                return;
            }
            if !was_silent(snapshot.ins(node).at, snapshot.out(node).at, p.silence.0) {
                continue;
            }
            snapshot.activity(node, &mut columns);
            let all = columns.links();
            let Some(first) = all.get(0) else { continue };
            let mut before = i128::from(first.value);
            for (position, (last, next)) in all.iter().zip(all.iter().skip(1)).enumerate() {
                if next.at - last.at >= p.silence.0 {
                    let burst = all.piece(position + 1..all.len());
                    let burst = burst.within(next.at, next.at.saturating_add(p.window.0));
                    let months = i128::from((last.at - first.at).max(MONTH));
                    let mean = before * i128::from(MONTH);
                    let sum = burst.sum() * months;
                    if burst.len() >= p.movements.size() && sum * 10_000 >= mean * i128::from(p.times.0) {
                        search.emit(
                            Witness::new(node, Minimality::Group)
                                .nodes(burst.peer.iter().copied().chain([node]))
                                .edges(burst.edge.iter().copied())
                                .score(i64::try_from(sum.checked_div(mean).unwrap_or(0)).unwrap_or(i64::MAX))
                                .money("sum", burst.sum())
                                .with("silence", Arg::Seconds(next.at - last.at)),
                        );
                    }
                }
                before += i128::from(next.value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, accounts, scene, told};
    use crate::world::World;

    fn burst(silence: i64, value: i64, count: i64) -> (World, u32) {
        let (mut world, _) = scene(21);
        let account = accounts(&mut world, 1)[0];
        (0..6).for_each(|month| world.pay(account, 1, month * 30 * DAY, 10_000));
        let begin = 150 * DAY + silence;
        (0..count).for_each(|turn| world.pay(2, account, begin + turn * DAY, value));
        (world, account)
    }

    #[test]
    fn much_after_half_a_year_of_silence_is_told_at_the_bounds() {
        // Sixty thousand in five months: 12,000 a month, of which five times is 60,000.
        for (silence, value, count, expected) in [
            (180 * DAY, 12_000, 5, true),
            (180 * DAY - 1, 12_000, 5, false),
            (180 * DAY, 11_999, 5, false),
            (200 * DAY, 500_000, 4, false),
        ] {
            let (world, account) = burst(silence, value, count);
            assert_eq!(told("G21", &world, &[], &[account]), expected, "{silence} {value} {count}");
        }
    }
}
