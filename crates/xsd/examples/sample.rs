//! Writes valid documents of a schema into a folder: `sample SCHEMA FOLDER COUNT [TRANSACTIONS]`.

use openfiu_xsd::{Dialect, Sampler, Schema};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let schema = std::fs::read_to_string(args.next().ok_or("the first argument is a schema")?)?;
    let folder = args.next().ok_or("the second argument is a folder")?;
    let count: u64 = args.next().map_or(Ok(1), |text| text.parse())?;
    let repeat: u32 = args.next().map_or(Ok(2), |text| text.parse())?;
    let schema = Schema::compile(&schema, Dialect::DotNet)?;
    std::fs::create_dir_all(&folder)?;
    for seed in 0..count {
        let prefer = if seed % 4 == 3 { vec!["activity".to_owned()] } else { vec!["transaction".to_owned()] };
        let sampler =
            Sampler { seed, optional_percent: u32::try_from(seed % 7)? * 12, repeat, prefer, avoid: Vec::new() };
        let text = schema.sample(&sampler, &mut |_| None).ok_or("the schema has no root element")?;
        std::fs::write(format!("{folder}/{seed:05}.xml"), text)?;
    }
    Ok(())
}
