//! Groups of features, each with its own memory: a group learns the batches one after the other and says what it saw in
//! each.

use crate::cycles::Cycles;
use crate::extractor::Checked;
use crate::fan::{Fan, Stars};
use crate::living::Living;
use crate::log::{Batch, Cut, Entry, Log};
use crate::numbering::Numbering;
use crate::parameters::Parameters;
use crate::scatter::{Finder, ScatterGather};
use crate::statistics::Describer;

/// What is worked on by one thread at a time.
#[derive(Debug)]
enum Group {
    /// Fan or degree, with the stars of receivers and of payers.
    Fan(Fan, [Stars; 2]),
    /// Numbers of accounts and pairs, and scatter-gather, which asks for them.
    Pairs(Box<Pairs>),
    Cycles(Living, Cycles),
    Statistics(Describer),
}

/// See [`Group::Pairs`].
#[derive(Debug, Default)]
struct Pairs {
    numbering: Numbering,
    scatter_gather: Option<(ScatterGather, Finder)>,
    /// Transactions that were numbered and are not in the log yet, and their batches.
    entries: Vec<Entry>,
    cuts: Vec<Cut>,
}

/// What a group made of one batch. Memory is used again for a later one.
#[derive(Debug, Default)]
pub(crate) struct Made {
    pub(crate) counts: [Vec<u32>; 2],
    pub(crate) values: Vec<f64>,
    pub(crate) limited: Vec<usize>,
}

/// A group and what it made of the batches that not every group has learnt.
#[derive(Debug)]
pub(crate) struct Task {
    group: Group,
    /// Place of its histograms in the order of columns.
    pub(crate) block: usize,
    pub(crate) made: Vec<Made>,
    /// How many of these batches it has learnt; beyond them `made` is only memory.
    pub(crate) learnt: usize,
}

/// The tasks these parameters ask for, the costliest first.
pub(crate) fn tasks(parameters: &Parameters) -> Vec<Task> {
    let budget = parameters.budget;
    let stars = |pattern: &_| [false, true].map(|out| Stars::new(Clone::clone(pattern), out));
    let fan = |pattern: &_, distinct| Group::Fan(Fan::new(Clone::clone(pattern), distinct), stars(pattern));
    let statistics =
        parameters.statistics.iter().map(|statistics| Group::Statistics(Describer::new(statistics.clone())));
    let cycles = parameters
        .temporal_cycle
        .iter()
        .map(|pattern| Group::Cycles(Living::new(pattern), Cycles::new(pattern.clone(), budget.cycle_steps)));
    let scatter_gather = parameters
        .scatter_gather
        .as_ref()
        .map(|pattern| (ScatterGather::new(pattern), Finder::new(pattern.clone(), budget.scatter_gather_steps)));
    let pairs = Group::Pairs(Box::new(Pairs { scatter_gather, ..Pairs::default() }));
    let groups = statistics.map(|group| (4, group)).chain([(2, pairs)]);
    let groups = groups.chain(cycles.map(|group| (3, group)));
    let groups = groups.chain(parameters.fan.iter().map(|pattern| (0, fan(pattern, true))));
    let groups = groups.chain(parameters.degree.iter().map(|pattern| (1, fan(pattern, false))));
    groups.map(|(block, group)| Task { group, block, made: Vec::new(), learnt: 0 }).collect()
}

impl Task {
    /// Learns batches until it has learnt the first `due` of those that not every group has learnt.
    pub(crate) fn learn(&mut self, log: &Log, now: &[Cut], due: usize) {
        for cut in now.iter().take(due).skip(self.learnt) {
            self.learnt += 1;
            self.made.resize_with(self.made.len().max(self.learnt), Made::default);
            if let Some(made) = self.made.get_mut(self.learnt - 1) {
                self.group.push(Batch::new(log, cut), made);
            }
        }
    }

    /// So many batches have been learnt by every group, and what it made of them is not needed any more.
    pub(crate) fn leave_behind(&mut self, batches: usize) {
        // What it made of those after them moves to the front; the memory of the first is used again before any other,
        // for it is the likeliest to be in the cache.
        let own = self.made.get_mut(..self.learnt).unwrap_or_default();
        own.rotate_left(batches.min(own.len()));
        self.learnt = self.learnt.saturating_sub(batches);
    }

    /// Whether it numbers batches.
    pub(crate) fn numbers(&self) -> bool {
        matches!(self.group, Group::Pairs(_))
    }

    /// Forgets the numbers of what no group holds any more, which is all before `oldest`, and numbers batches, if that
    /// is its work.
    pub(crate) fn number<'a>(&mut self, log: &Log, oldest: u64, coming: impl IntoIterator<Item = Checked<'a>>) {
        let Group::Pairs(pairs) = &mut self.group else { return };
        let Pairs { numbering, entries, cuts, .. } = pairs.as_mut();
        numbering.forget_before(log, oldest);
        for (batch, greatest) in coming {
            let members = numbering.number(&batch, greatest, entries);
            let (accounts, pairs) = (numbering.accounts(), numbering.pairs());
            cuts.push(Cut { first: 0, rows: batch.len(), accounts, pairs, members });
        }
    }

    /// Puts what it numbered into the log, which lets go what it has forgotten.
    pub(crate) fn hand_over(&mut self, log: &mut Log, cuts: &mut Vec<Cut>) {
        if let Group::Pairs(pairs) = &mut self.group {
            log.drop_before(pairs.numbering.oldest());
            log.append(&mut pairs.entries);
            cuts.append(&mut pairs.cuts);
        }
    }

    /// Blocks of counts it makes.
    pub(crate) fn blocks(&self) -> usize {
        match &self.group {
            Group::Fan(..) => 2,
            Group::Pairs(pairs) => usize::from(pairs.scatter_gather.is_some()),
            Group::Cycles(..) => 1,
            Group::Statistics(_) => 0,
        }
    }

    /// Whether it makes values.
    pub(crate) fn has_values(&self) -> bool {
        matches!(self.group, Group::Statistics(_))
    }

    /// Running number of the oldest transaction it still holds.
    pub(crate) fn oldest(&self) -> Option<u64> {
        match &self.group {
            Group::Fan(fan, _) => Some(fan.oldest()),
            Group::Pairs(pairs) => pairs.scatter_gather.as_ref().map(|(graph, _)| graph.oldest()),
            Group::Cycles(living, _) => Some(living.oldest()),
            Group::Statistics(describer) => Some(describer.oldest()),
        }
    }
}

impl Group {
    fn push(&mut self, batch: Batch<'_>, made: &mut Made) {
        let [one, two] = &mut made.counts;
        match self {
            Self::Fan(fan, [into, out]) => {
                fan.push(batch);
                into.push(fan, batch, one);
                out.push(fan, batch, two);
            }
            Self::Pairs(pairs) => {
                if let Some((graph, finder)) = &mut pairs.scatter_gather {
                    graph.push(batch);
                    finder.push((graph, &pairs.numbering), batch, one, &mut made.limited);
                }
            }
            Self::Cycles(living, cycles) => {
                living.push(batch);
                cycles.push(living, batch, one, &mut made.limited);
            }
            Self::Statistics(describer) => describer.push(batch, &mut made.values),
        }
    }
}
