//! Published national schemas, when they are at hand.

use crate::{check, compile};
use openfiu_xsd::Sampler;

#[test]
fn published_schemas_compile_and_their_samples_are_valid() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/xsd");
    let Ok(files) = std::fs::read_dir(folder) else {
        println!("no published schemas beside the project: nothing to test");
        return;
    };
    for file in files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "xsd")) {
        let schema = compile(&std::fs::read_to_string(&file).unwrap());
        for seed in 0..60 {
            let prefer = [["transaction", "activity"][usize::try_from(seed % 2).unwrap()].to_owned()].to_vec();
            let optional_percent = u32::try_from(seed % 7).unwrap() * 12;
            let sampler = Sampler { seed, optional_percent, repeat: 2, prefer, avoid: Vec::new() };
            let text = schema.sample(&sampler, &mut |_| None).unwrap();
            let (outcome, findings) = check(&schema, text.as_bytes());
            assert!(outcome.valid, "{file:?} seed {seed}: {findings:?}");
        }
    }
}
