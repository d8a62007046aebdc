//! What a misspelt word most likely means.

/// The item whose text is within a small edit distance of a word: one slip for up to four characters, two for up to
/// eight, three beyond. `None` when there is none, or when two different texts are equally near.
pub(crate) fn nearest<'a, T: 'a>(
    wanted: &str,
    items: impl Iterator<Item = &'a T>,
    text: impl Fn(&'a T) -> &'a str,
) -> Option<&'a T> {
    let wanted: Vec<char> = wanted.to_lowercase().chars().collect();
    let allowed = match wanted.len() {
        0 | 1 => return None,
        2..=4 => 1,
        5..=8 => 2,
        _ => 3,
    };
    let mut best: Option<(usize, &'a T)> = None;
    let mut tie = false;
    for item in items {
        let candidate: Vec<char> = text(item).to_lowercase().chars().collect();
        if candidate.len() < 2 || candidate.len().abs_diff(wanted.len()) > allowed {
            continue;
        }
        let distance = distance(&wanted, &candidate);
        if distance > allowed || distance >= candidate.len() {
            continue;
        }
        match best {
            Some((shortest, _)) if distance > shortest => {}
            Some((shortest, known)) if distance == shortest => tie |= text(known) != text(item),
            _ => {
                best = Some((distance, item));
                tie = false;
            }
        }
    }
    best.filter(|_| !tie).map(|(_, item)| item)
}

/// Insertions, deletions, replacements and swaps of neighbours that lead from one text to the other
/// (restricted Damerau–Levenshtein distance).
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        for (j, b) in other.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&last, j).saturating_add(usize::from(a != b));
            let mut cost = replaced.min(at(&last, j + 1).saturating_add(1)).min(at(&row, j).saturating_add(1));
            if i > 0 && j > 0 && one.get(i - 1) == Some(b) && other.get(j - 1) == Some(a) {
                cost = cost.min(at(&before, j - 1).saturating_add(1));
            }
            row.push(cost);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_count_slips() {
        let d = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(
            [d("abc", "abc"), d("abc", "acb"), d("abc", "ab"), d("", "ab"), d("kitten", "sitting")],
            [0, 1, 1, 2, 3]
        );
    }

    #[test]
    fn two_equally_near_words_are_no_answer() {
        let words = ["from_person", "from_entity"];
        assert_eq!(nearest("from_persn", words.iter(), |w| w), Some(&"from_person"));
        assert_eq!(nearest("ab", ["ac", "ad"].iter(), |w| w), None);
        assert_eq!(nearest("x", words.iter(), |w| w), None);
    }
}
