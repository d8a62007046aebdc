//! A hit: who was met, how names, births, countries and numbers agree, how sure it is, and a sentence for each.

use crate::country;
use crate::date::{Meeting, PartialDate};
use crate::entry::{Entry, Identifier, NameKind};
use crate::index::{EntryNumber, Holder, Index, group_of, normalise};
use crate::query::Query;
use names::{Met, Name, NameMatch};
use std::cmp::Reverse;
use vocab::Sensitive;

/// How sure a hit is, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Band {
    /// To be looked at first.
    Strong,
    /// To be looked at.
    Likely,
    /// To be looked at when there is time, or when something else points the same way.
    Weak,
}

/// Names that met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// Which name of the query, from 0.
    pub query_name: usize,
    /// Which name of the entry, from 0.
    pub entry_name: usize,
    /// How sure the publisher is of that name.
    pub kind: NameKind,
    /// How they met, the query on the left.
    pub met: NameMatch,
}

/// Numbers that are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentifierHit {
    /// Which identifier of the query, from 0.
    pub query_identifier: usize,
    /// Which identifier of the entry, from 0.
    pub entry_identifier: usize,
    /// Whether both sides file it as the same kind of number.
    pub same_kind: bool,
}

/// One entry that was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The entry, for [`Index::entry`].
    pub entry: EntryNumber,
    /// How sure.
    pub band: Band,
    /// Rank within the band and across: 0 to 1000.
    pub score: u16,
    /// The names that met best; `None` when only numbers are equal.
    pub name: Option<NameHit>,
    /// How the dates of birth that agree best stand to each other; `None` when one side has none.
    pub birth: Option<Meeting>,
    /// Whether a country agrees; `None` when one side has none.
    pub country: Option<bool>,
    /// Equal numbers.
    pub identifiers: Vec<IdentifierHit>,
}

/// The answer to a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screened {
    /// Hits, the surest first, at most [`crate::Policy::hits_max`].
    pub hits: Vec<Hit>,
    /// Hits beyond that number.
    pub hits_left_out: usize,
    /// Names of the query beyond [`crate::Policy::names_max`], which were not screened.
    pub names_left_out: usize,
}

/// The best name of an entry so far.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Rank of the name, then the name.
    best: Option<(u16, NameHit)>,
}

impl Found {
    /// Whether a listed name, so alike to one of the query, is better than the one kept. A weak alias yields to any
    /// other name.
    pub(crate) fn yields_to(&self, index: &Index, query_name: usize, holder: Holder, similarity: u16) -> bool {
        let place = (rank(kind_of(index, holder), similarity), Reverse((query_name, holder.at as usize)));
        self.best.as_ref().is_none_or(|(best, kept)| (*best, Reverse((kept.query_name, kept.entry_name))) < place)
    }

    /// Keeps a listed name that met one of the query.
    pub(crate) fn keep(&mut self, index: &Index, query_name: usize, holder: Holder, met: NameMatch) {
        let kind = kind_of(index, holder);
        let hit = NameHit { query_name, entry_name: holder.at as usize, kind, met };
        self.best = Some((rank(kind, hit.met.similarity), hit));
    }
}

fn kind_of(index: &Index, holder: Holder) -> NameKind {
    index.name_kind(holder).unwrap_or(NameKind::Alias)
}

fn rank(kind: NameKind, similarity: u16) -> u16 {
    if kind == NameKind::Weak { similarity.saturating_sub(100) } else { similarity }
}

