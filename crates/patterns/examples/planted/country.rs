//! A generated country as an office would hold it: a graph and the tables beside it, and apart from them the truth.

use graph::{
    Country as Code, EdgeAttribute, Graph, GraphBuilder, GraphError, Link, LinkKind, NewTransaction, NodeFacts,
    NodeFlags, NodeId, NodeKind, Shared, SharedKind,
};
use patterns::sides::{
    ChainStep, Control, Corridor, Event, EventKind, Expectation, Flag, Presence, Rate, Region, Settlement, Shipment,
    Sides, Trade, Turnover,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use synth::money::plot::What;
use synth::money::side::{Row, TagKind, TradeLine};
use synth::money::tables::{Table, ordinary_rows};
use synth::money::{Channel, Class, Event as Told, Facts, Node, Payment, Place, Plan, Tie, TieKind, Truth, World};

const DAY: i64 = 86_400;
/// Sign of a front company: founded less than a year before the data begin.
const YOUNG_COMPANY: u16 = 2;
/// A remittance has a sign when so many different people sent to its receiver within the month.
const SENDERS_MANY: usize = 5;

/// One movement on its way into the graph.
struct Movement {
    seconds: i64,
    from: NodeId,
    to: NodeId,
    minor: (i64, i64),
    currency: &'static str,
    channel: &'static str,
    conductor: Option<NodeId>,
    location: Option<NodeId>,
    /// Number of the payment; 0 for goods.
    number: u64,
}

/// What the office holds, and the truth.
pub(crate) struct Country {
    pub(crate) graph: Graph,
    pub(crate) sides: Sides,
    pub(crate) truths: Vec<Truth>,
    /// Number of a payment to its edge.
    pub(crate) edges: HashMap<u64, u32>,
    /// Payments of a row of the corridors.
    pub(crate) corridor_edges: Vec<Vec<u32>>,
    nodes: HashMap<Node, NodeId>,
}

impl Country {
    /// The node of the graph.
    pub(crate) fn node(&self, node: Node) -> Option<u32> {
        self.nodes.get(&node).map(|id| id.0)
    }
}

struct Making {
    world: World,
    builder: GraphBuilder,
    nodes: HashMap<Node, NodeId>,
    places: Vec<NodeId>,
    sides: Sides,
    movements: Vec<Movement>,
    traded: HashSet<u64>,
    /// Documents of messages: the respondent's account and who ordered.
    messages: Vec<(u64, (Node, u64))>,
}

/// Makes the country of a plan.
pub(crate) fn make(plan: &Plan) -> Result<Country, GraphError> {
    let mut making = Making {
        world: plan.world(),
        builder: GraphBuilder::new("ZED", 2),
        nodes: HashMap::new(),
        places: Vec::new(),
        sides: Sides::default(),
        movements: Vec::new(),
        traded: HashSet::new(),
        messages: Vec::new(),
    };
    making.places()?;
    let (mut payments, mut truths) = (Vec::new(), Vec::new());
    for told in plan.flow() {
        match told {
            Told::Paid(payment) => payments.push(payment),
            Told::Over(truth) => truths.push(*truth),
        }
    }
    making.accounts(&truths)?;
    making.tables(&truths)?;
    for payment in &payments {
        making.pay(payment)?;
    }
    let edges = making.transactions()?;
    making.settle(&payments, &edges);
    let corridor_edges = making.corridors(&payments, &edges);
    let Making { builder, nodes, sides, .. } = making;
    Ok(Country { graph: builder.build(), sides: sides.sorted(), truths, edges, corridor_edges, nodes })
}

const fn class_of(channel: Channel, traded: bool) -> &'static str {
    match channel {
        _ if traded => "trade",
        Channel::Cash | Channel::Machine => "cash",
        Channel::Transfer | Channel::Mobile | Channel::Wire => "wire",
        Channel::Card => "card",
        Channel::Cheque => "cheque",
        Channel::Virtual => "virtual",
        Channel::Loan => "loan",
        Channel::Equity => "equity",
        Channel::Agent | Channel::Securities => "other",
    }
}

