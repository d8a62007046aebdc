//! G28 Behavioural break: a node suddenly moves money quite differently.
//!
//! Time is cut into pieces (from 1970 on). A movement of a node is of a sort: in or out, its class, and the power of
//! two that its value reaches. For two pieces next to each other with at least so many movements each, the
//! Jensen–Shannon divergence of their sorts (base 2, rounded to four decimals) is at least the bound: both pieces are
//! told. Score: the divergence. Mistakes: events of life.

use super::prelude::*;
use std::collections::BTreeMap;

parameters! {
    piece: Span = Span::days(90), "length of a piece of time";
    divergence: Share = Share(4_000), "divergence that is needed, from 0 to 1";
    movements: Count = Count(20), "movements in each piece that are needed";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G28;

/// How many movements of each sort: out or in, class, power of two.
type Sorts = BTreeMap<(bool, Class, u32), u32>;

fn sorts(snapshot: &Snapshot<'_>, node: u32, piece: Links<'_>) -> Sorts {
    let mut sorts = Sorts::new();
    for step in piece.iter() {
        let size = step.value.unsigned_abs().checked_ilog2().map_or(0, |power| power + 1);
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
        let length = p.piece.0.max(1);
        let number = |at: &i64| at.div_euclid(length);
        let mut columns = crate::snapshot::Columns::default();
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let count = snapshot.ins(node).len() + snapshot.out(node).len();
            if count < p.movements.size() * 2 {
                continue;
            }
            if !search.spend(count) || search.is_over() {
                return;
            }
            snapshot.activity(node, &mut columns);
            let all = columns.links();
            let mut begin = 0;
            let mut before: Option<(i64, Links<'_>, Sorts)> = None;
            for own in all.at.chunk_by(|a, b| number(a) == number(b)) {
                let piece = all.piece(begin..begin + own.len());
                begin += own.len();
                let Some(now) = own.first().map(number).filter(|_| own.len() >= p.movements.size()) else {
                    before = None;
                    continue;
                };
                let sorts = sorts(snapshot, node, piece);
                if let Some((_, earlier, usual)) = before.filter(|(then, ..)| then + 1 == now) {
                    let score = divergence(&usual, &sorts);
                    if score >= i64::from(p.divergence.0) {
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
                before = Some((now, piece, sorts));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, told};
    use crate::world::World;

    fn change(new: i64, count: i64) -> (World, u32) {
        let mut world = World::new(3);
        for turn in 0..count {
            world.pay(0, 1, turn * DAY, 1_000);
            let class = if turn < new { Class::Cash } else { Class::Wire };
            world.pay_by(class, 0, 1, (90 + turn) * DAY, 1_000);
        }
        (world, 0)
    }

    #[test]
    fn other_sorts_of_movements_are_told() {
        for (new, count, expected) in [(20, 20, true), (0, 20, false), (8, 20, false), (19, 19, false)] {
            let (world, account) = change(new, count);
            assert_eq!(told("G28", &world, &[], &[account]), expected, "{new} {count}");
        }
    }
}
