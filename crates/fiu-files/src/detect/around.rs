//! What is known about accounts beside their payments: who owns them, since when they are, what they share.

use super::world::{node, refused};
use crate::failure::{CellFault, Failure};
use crate::input::remarks::Remarks;
use crate::input::{Form, Input, Spot};
use crate::table::amount::shown;
use crate::table::mapping::Mapping;
use crate::table::roles::{Columns, Role};
use crate::table::{self, Rows};
use graph::{
    Country, GraphBuilder, GraphError, Link, LinkKind, NodeFacts, NodeFlags, NodeId, NodeKind, Shared, SharedKind,
};

/// Which of the two tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    Accounts,
    Ties,
}

/// Reads one of the two tables into a graph that has no payments yet.
pub(super) fn read(
    input: &Input,
    what: Around,
    builder: &mut GraphBuilder,
    remarks: &mut Remarks,
) -> Result<(), Failure> {
    let label = input.label();
    if input.form != Form::Table {
        return Err(Failure::Kind(label));
    }
    let mut taken = Taken { file: &label, mapping: &input.mapping, what, columns: None, builder, remarks };
    table::read(&input.path, input.mapping.delimiter, &mut taken).map(|_| ())
}

struct Taken<'a> {
    file: &'a str,
    mapping: &'a Mapping,
    what: Around,
    columns: Option<Columns>,
    builder: &'a mut GraphBuilder,
    remarks: &'a mut Remarks,
}

impl Rows for Taken<'_> {
    fn columns(&mut self, names: &[String]) -> Result<(), Failure> {
        let roles: (&[Role], &[Role]) = match self.what {
            Around::Accounts => (&[Role::Account], &[Role::Owner, Role::Class, Role::Opened, Role::Country]),
            Around::Ties => (&[Role::Account, Role::Tie, Role::Value], &[]),
        };
        self.columns = Some(Columns::find(self.file, names, self.mapping, roles)?);
        Ok(())
    }

    fn row(&mut self, row: u64, cells: &[&str]) -> Result<(), Failure> {
        let Some(columns) = self.columns.clone() else { return Ok(()) };
        let cell = |role| columns.cell(role, cells);
        let filled = |role| match cell(role) {
            "" => Err(columns.fault(row, role, CellFault::Missing)),
            text => Ok(text),
        };
        let spot = Spot { file: self.file, row };
        let account = filled(Role::Account)?;
        match self.what {
            Around::Accounts => {
                let class = class(cell(Role::Class));
                if class.is_none() {
                    let words = "classes of accounts that say nothing to this program";
                    self.remarks.add(words, || format!("{}, row {row}: {}", self.file, shown(cell(Role::Class))));
                }
                let class = class.unwrap_or_default();
                let opened = match cell(Role::Opened) {
                    "" => None,
                    text => {
                        let day = self.mapping.moments.read(text);
                        let day = day.map_err(|found| columns.fault(row, Role::Opened, found))?;
                        i32::try_from(day.as_second().div_euclid(86_400)).ok()
                    }
                };
                let facts = NodeFacts {
                    country: Country::new(cell(Role::Country)),
                    opened_day: opened,
                    flags: class.flags,
                    ..NodeFacts::default()
                };
                self.account((account, cell(Role::Owner)), class, facts).map_err(|error| refused(spot, error))
            }
            Around::Ties => {
                let (words, value) = (filled(Role::Tie)?, filled(Role::Value)?);
                let found = tie(words).ok_or_else(|| {
                    let known = "owner, controls, signs, director, employs, related, same, address, phone, device, ip, mail, domain, employer, agent, identifier, payee";
                    columns.fault(row, Role::Tie, CellFault::Word { found: shown(words), known })
                })?;
                self.tie(account, found, value).map_err(|error| refused(spot, error))
            }
        }
    }
}