impl Making {
    fn places(&mut self) -> Result<(), GraphError> {
        let mut regions: HashMap<&str, u32> = HashMap::new();
        for place in Place::all() {
            let node = self.builder.node(NodeKind::Cash, place.name())?;
            self.builder.describe(node, self.facts_of(place))?;
            let next = regions.len() as u32;
            let region = *regions.entry(place.region()).or_insert(next);
            self.sides.regions.push(Region { node: node.0, region });
            self.places.push(node);
            let (code, micro) = place.currency();
            if code != "ZED" {
                let currency = self.builder.currency(code, 2)?.0;
                self.sides.rates.push(Rate { currency, from: i64::MIN, micro: micro as i64 });
            }
        }
        self.sides.rates.sort_unstable_by_key(|rate| rate.currency);
        self.sides.rates.dedup();
        Ok(())
    }

    fn facts_of(&self, place: Place) -> NodeFacts {
        let city = synth::places::CITIES.get(usize::from(place.0));
        let degrees = |city: &synth::places::City| {
            graph::Place::from_degrees(city.latitude_e4 as f64 / 1e4, city.longitude_e4 as f64 / 1e4).ok()
        };
        NodeFacts { country: Code::new(place.country()), place: city.and_then(degrees), ..NodeFacts::default() }
    }

    fn node(&mut self, node: Node) -> Result<NodeId, GraphError> {
        if let Some(found) = self.nodes.get(&node) {
            return Ok(*found);
        }
        let kind = match node {
            Node::Account(_) => NodeKind::Account,
            Node::Person(_) => NodeKind::Party,
            Node::Wallet(_) => NodeKind::Wallet,
        };
        let made = self.builder.node(kind, &node.name())?;
        self.nodes.insert(node, made);
        Ok(made)
    }

    /// What is known about every account, and all ties.
    fn accounts(&mut self, truths: &[Truth]) -> Result<(), GraphError> {
        let world = self.world;
        let ordinary = (0..world.accounts).map(|number| world.facts(number));
        let cast = truths.iter().flat_map(|truth| truth.planted.cast.iter().copied());
        for facts in ordinary.chain(cast) {
            self.account(&facts)?;
        }
        let mut ties: Vec<Tie> = truths.iter().flat_map(|truth| truth.planted.ties.iter().copied()).collect();
        (0..world.accounts).for_each(|number| world.ties(number, &mut |tie| ties.push(tie)));
        ties.iter().try_for_each(|tie| self.tie(tie))
    }

    fn account(&mut self, facts: &Facts) -> Result<(), GraphError> {
        let node = self.node(facts.node)?;
        let kind = match facts.class {
            Class::Person => NodeFlags::PERSON,
            Class::Bank => NodeFlags::BUSINESS.with(NodeFlags::INSTITUTION),
            Class::Utility | Class::Tax => NodeFlags::BUSINESS.with(NodeFlags::EXCLUDED),
            Class::Business | Class::Merchant | Class::School | Class::Exchange => NodeFlags::BUSINESS,
        };
        let known =
            NodeFacts { opened_day: i32::try_from(facts.opened_days).ok(), flags: kind, ..self.facts_of(facts.place) };
        self.builder.describe(node, known)?;
        let region = self.places.get(usize::from(facts.place.0)).map_or(0, |place| place.0);
        let region = self.sides.regions.iter().find(|row| row.node == region).map_or(0, |row| row.region);
        self.sides.regions.push(Region { node: node.0, region });
        if facts.class == Class::Business && facts.opened_days > self.world.first_day - 365 {
            self.sides.flags.push(Flag { node: node.0, indicator: YOUNG_COMPANY });
        }
        Ok(())
    }

    fn tie(&mut self, tie: &Tie) -> Result<(), GraphError> {
        let node = self.node(tie.node)?;
        let subject = Node::Person(tie.value);
        let shared = match tie.kind {
            TieKind::Address => SharedKind::Address,
            TieKind::Phone => SharedKind::Phone,
            TieKind::Device => SharedKind::Device,
            kind => {
                let from = self.node(subject)?;
                let kind = match kind {
                    TieKind::Controls => LinkKind::Controls,
                    TieKind::Director => LinkKind::Directs,
                    TieKind::Employer => LinkKind::Employs,
                    _ => LinkKind::Owns,
                };
                self.builder.link(Link { from, kind, to: node, since_day: None, until_day: None })?;
                if matches!(kind, LinkKind::Controls | LinkKind::Owns) {
                    self.sides.controls.push(Control { node: node.0, controller: from.0, score: 10_000 });
                }
                return Ok(());
            }
        };
        let value = self.builder.value(&format!("{shared:?} {}", tie.value))?;
        self.builder.share(Shared { node, kind: shared, value })
    }

