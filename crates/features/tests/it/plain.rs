//! The plain, slow reference: every feature straight from its definition, by looking at all pairs of payments.

use std::collections::{BTreeMap, BTreeSet};

use features::{Bins, Parameters};

/// from, to, time, amount.
pub(crate) type Payment = (u32, u32, i64, i64);

/// Histograms of one batch, one row per payment, in the order of the columns.
pub(crate) fn histograms(parameters: &Parameters, all: &[Payment], start: usize, end: usize) -> Vec<Vec<u32>> {
    let mut columns = Vec::new();
    let shown = end - start;
    for (pattern, distinct) in [(&parameters.fan, true), (&parameters.degree, false)] {
        let Some(pattern) = pattern else { continue };
        columns.extend(stars(all, start..end, pattern.window, &pattern.bins, distinct));
    }
    if let Some(pattern) = &parameters.scatter_gather {
        columns.extend(scatter_gather(all, start..end, pattern.window, &pattern.bins));
    }
    if let Some(pattern) = &parameters.temporal_cycle {
        columns.extend(cycles(all, start..end, pattern.window, &pattern.bins));
    }
    assert!(columns.iter().all(|column| column.len() == shown));
    columns
}

struct Credit<'a> {
    columns: Vec<Vec<u32>>,
    bins: &'a Bins,
    start: usize,
}

impl<'a> Credit<'a> {
    fn new(bins: &'a Bins, batch: &std::ops::Range<usize>) -> Self {
        Self { columns: vec![vec![0; batch.len()]; bins.edges().len()], bins, start: batch.start }
    }

    fn give(&mut self, members: impl IntoIterator<Item = usize>, size: usize) {
        let Some(bin) = self.bins.bin(size as u32).filter(|_| size >= 2) else { return };
        for member in members.into_iter().filter(|&member| member >= self.start) {
            self.columns[bin][member - self.start] += 1;
        }
    }
}

type Batch = std::ops::Range<usize>;

fn stars(all: &[Payment], batch: Batch, window: i64, bins: &Bins, distinct: bool) -> Vec<Vec<u32>> {
    let [mut into, mut out] = [Credit::new(bins, &batch), Credit::new(bins, &batch)];
    for i in batch.clone() {
        let (u, v, t, _) = all[i];
        if u == v {
            continue;
        }
        let visible: Vec<usize> =
            (0..batch.end).filter(|&j| all[j].2 > t - window && all[j].2 <= t && all[j].0 != all[j].1).collect();
        let star = |centre: fn(&Payment) -> u32, other: fn(&Payment) -> u32, at: u32| {
            let members: Vec<usize> = visible.iter().copied().filter(|&j| centre(&all[j]) == at).collect();
            let partners: BTreeSet<u32> = members.iter().map(|&j| other(&all[j])).collect();
            let size = if distinct { partners.len() } else { members.len() };
            (members, size)
        };
        let (members, size) = star(|p| p.1, |p| p.0, v);
        into.give(members, size);
        let (members, size) = star(|p| p.0, |p| p.1, u);
        out.give(members, size);
    }
    into.columns.into_iter().chain(out.columns).collect()
}

fn scatter_gather(all: &[Payment], batch: Batch, window: i64, bins: &Bins) -> Vec<Vec<u32>> {
    let mut credit = Credit::new(bins, &batch);
    for i in batch.clone() {
        let (u, v, t, _) = all[i];
        let visible: Vec<usize> = (0..batch.end).filter(|&j| all[j].2 >= t - window && all[j].0 != all[j].1).collect();
        let out = |a: u32| visible.iter().filter(|&&j| all[j].0 == a).map(|&j| all[j].1).collect::<BTreeSet<u32>>();
        let into = |a: u32| visible.iter().filter(|&&j| all[j].1 == a).map(|&j| all[j].0).collect::<BTreeSet<u32>>();
        if u == v {
            continue;
        }
        let gathering = into(u).into_iter().filter(|&s| s != v).map(|s| (s, v));
        let scattering = out(v).into_iter().filter(|&r| r != u).map(|r| (u, r));
        for (source, sink) in gathering.chain(scattering) {
            let middles: BTreeSet<u32> = out(source).intersection(&into(sink)).copied().collect();
            let belongs = |j: &usize| {
                (all[*j].0 == source && middles.contains(&all[*j].1))
                    || (all[*j].1 == sink && middles.contains(&all[*j].0))
            };
            let members: Vec<usize> = visible.iter().copied().filter(belongs).collect();
            if members.iter().map(|&j| all[j].2).max() == Some(t) {
                credit.give(members, middles.len());
            }
        }
    }
    credit.columns
}

fn cycles(all: &[Payment], batch: Batch, window: i64, bins: &Bins) -> Vec<Vec<u32>> {
    let mut credit = Credit::new(bins, &batch);
    for i in batch.clone() {
        let (u, v, t, _) = all[i];
        if u == v {
            continue;
        }
        let visible = |j: &usize| all[*j].2 >= t - window && all[*j].2 < t && all[*j].0 != all[*j].1;
        let hops: Vec<(usize, Payment)> = (0..batch.end).filter(visible).map(|j| (j, all[j])).collect();
        let mut found = BTreeMap::new();
        walk(&hops, u, &mut vec![v], &mut Vec::new(), &mut found);
        for (accounts, members) in found {
            credit.give(members.into_iter().chain([i]), accounts.len());
        }
    }
    credit.columns
}

fn walk(
    hops: &[(usize, Payment)],
    goal: u32,
    path: &mut Vec<u32>,
    used: &mut Vec<(usize, i64)>,
    found: &mut BTreeMap<Vec<u32>, BTreeSet<usize>>,
) {
    let last = used.last().map_or(i64::MIN, |&(_, time)| time);
    let at = path[path.len() - 1];
    for &(j, (_, to, time, _)) in hops.iter().filter(|(_, hop)| hop.0 == at && hop.2 > last) {
        used.push((j, time));
        if to == goal {
            let whole: Vec<u32> = path.iter().copied().chain([goal]).collect();
            found.entry(whole).or_default().extend(used.iter().map(|&(j, _)| j));
        } else if !path.contains(&to) {
            path.push(to);
            walk(hops, goal, path, used, found);
            path.pop();
        }
        used.pop();
    }
}