impl Taken<'_> {
    fn account(&mut self, (account, owner): (&str, &str), class: Class, facts: NodeFacts) -> Result<(), GraphError> {
        let held = node(self.builder, self.mapping, (account, class.kind))?;
        self.builder.describe(held, facts)?;
        if owner.is_empty() || owner == account {
            return Ok(());
        }
        let holder = self.builder.node(NodeKind::Party, owner)?;
        let flags = NodeFlags(facts.flags.0 & (NodeFlags::PERSON.0 | NodeFlags::BUSINESS.0));
        self.builder.describe(holder, NodeFacts { country: facts.country, flags, ..NodeFacts::default() })?;
        self.link(holder, LinkKind::Owns, held)
    }

    fn link(&mut self, from: NodeId, kind: LinkKind, to: NodeId) -> Result<(), GraphError> {
        self.builder.link(Link { from, kind, to, since_day: None, until_day: None })
    }

    fn tie(&mut self, account: &str, tie: Tie, value: &str) -> Result<(), GraphError> {
        let held = node(self.builder, self.mapping, (account, None))?;
        match tie {
            Tie::Link(kind) => {
                let holder = node(self.builder, self.mapping, (value, Some(NodeKind::Party)))?;
                self.link(holder, kind, held)
            }
            Tie::Shared(kind) => {
                let value = self.builder.value(value)?;
                self.builder.share(Shared { node: held, kind, value })
            }
        }
    }
}

/// What a class of accounts says.
#[derive(Clone, Copy, Debug, Default)]
struct Class {
    kind: Option<NodeKind>,
    flags: NodeFlags,
}

/// `None` for a word that says nothing here.
fn class(word: &str) -> Option<Class> {
    let flags = |flags| Class { kind: None, flags };
    let kind = |kind| Class { kind: Some(kind), flags: NodeFlags::default() };
    Some(match word.to_ascii_lowercase().as_str() {
        "" | "account" => Class::default(),
        "person" | "personal" | "private" | "individual" => flags(NodeFlags::PERSON),
        "business" | "company" | "merchant" | "school" | "organisation" | "organization" | "corporate" => {
            flags(NodeFlags::BUSINESS)
        }
        "bank" | "institution" => flags(NodeFlags::INSTITUTION),
        "excluded" | "tax" | "utility" | "payroll" | "internal" | "exchange" => flags(NodeFlags::EXCLUDED),
        "tainted" | "mixer" | "bridge" | "darknet-market" => flags(NodeFlags::TAINTED),
        "wallet" => kind(NodeKind::Wallet),
        "cash" | "till" | "atm" => kind(NodeKind::Cash),
        "goods" => kind(NodeKind::Goods),
        "party" => kind(NodeKind::Party),
        _ => return None,
    })
}

/// What a tie is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tie {
    Link(LinkKind),
    Shared(SharedKind),
}

fn tie(word: &str) -> Option<Tie> {
    Some(match word.to_ascii_lowercase().as_str() {
        "owner" | "owns" | "holder" => Tie::Link(LinkKind::Owns),
        "controls" | "controller" | "beneficial owner" => Tie::Link(LinkKind::Controls),
        "signs" | "signatory" => Tie::Link(LinkKind::Signs),
        "director" | "directs" => Tie::Link(LinkKind::Directs),
        "employs" => Tie::Link(LinkKind::Employs),
        "related" | "relative" => Tie::Link(LinkKind::RelatedTo),
        "same" => Tie::Link(LinkKind::SameAs),
        "address" => Tie::Shared(SharedKind::Address),
        "phone" => Tie::Shared(SharedKind::Phone),
        "device" => Tie::Shared(SharedKind::Device),
        "ip" => Tie::Shared(SharedKind::Ip),
        "mail" | "email" => Tie::Shared(SharedKind::Email),
        "domain" => Tie::Shared(SharedKind::Domain),
        "employer" => Tie::Shared(SharedKind::Employer),
        "agent" => Tie::Shared(SharedKind::Agent),
        "identifier" => Tie::Shared(SharedKind::Identifier),
        "payee" | "beneficiary" => Tie::Shared(SharedKind::Beneficiary),
        _ => return None,
    })
}
