//! G22 Velocity: far more movements in an hour or a day than is usual for the node.
//!
//! Time is cut into pieces of one length (from 1970 on). Over the pieces from the node's first movement to its last,
//! empty ones too, the median count and the median distance from it (MAD) are taken, of two middle ones the lower. The
//! spread is the greater of 1.4826·MAD and the square root of the median (at least 1), as of chance arrivals. A piece
//! is told when its count is at least z spreads above the median and at least `movements`, and there are at least
//! `pieces` pieces. A node with more than `habit` such pieces does so usually (pay-days, market days): none of its is
//! told. Score: the count. Mistakes: pay-day.

use super::prelude::*;

parameters! {
    piece: Span = Span::days(1), "length of a piece of time; 1h is usual too";
    z: Factor = Factor::whole(4), "how many spreads above the median";
    movements: Count = Count(10), "movements in the piece that are needed";
    habit: Count = Count(3), "such pieces of one node beyond which they are its habit";
    pieces: Count = Count(30), "pieces between the first movement and the last that are needed";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G22;

/// The lower median of `values` (sorted here) and so many further values `more` that are all `value`.
fn median(values: &mut [i64], more: i64, value: i64) -> i64 {
    values.sort_unstable();
    let rank = (values.len() as i64 + more - 1) / 2;
    let below = values.partition_point(|own| *own < value) as i64;
    let place = if rank < below { rank } else { rank - more };
    if rank >= below && rank < below + more {
        return value;
    }
    usize::try_from(place).ok().and_then(|place| values.get(place).copied()).unwrap_or(value)
}

/// Whether a count is at least z spreads above the median.
fn is_far(count: i64, median: i64, mad: i64, z: Factor) -> bool {
    let above = i128::from(count - median);
    let spread = (21_981 * i128::from(mad) * i128::from(mad)).max(10_000 * i128::from(median.max(1)));
    let needed = i128::from(z.0) * i128::from(z.0) * spread;
    above > 0 && above * above * 1_000_000_000_000 >= needed
}

impl Detector for G22 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G22", "velocity", Reach::Node(1), "E + pieces with movements, sorted");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let p = parameters;
        let length = p.piece.0.max(1);
        let mut columns = crate::snapshot::Columns::default();
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let count = snapshot.ins(node).len() + snapshot.out(node).len();
            if count < p.movements.size() {
                continue;
            }
            if !search.spend(count) || search.is_over() {
                return;
            }
            snapshot.activity(node, &mut columns);
            let all = columns.links();
            let piece_of = |at: &i64| at.div_euclid(length);
            let pieces =
                all.at.first().zip(all.at.last()).map_or(0, |(first, last)| piece_of(last) - piece_of(first) + 1);
            if pieces < i64::from(p.pieces.0) {
                continue;
            }
            let mut counts: Vec<i64> =
                all.at.chunk_by(|a, b| piece_of(a) == piece_of(b)).map(|own| own.len() as i64).collect();
            let empty = pieces - counts.len() as i64;
            let middle = median(&mut counts, empty, 0);
            counts.iter_mut().for_each(|count| *count = (*count - middle).abs());
            let mad = median(&mut counts, empty, middle);
            let mut begin = 0;
            let mut bursts: Vec<Links<'_>> = Vec::new();
            for own in all.at.chunk_by(|a, b| piece_of(a) == piece_of(b)) {
                if own.len() >= p.movements.size() && is_far(own.len() as i64, middle, mad, p.z) {
                    bursts.push(all.piece(begin..begin + own.len()));
                }
                begin += own.len();
            }
            for part in bursts.iter().filter(|_| bursts.len() <= p.habit.size()) {
                search.emit(
                    Witness::new(node, Minimality::Group)
                        .nodes(part.peer.iter().copied().chain([node]))
                        .edges(part.edge.iter().copied())
                        .score(part.len() as i64)
                        .count("usual", usize::try_from(middle).unwrap_or(0)),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, accounts, scene, told};
    use crate::world::World;

    fn days(usual: i64, many: i64, length: i64) -> (World, u32) {
        let (mut world, _) = scene(22);
        let account = accounts(&mut world, 1)[0];
        for day in 0..length {
            let count = if day == length / 2 { many } else { usual };
            (0..count).for_each(|turn| world.pay(account, (turn % 60) as u32, day * DAY + turn * 60, 1_000));
        }
        (world, account)
    }

    #[test]
    fn a_day_four_spreads_above_the_median_is_told() {
        // Nine a day: the spread is three, so 21 is the bound.
        for (usual, many, length, expected) in
            [(9, 21, 40, true), (9, 20, 40, false), (9, 99, 29, false), (2, 9, 40, false), (2, 10, 40, true)]
        {
            let (world, account) = days(usual, many, length);
            assert_eq!(told("G22", &world, &[], &[account]), expected, "{usual} {many} {length}");
        }
    }
}
