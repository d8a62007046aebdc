//! How rows get into a graph: checked one by one, kept in sorted runs, merged as they grow.
//!
//! A run is a sorted table. New rows gather in an unsorted one; [`GraphBuilder::seal`] sorts it and merges runs from
//! the end while the last is more than half as large as the one before it. So each row is moved a logarithmic number
//! of times, and neighbouring runs keep the order in which rows were given.

use crate::edge::{EdgeAttribute, Edges, REFERENCE_UNKNOWN};
use crate::error::{Cell, GraphError};
use crate::id::{ChannelId, CurrencyId, NodeId, ValueId, number};
use crate::node::{NodeFacts, NodeKind, Nodes};
use crate::text::Interner;
use crate::tie::{Link, Shared, Ties};
use crate::view::{Codes, Graph, Parts};
use std::ops::Range;
use std::sync::Arc;

/// The first second of 1900 and the first of 2100, in UTC: an event outside is a mistake.
pub const TIME_RANGE: Range<i64> = -2_208_988_800..4_102_444_800;

/// A movement of value as it is given to a builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewTransaction<'a> {
    /// Who paid.
    pub from: NodeId,
    /// Who was paid.
    pub to: NodeId,
    /// Seconds since 1970 in UTC.
    pub time: i64,
    /// Minor units of `currency`; zero or more.
    pub amount_minor: i64,
    /// Currency.
    pub currency: CurrencyId,
    /// Minor units of the reference currency, if a rate is known. Not needed when `currency` is that currency.
    pub reference_minor: Option<i64>,
    /// Channel.
    pub channel: ChannelId,
    /// The number under which the caller knows it; may be empty.
    pub external_id: &'a str,
}

/// Takes rows and makes graphs. It can go on taking rows after it made one.
#[derive(Clone)]
pub struct GraphBuilder {
    nodes: Arc<Nodes>,
    values: Arc<Interner>,
    codes: Arc<Codes>,
    pending: Edges,
    runs: Vec<Arc<Edges>>,
    links: Vec<Link>,
    shared: Vec<Shared>,
    rows: u64,
}

impl GraphBuilder {
    /// An empty graph whose amounts are compared in a reference currency with so many decimals. That currency has the
    /// number 0.
    pub fn new(reference_code: &str, digits: u8) -> Self {
        let mut codes = Codes::default();
        codes.add_currency(reference_code, digits);
        Self {
            nodes: Arc::default(),
            values: Arc::default(),
            codes: Arc::new(codes),
            pending: Edges::default(),
            runs: Vec::new(),
            links: Vec::new(),
            shared: Vec::new(),
            rows: 0,
        }
    }

    /// How many transactions it was given.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// The nodes so far.
    pub fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    /// The currencies and channels so far.
    pub fn codes(&self) -> &Codes {
        &self.codes
    }

    /// The node of a key, new if it was not there.
    ///
    /// # Errors
    /// [`GraphError::TooMany`].
    pub fn node(&mut self, kind: NodeKind, key: &str) -> Result<NodeId, GraphError> {
        match self.nodes.find(kind, key) {
            Some(node) => Ok(node),
            None => Arc::make_mut(&mut self.nodes).intern(kind, key),
        }
    }

    /// Adds what is known of a node; what was known and is not contradicted stays, flags add up.
    ///
    /// # Errors
    /// [`GraphError::Foreign`].
    pub fn describe(&mut self, node: NodeId, facts: NodeFacts) -> Result<(), GraphError> {
        Arc::make_mut(&mut self.nodes).describe(node, facts)
    }

