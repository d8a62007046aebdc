//! State that was saved is loaded, and nothing else is.

use crate::world::{Dice, filings, judgement, model, rebuilt};
use resolve::clusters::{Clusters, LoadError, MentionId};
use sha2::{Digest, Sha256};

fn saved() -> (Clusters, Vec<u8>) {
    let filings = filings(120, 30, 6, 3);
    let mut dice = Dice(5);
    let ids: Vec<u64> = filings.iter().map(|filing| filing.id).collect();
    let judgements: Vec<_> = (0..20).map(|at| judgement(&mut dice, &ids, at)).collect();
    let mut clusters = rebuilt(&filings, &judgements);
    clusters.remove(MentionId(filings[7].id));
    let bytes = clusters.to_bytes();
    (clusters, bytes)
}

#[test]
fn a_loaded_state_is_the_saved_one_and_goes_on_like_it() {
    let (mut before, bytes) = saved();
    let mut after = Clusters::from_bytes(&bytes).unwrap();
    assert_eq!((after.all(), after.set_aside(), after.model()), (before.all(), before.set_aside(), before.model()));
    for filing in filings(160, 30, 6, 4).iter().skip(130) {
        let (one, other) = (filing.with(|mention| before.add(mention)), filing.with(|mention| after.add(mention)));
        assert_eq!(one, other);
    }
    assert_eq!(after.all(), before.all());
}

#[test]
fn an_empty_state_is_saved_too() {
    let bytes = Clusters::new(model()).to_bytes();
    assert!(Clusters::from_bytes(&bytes).unwrap().is_empty());
}

#[test]
fn every_cut_and_every_changed_byte_is_noticed() {
    let (_, bytes) = saved();
    for end in (0..bytes.len()).step_by(997) {
        assert!(Clusters::from_bytes(&bytes[..end]).is_err());
    }
    for at in (0..bytes.len()).step_by(601) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x10;
        assert!(matches!(Clusters::from_bytes(&changed), Err(LoadError::Foreign | LoadError::Damaged)), "{at}");
    }
}

#[test]
fn bytes_forged_with_a_right_digest_are_refused_or_make_sense() {
    let (_, bytes) = saved();
    let body = &bytes[..bytes.len() - 32];
    let mut refused = 0;
    for at in (12..body.len()).step_by(383) {
        for mask in [0x01, 0x80, 0xFF] {
            let mut forged = body.to_vec();
            forged[at] ^= mask;
            let digest = Sha256::digest(&forged);
            forged.extend_from_slice(&digest);
            match Clusters::from_bytes(&forged) {
                Ok(clusters) => drop(clusters.all()),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 20, "{refused}");
}
