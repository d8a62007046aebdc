//! A page of HTML that holds everything it needs: no script from elsewhere, no style, no picture, no font.

use profile::Language;
use std::fmt::{self, Write as _};

/// A text within HTML: in an element or in an attribute between double quotes.
pub(crate) struct Text<'a>(pub(crate) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| match c {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => f.write_char('\u{FFFD}'),
            c => f.write_char(c),
        })
    }
}

const STYLE: &str = "\
:root{--ink:#1c2430;--soft:#5b6676;--line:#d7dde5;--paper:#fff;--wash:#f5f7fa;--bad:#a3231f;--warn:#8a5a00;--good:#1d6b3a;--mark:#1f4e8c}\
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#a3adba;--line:#3a424e;--paper:#171b21;--wash:#20252d;--bad:#ff8f87;--warn:#f0bd5e;--good:#7fd39b;--mark:#8fb8f0}}\
*{box-sizing:border-box}body{margin:0 auto;max-width:76rem;padding:1.5rem;font:1rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper)}\
h1{font-size:1.6rem;margin:0 0 .25rem}h2{font-size:1.2rem;margin:2rem 0 .5rem;overflow-wrap:anywhere}h3{font-size:1rem;margin:1rem 0 .25rem}\
p{margin:.25rem 0}a{color:var(--mark)}code,.path{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere}\
.soft{color:var(--soft)}.reject,.fatal{color:var(--bad)}.warn,.quality{color:var(--warn)}.good{color:var(--good)}\
table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{text-align:start;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}th{background:var(--wash)}\
.finding{border:1px solid var(--line);border-inline-start-width:4px;border-radius:4px;padding:.5rem .75rem;margin:.5rem 0}\
.finding.reject,.finding.fatal{border-inline-start-color:var(--bad);color:inherit}.finding.warn,.finding.quality{border-inline-start-color:var(--warn);color:inherit}\
.filter{position:sticky;top:0;background:var(--paper);padding:.5rem 0;border-bottom:1px solid var(--line)}\
input[type=search]{font:inherit;padding:.3rem .5rem;width:min(28rem,100%);color:inherit;background:var(--wash);border:1px solid var(--line);border-radius:4px}\
pre{background:var(--wash);padding:.5rem .75rem;overflow:auto;direction:ltr;text-align:start}";

/// The beginning of a page.
pub(crate) fn top(title: &str, language: Language) -> String {
    let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
    let policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
        language.code(),
        Text(title)
    )
}

/// The end of a page.
pub(crate) const BOTTOM: &str = "</body>\n</html>\n";

/// A box that hides every element of class `row` that does not hold its text; shown only where script may run.
pub(crate) fn filter(label: &str) -> String {
    format!(
        "<p class=\"filter\" id=\"filter\" hidden><label>{}: <input type=\"search\" id=\"wanted\"></label></p>\n\
         <script>(function(){{var b=document.getElementById('filter'),i=document.getElementById('wanted');b.hidden=false;\
         i.addEventListener('input',function(){{var w=i.value.toLowerCase();\
         document.querySelectorAll('.row').forEach(function(r){{r.hidden=r.textContent.toLowerCase().indexOf(w)<0}});\
         document.querySelectorAll('section').forEach(function(s){{var a=s.querySelectorAll('.row');\
         s.hidden=a.length>0&&s.querySelectorAll('.row:not([hidden])').length===0}})}})}})()</script>\n",
        Text(label)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_place() {
        assert_eq!(Text("<a href=\"x\">'&\u{1b}").to_string(), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;\u{FFFD}");
    }

    #[test]
    fn a_page_asks_nobody_for_anything() {
        let page = format!("{}{}{BOTTOM}", top("T", Language::Ar), filter("F"));
        assert!(
            page.contains("dir=\"rtl\"")
                && !page.contains("http:")
                && !page.contains("https:")
                && !page.contains("src=")
        );
    }
}