    /// The number of a currency with so many decimals.
    ///
    /// # Errors
    /// [`GraphError::MixedUnits`] when it is known with another number of decimals; [`GraphError::Code`] for an empty
    /// code or more than 18 decimals; [`GraphError::TooMany`].
    pub fn currency(&mut self, code: &str, digits: u8) -> Result<CurrencyId, GraphError> {
        let at = Cell { row: self.rows, column: "currency" };
        if code.is_empty() || digits > 18 {
            let expected = "a currency code with at most 18 decimals";
            return Err(GraphError::Code { at, value: code.to_owned(), expected });
        }
        if let Some(found) = self.codes.find_currency(code) {
            let known = self.codes.currency(found).map_or(digits, |(_, digits)| digits);
            if known != digits {
                return Err(GraphError::MixedUnits { at, code: code.to_owned(), digits: known, found: digits });
            }
            return Ok(found);
        }
        let too_many = GraphError::TooMany { things: "currencies", most: u64::from(u16::MAX) };
        Arc::make_mut(&mut self.codes).add_currency(code, digits).ok_or(too_many)
    }

    /// The number of a channel.
    ///
    /// # Errors
    /// [`GraphError::TooMany`].
    pub fn channel(&mut self, code: &str) -> Result<ChannelId, GraphError> {
        if let Some(found) = self.codes.find_channel(code) {
            return Ok(found);
        }
        let too_many = GraphError::TooMany { things: "channels", most: u64::from(u16::MAX) };
        Arc::make_mut(&mut self.codes).add_channel(code).ok_or(too_many)
    }

    /// The number of a value that ties and attributes of edges share. Equal texts have one number.
    ///
    /// # Errors
    /// [`GraphError::TooMany`].
    pub fn value(&mut self, text: &str) -> Result<ValueId, GraphError> {
        let too_many = GraphError::TooMany { things: "values", most: u64::from(u32::MAX) };
        let found = self.values.find(0, text).or_else(|| Arc::make_mut(&mut self.values).intern(0, text));
        found.map(ValueId).ok_or(too_many)
    }

    /// Adds a transaction and gives its row, from zero.
    ///
    /// # Errors
    /// Says row and column of what is wrong; then nothing of the row is kept.
    pub fn transaction(&mut self, new: NewTransaction<'_>) -> Result<u64, GraphError> {
        let reference_minor = self.check(&new)?;
        let edges = &mut self.pending;
        edges.from.push(new.from);
        edges.to.push(new.to);
        edges.time.push(new.time);
        edges.amount_minor.push(new.amount_minor);
        edges.reference_minor.push(reference_minor);
        edges.currency.push(new.currency);
        edges.channel.push(new.channel);
        edges.external_id.push(new.external_id);
        let row = self.rows;
        self.rows = row.saturating_add(1);
        Ok(row)
    }

    /// Gives the transaction that was added last an attribute that not every edge has.
    ///
    /// # Errors
    /// [`GraphError::Foreign`] when there is no such transaction, or the value is a node or text not of this builder.
    pub fn annotate(&mut self, attribute: EdgeAttribute, value: u32) -> Result<(), GraphError> {
        let known = match attribute {
            EdgeAttribute::Conductor | EdgeAttribute::Location => (value as usize) < self.nodes.len(),
            EdgeAttribute::QuantityMilli => true,
            _ => (value as usize) < self.values.len(),
        };
        let at = Cell { row: self.rows.saturating_sub(1), column: "attribute" };
        let row = self.pending.len().checked_sub(1).filter(|_| known).and_then(|row| u32::try_from(row).ok());
        let row = row.ok_or(GraphError::Foreign { at, value })?;
        self.pending.attributes.push((attribute, row, value));
        Ok(())
    }

    /// Adds a relation between two nodes.
    ///
    /// # Errors
    /// [`GraphError::Foreign`].
    pub fn link(&mut self, link: Link) -> Result<(), GraphError> {
        let row = self.links.len() as u64;
        self.own_node(link.from, Cell { row, column: "from" })?;
        self.own_node(link.to, Cell { row, column: "to" })?;
        self.links.push(link);
        Ok(())
    }

    /// Says that a node has a value.
    ///
    /// # Errors
    /// [`GraphError::Foreign`].
    pub fn share(&mut self, shared: Shared) -> Result<(), GraphError> {
        let row = self.shared.len() as u64;
        self.own_node(shared.node, Cell { row, column: "node" })?;
        if shared.value.index() >= self.values.len() {
            return Err(GraphError::Foreign { at: Cell { row, column: "value" }, value: shared.value.0 });
        }
        self.shared.push(shared);
        Ok(())
    }

