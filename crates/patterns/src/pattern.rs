//! What every detector has in common: what it says about itself, how it is run, where it looks.

use crate::found::{Found, Witness};
use crate::setting::{Parameter, ParameterError, Settings};
use crate::snapshot::Snapshot;
use graph::{Budget, Limit};
use hashbrown::HashSet;

/// How far a witness reaches from the node it is told of; this says what must be searched again when edges are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The anchor is a node, and all edges lie within so many steps of it.
    Node(u32),
    /// The anchor is a subject; all edges lie within so many steps of one of its nodes.
    Subject(u32),
    /// The anchor is a cluster; all edges lie within so many steps of one of its nodes.
    Cluster(u32),
    /// As far as the parameter that limits hops allows: the node is within that many steps.
    Hops,
    /// Anything may change anything: run it again.
    Whole,
}

/// What a pattern says about itself. Words are keys: `<name>-title`, `<name>-definition`, `<name>-mistakes`,
/// `<name>-said`; English stands in [`WORDS_EN`](crate::WORDS_EN).
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Code in the catalogue, such as `G03`.
    pub code: &'static str,
    /// Short name, which begins its keys.
    pub name: &'static str,
    /// Key of its title.
    pub title: &'static str,
    /// Key of its sentence.
    pub said: &'static str,
    /// How far it reaches.
    pub reach: Reach,
    /// What it costs, in terms of edges E, rows R, degrees d.
    pub cost: &'static str,
}

/// Makes an [`About`] whose keys follow from the name.
macro_rules! about {
    ($code:literal, $name:literal, $reach:expr, $cost:literal) => {
        $crate::pattern::About {
            code: $code,
            name: $name,
            title: concat!($name, "-title"),
            said: concat!($name, "-said"),
            reach: $reach,
            cost: $cost,
        }
    };
}
pub(crate) use about;

/// Which anchors are searched.
#[derive(Clone, Debug, Default)]
pub enum Scope {
    /// All.
    #[default]
    All,
    /// Those whose number leaves `part` when divided by `of`: parts cover the whole and share nothing, so that they
    /// can be searched by different threads. A pattern that reaches the whole does all of it in part 0.
    Part {
        /// Which part, below `of`.
        part: u32,
        /// How many parts.
        of: u32,
    },
    /// These only.
    Anchors(HashSet<u32>),
}

impl Scope {
    /// Whether an anchor is searched.
    #[inline]
    pub fn has(&self, anchor: u32) -> bool {
        match self {
            Self::All => true,
            Self::Part { part, of } => anchor.checked_rem(*of).is_none_or(|rest| rest == *part),
            Self::Anchors(anchors) => anchors.contains(&anchor),
        }
    }

    /// Whether a pattern that reaches the whole is searched.
    pub fn has_whole(&self) -> bool {
        match self {
            Self::Part { part, .. } => *part == 0,
            Self::All | Self::Anchors(_) => true,
        }
    }
}

/// What one run may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Steps of work.
    pub visits: u64,
    /// Witnesses.
    pub witnesses: u64,
}

impl Default for Limits {
    /// Ten thousand million steps (some minutes) and a million witnesses.
    fn default() -> Self {
        Self { visits: 10_000_000_000, witnesses: 1_000_000 }
    }
}

/// A run under way.
#[derive(Debug)]
pub struct Search {
    about: About,
    budget: Budget,
    used_up: bool,
    witnesses_max: u64,
    witnesses: Vec<Witness>,
}

impl Search {
    fn new(about: About, limits: Limits) -> Self {
        Self {
            about,
            budget: Budget::new(limits.visits),
            used_up: false,
            witnesses_max: limits.witnesses,
            witnesses: Vec::new(),
        }
    }

    /// Takes steps of work; `false` when the budget is used up, which the answer will say: return then.
    #[inline]
    #[must_use]
    pub fn spend(&mut self, visits: usize) -> bool {
        let enough = self.budget.spend_many(visits as u64);
        self.used_up |= !enough;
        enough
    }

    /// Whether the search must end: steps were asked for that were not there, or there are as many witnesses as may
    /// be. The answer will say so; return then.
    pub fn is_over(&mut self) -> bool {
        if self.witnesses.len() as u64 >= self.witnesses_max {
            self.budget.limit(Limit::Answers(self.witnesses_max));
            return true;
        }
        self.used_up
    }

    /// Notes that something was left out.
    pub fn limit(&mut self, by: Limit) {
        self.budget.limit(by);
    }

    /// Hands over a witness. One too many is dropped, and the answer says so.
    pub fn emit(&mut self, mut witness: Witness) {
        if self.witnesses.len() as u64 >= self.witnesses_max {
            self.budget.limit(Limit::Answers(self.witnesses_max));
            return;
        }
        witness.code = self.about.code;
        witness.said.key = self.about.said;
        self.witnesses.push(witness);
    }

    fn end(mut self, parameters: Vec<Parameter>) -> Found {
        self.witnesses
            .sort_by(|a, b| (a.anchor, &a.edges, &a.nodes, &a.rows).cmp(&(b.anchor, &b.edges, &b.nodes, &b.rows)));
        let (extent, visits) = (self.budget.extent(), self.budget.spent());
        Found { code: self.about.code, parameters, witnesses: self.witnesses, extent, visits }
    }
}

