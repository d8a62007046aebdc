//! Every limit of a check, in one place.

/// What one file may ask of a checker. A file that goes over is refused with the limit named; nothing is cut silently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Deepest nesting of elements.
    pub depth_max: u32,
    /// Most attributes of one element, namespace declarations among them.
    pub attributes_max: u32,
    /// Most namespace declarations of one element.
    pub namespaces_max: u32,
    /// Longest element or attribute name, in bytes.
    pub name_bytes_max: usize,
    /// Longest attribute value, in bytes.
    pub attribute_bytes_max: usize,
    /// Longest text of one element, in bytes.
    pub text_bytes_max: usize,
    /// Longest comment or processing instruction, in bytes.
    pub comment_bytes_max: usize,
    /// Most elements of one file.
    pub elements_max: u64,
    /// Most different element names that the schema does not know.
    pub unknown_names_max: usize,
}

impl Limits {
    /// For a file whose size somebody has already agreed to, such as a reporter's own file on their own machine: no
    /// limit on the number of elements, every other limit as usual.
    pub fn any_length() -> Self {
        Self { elements_max: u64::MAX, ..Self::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth_max: 64,
            attributes_max: 256,
            namespaces_max: 64,
            name_bytes_max: 256,
            attribute_bytes_max: 64 << 10,
            text_bytes_max: 4 << 20,
            comment_bytes_max: 1 << 20,
            elements_max: 5_000_000,
            unknown_names_max: 1_000,
        }
    }
}
