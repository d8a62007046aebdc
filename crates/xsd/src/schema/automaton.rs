//! A content model as a deterministic automaton (Glushkov's construction, then subsets).
//!
//! A state is what has been read of the children; an edge is a child that may come next. The particle tree stays
//! beside it: which of the possible children are *required* is a question of the tree, asked only after a mistake.

use super::{Decl, DeclId, Particle, Term};
use std::collections::HashMap;
use vocab::NameId;

/// Most positions of one content model after its bounded repetitions are written out.
const POSITIONS_MAX: usize = 5_000;
/// Most states of one content model.
const STATES_MAX: usize = 10_000;

/// The automaton of one complex type. State 0 is the beginning.
#[derive(Debug, Default)]
pub(crate) struct Automaton {
    pub(crate) states: Vec<State>,
    /// The children the type knows, in the order of the schema.
    pub(crate) symbols: Vec<Symbol>,
    /// Where the states of this automaton begin among those of the schema.
    pub(crate) base: usize,
    positions: Vec<Position>,
}

/// A state.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) accepting: bool,
    pub(crate) edges: Vec<Edge>,
}

/// A child that may come next.
#[derive(Clone, Debug)]
pub(crate) struct Edge {
    pub(crate) name: NameId,
    pub(crate) symbol: u16,
    pub(crate) decl: DeclId,
    pub(crate) next: u32,
    position: u32,
}

/// A child that a type knows.
#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    pub(crate) name: NameId,
    pub(crate) decl: DeclId,
    /// Most occurrences below one parent; `None` when there is no limit.
    pub(crate) max: Option<u32>,
    /// Number of its counter when it may occur more than once.
    pub(crate) counter: Option<u16>,
}

#[derive(Debug)]
struct Position {
    decl: DeclId,
    name: NameId,
    /// Which leaf of the particle tree it was written out from.
    leaf: u32,
    /// Way from the root of the particle tree: whether the node is a sequence, and which child.
    way: Vec<(bool, u16)>,
}

/// Why no automaton could be built.
pub(crate) enum Failure {
    TooBig(&'static str),
    Ambiguous(NameId),
}

#[derive(Clone, Debug, Default)]
struct Ends {
    nullable: bool,
    first: Vec<u32>,
    last: Vec<u32>,
}

struct Builder<'a> {
    decls: &'a [Decl],
    positions: Vec<Position>,
    follow: Vec<Vec<u32>>,
    way: Vec<(bool, u16)>,
    leaves: HashMap<Vec<(bool, u16)>, u32>,
    occurs: HashMap<NameId, Option<u32>>,
}

impl Automaton {
    pub(crate) fn build(particle: &Particle, decls: &[Decl]) -> Result<Self, Failure> {
        let mut builder = Builder {
            decls,
            positions: Vec::new(),
            follow: Vec::new(),
            way: Vec::new(),
            leaves: HashMap::new(),
            occurs: HashMap::new(),
        };
        let ends = builder.particle(particle, Some(1))?;
        let symbols = builder.symbols();
        let states = builder.subsets(&ends, &symbols)?;
        Ok(Self { states, symbols, base: 0, positions: builder.positions })
    }

    pub(crate) fn counters(&self) -> usize {
        self.symbols.iter().filter(|s| s.counter.is_some()).count()
    }

    pub(crate) fn symbol(&self, name: NameId) -> Option<u16> {
        self.symbols.iter().position(|s| s.name == name).and_then(|i| u16::try_from(i).ok())
    }

    /// The edges of a state that a complete content must take: those that no later part of the model lets one skip.
    /// Empty for an accepting state.
    pub(crate) fn required(&self, state: u32) -> Vec<&Edge> {
        let Some(state) = self.states.get(state as usize) else { return Vec::new() };
        if state.accepting {
            return Vec::new();
        }
        let skippable = |edge: &Edge| state.edges.iter().any(|other| self.comes_later(other, edge));
        state.edges.iter().filter(|edge| !skippable(edge)).collect()
    }

    /// Whether `other` stands after `edge` in a sequence of the content model.
    fn comes_later(&self, other: &Edge, edge: &Edge) -> bool {
        let way = |edge: &Edge| self.positions.get(edge.position as usize).map(|p| p.way.as_slice()).unwrap_or(&[]);
        let parting = way(other).iter().zip(way(edge)).find(|(a, b)| a != b);
        parting.is_some_and(|((in_sequence, a), (_, b))| *in_sequence && a > b)
    }