impl Hit {
    /// Puts together all that speaks for and against, and judges it by the policy. `None` when nothing speaks for it.
    pub(crate) fn judge(index: &Index, number: EntryNumber, query: &Query, found: Found) -> Option<Self> {
        let (policy, entry) = (index.policy(), index.entry(number)?);
        let name = found.best.map(|(_, name)| name);
        let identifiers = equal_identifiers(&query.identifiers, entry);
        let birth = best_meeting(query, entry);
        let country = countries_agree(query, entry);
        let named = name.as_ref().map(|name| {
            let birth = birth.map_or(0, |meeting| policy.birth(meeting));
            let country = if country == Some(true) { i32::from(policy.country_adds) } else { 0 };
            (i32::from(name.met.similarity) + birth + country).clamp(0, 1000)
        });
        let numbered = identifiers.iter().filter_map(|hit| {
            let kind = entry.identifiers.get(hit.entry_identifier)?.kind;
            Some(i32::from(policy.identifier(kind, hit.same_kind)))
        });
        let numbered = numbered.max();
        let score = u16::try_from(named.max(numbered)?).unwrap_or(0);
        let mut band = if score >= policy.strong_min {
            Band::Strong
        } else if score >= policy.likely_min {
            Band::Likely
        } else {
            Band::Weak
        };
        let supported = numbered.is_some() || birth.is_some_and(|meeting| meeting <= Meeting::SameMonth);
        let thin = name.as_ref().is_some_and(|name| {
            name.kind == NameKind::Weak
                || name.met.evidence < policy.evidence_min
                || name.met.surety() < policy.surety_min
                || birth == Some(Meeting::Contradicts)
        });
        if thin && !supported {
            band = Band::Weak;
        }
        Some(Self { entry: number, band, score, name, birth, country, identifiers })
    }

    /// Everything that speaks for or against the hit, a sentence each, with the values that met. For the eyes of who
    /// may see both the query and the list.
    pub fn explain(&self, index: &Index, query: &Query) -> Vec<Sensitive<String>> {
        let Some(entry) = index.entry(self.entry) else { return Vec::new() };
        let mut out = Vec::new();
        if let Some(name) = &self.name {
            explain_name(name, query, entry, &mut out);
        }
        if let Some(meeting) = self.birth {
            let dates = |dates: &[Sensitive<PartialDate>]| {
                dates.iter().map(|date| date.reveal().to_string()).collect::<Vec<_>>().join(", ")
            };
            let (left, right) = (dates(&query.births), dates(&entry.births));
            out.push(format!("Born {left}; listed {right}: {}.", birth_words(meeting)));
        }
        match self.country {
            Some(true) => out.push("A country agrees.".to_owned()),
            Some(false) => out.push("No country agrees; this alone says little.".to_owned()),
            None => {}
        }
        for hit in &self.identifiers {
            if let (Some(ours), Some(theirs)) =
                (query.identifiers.get(hit.query_identifier), entry.identifiers.get(hit.entry_identifier))
            {
                let (ours, theirs) =
                    ((ours.kind.code(), ours.value.reveal()), (theirs.kind.code(), theirs.value.reveal()));
                out.push(format!("The {} {} is listed as {} {}.", ours.0, ours.1, theirs.0, theirs.1));
            }
        }
        out.into_iter().map(Sensitive::new).collect()
    }

    fn evidence(&self) -> i16 {
        self.name.as_ref().map_or(0, |name| name.met.evidence)
    }
}

impl Screened {
    /// Orders hits by band, score, evidence, and last by list and number, so that the order is always the same.
    pub(crate) fn rank(index: &Index, mut hits: Vec<Hit>, names_left_out: usize) -> Self {
        let place = |hit: &Hit| index.entry(hit.entry).map(|entry| (entry.list.as_str(), entry.id.as_str()));
        hits.sort_by(|a, b| {
            let surer = |hit: &Hit| (hit.band, Reverse((hit.score, hit.evidence())));
            surer(a).cmp(&surer(b)).then_with(|| place(a).cmp(&place(b)))
        });
        let hits_left_out = hits.len().saturating_sub(index.policy().hits_max);
        hits.truncate(index.policy().hits_max);
        Self { hits, hits_left_out, names_left_out }
    }
}

fn best_meeting(query: &Query, entry: &Entry) -> Option<Meeting> {
    let each =
        query.births.iter().flat_map(|ours| entry.births.iter().map(|theirs| ours.reveal().meet(*theirs.reveal())));
    each.min()
}

