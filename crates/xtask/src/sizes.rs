//! How long a file, a function and a crate may be.

use crate::problem::Problem;
use crate::source::Source;

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;
const CRATE_LINES_MAX: usize = 10_000;

/// One file and its functions. Lines of tests do not count.
pub(crate) fn check(source: &Source) -> Vec<Problem> {
    let mut problems = Vec::new();
    let lines = source.lines - source.test_lines;
    if lines > FILE_LINES_MAX {
        let text = format!("{lines} lines without tests, {FILE_LINES_MAX} may be; divide it by what it talks about");
        problems.push(Problem::new("file", &source.path, text));
    }
    let long = source.functions.iter().filter(|f| !f.test && f.lines > FUNCTION_LINES_MAX);
    problems.extend(long.map(|function| {
        let text = format!("{} has {} lines, {FUNCTION_LINES_MAX} may be", function.name, function.lines);
        Problem::new("function", format!("{}:{}", source.path, function.first_line), text)
    }));
    problems
}

/// All files of one crate.
pub(crate) fn check_crate(folder: &str, sources: &[&Source]) -> Option<Problem> {
    let lines: usize = sources.iter().map(|source| source.lines - source.test_lines).sum();
    let text = format!("{lines} lines without tests, {CRATE_LINES_MAX} may be");
    (lines > CRATE_LINES_MAX).then(|| Problem::new("crate", folder, text))
}

/// What tidy prints when all is well, so that the figures are seen before they become problems.
pub(crate) fn summary(sources: &[Source]) -> String {
    let all: usize = sources.iter().map(|source| source.lines).sum();
    let tests: usize = sources.iter().map(|source| source.test_lines).sum();
    let mut files: Vec<usize> =
        sources.iter().filter(|s| s.lines > s.test_lines).map(|s| s.lines - s.test_lines).collect();
    let mut functions: Vec<usize> =
        sources.iter().flat_map(|s| &s.functions).filter(|f| !f.test).map(|f| f.lines).collect();
    let share = (tests * 100).checked_div(all).unwrap_or_default();
    format!(
        "tidy: {all} lines of Rust, {share} % of them tests; file median {} longest {}; function median {} longest {}\n",
        median(&mut files),
        files.last().copied().unwrap_or_default(),
        median(&mut functions),
        functions.last().copied().unwrap_or_default(),
    )
}

fn median(values: &mut [usize]) -> usize {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{self, Function};

    fn file(lines: usize, test_lines: usize) -> Source {
        Source { path: "a.rs".to_owned(), lines, test_lines, ..Source::default() }
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        assert!(check(&file(500, 0)).is_empty());
        assert_eq!(check(&file(501, 0)).len(), 1);
        assert!(check(&file(900, 400)).is_empty());
        let long = |lines, test| Function { name: "f".to_owned(), first_line: 1, lines, test };
        let functions = vec![long(70, false), long(71, false), long(200, true)];
        assert_eq!(check(&Source { functions, ..file(80, 0) }).len(), 1);
        let half = file(5_000, 0);
        assert!(check_crate("x", &[&half, &half]).is_none());
        assert!(check_crate("x", &[&half, &half, &file(1, 0)]).is_some());
    }

    #[test]
    fn figures_are_told() {
        let source = source::read("a.rs", "fn a() {\n}\n#[cfg(test)]\nmod t {}\n").unwrap();
        let told = "tidy: 4 lines of Rust, 50 % of them tests; file median 2 longest 2; function median 2 longest 2\n";
        assert_eq!(summary(&[source]), told);
    }
}
