//! Nodes: what money moves between.

use crate::error::{Cell, GraphError};
use crate::id::NodeId;
use crate::text::Interner;
use vocab::Sensitive;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum NodeKind {
    /// An account at an institution.
    Account = 0,
    /// A person or entity, as one report states it or as judged across reports: the caller says which by the key.
    Party = 1,
    /// A wallet or address on a chain.
    Wallet = 2,
    /// Cash at a place: the other side of a deposit or a withdrawal.
    Cash = 3,
    /// Goods or services: the other side of a delivery.
    Goods = 4,
}

impl NodeKind {
    /// Every kind, by its number.
    pub const ALL: [Self; 5] = [Self::Account, Self::Party, Self::Wallet, Self::Cash, Self::Goods];
}

/// Yes-or-no facts about a node, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NodeFlags(pub u16);

impl NodeFlags {
    /// Exchanges, utilities, payroll, tax office, an institution's internal accounts: searches do not go through it.
    pub const EXCLUDED: Self = Self(1);
    /// A natural person.
    pub const PERSON: Self = Self(1 << 1);
    /// A company or other organisation.
    pub const BUSINESS: Self = Self(1 << 2);
    /// The reporter's own client, so that all its movements may be known.
    pub const CLIENT: Self = Self(1 << 3);
    /// Named as suspected in a report.
    pub const SUSPECTED: Self = Self(1 << 4);
    /// A mixer, a bridge, a listed wallet or another node that taints what comes from it.
    pub const TAINTED: Self = Self(1 << 5);
    /// A financial institution acting for others.
    pub const INSTITUTION: Self = Self(1 << 6);
    /// The first of the flags that are free for the caller: this one and all higher.
    pub const FREE: Self = Self(1 << 8);

    /// Whether all of `other` are in it.
    #[inline]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// A country by its two letters (ISO 3166-1 alpha-2); whether it exists is the profile's to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 2]);

impl Country {
    /// The country of two ASCII letters, in either case.
    pub fn new(code: &str) -> Option<Self> {
        let letters: [u8; 2] = code.as_bytes().try_into().ok()?;
        letters.iter().all(u8::is_ascii_alphabetic).then(|| Self(letters.map(|letter| letter.to_ascii_uppercase())))
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// A point on the globe in millionths of a degree: about 11 centimetres.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    latitude: i32,
    longitude: i32,
}

/// The mean radius of the Earth (IUGG), in kilometres.
const EARTH_RADIUS_KM: f64 = 6_371.008_8;

impl Place {
    /// A place by degrees: latitude -90 to 90, longitude -180 to 180.
    ///
    /// # Errors
    /// [`GraphError::Place`] for anything else, also for what is not a number.
    pub fn from_degrees(latitude: f64, longitude: f64) -> Result<Self, GraphError> {
        let inside =
            latitude.is_finite() && longitude.is_finite() && latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        let micro = |degrees: f64| (degrees * 1e6).round() as i32;
        inside.then(|| Self { latitude: micro(latitude), longitude: micro(longitude) }).ok_or(GraphError::Place)
    }

    /// Latitude and longitude in degrees.
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.latitude) / 1e6, f64::from(self.longitude) / 1e6)
    }

    /// Kilometres to another place along the great circle, on a sphere: good to half a per cent.
    pub fn distance_km(self, other: Self) -> f64 {
        let ((from_lat, from_long), (to_lat, to_long)) = (self.degrees(), other.degrees());
        let (from_lat, to_lat, turn) = (from_lat.to_radians(), to_lat.to_radians(), (to_long - from_long).to_radians());
        let half = |angle: f64| (angle / 2.0).sin().powi(2);
        let chord = half(to_lat - from_lat) + from_lat.cos() * to_lat.cos() * half(turn);
        2.0 * EARTH_RADIUS_KM * chord.clamp(0.0, 1.0).sqrt().asin()
    }
}

/// What is known of a node beside its key. What is `None` is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NodeFacts {
    /// Country of the account, residence or seat.
    pub country: Option<Country>,
    /// Where it is.
    pub place: Option<Place>,
    /// Days since 1970 of the opening or founding.
    pub opened_day: Option<i32>,
    /// Yes-or-no facts.
    pub flags: NodeFlags,
}

/// All nodes of a graph.
#[derive(Clone, Default, PartialEq)]
pub struct Nodes {
    keys: Interner,
    facts: Vec<NodeFacts>,
}

impl Nodes {
    /// How many.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }

