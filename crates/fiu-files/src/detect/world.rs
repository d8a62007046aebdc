//! Files as a graph of money.

use super::args::DetectArgs;
use super::around::{self, Around};
use crate::failure::{CellFault, Failure};
use crate::input::entities::Entity;
use crate::input::payments::{self, NO_SIDES, Payment, Payments, Wanted, key_of};
use crate::input::remarks::Remarks;
use crate::input::{Input, Spot, inputs};
use crate::table::mapping::{Mapping, Named};
use graph::report::{Reading, Skipped, add_report};
use graph::{
    EdgeAttribute, EdgeId, Graph, GraphBuilder, GraphError, Link, LinkKind, NewTransaction, NodeFacts, NodeFlags,
    NodeId, NodeKind,
};
use patterns::Class;
use std::collections::HashMap;
use vocab::report::{Header, Subject, Transaction};

/// Stands between the parts of what an edge carries: file, row, name. No file has it in a name that is read.
const PARTER: char = '\u{1F}';
/// Remark on payments that name one side only.
const ONE_SIDE: &str = "payments that name one side only, which are passed over";

/// The money of some files, and how to speak of it as the files do.
pub(super) struct World {
    pub(super) graph: Graph,
    pub(super) classes: HashMap<String, Class>,
    pub(super) remarks: Remarks,
    /// The currency of comparison and its decimals.
    pub(super) reference: (String, u8),
    files: Vec<String>,
    labels: HashMap<String, String>,
}

/// Where an edge comes from.
pub(super) struct Origin<'w> {
    pub(super) id: &'w str,
    pub(super) file: &'w str,
    pub(super) row: u64,
}

impl World {
    /// Reads everything that the arguments name.
    pub(super) fn read(args: &DetectArgs) -> Result<Self, Failure> {
        let payments = inputs(&args.files, &args.mapping)?;
        let reference = reference(args, &payments)?;
        let mut taken = Taken {
            builder: GraphBuilder::new(&reference.0, reference.1),
            files: Vec::new(),
            classes: HashMap::new(),
            kinds: HashMap::new(),
            labels: HashMap::new(),
            links: Vec::new(),
            remarks: Remarks::default(),
        };
        for (paths, what) in [(&args.accounts, Around::Accounts), (&args.ties, Around::Ties)] {
            for input in inputs(paths, &args.mapping)? {
                around::read(&input, what, &mut taken.builder, &mut taken.remarks)?;
            }
        }
        let (mut remarks, wanted) = (Remarks::default(), Wanted { id: false, reference: Some(reference.clone()) });
        payments::read(&payments, &wanted, &mut remarks, &mut taken)?;
        if taken.builder.rows() == 0 {
            return Err(Failure::Nothing("there are no payments in the files"));
        }
        taken.tie()?;
        remarks.take(taken.remarks);
        Ok(Self {
            graph: taken.builder.build(),
            classes: taken.classes,
            remarks,
            reference,
            files: taken.files,
            labels: taken.labels,
        })
    }

    /// The file, row and name of an edge.
    pub(super) fn origin(&self, edge: EdgeId) -> Origin<'_> {
        let text = self.graph.edges().row(edge).map_or("", |row| row.external_id);
        let mut parts = text.splitn(3, PARTER);
        let mut number = || parts.next().and_then(|part| part.parse::<u64>().ok()).unwrap_or(0);
        let (file, row) = (number(), number());
        let file = usize::try_from(file).ok().and_then(|file| self.files.get(file)).map_or("", String::as_str);
        Origin { id: parts.next().unwrap_or(""), file, row }
    }

    /// What a node is called: its key, with a name where one is known.
    pub(super) fn called(&self, node: NodeId) -> String {
        let key = *self.graph.nodes().key(node).reveal();
        match self.labels.get(key) {
            Some(label) if label != key => format!("{label} [{key}]"),
            _ => key.to_owned(),
        }
    }

    /// A shorter name for a picture.
    pub(super) fn short(&self, node: NodeId) -> String {
        let key = *self.graph.nodes().key(node).reveal();
        self.labels.get(key).map_or_else(|| key.to_owned(), String::clone)
    }
}

