//! G24 High-risk corridor: far more transfers between two places than their sizes and distance explain, and more of
//! them with indicators.
//!
//! For the rows of `Sides::corridors` of one product, at least so many, the expected number of transfers is
//! exp(b0 + b1·ln(mass of origin) + b2·ln(mass of destination) + b3·ln(distance)), fitted by Poisson regression with a
//! ridge of one millionth. z = (transfers − expected) / √(φ·expected); φ, at least 1, is the median of the squared
//! Pearson residuals, of two middle ones the lower, over that of chance (0.4549). Rows that reach z are left out and
//! the rest is fitted again (when enough rows are left), so that corridors that stand out do not hide each other. A row
//! is told when z is reached, when it stands the control of false discoveries (Benjamini–Hochberg over the product's
//! rows, one-sided normal), and when its share of indicated transfers is at least `indicated` times the product's.
//! Score: z in hundredths. Mistakes: migration, disasters.

use super::prelude::*;
use crate::sides::Corridor;

parameters! {
    z: Factor = Factor::whole(3), "standard deviations above what is expected";
    indicated: Factor = Factor::whole(2), "multiple of the product's share of indicated transfers";
    false_discoveries: Share = Share(500), "part of what is told that may be chance";
    rows: Count = Count(8), "rows of a product that are needed";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G24;

type Vector = [f64; 4];

const RIDGE: f64 = 1e-6;

fn features(row: &Corridor) -> Vector {
    let log = |size: u64| (size.max(1) as f64).ln();
    [1.0, log(row.mass_origin), log(row.mass_destination), log(row.distance_km.into())]
}

fn dot(a: &Vector, b: &Vector) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// What the fit tries to make small: strictly convex, so that there is one answer.
fn cost(rows: &[(Vector, f64)], b: &Vector) -> f64 {
    let misfit: f64 = rows.iter().map(|(x, y)| dot(x, b).exp() - y * dot(x, b)).sum();
    misfit + RIDGE / 2.0 * dot(b, b)
}

/// Solves m·x = v for a symmetric, positive m, by elimination.
fn solve(mut m: [Vector; 4], mut v: Vector) -> Vector {
    for pivot in 0..4 {
        let (row, right) = (m.get(pivot).copied().unwrap_or_default(), v.get(pivot).copied().unwrap_or_default());
        let scale = row.get(pivot).copied().unwrap_or(1.0);
        for (_, (target, value)) in m.iter_mut().zip(&mut v).enumerate().filter(|(other, _)| *other != pivot) {
            let factor = target.get(pivot).copied().unwrap_or(0.0) / scale;
            target.iter_mut().zip(&row).for_each(|(cell, own)| *cell -= factor * own);
            *value -= factor * right;
        }
    }
    let diagonal = m.iter().enumerate().map(|(at, row)| row.get(at).copied().unwrap_or(1.0));
    let mut x = Vector::default();
    x.iter_mut().zip(diagonal).zip(v).for_each(|((x, d), v)| *x = v / d);
    x
}

/// Newton's method with halved steps.
fn fit(rows: &[(Vector, f64)]) -> Vector {
    let mean = rows.iter().map(|(_, y)| y).sum::<f64>() / rows.len().max(1) as f64;
    let mut b: Vector = [mean.max(0.1).ln(), 0.0, 0.0, 0.0];
    for _ in 0..200 {
        let mut gradient: Vector = b.map(|b| RIDGE * b);
        let mut curve = [[0.0; 4]; 4];
        for (at, row) in curve.iter_mut().enumerate() {
            row.iter_mut().enumerate().filter(|(column, _)| *column == at).for_each(|(_, cell)| *cell = RIDGE);
        }
        for (x, y) in rows {
            let expected = dot(x, &b).exp();
            gradient.iter_mut().zip(x).for_each(|(g, x)| *g += (expected - y) * x);
            for (row, own) in curve.iter_mut().zip(x) {
                row.iter_mut().zip(x).for_each(|(cell, other)| *cell += expected * own * other);
            }
        }
        let step = solve(curve, gradient);
        let mut part = 1.0;
        let now = cost(rows, &b);
        let moved = |part: f64| {
            let mut next = b;
            next.iter_mut().zip(&step).for_each(|(b, step)| *b -= part * step);
            next
        };
        while part > 1e-9 && !cost(rows, &moved(part)).le(&now) {
            part /= 2.0;
        }
        let next = moved(part);
        let change: f64 = next.iter().zip(&b).map(|(a, b)| (a - b).abs()).sum();
        b = next;
        if change < 1e-13 {
            break;
        }
    }
    b
}

/// The upper tail of the normal distribution (Abramowitz and Stegun 26.2.17, good to 1e-7).
fn tail(z: f64) -> f64 {
    let t = 1.0 / (1.0 + 0.231_641_9 * z.abs());
    let poly =
        t * (0.319_381_53 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    let upper = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * poly;
    if z >= 0.0 { upper } else { 1.0 - upper }
}

/// What is usual: coefficients and dispersion.
type Usual = (Vector, f64);

fn usual(rows: &[(Vector, f64)]) -> Usual {
    let b = fit(rows);
    let square = |(x, y): &(Vector, f64)| {
        let expected = dot(x, &b).exp().max(1e-9);
        (y - expected).powi(2) / expected
    };
    let mut squared: Vec<f64> = rows.iter().map(square).collect();
    squared.sort_by(f64::total_cmp);
    let median = squared.get(squared.len().saturating_sub(1) / 2).copied().unwrap_or(0.0);
    (b, (median / 0.4549).max(1.0))
}

/// How far above expectation a row is.
fn z_score((b, dispersion): &Usual, (x, y): &(Vector, f64)) -> f64 {
    let expected = dot(x, b).exp().max(1e-9);
    (y - expected) / (dispersion * expected).sqrt()
}

fn hundredths(z: f64) -> i64 {
    (z * 100.0).round() as i64
}

/// For each row how far above expectation it is, as rows that are not fit it.
fn z_scores(p: &Parameters, rows: &[(Vector, f64)]) -> Vec<f64> {
    let first = usual(rows);
    let stays = |row: &&(Vector, f64)| hundredths(z_score(&first, row)) * 100 < p.z.0;
    let rest: Vec<(Vector, f64)> = rows.iter().filter(stays).copied().collect();
    let fitted = if rest.len() >= p.rows.size() { usual(&rest) } else { first };
    rows.iter().map(|row| z_score(&fitted, row)).collect()
}

/// The greatest tail that still stands, of so many tests.
fn bound(scores: &[f64], rate: f64) -> f64 {
    let mut tails: Vec<f64> = scores.iter().map(|z| tail(*z)).collect();
    tails.sort_by(f64::total_cmp);
    let count = tails.len() as f64;
    let stands = tails.iter().enumerate().filter(|(rank, tail)| **tail <= (*rank as f64 + 1.0) / count * rate);
    stands.map(|(_, tail)| *tail).next_back().unwrap_or(-1.0)
}

impl Detector for G24 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G24", "corridor", Reach::Whole, "R, some tens of passes");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let mut rows: Vec<(u32, &Corridor)> = (0u32..).zip(&snapshot.sides.corridors).collect();
        rows.sort_by_key(|(number, row)| (row.product, *number));
        for product in rows.chunk_by(|a, b| a.1.product == b.1.product) {
            if product.len() < parameters.rows.size() {
                continue;
            }
            if !search.spend(product.len()) || search.is_over() {
                return;
            }
            let points: Vec<(Vector, f64)> =
                product.iter().map(|(_, row)| (features(row), row.transfers as f64)).collect();
            let scores = z_scores(parameters, &points);
            let bound = bound(&scores, f64::from(parameters.false_discoveries.0) / 10_000.0);
            let all: i128 = product.iter().map(|(_, row)| i128::from(row.transfers)).sum();
            let marked: i128 = product.iter().map(|(_, row)| i128::from(row.indicated)).sum();
            for ((number, row), z) in product.iter().zip(scores) {
                let share = i128::from(row.indicated) * all * 10_000;
                let needed = i128::from(parameters.indicated.0) * marked * i128::from(row.transfers);
                let score = hundredths(z);
                if score * 100 >= parameters.z.0 && tail(z) <= bound && share >= needed && row.indicated > 0 {
                    let witness = Witness::new(0, Minimality::Exact).rows([*number]).score(score);
                    search.emit(witness.count("transfers", row.transfers as usize));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{scene, told_row};
    use crate::world::World;

    fn corridors(transfers: u64, indicated: u64) -> World {
        let (mut world, mut chance) = scene(24);
        for row in 0..40u32 {
            let (origin, destination) = (row / 7, row % 7);
            let (mass_origin, mass_destination) = (u64::from(origin + 1) * 10, u64::from(destination + 1) * 10);
            let usual = mass_origin * mass_destination / 10 + chance.below(5);
            world.sides.corridors.push(Corridor {
                origin,
                destination,
                product: 1,
                transfers: if row == 20 { usual * transfers } else { usual },
                indicated: if row == 20 { usual * transfers * indicated / 100 } else { usual / 50 },
                mass_origin,
                mass_destination,
                distance_km: 1_000,
            });
        }
        world
    }

    #[test]
    fn far_more_transfers_with_more_indicators_are_told() {
        for (transfers, indicated, expected) in [(10, 30, true), (1, 30, false), (10, 0, false)] {
            assert_eq!(told_row("G24", &corridors(transfers, indicated), &[], 20), expected, "{transfers} {indicated}");
        }
    }
}
