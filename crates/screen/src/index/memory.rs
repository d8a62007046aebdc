//! What is remembered during a search: how words of the list meet those of the query, since names share words.

/// How a word of the list meets the words of the query at hand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mark {
    /// The words it meets, a bit each.
    pub met: u16,
    /// How like it is to one of them at most, and how much that one says.
    pub like: u16,
    pub weight: u16,
}

/// Places for marks that are remembered during a search: few enough to stay near the processor.
const MEMORY: usize = 2048;
/// Places that are tried for one word.
const TRIES: usize = 4;

/// Marks of words met in this search.
#[derive(Debug, Default)]
pub(super) struct Memory {
    places: Vec<(u32, u32, Mark)>,
}

impl Memory {
    fn tries(number: usize) -> impl Iterator<Item = usize> {
        let first = number.wrapping_mul(0x9E37_79B1) >> 7;
        (0..TRIES).map(move |nth| (first + nth) % MEMORY)
    }

    pub(super) fn get(&self, search: u32, number: usize) -> Option<Mark> {
        let found = Self::tries(number).filter_map(|at| self.places.get(at));
        found.into_iter().find(|place| place.0 == search && place.1 as usize == number).map(|place| place.2)
    }

    /// Keeps a mark in a place not taken in this search; where there is none it is found out again when needed.
    pub(super) fn put(&mut self, search: u32, number: usize, mark: Mark) {
        if self.places.is_empty() {
            self.places.resize(MEMORY, (0, 0, Mark::default()));
        }
        let free = Self::tries(number).find(|at| self.places.get(*at).is_some_and(|place| place.0 != search));
        if let Some(place) = free.and_then(|at| self.places.get_mut(at)) {
            *place = (search, number as u32, mark);
        }
    }
}

/// What words of names may meet in this search: as many places as stay nearest to the processor.
#[derive(Debug)]
pub(super) struct Glance {
    places: Vec<Glimpse>,
}

/// What a word of a name may meet, told from its letters in brief.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Glimpse {
    pub search: u32,
    pub number: u32,
    /// Units of the query, a bit each.
    pub may: u32,
    /// The words these stand for, and how like the word may be to one of them.
    pub mark: Mark,
}

impl Default for Glance {
    fn default() -> Self {
        Self { places: vec![Glimpse::default(); 1024] }
    }
}

impl Glance {
    pub(super) fn place(&mut self, number: usize) -> Option<&mut Glimpse> {
        self.places.get_mut((number.wrapping_mul(0x9E37_79B1) >> 8) % 1024)
    }
}
