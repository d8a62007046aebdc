//! Typing errors: letters dropped, doubled, exchanged or taken from the neighbouring key.

use crate::draw::Draw;

/// Rows of keyboards; neighbours in a row are neighbours on it.
const ROWS: [&str; 9] = [
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "ςερτυθιοπ",
    "ασδφγηξκλ",
    "ζχψωβνμ",
];

/// The letters beside one on its keyboard; none for scripts that are not typed letter by letter.
fn neighbours(letter: char) -> Vec<char> {
    let lower = letter.to_lowercase().next().unwrap_or(letter);
    ROWS.iter()
        .flat_map(|row| {
            let keys: Vec<char> = row.chars().collect();
            let at = keys.iter().position(|key| *key == lower);
            let beside = |at: usize| [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            at.into_iter().flat_map(beside).filter_map(|at| keys.get(at).copied()).collect::<Vec<char>>()
        })
        .collect()
}

/// Places of the letters that may be hit: all but the first and those beside a blank, as most slips are inside words.
fn inner(letters: &[char]) -> Vec<usize> {
    let is_letter = |at: usize| letters.get(at).is_some_and(|c| c.is_alphabetic());
    (1..letters.len()).filter(|at| is_letter(*at) && is_letter(at - 1)).collect()
}

/// The text with one letter from a neighbouring key. Unchanged when it has no such letter.
pub fn keyboard(draw: &mut Draw, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let places = inner(&letters);
    if let Some(at) = draw.choose(&places)
        && let Some(letter) = letters.get_mut(*at)
        && let Some(other) = draw.choose(&neighbours(*letter))
    {
        *letter = *other;
    }
    letters.into_iter().collect()
}

/// The text with one letter dropped, doubled, exchanged with the one before it or, in Latin letters, mistaken.
/// Unchanged when it has fewer than three letters.
pub fn typo(draw: &mut Draw, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let places = inner(&letters);
    let (Some(at), true) = (draw.choose(&places).copied(), letters.len() > 2) else {
        return text.to_owned();
    };
    // The first letter of a word is seldom wrong.
    let second = at < 2 || !letters.get(at - 2).is_some_and(|c| c.is_alphabetic());
    match draw.below(4) {
        0 => drop(letters.remove(at)),
        1 => {
            let same = letters.get(at).copied();
            same.into_iter().for_each(|letter| letters.insert(at, letter));
        }
        2 if !second => letters.swap(at - 1, at),
        _ => {
            if let Some(letter) = letters.get_mut(at) {
                *letter = mistaken(*letter, draw);
            }
        }
    }
    letters.into_iter().collect()
}

/// A letter that is often taken for another; any vowel for a vowel.
fn mistaken(letter: char, draw: &mut Draw) -> char {
    const PAIRS: [(char, char); 10] = [
        ('c', 'k'),
        ('s', 'z'),
        ('v', 'w'),
        ('i', 'y'),
        ('m', 'n'),
        ('b', 'p'),
        ('d', 't'),
        ('и', 'й'),
        ('е', 'ё'),
        ('η', 'ι'),
    ];
    let pair = PAIRS.iter().find_map(|(a, b)| match letter {
        _ if letter == *a => Some(*b),
        _ if letter == *b => Some(*a),
        _ => None,
    });
    match letter {
        'a' | 'e' | 'o' | 'u' => draw.pick(&['a', 'e', 'i', 'o', 'u']),
        _ => pair.unwrap_or(letter),
    }
}

/// A digit of a number wrong, or two of its digits exchanged.
pub fn number(draw: &mut Draw, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let at = draw.between(1, (letters.len() as u64).max(2) - 1) as usize;
    if draw.per_mille(500) && at < letters.len() {
        letters.swap(at - 1, at);
    } else if let Some(letter) = letters.get_mut(at)
        && let Some(digit) = letter.to_digit(10)
    {
        *letter = char::from_digit((digit + 1) % 10, 10).unwrap_or('0');
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Domain;

    #[test]
    fn a_slip_changes_one_place_and_never_the_first_letter() {
        for n in 0..500 {
            let mut draw = Draw::new(1, Domain::Mention, n);
            for name in ["Kuznetsov", "Кузнецов", "Παπαδάκης", "Al Mansouri"] {
                for slipped in [typo(&mut draw, name), keyboard(&mut draw, name)] {
                    assert_eq!(slipped.chars().next(), name.chars().next());
                    let lengths = (slipped.chars().count(), name.chars().count());
                    assert!(lengths.0.abs_diff(lengths.1) <= 1);
                    let differ = slipped.chars().zip(name.chars()).take_while(|(a, b)| a == b).count();
                    let behind = slipped.chars().rev().zip(name.chars().rev()).take_while(|(a, b)| a == b).count();
                    assert!(differ + behind + 2 >= name.chars().count(), "{slipped} of {name}");
                }
            }
        }
    }

    #[test]
    fn keys_have_neighbours_and_most_slips_show() {
        assert_eq!(neighbours('A'), ['s']);
        assert_eq!(neighbours('к'), ['у', 'е']);
        assert!(neighbours('王').is_empty());
        let slips = (0..200).filter(|n| typo(&mut Draw::new(1, Domain::Mention, *n), "Kuznetsov") != "Kuznetsov");
        assert!(slips.count() > 120);
    }
}
