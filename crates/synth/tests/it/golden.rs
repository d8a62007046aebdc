//! What a seed means must not change: every figure that was ever published names one.

use openfiu_synth::lists::formats::write;
use openfiu_synth::lists::queries::Questions;
use openfiu_synth::lists::{Format, List};
use openfiu_synth::mentions::{Crowd, tables};
use openfiu_synth::money::tables::{Table, write_flow, write_table};
use openfiu_synth::money::{Noise, Plan};

/// FNV-1a of sixty-four bits: enough to notice a change.
fn digest(parts: &[Vec<u8>]) -> String {
    let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", parts.iter().flatten().fold(0xcbf2_9ce4_8422_2325, hash))
}

fn mentions() -> Vec<Vec<u8>> {
    let (mut mentions, mut truth, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    let crowd = Crowd::new(1, 2000);
    tables::write(&crowd, &mut mentions, &mut truth).unwrap();
    tables::write_pairs(&crowd, 500, &mut pairs).unwrap();
    vec![mentions, truth, pairs]
}

fn lists() -> Vec<Vec<u8>> {
    let list = List::new(1, 300);
    let mut files: Vec<Vec<u8>> = Format::ALL
        .into_iter()
        .map(|format| {
            let mut out = Vec::new();
            write(&list.edition(2), format, &mut out).unwrap();
            out
        })
        .collect();
    let mut questions = Vec::new();
    Questions::new(list).write(500, 400, &mut questions).unwrap();
    files.push(questions);
    files
}

fn money(noise: Noise) -> Vec<Vec<u8>> {
    let plan = Plan::new(1, 10_000, 3, noise);
    let (mut payments, mut truth) = (Vec::new(), Vec::new());
    write_flow(&plan, &mut payments, &mut truth).unwrap();
    let mut files = vec![payments, truth];
    for table in Table::ALL {
        let mut out = Vec::new();
        write_table(&plan, table, &mut out).unwrap();
        files.push(out);
    }
    files
}

#[test]
fn a_seed_means_what_it_meant() {
    let made = [
        digest(&mentions()),
        digest(&lists()),
        digest(&money(Noise::CALM)),
        digest(&money(Noise::USUAL)),
        digest(&money(Noise::MURKY)),
    ];
    assert_eq!(
        made,
        ["3e9790cad308fcc1", "2d1d32a664585725", "3dac1de2534ce022", "7c5115fb1c1ad14d", "67ef72259f57a18c"]
    );
}
