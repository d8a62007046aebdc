//! Chance that can be repeated: every value is drawn from a seed, a domain and an index.
//!
//! The generator is SplitMix64 (Steele, Lea and Flood, 2014): sixty-four bits of state, one addition and one mixing
//! step per value, and a start from any number. It is written out here so that no new version of a library can change
//! what a seed means: the golden digests of the tests hold it in place.

#![expect(clippy::indexing_slicing, reason = "every index is drawn below the length of what it indexes")]

/// The odd constant nearest to 2^64 divided by the golden ratio.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// What a draw is for, so that two uses of the same index do not see the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Domain {
    /// Facts about a person.
    Person = 1,
    /// Facts about a company.
    Company = 2,
    /// Facts about an account.
    Account = 3,
    /// Facts about a reporter.
    Reporter = 4,
    /// One transaction of ordinary life.
    Life = 5,
    /// The shape of one crime.
    Crime = 6,
    /// What a report says about itself.
    Report = 7,
    /// How a transaction is written.
    Writing = 8,
    /// Planted mistakes.
    Mistake = 9,
    /// Mutations.
    Mutation = 10,
    /// Facts about a wallet.
    Wallet = 11,
    /// A true person or company behind mentions.
    Identity = 12,
    /// How one mention differs from the truth.
    Mention = 13,
    /// An entry of a list.
    Entry = 14,
    /// A name asked of a list.
    Query = 15,
    /// Facts about an account of the money generator.
    Money = 16,
    /// One ordinary payment of the money generator.
    Payment = 17,
    /// One planted pattern of the money generator.
    Plant = 18,
    /// A row of a side table of the money generator.
    Side = 19,
}

/// A stream of numbers that depends on nothing but where it was started.
#[derive(Clone, Debug)]
pub struct Draw(u64);

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Draw {
    /// The stream of `index` within `domain` of `seed`.
    pub fn new(seed: u64, domain: Domain, index: u64) -> Self {
        let place = mix((domain as u64).wrapping_mul(STEP) ^ mix(index.wrapping_add(STEP)));
        Self(mix(seed.wrapping_add(STEP)) ^ place)
    }

    /// The next sixty-four bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number below `limit`; 0 when `limit` is 0. The bias is below `limit` / 2^64.
    pub fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(limit)) >> 64) as u64
    }

    /// A number from `low` to `high`, both included; `low` when they are the wrong way round.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low).saturating_add(1))
    }

    /// True in `share` of a thousand cases.
    pub fn per_mille(&mut self, share: u64) -> bool {
        self.below(1000) < share
    }

    /// One of `items`.
    ///
    /// # Panics
    /// Never for the tables of this crate: none of them is empty, which their types say.
    pub fn pick<T: Copy, const N: usize>(&mut self, items: &[T; N]) -> T {
        const { assert!(N > 0) };
        items[self.below(N as u64) as usize % N]
    }

    /// One of a slice, or nothing when it is empty.
    pub fn choose<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len() as u64) as usize)
    }

    /// A value of at least `least` with a heavy tail: each doubling is met by `tail` of a thousand of those that came
    /// so far. Integer arithmetic only, so that it is the same on every machine.
    pub fn heavy(&mut self, least: u64, tail: u64) -> u64 {
        let mut value = least;
        let mut doublings = 0;
        while doublings < 24 && self.per_mille(tail) {
            value = value.saturating_mul(2);
            doublings += 1;
        }
        value + self.below(value)
    }

    /// A number below `limit` where small numbers are much more frequent, as the customers of shops are: about half
    /// of all draws fall into the first fortieth. The product of three uniform draws.
    pub fn skewed(&mut self, limit: u64) -> u64 {
        let cut = |a: u64, b: u64| ((u128::from(a) * u128::from(b)) >> 32) as u64;
        let draws = [self.bits() >> 32, self.bits() >> 32, self.bits() >> 32];
        let product = cut(cut(draws[0], draws[1]), draws[2]);
        cut(product, limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_place_gives_the_same_numbers_and_another_place_others() {
        let of = |seed, domain, index| Draw::new(seed, domain, index).bits();
        assert_eq!(of(1, Domain::Person, 7), of(1, Domain::Person, 7));
        let others = [of(2, Domain::Person, 7), of(1, Domain::Company, 7), of(1, Domain::Person, 8)];
        assert!(others.iter().all(|other| *other != of(1, Domain::Person, 7)));
    }

    #[test]
    fn the_generator_is_splitmix64() {
        // The published first outputs for the state 1234567.
        let mut draw = Draw(1_234_567);
        assert_eq!([draw.bits(), draw.bits()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn draws_stay_below_their_limit_and_reach_all_of_it() {
        let mut draw = Draw::new(1, Domain::Life, 0);
        let mut seen = [0u32; 7];
        for _ in 0..7000 {
            seen[draw.below(7) as usize] += 1;
        }
        assert!(seen.iter().all(|n| (800..1200).contains(n)), "{seen:?}");
        assert_eq!(draw.below(0), 0);
    }

    #[test]
    fn a_heavy_tail_is_heavy() {
        let mut draw = Draw::new(1, Domain::Life, 1);
        let values: Vec<u64> = (0..10_000).map(|_| draw.heavy(100, 500)).collect();
        let sum: u64 = values.iter().sum();
        let mut sorted = values.clone();
        sorted.sort_unstable_by(|a, b| b.cmp(a));
        let top: u64 = sorted[..100].iter().sum();
        assert!(top * 4 > sum, "one in a hundred carries more than a quarter: {top} of {sum}");
    }

    #[test]
    fn skewed_draws_prefer_the_beginning() {
        let mut draw = Draw::new(1, Domain::Life, 2);
        let small = (0..10_000).filter(|_| draw.skewed(1000) < 70).count();
        assert!((4000..7000).contains(&small), "{small}");
    }
}