    /// The shortest list of children that leads from a state to one that takes `name` (or, without a name, to an
    /// accepting one), with the state before each. `None` when there is none.
    pub(crate) fn shortest(&self, from: u32, name: Option<NameId>) -> Option<Vec<(u32, &Edge)>> {
        let mut came: HashMap<u32, Option<(u32, &Edge)>> = HashMap::from([(from, None)]);
        let mut queue = std::collections::VecDeque::from([from]);
        while let Some(at) = queue.pop_front() {
            let state = self.states.get(at as usize)?;
            let arrived = match name {
                Some(name) => state.edges.iter().any(|edge| edge.name == name),
                None => state.accepting,
            };
            if arrived {
                let mut steps = Vec::new();
                let mut back = at;
                while let Some(Some((before, edge))) = came.get(&back) {
                    steps.push((*before, *edge));
                    back = *before;
                }
                steps.reverse();
                return Some(steps);
            }
            for edge in &state.edges {
                came.entry(edge.next).or_insert_with(|| {
                    queue.push_back(edge.next);
                    Some((at, edge))
                });
            }
        }
        None
    }

    /// All children that can still come after a state, as a set over symbols.
    pub(crate) fn reachable(&self, from: u32) -> Vec<bool> {
        let mut known = vec![false; self.states.len()];
        let mut symbols = vec![false; self.symbols.len()];
        let mut stack = vec![from];
        while let Some(at) = stack.pop() {
            match known.get_mut(at as usize) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            for edge in self.states.get(at as usize).map(|s| s.edges.as_slice()).unwrap_or(&[]) {
                if let Some(symbol) = symbols.get_mut(edge.symbol as usize) {
                    *symbol = true;
                }
                stack.push(edge.next);
            }
        }
        symbols
    }

    /// Whether some content has `first` before `second`.
    pub(crate) fn can_precede(&self, first: u16, second: u16) -> bool {
        self.states
            .iter()
            .flat_map(|state| &state.edges)
            .filter(|edge| edge.symbol == first)
            .any(|edge| self.reachable(edge.next).get(second as usize).copied().unwrap_or(false))
    }

    pub(crate) fn edge(&self, state: u32, name: NameId) -> Option<&Edge> {
        self.states.get(state as usize)?.edges.iter().find(|edge| edge.name == name)
    }
}