fn countries_agree(query: &Query, entry: &Entry) -> Option<bool> {
    let places = entry.places.iter().chain(&entry.birth_places).map(|place| &place.country);
    let mut theirs = entry.nationalities.iter().chain(places).filter(|country| !country.is_empty()).peekable();
    if query.countries.is_empty() || theirs.peek().is_none() {
        return None;
    }
    Some(theirs.any(|theirs| query.countries.iter().any(|ours| country::same(ours, theirs))))
}

fn equal_identifiers(ours: &[Identifier], entry: &Entry) -> Vec<IdentifierHit> {
    let mut hits = Vec::new();
    for (query_identifier, ours) in ours.iter().enumerate() {
        let Some(number) = normalise(ours) else { continue };
        for (entry_identifier, theirs) in entry.identifiers.iter().enumerate() {
            if normalise(theirs).as_ref() == Some(&number) {
                hits.push(IdentifierHit { query_identifier, entry_identifier, same_kind: ours.kind == theirs.kind });
            }
        }
    }
    hits
}

fn birth_words(meeting: Meeting) -> &'static str {
    match meeting {
        Meeting::SameDay => "the same day",
        Meeting::Swapped => "the same with day and month swapped",
        Meeting::NextDay => "one day apart",
        Meeting::SameMonth => "the same month",
        Meeting::SameYear => "the same year",
        Meeting::Near => "near, and one is approximate",
        Meeting::Contradicts => "they contradict each other",
    }
}

fn explain_name(hit: &NameHit, query: &Query, entry: &Entry, out: &mut Vec<String>) {
    let (Some(ours), Some(theirs)) = (query.names.get(hit.query_name), entry.names.get(hit.entry_name)) else { return };
    let (ours, theirs) = (ours.text.reveal(), theirs.text.reveal());
    out.push(format!(
        "{ours:?} and the {} name {theirs:?} are alike by {} of 1000.",
        hit.kind.code(),
        hit.met.similarity
    ));
    let (_, listed_kind) = group_of(entry.kind);
    let query_kind = if query.kind == crate::Kind::Unknown { listed_kind } else { group_of(query.kind).1 };
    let (left, right) = (compared_words(query_kind, ours), compared_words(listed_kind, theirs));
    let text = |words: &[String], place: Option<(u8, u8)>| {
        let (at, count) = place.map_or((0, 0), |(at, count)| (usize::from(at), usize::from(count)));
        words.iter().skip(at).take(count).cloned().collect::<Vec<_>>().join(" ")
    };
    for pair in &hit.met.pairs {
        let (a, b) = (text(&left, pair.left), text(&right, pair.right));
        out.push(match pair.met {
            Met::Missing if pair.left.is_some() => format!("{a:?} is not in the listed name."),
            Met::Missing => format!("{b:?} is in the listed name only."),
            met => format!("{a:?} and {b:?}: {}, {} of 1000, weight {}.", met_words(met), pair.similarity, pair.weight),
        });
    }
    let remarks = hit.met.remarks;
    for (said, words) in [
        (remarks.legal_differs, "The legal forms differ."),
        (remarks.number_differs, "A number is in one name only."),
        (remarks.generation_differs, "One is the younger, the other the elder."),
        (remarks.order_differs, "The words come in another order."),
    ] {
        if said {
            out.push(words.to_owned());
        }
    }
}

fn compared_words(kind: names::NameKind, text: &str) -> Vec<String> {
    let name = Name::new(kind, text);
    name.latin().split(' ').map(str::to_owned).collect()
}

fn met_words(met: Met) -> &'static str {
    match met {
        Met::Exact => "the same letters",
        Met::Transliteration => "the same in another script",
        Met::Spelling => "another spelling",
        Met::Joined => "written together or apart",
        Met::Gendered => "the form for the other sex",
        Met::Nickname => "a pet form",
        Met::Phonetic => "alike in sound",
        Met::Initial => "an initial",
        Met::Missing => "missing",
        Met::Contradicting => "they differ",
    }
}