/// A detector: one pattern, a pure function of a snapshot and parameters.
pub trait Detector: Sync {
    /// Its parameters.
    type Parameters: Settings;
    /// What it says about itself.
    const ABOUT: About;
    /// The number of hops it may go, for [`Reach::Hops`].
    fn hops(_parameters: &Self::Parameters) -> u32 {
        0
    }
    /// Minor units below which a movement is no money for it.
    fn least(_parameters: &Self::Parameters) -> i64 {
        0
    }
    /// Looks at every anchor of the scope and hands its witnesses over.
    fn search(snapshot: &Snapshot<'_>, parameters: &Self::Parameters, scope: &Scope, search: &mut Search);
}

/// A pattern whatever its parameters are.
pub trait Pattern: Sync {
    /// What it says about itself.
    fn about(&self) -> About;
    /// Its parameters with their defaults.
    fn parameters(&self) -> Vec<Parameter>;
    /// Looks for it. `settings` are pairs of name and value that replace defaults.
    ///
    /// # Errors
    /// When a setting has no such name or its value is out of bounds.
    fn run(
        &self,
        snapshot: &Snapshot<'_>,
        settings: &[(&str, &str)],
        scope: &Scope,
        limits: Limits,
    ) -> Result<Found, ParameterError>;
    /// The anchors that may change when edges are added, given the snapshot that has them. `None`: all.
    ///
    /// # Errors
    /// When a setting has no such name or its value is out of bounds.
    fn touched(
        &self,
        snapshot: &Snapshot<'_>,
        settings: &[(&str, &str)],
        added: &[u32],
    ) -> Result<Option<HashSet<u32>>, ParameterError>;
}

/// Parameters with settings applied.
fn parameters_of<D: Detector>(settings: &[(&str, &str)]) -> Result<D::Parameters, ParameterError> {
    let mut parameters = D::Parameters::default();
    for (name, value) in settings {
        parameters.set(D::ABOUT.code, name, value)?;
    }
    Ok(parameters)
}

impl<D: Detector> Pattern for D {
    fn about(&self) -> About {
        D::ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        D::Parameters::default().list()
    }

    fn run(
        &self,
        snapshot: &Snapshot<'_>,
        settings: &[(&str, &str)],
        scope: &Scope,
        limits: Limits,
    ) -> Result<Found, ParameterError> {
        let parameters = parameters_of::<D>(settings)?;
        let mut search = Search::new(D::ABOUT, limits);
        D::search(&snapshot.from_amount(D::least(&parameters)), &parameters, scope, &mut search);
        Ok(search.end(parameters.list()))
    }

    fn touched(
        &self,
        snapshot: &Snapshot<'_>,
        settings: &[(&str, &str)],
        added: &[u32],
    ) -> Result<Option<HashSet<u32>>, ParameterError> {
        let parameters = parameters_of::<D>(settings)?;
        let (steps, groups) = match D::ABOUT.reach {
            Reach::Node(steps) => (steps, None),
            Reach::Hops => (D::hops(&parameters), None),
            Reach::Subject(steps) => (steps, Some(&snapshot.subjects)),
            Reach::Cluster(steps) => (steps, Some(&snapshot.clusters)),
            Reach::Whole => return Ok(None),
        };
        let ends = added
            .iter()
            .flat_map(|edge| [snapshot.from(*edge), snapshot.to(*edge)].into_iter().chain(snapshot.conductor(*edge)));
        let near = around(snapshot, ends, steps.saturating_sub(1));
        Ok(Some(match groups {
            None => near,
            Some(groups) => near.into_iter().map(|node| groups.of(node)).collect(),
        }))
    }
}

/// The nodes within so many steps, in either direction.
fn around(snapshot: &Snapshot<'_>, from: impl Iterator<Item = u32>, steps: u32) -> HashSet<u32> {
    let mut seen: HashSet<u32> = from.collect();
    let mut edge: Vec<u32> = seen.iter().copied().collect();
    for _ in 0..steps {
        let beside = edge.iter().flat_map(|node| snapshot.out(*node).peer.iter().chain(snapshot.ins(*node).peer));
        let mut next: Vec<u32> = beside.copied().filter(|node| !seen.contains(node)).collect();
        next.sort_unstable();
        next.dedup();
        seen.extend(next.iter().copied());
        edge = next;
    }
    seen
}

/// What is found after edges were added: what was found before, with the anchors that may have changed looked at
/// again. Equal to a full run on the new snapshot as long as no limit is reached and edge numbers did not change,
/// that is when the added edges are not earlier than those before.
///
/// # Errors
/// When a setting has no such name or its value is out of bounds.
pub fn update(
    pattern: &dyn Pattern,
    before: &Found,
    snapshot: &Snapshot<'_>,
    settings: &[(&str, &str)],
    added: &[u32],
) -> Result<Found, ParameterError> {
    let Some(anchors) = pattern.touched(snapshot, settings, added)? else {
        return pattern.run(snapshot, settings, &Scope::All, Limits::default());
    };
    let kept: Vec<Witness> =
        before.witnesses.iter().filter(|witness| !anchors.contains(&witness.anchor.0)).cloned().collect();
    let mut found = pattern.run(snapshot, settings, &Scope::Anchors(anchors), Limits::default())?;
    found.witnesses.extend(kept);
    found
        .witnesses
        .sort_by(|a, b| (a.anchor, &a.edges, &a.nodes, &a.rows).cmp(&(b.anchor, &b.edges, &b.nodes, &b.rows)));
    found.extent = found.extent.and(before.extent);
    Ok(found)
}
