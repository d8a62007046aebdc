//! Every crate and its band: the drawing of the house as a table.
//!
//! A new crate is one line here and one paragraph in ARCHITECTURE.md; `tidy` asks for both.

/// A floor of the house. What each may stand on is said by [`may_use`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Band {
    /// Values that everybody speaks about.
    Noun,
    /// Libraries without input, output, clock or randomness.
    Instrument,
    /// Database, letters, analytic tables, manners of the web.
    Spine,
    /// One stage of the office's work, with its own tables.
    Slice,
    /// A face towards the outside: letters only.
    OutwardFace,
    /// The face towards the office's own people.
    InwardFace,
    /// What somebody starts.
    Program,
    /// What builds, tests and measures the rest.
    Tool,
}

use Band::{Instrument, InwardFace, Noun, OutwardFace, Program, Slice, Spine, Tool};

/// Folder under `crates/` and band, in the order of ARCHITECTURE.md. It names crates that are still to come as well.
const HOUSE: &[(&str, Band)] = &[
    ("vocab", Noun),
    ("calendar", Noun),
    ("xsd", Instrument),
    ("rules", Instrument),
    ("profile", Instrument),
    ("goaml", Instrument),
    ("names", Instrument),
    ("resolve", Instrument),
    ("screen", Instrument),
    ("graph", Instrument),
    ("patterns", Instrument),
    ("features", Instrument),
    ("trace", Instrument),
    ("seal", Instrument),
    ("store", Spine),
    ("post", Spine),
    ("lake", Spine),
    ("web", Spine),
    ("intake", Slice),
    ("subjects", Slice),
    ("triage", Slice),
    ("cases", Slice),
    ("inquiries", Slice),
    ("measures", Slice),
    ("products", Slice),
    ("exchange", Slice),
    ("insight", Slice),
    ("staff", Slice),
    ("portal", OutwardFace),
    ("liaison", OutwardFace),
    ("peer", OutwardFace),
    ("desk", InwardFace),
    ("goaml-cli", Program),
    ("fiu-edge", Program),
    ("fiu-files", Program),
    ("fiu", Program),
    ("synth", Tool),
    ("testkit", Tool),
    ("probes", Tool),
    ("verify", Tool),
    ("xtask", Tool),
];

/// The band of a crate, by its folder; `None` if the drawing does not know it.
pub(crate) fn band_of(folder: &str) -> Option<Band> {
    HOUSE.iter().find(|(name, _)| *name == folder).map(|(_, band)| *band)
}

/// Whether the crate in folder `from` may name the crate in folder `to` in its (non-test) dependencies.
pub(crate) fn may_use(from: (&str, Band), to: (&str, Band)) -> bool {
    match (from.1, to.1) {
        (Tool, _) => true,
        (Noun, Noun) => true,
        (Instrument, Noun | Instrument) => true,
        (Spine, Noun | Instrument | Spine) => true,
        (Slice | OutwardFace, Noun | Instrument | Spine) => true,
        (InwardFace, Noun | Instrument | Spine | Slice) => true,
        // The generator of the invented country writes the demonstration, and `fiu demo` starts the edge beside itself.
        (Program, Tool) => to.0 == "testkit",
        (Program, Program) => from.0 == "fiu" && matches!(to.0, "fiu-edge" | "fiu-files"),
        (Program, _) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_point_down() {
        let may = |from: &str, to: &str| may_use((from, band_of(from).unwrap()), (to, band_of(to).unwrap()));
        for (from, to) in [("xsd", "vocab"), ("post", "seal"), ("intake", "store"), ("desk", "intake")] {
            assert!(may(from, to), "{from} may use {to}");
            assert!(!may(to, from), "{to} may not use {from}");
        }
        assert!(may("fiu", "testkit") && may("fiu", "fiu-edge") && may("fiu", "fiu-files") && !may("fiu-edge", "fiu"));
        for (from, to) in [("intake", "staff"), ("portal", "intake"), ("portal", "desk"), ("fiu-edge", "xtask")] {
            assert!(!may(from, to), "{from} may not use {to}");
        }
        assert_eq!(band_of("sidedoor"), None);
    }
}