    /// Every node, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = NodeId> + use<> {
        (0..self.len() as u32).map(NodeId)
    }

    /// The node of a key.
    pub fn find(&self, kind: NodeKind, key: &str) -> Option<NodeId> {
        self.keys.find(kind as u8, key).map(NodeId)
    }

    /// The caller's key of a node.
    pub fn key(&self, node: NodeId) -> Sensitive<&str> {
        Sensitive::new(self.keys.get(node.0))
    }

    /// What a node is; `None` for a foreign id.
    pub fn kind(&self, node: NodeId) -> Option<NodeKind> {
        NodeKind::ALL.get(usize::from(self.keys.mark(node.0)?)).copied()
    }

    /// What is known of a node; nothing for a foreign id.
    pub fn facts(&self, node: NodeId) -> NodeFacts {
        self.facts.get(node.index()).copied().unwrap_or_default()
    }

    /// Whether searches do not go through a node.
    #[inline]
    pub fn is_excluded(&self, node: NodeId) -> bool {
        self.facts.get(node.index()).is_some_and(|facts| facts.flags.has(NodeFlags::EXCLUDED))
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        self.keys.bytes() + self.facts.capacity() * size_of::<NodeFacts>()
    }

    pub(crate) fn intern(&mut self, kind: NodeKind, key: &str) -> Result<NodeId, GraphError> {
        let too_many = GraphError::TooMany { things: "nodes", most: u64::from(u32::MAX) };
        let index = self.keys.intern(kind as u8, key).ok_or(too_many)?;
        if index as usize == self.facts.len() {
            self.facts.push(NodeFacts::default());
        }
        Ok(NodeId(index))
    }

    pub(crate) fn describe(&mut self, node: NodeId, facts: NodeFacts) -> Result<(), GraphError> {
        let at = Cell { row: u64::from(node.0), column: "node" };
        let known = self.facts.get_mut(node.index()).ok_or(GraphError::Foreign { at, value: node.0 })?;
        known.country = facts.country.or(known.country);
        known.place = facts.place.or(known.place);
        known.opened_day = facts.opened_day.or(known.opened_day);
        known.flags = known.flags.with(facts.flags);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_key_of_two_kinds_is_two_nodes() {
        let mut nodes = Nodes::default();
        let account = nodes.intern(NodeKind::Account, "7").unwrap();
        let wallet = nodes.intern(NodeKind::Wallet, "7").unwrap();
        assert_eq!((account, wallet, nodes.intern(NodeKind::Account, "7")), (NodeId(0), NodeId(1), Ok(NodeId(0))));
        assert_eq!(nodes.kind(wallet), Some(NodeKind::Wallet));
        assert_eq!(nodes.find(NodeKind::Account, "7"), Some(account));
        assert_eq!((nodes.find(NodeKind::Cash, "7"), nodes.kind(NodeId(2))), (None, None));
        assert!(!format!("{:?}", nodes.key(account)).contains('7'));
    }

    #[test]
    fn facts_add_up_and_are_not_lost() {
        let mut nodes = Nodes::default();
        let node = nodes.intern(NodeKind::Party, "p").unwrap();
        let country = Country::new("zz");
        nodes.describe(node, NodeFacts { country, flags: NodeFlags::PERSON, ..NodeFacts::default() }).unwrap();
        let more = NodeFacts { opened_day: Some(9), flags: NodeFlags::EXCLUDED, ..NodeFacts::default() };
        nodes.describe(node, more).unwrap();
        let facts = nodes.facts(node);
        assert_eq!((facts.country, facts.opened_day), (Country::new("ZZ"), Some(9)));
        assert!(facts.flags.has(NodeFlags::PERSON.with(NodeFlags::EXCLUDED)) && nodes.is_excluded(node));
        assert_eq!(nodes.describe(NodeId(5), more).unwrap_err().code(), "GR14");
    }

    #[test]
    fn places_are_on_the_globe() {
        for (latitude, longitude) in [(f64::NAN, 0.0), (0.0, f64::INFINITY), (90.1, 0.0), (0.0, -180.1)] {
            assert_eq!(Place::from_degrees(latitude, longitude), Err(GraphError::Place));
        }
        let place = |latitude, longitude| Place::from_degrees(latitude, longitude).unwrap();
        let quarter = place(0.0, 0.0).distance_km(place(90.0, 17.0));
        assert!((quarter - 10_007.557).abs() < 0.01, "{quarter}");
        assert!((place(0.0, 179.5).distance_km(place(0.0, -179.5)) - 111.195).abs() < 0.01);
        assert_eq!(place(-12.5, 7.25).degrees(), (-12.5, 7.25));
    }

    #[test]
    fn a_country_is_two_letters() {
        assert_eq!(Country::new("de").unwrap().as_str(), "DE");
        assert_eq!(
            (Country::new("DEU"), Country::new("Ä"), Country::new("1A"), Country::new("")),
            (None, None, None, None)
        );
    }
}
