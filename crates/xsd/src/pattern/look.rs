//! Patterns with look-ahead, by derivatives.
//!
//! `A(?=B)C` over a whole value is `A` followed by what both `B.*` and `C` accept, so look-ahead is intersection, and
//! negative look-ahead is intersection with a complement. Both are regular: the derivative of such an expression by a
//! character is again one, and the derivatives met are kept as states. A value costs one step a character; the states
//! kept are bounded, and when they reach the bound they are dropped and met again.

use super::tree::{Class, Node};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Most expressions kept before the cache is dropped.
const EXPRESSIONS_MAX: usize = 50_000;
/// Largest expression a pattern may become, and most copies a counted group with look-ahead may need.
const COMPILED_MAX: usize = 20_000;

type Id = u32;
const VOID: Id = 0;
const EMPTY: Id = 1;
const ALL: Id = 2;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Expr {
    Void,
    Empty,
    All,
    Class(Class),
    Concat(Id, Id),
    Or(Vec<Id>),
    And(Vec<Id>),
    Not(Id),
    Star(Id),
}

/// A deterministic automaton that grows as values need it.
#[derive(Debug)]
pub(super) struct Automaton {
    root: Id,
    compiled: Arena,
    /// Code points at which the set of classes that hold a character changes.
    borders: Vec<u32>,
    cache: Mutex<Cache>,
}

#[derive(Debug, Clone, Default)]
struct Arena {
    exprs: Vec<Expr>,
    ids: HashMap<Expr, Id>,
}

#[derive(Debug, Default)]
struct Cache {
    arena: Arena,
    steps: HashMap<(Id, u32), Id>,
}

impl Automaton {
    pub(super) fn build(node: &Node) -> Result<Self, String> {
        let mut arena = Arena::default();
        for fixed in [Expr::Void, Expr::Empty, Expr::All] {
            arena.intern(fixed);
        }
        let root = arena.convert(node, EMPTY, true)?;
        let mut borders = vec![0];
        collect_borders(node, &mut borders);
        borders.sort_unstable();
        borders.dedup();
        let cache = Mutex::new(Cache { arena: arena.clone(), steps: HashMap::new() });
        Ok(Self { root, compiled: arena, borders, cache })
    }

    pub(super) fn matches(&self, value: &str) -> bool {
        // A poisoned lock can only mean that another thread stopped in the middle of adding a state; every state
        // already in the cache is whole.
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.root;
        for c in value.chars() {
            let class = u32::try_from(self.borders.partition_point(|b| *b <= u32::from(c))).unwrap_or(0);
            state = match cache.steps.get(&(state, class)) {
                Some(next) => *next,
                None => {
                    let representative = self.borders.get((class as usize).saturating_sub(1)).copied().unwrap_or(0);
                    let next = cache.arena.derive(state, char::from_u32(representative).unwrap_or(c));
                    cache.steps.insert((state, class), next);
                    next
                }
            };
            if state == VOID {
                return false;
            }
            if cache.arena.exprs.len() > EXPRESSIONS_MAX {
                let kept = cache.arena.copy_into(state, &self.compiled);
                cache.arena = kept.0;
                cache.steps.clear();
                state = kept.1;
            }
        }
        cache.arena.nullable(state)
    }
}

fn collect_borders(node: &Node, borders: &mut Vec<u32>) {
    match node {
        Node::Class(class) => {
            for (low, high) in class.ranges() {
                borders.push(*low);
                borders.push(high.saturating_add(1));
            }
        }
        Node::Chain(nodes) | Node::Either(nodes) => nodes.iter().for_each(|n| collect_borders(n, borders)),
        Node::Repeat(node, ..) | Node::Ahead(node, _) => collect_borders(node, borders),
        Node::Empty | Node::Start | Node::End => {}
    }
}

impl Arena {
    fn intern(&mut self, expr: Expr) -> Id {
        if let Some(id) = self.ids.get(&expr) {
            return *id;
        }
        let id = Id::try_from(self.exprs.len()).unwrap_or(VOID);
        self.exprs.push(expr.clone());
        self.ids.insert(expr, id);
        id
    }

    fn get(&self, id: Id) -> Expr {
        self.exprs.get(id as usize).cloned().unwrap_or(Expr::Void)
    }

    /// The expression for a node followed by `rest`. `at_start` says whether nothing can stand before the node.
    fn convert(&mut self, node: &Node, rest: Id, at_start: bool) -> Result<Id, String> {
        if self.exprs.len() > COMPILED_MAX {
            return Err("it needs too many states".to_owned());
        }
        match node {
            Node::Empty => Ok(rest),
            Node::Class(class) => {
                let class = self.intern(Expr::Class(class.clone()));
                Ok(self.concat(class, rest))
            }
            Node::Chain(nodes) => {
                let mut after = rest;
                for (i, node) in nodes.iter().enumerate().rev() {
                    let first = at_start && nodes.iter().take(i).all(|n| matches!(n, Node::Start | Node::Ahead(..)));
                    after = self.convert(node, after, first)?;
                }
                Ok(after)
            }
            Node::Either(nodes) => {
                let branches = nodes.iter().map(|n| self.convert(n, rest, at_start)).collect::<Result<Vec<_>, _>>()?;
                Ok(self.or(branches))
            }
            Node::Repeat(node, min, max) => self.convert_repeat(node, *min, *max, rest),
            Node::Start if at_start => Ok(rest),
            Node::Start => Err("`^` after other characters cannot be combined with look-ahead".to_owned()),
            Node::End => Ok(self.and(vec![EMPTY, rest])),
            Node::Ahead(node, wanted) => {
                let begins = self.convert(node, ALL, at_start)?;
                let begins = if *wanted { begins } else { self.not(begins) };
                Ok(self.and(vec![begins, rest]))
            }
        }
    }

