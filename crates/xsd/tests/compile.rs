//! Published schemas compile.
use openfiu_xsd::{Dialect, Schema};

#[test]
fn published_schemas() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/xsd");
    let Ok(dir) = std::fs::read_dir(folder) else { return };
    for f in dir {
        let p = f.unwrap().path();
        let t = std::fs::read_to_string(&p).unwrap();
        #[allow(clippy::disallowed_methods)]
        let s = std::time::Instant::now();
        let r = Schema::compile(&t, Dialect::DotNet);
        println!("{p:?} {:?} {:?}", r.as_ref().map(|_| ()), s.elapsed());
    }
}