/// The currency of comparison: what is asked for, else that of the first payment.
fn reference(args: &DetectArgs, inputs: &[Input]) -> Result<(String, u8), Failure> {
    let first = inputs.first().ok_or(Failure::Nothing("there is no file"))?;
    let code = match &args.currency {
        Some(code) => code.clone(),
        None => {
            let mut peek = Peek(None);
            let read = payments::read(inputs, &Wanted::default(), &mut Remarks::default(), &mut peek);
            match (peek.0, read) {
                (Some(found), _) => return Ok(found),
                (None, Err(failure)) => return Err(failure),
                (None, Ok(())) => return Err(Failure::Nothing("there are no payments in the files")),
            }
        }
    };
    let unknown = || Failure::Mapping { file: "--currency".to_owned(), said: format!("`{code}` is not known") };
    let digits = first.mapping.decimals(&code).ok_or_else(unknown)?;
    Ok((code, digits))
}

/// Looks at the first payment only.
struct Peek(Option<(String, u8)>);

impl Payments for Peek {
    fn payment(&mut self, _: Spot<'_>, mapping: &Mapping, payment: &Payment<'_>) -> Result<(), Failure> {
        self.0 = mapping.decimals(payment.currency).map(|digits| (payment.currency.to_owned(), digits));
        // Ends the reading; who asked looks at what was found first.
        Err(Failure::Cancelled)
    }

    fn filed(&mut self, _: Spot<'_>, mapping: &Mapping, (header, _): (&Header, &Transaction)) -> Result<bool, Failure> {
        // Reports are compared in their local currency, whatever single transactions are in.
        let code = header.currency_code_local.as_deref().map(str::trim).filter(|code| !code.is_empty());
        let found = code.and_then(|code| Some((code.to_owned(), mapping.decimals(code)?)));
        if found.is_some() {
            self.0 = found;
            return Err(Failure::Cancelled);
        }
        Ok(false)
    }
}

/// Payments on their way into a graph.
struct Taken {
    builder: GraphBuilder,
    files: Vec<String>,
    classes: HashMap<String, Class>,
    kinds: HashMap<String, NodeKind>,
    labels: HashMap<String, String>,
    links: Vec<(String, LinkKind, String)>,
    remarks: Remarks,
}

/// What the graph refuses, as a failure at its place.
pub(super) fn refused(spot: Spot<'_>, error: GraphError) -> Failure {
    match error {
        GraphError::TooMany { things, .. } => Failure::TooMany(things),
        GraphError::MixedUnits { code, .. } => {
            let said = format!("{code} has other decimals than in the files before");
            Failure::Mapping { file: spot.file.to_owned(), said }
        }
        other => Failure::Part {
            file: spot.file.to_owned(),
            line: spot.row,
            part: "payment",
            fault: CellFault::Word { found: other.to_string(), known: "what a graph of money can hold" },
        },
    }
}

/// The node of a name: what is known of it decides of what kind it is.
pub(super) fn node(
    builder: &mut GraphBuilder,
    mapping: &Mapping,
    (name, usual): (&str, Option<NodeKind>),
) -> Result<NodeId, GraphError> {
    let named = mapping.named(name);
    if let Some(Named::Kind(kind)) = named {
        return builder.node(kind, name);
    }
    let known = NodeKind::ALL.iter().find_map(|kind| builder.nodes().find(*kind, name));
    let node = match known {
        Some(node) => node,
        None => builder.node(usual.unwrap_or(NodeKind::Account), name)?,
    };
    if named == Some(Named::Excluded) {
        builder.describe(node, NodeFacts { flags: NodeFlags::EXCLUDED, ..NodeFacts::default() })?;
    }
    Ok(node)
}

impl Taken {
    /// What an edge carries of its place.
    fn origin(&mut self, spot: Spot<'_>, id: &str) -> String {
        if self.files.last().is_none_or(|last| last != spot.file) {
            self.files.push(spot.file.to_owned());
        }
        format!("{}{PARTER}{}{PARTER}{id}", self.files.len().saturating_sub(1), spot.row)
    }

    fn class(&mut self, mapping: &Mapping, channel: &str) {
        if !self.classes.contains_key(channel) {
            self.classes.insert(channel.to_owned(), mapping.channel(channel));
        }
    }

