//! From any script to Latin.

use crate::script::Script;

/// The folded Latin of one word (`a`–`z`, digits).
pub(crate) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        out.extend(any_ascii::any_ascii_char(c).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
    }
    out
}

/// The folded Latin of a word of `script`, the likeliest first.
pub(crate) fn readings(word: &str, _script: Script) -> Vec<String> {
    vec![fold(word)]
}

/// A word without the Arabic article at its beginning, also where it has taken the sound of the next letter.
pub(crate) fn without_article(latin: &str) -> &str {
    let rest = latin.strip_prefix("al").or_else(|| latin.strip_prefix("el")).or_else(|| latin.strip_prefix("ul"));
    rest.filter(|rest| rest.len() >= 3).unwrap_or(latin)
}

/// `abdurrahman`, `abdelrahman`, `abdulrahman` as one form, `abdrahman`.
pub(crate) fn servant(latin: &str) -> Option<String> {
    let rest = latin.strip_prefix("abd")?;
    let after = rest.strip_prefix("oul").or_else(|| rest.strip_prefix("our"));
    let rest = match after {
        Some(after) => after,
        None => {
            let tail = rest.strip_prefix(['a', 'e', 'i', 'o', 'u'])?;
            let mut letters = tail.bytes();
            let (first, second) = (letters.next()?, letters.next()?);
            if first == b'l' || first == second { tail.get(1..)? } else { tail }
        }
    };
    (rest.len() >= 3).then(|| format!("abd{rest}"))
}
