//! Bytes damaged in many ways, the same every time.

/// One way to damage bytes at a place, with other bytes of the same kind at hand.
type Way = fn(bytes: &[u8], at: usize, other: &[u8]) -> Vec<u8>;

fn with(bytes: &[u8], at: usize, byte: u8) -> Vec<u8> {
    [&bytes[..at], &[byte], &bytes[at + 1..]].concat()
}

const WAYS: [Way; 12] = [
    |bytes, at, _| with(bytes, at, 0),
    |bytes, at, _| with(bytes, at, b'<'),
    |bytes, at, _| with(bytes, at, b'9'),
    |bytes, at, _| with(bytes, at, bytes[at] ^ 1),
    |bytes, at, _| with(bytes, at, bytes[at] ^ 0x80),
    |bytes, at, _| with(bytes, at, 0xFF),
    // One left out, and a stretch.
    |bytes, at, _| [&bytes[..at], &bytes[at + 1..]].concat(),
    |bytes, at, _| [&bytes[..at], &bytes[end(bytes, at)..]].concat(),
    // A stretch twice, and in the place of what stands elsewhere.
    |bytes, at, _| [&bytes[..end(bytes, at)], &bytes[at..]].concat(),
    |bytes, at, _| {
        let from = bytes.len() - end(bytes, at);
        let stretch = &bytes[from..end(bytes, from)];
        [&bytes[..at], stretch, bytes.get(at + stretch.len()..).unwrap_or_default()].concat()
    },
    // All after it left out, or taken from the other.
    |bytes, at, _| bytes[..at].to_vec(),
    |bytes, at, other| [&bytes[..at], &other[at * other.len() / bytes.len()..]].concat(),
];

/// Where a stretch ends that begins there.
fn end(bytes: &[u8], at: usize) -> usize {
    (at + 1 + at % 23).min(bytes.len())
}

/// About so many damaged ones, at places spread evenly. Every place is damaged in another way than its neighbours, and in
/// all ways when there are enough.
pub(crate) fn damaged(bytes: &[u8], other: &[u8], count: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..count).map(move |number| {
        let at = number * bytes.len() / count;
        WAYS[number % WAYS.len()](bytes, at, other)
    })
}

#[test]
fn damage_is_the_same_every_time_and_reaches_all_of_it() {
    let bytes: Vec<u8> = (0..100).collect();
    let made: Vec<Vec<u8>> = damaged(&bytes, b"other", 600).collect();
    assert_eq!(made, damaged(&bytes, b"other", 600).collect::<Vec<_>>());
    assert!(made.iter().filter(|damaged| **damaged == bytes).count() < 6, "but for a byte that stood there before");
    assert_eq!(made.iter().filter(|damaged| damaged.ends_with(b"other")).count(), 10, "spliced");
    let kept = |damaged: &Vec<u8>| damaged.iter().zip(&bytes).take_while(|(left, right)| left == right).count();
    assert!((0..100).all(|at| made.iter().any(|damaged| kept(damaged) == at)), "at every place");
}
