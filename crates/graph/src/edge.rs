//! Edges in columns: one movement of value each, sorted by time.

use crate::id::{ChannelId, CurrencyId, EdgeId, NodeId};
use crate::text::Texts;

/// What stands in the column of reference amounts where none is known.
pub(crate) const REFERENCE_UNKNOWN: i64 = i64::MIN;

/// One step away from a node: over which edge, to or from which node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hop {
    /// The edge.
    pub edge: EdgeId,
    /// The node at its other end.
    pub node: NodeId,
}

/// A fact that only some edges have. Where the value is a node it is the number of a [`NodeId`], elsewhere of a
/// [`ValueId`](crate::ValueId).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EdgeAttribute {
    /// Node: who acted at the counter.
    Conductor,
    /// Node: where it took place, when that is not the place of a cash node.
    Location,
    /// Value: invoice, bill of lading or another document that is paid.
    Document,
    /// Value: institution that ordered the payment, when it is not the holder of the account.
    OrderingInstitution,
    /// Value: instrument, such as loan or equity.
    Instrument,
    /// Value: commodity code of goods.
    Commodity,
    /// A number, not a value: quantity of goods in thousandths of the unit.
    QuantityMilli,
}

/// An edge with everything that every edge has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdgeRow<'g> {
    /// Who paid.
    pub from: NodeId,
    /// Who was paid.
    pub to: NodeId,
    /// Seconds since 1970 in UTC.
    pub time: i64,
    /// Minor units of `currency`.
    pub amount_minor: i64,
    /// Currency.
    pub currency: CurrencyId,
    /// Minor units of the graph's reference currency, if known.
    pub reference_minor: Option<i64>,
    /// Channel.
    pub channel: ChannelId,
    /// The number under which the caller knows it.
    pub external_id: &'g str,
}

/// The columns. Rows are numbered as they lie; once sorted, row number and [`EdgeId`] are the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edges {
    pub(crate) from: Vec<NodeId>,
    pub(crate) to: Vec<NodeId>,
    pub(crate) time: Vec<i64>,
    pub(crate) amount_minor: Vec<i64>,
    pub(crate) reference_minor: Vec<i64>,
    pub(crate) currency: Vec<CurrencyId>,
    pub(crate) channel: Vec<ChannelId>,
    pub(crate) external_id: Texts,
    /// Sorted by attribute and row.
    pub(crate) attributes: Vec<(EdgeAttribute, u32, u32)>,
}

fn gather<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
    let mut arranged = Vec::with_capacity(order.len());
    arranged.extend(order.iter().filter_map(|row| column.get(*row as usize).copied()));
    *column = arranged;
}

impl Edges {
    /// How many.
    pub fn len(&self) -> usize {
        self.time.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// Payers, by edge.
    pub fn from(&self) -> &[NodeId] {
        &self.from
    }

    /// Payees, by edge.
    pub fn to(&self) -> &[NodeId] {
        &self.to
    }

    /// Times, by edge: seconds since 1970 in UTC, never falling.
    pub fn time(&self) -> &[i64] {
        &self.time
    }

    /// Amounts, by edge: minor units of the edge's own currency.
    pub fn amount_minor(&self) -> &[i64] {
        &self.amount_minor
    }

    /// Amounts in the reference currency, by edge, in minor units; `i64::MIN` where none is known.
    pub fn reference_minor(&self) -> &[i64] {
        &self.reference_minor
    }

    /// Currencies, by edge.
    pub fn currency(&self) -> &[CurrencyId] {
        &self.currency
    }

    /// Channels, by edge.
    pub fn channel(&self) -> &[ChannelId] {
        &self.channel
    }

    /// Everything that every edge has.
    pub fn row(&self, edge: EdgeId) -> Option<EdgeRow<'_>> {
        let at = edge.index();
        let reference = self.reference_minor.get(at).copied()?;
        Some(EdgeRow {
            from: self.from.get(at).copied()?,
            to: self.to.get(at).copied()?,
            time: self.time.get(at).copied()?,
            amount_minor: self.amount_minor.get(at).copied()?,
            currency: self.currency.get(at).copied()?,
            reference_minor: (reference != REFERENCE_UNKNOWN).then_some(reference),
            channel: self.channel.get(at).copied()?,
            external_id: self.external_id.get(at),
        })
    }

