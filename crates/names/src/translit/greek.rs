//! Greek: the passport scheme (ELOT 743), and a reading by sound.

use unicode_normalization::UnicodeNormalization;

pub(super) fn readings(word: &str) -> Vec<String> {
    // The diaeresis parts two vowels that would be one sound; accents say nothing.
    let plain: String = word
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .collect();
    vec![write(&plain, &[PASSPORT, COMMON]), write(&plain, &[SPOKEN, COMMON])]
}

type Pairs = &'static [(&'static str, &'static str)];

const PASSPORT: Pairs =
    &[("αυ", "av"), ("ευ", "ev"), ("ηυ", "iv"), ("^μπ", "b"), ("γγ", "ng"), ("γξ", "nx"), ("γχ", "nch"), ("χ", "ch")];
const SPOKEN: Pairs = &[
    ("αυ", "af"),
    ("ευ", "ef"),
    ("ει", "i"),
    ("οι", "i"),
    ("υι", "i"),
    ("αι", "e"),
    ("μπ", "b"),
    ("ντ", "d"),
    ("γκ", "g"),
    ("γγ", "g"),
    ("^γι", "y"),
    ("^γε", "ye"),
    ("χ", "h"),
    ("τζ", "j"),
];
const COMMON: Pairs = &[
    ("ου", "ou"),
    ("α", "a"),
    ("β", "v"),
    ("γ", "g"),
    ("δ", "d"),
    ("ε", "e"),
    ("ζ", "z"),
    ("η", "i"),
    ("θ", "th"),
    ("ι", "i"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "n"),
    ("ξ", "x"),
    ("ο", "o"),
    ("π", "p"),
    ("ρ", "r"),
    ("σ", "s"),
    ("τ", "t"),
    ("υ", "y"),
    ("φ", "f"),
    ("ψ", "ps"),
    ("ω", "o"),
];

fn write(word: &str, tables: &[Pairs]) -> String {
    let (mut out, mut rest) = (String::new(), word);
    while let Some(c) = rest.chars().next() {
        let first = rest.len() == word.len();
        let found = tables.iter().flat_map(|table| table.iter()).find_map(|(from, to)| match from.strip_prefix('^') {
            Some(from) => (first && rest.starts_with(from)).then_some((from.len(), *to)),
            None => rest.starts_with(from).then_some((from.len(), *to)),
        });
        let (length, latin) = found.unwrap_or((c.len_utf8(), ""));
        out.push_str(latin);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}
