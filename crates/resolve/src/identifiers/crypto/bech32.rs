//! Bech32 (BIP 173) and Bech32m (BIP 350).

/// Whether a text with this prefix is a witness address whose checksum holds; `None` when it has not the shape of one.
pub(super) fn witness(text: &str, prefix: &str) -> Option<bool> {
    let mixed =
        text.bytes().any(|sign| sign.is_ascii_uppercase()) && text.bytes().any(|sign| sign.is_ascii_lowercase());
    let lower = text.to_ascii_lowercase();
    let data = lower.strip_prefix(prefix)?.strip_prefix('1')?;
    let signs = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let values: Option<Vec<u32>> =
        data.bytes().map(|sign| signs.iter().position(|other| *other == sign).map(|place| place as u32)).collect();
    let values = values.filter(|values| !mixed && (14..=74).contains(&values.len()))?;
    let version = values.first().copied().filter(|version| *version <= 16)?;
    let high = prefix.bytes().map(|sign| u32::from(sign >> 5));
    let low = prefix.bytes().map(|sign| u32::from(sign & 31));
    let all = high.chain([0]).chain(low).chain(values.iter().copied());
    let expected = if version == 0 { 1 } else { 0x2BC8_30A3 };
    Some(polymod(all) == expected)
}

fn polymod(values: impl Iterator<Item = u32>) -> u32 {
    const GENERATOR: [u32; 5] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3];
    values.fold(1, |check: u32, value| {
        let top = check >> 25;
        let next = (check & 0x01FF_FFFF) << 5 ^ value;
        GENERATOR.iter().enumerate().filter(|(bit, _)| top >> bit & 1 == 1).fold(next, |sum, (_, part)| sum ^ part)
    })
}