    /// The value of an attribute that only some edges have.
    pub fn attribute(&self, attribute: EdgeAttribute, edge: EdgeId) -> Option<u32> {
        let found = self.attributes.binary_search_by_key(&(attribute, edge.0), |(kind, row, _)| (*kind, *row)).ok()?;
        self.attributes.get(found).map(|(_, _, value)| *value)
    }

    /// All edges that have an attribute, by time, with its value.
    pub fn with_attribute(&self, attribute: EdgeAttribute) -> impl Iterator<Item = (EdgeId, u32)> + '_ {
        let start = self.attributes.partition_point(|(kind, ..)| *kind < attribute);
        let rest = self.attributes.get(start..).unwrap_or_default().iter();
        rest.take_while(move |(kind, ..)| *kind == attribute).map(|(_, row, value)| (EdgeId(*row), *value))
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        let fixed = self.from.capacity() * 4 + self.to.capacity() * 4 + self.time.capacity() * 8;
        let money = (self.amount_minor.capacity() + self.reference_minor.capacity()) * 8;
        let codes = (self.currency.capacity() + self.channel.capacity()) * 2;
        fixed + money + codes + self.external_id.bytes() + self.attributes.capacity() * 12
    }

    /// Puts another table below this one.
    pub(crate) fn append(&mut self, other: &Self) {
        let before = self.len() as u32;
        self.from.extend_from_slice(&other.from);
        self.to.extend_from_slice(&other.to);
        self.time.extend_from_slice(&other.time);
        self.amount_minor.extend_from_slice(&other.amount_minor);
        self.reference_minor.extend_from_slice(&other.reference_minor);
        self.currency.extend_from_slice(&other.currency);
        self.channel.extend_from_slice(&other.channel);
        self.external_id.append(&other.external_id);
        let moved = other.attributes.iter().map(|(kind, row, value)| (*kind, row.saturating_add(before), *value));
        self.attributes.extend(moved);
    }

    /// Sorts rows by time; rows of one second keep their order. What is sorted already costs one pass.
    pub(crate) fn sort(&mut self) {
        if self.time.is_sorted() {
            self.attributes.sort_unstable();
            return;
        }
        // Two sorted stretches one below the other are found and merged by the stable sort in linear time.
        let mut keyed: Vec<(i64, u32)> = self.time.iter().copied().zip(0..).collect();
        keyed.sort_by_key(|(time, _)| *time);
        let order: Vec<u32> = keyed.into_iter().map(|(_, row)| row).collect();
        gather(&mut self.from, &order);
        gather(&mut self.to, &order);
        gather(&mut self.time, &order);
        gather(&mut self.amount_minor, &order);
        gather(&mut self.reference_minor, &order);
        gather(&mut self.currency, &order);
        gather(&mut self.channel, &order);
        self.external_id = self.external_id.arranged(&order);
        self.arrange_attributes(&order);
    }

    fn arrange_attributes(&mut self, order: &[u32]) {
        if !self.attributes.is_empty() {
            let mut new_of_old = vec![0u32; order.len()];
            for (new, old) in (0u32..).zip(order) {
                if let Some(place) = new_of_old.get_mut(*old as usize) {
                    *place = new;
                }
            }
            for (_, row, _) in &mut self.attributes {
                *row = new_of_old.get(*row as usize).copied().unwrap_or(*row);
            }
        }
        self.attributes.sort_unstable();
    }

    /// The rows of a stretch.
    pub(crate) fn part(&self, rows: std::ops::Range<usize>) -> Self {
        fn cut<T: Copy>(column: &[T], rows: &std::ops::Range<usize>) -> Vec<T> {
            column.get(rows.clone()).unwrap_or_default().to_vec()
        }
        let mut external_id = Texts::default();
        rows.clone().for_each(|row| external_id.push(self.external_id.get(row)));
        let (first, end) = (rows.start as u32, rows.end as u32);
        let inside = self.attributes.iter().filter(|(_, row, _)| (first..end).contains(row));
        Self {
            from: cut(&self.from, &rows),
            to: cut(&self.to, &rows),
            time: cut(&self.time, &rows),
            amount_minor: cut(&self.amount_minor, &rows),
            reference_minor: cut(&self.reference_minor, &rows),
            currency: cut(&self.currency, &rows),
            channel: cut(&self.channel, &rows),
            external_id,
            attributes: inside.map(|(kind, row, value)| (*kind, row - first, *value)).collect(),
        }
    }
}
