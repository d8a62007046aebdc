//! Small typed tables beside the graph, for patterns that need more than money.
//!
//! Every row is known by its position in its table; witnesses name rows by it. Tables that must lie in an order say
//! so; [`Sides::sorted`] brings them into it.

/// A line of an invoice or customs declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trade {
    /// Number of the document (invoice, bill of lading), given by the caller.
    pub document: u64,
    /// Commodity by the six digits of the Harmonised System.
    pub hs6: u32,
    /// Number of the partner country, given by the caller.
    pub partner: u16,
    /// Seconds since 1970 in UTC.
    pub at: i64,
    /// Minor units of the reference currency for one unit of quantity.
    pub unit_price_minor: i64,
    /// Thousandths of the unit of quantity.
    pub quantity_milli: i64,
    /// Node that sells.
    pub seller: u32,
    /// Node that buys.
    pub buyer: u32,
}

/// A payment for a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Number of the document.
    pub document: u64,
    /// The edge that paid it.
    pub edge: u32,
}

/// Goods of a document that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipment {
    /// Number of the document.
    pub document: u64,
    /// Seconds since 1970 in UTC.
    pub at: i64,
}

/// A person who was at a place at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Node of the person.
    pub person: u32,
    /// Number of the event (flight, border post, plate in traffic), given by the caller: equal numbers met.
    pub event: u64,
    /// Seconds since 1970 in UTC.
    pub at: i64,
}

/// What happened with an account without money moving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventKind {
    /// Somebody logged in; the key is the device or the internet address.
    LogIn,
    /// A payee was added or changed; the key is the payee.
    BeneficiaryEdit,
    /// A debt to the node was forgiven; the key is the debtor's node.
    DebtForgiven,
}

/// Something that happened with an account without money moving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Node of the account.
    pub node: u32,
    /// What happened.
    pub kind: EventKind,
    /// With what: a number given by the caller.
    pub key: u64,
    /// Seconds since 1970 in UTC.
    pub at: i64,
}

/// A remittance that an account waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// Node of the account that waits.
    pub account: u32,
    /// Minor units of the reference currency.
    pub amount_minor: i64,
    /// Seconds since 1970 in UTC when it was ordered.
    pub at: i64,
}

/// Who ordered a payment that a respondent's account carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainStep {
    /// The edge.
    pub edge: u32,
    /// Node of the institution whose account it went through.
    pub respondent: u32,
    /// Node of the institution that ordered it.
    pub ordering: u32,
}

/// What flowed between two places in one product and period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corridor {
    /// Number of the place of origin, given by the caller.
    pub origin: u32,
    /// Number of the place of destination.
    pub destination: u32,
    /// Number of the product.
    pub product: u32,
    /// How many transfers.
    pub transfers: u64,
    /// How many of them carry an indicator.
    pub indicated: u64,
    /// Size of the origin (people, or money that moves), at least 1.
    pub mass_origin: u64,
    /// Size of the destination, at least 1.
    pub mass_destination: u64,
    /// Kilometres, at least 1.
    pub distance_km: u32,
}

/// One month of one business among its peers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turnover {
    /// Node of the business.
    pub node: u32,
    /// Number of the peer group (activity and region), given by the caller.
    pub peers: u32,
    /// Months since January 1970.
    pub month: i32,
    /// Minor units of the reference currency taken in, in all.
    pub turnover_minor: i64,
    /// Of it in cash.
    pub cash_minor: i64,
    /// Sales at the till that look wrong: voids, round amounts, closed hours.
    pub odd_sales: u32,
    /// All sales at the till.
    pub sales: u32,
}

/// A rate of the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Number of the currency in the graph.
    pub currency: u16,
    /// Seconds since 1970 in UTC from which it holds.
    pub from: i64,
    /// Millionths of a minor unit of the reference currency for one minor unit of the currency.
    pub micro: i64,
}

/// Movements whose owner is only known with a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Control {
    /// Node that is controlled.
    pub node: u32,
    /// Number of the controller, given by the caller.
    pub controller: u32,
    /// How sure, in ten-thousandths.
    pub score: u32,
}

/// A balance at the beginning of what the graph knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Node of the account.
    pub node: u32,
    /// Minor units of the reference currency; below zero for a debt.
    pub balance_minor: i64,
}

/// A sign of a front company (FC01 …) that a node shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Node of the company.
    pub node: u32,
    /// Number of the indicator.
    pub indicator: u16,
}

/// A region that a place belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Node of the place, account or party.
    pub node: u32,
    /// Number of the region, given by the caller.
    pub region: u32,
}

/// All tables beside a graph. Any of them may be empty: a pattern that needs it finds nothing then.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// For G19 and G30.
    pub trades: Vec<Trade>,
    /// For G20 and G30.
    pub settlements: Vec<Settlement>,
    /// For G20.
    pub shipments: Vec<Shipment>,
    /// For G31.
    pub presences: Vec<Presence>,
    /// For G29 and G33.
    pub events: Vec<Event>,
    /// For G18.
    pub expectations: Vec<Expectation>,
    /// For G25.
    pub chains: Vec<ChainStep>,
    /// For G24.
    pub corridors: Vec<Corridor>,
    /// For G32.
    pub turnovers: Vec<Turnover>,
    /// For G16.
    pub rates: Vec<Rate>,
    /// For G16.
    pub controls: Vec<Control>,
    /// For G09 and G17, by node.
    pub openings: Vec<Opening>,
    /// For G23.
    pub flags: Vec<Flag>,
    /// For G10, by node.
    pub regions: Vec<Region>,
}

impl Sides {
    /// The tables with openings and regions by node, as look-ups need them. Of two rows for one node the first counts.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.openings.sort_by_key(|row| row.node);
        self.openings.dedup_by_key(|row| row.node);
        self.regions.sort_by_key(|row| row.node);
        self.regions.dedup_by_key(|row| row.node);
        self
    }

    /// The balance of a node at the beginning, where one is told.
    pub fn opening(&self, node: u32) -> Option<i64> {
        let found = self.openings.binary_search_by_key(&node, |row| row.node).ok();
        found.and_then(|at| self.openings.get(at)).map(|row| row.balance_minor)
    }

    /// The region of a node.
    pub fn region(&self, node: u32) -> Option<u32> {
        let found = self.regions.binary_search_by_key(&node, |row| row.node).ok();
        found.and_then(|at| self.regions.get(at)).map(|row| row.region)
    }
}
