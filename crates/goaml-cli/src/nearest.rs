//! What somebody may have meant.

/// The names closest to what was given, closest first: at most three, and none that is further away than a slip.
pub(crate) fn nearest<'a>(given: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    const SUGGESTIONS_MAX: usize = 3;
    let given = given.to_uppercase();
    let allowed = (given.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = names
        .map(|name| (if name.contains(&given) { 1 } else { distance(&given, name) }, name))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_unstable();
    near.into_iter().take(SUGGESTIONS_MAX).map(|(_, name)| name.to_owned()).collect()
}

/// How many letters must be changed, added or taken out to come from one text to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, a) in from.chars().enumerate() {
        let mut diagonal = std::mem::replace(row.first_mut().unwrap_or(&mut 0), line + 1);
        let mut left = line + 1;
        for (above, b) in row.iter_mut().skip(1).zip(&to) {
            let change = diagonal + usize::from(a != *b);
            diagonal = *above;
            left = change.min(diagonal + 1).min(left + 1);
            *above = left;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_levenshtein() {
        let pairs = [("", "", 0), ("A", "", 1), ("", "AB", 2), ("KITTEN", "SITTING", 3), ("XSD-ENUN", "XSD-ENUM", 1)];
        for (from, to, expected) in pairs {
            assert_eq!(distance(from, to), expected, "{from} {to}");
        }
    }

    #[test]
    fn a_slip_is_understood_and_nonsense_is_not() {
        let codes = ["XSD-ENUM", "XSD-MISSING", "XSD-MISSING-ONE", "ZIP-CRC"];
        assert_eq!(nearest("xsd-mising", codes.into_iter()), ["XSD-MISSING"]);
        assert_eq!(nearest("MISSING", codes.into_iter()), ["XSD-MISSING", "XSD-MISSING-ONE"]);
        assert!(nearest("HELLO WORLD", codes.into_iter()).is_empty());
    }
}
