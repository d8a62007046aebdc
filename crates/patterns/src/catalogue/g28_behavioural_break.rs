//! G28 Behavioural break: a node suddenly moves money quite differently.
//!
//! Pieces of time begin every half of their length (from 1970 on); each is compared with the stretch `before` it. A
//! movement of a node is of a sort: in or out, its class, and the power of four that its value reaches. With enough
//! movements in both, the Jensen–Shannon divergence of their sorts (base 2, rounded to four decimals) is at least the
//! bound: both are told. Of pieces that overlap the earliest is told. Score: the divergence.
//! Mistakes: events of life.

use super::prelude::*;
use std::collections::BTreeMap;

parameters! {
    piece: Span = Span::days(30), "length of a piece of time";
    before: Span = Span::days(90), "length of the stretch before it that it is compared with";
    divergence: Share = Share(4_000), "divergence that is needed, from 0 to 1";
    movements: Count = Count(10), "movements in the piece that are needed";
    usual: Count = Count(20), "movements in the stretch before it that are needed";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G28;

/// How many movements of each sort: out or in, class, power of four.
type Sorts = BTreeMap<(bool, Class, u32), u32>;

fn sorts(snapshot: &Snapshot<'_>, node: u32, piece: Links<'_>) -> Sorts {
    let mut sorts = Sorts::new();
    for step in piece.iter() {
        let size = step.value.unsigned_abs().checked_ilog2().map_or(0, |power| power / 2 + 1);
        *sorts.entry((snapshot.from(step.edge) == node, snapshot.class(step.edge), size)).or_default() += 1;
    }
    sorts
}

/// Ten-thousandths of the greatest divergence.
fn divergence(one: &Sorts, other: &Sorts) -> i64 {
    let total = |sorts: &Sorts| f64::from(sorts.values().sum::<u32>());
    let (all_one, all_other) = (total(one), total(other));
    let mut sum = 0.0;
    let mut keys: Vec<_> = one.keys().chain(other.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let share = |sorts: &Sorts, all: f64| sorts.get(key).map_or(0.0, |count| f64::from(*count) / all);
        let (p, q) = (share(one, all_one), share(other, all_other));
        let middle = f64::midpoint(p, q);
        for part in [p, q] {
            if part > 0.0 {
                sum += part * (part / middle).log2() / 2.0;
            }
        }
    }
    (sum * 10_000.0).round() as i64
}

impl Detector for G28 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G28", "behavioural-break", Reach::Node(1), "E log s for s sorts");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let p = parameters;
        let (length, step) = (p.piece.0.max(1), (p.piece.0 / 2).max(1));
        let mut columns = crate::snapshot::Columns::default();
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let count = snapshot.ins(node).len() + snapshot.out(node).len();
            if count < p.movements.size() + p.usual.size() {
                continue;
            }
            if !search.spend(count) || search.is_over() {
                return;
            }
            snapshot.activity(node, &mut columns);
            let all = columns.links();
            let ends = all.at.first().zip(all.at.last());
            let Some((first, last)) = ends.map(|(a, b)| (a.div_euclid(step), b.div_euclid(step))) else { continue };
            let mut after = i64::MIN;
            for begin in (first..=last).map(|piece| piece * step) {
                let piece = all.within(begin, begin + length - 1);
                if begin < after || piece.len() < p.movements.size() {
                    continue;
                }
                let earlier = all.within(begin.saturating_sub(p.before.0), begin - 1);
                if earlier.len() < p.usual.size() {
                    continue;
                }
                if !search.spend(piece.len() + earlier.len()) {
                    return;
                }
                let score = divergence(&sorts(snapshot, node, earlier), &sorts(snapshot, node, piece));
                if score >= i64::from(p.divergence.0) {
                    after = begin + length;
                    search.emit(
                        Witness::new(node, Minimality::Group)
                            .nodes(earlier.peer.iter().chain(piece.peer).copied().chain([node]))
                            .edges(earlier.edge.iter().chain(piece.edge).copied())
                            .score(score)
                            .count("before", earlier.len())
                            .count("after", piece.len()),
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, told};
    use crate::world::World;

    /// A payment a day for so many days, then so many in the ten days after, the first ones in cash.
    fn change(days: i64, new: i64, count: i64) -> (World, u32) {
        let mut world = World::new(3);
        for turn in 0..days {
            world.pay(0, 1, (90 - days + turn) * DAY, 1_000);
        }
        for turn in 0..count {
            let class = if turn < new { Class::Cash } else { Class::Wire };
            world.pay_by(class, 0, 1, 90 * DAY + turn * DAY, 1_000);
        }
        (world, 0)
    }

    #[test]
    fn other_sorts_of_movements_are_told() {
        for (days, new, count, expected) in [
            (20, 10, 10, true),
            (60, 10, 10, true),
            (60, 0, 10, false),
            (60, 4, 10, false),
            (19, 10, 10, false),
            (60, 9, 9, false),
        ] {
            let (world, account) = change(days, new, count);
            assert_eq!(told("G28", &world, &[], &[account]), expected, "{days} {new} {count}");
        }
    }
}