impl Builder<'_> {
    /// `outer` is the most times that what encloses the particle may occur.
    fn particle(&mut self, particle: &Particle, outer: Option<u32>) -> Result<Ends, Failure> {
        let times = outer.zip(particle.max).map(|(a, b)| a.saturating_mul(b));
        let loops = particle.max.is_none();
        let copies = match particle.max {
            Some(max) => max,
            None => particle.min.max(1),
        };
        if copies as usize > POSITIONS_MAX {
            return Err(Failure::TooBig("repetitions"));
        }
        let mut parts = Vec::new();
        for copy in 0..copies {
            let mut ends = self.term(&particle.term, times)?;
            if loops && copy + 1 == copies {
                self.join(&ends.last.clone(), &ends.first.clone());
            }
            ends.nullable |= copy >= particle.min;
            parts.push(ends);
        }
        Ok(self.sequence(parts))
    }

    fn term(&mut self, term: &Term, times: Option<u32>) -> Result<Ends, Failure> {
        match term {
            Term::Element(decl) => self.leaf(*decl, times),
            Term::Sequence(parts) => {
                let parts = self.children(parts, true, times)?;
                Ok(self.sequence(parts))
            }
            Term::Choice(parts) => {
                let parts = self.children(parts, false, times)?;
                let mut ends = Ends::default();
                // A choice without branches cannot be satisfied; with branches it is empty when one of them is.
                for part in parts {
                    ends.nullable |= part.nullable;
                    ends.first.extend(part.first);
                    ends.last.extend(part.last);
                }
                Ok(ends)
            }
        }
    }

    fn children(&mut self, parts: &[Particle], in_sequence: bool, times: Option<u32>) -> Result<Vec<Ends>, Failure> {
        let mut ends = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            self.way.push((in_sequence, u16::try_from(index).unwrap_or(u16::MAX)));
            ends.push(self.particle(part, times)?);
            self.way.pop();
        }
        Ok(ends)
    }

    fn leaf(&mut self, decl: DeclId, times: Option<u32>) -> Result<Ends, Failure> {
        if self.positions.len() >= POSITIONS_MAX {
            return Err(Failure::TooBig("positions"));
        }
        let name = self.decls.get(decl as usize).map_or(NameId(0), |d| d.name);
        let fresh = u32::try_from(self.leaves.len()).unwrap_or(u32::MAX);
        let known = self.leaves.get(&self.way).copied();
        let leaf = known.unwrap_or(fresh);
        if known.is_none() {
            self.leaves.insert(self.way.clone(), fresh);
            self.occurs
                .entry(name)
                .and_modify(|most| *most = (*most).zip(times).map(|(a, b)| a.max(b)))
                .or_insert(times);
        }
        let id = u32::try_from(self.positions.len()).unwrap_or(u32::MAX);
        self.positions.push(Position { decl, name, leaf, way: self.way.clone() });
        self.follow.push(Vec::new());
        Ok(Ends { nullable: false, first: vec![id], last: vec![id] })
    }

    fn sequence(&mut self, parts: Vec<Ends>) -> Ends {
        let mut whole = Ends { nullable: true, ..Ends::default() };
        for part in parts {
            self.join(&whole.last.clone(), &part.first);
            if whole.nullable {
                whole.first.extend(&part.first);
            }
            if part.nullable {
                whole.last.extend(&part.last);
            } else {
                whole.last = part.last;
            }
            whole.nullable &= part.nullable;
        }
        whole
    }

    fn join(&mut self, from: &[u32], to: &[u32]) {
        for position in from {
            if let Some(follow) = self.follow.get_mut(*position as usize) {
                follow.extend(to.iter().filter(|next| !follow.contains(next)).copied().collect::<Vec<_>>());
            }
        }
    }

    fn symbols(&self) -> Vec<Symbol> {
        let mut symbols: Vec<Symbol> = Vec::new();
        let mut counters = 0_u16;
        for position in &self.positions {
            if symbols.iter().any(|s| s.name == position.name) {
                continue;
            }
            let max = self.occurs.get(&position.name).copied().unwrap_or(Some(1));
            let counter = (max != Some(1)).then(|| {
                counters = counters.saturating_add(1);
                counters.saturating_sub(1)
            });
            symbols.push(Symbol { name: position.name, decl: position.decl, max, counter });
        }
        symbols
    }

    fn subsets(&self, ends: &Ends, symbols: &[Symbol]) -> Result<Vec<State>, Failure> {
        let mut numbers: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut sets: Vec<Vec<u32>> = vec![Vec::new()];
        let mut states: Vec<State> = Vec::new();
        while let Some(set) = sets.get(states.len()).cloned() {
            let begin = states.is_empty();
            let mut next: Vec<u32> = if begin {
                ends.first.clone()
            } else {
                set.iter().filter_map(|p| self.follow.get(*p as usize)).flatten().copied().collect()
            };
            next.sort_unstable();
            next.dedup();
            let accepting = if begin { ends.nullable } else { set.iter().any(|position| ends.last.contains(position)) };
            let mut edges = Vec::new();
            for (name, group) in self.by_name(&next)? {
                let count = u32::try_from(sets.len()).unwrap_or(u32::MAX);
                let number = *numbers.entry(group.clone()).or_insert(count);
                let (Some(first), Some(symbol)) = (group.first(), symbols.iter().position(|s| s.name == name)) else {
                    continue;
                };
                let decl = self.positions.get(*first as usize).map_or(0, |p| p.decl);
                edges.push(Edge {
                    name,
                    symbol: u16::try_from(symbol).unwrap_or(u16::MAX),
                    decl,
                    next: number,
                    position: *first,
                });
                if number == count {
                    sets.push(group);
                }
            }
            states.push(State { accepting, edges });
            if states.len() > STATES_MAX {
                return Err(Failure::TooBig("states"));
            }
        }
        Ok(states)
    }

    /// Groups positions by name in the order of the schema. Two leaves of one name at the same place are ambiguous.
    fn by_name(&self, positions: &[u32]) -> Result<Vec<(NameId, Vec<u32>)>, Failure> {
        let mut groups: Vec<(NameId, u32, Vec<u32>)> = Vec::new();
        for id in positions {
            let Some(position) = self.positions.get(*id as usize) else { continue };
            match groups.iter_mut().find(|(name, ..)| *name == position.name) {
                Some((name, leaf, _)) if *leaf != position.leaf => return Err(Failure::Ambiguous(*name)),
                Some((_, _, group)) => group.push(*id),
                None => groups.push((position.name, position.leaf, vec![*id])),
            }
        }
        Ok(groups.into_iter().map(|(name, _, group)| (name, group)).collect())
    }
}
