//! Brazil: CPF of people and CNPJ of organisations (letters from July 2026 on count as their code less 48).

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { name: "br.cpf", expected: "eleven digits", read: cpf },
    Scheme { name: "br.cnpj", expected: "fourteen letters and digits, the last two digits", read: cnpj },
];

fn cpf(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    let check = |count: usize| {
        let sum: u32 =
            d.iter().take(count).zip((2..=count as u32 + 1).rev()).map(|(digit, weight)| digit * weight).sum();
        sum * 10 % 11 % 10
    };
    Some(holds(check(9) == at(&d, 9) && check(10) == at(&d, 10)))
}

fn cnpj(text: &str) -> Option<Check> {
    if text.len() != 14 || !text.bytes().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit()) {
        return None;
    }
    let d: Vec<u32> = text.bytes().map(|sign| u32::from(sign) - 48).collect();
    let check = |weights: &[u32]| match weighted(&d, weights) % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    let first = check(&[5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
    let second = check(&[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
    Some(holds(first == at(&d, 12) && second == at(&d, 13)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(
            &[("br.cpf", "529.982.247-25"), ("br.cnpj", "11.222.333/0001-81"), ("br.cnpj", "12.ABC.345/01DE-35")],
            true,
        );
    }
}
