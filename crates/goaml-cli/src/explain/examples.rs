//! Small examples of what is wrong and how it would be right, one for each code that can be shown in a line or two.
//! A test puts each of them into a report and checks that it is what it says.

/// Code, wrong, right.
pub(super) const EXAMPLES: &[(&str, &str, &str)] = &[
    ("XML-SYNTAX", "<city>Tunis & La Marsa</city", "<city>Tunis &amp; La Marsa</city>"),
    ("XML-ENTITY", "<city>S&atilde;o Paulo</city>", "<city>São Paulo</city>"),
    ("XML-TAG", "<city>Lima</town>", "<city>Lima</city>"),
    ("XML-DUPATTR", "<city a=\"1\" a=\"2\">Lima</city>", "<city>Lima</city>"),
    ("XML-NS", "<g:city>Lima</g:city>", "<city>Lima</city>"),
    ("XML-CHAR", "<city>Li\u{1}ma</city>", "<city>Lima</city>"),
    (
        "XSD-MISSING",
        "<address_type>HOME</address_type>\n<city>Lima</city>",
        "<address_type>HOME</address_type>\n<address>12 Harbour Road</address>\n<city>Lima</city>",
    ),
    ("XSD-UNKNOWN", "<citty>Lima</citty>", "<city>Lima</city>"),
    (
        "XSD-ORDER",
        "<city>Lima</city>\n<address>12 Harbour Road</address>",
        "<address>12 Harbour Road</address>\n<city>Lima</city>",
    ),
    ("XSD-REPEATED", "<city>Lima</city>\n<city>Callao</city>", "<city>Lima</city>"),
    ("XSD-TEXT", "Lima <city>Lima</city>", "<city>Lima</city>"),
    ("XSD-CHILD", "<city><b>Lima</b></city>", "<city>Lima</city>"),
    ("XSD-ATTR", "<city lang=\"es\">Lima</city>", "<city>Lima</city>"),
    ("XSD-ENUM", "<address_type>Home</address_type>", "<address_type>HOME</address_type>"),
    ("XSD-LENGTH-MAX", "<zip>Postal code 15001 of Lima</zip>", "<zip>15001</zip>"),
];

/// A report around elements of its `location`. What the example does not show is left out, so there are other findings
/// besides.
#[cfg(test)]
pub(super) fn in_a_report(example: &str) -> String {
    format!("<report><location>{example}</location></report>")
}
