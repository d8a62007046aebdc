#![expect(clippy::needless_range_loop, reason = "matrices are written with their indices, as in a book")]

use super::*;
use patterns::catalogue::g24_corridor::Parameters;
use patterns::sides::Corridor;

fn x(row: &Corridor) -> [f64; 4] {
    [1.0, (row.mass_origin as f64).ln(), (row.mass_destination as f64).ln(), f64::from(row.distance_km).ln()]
}

fn expected(row: &Corridor, b: &[f64]) -> f64 {
    x(row).iter().zip(b).map(|(x, b)| x * b).sum::<f64>().exp()
}

/// Gaussian elimination with pivots on the bordered matrix.
fn solve(mut m: Vec<Vec<f64>>) -> Vec<f64> {
    for i in 0..4 {
        let best = (i..4).max_by(|a, b| m[*a][i].abs().total_cmp(&m[*b][i].abs())).unwrap();
        m.swap(i, best);
        for j in i + 1..4 {
            let factor = m[j][i] / m[i][i];
            for k in i..5 {
                m[j][k] -= factor * m[i][k];
            }
        }
    }
    let mut x = vec![0.0; 4];
    for i in (0..4).rev() {
        let rest: f64 = (i + 1..4).map(|j| m[i][j] * x[j]).sum();
        x[i] = (m[i][4] - rest) / m[i][i];
    }
    x
}

/// Iteratively reweighted least squares, damped until it settles.
fn fit(rows: &[Corridor]) -> Vec<f64> {
    let mean = rows.iter().map(|row| row.transfers as f64).sum::<f64>() / rows.len() as f64;
    let mut b = vec![mean.max(0.1).ln(), 0.0, 0.0, 0.0];
    for _ in 0..500 {
        let mut m = vec![vec![0.0; 5]; 4];
        for i in 0..4 {
            m[i][i] += 1e-6;
            m[i][4] -= 1e-6 * b[i];
            for row in rows {
                let mu = expected(row, &b);
                m[i][4] += (row.transfers as f64 - mu) * x(row)[i];
                for j in 0..4 {
                    m[i][j] += mu * x(row)[i] * x(row)[j];
                }
            }
        }
        let step = solve(m);
        let longest = step.iter().map(|s| s.abs()).fold(0.0, f64::max);
        let damp = if longest > 1.0 { 1.0 / longest } else { 1.0 };
        b = b.iter().zip(&step).map(|(b, s)| b + s * damp).collect();
        if longest < 1e-12 {
            break;
        }
    }
    b
}

/// The upper tail of the normal distribution by adding up thin slices.
fn tail(z: f64) -> f64 {
    let density = |t: f64| (-t * t / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let steps = 2_000;
    let width = 12.0 / f64::from(steps);
    let at = |i: i32| density(z + f64::from(i) * width);
    let inner: f64 = (1..steps).map(|i| at(i) * if i % 2 == 1 { 4.0 } else { 2.0 }).sum();
    (at(0) + inner + at(steps)) * width / 3.0
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let mut told = Vec::new();
    for product in 0..3 {
        let rows: Vec<(u32, Corridor)> =
            (0..).zip(world.sides.corridors.iter().copied()).filter(|(_, row)| row.product == product).collect();
        if rows.len() < p.rows.size() {
            continue;
        }
        let plain: Vec<Corridor> = rows.iter().map(|(_, row)| *row).collect();
        let fitted = |plain: &[Corridor]| {
            let b = fit(plain);
            let off = |row: &Corridor| (row.transfers as f64 - expected(row, &b)).powi(2) / expected(row, &b);
            let mut squares: Vec<f64> = plain.iter().map(off).collect();
            squares.sort_by(f64::total_cmp);
            let dispersion = (squares[(squares.len() - 1) / 2] / 0.4549).max(1.0);
            move |row: &Corridor| (row.transfers as f64 - expected(row, &b)) / (dispersion * expected(row, &b)).sqrt()
        };
        let rough = fitted(&plain);
        let quiet = |row: &&Corridor| ((rough(row) * 100.0).round() as i64) * 100 < p.z.0;
        let rest: Vec<Corridor> = plain.iter().filter(quiet).copied().collect();
        let z = fitted(if rest.len() >= p.rows.size() { &rest } else { &plain });
        let all: u64 = plain.iter().map(|row| row.transfers).sum();
        let marked: u64 = plain.iter().map(|row| row.indicated).sum();
        let mut tails: Vec<f64> = plain.iter().map(|row| tail(z(row))).collect();
        tails.sort_by(f64::total_cmp);
        let rate = f64::from(p.false_discoveries.0) / 10_000.0;
        let standing = (1..=tails.len()).rev().find(|k| tails[k - 1] <= *k as f64 / tails.len() as f64 * rate);
        for (number, row) in &rows {
            let score = (z(row) * 100.0).round() as i64;
            let stands = standing.is_some_and(|k| tail(z(row)) <= tails[k - 1]);
            let base = marked as f64 / all as f64;
            let share = row.indicated as f64 / row.transfers as f64 >= p.indicated.0 as f64 / 10_000.0 * base - 1e-12;
            if score * 100 >= p.z.0 && stands && share && row.indicated > 0 {
                told.push(Key::new(0, &[], &[], score).rows(&[*number]));
            }
        }
    }
    told
}