    fn convert_repeat(&mut self, node: &Node, min: u32, max: Option<u32>, rest: Id) -> Result<Id, String> {
        if max.is_none() && node.has_look_around() {
            return Err("look-ahead inside an unbounded repetition is not supported".to_owned());
        }
        let mut after = rest;
        match max {
            None => {
                let once = self.convert(node, EMPTY, false)?;
                let star = self.star(once);
                after = self.concat(star, after);
            }
            Some(max) => {
                for _ in min..max {
                    let more = self.convert(node, after, false)?;
                    after = self.or(vec![rest, more]);
                }
            }
        }
        for _ in 0..min {
            after = self.convert(node, after, false)?;
        }
        Ok(after)
    }

    fn concat(&mut self, first: Id, second: Id) -> Id {
        match (first, second) {
            (VOID, _) | (_, VOID) => VOID,
            (EMPTY, other) | (other, EMPTY) => other,
            _ => match self.get(first) {
                Expr::Concat(a, b) => {
                    let tail = self.concat(b, second);
                    self.concat(a, tail)
                }
                _ => self.intern(Expr::Concat(first, second)),
            },
        }
    }

    fn or(&mut self, parts: Vec<Id>) -> Id {
        let mut flat = Vec::new();
        for part in parts {
            match self.get(part) {
                Expr::Or(inner) => flat.extend(inner),
                Expr::Void => {}
                Expr::All => return ALL,
                _ => flat.push(part),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        match flat.as_slice() {
            [] => VOID,
            [single] => *single,
            _ => self.intern(Expr::Or(flat)),
        }
    }

    fn and(&mut self, parts: Vec<Id>) -> Id {
        let mut flat = Vec::new();
        for part in parts {
            match self.get(part) {
                Expr::And(inner) => flat.extend(inner),
                Expr::All => {}
                Expr::Void => return VOID,
                _ => flat.push(part),
            }
        }
        flat.sort_unstable();
        flat.dedup();
        if flat.contains(&EMPTY) {
            return if flat.iter().all(|id| self.nullable(*id)) { EMPTY } else { VOID };
        }
        match flat.as_slice() {
            [] => ALL,
            [single] => *single,
            _ => self.intern(Expr::And(flat)),
        }
    }

    fn not(&mut self, id: Id) -> Id {
        match self.get(id) {
            Expr::Not(inner) => inner,
            Expr::Void => ALL,
            Expr::All => VOID,
            _ => self.intern(Expr::Not(id)),
        }
    }

    fn star(&mut self, id: Id) -> Id {
        match self.get(id) {
            Expr::Void | Expr::Empty => EMPTY,
            Expr::Star(_) | Expr::All => id,
            _ => self.intern(Expr::Star(id)),
        }
    }

    fn nullable(&self, id: Id) -> bool {
        match self.exprs.get(id as usize) {
            None | Some(Expr::Void | Expr::Class(_)) => false,
            Some(Expr::Empty | Expr::All | Expr::Star(_)) => true,
            Some(Expr::Concat(a, b)) => self.nullable(*a) && self.nullable(*b),
            Some(Expr::Or(parts)) => parts.iter().any(|p| self.nullable(*p)),
            Some(Expr::And(parts)) => parts.iter().all(|p| self.nullable(*p)),
            Some(Expr::Not(inner)) => !self.nullable(*inner),
        }
    }

    fn derive(&mut self, id: Id, c: char) -> Id {
        match self.get(id) {
            Expr::Void | Expr::Empty => VOID,
            Expr::All => ALL,
            Expr::Class(class) => {
                if class.contains(c) {
                    EMPTY
                } else {
                    VOID
                }
            }
            Expr::Concat(a, b) => {
                let head = self.derive(a, c);
                let head = self.concat(head, b);
                if self.nullable(a) {
                    let tail = self.derive(b, c);
                    self.or(vec![head, tail])
                } else {
                    head
                }
            }
            Expr::Or(parts) => {
                let parts = parts.into_iter().map(|p| self.derive(p, c)).collect();
                self.or(parts)
            }
            Expr::And(parts) => {
                let parts = parts.into_iter().map(|p| self.derive(p, c)).collect();
                self.and(parts)
            }
            Expr::Not(inner) => {
                let inner = self.derive(inner, c);
                self.not(inner)
            }
            Expr::Star(inner) => {
                let head = self.derive(inner, c);
                self.concat(head, id)
            }
        }
    }

    /// A fresh copy of `base` that also holds the expression `state` of this arena.
    fn copy_into(&self, state: Id, base: &Self) -> (Self, Id) {
        let mut fresh = base.clone();
        let mut known = HashMap::new();
        let id = self.copy(state, &mut fresh, &mut known);
        (fresh, id)
    }

    fn copy(&self, id: Id, fresh: &mut Self, known: &mut HashMap<Id, Id>) -> Id {
        if let Some(done) = known.get(&id) {
            return *done;
        }
        let expr = match self.get(id) {
            Expr::Concat(a, b) => Expr::Concat(self.copy(a, fresh, known), self.copy(b, fresh, known)),
            Expr::Or(parts) => Expr::Or(parts.into_iter().map(|p| self.copy(p, fresh, known)).collect()),
            Expr::And(parts) => Expr::And(parts.into_iter().map(|p| self.copy(p, fresh, known)).collect()),
            Expr::Not(inner) => Expr::Not(self.copy(inner, fresh, known)),
            Expr::Star(inner) => Expr::Star(self.copy(inner, fresh, known)),
            leaf => leaf,
        };
        let done = fresh.intern(expr);
        known.insert(id, done);
        done
    }
}