    fn add(&mut self, mapping: &Mapping, payment: &Payment<'_>, origin: &str) -> Result<(), GraphError> {
        let kind = |name: &str| self.kinds.get(name).copied();
        let (from_kind, to_kind) = (kind(payment.from), kind(payment.to));
        let digits = mapping.decimals(payment.currency).unwrap_or(0);
        let new = NewTransaction {
            from: node(&mut self.builder, mapping, (payment.from, from_kind))?,
            to: node(&mut self.builder, mapping, (payment.to, to_kind))?,
            time: payment.at.as_second(),
            amount_minor: payment.amount_minor,
            currency: self.builder.currency(payment.currency, digits)?,
            reference_minor: payment.reference_minor,
            channel: self.builder.channel(payment.channel)?,
            external_id: origin,
        };
        self.builder.transaction(new)?;
        if !payment.conductor.is_empty() {
            let conductor = node(&mut self.builder, mapping, (payment.conductor, Some(NodeKind::Party)))?;
            self.builder.annotate(EdgeAttribute::Conductor, conductor.0)?;
        }
        Ok(())
    }

    /// Puts in who owns and directs whom, now that every kind is known.
    fn tie(&mut self) -> Result<(), Failure> {
        for (from, kind, to) in std::mem::take(&mut self.links) {
            let spot = Spot { file: "ties", row: 0 };
            let mapping = Mapping::default();
            let usual = |name: &str| Some(self.kinds.get(name).copied().unwrap_or(NodeKind::Party));
            let (from_kind, to_kind) = (usual(&from), usual(&to));
            let mut add = || {
                let from = node(&mut self.builder, &mapping, (&from, from_kind))?;
                let to = node(&mut self.builder, &mapping, (&to, to_kind))?;
                self.builder.link(Link { from, kind, to, since_day: None, until_day: None })
            };
            add().map_err(|error| refused(spot, error))?;
        }
        Ok(())
    }

    fn label(&mut self, subject: &Subject) {
        let Subject::Account(account) = subject else { return };
        let holder = account.account_name.as_ref().map(|name| name.reveal().trim().to_owned());
        let entity = || account.t_entity.as_ref().and_then(|entity| key_of(&Subject::Entity(entity.clone())));
        let label = holder.filter(|name| !name.is_empty()).or_else(entity);
        if let (Some(label), Some(key)) = (label, key_of(subject)) {
            self.labels.entry(key).or_insert(label);
        }
    }
}

impl Payments for Taken {
    fn payment(&mut self, spot: Spot<'_>, mapping: &Mapping, payment: &Payment<'_>) -> Result<(), Failure> {
        if payment.from.is_empty() || payment.to.is_empty() {
            self.remarks.add(ONE_SIDE, || format!("{}, row {}", spot.file, spot.row));
            return Ok(());
        }
        self.class(mapping, payment.channel);
        let origin = self.origin(spot, payment.id);
        self.add(mapping, payment, &origin).map_err(|error| refused(spot, error))
    }

    fn filed(
        &mut self,
        spot: Spot<'_>,
        mapping: &Mapping,
        (header, transaction): (&Header, &Transaction),
    ) -> Result<bool, Failure> {
        self.class(mapping, transaction.transmode_code.as_deref().unwrap_or_default());
        for side in [&transaction.from, &transaction.to].into_iter().flatten() {
            if let Some(subject) = &side.subject {
                self.label(subject);
            }
        }
        let origin = self.origin(spot, "");
        let digits = |code: &str| mapping.decimals(code);
        let reading = Reading { key: &key_of, digits: &digits, zone: mapping.moments.zone(), report_id: &origin };
        let skipped = add_report(&mut self.builder, header, std::slice::from_ref(transaction), &reading);
        for (_, why) in skipped.map_err(|error| refused(spot, error))? {
            match why {
                Skipped::Refused(error) => return Err(refused(spot, error)),
                _ => self.remarks.add(NO_SIDES, || format!("{}, line {}", spot.file, spot.row)),
            }
        }
        Ok(true)
    }

    fn entity(&mut self, entity: &Entity<'_>) -> Result<(), Failure> {
        let link = match entity.schema {
            "Ownership" => Some(("owner", LinkKind::Owns, "asset")),
            "Directorship" => Some(("director", LinkKind::Directs, "organization")),
            _ => None,
        };
        if let Some((from, kind, to)) = link {
            for from in entity.all(from) {
                self.links.extend(entity.all(to).map(|to| (from.to_owned(), kind, to.to_owned())));
            }
            return Ok(());
        }
        let kind = match entity.schema {
            "BankAccount" => NodeKind::Account,
            "CryptoWallet" => NodeKind::Wallet,
            _ => NodeKind::Party,
        };
        self.kinds.insert(entity.id.to_owned(), kind);
        if !entity.caption.is_empty() {
            self.labels.insert(entity.id.to_owned(), entity.caption.to_owned());
        }
        Ok(())
    }
}
