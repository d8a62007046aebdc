//! Pairs within clusters, with what speaks for and against them.

use super::records::Records;
use resolve::clusters::{Clusters, Judgement, MentionId, Verdict};
use resolve::weights::explain::{Contribution, Explanation};
use std::collections::BTreeMap;

/// Members of one cluster whose pairs are looked at; of a larger one, each further member is compared with these.
pub(super) const MEMBERS_MAX: usize = 12;

/// Two records of one cluster.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    pub(super) cluster: MentionId,
    pub(super) a: MentionId,
    pub(super) b: MentionId,
    /// Weight of evidence in thousandths of a bit.
    pub(super) weight: i32,
    pub(super) similarity: u16,
    pub(super) at_stake: i32,
    pub(super) judged: Option<Verdict>,
    pub(super) reasons: Vec<Reason>,
}

/// One reason for or against.
#[derive(Clone, Debug)]
pub(super) struct Reason {
    pub(super) words: String,
    /// In thousandths of a bit.
    pub(super) weight: i32,
    pub(super) left: String,
    pub(super) right: String,
}

/// Clusters of two and more with their members, by name.
pub(super) fn groups(clusters: &Clusters) -> BTreeMap<MentionId, Vec<MentionId>> {
    let mut groups: BTreeMap<MentionId, Vec<MentionId>> = BTreeMap::new();
    for (mention, cluster) in clusters.all() {
        groups.entry(cluster).or_default().push(mention);
    }
    groups.retain(|_, members| members.len() > 1);
    groups
}

/// The pairs that hold a cluster together: those that reach the threshold, and those that people judged.
pub(super) fn pairs(
    clusters: &mut Clusters,
    groups: &BTreeMap<MentionId, Vec<MentionId>>,
    judgements: &[Judgement],
) -> Vec<Pair> {
    let threshold = clusters.model().threshold;
    let mut judged: BTreeMap<(MentionId, MentionId), (u64, u64, Verdict)> = BTreeMap::new();
    for judgement in judgements {
        let new = (judgement.at, judgement.by, judgement.verdict);
        let known = judged.entry(judgement.pair()).or_insert(new);
        *known = (*known).max(new);
    }
    let mut pairs = Vec::new();
    for (cluster, members) in groups {
        for (at, b) in members.iter().enumerate() {
            for a in members.iter().take(at.min(MEMBERS_MAX)) {
                let verdict = judged.get(&(*a, *b)).map(|(.., verdict)| *verdict);
                let Some(explanation) = clusters.explain(*a, *b) else { continue };
                if explanation.found.weight >= threshold || verdict.is_some() {
                    pairs.push(pair((*cluster, *a, *b), verdict, explanation));
                }
            }
        }
    }
    pairs
}

fn pair((cluster, a, b): (MentionId, MentionId, MentionId), judged: Option<Verdict>, explanation: Explanation) -> Pair {
    let reason = |line: Contribution| Reason {
        words: words(&line),
        weight: line.weight,
        left: line.left.into_revealed(),
        right: line.right.into_revealed(),
    };
    Pair {
        cluster,
        a,
        b,
        weight: explanation.found.weight,
        similarity: explanation.found.similarity,
        at_stake: explanation.found.at_stake,
        judged,
        // What would be told as nothing is not told; it is still in the sum.
        reasons: explanation.contributions.into_iter().filter(|line| line.weight.abs() >= 50).map(reason).collect(),
    }
}

/// A weight in bits with one decimal and its sign.
pub(super) fn bits(weight: i32) -> String {
    let tenths = (weight.abs() + 50) / 100;
    let sign = if weight < 0 && tenths > 0 { "−" } else { "+" };
    format!("{sign}{}.{}", tenths / 10, tenths % 10)
}

impl Pair {
    /// All reasons in one line.
    pub(super) fn why(&self) -> String {
        let reasons: Vec<String> =
            self.reasons.iter().map(|reason| format!("{} {}", reason.words, bits(reason.weight))).collect();
        let judged = self.judged.map_or(String::new(), |verdict| format!("judged {}; ", verdict_word(verdict)));
        format!("{judged}{}", reasons.join("; "))
    }
}

/// A verdict as files write it.
pub(super) const fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Same => "same",
        Verdict::Different => "different",
        Verdict::Unsure => "unsure",
    }
}

/// What met, in words.
fn words(line: &Contribution) -> String {
    let Some(feature) = line.feature else { return "may be kin of one household".to_owned() };
    let name = match feature.name() {
        "given" => "given name",
        "second" => "second given name",
        "family" => "family name",
        "order" => "order of names",
        "company" => "name of the organisation",
        "birth" => "date",
        "place" => "address",
        "phone" => "telephone",
        "mail" => "mail address",
        "number" => "number",
        other => other,
    };
    let level = match line.level {
        "exact" | "straight" | "same" => "the same",
        "spelling" => "another spelling",
        "nickname" => "a pet form",
        "close" => "nearly the same",
        "initial" => "an initial",
        "crossed" => "in another place of the name",
        "similar" => "alike",
        "partial" => "in part",
        "near" => "nearly the same",
        "contained" => "one within the other",
        "most" => "most words the same",
        "half" => "half of the words the same",
        "calendar" => "the same day in another calendar",
        "swapped" => "day and month exchanged",
        "one_day" => "one day apart",
        "one_digit" => "one digit differs",
        "same_month" => "the same month",
        "same_year" => "the same year",
        "year_only" => "the same year, another day",
        "near_year" => "a year apart",
        "turned" => "the other way round",
        "house" => "the same house",
        "postcode" => "the same postal code",
        "street" => "the same street",
        "city" => "the same town",
        "near_postcode" => "a postal code nearby",
        "local_part" => "the same name at another provider",
        "strong" => "the same, and hardly anybody else's",
        "medium" => "the same",
        "weak" => "the same, but it proves little",
        "one_slip" => "one slip apart",
        "different" => "different",
        other => other,
    };
    format!("{name}: {level}")
}

/// How sure the least sure pair of each cluster is, the least sure first: what to look at.
pub(super) fn by_doubt(pairs: &[Pair]) -> Vec<(i32, MentionId)> {
    let mut strongest: BTreeMap<(MentionId, MentionId), i32> = BTreeMap::new();
    for pair in pairs {
        for member in [pair.a, pair.b] {
            let best = strongest.entry((pair.cluster, member)).or_insert(pair.weight);
            *best = (*best).max(pair.weight);
        }
    }
    let mut clusters: BTreeMap<MentionId, i32> = BTreeMap::new();
    for ((cluster, _), weight) in strongest {
        let least = clusters.entry(cluster).or_insert(weight);
        *least = (*least).min(weight);
    }
    let mut order: Vec<(i32, MentionId)> = clusters.into_iter().map(|(cluster, weight)| (weight, cluster)).collect();
    order.sort_unstable();
    order
}

/// What a record is called, with its main name.
pub(super) fn shown(records: &Records, id: MentionId) -> String {
    let called = records.get(id).map_or("", |record| &record.called);
    format!("{called} [{}]", records.name(id))
}