    /// Sorts the rows added since the last time and merges runs that are close in size.
    pub fn seal(&mut self) {
        if !self.pending.is_empty() {
            let mut run = std::mem::take(&mut self.pending);
            run.sort();
            self.runs.push(Arc::new(run));
        }
        while let [.., before, last] = self.runs.as_slice()
            && last.len().saturating_mul(2) > before.len()
        {
            self.merge_last();
        }
    }

    /// The graph of all rows so far.
    pub fn snapshot(&mut self) -> Graph {
        self.seal();
        while self.runs.len() > 1 {
            self.merge_last();
        }
        self.graph_of(self.runs.first().cloned().unwrap_or_default())
    }

    /// The graph of the rows of a stretch of time, with all nodes and ties. Costs in proportion to the stretch and the
    /// nodes, not to the rows.
    pub fn between(&mut self, time: Range<i64>) -> Graph {
        self.seal();
        let mut edges = Edges::default();
        for run in &self.runs {
            let place = |bound: i64| run.time.partition_point(|time| *time < bound);
            edges.append(&run.part(place(time.start)..place(time.end).max(place(time.start))));
        }
        edges.sort();
        self.graph_of(Arc::new(edges))
    }

    /// The graph of all rows.
    pub fn build(mut self) -> Graph {
        self.snapshot()
    }

    fn merge_last(&mut self) {
        if let (Some(last), Some(before)) = (self.runs.pop(), self.runs.pop()) {
            let mut merged = Arc::unwrap_or_clone(before);
            merged.append(&last);
            merged.sort();
            self.runs.push(Arc::new(merged));
        }
    }

    fn graph_of(&self, edges: Arc<Edges>) -> Graph {
        let ties = Arc::new(Ties::new(self.links.clone(), self.shared.clone()));
        let (nodes, values, codes) = (Arc::clone(&self.nodes), Arc::clone(&self.values), Arc::clone(&self.codes));
        Graph::new(Parts { nodes, values, codes, ties, edges })
    }

    fn own_node(&self, node: NodeId, at: Cell) -> Result<(), GraphError> {
        let own = node.index() < self.nodes.len();
        if own { Ok(()) } else { Err(GraphError::Foreign { at, value: node.0 }) }
    }

    /// Checks a row and gives its amount in the reference currency as the column holds it.
    fn check(&self, new: &NewTransaction<'_>) -> Result<i64, GraphError> {
        let cell = |column| Cell { row: self.rows, column };
        if usize::try_from(self.rows).ok().and_then(number).is_none() {
            return Err(GraphError::TooMany { things: "transactions", most: u64::from(u32::MAX) });
        }
        self.own_node(new.from, cell("from"))?;
        self.own_node(new.to, cell("to"))?;
        if new.currency.index() >= self.codes.currency_count() {
            return Err(GraphError::Foreign { at: cell("currency"), value: new.currency.0.into() });
        }
        if new.channel.index() >= self.codes.channel_count() {
            return Err(GraphError::Foreign { at: cell("channel"), value: new.channel.0.into() });
        }
        if !TIME_RANGE.contains(&new.time) {
            return Err(GraphError::Time { at: cell("time"), value: new.time });
        }
        if new.amount_minor < 0 {
            return Err(GraphError::Negative { at: cell("amount_minor"), value: new.amount_minor });
        }
        match new.reference_minor {
            Some(value) if value < 0 => Err(GraphError::Negative { at: cell("reference_minor"), value }),
            Some(reference) if new.currency == CurrencyId(0) && reference != new.amount_minor => {
                let at = cell("reference_minor");
                Err(GraphError::ReferenceDiffers { at, amount: new.amount_minor, reference })
            }
            Some(reference) => Ok(reference),
            None if new.currency == CurrencyId(0) => Ok(new.amount_minor),
            None => Ok(REFERENCE_UNKNOWN),
        }
    }
}
