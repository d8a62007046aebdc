//! A source of chance for the tests: reports and their parts, each the same for the same seed.

use crate::shape::{Part, Slot, Value};
use vocab::Sensitive;
use vocab::report::{Items, Other, Side, Subtree};

/// A source of reports. The same seed gives the same report.
pub(crate) struct Chance {
    state: u64,
    depth: usize,
    version: u8,
    /// Whether every field is filled once, instead of some by chance.
    pub(crate) all: bool,
    /// Whether elements nobody knows are strewn in.
    pub(crate) strange: bool,
}

impl Chance {
    pub(crate) fn new(seed: u64, version: u8) -> Self {
        Self { state: seed | 1, depth: 0, version, all: false, strange: true }
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state % bound
    }

    pub(crate) fn text(&mut self) -> String {
        const PIECES: &[&str] = &[
            "Ana",
            " ",
            "<&>\"'",
            "]]>",
            "محمد",
            "李",
            "\r\n",
            "\t",
            "0042",
            "=1+1",
            "\u{1F3E6}",
            "é",
            "00012345678901234567",
        ];
        let pieces = self.below(4);
        (0..pieces).map(|_| PIECES[usize::try_from(self.below(PIECES.len() as u64)).unwrap()]).collect()
    }

    pub(crate) fn scalar(&mut self) -> String {
        const VALUES: &[&str] = &[
            "1",
            "true",
            " 7 ",
            "-12.5000",
            "0.0000000000001",
            "7900000000000000",
            "2026-03-01T14:05:00",
            "2019-09-02T00:00:00.1234567+05:30",
            "1993-09-25",
            "",
            "unknown",
            "1e3",
        ];
        VALUES[usize::try_from(self.below(VALUES.len() as u64)).unwrap()].to_owned()
    }

    pub(crate) fn value<V: Value>(&mut self) -> Option<V> {
        let wanted = if self.all { self.depth < 5 } else { self.depth < 12 && self.below(3) == 0 };
        wanted.then(|| {
            self.depth += 1;
            let value = V::chance(self);
            self.depth -= 1;
            value
        })
    }

    /// Several values by chance; one when every field is filled once.
    pub(crate) fn values<V: Value>(&mut self) -> Vec<V> {
        if self.all {
            return self.value().into_iter().collect();
        }
        let mut values = Vec::new();
        while let Some(value) = self.value() {
            values.push(value);
        }
        values
    }

    pub(crate) fn items<V: Value>(&mut self) -> Option<Items<V>> {
        if !self.all && self.below(2) == 0 {
            return None;
        }
        let items = self.values();
        let count = items.len();
        Some(Items { items, other: self.other(count) })
    }

    pub(crate) fn part<T: Part>(&mut self) -> T {
        let mut part = T::default();
        let count = self.fill(T::SLOTS, &mut part);
        let other = self.other(count);
        part.set_other(other);
        part
    }

    pub(crate) fn side(&mut self, table: &'static [Slot<Side>], my_client: bool) -> Option<Box<Side>> {
        if !self.all && self.below(2) == 0 {
            return None;
        }
        let mut side = Box::new(Side { my_client, ..Side::default() });
        self.fill(table, &mut *side);
        Some(side)
    }

    /// Fills the fields that the version has, and says how many of them have something to write.
    pub(crate) fn fill<T>(&mut self, slots: &[Slot<T>], value: &mut T) -> usize {
        let mut order: Vec<&Slot<T>> = slots.iter().filter(|slot| slot.since <= self.version).collect();
        // Of several elements that exclude each other the first wins, so the order is part of the chance.
        for at in (1..order.len()).rev() {
            order.swap(at, usize::try_from(self.below(at as u64 + 1)).unwrap());
        }
        order.into_iter().for_each(|slot| (slot.grow)(value, self));
        slots.iter().filter(|slot| (slot.present)(value)).count()
    }

    /// Unknown elements among at least `count` known ones.
    pub(crate) fn other(&mut self, count: usize) -> Vec<Other> {
        let mut other = Vec::new();
        if !self.strange || self.depth > 4 || self.below(4) != 0 {
            return other;
        }
        let mut position = 0;
        for _ in 0..=self.below(2) {
            position += u32::try_from(self.below(count as u64 + 1 - u64::from(position).min(count as u64))).unwrap();
            other.push(Other { position, element: self.subtree(2) });
            position += 1;
        }
        other
    }

    fn subtree(&mut self, depth: u64) -> Subtree {
        let children: Vec<Subtree> = (0..self.below(depth + 1)).map(|_| self.subtree(depth - 1)).collect();
        let text = if children.is_empty() { self.text() } else { String::new() };
        Subtree { name: "strange_one".to_owned(), nil: self.below(2) == 0, text: Sensitive::new(text), children }
    }
}