    fn tables(&mut self, truths: &[Truth]) -> Result<(), GraphError> {
        let world = self.world;
        for table in Table::ALL {
            for row in ordinary_rows(&world, table) {
                self.row(&row)?;
            }
        }
        for row in truths.iter().flat_map(|truth| &truth.planted.sides) {
            self.row(row)?;
        }
        Ok(())
    }

    fn row(&mut self, row: &Row) -> Result<(), GraphError> {
        match row {
            Row::Trade(line) => self.trade(line)?,
            Row::Presence(seen) => {
                let person = self.node(Node::Person(seen.person))?.0;
                self.sides.presences.push(Presence { person, event: seen.journey, at: seen.seconds });
            }
            Row::Login(login) => {
                let (node, at) = (self.node(login.node)?.0, login.seconds);
                self.sides.events.push(Event { node, kind: EventKind::LogIn, key: login.device, at });
                if let Some(edited) = login.edited {
                    let key = self.node(edited)?.0.into();
                    self.sides.events.push(Event { node, kind: EventKind::BeneficiaryEdit, key, at });
                }
            }
            Row::Expected(expected) => {
                let (account, at) = (self.node(expected.node)?.0, expected.days * DAY);
                self.sides.expectations.push(Expectation { account, amount_minor: expected.amount_minor as i64, at });
            }
            Row::Message(message) => {
                self.node(Node::Person(message.ordering))?;
                self.messages.push((message.document, (message.respondent, message.ordering)));
            }
            Row::Takings(takings) => {
                let (cash_minor, card) = (takings.cash_minor as i64, takings.card_minor as i64);
                let month = i32::try_from(takings.month - 1970 * 12).unwrap_or(0);
                let (node, peers) = (self.node(takings.node)?.0, takings.peers.into());
                let turnover_minor = cash_minor + card;
                let row = Turnover { node, peers, month, turnover_minor, cash_minor, odd_sales: 0, sales: 0 };
                self.sides.turnovers.push(row);
            }
            Row::Tag(tag) => {
                let flags = match tag.tag {
                    TagKind::Darknet => NodeFlags::TAINTED,
                    TagKind::Bridge => NodeFlags::INSTITUTION,
                    TagKind::Mixer => NodeFlags(0),
                };
                let node = self.node(tag.node)?;
                self.builder.describe(node, NodeFacts { flags, ..NodeFacts::default() })?;
            }
        }
        Ok(())
    }

    fn trade(&mut self, line: &TradeLine) -> Result<(), GraphError> {
        let (seller, buyer) = (self.node(line.seller)?, self.node(line.buyer)?);
        self.traded.insert(line.document);
        self.sides.trades.push(Trade {
            document: line.document,
            hs6: line.goods,
            partner: line.partner.0.into(),
            at: line.days * DAY,
            unit_price_minor: line.price_minor as i64,
            quantity_milli: line.quantity as i64 * 1000,
            seller: seller.0,
            buyer: buyer.0,
        });
        let Some(days) = line.shipped_days else { return Ok(()) };
        self.sides.shipments.push(Shipment { document: line.document, at: days * DAY });
        let minor = (line.quantity * line.price_minor) as i64;
        self.movements.push(Movement {
            seconds: days * DAY,
            from: seller,
            to: buyer,
            minor: (minor, minor),
            currency: "ZED",
            channel: "goods",
            conductor: None,
            location: None,
            number: 0,
        });
        Ok(())
    }

    fn pay(&mut self, paid: &Payment) -> Result<(), GraphError> {
        let (from, to) = (self.node(paid.from)?, self.node(paid.to)?);
        // Cash is paid in where it leaves and taken out where it arrives.
        let (conductor, place) = match (paid.from, paid.to) {
            (Node::Person(_), _) => (Some(from), Some(paid.from_place)),
            (_, Node::Person(_)) => (Some(to), Some(paid.to_place)),
            _ => (None, None),
        };
        self.movements.push(Movement {
            seconds: paid.seconds,
            from,
            to,
            minor: (paid.amount_minor as i64, paid.reference_minor as i64),
            currency: paid.currency,
            channel: class_of(paid.channel, self.traded.contains(&paid.document)),
            conductor: conductor.filter(|_| paid.channel.is_cash()),
            location: place.and_then(|place| self.places.get(usize::from(place.0)).copied()),
            number: paid.number,
        });
        Ok(())
    }

