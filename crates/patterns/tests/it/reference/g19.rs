use super::*;
use patterns::catalogue::g19_price_anomaly::Parameters;

/// Months since 1970, counted one by one.
fn month(at: i64) -> i64 {
    let (mut day, mut month) = (at / 86_400, 0);
    loop {
        let year = 1970 + month / 12;
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let length = match month % 12 {
            1 if leap => 29,
            1 => 28,
            3 | 5 | 8 | 10 => 30,
            _ => 31,
        };
        if day < length {
            return month;
        }
        day -= length;
        month += 1;
    }
}

/// The smallest price that at least so many quarters of all prices do not exceed.
fn quartile(prices: &[i64], quarters: usize) -> i64 {
    let enough = |price: &&i64| prices.iter().filter(|other| other <= price).count() * 4 >= prices.len() * quarters;
    *prices.iter().filter(enough).min().unwrap()
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let trades = &world.sides.trades;
    let mut told = Vec::new();
    for (number, row) in (0..).zip(trades) {
        let same = trades.iter().filter(|t| (t.hs6, t.partner, month(t.at)) == (row.hs6, row.partner, month(row.at)));
        let prices: Vec<i64> = same.map(|t| t.unit_price_minor).collect();
        let (low, middle, high) = (quartile(&prices, 1), quartile(&prices, 2), quartile(&prices, 3));
        let reach = (high - low) * p.spread.0;
        let price = row.unit_price_minor;
        let outside = price * 10_000 < low * 10_000 - reach || price * 10_000 > high * 10_000 + reach;
        let far = (price - middle).abs() * 10_000 >= middle * i64::from(p.least.0);
        if prices.len() >= p.rows.size() && outside && far {
            let key = Key::new(row.seller, &[row.seller, row.buyer], &[], price * 10_000 / middle);
            told.push(key.rows(&[number]));
        }
    }
    told
}
