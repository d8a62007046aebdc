//! The size of the pieces in which a file arrives changes nothing.

use crate::{check, zz};
use openfiu_xsd::{Checker, Limits, Sampler};

#[test]
fn findings_do_not_depend_on_the_pieces() {
    let schema = zz();
    let sampler = Sampler { seed: 5, optional_percent: 40, repeat: 3, ..Sampler::default() };
    let good = schema.sample(&sampler, &mut |_| None).unwrap();
    let bad = good
        .replacen("<transmode_code>", "<transmod_code>", 1)
        .replacen("</transmode_code>", "</transmod_code>", 1)
        .replacen("<amount_local>", "<amount_local>x<!-- c -->&amp;\r\n", 2)
        .replacen("<rentity_id>", "stray é text<rentity_id>", 1)
        .replacen("</transaction>", "<from_foreign_currency>\n<!-- c -->\n</from_foreign_currency></transaction>", 1)
        .replacen("<report_code>", "<report_code>x<![CDATA[y]]>", 1)
        .replacen("<t_from", "<comments>late</comments>\n<t_from", 2);
    // Broken off, after blanks that are passed early or late.
    let cut = ["\r\r\r\n <report a=\"", "<report></report>\n \t<!-- c", " \n<", "<?xml version=\"1.0\"?>\n\n<!"]
        .map(str::to_owned);
    for text in [good, bad].into_iter().chain(cut) {
        let whole = check(&schema, text.as_bytes());
        for size in [1, 2, 3, 7, 64, 1000] {
            let mut findings = Vec::new();
            let mut checker = Checker::new(&schema, Limits::default(), ());
            for piece in text.as_bytes().chunks(size) {
                checker.feed(piece, &mut |finding| findings.push(finding));
            }
            let (outcome, ()) = checker.finish(&mut |finding| findings.push(finding));
            assert_eq!((outcome, findings), whole, "in pieces of {size}");
        }
    }
}