    /// Hands all movements to the graph in order of time; the edges of payments.
    fn transactions(&mut self) -> Result<HashMap<u64, u32>, GraphError> {
        let mut edges = HashMap::new();
        self.movements.sort_by_key(|movement| movement.seconds);
        for (movement, edge) in self.movements.iter().zip(0..) {
            let currency = self.builder.currency(movement.currency, 2)?;
            let (amount_minor, reference) = movement.minor;
            let reference = if movement.currency == "ZED" { amount_minor } else { reference };
            let channel = self.builder.channel(movement.channel)?;
            self.builder.transaction(NewTransaction {
                from: movement.from,
                to: movement.to,
                time: movement.seconds,
                amount_minor,
                currency,
                reference_minor: Some(reference),
                channel,
                external_id: "",
            })?;
            for (attribute, node) in
                [(EdgeAttribute::Conductor, movement.conductor), (EdgeAttribute::Location, movement.location)]
            {
                if let Some(node) = node {
                    self.builder.annotate(attribute, node.0)?;
                }
            }
            if movement.number != 0 {
                edges.insert(movement.number, edge);
            }
        }
        Ok(edges)
    }

    /// Which payments pay which documents, and who ordered those of banks.
    fn settle(&mut self, payments: &[Payment], edges: &HashMap<u64, u32>) {
        let mut ordered: HashMap<u64, (Node, u64)> = HashMap::new();
        for row in self.messages.drain(..) {
            ordered.insert(row.0, row.1);
        }
        for paid in payments.iter().filter(|paid| paid.document != 0) {
            let Some(edge) = edges.get(&paid.number).copied() else { continue };
            if self.traded.contains(&paid.document) {
                self.sides.settlements.push(Settlement { document: paid.document, edge });
            }
            let Some((respondent, ordering)) = ordered.get(&paid.document) else { continue };
            let known = self.nodes.get(respondent).zip(self.nodes.get(&Node::Person(*ordering)));
            if let Some((respondent, ordering)) = known {
                self.sides.chains.push(ChainStep { edge, respondent: respondent.0, ordering: ordering.0 });
            }
        }
    }

    /// Remittances through agents by month and pair of cities.
    fn corridors(&mut self, payments: &[Payment], edges: &HashMap<u64, u32>) -> Vec<Vec<u32>> {
        let month = |paid: &Payment| synth::money::side::month_of(paid.seconds.div_euclid(DAY));
        let mut mass: HashMap<Place, u64> = HashMap::new();
        for number in 0..self.world.accounts {
            *mass.entry(self.world.facts(number).place).or_default() += 1;
        }
        let agents: Vec<&Payment> = payments.iter().filter(|paid| paid.channel == Channel::Agent).collect();
        let mut senders: HashMap<(Node, i64), HashSet<Node>> = HashMap::new();
        for paid in &agents {
            senders.entry((paid.to, month(paid))).or_default().insert(paid.from);
        }
        let mut rows: BTreeMap<(u8, u8, i64), (u64, Vec<u32>)> = BTreeMap::new();
        for paid in &agents {
            let row = rows.entry((paid.from_place.0, paid.to_place.0, month(paid))).or_default();
            let many = senders.get(&(paid.to, month(paid))).is_some_and(|senders| senders.len() >= SENDERS_MANY);
            row.0 += u64::from(many);
            row.1.extend(edges.get(&paid.number));
        }
        // Months in which nothing went from a city to another count too.
        let months: HashSet<i64> = rows.keys().map(|row| row.2).collect();
        let (home, away): (Vec<Place>, Vec<Place>) = Place::all().partition(|place| !place.is_abroad());
        for (from, to) in home.iter().flat_map(|from| away.iter().map(move |to| (from, to))) {
            for month in &months {
                rows.entry((from.0, to.0, *month)).or_default();
            }
        }
        let size = |place: u8| mass.get(&Place(place)).copied().unwrap_or(1).max(1);
        for ((origin, destination, _), (indicated, edges)) in &rows {
            self.sides.corridors.push(Corridor {
                origin: (*origin).into(),
                destination: (*destination).into(),
                product: 0,
                transfers: edges.len() as u64,
                indicated: *indicated,
                mass_origin: size(*origin),
                mass_destination: size(*destination),
                // Distances across the sea are not told.
                distance_km: 1,
            });
        }
        rows.into_values().map(|(_, edges)| edges).collect()
    }
}

/// Whether it was planted as a pattern, and its code.
pub(crate) const fn code_of(what: What) -> (bool, &'static str) {
    match what {
        What::Pattern(kind) => (true, kind.code()),
        What::Like(like) => (false, like.code()),
    }
}
